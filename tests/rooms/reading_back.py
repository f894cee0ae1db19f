"""Two machines that bring their work on suppliers together through sheets: for tests of reading sheets back."""

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.rooms.read_plan import Preview
from questionnaire.store.tables import TABLES
from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import tiny_banks


class Machine:
    """One colleague's machine: a database, a folder of banks, a clock of its own."""

    def __init__(self, folder: Path, name: str, place: str = "", minutes: int = 0) -> None:
        self.folder = folder / name
        self.folder.mkdir()
        self.banks = tiny_banks(self.folder / "banks")
        self.place = place or str(self.folder / "answers.db")
        self.name = name
        seconds = itertools.count()
        start = datetime(2026, 11, 2, 9, 30, tzinfo=UTC) + timedelta(minutes=minutes)
        self.clock: Callable[[], datetime] = lambda: start + timedelta(seconds=next(seconds))
        self.workspace: Workspace = open_workspace(self.place, self.banks, clock=self.clock)
        self.workspace.by = name

    def started(
        self, supplier: str = "Voorbeeld Knit", *, os_id: str | None = None, **answers: Answer
    ) -> OpenInterview:
        """A new interview with a new supplier, with some answers (`_` in an id stands for a hyphen)."""
        self.workspace.add_supplier(supplier, "BD", os_id=os_id, workers=900)
        interview = self.workspace.start_interview(supplier, "tiny", Respondent.MANAGEMENT, language="en")
        for question, answer in answers.items():
            interview.record(question.replace("_", "-"), answer)
        return interview

    def say(self, **answers: Answer) -> OpenInterview:
        """Answers to the latest interview, each in a visit of its own."""
        interview = self.workspace.open_interview("Voorbeeld")
        for question, answer in answers.items():
            interview.record(question.replace("_", "-"), answer)
        return interview

    def sheet(self, name: str = "sheet.json", supplier: str = "Voorbeeld") -> Path:
        """The internal sheet of the latest interview."""
        return self.workspace.export_sheet(supplier, self.folder / name, force=True)

    def looks_at(self, path: Path) -> Preview:
        return self.workspace.read_back.preview(path)

    def reads(self, path: Path) -> OpenInterview:
        return self.workspace.read_back.apply(self.looks_at(path))

    def answers(self) -> dict[str, Answer]:
        return self.workspace.open_interview("Voorbeeld").answers

    def dump(self) -> dict[str, list[str]]:
        """Every row of every table."""
        with self.workspace._store.database.reading() as connection:
            return {
                name: sorted(repr(row) for row in connection.execute(select(table)))
                for name, table in TABLES.items()
            }


def changed(path: Path, *steps: str | int, to: object) -> Path:
    """A copy of a sheet with something else at a place in it."""
    data = json.loads(path.read_bytes())
    at: Any = data
    for step in steps[:-1]:
        at = at[step]
    at[steps[-1]] = to
    copy = path.with_name("changed.json")
    copy.write_text(json.dumps(data), encoding="utf-8")
    return copy
