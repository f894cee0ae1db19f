"""`questionnaire interview show`: answers, findings and what is asked next, in lines or as JSON."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview
from questionnaire.commands.evidence_shown import put_wrong_files, wrong_files_as_data
from questionnaire.commands.interview_clean import cleaned_as_data, put_cleaned
from questionnaire.commands.interview_conflicts import put_open_conflicts
from questionnaire.commands.interview_data import answer_as_data, progress_as_data
from questionnaire.commands.interview_update import newer_line, put_set_aside, set_aside_as_data
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.banks.model import Bank
    from questionnaire.commands.interview_follow_ups import FollowUpLines
    from questionnaire.rooms.open_interview import OpenInterview


def add_show(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    parser = add_command(commands, "show", _("answers, findings and what is asked next"), show)
    add_interview(parser)
    add_json_option(parser)


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
        "answers": {name: answer_as_data(interview, name) for name in kept},
        "next": interview.next_question(),
        "progress": progress_as_data(interview),
        "findings": [finding_as_data(interview, finding) for finding in interview.findings],
        "set_aside": set_aside_as_data(interview),
        "cleaned": cleaned_as_data(interview),
        "previous": previous_as_data(interview),
    }


def _put_interview(interview: "OpenInterview", newer: "Bank | None", follow_ups: "FollowUpLines") -> None:
    from questionnaire.commands.interview_round import previous_line
    from questionnaire.commands.spoken import heading_lines, progress_line

    put(*heading_lines(interview))
    put(progress_line(interview))
    put_wrapped(newer_line(interview, newer))
    put_wrapped(previous_line(interview))
    _put_answers(interview)
    _put_idle(interview)
    put_set_aside(interview)
    put_cleaned(interview)
    follow_ups.put_findings()
    put("")
    _put_next(interview)


def _put_answers(interview: "OpenInterview") -> None:
    """Print what is kept of the questions that are asked, by section."""
    from questionnaire.commands.spoken import answer_lines, numbered
    from questionnaire.interviews.answers import OPEN

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


def _put_idle(interview: "OpenInterview") -> None:
    """Print what is kept of questions that are no longer asked."""
    from questionnaire.commands.spoken import given_in_words, numbered
    from questionnaire.interviews.answers import OPEN

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


def _put_next(interview: "OpenInterview") -> None:
    from questionnaire.commands.spoken import numbered

    following = interview.next_question()
    if following is None:
        put(_("Every question that is asked has an answer."))
        return
    line = _("Next: {step}").format(step=numbered(interview, interview.walk.steps[following]))
    put_wrapped(line, "  ", "")
