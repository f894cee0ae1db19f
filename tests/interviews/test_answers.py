"""Answers as they are typed, kept and shown."""

from datetime import date

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaire.banks.model import Question, Reason
from questionnaire.errors import InputError
from questionnaire.interviews.answers import (
    LONGEST_TEXT,
    OPEN,
    Answer,
    Evidence,
    EvidenceState,
    Value,
    number_as_shown,
    parse_evidence,
    parse_reason,
    parse_text,
    parse_value,
    value_as_shown,
    value_as_typed,
)
from questionnaire.text import clean
from tests.banks import SMALL, bank_of

BANK = bank_of(
    """\
    - {id: yn, ask: A, answer: yes-no}
    - {id: one, ask: A, answer: choice, choices: [{id: secret-ballot, label: By ballot}, {id: named, label: Named}]}
    - {id: some, ask: A, answer: choices, choices: [{id: x, label: Ex}, {id: y, label: Why}, {id: z, label: Zed}]}
    - {id: n, ask: A, answer: number}
    - {id: count, ask: A, answer: number, whole: true, min: 0, max: 2000000}
    - {id: share, ask: A, answer: percentage}
    - {id: rise, ask: A, answer: percentage, min: -50, max: 300}
    - {id: d, ask: A, answer: date}
    - {id: said, ask: A, answer: text}
    """
)
QUESTIONS: dict[str, Question] = {question.id: question for question in BANK.questions()}


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        ("yn", "yes", "yes"),
        ("yn", " Partly ", "partly"),
        ("yn", "NO", "no"),
        ("one", "secret-ballot", "secret-ballot"),
        ("one", "Named", "named"),
        ("some", "y", ("y",)),
        ("some", "z, x", ("x", "z")),
        ("some", "x,,x,", ("x",)),
        ("n", "12", 12),
        ("n", "-3", -3),
        ("n", "007", 7),
        ("n", "12.5", 12.5),
        ("n", "12,5", 12.5),
        ("n", "12.0", 12),
        ("n", "0,500", 0.5),
        ("n", "0.25", 0.25),
        ("n", "1,200", 1200),
        ("n", "1.234,5", 1234.5),
        ("n", "1,234.5", 1234.5),
        ("n", "1 234 567,25", 1234567.25),
        ("n", "1.234", 1.234),
        ("n", "1.234.567", None),
        ("count", "1200", 1200),
        ("count", "1.200", 1200),
        ("count", "1,200", 1200),
        ("count", "1 200", 1200),
        ("count", "1\u00a0200", 1200),
        ("count", "1\u202f200", 1200),
        ("count", "1'200", 1200),
        ("count", "1’200", 1200),
        ("count", "1.200.000", 1200000),
        ("count", "0", 0),
        ("share", "40", 40),
        ("share", "40%", 40),
        ("share", "40 %", 40),
        ("share", "12,5%", 12.5),
        ("share", "100", 100),
        ("rise", "-10%", -10),
        ("rise", "250", 250),
        ("d", "2026", "2026"),
        ("d", "2026-05", "2026-05"),
        ("d", "2026-05-01", "2026-05-01"),
        ("d", "2026-5-1", "2026-05-01"),
        ("d", "2026/05/01", "2026-05-01"),
        ("d", "1-5-2026", "2026-05-01"),
        ("d", "01/05/2026", "2026-05-01"),
        ("d", "31.12.2026", "2026-12-31"),
        ("d", "5/2026", "2026-05"),
        ("d", "29-2-2024", "2024-02-29"),
        ("d", "٢٠٢٦-٠٥", "2026-05"),
        ("said", "  They vote\r\nin May. ", "They vote\nin May."),
        ("said", "yes", "yes"),
    ],
)
def test_what_is_typed(question: str, typed: str, value: Value | None) -> None:
    if value is None:
        with pytest.raises(InputError):
            parse_value(QUESTIONS[question], typed)
        return
    parsed = parse_value(QUESTIONS[question], typed)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("question", "typed", "hint"),
    [
        ("yn", "maybe", "Answer yes, partly or no."),
        ("yn", "", "Answer yes, partly or no."),
        ("yn", " \t\n", "Answer yes, partly or no."),
        ("one", "secret", "Choose one of: secret-ballot, named."),
        ("some", "x,w", "Choose any of: x, y, z, with commas between."),
        ("some", ",", "Choose any of: x, y, z, with commas between."),
        ("n", "twelve", "Give a number."),
        ("n", "1.2.3", "Give a number."),
        ("n", "1,2,3", "Give a number."),
        ("n", "1,200.", "Give a number."),
        ("n", "1e3", "Give a number."),
        ("n", "nan", "Give a number."),
        ("n", "inf", "Give a number."),
        ("n", "--1", "Give a number."),
        ("n", "1" * 16, "Give a number."),
        ("n", "٣", "Give a number."),
        ("count", "12.5", "Give a whole number from 0 to 2000000."),
        ("count", "-1", "Give a whole number from 0 to 2000000."),
        ("count", "2.000.001", "Give a whole number from 0 to 2000000."),
        ("count", "1.200,300", "Give a whole number from 0 to 2000000."),
        ("share", "101", "Give a percentage from 0 to 100, such as 40%."),
        ("share", "-1%", "Give a percentage from 0 to 100, such as 40%."),
        ("share", "40%%", "Give a percentage from 0 to 100, such as 40%."),
        ("rise", "301", "Give a percentage from -50 to 300, such as 40%."),
        ("d", "2026-13", "Give a date, such as 2026-05-01, 2026-05 or 2026."),
        ("d", "30-2-2026", "Give a date, such as 2026-05-01, 2026-05 or 2026."),
        ("d", "1-5-26", "Give a date, such as 2026-05-01, 2026-05 or 2026."),
        ("d", "May 2026", "Give a date, such as 2026-05-01, 2026-05 or 2026."),
        ("d", "0026", "Give a date, such as 2026-05-01, 2026-05 or 2026."),
        ("d", "5/1/2026/", "Give a date, such as 2026-05-01, 2026-05 or 2026."),
        ("said", "  ", "Give a text."),
    ],
)
def test_what_is_no_answer(question: str, typed: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_value(QUESTIONS[question], typed)
    assert caught.value.hint == hint
    assert question in caught.value.message
    assert caught.value.status == 2


def test_bounds_on_one_side() -> None:
    bank = bank_of("- {id: a, ask: A, answer: number, min: 1}\n- {id: b, ask: B, answer: number, max: 9.5}\n")
    for question, hint in zip(
        bank.questions(), ["Give a number of at least 1.", "Give a number of at most 9.5."], strict=True
    ):
        with pytest.raises(InputError) as caught:
            parse_value(question, "x")
        assert caught.value.hint == hint


def test_texts_have_an_end() -> None:
    assert parse_text("x" * LONGEST_TEXT)
    with pytest.raises(InputError, match="20001 characters"):
        parse_text("x" * (LONGEST_TEXT + 1))


# laws

NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-(10**9), 10**9, places=6).map(float)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "yn": st.sampled_from(["yes", "partly", "no"]),
    "one": st.sampled_from(["secret-ballot", "named"]),
    "some": st.sets(st.sampled_from("xyz"), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    "n": NUMBERS,
    "count": st.integers(0, 2_000_000),
    "share": st.integers(0, 100) | st.decimals(0, 100, places=2).map(float),
    "rise": st.integers(-50, 300),
    "d": st.dates(min_value=date(1800, 1, 1)).flatmap(
        lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
    ),
    "said": st.text(min_size=1).map(lambda text: clean(text).strip()),
}


