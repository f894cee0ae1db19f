"""What every test and join means, in three values; each is read out of a bank, as an editor writes it."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.conditions import AllOf, AnyOf, AnyWord, Condition, NotSo, Unit, Where
from questionnaire.banks.model import Bank, Reason, Respondent
from questionnaire.interviews.answers import Answer, Value, parse_value
from questionnaire.interviews.conditions import Truth, rule_of
from questionnaire.interviews.dates import Days, days_of, moved_back
from questionnaire.interviews.walk import Context, Walk, figures_of
from tests.banks import bank_of

TODAY = date(2026, 11, 22)

BANK = """\
- {{id: yn, ask: A, answer: yes-no}}
- {{id: one, ask: A, answer: choice, choices: [{{id: x, label: X}}, {{id: y, label: Y}}]}}
- {{id: some, ask: A, answer: choices, choices: [{{id: x, label: X}}, {{id: y, label: Y}}, {{id: z, label: Z}}]}}
- {{id: n, ask: A, answer: number}}
- {{id: m, ask: A, answer: number}}
- {{id: share, ask: A, answer: percentage}}
- {{id: d, ask: A, answer: date}}
- {{id: e, ask: A, answer: date}}
- {{id: said, ask: A, answer: text}}
- id: other
  ask: A
  answer: yes-no
  flags: [{{when: {when}, severity: low, because: So.}}]
"""
FIGURES = """\
figures:
  part: {title: Part, percent: n, of: m}
  total: {title: Total, sum: [n, m, supplier.workers]}
  gap: {title: Gap, difference: [n, m]}
  of-total: {title: Of all, percent: total, of: m}
