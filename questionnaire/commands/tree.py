"""The tree of commands: every noun adds its own."""

from questionnaire.commands import bank, database, evidence, follow_up, interview, sheet, supplier
from questionnaire.commands.parser import Parser, add_command, add_global_options, speak_through_argparse
from questionnaire.translation import _


def command_line() -> Parser:
    """The whole command line, in the tool's language."""
    speak_through_argparse()
    parser = Parser(
        prog="questionnaire",
        description=_(
            "Interview suppliers about freedom of association. Without a command the screen opens."
        ),
        epilog=_(
            "A SUPPLIER is named by name, OS ID or key, an INTERVIEW by key or supplier. A beginning will do."
        ),
        add_help=False,
        allow_abbrev=False,
    )
    parser.set_defaults(parser=parser, run=None, takes_bank_language=False)
    add_global_options(parser)
    nouns = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    bank.add_to(nouns)
    supplier.add_to(nouns)
    interview.add_to(nouns)
    evidence.add_to(nouns)
    follow_up.add_to(nouns)
    sheet.add_to(nouns)
    database.add_to(nouns)
    demo = add_command(
        nouns, "demo", _("open the screen on a throw-away database with samples"), lambda args: 0
    )
    demo.set_defaults(run=None)
    return parser
