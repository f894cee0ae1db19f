"""What stands in the workbook that a supplier fills in before the call, as plain data; how it looks is not known here.

It holds the questions its management is asked and no guidance: nothing to listen for, no flag, no finding, no evidence to ask
for. It knows of no interview but the management's own.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from questionnaire.banks.model import AnswerType, Bank, Question, Reason, Text
from questionnaire.banks.words import numbers_of
from questionnaire.interviews.answers import YES_NO_LABELS, label_of
from questionnaire.interviews.walk import Walk
from questionnaire.sheets.blank_conditions import Formulas, Place
from questionnaire.text import clean, one_line
from questionnaire.translation import N_, _, speaking

FORMAT = "questionnaire-blank/1"
REASON_TEXTS = {
    Reason.UNKNOWN: N_("We do not know"),
    Reason.REFUSED: N_("We do not want to say"),
    Reason.NOT_APPLICABLE: N_("Does not apply to us"),
    Reason.TO_FOLLOW: N_("We will send it later"),
}
BETWEEN = " / "


class Identity(Struct, frozen=True):
    """What a workbook says of itself on a sheet that is not shown: what it was made for, when, and with which questions.

    `interview` is the key of the management's interview that was open then, else empty. `tool` is the version that made it.
    """

    format: str
    tool: str
    supplier: str
    supplier_name: str
    interview: str
    bank: str
    version: str
    digest: str
    short_form: bool
    languages: tuple[str, ...]
    made_on: date
    questions: tuple[str, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """All but the questions, by name."""
        return [
            ("format", self.format),
            ("tool", self.tool),
            ("supplier", self.supplier),
            ("supplier name", self.supplier_name),
            ("interview", self.interview),
            ("bank", self.bank),
            ("version", self.version),
            ("digest", self.digest),
            ("form", "short" if self.short_form else "whole"),
            ("languages", " ".join(self.languages)),
            ("made on", self.made_on.isoformat()),
        ]

    @property
    def seal(self) -> str:
        """A SHA-256 of all of it: an identity that was changed no longer fits its seal."""
        parts = [part for pair in self.pairs() for part in pair]
        return hashlib.sha256("\n".join([*parts, *self.questions]).encode()).hexdigest()


class RowKind(StrEnum):
    """What stands in a row: the title of a section, a question, or one of the choices to tick."""

    SECTION = "section"
    QUESTION = "question"
    CHOICE = "choice"


class BlankRow(Struct, frozen=True):
    """A row: its key, its number, its text in each language of the workbook.

    The key is the id of the question, with `/` and that of the choice behind it where the row is a choice to tick, and
    `section:` before that of a section.
    """

    kind: RowKind
    key: str
    number: str
    texts: tuple[str, ...]
    depth: int = 0
    question: Question | None = None

    @property
    def takes_answer(self) -> bool:
        """Whether there is an answer cell in this row."""
        is_list = self.question is not None and self.question.answer is AnswerType.CHOICES
        return self.kind is RowKind.CHOICE or (self.kind is RowKind.QUESTION and not is_list)


class Blank(Struct, frozen=True):
    """The whole workbook. `title` is that of the questions, in each of its languages."""

    identity: Identity
    bank: Bank
    title: tuple[str, ...]
    rows: tuple[BlankRow, ...]


def questions_asked(walk: Walk) -> tuple[str, ...]:
    """The questions that are asked of this respondent, or may be, once others are answered; in the order of the bank."""
    formulas = Formulas(walk, _Anywhere(walk))
    return tuple(name for name in walk.steps if formulas.asked(name) is not False)


def blank_of(bank: Bank, identity: Identity) -> Blank:
    """The workbook that an identity stands for. Raises KeyError where the bank lacks one of its questions."""
    return Blank(
        identity,
        bank,
        _in_each(bank, bank.title, identity.languages),
        tuple(_rows(bank, identity)),
    )


def label_in_each(bank: Bank, question: Question, word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """How an answer is called in each of the languages."""
    return tuple(one_line(label_of(bank, question, word, language)) for language in languages)


def words_of(question: Question) -> tuple[str, ...]:
    """The words a question is answered with; none where it takes no words."""
    if question.answer is AnswerType.YES_NO:
        return tuple(YES_NO_LABELS["en"])
    return tuple(choice.id for choice in question.choices)


def answer_labels(bank: Bank, question: Question, languages: tuple[str, ...]) -> dict[str, str]:
    """What each word of a question's list is called in all the languages at once; never twice the same."""
    labels = {
        word: together(label_in_each(bank, question, word, languages)) or word for word in words_of(question)
    }
    called = [label.casefold() for label in labels.values()]
    return {
        word: f"{label} ({word})" if called.count(label.casefold()) > 1 else label
        for word, label in labels.items()
    }


