"""Feedback on a bank as it is handed to the union: of one buyer, or of several added up."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from questionnaire.banks.model import Bank
from questionnaire.errors import InputError
from questionnaire.interviews.disclosure import (
    Figure,
    QuestionFeedback,
    exactly,
    sorted_remarks,
)
from questionnaire.interviews.feedback import names_in
from questionnaire.translation import N_, _

FORMAT = "questionnaire feedback 1"
WARNING = N_(
    "Remarks were typed by hand during calls. Names and dates a machine can see are cut out of them; "
    "read them before handing them on."
)


class Feedback(Struct, frozen=True, omit_defaults=True, tag_field="format", tag=FORMAT):
    """How the questions of a bank did, as far as it may be told. Holds no supplier, no person, no date but a year.

    `id` is random; `holds` are those of the feedback added up in it, `buyers` how many databases that is.
    """

    id: str
    bank: str
    bank_version: str
    year: int
    interviews: Figure
    questions: tuple[QuestionFeedback, ...]
    buyers: int = 1
    holds: tuple[str, ...] = ()
    warning: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """All that is in it."""
        return frozenset((self.id, *self.holds))


def looks_the_same(one: Feedback, other: Feedback) -> bool:
    """Whether both say the same though they are not the same: one buyer twice, perhaps."""
    return one.interviews.is_exact and _said(one) == _said(other)


def unknown_questions(bank: Bank, feedback: Feedback) -> list[str]:
    """The questions of a feedback that the bank does not have, under an earlier id either."""
    names = names_in(bank)
    return [row.question for row in feedback.questions if row.question not in names]


def added_up(bank: Bank, parts: Sequence[Feedback], *, id: str, year: int) -> Feedback:
    """Several feedbacks as one, by the questions of the bank as it is now. A part given twice is counted once.

    Raises InputError where one holds another, which cannot be taken out of it again.
    """
    once = {part.id: part for part in parts}
    _refuse_overlap(once)
    names = names_in(bank)
    rows: dict[str, list[QuestionFeedback]] = {question.id: [] for question in bank.questions()}
    for part in once.values():
        for row in part.questions:
            if row.question in names:
                rows[names[row.question]].append(row)
    questions = tuple(_row(name, found) for name, found in rows.items())
    return Feedback(
        id=id,
        bank=bank.id,
        bank_version=bank.version,
        year=year,
        interviews=_sum(part.interviews for part in once.values()),
        questions=questions,
        buyers=sum(part.buyers for part in once.values()),
        holds=tuple(sorted(frozenset[str]().union(*(part.ids for part in once.values())))),
        warning=WARNING if any(row.remarks for row in questions) else "",
    )


def _refuse_overlap(parts: Mapping[str, Feedback]) -> None:
    seen: set[str] = set()
    for part in parts.values():
        if seen & part.ids:
            message = _("The same interviews are in more than one of these files.")
            raise InputError(message, _("Leave out the files that are added up in another one."))
        seen |= part.ids


def _row(name: str, rows: Sequence[QuestionFeedback]) -> QuestionFeedback:
    flagged = [row.flagged for row in rows if row.flagged is not None]
    probed = [row.probed for row in rows if row.probed is not None]
    seconds, is_approximate = _median_of_medians(rows)
    return QuestionFeedback(
        question=name,
        asked=_sum(row.asked for row in rows),
        answered=_sum(row.answered for row in rows),
        unknown=_sum(row.unknown for row in rows),
        refused=_sum(row.refused for row in rows),
        skipped=_sum(row.skipped for row in rows),
        problems=_sum(row.problems for row in rows),
        timed=_sum(row.timed for row in rows),
        flagged=_sum(flagged) if flagged else None,
        probed=_sum(probed) if probed else None,
        seconds=seconds,
        is_approximate=is_approximate,
        remarks=sorted_remarks(remark for row in rows for remark in row.remarks),
    )


def _sum(figures: Iterable[Figure]) -> Figure:
    return sum(figures, start=exactly(0))


def _median_of_medians(rows: Sequence[QuestionFeedback]) -> tuple[int | None, bool]:
    """The middle of the medians, each weighing as many interviews as it is of; whether that is an approximation."""
    known = sorted((row.seconds, _weight(row.timed)) for row in rows if row.seconds is not None)
    if not known:
        return None, False
    middle = sum(weight for _seconds, weight in known) / 2
    reached, upto = [], 0.0
    for median, weight in known:
        if upto <= middle <= upto + weight:
            reached.append(median)  # two of them where the middle lies just between
        upto += weight
    return round(sum(reached) / len(reached)), len(known) > 1 or any(row.is_approximate for row in rows)


def _weight(timed: Figure) -> float:
    """Of how many interviews a median is, as near as that is told."""
    most = timed.at_least if timed.at_most is None else timed.at_most
    return max((timed.at_least + most) / 2, 1)


def _said(feedback: Feedback) -> list[tuple[str, ...]]:
    """What stands in it, as far as every format tells it."""
    return [
        (
            row.question, str(row.asked), str(row.answered), str(row.unknown), str(row.refused), str(row.skipped),
            str(row.problems), str(row.flagged), str(row.probed), str(row.seconds), str(row.remarks),
        )
        for row in feedback.questions
    ]  # fmt: skip
