"""What changed between two rounds as a workbook: an overview, and a row for each change. Text goes in as text alone."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from questionnaire.banks.model import Severity
from questionnaire.sheets import round_sheet as words
from questionnaire.sheets.fitting import line_height, lines_of
from questionnaire.sheets.round_sheet import KIND_WORDS, RoundFlag, RoundSheet
from questionnaire.sheets.round_write import COLUMNS
from questionnaire.sheets.xlsx_page import HIGHEST_ROW, as_cell
from questionnaire.translation import _

_WIDTHS = {
    "change": 19, "number": 8, "ask": 46, "before": 28, "after": 28, "before_flags": 38, "after_flags": 38,
    "question": 24,
}  # fmt: skip
_CHECKS = {"state": 26, "because": 90, "check": 36}
_SIZE = 10
_LETTERS: dict[str, str | int] = {"font_name": "Arial", "font_size": _SIZE, "valign": "top"}
_COLOURS = {
    Severity.HIGH: {"font_color": "#9C1C13", "bg_color": "#FBE3E1"},
    Severity.MEDIUM: {"font_color": "#7A4300", "bg_color": "#FCEFD8"},
    Severity.LOW: {"font_color": "#2F4A63", "bg_color": "#E4EDF5"},
}
_NAME_LIMIT = 31


def render(sheet: RoundSheet) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same comparison gives the same bytes."""
    data = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(data, options) as workbook:
        made = datetime.combine(sheet.new.on, time(), UTC).replace(tzinfo=None)
        workbook.set_properties({"title": as_cell(words.title_of(sheet)), "created": made})
        _Book(workbook, sheet).fill()
    return data.getvalue()


class _Book:
    """The workbook while it is filled."""

    def __init__(self, workbook: Workbook, sheet: RoundSheet) -> None:
        self.workbook = workbook
        self.sheet = sheet
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4A63", "text_wrap": True}
        self.head: Format = workbook.add_format({**_LETTERS, **head})
        self.text: Format = workbook.add_format({**_LETTERS, "text_wrap": True})
        self.bold: Format = workbook.add_format({**_LETTERS, "text_wrap": True, "bold": True})
        self.flagged = {
            severity: workbook.add_format({**_LETTERS, "text_wrap": True, **style})
            for severity, style in _COLOURS.items()
        }

    def fill(self) -> None:
        """The overview, the changes, the checks."""
        self._overview()
        rows = [
            {
                "change": _(KIND_WORDS[row.kind]),
                "number": row.number,
                "ask": row.ask,
                "before": row.before,
                "after": row.after,
                "before_flags": _flags(row.before_flags),
                "after_flags": _flags(row.after_flags),
                "question": row.id,
            }
            for row in self.sheet.rows
        ]
        looks = [
            {"before_flags": self._look(row.before_flags), "after_flags": self._look(row.after_flags)}
            for row in self.sheet.rows
        ]
        page = self._page(_("What changed"), {name: _(COLUMNS[name]) for name in _WIDTHS}, _WIDTHS)
        self._rows(page, _WIDTHS, rows, looks)
        if self.sheet.checks:
            labels = {"state": _("State"), "because": _("What does not fit"), "check": _("Name of the check")}
            page = self._page(_("Checks"), labels, _CHECKS)
            checks = [
                {
                    "state": words.state_of(check),
                    "because": words.flag_line(RoundFlag(check.severity, check.because)),
                    "check": check.id,
                }
                for check in self.sheet.checks
            ]
            looks = [{"because": self.flagged[check.severity]} for check in self.sheet.checks]
            self._rows(page, _CHECKS, checks, looks)

    def _overview(self) -> None:
        page = self.workbook.add_worksheet(_("About")[:_NAME_LIMIT])
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 90)
        sheet = self.sheet
        lines = [
            (_("Supplier"), sheet.supplier),
            (_("Questions"), sheet.title),
            (_("Before"), words.side_line(sheet.old)),
            (_("Now"), words.side_line(sheet.new)),
            *((_(KIND_WORDS[kind]), str(count)) for kind, count in sheet.counts.items()),
            ("", words.statement()),
            ("", words.caution_of(sheet)),
            (_("Interview before"), sheet.old.key),
            (_("Interview"), sheet.new.key),
        ]
        for place, (label, text) in enumerate(lines):
            page.write_string(place, 0, as_cell(label), self.bold)
            page.write_string(place, 1, as_cell(text), self.text)
            page.set_row(place, _height({"text": text}, {"text": 90}))
        page.ignore_errors({"number_stored_as_text": f"B1:B{len(lines)}"})
        page.set_paper(9)
        page.fit_to_pages(1, 0)

    def _page(self, name: str, labels: Mapping[str, str], widths: Mapping[str, int]) -> Worksheet:
        page: Worksheet = self.workbook.add_worksheet(name[:_NAME_LIMIT])
        for column, (key, width) in enumerate(widths.items()):
            page.set_column(column, column, width)
            page.write_string(0, column, as_cell(labels[key]), self.head)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page

    def _rows(
        self,
        page: Worksheet,
        widths: Mapping[str, int],
        rows: Sequence[Mapping[str, str]],
        looks: Sequence[Mapping[str, Format | None]],
    ) -> None:
        for place, (cells, look) in enumerate(zip(rows, looks, strict=True), 1):
            for column, key in enumerate(widths):
                page.write_string(place, column, as_cell(cells[key]), look.get(key) or self.text)
            page.set_row(place, _height(cells, widths))
        last = chr(64 + len(widths))
        page.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{last}{len(rows) + 1}"})

    def _look(self, flags: Sequence[RoundFlag]) -> Format | None:
        """The colours of the heaviest of the flags."""
        order = list(Severity)
        severities = sorted((flag.severity for flag in flags), key=order.index)
        return self.flagged[severities[0]] if severities else None


def _flags(flags: Sequence[RoundFlag]) -> str:
    return "\n".join(map(words.flag_line, flags))


def _height(cells: Mapping[str, str], widths: Mapping[str, int]) -> float:
    """How high a row must be for its texts, which LibreOffice does not see to itself."""
    heights = [
        len(lines_of(text, (7 * widths[name] - 6) / (_SIZE * 96 / 72))) * line_height(text, _SIZE)
        for name, text in cells.items()
    ]
    return min(max(heights) + 4, HIGHEST_ROW)
