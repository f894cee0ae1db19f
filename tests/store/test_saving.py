"""Answers on their way to the disk, on both engines."""

from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from questionnaire.banks.model import Reason, Respondent
from questionnaire.errors import ChangedElsewhereError, InputError, NotFoundError
from questionnaire.interviews.answers import OPEN, Answer, Evidence, EvidenceState
from questionnaire.interviews.findings import findings_of, marks_of
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.migrations import newest
from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import bank_of, tiny_banks

SEEN = Evidence(EvidenceState.SEEN, "minutes of 3 May")
HOSTILE = (
    "'; DROP TABLE answer; --",
    '"quoted" \\ back\\slash %s %(name)s :name ? {} {0} $1',
    "emoji \U0001f9f5 \U0001f469\u200d\U0001f3ed, Bangla \u09b6\u09cd\u09b0\u09ae\u09bf\u0995, Arabic \u0639\u0645\u0627\u0644",
    "two\nlines\twith a tab",
    "[bold]markup[/bold] <b>tags</b> =1+1",
    "n\u0303 and \ufb01 and \u200d",
    "null NULL None \\N",
    "x" * 20_000,
)


def started(workspace: Workspace) -> OpenInterview:
    return workspace.start_interview("Voorbeeld Knit", "tiny", Respondent.MANAGEMENT, language="en")


def on_disk(workspace: Workspace, interview: OpenInterview) -> OpenInterview:
    """The same interview as another window would open it."""
    return workspace.open_interview(interview.key)


def test_an_answer_is_there_after_reopening(workspace: Workspace) -> None:
    interview = started(workspace)
    answer = Answer(value="yes", note="said at once", evidence=(SEEN,), marked=True)
    interview.record("union-present", answer)
    assert on_disk(workspace, interview).answers == {"union-present": answer}
    assert interview.unsaved == frozenset()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("workers-total", 1200),
        ("members", 40.5),
        ("chosen", "named"),
        ("kinds", ("council", "committee")),
        ("since", "2026-05"),
        ("union-name", "1"),
    ],
)
def test_a_value_comes_back_as_it_was(
    workspace: Workspace, question: str, value: str | float | tuple[str, ...]
) -> None:
    interview = started(workspace)
    interview.record(question, Answer(value))
    kept = on_disk(workspace, interview).answer(question).value
    assert kept == value
    assert type(kept) is type(value)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(workspace: Workspace, text: str) -> None:
    interview = started(workspace)
    answer = Answer(text, note=text, evidence=(Evidence(EvidenceState.PROMISED, text),))
    interview.record("union-name", answer)
    kept = on_disk(workspace, interview)
    assert kept.answer("union-name") == interview.answer("union-name")
    assert kept.history()[0].after == interview.answer("union-name")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec=None)))
def test_what_no_engine_can_keep_is_cleaned_away(workspace: Workspace, text: str) -> None:
    interview = started(workspace)
    interview.record("union-name", Answer(text + "\x00\ud800\u202e", note=text + "\x00"))
    assert on_disk(workspace, interview).answer("union-name") == interview.answer("union-name")


