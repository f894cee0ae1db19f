"""Sheets of other machines, read back. Screens and commands ask this."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.interviews.answers import Answer, Evidence
from questionnaire.rooms.read_plan import Planner, Preview
from questionnaire.sheets.read_json import ReadSheet, read_json_sheet
from questionnaire.store.evidence_files import FileState
from questionnaire.store.evidence_paths import clean_name

if TYPE_CHECKING:
    from questionnaire.rooms.bank_folder import BankFolder
    from questionnaire.rooms.conflicts import Conflicts
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.store import Store


class ReadBack:
    """What other machines' sheets bring here."""

    def __init__(
        self,
        store: "Store",
        folder: "BankFolder",
        conflicts: "Conflicts",
        opened: "Callable[[str], OpenInterview]",
        file_state: Callable[[Evidence], FileState | None],
        *,
        by: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._conflicts = conflicts
        self._opened = opened
        self._clock = clock
        self._planner = Planner(store, folder, file_state, by)

    def preview(self, path: Path) -> Preview:
        """What reading a sheet would do; nothing is written.

        Raises InputError where it cannot be read, or does not fit what is here.
        """
        now = self._clock()
        return self._planner.preview(_with_safe_names(read_json_sheet(path, now)), now)

    def apply(self, preview: Preview) -> "OpenInterview":
        """Do what a preview says, all of it or nothing, and give the interview.

        Raises ChangedElsewhereError where the interview was changed here since, StoreError where it cannot be written.
        """
        if preview.changes_nothing:
            return self._opened(preview.merge.interview)
        return self._conflicts.write(preview.merge)


def _with_safe_names(sheet: ReadSheet) -> ReadSheet:
    """The sheet with names of files that can be written to a disk."""
    record = sheet.record
    answers = {question: _safe(answer) for question, answer in record.answers.items()}
    history = tuple(
        replace(change, before=_safe(change.before), after=_safe(change.after)) for change in record.history
    )
    return replace(sheet, record=replace(record, answers=answers, history=history))


def _safe(answer: Answer) -> Answer:
    if not any(piece.name for piece in answer.evidence):
        return answer
    pieces = (
        replace(piece, name=clean_name(piece.name)) if piece.name else piece for piece in answer.evidence
    )
    return replace(answer, evidence=tuple(pieces))
