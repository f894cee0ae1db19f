"""What a workbook says of its cells besides what stands in them: formulas, percentages, cells that were merged.

The file comes from anywhere: it is measured before it comes here (`banks.xlsform.read_workbook`), and a document that declares
anything of its own is not read.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from msgspec import Struct

from questionnaire.errors import InputError
from questionnaire.translation import _

Cell = tuple[int, int]
"""A row and a column, counted from 0."""

_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_PERCENT_FORMATS = (9, 10)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CHUNK = 1 << 20

Start = Callable[[str, dict[str, str]], None]


class Marks(Struct):
    """The cells of one sheet that hold a formula, that show a part of one as a percentage, that are merged with others."""

    formulas: set[Cell] = set()
    percentages: set[Cell] = set()
    merged: list[tuple[Cell, Cell]] = []

    def is_merged(self, cell: Cell) -> bool:
        """Whether a cell is merged with others."""
        row, column = cell
        return any(
            first[0] <= row <= last[0] and first[1] <= column <= last[1] for first, last in self.merged
        )


def marks_of(data: bytes, sheet: int) -> Marks:
    """The marks of a sheet, by its place among the sheets. Raises `InputError` where the workbook is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            percentages = _percentage_styles(archive)
            reader = _SheetReader(percentages)
            _parse(archive, _path_of(archive, sheet), reader.start)
            return reader.marks
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, IndexError, ValueError, RuntimeError) as error:
        raise InputError(_("The workbook is damaged."), _("Ask for it once more.")) from error


def place_of(reference: str) -> Cell | None:
    """Row and column of a reference such as `E12`."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def reference_to(row: int, column: int) -> str:
    """The reference to a cell, such as `E12`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


class _SheetReader:
    """Looks at the cells of a sheet as they come by; one without a reference stands beside the one before."""

    def __init__(self, percentages: set[int]) -> None:
        self.marks = Marks()
        self._percentages = percentages
        self._row, self._column = -1, -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._row = int(attributes.get("r", self._row + 2)) - 1
                self._column = -1
            case "c":
                here = place_of(attributes.get("r", ""))
                self._row, self._column = here or (self._row, self._column + 1)
                is_number = attributes.get("t", "n") == "n"
                if is_number and int(attributes.get("s", 0)) in self._percentages:
                    self.marks.percentages.add((self._row, self._column))
            case "f":
                self.marks.formulas.add((self._row, self._column))
            case "mergeCell":
                first, _colon, last = attributes.get("ref", "").partition(":")
                ends = place_of(first), place_of(last or first)
                if ends[0] is not None and ends[1] is not None:
                    self.marks.merged.append((ends[0], ends[1]))


def _path_of(archive: zipfile.ZipFile, sheet: int) -> str:
    """The part of the archive that holds a sheet."""
    keys: list[str] = []
    targets: dict[str, str] = {}

    def in_workbook(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            keys.append(next(value for key, value in attributes.items() if key.endswith(":id")))

    def in_relations(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(archive, _WORKBOOK, in_workbook)
    _parse(archive, "xl/_rels/workbook.xml.rels", in_relations)
    return posixpath.normpath(posixpath.join("/xl", targets[keys[sheet]])).lstrip("/")


def _percentage_styles(archive: zipfile.ZipFile) -> set[int]:
    """The styles, by their place, that show a part of one as a percentage."""
    if _STYLES not in archive.namelist():
        return set()
    formats = set(_PERCENT_FORMATS)
    styles: list[int] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in ("cellXfs", "cellStyleXfs"):
            within.append(name)
        elif name == "numFmt" and "%" in _IN_QUOTES.sub("", attributes.get("formatCode", "")):
            formats.add(int(attributes["numFmtId"]))
        elif name == "xf" and within[-1:] == ["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", 0)))

    _parse(archive, _STYLES, start)
    return {place for place, style in enumerate(styles) if style in formats}


def _parse(archive: zipfile.ZipFile, path: str, start: Start) -> None:
    """Tell of every element of a part as it begins, by its name without prefix."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.StartDoctypeDeclHandler = _refuse_declarations
    with archive.open(path) as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_declarations(*_declared: object) -> None:
    raise ValueError
