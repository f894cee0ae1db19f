"""Conditions as forms write them: read, understood, and in both directions worth the same."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.banks.conditions import Condition
from questionnaire.banks.model import AnswerType, Bank
from questionnaire.banks.xlsform.bank_data import condition_data
from questionnaire.banks.xlsform.bounds import bounds_of_constraint
from questionnaire.banks.xlsform.from_xpath import Known, condition_of
from questionnaire.banks.xlsform.to_xpath import Forms, quoted
from questionnaire.banks.xlsform.xpath import XPathError, read_xpath
from questionnaire.banks.xlsform.yaml_text import flow
from questionnaire.interviews.answers import Value
from questionnaire.interviews.conditions import rule_of
from tests.banks import SMALL, bank_of
from tests.banks.xlsform.evaluated import TODAY, holds
from tests.banks.xlsform.generated import REASONS, bank_in, conditions

QUESTIONS: list[dict[str, Any]] = [
    {"id": "union", "answer": "yes-no"},
    {"id": "chosen", "answer": "choice", "choices": [{"id": "a"}, {"id": "b-c"}, {"id": "1"}]},
    {"id": "topics", "answer": "choices", "choices": [{"id": "a"}, {"id": "b-c"}, {"id": "1"}]},
    {"id": "workers", "answer": "number"},
    {"id": "share", "answer": "percentage"},
    {"id": "since", "answer": "date"},
    {"id": "which", "answer": "text"},
]
ANSWERS: dict[str, list[Value | None]] = {
    "union": [None, "yes", "partly", "no", *REASONS],
    "chosen": [None, "a", "b-c", "1", "refused"],
    "topics": [None, ("a",), ("a", "1"), ("b-c",), "unknown"],
    "workers": [None, 0, 1, 2.5, 3, 5, 20, 31, "refused", "unknown"],
    "share": [None, 0, 10, 12.5, 50, "to-follow"],
    "since": [None, "2025-12-31", "2026-05-01", "2026-06-30", "not-applicable"],
    "which": [None, "word", "it's", "other", "two words", "unknown"],
}
VIEWS = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ANSWERS.items()})
COMMON = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def bank_with(condition: Any) -> Bank | None:
    text = {"en": "x"}
    asked = [
        {
            **question,
            "ask": text,
            **(
                {"choices": [{**one, "label": text} for one in question["choices"]]}
                if "choices" in question
                else {}
            ),
        }
        for question in QUESTIONS
    ]
    last = {"id": "last", "ask": text, "answer": "text", "ask_if": condition}
    return bank_in(
        {
            "bank": "b",
            "version": "1",
            "languages": ["en"],
            "title": text,
            "sections": [{"id": "s", "title": text, "questions": [*asked, last]}],
        }
    )


def as_form(view: Mapping[str, Value | None]) -> dict[str, str]:
    """The answers as a form keeps them: a reason stands among the choices, or in a row of its own."""
    found: dict[str, str] = {}
    for name, value in view.items():
        own_row = name in ("workers", "share", "since", "which")
        if own_row and value in REASONS:
            found[f"{name}_reason"] = str(value)
        elif value is not None:
            found[name] = " ".join(value) if isinstance(value, tuple) else str(value)
    return found


def condition_in(data: Any) -> Condition:
    bank = bank_with(data)
    assert bank is not None, data
    found = next(question.ask_if for question in bank.questions() if question.id == "last")
    assert found is not None
    return found


@COMMON
@given(data=conditions(QUESTIONS), view=VIEWS)
def test_a_condition_holds_in_the_form_exactly_where_it_does_in_the_bank(
    data: Any, view: dict[str, Value | None]
) -> None:
    bank = bank_with(data)
    assert bank is not None
    condition = condition_in(data)
    expression = Forms(bank).condition(condition)
    assert holds(read_xpath(expression), as_form(view)) is (rule_of(condition, TODAY)(view) is True), (
        expression
    )


@COMMON
@given(data=conditions(QUESTIONS))
def test_a_condition_written_as_data_is_the_same_condition(data: Any) -> None:
    condition = condition_in(data)
    assert condition_in(condition_data(condition)) == condition


KNOWN = {
    "union": Known("union", AnswerType.YES_NO, {"yes": "yes", "no": "no", "dk": "unknown"}, always=False),
    "chosen": Known("chosen", AnswerType.CHOICE, {"a": "a", "b_c": "b-c", "1": "1"}, always=False),
    "topics": Known("topics", AnswerType.CHOICES, {"a": "a", "b_c": "b-c", "1": "1"}, always=False),
    "workers": Known("workers", AnswerType.NUMBER, always=False),
    "share": Known("share", AnswerType.PERCENTAGE, always=False),
    "since": Known("since", AnswerType.DATE, always=False),
    "which": Known("which", AnswerType.TEXT, always=False),
}
ATOMS = st.sampled_from(
    [
        "${union} = 'yes'", "${union} != 'no'", "${union}=''", "selected(${topics}, 'a')", "not(selected(${topics}, 'b_c'))",
        "${chosen} = 'b_c'", "${chosen} = 1", "${workers} > 2", "${workers} <= 20", "5 < ${workers}", "${workers} = 3", "${workers} != 3",
        "${since} > today()", "${since} < '2026-01-01'", "${since} >= date('2026-05-01')", "${which} = 'word'", "${which} != ''",
        "string-length(${which}) > 0", "${share} >= 12.5", "count-selected(${topics}) >= 1", "true()", "false()", "not(${workers} > 2)",
        "not(${since} < '2026-01-01')", "not(${since} >= today())", "${since} = '2026-05-01'", "${workers} > ${share}",
        "${chosen} >= 1", "not(${workers} != 3)",
    ]
)  # fmt: skip
UNSAYABLE = st.sampled_from(
    ["regex(${which}, '^x')", "${workers} + ${share} > 4", "${nobody} = 'x'", "position(..) > 1"]
)
FORM_NAMES = {"b-c": "b_c", "unknown": "dk"}


def expressions(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds("({} and {})".format, inner, inner),
            st.builds("({} or {})".format, inner, inner),
            st.builds("not({})".format, inner),
        ),
        max_leaves=5,
    )


def plain_view(view: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """Answers without reasons, which forms of others do not know, but for the one that is a choice."""
    return {
        name: None if value in REASONS and (name, value) != ("union", "unknown") else value
        for name, value in view.items()
    }


def in_names_of_the_form(view: Mapping[str, Value | None]) -> dict[str, str]:
    words = {
        name: (value if isinstance(value, tuple) else (value,))
        for name, value in view.items()
        if value is not None
    }
    return {
        name: " ".join(FORM_NAMES.get(str(word), str(word)) for word in found)
        for name, found in words.items()
    }


@COMMON
@given(expression=expressions(ATOMS), view=VIEWS)
def test_a_condition_of_a_form_holds_in_the_bank_exactly_where_it_does_in_the_form(
    expression: str, view: dict[str, Value | None]
) -> None:
    said = condition_of(expression, KNOWN)
    view = plain_view(view)
    expected = holds(read_xpath(expression), in_names_of_the_form(view))
    if said.condition is None:
        assert said.left_out == (("it is never true",) if not expected else said.left_out)
    else:
        assert said.left_out == ()
        assert (rule_of(said.condition, TODAY)(view) is True) is expected, said.condition


@COMMON
@given(expression=expressions(st.one_of(ATOMS, UNSAYABLE)))
def test_what_cannot_be_said_is_told(expression: str) -> None:
    said = condition_of(expression, KNOWN)
    unsayable = any(word in expression for word in ("regex", "nobody", "position", " + "))
    assert said.condition is None or bool(said.left_out) is unsayable or not unsayable or not said.left_out


@COMMON
@given(expression=expressions(ATOMS), view=VIEWS)
def test_a_condition_of_which_a_part_is_left_out_asks_rather_once_too_often(
    expression: str, view: dict[str, Value | None]
) -> None:
    said = condition_of(f"({expression}) and regex(${{which}}, '^x')", KNOWN)
    view = plain_view(view)
    assert said.left_out
    if said.condition is not None and holds(read_xpath(expression), in_names_of_the_form(view)):
        assert rule_of(said.condition, TODAY)(view) is True


@pytest.mark.parametrize(
    ("expression", "data"),
    [
        ("${union} = ‘yes’", "{union: yes}"),
        ("${ union }='yes'", "{union: yes}"),
        ('../union == "yes"', "{union: yes}"),
        ("/data/group/union = 'dk'", "{union: unknown}"),
        ("'yes' = ${union}", "{union: yes}"),
        ("${union} = 'yes' OR ${union} = 'no'", "{union: [yes, no]}"),
        ("${union} != 'yes'", "{any: [{union: {not: yes}}, {union: unanswered}]}"),
        ("${workers} >= 15 and ${workers}<=49", "{workers: {at_least: 15, at_most: 49}}"),
        ("${workers} != '' and ${workers} > 5", "{workers: {above: 5}}"),
        ("${workers} = ''", "{workers: unanswered}"),
        ("${union} = 'yes' and ${chosen}='a'", "{union: yes, chosen: a}"),
        ("not(${union} = 'yes' or ${workers} > 3)", None),
        ("${chosen} >= 1", "{chosen: 1}"),
        ("${since} < today() - 365", "{since: {older_than: 365 days}}"),
        ("${workers} > ${share}", "{workers: {above: share}}"),
        ("${workers} = ${share}", "{workers: {at_least: share, at_most: share}}"),
        ("number(${workers}) > 5", "{workers: {above: 5}}"),
        ("coalesce(${workers}, '') > 5", "{workers: {above: 5}}"),
        ("boolean(${which})", "{which: answered}"),
    ],
)  # fmt: skip
def test_conditions_of_forms(expression: str, data: str | None) -> None:
    said = condition_of(expression, KNOWN)
    assert said.left_out == ()
    assert said.condition is not None
    if data is not None:
        assert flow(condition_data(said.condition)) == data


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("", "something is missing"),
        ("${union} = ", "something is missing"),
        ("${union} = 'yes", "quote is not closed"),
        ("(${union} = 'yes'", "bracket is not closed"),
        ("${union} = 'yes')", "has no place there"),
        ("${union} & 'yes'", "is not understood"),
        ("(" * 100 + "1" + ")" * 100, "nested very deep"),
        ("not(" * 5000, "very long"),
        ("if(${union}='yes', 1, 0)", "no if()"),
        ("${calculated} > 3", "'calculated' is no question here"),
        ("${union} = 'maybe'", "'maybe' is not among the answers"),
        ("${which} > 3", "'which' is no number"),
        ("${workers} > 'many'", "'many' is no answer of workers"),
        ("${since} = ${workers}", "cannot be compared"),
        ("false()", "never true"),
        ("1 > 2", "does not calculate"),
        ("selected(${topics}, ${which})", "no selected()"),
        ("${workers} > -", "something is missing"),
    ],
)  # fmt: skip
def test_conditions_that_a_bank_cannot_say_are_told(expression: str, why: str) -> None:
    said = condition_of(expression, KNOWN)
    assert said.condition is None
    assert why in said.left_out[0]


@given(st.text(st.sampled_from("${}()'\"<>=!.,/ andornotselected12-+*\u2018\u2019"), max_size=60))
def test_no_expression_ends_the_import(expression: str) -> None:
    condition_of(expression, KNOWN)
    bounds_of_constraint(expression)


@pytest.mark.parametrize(
    ("constraint", "bounds", "is_whole"),
    [
        (". >= 0 and . <= 100", {"min": ("0", True), "max": ("100", True)}, True),
        (".>5", {"min": ("5", False)}, True),
        ("0 < . and 10 >= .", {"min": ("0", False), "max": ("10", True)}, True),
        (". < 10 and regex(., 'x')", {"max": ("10", False)}, False),
        (". <= today()", {}, False),
        (". >= 0 or . = -9", {}, False),
        ("not quite", {}, False),
    ],
)  # fmt: skip
def test_bounds(constraint: str, bounds: dict[str, tuple[str, bool]], is_whole: bool) -> None:
    found, left_out = bounds_of_constraint(constraint)
    assert found == bounds
    assert (not left_out) is is_whole


@given(st.text(st.sampled_from("ab'\" "), max_size=12))
def test_a_text_with_quotes_can_be_written(text: str) -> None:
    try:
        tree = read_xpath(f"${{x}} = {quoted(text)}")
    except XPathError:
        pytest.fail("unreadable")
    assert holds(tree, {"x": text})


def test_guards_stand_where_something_may_be_unanswered() -> None:
    bank = bank_of(SMALL)
    expression = Forms(bank).condition(bank.checks[0].when)
    assert expression == "(${density} != '' and ${density} > 100)"
