"""Opening a database: what is made, what is refused, what is shown, and how it is brought up to date."""

import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from questionnaire.banks.model import Respondent
from questionnaire.errors import StoreError
from questionnaire.store.addresses import address_of
from questionnaire.store.database import Database
from questionnaire.store.migrations import STEPS, newest
from questionnaire.workspace import open_workspace
from tests.tiny import tiny_banks

SECRET = "s3cr%40t%2Fword"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def told(place: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_workspace(place).close()
    assert caught.value.hint
    assert "Traceback" not in str(caught.value)
    return caught.value


def test_the_own_database_is_the_users_alone() -> None:
    with open_workspace() as workspace:
        file = Path(workspace.database)
        workspace.add_supplier("Voorbeeld Knit")
        assert (mode_of(file), mode_of(file.parent)) == (0o600, 0o700)
        assert {mode_of(path) for path in file.parent.iterdir()} == {0o600}


def test_a_folder_the_user_chose_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    open_workspace(str(folder / "answers.db")).close()
    assert (mode_of(folder), mode_of(folder / "answers.db")) == (0o755, 0o600)


def test_the_environment_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE", str(tmp_path / "named.db"))
    with open_workspace() as workspace:
        assert workspace.database == str(tmp_path / "named.db")
    assert (tmp_path / "named.db").exists()


def test_a_url_of_sqlite_is_a_path(tmp_path: Path) -> None:
    with open_workspace(f"sqlite:///{tmp_path / 'answers.db'}") as workspace:
        assert workspace.database == str(tmp_path / "answers.db")


def test_the_settings_are_those_that_keep_answers(tmp_path: Path) -> None:
    database = Database(address_of(str(tmp_path / "answers.db")))
    with closing(database), database.reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 2000]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert "No such file" in told(str(tmp_path / "nowhere" / "answers.db")).message
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a folder" in told(str(tmp_path)).message


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear buyer,\n" * 500)
    assert "is not a database of this program" in told(str(file)).message
    assert file.read_text() == "Dear buyer,\n" * 500


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE song (title)")
    assert "another program" in told(str(file)).message
    with closing(sqlite3.connect(file)) as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["song"]


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "answers.db"
    with open_workspace(str(file)) as workspace:
        workspace.add_supplier("Voorbeeld Knit")
    data = bytearray(file.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    file.write_bytes(data)
    assert "damaged" in told(str(file)).message


def test_a_database_in_memory_is_refused() -> None:
    assert "lost" in told("sqlite://").message
    assert "lost" in told("sqlite:///:memory:").message


def test_a_newer_database_is_refused_with_both_versions(place: str) -> None:
    open_workspace(place).close()
    database = Database(address_of(place))
    with closing(database), database.writing() as connection:
        connection.execute(
            text("INSERT INTO schema_version (version, applied_at) VALUES (7, :at)"),
            {"at": datetime.now(UTC).isoformat()},
        )
    error = told(place)
    assert "version 7" in error.message
    assert f"up to {newest()}" in error.message
    assert "pip install" in error.hint


def test_a_server_that_cannot_be_reached_is_told_without_the_password() -> None:
    error = told(f"postgresql+psycopg://buyer:{SECRET}@127.0.0.1:1/answers")
    assert "cannot be reached" in error.message
    assert "buyer:***@127.0.0.1:1/answers" in error.message
    assert "s3cr" not in str(error)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://buyer:{SECRET}@127.0.0.1:port/answers",
        f"mysql://buyer:{SECRET}@127.0.0.1/answers",
        f"nonsense+driver://buyer:{SECRET}@127.0.0.1/answers",
        "postgresql+psycopg://buyer:s3cr@t@127.0.0.1/answers",
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_the_password(url: str) -> None:
    assert "s3cr" not in str(told(url))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql+psycopg://buyer:{SECRET}@host/answers", "postgresql+psycopg://buyer:***@host/answers"),
        (
            f"postgresql://host/answers?user=b&password={SECRET}",
            "postgresql://host/answers?user=b&password=***",
        ),
        (
            f"postgresql://buyer:{SECRET}@host/a?sslpassword={SECRET}",
            "postgresql://buyer:***@host/a?sslpassword=***",
        ),
        ("postgresql://buyer@host/answers", "postgresql://buyer@host/answers"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert address_of(url).shown == shown


def test_without_the_driver_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install" in told("postgresql+psycopg://buyer@127.0.0.1/answers").hint


def test_what_a_database_is_and_holds(place: str) -> None:
    with open_workspace(place) as workspace:
        workspace.add_supplier("Voorbeeld Knit")
        info = workspace.info()
    assert info.kind.split()[0] in ("SQLite", "PostgreSQL")
    assert info.kind.split()[1][0].isdigit()
    assert (info.schema, info.suppliers, info.interviews, info.answers) == (newest(), 1, 0, 0)
    assert (info.size or 0) > 4000


def add_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE supplier ADD COLUMN phase TEXT"))


def fail_halfway(connection: Connection) -> None:
    add_column(connection)
    connection.execute(text("INSERT INTO nowhere VALUES (1)"))


def rebuild(connection: Connection) -> None:
    """Rebuild a table that others refer to, which SQLite refuses with foreign keys on."""
    create = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'supplier'")).scalar_one()
    connection.execute(text(create.replace("TABLE supplier", "TABLE fresh")))
    connection.execute(text("INSERT INTO fresh SELECT * FROM supplier"))
    connection.execute(text("DROP TABLE supplier"))
    connection.execute(text("ALTER TABLE fresh RENAME TO supplier"))


def orphan(connection: Connection) -> None:
    connection.execute(
        text("INSERT INTO round (id, supplier, name, opened_at) VALUES ('a', 'nobody', 'b', 'c')")
    )


@pytest.fixture
def older(place: str) -> str:
    with open_workspace(place) as workspace:
        workspace.add_supplier("Voorbeeld Knit")
    return place


def test_an_older_database_is_brought_up_to_date_once(older: str) -> None:
    for _time in range(2):
        database = Database(address_of(older), (*STEPS, add_column))
        with closing(database), database.reading() as connection:
            versions = connection.execute(
                text("SELECT version FROM schema_version ORDER BY version")
            ).scalars()
            assert list(versions) == [newest(), newest() + 1]
            assert connection.execute(text("SELECT name, phase FROM supplier")).all() == [
                ("Voorbeeld Knit", None)
            ]
    assert f"version {newest() + 1}" in told(older).message


def test_a_step_that_fails_changes_nothing(older: str) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        Database(address_of(older), (*STEPS, fail_halfway))
    database = Database(address_of(older), (*STEPS, add_column))
    database.close()


@pytest.fixture
def older_file(tmp_path: Path) -> Path:
    with open_workspace(str(tmp_path / "answers.db")) as workspace:
        workspace.add_supplier("Voorbeeld Knit")
    return tmp_path / "answers.db"


def test_the_file_is_copied_before_it_is_changed(older_file: Path) -> None:
    Database(address_of(str(older_file)), (*STEPS, add_column)).close()
    copy = older_file.with_name(f"answers.before-v{newest() + 1}.db")
    assert mode_of(copy) == 0o600
    with open_workspace(str(copy)) as workspace:
        assert [overview.supplier.name for overview in workspace.suppliers()] == ["Voorbeeld Knit"]
    assert not list(older_file.parent.glob("*.part"))


def test_a_step_may_rebuild_a_table_that_others_refer_to(older_file: Path, tmp_path: Path) -> None:
    with open_workspace(str(older_file), tiny_banks(tmp_path / "banks")) as workspace:
        key = workspace.start_interview("Voorbeeld Knit", "tiny", Respondent.MANAGEMENT).key
    Database(address_of(str(older_file)), (*STEPS, rebuild)).close()
    with closing(sqlite3.connect(older_file)) as connection:
        connection.execute("DELETE FROM schema_version WHERE version = ?", (newest() + 1,))
        connection.commit()
    with open_workspace(str(older_file)) as workspace:
        assert [interview.id for interview in workspace.interviews("Voorbeeld Knit")] == [key]


def test_a_step_may_leave_no_row_that_refers_to_nothing(older_file: Path) -> None:
    with pytest.raises(StoreError, match="rows would be lost"):
        Database(address_of(str(older_file)), (*STEPS, orphan))
    open_workspace(str(older_file)).close()
