"""The workbook of a bank: text in every cell, headers that stay in sight, lists to choose from where words are fixed."""

import math
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from questionnaire.banks.model import AnswerType, Bank, FigureKind, Severity, Theme
from questionnaire.banks.xlsform.export_rows import (
    Row,
    SurveyRows,
    check_rows,
    figure_rows,
    flag_rows,
    settings_rows,
)
from questionnaire.banks.xlsform.languages import heading_for
from questionnaire.banks.xlsform.layout import (
    CHECKS,
    CHOICES,
    EXPRESSIONS,
    FIGURES,
    FLAGS,
    SETTINGS,
    SURVEY,
    escaped,
)
from questionnaire.errors import InputError
from questionnaire.translation import _

LONGEST_CELL = 32_767
_TYPES = ("text", "integer", "decimal", "date", "select_one yes_no", "note", "begin_group", "end_group")
_LISTS = {
    "type": _TYPES,
    "bank::answer": tuple(map(str, AnswerType)),
    "bank::short_form": ("yes",),
    "bank::about_prices": ("yes",),
    "bank::theme": tuple(map(str, Theme)),
    "severity": tuple(map(str, Severity)),
    "without": ("evidence",),
    "kind": tuple(map(str, FigureKind)),
}
_WIDTHS = {
    "type": 24,
    "name": 28,
    "list_name": 28,
    "question": 28,
    "id": 28,
    "relevant": 32,
    "constraint": 22,
    "when": 32,
    "of": 32,
}
_NARROW = (
    "bank::row",
    "bank::short_form",
    "bank::about_prices",
    "severity",
    "without",
    "kind",
    "version",
    "appearance",
    "bank::format",
)
_WIDE = ("label", "hint", "because", "next_step", "ask_next", "bank::about", "title", "form_title")
_HIDDEN = ("bank::written",)


def workbook_of(bank: Bank) -> bytes:
    """The bytes of the .xlsx file; the same bank gives the same bytes. Raises `InputError` where a text is too long."""
    survey = SurveyRows(bank)
    data = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(data, options) as workbook:
        workbook.set_properties({"title": bank.id, "created": _LONG_AGO})
        pages = _Pages(workbook, bank)
        pages.add(SURVEY, _SURVEY, survey.rows, fixed=3)
        pages.add(CHOICES, ("list_name", "name", "label::*"), survey.choices, fixed=2)
        pages.add(SETTINGS, (), settings_rows(bank), fixed=0)
        pages.add(
            FLAGS,
            ("question", "when", "without", "severity", "because::*", "next_step::*"),
            flag_rows(bank),
            fixed=1,
        )
        pages.add(CHECKS, ("id", "when", "severity", "because::*", "ask_next::*"), check_rows(bank), fixed=1)
        pages.add(FIGURES, ("id", "kind", "of", "title::*"), figure_rows(bank), fixed=1)
    return data.getvalue()


_LONG_AGO = datetime(2026, 1, 1)  # noqa: DTZ001  (the time a workbook was made would make no two alike)
_SURVEY = (
    "bank::row", "type", "name", "label::*", "hint::*", "relevant", "constraint", "calculation", "appearance", "bank::answer",
    "bank::ask_if", "bank::when", "bank::unit::*", "bank::evidence::*", "bank::based_on", "bank::ask_of", "bank::short_form",
    "bank::about_prices", "bank::was", "bank::written",
)  # fmt: skip


class _Pages:
    """The sheets of a workbook, one after the other."""

    def __init__(self, workbook: Workbook, bank: Bank) -> None:
        self.workbook = workbook
        self.bank = bank
        base = {"font_name": "Arial", "font_size": 10, "text_wrap": True, "valign": "top", "num_format": "@"}
        self.plain = workbook.add_format(base)
        self.head = workbook.add_format({**base, "bold": True, "bg_color": "#E3E8ED", "bottom": 1})
        self.band = workbook.add_format({**base, "bold": True, "bg_color": "#F2F4F6"})
        self.form = workbook.add_format({**base, "font_color": "#59636E"})

    def add(self, name: str, columns: Sequence[str], rows: Sequence[Row], *, fixed: int) -> None:
        """A sheet with its rows; `fixed` columns stay in sight at the left."""
        keys = [key for column in columns or tuple(rows[0]) for key in self._keys(column)]
        page = self.workbook.add_worksheet(name)
        page.freeze_panes(1, fixed)
        for column, key in enumerate(keys):
            page.set_column(column, column, _width(key), self.plain, {"hidden": key in _HIDDEN})
            page.write_string(0, column, key, self.head)
            self._offer(page, column, key)
        for number, row in enumerate(rows, 1):
            style = self._style(row)
            for column, key in enumerate(keys):
                text = row.get(key, "")
                text = text if key in EXPRESSIONS else escaped(text)
                if len(text) > LONGEST_CELL:
                    message = _("A text of {name} is too long for a cell of a workbook ({limit} letters).")
                    raise InputError(
                        message.format(name=row.get("name") or row.get("id") or name, limit=LONGEST_CELL),
                        _("Shorten it, or share the bank file itself."),
                    )
                if text:
                    page.write_string(number, column, text, style)
            page.set_row(number, _height(row, keys))
        if rows:
            page.autofilter(0, 0, len(rows), len(keys) - 1)
            page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})

    def _keys(self, column: str) -> list[str]:
        """The headings of a column: one for each language of the bank where it ends in `*`."""
        if not column.endswith("*"):
            return [column]
        return [column[:-1] + heading_for(language) for language in self.bank.languages]

    def _offer(self, page: Worksheet, column: int, key: str) -> None:
        """Let the fixed words of a column be chosen from a list; other words can be typed too."""
        if key in _LISTS:
            page.data_validation(
                1,
                column,
                5_000,
                column,
                {"validate": "list", "source": list(_LISTS[key]), "show_error": False},
            )

    def _style(self, row: Row) -> object:
        match row.get("bank::row"):
            case "section" | "probes":
                return self.band
            case "form":
                return self.form
        return self.plain


def _height(row: Row, keys: Sequence[str]) -> float:
    """How high a row must be, in points, for the texts in it; LibreOffice does not see to it by itself."""
    lines = [
        sum(math.ceil(max(len(line), 1) / (_width(key) * 1.05)) for line in row[key].split("\n"))
        for key in keys
        if key in row and key not in _HIDDEN
    ]
    return min(13.5 * max(lines, default=1) + 1.5, 409)


def _width(key: str) -> int:
    if key.startswith(_NARROW):
        return 11
    return 48 if key.startswith(_WIDE) else _WIDTHS.get(key, 22)
