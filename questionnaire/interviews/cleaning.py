"""Taking out of an answer what was said in words, where it should not have been kept: names of people, above all."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from questionnaire.banks.model import AnswerType, Question
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, Evidence, Value, parse_value

TAKEN_OUT = "…"
"""What stands where a text was taken out of a longer one."""
_SHORTEST_COPY = 12
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


def without_texts(answer: Answer, question: Question | None) -> Answer:
    """The answer without its text, its note and what is said of its evidence.

    Choices, numbers and dates stay, reasons and marks too, and of a piece of evidence its state, kind, date and file,
    which loses its name. `question` is None where the bank has the question no longer: then no word stays.
    """
    kept = answer if _may_stay(answer.value, question) else answer.cleared()
    return replace(kept, note="", evidence=tuple(map(_piece_without_words, answer.evidence)))


def texts_of(answer: Answer, question: Question | None) -> tuple[str, ...]:
    """What `without_texts` takes out of an answer."""
    value = "" if _may_stay(answer.value, question) else str(answer.value)
    texts = [value, answer.note]
    for piece in answer.evidence:
        texts += [piece.what, piece.remark, piece.name if piece != _piece_without_words(piece) else ""]
    return tuple(text for text in texts if text)


def copied(texts: Iterable[str]) -> list[str]:
    """Of the texts that are taken out those whose copies are looked for, the longest first: the shorter may be a part of it."""
    return sorted({text for text in texts if len(text) >= _SHORTEST_COPY}, key=lambda one: (-len(one), one))


def without_copies(text: str, copies: Iterable[str], instead: str = TAKEN_OUT) -> str:
    """A text without the texts that were taken out elsewhere, as `copied` gives them."""
    for copy in copies:
        text = text.replace(copy, instead)
    return text


def _may_stay(value: Value | None, question: Question | None) -> bool:
    """Whether a value is no text: an older version of a question may have been answered in words."""
    if not isinstance(value, str):
        return True
    if question is None or question.answer is AnswerType.TEXT:
        return False
    try:
        parse_value(question, value)
    except InputError:
        return False
    return True


def _piece_without_words(piece: Evidence) -> Evidence:
    ending = _ENDING.search(piece.name[-9:])
    name = f"file{ending[0].lower() if ending else ''}" if piece.name else ""
    return replace(piece, what="", remark="", name=name)
