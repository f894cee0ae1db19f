"""Conditions joined into one, written as short as a bank allows."""

from collections.abc import Iterable

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Condition,
    IsAnswered,
    OlderThan,
    Test,
    Where,
)


def joined(parts: Iterable[Condition], *, by_all: bool) -> Condition:
    """All of the conditions, or any of them, as one."""
    flat: list[Condition] = []
    for part in parts:
        inner = part.conditions if isinstance(part, AllOf if by_all else AnyOf) else (part,)
        flat += [one for one in inner if one not in flat]
    flat = _narrowed(flat) if by_all else _widened(flat)
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat)) if by_all else AnyOf(tuple(flat))


def _narrowed(parts: list[Condition]) -> list[Condition]:
    """Comparisons of one thing become one test, and "answered" goes where another test says so anyway."""
    wheres = [part for part in parts if isinstance(part, Where)]
    tested = {
        part.name for part in wheres if isinstance(part.test, AnyWord | Compared | AllTests | OlderThan)
    }
    kept = [
        part
        for part in parts
        if not (isinstance(part, Where) and part.test == IsAnswered(True) and part.name in tested)
    ]
    found: list[Condition] = []
    for part in kept:
        for place, other in enumerate(found):
            if isinstance(part, Where) and isinstance(other, Where) and part.name == other.name:
                tests = (*_comparisons(other.test), *_comparisons(part.test))
                hows = [test.how for test in tests]
                if _comparisons(other.test) and _comparisons(part.test) and len(set(hows)) == len(hows):
                    found[place] = Where(part.name, AllTests(tests))
                    break
        else:
            found.append(part)
    return found


def _comparisons(test: Test) -> tuple[Compared, ...]:
    tests = test.tests if isinstance(test, AllTests) else (test,)
    return (
        tuple(one for one in tests if isinstance(one, Compared))
        if all(isinstance(one, Compared) for one in tests)
        else ()
    )


def _widened(parts: list[Condition]) -> list[Condition]:
    """Words of one thing become one list."""
    found: list[Condition] = []
    for part in parts:
        for place, other in enumerate(found):
            if (
                isinstance(part, Where)
                and isinstance(other, Where)
                and part.name == other.name
                and isinstance(part.test, AnyWord)
                and isinstance(other.test, AnyWord)
            ):
                words = dict.fromkeys((*other.test.words, *part.test.words))
                found[place] = Where(part.name, AnyWord(tuple(words)))
                break
        else:
            found.append(part)
    return found
