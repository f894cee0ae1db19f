"""Reading the conditions of VSAQ: the ids of choices, joined by `&&`, `||` and `!`, from left to right."""

import re
from collections.abc import Iterator, Mapping

from questionnaire.banks.xlsform.from_xpath import Known, Said, condition_of_tree
from questionnaire.banks.xlsform.xpath import Both, Call, Literal, Name, Tree, XPathError
from questionnaire.translation import _

_TOKEN = re.compile(r"\s*(?:(?P<name>[\w./:$-]+)|(?P<sign>&&|\|\||!|\(|\)))")


def said_of(text: str, known: Mapping[str, Known]) -> Said:
    """What became of a condition; `known` are the questions by the ids of their choices."""
    try:
        return condition_of_tree(_tree(text, known), known)
    except XPathError as error:
        return Said(None, (str(error),))


def _tree(text: str, known: Mapping[str, Known]) -> Tree:
    """A condition as the tree that forms use; `&&` and `||` are read from left to right, as VSAQ does."""
    words: list[str] = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None or len(words) > 500:
            raise XPathError(_("'{part}' is not understood").format(part=text[place : place + 12].strip()))
        words.append(match["name"] or match["sign"])
        place = match.end()
    left = iter([*words, ""])
    tree, after = _joined_tree(left, next(left), known, 0)
    if after:
        raise XPathError(_("'{part}' has no place there").format(part=after))
    return tree


def _joined_tree(words: Iterator[str], word: str, known: Mapping[str, Known], depth: int) -> tuple[Tree, str]:
    tree, word = _single(words, word, known, depth)
    while word in ("&&", "||"):
        right, after = _single(words, next(words), known, depth)
        tree = Both("and" if word == "&&" else "or", tree, right)
        word = after
    return tree, word


def _single(words: Iterator[str], word: str, known: Mapping[str, Known], depth: int) -> tuple[Tree, str]:
    if depth > 40:
        raise XPathError(_("it is nested very deep"))
    if word == "!":
        inner, after = _single(words, next(words), known, depth + 1)
        return Call("not", (inner,)), after
    if word == "(":
        inner, after = _joined_tree(words, next(words), known, depth + 1)
        if after != ")":
            raise XPathError(_("a bracket is not closed"))
        return inner, next(words)
    if not word or word in ("&&", "||", ")"):
        raise XPathError(
            _("something is missing before {what}").format(what=f"'{word}'" if word else _("the end"))
        )
    is_word = word in known and word in known[word].words
    return (Call("selected", (Name(word), Literal(word))) if is_word else Name(word)), next(words)
