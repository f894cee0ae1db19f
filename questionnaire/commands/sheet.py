"""`questionnaire sheet`: what is handed out about a supplier."""

import argparse
from pathlib import Path

from questionnaire.commands.opening import language_of, opened
from questionnaire.commands.output import put
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_noun
from questionnaire.translation import _


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `sheet` and its commands."""
    commands = add_noun(nouns, "sheet", _("answer sheets: what is handed out"))
    exporting = add_command(
        commands, "export", _("write the answer sheet of a supplier's latest interview"), export
    )
    exporting.add_argument(
        "supplier", metavar="SUPPLIER", help=_("name, OS ID or key; a unique beginning is enough")
    )
    exporting.add_argument("file", metavar="FILE", help=_("the file to write; its ending chooses the format"))
    exporting.add_argument("--interview", metavar="KEY", help=_("another interview than the latest"))
    exporting.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    exporting.set_defaults(takes_bank_language=True)


def export(args: argparse.Namespace) -> int:
    """Write an answer sheet and print where it stands."""
    with opened(args) as workspace:
        language = args.language
        if language is not None:
            supplier = workspace.supplier(args.supplier)
            language = language_of(workspace.open_interview(args.interview or supplier.id).bank, language)
        path = workspace.export_sheet(
            args.supplier, Path(args.file), language=language, interview=args.interview, force=args.force
        )
    put(_("Written: {path}").format(path=path))
    return 0
