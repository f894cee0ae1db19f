"""`questionnaire sheet`: what is handed out about a supplier."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.evidence_shown import put_wrong_files, wrong_file_lines
from questionnaire.commands.opening import language_of, opened
from questionnaire.commands.output import at_local_time, put, put_json, put_table, put_wrapped
from questionnaire.commands.parser import (
    Parser,
    Subcommands,
    add_command,
    add_json_option,
    add_noun,
    near_or_all,
)
from questionnaire.commands.sheet_blank import add_blank
from questionnaire.commands.sheet_import import add_import
from questionnaire.errors import InputError, SheetError
from questionnaire.sheets.audience import AUDIENCE_WORDS, Audience
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.evidence import EvidenceRoom
    from questionnaire.rooms.hand_out import Handed
    from questionnaire.workspace import Workspace

_DIGEST = 12
"""How many letters of a digest a table shows."""


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `sheet` and its commands."""
    commands = add_noun(nouns, "sheet", _("answer sheets: what is handed out"))
    exporting = add_command(
        commands, "export", _("write the answer sheet of a supplier's latest interview"), export, late="file"
    )
    exporting.add_argument(
        "supplier",
        metavar="SUPPLIER",
        nargs="?",
        help=_("name, OS ID or key; a unique beginning is enough"),
    )
    exporting.add_argument(
        "file", metavar="FILE", nargs="?", help=_("the file to write; its ending chooses the format")
    )
    exporting.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        default=str(Audience.INTERNAL),
        help=_("who it is for: internal (default), supplier, union or public"),
    )
    exporting.add_argument("--interview", metavar="KEY", help=_("another interview than the latest"))
    exporting.add_argument("--round", metavar="NAME", help=_("the latest interview of this round"))
    exporting.add_argument(
        "--all", metavar="DIR", help=_("a sheet for every supplier that was interviewed, into a folder")
    )
    exporting.add_argument(
        "--format", metavar="ENDING", help=_("with --all: the format, such as .docx (default .xlsx)")
    )
    exporting.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    exporting.set_defaults(takes_bank_language=True)
    add_blank(commands)
    add_import(commands)
    logging = add_command(commands, "log", _("what was handed out: when, by whom, for whom"), log)
    logging.add_argument("supplier", metavar="SUPPLIER", nargs="?", help=_("only of this supplier"))
    add_json_option(logging)


def export(args: argparse.Namespace) -> int:
    """Write an answer sheet and print where it stands, or one for every supplier."""
    audience = _audience_from(args.audience)
    if args.all is not None:
        return _export_all(args, audience)
    if args.supplier is None or args.file is None:
        args.parser.error(_("a SUPPLIER and a FILE are needed, or --all DIR"))
    if args.format is not None:
        raise InputError(_("--format goes with --all."), _("The ending of FILE chooses the format."))
    with opened(args) as workspace:
        chosen = workspace.hand_out.interview_for(args.supplier, audience, args.interview, args.round)
        handed = workspace.hand_out.export(
            args.supplier,
            Path(args.file),
            audience=audience,
            language=language_of(chosen.bank, args.language),
            interview=chosen.key,
            force=args.force,
        )
        put(_("Written, {audience}: {path}").format(audience=_(AUDIENCE_WORDS[audience]), path=handed.path))
        _tell_remarks([handed.remark])
        put_wrong_files(workspace.evidence, chosen)
    return 0


def log(args: argparse.Namespace) -> int:
    """Print what was handed out, newest first."""
    with opened(args) as workspace:
        found = workspace.hand_out.exports(args.supplier)
    if args.json:
        put_json(found)
        return 0
    if not found:
        put(_("Nothing was handed out yet."))
        return 0
    from questionnaire.sheets.documents import document_words

    head = (_("When"), _("Who"), _("Supplier"), _("What"), _("For"), _("Language"), _("File"), "SHA-256")
    rows = [
        (
            at_local_time(one.at),
            one.by,
            one.supplier_name,
            document_words(one.what),
            _audience_words(one.audience),
            one.language,
            one.file,
            one.digest[:_DIGEST],
        )
        for one in found
    ]
    put_table(head, rows)
    return 0