@given(st.sampled_from(list(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name])))
def test_a_value_is_read_back_as_it_is_typed_out(pair: tuple[str, Value]) -> None:
    name, value = pair
    assume(value != "")
    read = parse_value(QUESTIONS[name], value_as_typed(value))
    assert read == value


@given(st.sampled_from(list(QUESTIONS)), st.text() | st.from_regex(r"[-0-9., '%]{1,12}", fullmatch=True))
def test_whatever_is_typed_is_a_value_or_refused(name: str, typed: str) -> None:
    try:
        value = parse_value(QUESTIONS[name], typed)
    except InputError:
        return
    assert parse_value(QUESTIONS[name], value_as_typed(value)) == value


# answers


def test_a_reason_takes_the_place_of_a_value_and_back() -> None:
    answer = Answer("yes", note="By phone.", evidence=(Evidence(EvidenceState.SEEN, "minutes"),), marked=True)
    refused = answer.with_reason(Reason.REFUSED)
    assert (refused.value, refused.reason) == (None, "refused")
    assert (refused.note, refused.evidence, refused.marked) == (answer.note, answer.evidence, True)
    assert refused.with_value("yes") == answer
    assert not answer.cleared().is_given
    assert answer.cleared().note == "By phone."
    assert not OPEN.is_given


