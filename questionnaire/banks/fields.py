"""Reading one mapping, list or word of a bank file; every mistake is noted with its place and reading goes on."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from questionnaire.banks.keys import Keys
from questionnaire.banks.mistakes import Mistake, MistakeKind, near
from questionnaire.banks.model import Text
from questionnaire.banks.yaml_nodes import (
    BLANK_NAMES,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    has_hidden_blank,
    place_of,
    word_of,
)
from questionnaire.text import clean, one_line

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

W = TypeVar("W", bound=str)


class Fields:
    """A mapping of the file: its known keys, each taken once; what is unknown or missing is noted."""

    def __init__(
        self,
        notes: "Notes",
        node: Node,
        place: str,
        keys: Keys,
        of: str = "",
    ) -> None:
        self.notes = notes
        self.node = node
        self.place = place
        self.of = of
        self.by_key: dict[str, tuple[Node, Node]] = {}
        if not isinstance(node, MappingNode):
            example = f"{keys.known[0]}: ..."
            notes.add(MistakeKind.WRONG_SHAPE, node, key=place, of=of, expected="a mapping", example=example)
            return
        for key, key_node, value in notes.pairs(node, place, of):
            if key in keys.known:
                self.by_key[key] = (key_node, value)
            else:
                self.is_unknown(key, key_node, keys.known)
        for key in keys.required:
            if key not in self.by_key:
                self.lacks(key)

    def is_unknown(self, key: str, key_node: Node, known: tuple[str, ...]) -> None:
        """Note that a key does not belong here."""
        values = {"place": self.place, "of": self.of, "key": key, "known": ", ".join(known)}
        self.notes.add(MistakeKind.UNKNOWN_KEY, key_node, near(key, known), **values)

    def lacks(self, key: str) -> None:
        """Note that a key is missing."""
        self.notes.add(MistakeKind.MISSING_KEY, self.node, place=self.place, of=self.of, key=key)

    def get(self, key: str) -> Node | None:
        """The node of a key, if the mapping has it."""
        pair = self.by_key.get(key)
        return pair[1] if pair else None

    def key_node(self, key: str) -> Node:
        """Where the key itself stands."""
        return self.by_key[key][0]


class Notes:
    """What is wrong in a file so far, and the readers of its smallest parts."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.languages: tuple[str, ...] = ()

    def add(self, kind: MistakeKind, node: Node, meant: str = "", **values: str) -> None:
        """Note a mistake at a node."""
        shown = {key: clean(value)[:200] for key, value in values.items()}
        self.mistakes.append(Mistake(kind, *place_of(node), shown, meant))

    def pairs(self, node: MappingNode, place: str, of: str = "") -> Iterable[tuple[str, Node, Node]]:
        """Key, key's node and value's node of a mapping; a key given twice counts once."""
        seen: dict[str, Node] = {}
        for key_node, value in node.value:
            if not isinstance(key_node, ScalarNode):
                self.add(
                    MistakeKind.WRONG_SHAPE,
                    key_node,
                    key=place,
                    expected="a mapping of words",
                    example="key: value",
                )
                continue
            if has_hidden_blank(key_node.value):
                self.add(MistakeKind.BLANK_IN_INDENT, key_node, blank=BLANK_NAMES["\u00a0"])
                continue
            key = word_of(key_node.value)
            if key in seen:
                line = str(place_of(seen[key])[0])
                self.add(MistakeKind.KEY_TWICE, key_node, key=key, place=place, of=of, line=line)
                continue
            seen[key] = key_node
            yield key, key_node, value

    def items(self, node: Node | None, key: str, example: str) -> list[Node]:
        """The nodes of a list."""
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.add(MistakeKind.WRONG_SHAPE, node, key=key, expected="a list", example=example)
            return []
        if not node.value:
            self.add(MistakeKind.EMPTY, node, key=key)
        return list(node.value)

    def word(self, node: Node | None, key: str) -> str:
        """A word as it stands in the file; empty where there is none."""
        if node is None:
            return ""
        if not isinstance(node, ScalarNode):
            self.add(MistakeKind.WRONG_SHAPE, node, key=key, expected="one word", example=f"{key}: word")
            return ""
        word = clean(word_of(node.value))
        if not word:
            self.add(MistakeKind.EMPTY, node, key=key)
        return word

    def line(self, node: Node | None, key: str) -> str:
        """A line of text, as it stands in the file; empty where there is none."""
        return "" if node is None else one_line(self._words_of(node, key))

    def lines(self, node: Node | None, key: str) -> tuple[str, ...]:
        """A list of lines of text, or a single one."""
        items = [node] if isinstance(node, ScalarNode) else self.items(node, key, f"{key}: [one, two]")
        return tuple(self.line(item, key) for item in items)

    def words(self, node: Node | None, key: str) -> list[tuple[str, Node]]:
        """A list of words, or a single one, with their nodes."""
        if isinstance(node, ScalarNode):
            return [(self.word(node, key), node)]
        return [(self.word(item, key), item) for item in self.items(node, key, f"{key}: [one, two]")]

    def id(self, node: Node | None, key: str) -> str:
        """An id: lower-case words joined by hyphens."""
        word = self.word(node, key)
        if node is not None and word and not ID.fullmatch(word):
            meant = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
            self.add(MistakeKind.BAD_ID, node, meant, word=word)
        return word

    def one_of(self, node: Node | None, key: str, known: type[W], fallback: W) -> W:
        """A word out of a known set (a StrEnum)."""
        word = self.word(node, key)
        values = [str(member) for member in known]  # type: ignore[attr-defined]
        if word in values:
            return known(word)
        if node is not None and word:
            self.add(
                MistakeKind.UNKNOWN_WORD,
                node,
                near(word, values),
                word=word,
                key=key,
                known=", ".join(values),
            )
        return fallback

    def number(self, node: Node | None, key: str) -> int | float | None:
        """A number."""
        word = self.word(node, key)
        if node is None or not word:
            return None
        number = number_of(word)
        if number is None:
            self.add(MistakeKind.NOT_A_NUMBER, node, word=word)
        return number

    def truth(self, node: Node | None, key: str) -> bool:
        """`true` or `false`."""
        word = self.word(node, key).lower()
        if node is not None and word and word not in ("true", "false", "yes", "no"):
            self.add(MistakeKind.UNKNOWN_WORD, node, word=word, key=key, known="true, false")
        return word in ("true", "yes")

    def text(self, node: Node | None, key: str) -> Text:
        """A text in every language of the bank."""
        return {
            language: self._words_of(value, key) for language, value in self._by_language(node, key).items()
        }

    def lists(self, node: Node | None, key: str) -> dict[str, tuple[str, ...]]:
        """A list of texts in every language of the bank."""
        found = {}
        for language, value in self._by_language(node, key).items():
            items = [value] if isinstance(value, ScalarNode) else self.items(value, key, "[one, two]")
            found[language] = tuple(self._words_of(item, key) for item in items)
        return found

    def _by_language(self, node: Node | None, key: str) -> Mapping[str, Node]:
        if node is None:
            return {}
        if not isinstance(node, MappingNode):
            if len(self.languages) <= 1:
                return dict.fromkeys(self.languages, node)
            example = "{" + ", ".join(f"{language}: ..." for language in self.languages) + "}"
            self.add(
                MistakeKind.WRONG_SHAPE,
                node,
                key=key,
                expected="a text per language",
                example=f"{key}: {example}",
            )
            return {}
        found = {}
        for language, language_node, value in self.pairs(node, key):
            if self.languages and language not in self.languages:
                self.add(
                    MistakeKind.UNKNOWN_LANGUAGE,
                    language_node,
                    near(language, self.languages),
                    language=language,
                )
            else:
                found[language] = value
        missing = [language for language in self.languages if language not in found]
        if missing:
            self.add(MistakeKind.MISSING_LANGUAGE, node, key=key, languages=", ".join(missing))
        return found

    def _words_of(self, node: Node, key: str) -> str:
        if not isinstance(node, ScalarNode):
            self.add(MistakeKind.WRONG_SHAPE, node, key=key, expected="text", example="{en: ...}")
            return ""
        text = clean(node.value).strip()
        if not text:
            self.add(MistakeKind.EMPTY, node, key=key)
        return text


def id_in(node: Node) -> str:
    """The id a mapping of the file gives itself, as far as it can be told before it is read."""
    pairs = node.value if isinstance(node, MappingNode) else []
    ids = [value.value for key, value in pairs if isinstance(value, ScalarNode) and key.value == "id"]
    return word_of(ids[0]) if ids else ""


def number_of(word: str) -> int | float | None:
    """The number a word of a bank stands for, with a point for decimals and perhaps a % sign."""
    word = word.removesuffix("%").strip()
    if not _NUMBER.fullmatch(word) or len(word) > 18:
        return None
    return float(word) if "." in word else int(word)


def is_date(word: str) -> bool:
    """Whether a word is a date, a month or a year that exists."""
    if not _DATE.fullmatch(word):
        return False
    try:
        date.fromisoformat((word + "-01-01")[:10])
    except ValueError:
        return False
    return True
