"""What may be told of counts: nothing below five interviews, and nothing from which that could be worked out.

A figure is an interval. Of a part of a whole (how many of those asked refused) neither the part nor what is left is
told below five: a part below five is "< 5", and one that leaves less than five is "at least the whole less four".
"""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Question
from questionnaire.interviews.feedback import Counts, Tally
from questionnaire.interviews.problems import ProblemKind
from questionnaire.interviews.remarks import RemarkCleaner

_Name = TypeVar("_Name", bound=str)

FEWEST = 5
"""Fewer interviews than this are never told."""


class Figure(Struct, frozen=True, omit_defaults=True):
    """How many interviews: exactly, or between two numbers. `at_most` None is not known."""

    at_least: int
    at_most: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.at_least == self.at_most

    def __add__(self, other: "Figure") -> "Figure":
        """Both together; what is not known of one is not known of both."""
        known = self.at_most is not None and other.at_most is not None
        at_most = (self.at_most or 0) + (other.at_most or 0) if known else None
        return Figure(self.at_least + other.at_least, at_most)

    def __str__(self) -> str:
        """As it stands in a table: `12`, `< 5`, `≥ 26`."""
        if self.is_exact:
            return str(self.at_least)
        return (
            f"< {self.at_most + 1}"
            if self.at_least == 0 and self.at_most is not None
            else f"≥ {self.at_least}"
        )


HIDDEN = Figure(0, FEWEST - 1)


class Remark(Struct, frozen=True):
    """What was said not to work; `text` may be empty."""

    kind: ProblemKind
    text: str = ""


class QuestionFeedback(Struct, frozen=True, omit_defaults=True):
    """What is told of one question. `flagged` and `probed` are None where it has no flags or probes.

    `seconds` is the median of how long it took, None where too few are known; `timed` is of how many it is.
    """

    question: str
    asked: Figure
    answered: Figure
    unknown: Figure
    refused: Figure
    skipped: Figure
    problems: Figure
    timed: Figure
    flagged: Figure | None = None
    probed: Figure | None = None
    seconds: int | None = None
    is_approximate: bool = False
    remarks: tuple[Remark, ...] = ()


def exactly(count: int) -> Figure:
    """One number."""
    return Figure(count, count)


def part_of(part: int, whole: int, told: Figure) -> Figure:
    """What may be told of a part of a whole, of which `told` is told."""
    if part < FEWEST:
        return HIDDEN
    if whole - part < FEWEST:
        return Figure(max(told.at_least - FEWEST + 1, 0), told.at_most)
    return exactly(part)


def told_parts(counts: Mapping[_Name, int], whole: int) -> dict[_Name, Figure]:
    """What may be told of all parts of a whole together, where the whole is told and they add up to it.

    Parts below five are "< 5". Where subtracting would tell of them (they are below five together, or as many as so few
    can be), the largest part is told as an interval; where that is too small to hide them, none is told.
    """
    small = [name for name, count in counts.items() if count < FEWEST]
    few = sum(counts[name] for name in small)
    told = {name: HIDDEN if name in small else exactly(count) for name, count in counts.items()}
    if not small or (FEWEST <= few <= (FEWEST - 1) * (len(small) - 1)):
        return told
    largest = max(counts, key=lambda name: counts[name])
    together = counts[largest] + few
    most_hidden = (FEWEST - 1) * (1 if few < FEWEST else len(small))
    if counts[largest] < FEWEST or together < 2 * FEWEST - 1 or together - most_hidden < FEWEST:
        return dict.fromkeys(counts, Figure(0, whole) if whole >= FEWEST else HIDDEN)
    return {**told, largest: Figure(together - most_hidden, together)}


def told_of(tally: Tally, cleaner: RemarkCleaner) -> tuple[Figure, tuple[QuestionFeedback, ...]]:
    """How many interviews there were, and what may be told of each question, in the order of the bank."""
    used, counts = tally.used, tally.counts
    rows = {name: _row(name, count, used, cleaner) for name, count in counts.items()}
    for question in tally.bank.questions():
        probes = [probe for group in question.probes for probe in group.questions]
        rows[question.id] = _without_probes_below(question, rows, counts, probes)
    return exactly(used) if used >= FEWEST else HIDDEN, tuple(rows.values())


