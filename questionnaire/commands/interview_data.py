"""What the commands of an interview give as JSON of an answer, and of how far it has come."""

from typing import TYPE_CHECKING

from questionnaire.commands.evidence_shown import piece_as_data

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview


def answer_as_data(interview: "OpenInterview", question: str) -> dict[str, object]:
    """What is kept for a question, and whether it is asked."""
    answer = interview.answer(question)
    return {
        "value": answer.value,
        "reason": answer.reason,
        "note": answer.note,
        "evidence": [piece_as_data(piece) for piece in answer.evidence],
        "marked": answer.marked,
        "source": answer.source,
        "since": answer.since or None,
        "asked": interview.walk.is_asked(question, interview.answers),
    }


def progress_as_data(interview: "OpenInterview") -> dict[str, object]:
    """How far an interview has come."""
    progress = interview.progress()
    return {
        "asked": progress.asked,
        "answered": progress.answered,
        "open": progress.open,
        "reasons": progress.reasons,
    }
