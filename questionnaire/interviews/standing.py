"""Where an interview stands, kept up to date answer by answer: only what a change reaches is worked out again.

`Walk` and `Inspector` say what answers mean, all at once and from nothing; this gives the same, within a key press.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from itertools import chain
from typing import TypeVar

from questionnaire.banks.conditions import names_in
from questionnaire.banks.model import Reason, Severity
from questionnaire.interviews.answers import OPEN, Answer, Value
from questionnaire.interviews.findings import Finding, Inspector
from questionnaire.interviews.walk import Answers, Progress, Step, Walk, worked_out

_NOT_ASKED = "not asked"
_OPEN = "open"
_VALUED = "valued"
_MARKS = {_NOT_ASKED: "-", _OPEN: "·", str(Reason.REFUSED): "x"}


_Place = TypeVar("_Place", str, int)


class _Values(dict[str, Value | None]):
    """What each name stands for; a fact that nobody knows is unanswered."""

    def __missing__(self, name: str) -> None:
        return None


class Standing:
    """The answers of one interview, what is asked of it, what came out, how far it has come.

    `by_key` are its findings by key, in no order; `by_severity` how many of them are of each.
    """

    def __init__(self, walk: Walk, answers: Answers) -> None:
        self.walk = walk
        self.answers: dict[str, Answer] = {}
        self.by_key: dict[str, Finding] = {}
        self.by_severity = dict.fromkeys(Severity, 0)
        self._inspector = Inspector(walk)
        self._reach = _Reach(walk)
        self._values = _Values(walk.facts)
        self._states = dict.fromkeys(walk.steps, _NOT_ASKED)
        self._counts: dict[str, int] = {
            _NOT_ASKED: len(walk.steps),
            _OPEN: 0,
            _VALUED: 0,
            **dict.fromkeys(Reason, 0),
        }
        self._by_question: dict[str, list[Finding]] = {name: [] for name in walk.steps}
        self._by_check: dict[int, list[Finding]] = {place: [] for place in range(len(walk.bank.checks))}
        self._in_order: tuple[Finding, ...] | None = None
        self._work_out(answers, self._reach.order, self._by_check)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What came out: by question in the order of the bank, then the checks."""
        if self._in_order is None:
            found = chain(self._by_question.values(), self._by_check.values())
            self._in_order = tuple(chain.from_iterable(found))
        return self._in_order

    def take(self, changes: Mapping[str, Answer]) -> None:
        """Take answers in place of those that were there."""
        self._work_out(changes, changes, ())

    def is_asked(self, question: str) -> bool:
        """Whether a question is asked now; raises KeyError where the bank has no such question."""
        return self._states[question] != _NOT_ASKED

    def asked(self) -> tuple[Step, ...]:
        """The questions that are asked now, in the order of the bank."""
        states = self._states
        return tuple(step for name, step in self.walk.steps.items() if states[name] != _NOT_ASKED)

    def next_question(self, after: str | None = None) -> str | None:
        """The first question to ask after the given one, else the first from the start, as `Walk.next_question`."""
        names = list(self._states)
        start = 0 if after is None else names.index(after) + 1
        return next((name for name in names[start:] + names[:start] if self._is_to_ask(name)), None)

    def _is_to_ask(self, name: str) -> bool:
        state = self._states[name]
        return state == _OPEN or (state != _NOT_ASKED and not self.answers[name].is_heard)

    def progress(self) -> Progress:
        """How many questions are asked and answered."""
        counts = self._counts
        reasons = {reason: counts[reason] for reason in Reason if counts[reason]}
        return Progress(*self.asked_and_answered(), reasons)

    def asked_and_answered(self) -> tuple[int, int]:
        """How many questions are asked, and how many of them are answered."""
        asked = len(self._states) - self._counts[_NOT_ASKED]
        return asked, asked - self._counts[_OPEN]

    def figures(self) -> tuple[int, int, int, int, int]:
        """What is kept beside an interview: how many are asked and answered, how many findings are high, medium, low."""
        counts = self.by_severity
        return (
            *self.asked_and_answered(),
            counts[Severity.HIGH],
            counts[Severity.MEDIUM],
            counts[Severity.LOW],
        )

    def marks(self) -> dict[str, str]:
        """One mark per question, as `findings.marks_of`."""
        flagged = {name for name, found in self._by_question.items() if found}
        return {
            name: "!" if name in flagged else _MARKS.get(state, "+") for name, state in self._states.items()
        }

    def _work_out(self, changes: Answers, names: Collection[str], checks: Iterable[int]) -> None:
        """Work out `names` and `checks`, and on from each that came out otherwise than before."""
        self.answers.update(changes)
        reach, values, states = self._reach, self._values, self._states
        due = sorted(reach.place[name] for name in names)
        flags_due = {name for name in names if name in states}
        checks_due = set(checks)
        while due:
            place = heappop(due)
            while due and due[0] == place:
                heappop(due)
            name = reach.order[place]
            before, state_before = values[name], states.get(name)
            values[name] = self._value_now(name)
            if (state_before == _NOT_ASKED) is not (states.get(name) == _NOT_ASKED):
                flags_due.add(name)
                for probe in reach.probes[name]:
                    heappush(due, reach.place[probe])
            if values[name] != before:
                for reader in reach.readers[name]:
                    heappush(due, reach.place[reader])
                flags_due |= reach.flags[name]
                checks_due |= reach.checks[name]
        self._inspect(flags_due, checks_due)

    def _value_now(self, name: str) -> Value | None:
        """What a question or figure stands for now; the state of a question is brought up to date."""
        figure = self._reach.figures.get(name)
        if figure is not None:
            return worked_out(figure.kind, [self._values[part] for part in figure.of])
        answer = self.answers.get(name, OPEN)
        state: str = _NOT_ASKED
        value: Value | None = None
        if self._passes(name):
            state = _OPEN
            if answer.reason is not None:
                state, value = answer.reason, str(answer.reason)
            elif answer.value is not None:
                state, value = _VALUED, answer.value
        if state != self._states[name]:
            self._counts[self._states[name]] -= 1
            self._counts[state] += 1
            self._states[name] = state
        return value

    def _passes(self, name: str) -> bool:
        gate = self.walk.gates[name]
        if not gate.open or (gate.parent is not None and self._states[gate.parent] == _NOT_ASKED):
            return False
        values = self._values
        return (gate.when is None or gate.when(values) is True) and (
            gate.ask_if is None or gate.ask_if(values) is True
        )

    def _inspect(self, questions: Iterable[str], checks: Iterable[int]) -> None:
        for name in questions:
            found: list[Finding] = []
            if self._states[name] != _NOT_ASKED:
                found = self._inspector.of_question(name, self.answers.get(name, OPEN), self._values)
            self._replace(self._by_question, name, found)
        for place in checks:
            rule, finding = self._inspector.checks[place]
            self._replace(self._by_check, place, [finding] if rule(self._values) is True else [])

    def _replace(self, kept: dict[_Place, list[Finding]], place: _Place, found: list[Finding]) -> None:
        before = kept[place]
        if found == before:
            return
        kept[place] = found
        self._in_order = None
        for finding in before:
            del self.by_key[finding.key]
            self.by_severity[finding.severity] -= 1
        for finding in found:
            self.by_key[finding.key] = finding
            self.by_severity[finding.severity] += 1


