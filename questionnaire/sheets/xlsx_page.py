"""The pages of a workbook, filled row by row: text alone, never formula or link, each row as high as the text in it.

LibreOffice does not see to the heights itself. No row may be higher than 409 points, so a long text goes on in the rows
below it.
"""

import math
import re
from collections.abc import Sequence
from datetime import UTC
from itertools import zip_longest

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from questionnaire import __version__
from questionnaire.banks.model import Severity
from questionnaire.sheets import words
from questionnaire.sheets.fitting import line_height, lines_of, pieces
from questionnaire.sheets.sheet import Sheet
from questionnaire.translation import _

Style = dict[str, str | int | bool]

LONGEST_CELL = 32_767
_CUT = " [...]"
MOST_LINES = 22
HIGHEST_ROW = 409
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_A4 = 9

_INK, _FAINT, _LINE, _BAND = "#1C2126", "#59636E", "#C5CCD3", "#E3E8ED"
SEVERITIES: dict[Severity, Style] = {
    Severity.HIGH: {"bold": True, "font_color": "#9C1C13", "bg_color": "#FBE3E1"},
    Severity.MEDIUM: {"bold": True, "font_color": "#7A4300", "bg_color": "#FCEFD8"},
    Severity.LOW: {"bold": True, "font_color": "#2F4A63", "bg_color": "#E4EDF5"},
}
LETTERS: Style = {"font_name": "Arial", "font_size": 10}
_BASE: Style = {**LETTERS, "font_color": _INK, "text_wrap": True, "valign": "top"}
PLAIN: Style = {}
SMALL: Style = {"font_color": _FAINT, "font_size": 8}
LABEL: Style = {"font_color": _FAINT}
BOLD: Style = {"bold": True}
NO_ANSWER: Style = {"italic": True, "font_color": _FAINT}
NOT_FOR_SUPPLIER: Style = {"font_color": "#9C1C13"}
CAUTION: Style = {"bold": True, "font_color": "#9C1C13", "border": 1, "border_color": "#9C1C13"}

Cell = tuple[str, Style]


class Book:
    """The workbook, its properties, and the one format there is for each style."""

    def __init__(self, workbook: Workbook, sheet: Sheet) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}
        made = sheet.interview.exported_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties(
            {
                "title": as_cell(words.title_of(sheet)),
                "subject": as_cell(f"{sheet.bank.title} {sheet.bank.version}"),
                "category": words.for_whom(sheet),
                "comments": f"questionnaire {__version__}",
                "created": made,
            }
        )

    def format(self, style: Style) -> Format:
        """The format of a style, on top of what every cell has."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**_BASE, **style})
        return self._formats[key]


class Page:
    """A worksheet that is filled row by row, from the top."""

    def __init__(self, book: Book, name: str, widths: Sequence[int], landscape: bool = True) -> None:
        self.book = book
        self.widths = widths
        self.place = 0
        self.worksheet: Worksheet = book.workbook.add_worksheet(_NOT_IN_NAMES.sub(" ", name)[:31])
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width, book.format(PLAIN))
        self._set_up_print(landscape)

    def head(self, labels: Sequence[str]) -> None:
        """The header row: it stays in sight on the screen and comes back on every printed page."""
        style: Style = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4A63", "valign": "vcenter"}
        self.row([(label, style) for label in labels])
        self.worksheet.freeze_panes(self.place, 0)
        self.worksheet.repeat_rows(0, self.place - 1)

    def row(self, cells: Sequence[Cell], ruled: bool = False) -> None:
        """One row of texts; a text too long for a row goes on in rows below."""
        rooms = [_room(width, style) for (_text, style), width in zip(cells, self.widths, strict=True)]
        columns = [
            pieces(_in_xml(text), room, MOST_LINES) for (text, _style), room in zip(cells, rooms, strict=True)
        ]
        for number, parts in enumerate(zip_longest(*columns, fillvalue="")):
            top: Style = {"top": 1, "top_color": _LINE} if ruled and number == 0 else {}
            heights = []
            for column, (part, (_text, style)) in enumerate(zip(parts, cells, strict=True)):
                self._write(column, part, {**style, **top})
                heights.append(len(lines_of(part, rooms[column])) * line_height(part, _size(style)))
            self._end_row(max(heights))

    def band(self, text: str) -> None:
        """A heading across all columns."""
        style: Style = {
            "bold": True,
            "font_size": 12,
            "bg_color": _BAND,
            "valign": "vcenter",
            "text_wrap": False,
        }
        for column in range(len(self.widths)):
            self._write(column, " ".join(text.split()) if column == 0 else "", style)
        self._end_row(line_height(text, 12))

    def gap(self) -> None:
        """A row left empty."""
        self.place += 1

    def _end_row(self, height: float) -> None:
        self.worksheet.set_row(self.place, min(math.ceil(height) + 4, HIGHEST_ROW))
        self.place += 1

    def _write(self, column: int, text: str, style: Style) -> None:
        if text:
            self.worksheet.write_string(self.place, column, as_cell(text), self.book.format(style))
        else:
            self.worksheet.write_blank(self.place, column, None, self.book.format(style))

    def _set_up_print(self, landscape: bool) -> None:
        page = self.worksheet
        if landscape:
            page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        counted = _("Page {page} of {pages}").format(page="&P", pages="&N")
        whom = f"{_in_footer(self.book.sheet.supplier.name)}  ·  {words.for_whom(self.book.sheet)}"
        page.set_footer(f"&L&9 {whom}&R&9 {counted}")


def as_cell(text: str) -> str:
    """A text as a cell can hold it: no characters that XML has not, and a mark where it had to be cut."""
    kept = _in_xml(text)
    return kept if len(kept) <= LONGEST_CELL else f"{kept[: LONGEST_CELL - len(_CUT)]}{_CUT}"


def _in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _room(width: int, style: Style) -> float:
    """The width of a column in ems of the letters in it: 7 pixels a unit, less its margins and the indent.

    A text that is not wrapped has all the room there is.
    """
    if style.get("text_wrap") is False:
        return math.inf
    pixels = 7 * width - 6 - 14 * int(style.get("indent", 0))
    heavier = 1.08 if style.get("bold") else 1.0
    return max(pixels, 40) / (_size(style) * 96 / 72 * heavier)


def _size(style: Style) -> int:
    return int(style.get("font_size", _BASE["font_size"]))


def _in_footer(text: str) -> str:
    """A text as a footer shows it, `&` doubled; xlsxwriter takes even that for a picture where a G follows."""
    doubled = as_cell(text)[:60].replace("\n", " ").replace("&", "&&")
    return re.sub(r"&(?=G|\[Picture\])", "&\u2060", doubled)
