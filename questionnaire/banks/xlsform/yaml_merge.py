"""Changes put into a bank file as it stands: only what changed is written anew, comments and order stay.

The file's nodes say where each part stands. A part that is the same stays letter for letter; one that differs is gone into,
and written anew where it cannot be gone into (a short mapping in braces, a text). A comment above a part goes with it.
"""

import json
import re

from questionnaire.banks.xlsform.data import Data
from questionnaire.banks.xlsform.yaml_text import entry_lines, item_lines
from questionnaire.banks.yaml_nodes import MappingNode, Node, SequenceNode, compose

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?")


def merged(text: str, old: dict[str, Data], new: dict[str, Data]) -> str | None:
    """The file's text with what differs between two states of its data; None where that cannot be done in place."""
    root, mistakes = compose(text.encode())
    if root is None or mistakes or not isinstance(root, MappingNode) or root.flow_style:
        return None
    merger = _Merger(text)
    body = merger.value(root, old, new, "")
    return None if body is None else text[: merger.start(root)] + body + text[merger.end(root) :]


class _CannotError(Exception):
    """A part that cannot be gone into."""


class _Merger:
    """Writes the parts of one file that differ. Every part it writes ends where the line ends, comment included."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [0, *(match.end() for match in _BREAK.finditer(text))]
        self.line_break = "\r\n" if "\r\n" in text else "\n"

    def start(self, node: Node) -> int:
        """Where the first letter of a node stands."""
        return self.offset(node.start_mark.line, node.start_mark.column)

    def end(self, node: Node) -> int:
        """Just after a node's last letter and the comment behind it."""
        return self.line_end(self.last_letter(node))

    def last_letter(self, node: Node) -> int:
        """Just after a node's last letter; the marks of blocks include what follows them."""
        start = self.start(node)
        if not _is_block(node) or not node.value:
            end = self.offset(node.end_mark.line, node.end_mark.column)
            return start + len(self.text[start:end].rstrip())
        last = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
        return max(self.last_letter(last), start)

    def offset(self, line: int, column: int) -> int:
        """A place in the text."""
        return self.lines[line] + column if line < len(self.lines) else len(self.text)

    def line_end(self, offset: int) -> int:
        """Where the line ends after blanks and a comment; the offset itself where something else follows."""
        match = _REST_OF_LINE.match(self.text, offset)
        end = match.end() if match else offset
        return end if end == len(self.text) or _BREAK.match(self.text, end) else offset

    def value(self, node: Node, old: Data, new: Data, key: str) -> str | None:
        """The new text of a block that can be gone into; None where it must be written anew."""
        if not _is_block(node):
            return None
        try:
            if isinstance(node, MappingNode) and isinstance(old, dict) and isinstance(new, dict):
                return self.mapping(node, old, new, key)
            if isinstance(node, SequenceNode) and isinstance(old, list) and isinstance(new, list):
                return self.sequence(node, old, new, key)
        except _CannotError:
            pass
        return None

    def mapping(self, node: MappingNode, old: dict[str, Data], new: dict[str, Data], key: str) -> str:
        """A mapping in block style: entries that changed, came or went. Its first key stays."""
        names = [name.value.strip() for name, _value in node.value]
        kept = [name for name in new if name in old]
        if set(names) != set(old) or not names or names[0] not in new:
            raise _CannotError
        if key == "figures" and [name for name in old if name in new] != kept:
            raise _CannotError
        indent = node.start_mark.column
        added = _added_after(names, list(new))
        place, result = self.start(node), ""
        for name, (name_node, value_node) in zip(names, node.value, strict=True):
            start, end = self.start(name_node), self.end(value_node)
            if name in new:
                result += self.text[place:start]
                if old[name] == new[name]:
                    result += self.text[start:end]
                else:
                    result += self.entry(name, start, value_node, old[name], new[name], indent)
            place = end
            for fresh in added.get(name, ()):
                result += self.line_break + self.line_break.join(entry_lines(fresh, new[fresh], indent))
        return result

    def entry(self, name: str, start: int, node: Node, old: Data, new: Data, indent: int) -> str:
        """`key: value`, the comment behind it kept; gone into where that can be done."""
        inner = self.value(node, old, new, name)
        if inner is not None:
            return self.text[start : self.start(node)] + inner
        return self.fresh(entry_lines(name, new, indent), node)

    def sequence(self, node: SequenceNode, old: list[Data], new: list[Data], key: str) -> str:
        """A list in block style, its items matched by name; each goes with the comments above it."""
        if not new or len(node.value) != len(old):
            raise _CannotError
        indent = node.start_mark.column
        wanted = dict(zip(_names(new), new, strict=True))
        kept: dict[str, tuple[str, str]] = {}
        place = self.start(node)
        for item, name, data in zip(node.value, _names(old), old, strict=True):
            start = self.start(item)
            dash = self.text.rfind("-", place, start)
            if dash < 0 or self.text[dash + 1 : start].strip():
                raise _CannotError
            if name in wanted:
                kept[name] = self.text[place:dash], self.item(dash, item, data, wanted[name], key)
            place = self.end(item)
        break_between = self.gap(node) + " " * indent
        result = ""
        for name, part in wanted.items():
            lead, body = kept.get(name) or (
                "",
                self.line_break.join(item_lines(part, indent, key)).lstrip(" "),
            )
            if not result:
                lead = lead.lstrip("\r\n ") and lead.lstrip("\r\n").lstrip(" ")
            elif not lead.startswith(("\r", "\n")):
                lead = break_between
            result += lead + body
        return result

    def item(self, dash: int, node: Node, old: Data, new: Data, key: str) -> str:
        """A list's item from its dash on."""
        if old == new:
            return self.text[dash : self.end(node)]
        inner = self.value(node, old, new, "")
        if inner is not None:
            return self.text[dash : self.start(node)] + inner
        indent = dash - self.lines[node.start_mark.line]
        return self.fresh(item_lines(new, max(indent, 0), key), node)

    def fresh(self, lines: list[str], replaced: Node) -> str:
        """New lines, the comment of what they stand for behind the first of them."""
        comment = _COMMENT.match(self.text, self.last_letter(replaced))
        lines[0] = lines[0].lstrip(" ") + (comment[0] if comment else "")
        return self.line_break.join(lines)

    def gap(self, node: SequenceNode) -> str:
        """What stands between two items: a line break, or an empty line where the others have one."""
        for one, other in zip(node.value, node.value[1:], strict=False):
            if len(_BREAK.findall(self.text[self.end(one) : self.start(other)])) < 2:
                return self.line_break
        return self.line_break * (2 if len(node.value) > 1 else 1)


def _is_block(node: Node) -> bool:
    """Whether a node is a mapping or list that stands on lines of its own."""
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style


def _added_after(names: list[str], wanted: list[str]) -> dict[str, list[str]]:
    """The names to add, by the name that is there already and after which they come."""
    added: dict[str, list[str]] = {}
    last = names[0]
    for name in wanted:
        if name in names:
            last = name
        else:
            added.setdefault(last, []).append(name)
    return added


def _names(items: list[Data]) -> list[str]:
    """A name for each item by which it is known again: its id (of probes the first one's), else its condition."""
    names: list[str] = []
    for item in items:
        if isinstance(item, dict):
            inner = item.get("questions")
            first = inner[0] if isinstance(inner, list) and inner and "when" in item else item
            own = first.get("id") if isinstance(first, dict) else None
            name = json.dumps(own or item.get("when") or item)
        else:
            name = json.dumps(item)
        names.append(f"{name} {sum(other.rpartition(' ')[0] == name for other in names)}")
    return names