class _Reach:
    """What a change of a name reaches: worked out once for a walk."""

    def __init__(self, walk: Walk) -> None:
        self.figures = {figure.id: figure for figure in walk.bank.figures}
        self.readers: dict[str, set[str]] = defaultdict(set)
        self.probes: dict[str, list[str]] = defaultdict(list)
        self.flags: dict[str, set[str]] = defaultdict(set)
        self.checks: dict[str, set[int]] = defaultdict(set)
        before = {name: set(gate.looks_at) for name, gate in walk.gates.items()}
        before |= {figure.id: set(figure.of) for figure in walk.bank.figures}
        for name, names in before.items():
            for read in names:
                self.readers[read].add(name)
        for name, gate in walk.gates.items():
            if gate.parent is not None:
                before[name].add(gate.parent)
                self.probes[gate.parent].append(name)
        for name, step in walk.steps.items():
            for read in chain.from_iterable(names_in(flag.when) for flag in step.question.flags):
                self.flags[read].add(name)
        for place, check in enumerate(walk.bank.checks):
            for read in names_in(check.when):
                self.checks[read].add(place)
        sorter = TopologicalSorter({name: names & before.keys() for name, names in before.items()})
        self.order = tuple(sorter.static_order())
        self.place = {name: place for place, name in enumerate(self.order)}
