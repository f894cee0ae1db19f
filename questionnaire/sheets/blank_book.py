"""What the sheets of a supplier's workbook have in common: letters, frames, lists to choose from, how they are printed."""

import math
import re
from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from questionnaire.banks.model import Reason
from questionnaire.sheets.blank import Blank, reason_labels
from questionnaire.sheets.fitting import line_height, lines_of
from questionnaire.sheets.xlsx_page import as_cell
from questionnaire.translation import _, speaking

LISTS_SHEET = "lists"
SIZE, HIGHEST_ROW = 10, 409
INK, FAINT, LINE, BAND, HEAD = "#1C2126", "#59636E", "#C5CCD3", "#E3E8ED", "#2F4A63"

Style = dict[str, str | int | bool]

_A4 = 9
_BASE: Style = {
    "font_name": "Arial",
    "font_size": SIZE,
    "font_color": INK,
    "text_wrap": True,
    "valign": "top",
}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class Book:
    """The workbook, and the one format there is for each style."""

    def __init__(self, workbook: Workbook, blank: Blank) -> None:
        self.workbook = workbook
        self.blank = blank
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}

    def format(self, **style: str | int | bool) -> Format:
        """The format of a style, on top of what every cell has."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**_BASE, **style})
        return self._formats[key]


class Lists:
    """The sheet of the words to choose from; each text that a formula compares with has a cell there."""

    def __init__(self, page: Worksheet, blank: Blank) -> None:
        self.page = page
        self._ranges: dict[tuple[str, ...], str] = {}
        self._cells: dict[str, str] = {}
        self._next = 0
        languages = blank.identity.languages
        self.reasons: Mapping[Reason, str] = reason_labels(languages)
        self.reasons_range = self.range(tuple(self.reasons.values()))

    def range(self, texts: tuple[str, ...]) -> str:
        """The cells that hold these texts, one under the other."""
        if texts not in self._ranges:
            first = self._next + 1
            for text in texts:
                self._add(text)
            self._ranges[texts] = f"={LISTS_SHEET}!$A${first}:$A${self._next}"
        return self._ranges[texts]

    def cell(self, text: str) -> str:
        """A cell that holds a text."""
        if text not in self._cells:
            self._add(text)
        return self._cells[text]

    def close(self) -> None:
        """Lock and hide the sheet."""
        self.page.protect()
        self.page.hide()

    def _add(self, text: str) -> None:
        self.page.write_string(self._next, 0, as_cell(text))
        self._next += 1
        self._cells.setdefault(text, f"{LISTS_SHEET}!$A${self._next}")


def sheet_named(workbook: Workbook, name: str, blank: Blank) -> Worksheet:
    """A new sheet with a name in the workbook's first language."""
    with speaking(blank.identity.languages[0]):
        return workbook.add_worksheet(_NOT_IN_NAMES.sub(" ", _(name))[:31])


def print_setup(page: Worksheet, blank: Blank, *, landscape: bool) -> None:
    """Have a sheet printed on A4, as wide as the paper, with the supplier and the page at its foot."""
    if landscape:
        page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
    page.fit_to_pages(1, 0)
    name = as_cell(blank.identity.supplier_name)[:60].replace("\n", " ").replace("&", "&&")
    name = re.sub(r"&(?=G|\[Picture\])", "&\u2060", name)
    page.set_footer(f"&L&9 {name}&R&9 &P / &N")


def height_of(text: str, width: float, size: int = SIZE, *, bold: bool = False) -> float:
    """How high a cell must be for a text, in points; the width is that of its column."""
    room = max(7 * width - 8, 40) / (size * 96 / 72 * (1.08 if bold else 1.0))
    return math.ceil(len(lines_of(text, room)) * line_height(text, size))


def cell_at(row: int, column: int) -> str:
    """An absolute reference to a cell."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
