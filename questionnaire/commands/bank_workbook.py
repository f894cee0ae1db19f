"""`questionnaire bank export` and `bank import`: a bank out to a workbook, and a workbook or another form in."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from questionnaire.banks.xlsform.bring_in import Imported
    from questionnaire.banks.xlsform.report import Report

_STATES = {
    "new": N_("{path} is written."),
    "changed": N_("{path} is changed; its comments and order are kept."),
    "same": N_("{path} holds the same already; nothing is written."),
    "replaced": N_("{path} is written over."),
}
_KINDS = {
    "bank": N_("a bank's own workbook"),
    "xlsform": N_("an XLSForm"),
    "vsaq": N_("a VSAQ questionnaire"),
}


def add_export(commands: "Subcommands[Parser]") -> None:
    """Add `export`."""
    about = _("a bank as a workbook (an XLSForm), to edit or to share")
    parser = add_command(commands, "export", about, export_bank)
    parser.add_argument("bank", metavar="BANK", help=_("id of a bank, ID@VERSION, or a bank file"))
    parser.add_argument("file", metavar="FILE.xlsx", help=_("the workbook to write"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def add_import(commands: "Subcommands[Parser]") -> None:
    """Add `import`."""
    about = _("a bank from a workbook, an XLSForm or a VSAQ questionnaire")
    parser = add_command(commands, "import", about, import_bank)
    source = _("workbook (.xlsx, .xls) or VSAQ questionnaire (.json)")
    parser.add_argument("source", metavar="FILE", help=source)
    parser.add_argument("file", metavar="FILE.yaml", help=_("the bank file to write, or to change"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is another bank"))
    add_json_option(parser)


def export_bank(args: argparse.Namespace) -> int:
    """Write a bank as a workbook."""
    from questionnaire.banks.xlsform.bring_in import put_file
    from questionnaire.banks.xlsform.write_workbook import workbook_of

    path = Path(args.file)
    if path.suffix.lower() != ".xlsx":
        message = _("{path} is no name for a workbook.").format(path=path)
        raise InputError(message, _("Give it the ending .xlsx."))
    if path.exists() and not args.force:
        message = _("{path} exists already.").format(path=path)
        raise InputError(message, _("Choose another name, or write over it with --force."))
    with opened(args) as workspace:
        bank = workspace.bank_or_release(args.bank)
    put_file(workbook_of(bank), path)
    put(_("{path} holds {bank} {version}.").format(path=path, bank=bank.id, version=bank.version))
    return 0


def import_bank(args: argparse.Namespace) -> int:
    """Bring a workbook or another form into a bank file, and say what came of it."""
    from questionnaire.banks.xlsform import bring_in
    from questionnaire.commands.bank import contents_of

    source, target = Path(args.source), Path(args.file)
    imported, report = bring_in.import_bank(source, target, force=args.force)
    if args.json:
        put_json(_as_data(imported, report, target))
        return 0
    put(_(_STATES[imported.state]).format(path=target))
    put(f"{_(_KINDS[report.kind])}: {contents_of(imported.bank)}")
    _put_names(report)
    if report.notes:
        count = len(report.notes)
        put(ngettext("{count} thing to look at:", "{count} things to look at:", count).format(count=count))
    for note in report.notes:
        start = f"{source}:{note.place}" if str(note.place) else str(target)
        put(one_line(f"{start}: {note.what}: {note.done}"))
    return 0


def _put_names(report: "Report") -> None:
    """Say how many names became other ids; a name whose `_` became `-` is the same name."""
    changed = {
        name: found for name, found in report.names.items() if name.casefold().replace("_", "-") != found
    }
    if changed:
        count = len(changed)
        words = ngettext("{count} name became another id", "{count} names became other ids", count).format(
            count=count
        )
        shown = ", ".join(f"{one_line(name)[:40]} > {found}" for name, found in list(changed.items())[:4])
        more = ", ..." if count > 4 else ""
        put(f"{words}: {shown}{more} " + _("(all of them with --json)"))


def _as_data(imported: "Imported", report: "Report", target: Path) -> dict[str, object]:
    bank = imported.bank
    return {
        "bank": bank.id,
        "version": bank.version,
        "languages": bank.languages,
        "file": str(target),
        "state": imported.state,
        "from": report.kind,
        "sections": len(bank.sections),
        "questions": dict(report.questions),
        "names": report.names,
        "notes": [
            {
                "sheet": note.place.sheet,
                "row": note.place.row or None,
                "column": note.place.column or None,
                "what": note.what,
                "done": note.done,
            }
            for note in report.notes
        ],
    }
