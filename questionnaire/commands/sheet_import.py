"""`questionnaire sheet import`: what came back is read, shown, and written once that is confirmed."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.interview_clean import warn_of_names
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.blank_plan import BlankImport
    from questionnaire.sheets.preview import LineKind, PreviewLine
    from questionnaire.workspace import Workspace

_HEADS = {
    "change": N_("To be written, as answered by the supplier in writing:"),
    "kept-out": N_("Kept out:"),
    "skipped": N_("Passed over:"),
    "wrong": N_("Wrong, and left out:"),
}


def add_import(commands: "Subcommands[Parser]") -> None:
    """Add `import`."""
    about = _("read back what a supplier filled in, or another machine's sheet")
    parser = add_command(commands, "import", about, import_sheet)
    source = _("workbook that the supplier filled in (.xlsx), or sheet (.json)")
    parser.add_argument("file", metavar="FILE", help=source)
    parser.add_argument("--yes", action="store_true", help=_("write without asking"))
    parser.add_argument("--interview", metavar="KEY", help=_("the interview the answers belong to"))
    replacing = _("also where it differs from what was said in the call")
    parser.add_argument("--replace", action="store_true", help=replacing)
    add_json_option(parser)


def import_sheet(args: argparse.Namespace) -> int:
    """Read a file back; the ending says what it is. 1 where something in it is wrong."""
    path = Path(args.file)
    with opened(args) as workspace:
        if path.suffix.lower() == ".json":
            from questionnaire.commands.sheet_import_json import import_json

            _refuse_for_sheets(args)
            return import_json(args, workspace, path)
        return _import_workbook(args, workspace, path)


def _refuse_for_sheets(args: argparse.Namespace) -> None:
    """Refuse what only a workbook can be read with: a sheet says itself whose it is, and nothing in it is replaced."""
    if args.interview is not None:
        message = _("--interview goes with a workbook (.xlsx).")
        raise InputError(message, _("A sheet (.json) says itself which interview it is; leave it out."))
    if args.replace:
        message = _("--replace goes with a workbook (.xlsx).")
        hint = _("Of a sheet (.json) what differs is kept beside yours, to be decided; leave it out.")
        raise InputError(message, hint)


def _import_workbook(args: argparse.Namespace, workspace: "Workspace", path: Path) -> int:
    from questionnaire.sheets.preview import LineKind

    imported = workspace.blank_workbooks.read(path, interview=args.interview, replaces=args.replace)
    if not args.json:
        _put_preview(imported)
    written = None
    if imported.answers and (args.yes or (not args.json and _is_confirmed(len(imported.answers)))):
        written = workspace.blank_workbooks.apply(imported)
    if args.json:
        put_json(_as_data(imported, written.key if written else None))
    else:
        _put_outcome(imported, written.key if written else None)
    if written is not None:
        for question in imported.answers:
            warn_of_names(written, question)
    return 1 if imported.preview.of(LineKind.WRONG) else 0


def _put_preview(imported: "BlankImport") -> None:
    from questionnaire.sheets.preview import LineKind

    put_wrapped(imported.preview.title)
    for notice in imported.preview.notices:
        put_wrapped(notice, "  ", "! ")
    for kind in LineKind:
        _put_lines(kind, imported.preview.of(kind))


def _put_lines(kind: "LineKind", lines: "tuple[PreviewLine, ...]") -> None:
    if lines:
        put("", _(_HEADS[kind]))
    for line in lines:
        put_wrapped(f"{line.where}  {line.what}", "    ", "  ")
        put_wrapped(_told_of(line), "      ", "    ")


def _told_of(line: "PreviewLine") -> str:
    """What becomes of a cell, in words."""
    if line.kind == "wrong":
        return one_line(line.why)
    change = line.after if line.is_remark else f"{line.before or _('open')} -> {line.after}"
    return ": ".join(filter(None, (change, line.why)))


def _is_confirmed(count: int) -> bool:
    """Whether someone at the terminal says yes; in a pipe nobody can be asked, and nothing is written."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(_("Nothing was written."), _("Write what is shown above with --yes."))
    question = ngettext("Write this answer? [y/N]", "Write these {count} answers? [y/N]", count)
    try:
        typed = input("\n" + question.format(count=count) + " ")
    except EOFError:
        put("")
        return False
    return one_line(typed).casefold() in ("y", "yes", _("y"), _("yes"))


def _put_outcome(imported: "BlankImport", written: str | None) -> None:
    put("")
    if not imported.answers:
        put(_("There is nothing to write."))
    elif written is None:
        put(_("Nothing was written."))
    else:
        count = len(imported.answers)
        message = ngettext("{count} answer is written.", "{count} answers are written.", count)
        put(message.format(count=count))
        put(_("Ask about them with: questionnaire interview ask {key}").format(key=written))


def _as_data(imported: "BlankImport", written: str | None) -> dict[str, object]:
    from questionnaire.sheets.preview import LineKind

    preview = imported.preview
    key = imported.interview.key if imported.interview is not None else None
    return {
        "supplier": imported.supplier.id,
        "interview": written or key,
        "bank": imported.identity.bank,
        "version": imported.identity.version,
        "written": written is not None,
        "notices": preview.notices,
        **{
            kind.value.replace("-", "_"): [_line_as_data(one) for one in preview.of(kind)]
            for kind in LineKind
        },
    }


def _line_as_data(line: "PreviewLine") -> dict[str, str]:
    return {
        "cell": line.where,
        "question": line.question,
        "before": line.before,
        "after": line.after,
        "why": line.why,
    }
