"""The walk through a bank: what is asked of this respondent now, what comes next, and how far the interview has come."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from questionnaire.banks.conditions import PREVIOUS, Condition, names_in
from questionnaire.banks.model import Bank, FigureKind, Probes, Question, Reason, Respondent, Section
from questionnaire.interviews.answers import OPEN, Answer, Value
from questionnaire.interviews.conditions import Rule, rule_of

Answers = Mapping[str, Answer]
"""The answers of an interview by question id; what is missing is open."""


class Context(Struct, frozen=True):
    """What conditions can look at besides answers: who answers, the supplier, the facts of its country, the round before.

    `previous` are the answers of the same respondent in the round before, value or reason alone, by the ids of this bank;
    `previous_on` the day of that interview.
    """

    respondent: Respondent
    today: date
    short_form: bool = False
    country: str | None = None
    workers: int | None = None
    country_facts: dict[str, int | str] = {}
    previous: dict[str, Answer] = {}
    previous_round: str = ""
    previous_on: date | None = None


class Step(Struct, frozen=True):
    """A question at its place in the bank. `number` is as shown, such as 2.1.3; `depth` is 0 for a main question, 1 for its probes."""

    question: Question
    section: Section
    number: str
    depth: int
    parent: str | None = None


class Progress(Struct, frozen=True):
    """How far an interview has come: of the questions asked, those with a value or a reason, and by reason."""

    asked: int
    answered: int
    reasons: dict[Reason, int]

    @property
    def open(self) -> int:
        """Asked and not answered yet."""
        return self.asked - self.answered

    @property
    def valued(self) -> int:
        """Answered with a value."""
        return self.answered - sum(self.reasons.values())


class Gate:
    """What must hold for a question to be asked; a rule that is None holds always. `looks_at` are the names in its rules."""

    __slots__ = ("ask_if", "looks_at", "open", "parent", "when")

    def __init__(
        self, walk: "Walk", question: Question, is_open: bool, above: tuple[str, Probes] | None
    ) -> None:
        self.open = is_open
        self.parent = above[0] if above else None
        self.when = walk.rule(above[1].when) if above else None
        self.ask_if = walk.rule(question.ask_if) if question.ask_if is not None else None
        conditions = [above[1].when if above else None, question.ask_if]
        self.looks_at = frozenset(
            name for condition in conditions if condition for name in names_in(condition)
        )


class Walk:
    """A bank made ready for one interview; the answers are given to each method, nothing is kept."""

    def __init__(self, bank: Bank, context: Context) -> None:
        self.bank = bank
        self.context = context
        self.steps: dict[str, Step] = {}
        self.gates: dict[str, Gate] = {}
        self._figures = {figure.id: figure for figure in bank.figures}
        self.facts: dict[str, Value | None] = {
            "respondent": str(context.respondent),
            "supplier.country": context.country,
            "supplier.workers": context.workers,
        }
        self.facts |= {f"country.{name}": value for name, value in context.country_facts.items()}
        self.facts |= {
            f"{PREVIOUS}{name}": in_conditions(answer) for name, answer in context.previous.items()
        }
        for number, section in enumerate(bank.sections, 1):
            self._add(section, section.questions, str(number), None)

    def view(self, answers: Answers) -> "InForce":
        """What every name of the bank's conditions stands for, given the answers."""
        return InForce(self, answers)

    def asked(self, answers: Answers) -> tuple[Step, ...]:
        """The questions that are asked now, in the order of the bank, each probe after its question."""
        view = self.view(answers)
        return tuple(step for name, step in self.steps.items() if view.is_asked(name))

    def is_asked(self, question: str, answers: Answers) -> bool:
        """Whether a question is asked now; raises KeyError where the bank has no such question."""
        return self.view(answers).is_asked(question)

    def next_question(self, answers: Answers, after: str | None = None) -> str | None:
        """The first question to ask after the given one, else the first from the start, else None.

        To ask are those that are open, and those that the supplier alone has answered, in writing.
        """
        asked = self.asked(answers)
        names = [step.question.id for step in asked if not answers.get(step.question.id, OPEN).is_heard]
        if after is not None and names:
            order = list(self.steps)
            place = order.index(after)
            later = [name for name in names if order.index(name) > place]
            return (later or names)[0]
        return names[0] if names else None

    def progress(self, answers: Answers) -> Progress:
        """How many questions are asked and answered."""
        asked = self.asked(answers)
        given = [answer for step in asked if (answer := answers.get(step.question.id, OPEN)).is_given]
        reasons = Counter(answer.reason for answer in given if answer.reason is not None)
        return Progress(
            len(asked), len(given), {reason: reasons[reason] for reason in Reason if reasons[reason]}
        )

    def rule(self, condition: Condition) -> Rule:
        """A condition of the bank as a function of a view."""
        return rule_of(condition, self.context.today)

    def _add(
        self, section: Section, questions: tuple[Question, ...], number: str, above: tuple[str, Probes] | None
    ) -> None:
        """Add questions under `number`; `above` is the question and the probe group they hang under."""
        first = sum(step.parent == above[0] for step in self.steps.values()) if above else 0
        for place, question in enumerate(questions, first + 1):
            own = f"{number}.{place}"
            parent = above[0] if above else None
            self.steps[question.id] = Step(question, section, own, own.count(".") - 1, parent)
            is_open = self._is_in_form(question, above) and self._is_for(question)
            self.gates[question.id] = Gate(self, question, is_open, above)
            for group in question.probes:
                self._add(section, group.questions, own, (question.id, group))

    def _is_for(self, question: Question) -> bool:
        return not question.ask_of or self.context.respondent in question.ask_of

    def _is_in_form(self, question: Question, above: tuple[str, Probes] | None) -> bool:
        """The short form has the marked questions; of a group of probes the marked ones, all where none is marked."""
        if not self.context.short_form:
            return True
        if above is None:
            return question.short_form
        return question.short_form or not any(probe.short_form for probe in above[1].questions)


