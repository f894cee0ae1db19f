"""Conditions as data: when something is asked, flagged or does not fit. Their meaning is worked out in `interviews`.

A *test* looks at one named thing; a *condition* joins tests. Names are question ids, figure ids, `supplier.country`,
`supplier.workers`, `country.<fact>`, `respondent`, and in checks `previous.<question>`: its answer in the round before.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

PREVIOUS = "previous."
"""What a name begins with that stands for the answer to a question in the round before."""


class Comparison(StrEnum):
    """How a number or a date is compared."""

    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    AFTER = "after"


NUMBER_COMPARISONS = (Comparison.ABOVE, Comparison.BELOW, Comparison.AT_LEAST, Comparison.AT_MOST)
DATE_COMPARISONS = (Comparison.BEFORE, Comparison.AFTER)


class Unit(StrEnum):
    """Units of time of `older_than`."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class AnyWord(Struct, frozen=True, tag="any-word"):
    """The answer is one of these words (for `choices`: contains one of them)."""

    words: tuple[str, ...]


class Compared(Struct, frozen=True, tag="compared"):
    """The answer compares so with a bound: a number, a date, `today`, or the name of another number or date."""

    how: Comparison
    bound: int | float | str


class OlderThan(Struct, frozen=True, tag="older-than"):
    """The date lies more than this before the day of the interview."""

    amount: int
    unit: Unit


class IsAnswered(Struct, frozen=True, tag="answered"):
    """Whether anything, a value or a reason, is kept as the answer."""

    answered: bool


class NotTest(Struct, frozen=True, tag="not-test"):
    """The test does not hold of the answer."""

    test: "Test"


class AllTests(Struct, frozen=True, tag="all-tests"):
    """All of the tests hold of the same answer."""

    tests: "tuple[Test, ...]"


Test = AnyWord | Compared | OlderThan | IsAnswered | NotTest | AllTests


class Where(Struct, frozen=True, tag="where"):
    """The named thing stands the test."""

    name: str
    test: Test


class AllOf(Struct, frozen=True, tag="all"):
    """All of the conditions hold."""

    conditions: "tuple[Condition, ...]"


class AnyOf(Struct, frozen=True, tag="any"):
    """At least one of the conditions holds."""

    conditions: "tuple[Condition, ...]"


class NotSo(Struct, frozen=True, tag="not"):
    """The condition does not hold."""

    condition: "Condition"


Condition = Where | AllOf | AnyOf | NotSo


def names_in(condition: Condition) -> Iterator[str]:
    """Every name the condition looks at, those that bounds name included."""
    match condition:
        case Where(name, test):
            yield name
            yield from _names_in_test(test)
        case AllOf(conditions) | AnyOf(conditions):
            for inner in conditions:
                yield from names_in(inner)
        case NotSo(inner):
            yield from names_in(inner)


def looks_whether_answered(condition: Condition, name: str) -> bool:
    """Whether the condition tests the named thing for being answered or unanswered."""
    match condition:
        case Where(named, test):
            return named == name and _is_state(test)
        case AllOf(conditions) | AnyOf(conditions):
            return any(looks_whether_answered(inner, name) for inner in conditions)
        case NotSo(inner):
            return looks_whether_answered(inner, name)


def _is_state(test: Test) -> bool:
    match test:
        case NotTest(inner):
            return _is_state(inner)
        case AllTests(tests):
            return any(_is_state(inner) for inner in tests)
    return isinstance(test, IsAnswered)


def _names_in_test(test: Test) -> Iterator[str]:
    match test:
        case Compared(_, str(bound)) if bound != "today" and not bound[:1].isdigit():
            yield bound
        case NotTest(inner):
            yield from _names_in_test(inner)
        case AllTests(tests):
            for inner in tests:
                yield from _names_in_test(inner)


def with_names(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition with names that have become others."""
    match condition:
        case Where(name, test):
            return Where(_renamed(name, names), _with_names(test, names))
        case AllOf(conditions):
            return AllOf(tuple(with_names(inner, names) for inner in conditions))
        case AnyOf(conditions):
            return AnyOf(tuple(with_names(inner, names) for inner in conditions))
        case NotSo(inner):
            return NotSo(with_names(inner, names))


def _with_names(test: Test, names: Mapping[str, str]) -> Test:
    match test:
        case Compared(how, str(bound)):
            return Compared(how, _renamed(bound, names))
        case NotTest(inner):
            return NotTest(_with_names(inner, names))
        case AllTests(tests):
            return AllTests(tuple(_with_names(inner, names) for inner in tests))
    return test


def _renamed(name: str, names: Mapping[str, str]) -> str:
    question = name.removeprefix(PREVIOUS)
    return name.removesuffix(question) + names.get(question, question)


NEVER = AnyOf(())
"""A condition that is never true."""


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The conditions that must all hold for this one to hold."""
    if isinstance(condition, AllOf):
        for inner in condition.conditions:
            yield from conjuncts(inner)
    else:
        yield condition
