"""Checking a whole bank: what conditions name, circles, probes that can never be reached."""

from graphlib import CycleError, TopologicalSorter

from questionnaire.banks.conditions import PREVIOUS, AnyWord, Condition, Where, names_in
from questionnaire.banks.fields import Notes, is_date, number_of
from questionnaire.banks.mistakes import MistakeKind, near
from questionnaire.banks.model import Bank, Question
from questionnaire.banks.names import REASONS, Named, Sort, names_of
from questionnaire.banks.reach import can_hold
from questionnaire.banks.read_conditions import TEST_KEYS, Reference
from questionnaire.banks.yaml_nodes import Node, place_of


def check_references(bank: Bank, references: list[Reference], notes: Notes) -> None:
    """Note every name and word that conditions and figures use and the bank does not have."""
    names = names_of(bank)
    unknown: set[int] = set()
    for reference in references:
        named = names.get(reference.name)
        if named is None:
            if id(reference.node) not in unknown and reference.needs in ("any", "number", "date"):
                _note_unknown(reference, names, notes)
            unknown.add(id(reference.node))
        elif reference.name.startswith(PREVIOUS) and not reference.in_check:
            if id(reference.node) not in unknown and reference.needs in ("any", "number", "date"):
                notes.add(MistakeKind.PREVIOUS_ELSEWHERE, reference.node, name=reference.name)
            unknown.add(id(reference.node))
        elif reference.needs == "word":
            _check_word(reference, named, notes)
        elif reference.needs == "number" and named.sort is not Sort.NUMBER:
            notes.add(MistakeKind.NOT_NUMERIC, reference.node, name=reference.name)
        elif reference.needs == "date" and named.sort is not Sort.DATE:
            notes.add(MistakeKind.NOT_DATED, reference.node, name=reference.name)


def check_order(bank: Bank, nodes: dict[str, Node], conditions: dict[int, Node], notes: Notes) -> None:
    """Note conditions that go round in a circle and probes that can never be reached.

    `nodes` says where each id stands, `conditions` where each condition does. A condition with a mistake in it is left
    out: what follows from the mistake is no mistake of its own.
    """
    for circle in _circles(bank, nodes):
        notes.add(MistakeKind.CIRCLE, nodes[circle[0]], circle=" > ".join([*circle, circle[0]]))
    sound = _Sound(conditions, notes)
    names = names_of(bank)
    for section in bank.sections:
        for question in section.questions:
            _check_reach(question, (), names, nodes, sound)


class _Sound:
    """Which conditions have no mistake in them."""

    def __init__(self, conditions: dict[int, Node], notes: Notes) -> None:
        self.notes = notes
        self._conditions = conditions
        self._places = [(mistake.line - 1, mistake.column - 1) for mistake in notes.mistakes]

    def only(self, condition: Condition | None) -> tuple[Condition, ...]:
        """The condition alone, or nothing where there is none or it cannot be relied on."""
        node = self._conditions.get(id(condition))
        if condition is None or node is None:
            return ()
        start, end = (
            (node.start_mark.line, node.start_mark.column),
            (node.end_mark.line, node.end_mark.column),
        )
        return () if any(start <= place < end for place in self._places) else (condition,)


def _note_unknown(reference: Reference, names: dict[str, Named], notes: Notes) -> None:
    notes.add(
        MistakeKind.UNKNOWN_NAME,
        reference.node,
        near(reference.name, [*names, *TEST_KEYS]),
        name=reference.name,
    )


def _check_word(reference: Reference, named: Named, notes: Notes) -> None:
    word = reference.word
    if (
        not word
        or word in named.words
        or (named.sort is Sort.TEXT and not reference.name.startswith("supplier."))
    ):
        return
    if named.sort is Sort.NUMBER and number_of(word) is not None:
        return
    if named.sort is Sort.DATE and (is_date(word) or word == "today"):
        return
    if reference.name == "supplier.country":
        if len(word) != 2 or not word.isalpha() or not word.isupper():
            values = {"name": reference.name, "word": word, "known": "BD, KH, TR, ..."}
            notes.add(
                MistakeKind.UNKNOWN_CHOICE, reference.node, word.upper() if len(word) == 2 else "", **values
            )
        return
    known = tuple(word for word in named.words if word not in REASONS) + tuple(
        word for word in named.words if word in REASONS
    )
    values = {"name": reference.name, "word": word, "known": ", ".join(known)}
    notes.add(MistakeKind.UNKNOWN_CHOICE, reference.node, near(word, known), **values)


def _needs(bank: Bank) -> dict[str, list[str]]:
    """For each question and figure the names that decide whether it is asked, or what it is."""
    needs: dict[str, list[str]] = {}

    def visit(question: Question, above: list[str]) -> None:
        own = [*names_in(question.ask_if)] if question.ask_if else []
        needs.setdefault(question.id, [*above, *own])
        for group in question.probes:
            for probe in group.questions:
                visit(probe, [question.id, *names_in(group.when)])

    for section in bank.sections:
        for question in section.questions:
            visit(question, [])
    for figure in bank.figures:
        needs.setdefault(figure.id, list(figure.of))
    return needs


def _circles(bank: Bank, nodes: dict[str, Node]) -> list[list[str]]:
    """The circles among the conditions, each from the name that stands first in the file on; each looks at the next."""
    needs = _needs(bank)
    found: list[list[str]] = []
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][:0:-1]
            first = circle.index(min(circle, key=lambda name: place_of(nodes[name])))
            found.append(circle[first:] + circle[:first])
            needs |= {name: [] for name in circle}
        else:
            return found


def _check_reach(
    question: Question,
    above: tuple[Condition, ...],
    names: dict[str, Named],
    nodes: dict[str, Node],
    sound: _Sound,
) -> None:
    own = (*above, *sound.only(question.ask_if))
    if question.ask_of:
        own = (*own, Where("respondent", AnyWord(tuple(str(role) for role in question.ask_of))))
    if above and question.id and not can_hold(own, names):
        sound.notes.add(MistakeKind.UNREACHABLE, nodes[question.id], word=question.id)
        return
    for group in question.probes:
        for probe in group.questions:
            _check_reach(probe, (*own, *sound.only(group.when)), names, nodes, sound)
