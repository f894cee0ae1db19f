"""The answers of the round before, beside the questions of this one: what comes along of them, and taking one over. Pure."""

from collections.abc import Mapping

from msgspec.structs import replace

from questionnaire.banks.model import Bank
from questionnaire.banks.pairs import question_pairs
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.interviews.carried import still_answers
from questionnaire.interviews.walk import Answers, Walk
from questionnaire.translation import _


def previous_answers(walk: Walk, answers: Answers, bank: Bank) -> dict[str, Answer]:
    """What an earlier interview leaves to the next on `bank`: its answers in force, by the ids of that bank.

    Value or reason alone, with the day since which it stands; what answers its question no more is left out.
    """
    held_on = walk.context.today.isoformat()
    left = {
        step.question.id: Answer(answer.value, answer.reason, since=answer.since or held_on)
        for step in walk.asked(answers)
        if (answer := answers.get(step.question.id)) is not None and answer.is_given
    }
    return carried_previous(walk.bank, bank, left)


def carried_previous(old: Bank, new: Bank, previous: Mapping[str, Answer]) -> dict[str, Answer]:
    """Earlier answers by the ids of another version of the bank; what answers its question no more is left out."""
    pairs = question_pairs(old, new)
    before = {question.id: question for question in old.questions()}
    after = {question.id: question for question in new.questions()}
    return {
        question.id: answer
        for name, answer in previous.items()
        if (question := after.get(pairs.get(name, ""))) is not None
        and still_answers(before[name], question, answer)
    }


def still_so(answer: Answer, earlier: Answer | None) -> Answer:
    """The answer once the respondent says that it still is as it was; note, evidence and mark stay.

    What the supplier wrote is confirmed, and is said in the call from then on; else the answer of the round before is
    taken over. Raises `InputError` where there is neither.
    """
    if answer.source is AnswerSource.WRITTEN and answer.is_given:
        return replace(answer, source=None, since="")
    if earlier is None:
        message = _("There is no earlier answer to this question.")
        raise InputError(message, _("Answer it as any other."))
    return replace(
        answer,
        value=earlier.value,
        reason=earlier.reason,
        source=AnswerSource.STILL_SO,
        since=earlier.since,
    )


def still_so_or_not(answer: Answer, earlier: Answer | None, before: Answer | None = None) -> Answer:
    """As `still_so`, and the second time without the answer again, or as the supplier wrote it. Raises `InputError`.

    `before` is the answer as it stood when the question came on screen: what was confirmed since then is still unsaid.
    """
    if answer.source is AnswerSource.STILL_SO:
        return answer.cleared()
    if before is not None and _is_confirmed(answer, before):
        return replace(answer, source=before.source, since=before.since)
    return still_so(answer, earlier)


def _is_confirmed(answer: Answer, before: Answer) -> bool:
    """Whether an answer is what the supplier had written, said in the call since."""
    said = (answer.value, answer.reason, answer.source)
    return before.source is AnswerSource.WRITTEN and said == (before.value, before.reason, None)
