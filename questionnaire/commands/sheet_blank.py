"""`questionnaire sheet blank`: the workbook that a supplier fills in before the call."""

import argparse
from pathlib import Path

from questionnaire.commands.arguments import add_supplier
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put
from questionnaire.commands.parser import Parser, Subcommands, add_command
from questionnaire.translation import _

NO_SECOND = "none"


def add_blank(commands: "Subcommands[Parser]") -> None:
    """Add `blank`."""
    about = _("a workbook that the supplier fills in before the call")
    parser = add_command(commands, "blank", about, write_blank)
    add_supplier(parser)
    parser.add_argument("file", metavar="FILE.xlsx", help=_("the workbook to write"))
    parser.add_argument("--short", action="store_true", help=_("the short form, for a first contact"))
    bank = _("id of a bank, or a bank file; by itself that of the last interview with the management")
    parser.add_argument("--bank", metavar="BANK", help=bank)
    second = _("the language beside the first, which --language chooses; none leaves it out")
    parser.add_argument("--second", metavar="LANGUAGE", help=second)
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    parser.set_defaults(takes_bank_language=True)


def write_blank(args: argparse.Namespace) -> int:
    """Write the workbook and print where it stands."""
    with opened(args) as workspace:
        path = workspace.blank_workbooks.write(
            args.supplier,
            Path(args.file),
            bank=args.bank,
            short_form=args.short,
            language=args.language,
            second="" if args.second == NO_SECOND else args.second,
            force=args.force,
        )
    put(_("Written: {path}").format(path=path))
    put(_("What comes back is read with: questionnaire sheet import {file}").format(file=path.name))
    return 0
