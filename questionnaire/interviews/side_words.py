"""An answer with all that is kept of it, on one line: for two sides that are set beside each other."""

from collections.abc import Iterator

from questionnaire.banks.model import Bank, Question
from questionnaire.interviews.answers import REASON_LABELS, Answer, AnswerSource, value_as_shown
from questionnaire.interviews.evidence import piece_in_words
from questionnaire.text import one_line
from questionnaire.translation import _

LONGEST = 600


def answer_in_full(bank: Bank, question: Question, answer: Answer, language: str) -> str:
    """The value in words or the reason, then note, evidence and mark; a very long one is cut."""
    line = " · ".join(_parts(bank, question, answer, language))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _parts(bank: Bank, question: Question, answer: Answer, language: str) -> Iterator[str]:
    if answer.value is not None:
        yield one_line(value_as_shown(bank, question, answer.value, language))
    elif answer.reason is not None:
        yield _(REASON_LABELS[answer.reason])
    else:
        yield _("open")
    if answer.source is AnswerSource.WRITTEN:
        yield _("written by the supplier on {day}").format(day=answer.since)
    elif answer.source is AnswerSource.STILL_SO:
        yield _("still so since {day}").format(day=answer.since)
    if answer.note:
        yield _("Note: {note}").format(note=one_line(answer.note))
    for piece in answer.evidence:
        yield _("Evidence: {piece}").format(piece=piece_in_words(piece))
    if answer.marked:
        yield _("Marked for follow-up.")
