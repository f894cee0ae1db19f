"""When two answers to one question cannot both be so, how pressing that is, and the finding that says it. Pure.

Nobody is overruled: a finding names every answer and who gave it. A text is never compared; a reason in place of a value
and an open question contradict nobody.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from msgspec import Struct

from questionnaire.banks.model import AnswerType, Bank, Question, Respondent, Severity
from questionnaire.banks.roles import WORKERS_SIDE
from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.interviews.answers import REASON_LABELS, Answer, Value, value_as_shown
from questionnaire.interviews.carried import is_answer_to
from questionnaire.interviews.dates import days_of
from questionnaire.interviews.findings import ORDER, Finding, FindingKind
from questionnaire.interviews.walk import Answers, Walk
from questionnaire.text import one_line
from questionnaire.translation import LANGUAGES, _, speaking

FAR_APART = 10
"""From how many hundredths of the larger number, or how many points of a percentage, numbers lie far apart."""
LONG_APART = 365
"""From how many days dates lie far apart, between the nearest days they may stand for."""


class Voice(Struct, frozen=True):
    """One interview of a round, to be set beside others. `interview` is its key."""

    interview: str
    respondent: Respondent
    started_at: datetime
    walk: Walk
    answers: Answers
    findings: tuple[Finding, ...]

    @property
    def bank(self) -> Bank:
        """The release it was held on."""
        return self.walk.bank


class Said(Struct, frozen=True):
    """What one voice has on a question: the question as its release has it, and its answer; None where it was not asked."""

    voice: Voice
    question: Question | None = None
    answer: Answer | None = None

    @property
    def is_given(self) -> bool:
        """Whether there is a value, or a reason in its place."""
        return self.answer is not None and self.answer.is_given

    @property
    def value(self) -> Value | None:
        """The value; None where there is none, or a reason."""
        return self.answer.value if self.answer is not None else None

    def flags(self) -> list[Severity]:
        """What the bank's flags make of the answer; a claim with nothing shown for it is not counted."""
        return [
            finding.severity
            for finding in self.voice.findings
            if finding.kind is FindingKind.FLAG
            and self.question is not None
            and finding.question == self.question.id
        ]

    def in_words(self, language: str) -> str:
        """On one line: the value in a language of the bank, else the reason, that it is open, or that it was not asked."""
        if self.question is None or self.answer is None:
            return _("not asked")
        if self.answer.reason is not None:
            return _(REASON_LABELS[self.answer.reason])
        if self.answer.value is None:
            return _("open")
        return one_line(value_as_shown(self.voice.bank, self.question, self.answer.value, language))


def disagreement_of(question: Question, said: Sequence[Said]) -> Finding | None:
    """The finding that voices contradict one another on a question, None where they do not.

    Its severity is that of the pair that differs most; `because` has every value that was given.
    """
    given = [one for one in said if one.value is not None and is_answer_to(question, one.value)]
    found = [
        (severity, one, other)
        for one, other in combinations(given, 2)
        if (severity := severity_between(question, one, other)) is not None
    ]
    if not found:
        return None
    return Finding(
        f"{FindingKind.DISAGREEMENT}:{question.id}",
        FindingKind.DISAGREEMENT,
        min((severity for severity, _one, _other in found), key=lambda severity: ORDER[severity]),
        {language: _because(given, language) for language in LANGUAGES},
        _next_step(question, [(one, other) for _severity, one, other in found]),
        question.id,
        None,
        (question.id,),
    )


def severity_between(question: Question, one: Said, other: Said) -> Severity | None:
    """How pressing it is that two voices contradict one another; None where both can be so, or one gave no value.

    High where the workers' side denies the management's yes or partly, or gives an answer that the bank flags high where
    the management's is not flagged. Else as `contradiction` has it.
    """
    if one.question is None or other.question is None or one.question.answer is not other.question.answer:
        return None
    if one.value is None or other.value is None:
        return None
    severity = contradiction(question.answer, one.value, other.value)
    if severity is None:
        return None
    for management, workers in ((one, other), (other, one)):
        if _are_opposite(management, workers) and _is_denied(question, management, workers):
            return Severity.HIGH
    return severity


