"""What happens when a save fails: nothing is half written, what was said stays on the screen and is saved later."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.errors import StoreError
from questionnaire.interviews.answers import Answer
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store import database
from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import tiny_banks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.db"


@pytest.fixture
def opened(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    with open_workspace(str(file), tiny_banks(tmp_path / "banks")) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        yield workspace


@pytest.fixture
def interview(opened: Workspace) -> OpenInterview:
    started = opened.start_interview("Voorbeeld Knit", "tiny", Respondent.MANAGEMENT)
    started.record("workers-total", Answer(100))
    return started


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def test_while_another_program_writes_the_answer_waits(
    file: Path, opened: Workspace, interview: OpenInterview
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        interview.visit("union-present")
        with pytest.raises(StoreError, match="Another program is writing"):
            interview.record("union-present", Answer("no"))
        assert interview.answer("union-present") == Answer("no")
        assert interview.unsaved == {"union-present"}
        assert len(interview.findings) == 1
        with pytest.raises(StoreError):
            interview.record("since", Answer("2026"))
        assert interview.unsaved == {"union-present", "since"}
        other.rollback()
    interview.retry()
    assert interview.unsaved == frozenset()
    again = opened.open_interview(interview.key)
    assert again.answers == interview.answers
    assert again.at_question == "union-present"
    assert not again.rebuild()
    assert [entry.question for entry in again.history()] == ["workers-total", "union-present", "since"]


def test_the_next_answer_takes_an_unsaved_one_along(
    file: Path, opened: Workspace, interview: OpenInterview
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError):
            interview.record("union-present", Answer("no"))
    interview.record("since", Answer("2026"))
    assert interview.unsaved == frozenset()
    assert opened.open_interview(interview.key).answers == interview.answers


def test_repeating_an_unsaved_answer_saves_it(
    file: Path, opened: Workspace, interview: OpenInterview
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError):
            interview.record("union-present", Answer("no"))
    interview.record("union-present", Answer("no"))
    assert opened.open_interview(interview.key).answer("union-present") == Answer("no")


@pytest.mark.parametrize(
    "moment",
    [
        "UPDATE ON interview",
        "INSERT ON answer",
        "INSERT ON history",
        "INSERT ON finding",
        "DELETE ON finding",
    ],
)
def test_a_save_that_fails_at_any_statement_leaves_nothing_behind(
    file: Path, opened: Workspace, interview: OpenInterview, moment: str
) -> None:
    """The first answer to a question takes one finding away and brings another, so every kind of statement is in it."""
    interview.record("chosen", Answer("named"))
    interview.record("union-present", Answer("no"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("DELETE FROM answer WHERE question = 'union-present'")
        kept = opened.open_interview(interview.key)
        other.execute(f"CREATE TRIGGER stop BEFORE {moment} BEGIN SELECT RAISE(ABORT, 'stopped here'); END")
        before = content(file)
        with pytest.raises(StoreError, match="stopped here"):
            kept.record("union-present", Answer("yes", note="said"))
        assert content(file) == before
        assert kept.unsaved == {"union-present"}
        assert kept.answer("union-present") == Answer("yes", note="said")
        other.execute("DROP TRIGGER stop")
    kept.retry()
    again = opened.open_interview(interview.key)
    assert again.answers == kept.answers
    assert {finding.key for finding in again.findings} == {"claim:union-present:2", "check:named-yet-free"}
    assert not again.rebuild()


@pytest.mark.parametrize(
    ("pragma", "message"), [("max_page_count = 1", "no room left"), ("query_only = ON", "not written")]
)
def test_a_full_or_locked_disk_is_told_as_such(
    file: Path, opened: Workspace, interview: OpenInterview, pragma: str, message: str
) -> None:
    before = content(file)
    opened._store.database._at_hand.execute(f"PRAGMA {pragma}")
    with pytest.raises(StoreError, match=message) as caught:
        interview.record("union-name", Answer("x" * 20_000))
    assert caught.value.hint
    assert content(file) == before
    interview.retry()
    assert opened.open_interview(interview.key).answer("union-name") == Answer("x" * 20_000)


def test_a_lost_connection_is_told_and_made_again(postgresql: str, tmp_path: Path) -> None:
    import psycopg

    with open_workspace(postgresql, tiny_banks(tmp_path / "banks")) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        interview = workspace.start_interview("Voorbeeld Knit", "tiny", Respondent.MANAGEMENT)
        interview.record("union-present", Answer("yes"))
        with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with pytest.raises(StoreError, match="cannot be reached"):
            interview.record("union-present", Answer("no"))
        assert interview.unsaved == {"union-present"}
        interview.retry()
        assert workspace.open_interview(interview.key).answer("union-present") == Answer("no")
        assert len(workspace.interviews()) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.workspace import open_workspace

workspace = open_workspace(sys.argv[1], Path(sys.argv[2]))
workspace.add_supplier("Voorbeeld Knit", "BD")
interview = workspace.start_interview("Voorbeeld Knit", "tiny", Respondent.MANAGEMENT)
interview.visit("union-name")
for length in range(1, 30):
    interview.record("union-name", Answer("said to the last letter, at length"[:length]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_answer_outlives_a_kill_the_moment_it_is_recorded(file: Path, tmp_path: Path) -> None:
    banks = tiny_banks(tmp_path / "banks")
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), str(banks)],
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert run.returncode == -signal.SIGKILL
    with open_workspace(str(file), banks) as workspace:
        interview = workspace.open_interview("Voorbeeld Knit")
        assert interview.answer("union-name").value == "said to the last letter, at le"[:29]
        assert len(interview.history()) == 1
        assert interview.at_question == "union-name"
        assert not interview.rebuild()
