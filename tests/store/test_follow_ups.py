"""Follow-ups, what was set aside, and what closes by itself; on both engines."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from questionnaire.banks.model import Reason, Respondent, Severity
from questionnaire.errors import InputError, NotFoundError, StoreError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.findings import Finding, FindingKind
from questionnaire.interviews.follow_ups import FollowUpState
from questionnaire.rooms.follow_ups import Plan
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.follow_up_store import FollowUpStore
from questionnaire.workspace import Workspace
from tests.tiny import TINY, bank_of

FLAG = "flag:union-present:1"
LETTER = "promised:since:the letter"


class Day:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def clock(day: Day) -> Callable[[], datetime]:
    return day


def started(workspace: Workspace, respondent: Respondent = Respondent.MANAGEMENT) -> OpenInterview:
    interview = workspace.start_interview("Voorbeeld Knit", "tiny", respondent, language="en")
    interview.record("union-present", Answer("no"))
    promised = (Evidence(EvidenceState.PROMISED, "the letter"),)
    interview.record("since", Answer(reason=Reason.TO_FOLLOW, evidence=promised))
    return interview


def states(workspace: Workspace) -> dict[str, FollowUpState]:
    return {one.finding or one.what: one.state for one in workspace.follow_ups.listed(with_closed=True)}


def test_a_finding_becomes_a_follow_up_that_stays(workspace: Workspace) -> None:
    interview = started(workspace)
    made = workspace.follow_ups.add_from(
        interview, FLAG, Plan(due="+2w", owner="quality manager", agreed=True)
    )
    kept = workspace.follow_ups.find(made.id[:13])
    assert kept == made
    assert (kept.what, kept.owner.shown, kept.due) == ("No union.", "quality manager", date(2026, 11, 16))
    assert (kept.severity, kept.question, kept.interview) == (Severity.HIGH, "union-present", interview.key)
    assert (kept.round_name, kept.respondent, kept.agreed) == ("2026", Respondent.MANAGEMENT, True)
    assert workspace.follow_ups.followed(interview).under_way(FLAG) == made
    assert [event.state for event in workspace.follow_ups.events(made.id)] == [FollowUpState.OPEN]


def test_the_same_finding_is_followed_up_once_at_a_time(workspace: Workspace) -> None:
    interview = started(workspace)
    first = workspace.follow_ups.add_from(interview, FLAG)
    with pytest.raises(InputError, match=r"already, open: No union\."):
        workspace.follow_ups.add_from(interview, FLAG, Plan("Another"))
    workspace.follow_ups.set_state(first.id, FollowUpState.DROPPED, "asked twice")
    second = workspace.follow_ups.add_from(interview, FLAG)
    assert workspace.follow_ups.followed(interview).under_way(FLAG) == second
    other = started(workspace, Respondent.WORKERS)
    workspace.follow_ups.add_from(other, FLAG)
    assert len(workspace.follow_ups.listed()) == 2


def test_what_is_no_finding_is_refused_with_the_nearest(workspace: Workspace) -> None:
    interview = started(workspace)
    with pytest.raises(NotFoundError, match=f"Did you mean {FLAG}"):
        workspace.follow_ups.add_from(interview, "flag:union-present:4")
    with pytest.raises(InputError, match="is over"):
        workspace.follow_ups.add_from(interview, FLAG, Plan(due="2026-11-01"))
    assert workspace.follow_ups.listed() == []


def test_states_and_changes_leave_a_trace(workspace: Workspace) -> None:
    room = workspace.follow_ups
    made = room.add("Voorbeeld", Plan("Call the union", "union", "+1m"))
    room.set_state(made.id, FollowUpState.WAITING, " asked\nby mail ")
    room.set_state(made.id, FollowUpState.WAITING)
    room.change(made.id, due="2026-12-24", owner="brand", what="Visit the union")
    room.change(made.id, due="2026-12-24")
    changed = room.set_agreed(made.id, True)
    assert (changed.what, changed.owner.shown, changed.due) == (
        "Visit the union",
        "brand",
        date(2026, 12, 24),
    )
    assert (changed.agreed, changed.state, changed.changes) == (True, FollowUpState.WAITING, 4)
    told = [(event.state, event.remark) for event in room.events(made.id)]
    waiting = FollowUpState.WAITING
    assert told == [
        (FollowUpState.OPEN, ""),
        (waiting, "asked by mail"),
        (
            waiting,
            "Before: Call the union brand does it, no longer union. Due 2026-12-24, no longer 2026-12-02.",
        ),
        (waiting, "The supplier knows of it."),
    ]
    assert changed.remark == "The supplier knows of it."


def test_an_overdue_day_may_stay_when_the_rest_changes(workspace: Workspace, day: Day) -> None:
    made = workspace.follow_ups.add("Voorbeeld", Plan("Call", due="+1d"))
    day.now += timedelta(days=30)
    changed = workspace.follow_ups.change(made.id, owner="union", due="2026-11-03")
    assert changed.is_overdue(workspace.follow_ups.today)
    with pytest.raises(InputError, match="is over"):
        workspace.follow_ups.set_due(made.id, "2026-11-04")


def test_the_list_goes_over_suppliers_and_is_filtered(workspace: Workspace, day: Day) -> None:
    workspace.add_supplier("Proefdruk Denim", "TR")
    room = workspace.follow_ups
    room.add("Voorbeeld", Plan("undated"))
    room.add("Proefdruk", Plan("next month", "buyer's agent", "+1m"), Severity.LOW)
    late = room.add("Voorbeeld", Plan("late", "union", "+1d"), Severity.HIGH)
    done = room.add("Proefdruk", Plan("done", "union", "+1d"))
    room.set_state(done.id, FollowUpState.DONE, "seen")
    day.now += timedelta(days=3)
    assert [one.what for one in room.listed()] == ["late", "next month", "undated"]
    assert [one.what for one in room.listed(with_closed=True)] == ["late", "next month", "undated", "done"]
    assert [one.what for one in room.listed("proefdruk")] == ["next month"]
    assert [one.what for one in room.listed(owner="union")] == ["late"]
    assert [one.what for one in room.listed(owner="AGENT")] == ["next month"]
    assert [one.what for one in room.listed(owner="other")] == ["next month"]
    assert [one.what for one in room.listed(severity=Severity.HIGH)] == ["late"]
    with pytest.raises(NotFoundError):
        room.listed("nobody")
    counts = room.counts()
    assert {(count.open, count.overdue) for count in counts.values()} == {(2, 1), (1, 0)}
    overviews = {one.supplier.name: one.due for one in workspace.suppliers()}
    assert overviews["Voorbeeld Knit"] == counts[late.supplier]


def test_a_key_must_be_unique(workspace: Workspace) -> None:
    room = workspace.follow_ups
    made = [room.add("Voorbeeld", Plan(what)) for what in ("one", "two")]
    with pytest.raises(NotFoundError, match="2 follow-ups have a key"):
        room.find(made[0].id[:4])
    for typed in ("", "%", "____", "zzzz", "\x00"):
        with pytest.raises(NotFoundError):
            room.find(typed)


def test_what_was_promised_and_comes_closes_by_itself(workspace: Workspace) -> None:
    interview = started(workspace)
    room = workspace.follow_ups
    assert [offer.key for offer in room.offers(interview)] == ["to-follow:since", LETTER]
    for key in ("to-follow:since", LETTER, FLAG):
        room.add_from(interview, key)
    assert room.offers(interview) == []
    again = workspace.open_interview(interview.key)
    received = (Evidence(EvidenceState.RECEIVED, "The letter"),)
    again.record("since", Answer("2026-05", evidence=received))
    assert states(workspace) == {
        "to-follow:since": FollowUpState.DONE,
        LETTER: FollowUpState.DONE,
        FLAG: FollowUpState.OPEN,
    }
    closed = next(one for one in room.listed(with_closed=True) if one.finding == LETTER)
    assert [event.remark for event in room.events(closed.id)] == ["", "It has come: closed by itself."]


def test_a_slip_of_the_finger_opens_it_again(workspace: Workspace) -> None:
    interview = started(workspace)
    made = workspace.follow_ups.add_from(interview, "to-follow:since")
    workspace.follow_ups.set_state(made.id, FollowUpState.WAITING, "called")
    for _ in range(2):
        interview.record("since", Answer("2026"))
        interview.record("since", Answer("2026-05"))
        assert states(workspace) == {"to-follow:since": FollowUpState.DONE}
        interview.record("since", Answer(reason=Reason.TO_FOLLOW))
    kept = workspace.follow_ups.find(made.id)
    assert kept.state is FollowUpState.OPEN
    assert kept.changes == 6


def test_what_was_dropped_meanwhile_stays_dropped(workspace: Workspace) -> None:
    interview = started(workspace)
    made = workspace.follow_ups.add_from(interview, "to-follow:since")
    workspace.follow_ups.set_state(made.id, FollowUpState.DROPPED, "not needed")
    interview.record("since", Answer("2026"))
    interview.record("since", Answer(reason=Reason.TO_FOLLOW))
    assert states(workspace) == {"to-follow:since": FollowUpState.DROPPED}


def test_an_answer_is_saved_though_its_follow_up_cannot_be_closed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = started(workspace)
    workspace.follow_ups.add_from(interview, "to-follow:since")

    def fail(*_given: object) -> bool:
        raise StoreError("No room.")

    with monkeypatch.context() as patch:
        patch.setattr(FollowUpStore, "settle", fail)
        interview.record("since", Answer("2026"))
    assert workspace.open_interview(interview.key).answer("since") == Answer("2026")
    assert not interview.unsaved
    interview.record("since", Answer("2026-05"))
    assert states(workspace) == {"to-follow:since": FollowUpState.DONE}


def test_without_any_open_one_nothing_is_asked_of_the_database(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = started(workspace)
    workspace.follow_ups.add_from(interview, FLAG)
    again = workspace.open_interview(interview.key)
    assert not again.awaited
    monkeypatch.setattr(FollowUpStore, "settle", None)
    again.record("since", Answer("2026"))


def test_a_follow_up_stays_with_a_question_that_is_renamed(workspace: Workspace) -> None:
    interview = started(workspace)
    for key in ("to-follow:since", LETTER):
        workspace.follow_ups.add_from(interview, key)
    text = TINY.replace("{id: since,", "{id: since-when, was: [since],").replace('"1"', '"2"')
    interview.go_over_to(bank_of(text))
    again = workspace.open_interview(interview.key)
    known = workspace.follow_ups.followed(again).follow_ups
    assert set(known) == {"to-follow:since-when", "promised:since-when:the letter"}
    again.record("since-when", Answer("2026", evidence=(Evidence(EvidenceState.RECEIVED, "the letter"),)))
    assert workspace.follow_ups.listed() == []


def test_what_others_said_is_never_agreed_with_the_supplier(workspace: Workspace) -> None:
    room = workspace.follow_ups
    theirs = started(workspace, Respondent.WORKERS)
    with pytest.raises(InputError, match="must not learn"):
        room.add_from(theirs, FLAG, Plan(agreed=True))
    made = room.add_from(theirs, FLAG)
    assert made.is_confidential
    with pytest.raises(InputError, match="must not learn"):
        room.set_agreed(made.id, True)
    supplier = made.supplier
    assert room.agreed_with_supplier(supplier) == []
    mine = started(workspace)
    room.add_from(mine, FLAG, Plan("Later", due="+2w", agreed=True))
    room.add("Voorbeeld", Plan("First", due="+1w", agreed=True))
    room.add("Voorbeeld", Plan("Not agreed"))
    dropped = room.add("Voorbeeld", Plan("Dropped", agreed=True))
    room.set_state(dropped.id, FollowUpState.DROPPED)
    assert [one.what for one in room.agreed_with_supplier(supplier)] == ["First", "Later"]


def test_where_voices_differ_a_round_has_a_follow_up_of_its_own(workspace: Workspace) -> None:
    interview = started(workspace)
    supplier, room = interview.supplier.id, workspace.follow_ups
    finding = Finding(
        "disagreement:since",
        FindingKind.DISAGREEMENT,
        Severity.HIGH,
        {"en": "They differ."},
        {"en": "Ask on."},
        "since",
    )
    with pytest.raises(InputError, match="must not learn"):
        room.add_in_round(supplier, "2026", finding, interview.bank, "en", Plan(agreed=True))
    made = room.add_in_round(supplier, "2026", finding, interview.bank, "en")
    assert (made.what, made.owner.shown, made.interview) == ("Ask on.", "brand", None)
    with pytest.raises(InputError, match="already"):
        room.add_in_round(supplier, "2026", finding, interview.bank, "en")
    assert room.followed_in_round(supplier, "2026").under_way("disagreement:since") == made
    room.set_aside_in_round(supplier, "2026", "disagreement:chosen", "asked again")
    assert set(room.followed_in_round(supplier, "2026").aside) == {"disagreement:chosen"}
    assert room.followed(interview).aside == {}
    with pytest.raises(NotFoundError, match="no round '2031'"):
        room.followed_in_round(supplier, "2031")


def test_a_finding_is_set_aside_with_a_reason_that_stays(workspace: Workspace) -> None:
    interview, room = started(workspace), workspace.follow_ups
    with pytest.raises(InputError, match="with a reason"):
        room.set_aside(interview, FLAG, " \n")
    room.set_aside(interview, FLAG, "closes\nthis year")
    with pytest.raises(InputError, match="closes this year"):
        room.set_aside(interview, FLAG, "again")
    assert room.followed(interview).aside[FLAG].reason == "closes this year"
    assert room.take_up_again(interview, FLAG)
    assert not room.take_up_again(interview, FLAG)
    room.set_aside(interview, FLAG, "still")
    room.add_from(interview, FLAG)
    assert room.followed(interview).aside == {}
    with pytest.raises(InputError, match="Drop that first"):
        room.set_aside(interview, FLAG, "after all")
    assert [(one.reason, one.ended_at is not None) for one in room.set_aside_of(interview)] == [
        ("closes this year", True),
        ("still", True),
    ]


def test_what_is_set_aside_is_no_longer_offered(workspace: Workspace) -> None:
    interview, room = started(workspace), workspace.follow_ups
    room.set_aside(interview, LETTER, "we have it already")
    assert [offer.key for offer in room.offers(interview)] == ["to-follow:since"]


def test_open_ones_go_on_in_the_next_round(workspace: Workspace) -> None:
    interview = started(workspace)
    workspace.follow_ups.add_from(interview, FLAG)
    workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT, new_round=True, round_name="autumn")
    found = workspace.follow_ups.listed("Voorbeeld")
    assert [(one.finding, one.round_name) for one in found] == [(FLAG, "2026")]
    free = workspace.follow_ups.add("Voorbeeld", Plan("In the new one"))
    assert free.round_name == "autumn"


def test_a_supplier_never_asked_can_have_one_too(workspace: Workspace) -> None:
    made = workspace.follow_ups.add("Voorbeeld", Plan("Write to them"))
    assert (made.round_name, made.owner.shown, made.interview) == ("2026", "brand", None)
    with pytest.raises(InputError, match="Nothing was given"):
        workspace.follow_ups.add("Voorbeeld", Plan())
    workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT)
    assert {one.round for one in workspace.interviews()} == {"2026"}
