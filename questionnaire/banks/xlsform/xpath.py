"""Reading the part of XPath that forms write their conditions in, into a small tree; nothing is worked out here."""

import re

from msgspec import Struct

from questionnaire.translation import _

LONGEST = 8_000
DEEPEST = 40


class XPathError(ValueError):
    """An expression that cannot be read, with why in words."""


class Name(Struct, frozen=True):
    """The answer to another question: `${age}`, or the end of a path."""

    name: str


class Here(Struct, frozen=True):
    """`.`, the answer itself."""


class Literal(Struct, frozen=True):
    """A text or a number as it is written."""

    text: str
    is_number: bool = False


class Call(Struct, frozen=True):
    """A function and what it is called with."""

    function: str
    arguments: "tuple[Tree, ...]"


class Both(Struct, frozen=True):
    """Two parts and what stands between them: and, or, =, !=, <, <=, >, >=, +, -, *, div, mod."""

    sign: str
    left: "Tree"
    right: "Tree"


Tree = Name | Here | Literal | Call | Both

_SINGLE, _DOUBLE = "'\u2018\u2019\u201a\u201b\u2032`\u00b4", '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb'
_TOKEN = re.compile(
    r"\s*(?:"
    r"\$\{\s*(?P<name>[^}]*?)\s*\}"
    r"|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<path>(?:\.{1,2}/|/)+(?:[\w.:-]+|\*)(?:/(?:[\w.:-]+|\*))*)"
    r"|(?P<word>[^\W\d][\w.:-]*)"
    r"|(?P<here>\.)"
    r"|(?P<sign><=|>=|==|!=|<>|[=<>+*,()\u2260\u2264\u2265\u2212-])"
    r")"
)
_SIGNS = {"==": "=", "<>": "!=", "\u2260": "!=", "\u2264": "<=", "\u2265": ">=", "\u2212": "-"}
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))

MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""Each comparison as it reads from the other side."""

Token = tuple[str, str]


def read_xpath(text: str) -> Tree:
    """The tree of an expression; raises `XPathError`."""
    if len(text) > LONGEST:
        raise XPathError(_("it is very long"))
    return _Reader(_tokens(text.replace("\u00a0", " "))).whole()


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    while text[place:].strip():
        start = place + len(text[place:]) - len(text[place:].lstrip())
        if text[start] in _SINGLE + _DOUBLE:
            place = _end_of_text(text, start)
            tokens.append(("text", text[start + 1 : place - 1]))
            continue
        match = _TOKEN.match(text, place)
        if match is None or not match.lastgroup:
            raise XPathError(_("'{part}' is not understood").format(part=text[start : start + 12]))
        tokens.append((match.lastgroup, _SIGNS.get(match[match.lastgroup], match[match.lastgroup])))
        place = match.end()
    return tokens


def _end_of_text(text: str, start: int) -> int:
    """Just after the quote that ends a text: the same one, or for a typographic quote any of its kind."""
    kind = _SINGLE if text[start] in _SINGLE else _DOUBLE
    ends = text[start] if text[start] in "'\"" else kind
    for place in range(start + 1, len(text)):
        if text[place] in ends:
            return place + 1
    raise XPathError(_("a quote is not closed"))


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [*tokens, ("end", "")]
        self.place = 0
        self.depth = 0

    def whole(self) -> Tree:
        tree = self.level(0)
        if self.tokens[self.place][0] != "end":
            raise XPathError(_("'{part}' has no place there").format(part=self.tokens[self.place][1]))
        return tree

    def level(self, level: int) -> Tree:
        if level == len(_LEVELS):
            return self.single()
        tree = self.level(level + 1)
        while (sign := self.sign_here(_LEVELS[level])) is not None:
            tree = Both(sign, tree, self.level(level + 1))
        return tree

    def sign_here(self, signs: tuple[str, ...]) -> str | None:
        kind, text = self.tokens[self.place]
        sign = text.lower() if kind == "word" else text
        if kind not in ("sign", "word") or sign not in signs:
            return None
        self.place += 1
        return sign

    def single(self) -> Tree:
        kind, text = self.next()
        if kind == "name":
            return Name(text)
        if kind == "path":
            return Name(text.rpartition("/")[2])
        if kind == "here":
            return Here()
        if kind == "text":
            return Literal(text)
        if kind == "number":
            return Literal(text, is_number=True)
        if kind == "word" and self.tokens[self.place] == ("sign", "("):
            return self.call(text)
        if (kind, text) == ("sign", "-"):
            return self.negative()
        if (kind, text) == ("sign", "("):
            return self.inside()
        what = text or _("the end")
        raise XPathError(_("something is missing before {what}").format(what=f"'{what}'" if text else what))

    def negative(self) -> Tree:
        inner = self.single()
        if isinstance(inner, Literal) and inner.is_number:
            return Literal("-" + inner.text, is_number=True)
        return Both("-", Literal("0", is_number=True), inner)

    def call(self, function: str) -> Tree:
        self.next()
        arguments: list[Tree] = []
        if self.tokens[self.place] == ("sign", ")"):
            self.next()
            return Call(function.lower(), ())
        while True:
            arguments.append(self.deeper())
            separator = self.next()
            if separator == ("sign", ")"):
                return Call(function.lower(), tuple(arguments))
            if separator != ("sign", ","):
                raise XPathError(_("a bracket is not closed"))

    def inside(self) -> Tree:
        tree = self.deeper()
        if self.next() != ("sign", ")"):
            raise XPathError(_("a bracket is not closed"))
        return tree

    def deeper(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise XPathError(_("it is nested very deep"))
        tree = self.level(0)
        self.depth -= 1
        return tree

    def next(self) -> Token:
        token = self.tokens[self.place]
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token
