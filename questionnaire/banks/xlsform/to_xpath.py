"""Conditions as XPath, for forms: true where the condition is true, false where it is false or cannot be told.

Every condition has two expressions, one for "it is so" and one for "it is not so"; both are false of something unanswered.
Two things a form cannot say exactly: a month counts as 30.4375 days, and a date on a phone is always a whole day.
"""

import calendar

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Comparison,
    Condition,
    IsAnswered,
    NotSo,
    NotTest,
    OlderThan,
    Test,
    Unit,
    Where,
)
from questionnaire.banks.fields import number_of
from questionnaire.banks.model import AnswerType, Bank, Question
from questionnaire.banks.names import REASONS
from questionnaire.banks.xlsform.bank_data import number_text

REASON_ENDING = "_reason"
RESERVED = frozenset({"meta", "data", "instanceid", "instancename", "name", "audit", "start", "end", "today"})

_SIGNS = {
    Comparison.ABOVE: (">", "<="),
    Comparison.BELOW: ("<", ">="),
    Comparison.AT_LEAST: (">=", "<"),
    Comparison.AT_MOST: ("<=", ">"),
    Comparison.BEFORE: ("<", ">="),
    Comparison.AFTER: (">", "<="),
}
_DAYS = {Unit.DAYS: 1.0, Unit.WEEKS: 7.0, Unit.MONTHS: 30.4375, Unit.YEARS: 365.25}


def form_name(name: str) -> str:
    """The name of a question in a form: its id, behind `_` where a form would take it for something else."""
    return f"_{name}" if name[:1].isdigit() or name in RESERVED else name


def context_name(name: str) -> str:
    """The name of what a form has to be told about the supplier: `_country-c87` for `country.c87`."""
    return "_" + name.replace(".", "-")


def has_reason_row(question: Question) -> bool:
    """Whether a reason in place of an answer has a row of its own, as the question has no choices to put it among."""
    return question.answer in (AnswerType.NUMBER, AnswerType.PERCENTAGE, AnswerType.DATE, AnswerType.TEXT)


class Forms:
    """Writes the conditions of one bank."""

    def __init__(self, bank: Bank) -> None:
        self.questions = {question.id: question for question in bank.questions()}
        self.figures = {figure.id for figure in bank.figures}

    def condition(self, condition: Condition) -> str:
        """The expression that is true where the condition is."""
        return self._so(condition, so=True)

    def reference(self, name: str) -> str:
        """What a name of a condition is in the form."""
        known = name in self.questions or name in self.figures
        return "${" + (form_name(name) if known else context_name(name)) + "}"

    def _so(self, condition: Condition, *, so: bool) -> str:
        match condition:
            case Where(name, test):
                return self._test(name, test, so=so)
            case NotSo(inner):
                return self._so(inner, so=not so)
            case AllOf(conditions):
                return _joined([self._so(inner, so=so) for inner in conditions], "and" if so else "or")
            case AnyOf(conditions):
                return _joined([self._so(inner, so=so) for inner in conditions], "or" if so else "and")

    def _test(self, name: str, test: Test, *, so: bool) -> str:
        match test:
            case NotTest(inner):
                return self._test(name, inner, so=not so)
            case AllTests(tests):
                return _joined([self._test(name, inner, so=so) for inner in tests], "and" if so else "or")
            case IsAnswered(answered):
                return self._answered(name, so=answered is so)
            case AnyWord(words):
                return self._any_word(name, words, so=so)
            case Compared(how, bound):
                return self._compared(name, how, bound, so=so)
            case OlderThan(amount, unit):
                days = number_text(round(amount * _DAYS[unit], 4))
                this = self.reference(name)
                sign = "<" if so else ">="
                days_then = f"decimal-date-time(today()) - {days}"
                return f"({this} != '' and decimal-date-time({this}) {sign} {days_then})"

    def _answered(self, name: str, *, so: bool) -> str:
        sign, joint = ("!=", "or") if so else ("=", "and")
        return _joined([f"{place} {sign} ''" for place in self._places(name)], joint)

    def _places(self, name: str) -> list[str]:
        """Where the answer to a question stands in a form: the question, and the reason beside it."""
        question = self.questions.get(name)
        places = [self.reference(name)]
        if question is not None and has_reason_row(question):
            places.append(f"${{{form_name(name)}{REASON_ENDING}}}")
        return places

    def _any_word(self, name: str, words: tuple[str, ...], *, so: bool) -> str:
        tests = [self._word(name, word, so=so) for word in words]
        if so:
            return _joined(tests, "or")
        return _joined([self._answered(name, so=True), *tests], "and")

    def _word(self, name: str, word: str, *, so: bool) -> str:
        question, places = self.questions.get(name), self._places(name)
        sign = "=" if so else "!="
        if word in REASONS and len(places) > 1:
            return f"{places[1]} {sign} '{word}'"
        this = places[0]
        kind = question.answer if question else None
        if kind is AnswerType.CHOICES:
            selected = f"selected({this}, '{word}')"
            return selected if so else f"not({selected})"
        if kind is AnswerType.DATE:
            return self._day(this, word, sign)
        is_number = name in self.figures or kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE)
        number = number_of(word)
        if is_number and number is not None:
            return f"{this} {sign} {number_text(number)}"
        return f"{this} {sign} {quoted(word)}"

    def _day(self, this: str, word: str, sign: str) -> str:
        if word == "today":
            return f"{this} {sign} today()"
        shape = {4: "%Y", 7: "%Y-%m"}.get(len(word), "%Y-%m-%d")
        return f"format-date({this}, '{shape}') {sign} '{word}'"

    def _compared(self, name: str, how: Comparison, bound: int | float | str, *, so: bool) -> str:
        this, sign = self.reference(name), _SIGNS[how][0 if so else 1]
        guards, other = [f"{this} != ''"], ""
        if not isinstance(bound, str):
            other = number_text(bound)
        elif bound == "today":
            other = "today()"
        elif bound[:1].isdigit() and bound not in self.questions and bound not in self.figures:
            other = f"date('{_day_of(bound, last=how is Comparison.AFTER)}')"
        else:
            other = self.reference(bound)
            guards.append(f"{other} != ''")
        return _joined([*guards, f"{this} {sign} {other}"], "and")


def quoted(word: str) -> str:
    """A text in XPath, which has no way to escape a quote."""
    if "'" not in word:
        return f"'{word}'"
    if '"' not in word:
        return f'"{word}"'
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in word.split("'")) + ")"


def _joined(parts: list[str], joint: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return "(" + f" {joint} ".join(parts) + ")" if parts else "false()"


def _day_of(word: str, *, last: bool) -> str:
    """The first or last day of a year or month."""
    if len(word) == 4:
        return f"{word}-12-31" if last else f"{word}-01-01"
    if len(word) == 7:
        year, month = int(word[:4]), int(word[5:])
        return f"{word}-{calendar.monthrange(year, month)[1]}" if last else f"{word}-01"
    return word
