"""Bringing a database up to the tables of this program, step by step, each recorded in `schema_version`.

A new database gets the tables as they are now; an older one goes through the steps it lacks. A step is a function of a
connection that says in statements of its own what changes: it must not use `tables`, which will have moved on.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, inspect, select

from questionnaire.errors import StoreError
from questionnaire.store.schema_2 import to_version_2
from questionnaire.store.tables import TABLES, Table
from questionnaire.translation import _

Step = Callable[[Connection], None]

STEPS: tuple[Step, ...] = (to_version_2,)
"""The step at place N brings version N + 1 to N + 2."""

_VERSIONS = TABLES["schema_version"]


def newest(steps: tuple[Step, ...] = STEPS) -> int:
    """The version of the tables this program works with."""
    return 1 + len(steps)


def version_of(connection: Connection, address: str) -> int:
    """The version of the tables in a database, 0 where it has none.

    Raises StoreError where the database is another program's.
    """
    names = inspect(connection).get_table_names()
    if _VERSIONS.name in names:
        found = connection.execute(select(func.max(_VERSIONS.c.version))).scalar()
        return int(found or 0)
    if names and connection.dialect.name == "sqlite":
        message = _("{address} is a database of another program.").format(address=address)
        raise StoreError(message, _("Choose another file with --database."))
    return 0


def refuse_newer(version: int, address: str, steps: tuple[Step, ...] = STEPS) -> None:
    """Raise StoreError where a database was written by a newer program."""
    if version > newest(steps):
        message = _(
            "The database {address} has version {version}; this program knows versions up to {newest}."
        )
        raise StoreError(
            message.format(address=address, version=version, newest=newest(steps)),
            _("Update the program: pip install --upgrade foa-questionnaire."),
        )


def migrate(connection: Connection, version: int, steps: tuple[Step, ...] = STEPS) -> None:
    """Bring the tables from `version` to the newest, in the transaction of the connection.

    Raises StoreError where rows would be left that refer to nothing.
    """
    if version == 0:
        Table.metadata.create_all(connection)
        _record(connection, newest(steps))
        return
    for number, step in enumerate(steps[version - 1 :], version + 1):
        step(connection)
        _record(connection, number)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        message = _("The database could not be brought up to date: rows would be lost.")
        raise StoreError(message, _("Nothing was changed; please report this."))


def _record(connection: Connection, version: int) -> None:
    connection.execute(insert(_VERSIONS), {"version": version, "applied_at": datetime.now(UTC)})
