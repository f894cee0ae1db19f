"""`questionnaire interview problem`: say that a question did not work, hear what was said, take it back."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview, add_question
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.problems import ProblemKind, parse_problem_kind, problem_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.interviews.problems import Problem
    from questionnaire.rooms.open_interview import OpenInterview


def add_problem(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    about = _("say that a question did not work, for the union that keeps it; never on a sheet")
    parser = add_command(commands, "problem", about, problem, late="kind")
    add_interview(parser)
    add_question(parser)
    kinds = _("what did not work: {kinds}; without it, what was said is listed")
    kind = kinds.format(kinds=", ".join(ProblemKind))
    parser.add_argument("kind", metavar="KIND", nargs="?", help=kind)
    parser.add_argument("--remark", metavar="TEXT", help=_("more about it, in words; no names"))
    back = _("take back what was said last, of this kind where one is given")
    parser.add_argument("--take-back", action="store_true", help=back)
    add_json_option(parser)


def problem(args: argparse.Namespace) -> int:
    """Keep a problem, take the last one back, or list them."""
    from questionnaire.commands.spoken import step_named

    kind = None if args.kind is None else parse_problem_kind(args.kind)
    _refuse_remark_alone(args)
    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        question = step_named(interview, args.question).question.id
        if args.take_back:
            taken = _taken_back(interview, question, kind)
            line = _("Taken back: {problem}").format(problem=problem_line(taken))
        elif kind is not None:
            kept = interview.tell_problem(question, kind, args.remark or "")
            line = _("Kept for the union: {problem}").format(problem=problem_line(kept))
        else:
            line = ""
        told = interview.problems(question)
    if args.json:
        put_json([_as_data(one) for one in told])
    elif line:
        put_wrapped(line)
    elif told:
        for one in told:
            put_wrapped(problem_line(one), "  ", "- ")
    else:
        put(_("Nothing was said against this question."))
    return 0


def _refuse_remark_alone(args: argparse.Namespace) -> None:
    if args.remark is not None and args.take_back:
        raise InputError(_("--remark and --take-back exclude each other."), _("Give one of them."))
    if args.remark is not None and args.kind is None:
        message = _("A remark needs a KIND of problem before it.")
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(ProblemKind)))


def _taken_back(interview: "OpenInterview", question: str, kind: ProblemKind | None) -> "Problem":
    told = [one for one in interview.problems(question) if kind is None or one.kind is kind]
    if not told:
        raise NotFoundError(_("Nothing was said against this question."), _("There is nothing to take back."))
    interview.take_back_problem(told[-1])
    return told[-1]


def _as_data(problem: "Problem") -> dict[str, object]:
    return {
        "question": problem.question,
        "kind": problem.kind,
        "remark": problem.remark,
        "at": problem.at,
        "by": problem.by,
    }
