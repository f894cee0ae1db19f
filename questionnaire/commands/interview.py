"""`questionnaire interview`: begin one, answer a question, see where it stands, hold it, finish it."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.evidence_shown import piece_as_data, put_wrong_files, wrong_files_as_data
from questionnaire.commands.interview_clean import (
    add_clean,
    add_clean_arguments,
    cleaned_as_data,
    put_cleaned,
    warn_of_names,
)
from questionnaire.commands.interview_compare import add_compare
from questionnaire.commands.interview_conflicts import add_conflicts, put_open_conflicts
from questionnaire.commands.interview_problem import add_problem, add_problem_arguments
from questionnaire.commands.interview_update import newer_line, put_set_aside, set_aside_as_data, update
from questionnaire.commands.interview_voices import add_voices
from questionnaire.commands.opening import language_of, opened, respondent_from
from questionnaire.commands.output import at_local_time, put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.banks.model import Bank
    from questionnaire.commands.interview_follow_ups import FollowUpLines
    from questionnaire.commands.spoken import Outcome
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.walk import Step
    from questionnaire.rooms.open_interview import OpenInterview


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `interview` and its commands."""
    commands = add_noun(nouns, "interview", _("interviews: one conversation with one respondent"))
    listing = add_command(commands, "list", _("the interviews, the newest first"), list_interviews)
    listing.add_argument("--supplier", metavar="SUPPLIER", help=_("only those with this supplier"))
    add_json_option(listing)
    _add_start(commands)
    asking = add_command(commands, "ask", _("hold an interview line by line, without screen control"), ask)
    _add_interview(asking)
    _add_answer(commands)
    showing = add_command(commands, "show", _("answers, findings and what is asked next"), show)
    _add_interview(showing)
    add_json_option(showing)
    about = _("take a newer version of the questions over; what no longer fits is set aside and kept")
    updating = add_command(commands, "update", about, update)
    _add_interview(updating)
    add_json_option(updating)
    add_voices(commands)
    problems = add_problem(commands)
    _add_interview(problems)
    add_problem_arguments(problems)
    cleaning = add_clean(commands)
    _add_interview(cleaning)
    add_clean_arguments(cleaning)
    add_compare(commands)
    add_conflicts(commands)
    finishing = add_command(commands, "finish", _("finish an interview"), finish)
    _add_interview(finishing)


def _add_start(commands: "Subcommands[Parser]") -> None:
    parser = add_command(commands, "start", _("begin an interview with a supplier"), start)
    parser.add_argument(
        "supplier", metavar="SUPPLIER", help=_("name, OS ID or key; a unique beginning is enough")
    )
    parser.add_argument("--bank", metavar="BANK", required=True, help=_("id of a bank, or a bank file"))
    roles = _("who answers: management, worker-representative, union, workers or brand")
    parser.add_argument("--respondent", metavar="ROLE", required=True, help=roles)
    parser.add_argument("--short", action="store_true", help=_("the short form, for a first contact"))
    about = _("in a new round, which closes the open one; without NAME it is named after the year")
    parser.add_argument("--new-round", metavar="NAME", nargs="?", const="", help=about)
    parser.set_defaults(takes_bank_language=True)
    add_json_option(parser)


def _add_answer(commands: "Subcommands[Parser]") -> None:
    parser = add_command(commands, "answer", _("answer one question"), answer, late="value")
    parser.epilog = _(
        'A VALUE or text that starts with a hyphen: answer INTERVIEW QUESTION -- -5, --note="-5"'
    )
    _add_interview(parser)
    parser.add_argument("question", metavar="QUESTION", help=_("id or number of a question"))
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


def _add_interview(parser: Parser) -> None:
    about = _("key of an interview, or a supplier for its latest; a unique beginning is enough")
    parser.add_argument("interview", metavar="INTERVIEW", help=about)


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


def ask(args: argparse.Namespace) -> int:
    """Hold an interview line by line."""
    from questionnaire.commands.ask import hold

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        return hold(interview, workspace.countries, newer_line(interview, workspace.newer_bank(interview)))


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
        "answer": _answer_as_data(interview, step.question.id),
        "opened": [
            {"question": one.question.id, "number": one.number, "ask": text_in(interview, one.question.ask)}
            for one in outcome.opened
        ],
        "closed": [one.question.id for one in outcome.closed],
        "findings": [finding_as_data(interview, finding) for finding in outcome.found],
        "settled": [finding_as_data(interview, finding) for finding in outcome.settled],
        "next": interview.next_question(step.question.id),
        "progress": _progress_as_data(interview),
    }


