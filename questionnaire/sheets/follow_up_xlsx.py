"""Follow-ups as a workbook: one sheet, a row each, to sort and filter. Text goes in as text alone."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook

from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.interviews.follow_ups import STATE_WORDS, FollowUp
from questionnaire.sheets.fitting import line_height, lines_of
from questionnaire.sheets.follow_up_files import COLUMNS, cells_of
from questionnaire.sheets.xlsx_page import HIGHEST_ROW, as_cell
from questionnaire.translation import _

_WIDTHS = {"supplier": 22, "what": 52, "owner": 18, "question": 26, "remark": 34, "key": 38}
_WIDTH = 11
_PRINTED = "remark"
"""The last column that is printed; those after it are for programs and for looking up."""
_DAYS = ("due", "added", "changed")
_SIZE = 10
_LETTERS: dict[str, str | int] = {"font_name": "Arial", "font_size": _SIZE, "valign": "top"}
_NAME_LIMIT = 31


def workbook_of(follow_ups: Sequence[FollowUp], today: date) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same follow-ups on the same day give the same bytes."""
    data = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(data, options) as workbook:
        workbook.set_properties({"created": datetime.combine(today, time(), UTC).replace(tzinfo=None)})
        _fill(workbook, [_shown(one, today) for one in follow_ups])
    return data.getvalue()


def _fill(workbook: Workbook, rows: Sequence[Mapping[str, str]]) -> None:
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4A63", "text_wrap": True}
    heading = workbook.add_format({**_LETTERS, **head})
    text = workbook.add_format({**_LETTERS, "text_wrap": True})
    day = workbook.add_format({**_LETTERS, "num_format": "yyyy-mm-dd", "align": "left"})
    late = workbook.add_format({**_LETTERS, "text_wrap": True, "bold": True, "font_color": "#9C1C13"})
    sheet = workbook.add_worksheet(_("Follow-ups")[:_NAME_LIMIT])
    for column, (name, label) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, column, _(label), heading)
        for place, cells in enumerate(rows, 1):
            cell = cells[name]
            if cell and name in _DAYS:
                sheet.write_datetime(place, column, datetime.fromisoformat(cell), day)
            else:
                sheet.write_string(place, column, as_cell(cell), late if name == "overdue" else text)
    sheet.set_row(0, 44)
    for place, cells in enumerate(rows, 1):
        sheet.set_row(place, _height(cells))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(COLUMNS))}{len(rows) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, max(len(rows), 1), list(COLUMNS).index(_PRINTED))


def _shown(follow_up: FollowUp, today: date) -> dict[str, str]:
    """The cells of a row in words, in the tool's language."""
    cells = cells_of(follow_up, today)
    yes = {name: _("yes") for name in ("overdue", "agreed", "confidential") if cells[name]}
    severity = _(SEVERITY_WORDS[follow_up.severity]) if follow_up.severity else ""
    words = {"state": _(STATE_WORDS[follow_up.state]), "severity": severity, "owner": follow_up.owner.shown}
    return cells | yes | words


def _height(cells: Mapping[str, str]) -> float:
    """How high a row must be for its texts, which LibreOffice does not see to itself."""
    heights = [
        len(lines_of(text, (7 * _WIDTHS.get(name, _WIDTH) - 6) / (_SIZE * 96 / 72)))
        * line_height(text, _SIZE)
        for name, text in cells.items()
    ]
    return min(max(heights) + 4, HIGHEST_ROW)
