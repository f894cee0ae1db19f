"""`questionnaire bank check`: every mistake and every warning in files with questions, each at its place."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.banks.mistakes import Told
    from questionnaire.banks.xlsform.data import Place
    from questionnaire.workspace import Workspace

COUNTRY_FILE = "countries.yaml"
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
MISTAKE, WARNING = "mistake", "warning"
_PLACE = re.compile(r"(?P<sheet>[^:]*)(?::(?P<row>\d+))?(?::(?P<column>[A-Z]{1,3}))?: (?P<message>.*)")


class Remark(Struct, frozen=True):
    """A mistake or warning at a place in a file, as other tools take it.

    In a workbook `line` is the row, 0 for the whole sheet. `kind` and `name` are empty where no catalogue has them.
    """

    file: str
    sheet: str
    line: int
    column: int
    kind: str
    severity: str
    name: str
    message: str
    remedy: str
    meant: str

    @property
    def shown(self) -> str:
        """On one line."""
        text = self.message if self.meant or not self.remedy else f"{self.message}; {self.remedy}"
        return f"{self.file}:{self.place}: {self.mark}{one_line(text)}"

    @property
    def place(self) -> str:
        """Line and column, of a workbook sheet, row and the letter of the column."""
        if not self.sheet:
            return f"{self.line}:{self.column}"
        from questionnaire.banks.xlsform.data import Place

        return str(Place(self.sheet, self.line, self.column))

    @property
    def mark(self) -> str:
        """What stands before the text of a warning."""
        return _("warning: ") if self.severity == WARNING else ""


class Checked(Struct, frozen=True):
    """What came out for one file; `holds` says what a file in order holds."""

    path: Path
    remarks: tuple[Remark, ...]
    holds: str = ""


def add_check(commands: "Subcommands[Parser]") -> None:
    """Add `check`."""
    about = _("every mistake and warning in bank files, each with line and column")
    parser = add_command(commands, "check", about, check, late="files")
    what = _("bank file or workbook; countries.yaml is checked as the country file")
    parser.add_argument("files", metavar="FILE", nargs="+", help=what)
    parser.add_argument("--strict", action="store_true", help=_("a warning counts as a mistake"))
    add_json_option(parser)


def check(args: argparse.Namespace) -> int:
    """Print what is to be told of every file; 1 where there was a mistake, or with --strict a warning."""
    with opened(args) as workspace:
        files = [_checked(path, workspace) for path in map(Path, args.files)]
    remarks = [remark for file in files for remark in file.remarks]
    failing = (MISTAKE, WARNING) if args.strict else (MISTAKE,)
    status = 1 if any(remark.severity in failing for remark in remarks) else 0
    if args.json:
        put_json(remarks)
        return status
    for file in files:
        put(*(remark.shown for remark in file.remarks))
        if file.holds:
            count = len(file.remarks)
            ending = ngettext("; {count} warning", "; {count} warnings", count).format(count=count)
            put(f"{file.path}: {file.holds}" + (ending if count else ""))
    return status


def _checked(path: Path, workspace: "Workspace") -> Checked:
    if path.name == COUNTRY_FILE:
        return _checked_countries(path)
    if path.suffix.lower() in WORKBOOKS:
        return _checked_workbook(path)
    return _checked_bank(path, workspace)


def _checked_bank(path: Path, workspace: "Workspace") -> Checked:
    """A bank that changed under its version has a mistake, where a database tells."""
    from questionnaire.banks.read import check_bank
    from questionnaire.banks.warnings import warnings_in
    from questionnaire.commands.bank import contents_of

    bank, mistakes = check_bank(path)
    data = path.read_bytes()
    if bank is not None and workspace.is_released_otherwise(bank):
        from questionnaire.banks.versions import version_not_raised

        mistakes = (version_not_raised(data, bank),)
    found: list[Remark] = [_remark(path, told, MISTAKE) for told in mistakes]
    found += [_remark(path, told, WARNING) for told in warnings_in(data, bank)]
    found.sort(key=lambda remark: (remark.line, remark.column))
    holds = "" if bank is None or mistakes else contents_of(bank)
    return Checked(path, tuple(found), holds)


def _remark(path: Path, told: "Told", severity: str, place: "Place | None" = None) -> Remark:
    sheet, line, column = ("", told.line, told.column) if place is None else place
    return Remark(
        file=str(path),
        sheet=sheet,
        line=line,
        column=column,
        kind=told.kind.code,
        severity=severity,
        name=_(told.kind.title),
        message=told.what,
        remedy=told.remedy,
        meant=told.meant,
    )


def _checked_workbook(path: Path) -> Checked:
    """A workbook as `bank import` takes it; what that would leave out or change is warned of."""
    from questionnaire.banks.xlsform.bring_in import read_source
    from questionnaire.banks.xlsform.told import workbook_warnings
    from questionnaire.commands.bank import contents_of
    from questionnaire.errors import BankMistakesError

    try:
        bank, report = read_source(path)
    except BankMistakesError as error:
        return Checked(path, tuple(_mistake_in_cell(path, line) for line in error.message.splitlines()))
    report.finish()
    name = _("not taken over")
    remarks = [
        Remark(str(path), *note.place, "not-taken-over", WARNING, name, note.what, note.done, "")
        for note in report.notes
    ]
    remarks += [_remark(path, told, WARNING, place) for place, told in workbook_warnings(path)]
    remarks.sort(key=lambda remark: (remark.sheet, remark.line, remark.column))
    return Checked(path, tuple(remarks), contents_of(bank))


def _mistake_in_cell(path: Path, line: str) -> Remark:
    """A mistake as the importer tells it: `FILE:sheet:row:column: message`."""
    found = _PLACE.fullmatch(line.removeprefix(f"{path}:"))
    if found is None:
        return Remark(str(path), "", 1, 1, "", MISTAKE, "", line.removeprefix(f"{path}: "), "", "")
    row, column = int(found["row"] or 0), _number_of(found["column"] or "")
    return Remark(str(path), found["sheet"], row, column, "", MISTAKE, "", found["message"], "", "")


def _number_of(letters: str) -> int:
    """The number of a column, from 1, by its letters; 0 where there are none."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _checked_countries(path: Path) -> Checked:
    from questionnaire.errors import CountriesError
    from questionnaire.reference.read_countries import load_countries

    try:
        countries = load_countries(path)
    except CountriesError as error:
        line, _colon, rest = error.message.removeprefix(f"{path}:").partition(":")
        column, _colon, message = rest.partition(": ")
        if not (line.isdigit() and column.isdigit()):
            raise InputError(error.message, error.hint) from error
        remark = Remark(
            str(path), "", int(line), int(column), "", MISTAKE, "", message.rstrip("."), error.hint, ""
        )
        return Checked(path, (remark,))
    count = len(countries.by_code)
    words = ngettext("{count} country, version {version}", "{count} countries, version {version}", count)
    return Checked(path, (), words.format(count=count, version=countries.version))
