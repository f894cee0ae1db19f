"""What came out: flagged answers, claims with nothing shown, checks that failed, marks the buyer set. Follows from the answers alone."""

from enum import StrEnum

from msgspec import Struct

from questionnaire.banks.conditions import PREVIOUS, looks_whether_answered, names_in
from questionnaire.banks.model import Check, Flag, Severity, Text
from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.conditions import Rule, View
from questionnaire.interviews.walk import Answers, Step, Walk
from questionnaire.translation import N_

MARKED: Text = {"en": N_("Marked by the buyer."), "nl": "Door de inkoper gemarkeerd."}


class FindingKind(StrEnum):
    """How a finding came about. A disagreement between voices is worked out when asked for; no interview keeps it."""

    FLAG = "flag"
    CLAIM = "claim"
    CHECK = "check"
    MARK = "mark"
    DISAGREEMENT = "disagreement"


class Finding(Struct, frozen=True):
    """One finding.

    `key` is the same as long as its rule and question are; `questions` are those it looks at, `next_step` what to do or
    ask.
    """

    key: str
    kind: FindingKind
    severity: Severity
    because: Text
    next_step: Text = {}
    question: str | None = None
    check: str | None = None
    questions: tuple[str, ...] = ()


ORDER = {severity: place for place, severity in enumerate(Severity)}


_FlagRule = tuple[Rule, Flag, Finding]


class Inspector:
    """The flags and checks of a bank made ready for one interview."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._flags: dict[str, list[_FlagRule]] = {}
        self._flags_open: dict[str, list[_FlagRule]] = {}
        for name, step in walk.steps.items():
            rules = [
                (walk.rule(flag.when), flag, _flag_finding(step, number, flag))
                for number, flag in enumerate(step.question.flags, 1)
            ]
            if rules:
                self._flags[name] = rules
                self._flags_open[name] = [
                    rule for rule in rules if looks_whether_answered(rule[1].when, name)
                ]
        self.checks = [(walk.rule(check.when), self._check_finding(check)) for check in walk.bank.checks]

    def findings(self, answers: Answers) -> tuple[Finding, ...]:
        """What came out of the answers: by question in the order of the bank, then the checks."""
        view = self.walk.view(answers)
        found: list[Finding] = []
        for name in self.walk.steps:
            if (name in answers or name in self._flags) and view.is_asked(name):
                found += self.of_question(name, answers.get(name, OPEN), view)
        found += [finding for rule, finding in self.checks if rule(view) is True]
        return tuple(found)

    def of_question(self, name: str, answer: Answer, view: View) -> list[Finding]:
        """What came out of the answer to a question that is asked: the buyer's mark, then its flags."""
        found = [_mark_finding(name)] if answer.marked else []
        flags = self._flags if answer.is_given else self._flags_open
        for rule, flag, finding in flags.get(name, ()):
            if rule(view) is True and not (flag.without_evidence and answer.is_shown):
                found.append(finding)
        return found

    def _check_finding(self, check: Check) -> Finding:
        questions = tuple(
            dict.fromkeys(name for name in self._questions_in(check) if name in self.walk.steps)
        )
        return Finding(
            f"check:{check.id}",
            FindingKind.CHECK,
            check.severity,
            check.because,
            check.ask_next,
            None,
            check.id,
            questions,
        )

    def _questions_in(self, check: Check) -> list[str]:
        """The questions a check looks at, now or in the round before, those behind its figures included."""
        figures = {figure.id: figure.of for figure in self.walk.bank.figures}
        names = [name.removeprefix(PREVIOUS) for name in names_in(check.when)]
        for name in names:
            names += [part for part in figures.get(name, ()) if part not in names]
        return names


def findings_of(walk: Walk, answers: Answers) -> tuple[Finding, ...]:
    """What came out of the answers of an interview."""
    return Inspector(walk).findings(answers)


def by_severity(findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings, the most severe first, otherwise in their order."""
    return sorted(findings, key=lambda finding: ORDER[finding.severity])


def marks_of(walk: Walk, answers: Answers, findings: tuple[Finding, ...]) -> dict[str, str]:
    """One mark per question: `·` open, `+` answered, `!` needs follow-up, `x` refused, `-` not asked."""
    flagged = {finding.question for finding in findings if finding.question}
    view = walk.view(answers)
    marks = {}
    for name in walk.steps:
        answer = answers.get(name, OPEN)
        if not view.is_asked(name):
            marks[name] = "-"
        elif name in flagged:
            marks[name] = "!"
        elif not answer.is_given:
            marks[name] = "·"
        else:
            marks[name] = "x" if answer.reason == "refused" else "+"
    return marks


def _mark_finding(name: str) -> Finding:
    return Finding(f"mark:{name}", FindingKind.MARK, Severity.MEDIUM, MARKED, {}, name, None, (name,))


def _flag_finding(step: Step, number: int, flag: Flag) -> Finding:
    kind = FindingKind.CLAIM if flag.without_evidence else FindingKind.FLAG
    name = step.question.id
    return Finding(
        f"{kind}:{name}:{number}", kind, flag.severity, flag.because, flag.next_step, name, None, (name,)
    )
