"""Reading the file of country facts, which a union keeps by hand: every mistake has its place and what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from questionnaire.plain_yaml import Node, ScalarNode
from questionnaire.reference.countries import (
    CONVENTIONS,
    FACTS,
    RATINGS,
    REGIMES,
    Countries,
    Country,
    CountryFact,
    LawNote,
    folded,
    spellings_of,
)
from questionnaire.reference.fields import FieldReader, near_hint, short
from questionnaire.translation import _

LONGEST_NOTE = 240

_CODE = re.compile(r"[A-Z]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_GIVEN_FACTS = tuple(fact for fact in FACTS if fact != "danger")
_COUNTRY_KEYS = ("name", "also", *_GIVEN_FACTS, "law", "warning")


def load_countries(path: Path) -> Countries:
    """The country file at `path`.

    Raises CountriesError where it cannot be read, or for its first mistake, as FILE:LINE:COLUMN.
    """
    return _Reader(path).countries()


@dataclass(frozen=True, slots=True)
class _FactKind:
    """What the file says of a fact for all countries."""

    title: Mapping[str, str]
    note: Mapping[str, str] | None
    source: str
    address: str
    as_of: str


class _Reader(FieldReader):
    """Reads one country file; stops at the first mistake."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.kinds: dict[str, _FactKind] = {}
        self.usual: dict[tuple[str, str], CountryFact] = {}
        self.spellings: dict[str, Country] = {}

    def countries(self) -> Countries:
        """All that the file says."""
        root = self.root()
        fields = self.fields(
            root, _("the file"), ("version", "facts", "countries"), ("version", "facts", "countries")
        )
        version = self.line(fields["version"][1], "version")
        facts = self.fields(fields["facts"][1], "facts", FACTS)
        self.kinds = {fact: self._kind(fact, node) for fact, (_key, node) in facts.items()}
        by_code: dict[str, Country] = {}
        for code, (key, node) in self.pairs(fields["countries"][1], "countries").items():
            if not _CODE.fullmatch(code):
                message = _("'{word}' is not a country code.").format(word=short(code))
                raise self.mistake(key, message, _("Write its two capital letters, such as BD."))
            by_code[code] = self._country(code, key, node)
        titles = {fact: kind.title for fact, kind in self.kinds.items()}
        notes = {fact: kind.note for fact, kind in self.kinds.items() if kind.note}
        return Countries(version, by_code, titles, notes, self.spellings)

    def _kind(self, fact: str, node: Node) -> _FactKind:
        known = ("title", "source", "address", "as_of", "note")
        fields = self.fields(node, f"facts: {fact}", known, ("title", "source", "as_of"))
        return _FactKind(
            title=self.text(fields["title"][1], "title"),
            note=self.text(fields["note"][1], "note") if "note" in fields else None,
            source=self.line(fields["source"][1], "source"),
            address=self.address(fields["address"][1], "address") if "address" in fields else "",
            as_of=self.date(fields["as_of"][1]),
        )

    def _country(self, code: str, key: Node, node: Node) -> Country:
        fields = self.fields(node, code, _COUNTRY_KEYS, ("name",))
        facts = {fact: self._fact(fact, *fields[fact]) for fact in _GIVEN_FACTS if fact in fields}
        known = {fact: value for fact, value in facts.items() if value is not None}
        warning = self.text(fields["warning"][1], "warning") if "warning" in fields else None
        if warning:
            kind = self._kind_of("danger", fields["warning"][0])
            known["danger"] = CountryFact("danger", "yes", kind.source, kind.address, kind.as_of)
        country = Country(
            code=code,
            name=self.text(fields["name"][1], "name"),
            facts=known,
            law=tuple(map(self._law_note, self.items(fields["law"][1], "law"))) if "law" in fields else (),
            warning=warning,
            also=tuple(self.lines(fields["also"][1], "also")) if "also" in fields else (),
        )
        self._claim_spellings(country, key)
        return country

    def _claim_spellings(self, country: Country, key: Node) -> None:
        for spelling in spellings_of(country):
            holder = self.spellings.setdefault(folded(spelling), country)
            if holder is not country:
                message = _("'{word}' stands for both {one} and {other}.")
                raise self.mistake(
                    key,
                    message.format(word=short(spelling), one=holder.code, other=country.code),
                    _("Leave it out of one of them."),
                )

    def _kind_of(self, fact: str, key: Node) -> _FactKind:
        if fact not in self.kinds:
            message = _("'{fact}' is used here and not described under facts.").format(fact=fact)
            raise self.mistake(key, message, _("Describe it there with a title, a source and as_of."))
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
        fields = self.fields(node, fact, ("value", "source", "address", "as_of"), ("value",))
        value = self._value(fact, fields["value"][1])
        source, address, as_of = kind.source, kind.address, kind.as_of
        if "source" in fields:  # another source is not found at the address of the usual one
            source, address = self.line(fields["source"][1], "source"), ""
        if "address" in fields:
            address = self.address(fields["address"][1], "address")
        if "as_of" in fields:
            as_of = self.date(fields["as_of"][1])
        return None if value is None else CountryFact(fact, value, source, address, as_of)

    def _value(self, fact: str, node: Node) -> int | str | None:
        """A year or a word, None for `unknown`."""
        word = self.word(node, fact)
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
            message = _("'{word}' is no value of {fact}.").format(word=short(word), fact=fact)
            raise self.mistake(node, message, near_hint(word, allowed) or hint)
        return word

    def _law_note(self, node: Node) -> LawNote:
        fields = self.fields(node, "law", ("text", "as_of", "source"), ("text", "as_of", "source"))
        text = self.text(fields["text"][1], "text")
        for language, words in text.items():
            if len(words) > LONGEST_NOTE:
                message = _("The note has {count} characters in '{language}'.")
                raise self.mistake(
                    fields["text"][1],
                    message.format(count=len(words), language=language),
                    _("At most {limit} can be read during a call: split it.").format(limit=LONGEST_NOTE),
                )
        return LawNote(text, self.date(fields["as_of"][1]), self.address(fields["source"][1], "source"))
