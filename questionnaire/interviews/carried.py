"""What comes along of the answers of an interview when it goes over to another version of its bank. Pure.

An answer comes along where its question is still there, under its id or one that `was` names, and its value is still
an answer to it. Whatever does not is set aside, never lost.
"""

from collections.abc import Mapping

from msgspec import Struct

from questionnaire.banks.model import NUMERIC, YES_NO_WORDS, AnswerType, Bank, Question
from questionnaire.banks.names import bounds_of
from questionnaire.banks.pairs import question_pairs
from questionnaire.interviews.answers import OPEN, Answer, Value
from questionnaire.interviews.dates import days_of


class Carried(Struct, frozen=True):
    """The answers that come along by the ids of the newer bank, those set aside by the ids of the older.

    `renamed` is the id before of each that comes along under another.
    """

    answers: dict[str, Answer]
    renamed: dict[str, str]
    set_aside: dict[str, Answer]


def carried_over(old: Bank, new: Bank, answers: Mapping[str, Answer]) -> Carried:
    """What becomes of each answer to a question of `old` when `new` takes its place."""
    pairs = question_pairs(old, new)
    before = {question.id: question for question in old.questions()}
    after = {question.id: question for question in new.questions()}
    carried = Carried({}, {}, {})
    for name, answer in answers.items():
        question = after.get(pairs.get(name, ""))
        if question is None or not still_answers(before[name], question, answer):
            if answer != OPEN:
                carried.set_aside[name] = answer
            continue
        carried.answers[question.id] = answer
        if question.id != name:
            carried.renamed[question.id] = name
    return carried


def still_answers(before: Question, after: Question, answer: Answer) -> bool:
    """Whether an answer to a question answers what the question has become; a reason or a note alone always does."""
    if answer.value is None:
        return True
    return before.answer is after.answer and is_answer_to(after, answer.value)


def is_answer_to(question: Question, value: Value) -> bool:
    """Whether a value is one that a question takes."""
    choices = {choice.id for choice in question.choices}
    match question.answer:
        case AnswerType.YES_NO:
            return value in YES_NO_WORDS
        case AnswerType.CHOICE:
            return value in choices
        case AnswerType.CHOICES:
            return isinstance(value, tuple) and choices.issuperset(value)
        case AnswerType.DATE:
            return isinstance(value, str) and _is_date(value)
        case AnswerType.TEXT:
            return isinstance(value, str)
    assert question.answer in NUMERIC
    low, high = bounds_of(question)
    return (
        isinstance(value, int | float)
        and (low is None or value >= low)
        and (high is None or value <= high)
        and (not question.whole or float(value).is_integer())
    )


def _is_date(text: str) -> bool:
    try:
        days_of(text)
    except ValueError:
        return False
    return True
