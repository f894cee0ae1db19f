"""`questionnaire interview`: its commands, of which those to list, hold and finish one stand here."""

import argparse

from questionnaire.commands.arguments import add_interview
from questionnaire.commands.interview_answer import add_answer
from questionnaire.commands.interview_clean import add_clean
from questionnaire.commands.interview_compare import add_compare
from questionnaire.commands.interview_conflicts import add_conflicts
from questionnaire.commands.interview_problem import add_problem
from questionnaire.commands.interview_show import add_show
from questionnaire.commands.interview_start import add_start
from questionnaire.commands.interview_update import add_update, newer_line
from questionnaire.commands.interview_voices import add_voices
from questionnaire.commands.opening import opened
from questionnaire.commands.output import at_local_time, put, put_json
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.translation import _


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `interview` and its commands."""
    commands = add_noun(nouns, "interview", _("interviews: one conversation with one respondent"))
    listing = add_command(commands, "list", _("the interviews, the newest first"), list_interviews)
    listing.add_argument("--supplier", metavar="SUPPLIER", help=_("only those with this supplier"))
    add_json_option(listing)
    add_start(commands)
    asking = add_command(commands, "ask", _("hold an interview line by line, without screen control"), ask)
    add_interview(asking)
    add_answer(commands)
    add_show(commands)
    add_update(commands)
    add_voices(commands)
    add_problem(commands)
    add_clean(commands)
    add_compare(commands)
    add_conflicts(commands)
    finishing = add_command(commands, "finish", _("finish an interview"), finish)
    add_interview(finishing)


def list_interviews(args: argparse.Namespace) -> int:
    """Print the interviews, the newest first."""
    from questionnaire.commands.supplier import interview_as_data, put_interviews

    with opened(args) as workspace:
        supplier = workspace.supplier(args.supplier).id if args.supplier is not None else None
        found = workspace.interviews(supplier)
    if args.json:
        put_json([interview_as_data(one) for one in found])
    elif found:
        put_interviews(found)
    else:
        put(_("There are no interviews yet. Begin one with: questionnaire interview start --help"))
    return 0


def ask(args: argparse.Namespace) -> int:
    """Hold an interview line by line."""
    from questionnaire.commands.ask import hold

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        return hold(interview, workspace.countries, newer_line(interview, workspace.newer_bank(interview)))


def finish(args: argparse.Namespace) -> int:
    """Finish an interview and print what is left."""
    from questionnaire.commands.spoken import progress_line

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        if interview.finished_at is not None:
            put(
                _("This interview is finished already, since {time}.").format(
                    time=at_local_time(interview.finished_at)
                )
            )
            return 0
        interview.finish()
        put(_("Finished: {progress}").format(progress=progress_line(interview)))
        put(
            _("Write its sheet with: questionnaire sheet export {supplier} FILE").format(
                supplier=interview.supplier.id
            )
        )
    return 0
