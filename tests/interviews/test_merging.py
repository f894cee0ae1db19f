"""Two sides of one interview: who went on from whom, what stands against what, and that no answer is ever lost."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.merging import (
    TAKEN,
    AnswerChange,
    Meeting,
    Side,
    fitting,
    knows,
    meet,
)
from tests.tiny import TINY, bank_of

BANK = bank_of(TINY.replace("{id: since,", "{id: since, was: [founded],"))
START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
YES, NO, PARTLY = Answer("yes"), Answer("no"), Answer("partly")


def change(
    key: str, before: Answer, after: Answer, *, question: str = "union-present", minute: int = 0
) -> AnswerChange:
    return AnswerChange(key, question, START + timedelta(minutes=minute), "an editor", before, after)


def side(*changes: AnswerChange) -> Side:
    """What a side has that made these changes, one after another."""
    return Side({one.question: one.after for one in changes}, changes)


def met(ours: Side, theirs: Side) -> Meeting:
    (one,) = meet(BANK, ours, theirs)
    return one.meeting


FIRST = change("a1", OPEN, YES)


def test_what_only_one_side_has_is_new_or_stays() -> None:
    assert met(side(), side(FIRST)) is Meeting.NEW
    assert met(side(FIRST), side()) is Meeting.ONLY_HERE


def test_whoever_went_on_from_the_other_is_ahead() -> None:
    later = side(FIRST, change("b1", YES, NO, minute=5))
    assert met(side(FIRST), later) is Meeting.UPDATED
    assert met(later, side(FIRST)) is Meeting.OLDER


def test_the_clocks_of_the_two_machines_need_not_agree() -> None:
    slow = side(FIRST, change("b1", YES, NO, minute=-500))
    assert met(side(FIRST), slow) is Meeting.UPDATED


def test_two_answers_of_their_own_are_a_conflict_on_both_sides() -> None:
    ours, theirs = (
        side(FIRST, change("a2", YES, NO, minute=1)),
        side(FIRST, change("b1", YES, PARTLY, minute=2)),
    )
    assert met(ours, theirs) is met(theirs, ours) is Meeting.CONFLICT


def test_there_and_back_again_is_not_as_if_nothing_had_been() -> None:
    """Ours is what theirs began with, but it was weighed here in the meantime."""
    ours = side(FIRST, change("a2", YES, NO, minute=1), change("a3", NO, YES, minute=2))
    assert met(ours, side(FIRST, change("b1", YES, PARTLY, minute=2))) is Meeting.CONFLICT


def test_an_answer_taken_away_is_an_answer_of_its_own() -> None:
    taken_away = side(FIRST, change("a2", YES, OPEN, minute=1))
    assert met(side(FIRST), taken_away) is Meeting.UPDATED
    assert met(taken_away, side(FIRST)) is Meeting.OLDER
    assert met(taken_away, side(FIRST, change("b1", YES, NO, minute=2))) is Meeting.CONFLICT


def test_a_visit_that_went_on_is_known_as_far_as_it_was_read() -> None:
    longer = change("a1", OPEN, NO, minute=3)
    assert met(side(FIRST), side(longer)) is Meeting.UPDATED
    assert met(side(longer), side(FIRST)) is Meeting.OLDER
    assert [one.added for one in meet(BANK, side(FIRST), side(longer))] != []


def test_without_a_history_nothing_is_proved() -> None:
    bare = Side({"union-present": NO}, ())
    assert met(side(FIRST), bare) is Meeting.CONFLICT
    assert met(side(), bare) is Meeting.NEW
    assert met(side(FIRST), Side({"union-present": YES}, ())) is Meeting.SAME


def test_a_history_that_did_not_lead_to_the_answer_proves_nothing() -> None:
    told = Side({"union-present": PARTLY}, (FIRST, change("b1", YES, NO, minute=5)))
    assert met(side(FIRST), told) is Meeting.CONFLICT


def test_what_was_cleaned_stays_cleaned() -> None:
    cleaned = replace(FIRST, after=NO, cleaned_at=START, cleaned_by="an editor")
    assert met(side(FIRST), side(cleaned)) is Meeting.UPDATED
    assert met(side(cleaned), side(FIRST)) is Meeting.OLDER
    assert not knows([FIRST], [cleaned])
    assert knows([cleaned], [FIRST])


def test_the_same_answer_on_both_sides_brings_their_histories_together() -> None:
    other = change("b1", OPEN, YES, minute=9)
    (one,) = meet(BANK, side(FIRST), side(other))
    assert (one.meeting, tuple(one.added)) == (Meeting.SAME, (other,))


def test_changes_under_an_earlier_id_belong_to_the_question() -> None:
    before = change("a1", OPEN, Answer("2019"), question="founded")
    ours = Side({"since": Answer("2019")}, (before,))
    theirs = Side(
        {"since": Answer("2020")},
        (before, change("b1", Answer("2019"), Answer("2020"), question="since", minute=1)),
    )
    assert met(ours, theirs) is Meeting.UPDATED


def test_answers_that_no_question_takes_are_told_apart() -> None:
    good = {"kinds": Answer(("committee", "council")), "union-present": YES, "since": Answer(note="later")}
    bad = {"gone": YES, "workers-total": Answer("many"), "chosen": Answer("by-lot")}
    fit, unfit = fitting(BANK, good | bad)
    assert unfit == bad
    assert fit == good | {"kinds": Answer(("council", "committee"))}


class Machine:
    """One machine with one question: answers it, reads what another has, decides on conflicts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.minute = 0
        self.answer = OPEN
        self.history: dict[str, AnswerChange] = {}
        self.conflicts: dict[Answer, tuple[AnswerChange, ...]] = {}

    @property
    def side(self) -> Side:
        answers: Mapping[str, Answer] = {"union-present": self.answer} if self.history else {}
        return Side(answers, tuple(self.history.values()))

    def say(self, answer: Answer) -> None:
        self.minute += 1
        key = f"{self.name}{self.minute}"
        self.history[key] = change(key, self.answer, answer, minute=self.minute)
        self.answer = answer

    def read(self, theirs: Side) -> None:
        for one in meet(BANK, self.side, theirs):
            if one.meeting in TAKEN:
                self.answer = one.theirs
            if one.meeting is Meeting.CONFLICT:
                self.conflicts[one.theirs] = one.changes
            self.history |= {added.key: added for added in one.added}
        self.forget_decided()

    def decide(self, keep: Answer) -> None:
        for changes in self.conflicts.values():
            self.history |= {one.key: one for one in changes if not knows(self.history.values(), [one])}
        self.say(keep)
        self.forget_decided()

    def forget_decided(self) -> None:
        history = self.history.values()
        self.conflicts = {
            answer: changes for answer, changes in self.conflicts.items() if not knows(history, changes)
        }


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("ab"), st.just("say"), st.sampled_from([YES, NO, PARTLY, OPEN])),
        st.tuples(
            st.sampled_from("ab"), st.sampled_from(["read", "keep-ours", "keep-theirs"]), st.just(OPEN)
        ),
    ),
    max_size=12,
)


