"""`questionnaire sheet import FILE.json`: what another machine's sheet would bring, and bringing it once that is confirmed."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.commands.output import at_local_time, put, put_json, put_wrapped
from questionnaire.errors import InputError
from questionnaire.interviews.merging import READ, TAKEN, Meeting, Met
from questionnaire.interviews.side_words import answer_in_full
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.merging import AnswerChange
    from questionnaire.rooms.read_plan import Preview
    from questionnaire.store.values import InterviewOverview
    from questionnaire.workspace import Workspace

_ROUNDS = {
    "open": N_("Round {round}, which is open here."),
    "closed": N_("Round {round}, which is closed here and stays so."),
    "made": N_("Round {round} is made here."),
    "made-closed": N_("Round {round} is made here as a closed one: another round is open."),
}
_SHOWN = (Meeting.UPDATED, Meeting.CONFLICT)


def import_json(args: argparse.Namespace, workspace: "Workspace", path: Path) -> int:
    """Show what a sheet of another machine would bring, and bring it where that is confirmed.

    Nothing is written before. Raises InputError where the sheet does not fit, or there is nobody to ask.
    """
    preview = workspace.read_back.preview(path)
    if args.json:
        written = args.yes and not preview.changes_nothing
        if args.yes:
            workspace.read_back.apply(preview)
        put_json(_as_data(preview, written=written))
        return 0
    for line in _lines(preview, workspace):
        put_wrapped(line.lstrip(), " " * (len(line) - len(line.lstrip()) + 2), line[: -len(line.lstrip())])
    if preview.changes_nothing:
        put(_("All of it is here already: nothing changes."))
        return 0
    if not args.yes and not _is_confirmed():
        put(_("Nothing was written."))
        return 0
    interview = workspace.read_back.apply(preview)
    put(_("Read back: interview {key}.").format(key=interview.key))
    if preview.merge.conflicts:
        put(_("Decide with: questionnaire interview conflicts {key}").format(key=interview.key))
    return 0


def _is_confirmed() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(_("Nothing was written."), _("Write what is shown above with --yes."))
    try:
        typed = input(_("Bring this in? [y/N]") + " ")
    except EOFError:
        put("")
        return False
    return one_line(typed).casefold() in ("y", "yes", _("y"), _("yes"))


def _lines(preview: "Preview", workspace: "Workspace") -> Iterator[str]:
    yield from _about(preview)
    if preview.is_new:
        others = [] if preview.match == "new" else workspace.interviews(preview.supplier.id)
        yield from _beside(preview, others)
    yield from _counts(preview)
    for meeting in _SHOWN:
        yield from _both_sides(preview, meeting)
    if preview.unfit:
        names = ", ".join(map(one_line, preview.unfit))
        yield _("Not taken, as no question of the bank takes it; it stays in the file: {names}.").format(
            names=names
        )
    for question, piece in preview.missing:
        message = _("The file of {question} is not here, ask for it: {name} (SHA-256 {digest}).")
        yield message.format(question=question, name=one_line(piece.name) or "-", digest=piece.file)


def _about(preview: "Preview") -> Iterator[str]:
    sheet, site = preview.sheet, preview.sheet.record.supplier
    message = _("Interview with {respondent} of {supplier}, on {bank} {version}, begun {time} by {name}.")
    yield message.format(
        respondent=_(RESPONDENT_WORDS[sheet.interview.respondent]),
        supplier=f"{site.name} ({site.country})" if site.country else site.name,
        bank=sheet.bank.id,
        version=sheet.bank.version,
        time=at_local_time(sheet.interview.started_at),
        name=sheet.record.by,
    )
    yield _("Sheet made {time} by {name}.").format(
        time=at_local_time(sheet.interview.exported_at), name=sheet.record.made_by
    )
    yield _supplier_line(preview)
    if preview.is_new:
        yield _(_ROUNDS[preview.round]).format(round=sheet.interview.round)
        yield _("The interview is new here.")
    else:
        yield _("The interview is here already: {key}.").format(key=sheet.interview.key)
    if preview.merge.finished_at is not None:
        time = at_local_time(preview.merge.finished_at)
        yield _("It is finished there since {time}, and will be here.").format(time=time)


def _supplier_line(preview: "Preview") -> str:
    known, there = preview.supplier, preview.sheet.record.supplier
    line = {
        "new": _("The supplier {supplier} is new here."),
        "os-id": _("The supplier is here: {supplier}, by its OS ID {os_id}."),
        "name": _("The supplier is here: {supplier}, by its name and country."),
    }.get(preview.match, _("The supplier is here: {supplier}."))
    line = line.format(supplier=known.name, os_id=known.os_id)
    if known.name.casefold() == there.name.casefold():
        return line
    return f"{line} " + _("In the sheet it is called {name}.").format(name=there.name)


def _beside(preview: "Preview", others: "list[InterviewOverview]") -> Iterator[str]:
    """The interviews the new one comes to stand beside: nothing of them is mixed."""
    for other in others:
        if other.round.casefold() == preview.sheet.interview.round.casefold():
            message = _("Beside it in that round stays: {respondent}, on {bank} {version}, by {name}.")
            yield message.format(
                respondent=_(RESPONDENT_WORDS[other.respondent]),
                bank=other.bank,
                version=other.bank_version,
                name=other.by,
            )


def _counts(preview: "Preview") -> Iterator[str]:
    count: dict[str, int] = {meeting: len(preview.met_as(meeting)) for meeting in Meeting}
    said = {
        Meeting.NEW: ngettext("{count} answer is new here.", "{count} answers are new here.", count["new"]),
        Meeting.UPDATED: ngettext(
            "{count} answer was changed there since.",
            "{count} answers were changed there since.",
            count["updated"],
        ),
        Meeting.CONFLICT: ngettext(
            "{count} answer differs: ours stays in force, theirs is kept beside it.",
            "{count} answers differ: ours stay in force, theirs are kept beside them.",
            count["conflict"],
        ),
        Meeting.OLDER: ngettext(
            "{count} answer was changed here since, and stays.",
            "{count} answers were changed here since, and stay.",
            count["older"],
        ),
        Meeting.ONLY_HERE: ngettext(
            "{count} answer is here alone, and stays.",
            "{count} answers are here alone, and stay.",
            count["only-here"],
        ),
        Meeting.SAME: ngettext("{count} answer is the same.", "{count} answers are the same.", count["same"]),
    }
    for meeting, words in said.items():
        if count[meeting]:
            yield "  " + words.format(count=count[meeting])
    if preview.merge.settled:
        decided = len(preview.merge.settled)
        words = ngettext(
            "{count} conflict was decided there.", "{count} conflicts were decided there.", decided
        )
        yield "  " + words.format(count=decided)
    if preview.merge.added and not preview.merge.answers:
        yield "  " + _("What led to the answers there is added to the history.")


def _both_sides(preview: "Preview", meeting: Meeting) -> Iterator[str]:
    met = preview.met_as(meeting)
    if not met:
        return
    heads = {Meeting.UPDATED: _("Changed there since"), Meeting.CONFLICT: _("Differs")}
    yield f"{heads[meeting]}:"
    bank, language = preview.bank, preview.bank.languages[0]
    spoken = preview.sheet.interview.language
    language = spoken if spoken in bank.languages else language
    questions = {question.id: question for question in bank.questions()}
    for one in met:
        question = questions[one.question]
        known = " " + _("(kept already)") if one.question in preview.kept else ""
        yield f"  {one_line(bank.in_language(question.ask, language))} [{one.question}]{known}"
        here = answer_in_full(bank, question, one.ours, language) + _by(one.here, one.ours)
        there = answer_in_full(bank, question, one.theirs, language) + _by(one.changes, one.theirs)
        yield "    " + _("here: {answer}").format(answer=here)
        yield "    " + _("there: {answer}").format(answer=there)


def _by(changes: "tuple[AnswerChange, ...]", answer: "Answer") -> str:
    """Who gave an answer and when, as far as the history says."""
    led = [change for change in changes if change.after == answer]
    return f" ({led[-1].by.removesuffix(READ)}, {at_local_time(led[-1].at)})" if led else ""


def _as_data(preview: "Preview", *, written: bool) -> dict[str, object]:
    return {
        "interview": preview.sheet.interview.key,
        "new_interview": preview.is_new,
        "supplier": preview.supplier.id,
        "supplier_name": preview.supplier.name,
        "supplier_name_in_sheet": preview.sheet.record.supplier.name,
        "supplier_known_by": preview.match,
        "round": preview.sheet.interview.round,
        "by": preview.sheet.record.by,
        "made_by": preview.sheet.record.made_by,
        "answers": {meeting: [one.question for one in preview.met_as(meeting)] for meeting in Meeting},
        "differences": [_difference(one) for one in preview.met if one.meeting in (*TAKEN, Meeting.CONFLICT)],
        "not_taken": list(preview.unfit),
        "missing_files": [
            {"question": question, "name": piece.name, "size": piece.size, "sha256": piece.file}
            for question, piece in preview.missing
        ],
        "changes_nothing": preview.changes_nothing,
        "written": written,
    }


def _difference(one: Met) -> dict[str, object]:
    return {"question": one.question, "how": one.meeting, "ours": one.ours, "theirs": one.theirs}
