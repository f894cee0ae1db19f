"""Country facts: what a country ratified, its rating, what its law restricts, where asking endangers people.

What the file of them does not say is unknown. This module must not know of the store or of the screen.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

COUNTRIES_FILE = "countries.yaml"
CONVENTIONS = ("c87", "c98", "c135", "c154")
FACTS = (*CONVENTIONS, "rating", "union_regime", "danger")
RATINGS = ("1", "2", "3", "4", "5", "5+")
REGIMES = ("plural", "single-legal-union", "severe-restriction", "suspended")
UNDATED = "undated"

_WORDS = re.compile(r"[^\W_]+")


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
                for spelling in spellings_of(country):
                    self._by_spelling.setdefault(folded(spelling), country)

    def find(self, text: str) -> Country | None:
        """The country with this code, three-letter code, name in any language or other spelling."""
        return self._by_spelling.get(folded(text))

    def near(self, text: str) -> Country | None:
        """The country whose name is nearest to a text that `find` does not know, for an error message."""
        names = [spelling for spelling in self._by_spelling if len(spelling) > 3]
        close = difflib.get_close_matches(folded(text[:80]), names, n=1, cutoff=0.7)
        return self._by_spelling[close[0]] if close else None


def spellings_of(country: Country) -> Iterator[str]:
    """Every spelling under which a country is found."""
    yield country.code
    yield from country.name.values()
    yield from country.also


def folded(text: str) -> str:
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
