"""What a database is and holds."""

from sqlalchemy import Connection, func, select

from questionnaire.store.database import Database
from questionnaire.store.migrations import version_of
from questionnaire.store.tables import TABLES
from questionnaire.store.values import DatabaseInfo


def information_of(database: Database) -> DatabaseInfo:
    """The kind, size and content of a database."""
    with database.reading() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(TABLES[name])).scalar_one()
            for name in ("supplier", "interview", "answer")
        ]
        return DatabaseInfo(
            address=database.address,
            kind=_kind_of(connection),
            schema=version_of(connection, database.address),
            size=_size_of(database, connection),
            suppliers=counts[0],
            interviews=counts[1],
            answers=counts[2],
        )


def _kind_of(connection: Connection) -> str:
    name = "SQLite" if connection.dialect.name == "sqlite" else "PostgreSQL"
    parts = connection.dialect.server_version_info or ()
    return f"{name} {'.'.join(str(part) for part in parts)}".strip()


def _size_of(database: Database, connection: Connection) -> int | None:
    if database.file:
        return database.file.stat().st_size
    return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
