"""Two machines' work on one interview brought together, question by question. Pure.

Every visit to a question has a key, the same wherever it is read. Whoever knows all changes the other made to an answer
has gone on from it; where neither does, two answers stand against each other, and nobody but a person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Bank
from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.carried import is_answer_to

READ = " (read from a sheet)"
"""What stands behind a name in the history where the change was made on another machine."""


class AnswerChange(Struct, frozen=True, omit_defaults=True):
    """What one visit to a question changed, as any machine knows it; by `by`, until `at`.

    `seconds` is how long the question stood until its answer. Where `cleaned_at` stands, what was said was taken out.
    """

    key: str
    question: str
    at: datetime
    by: str
    before: Answer
    after: Answer
    seconds: int | None = None
    cleaned_at: datetime | None = None
    cleaned_by: str | None = None


class Meeting(StrEnum):
    """How the answers of two sides to one question stand to each other."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    OLDER = "older"
    ONLY_HERE = "only-here"
    CONFLICT = "conflict"


TAKEN = (Meeting.NEW, Meeting.UPDATED)
"""Where the answer there comes in place of the one here."""


class Side(Struct, frozen=True):
    """What one side has of an interview."""

    answers: Mapping[str, Answer]
    history: tuple[AnswerChange, ...]


class Met(Struct, frozen=True):
    """One question of both sides; `changes` are those that led to the answer there, `here` those that led to ours."""

    question: str
    meeting: Meeting
    ours: Answer
    theirs: Answer
    changes: tuple[AnswerChange, ...]
    here: tuple[AnswerChange, ...]

    @property
    def added(self) -> Iterator[AnswerChange]:
        """Of the changes there, those that are not known here, or not as far: the history they belong in is this one."""
        return unknown(self.here, self.changes) if self.meeting in (*TAKEN, Meeting.SAME) else iter(())


def meet(bank: Bank, ours: Side, theirs: Side) -> tuple[Met, ...]:
    """How the two sides stand, for every question of the bank that either has something of, in the order of the bank."""
    here, there = _by_question(bank, ours.history), _by_question(bank, theirs.history)
    return tuple(
        _met(question.id, ours.answers, theirs.answers, here[question.id], there[question.id])
        for question in bank.questions()
        if question.id in ours.answers or question.id in theirs.answers
    )


def fitting(bank: Bank, answers: Mapping[str, Answer]) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """The answers that questions of a bank take, choices in the order of the bank; and those that none of them takes."""
    questions = {question.id: question for question in bank.questions()}
    fit: dict[str, Answer] = {}
    unfit: dict[str, Answer] = {}
    for name, answer in answers.items():
        question = questions.get(name)
        if question is None or not (answer.value is None or is_answer_to(question, answer.value)):
            unfit[name] = answer
        elif isinstance(answer.value, tuple):
            chosen = tuple(choice.id for choice in question.choices if choice.id in answer.value)
            fit[name] = replace(answer, value=chosen)
        else:
            fit[name] = answer
    return fit, unfit


def as_read(change: AnswerChange) -> AnswerChange:
    """A change as the history here says it: by whom, and that it came with a sheet."""
    return replace(change, by=read_by(change.by))


def read_by(name: str) -> str:
    """Whoever did something on another machine, as it is kept here."""
    return name.removesuffix(READ) + READ


def is_read(name: str) -> bool:
    """Whether what was done by this name was done on another machine, and came with a sheet."""
    return name.endswith(READ)


def knows(history: Iterable[AnswerChange], changes: Iterable[AnswerChange]) -> bool:
    """Whether a history has all these changes, each at least as far."""
    return next(unknown(history, changes), None) is None


def unknown(history: Iterable[AnswerChange], changes: Iterable[AnswerChange]) -> Iterator[AnswerChange]:
    """The changes that a history has not, or not as far."""
    known: dict[str, list[AnswerChange]] = defaultdict(list)
    for change in history:
        known[change.key].append(change)
    return (one for one in changes if not any(_is_known(one, as_known) for as_known in known[one.key]))


def _is_known(change: AnswerChange, as_known: AnswerChange) -> bool:
    """Whether an entry is known as far as this: a visit goes on for a while, and what it says can be cleaned later."""
    return as_known.at >= change.at and (as_known.cleaned_at is not None or change.cleaned_at is None)


def _met(
    question: str,
    ours: Mapping[str, Answer],
    theirs: Mapping[str, Answer],
    here: tuple[AnswerChange, ...],
    there: tuple[AnswerChange, ...],
) -> Met:
    mine, yours = ours.get(question, OPEN), theirs.get(question, OPEN)
    return Met(question, _meeting(mine, yours, here, there), mine, yours, there, here)


def _meeting(
    ours: Answer, theirs: Answer, here: tuple[AnswerChange, ...], there: tuple[AnswerChange, ...]
) -> Meeting:
    if ours == theirs:
        return Meeting.SAME
    if ours == OPEN and not here:
        return Meeting.NEW
    if theirs == OPEN and not there:
        return Meeting.ONLY_HERE
    told = any(change.after == theirs for change in there)
    they_know, we_know = told and knows(there, here), told and knows(here, there)
    if they_know is we_know:
        return Meeting.CONFLICT
    return Meeting.UPDATED if they_know else Meeting.OLDER


def _by_question(bank: Bank, history: tuple[AnswerChange, ...]) -> dict[str, tuple[AnswerChange, ...]]:
    """The changes of each question, those under its earlier ids too."""
    now = {was: question.id for question in bank.questions() for was in (question.id, *question.was)}
    found: dict[str, list[AnswerChange]] = defaultdict(list)
    for change in history:
        if change.question in now:
            found[now[change.question]].append(change)
    return {question.id: tuple(found[question.id]) for question in bank.questions()}