def _export_all(args: argparse.Namespace, audience: Audience) -> int:
    """Write a sheet for every supplier; one that fails does not stop the others, and is told at the end."""
    if args.supplier is not None or args.interview is not None:
        raise InputError(
            _("--all writes a sheet for every supplier."), _("Leave SUPPLIER, FILE and --interview out.")
        )
    folder, ending = _folder_from(args.all), _ending_from(args.format)
    with opened(args) as workspace:
        if args.language is not None:
            _refuse_language(workspace, args.language)
        suppliers = workspace.hand_out.suppliers_in(args.round)
        each = workspace.hand_out.export_each(
            suppliers,
            folder,
            audience=audience,
            ending=ending,
            round_name=args.round,
            language=args.language,
            force=args.force,
        )
        return _tell(_with_progress(each, len(suppliers)), folder, audience, workspace.evidence)


def _tell(each: "Iterable[Handed]", folder: Path, audience: Audience, evidence: "EvidenceRoom") -> int:
    written, failed, remarks, wrong = 0, [], [], []
    for one in each:
        if one.error is None:
            written += 1
            remarks.append(one.remark)
            wrong += _wrong_files(one, evidence)
        else:
            failed.append((one.supplier.name, one.error))
    told = ngettext(
        "{count} sheet written, {audience}: {folder}", "{count} sheets written, {audience}: {folder}", written
    )
    put(told.format(count=written, audience=_(AUDIENCE_WORDS[audience]), folder=folder))
    _tell_remarks(remarks)
    for line in wrong:
        put_wrapped(line, "  ", "! ")
    sys.stdout.flush()
    for name, error in failed:
        print("questionnaire:", one_line(f"{name}: {error}"), file=sys.stderr)
    return 1 if failed else 0


def _wrong_files(handed: "Handed", evidence: "EvidenceRoom") -> list[str]:
    """Which files of evidence of a sheet are not what was kept, each with the supplier."""
    if handed.interview is None:
        return []
    supplier = one_line(handed.supplier.name)
    return [f"{supplier}, {line}" for line in wrong_file_lines(evidence, handed.interview)]


def _tell_remarks(remarks: Iterable[str]) -> None:
    """What there is to know of the files, each thing once."""
    lines = (line for remark in remarks for line in remark.splitlines())
    for line in dict.fromkeys(filter(None, lines)):
        put(one_line(line))


def _with_progress(each: "Iterable[Handed]", count: int) -> "Iterator[Handed]":
    """The same, with a bar on the terminal behind standard error; to a pipe nothing."""
    if not sys.stderr.isatty():
        yield from each
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("Sheets"), total=count)
        for one in each:
            progress.update(task, advance=1, description=escape(one_line(one.supplier.name)[:30]))
            yield one


def _audience_from(word: str) -> Audience:
    typed = one_line(word).lower()
    if typed not in tuple(Audience):
        message = _("'{word}' is nobody a sheet is made for.").format(word=one_line(word)[:40])
        raise InputError(message, near_or_all(typed, list(Audience)))
    return Audience(typed)


def _audience_words(word: str) -> str:
    return _(AUDIENCE_WORDS[Audience(word)]) if word in tuple(Audience) else one_line(word)


def _ending_from(word: str | None) -> str:
    typed = one_line(word or ".xlsx").lower()
    return typed if typed.startswith(".") else f".{typed}"


def _folder_from(word: str) -> Path:
    """The folder for the sheets, made where it is not there yet."""
    folder = Path(word)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        raise SheetError(_("{path} is no folder.").format(path=folder), _("Give --all a folder.")) from error
    except OSError as error:
        message = _("{path} cannot be made: {why}.").format(path=folder, why=error.strerror or error)
        raise SheetError(message, _("Choose another place.")) from error
    return folder


def _refuse_language(workspace: "Workspace", language: str) -> None:
    """Raise InputError for a language that neither the tool speaks nor any bank here."""
    from questionnaire.translation import LANGUAGES

    known = {code for file in workspace.banks() if file.bank is not None for code in file.bank.languages}
    if language not in known | set(LANGUAGES):
        message = _("No bank here has texts in '{language}'.").format(language=one_line(language)[:40])
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(sorted(known))))
