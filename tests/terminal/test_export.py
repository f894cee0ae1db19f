"""The export dialog: for whom, in words; a file name that says so; and never what others said, for the supplier."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.terminal.export import ExportDialog
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Buyer, Desk, at_keyboard


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    return Desk(tmp_path)


async def open_dialog(buyer: Buyer) -> None:
    await buyer.press("x")
    await buyer.on_screen(ExportDialog)


def logged(desk: Desk) -> list[tuple[str, str, str]]:
    with open_workspace(str(desk.database), desk.banks) as workspace:
        return [(row.audience, row.language, row.file) for row in workspace.hand_out.exports()]


async def test_a_key_chooses_for_whom_and_the_name_says_so(desk: Desk) -> None:
    desk.interview(values={"union-present": "yes"})
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_dialog(buyer)
        await buyer.sees("This sheet is internal (F5).", "Not for the supplier.")
        assert buyer.typed.endswith("-management-internal.xlsx")
        await buyer.press("f5")
        await buyer.sees("This sheet is for the supplier (F5).", "No notes, no findings.")
        assert buyer.typed.endswith("-for-supplier.xlsx")
        assert "management" not in Path(buyer.typed).name
        await buyer.press("f3")
        assert buyer.typed.endswith("-for-supplier.docx")
        await buyer.press("f2", "enter")
        await buyer.on_screen(SuppliersScreen)
        await buyer.sees("Written, for the supplier:")
    ((audience, language, file),) = logged(desk)
    assert (audience, language) == ("supplier", "nl")
    assert (desk.folder / "out" / file).is_file()


async def test_all_of_it_fits_the_smallest_usual_window(desk: Desk) -> None:
    desk.interview()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_dialog(buyer)
        for says in ("for the supplier", "for a union", "for everyone", "internal"):
            await buyer.press("f5")
            await buyer.sees(f"This sheet is {says}", ".docx", ".pdf", ".json", "Esc back")


async def test_a_name_that_was_typed_stays(desk: Desk) -> None:
    desk.interview()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_dialog(buyer)
        await buyer.press(*["backspace"] * len(".xlsx"))
        await buyer.write("-mine.md")
        typed = buyer.typed
        await buyer.press("f5")
        await buyer.sees("for the supplier")
        assert buyer.typed == typed


async def test_for_the_supplier_another_voice_gives_way_to_the_management(desk: Desk) -> None:
    desk.interview(values={"union-present": "yes"})
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.start_interview("Voorbeeld", "call", Respondent.WORKERS)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_dialog(buyer)
        held = str(datetime.now(UTC).year)
        assert Path(buyer.typed).name == f"Voorbeeld-Knit-{held}-workers-internal.xlsx"
        await buyer.press("f5")
        assert Path(buyer.typed).name == "Voorbeeld-Knit-for-supplier.xlsx"
        await buyer.press("f3", "f3", "f3", "f3", "f3", "f3", "enter")
        await buyer.on_screen(SuppliersScreen)
    ((_audience, _language, file),) = logged(desk)
    text = (desk.folder / "out" / file).read_text(encoding="utf-8")
    assert '"respondent": "management"' in text


async def test_where_the_management_was_not_heard_it_is_said_and_nothing_written(desk: Desk) -> None:
    desk.interview(respondent=Respondent.UNION)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_dialog(buyer)
        await buyer.press("f5")
        await buyer.sees("No interview was held with the management of Voorbeeld Knit.")
        await buyer.press("enter")
        await buyer.on_screen(ExportDialog)
        await buyer.press("f5")
        await buyer.misses("No interview was held")
    assert logged(desk) == []
    assert list((desk.folder / "out").iterdir()) == []
