"""What is typed at a prompt, read as an answer: a choice by number, word or label, or the value."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from questionnaire.banks.model import AnswerType, Question, Reason
from questionnaire.errors import InputError
from questionnaire.interviews.answers import YES_NO_LABELS, Answer, Evidence, Value, parse_value
from questionnaire.interviews.evidence import with_piece
from questionnaire.text import one_line
from questionnaire.translation import _

YES_NO = ("yes", "partly", "no")

Offer = tuple[str, tuple[str, ...]]
"""A word the bank knows, and all that may be typed for it."""


def offers_of(question: Question) -> list[Offer]:
    """What a question offers to choose from, in the order it is shown and numbered."""
    if question.answer is AnswerType.YES_NO:
        return [(word, (word, *(labels[word] for labels in YES_NO_LABELS.values()))) for word in YES_NO]
    return [(choice.id, (choice.id, *choice.label.values())) for choice in question.choices]


def value_from(question: Question, typed: str) -> Value:
    """The value that was typed; raises `InputError`, which says what is expected."""
    offers = offers_of(question)
    if not offers:
        return parse_value(question, typed)
    if question.answer is AnswerType.CHOICES:
        chosen = {_offered(part, offers) for part in _parts(typed, offers)}
        return tuple(word for word, _spellings in offers if word in chosen) or parse_value(question, "")
    return _offered(typed, offers)


def reason_from(question: Question, typed: str) -> Reason | None:
    """The reason that was typed as its word, where the question is not answered in free words."""
    word = _folded(typed)
    return Reason(word) if question.answer is not AnswerType.TEXT and word in tuple(Reason) else None


def with_evidence(answer: Answer, piece: Evidence) -> Answer:
    """The answer with evidence added, as `interviews.evidence.with_piece`."""
    return replace(answer, evidence=with_piece(answer.evidence, piece))


def _parts(typed: str, offers: Sequence[Offer]) -> Iterator[str]:
    """The single choices in a line: between commas or semicolons, or digits between blanks."""
    if _match(typed, offers):
        yield typed
        return
    words = typed.replace(";", ",").replace(",", " , ").split()
    if all(word.isdigit() for word in words if word != ","):
        yield from (word for word in words if word != ",")
        return
    yield from (part for part in typed.replace(";", ",").split(",") if part.strip())


def _offered(typed: str, offers: Sequence[Offer]) -> str:
    found = _match(typed, offers)
    if found is not None:
        return found
    numbers = _("Type a number from 1 to {last}, or the beginning of an answer.").format(last=len(offers))
    message = _("'{typed}' is no answer to this question.").format(typed=one_line(typed)[:60])
    raise InputError(message, numbers)


def _match(typed: str, offers: Sequence[Offer]) -> str | None:
    """The word for a number, a word or label, or the beginning of exactly one of them."""
    words = one_line(typed)
    if words.isascii() and words.isdigit() and 1 <= int(words[:4]) <= len(offers):
        return offers[int(words[:4]) - 1][0]
    typed = _folded(words)
    if not typed:
        return None
    whole = [word for word, spellings in offers if typed in map(_folded, spellings)]
    if whole:
        return whole[0]
    begun = [word for word, spellings in offers if _begins(typed, spellings)]
    return begun[0] if len(begun) == 1 else None


def _begins(typed: str, spellings: Iterable[str]) -> bool:
    return any(_folded(spelling).startswith(typed) for spelling in spellings)


def _folded(text: str) -> str:
    return one_line(text).casefold().rstrip(".!")