"""
CONTEXT = Context(
    Respondent.UNION,
    TODAY,
    country="BD",
    workers=100,
    country_facts={"c87": 1972, "c98": "no", "rating": "5+"},
)


def answered(bank: Bank, answers: dict[str, str]) -> dict[str, Answer]:
    """Answers as they are typed; a reason stands for itself."""
    questions = {question.id: question for question in bank.questions()}
    reasons = {str(reason): reason for reason in Reason}
    return {
        name: Answer(reason=reasons[typed])
        if typed in reasons
        else Answer(parse_value(questions[name], typed))
        for name, typed in answers.items()
    }


def truth(when: str, context: Context = CONTEXT, /, **answers: str) -> Truth:
    """What a condition comes to; `answers` are typed."""
    bank = bank_of(BANK.format(when=when), FIGURES)
    walk = Walk(bank, context)
    flag = list(bank.questions())[-1].flags[0]
    return rule_of(flag.when, context.today)(walk.view(answered(bank, answers)))


# words


@pytest.mark.parametrize(
    ("when", "answer", "expected"),
    [
        ("{yn: yes}", "yes", True),
        ("{yn: yes}", "no", False),
        ("{yn: yes}", "refused", False),
        ("{yn: yes}", None, None),
        ("{yn: [partly, no]}", "no", True),
        ("{yn: [partly, no]}", "yes", False),
        ("{yn: [partly, no]}", None, None),
        ("{yn: {not: yes}}", "partly", True),
        ("{yn: {not: yes}}", "refused", True),
        ("{yn: {not: yes}}", "yes", False),
        ("{yn: {not: yes}}", None, None),
        ("{yn: {not: [yes, refused]}}", "refused", False),
        ("{yn: unknown}", "unknown", True),
        ("{yn: unknown}", "yes", False),
        ("{yn: unknown}", None, None),
        ("{yn: answered}", "yes", True),
        ("{yn: answered}", "to-follow", True),
        ("{yn: answered}", None, False),
        ("{yn: unanswered}", None, True),
        ("{yn: unanswered}", "not-applicable", False),
        ("{yn: {not: answered}}", None, True),
        ("{yn: {not: unanswered}}", None, False),
        ("{yn: [no, unanswered]}", None, True),
        ("{yn: [no, unanswered]}", "no", True),
        ("{yn: [no, unanswered]}", "yes", False),
        ("{not: {yn: yes}}", None, None),
        ("{not: {yn: yes}}", "no", True),
    ],
)
def test_words(when: str, answer: str | None, expected: Truth) -> None:
    assert truth(when, **({} if answer is None else {"yn": answer})) is expected


@pytest.mark.parametrize(
    ("when", "answer", "expected"),
    [
        ("{some: x}", "x,y", True),
        ("{some: x}", "y,z", False),
        ("{some: [x, z]}", "y,z", True),
        ("{some: {not: x}}", "y", True),
        ("{some: {not: x}}", "x,y", False),
        ("{some: {not: x}}", "unknown", True),
        ("{all: [{some: x}, {some: y}]}", "x,y", True),
        ("{all: [{some: x}, {some: y}]}", "x", False),
        ("{some: refused}", "refused", True),
    ],
)
def test_choices_contain(when: str, answer: str, expected: Truth) -> None:
    assert truth(when, some=answer) is expected


def test_a_text_is_equal_or_not() -> None:
    assert truth("{said: nobody}", said="nobody") is True
    assert truth("{said: nobody}", said="Nobody else") is False


# numbers


@pytest.mark.parametrize(
    ("when", "answer", "expected"),
    [
        ("{n: 20}", "20", True),
        ("{n: 20}", "20,0", True),
        ("{n: [10, 20.5]}", "20,5", True),
        ("{n: 20}", "21", False),
        ("{n: {not: 0}}", "0", False),
        ("{n: {above: 20}}", "20", False),
        ("{n: {above: 20}}", "20.5", True),
        ("{n: {below: 20}}", "20", False),
        ("{n: {below: 20}}", "-3", True),
        ("{n: {at_least: 20}}", "20", True),
        ("{n: {at_most: 20}}", "20", True),
        ("{n: {at_least: 20, at_most: 30}}", "25", True),
        ("{n: {at_least: 20, at_most: 30}}", "31", False),
        ("{n: {at_least: 20, not: 25}}", "25", False),
        ("{n: {above: 20}}", "refused", None),
        ("{n: {not: {above: 20}}}", "refused", None),
        ("{n: {not: {above: 20}}}", "5", True),
        ("{n: unknown}", "unknown", True),
        ("{n: {above: 20}}", None, None),
        ("{n: {at_least: 20, at_most: 30}}", None, None),
    ],
)
def test_numbers(when: str, answer: str | None, expected: Truth) -> None:
    assert truth(when, **({} if answer is None else {"n": answer})) is expected


def test_a_percentage_is_compared_with_or_without_its_sign() -> None:
    assert truth("{share: {at_least: 40%}}", share="40") is True
    assert truth("{share: 40%}", share="40 %") is True
    assert truth("{share: {above: 40}}", share="40%") is False


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"n": "5", "m": "4"}, True),
        ({"n": "4", "m": "4"}, False),
        ({"n": "5"}, None),
        ({"n": "5", "m": "refused"}, None),
    ],
)
def test_the_name_of_a_number_as_bound(answers: dict[str, str], expected: Truth) -> None:
    assert truth("{n: {above: m}}", **answers) is expected


def test_the_supplier_and_figures_as_bounds() -> None:
    assert truth("{n: {above: supplier.workers}}", n="101") is True
    assert truth("{n: {at_most: supplier.workers}}", n="101") is False
    assert truth("{n: {above: supplier.workers}}", Context(Respondent.UNION, TODAY), n="101") is None
    assert truth("{share: {below: part}}", share="20", n="30", m="100") is True
    assert truth("{supplier.workers: {below: n}}", n="101") is True


# figures


def test_figures() -> None:
    assert truth("{part: {above: 33.3}}", n="1", m="3") is True
    assert truth("{part: {above: 33.34}}", n="1", m="3") is False
    assert truth("{total: 130}", n="10", m="20") is True
    assert truth("{gap: 10}", n="10", m="20") is True
    assert truth("{gap: 10}", n="20", m="10") is True
    assert truth("{of-total: {at_least: 650}}", n="10", m="20") is True


def test_a_figure_of_something_missing_is_unanswered() -> None:
    for answers in ({"n": "1"}, {"n": "1", "m": "unknown"}, {"n": "1", "m": "0"}):
        assert truth("{part: {above: 0}}", **answers) is None
        assert truth("{part: unanswered}", **answers) is True
        assert truth("{of-total: answered}", **answers) is False


def test_figures_by_name() -> None:
    bank = bank_of(BANK.format(when="yes"), FIGURES)
    figures = figures_of(Walk(bank, CONTEXT), answered(bank, {"n": "1", "m": "8"}))
    assert dict(figures) == {"part": 12.5, "total": 109, "gap": 7, "of-total": 1362.5}


# facts


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{supplier.country: BD}", True),
        ("{supplier.country: [KH, TR]}", False),
        ("{country.c87: no}", False),
        ("{country.c87: {not: no}}", True),
        ("{country.c87: 1972}", True),
        ("{country.c87: {below: 1980}}", True),
        ("{country.c98: no}", True),
        ("{country.c98: {below: 1980}}", None),
        ("{country.rating: [5, 5+]}", True),
        ("{country.rating: 5}", False),
        ("{country.c135: no}", None),
        ("{country.c135: unanswered}", True),
        ("{country.danger: {not: yes}}", None),
        ("{respondent: union}", True),
        ("{respondent: {not: [union, workers]}}", False),
    ],
)
def test_facts(when: str, expected: Truth) -> None:
    assert truth(when) is expected


# dates


@pytest.mark.parametrize(
    ("when", "answer", "expected"),
    [
        ("{d: {before: 2026-05-01}}", "2026-04-30", True),
        ("{d: {before: 2026-05-01}}", "2026-05-01", False),
        ("{d: {after: 2026-05-01}}", "2026-05-02", True),
        ("{d: {after: 2026-05-01}}", "2026-05-01", False),
        ("{d: {before: 2026-05-15}}", "2026-04", True),
        ("{d: {before: 2026-05-15}}", "2026-05", None),
        ("{d: {before: 2026-05-15}}", "2026-06", False),
        ("{d: {before: 2026-05-15}}", "2026", None),
        ("{d: {before: 2026}}", "2025", True),
        ("{d: {before: 2026}}", "2026-01-01", False),
        ("{d: {before: 2026-05}}", "2026-04-30", True),
        ("{d: {before: 2026-05}}", "2026-05-01", False),
        ("{d: {before: 2026-05}}", "2026-05", False),
        ("{d: {before: 2026-05}}", "2026", None),
        ("{d: {not: {before: 2026}}}", "2026-03-01", True),
        ("{d: {after: 2025}}", "2026-01", True),
        ("{d: {after: 2025}}", "2025", False),
        ("{d: {after: 2025}}", "2025-12-31", False),
        ("{d: {after: 2025-06}}", "2025", None),
        ("{d: {after: 2025}}", "2024-12-31", False),
        ("{d: {after: today}}", "2026-11-23", True),
        ("{d: {after: today}}", "2026-11-22", False),
        ("{d: {before: today}}", "2026-11-21", True),
        ("{d: {before: today}}", "2026-11", None),
        ("{d: today}", "2026-11-22", True),
        ("{d: 2026-05}", "2026-05", True),
        ("{d: {before: today}}", "unknown", None),
        ("{d: {not: {before: today}}}", "unknown", None),
        ("{d: {before: today}}", None, None),
        ("{d: {older_than: 12 months}}", "2025-11-21", True),
        ("{d: {older_than: 12 months}}", "2025-11-22", False),
        ("{d: {older_than: 1 year}}", "2025-10", True),
        ("{d: {older_than: 1 year}}", "2025", None),
        ("{d: {older_than: 1 year}}", "2026", False),
        ("{d: {older_than: 2 weeks}}", "2026-11-07", True),
        ("{d: {older_than: 2 weeks}}", "2026-11-08", False),
        ("{d: {older_than: 1 day}}", "2026-11-20", True),
        ("{d: {older_than: 1 day}}", "2026-11-21", False),
        ("{d: {older_than: 2 weeks}}", "refused", None),
        ("{d: {after: 2020, before: 2022}}", "2021-06", True),
    ],
)
def test_dates(when: str, answer: str | None, expected: Truth) -> None:
    assert truth(when, **({} if answer is None else {"d": answer})) is expected


def test_another_date_as_bound() -> None:
    assert truth("{d: {before: e}}", d="2025", e="2026") is True
    assert truth("{d: {after: e}}", d="2025", e="2026") is False
    assert truth("{d: {before: e}}", d="2025", e="2025-06") is None
    assert truth("{d: {before: e}}", d="2025") is None


@pytest.mark.parametrize(
    ("today", "amount", "unit", "expected"),
    [
        (date(2026, 3, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, Unit.MONTHS, date(2025, 11, 30)),
        (date(2024, 2, 29), 1, Unit.YEARS, date(2023, 2, 28)),
        (date(2026, 1, 15), 13, Unit.MONTHS, date(2024, 12, 15)),
        (date(2026, 3, 1), 1, Unit.DAYS, date(2026, 2, 28)),
        (date(2026, 3, 1), 99_999, Unit.YEARS, date.min),
        (date(2026, 3, 1), 99_999, Unit.MONTHS, date.min),
    ],
)
def test_how_long_ago(today: date, amount: int, unit: Unit, expected: date) -> None:
    assert moved_back(today, amount, unit) == expected


def test_older_than_at_the_end_of_a_month() -> None:
    context = Context(Respondent.UNION, date(2026, 3, 31))
    assert truth("{d: {older_than: 1 month}}", context, d="2026-02-27") is True
    assert truth("{d: {older_than: 1 month}}", context, d="2026-02-28") is False


@given(st.dates(), st.integers(0, 400), st.sampled_from(list(Unit)))
def test_the_day_so_long_ago_is_never_later(day: date, amount: int, unit: Unit) -> None:
    assert moved_back(day, amount, unit) <= day
    assert moved_back(day, amount + 1, unit) <= moved_back(day, amount, unit)


def test_the_days_a_date_may_stand_for() -> None:
    assert days_of("2024-02") == Days(date(2024, 2, 1), date(2024, 2, 29))
    assert days_of("2024") == Days(date(2024, 1, 1), date(2024, 12, 31))
    assert days_of("2024-02-03") == Days(date(2024, 2, 3), date(2024, 2, 3))


# joins

ALL = {
    (True, True): True, (True, False): False, (True, None): None,
    (False, False): False, (False, None): False, (None, None): None,
}  # fmt: skip
ANY = {
    (True, True): True, (True, False): True, (True, None): True,
    (False, False): False, (False, None): None, (None, None): None,
}  # fmt: skip


def of_truth(wanted: Truth) -> Condition:
    """A condition that comes to a truth, in a view where only `a` is answered, with yes."""
    return Where("b" if wanted is None else "a", AnyWord(("yes",) if wanted else ("no",)))


VIEW: dict[str, Value | None] = {"a": "yes", "b": None}


@pytest.mark.parametrize("parts", list(product([True, False, None], repeat=2)))
def test_joins_have_three_values(parts: tuple[Truth, Truth]) -> None:
    conditions = tuple(of_truth(part) for part in parts)
    known = parts if parts in ALL else parts[::-1]
    assert rule_of(AllOf(conditions), TODAY)(VIEW) is ALL[known]
    assert rule_of(AnyOf(conditions), TODAY)(VIEW) is ANY[known]
    negated = tuple(NotSo(condition) for condition in conditions)
    assert rule_of(NotSo(AnyOf(negated)), TODAY)(VIEW) is ALL[known]


@pytest.mark.parametrize("part", [True, False, None])
def test_not_of_neither_is_neither(part: Truth) -> None:
    assert rule_of(NotSo(of_truth(part)), TODAY)(VIEW) is (None if part is None else not part)


def test_several_names_must_all_hold() -> None:
    assert truth("{yn: yes, n: {above: 1}, one: {not: x}}", yn="yes", n="2", one="y") is True
    assert truth("{yn: yes, n: {above: 1}, one: {not: x}}", yn="yes", n="2", one="x") is False
    assert truth("{yn: yes, n: {above: 1}, one: {not: x}}", yn="yes", n="2") is None
    assert truth("{any: [{yn: yes}, {all: [{n: 2}, {not: {one: x}}]}]}", n="2", one="y") is True
