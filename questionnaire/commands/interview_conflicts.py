"""`questionnaire interview conflicts` and `settle`: answers that differ from another machine's, and which of the two stays."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview, add_question
from questionnaire.commands.opening import opened
from questionnaire.commands.output import at_local_time, put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError
from questionnaire.interviews.side_words import answer_in_full
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.merge_values import Conflict
    from questionnaire.workspace import Workspace

_SIDES = ("ours", "theirs")


def add_conflicts(commands: "Subcommands[Parser]") -> None:
    """Add `conflicts` and `settle`."""
    about = _("answers that differ from those of a sheet that was read back")
    listing = add_command(commands, "conflicts", about, conflicts)
    listing.add_argument("interview", metavar="INTERVIEW", nargs="?", help=_("of one interview alone"))
    listing.add_argument("--all", action="store_true", help=_("those that are decided too"))
    add_json_option(listing)
    settling = add_command(commands, "settle", _("decide which of two answers stays"), settle)
    add_interview(settling)
    add_question(settling)
    keep = _("ours: the answer here stays; theirs: the other comes in its place")
    settling.add_argument("--keep", metavar="SIDE", required=True, help=keep)
    whose = _("whose answer it is about, where there are several: a name, or the key of the conflict")
    settling.add_argument("--from", dest="whose", metavar="NAME", default="", help=whose)
    add_json_option(settling)


def conflicts(args: argparse.Namespace) -> int:
    """Print both sides of each conflict."""
    with opened(args) as workspace:
        key = workspace.open_interview(args.interview).key if args.interview is not None else None
        found = workspace.conflicts.all(key, settled=args.all)
        interviews = {one.interview: workspace.open_interview(one.interview) for one in found}
        if args.json:
            put_json([_as_data(one, interviews[one.interview]) for one in found])
            return 0
        if not found:
            put(_("No answer differs from a sheet that was read back."))
        for one in found:
            _put(one, interviews[one.interview])
    return 0


def settle(args: argparse.Namespace) -> int:
    """Decide on a conflict."""
    from questionnaire.commands.spoken import step_named

    if args.keep not in _SIDES:
        message = _("'{word}' is neither side.").format(word=one_line(args.keep)[:40])
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(_SIDES)))
    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        question = step_named(interview, args.question).question
        conflict = workspace.conflicts.about(interview.key, question.id, one_line(args.whose))
        after = workspace.conflicts.settle(conflict, theirs=args.keep == "theirs")
        if args.json:
            put_json({"question": question.id, "kept": args.keep, "answer": after.answer(question.id)})
            return 0
        words = answer_in_full(after.bank, question, after.answer(question.id), after.language)
        put_wrapped(_("In force: {question}: {answer}").format(question=question.id, answer=words), "  ", "")
    return 0


def put_open_conflicts(workspace: "Workspace", interview: "OpenInterview") -> None:
    """Say how many answers of an interview differ from a sheet that was read back, and where to see both sides."""
    count = len(workspace.conflicts.all(interview.key))
    if count:
        words = ngettext(
            "{count} answer differs from a sheet that was read back: questionnaire interview conflicts {key}",
            "{count} answers differ from a sheet that was read back: questionnaire interview conflicts {key}",
            count,
        )
        put_wrapped(words.format(count=count, key=interview.key), "  ", "")


def _put(conflict: "Conflict", interview: "OpenInterview") -> None:
    step = interview.walk.steps.get(conflict.question)
    ask = one_line(interview.bank.in_language(step.question.ask, interview.language)) if step else ""
    number = step.number if step else ""
    put_wrapped(
        f"{interview.supplier.name}, {interview.round}: {number} {ask} [{conflict.question}]", "  ", ""
    )
    if step is not None:
        for line in side_lines(conflict, interview):
            put_wrapped(line, "    ", "  ")
    if conflict.kept is not None and conflict.settled_at is not None:
        kept = _("Decided {time} by {name}: ours stayed.")
        if conflict.kept == "theirs":
            kept = _("Decided {time} by {name}: theirs came in its place.")
        put(
            "  "
            + kept.format(time=at_local_time(conflict.settled_at), name=one_line(conflict.settled_by or ""))
        )
        return
    command = f"questionnaire interview settle {conflict.interview} {conflict.question}"
    put("  " + _("Decide with: {command}").format(command=f"{command} --keep ours|theirs"))


def side_lines(conflict: "Conflict", interview: "OpenInterview") -> tuple[str, str]:
    """Both sides of a conflict, a line each."""
    question = interview.walk.steps[conflict.question].question
    ours, theirs = (
        answer_in_full(interview.bank, question, answer, interview.language)
        for answer in (conflict.ours, conflict.theirs.answer)
    )
    time = at_local_time(conflict.said_at or conflict.read_at)
    whose = _("from {name}, {time}: {answer}").format(name=conflict.origin, time=time, answer=theirs)
    return _("here: {answer}").format(answer=ours), whose


def _as_data(conflict: "Conflict", interview: "OpenInterview") -> dict[str, object]:
    return {
        "conflict": conflict.id,
        "interview": conflict.interview,
        "supplier": interview.supplier.id,
        "question": conflict.question,
        "ours": conflict.ours,
        "theirs": conflict.theirs.answer,
        "from": conflict.origin,
        "said_at": conflict.said_at,
        "read_at": conflict.read_at,
        "read_by": conflict.read_by,
        "kept": conflict.kept,
        "settled_at": conflict.settled_at,
        "settled_by": conflict.settled_by,
    }
