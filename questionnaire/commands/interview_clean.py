"""`questionnaire interview clean`: take what was said of a question out for good; and the warning that calls for it."""

import argparse
import sys
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview, add_question
from questionnaire.commands.opening import opened
from questionnaire.commands.output import at_local_time, put, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command
from questionnaire.errors import InputError, NotFoundError
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.values import HistoryEntry

_YES = ("yes", "y", "ja", "j")


def add_clean(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    about = _("take what was said of a question out for good, such as names; that it was is kept")
    parser = add_command(commands, "clean", about, clean)
    add_interview(parser)
    add_question(parser)
    parser.add_argument("--yes", action="store_true", help=_("do it without asking"))


def clean(args: argparse.Namespace) -> int:
    """Clean a question and print what was done, and where the same may still stand."""
    from questionnaire.rooms.cleaning import lines_of

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        question = _question_named(interview, args.question)
        if not (args.yes or _agreed(question)):
            put(_("Nothing was changed."))
            return 0
        for line in lines_of(interview.clean(question)):
            put_wrapped(line)
    return 0


def warn_of_names(interview: "OpenInterview", question: str) -> None:
    """Say on standard error, in one line, that an answer holds what looks like a list of people. It is kept all the same."""
    from questionnaire.interviews.names import names_in_answer

    if names_in_answer(interview.answer(question)):
        told = _(
            "This looks like a list of names: note roles and how many instead. "
            "Take it out with: questionnaire interview clean {key} {question}"
        )
        sys.stdout.flush()
        print("questionnaire:", told.format(key=interview.key, question=question), file=sys.stderr)


def put_cleaned(interview: "OpenInterview") -> None:
    """Print which questions were cleaned, when and by whom."""
    cleaned = _cleanings(interview)
    if cleaned:
        put("", _("What was said was taken out"))
    for entry in cleaned:
        told = _("{question}: cleaned on {time} by {who}")
        put_wrapped(
            told.format(question=entry.question, time=at_local_time(entry.at), who=entry.cleaned_by),
            "    ",
            "- ",
        )


def cleaned_as_data(interview: "OpenInterview") -> list[dict[str, object]]:
    """The same as JSON has it."""
    return [
        {"question": entry.question, "at": entry.at, "by": entry.cleaned_by}
        for entry in _cleanings(interview)
    ]


def _cleanings(interview: "OpenInterview") -> "list[HistoryEntry]":
    """The entries of the history that say that a question was cleaned."""
    return [entry for entry in interview.history() if entry.cleaned_at == entry.at]


def _question_named(interview: "OpenInterview", named: str) -> str:
    """A question by id or number, or the id of one whose answer was set aside; raises NotFoundError."""
    from questionnaire.commands.spoken import step_named

    try:
        return step_named(interview, named).question.id
    except NotFoundError:
        if any(one.question == named for one in interview.set_aside()):
            return named
        raise


def _agreed(question: str) -> bool:
    """Ask; raises InputError where nobody can be asked."""
    told = _("What was said of {question} in words goes out of the database and its history for good.")
    if not _is_terminal():
        message = _("Taking out what was said cannot be undone, so it is not done unasked.")
        raise InputError(message, _("Add --yes."))
    put_wrapped(told.format(question=question))
    print(_("Take it out? Type yes or no."), end=" ", flush=True)
    return sys.stdin.readline().strip().casefold().rstrip(".!") in _YES


def _is_terminal() -> bool:
    return sys.stdin.isatty()
