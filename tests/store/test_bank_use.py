"""What feedback reads of a database, on both engines: interviews on every release of a bank, and of no other."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.disclosure import HIDDEN, Figure, QuestionFeedback, exactly
from questionnaire.interviews.feedback_sum import Feedback
from questionnaire.interviews.problems import ProblemKind
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.workspace import Workspace
from tests.tiny import TINY


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


def started(workspace: Workspace, bank: str = "tiny", *, new_round: bool = False) -> OpenInterview:
    return workspace.start_interview(
        "Voorbeeld Knit", bank, Respondent.MANAGEMENT, language="en", new_round=new_round
    )


def of(feedback: Feedback, question: str) -> QuestionFeedback:
    return next(row for row in feedback.questions if row.question == question)


def test_answers_reasons_times_and_problems_are_counted(workspace: Workspace, watch: Watch) -> None:
    for number in range(6):
        interview = started(workspace)
        interview.visit("union-present")
        watch.wait(10 * (number + 1))
        interview.record("union-present", Answer("no"))
        interview.visit("union-present")
        watch.wait(500)
        interview.record("union-present", Answer("no", note="more"))
        interview.record("since", Answer(reason=Reason.UNKNOWN))
        interview.tell_problem("since", ProblemKind.UNCLEAR, "Voorbeeld Knit wondered")
        flagged = [finding.question for finding in interview.findings]
        assert flagged == ["union-present"]
    started(workspace)
    feedback = workspace.feedback(workspace.bank("tiny"))
    assert (feedback.interviews, feedback.buyers, feedback.year) == (exactly(6), 1, 2026)
    present, since = of(feedback, "union-present"), of(feedback, "since")
    assert (present.seconds, present.asked, present.flagged) == (35, exactly(6), Figure(2, 6))
    assert (since.unknown, since.problems, since.seconds) == (Figure(0, 6), Figure(2, 6), None)
    assert [remark.text for remark in since.remarks] == ["[…] wondered"]
    assert of(feedback, "members").asked == HIDDEN


def test_every_release_counts_and_other_banks_do_not(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "banks" / "tiny.yaml"
    (tmp_path / "banks" / "other.yaml").write_text(
        TINY.replace("bank: tiny", "bank: other"), encoding="utf-8"
    )
    for _each in range(5):
        started(workspace).record("since", Answer("2026"))
        started(workspace, "other").record("since", Answer("2025"))
    newer = TINY.replace("{id: since,", "{id: since-when, was: [since],").replace('"1"', '"2"')
    file.write_text(newer, encoding="utf-8")
    bank = workspace.bank("tiny")
    for number in range(4):  # a round keeps to the release it was begun on
        started(workspace, new_round=number == 0).record("since-when", Answer("2026"))
    moved = workspace.interviews()[-1]
    workspace.take_over(workspace.open_interview(moved.id), bank)
    feedback = workspace.feedback(bank)
    assert (feedback.interviews, feedback.bank_version) == (exactly(9), "2")
    assert of(feedback, "since-when").asked == exactly(9)
    assert of(workspace.feedback(workspace.bank("other")), "since").asked == exactly(5)


def test_a_bank_nobody_used_is_told_as_nothing(workspace: Workspace) -> None:
    feedback = workspace.feedback(workspace.bank("tiny"))
    assert (feedback.interviews, feedback.buyers) == (HIDDEN, 0)
    assert {row.asked for row in feedback.questions} == {HIDDEN}


def test_names_of_people_and_places_are_known_to_the_cleaner(workspace: Workspace) -> None:
    workspace.add_supplier("Proefdruk Denim", "TR", address="Deneme Sokak 1\nIzmir", os_id=None)
    interviews = [started(workspace) for _each in range(5)]
    for interview in interviews:
        interview.by = "J. Jansen"
        interview.record("since", Answer("2026"))
    interviews[0].tell_problem("since", ProblemKind.OTHER, "J. Jansen of proefdruk denim, Izmir, again")
    row = of(workspace.feedback(workspace.bank("tiny")), "since")
    assert [remark.text for remark in row.remarks] == ["[…] of […], […], again"]