def test_the_same_answer_writes_nothing(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.record("union-present", Answer("yes"))
    saved_at, before = interview.saved_at, workspace.interviews()
    interview.record("union-present", Answer("yes"))
    interview.record("since", OPEN)
    assert interview.saved_at == saved_at
    assert workspace.interviews() == before
    assert len(interview.history()) == 1


def test_the_history_has_one_entry_for_each_visit(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.visit("union-name")
    for length in range(1, 6):
        interview.record("union-name", Answer("Union"[:length]))
    interview.visit("since")
    interview.visit("union-name")
    interview.record("union-name", Answer("Another"))
    entries = interview.history("union-name")
    assert [(entry.before.value, entry.after.value) for entry in entries] == [
        (None, "Union"),
        ("Union", "Another"),
    ]
    assert entries == interview.history()
    assert entries[0].by == interview.by
    assert entries[0].at < entries[1].at
    assert entries[0].at.tzinfo is UTC


def test_reopening_begins_a_new_entry(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.record("union-present", Answer("yes"))
    again = on_disk(workspace, interview)
    again.record("union-present", Answer("no"))
    assert [entry.after.value for entry in again.history()] == ["yes", "no"]


def test_nothing_overwritten_is_without_a_trace(workspace: Workspace) -> None:
    """What each entry found is what the one before it left."""
    interview = started(workspace)
    for value in ("yes", "no", "partly"):
        interview.visit("union-present")
        interview.record("union-present", Answer(value))
    entries = interview.history("union-present")
    assert entries[0].before == OPEN
    assert [entry.before for entry in entries[1:]] == [entry.after for entry in entries[:-1]]


def test_clearing_refusing_and_marking_are_kept(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.record("union-present", Answer("yes", note="on the phone", evidence=(SEEN,)))
    interview.record("union-present", interview.answer("union-present").with_reason(Reason.REFUSED))
    assert on_disk(workspace, interview).answer("union-present").reason is Reason.REFUSED
    interview.record("union-present", replace(interview.answer("union-present").cleared(), marked=True))
    kept = on_disk(workspace, interview)
    assert kept.answer("union-present") == Answer(note="on the phone", evidence=(SEEN,), marked=True)
    assert [finding.key for finding in kept.findings] == ["mark:union-present"]
    interview.record("union-present", OPEN)
    assert on_disk(workspace, interview).findings == ()


def test_an_answer_no_longer_asked_is_kept_and_comes_back_in_force(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.record("workers-total", Answer(100))
    interview.record("union-present", Answer("yes", evidence=(SEEN,)))
    interview.record("members", Answer(150))
    assert [finding.key for finding in interview.findings] == ["flag:members:1"]
    interview.record("union-present", Answer("no"))
    assert [finding.key for finding in interview.findings] == ["flag:union-present:1"]
    assert on_disk(workspace, interview).answer("members") == Answer(150)
    interview.record("union-present", Answer("yes", evidence=(SEEN,)))
    assert [finding.key for finding in on_disk(workspace, interview).findings] == ["flag:members:1"]


def test_the_overview_counts_what_came_out(workspace: Workspace) -> None:
    interview = started(workspace)
    assert (workspace.interviews()[0].asked, workspace.interviews()[0].answered) == (4, 0)
    interview.record("union-present", Answer("yes"))
    interview.record("chosen", Answer("named"))
    overview = workspace.suppliers()[0].interview
    assert overview is not None
    assert (overview.asked, overview.answered) == (7, 2)
    assert (overview.high, overview.medium, overview.low) == (1, 1, 0)


def test_an_interview_is_resumed_where_it_stood(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.record("union-present", Answer("yes"))
    interview.visit("members")
    assert on_disk(workspace, interview).at_question == "members"


def test_a_finished_interview_stays_as_it_is_until_reopened(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.finish()
    finished = on_disk(workspace, interview)
    assert finished.finished_at == interview.finished_at
    assert interview.finished_at is not None
    with pytest.raises(InputError, match="finished"):
        finished.record("union-present", Answer("yes"))
    finished.reopen()
    finished.record("union-present", Answer("yes"))
    again = on_disk(workspace, interview)
    assert (again.finished_at, again.answer("union-present")) == (None, Answer("yes"))


def test_an_unknown_question_is_named_with_the_near_one(workspace: Workspace) -> None:
    interview = started(workspace)
    with pytest.raises(NotFoundError, match="union-present"):
        interview.record("union-presant", Answer("yes"))
    assert interview.answers == {}


def test_two_windows_on_different_questions_both_keep_theirs(workspace: Workspace) -> None:
    mine, theirs = (window := started(workspace)), on_disk(workspace, window)
    theirs.record("chosen", Answer("named"))
    mine.record("union-present", Answer("yes"))
    assert mine.answer("chosen") == Answer("named")
    assert "check:named-yet-free" in [finding.key for finding in mine.findings]
    assert on_disk(workspace, mine).answers == mine.answers
    assert not workspace.rebuild(mine.key)


def test_two_windows_on_one_question_never_overwrite(workspace: Workspace) -> None:
    mine, theirs = (window := started(workspace)), on_disk(workspace, window)
    theirs.record("union-present", Answer("yes", note="theirs"))
    with pytest.raises(ChangedElsewhereError, match="union-present"):
        mine.record("union-present", Answer("no", note="mine"))
    assert mine.answer("union-present") == Answer("yes", note="theirs")
    assert mine.unsaved == frozenset()
    assert len(mine.history()) == 1
    mine.record("union-present", Answer("no", note="mine"))
    assert on_disk(workspace, mine).answer("union-present") == Answer("no", note="mine")


def test_two_windows_that_say_the_same_do_not_differ(workspace: Workspace) -> None:
    mine, theirs = (window := started(workspace)), on_disk(workspace, window)
    theirs.record("union-present", Answer("yes"))
    mine.record("union-present", Answer("yes"))
    assert mine.unsaved == frozenset()
    assert len(mine.history()) == 1


def test_an_interview_finished_elsewhere_takes_no_answers(workspace: Workspace) -> None:
    mine, theirs = (window := started(workspace)), on_disk(workspace, window)
    theirs.finish()
    with pytest.raises(ChangedElsewhereError, match="finished"):
        mine.record("union-present", Answer("no"))
    assert mine.unsaved == {"union-present"}
    mine.reopen()
    assert on_disk(workspace, mine).answer("union-present") == Answer("no")


answers = st.builds(
    Answer,
    value=st.none(),
    reason=st.none() | st.sampled_from(Reason),
    note=st.sampled_from(["", "a note"]),
    evidence=st.sampled_from([(), (SEEN,), (Evidence(EvidenceState.PROMISED, "a photo"),)]),
    marked=st.booleans(),
)
values = {
    "workers-total": st.integers(0, 200),
    "union-present": st.sampled_from(["yes", "partly", "no"]),
    "members": st.integers(0, 400),
    "union-name": st.text(max_size=5),
    "chosen": st.sampled_from(["ballot", "named"]),
    "kinds": st.sampled_from([("council",), ("council", "committee")]),
    "since": st.sampled_from(["2026", "2026-05", "2026-05-01"]),
}
acts = st.sampled_from(sorted(values)).flatmap(
    lambda question: st.tuples(
        st.just(question),
        st.one_of(answers, st.builds(replace, answers, value=values[question], reason=st.none())),
        st.booleans(),
    )
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_acts=st.lists(acts, max_size=12))
def test_findings_rebuilt_from_the_answers_are_those_that_were_stored(
    workspace: Workspace, given_acts: list[tuple[str, Answer, bool]]
) -> None:
    interview = started(workspace)
    for question, answer, is_visited in given_acts:
        if is_visited:
            interview.visit(question)
        interview.record(question, answer)
    walk, kept = interview.walk, interview.answers
    assert interview.findings == findings_of(walk, kept)
    assert interview.marks() == marks_of(walk, kept, interview.findings)
    assert interview.asked() == walk.asked(kept)
    assert interview.progress() == walk.progress(kept)
    assert interview.next_question("chosen") == walk.next_question(kept, "chosen")
    stored = on_disk(workspace, interview)
    assert stored.answers == kept
    assert stored.findings == interview.findings
    assert not stored.rebuild()


def test_a_projection_that_went_astray_is_put_right(workspace: Workspace) -> None:
    from sqlalchemy import text

    interview = started(workspace)
    interview.record("union-present", Answer("no"))
    with workspace._store.database.writing() as connection:
        connection.execute(text("DELETE FROM finding"))
        connection.execute(text("UPDATE interview SET answered = 77, high = 0"))
    assert workspace.rebuild(interview.key)
    assert not workspace.rebuild(interview.key)
    assert (workspace.interviews()[0].answered, workspace.interviews()[0].high) == (1, 1)


def test_an_open_interview_keeps_its_release_whatever_happens_to_the_file(
    tmp_path: Path, workspace: Workspace
) -> None:
    interview = started(workspace)
    file = tmp_path / "banks" / "tiny.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Is there a union?", "Another question?"), encoding="utf-8")
    with pytest.raises(InputError, match=r"tiny has changed since its version 1 was used.*version"):
        started(workspace)
    file.write_text(text.replace("Is there a union?", "Another?").replace('"1"', '"2"'), encoding="utf-8")
    assert workspace.rounds.start("Voorbeeld Knit").name == "2026-2"
    assert started(workspace).bank.version == "2"
    file.unlink()
    kept = on_disk(workspace, interview)
    assert kept.bank == bank_of(text)
    assert kept.release_digest == interview.release_digest
    kept.record("union-present", Answer("no"))
    assert len(kept.findings) == 1


def test_a_comment_in_the_file_makes_no_new_release(tmp_path: Path, workspace: Workspace) -> None:
    first = started(workspace)
    file = tmp_path / "banks" / "tiny.yaml"
    file.write_text("# a remark\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert started(workspace).release_digest == first.release_digest


def test_interviews_go_in_the_open_round_named_after_the_year(workspace: Workspace) -> None:
    assert [started(workspace).round, started(workspace).round] == ["2026", "2026"]


def test_two_processes_may_open_an_empty_database_one_after_the_other(place: str, tmp_path: Path) -> None:
    banks = tiny_banks(tmp_path / "banks")
    with closing(open_workspace(place, banks)) as one, closing(open_workspace(place, banks)) as other:
        one.add_supplier("Proefdruk Denim", "TR")
        assert [overview.supplier.name for overview in other.suppliers()] == ["Proefdruk Denim"]
        assert other.info().suppliers == 1
        assert other.info().schema == newest()
