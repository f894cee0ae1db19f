"""What saving one answer costs, beside the same statements given to sqlite3 directly.

Each figure is a median over answers that all differ from the one before;
the two take turns, on files in the same folder, with the same settings.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, Value
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.database import BUSY_MILLISECONDS, Cursor, Database
from questionnaire.workspace import open_workspace
from tests.benchmarks.answers import value_for
from tests.benchmarks.measured import Row
from tests.benchmarks.programs import BANK

Statements = list[tuple[str, dict[str, Any]]]
SUPPLIER = "Voorbeeld Knit"


class _Listening:
    """A cursor that keeps what it is given."""

    def __init__(self, cursor: Cursor, heard: Statements) -> None:
        self._cursor = cursor
        self._heard = heard

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def execute(self, statement: str, parameters: dict[str, Any], /) -> object:
        self._heard.append((statement, parameters))
        return self._cursor.execute(statement, parameters)


def measure(runs: int) -> Iterator[Row]:
    """Recording `runs` times ten answers, and the floor: the statements of the very same saves, in a copy of the file."""
    with TemporaryDirectory() as folder:
        own, heard_in, direct = (Path(folder) / name for name in ("own.db", "heard.db", "direct.db"))
        with open_workspace(str(own)) as workspace:
            workspace.add_supplier(SUPPLIER, "BD", workers=900)
            workspace.start_interview(SUPPLIER, BANK, Respondent.MANAGEMENT)
        for copy in (heard_in, direct):
            _copy(own, copy)
        heard = _heard(heard_in, 10 * runs)
        plain = _plain(direct)
        ours, floor = [], []
        with open_workspace(str(own)) as workspace:
            interview = workspace.open_interview(SUPPLIER)
            for (question, value), (visit, statements) in zip(_answers(interview), heard, strict=False):
                interview.visit(question)
                _execute(plain, visit)
                ours.append(_timed(interview.record, question, Answer(value)))
                floor.append(_timed(_execute, plain, statements))
        plain.close()
    yield Row("record an answer", ours, "the same statements by sqlite3", floor, "<= 2.0")


def _answers(interview: OpenInterview) -> Iterator[tuple[str, Value]]:
    """Every question that is asked, again and again, each time with another value."""
    for turn in count():
        for step in interview.asked():
            name, value = step.question.id, value_for(step.question, turn)
            if interview.walk.is_asked(name, interview.answers) and value != interview.answer(name).value:
                yield name, value


def _heard(file: Path, answers: int) -> list[tuple[Statements, Statements]]:
    """The statements of each visit and of each save, heard while the same answers are recorded."""
    heard: list[tuple[Statements, Statements]] = []
    now: Statements = []
    saving = Database.saving

    @contextmanager
    def listening(self: Database) -> Iterator[Cursor]:
        with saving(self) as cursor:
            yield _Listening(cursor, now)

    with open_workspace(str(file)) as workspace, patch.object(Database, "saving", listening):
        interview = workspace.open_interview(SUPPLIER)
        for question, value in islice(_answers(interview), answers):
            now.clear()
            interview.visit(question)
            visit = now.copy()
            now.clear()
            interview.record(question, Answer(value))
            heard.append((visit, now.copy()))
    return heard


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
        one.backup(other)
    one.close()
    other.close()


def _plain(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return connection


def _execute(connection: sqlite3.Connection, statements: Statements) -> None:
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for statement, parameters in statements:
        cursor.execute(statement, parameters)
    connection.commit()


def _timed(act: Any, *given: Any) -> float:
    start = time.perf_counter()
    act(*given)
    return time.perf_counter() - start
