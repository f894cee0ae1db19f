"""The sheets of an .xlsx or .xls file as rows of plain texts; what is no workbook, or too much of one, is refused.

A workbook comes from anywhere: its parts are measured before they are read, as a few bytes can stand for millions of cells,
and it is read in a process of its own (`workbook_cells`).
"""

import os
import re
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import msgspec

from questionnaire.banks.xlsform.workbook_cells import MOST_COLUMNS, MOST_ROWS, Cells
from questionnaire.errors import InputError
from questionnaire.text import clean
from questionnaire.translation import _

LARGEST_FILE = 30_000_000
LARGEST_UNPACKED = 300_000_000
LONGEST_WAIT = 120

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,4})(\d{1,9})[\"'][^>]*(?<!/)>")
"""A cell with something in it; empty ones that only have a style take no room."""
_CHUNK = 1 << 20
_ROOT = Path(__file__).parents[3]


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
    cells = _cells(data, path)
    if cells.too_large:
        raise _too_many(path, cells.too_large)
    if cells.wrong:
        raise _refused(path, _("the workbook is damaged or protected ({why})").format(why=cells.wrong))
    return [Sheet(name, rows) for name, rows in cells.sheets]


def read_file(path: Path, largest: int) -> bytes:
    """A file's content; raises `InputError` where it cannot be read or is too large."""
    try:
        if not path.is_file():
            why = _("it is not a file") if path.exists() else _("there is no such file")
            raise InputError(
                _("{path} cannot be read: {why}.").format(path=path, why=why), _("Check the path.")
            )
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        message = _("{path} cannot be read: {why}.").format(path=path, why=error.strerror)
        raise InputError(message, _("Check the path.")) from error
    if len(data) > largest:
        raise _refused(path, _("it is larger than {limit} MB").format(limit=largest // 1_000_000))
    return data


def _cells(data: bytes, path: Path) -> Cells:
    """What the other process read; it may end in any way."""
    command = [sys.executable, "-m", "questionnaire.banks.xlsform.workbook_cells"]
    search = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": search}
    try:
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, env=environment, timeout=LONGEST_WAIT, check=True
        )
        return msgspec.json.decode(done.stdout, type=Cells)
    except (subprocess.SubprocessError, msgspec.MsgspecError) as error:
        raise _refused(path, _("the workbook is damaged")) from error


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
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
        why = clean(str(error) or type(error).__name__).split("\n")[0][:120].rstrip(".")
        raise _refused(path, _("the workbook is damaged or protected ({why})").format(why=why)) from error


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
