"""The catalogue of what can be wrong in a bank file: for each mistake its name, a sentence and how to mend it."""

import difflib
from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from questionnaire.translation import N_, _

PHRASES = frozenset(
    (
        N_("the file"),
        N_("the bank"),
        N_("the section"),
        N_("the question"),
        N_("question '{of}'"),
        N_("the choice"),
        N_("figure '{of}'"),
        N_("the flag of '{of}'"),
        N_("the probes of '{of}'"),
        N_("the check"),
        N_("a condition"),
        N_("the condition"),
        N_("the test"),
        N_("a mapping"),
        N_("a mapping of words"),
        N_("a list"),
        N_("one word"),
        N_("text"),
        N_("a text per language"),
        N_("made of two numbers"),
        N_("a tab"),
        N_("a non-breaking space"),
    )
)
"""What the values of a mistake say in words rather than quote from the file; `of` is the id of the part meant."""


class Kind(Enum):
    """A kind of thing to tell about a bank file: its name, its sentence and its remedy, the last two with {fields}."""

    _value_: tuple[str, str, str]

    @property
    def code(self) -> str:
        """The kind as one word for other tools, such as `unknown-key`."""
        return self.name.lower().replace("_", "-")

    @property
    def title(self) -> str:
        """The name in a few words."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """What is the matter."""
        return self.value[1]

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self.value[2]


class MistakeKind(Kind):
    """A kind of mistake: its name, its sentence, and its remedy."""

    NOT_YAML = (
        N_("not YAML"),
        N_("this cannot be read as YAML: {problem}"),
        N_("check the indentation, the colons and the quotes on this line and the one above"),
    )
    NOT_UTF8 = (N_("not UTF-8"), N_("the file is not UTF-8 text"), N_("save it as UTF-8 in your editor"))
    TOO_LARGE = (
        N_("too large"),
        N_("the file is larger than {limit} MB"),
        N_("a bank is text; remove what does not belong in it"),
    )
    TOO_DEEP = (
        N_("nested too deep"),
        N_("the file is nested deeper than {limit} levels"),
        N_("probes under probes this deep cannot be asked; make them questions"),
    )
    BLANK_IN_INDENT = (
        N_("strange blank"),
        N_("{blank} stands where an ordinary space must"),
        N_("use ordinary spaces in the indentation and after a colon"),
    )
    ALIAS = (
        N_("alias"),
        N_("an alias (*{name}) stands for a part of the file"),
        N_("write the part out where it is meant"),
    )
    UNKNOWN_KEY = (N_("unknown key"), N_("{place} has no key '{key}'"), N_("the keys here are: {known}"))
    MISSING_KEY = (N_("missing key"), N_("{place} lacks '{key}'"), N_("add it"))
    KEY_TWICE = (
        N_("key given twice"),
        N_("'{key}' is given twice in {place}, first on line {line}"),
        N_("keep one of them"),
    )
    WRONG_SHAPE = (N_("wrong shape"), N_("'{key}' must be {expected}"), N_("write it like this: {example}"))
    EMPTY = (N_("empty"), N_("'{key}' is empty"), N_("write something, or leave the key out"))
    BAD_ID = (
        N_("no id"),
        N_("'{word}' cannot be an id"),
        N_("use lower-case words joined by hyphens, such as union-present"),
    )
    ID_TWICE = (
        N_("id used twice"),
        N_("the id '{word}' is used twice, first on line {line}"),
        N_("give each its own id"),
    )
    RESERVED = (
        N_("reserved word"),
        N_("'{word}' has a meaning of its own and cannot be an id"),
        N_("choose another word"),
    )
    UNKNOWN_WORD = (N_("unknown word"), N_("'{word}' is not known as {key}"), N_("use one of: {known}"))
    NOT_A_NUMBER = (N_("no number"), N_("'{word}' is not a number"), N_("write digits, such as 20 or 12.5"))
    BOUNDS = (N_("bounds exchanged"), N_("min {low} lies above max {high}"), N_("exchange them"))
    NOT_A_DATE = (
        N_("no date"),
        N_("'{word}' is not a date"),
        N_("write 2026-05-01, 2026-05, 2026, today, or the id of a date question"),
    )
    NOT_A_PERIOD = (
        N_("no period"),
        N_("'{word}' is not a period"),
        N_("write a number and days, weeks, months or years, such as 12 months"),
    )
    MISSING_LANGUAGE = (
        N_("missing language"),
        N_("'{key}' lacks {languages}"),
        N_("write it in every language the bank lists under languages"),
    )
    UNKNOWN_LANGUAGE = (
        N_("unknown language"),
        N_("'{language}' is not among the languages of the bank"),
        N_("add it to languages, or remove it here"),
    )
    KEY_NOT_FOR_TYPE = (
        N_("key of another type"),
        N_("'{key}' does not go with an answer of type {type}"),
        N_("remove it, or change the answer type"),
    )
    FEW_CHOICES = (
        N_("too few choices"),
        N_("a question to choose from needs at least two choices"),
        N_("add choices, or make it a yes-no question"),
    )
    MANY_CHOICES = (
        N_("too many choices"),
        N_("more than {limit} choices cannot be chosen by a digit"),
        N_("join some, or split the question"),
    )
    UNKNOWN_NAME = (
        N_("unknown name"),
        N_("'{name}' is no question, figure or fact"),
        N_(
            "a condition names the id of a question or figure, supplier.country, supplier.workers, country.<fact> or respondent; "
            "a check also previous.<question>"
        ),
    )
    PREVIOUS_ELSEWHERE = (
        N_("earlier round out of place"),
        N_("'{name}' looks at the round before, which only a check may do"),
        N_("put it into the `when` of a check"),
    )
    UNKNOWN_CHOICE = (
        N_("unknown answer"),
        N_("'{name}' is never answered with '{word}'"),
        N_("its answers are: {known}"),
    )
    NOT_NUMERIC = (
        N_("not to be counted"),
        N_("'{name}' is no number, so it cannot be compared with one"),
        N_("test it with one of its answers, or with answered or unanswered"),
    )
    NOT_DATED = (
        N_("not to be dated"),
        N_("'{name}' is no date, so it cannot be compared with one"),
        N_("test it with one of its answers, or with answered or unanswered"),
    )
    EMPTY_CONDITION = (
        N_("empty condition"),
        N_("a condition that says nothing"),
        N_("name a question and a test, such as union-present: yes"),
    )
    MIXED_CONDITION = (
        N_("mixed condition"),
        N_("'{key}' stands beside other names in one condition"),
        N_("put everything under {key}, or write all: [...] around it"),
    )
    UNREACHABLE = (
        N_("probe out of reach"),
        N_("the probe '{word}' can never be reached"),
        N_("its condition and those above it cannot hold at the same time"),
    )
    CIRCLE = (
        N_("circle"),
        N_("the conditions go round in a circle: {circle}"),
        N_("let one of them be asked without looking at the others"),
    )
    NO_QUESTIONS = (N_("no questions"), N_("{place} holds no questions"), N_("add one, or remove it"))
    VERSION_NOT_RAISED = (
        N_("version not raised"),
        N_("{bank} has changed since an interview was held on its version {version}"),
        N_("raise the version, so that old answers keep the questions they were given on"),
    )


class Told(Struct, frozen=True):
    """Something to tell about a place in a file; line and column count from 1."""

    kind: Kind
    line: int
    column: int
    values: dict[str, str] = {}
    meant: str = ""

    @property
    def message(self) -> str:
        """What is the matter, what was probably meant, and how to mend it, in the tool's language."""
        return self.what if self.meant else f"{self.what}; {self.remedy}"

    @property
    def what(self) -> str:
        """What is the matter and what was probably meant."""
        sentence = self._in_words(self.kind.sentence)
        if not self.meant:
            return sentence
        return _("{sentence} (did you mean '{meant}'?)").format(sentence=sentence, meant=self.meant)

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return self._in_words(self.kind.remedy)

    def _in_words(self, words: str) -> str:
        """Words of the catalogue in the tool's language, with the values of this place."""
        of = self.values.get("of", "")
        shown = {
            key: _(value).format(of=of) if value in PHRASES else value for key, value in self.values.items()
        }
        return _(words).format_map(shown)


class Mistake(Told, frozen=True):
    """One mistake: while a file has any, it is no bank."""


def near(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
