"""`questionnaire bank try`: a bank file in the real screen of a call, shown anew whenever it is saved."""

import argparse
from pathlib import Path

from questionnaire.banks.model import Respondent
from questionnaire.commands.opening import respondent_from
from questionnaire.commands.parser import Parser, Subcommands, add_command
from questionnaire.errors import InputError
from questionnaire.translation import _


def add_try(commands: "Subcommands[Parser]") -> None:
    """Add `try`."""
    about = _("hold a made-up interview on a bank file; it is shown anew whenever you save it")
    parser = add_command(commands, "try", about, try_bank, late="file")
    parser.add_argument("file", metavar="FILE", help=_("the bank file"))
    who = _("who answers: {roles}").format(roles=", ".join(Respondent))
    parser.add_argument("--respondent", metavar="ROLE", default=Respondent.MANAGEMENT, help=who)
    parser.add_argument("--country", metavar="CC", help=_("where the made-up supplier is, such as BD"))
    parser.add_argument("--short", action="store_true", help=_("the short form"))
    parser.set_defaults(takes_bank_language=True)


def try_bank(args: argparse.Namespace) -> int:
    """Open the screen; nothing is kept."""
    from questionnaire.commands.main import refuse_pipe

    path = Path(args.file).expanduser()
    if not path.is_file():
        message = _("{path} cannot be read: there is no such file.").format(path=path)
        raise InputError(message, _("Check the path."))
    respondent = respondent_from(args.respondent)
    refuse_pipe(_("Check the file instead: questionnaire bank check FILE"))
    from questionnaire.terminal.try_bank import run_try

    return run_try(
        path,
        banks=args.banks,
        respondent=respondent,
        country=args.country,
        language=args.language,
        short_form=args.short,
    )
