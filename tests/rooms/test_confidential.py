"""What the supplier can come to read is byte for byte the same, whoever else was heard and whatever came of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, parse_evidence
from questionnaire.interviews.problems import ProblemKind
from questionnaire.rooms.follow_ups import Plan
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.write import FORMATS
from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import tiny_banks

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(str(tmp_path / "a.db"), tiny_banks(tmp_path / "banks"), clock=lambda: NOW) as opened:
        opened.add_supplier("Voorbeeld Knit", "BD", workers=900)
        interview = opened.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT)
        interview.record(
            "union-present", Answer("no", note="private", evidence=(parse_evidence("promised: list"),))
        )
        interview.record("workers-total", Answer(900))
        flag = next(finding.key for finding in interview.findings if finding.question == "union-present")
        opened.follow_ups.add_from(interview, flag, Plan(what="hear the workers", agreed=True, due="+2w"))
        yield opened


def handed_out(workspace: Workspace, folder: Path, *endings: str) -> dict[str, bytes]:
    """Every sheet that the supplier can come to read, in every format or in some."""
    folder.mkdir()
    found = {}
    for audience in (Audience.SUPPLIER, Audience.PUBLIC):
        for ending in endings or FORMATS:
            path = folder / f"{audience}{ending}"
            workspace.export_sheet("Voorbeeld", path, audience=audience, language="nl")
            found[path.name] = path.read_bytes()
    return found


def test_other_voices_leave_no_trace_in_what_the_supplier_can_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = handed_out(workspace, tmp_path / "before")
    for respondent in (
        Respondent.WORKERS,
        Respondent.UNION,
        Respondent.WORKER_REPRESENTATIVE,
        Respondent.BRAND,
    ):
        other = workspace.start_interview("Voorbeeld", "tiny", respondent)
        other.record(
            "union-present",
            Answer("yes", note="they are afraid", evidence=(parse_evidence("seen: card"),), marked=True),
        )
        other.record("workers-total", Answer(1500, marked=True))
        other.tell_problem("workers-total", ProblemKind.SENSITIVE, "whispered")
        workspace.follow_ups.add_from(other, other.findings[0].key, Plan(what="call the union", due="+1w"))
        workspace.follow_ups.set_aside(other, other.findings[1].key, "for now")
        other.finish()
    voices = workspace.voices("Voorbeeld")
    assert voices.tables[0].disagreements
    round_key = workspace.rounds.of("Voorbeeld")[0].name
    finding = voices.tables[0].disagreements[0]
    workspace.follow_ups.add_in_round(
        voices.supplier.id, round_key, finding, voices.tables[0].bank, "en", Plan()
    )
    mine = workspace.hand_out.interview_for("Voorbeeld", Audience.SUPPLIER)
    workspace.follow_ups.add("Voorbeeld", Plan(what="tell nobody of this"))
    assert mine.respondent is Respondent.MANAGEMENT
    after = handed_out(workspace, tmp_path / "after")
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_what_the_management_itself_says_does_change_it(workspace: Workspace, tmp_path: Path) -> None:
    before = handed_out(workspace, tmp_path / "before", ".md", ".json")
    workspace.open_interview("Voorbeeld").record("since", Answer("2020"))
    after = handed_out(workspace, tmp_path / "after", ".md", ".json")
    assert {name for name in before if before[name] != after[name]} == {
        name for name in before if name.startswith("supplier")
    }


def test_the_internal_sheet_tells_all_of_it(workspace: Workspace, tmp_path: Path) -> None:
    other = workspace.start_interview("Voorbeeld", "tiny", Respondent.WORKERS)
    other.record("union-present", Answer("yes", note="they are afraid"))
    text = workspace.export_sheet("Voorbeeld", tmp_path / "sheet.md").read_text(encoding="utf-8")
    for words in ("they are afraid", "Where respondents contradict one another", "hear the workers"):
        assert words in text
