"""A bank file as YAML nodes, or what keeps it from being read."""

import re

import yaml

from questionnaire import plain_yaml
from questionnaire.banks.mistakes import Mistake, MistakeKind
from questionnaire.plain_yaml import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["MappingNode", "Node", "ScalarNode", "SequenceNode", "compose", "place_of", "word_of"]

LARGEST = 8_000_000

BLANK_NAMES = {"\t": "a tab", "\u00a0": "a non-breaking space"}

_INDENT = re.compile("^ *([\t\u00a0])", re.MULTILINE)
_ALIAS = re.compile(r"(?:^|[\s\[{,])\*[^\s*]", re.MULTILINE)
_AFTER_KEY = re.compile(
    "^( *(?:- +)*(?:-|[\"'\u2018-\u201f]?[\\w.-]+[\"'\u2018-\u201f]?:))(\u00a0+)", re.MULTILINE
)
_PLAIN_WORD = re.compile(r"[\w.+%-]+", re.ASCII)
_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
)


def compose(data: bytes) -> tuple[Node | None, list[Mistake]]:
    """The root node of a YAML file, or what keeps it from being read."""
    if len(data) > LARGEST:
        return None, [Mistake(MistakeKind.TOO_LARGE, 1, 1, {"limit": str(LARGEST // 1_000_000)})]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        return None, [Mistake(MistakeKind.NOT_UTF8, before.count("\n") + 1, len(before) - before.rfind("\n"))]
    if "\u00a0" in text:
        text = _AFTER_KEY.sub(lambda match: match[1] + " " * len(match[2]), text)
    blanks = _blanks(text, "\u00a0")
    try:
        root = plain_yaml.compose(text)
        aliases = _aliases(text)
        return (None if aliases else root), [*blanks, *aliases]
    except plain_yaml.TooDeepError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [Mistake(MistakeKind.TOO_DEEP, *place, {"limit": str(plain_yaml.DEEPEST)})]
    except yaml.MarkedYAMLError as error:
        started_before = (error.context or "").endswith("simple key")  # the key is where the eye must look
        mark = error.context_mark if started_before else error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = f"{error.problem or ''} {error.context or ''}".strip()
        return None, [*_blanks(text, "\t\u00a0"), Mistake(MistakeKind.NOT_YAML, *place, {"problem": problem})]
    except yaml.reader.ReaderError as error:
        refused = yaml.reader.Reader.NON_PRINTABLE.search(text)  # the parser in C counts bytes
        before = text[: refused.start() if refused else error.position]
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, [Mistake(MistakeKind.NOT_YAML, *place, {"problem": error.reason})]


def word_of(text: str) -> str:
    """A word as an editor meant it: without blanks of any kind and typographic quotes around it."""
    if _PLAIN_WORD.fullmatch(text):
        return text
    return text.replace("\u00a0", " ").strip().translate(_QUOTES).strip("'\"").strip()


def has_hidden_blank(key: str) -> bool:
    """Whether a non-breaking space after a colon made key and value one word, as in `{en:\u00a0Yes}`."""
    return ":\u00a0" in key


def place_of(node: Node) -> tuple[int, int]:
    """Line and column of a node, from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def _aliases(text: str) -> list[Mistake]:
    """The aliases in a text. A bank with one is not read on: written out, its parts could go on without end."""
    if "*" not in text or not _ALIAS.search(text):
        return []
    return [
        Mistake(MistakeKind.ALIAS, mark.line + 1, mark.column + 1, {"name": name})
        for name, mark in plain_yaml.aliases(text)
    ]


def _blanks(text: str, blanks: str) -> list[Mistake]:
    found: list[Mistake] = []
    if not any(blank in text for blank in blanks):
        return found
    for match in _INDENT.finditer(text):
        if match[1] in blanks:
            line = text.count("\n", 0, match.start()) + 1
            found.append(
                Mistake(
                    MistakeKind.BLANK_IN_INDENT,
                    line,
                    match.start(1) - match.start() + 1,
                    {"blank": BLANK_NAMES[match[1]]},
                )
            )
    return found