def contradiction(answer: AnswerType, one: Value, other: Value) -> Severity | None:
    """How far two values of a type contradict one another, whoever gave them; None where both can be so.

    Low where only the extent differs: one set of choices holds the other, numbers lie less than a tenth of the larger
    apart (percentages less than ten points), dates less than a year. Dates are compared at the coarser precision.
    """
    match answer:
        case AnswerType.TEXT:
            return None
        case AnswerType.DATE:
            return _between_dates(str(one), str(other))
        case AnswerType.NUMBER | AnswerType.PERCENTAGE:
            return _between_numbers(answer, one, other)
        case AnswerType.CHOICES:
            return _between_sets(one, other)
        case _:
            return None if one == other else Severity.MEDIUM


def _between_dates(one: str, other: str) -> Severity | None:
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return None
    earlier, later = sorted((days_of(one), days_of(other)))
    return Severity.MEDIUM if (later.first - earlier.last).days >= LONG_APART else Severity.LOW


def _between_numbers(answer: AnswerType, one: Value, other: Value) -> Severity | None:
    if not isinstance(one, int | float) or not isinstance(other, int | float) or one == other:
        return None
    whole = 100 if answer is AnswerType.PERCENTAGE else max(abs(one), abs(other))
    return Severity.MEDIUM if abs(one - other) * 100 >= whole * FAR_APART else Severity.LOW


def _between_sets(one: Value, other: Value) -> Severity | None:
    if not isinstance(one, tuple) or not isinstance(other, tuple) or set(one) == set(other):
        return None
    return Severity.LOW if set(one) < set(other) or set(other) < set(one) else Severity.MEDIUM


def _are_opposite(management: Said, workers: Said) -> bool:
    return management.voice.respondent is Respondent.MANAGEMENT and workers.voice.respondent in WORKERS_SIDE


def _is_denied(question: Question, management: Said, workers: Said) -> bool:
    if (
        question.answer is AnswerType.YES_NO
        and management.value in ("yes", "partly")
        and workers.value == "no"
    ):
        return True
    return not management.flags() and Severity.HIGH in workers.flags()


def _because(given: Sequence[Said], language: str) -> str:
    """Every value and who gave it, in a language of the tool."""
    with speaking(language):
        answers = [
            _('{who} "{answer}"').format(
                who=_(RESPONDENT_WORDS[one.voice.respondent]), answer=one.in_words(language)
            )
            for one in given
        ]
        return _("The answers contradict one another: {answers}.").format(answers="; ".join(answers))


def _next_step(question: Question, pairs: Sequence[tuple[Said, Said]]) -> dict[str, str]:
    """What to do now, so that nobody learns from it what another said."""
    steps = {}
    for language in LANGUAGES:
        with speaking(language):
            steps[language] = _step_between(question, pairs, language)
    return steps


def _step_between(question: Question, pairs: Sequence[tuple[Said, Said]], language: str) -> str:
    if any(_are_opposite(one, other) or _are_opposite(other, one) for one, other in pairs):
        show = one_line(", ".join(question.evidence.get(language, ())))
        if show:
            return _(
                "Do not tell the management who said otherwise, nor that anybody did. Ask it to show: {evidence}."
            ).format(evidence=show)
        return _(
            "Do not tell the management who said otherwise, nor that anybody did. Ask it for a document or a photo that shows its answer."
        )
    if any(Respondent.BRAND in (one.voice.respondent, other.voice.respondent) for one, other in pairs):
        return _("Look it up in the brand's own records first. Tell nobody what another said.")
    return _("Ask each of them again, apart, and tell none of them what another said.")
