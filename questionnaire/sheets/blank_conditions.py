"""Conditions as formulas of a workbook: true where the condition is true, false where it is false or cannot be told.

Every condition has two formulas, one for "it is so" and one for "it is not so"; both are false of something unanswered.
What is known before anything is filled in (country, supplier, respondent) is decided here and now. What the supplier is not to
read, our own figure of its workers, never stands in a formula: a test against it counts as true.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from msgspec import Struct

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Comparison,
    Condition,
    IsAnswered,
    NotSo,
    NotTest,
    OlderThan,
    Test,
    Where,
)
from questionnaire.banks.fields import number_of
from questionnaire.banks.model import NUMERIC, AnswerType, Figure, FigureKind, Question
from questionnaire.banks.names import REASONS
from questionnaire.interviews.answers import YES_NO_LABELS
from questionnaire.interviews.conditions import rule_of
from questionnaire.interviews.dates import days_of, moved_back
from questionnaire.interviews.walk import Walk
from questionnaire.sheets.cell_dates import FIRST_DAY

Formula = str | bool
"""A formula without its `=`, or what it comes to whatever is filled in."""

LONGEST_FORMULA = 8000

_SIGNS = {
    Comparison.ABOVE: (">", "<="),
    Comparison.BELOW: ("<", ">="),
    Comparison.AT_LEAST: (">=", "<"),
    Comparison.AT_MOST: ("<=", ">"),
}
_OWN_FILE = "supplier.workers"
_MOST_ARGUMENTS = 100


class Place(Struct, frozen=True):
    """The cells of a question, such as `$E$12`: its answer, the reason for none, whether it is asked; its ticks by choice."""

    answer: str
    reason: str
    asked: str
    ticks: dict[str, str] = {}


class Layout(Protocol):
    """Where everything stands that a formula looks at."""

    places: Mapping[str, Place]

    def label(self, question: str, word: str) -> str:
        """The cell that holds a word of an answer as the supplier chooses it."""

    def reason(self, word: str) -> str:
        """The cell that holds a reason as the supplier chooses it."""

    def text(self, word: str) -> str:
        """The cell that holds a word just as it is."""

    def figure(self, name: str) -> str:
        """The cell a figure is worked out in."""


class _Number(NamedTuple):
    """A number: what must hold for it to be there, and its formula, None where it is not to be read."""

    guards: list[Formula]
    formula: str | None


class _Days(NamedTuple):
    """A date: what must hold for it to be there, its first day and its last."""

    guards: list[Formula]
    first: str
    last: str


class Formulas:
    """Writes the conditions of one interview as formulas over the cells of its workbook."""

    def __init__(self, walk: Walk, layout: Layout) -> None:
        self.layout = layout
        self.today = walk.context.today
        self.known = walk.view({})
        self.questions = {name: step.question for name, step in walk.steps.items()}
        self.figures = {figure.id: figure for figure in walk.bank.figures}
        self._above = {
            probe.id: (question.id, group.when)
            for question in self.questions.values()
            for group in question.probes
            for probe in group.questions
        }
        self._asked: dict[str, Formula] = {}

    def asked(self, name: str) -> Formula:
        """Whether a question is asked."""
        if name not in self.layout.places:
            return False
        if name not in self._asked:
            self._asked[name] = self._whether_asked(self.questions[name])
        return self._asked[name]

    def _whether_asked(self, question: Question) -> Formula:
        parts: list[Formula] = []
        if question.id in self._above:
            parent, when = self._above[question.id]
            parts = [self._is_asked(parent), self.condition(when)]
        if question.ask_if is not None:
            parts.append(self.condition(question.ask_if))
        formula = _all(parts)
        return formula if isinstance(formula, bool) or len(formula) < LONGEST_FORMULA else True

    def condition(self, condition: Condition) -> Formula:
        """Whether a condition holds."""
        return self._so(condition, so=True)

    def figure(self, figure: Figure) -> str:
        """What a figure comes to; an empty text where a number is missing or not to be read."""
        parts = [self._number(name) for name in figure.of]
        guards = _all(guard for part in parts for guard in part.guards)
        formulas = [part.formula for part in parts if part.formula is not None]
        if guards is False or len(formulas) < len(parts):
            return '""'
        result = "+".join(formulas)
        if figure.kind is FigureKind.DIFFERENCE:
            result = f"ABS({formulas[0]}-{formulas[1]})"
        elif figure.kind is FigureKind.PERCENT:
            whole = formulas[1]
            guards = _all([guards, f"{whole}<>0"])
            result = f"ROUND(100*{formulas[0]}/IF({whole}=0,1,{whole}),2)"
        return f'IF({guards},{result},"")' if isinstance(guards, str) else result

    def _is_asked(self, name: str) -> Formula:
        """A reference to whether a question is asked."""
        asked = self.asked(name)
        return asked if isinstance(asked, bool) else self.layout.places[name].asked

    def _so(self, condition: Condition, *, so: bool) -> Formula:
        match condition:
            case Where(name, test):
                return self._test(name, test, so=so)
            case NotSo(inner):
                return self._so(inner, so=not so)
            case AllOf(conditions):
                parts = [self._so(inner, so=so) for inner in conditions]
                return _all(parts) if so else _any(parts)
            case AnyOf(conditions):
                parts = [self._so(inner, so=so) for inner in conditions]
                return _any(parts) if so else _all(parts)

    def _test(self, name: str, test: Test, *, so: bool) -> Formula:
        match test:
            case NotTest(inner):
                return self._test(name, inner, so=not so)
            case AllTests(tests):
                parts = [self._test(name, inner, so=so) for inner in tests]
                return _all(parts) if so else _any(parts)
            case Compared(how, bound) if how in _SIGNS:
                return self._compared(name, how, bound, so=so)
        if name in self.figures:
            return self._figure_test(name, test, so=so)
        if name not in self.questions:
            return rule_of(Where(name, test), self.today)(self.known) is so
        match test:
            case IsAnswered(answered):
                return self._answered(name, so=answered is so)
            case AnyWord(words):
                return self._any_word(self.questions[name], words, so=so)
            case Compared(how, bound):
                return self._dated(name, how, str(bound), so=so)
            case OlderThan(amount, unit):
                cutoff = _day(moved_back(self.today, amount, unit))
                return _before(self._days(name), _Days([], cutoff, cutoff), so=so)

    def _figure_test(self, name: str, test: Test, *, so: bool) -> Formula:
        """A figure tested for being there, or for being one of some numbers."""
        number = self._number(name)
        there = _all(number.guards)
        if isinstance(test, IsAnswered):
            return there if test.answered is so else _not(there)
        words = test.words if isinstance(test, AnyWord) else ()
        if number.formula is None:
            return there
        tests = [number.formula + equal for equal in _equals(words, so)]
        return _all([there, _any(tests) if so else _all(tests)])

    def _answered(self, name: str, *, so: bool) -> Formula:
        place = self.layout.places.get(name)
        if place is None:
            return not so
        cells = [*(place.ticks.values() or [place.answer]), place.reason]
        given = _all([self._is_asked(name), _any([f'{cell}<>""' for cell in cells])])
        return given if so else _not(given)

    def _any_word(self, question: Question, words: Iterable[str], *, so: bool) -> Formula:
        parts = [self._word(question, word) for word in words]
        there = self._answered(question.id, so=True)
        if so:
            return _all([there, _any(parts)])
        return _all([there, *(_not(part) for part in parts)])

    def _word(self, question: Question, word: str) -> Formula:
        place = self.layout.places.get(question.id)
        if place is None:
            return False
        this = place.answer
        if word in REASONS and not any(choice.id == word for choice in question.choices):
            return f"{place.reason}={self.layout.reason(word)}"
        if question.answer is AnswerType.CHOICES:
            return f'{place.ticks[word]}<>""' if word in place.ticks else False
        if question.answer is AnswerType.DATE:
            return self._day_word(this, word)
        if question.answer in NUMERIC:
            number = number_of(word)
            return False if number is None else f"{_in_points(question, this)}={number}"
        if question.answer is AnswerType.TEXT:
            return f"{this}={self.layout.text(word)}"
        offered = [choice.id for choice in question.choices] or YES_NO_LABELS["en"]
        return f"{this}={self.layout.label(question.id, word)}" if word in offered else False

    def _day_word(self, this: str, word: str) -> Formula:
        if word == "today":
            return f"{this}={_day(self.today)}"
        return f"{this}={word if len(word) == 4 else _day(days_of(word).first)}" if len(word) != 7 else False

    def _number(self, name: str) -> _Number:
        if name in self.figures:
            return self._figure_number(self.figures[name])
        question = self.questions.get(name)
        if question is None:
            known = self.known[name]
            if not isinstance(known, int | float):
                return _Number([False], "0")
            return _Number([], None if name == _OWN_FILE else _text(known))
        place = self.layout.places.get(name)
        if place is None or question.answer not in NUMERIC:
            return _Number([False], "0")
        guards = [self._is_asked(name), f"ISNUMBER({place.answer})"]
        return _Number(guards, _in_points(question, place.answer))

    def _figure_number(self, figure: Figure) -> _Number:
        parts = [self._number(part) for part in figure.of]
        guards = [guard for part in parts for guard in part.guards]
        if _all(guards) is False or any(part.formula is None for part in parts):
            return _Number(guards, None)
        cell = self.layout.figure(figure.id)
        return _Number([f"ISNUMBER({cell})"], cell)

    def _compared(self, name: str, how: Comparison, bound: int | float | str, *, so: bool) -> Formula:
        if name not in self.questions and name not in self.figures and not isinstance(bound, str):
            return rule_of(Where(name, Compared(how, bound)), self.today)(self.known) is so
        this = self._number(name)
        other = self._number(bound) if isinstance(bound, str) else _Number([], _text(bound))
        guards = [*this.guards, *other.guards]
        if this.formula is None or other.formula is None:
            return _all(guards)
        return _all([*guards, f"{this.formula}{_SIGNS[how][0 if so else 1]}{other.formula}"])

    def _days(self, name: str) -> _Days:
        place = self.layout.places.get(name)
        if place is None or self.questions[name].answer is not AnswerType.DATE:
            return _Days([False], "0", "0")
        cell = place.answer
        first, last = (
            f"IF({cell}<{FIRST_DAY},DATE(MAX({cell},1900),{end}),{cell})" for end in ("1,1", "12,31")
        )
        return _Days([self._is_asked(name), f"ISNUMBER({cell})"], first, last)

    def _dated(self, name: str, how: Comparison, bound: str, *, so: bool) -> Formula:
        this = self._days(name)
        if bound == "today":
            other = _Days([], _day(self.today), _day(self.today))
        elif bound[:1].isdigit() and bound not in self.questions:
            days = days_of(bound)
            day = _day(days.first if how is Comparison.BEFORE else days.last)
            other = _Days([], day, day)
        elif bound in self.questions:
            other = self._days(bound)
        else:
            return False
        return _before(this, other, so=so) if how is Comparison.BEFORE else _before(other, this, so=so)


def _before(this: _Days, other: _Days, *, so: bool) -> Formula:
    """That one date lies before another, or that it does not; neither where the two may overlap either way."""
    clause = f"{this.last}<{other.first}" if so else f"{this.first}>={other.last}"
    return _all([*this.guards, *other.guards, clause])


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})" if day.year >= 1900 else "0"


def _equals(words: Iterable[str], so: bool) -> list[str]:
    numbers = [number for word in words if (number := number_of(word)) is not None]
    return [f"{'=' if so else '<>'}{number}" for number in numbers]


def _in_points(question: Question, cell: str) -> str:
    """A percentage is kept in a cell as a part of one."""
    return f"({cell}*100)" if question.answer is AnswerType.PERCENTAGE else cell


def _text(number: int | float) -> str:
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _not(part: Formula) -> Formula:
    return not part if isinstance(part, bool) else f"NOT({part})"


def _all(parts: Iterable[Formula]) -> Formula:
    return _joined("AND", list(parts), whole=True)


def _any(parts: Iterable[Formula]) -> Formula:
    return _joined("OR", list(parts), whole=False)


def _joined(function: str, parts: list[Formula], *, whole: bool) -> Formula:
    """The parts in AND or OR; `whole` is what it comes to where there are none."""
    if (not whole) in parts:
        return not whole
    left = [part for part in dict.fromkeys(parts) if isinstance(part, str)]
    while len(left) > 1:
        left = [
            f"{function}({','.join(left[start : start + _MOST_ARGUMENTS])})"
            for start in range(0, len(left), _MOST_ARGUMENTS)
        ]
    return left[0] if left else whole
