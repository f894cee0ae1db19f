"""The model of a bank: what a file says, checked, in plain immutable values."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from questionnaire.banks.conditions import Condition

Text = dict[str, str]
"""A text by language, e.g. `{"en": "Yes", "nl": "Ja"}`."""


class AnswerType(StrEnum):
    """How a question is answered."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    DATE = "date"
    TEXT = "text"


NUMERIC = (AnswerType.NUMBER, AnswerType.PERCENTAGE)
YES_NO_WORDS = ("yes", "partly", "no")


class Reason(StrEnum):
    """Why there is no value."""

    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_APPLICABLE = "not-applicable"
    TO_FOLLOW = "to-follow"


class Severity(StrEnum):
    """How pressing a finding is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Respondent(StrEnum):
    """Who answers: a role, never a name."""

    MANAGEMENT = "management"
    WORKER_REPRESENTATIVE = "worker-representative"
    UNION = "union"
    WORKERS = "workers"
    BRAND = "brand"


class Theme(StrEnum):
    """The nine themes of the Dutch agreement on garments and textile, one of which a bank is about."""

    DISCRIMINATION_AND_GENDER = "discrimination-and-gender"
    CHILD_LABOUR = "child-labour"
    FORCED_LABOUR = "forced-labour"
    FREEDOM_OF_ASSOCIATION = "freedom-of-association"
    LIVING_WAGE = "living-wage"
    SAFETY_AND_HEALTH = "safety-and-health"
    RAW_MATERIALS = "raw-materials"
    WATER_CHEMICALS_ENERGY = "water-chemicals-energy"
    ANIMAL_WELFARE = "animal-welfare"


class Choice(Struct, frozen=True):
    """One of the answers a question offers."""

    id: str
    label: Text


class Flag(Struct, frozen=True, omit_defaults=True):
    """A rule that an answer needs follow-up; with `without_evidence` it holds only while nothing is shown for the answer."""

    when: Condition
    severity: Severity
    because: Text
    next_step: Text = {}
    without_evidence: bool = False


class Question(Struct, frozen=True, omit_defaults=True):
    """A question. `ask_of` empty means every respondent; `evidence` is a list per language.

    One that is `about_prices` stands on no sheet for a union, nor do its probes.
    """

    id: str
    ask: Text
    answer: AnswerType
    was: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    unit: Text = {}
    min: int | float | None = None
    max: int | float | None = None
    whole: bool = False
    listen_for: Text = {}
    evidence: dict[str, tuple[str, ...]] = {}
    based_on: tuple[str, ...] = ()
    ask_of: tuple[Respondent, ...] = ()
    short_form: bool = False
    about_prices: bool = False
    ask_if: Condition | None = None
    flags: tuple[Flag, ...] = ()
    probes: "tuple[Probes, ...]" = ()


class Probes(Struct, frozen=True):
    """Questions asked at once, under their question, when its answer calls for them."""

    when: Condition
    questions: tuple[Question, ...]


class Section(Struct, frozen=True, omit_defaults=True):
    """Questions on one subject."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text = {}


class FigureKind(StrEnum):
    """How a figure is worked out: the first number as a percentage of the second, their sum, or how far two lie apart."""

    PERCENT = "percent"
    SUM = "sum"
    DIFFERENCE = "difference"


class Figure(Struct, frozen=True):
    """A number worked out from answers; `of` names the numbers it is made of."""

    id: str
    title: Text
    kind: FigureKind
    of: tuple[str, ...]


class Check(Struct, frozen=True, omit_defaults=True):
    """A rule that answers do not fit together, and what to ask now."""

    id: str
    when: Condition
    severity: Severity
    because: Text
    ask_next: Text = {}


class Bank(Struct, frozen=True, omit_defaults=True):
    """A bank as a union keeps it; `languages[0]` is the one to fall back on."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: Text
    sections: tuple[Section, ...]
    publisher: str = ""
    theme: Theme | None = None
    about: Text = {}
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Every question with its probes, in the order of the file."""
        for section in self.sections:
            yield from with_probes(section.questions)

    def in_language(self, text: Text, language: str) -> str:
        """The text in `language`, else in the bank's first language; empty where there is none."""
        return text.get(language) or text.get(self.languages[0], "")


def with_probes(questions: tuple[Question, ...]) -> Iterator[Question]:
    """The questions and, after each, all the probes under it, at any depth."""
    for question in questions:
        yield question
        for group in question.probes:
            yield from with_probes(group.questions)
