"""How the questions of a bank do in the field: counted per question over interviews, for the union that keeps it.

Counts are exact in here and never leave as they are: `disclosure` says what may be told of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from questionnaire.banks.model import Bank, Reason
from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.findings import FindingKind, findings_of
from questionnaire.interviews.problems import ProblemKind
from questionnaire.interviews.walk import Answers, Walk

Found = TypeVar("Found")

FLAGGED = (FindingKind.FLAG, FindingKind.CLAIM)


class Use(Struct, frozen=True):
    """How one question did in one interview in which it was asked; `answered` is with a value or a reason."""

    answered: bool = False
    unknown: bool = False
    refused: bool = False
    flagged: bool = False
    probed: bool = False


class Told(Struct, frozen=True):
    """What a buyer said did not work about a question."""

    question: str
    kind: ProblemKind
    remark: str = ""


class Counts(Struct):
    """How often things happened to one question. `seconds` has a time for each interview it is known of.

    `depends` marks a question that is asked depending on answers or respondent.
    """

    asked: int = 0
    answered: int = 0
    unknown: int = 0
    refused: int = 0
    flagged: int = 0
    probed: int = 0
    problems: int = 0
    seconds: list[int] = []
    remarks: set[tuple[ProblemKind, str]] = set()
    depends: bool = False
    has_flags: bool = False
    has_probes: bool = False

    @property
    def skipped(self) -> int:
        """Asked and not answered."""
        return self.asked - self.answered


def uses_of(walk: Walk, answers: Answers, *, is_finished: bool) -> dict[str, Use]:
    """The questions that were asked in an interview, each with what came of it.

    Asked is a question that applies and has an answer, or was passed over: a later question is answered, or the
    interview is finished.
    """
    asked = [step.question.id for step in walk.asked(answers)]
    given = [place for place, name in enumerate(asked) if answers.get(name, OPEN).is_given]
    reached = len(asked) if is_finished else max(given, default=-1) + 1
    flagged = {finding.question for finding in findings_of(walk, answers) if finding.kind in FLAGGED}
    probed = {walk.steps[name].parent for name in asked}
    return {
        name: _use(answers.get(name, OPEN), is_flagged=name in flagged, is_probed=name in probed)
        for name in asked[:reached]
    }


def _use(answer: Answer, *, is_flagged: bool, is_probed: bool) -> Use:
    return Use(
        answer.is_given,
        answer.reason is Reason.UNKNOWN,
        answer.reason is Reason.REFUSED,
        is_flagged,
        is_probed,
    )


class Tally:
    """Counts over the interviews on any version of a bank, by the questions of the bank as it is now.

    `used` is in how many of them something was answered; the others are left out.
    """

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.used = 0
        self.counts = {question.id: Counts() for question in bank.questions()}
        self._names = names_in(bank)
        for name, count in _structure(bank):
            _note_structure(self.counts[name], count)

    def add(
        self,
        walk: Walk,
        answers: Answers,
        *,
        is_finished: bool,
        seconds: Mapping[str, int],
        problems: Sequence[Told],
    ) -> None:
        """Count one interview. `seconds` is how long its questions took, by their id."""
        if not any(answer.is_given for answer in answers.values()):
            return
        self.used += 1
        for name, structure in _structure(walk.bank):
            if name in self._names:
                _note_structure(self.counts[self._names[name]], structure)
        uses = self._by_present_name(uses_of(walk, answers, is_finished=is_finished))
        times = self._by_present_name(seconds)
        told = defaultdict(list)
        for problem in problems:
            told[self._names.get(problem.question, "")].append(problem)
        for name, count in self.counts.items():
            if name in uses:
                _add_use(count, uses[name])
                count.problems += name in told
                if uses[name].answered and name in times:
                    count.seconds.append(times[name])
            count.remarks.update((problem.kind, problem.remark) for problem in told[name])

    def _by_present_name(self, found: Mapping[str, Found]) -> dict[str, Found]:
        """By the id each question has now; of two that became one, the first."""
        named: dict[str, Found] = {name: found[name] for name in self.counts if name in found}
        for name, value in found.items():
            present = self._names.get(name)
            if present is not None:
                named.setdefault(present, value)
        return named


def names_in(bank: Bank) -> dict[str, str]:
    """The present id by every id that the questions of a bank have or had."""
    names = {question.id: question.id for question in bank.questions()}
    for question in bank.questions():
        for earlier in question.was:
            names.setdefault(earlier, question.id)
    return names


def _structure(bank: Bank) -> Iterator[tuple[str, Counts]]:
    """What a bank says of its questions, as counts of nothing."""
    main = {question.id for section in bank.sections for question in section.questions}
    for question in bank.questions():
        depends = question.id not in main or question.ask_if is not None or bool(question.ask_of)
        yield (
            question.id,
            Counts(depends=depends, has_flags=bool(question.flags), has_probes=bool(question.probes)),
        )


def _note_structure(counts: Counts, structure: Counts) -> None:
    counts.depends |= structure.depends
    counts.has_flags |= structure.has_flags
    counts.has_probes |= structure.has_probes


def _add_use(counts: Counts, use: Use) -> None:
    counts.asked += 1
    counts.answered += use.answered
    counts.unknown += use.unknown
    counts.refused += use.refused
    counts.flagged += use.flagged
    counts.probed += use.probed