@settings(max_examples=120, deadline=None)
@given(steps=STEPS)
def test_what_was_said_last_on_either_machine_is_never_lost(
    steps: list[tuple[str, str, Answer]],
) -> None:
    """Whatever two machines do, each answer is in force, beside it as a conflict, or gone on from by who knew it."""
    machines = {"a": Machine("a"), "b": Machine("b")}
    for name, what, answer in steps:
        here, there = machines[name], machines["b" if name == "a" else "a"]
        if what == "say":
            here.say(answer)
        elif what == "read":
            before, theirs = here.answer, there.answer
            known = knows(here.history.values(), there.history.values())
            known_there = knows(there.history.values(), here.history.values())
            here.read(there.side)
            assert here.answer == before or known_there
            assert theirs in (here.answer, *here.conflicts) or known or not there.history
        elif here.conflicts:
            here.decide(here.answer if what == "keep-ours" else next(iter(here.conflicts)))


@settings(max_examples=80, deadline=None)
@given(steps=STEPS)
def test_once_decided_both_machines_come_to_the_same(steps: list[tuple[str, str, Answer]]) -> None:
    a, b = Machine("a"), Machine("b")
    for name, what, answer in steps:
        here, there = (a, b) if name == "a" else (b, a)
        if what == "say":
            here.say(answer)
        elif what == "read":
            here.read(there.side)
    a.read(b.side)
    if a.conflicts:
        a.decide(a.answer)
    b.read(a.side)
    a.read(b.side)
    assert a.answer == b.answer
    assert a.conflicts == b.conflicts == {}
    once = (a.answer, dict(a.history))
    a.read(b.side)
    assert (a.answer, dict(a.history)) == once