class InForce(dict[str, Value | None]):
    """What each name stands for, worked out when first looked at: only answers of questions that are asked are in force."""

    def __init__(self, walk: Walk, answers: Answers) -> None:
        super().__init__(walk.facts)
        self._gates = walk.gates
        self._figures = walk._figures
        self._answers = answers
        self._asked: dict[str, bool] = {}

    def __missing__(self, name: str) -> Value | None:
        value: Value | None = None
        if name in self._gates:
            answer = self._answers.get(name)
            if answer is not None and self.is_asked(name):
                value = in_conditions(answer)
        elif name in self._figures:
            figure = self._figures[name]
            value = worked_out(figure.kind, [self[part] for part in figure.of])
        self[name] = value
        return value

    def is_asked(self, name: str) -> bool:
        """Whether the question is asked."""
        known = self._asked.get(name)
        if known is None:
            known = self._asked[name] = self._passes(self._gates[name])
        return known

    def _passes(self, gate: Gate) -> bool:
        if not gate.open or (gate.parent is not None and not self.is_asked(gate.parent)):
            return False
        return (gate.when is None or gate.when(self) is True) and (
            gate.ask_if is None or gate.ask_if(self) is True
        )


def in_conditions(answer: Answer) -> Value | None:
    """What conditions take an answer for: its value, or the word of the reason there is none."""
    return answer.value if answer.reason is None else str(answer.reason)


def figures_of(walk: Walk, answers: Answers) -> Iterator[tuple[str, int | float | None]]:
    """Each figure of the bank and what it comes to; None where a number is missing."""
    view = walk.view(answers)
    for figure in walk.bank.figures:
        value = view[figure.id]
        yield figure.id, value if isinstance(value, int | float) else None


def worked_out(kind: FigureKind, parts: list[Value | None]) -> float | int | None:
    """What a figure comes to; None where one of its numbers is missing."""
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) != len(parts):
        return None
    match kind:
        case FigureKind.SUM:
            return sum(numbers)
        case FigureKind.DIFFERENCE:
            return abs(numbers[0] - numbers[1])
        case FigureKind.PERCENT:
            return round(100 * numbers[0] / numbers[1], 2) if numbers[1] else None
