"""An interview goes over to a newer version of its bank: what comes along, what is set aside, and nothing is lost."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from questionnaire.banks.model import Bank, Reason, Respondent
from questionnaire.errors import ChangedElsewhereError, InputError, NotFoundError, StoreError
from questionnaire.interviews.answers import OPEN, Answer, Evidence, EvidenceState
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.take_over import keep_take_over
from questionnaire.workspace import Workspace, open_workspace
from tests.store.conftest import clock, place, postgresql, server, workspace
from tests.tiny import TINY, bank_of

__all__ = ["clock", "place", "postgresql", "server", "workspace"]

MEMBERS = TINY[TINY.index("              - id: members") : TINY.index("              - {id: union-name")]
FIGURES = TINY[TINY.index("figures:") : TINY.index("sections:")]
NEWER = (
    TINY.replace('version: "1"', 'version: "2"')
    .replace("{id: since,", "{id: agreed-on, was: [since],")  # renamed
    .replace("{id: committee,", "{id: safety-committee,")  # a choice removed
    .replace(MEMBERS, "")  # a question removed, with its figure
    .replace(FIGURES, "")
    .replace("{when: no, severity: high", "{when: no, severity: low")
    + "  - {id: late, when: {agreed-on: {before: 2020}}, severity: low, because: {en: Old., nl: Oud.}}\n"
)
NOTED = Answer("2019", note="From memory.", evidence=(Evidence(EvidenceState.PROMISED, "the letter"),))


@pytest.fixture
def newer(tmp_path: Path) -> Callable[[], Bank]:
    """Puts the newer bank in the folder, in place of the one there."""

    def put() -> Bank:
        (tmp_path / "banks" / "tiny.yaml").write_text(NEWER, encoding="utf-8")
        return bank_of(NEWER)

    return put


@pytest.fixture
def interview(workspace: Workspace) -> OpenInterview:
    """An interview with something of everything answered."""
    started = workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT)
    started.record("workers-total", Answer(900))
    started.record("union-present", Answer("yes"))
    started.record("members", Answer(1200))
    started.record("union-name", Answer(reason=Reason.REFUSED))
    started.record("chosen", Answer("named"))
    started.record("kinds", Answer(("council", "committee"), marked=True))
    started.record("since", NOTED)
    started.visit("since")
    return started


def test_a_newer_version_is_seen_and_the_interview_stays_on_its_own(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    assert workspace.newer_bank(interview) is None
    bank = newer()
    assert workspace.newer_bank(interview) == bank
    again = workspace.open_interview(interview.key)
    assert again.bank == bank_of(TINY)
    assert again.release_digest == interview.release_digest
    again.record("union-present", Answer("no"))
    again.finish()
    assert workspace.newer_bank(again) is None


def test_what_was_answered_comes_along_and_the_rest_is_set_aside(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    after = workspace.take_over(interview, newer())
    assert after.key == interview.key
    assert (after.bank.version, after.at_question) == ("2", "agreed-on")
    assert after.answers == {
        "workers-total": Answer(900),
        "union-present": Answer("yes"),
        "union-name": Answer(reason=Reason.REFUSED),
        "chosen": Answer("named"),
        "agreed-on": NOTED,
    }
    aside = after.set_aside()
    assert [(one.question, one.answer) for one in aside] == [
        ("members", Answer(1200)),
        ("kinds", Answer(("council", "committee"), marked=True)),
    ]
    assert all(one.bank == bank_of(TINY) and one.by == workspace.by for one in aside)
    assert aside[0].at > interview.started_at
    assert after.next_question() == "kinds"


def test_findings_and_counts_are_those_of_the_newer_version(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    assert {finding.check for finding in interview.findings} == {None, "named-yet-free"}
    after = workspace.take_over(interview, newer())
    assert [finding.check for finding in after.findings if finding.check] == ["named-yet-free", "late"]
    assert "mark:kinds" not in {finding.key for finding in after.findings}
    (listed,) = workspace.interviews()
    assert (listed.bank_version, listed.asked, listed.answered) == ("2", 6, 5)
    assert (listed.high, listed.medium, listed.low) == (1, 1, 1)
    assert workspace.rebuild(after.key) is False


def test_the_history_has_every_answer_that_was_renamed_or_set_aside(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    before = interview.history()
    after = workspace.take_over(interview, newer())
    entries = after.history()
    assert entries[: len(before)] == before
    new = entries[len(before) :]
    assert [(one.question, one.before, one.after) for one in new] == [
        ("members", Answer(1200), OPEN),
        ("kinds", Answer(("council", "committee"), marked=True), OPEN),
        ("agreed-on", NOTED, NOTED),
    ]
    assert len({one.take_over for one in new}) == 1
    assert all(one.take_over for one in new)
    assert not any(one.take_over for one in before)
    assert [one.question for one in after.history("agreed-on")] == ["since", "agreed-on"]


def test_the_interview_goes_on_where_it_was(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    after = workspace.take_over(interview, newer())
    after.record("kinds", Answer(("council",)))
    after.record("agreed-on", Answer("2021"))
    read = workspace.open_interview(interview.key)
    assert (read.answer("kinds"), read.answer("agreed-on")) == (Answer(("council",)), Answer("2021"))
    assert len(read.set_aside()) == 2
    assert read.rebuild() is False
    assert read.history("agreed-on")[-1].before == NOTED


def test_a_second_step_sets_the_same_question_aside_once_more(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    second = workspace.take_over(interview, newer())
    second.record("kinds", Answer(("safety-committee",)))
    third = bank_of(
        NEWER.replace('version: "2"', 'version: "3"').replace("{id: safety-committee,", "{id: other,")
    )
    after = workspace.take_over(second, third)
    assert [(one.question, one.bank.version, one.answer.value) for one in after.set_aside()] == [
        ("members", "1", 1200),
        ("kinds", "1", ("council", "committee")),
        ("kinds", "2", ("safety-committee",)),
    ]


def test_what_was_unsaved_goes_along(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise StoreError("No.")

    with monkeypatch.context() as broken:
        broken.setattr(interview._store, "save", fail)
        with pytest.raises(StoreError):
            interview.record("workers-total", Answer(901))
        with pytest.raises(StoreError):
            workspace.take_over(interview, newer())
    assert workspace.open_interview(interview.key).bank.version == "1"
    assert workspace.take_over(interview, newer()).answer("workers-total") == Answer(901)


def test_all_of_it_or_nothing(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank], monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep_and_fail(*given: object) -> None:
        keep_take_over(*given)  # type: ignore[arg-type]
        raise StoreError("The power went.")

    monkeypatch.setattr("questionnaire.store.store.keep_take_over", keep_and_fail)
    with pytest.raises(StoreError):
        workspace.take_over(interview, newer())
    read = workspace.open_interview(interview.key)
    assert (read.bank.version, read.answers) == ("1", interview.answers)
    assert (read.set_aside(), read.history()) == ([], interview.history())
    assert read.rebuild() is False
    interview.record("workers-total", Answer(902))
    assert workspace.open_interview(interview.key).answer("workers-total") == Answer(902)


def test_another_window_on_the_old_version_is_told_and_overwrites_nothing(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    other = workspace.open_interview(interview.key)
    after = workspace.take_over(interview, newer())
    with pytest.raises(ChangedElsewhereError, match="went over to version 2"):
        other.record("since", Answer("2001"))
    with pytest.raises(ChangedElsewhereError, match="went over to version 2"):
        other.record("kinds", Answer(("council",)))
    with pytest.raises(ChangedElsewhereError, match="went over to version 2"):
        other.finish()
    assert {"since", "kinds"} == other.unsaved
    read = workspace.open_interview(interview.key)
    assert (read.answers, read.finished_at, read.history()) == (after.answers, None, after.history())


def test_what_another_window_saved_meanwhile_goes_along(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    other = workspace.open_interview(interview.key)
    other.record("workers-total", Answer(950))
    after = workspace.take_over(interview, newer())
    assert after.answer("workers-total") == Answer(950)
    assert after.rebuild() is False


def test_what_cannot_be(workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]) -> None:
    bank = newer()
    with pytest.raises(InputError, match="no other version"):
        workspace.take_over(interview, bank_of(TINY.replace("bank: tiny", "bank: other")))
    with pytest.raises(InputError, match="no other version"):
        workspace.take_over(interview, interview.bank)
    other = workspace.start_interview("Voorbeeld", "tiny", Respondent.UNION, new_round=True)
    assert other.bank == bank
    with pytest.raises(InputError, match="has changed since its version 2"):
        workspace.take_over(interview, bank_of(NEWER.replace("Since when?", "From when on?")))
    interview.finish()
    with pytest.raises(InputError, match="finished"):
        workspace.take_over(interview, bank)
    assert workspace.open_interview(interview.key).bank.version == "1"


def test_a_language_and_a_form_that_are_no_longer_there(
    workspace: Workspace, newer: Callable[[], Bank]
) -> None:
    dutch = workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT, language="nl")
    bank = newer()
    english = Bank(
        **{
            **{name: getattr(bank, name) for name in bank.__struct_fields__},
            "languages": ("en",),
            "version": "3",
        }
    )
    assert workspace.take_over(dutch, english).language == "en"
    short = workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT, short_form=True)
    long = bank_of(NEWER.replace("        short_form: true\n", "").replace('"2"', '"4"'))
    with pytest.raises(InputError, match="no short form"):
        workspace.take_over(short, long)


def test_a_release_can_be_had_back(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    assert workspace.bank_or_release("tiny") == bank_of(TINY)
    bank = newer()
    assert workspace.bank_or_release("tiny@1") == interview.bank
    assert workspace.bank_or_release("tiny@2") == bank
    with pytest.raises(NotFoundError, match="There are: 1, 2"):
        workspace.bank_or_release("tiny@3")
    with pytest.raises(NotFoundError):
        workspace.bank_or_release("nothing@1")


def test_a_bank_changed_under_its_version_is_known_from_the_database(
    workspace: Workspace, interview: OpenInterview
) -> None:
    assert workspace.is_released_otherwise(interview.bank) is False
    assert workspace.is_released_otherwise(bank_of(TINY.replace("Since when?", "From when on?"))) is True
    assert workspace.is_released_otherwise(bank_of(NEWER)) is False


def test_looking_makes_and_changes_nothing(tmp_path: Path) -> None:
    database = tmp_path / "none.db"
    with open_workspace(str(database), tmp_path, at_once=False) as opened:
        assert opened.is_released_otherwise(bank_of(TINY)) is False
        with pytest.raises(NotFoundError):
            opened.bank_or_release("tiny@1")
    assert not database.exists()
    database.write_bytes(b"")
    with open_workspace(str(database), tmp_path, at_once=False) as opened:
        assert opened.is_released_otherwise(bank_of(TINY)) is False
    assert database.read_bytes() == b""
    database.write_bytes(b"not a database at all" * 100)
    with open_workspace(str(database), tmp_path, at_once=False) as opened:
        assert opened.is_released_otherwise(bank_of(TINY)) is False
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    with open_workspace(url, tmp_path, at_once=False) as opened:
        assert opened.is_released_otherwise(bank_of(TINY)) is False


def test_the_time_of_it_is_kept(
    workspace: Workspace, interview: OpenInterview, newer: Callable[[], Bank]
) -> None:
    after = workspace.take_over(interview, newer())
    assert all(
        one.at.tzinfo is UTC and one.at > datetime(2026, 11, 2, tzinfo=UTC) for one in after.set_aside()
    )
