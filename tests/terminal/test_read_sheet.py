"""From the list of suppliers: a colleague's sheet, shown with both sides before anything of it is written."""

import shutil
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.rooms.follow_ups import Plan
from questionnaire.sheets.audience import Audience
from questionnaire.terminal.import_sheet import ImportScreen
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.workbook import WorkbookDialog
from questionnaire.workspace import Workspace, open_workspace
from tests.terminal.helpers import Buyer, Desk, at_keyboard


def opened(database: Path, banks: Path, by: str) -> Workspace:
    workspace = open_workspace(str(database), banks)
    workspace.by = by
    return workspace


def exported(workspace: Workspace, path: Path) -> Path:
    return workspace.export_sheet("Voorbeeld", path, force=True)


@pytest.fixture
def came(desk: Desk, tmp_path: Path) -> Path:
    """The sheet of a colleague who went on with the interview here, to another answer, with evidence and a follow-up."""
    with opened(desk.database, desk.banks, "ann") as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        interview = workspace.start_interview("Voorbeeld", "call", Respondent.MANAGEMENT, language="en")
        interview.record("union-present", Answer("yes"))
    theirs = Path(shutil.copyfile(desk.database, tmp_path / "theirs.db"))
    paper = tmp_path / "minutes.pdf"
    paper.write_bytes(b"%PDF-1.4 minutes")
    with opened(theirs, desk.banks, "ben") as workspace:
        there = workspace.open_interview("Voorbeeld")
        piece = workspace.evidence.with_file(Evidence(EvidenceState.RECEIVED, "the minutes"), paper)
        there.record("union-present", Answer("no", note="asked twice"))
        there.record("workers", Answer(120, evidence=(piece,)))
        workspace.follow_ups.add("Voorbeeld", Plan("Call them.", "brand"))
        sheet = exported(workspace, tmp_path / "theirs.json")
    with opened(desk.database, desk.banks, "ann") as workspace:
        workspace.open_interview("Voorbeeld").record("union-present", Answer("partly"))
    return sheet


async def dialog(buyer: Buyer, path: Path) -> None:
    await buyer.press("b")
    await buyer.on_screen(WorkbookDialog)
    await buyer.press("ctrl+u")
    await buyer.write(str(path))


async def test_it_is_shown_with_both_sides_and_escape_writes_nothing(desk: Desk, came: Path) -> None:
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await dialog(buyer, came)
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        await buyer.sees(
            "Sheet of Voorbeeld Knit, by ben",
            "1 answer · 1 differs · 1 follow-up",
            "The interview is here already",
            "here: Partly",
            "there: No",
            "asked twice",
            "New follow-ups:",
            "Call them.",
            "The file of workers is not here, ask for it: minutes.pdf",
        )
        await buyer.press("escape")
        await buyer.on_screen(WorkbookDialog)
        assert "workers" not in desk.answers()


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_it_is_written_and_the_next_time_nothing_changes(desk: Desk, came: Path, key: str) -> None:
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await dialog(buyer, came)
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        await buyer.press(key)
        await buyer.on_screen(SuppliersScreen)
        kept = desk.answers()
        assert (kept["workers"].value, kept["union-present"].value) == (120, "partly")
        await buyer.sees("1 due")
        await dialog(buyer, came)
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        await buyer.sees("nothing changes")
        await buyer.press("enter")
        await buyer.on_screen(WorkbookDialog)
    with open_workspace(str(desk.database), desk.banks) as workspace:
        assert [one.question for one in workspace.conflicts.all()] == ["union-present"]
        assert [one.what for one in workspace.follow_ups.listed()] == ["Call them."]


async def test_a_sheet_of_another_supplier_says_so_first(desk: Desk, came: Path) -> None:
    with opened(desk.database, desk.banks, "ann") as workspace:
        workspace.add_supplier("A Voorbeeld Dye", "BD")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await dialog(buyer, came)
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        await buyer.sees("! This sheet is of Voorbeeld Knit, not of A Voorbeeld Dye.")


@pytest.mark.usefixtures("came")
async def test_what_is_wrong_with_it_is_told_in_the_dialog(desk: Desk, tmp_path: Path) -> None:
    handed = tmp_path / "public.json"
    with opened(desk.database, desk.banks, "ann") as workspace:
        workspace.hand_out.export("Voorbeeld", handed, audience=Audience.PUBLIC)
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": [[', encoding="utf-8")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        for path, told in (
            (handed, "was made to be handed out"),
            (broken, "cannot be read back"),
            (tmp_path / "none.json", "none.json"),
        ):
            await dialog(buyer, path)
            await buyer.press("f3")
            await buyer.sees(told)
            await buyer.press("escape")
            await buyer.on_screen(SuppliersScreen)


async def test_what_changed_meanwhile_is_told_on_the_screen(desk: Desk, came: Path) -> None:
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await dialog(buyer, came)
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        with opened(desk.database, desk.banks, "ann") as workspace:
            workspace.open_interview("Voorbeeld").record("union-present", Answer("no"))
        await buyer.press("y")
        await buyer.sees("was changed here in the meantime")
        await buyer.on_screen(ImportScreen)
        assert "workers" not in desk.answers()
