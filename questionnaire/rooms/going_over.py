"""An interview going over to another version of its bank: whether it can, and what is written."""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.banks.model import Bank
from questionnaire.banks.pairs import question_pairs
from questionnaire.errors import InputError
from questionnaire.interviews.carried import carried_over
from questionnaire.interviews.previous import carried_previous
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.walk import Walk
from questionnaire.store.values import TakeOver
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview


def refuse_to_go_over(interview: "OpenInterview", bank: Bank) -> None:
    """Raise InputError where an interview cannot go over to a bank."""
    if interview.finished_at is not None:
        message = _("This interview is finished, so it stays on the questions it was held on.")
        raise InputError(message, _("Reopen it first."))
    if bank.id != interview.bank.id or bank.version == interview.bank.version:
        message = _("{bank} {version} is no other version of the questions of this interview.")
        raise InputError(message.format(bank=bank.id, version=bank.version))
    if interview.short_form and not any(question.short_form for question in bank.questions()):
        message = _("The bank {bank} has no short form.").format(bank=bank.id)
        raise InputError(message, _("Begin another interview, on the whole bank."))


def take_over_of(interview: "OpenInterview", bank: Bank, revision: int, at: datetime) -> TakeOver:
    """All that the step to another version writes, worked out from a revision of the interview."""
    old, answers = interview.bank, interview.answers
    carried = carried_over(old, bank, answers)
    context = interview.walk.context
    context = replace(context, previous=carried_previous(old, bank, context.previous))
    standing = Standing(Walk(bank, context), carried.answers)
    stay = {carried.renamed.get(name, name) for name in carried.answers}
    new_ids = question_pairs(old, bank)
    return TakeOver(
        interview.key,
        revision,
        bank,
        context,
        interview.language if interview.language in bank.languages else bank.languages[0],
        new_ids.get(interview.at_question or ""),
        at,
        interview.by,
        *standing.figures(),
        carried.renamed,
        carried.answers,
        carried.set_aside,
        [name for name in answers if name not in stay],
        standing.findings,
    )
