"""From the list of suppliers: a workbook out to one of them, and what came back, shown before it is written."""

from pathlib import Path
from typing import Any

from questionnaire.interviews.answers import AnswerSource
from questionnaire.terminal.import_sheet import ImportScreen
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.workbook import WorkbookDialog
from questionnaire.workspace import open_workspace
from tests.sheets.blanks import filled
from tests.terminal.helpers import Buyer, Desk, at_keyboard

CELLS: dict[Any, Any] = {
    "union-present": "No / Nee",
    "workers": 120,
    "women": "many",
    ("women", "remark"): "About half",
}


async def opened(buyer: Buyer, path: Path) -> None:
    """The dialog of the first supplier, with the path of a file in it."""
    await buyer.press("b")
    await buyer.on_screen(WorkbookDialog)
    await buyer.press("ctrl+u")
    await buyer.write(str(path))


def supplier_of(desk: Desk) -> None:
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")


def came_back(desk: Desk, path: Path) -> Path:
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.blank_workbooks.write("Voorbeeld", path)
    path.write_bytes(filled(path.read_bytes(), CELLS))
    return path


async def test_a_workbook_is_written_and_never_over_a_file_unasked(desk: Desk, tmp_path: Path) -> None:
    supplier_of(desk)
    path = tmp_path / "b.xlsx"
    path.write_text("mine")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await opened(buyer, path)
        await buyer.press("enter")
        await buyer.sees("exists already", "F4 replaces it")
        assert path.read_text() == "mine"
        await buyer.press("f2")
        await buyer.sees("short form")
        await buyer.press("f4")
        await buyer.on_screen(SuppliersScreen)
    assert path.read_bytes().startswith(b"PK")


async def test_what_came_back_is_shown_and_escape_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    supplier_of(desk)
    path = came_back(desk, tmp_path / "b.xlsx")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await opened(buyer, path)
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        await buyer.sees(
            "3 answers · 1 cell is wrong", "open → 120", "Supplier wrote: About half", "will be begun"
        )
        await buyer.press("escape")
        await buyer.on_screen(WorkbookDialog)
        with open_workspace(str(desk.database), desk.banks) as workspace:
            assert workspace.interviews() == []
        await buyer.press("f3")
        await buyer.on_screen(ImportScreen)
        await buyer.press("enter")
        await buyer.on_screen(SuppliersScreen)
    kept = desk.answers()
    assert (kept["workers"].value, kept["workers"].source) == (120, AnswerSource.WRITTEN)
    assert (kept["women"].value, kept["women"].note) == (None, "Supplier wrote: About half")


async def test_a_file_that_is_no_such_workbook_is_told_in_the_dialog(desk: Desk, tmp_path: Path) -> None:
    supplier_of(desk)
    path = tmp_path / "b.xlsx"
    path.write_text("no workbook")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await opened(buyer, path)
        await buyer.press("f3")
        await buyer.sees("no .xlsx workbook")
