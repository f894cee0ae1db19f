"""`questionnaire interview update`: an interview goes over to a newer version of its questions."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview
from questionnaire.commands.evidence_shown import piece_as_data
from questionnaire.commands.opening import opened
from questionnaire.commands.output import at_local_time, put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.banks.model import Bank
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.values import SetAside


def newer_line(interview: "OpenInterview", newer: "Bank | None") -> str:
    """A sentence that a newer version is there and how to take it over; empty where there is none."""
    if newer is None:
        return ""
    sentence = _(
        "There is a newer version of these questions, {new}; this interview is on {old}. "
        "Take it over with: questionnaire interview update {key}"
    )
    return sentence.format(new=newer.version, old=interview.bank.version, key=interview.key)


def add_update(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    about = _("take a newer version of the questions over; what no longer fits is set aside and kept")
    parser = add_command(commands, "update", about, update)
    add_interview(parser)
    add_json_option(parser)


def update(args: argparse.Namespace) -> int:
    """Take the newest version of the questions over and print what became of the answers."""
    from questionnaire.interviews.carried import carried_over

    with opened(args) as workspace:
        before = workspace.open_interview(args.interview)
        newer = workspace.newer_bank(before)
        if newer is None:
            _put_nothing_newer(before, args.json)
            return 0
        carried = carried_over(before.bank, newer, before.answers)
        after = workspace.take_over(before, newer)
        aside = [one for one in after.set_aside() if one.bank.version == before.bank.version]
        if args.json:
            data = {
                "kept": len(carried.answers),
                "renamed": {was: name for name, was in carried.renamed.items()},
                "set_aside": [one.question for one in aside if one.question in carried.set_aside],
                "next": after.next_question(),
            }
            put_json({**_versions(before, newer), "updated": True, **data})
            return 0
        message = _("Interview {key} is now on {bank} {new}; it was on {old}.")
        put(message.format(key=after.key, bank=newer.id, new=newer.version, old=before.bank.version))
        _put_kept(after, len(carried.answers), carried.renamed)
        if aside:
            put_set_aside(after)
        _put_open(before, after)
    return 0


def put_set_aside(interview: "OpenInterview") -> None:
    """Print the answers that newer versions had no place for."""
    aside = interview.set_aside()
    if aside:
        put(
            "", _("Set aside when a newer version of the questions came; kept, and left out of what came out")
        )
    for one in aside:
        put_wrapped(f"{_asked(interview, one)} {_given(interview, one)}", "    ", "- ")
        if one.answer.note:
            put_wrapped(_("Note: {note}").format(note=one_line(one.answer.note)), "      ", "    ")
        about = _("{bank} {version}, {question}; set aside {time}")
        values = {"bank": one.bank.id, "version": one.bank.version, "question": one.question}
        put_wrapped(about.format(**values, time=at_local_time(one.at)), "      ", "    ")


def set_aside_as_data(interview: "OpenInterview") -> list[dict[str, object]]:
    """The answers that newer versions had no place for, as JSON has them."""
    return [
        {
            "question": one.question,
            "ask": _asked(interview, one),
            "bank_version": one.bank.version,
            "value": one.answer.value,
            "reason": one.answer.reason,
            "note": one.answer.note,
            "evidence": [piece_as_data(piece) for piece in one.answer.evidence],
            "marked": one.answer.marked,
            "set_aside_at": one.at,
            "by": one.by,
        }
        for one in interview.set_aside()
    ]


def _versions(interview: "OpenInterview", newer: "Bank | None") -> dict[str, object]:
    old = interview.bank.version
    return {
        "interview": interview.key,
        "bank": interview.bank.id,
        "from": old,
        "to": newer.version if newer else old,
    }


def _put_nothing_newer(interview: "OpenInterview", as_json: bool) -> None:
    if as_json:
        put_json({**_versions(interview, None), "updated": False})
    elif interview.finished_at is not None:
        put(_("This interview is finished, so it stays on the questions it was held on."))
    else:
        words = _("There is no newer version of {bank} than {version}, which this interview is on.")
        put(words.format(bank=interview.bank.id, version=interview.bank.version))


def _put_kept(after: "OpenInterview", kept: int, renamed: dict[str, str]) -> None:
    put(ngettext("{count} answer comes along.", "{count} answers come along.", kept).format(count=kept))
    for name, was in renamed.items():
        number = after.walk.steps[name].number
        put_wrapped(_("{was} is now {number} {name}").format(was=was, number=number, name=name), "  ", "- ")


def _put_open(before: "OpenInterview", after: "OpenInterview") -> None:
    """Print the questions that are open now and were not there, or not open, before."""
    from questionnaire.commands.spoken import numbered

    known = {step.question.id for step in before.asked() if not before.answer(step.question.id).is_given}
    steps = [
        step
        for step in after.asked()
        if not after.answer(step.question.id).is_given and step.question.id not in known
    ]
    if steps:
        put("", _("To be asked now"))
    for step in steps:
        put_wrapped(f"{numbered(after, step)} [{step.question.id}]", "    ", "- ")


def _asked(interview: "OpenInterview", one: "SetAside") -> str:
    question = next(question for question in one.bank.questions() if question.id == one.question)
    return one_line(one.bank.in_language(question.ask, interview.language))


def _given(interview: "OpenInterview", one: "SetAside") -> str:
    from questionnaire.interviews.answers import REASON_LABELS, value_as_shown

    if one.answer.reason is not None:
        return _(REASON_LABELS[one.answer.reason])
    if one.answer.value is None:
        return _("open")
    question = next(question for question in one.bank.questions() if question.id == one.question)
    return one_line(value_as_shown(one.bank, question, one.answer.value, interview.language))
