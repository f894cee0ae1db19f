"""What the call does with evidence that was entered, between the card and the workspace. No widget and no rule in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, Evidence
from questionnaire.interviews.evidence import changed, is_same, with_piece
from questionnaire.store.evidence_files import FILE_STATE_LABELS, FileState
from questionnaire.store.evidence_paths import file_named
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.evidence import EvidenceRoom
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


def wrong_files(workspace: Workspace, answer: Answer) -> dict[str, str]:
    """The files of an answer that are not what was kept, by their digest, and what is wrong with each in words."""
    states = {piece.file: workspace.evidence.file_state(piece) for piece in answer.evidence if piece.file}
    return {
        digest: _(FILE_STATE_LABELS[state])
        for digest, state in states.items()
        if state is not None and state is not FileState.WHOLE
    }


def wrong_files_line(room: EvidenceRoom, interview: OpenInterview) -> str:
    """That files of an interview are not what was kept, and where; empty where they all are."""
    wrong = room.wrong_files(interview)
    if not wrong:
        return ""
    numbers = ", ".join(
        dict.fromkeys(interview.walk.steps[question].number for question, _piece, _state in wrong)
    )
    text = ngettext(
        "{count} file of evidence was changed or is missing, at {numbers}.",
        "{count} files of evidence were changed or are missing, at {numbers}.",
        len(wrong),
    )
    return text.format(count=len(wrong), numbers=numbers)


def answer_with(
    room: EvidenceRoom, answer: Answer, piece: Evidence, before: Evidence | None, path: str
) -> Answer:
    """The answer with a piece that was entered, in place of the one before, and with the file at a path where one is named.

    Raises InputError, EvidenceError where the file cannot be kept.
    """
    kept = room.with_file(piece, file_named(path)) if path else piece
    if before is None or before not in answer.evidence:
        return replace(answer, evidence=with_piece(answer.evidence, kept))
    place = answer.evidence.index(before)
    others = changed(answer.evidence, place, None)
    if any(is_same(other, kept.what) for other in others):
        message = _("There is another piece of evidence of that name here.")
        raise InputError(message, _("Give it a name of its own."))
    return replace(answer, evidence=changed(answer.evidence, place, kept))


def answer_without(answer: Answer, piece: Evidence) -> Answer:
    """The answer without a piece."""
    if piece not in answer.evidence:
        return answer
    return replace(answer, evidence=changed(answer.evidence, answer.evidence.index(piece), None))
