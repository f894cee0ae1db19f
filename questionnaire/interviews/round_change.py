"""What changed between two rounds: answers, the flags on them, and the checks that failed. Pure.

An answer in force is a value, or that the question does not apply; not known, refused and to follow count as no answer,
as they tell nothing of the factory. What changed otherwise is better or worse by the flags before and after. A check
that looks at one question alone, such as at what it was in the round before, counts as a flag on it.
"""

from collections.abc import Container, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from questionnaire.banks.model import Reason, Severity
from questionnaire.banks.pairs import question_pairs
from questionnaire.interviews.answers import OPEN, Answer, Value
from questionnaire.interviews.findings import Finding, FindingKind
from questionnaire.interviews.walk import Answers, Walk

_FLAGS = (FindingKind.FLAG, FindingKind.CLAIM)


class ChangeKind(StrEnum):
    """How an answer changed."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"
    NEWLY_ANSWERED = "newly-answered"
    NO_LONGER_ANSWERED = "no-longer-answered"


class AnswerChange(Struct, frozen=True):
    """A question (its newer id) whose answer changed; an answer that is not in force is `OPEN`.

    The flags are the findings on the answer itself, with claims and the checks that look at nothing else; not the
    buyer's marks.
    """

    question: str
    kind: ChangeKind
    before: Answer
    after: Answer
    before_flags: tuple[Finding, ...]
    after_flags: tuple[Finding, ...]


class CheckChange(Struct, frozen=True):
    """A check that failed in one of two rounds or in both; None where it did not."""

    check: str
    before: Finding | None
    after: Finding | None


def changes_between(
    old_walk: Walk,
    old_answers: Answers,
    old_findings: Sequence[Finding],
    new_walk: Walk,
    new_answers: Answers,
    new_findings: Sequence[Finding],
    *,
    goes_on: bool = False,
) -> tuple[AnswerChange, ...]:
    """The answers that changed from one interview to another on the same bank, in the order of the newer version.

    A question that the newer version no longer has is left out; so is one that is still to be answered where the newer
    interview `goes_on`.
    """
    earlier_ids = {new: old for old, new in question_pairs(old_walk.bank, new_walk.bank).items()}
    was_asked = {step.question.id for step in old_walk.asked(old_answers)}
    is_asked = {step.question.id for step in new_walk.asked(new_answers)}
    flags, new_flags = _flags_by_question(old_findings), _flags_by_question(new_findings)
    changes = []
    for name in new_walk.steps:
        if goes_on and _is_to_come(name, new_walk, new_answers, is_asked):
            continue
        earlier = earlier_ids.get(name, "")
        before = old_answers.get(earlier, OPEN) if earlier in was_asked else OPEN
        after = new_answers.get(name, OPEN) if name in is_asked else OPEN
        before_flags, after_flags = flags.get(earlier, ()), new_flags.get(name, ())
        kind = _kind_of(before, after, before_flags, after_flags)
        if kind is not None:
            changes.append(AnswerChange(name, kind, before, after, before_flags, after_flags))
    return tuple(changes)


def _is_to_come(name: str, walk: Walk, answers: Answers, asked: Container[str]) -> bool:
    """Whether a question is open, or hangs on one that is."""
    if name not in walk.steps or answers.get(name, OPEN).is_given:
        return False
    if name in asked:
        return True
    gate = walk.gates[name]
    above = gate.looks_at if gate.parent is None else {*gate.looks_at, gate.parent}
    return any(_is_to_come(one, walk, answers, asked) for one in above)


def checks_between(
    old_findings: Sequence[Finding], new_findings: Sequence[Finding]
) -> tuple[CheckChange, ...]:
    """The checks that failed before or fail now: those that fail now only first, then those that failed both times."""
    before = {finding.check: finding for finding in old_findings if finding.check}
    after = {finding.check: finding for finding in new_findings if finding.check}
    found = [CheckChange(name, before.get(name), after.get(name)) for name in {**after, **before}]
    return tuple(sorted(found, key=lambda change: (change.after is None, change.before is not None)))


def _flags_by_question(findings: Sequence[Finding]) -> dict[str, tuple[Finding, ...]]:
    flags: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        name = _flagged(finding)
        if name is not None:
            flags[name] = (*flags.get(name, ()), finding)
    return flags


def _flagged(finding: Finding) -> str | None:
    """The question whose answer a finding speaks of, where it speaks of one alone."""
    if finding.kind is FindingKind.CHECK:
        return finding.questions[0] if len(finding.questions) == 1 else None
    return finding.question if finding.kind in _FLAGS else None


def _kind_of(
    before: Answer, after: Answer, before_flags: Sequence[Finding], after_flags: Sequence[Finding]
) -> ChangeKind | None:
    """How an answer changed; None where it says the same and is flagged as much."""
    if _tells(before) is not _tells(after):
        return ChangeKind.NEWLY_ANSWERED if _tells(after) else ChangeKind.NO_LONGER_ANSWERED
    weight, new_weight = _weight(before_flags), _weight(after_flags)
    if weight != new_weight:
        return ChangeKind.WORSE if new_weight > weight else ChangeKind.BETTER
    return None if _said(before) == _said(after) else ChangeKind.OTHER


def _tells(answer: Answer) -> bool:
    """Whether it tells something of the factory."""
    return answer.value is not None or answer.reason is Reason.NOT_APPLICABLE


def _said(answer: Answer) -> tuple[Value | None, Reason | None]:
    return answer.value, answer.reason


def _weight(flags: Sequence[Finding]) -> tuple[int, ...]:
    """How heavily an answer is flagged: one high counts for more than any number of medium."""
    return tuple(sum(flag.severity is severity for flag in flags) for severity in Severity)


def in_order(changes: Sequence[AnswerChange]) -> Iterator[AnswerChange]:
    """The changes by kind: worse first, then better, other, newly answered and no longer answered."""
    for kind in ChangeKind:
        yield from (change for change in changes if change.kind is kind)
