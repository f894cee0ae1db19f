"""What conditions mean: each becomes a function of the answers in force, built once per interview.

Three values: true, false, and neither (None) where something unanswered is looked at. A reason stands in place of a value:
word tests compare with it, comparisons of numbers and dates are neither.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import ge, gt, le, lt

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
from questionnaire.interviews.answers import Value
from questionnaire.interviews.dates import Days, days_of, moved_back

View = Mapping[str, Value | None]
"""What each name stands for now: a value, a reason's word, or None where it is unanswered."""

Truth = bool | None
Rule = Callable[[View], Truth]
_ValueRule = Callable[[Value | None, View], Truth]

_NUMBERS: dict[Comparison, Callable[[float, float], bool]] = {
    Comparison.ABOVE: gt,
    Comparison.BELOW: lt,
    Comparison.AT_LEAST: ge,
    Comparison.AT_MOST: le,
}


def rule_of(condition: Condition, today: date) -> Rule:
    """The condition as a function; `today` is the day of the interview."""
    match condition:
        case Where(name, test):
            holds = _test_rule(test, today)
            return lambda view: holds(view[name], view)
        case AllOf(conditions):
            return _all([rule_of(inner, today) for inner in conditions])
        case AnyOf(conditions):
            return _any([rule_of(inner, today) for inner in conditions])
        case NotSo(inner):
            return _not(rule_of(inner, today))


def _all(rules: list[Rule]) -> Rule:
    def rule(view: View) -> Truth:
        result: Truth = True
        for inner in rules:
            truth = inner(view)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return rule


def _any(rules: list[Rule]) -> Rule:
    def rule(view: View) -> Truth:
        result: Truth = False
        for inner in rules:
            truth = inner(view)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return rule


def _not(inner: Rule) -> Rule:
    def rule(view: View) -> Truth:
        truth = inner(view)
        return None if truth is None else not truth

    return rule


def _test_rule(test: Test, today: date) -> _ValueRule:
    match test:
        case AnyWord(words):
            return _word_rule([today.isoformat() if word == "today" else word for word in words])
        case Compared(how, bound):
            return _number_rule(how, bound) if how in _NUMBERS else _date_rule(how, str(bound), today)
        case OlderThan(amount, unit):
            cutoff = moved_back(today, amount, unit)
            return lambda value, view: _before(_days(value), Days(cutoff, cutoff))
        case IsAnswered(answered):
            return lambda value, view: answered is (value is not None)
        case NotTest(inner):
            return _not_test(_test_rule(inner, today))
        case AllTests(tests):
            return _all_tests([_test_rule(inner, today) for inner in tests])


def _word_rule(words: Iterable[str]) -> _ValueRule:
    known = frozenset(words)
    numbers = frozenset(number for word in known if (number := number_of(word)) is not None)

    def rule(value: Value | None, _view: View) -> Truth:
        if value is None:
            return None
        if isinstance(value, str):
            return value in known
        return not known.isdisjoint(value) if isinstance(value, tuple) else value in numbers

    return rule


def _number_rule(how: Comparison, bound: int | float | str) -> _ValueRule:
    compares = _NUMBERS[how]

    def rule(value: Value | None, view: View) -> Truth:
        other = view[bound] if isinstance(bound, str) else bound
        if not isinstance(value, int | float) or not isinstance(other, int | float):
            return None
        return compares(value, other)

    return rule


def _date_rule(how: Comparison, bound: str, today: date) -> _ValueRule:
    fixed = _fixed(how, bound, today)

    def rule(value: Value | None, view: View) -> Truth:
        this, other = _days(value), fixed or _days(view[bound])
        return _before(this, other) if how is Comparison.BEFORE else _before(other, this)

    return rule


def _fixed(how: Comparison, bound: str, today: date) -> Days | None:
    """The day a bound in a bank stands for: before 2026 is before its first day, after 2026 after its last."""
    if bound == "today":
        return Days(today, today)
    if not bound[:1].isdigit():
        return None
    days = days_of(bound)
    return Days(days.first, days.first) if how is Comparison.BEFORE else Days(days.last, days.last)


def _not_test(inner: _ValueRule) -> _ValueRule:
    def rule(value: Value | None, view: View) -> Truth:
        truth = inner(value, view)
        return None if truth is None else not truth

    return rule


def _all_tests(rules: list[_ValueRule]) -> _ValueRule:
    def rule(value: Value | None, view: View) -> Truth:
        truths = [inner(value, view) for inner in rules]
        return False if False in truths else None if None in truths else True

    return rule


def _days(value: Value | None) -> Days | None:
    if not isinstance(value, str):
        return None
    try:
        return days_of(value)
    except ValueError:
        return None


def _before(this: Days | None, other: Days | None) -> Truth:
    """Whether one lies before the other; neither where the two may overlap either way."""
    if this is None or other is None:
        return None
    if this.last < other.first:
        return True
    return False if this.first >= other.last else None
