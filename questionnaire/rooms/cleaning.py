"""Cleaning a question of an interview: what is written, so that what was said in words is gone, and what is told of it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from questionnaire.interviews.cleaning import texts_of, without_texts
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.walk import Answers, Walk
from questionnaire.sheets.audience import Audience
from questionnaire.store.cleaning_values import Cleaned, Cleaning
from questionnaire.translation import _, ngettext


def cleaning_of(
    walk: Walk,
    answers: Answers,
    question: str,
    ids: Sequence[str],
    interview: str,
    revision: int,
    at: datetime,
    by: str,
) -> tuple[Cleaning, Standing]:
    """The cleaning of a question (which goes by these ids) in an interview (a key), and how the interview stands then."""
    step = walk.steps.get(question)
    asked = step.question if step else None
    earlier = walk.context.previous
    previous = {name: one for name, one in earlier.items() if name not in ids or not texts_of(one, asked)}
    left = {name: without_texts(one, asked) if name == question else one for name, one in answers.items()}
    standing = Standing(Walk(walk.bank, replace(walk.context, previous=previous)), left)
    cleaning = Cleaning(
        interview,
        revision,
        question,
        ids,
        lambda answer: without_texts(answer, asked),
        lambda answer: texts_of(answer, asked),
        standing.walk.context,
        at,
        by,
        *standing.figures(),
        standing.findings,
    )
    return cleaning, standing


def lines_of(cleaned: Cleaned) -> list[str]:
    """What there is to tell afterwards: what was done, and where the same may still stand."""
    done = ngettext(
        "Taken out, from the answer and {count} entry of its history, which tells that it was.",
        "Taken out, from the answer and {count} entries of its history, which tells that it was.",
        cleaned.entries,
    )
    if not cleaned.entries:
        done = _("There were no words to take out.")
    lines = [done.format(count=cleaned.entries), _left_in_database(cleaned)]
    if cleaned.evidence_files:
        lines.append(_("A file is kept as evidence with it: look whether that holds names."))
    if cleaned.elsewhere:
        told = ngettext(
            "The same text stands in another interview: {keys}. Clean it there too.",
            "The same text stands in other interviews: {keys}. Clean it there too.",
            len(cleaned.elsewhere),
        )
        lines.append(told.format(keys=", ".join(cleaned.elsewhere)))
    lines.append(_("Copies made before may still hold it: backups, and sheets that were handed out."))
    sheets = (one for one in cleaned.exports if one.audience != Audience.PUBLIC)
    copies = [f"{one.at.astimezone():%Y-%m-%d} {one.file}" for one in sheets]
    copies += [str(path) for path in cleaned.backups]
    if copies:
        lines.append(_("Known of: {copies}.").format(copies="; ".join(copies)))
    return lines


def _left_in_database(cleaned: Cleaned) -> str:
    if cleaned.file is None:
        return _("On the server its traces go with the next VACUUM; its own log may keep them for longer.")
    if cleaned.is_gone:
        return _("Nothing of it is left in {file}.").format(file=cleaned.file)
    message = _(
        "Traces may be left in {file}, which another program has open: close that, and clean once more."
    )
    return message.format(file=cleaned.file)
