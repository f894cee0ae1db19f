"""The samples show what the tool is for, on the bank as it is shipped."""

from collections import Counter
from collections.abc import Iterator

import pytest

from questionnaire.banks.model import Respondent, Severity
from questionnaire.interviews.answers import AnswerSource, EvidenceState
from questionnaire.interviews.findings import FindingKind
from questionnaire.interviews.follow_ups import FollowUpOwner, FollowUpState
from questionnaire.interviews.round_change import ChangeKind
from questionnaire.samples import SAMPLES, fill_with_samples
from questionnaire.translation import use_language
from questionnaire.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Made once: the tests only read."""
    use_language("en")
    with open_workspace(str(tmp_path_factory.mktemp("samples") / "samples.db")) as opened:
        fill_with_samples(opened)
        yield opened


def test_every_kind_of_finding_is_shown(workspace: Workspace) -> None:
    interviews = [workspace.open_interview(overview.id) for overview in workspace.interviews()]
    found = {finding.kind for interview in interviews for finding in interview.findings}
    assert found == set(FindingKind) - {FindingKind.DISAGREEMENT}
    (table,) = workspace.voices("Voorbeeld Knit").tables
    assert [voice.respondent for voice in table.voices] == [
        Respondent.MANAGEMENT,
        Respondent.WORKER_REPRESENTATIVE,
    ]
    assert {finding.kind for finding in table.disagreements} == {FindingKind.DISAGREEMENT}
    assert {finding.severity for finding in table.disagreements} == set(Severity)


def test_every_kind_of_follow_up_is_shown(workspace: Workspace) -> None:
    room = workspace.follow_ups
    listed = room.listed(with_closed=True)
    assert Counter(one.state for one in listed) == {
        FollowUpState.OPEN: 4,
        FollowUpState.WAITING: 1,
        FollowUpState.DONE: 1,
    }
    overdue = [one for one in listed if one.is_overdue(room.today)]
    assert [(one.finding, one.round_name) for one in overdue] == [
        ("flag:representatives-chosen:1", workspace.rounds.pair("Voorbeeld Knit")[0].round)
    ]
    assert {one.owner.kind for one in listed} == set(FollowUpOwner)
    assert [one.finding for one in listed if one.is_confidential] == ["disagreement:workers-informed"]
    agreed = [one.finding for one in listed if one.agreed and one.is_open]
    assert agreed == ["promised:agreement-in-force:the signed agreement"]
    followed = room.followed(workspace.open_interview("Proefdruk Denim"))
    assert set(followed.aside) == {"check:no-complaints-at-all"}


def test_every_usual_state_of_evidence_is_shown(workspace: Workspace) -> None:
    found = {
        piece.state
        for overview in workspace.interviews()
        for answer in workspace.open_interview(overview.id).answers.values()
        for piece in answer.evidence
    }
    assert found >= {EvidenceState.SEEN, EvidenceState.PROMISED, EvidenceState.RECEIVED}


def test_everything_that_was_said_was_asked(workspace: Workspace) -> None:
    """Nothing said in a sample is about a question that is not asked, so the samples keep up with the bank."""
    for overview in workspace.interviews():
        interview = workspace.open_interview(overview.id)
        asked = {step.question.id for step in interview.asked()}
        assert set(interview.answers) <= asked
        assert any(step.depth > 0 for step in interview.asked() if step.question.id in interview.answers)


def test_one_is_finished_one_goes_on_in_the_middle_and_one_was_not_asked(workspace: Workspace) -> None:
    latest = {overview.supplier.name: overview.interview for overview in workspace.suppliers()}
    assert len(latest) == len(SAMPLES)
    assert latest["Testtextiel"] is None
    finished = workspace.open_interview("Proefdruk Denim")
    assert finished.finished_at is not None
    assert finished.next_question() is None
    going_on = workspace.open_interview("Voorbeeld Knit")
    assert going_on.finished_at is None
    assert going_on.at_question in going_on.answers
    assert 0 < going_on.progress().answered < going_on.progress().asked


def test_one_goes_on_from_the_round_of_the_year_before(workspace: Workspace) -> None:
    old, new = workspace.rounds.pair("Voorbeeld Knit")
    comparison = workspace.rounds.compare(old, new)
    assert (old.finished_at is not None, int(new.round) - int(old.round)) == (True, 1)
    assert {change.kind for change in comparison.changes} == set(ChangeKind)
    assert "union-gone" in {
        change.check for change in comparison.checks if change.after and not change.before
    }
    still_so = [answer for answer in new.answers.values() if answer.source is AnswerSource.STILL_SO]
    assert {answer.since for answer in still_so} == {str(old.walk.context.today)}


def test_samples_show_a_contradiction(workspace: Workspace) -> None:
    keys = [finding.check for finding in workspace.open_interview("Voorbeeld Knit").findings]
    assert "agreement-without-representatives" in keys
