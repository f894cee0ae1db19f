"""`questionnaire bank check`: every mistake and every warning in files with questions, each at its place."""

import argparse
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
    from questionnaire.workspace import Workspace

COUNTRY_FILE = "countries.yaml"
MISTAKE, WARNING = "mistake", "warning"


class Remark(Struct, frozen=True):
    """A mistake or warning at a place in a file, as other tools take it; `kind` and `name` are empty for the country file."""

    file: str
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
        return f"{self.file}:{self.line}:{self.column}: {self.mark}{one_line(text)}"

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
    what = _("bank file; countries.yaml is checked as the country file")
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


def _remark(path: Path, told: "Told", severity: str) -> Remark:
    return Remark(
        file=str(path),
        line=told.line,
        column=told.column,
        kind=told.kind.code,
        severity=severity,
        name=_(told.kind.title),
        message=told.what,
        remedy=told.remedy,
        meant=told.meant,
    )


def _checked_countries(path: Path) -> Checked:
    from questionnaire.errors import CountriesError
    from questionnaire.reference.countries import load_countries

    try:
        countries = load_countries(path)
    except CountriesError as error:
        line, _colon, rest = error.message.removeprefix(f"{path}:").partition(":")
        column, _colon, message = rest.partition(": ")
        if not (line.isdigit() and column.isdigit()):
            raise InputError(error.message, error.hint) from error
        remark = Remark(
            str(path), int(line), int(column), "", MISTAKE, "", message.rstrip("."), error.hint, ""
        )
        return Checked(path, (remark,))
    count = len(countries.by_code)
    words = ngettext("{count} country, version {version}", "{count} countries, version {version}", count)
    return Checked(path, (), words.format(count=count, version=countries.version))
