"""Whether conditions can hold at the same time: every answer a question can have is tried, numbers at and around their bounds."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

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
    Test,
    Where,
    conjuncts,
    names_in,
)
from questionnaire.banks.fields import number_of
from questionnaire.banks.names import Named, Sort

MOST_TRIED = 20_000

_TRUE, _FALSE, _NEITHER = 1, 2, 4
_ANY = _TRUE | _FALSE | _NEITHER
_UNANSWERED = None
_OPEN = object()  # an answer about which nothing is assumed
_UNSET = object()  # an answer that is not tried yet

Guess = object


def can_hold(conditions: Iterable[Condition], names: dict[str, Named]) -> bool:
    """Whether all of the conditions can be true of some answers."""
    parts = [part for condition in conditions for part in conjuncts(condition)]
    return all(_group_can_hold(group, names) for group in _groups(parts))


def _groups(parts: list[Condition]) -> list[list[Condition]]:
    """The conditions in groups that share no name, so that each can be tried by itself."""
    groups: list[tuple[set[str], list[Condition]]] = []
    for part in parts:
        shared, members = set(names_in(part)), [part]
        rest = []
        for group in groups:
            if group[0] & shared:
                shared |= group[0]
                members = group[1] + members
            else:
                rest.append(group)
        groups = [*rest, (shared, members)]
    return [members for _, members in groups]


def _group_can_hold(parts: list[Condition], names: dict[str, Named]) -> bool:
    of_part = [frozenset(names_in(part)) for part in parts]
    used = sorted(frozenset().union(*of_part), key=lambda name: (-sum(name in of for of in of_part), name))
    constants: dict[str, set[float]] = {name: set() for name in used}
    for part in parts:
        for name, test in _tests(part):
            constants[name].update(_numbers(test))
    guesses = {name: _guesses(names[name], constants[name]) if name in names else [_OPEN] for name in used}
    looking = {name: [part for part, of in zip(parts, of_part, strict=True) if name in of] for name in used}
    return _Search(used, guesses, looking).finds()


class _Search:
    """Tries answers one name after another; a name whose guess makes a part impossible is not gone on from."""

    def __init__(
        self, used: list[str], guesses: dict[str, list[Guess]], looking: dict[str, list[Condition]]
    ) -> None:
        self.used = used
        self.guesses = guesses
        self.looking = looking
        self.answers: dict[str, Guess] = {}
        self.tried = 0

    def finds(self, place: int = 0) -> bool:
        """Whether answers are found with which all parts can be true; after many tries they are taken to exist."""
        if place == len(self.used):
            return True
        name = self.used[place]
        for guess in self.guesses[name]:
            self.tried += 1
            if self.tried > MOST_TRIED:
                return True
            self.answers[name] = guess
            possible = all(_outcomes(part, self.answers) & _TRUE for part in self.looking[name])
            if possible and self.finds(place + 1):
                return True
        self.answers.pop(name, None)
        return False


def _guesses(named: Named, constants: set[float]) -> list[Guess]:
    if named.sort is Sort.WORDS:
        return [*named.words, _UNANSWERED]
    if named.sort is Sort.NUMBER:
        points = constants | {number for number in (named.low, named.high) if number is not None} or {0.0}
        between = {(one + other) / 2 for one, other in pairwise(sorted(points))}
        around = sorted({*between, *(point + step for point in points for step in (-0.5, 0, 0.5))})
        low = float("-inf") if named.low is None else named.low
        high = float("inf") if named.high is None else named.high
        if low > high:  # a mistake of its own
            return [_OPEN]
        return [*(point for point in around if low <= point <= high), *named.words, _UNANSWERED]
    return [_OPEN, _UNANSWERED]


def _tests(condition: Condition) -> Iterator[tuple[str, Test]]:
    match condition:
        case Where(name, test):
            yield name, test
        case AllOf(conditions) | AnyOf(conditions):
            for inner in conditions:
                yield from _tests(inner)
        case NotSo(inner):
            yield from _tests(inner)


def _numbers(test: Test) -> Iterator[float]:
    match test:
        case Compared(_, int() | float() as bound):
            yield float(bound)
        case AnyWord(words):
            yield from (float(number) for word in words if (number := number_of(word)) is not None)
        case NotTest(inner):
            yield from _numbers(inner)
        case AllTests(tests):
            for inner in tests:
                yield from _numbers(inner)


def _outcomes(condition: Condition, answers: dict[str, Guess]) -> int:
    """The outcomes (true, false, neither) a condition can have, as bits."""
    match condition:
        case Where(name, test):
            return _test_outcomes(test, answers.get(name, _UNSET), answers)
        case AllOf(conditions):
            return _joined((_outcomes(inner, answers) for inner in conditions), _TRUE, _FALSE)
        case AnyOf(conditions):
            return _joined((_outcomes(inner, answers) for inner in conditions), _FALSE, _TRUE)
        case NotSo(inner):
            return _turned(_outcomes(inner, answers))


def _joined(parts: Iterable[int], start: int, ruling: int) -> int:
    """Outcomes of conditions joined by `all` (false rules) or `any` (true rules)."""
    result = start
    for part in parts:
        joined = 0
        for one in (_TRUE, _FALSE, _NEITHER):
            for other in (_TRUE, _FALSE, _NEITHER):
                if result & one and part & other:
                    joined |= (
                        ruling if ruling in (one, other) else _NEITHER if _NEITHER in (one, other) else start
                    )
        result = joined
    return result


def _turned(outcomes: int) -> int:
    return (outcomes & _NEITHER) | (_FALSE if outcomes & _TRUE else 0) | (_TRUE if outcomes & _FALSE else 0)


def _test_outcomes(test: Test, value: Guess, answers: dict[str, Guess]) -> int:
    match test:
        case IsAnswered(answered):
            return _state_outcomes(answered, value)
        case NotTest(inner):
            return _turned(_test_outcomes(inner, value, answers))
        case AllTests(tests):
            return _joined((_test_outcomes(inner, value, answers) for inner in tests), _TRUE, _FALSE)
    if value is _OPEN or value is _UNSET:
        return _ANY
    if value is _UNANSWERED:
        return _NEITHER
    match test:
        case AnyWord(words):
            equal = value in words or (
                isinstance(value, float) and value in [number_of(word) for word in words]
            )
            return _TRUE if equal else _FALSE
        case Compared(how, int() | float() as bound) if isinstance(value, int | float):
            return _TRUE if _compares(how, value, bound) else _FALSE
        case Compared() if isinstance(value, str):
            return _NEITHER
    return _ANY


def _state_outcomes(answered: bool, value: Guess) -> int:
    if value is _UNSET:
        return _TRUE | _FALSE
    return _TRUE if answered is (value is not _UNANSWERED) else _FALSE


def _compares(how: Comparison, value: float, bound: float) -> bool:
    match how:
        case Comparison.ABOVE:
            return value > bound
        case Comparison.BELOW:
            return value < bound
        case Comparison.AT_LEAST:
            return value >= bound
        case _:
            return value <= bound
