"""The cells of a workbook, read in a process of its own: a damaged file can then cost no more than that process.

`python -m questionnaire.banks.xlsform.workbook_cells < FILE` writes the sheets as JSON: names and rows of texts, or why not.
It has a bound on its memory, as a few bytes of a damaged file can ask for all there is.
"""

import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from questionnaire.text import clean

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_MEMORY = 2_000_000_000
MOST_ROWS = 60_000
MOST_COLUMNS = 1_000
MOST_CELLS = 3_000_000

Value = str | float | bool | date | time | datetime | timedelta | None


class Cells(msgspec.Struct):
    """Sheets by name, in the order of the file; or the sheet that is too large, or what is wrong with the file."""

    sheets: list[tuple[str, list[list[str]]]] = []
    too_large: str = ""
    wrong: str = ""


def main() -> int:
    """Read the file on standard input, write its cells on standard output."""
    _limit_memory()
    sys.stdout.buffer.write(answer_to(sys.stdin.buffer.read()))
    return 0


def answer_to(data: bytes) -> bytes:
    """The cells of a workbook as JSON, or why there are none."""
    try:
        cells = cells_of(data)
    except Exception as error:  # noqa: BLE001  (whatever the reader raises, the file is at fault)
        cells = Cells(wrong=clean(str(error) or type(error).__name__).split("\n")[0][:120].rstrip("."))
    return msgspec.json.encode(cells)


def cells_of(data: bytes) -> Cells:
    """The cells of a workbook."""
    from python_calamine import CalamineWorkbook, WorksheetNotFound  # noqa: PLC0415

    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    cells = Cells()
    for name in workbook.sheet_names:
        try:
            sheet = _sheet(workbook, name)
        except WorksheetNotFound:  # a chart, or a sheet of macros
            sheet = []
        if sheet is None:
            return Cells(too_large=clean(name))
        cells.sheets.append((clean(name).strip(), sheet))
    return cells


def text_of(value: Value) -> str:
    """What stands in a cell, as text: whole numbers without a point, dates as 2026-05-01."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else clean(str(value)).strip()


def _sheet(workbook: "CalamineWorkbook", name: str) -> list[list[str]] | None:
    """The rows of a sheet, without empty ones at its end; None where there are too many."""
    sheet = workbook.get_sheet_by_name(name)
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
        return None
    rows = [[text_of(value) for value in row] for row in _rows(sheet)]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _rows(sheet: "CalamineSheet") -> Sequence[Sequence[Value]]:
    return sheet.to_python(skip_empty_area=False) if sheet.start is not None else []


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, ValueError, OSError):  # another system, or a lower limit already
        return


if __name__ == "__main__":
    sys.exit(main())