def reason_labels(languages: tuple[str, ...]) -> dict[Reason, str]:
    """What each reason is called in all the languages at once."""
    return {reason: in_all(text, languages) for reason, text in REASON_TEXTS.items()}


def in_all(message: str, languages: tuple[str, ...]) -> str:
    """A message of the tool in all the languages at once."""
    return together(said(message, languages))


def said(message: str, languages: Iterable[str]) -> tuple[str, ...]:
    """A message of the tool in each of the languages."""
    texts = []
    for language in languages:
        with speaking(language):
            texts.append(_(message))
    return tuple(texts)


def together(texts: Iterable[str]) -> str:
    """A text in several languages on one line; what is the same in two of them stands once."""
    return BETWEEN.join(dict.fromkeys(text for text in texts if text))


def _rows(bank: Bank, identity: Identity) -> Iterator[BlankRow]:
    numbers, languages = numbers_of(bank), identity.languages
    questions = {question.id: question for question in bank.questions()}
    wanted = dict.fromkeys(identity.questions)
    section_of = _sections(bank)
    section = ""
    for name in wanted:
        question = questions[name]
        if section_of[name] != section:
            section = section_of[name]
            title = next(one.title for one in bank.sections if one.id == section)
            number = numbers[name].partition(".")[0]
            yield BlankRow(RowKind.SECTION, f"section:{section}", number, _in_each(bank, title, languages))
        number = numbers[name]
        depth = number.count(".") - 1
        asks = _asks(bank, question, languages)
        yield BlankRow(RowKind.QUESTION, name, number, asks, depth, question)
        if question.answer is AnswerType.CHOICES:
            for choice in question.choices:
                labels = label_in_each(bank, question, choice.id, languages)
                yield BlankRow(RowKind.CHOICE, f"{name}/{choice.id}", "", labels, depth + 1, question)


def _sections(bank: Bank) -> dict[str, str]:
    """The section each question stands in; the id of a section is its own even where two have one title."""
    numbers = numbers_of(bank)
    places = [section.id for section in bank.sections]
    return {name: places[int(number.partition(".")[0]) - 1] for name, number in numbers.items()}


def _asks(bank: Bank, question: Question, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The question in each language, with what is counted behind it."""
    asks, units = _in_each(bank, question.ask, languages), _in_each(bank, question.unit, languages)
    return tuple(f"{ask} ({one_line(unit)})" if unit else ask for ask, unit in zip(asks, units, strict=True))


def _in_each(bank: Bank, text: Text, languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean(bank.in_language(text, language)).strip() for language in languages)


class _Anywhere:
    """A layout before there is one: it tells which questions can be asked at all."""

    def __init__(self, walk: Walk) -> None:
        place = Place("A1", "A1", "A1", {})
        self.places: Mapping[str, Place] = {
            name: Place("A1", "A1", "A1", {choice.id: "A1" for choice in step.question.choices})
            if step.question.answer is AnswerType.CHOICES
            else place
            for name, step in walk.steps.items()
            if walk.gates[name].open
        }

    def label(self, question: str, word: str) -> str:
        return "A1"

    def reason(self, word: str) -> str:
        return "A1"

    def text(self, word: str) -> str:
        return "A1"

    def figure(self, name: str) -> str:
        return "A1"
