"""What a supplier put into the cells of one question, read as an answer; what is none says what is wrong and what is meant."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from questionnaire.banks.model import NUMERIC, AnswerType, Bank, Question, Reason
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Value, label_of, parse_text, parse_value
from questionnaire.sheets.blank import REASON_TEXTS, answer_labels, reason_labels, said, words_of
from questionnaire.sheets.cell_dates import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, day_of, serial_of
from questionnaire.text import one_line
from questionnaire.translation import LANGUAGES, _

_Word = TypeVar("_Word", bound=str)
_TICKS = frozenset(("x", "✓", "✔", "√", "☑", "☒", "1", "yes", "ja", "true", "v"))
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_LONG_NUMBER = re.compile(r"-?\d+(?:\.\d{7,})?(?:[eE][+-]?\d+)?|-?\d+\.\d+[eE][+-]?\d+")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d.*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Words:
    """The words that the questions of a workbook are answered with, as its cells may hold them."""

    def __init__(self, bank: Bank, languages: tuple[str, ...]) -> None:
        self.bank = bank
        self.languages = languages
        self.reasons = _by_label(
            {
                reason: [*said(text, (*languages, *LANGUAGES)), str(reason)]
                for reason, text in REASON_TEXTS.items()
            },
            reason_labels(languages),
        )

    def of(self, question: Question) -> Mapping[str, str]:
        """Each word by what it is called: in all the languages at once, in one of them, or by its id."""
        languages = dict.fromkeys((*self.languages, *self.bank.languages))
        called = {
            word: [*(label_of(self.bank, question, word, language) for language in languages), word]
            for word in words_of(question)
        }
        return _by_label(called, answer_labels(self.bank, question, self.languages))

    def value(self, question: Question, text: str, *, is_percentage: bool = False) -> Value:
        """The value that a cell holds; raises `InputError` where it is no answer to the question."""
        match question.answer:
            case AnswerType.YES_NO | AnswerType.CHOICE:
                return self._chosen(question, text)
            case AnswerType.DATE:
                return parse_value(question, _date(text))
            case AnswerType.TEXT:
                return parse_text(text)
        assert question.answer in NUMERIC
        return parse_value(question, _number(text, is_percentage))

    def reason(self, text: str) -> Reason:
        """The reason that a cell holds; raises `InputError`."""
        found = self.reasons.get(_folded(text))
        if found is None:
            message = _("'{typed}' is none of the reasons of the list.").format(typed=text[:60])
            raise InputError(message, _one_of(reason_labels(self.languages).values()))
        return found

    def is_ticked(self, text: str) -> bool:
        """Whether a choice is ticked; raises `InputError` for anything but an x."""
        if not text:
            return False
        if text.casefold() in _TICKS:
            return True
        message = _("'{typed}' does not say whether it is so.").format(typed=text[:60])
        raise InputError(message, _("Put an x, or leave it empty."))

    def _chosen(self, question: Question, text: str) -> str:
        word = self.of(question).get(_folded(text))
        if word is None:
            message = _("'{typed}' does not stand in the list.").format(typed=text[:60])
            labels = answer_labels(self.bank, question, self.languages)
            raise InputError(message, _one_of(labels.values()))
        return word


def _one_of(labels: Iterable[str]) -> str:
    return _("Choose one of: {known}.").format(known="; ".join(labels))


def _by_label(called: Mapping[_Word, Iterable[str]], whole: Mapping[_Word, str]) -> dict[str, _Word]:
    """Each word by what it is called; a name that two words have names neither, but for the whole of it."""
    found: dict[str, set[_Word]] = {}
    for word, labels in called.items():
        for label in labels:
            found.setdefault(_folded(label), set()).add(word)
    known = {label: words.pop() for label, words in found.items() if len(words) == 1 and label}
    return known | {_folded(label): word for word, label in whole.items()}


def _folded(text: str) -> str:
    return one_line(text).casefold()


def _number(text: str, is_percentage: bool) -> str:
    """A number as it is typed: what a cell holds as a part of one as a percentage, and not more decimals than are kept."""
    if is_percentage and _PLAIN_NUMBER.fullmatch(text):
        return _plain(float(text) * 100)
    if _LONG_NUMBER.fullmatch(text) and not text.lstrip("-").isdigit():
        return _plain(float(text))
    return text


def _plain(number: float) -> str:
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _date(text: str) -> str:
    """A date as it is typed: a cell may hold its number, and a year may have become a day of 1905."""
    moment = _MOMENT.fullmatch(text)
    day = moment[1] if moment else text
    if _DAY.fullmatch(day):
        try:
            number = serial_of(date.fromisoformat(day))
        except ValueError:
            return day
        return str(number) if FIRST_YEAR <= number <= LAST_YEAR else day
    if not _PLAIN_NUMBER.fullmatch(text):
        return text
    number = int(float(text)) if len(text) < 20 else 0
    if FIRST_DAY <= number <= LAST_DAY:
        return day_of(number).isoformat()
    return text
