"""Country facts: what a country ratified, its rating, what its law restricts, where asking endangers people.

They stand in one file that a union keeps by hand; what it does not say is unknown. This module must not know
of the store or of the screen.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from questionnaire import plain_yaml
from questionnaire.errors import CountriesError
from questionnaire.plain_yaml import MappingNode, Node, ScalarNode, SequenceNode
from questionnaire.text import one_line
from questionnaire.translation import LANGUAGES, _

COUNTRIES_FILE = "countries.yaml"
CONVENTIONS = ("c87", "c98", "c135", "c154")
FACTS = (*CONVENTIONS, "rating", "union_regime", "danger")
RATINGS = ("1", "2", "3", "4", "5", "5+")
REGIMES = ("plural", "single-legal-union", "severe-restriction", "suspended")
UNDATED = "undated"
LONGEST_NOTE = 240

_LARGEST = 2_000_000
_CODE = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_QUOTES = " \u00a0'\"\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_WORDS = re.compile(r"[^\W_]+")

_Pairs = dict[str, tuple[Node, Node]]


@dataclass(frozen=True, slots=True)
class CountryFact:
    """One fact of one country: `value` is a year, or a word such as `no`."""

    name: str
    value: int | str
    source: str
    address: str
    as_of: str


@dataclass(frozen=True, slots=True)
class LawNote:
    """What a country's law restricts; `source` is an address, `as_of` a year, a month, a day or `undated`."""

    text: Mapping[str, str]
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code. A fact that is not in `facts` is unknown."""

    code: str
    name: Mapping[str, str]
    facts: Mapping[str, CountryFact]
    law: tuple[LawNote, ...] = ()
    warning: Mapping[str, str] | None = None
    also: tuple[str, ...] = ()

    def value_of(self, fact: str) -> int | str | None:
        """The year or word of a fact, None where it is unknown."""
        known = self.facts.get(fact)
        return None if known is None else known.value


@dataclass(frozen=True, slots=True)
class Countries:
    """A country file as it was read; `fact_titles` and `fact_notes` are texts by fact."""

    version: str
    by_code: Mapping[str, Country]
    fact_titles: Mapping[str, Mapping[str, str]]
    fact_notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _by_spelling: dict[str, Country] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self._by_spelling:
            for country in self.by_code.values():
                for spelling in _spellings(country):
                    self._by_spelling.setdefault(_folded(spelling), country)

    def find(self, text: str) -> Country | None:
        """The country with this code, three-letter code, name in any language or other spelling."""
        return self._by_spelling.get(_folded(text))

    def near(self, text: str) -> Country | None:
        """The country whose name is nearest to a text that `find` does not know, for an error message."""
        names = [spelling for spelling in self._by_spelling if len(spelling) > 3]
        close = difflib.get_close_matches(_folded(text[:80]), names, n=1, cutoff=0.7)
        return self._by_spelling[close[0]] if close else None


def load_countries(path: Path) -> Countries:
    """The country file at `path`.

    Raises CountriesError where it cannot be read, or for its first mistake, as FILE:LINE:COLUMN.
    """
    return _Reader(path).countries()


def _spellings(country: Country) -> Iterator[str]:
    yield country.code
    yield from country.name.values()
    yield from country.also


def _folded(text: str) -> str:
    """A spelling without case, accents, punctuation, `&` and a leading `the`."""
    if text.isascii() and text.isalpha():
        return text.lower()
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = _WORDS.findall(text.casefold().replace(".", "").replace("&", " and ").replace("\u0131", "i"))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class _FactKind:
    """What the file says of a fact for all countries."""

    title: Mapping[str, str]
    note: Mapping[str, str] | None
    source: str
    address: str
    as_of: str


class _Reader:
    """Reads one country file; stops at the first mistake."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kinds: dict[str, _FactKind] = {}
        self.usual: dict[tuple[str, str], CountryFact] = {}
        self.spellings: dict[str, Country] = {}

    def countries(self) -> Countries:
        root = self._root()
        fields = self._fields(
            root, _("the file"), ("version", "facts", "countries"), ("version", "facts", "countries")
        )
        version = self._line(fields["version"][1], "version")
        facts = self._fields(fields["facts"][1], "facts", FACTS)
        self.kinds = {fact: self._kind(fact, node) for fact, (_key, node) in facts.items()}
        by_code: dict[str, Country] = {}
        for code, (key, node) in self._pairs(fields["countries"][1], "countries").items():
            if not _CODE.fullmatch(code):
                message = _("'{word}' is not a country code.").format(word=_short(code))
                raise self._mistake(key, message, _("Write its two capital letters, such as BD."))
            by_code[code] = self._country(code, key, node)
        titles = {fact: kind.title for fact, kind in self.kinds.items()}
        notes = {fact: kind.note for fact, kind in self.kinds.items() if kind.note}
        return Countries(version, by_code, titles, notes, self.spellings)

    def _kind(self, fact: str, node: Node) -> _FactKind:
        known = ("title", "source", "address", "as_of", "note")
        fields = self._fields(node, f"facts: {fact}", known, ("title", "source", "as_of"))
        return _FactKind(
            title=self._text(fields["title"][1], "title"),
            note=self._text(fields["note"][1], "note") if "note" in fields else None,
            source=self._line(fields["source"][1], "source"),
            address=self._address(fields["address"][1], "address") if "address" in fields else "",
            as_of=self._date(fields["as_of"][1]),
        )

    def _country(self, code: str, key: Node, node: Node) -> Country:
        fields = self._fields(node, code, _COUNTRY_KEYS, ("name",))
        facts = {fact: self._fact(fact, *fields[fact]) for fact in _GIVEN_FACTS if fact in fields}
        known = {fact: value for fact, value in facts.items() if value is not None}
        warning = self._text(fields["warning"][1], "warning") if "warning" in fields else None
        if warning:
            kind = self._kind_of("danger", fields["warning"][0])
            known["danger"] = CountryFact("danger", "yes", kind.source, kind.address, kind.as_of)
        country = Country(
            code=code,
            name=self._text(fields["name"][1], "name"),
            facts=known,
            law=tuple(map(self._law_note, self._items(fields["law"][1], "law"))) if "law" in fields else (),
            warning=warning,
            also=tuple(self._lines(fields["also"][1], "also")) if "also" in fields else (),
        )
        self._claim_spellings(country, key)
        return country

    def _claim_spellings(self, country: Country, key: Node) -> None:
        for spelling in _spellings(country):
            holder = self.spellings.setdefault(_folded(spelling), country)
            if holder is not country:
                message = _("'{word}' stands for both {one} and {other}.")
                raise self._mistake(
                    key,
                    message.format(word=_short(spelling), one=holder.code, other=country.code),
                    _("Leave it out of one of them."),
                )

    def _kind_of(self, fact: str, key: Node) -> _FactKind:
        if fact not in self.kinds:
            message = _("'{fact}' is used here and not described under facts.").format(fact=fact)
            raise self._mistake(key, message, _("Describe it there with a title, a source and as_of."))
        return self.kinds[fact]

    def _fact(self, fact: str, key: Node, node: Node) -> CountryFact | None:
        """The fact, None where the file says `unknown`."""
        kind = self._kind_of(fact, key)
        if isinstance(node, ScalarNode):
            known = self.usual.get((fact, node.value))
            if known is None and (value := self._value(fact, node)) is not None:
                known = CountryFact(fact, value, kind.source, kind.address, kind.as_of)
                self.usual[fact, node.value] = known
            return known
        fields = self._fields(node, fact, ("value", "source", "address", "as_of"), ("value",))
        value = self._value(fact, fields["value"][1])
        source, address, as_of = kind.source, kind.address, kind.as_of
        if "source" in fields:  # another source is not found at the address of the usual one
            source, address = self._line(fields["source"][1], "source"), ""
        if "address" in fields:
            address = self._address(fields["address"][1], "address")
        if "as_of" in fields:
            as_of = self._date(fields["as_of"][1])
        return None if value is None else CountryFact(fact, value, source, address, as_of)

    def _value(self, fact: str, node: Node) -> int | str | None:
        """A year or a word, None for `unknown`."""
        word = self._word(node, fact)
        if word == "unknown":
            return None
        if fact in CONVENTIONS:
            if _YEAR.fullmatch(word):
                return int(word)
            allowed: tuple[str, ...] = ("no",)
            hint = _("Write the year of ratification, or no; leave it out where it is unknown.")
        else:
            allowed = RATINGS if fact == "rating" else REGIMES
            hint = _("Write one of {words}; leave it out where it is unknown.").format(
                words=", ".join(allowed)
            )
        if word not in allowed:
            message = _("'{word}' is no value of {fact}.").format(word=_short(word), fact=fact)
            raise self._mistake(node, message, _near_hint(word, allowed) or hint)
        return word

    def _law_note(self, node: Node) -> LawNote:
        fields = self._fields(node, "law", ("text", "as_of", "source"), ("text", "as_of", "source"))
        text = self._text(fields["text"][1], "text")
        for language, words in text.items():
            if len(words) > LONGEST_NOTE:
                message = _("The note has {count} characters in '{language}'.")
                raise self._mistake(
                    fields["text"][1],
                    message.format(count=len(words), language=language),
                    _("At most {limit} can be read during a call: split it.").format(limit=LONGEST_NOTE),
                )
        return LawNote(text, self._date(fields["as_of"][1]), self._address(fields["source"][1], "source"))

    def _date(self, node: Node) -> str:
        word = self._word(node, "as_of")
        if word != UNDATED and not _DATE.fullmatch(word):
            message = _("'{word}' is not a date.").format(word=_short(word))
            raise self._mistake(node, message, _("Write 2026, 2026-05 or 2026-05-01, or undated."))
        return word

    def _address(self, node: Node, key: str) -> str:
        word = self._word(node, key)
        if not _ADDRESS.fullmatch(word):
            message = _("'{word}' is not an address.").format(word=_short(word))
            raise self._mistake(node, message, _("Write the whole address, with https:// before it."))
        return word

    def _text(self, node: Node, key: str) -> dict[str, str]:
        """A text in every language the tool speaks, and in others where given."""
        example = "{" + ", ".join(f"{language}: ..." for language in LANGUAGES) + "}"
        if not isinstance(node, MappingNode):
            message = _("'{key}' must be a text per language.").format(key=key)
            raise self._mistake(
                node, message, _("Write it like this: {example}.").format(example=f"{key}: {example}")
            )
        texts: dict[str, str] = {}
        for language, (place, value) in self._pairs(node, key).items():
            if language not in LANGUAGES and not _LANGUAGE.fullmatch(language):
                message = _("'{word}' is not a language.").format(word=_short(language))
                raise self._mistake(place, message, _("Write its two letters, such as en or nl."))
            texts[language] = self._line(value, language)
        missing = [language for language in LANGUAGES if language not in texts]
        if missing:
            message = _("'{key}' lacks {languages}.").format(key=key, languages=", ".join(missing))
            raise self._mistake(
                node, message, _("Write it like this: {example}.").format(example=f"{key}: {example}")
            )
        return texts

    def _lines(self, node: Node, key: str) -> list[str]:
        return [self._line(item, key) for item in self._items(node, key)]

    def _items(self, node: Node, key: str) -> list[Node]:
        if not isinstance(node, SequenceNode):
            message = _("'{key}' must be a list.").format(key=key)
            raise self._mistake(
                node, message, _("Write [one, other], or one a line with a hyphen before it.")
            )
        return list(node.value)

    def _word(self, node: Node, key: str) -> str:
        """A line without the typographic quotes and blanks that an editor may have left round it."""
        return self._line(node, key).strip(_QUOTES)

    def _line(self, node: Node, key: str) -> str:
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
            raise self._mistake(
                node, message, _("Write it behind the colon; with a comma or colon in it, in quotes.")
            )
        text = one_line(node.value)
        if not text:
            raise self._mistake(
                node, _("'{key}' is empty.").format(key=key), _("Fill it in, or leave the key out.")
            )
        return text

    def _fields(self, node: Node, place: str, known: Iterable[str], needed: Iterable[str] = ()) -> _Pairs:
        """The keys of a mapping that may have only the `known` ones and must have the `needed`."""
        pairs = self._pairs(node, place)
        for key, (key_node, _value) in pairs.items():
            if key not in known:
                message = _("{place} has no key '{key}'.").format(place=place, key=_short(key))
                keys = _("The keys here are {keys}.").format(keys=", ".join(known))
                raise self._mistake(key_node, message, _near_hint(key, known) or keys)
        for key in needed:
            if key not in pairs:
                raise self._mistake(
                    node, _("{place} lacks '{key}'.").format(place=place, key=key), _("Add it.")
                )
        return pairs

    def _pairs(self, node: Node, place: str) -> _Pairs:
        if not isinstance(node, MappingNode) or not node.value:
            message = _("{place} must be keys with their values.").format(place=place)
            raise self._mistake(
                node, message, _("Write key: value, one a line, indented by the same blanks.")
            )
        pairs: _Pairs = {}
        for key_node, value in node.value:
            key = self._line(key_node, place)
            if key in pairs:
                line = pairs[key][0].start_mark.line + 1
                message = _("'{key}' is given twice, first on line {line}.").format(
                    key=_short(key), line=line
                )
                raise self._mistake(key_node, message, _("Keep one of them."))
            pairs[key] = (key_node, value)
        return pairs

    def _root(self) -> Node:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            message = _("{path} cannot be read: {why}.").format(path=self.path, why=error.strerror or error)
            raise CountriesError(message, _("Check that the country file is there.")) from error
        if len(data) > _LARGEST:
            message = _("The file is larger than {limit} MB.").format(limit=_LARGEST // 1_000_000)
            raise self._mistake_at(1, 1, message, _("Remove what does not belong in it."))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace")
            message = _("The file is not UTF-8 text.")
            raise self._mistake_at(
                *_place_after(before), message, _("Save it as UTF-8 in your editor.")
            ) from error
        root = self._composed(text)
        if root is None:
            raise self._mistake_at(
                1, 1, _("The file is empty."), _("Write version, facts and countries in it.")
            )
        return root

    def _composed(self, text: str) -> Node | None:
        hint = _("Check the indentation, the colons and the quotes on this line and the one above.")
        try:
            return plain_yaml.compose(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = one_line(" ".join(filter(None, (error.problem, error.context))))
            message = _("This cannot be read as YAML: {problem}.").format(problem=problem)
            raise self._mistake_at(*place, message, hint) from error
        except yaml.reader.ReaderError as error:
            message = _("This cannot be read as YAML: {problem}.").format(problem=one_line(error.reason))
            raise self._mistake_at(*_place_after(text[: max(error.position, 0)]), message, hint) from error

    def _mistake(self, node: Node, message: str, hint: str) -> CountriesError:
        return self._mistake_at(node.start_mark.line + 1, node.start_mark.column + 1, message, hint)

    def _mistake_at(self, line: int, column: int, message: str, hint: str) -> CountriesError:
        return CountriesError(f"{self.path}:{line}:{column}: {message}", hint)


_GIVEN_FACTS = tuple(fact for fact in FACTS if fact != "danger")
_COUNTRY_KEYS = ("name", "also", *_GIVEN_FACTS, "law", "warning")


def _place_after(text: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _near_hint(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word[:80].lower(), list(known), n=1)
    return _("Did you mean {word}?").format(word=near[0]) if near else ""


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= 40 else shown[:39] + "\u2026"
