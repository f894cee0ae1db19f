"""Reading conditions out of a bank file, and noting what each looks at, so that it can be checked against the whole bank."""

import re

from msgspec import Struct

from questionnaire.banks.conditions import (
    DATE_COMPARISONS,
    NUMBER_COMPARISONS,
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Comparison,
    Condition,
    IsAnswered,
    NotSo,
    NotTest,
    OlderThan,
    Test,
    Unit,
    Where,
)
from questionnaire.banks.fields import Notes, is_date, number_of
from questionnaire.banks.mistakes import MistakeKind, near
from questionnaire.banks.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

_PERIOD = re.compile(r"(\d{1,5})\s+(day|week|month|year)s?")
_JOINS = ("all", "any", "not")
_COMPARISONS = tuple(str(how) for how in Comparison)
_STATES = ("answered", "unanswered")
TEST_KEYS = ("not", "older_than", *_COMPARISONS)


class Reference(Struct, frozen=True):
    """A name that a condition looks at, and what it must be for that: `needs` is any, word, number or date.

    `in_check` is whether a check looks at it, which may look at the round before.
    """

    node: Node
    name: str
    needs: str
    word: str = ""
    in_check: bool = False


class ConditionReader:
    """Reads conditions; `references` are checked when the whole bank is known, `nodes` says where each condition stands."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.references: list[Reference] = []
        self.nodes: dict[int, Node] = {}
        self._in_check = False

    def condition_of_check(self, node: Node | None) -> Condition | None:
        """The condition of a check."""
        self._in_check = True
        try:
            return self.condition(node)
        finally:
            self._in_check = False

    def condition(self, node: Node | None, own: str | None = None) -> Condition | None:
        """A condition; with `own`, a bare test is one of that question's answer."""
        if node is None:
            return None
        found = self._condition(node, own)
        self.nodes[id(found)] = node
        return found

    def _condition(self, node: Node, own: str | None) -> Condition | None:
        if isinstance(node, MappingNode):
            keys = [key.value.strip() for key, _ in node.value if isinstance(key, ScalarNode)]
            if (
                own is not None
                and keys
                and all(key in TEST_KEYS for key in keys)
                and not self._joins_conditions(node)
            ):
                return self._where(own, node, node)
            return self._mapping(node, own)
        if own is not None:
            return self._where(own, node, node)
        self.notes.add(
            MistakeKind.WRONG_SHAPE,
            node,
            key="a condition",
            expected="a mapping",
            example="{union-present: yes}",
        )
        return None

    def _joins_conditions(self, node: MappingNode) -> bool:
        """`{not: {name: test}}` joins conditions, `{not: word}` and `{not: {above: 5}}` test an answer."""
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value.strip() == "not" and isinstance(value, MappingNode):
                inner = [word.value.strip() for word, _ in value.value if isinstance(word, ScalarNode)]
                return any(word not in TEST_KEYS for word in inner) or self._joins_conditions(value)
        return False

    def _mapping(self, node: MappingNode, own: str | None) -> Condition | None:
        pairs = list(self.notes.pairs(node, "the condition"))
        if not pairs:
            self.notes.add(MistakeKind.EMPTY_CONDITION, node)
            return None
        joins = [(key, key_node, value) for key, key_node, value in pairs if key in _JOINS]
        if joins and len(pairs) > 1:
            self.notes.add(MistakeKind.MIXED_CONDITION, joins[0][1], key=joins[0][0])
            return None
        if joins:
            return self._join(joins[0][0], joins[0][2], own)
        found = [self._where(name, key_node, value) for name, key_node, value in pairs]
        wheres = tuple(where for where in found if where is not None)
        return wheres[0] if len(wheres) == 1 else AllOf(wheres)

    def _join(self, key: str, node: Node, own: str | None) -> Condition | None:
        if key == "not":
            inner = self.condition(node, own)
            return NotSo(inner) if inner is not None else None
        found = [
            self.condition(item, own)
            for item in self.notes.items(node, key, f"{key}: [{{a: yes}}, {{b: no}}]")
        ]
        parts = tuple(part for part in found if part is not None)
        return AllOf(parts) if key == "all" else AnyOf(parts)

    def _where(self, name: str, name_node: Node, node: Node) -> Where | None:
        if not name:  # the question lacks its id, which is told there
            return None
        self._refer(name_node, name, "any")
        test = self._test(name, node)
        return Where(name, test) if test is not None else None

    def _test(self, name: str, node: Node) -> Test | None:
        if isinstance(node, ScalarNode):
            word = self.notes.word(node, name)
            if word in _STATES:
                return IsAnswered(word == "answered")
            return self._any_word(name, [(word, node)])
        if isinstance(node, SequenceNode):
            return self._any_of(name, self.notes.words(node, name))
        assert isinstance(node, MappingNode)
        found = [
            self._keyed(name, key, key_node, value)
            for key, key_node, value in self.notes.pairs(node, "the test")
        ]
        tests = tuple(test for test in found if test is not None)
        if not found:
            self.notes.add(MistakeKind.EMPTY_CONDITION, node)
        return tests[0] if len(tests) == 1 else AllTests(tests) if tests else None

    def _any_of(self, name: str, words: list[tuple[str, Node]]) -> Test:
        """Any of the words, among which answered and unanswered may be: not (no word and not answered)."""
        states = tuple(NotTest(IsAnswered(word == "answered")) for word, _ in words if word in _STATES)
        test = self._any_word(name, [pair for pair in words if pair[0] not in _STATES])
        return NotTest(AllTests((NotTest(test), *states))) if states else test

    def _any_word(self, name: str, words: list[tuple[str, Node]]) -> AnyWord:
        for word, node in words:
            self._refer(node, name, "word", word)
        return AnyWord(tuple(word for word, _ in words))

    def _keyed(self, name: str, key: str, key_node: Node, node: Node) -> Test | None:
        if key == "not":
            inner = self._test(name, node)
            return NotTest(inner) if inner is not None else None
        if key == "older_than":
            self._refer(key_node, name, "date")
            return self._older_than(node)
        if key in _COMPARISONS:
            return self._compared(name, Comparison(key), key_node, node)
        values = {"place": "the test", "key": key, "known": ", ".join(TEST_KEYS)}
        self.notes.add(MistakeKind.UNKNOWN_KEY, key_node, near(key, TEST_KEYS), **values)
        return None

    def _older_than(self, node: Node) -> OlderThan | None:
        word = self.notes.word(node, "older_than")
        match = _PERIOD.fullmatch(word)
        if not match:
            self.notes.add(MistakeKind.NOT_A_PERIOD, node, word=word)
            return None
        return OlderThan(int(match[1]), Unit(match[2] + "s"))

    def _compared(self, name: str, how: Comparison, key_node: Node, node: Node) -> Compared | None:
        word = self.notes.word(node, how)
        if not word:
            return None
        if how in NUMBER_COMPARISONS:
            self._refer(key_node, name, "number")
            number = number_of(word)
            if number is None:
                self._refer(node, word, "number")
            return Compared(how, word if number is None else number)
        assert how in DATE_COMPARISONS
        self._refer(key_node, name, "date")
        if word[:1].isdigit() and not is_date(word):
            self.notes.add(MistakeKind.NOT_A_DATE, node, word=word)
        elif word != "today" and not is_date(word):
            self._refer(node, word, "date")
        return Compared(how, word)

    def _refer(self, node: Node, name: str, needs: str, word: str = "") -> None:
        self.references.append(Reference(node, name, needs, word, self._in_check))
