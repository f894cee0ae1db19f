"""Problems with questions, and how long a question took, on both engines."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.problems import ProblemKind
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.sheets.as_json import render as as_json
from questionnaire.store.store import Store
from questionnaire.workspace import Workspace
from tests.tiny import TINY, bank_of


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def clock(watch: Watch) -> Callable[[], datetime]:
    return watch


def started(workspace: Workspace) -> OpenInterview:
    return workspace.start_interview("Voorbeeld Knit", "tiny", Respondent.MANAGEMENT, language="en")


def test_several_problems_are_kept_and_one_is_taken_back(workspace: Workspace, watch: Watch) -> None:
    interview = started(workspace)
    first = interview.tell_problem("chosen", ProblemKind.UNCLEAR, " what\u202e is\na ballot?\x00 ")
    watch.wait(1)
    second = interview.tell_problem("chosen", ProblemKind.UNCLEAR)
    other = interview.tell_problem("since", ProblemKind.SENSITIVE)
    again = workspace.open_interview(interview.key)
    assert again.problems() == [first, second, other]
    assert again.problems("chosen") == [first, second]
    assert (first.remark, first.kind, first.at) == (
        "what is a ballot?",
        ProblemKind.UNCLEAR,
        datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    )
    again.take_back_problem(first)
    again.take_back_problem(first)
    assert interview.problems() == [second, other]


def test_a_problem_leaves_answers_history_and_sheet_as_they_are(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.record("union-present", Answer("yes"))
    before = as_json(workspace.sheet(interview))
    interview.tell_problem("union-present", ProblemKind.OTHER, "zebra")
    after = as_json(workspace.sheet(workspace.open_interview(interview.key)))
    assert after == before
    assert b"zebra" not in after
    assert len(interview.history()) == 1
    interview.record("union-present", Answer("no"))


def test_a_finished_interview_takes_problems(workspace: Workspace) -> None:
    interview = started(workspace)
    interview.finish()
    interview.tell_problem("since", ProblemKind.NOT_UNDERSTOOD)
    assert len(interview.problems()) == 1


def test_what_cannot_be_kept_is_refused(workspace: Workspace) -> None:
    interview = started(workspace)
    with pytest.raises(NotFoundError, match="union-present"):
        interview.tell_problem("union-presant", ProblemKind.OTHER)
    with pytest.raises(InputError, match="501"):
        interview.tell_problem("since", ProblemKind.OTHER, "x" * 501)
    assert interview.problems() == []


def test_a_problem_stays_with_a_question_that_is_renamed(workspace: Workspace) -> None:
    interview = started(workspace)
    told = interview.tell_problem("since", ProblemKind.UNCLEAR)
    text = TINY.replace("{id: since,", "{id: since-when, was: [since],").replace('"1"', '"2"')
    interview.go_over_to(bank_of(text))
    assert workspace.open_interview(interview.key).problems("since-when") == [told]


def seconds(interview: OpenInterview, question: str) -> list[int | None]:
    return [entry.seconds for entry in interview.history(question)]


def test_the_time_runs_from_the_visit_to_the_last_change(workspace: Workspace, watch: Watch) -> None:
    interview = started(workspace)
    interview.visit("union-present")
    watch.wait(20)
    interview.record("union-present", Answer("yes"))
    watch.wait(10.4)
    interview.record("union-present", Answer("no"))
    watch.wait(300)
    interview.visit("chosen")
    watch.wait(7)
    interview.record("chosen", Answer("ballot"))
    assert seconds(interview, "union-present") == [30]
    assert seconds(workspace.open_interview(interview.key), "chosen") == [7]


def test_a_new_visit_has_a_time_of_its_own(workspace: Workspace, watch: Watch) -> None:
    interview = started(workspace)
    for wait in (20, 5):
        interview.visit("union-present")
        watch.wait(wait)
        interview.record("union-present", Answer("yes", note=str(wait)))
    assert seconds(interview, "union-present") == [20, 5]


def test_a_pause_is_not_counted(workspace: Workspace, watch: Watch) -> None:
    interview = started(workspace)
    interview.visit("union-present")
    watch.wait(15 * 60 + 1)
    interview.record("union-present", Answer("yes"))
    watch.wait(5)
    interview.record("union-present", Answer("no"))
    interview.visit("chosen")
    watch.wait(15 * 60)
    interview.record("chosen", Answer("ballot"))
    watch.wait(20 * 60)
    interview.record("chosen", Answer("named"))
    watch.wait(3)
    interview.record("chosen", Answer("ballot"))
    assert seconds(interview, "union-present") == [None]
    assert seconds(interview, "chosen") == [15 * 60 + 3]


def test_an_endless_visit_is_bounded(workspace: Workspace, watch: Watch) -> None:
    interview = started(workspace)
    interview.visit("union-name")
    for number in range(10):
        watch.wait(14 * 60)
        interview.record("union-name", Answer(str(number)))
    assert seconds(interview, "union-name") == [3600]


def test_what_a_script_records_took_no_time_that_counts(workspace: Workspace, watch: Watch) -> None:
    interview = started(workspace)
    interview.record("union-present", Answer("yes"))
    interview.visit("chosen")
    watch.wait(0.9)
    interview.record("chosen", Answer("ballot"))
    interview.visit("since")
    watch.wait(-50)
    interview.record("since", Answer("2026"))
    assert [entry.seconds for entry in interview.history()] == [None, None, None]


def test_time_goes_on_where_an_answer_could_not_be_saved(
    workspace: Workspace, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from questionnaire.errors import StoreError

    interview = started(workspace)
    interview.visit("chosen")
    watch.wait(5)
    with monkeypatch.context() as patch:

        def fail(*_given: object) -> None:
            raise StoreError("No room.")

        patch.setattr(Store, "save", fail)
        with pytest.raises(StoreError):
            interview.record("chosen", Answer("ballot"))
    interview.visit("since")
    watch.wait(100)
    interview.visit("chosen")
    watch.wait(2)
    interview.record("chosen", Answer("named"))
    assert seconds(interview, "chosen") == [7]


def test_two_windows_tell_problems_without_catching_up(workspace: Workspace) -> None:
    mine = started(workspace)
    theirs = workspace.open_interview(mine.key)
    theirs.tell_problem("since", ProblemKind.OTHER, "theirs")
    mine.record("since", Answer("2026"))
    mine.tell_problem("since", ProblemKind.OTHER, "mine")
    assert [problem.remark for problem in mine.problems()] == ["theirs", "mine"]
