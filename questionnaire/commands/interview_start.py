"""`questionnaire interview start`: begin an interview with a supplier."""

import argparse

from questionnaire.commands.arguments import add_supplier
from questionnaire.commands.opening import language_of, opened, respondent_from
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.translation import _


def add_start(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    parser = add_command(commands, "start", _("begin an interview with a supplier"), start)
    add_supplier(parser)
    parser.add_argument("--bank", metavar="BANK", required=True, help=_("id of a bank, or a bank file"))
    roles = _("who answers: management, worker-representative, union, workers or brand")
    parser.add_argument("--respondent", metavar="ROLE", required=True, help=roles)
    parser.add_argument("--short", action="store_true", help=_("the short form, for a first contact"))
    about = _("in a new round, which closes the open one; without NAME it is named after the year")
    parser.add_argument("--new-round", metavar="NAME", nargs="?", const="", help=about)
    parser.set_defaults(takes_bank_language=True)
    add_json_option(parser)


def start(args: argparse.Namespace) -> int:
    """Begin an interview and print its key."""
    from questionnaire.commands.interview_round import round_line
    from questionnaire.commands.spoken import country_warning, numbered

    respondent = respondent_from(args.respondent)
    with opened(args) as workspace:
        new_round = args.new_round is not None
        asked = workspace.rounds.bank_to_ask(args.supplier, args.bank, new_round=new_round)
        interview = workspace.start_interview(
            args.supplier,
            args.bank,
            respondent,
            language=language_of(asked.bank, args.language),
            short_form=args.short,
            new_round=new_round,
            round_name=args.new_round,
        )
        if args.json:
            put_json({"interview": interview.key})
            return 0
        put(
            _("Interview {key} with {supplier} is begun.").format(
                key=interview.key, supplier=interview.supplier.name
            )
        )
        put_wrapped(round_line(interview, asked.release is not None))
        warning = country_warning(interview)
        if warning:
            put_wrapped(warning)
        following = interview.next_question()
        if following is not None:
            put_wrapped(
                _("First: {question}").format(question=numbered(interview, interview.walk.steps[following]))
            )
        put(_("Hold it with: questionnaire interview ask {key}").format(key=interview.key))
    return 0
