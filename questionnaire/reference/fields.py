"""Reading a reference file that is kept by hand: keys, texts, dates and addresses, each with its place in the file."""

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from questionnaire import plain_yaml
from questionnaire.errors import CountriesError
from questionnaire.plain_yaml import MappingNode, Node, ScalarNode, SequenceNode
from questionnaire.reference.countries import UNDATED
from questionnaire.text import one_line
from questionnaire.translation import LANGUAGES, _

_LARGEST = 2_000_000
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_QUOTES = " \u00a0'\"\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"

_Pairs = dict[str, tuple[Node, Node]]


class FieldReader:
    """Reads what stands in one file; stops at the first mistake, as FILE:LINE:COLUMN."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def date(self, node: Node) -> str:
        """A year, a month, a day or `undated`."""
        word = self.word(node, "as_of")
        if word != UNDATED and not _DATE.fullmatch(word):
            message = _("'{word}' is not a date.").format(word=short(word))
            raise self.mistake(node, message, _("Write 2026, 2026-05 or 2026-05-01, or undated."))
        return word

    def address(self, node: Node, key: str) -> str:
        """The address of a page."""
        word = self.word(node, key)
        if not _ADDRESS.fullmatch(word):
            message = _("'{word}' is not an address.").format(word=short(word))
            raise self.mistake(node, message, _("Write the whole address, with https:// before it."))
        return word

    def text(self, node: Node, key: str) -> dict[str, str]:
        """A text in every language the tool speaks, and in others where given."""
        example = "{" + ", ".join(f"{language}: ..." for language in LANGUAGES) + "}"
        if not isinstance(node, MappingNode):
            message = _("'{key}' must be a text per language.").format(key=key)
            raise self.mistake(
                node, message, _("Write it like this: {example}.").format(example=f"{key}: {example}")
            )
        texts: dict[str, str] = {}
        for language, (place, value) in self.pairs(node, key).items():
            if language not in LANGUAGES and not _LANGUAGE.fullmatch(language):
                message = _("'{word}' is not a language.").format(word=short(language))
                raise self.mistake(place, message, _("Write its two letters, such as en or nl."))
            texts[language] = self.line(value, language)
        missing = [language for language in LANGUAGES if language not in texts]
        if missing:
            message = _("'{key}' lacks {languages}.").format(key=key, languages=", ".join(missing))
            raise self.mistake(
                node, message, _("Write it like this: {example}.").format(example=f"{key}: {example}")
            )
        return texts

    def lines(self, node: Node, key: str) -> list[str]:
        """A list of plain values."""
        return [self.line(item, key) for item in self.items(node, key)]

    def items(self, node: Node, key: str) -> list[Node]:
        """What stands in a list."""
        if not isinstance(node, SequenceNode):
            message = _("'{key}' must be a list.").format(key=key)
            raise self.mistake(node, message, _("Write [one, other], or one a line with a hyphen before it."))
        return list(node.value)

    def word(self, node: Node, key: str) -> str:
        """A line without the typographic quotes and blanks that an editor may have left round it."""
        return self.line(node, key).strip(_QUOTES)

    def line(self, node: Node, key: str) -> str:
        """A plain value: the text that stands in the file, cleaned, on one line."""
        text: str = node.value
        if (
            isinstance(node, ScalarNode)
            and text.isascii()
            and text.isprintable()
            and text.strip() == text != ""
        ):
            return text  # most are: nothing to clean
        if not isinstance(node, ScalarNode):
            message = _("'{key}' must be plain text.").format(key=key)
            raise self.mistake(
                node, message, _("Write it behind the colon; with a comma or colon in it, in quotes.")
            )
        text = one_line(node.value)
        if not text:
            raise self.mistake(
                node, _("'{key}' is empty.").format(key=key), _("Fill it in, or leave the key out.")
            )
        return text

    def fields(self, node: Node, place: str, known: Iterable[str], needed: Iterable[str] = ()) -> _Pairs:
        """The keys of a mapping that may have only the `known` ones and must have the `needed`."""
        pairs = self.pairs(node, place)
        for key, (key_node, _value) in pairs.items():
            if key not in known:
                message = _("{place} has no key '{key}'.").format(place=place, key=short(key))
                keys = _("The keys here are {keys}.").format(keys=", ".join(known))
                raise self.mistake(key_node, message, near_hint(key, known) or keys)
        for key in needed:
            if key not in pairs:
                raise self.mistake(
                    node, _("{place} lacks '{key}'.").format(place=place, key=key), _("Add it.")
                )
        return pairs

    def pairs(self, node: Node, place: str) -> _Pairs:
        """The keys of a mapping, each of them once."""
        if not isinstance(node, MappingNode) or not node.value:
            message = _("{place} must be keys with their values.").format(place=place)
            raise self.mistake(node, message, _("Write key: value, one a line, indented by the same blanks."))
        pairs: _Pairs = {}
        for key_node, value in node.value:
            key = self.line(key_node, place)
            if key in pairs:
                line = pairs[key][0].start_mark.line + 1
                message = _("'{key}' is given twice, first on line {line}.").format(key=short(key), line=line)
                raise self.mistake(key_node, message, _("Keep one of them."))
            pairs[key] = (key_node, value)
        return pairs

    def root(self) -> Node:
        """What stands in the file."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            message = _("{path} cannot be read: {why}.").format(path=self.path, why=error.strerror or error)
            raise CountriesError(message, _("Check that the country file is there.")) from error
        if len(data) > _LARGEST:
            message = _("The file is larger than {limit} MB.").format(limit=_LARGEST // 1_000_000)
            raise self.mistake_at(1, 1, message, _("Remove what does not belong in it."))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace")
            message = _("The file is not UTF-8 text.")
            raise self.mistake_at(
                *_place_after(before), message, _("Save it as UTF-8 in your editor.")
            ) from error
        root = self._composed(text)
        if root is None:
            raise self.mistake_at(
                1, 1, _("The file is empty."), _("Write version, facts and countries in it.")
            )
        return root

    def mistake(self, node: Node, message: str, hint: str) -> CountriesError:
        """The error for what stands at a node."""
        return self.mistake_at(node.start_mark.line + 1, node.start_mark.column + 1, message, hint)

    def mistake_at(self, line: int, column: int, message: str, hint: str) -> CountriesError:
        """The error for a place, both counted from 1."""
        return CountriesError(f"{self.path}:{line}:{column}: {message}", hint)

    def _composed(self, text: str) -> Node | None:
        hint = _("Check the indentation, the colons and the quotes on this line and the one above.")
        try:
            return plain_yaml.compose(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = one_line(" ".join(filter(None, (error.problem, error.context))))
            message = _("This cannot be read as YAML: {problem}.").format(problem=problem)
            raise self.mistake_at(*place, message, hint) from error
        except yaml.reader.ReaderError as error:
            message = _("This cannot be read as YAML: {problem}.").format(problem=one_line(error.reason))
            raise self.mistake_at(*_place_after(text[: max(error.position, 0)]), message, hint) from error


def _place_after(text: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def near_hint(word: str, known: Iterable[str]) -> str:
    """A hint with the known word most like this one; empty where none is."""
    near = difflib.get_close_matches(word[:80].lower(), list(known), n=1)
    return _("Did you mean {word}?").format(word=near[0]) if near else ""


def short(text: str) -> str:
    """A text of the file as a message has room for it."""
    shown = one_line(text)
    return shown if len(shown) <= 40 else shown[:39] + "\u2026"