def show(args: argparse.Namespace) -> int:
    """Print where an interview stands."""
    from questionnaire.commands.interview_follow_ups import FollowUpLines

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        newer = workspace.newer_bank(interview)
        if args.json:
            data = {**_as_data(interview), "newer_version": newer.version if newer else None}
            data["wrong_files"] = wrong_files_as_data(workspace.evidence, interview)
            data["conflicts"] = [one.question for one in workspace.conflicts.all(interview.key)]
            put_json(FollowUpLines(workspace, interview).as_data(data))
        else:
            _put_interview(interview, newer, FollowUpLines(workspace, interview))
            put_wrong_files(workspace.evidence, interview)
            put_open_conflicts(workspace, interview)
    return 0


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


def _answer_as_data(interview: "OpenInterview", question: str) -> dict[str, object]:
    answer = interview.answer(question)
    return {
        "value": answer.value,
        "reason": answer.reason,
        "note": answer.note,
        "evidence": [piece_as_data(piece) for piece in answer.evidence],
        "marked": answer.marked,
        "source": answer.source,
        "since": answer.since or None,
        "asked": interview.walk.is_asked(question, interview.answers),
    }


def _progress_as_data(interview: "OpenInterview") -> dict[str, object]:
    progress = interview.progress()
    return {
        "asked": progress.asked,
        "answered": progress.answered,
        "open": progress.open,
        "reasons": progress.reasons,
    }


def _as_data(interview: "OpenInterview") -> dict[str, object]:
    from questionnaire.commands.interview_round import previous_as_data
    from questionnaire.commands.spoken import finding_as_data
    from questionnaire.interviews.answers import OPEN

    kept = [name for name in interview.walk.steps if interview.answer(name) != OPEN]
    return {
        "interview": interview.key,
        "supplier": interview.supplier.id,
        "supplier_name": interview.supplier.name,
        "round": interview.round,
        "bank": interview.bank.id,
        "bank_version": interview.bank.version,
        "respondent": interview.respondent,
        "language": interview.language,
        "short_form": interview.short_form,
        "started_at": interview.started_at,
        "finished_at": interview.finished_at,
        "answers": {name: _answer_as_data(interview, name) for name in kept},
        "next": interview.next_question(),
        "progress": _progress_as_data(interview),
        "findings": [finding_as_data(interview, finding) for finding in interview.findings],
        "set_aside": set_aside_as_data(interview),
        "cleaned": cleaned_as_data(interview),
        "previous": previous_as_data(interview),
    }


def _put_interview(interview: "OpenInterview", newer: "Bank | None", follow_ups: "FollowUpLines") -> None:
    from questionnaire.commands.interview_round import previous_line
    from questionnaire.commands.spoken import (
        answer_lines,
        given_in_words,
        heading_lines,
        numbered,
        progress_line,
    )
    from questionnaire.interviews.answers import OPEN

    put(*heading_lines(interview))
    put(progress_line(interview))
    put_wrapped(newer_line(interview, newer))
    put_wrapped(previous_line(interview))
    marks = interview.marks()
    section = None
    for step in interview.asked():
        answer = interview.answer(step.question.id)
        if answer == OPEN:
            continue
        if step.section.id != section:
            section = step.section.id
            title = one_line(interview.bank.in_language(step.section.title, interview.language))
            put("", f"{step.number.partition('.')[0]} {title}")
        indent = "  " * step.depth
        put_wrapped(numbered(interview, step), f"{indent}    ", f"{indent}{marks[step.question.id]} ")
        for line in answer_lines(interview, step.question, answer):
            put_wrapped(line, f"{indent}      ", f"{indent}    ")
    idle = [
        step
        for name, step in interview.walk.steps.items()
        if interview.answer(name) != OPEN and not interview.walk.is_asked(name, interview.answers)
    ]
    if idle:
        put("", _("No longer asked; kept, and left out of what came out"))
        for step in idle:
            given = given_in_words(interview, step.question, interview.answer(step.question.id))
            put_wrapped(f"{numbered(interview, step)} {given}", "    ", "- ")
    put_set_aside(interview)
    put_cleaned(interview)
    follow_ups.put_findings()
    following = interview.next_question()
    put("")
    if following is None:
        put(_("Every question that is asked has an answer."))
    else:
        put_wrapped(
            _("Next: {step}").format(step=numbered(interview, interview.walk.steps[following])), "  ", ""
        )
