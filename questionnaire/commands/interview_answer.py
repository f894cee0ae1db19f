"""`questionnaire interview answer`: record an answer, and see what it brought about."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview, add_question
from questionnaire.commands.interview_clean import warn_of_names
from questionnaire.commands.interview_data import answer_as_data, progress_as_data
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.commands.spoken import Outcome
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.walk import Step
    from questionnaire.rooms.open_interview import OpenInterview


def add_answer(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    parser = add_command(commands, "answer", _("answer one question"), answer, late="value")
    parser.epilog = _(
        'A VALUE or text that starts with a hyphen: answer INTERVIEW QUESTION -- -5, --note="-5"'
    )
    add_interview(parser)
    add_question(parser)
    value = _("as the bank writes it: yes, secret-ballot, a,b, 1200, 40%%, 2026-05-01")
    parser.add_argument("value", metavar="VALUE", nargs="?", help=value)
    still_so = _("it still is as in the round before, or as the supplier wrote it")
    parser.add_argument("--still-so", action="store_true", help=still_so)
    reasons = _("why there is no value: unknown, refused, not-applicable or to-follow")
    parser.add_argument("--reason", metavar="REASON", help=reasons)
    parser.add_argument("--note", metavar="TEXT", help=_("in place of the note; an empty text removes it"))
    evidence = _('add evidence: seen, promised, received, refused or none, such as "seen: minutes of 3 May"')
    parser.add_argument("--evidence", metavar="EVIDENCE", action="append", default=[], help=evidence)
    parser.add_argument(
        "--clear", action="store_true", help=_("remove value and reason; note and evidence stay")
    )
    parser.add_argument("--mark", action="store_true", default=None, help=_("mark the answer for follow-up"))
    parser.add_argument("--unmark", action="store_false", dest="mark", help=_("remove the mark"))
    add_json_option(parser)


def answer(args: argparse.Namespace) -> int:
    """Record an answer and print what it brought about."""
    from questionnaire.commands.interview_follow_ups import put_offers
    from questionnaire.commands.spoken import record, require_asked, step_named

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        if interview.finished_at is not None:
            message = _("This interview is finished, so its answers stay as they are.")
            hint = _("Open it again with: questionnaire interview ask {key}").format(key=interview.key)
            raise InputError(message, hint)
        step = step_named(interview, args.question)
        require_asked(interview, step)
        new = _changed(args, interview, step)
        interview.visit(step.question.id)
        outcome = record(interview, step.question.id, new)
        if args.json:
            put_json(_outcome_as_data(interview, step, outcome))
        else:
            _put_outcome(interview, step, outcome)
            put_offers(workspace, interview, step.question.id)
        warn_of_names(interview, step.question.id)
    return 0


def _changed(args: argparse.Namespace, interview: "OpenInterview", step: "Step") -> "Answer":
    """The answer as the command line changes it; raises `InputError`."""
    from msgspec.structs import replace

    from questionnaire.commands.typed import with_evidence
    from questionnaire.interviews.answers import parse_evidence, parse_reason, parse_text, parse_value
    from questionnaire.interviews.previous import still_so

    given = [args.value is not None, args.reason is not None, args.still_so, args.clear]
    if sum(given) > 1:
        message = _("VALUE, --reason, --still-so and --clear exclude each other.")
        raise InputError(message, _("Give one of them."))
    if not any(given) and args.note is None and not args.evidence and args.mark is None:
        message = _("Nothing was given as the answer to {question}.").format(question=step.question.id)
        hint = _("Give a VALUE, or --reason, --still-so, --note, --evidence, --mark or --clear.")
        raise InputError(message, hint)
    answer = interview.answer(step.question.id)
    if args.value is not None:
        answer = answer.with_value(parse_value(step.question, args.value))
    elif args.reason is not None:
        answer = answer.with_reason(parse_reason(args.reason))
    elif args.still_so:
        answer = still_so(answer, interview.earlier(step.question.id))
    elif args.clear:
        answer = answer.cleared()
    if args.note is not None:
        answer = replace(answer, note=parse_text(args.note))
    for piece in args.evidence:
        answer = with_evidence(answer, parse_evidence(piece))
    return answer if args.mark is None else replace(answer, marked=args.mark)


def _put_outcome(interview: "OpenInterview", step: "Step", outcome: "Outcome") -> None:
    from questionnaire.commands.spoken import given_in_words, numbered, outcome_lines

    kept = given_in_words(interview, step.question, interview.answer(step.question.id))
    put_wrapped(
        _("Saved: {question}: {answer}").format(question=f"{step.number} {step.question.id}", answer=kept)
    )
    for line in outcome_lines(interview, outcome):
        put_wrapped(line, "  ", "")
    for opened_step in outcome.opened:
        line = _("Now asked: {question}").format(question=numbered(interview, opened_step))
        put_wrapped(f"{line} [{opened_step.question.id}]", "  ", "")
    following = interview.next_question(step.question.id)
    if following is None:
        put(_("Every question that is asked has an answer."))
    else:
        line = _("Next: {step}").format(step=numbered(interview, interview.walk.steps[following]))
        put_wrapped(f"{line} [{following}]", "  ", "")


def _outcome_as_data(interview: "OpenInterview", step: "Step", outcome: "Outcome") -> dict[str, object]:
    from questionnaire.commands.spoken import finding_as_data, text_in

    return {
        "question": step.question.id,
        "answer": answer_as_data(interview, step.question.id),
        "opened": [
            {"question": one.question.id, "number": one.number, "ask": text_in(interview, one.question.ask)}
            for one in outcome.opened
        ],
        "closed": [one.question.id for one in outcome.closed],
        "findings": [finding_as_data(interview, finding) for finding in outcome.found],
        "settled": [finding_as_data(interview, finding) for finding in outcome.settled],
        "next": interview.next_question(step.question.id),
        "progress": progress_as_data(interview),
    }
