"""Rounds of a supplier on both engines: opened one after another, what goes along into the next, what changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.errors import BankMistakesError, InputError, NotFoundError
from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.interviews.previous import still_so
from questionnaire.interviews.round_change import ChangeKind
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.workspace import Workspace, open_workspace
from tests.store.conftest import clock, place, postgresql, server, workspace
from tests.tiny import TINY, bank_of, tiny_banks

__all__ = ["clock", "place", "postgresql", "server", "workspace"]

NEWER = TINY.replace('version: "1"', 'version: "2"').replace("{id: since,", "{id: agreed-on, was: [since],")


def start(
    workspace: Workspace,
    answers: dict[str, Answer] | None = None,
    *,
    respondent: Respondent = Respondent.MANAGEMENT,
    new_round: bool = False,
    name: str | None = None,
) -> OpenInterview:
    interview = workspace.start_interview(
        "Voorbeeld", "tiny", respondent, new_round=new_round, round_name=name
    )
    for question, answer in (answers or {}).items():
        interview.record(question, answer)
    return interview


def put(folder: Path, text: str) -> None:
    (folder / "banks" / "tiny.yaml").write_text(text, encoding="utf-8")


def test_a_round_is_opened_by_the_first_interview_and_closed_by_the_next_round(workspace: Workspace) -> None:
    rounds = workspace.rounds
    assert (rounds.of("Voorbeeld"), rounds.open("Voorbeeld"), rounds.next_name("Voorbeeld")) == (
        [],
        None,
        "2026",
    )
    start(workspace)
    start(workspace, respondent=Respondent.UNION)
    assert rounds.next_name("Voorbeeld") == "2026-2"
    assert start(workspace, new_round=True).round == "2026-2"
    assert start(workspace, new_round=True, name="  after\nthe  visit ").round == "after the visit"
    assert start(workspace).round == "after the visit"
    found = rounds.of("Voorbeeld")
    assert [(one.name, one.interviews) for one in found] == [
        ("after the visit", 2),
        ("2026-2", 1),
        ("2026", 2),
    ]
    assert [one.closed_at is None for one in found] == [True, False, False]
    assert found[2].closed_at == found[1].opened_at
    assert rounds.open("Voorbeeld") == found[0]


def test_a_round_can_be_started_before_its_first_interview(workspace: Workspace) -> None:
    start(workspace)
    assert workspace.rounds.start("Voorbeeld").name == "2026-2"
    assert workspace.rounds.next_name("Voorbeeld") == "2026-2"
    assert workspace.rounds.start("Voorbeeld", "spring").name == "spring"
    assert start(workspace, new_round=True).round == "spring"
    assert [one.name for one in workspace.rounds.of("Voorbeeld")] == ["spring", "2026"]


def test_a_name_is_given_once_and_is_not_too_long(workspace: Workspace) -> None:
    start(workspace)
    with pytest.raises(InputError, match="a round '2026' already"):
        start(workspace, new_round=True, name="2026")
    with pytest.raises(InputError, match="too long"):
        start(workspace, new_round=True, name="x" * 41)
    assert [one.name for one in workspace.rounds.of("Voorbeeld")] == ["2026"]
    assert len(workspace.interviews()) == 1


def test_the_rounds_of_two_suppliers_are_their_own(workspace: Workspace) -> None:
    workspace.add_supplier("Proefdruk Denim", "TR")
    start(workspace, {"union-present": Answer("yes")})
    other = workspace.start_interview("Proefdruk", "tiny", Respondent.MANAGEMENT, new_round=True)
    assert (other.round, other.walk.context.previous) == ("2026", {})
    assert len(workspace.rounds.of("Voorbeeld")) == 1


def test_what_was_answered_stands_beside_the_questions_of_the_next_round(
    tmp_path: Path, workspace: Workspace
) -> None:
    start(
        workspace,
        {
            "union-present": Answer("no", note="Said by the manager.", marked=True),
            "members": Answer(12),
            "since": Answer("2019"),
            "kinds": Answer(reason=Reason.REFUSED),
        },
    ).finish()
    start(workspace, {"union-present": Answer("yes")}, respondent=Respondent.UNION)
    put(tmp_path, NEWER)
    new = start(workspace, new_round=True)
    assert new.walk.context.previous == {
        "union-present": Answer("no", since="2026-11-02"),
        "agreed-on": Answer("2019", since="2026-11-02"),
        "kinds": Answer(reason=Reason.REFUSED, since="2026-11-02"),
    }
    assert (new.walk.context.previous_round, new.walk.context.previous_on) == ("2026", date(2026, 11, 2))
    assert new.earlier("agreed-on") == Answer("2019", since="2026-11-02")
    assert new.earlier("workers-total") is None
    assert new.answers == {}
    assert workspace.open_interview(new.key).walk.context == new.walk.context


def test_only_an_earlier_round_is_looked_at_and_an_empty_interview_is_passed_over(
    workspace: Workspace,
) -> None:
    start(workspace, {"workers-total": Answer(900)})
    assert start(workspace).walk.context.previous == {}
    empty = start(workspace, new_round=True)
    assert set(empty.walk.context.previous) == {"workers-total"}
    assert start(workspace).walk.context.previous_round == "2026"
    assert start(workspace, new_round=True).walk.context.previous_round == "2026"
    assert start(workspace, respondent=Respondent.BRAND).walk.context.previous_on is None


def test_still_so_is_kept_with_its_day_through_the_rounds(workspace: Workspace) -> None:
    start(workspace, {"workers-total": Answer(900), "union-present": Answer("yes")})
    second = start(workspace, new_round=True)
    second.record("workers-total", still_so(second.answer("workers-total"), second.earlier("workers-total")))
    second.record("union-present", Answer("no"))
    assert second.progress().answered == 2
    third = start(workspace, new_round=True)
    kept = workspace.open_interview(second.key)
    assert kept.answer("workers-total") == Answer(900, source=AnswerSource.STILL_SO, since="2026-11-02")
    assert kept.history("workers-total")[0].after == kept.answer("workers-total")
    assert third.walk.context.previous_round == "2026-2"
    assert third.earlier("workers-total") == Answer(900, since="2026-11-02")
    assert third.earlier("union-present") == Answer("no", since="2026-11-02")


def test_since_is_the_day_of_the_interview_it_was_said_in(place: str, tmp_path: Path) -> None:
    def in_year(year: int) -> OpenInterview:
        day = datetime(year, 3, 1, tzinfo=UTC)
        with open_workspace(place, tiny_banks(tmp_path / "banks"), clock=lambda: day) as opened:
            if not opened.suppliers():
                opened.add_supplier("Voorbeeld Knit", "BD")
            interview = start(opened, {"union-present": Answer("no")}, new_round=True)
            earlier = interview.earlier("workers-total")
            interview.record("workers-total", still_so(Answer(), earlier) if earlier else Answer(7))
            return interview

    for year in (2024, 2025):
        in_year(year)
    interview = in_year(2026)
    assert interview.round == "2026"
    assert interview.answer("workers-total").since == "2024-03-01"
    assert interview.earlier("union-present") == Answer("no", since="2025-03-01")


def test_a_round_is_held_on_the_release_of_its_first_interview(tmp_path: Path, workspace: Workspace) -> None:
    first = start(workspace)
    put(tmp_path, NEWER)
    union = start(workspace, respondent=Respondent.UNION)
    assert (union.bank, union.release_digest) == (bank_of(TINY), first.release_digest)
    put(tmp_path, "bank: tiny\nversion: [")
    assert start(workspace, respondent=Respondent.BRAND).bank.version == "1"
    with pytest.raises(BankMistakesError):
        start(workspace, new_round=True)
    (tmp_path / "banks" / "tiny.yaml").unlink()
    assert start(workspace).bank.version == "1"
    put(tmp_path, NEWER)
    assert start(workspace, new_round=True).bank.version == "2"


def test_a_change_without_a_new_version_is_refused_within_a_round_too(
    tmp_path: Path, workspace: Workspace
) -> None:
    start(workspace)
    put(tmp_path, TINY.replace("Is there a union?", "Another question?"))
    with pytest.raises(InputError, match="has changed since its version 1 was used"):
        start(workspace, respondent=Respondent.UNION)


def test_earlier_answers_follow_an_interview_to_a_newer_version(tmp_path: Path, workspace: Workspace) -> None:
    start(workspace, {"since": Answer("2019"), "union-present": Answer("no")})
    interview = start(workspace, new_round=True)
    put(
        tmp_path,
        NEWER
        + "  - {id: later, when: {agreed-on: {after: previous.agreed-on}}, severity: low, because: {en: L., nl: L.}}\n",
    )
    bank = workspace.newer_bank(interview)
    assert bank is not None
    interview.record("since", Answer("2021"))
    after = workspace.take_over(interview, bank)
    assert set(after.walk.context.previous) == {"agreed-on", "union-present"}
    assert after.walk.context.previous_round == "2026"
    assert "later" in {finding.check for finding in after.findings}
    assert workspace.rebuild(after.key) is False


def test_the_last_interview_and_the_one_before_are_compared(tmp_path: Path, workspace: Workspace) -> None:
    first = start(workspace, {"union-present": Answer("no"), "since": Answer("2019")})
    put(tmp_path, NEWER)
    second = start(workspace, {"union-present": Answer("yes"), "agreed-on": Answer("2020")}, new_round=True)
    start(workspace, {"union-present": Answer("no")}, respondent=Respondent.WORKERS)
    old, new = workspace.rounds.pair("Voorbeeld")
    assert (old.key, new.key) == (first.key, second.key)
    assert workspace.rounds.before(new).key == first.key
    comparison = workspace.rounds.compare(old, new)
    assert {change.question: change.kind for change in comparison.changes} == {
        "union-present": ChangeKind.BETTER,
        "agreed-on": ChangeKind.OTHER,
    }
    with pytest.raises(NotFoundError, match="no earlier round in which workers answered tiny"):
        workspace.rounds.pair("Voorbeeld", Respondent.WORKERS)


def test_what_cannot_be_compared(tmp_path: Path, workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="not been interviewed"):
        workspace.rounds.pair("Voorbeeld")
    first = start(workspace)
    workspace.add_supplier("Proefdruk Denim", "TR")
    elsewhere = workspace.start_interview("Proefdruk", "tiny", Respondent.MANAGEMENT)
    with pytest.raises(InputError, match="not with the same supplier"):
        workspace.rounds.compare(first, elsewhere)
    (tmp_path / "banks" / "other.yaml").write_text(
        TINY.replace("bank: tiny", "bank: other"), encoding="utf-8"
    )
    other = workspace.start_interview("Voorbeeld", "other", Respondent.MANAGEMENT)
    with pytest.raises(InputError, match="not on the same questions: tiny and other"):
        workspace.rounds.compare(first, other)


def test_a_comparison_that_is_written_is_kept_among_what_was_handed_out(
    tmp_path: Path, workspace: Workspace
) -> None:
    start(workspace, {"union-present": Answer("no")})
    new = start(workspace, {"union-present": Answer("yes")}, new_round=True)
    comparison = workspace.rounds.compare(*workspace.rounds.pair("Voorbeeld"))
    path = workspace.rounds.write(comparison, tmp_path / "changed.md", "en")
    (kept,) = workspace._store.exports()
    assert (kept.what, kept.audience, kept.file, kept.interview) == (
        "comparison",
        "internal",
        path.name,
        new.key,
    )


def test_two_windows_open_one_round_only(place: str, tmp_path: Path, clock: Callable[[], datetime]) -> None:
    folder = tiny_banks(tmp_path / "banks")
    with (
        open_workspace(place, folder, clock=clock) as one,
        open_workspace(place, folder, clock=clock) as other,
    ):
        one.add_supplier("Voorbeeld Knit", "BD")
        start(one)
        start(other)
        assert one.rounds.start("Voorbeeld").name == other.rounds.start("Voorbeeld").name == "2026-2"
        assert len(other.rounds.of("Voorbeeld")) == 2
