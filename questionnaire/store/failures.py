"""The one place where a database's complaint becomes a StoreError: what is wrong, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from questionnaire.errors import StoreError
from questionnaire.text import one_line
from questionnaire.translation import N_, _

_Told = tuple[str, str]

_BUSY: _Told = (
    N_("Another program is writing to the database {address}."),
    N_("Let it finish or close it, then try again."),
)
_READ_ONLY: _Told = (
    N_("The database {address} can be read but not written."),
    N_("Check the permissions of the file and its folder, or choose another with --database."),
)
_FULL: _Told = (
    N_("There is no room left to write the database {address}."),
    N_("Make room on the disk, then try again."),
)
_NOT_A_DATABASE: _Told = (
    N_("{address} is not a database of this program."),
    N_("Choose another file with --database."),
)
_DAMAGED: _Told = (
    N_("The database {address} is damaged."),
    N_("Keep a copy of it as it is, and go back to a backup."),
)
_CANNOT_OPEN: _Told = (
    N_("The database {address} cannot be opened."),
    N_("Check that the folder exists and that you may write in it."),
)
_NOT_READ: _Told = (
    N_("The disk with the database {address} cannot be read or written."),
    N_("Check the disk or the network drive, then try again."),
)
_UNREACHABLE: _Told = (
    N_("The database {address} cannot be reached: {why}."),
    N_("Check the address and that the server runs, then try again."),
)
_NOT_LET_IN: _Told = (
    N_("The database {address} does not let you in: {why}."),
    N_("Check the user name, the password and the name of the database."),
)
_OTHER: _Told = (
    N_("The database {address} reports: {why}."),
    N_("Try again; if it stays, check it with `questionnaire database check`."),
)

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_NOTADB: _NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: _NOT_READ,
}
_BY_SQLSTATE = {
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
    "53100": _FULL,
    "55P03": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "3D000": _NOT_LET_IN,
}


@contextmanager
def told(address: str, driver_error: type[Exception]) -> Iterator[None]:
    """Raise what the database or its driver complains of within as StoreError."""
    try:
        yield
    except (SQLAlchemyError, driver_error) as error:
        raise store_error(address, error) from error


def store_error(address: str, error: Exception) -> StoreError:
    """A complaint as it is told to the user."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    message, hint = _told(cause)
    why = one_line(str(cause).partition("\n")[0])[:200].rstrip(". ") or type(cause).__name__
    return StoreError(_(message).format(address=address, why=why), _(hint))


def _told(cause: BaseException) -> _Told:
    if isinstance(cause, sqlite3.Error):
        return _BY_SQLITE_CODE.get((getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF, _OTHER)
    state = getattr(cause, "sqlstate", None) or ""
    if state.startswith(("08", "57P")) or (not state and _is_connection_lost(cause)):
        return _UNREACHABLE
    if state.startswith("28"):
        return _NOT_LET_IN
    return _BY_SQLSTATE.get(state, _OTHER)


def _is_connection_lost(cause: BaseException) -> bool:
    """Whether a driver complains without word from the server; its error classes are known by name alone here."""
    return any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__)
