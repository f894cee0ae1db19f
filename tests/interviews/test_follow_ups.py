"""Follow-ups as values: days as they are typed, who does it, the order, what a finding and an answer offer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaire.banks.model import Reason, Respondent, Severity
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.finding_keys import current_key, question_in
from questionnaire.interviews.findings import findings_of
from questionnaire.interviews.follow_ups import (
    FURTHEST_YEARS,
    FollowUp,
    FollowUpOwner,
    FollowUpState,
    Owner,
    has_come,
    in_order,
    offer_of,
    offers_in,
    parse_due,
    parse_owner,
    parse_state,
    parse_what,
)
from questionnaire.interviews.walk import Context, Walk
from questionnaire.translation import use_language
from tests.tiny import TINY, bank_of

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
BANK = bank_of(TINY)
WALK = Walk(BANK, Context(Respondent.MANAGEMENT, TODAY))


def follow_up(key: str, **values: object) -> FollowUp:
    plain: dict[str, object] = {
        "supplier": "s", "supplier_name": "Voorbeeld Knit", "round": "r", "round_name": "2026",
        "interview": None, "respondent": None, "finding": None, "question": None, "severity": None,
        "what": "Ask", "owner": Owner(FollowUpOwner.BRAND), "due": None, "agreed": False,
        "state": FollowUpState.OPEN, "added_at": NOW, "changed_at": NOW, "by": "buyer",
    }  # fmt: skip
    return FollowUp(id=key, **{**plain, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+0d", TODAY),
        ("+10d", date(2026, 12, 10)),
        (" + 2 W ", date(2026, 12, 14)),
        ("+1m", date(2026, 12, 30)),
        ("+3m", date(2027, 2, 28)),
        ("+1y", date(2027, 11, 30)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1-12-2026", date(2026, 12, 1)),
        ("2026-12", date(2026, 12, 31)),
        ("2027", date(2027, 12, 31)),
        ("", None),
        ("-", None),
        ("None", None),
    ],
)
def test_a_day_is_typed_in_many_ways(typed: str, day: date | None) -> None:
    assert parse_due(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "no day for a follow-up"),
        ("+2", "no day for a follow-up"),
        ("2w", "no day for a follow-up"),
        ("+9999y", "no day for a follow-up"),
        ("2026-02-30", "no day for a follow-up"),
        ("2026-11-29", "2026-11-29 is over. Give today or a later day."),
        ("2025", "2025-12-31 is over"),
        ("2047-01-01", "more than 20 years off"),
        ("\x1b[31m+2q\u202e", "no day for a follow-up"),
    ],
)
def test_what_is_no_day_or_over_is_said(typed: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_due(typed, TODAY)
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 366 * FURTHEST_YEARS), st.sampled_from("dw")
)
def test_so_many_days_or_weeks_from_today(today: date, amount: int, unit: str) -> None:
    day = today + timedelta(days=amount * (7 if unit == "w" else 1))
    assume(amount <= 9999 and day.year <= today.year + FURTHEST_YEARS)
    assert parse_due(f"+{amount}{unit}", today) == day
    assert parse_due(day.isoformat(), today) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 12 * FURTHEST_YEARS - 12))
def test_so_many_months_is_the_same_day_or_the_last_of_the_month(today: date, amount: int) -> None:
    day = parse_due(f"+{amount}m", today)
    assert day is not None
    assert (day.year * 12 + day.month) - (today.year * 12 + today.month) == amount
    assert day.day == today.day or (day.day < today.day and (day + timedelta(days=1)).day == 1)


@given(st.text(max_size=30))
def test_anything_typed_is_a_day_nothing_or_refused(typed: str) -> None:
    try:
        day = parse_due(typed, TODAY)
    except InputError:
        return
    assert day is None or day >= TODAY


def test_who_does_it_is_one_of_three_or_a_function() -> None:
    assert parse_owner(" Supplier ") == Owner(FollowUpOwner.SUPPLIER)
    assert parse_owner("union") == Owner(FollowUpOwner.UNION)
    assert parse_owner("quality\nmanager") == Owner(FollowUpOwner.OTHER, "quality manager")
    assert parse_owner("union liaison").shown == "union liaison"
    for typed in ("", "other", "x" * 81):
        with pytest.raises(InputError):
            parse_owner(typed)


def test_states_and_texts_are_read_or_refused() -> None:
    assert parse_state(" Done") is FollowUpState.DONE
    with pytest.raises(InputError, match="no state"):
        parse_state("finished")
    assert parse_what(" ask\n for it ") == "ask for it"
    for typed in (" \n", "x" * 501):
        with pytest.raises(InputError):
            parse_what(typed)


def test_overdue_first_then_by_day_those_without_one_then_what_is_over() -> None:
    rows = {
        "late": follow_up("1", due=TODAY - timedelta(days=1)),
        "later": follow_up("2", due=TODAY - timedelta(days=9), state=FollowUpState.WAITING),
        "today": follow_up("3", due=TODAY),
        "pressing": follow_up("5", due=TODAY, severity=Severity.HIGH),
        "never": follow_up("4"),
        "done": follow_up("0", due=TODAY - timedelta(days=90), state=FollowUpState.DONE),
    }
    names = {one.id: name for name, one in rows.items()}
    ordered = [names[one.id] for one in in_order(rows.values(), TODAY)]
    assert ordered == ["later", "late", "pressing", "today", "never", "done"]
    overdue = [name for name, one in rows.items() if one.is_overdue(TODAY)]
    assert overdue == ["late", "later"]


def test_what_others_said_and_where_voices_differ_is_confidential() -> None:
    assert not follow_up("1").is_confidential
    assert not follow_up("1", respondent=Respondent.MANAGEMENT).is_confidential
    assert follow_up("1", finding="disagreement:since").is_confidential
    for respondent in set(Respondent) - {Respondent.MANAGEMENT}:
        assert follow_up("1", respondent=respondent).is_confidential


def test_a_finding_offers_its_next_step_in_the_language_asked_for() -> None:
    answers = {"union-present": Answer("yes", marked=True), "chosen": Answer("named")}
    offers = {
        finding.key: offer_of(finding, BANK, "nl", Respondent.MANAGEMENT)
        for finding in findings_of(WALK, answers)
    }
    assert offers["check:named-yet-free"].what == "Wie wees ze aan?"
    assert offers["mark:union-present"].what == "Is er een vakbond?"
    assert offers["claim:union-present:2"].what == "Een bewering."
    assert {offer.owner for offer in offers.values()} == {FollowUpOwner.SUPPLIER}
    finding = findings_of(WALK, answers)[0]
    assert offer_of(finding, BANK, "en", Respondent.WORKERS).owner is FollowUpOwner.BRAND


def test_an_answer_to_follow_and_each_piece_promised_offer_a_follow_up() -> None:
    question = WALK.steps["since"].question
    pieces = [
        ("promised", "the letter"),
        ("seen", "a photo"),
        ("promised", "the letter"),
        ("promised", "minutes"),
    ]
    evidence = tuple(Evidence(EvidenceState(state), what) for state, what in pieces)
    answer = Answer(reason=Reason.TO_FOLLOW, evidence=evidence)
    use_language("en")
    found = [offer.key for offer in offers_in(question, answer, BANK, "en", Respondent.MANAGEMENT)]
    assert found == ["to-follow:since", "promised:since:the letter", "promised:since:minutes"]
    assert not list(offers_in(question, Answer("2026"), BANK, "en", Respondent.MANAGEMENT))


def test_what_was_awaited_has_come_with_a_value_or_the_very_piece() -> None:
    assert has_come("to-follow:since", "since", Answer("2026"))
    assert not has_come("to-follow:since", "since", Answer(reason=Reason.REFUSED))
    key = "promised:since:the letter: of 3 May"
    for state, what, came in (
        ("received", "The letter: of 3 May", True),
        ("seen", "the letter: of 3 May", False),
        ("received", "the letter", False),
    ):
        answer = Answer(evidence=(Evidence(EvidenceState(state), what),))
        assert has_come(key, "since", answer) is came


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("flag:since:1", "since"),
        ("claim:since:2", "since"),
        ("mark:since", "since"),
        ("to-follow:since", "since"),
        ("promised:since:the letter: of 3 May", "since"),
        ("disagreement:since", "since"),
        ("check:named-yet-free", ""),
    ],
)
def test_a_key_follows_its_question_to_another_id(key: str, question: str) -> None:
    assert question_in(key) == question
    renamed = bank_of(TINY.replace("{id: since,", "{id: since-when, was: [since],").replace('"1"', '"2"'))
    walk = Walk(renamed, WALK.context)
    assert current_key(key, WALK) == key
    assert current_key(key, walk) == (key.replace(":since", ":since-when", 1) if question else key)
