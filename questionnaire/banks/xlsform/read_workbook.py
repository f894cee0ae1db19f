"""The sheets of an .xlsx or .xls file as rows of plain texts; what is no workbook, or too much of one, is refused.

A workbook comes from anywhere: its parts are measured before they are read, as a few bytes can stand for millions of cells.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from questionnaire.errors import InputError
from questionnaire.text import clean
from questionnaire.translation import _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_FILE = 30_000_000
LARGEST_UNPACKED = 300_000_000
MOST_ROWS = 60_000
MOST_COLUMNS = 1_000
MOST_CELLS = 3_000_000

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,4})(\d{1,9})[\"'][^>]*(?<!/)>")
"""A cell with something in it; empty ones that only have a style take no room."""
_CHUNK = 1 << 20


class Sheet(NamedTuple):
    """A sheet: its name and its rows of texts, every row as it is numbered in the file."""

    name: str
    rows: list[list[str]]


def read_workbook(path: Path) -> list[Sheet]:
    """The sheets of a workbook. Raises `InputError` where the file cannot be read or is no workbook."""
    data = read_file(path, LARGEST_FILE)
    if data.startswith(_ZIP):
        _measure(data, path)
    elif not data.startswith(_OLE):
        raise _refused(path, _("it is no .xlsx or .xls workbook"))
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        return [_sheet(workbook, name, path) for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError, UnicodeError, OverflowError, MemoryError) as error:
        raise _refused(
            path, _("the workbook is damaged or protected ({why})").format(why=_short(error))
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault in the reader, which is no Exception
            raise
        raise _refused(path, _("the workbook is damaged")) from error


def read_file(path: Path, largest: int) -> bytes:
    """A file's content; raises `InputError` where it cannot be read or is too large."""
    try:
        if not path.is_file():
            raise InputError(
                _("{path} cannot be read: {why}.").format(path=path, why=_("there is no such file")),
                _("Check the path."),
            )
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        message = _("{path} cannot be read: {why}.").format(path=path, why=error.strerror)
        raise InputError(message, _("Check the path.")) from error
    if len(data) > largest:
        raise _refused(path, _("it is larger than {limit} MB").format(limit=largest // 1_000_000))
    return data


def text_of(value: object) -> str:
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


def _sheet(workbook: "CalamineWorkbook", name: str, path: Path) -> Sheet:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except Exception as error:
        if type(error).__name__ == "WorksheetNotFound":  # a chart or a macro sheet
            return Sheet(name, [])
        raise
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
        raise _too_many(path, name)
    rows = [[text_of(value) for value in row] for row in _rows(sheet)]
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet(clean(name).strip(), rows)


def _rows(
    sheet: "CalamineSheet",
) -> Iterator[Sequence[str | float | bool | date | time | datetime | timedelta]]:
    if sheet.start is not None:
        yield from sheet.to_python(skip_empty_area=False)


def _measure(data: bytes, path: Path) -> None:
    """Refuse a workbook that unpacks to too much, and sheets whose cells lie too far apart: a reader makes room for all."""
    room = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > 5_000:
                raise _refused(path, _("it has too many parts for a workbook"))
            if not any(name.lower().endswith("workbook.xml") for name in names):
                raise _refused(path, _("it is no .xlsx workbook"))
            for name in names:
                room -= _measure_part(archive, name, room, path)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise _refused(
            path, _("the workbook is damaged or protected ({why})").format(why=_short(error))
        ) from error


def _measure_part(archive: zipfile.ZipFile, name: str, room: int, path: Path) -> int:
    """How much a part unpacks to; the cells of a sheet are looked at on the way."""
    size, rest = 0, b""
    is_sheet = "/worksheets/" in name.lower()
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > room:
                limit = LARGEST_UNPACKED // 1_000_000
                raise _refused(path, _("it unpacks to more than {limit} MB").format(limit=limit))
            if is_sheet:
                rest += chunk
                _measure_cells(rest, name, path)
                rest = rest[-300:]
    return size


def _measure_cells(part: bytes, name: str, path: Path) -> None:
    for match in _CELL.finditer(part):
        if int(match[2]) > MOST_ROWS or _column(match[1]) > MOST_COLUMNS:
            raise _too_many(path, Path(name).stem)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_many(path: Path, sheet: str) -> InputError:
    why = _("sheet '{sheet}' goes on past row {rows} or column {columns}")
    return _refused(path, why.format(sheet=clean(sheet)[:60], rows=MOST_ROWS, columns=MOST_COLUMNS))


def _refused(path: Path, why: str) -> InputError:
    return InputError(
        _("{path} cannot be imported: {why}.").format(path=path, why=why),
        _("Give an XLSForm workbook (.xlsx or .xls) or a VSAQ questionnaire (.json)."),
    )


def _short(error: BaseException) -> str:
    return clean(str(error) or type(error).__name__).split("\n")[0][:120].rstrip(".")