def test_zero_is_an_answer() -> None:
    assert Answer(0).is_given


@given(
    st.builds(
        Answer,
        st.sampled_from(["yes", 3, 2.5, ("x", "y"), None]),
        st.none() | st.sampled_from(Reason),
        st.text(),
    )
)
def test_an_answer_survives_json(answer: Answer) -> None:
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Answer) == answer


# reasons and evidence


@pytest.mark.parametrize("typed", ["to-follow", " To-Follow\n"])
def test_reasons(typed: str) -> None:
    assert parse_reason(typed) is Reason.TO_FOLLOW


def test_an_unknown_reason() -> None:
    with pytest.raises(InputError) as caught:
        parse_reason("later")
    assert caught.value.hint == "Use one of: unknown, refused, not-applicable, to-follow."


@pytest.mark.parametrize(
    ("typed", "evidence"),
    [
        ("seen: minutes of 3 May", Evidence(EvidenceState.SEEN, "minutes of 3 May")),
        ("Promised", Evidence(EvidenceState.PROMISED)),
        ("received: a: b", Evidence(EvidenceState.RECEIVED, "a: b")),
        (" refused :\tletter\n", Evidence(EvidenceState.REFUSED, "letter")),
    ],
)
def test_evidence(typed: str, evidence: Evidence) -> None:
    assert parse_evidence(typed) == evidence


@pytest.mark.parametrize("typed", ["", "minutes", "shown: minutes", ": minutes"])
def test_evidence_without_a_state(typed: str) -> None:
    with pytest.raises(InputError, match="is no state of evidence"):
        parse_evidence(typed)


# shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (1200, "1200"),
        (12500, "12\u202f500"),
        (-12500, "-12\u202f500"),
        (1234567.5, "1\u202f234\u202f567.5"),
        (0.00001, "0.00001"),
        (12.5, "12.5"),
    ],
)
def test_numbers_as_shown(number: float, shown: str) -> None:
    assert number_as_shown(number) == shown


def test_values_as_shown() -> None:
    small = bank_of(SMALL)
    questions = {question.id: question for question in small.questions()}
    shown: dict[tuple[str, Value, str], str] = {
        ("union-present", "partly", "nl"): "Deels",
        ("chosen", "secret-ballot", "nl"): "Geheime stemming",
        ("chosen", "secret-ballot", "fr"): "By secret ballot",
        ("languages-spoken", ("bengali", "other"), "en"): "Bengali; Other",
        ("members", 12500, "nl"): "12\u202f500 leden",
        ("workers", 12, "en"): "12",
        ("women", 12.5, "en"): "12.5%",
        ("agreement-date", "2026-05", "en"): "2026-05",
    }  # fmt: skip
    for (name, value, language), expected in shown.items():
        assert value_as_shown(small, questions[name], value, language) == expected
