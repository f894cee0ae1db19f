"""What may be told of the parts of a whole: nothing below five, nor anything from which it could be worked out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.interviews.disclosure import FEWEST, HIDDEN, Figure, exactly, told_parts

NAMES = ("one", "two", "three", "four")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((20, 30), ("20", "30")),
        ((20, 30, 3, 4), ("20", "≥ 29", "< 5", "< 5")),
        ((40, 3, 2, 1), ("40", "< 5", "< 5", "< 5")),
        ((20, 30, 3), ("20", "≥ 29", "< 5")),
        ((60, 2, 1), ("≥ 59", "< 5", "< 5")),
        ((20, 4, 4), ("≥ 20", "< 5", "< 5")),
        ((6, 2), ("< 9", "< 9")),
        ((5, 0), ("< 6", "< 6")),
        ((2, 1), ("< 5", "< 5")),
    ],
)
def test_what_is_told_of_parts(counts: tuple[int, ...], told: tuple[str, ...]) -> None:
    given_counts = dict(zip(NAMES, counts, strict=False))
    assert tuple(map(str, told_parts(given_counts, sum(counts)).values())) == told


@given(st.lists(st.integers(0, 12), min_size=2, max_size=3))
def test_a_part_below_five_can_be_anything_below_five(counts: list[int]) -> None:
    """By trying all that fits: whoever knows the whole and what is told finds none to four equally possible."""
    whole = sum(counts)
    told = list(told_parts(dict(zip(NAMES, counts, strict=False)), whole).values())
    assert all(_fits(count, figure) for count, figure in zip(counts, told, strict=True))
    if whole < FEWEST:
        assert set(told) == {HIDDEN}
        return
    ranges = [
        range(figure.at_least, (whole if figure.at_most is None else figure.at_most) + 1) for figure in told
    ]
    possible = [guess for guess in product(*ranges[:-1]) if _fits(whole - sum(guess), told[-1])]
    for place, count in enumerate(counts):
        if count < FEWEST:
            seen = {whole - sum(guess) if place == len(counts) - 1 else guess[place] for guess in possible}
            assert seen >= set(range(FEWEST)), (counts, list(map(str, told)))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4))
def test_a_part_that_is_told_exactly_is_told_rightly(counts: list[int]) -> None:
    named = dict(zip(NAMES, counts, strict=False))
    for name, figure in told_parts(named, sum(counts)).items():
        assert not figure.is_exact or figure == exactly(named[name])
        assert not figure.is_exact or named[name] >= FEWEST


def _fits(count: int, figure: Figure) -> bool:
    return figure.at_least <= count and (figure.at_most is None or count <= figure.at_most)
