"""Feedback on a bank as a workbook: questions, remarks, about.

The first row of each sheet is hidden and names its columns for programs. The workbook holds no date but the year.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from questionnaire.banks.model import Bank
from questionnaire.banks.words import numbers_of
from questionnaire.interviews.feedback_sum import WARNING, Feedback
from questionnaire.interviews.problems import PROBLEM_LABELS
from questionnaire.sheets.feedback_table import ABOUT, FIGURES, Cell, about_cells, question_cells
from questionnaire.sheets.feedback_words import ABOUT_LABELS, LABELS, LEGEND
from questionnaire.sheets.fitting import line_height, lines_of
from questionnaire.sheets.xlsx_page import HIGHEST_ROW, as_cell
from questionnaire.translation import N_, _

QUESTIONS, REMARKS, ABOUT_SHEET = "Questions", "Remarks", "About"
_QUESTION_WIDTHS = {"number": 9, "ask": 60, "question": 30}
_REMARK_COLUMNS = {
    "ask": (N_("Question"), 50),
    "label": (N_("Did not work"), 30),
    "text": (N_("Remark"), 70),
    "question": (N_("Name of the question"), 30),
    "kind": (N_("Kind"), 18),
}
_ABOUT_COLUMNS = {"label": (N_("What"), 30), "value": (N_("Value"), 90), "name": (N_("Name"), 16)}
_LETTERS: dict[str, str | int] = {"font_name": "Arial", "font_size": 10, "valign": "top"}


def render(feedback: Feedback, bank: Bank, language: str) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same feedback gives the same bytes."""
    data = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(data, options) as workbook:
        workbook.set_properties({"title": as_cell(feedback.bank), "created": datetime(feedback.year, 1, 1)})  # noqa: DTZ001
        _Book(workbook, feedback, bank, language).fill()
    return data.getvalue()


class _Book:
    """The workbook while it is filled."""

    def __init__(self, workbook: Workbook, feedback: Feedback, bank: Bank, language: str) -> None:
        self.workbook = workbook
        self.feedback = feedback
        numbers = numbers_of(bank)
        self.rows: list[dict[str, Cell]] = [
            {**question_cells(row, bank, language), "number": numbers.get(row.question, "")}
            for row in feedback.questions
        ]
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4A63"}
        self.head: Format = workbook.add_format({**_LETTERS, **head})
        self.text: Format = workbook.add_format({**_LETTERS, "text_wrap": True})
        self.figure: Format = workbook.add_format({**_LETTERS, "align": "right"})

    def fill(self) -> None:
        """All three sheets."""
        columns = ("number", "ask", *FIGURES, "seconds", "question")
        widths = {name: (LABELS[name], _QUESTION_WIDTHS.get(name, 11)) for name in columns}
        self._sheet(QUESTIONS, widths, self.rows)
        remarks: list[dict[str, Cell]] = [
            {**cells, "kind": str(remark.kind), "label": _(PROBLEM_LABELS[remark.kind]), "text": remark.text}
            for row, cells in zip(self.feedback.questions, self.rows, strict=True)
            for remark in row.remarks
        ]
        self._sheet(REMARKS, _REMARK_COLUMNS, remarks)
        cells = about_cells(self.feedback)
        about: list[dict[str, Cell]] = [
            {"label": _(ABOUT_LABELS[name]), "value": cells[name], "name": name} for name in ABOUT
        ]
        notes = [_(LEGEND), *([_(WARNING)] if self.feedback.warning else [])]
        self._sheet(ABOUT_SHEET, _ABOUT_COLUMNS, [*about, *({"value": note} for note in notes)])

    def _sheet(
        self, name: str, columns: Mapping[str, tuple[str, int]], rows: Sequence[Mapping[str, Cell]]
    ) -> None:
        sheet: Worksheet = self.workbook.add_worksheet(name)
        for column, (key, (label, width)) in enumerate(columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, key)
            sheet.write_string(1, column, _(label), self.head)
            is_figure = key in FIGURES or key == "seconds"
            for place, cells in enumerate(rows, 2):
                _write(sheet, place, column, cells.get(key, ""), self.figure if is_figure else self.text)
        for place, cells in enumerate(rows, 2):
            sheet.set_row(place, _height(cells, {key: width for key, (_label, width) in columns.items()}))
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _height(cells: Mapping[str, Cell], widths: Mapping[str, int]) -> float:
    """How high a row must be for its texts, which LibreOffice does not see to itself."""
    size = int(_LETTERS["font_size"])
    heights = [
        len(lines_of(text, (7 * width - 6) / (size * 96 / 72))) * line_height(text, size)
        for key, width in widths.items()
        if isinstance(text := cells.get(key, ""), str)
    ]
    return min(max(heights, default=0) + 4, HIGHEST_ROW)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    elif cell:
        sheet.write_string(row, column, as_cell(cell), style)
