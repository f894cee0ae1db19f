"""What must hold besides a condition for it to be true: that the questions it names are asked at all."""

from collections.abc import Iterable, Iterator

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Condition,
    IsAnswered,
    NotSo,
    NotTest,
    Test,
    Where,
    conjuncts,
    names_in,
)
from questionnaire.banks.model import Bank, Question
from questionnaire.banks.names import Named, names_of
from questionnaire.banks.reach import can_hold


class Needs:
    """The ways to every question of a bank without circles."""

    def __init__(self, bank: Bank) -> None:
        self._names: dict[str, Named] = names_of(bank)
        self._figures = {figure.id: figure.of for figure in bank.figures}
        self._ways: dict[str, tuple[Condition, ...]] = {}
        for section in bank.sections:
            for question in section.questions:
                self._enter(question, ())

    def is_possible(self, condition: Condition, asked: str | None = None) -> bool:
        """Whether a condition can be true, with every question it names asked; `asked` is one more that must be."""
        above = self._ways[asked] if asked is not None else ()
        return can_hold(self._with_needs((condition, *above)), self._names)

    def is_reachable(self, question: str) -> bool:
        """Whether a question can come to be asked."""
        return can_hold(self._with_needs(self._ways[question]), self._names)

    def _enter(self, question: Question, above: tuple[Condition, ...]) -> None:
        own = above if question.ask_if is None else (*above, question.ask_if)
        if question.ask_of:
            own = (*own, Where("respondent", AnyWord(tuple(str(role) for role in question.ask_of))))
        self._ways[question.id] = own
        for group in question.probes:
            for probe in group.questions:
                self._enter(probe, (*own, group.when))

    def _with_needs(self, conditions: Iterable[Condition]) -> list[Condition]:
        """The conditions, and those under which the questions they name are asked."""
        found: dict[Condition, None] = {}
        named: set[str] = set()
        waiting = [_pushed(condition, so=True) for condition in conditions]
        while waiting:
            for part in conjuncts(waiting.pop()):
                if part in found:
                    continue
                if isinstance(part, AnyOf):
                    ways = tuple(AllOf(tuple(self._with_needs([way]))) for way in part.conditions)
                    found[AnyOf(ways)] = None
                    continue
                found[part] = None
                for name in _must_be_answered(part):
                    for inner in self._behind(name):
                        if inner not in named:
                            named.add(inner)
                            waiting += [_pushed(way, so=True) for way in self._ways[inner]]
        return list(found)

    def _behind(self, name: str) -> Iterator[str]:
        """The questions a name stands for: itself, or those a figure is made of."""
        if name in self._ways:
            yield name
        for inner in self._figures.get(name, ()):
            yield from self._behind(inner)


def _pushed(condition: Condition, *, so: bool) -> Condition:
    """The condition, or its opposite, with every `not` right at a test; the outcomes are the same."""
    match condition:
        case Where(name, test):
            return condition if so else Where(name, NotTest(test))
        case NotSo(inner):
            return _pushed(inner, so=not so)
        case AllOf(conditions):
            parts = tuple(_pushed(inner, so=so) for inner in conditions)
            return AllOf(parts) if so else AnyOf(parts)
        case AnyOf(conditions):
            parts = tuple(_pushed(inner, so=so) for inner in conditions)
            return AnyOf(parts) if so else AllOf(parts)


def _must_be_answered(part: Condition) -> Iterator[str]:
    """The names without whose answer a test cannot be true."""
    if isinstance(part, Where):
        yield from (name for name in names_in(part) if name != part.name)
        if not _holds_of_nothing(part.test):
            yield part.name


def _holds_of_nothing(test: Test, *, so: bool = True) -> bool:
    """Whether a test, or with `so` false its opposite, can be true of something unanswered."""
    match test:
        case IsAnswered(answered):
            return answered is not so
        case NotTest(inner):
            return _holds_of_nothing(inner, so=not so)
        case AllTests(tests):
            each = [_holds_of_nothing(inner, so=so) for inner in tests]
            return all(each) if so else any(each)
    return False