def _row(name: str, count: Counts, used: int, cleaner: RemarkCleaner) -> QuestionFeedback:
    asked = _asked(count, used)
    answered = part_of(count.answered, count.asked, asked)
    timed = part_of(len(count.seconds), count.answered, answered)
    unknown, refused = _reasons(count, answered)
    return QuestionFeedback(
        question=name,
        asked=asked,
        answered=answered,
        unknown=unknown,
        refused=refused,
        skipped=_skipped(count, asked, answered),
        problems=part_of(count.problems, count.asked, asked),
        timed=timed,
        flagged=part_of(count.flagged, count.asked, asked) if count.has_flags else None,
        probed=_probed(count, asked, answered) if count.has_probes else None,
        seconds=round(median(count.seconds)) if timed != HIDDEN else None,
        remarks=sorted_remarks(_cleaned(count, cleaner)) if used >= FEWEST else (),
    )


def _asked(count: Counts, used: int) -> Figure:
    """Whether a question was asked tells of answers where it depends on them; elsewhere only how far the call came."""
    if count.depends:
        return part_of(count.asked, used, exactly(used))
    return exactly(count.asked) if count.asked >= FEWEST else HIDDEN


def _skipped(count: Counts, asked: Figure, answered: Figure) -> Figure:
    """What is left of those asked; where they are not told exactly, nor is it, or both would give them away."""
    skipped = part_of(count.skipped, count.asked, asked)
    if skipped.is_exact and answered.is_exact and not asked.is_exact and asked.at_most is not None:
        return Figure(FEWEST - 1, asked.at_most - answered.at_least)
    return skipped


def _reasons(count: Counts, answered: Figure) -> tuple[Figure, Figure]:
    """Not known and refused; the fewer of the two gives way where both would tell how few gave another answer."""
    unknown = part_of(count.unknown, count.answered, answered)
    refused = part_of(count.refused, count.answered, answered)
    left = count.answered - count.unknown - count.refused
    if left < FEWEST and unknown.is_exact and refused.is_exact:
        most = None if answered.at_most is None else answered.at_most - max(count.unknown, count.refused)
        fewer = Figure(FEWEST - 1, most)
        return (fewer, refused) if count.unknown < count.refused else (unknown, fewer)
    return unknown, refused


def _probed(count: Counts, asked: Figure, answered: Figure) -> Figure:
    if count.probed > count.answered:
        return part_of(count.probed, count.asked, asked)
    return part_of(count.probed, count.answered, answered)


def _without_probes_below(
    question: Question,
    rows: dict[str, QuestionFeedback],
    counts: dict[str, Counts],
    probes: list[Question],
) -> QuestionFeedback:
    """The row, less exact in how often it opened its probes where the probes' own figures are not told for being few."""
    row, count = rows[question.id], counts[question.id]
    probed, whole = count.probed, row.asked if count.probed > count.answered else row.answered
    if row.probed is None or not row.probed.is_exact:
        return row
    asked = [counts[probe.id].asked for probe in probes]
    if all(times >= FEWEST and not 0 < probed - times < FEWEST for times in asked):
        return row
    least = max([FEWEST - 1, *(rows[probe.id].asked.at_least for probe in probes)])
    return replace(row, probed=Figure(min(least, probed), whole.at_most))


def _cleaned(count: Counts, cleaner: RemarkCleaner) -> Iterable[Remark]:
    return (Remark(kind, cleaner.cleaned(text)) for kind, text in count.remarks)


def sorted_remarks(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each once, by kind and alphabet: the order tells nothing, and nothing tells how often."""
    kinds = list(ProblemKind)
    return tuple(sorted(set(remarks), key=lambda one: (kinds.index(one.kind), one.text.casefold(), one.text)))
