"""JSON as people write it by hand: with // comments, texts joined by + over lines, a comma too many; each object knows its line."""

import json
import re
from typing import TypeAlias

from questionnaire.text import clean
from questionnaire.translation import _

DEEPEST = 200

Value: TypeAlias = "str | float | bool | list[Value] | JsonObject | None"
Token = tuple[str, str, int]

_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
    r'|(?P<text>"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z_$][\w$]*)"
    r"|(?P<sign>[{}\[\]:,+])",
    re.DOTALL,
)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


class JsonError(ValueError):
    """What keeps a text from being read, with its line."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


class JsonObject(dict[str, "Value"]):
    """An object and the line it starts on."""

    line = 0


def read_json(text: str) -> Value:
    """The value in a text; raises `JsonError`."""
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.place = 0
        self.depth = 0

    def whole(self) -> Value:
        value = self.value()
        if self.tokens[self.place][0] != "end":
            self.fail(_("something follows after the end"))
        return value

    def value(self) -> Value:
        kind, text, line = self.next()
        if kind == "text":
            return self.joined(text, line)
        if kind == "number":
            return float(text)
        if kind == "word" and text in _WORDS:
            return _WORDS[text]
        self.depth += 1
        if self.depth > DEEPEST:
            raise JsonError(line, _("it is nested very deep"))
        found: Value
        if (kind, text) == ("sign", "{"):
            found = self.object(line)
        elif (kind, text) == ("sign", "["):
            found = self.list()
        else:
            raise JsonError(line, _("'{part}' has no place there").format(part=text[:20] or _("the end")))
        self.depth -= 1
        return found

    def joined(self, text: str, line: int) -> str:
        """A text and those joined to it with +."""
        parts = [_unquoted(text, line)]
        while self.tokens[self.place][:2] == ("sign", "+") and self.tokens[self.place + 1][0] == "text":
            self.next()
            parts.append(_unquoted(*self.next()[1:]))
        return "".join(parts)

    def object(self, line: int) -> JsonObject:
        found = JsonObject()
        found.line = line
        while not self.ends("}"):
            kind, text, key_line = self.next()
            if kind not in ("text", "word", "number"):
                raise JsonError(key_line, _("a key is missing"))
            key = self.joined(text, key_line) if kind == "text" else text
            if self.next()[:2] != ("sign", ":"):
                self.fail(_("a colon is missing"))
            found[key] = self.value()
            self.comma("}")
        return found

    def list(self) -> "list[Value]":
        found: list[Value] = []
        while not self.ends("]"):
            found.append(self.value())
            self.comma("]")
        return found

    def ends(self, sign: str) -> bool:
        if self.tokens[self.place][:2] == ("sign", sign):
            self.place += 1
            return True
        return False

    def comma(self, end: str) -> None:
        if self.tokens[self.place][:2] == ("sign", ","):
            self.place += 1
        elif self.tokens[self.place][:2] != ("sign", end):
            self.fail(_("a comma is missing"))

    def next(self) -> Token:
        token = self.tokens[self.place]
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def fail(self, why: str) -> None:
        raise JsonError(self.tokens[self.place][2], why)


def _tokens(text: str) -> "list[Token]":
    tokens: list[Token] = []
    place, line = 0, 1
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise JsonError(
                line,
                _("'{part}' is not understood").format(
                    part=text[place : place + 12].split("\n", maxsplit=1)[0]
                ),
            )
        if match.lastgroup != "space":
            tokens.append((str(match.lastgroup), match[0], line))
        line += match[0].count("\n")
        place = match.end()
    return [*tokens, ("end", "", line)]


def _unquoted(text: str, line: int) -> str:
    if text.startswith("'"):
        text = '"' + text[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
    try:
        found = json.loads(text.replace("\\\n", ""), strict=False)
    except ValueError as error:
        raise JsonError(line, _("a text cannot be read")) from error
    return clean(str(found))
