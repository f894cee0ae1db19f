"""Whether a text holds what looks like a list of people. An answer keeps roles and counts, never who the workers are.

Three or more names in a row are a list; one name is none. It guesses: it may be wrong both ways, and forbids nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from questionnaire.interviews.answers import Answer
from questionnaire.interviews.name_words import (
    CASELESS_HEADINGS,
    HEADINGS,
    KNOWN_NAMES,
    NO_NAMES,
    NO_PEOPLE_BEFORE,
    PARTICLES,
    SELDOM_NAMES,
    SMALL_WORDS,
    TITLES,
)
from questionnaire.translation import _

FEWEST = 3
_MOST_WORDS = 5
_MOST_BETWEEN = 4
_TOKENS = re.compile(r"\n|[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?|[a-zA-Z]{0,5}[#\-]?\d+(?:[\-/.]\d+)*[.)]?|[^\s]")
_SEPARATORS = frozenset(",;\n/&•*·|、，；،؛+")
_JOINING = frozenset(("and", "en", "und", "et", "ve", "va", "y"))
_NUMBERING = re.compile(r"\d{1,3}[.)]")
_PERSON_NUMBER = re.compile(r"0\d{2,}|\d{5,}|[a-zA-Z]{1,5}[#\-]?\d{3,}|[a-zA-Z]{0,5}[#\-]\d{2,}")
_NUMBERS_OF_PEOPLE = re.compile(
    r"\b(?:(?:member|membership|employee|worker|staff|card|badge|punch|token|nid|lid|leden|personeels|werknemers)[\s\-]*"
    r"(?:numbers?|nos?\b\.?|nrs?\b\.?|ids?\b|nummers?)|n?ids)(?:\s+\w+){0,2}?[\s:]*(?P<numbers>\w*\d{3,}(?:\W+(?:and |en )?\w*\d{3,}){2,})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:\W*(?:19|20)\d\d\W*)+")
_CASELESS = "\u0600-\u06ff\u0900-\u109f\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_CASELESS_NAME = rf"[{_CASELESS}][{_CASELESS}\u200c\u200d .]{{0,30}}?"
_CASELESS_ROW = re.compile(rf"({_CASELESS_NAME})[\s:：\-–(]*(?:[a-zA-Z]{{1,6}}[\s.#:\-]*)?\d{{4,}}")
_CASELESS_ITEMS = re.compile(rf"\s*(?:[\d০-৯០-៩]{{1,3}}[.)、]\s*)?({_CASELESS_NAME})\s*$")
_CASELESS_SEPARATORS = re.compile(r"[,;\n、，；،؛。।]|\s(?:ও|এবং|និង|और|மற்றும்|و)\s|[和及]|\s(?:and|en)\s")


class _Span(Struct):
    """What could be a name: its words as they stand, where it begins and ends among the tokens."""

    words: list[str]
    start: int
    end: int
    has_number: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)


def names_in_answer(answer: Answer) -> tuple[str, ...]:
    """What looks like a list of names in the text of an answer, its note or what is said of its evidence."""
    value = answer.value if isinstance(answer.value, str) else ""
    about = (text for piece in answer.evidence for text in (piece.what, piece.remark))
    return next((found for text in (value, answer.note, *about) if (found := names_in_text(text))), ())


def names_warning(answer: Answer) -> str:
    """What to say at once in a call where an answer holds a list of people, with the key of the call; else empty."""
    if not names_in_answer(answer):
        return ""
    return _("Names? Note roles and how many instead. Ctrl+R (or C) takes them out.")


@lru_cache(maxsize=64)
def names_in_text(text: str) -> tuple[str, ...]:
    """The names or numbers of a list of people in a text, the first such list; empty where there is none."""
    return _named_row(text) or _numbered_people(text) or _caseless_list(text)


def _named_row(text: str) -> tuple[str, ...]:
    """Names in the letters of Europe, in a row."""
    tokens = _TOKENS.findall(text)
    for run in _runs(tokens, list(_spans(tokens))):
        if _is_list(tokens, run):
            return tuple(span.text for span in run)
    return ()


def _spans(tokens: Sequence[str]) -> Iterator[_Span]:
    """Every stretch of words that could be a name: capitals with what may stand between them, or known names."""
    place = 0
    while place < len(tokens):
        end = place
        words: list[str] = []
        while end < len(tokens) and len(words) < _MOST_WORDS and _goes_on(tokens, end, bool(words)):
            words.append(tokens[end])
            end += 1
            if words[-1].endswith(".") and not _is_short(words[-1]):
                break
        if words:
            yield _Span([word.rstrip(".") for word in words], place, end)
        place = max(end, place + 1)


def _goes_on(tokens: Sequence[str], place: int, begun: bool) -> bool:
    """Whether a name can begin or go on with a token."""
    word = tokens[place]
    folded = _folded(word)
    if begun and folded in PARTICLES:
        return any(token[0].isupper() for token in tokens[place + 1 : place + 2]) or (
            place + 1 < len(tokens) and _folded(tokens[place + 1]) in PARTICLES
        )
    if folded in SMALL_WORDS or folded in HEADINGS or folded in _JOINING or not word[0].isalpha():
        return False
    if any(character.isdigit() for character in word):
        return False
    return word[0].isupper() or folded in KNOWN_NAMES or (folded in TITLES and word.endswith("."))


def _runs(tokens: Sequence[str], spans: Sequence[_Span]) -> Iterator[list[_Span]]:
    """The spans that stand in a row, those left out that are no names."""
    run: list[_Span] = []
    for number, span in enumerate(spans):
        after = spans[number + 1].start if number + 1 < len(spans) else len(tokens)
        span.has_number = any(
            _PERSON_NUMBER.fullmatch(token.rstrip(".)"))
            for token in (
                *tokens[max(span.start - 1, 0) : span.start],
                *tokens[span.end : min(after, span.end + 6)],
            )
        )
        if run and not _are_joined(tokens[run[-1].end : span.start]):
            yield run
            run = []
        if _is_something_else(span):
            yield run
            run = []
        else:
            run.append(span)
    yield run


def _are_joined(between: Sequence[str]) -> bool:
    """Whether what stands between two names makes a row of them: separators, numbers, a few words about the first."""
    if between and _PERSON_NUMBER.fullmatch(between[-1]):
        between = between[:-1]
    if not between:
        return False
    words = sum(token[0].isalpha() and token.lower() not in _JOINING for token in between)
    ends = between[-1] in _SEPARATORS or between[-1].lower() in _JOINING or between[-1] == "-"
    is_numbered = _NUMBERING.fullmatch(between[-1]) is not None
    has_separator = any(token in _SEPARATORS or token.lower() in _JOINING for token in between)
    return words <= _MOST_BETWEEN and (is_numbered or (ends and has_separator))


def _is_something_else(span: _Span) -> bool:
    folded = [_folded(word) for word in span.words]
    if any(part in NO_NAMES for word in folded for part in (word, *re.split("[-/]", word))):
        return True
    seldom = sum(word in SELDOM_NAMES for word in folded)
    return (
        seldom > 0
        and seldom >= len(folded) - sum(word in KNOWN_NAMES for word in folded)
        and not _is_known(span)
    )


def _is_known(span: _Span) -> bool:
    folded = [_folded(word) for word in span.words]
    return any(word in KNOWN_NAMES for word in folded) or (folded[0] in TITLES and len(folded) > 1)


def _is_strong(span: _Span) -> bool:
    """Whether it looks like a name by itself: two words or more, a title, an initial, a known name, a number beside it."""
    if _is_known(span) or span.has_number:
        return True
    whole = [word for word in span.words if len(word) > 1]
    if not whole or any(word.isupper() for word in whole):
        return False
    return len(span.words) > 1


def _is_list(tokens: Sequence[str], run: Sequence[_Span]) -> bool:
    known = sum(map(_is_known, run))
    if len({_folded(span.text) for span in run}) < FEWEST:
        return False
    before = _before(tokens, run[0].start)
    if not known and any(_folded(token) in NO_PEOPLE_BEFORE for token in before):
        return False
    if any(_folded(token) in HEADINGS for token in before) and any(one in ":：\n" for one in before):
        return not all(word.isupper() and len(word) > 1 for span in run for word in span.words) or known > 0
    return sum(map(_is_strong, run)) >= FEWEST or known >= FEWEST - 1


def _before(tokens: Sequence[str], place: int) -> Sequence[str]:
    """The few tokens before a place, as far as the sentence and the line before go."""
    before = list(tokens[max(place - 6, 0) : place])
    ends = [
        number
        for number, token in enumerate(before)
        if token.endswith(".") and not _NUMBERING.fullmatch(token)
    ]
    return before[ends[-1] + 1 :] if ends else before


def _numbered_people(text: str) -> tuple[str, ...]:
    """Numbers of members or employees in a row."""
    found = _NUMBERS_OF_PEOPLE.search(text)
    if found is None or _YEARS.fullmatch(found["numbers"]):
        return ()
    return tuple(re.findall(r"\w*\d{3,}", found["numbers"]))


def _caseless_list(text: str) -> tuple[str, ...]:
    """Names in scripts without capitals: with numbers beside them, or under a heading that says so."""
    rows = _CASELESS_ROW.findall(text)
    if len(rows) >= FEWEST:
        return tuple(row.strip() for row in rows)
    heading, colon, rest = _headed(text)
    if not colon or not _is_heading(heading):
        return ()
    items = [part for part in _CASELESS_SEPARATORS.split(rest) if part.strip()]
    names = [found[1] for item in items if (found := _CASELESS_ITEMS.match(item))]
    return tuple(names) if len(names) >= FEWEST and len(names) * 2 > len(items) else ()


def _headed(text: str) -> tuple[str, str, str]:
    """A heading, its colon or line break, and what stands under it."""
    found = re.search(r"[:：\n]", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _is_heading(text: str) -> bool:
    words = {_folded(word) for word in re.findall(r"\w+", text)}
    return not words.isdisjoint(HEADINGS) or any(word in text.lower() for word in CASELESS_HEADINGS)


def _is_short(word: str) -> bool:
    """Whether a point belongs to the word: an initial, a title such as Md."""
    return len(word.rstrip(".")) == 1 or _folded(word) in TITLES


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    """In small letters, without accents and the point at its end."""
    plain = unicodedata.normalize("NFD", word.rstrip(".").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("đ", "d").replace("ı", "i")
