"""A database, opened: SQLite in a file or PostgreSQL on a server. Transactions start and end here."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection

from questionnaire.errors import StoreError
from questionnaire.store.addresses import Address
from questionnaire.store.failures import store_error, told
from questionnaire.store.migrations import STEPS, Step, migrate, newest, refuse_newer, version_of
from questionnaire.translation import _

BUSY_MILLISECONDS = 2000
CONNECT_SECONDS = 10


class Cursor(Protocol):
    """What is used of a driver's cursor."""

    @property
    def rowcount(self) -> int:
        """How many rows the last statement touched."""

    def execute(self, statement: str, parameters: dict[str, Any], /) -> object:
        """Execute a statement."""


class Database:
    """An open database, its tables up to date. Every complaint of it comes out as StoreError."""

    def __init__(self, address: Address, steps: tuple[Step, ...] = STEPS) -> None:
        self.address = address.shown
        self.file = address.file
        if address.file:
            _make_file(address.file, address.is_own)
        self._url = URL.create("sqlite", database=str(address.file)) if address.file else _server_url(address)
        self._engine = _engine_of(self._url)
        self._writer = self._engine.execution_options(writes=True)
        self._pooled: PoolProxiedConnection | None = None
        self._at_hand: Any = None
        self.dialect = self._engine.dialect
        self.is_sqlite = self.dialect.name == "sqlite"
        dbapi = self.dialect.loaded_dbapi
        self._driver_error: type[Exception] = dbapi.Error
        try:
            self._bring_up_to_date(steps)
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the database as it is at one moment."""
        with told(self.address, self._driver_error), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are all kept at the end, or none of them."""
        with told(self.address, self._driver_error), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def saving(self) -> Iterator[Cursor]:
        """As `writing`, but a cursor of the driver, on a connection kept at hand.

        For the save of an answer, within a key press: SQLAlchemy's own way there costs more than the disk.
        """
        try:
            connection = self._at_hand or self._take_in_hand()
            cursor = connection.cursor()
            if self.is_sqlite:
                cursor.execute("BEGIN IMMEDIATE")
            yield cursor
            connection.commit()
        except BaseException as error:
            self._let_go()
            if isinstance(error, (SQLAlchemyError, self._driver_error)):
                raise store_error(self.address, error) from error
            raise

    def _take_in_hand(self) -> Any:  # noqa: ANN401 - what a driver's connection is, SQLAlchemy does not say
        self._pooled = self._engine.raw_connection()
        self._at_hand = self._pooled.driver_connection
        return self._at_hand

    def _let_go(self) -> None:
        """Close the connection at hand, which undoes what was not committed."""
        if self._pooled is not None:
            self._pooled.invalidate()
        self._pooled = self._at_hand = None

    def close(self) -> None:
        """Let go of the database."""
        self._let_go()
        self._engine.dispose()

    def scrub(self) -> bool:
        """Write the SQLite file anew, so that nothing stays of what was taken out; whether that went well.

        Another program that has the file open can be in the way. On a server nothing is done.
        """
        if not self.is_sqlite:
            return False
        try:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                outcome = cursor.fetchone()
            finally:
                connection.close()
        except self._driver_error:
            return False
        return outcome is not None and not outcome[0]

    def back_up(self, to: Path) -> None:
        """Copy the SQLite file while it is in use, as 0600; what was at `to` is replaced by a whole copy only.

        Raises StoreError.
        """
        if self.file is None:
            message = _("Only a database in a file can be copied.")
            raise StoreError(message, _("Use pg_dump for a database on a server."))
        _copy(self.file, to)

    def _bring_up_to_date(self, steps: tuple[Step, ...]) -> None:
        with self.reading() as connection:
            version = version_of(connection, self.address)
        refuse_newer(version, self.address, steps)
        if version == newest(steps):
            return
        if version and self.file:
            self.back_up(self.file.with_name(f"{self.file.stem}.before-v{newest(steps)}{self.file.suffix}"))
        engine = _engine_of(self._url, foreign_keys=False).execution_options(writes=True)
        try:
            with told(self.address, self._driver_error), engine.begin() as connection:
                if not self.is_sqlite:
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261)")
                migrate(connection, version_of(connection, self.address), steps)
        finally:
            engine.dispose()


@contextmanager
def looking(address: Address) -> Iterator[Connection | None]:
    """A connection to a database as it is: nothing is made or brought up to date. None where there is none.

    Raises StoreError where it cannot be read.
    """
    if address.file and not (address.file.is_file() and address.file.stat().st_size):
        yield None
        return
    if address.file:
        place = f"{address.file.absolute().as_uri()}?mode=rw"  # which makes no file
        engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(place, uri=True))
    else:
        engine = _engine_of(_server_url(address))
    dbapi = engine.dialect.loaded_dbapi
    try:
        with told(address.shown, dbapi.Error), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine_of(url: URL, foreign_keys: bool = True) -> Engine:
    """An engine as this program uses it.

    A migration goes without `foreign_keys`: rebuilding a table with them would empty those that refer to it.
    """
    if url.get_backend_name() != "sqlite":
        settings = {"connect_timeout": CONNECT_SECONDS}
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=settings)
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where this module says, tables included
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "PRAGMA secure_delete = ON"
        )  # a text that was taken out leaves no trace in the file

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server_url(address: Address) -> URL:
    try:
        url = make_url(address.url)
        if url.drivername in ("postgresql", "postgresql+psycopg"):
            url = url.set(drivername="postgresql+psycopg")
            url.get_dialect().import_dbapi()
            return url
    except ModuleNotFoundError as error:
        message = _("The driver for {address} is not installed.").format(address=address.shown)
        hint = _('Install it: pip install "foa-questionnaire[postgresql]".')
        raise StoreError(message, hint) from error
    except (ArgumentError, ValueError):
        pass  # told as every other address that cannot be used
    message = _("{address} is no address of a database this program can use.").format(address=address.shown)
    hint = _("Write it as postgresql+psycopg://USER:PASSWORD@HOST/DATABASE, or give the path of a file.")
    raise StoreError(message, hint)


def _make_file(file: Path, is_own: bool) -> None:
    """Make an empty file for the owner alone, and the tool's own folder; others' folders are left as they are."""
    if file.is_dir():
        message = _("{path} is a folder, not a database.").format(path=file)
        raise StoreError(
            message, _("Name a file in it, such as {file}.").format(file=file / "questionnaire.db")
        )
    try:
        if is_own:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        message = _("The database {path} cannot be opened: {why}.").format(
            path=file, why=error.strerror or error
        )
        raise StoreError(message, _("Check the path, and that you may write in its folder.")) from error


def _copy(file: Path, to: Path) -> None:
    part = to.with_name(f"{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with told(str(to), sqlite3.Error):
            source, copy = sqlite3.connect(file), sqlite3.connect(part)
            try:
                source.backup(copy)
            finally:
                copy.close()
                source.close()
        part.replace(to)
    except OSError as error:
        message = _("The copy {path} cannot be written: {why}.").format(path=to, why=error.strerror or error)
        raise StoreError(message, _("Choose another place for it.")) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
