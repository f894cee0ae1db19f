"""Conditions in words: the sentence in the tool's language, labels and titles in one of the bank's."""

import textwrap
from collections.abc import Callable, Sequence

from questionnaire.banks.conditions import (
    PREVIOUS,
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
from questionnaire.banks.model import AnswerType, Bank, Question, Reason, Severity, Theme
from questionnaire.banks.names import YEAR_FACTS
from questionnaire.translation import N_, _, ngettext

ANSWER_WORDS = {
    "yes": N_("yes"),
    "partly": N_("partly"),
    "no": N_("no"),
    Reason.UNKNOWN: N_("not known"),
    Reason.REFUSED: N_("refused"),
    Reason.NOT_APPLICABLE: N_("not applicable"),
    Reason.TO_FOLLOW: N_("to follow later"),
}
RESPONDENT_WORDS = {
    "management": N_("the management"),
    "worker-representative": N_("a worker representative"),
    "union": N_("a union"),
    "workers": N_("workers"),
    "brand": N_("the brand"),
}
THEME_WORDS = {
    Theme.DISCRIMINATION_AND_GENDER: N_("Discrimination and gender"),
    Theme.CHILD_LABOUR: N_("Child labour"),
    Theme.FORCED_LABOUR: N_("Forced labour"),
    Theme.FREEDOM_OF_ASSOCIATION: N_("Freedom of association"),
    Theme.LIVING_WAGE: N_("Living wage"),
    Theme.SAFETY_AND_HEALTH: N_("Safety and health"),
    Theme.RAW_MATERIALS: N_("Raw materials"),
    Theme.WATER_CHEMICALS_ENERGY: N_("Water, chemicals, energy"),
    Theme.ANIMAL_WELFARE: N_("Animal welfare"),
}
SEVERITY_WORDS = {Severity.HIGH: N_("high"), Severity.MEDIUM: N_("medium"), Severity.LOW: N_("low")}
REGIME_WORDS = {
    "plural": N_("several unions may exist"),
    "single-legal-union": N_("one union by law"),
    "severe-restriction": N_("severely restricted"),
    "suspended": N_("suspended"),
}
_REGIME_CLAUSES = {
    "plural": N_("the law of the country allows several unions"),
    "single-legal-union": N_("the law of the country allows one union only"),
    "severe-restriction": N_("the law of the country severely restricts unions"),
    "suspended": N_("the law of the country has suspended unions"),
}
_YEARS = {
    Comparison.ABOVE: N_("the country ratified {what} after {bound}"),
    Comparison.BELOW: N_("the country ratified {what} before {bound}"),
    Comparison.AT_LEAST: N_("the country ratified {what} in {bound} or later"),
    Comparison.AT_MOST: N_("the country ratified {what} in {bound} or earlier"),
}
_PLACES = {
    "supplier.country": N_("the country of the supplier"),
    "supplier.workers": N_("the number of workers on our own file"),
    "country.rating": N_("the rating of the country"),
    "country.union_regime": N_("what the law of the country allows unions"),
    "country.danger": N_("whether asking puts people in danger"),
    "respondent": N_("the respondent"),
}
_COMPARED = {
    Comparison.ABOVE: (N_("{what} is above {bound}"), N_("{what} is not above {bound}")),
    Comparison.BELOW: (N_("{what} is below {bound}"), N_("{what} is not below {bound}")),
    Comparison.AT_LEAST: (N_("{what} is at least {bound}"), N_("{what} is not at least {bound}")),
    Comparison.AT_MOST: (N_("{what} is at most {bound}"), N_("{what} is not at most {bound}")),
    Comparison.BEFORE: (N_("{what} lies before {bound}"), N_("{what} does not lie before {bound}")),
    Comparison.AFTER: (N_("{what} lies after {bound}"), N_("{what} does not lie after {bound}")),
}
_PERIODS: dict[Unit, Callable[[int], str]] = {
    Unit.DAYS: lambda amount: ngettext("{amount} day", "{amount} days", amount),
    Unit.WEEKS: lambda amount: ngettext("{amount} week", "{amount} weeks", amount),
    Unit.MONTHS: lambda amount: ngettext("{amount} month", "{amount} months", amount),
    Unit.YEARS: lambda amount: ngettext("{amount} year", "{amount} years", amount),
}


_LONGEST_ASK = 70


def condition_in_words(
    condition: Condition, bank: Bank, language: str, own: str | None = None, *, by_text: bool = False
) -> str:
    """The condition as a clause, such as `2.1 union-present is yes`; `own` is spoken of as "the answer".

    With `by_text` a question is named by its text, not its id, for people who read the bank on paper.
    """
    return _Wording(bank, language, own, by_text).condition(condition)


def numbers_of(bank: Bank) -> dict[str, str]:
    """The number of every question as it is shown, such as 2.1.3: section, question, probe."""
    numbers: dict[str, str] = {}
    for place, section in enumerate(bank.sections, 1):
        _number(section.questions, str(place), 0, numbers)
    return numbers


def _number(questions: Sequence[Question], above: str, first: int, numbers: dict[str, str]) -> None:
    for place, question in enumerate(questions, first + 1):
        own = numbers[question.id] = f"{above}.{place}"
        counted = 0
        for group in question.probes:
            _number(group.questions, own, counted, numbers)
            counted += len(group.questions)


class _Wording:
    """Puts the conditions of one bank into words."""

    def __init__(self, bank: Bank, language: str, own: str | None, by_text: bool) -> None:
        self.by_text = by_text
        self.bank = bank
        self.language = language
        self.own = own
        self.numbers = numbers_of(bank)
        self.questions = {question.id: question for question in bank.questions()}
        self.figures = {figure.id: figure for figure in bank.figures}

    def condition(self, condition: Condition) -> str:
        """A clause; conditions inside conditions stand in brackets."""
        match condition:
            case Where(name, test):
                return self.test(name, test, so=True)
            case NotSo(Where(name, test)):
                return self.test(name, test, so=False)
            case NotSo(inner):
                return _("it is not so that {clause}").format(clause=self.part(inner))
            case AllOf(conditions):
                return _joined([self.part(inner) for inner in conditions], _("{first}, and {last}"))
            case AnyOf(()):
                return _("never")
            case AnyOf(conditions):
                return _joined([self.part(inner) for inner in conditions], _("{first}; or {last}"), "; ")

    def part(self, condition: Condition) -> str:
        """A condition inside another."""
        clause = self.condition(condition)
        return f"({clause})" if isinstance(condition, AllOf | AnyOf) else clause

    def test(self, name: str, test: Test, *, so: bool) -> str:
        """That a test holds of a named thing, or that it does not."""
        what = self.name(name)
        match test:
            case NotTest(inner):
                return self.test(name, inner, so=not so)
            case AnyWord(words):
                return self.words(name, words, so=so)
            case Compared(how, bound) if so and how in _YEARS and name.removeprefix("country.") in YEAR_FACTS:
                return _(_YEARS[how]).format(what=_convention(name), bound=self.bound(name, bound))
            case Compared(how, bound):
                return _(_COMPARED[how][0 if so else 1]).format(what=what, bound=self.bound(name, bound))
            case OlderThan(amount, unit):
                period = _PERIODS[unit](amount).format(amount=amount)
                clause = (
                    _("{what} lies more than {period} back")
                    if so
                    else _("{what} does not lie more than {period} back")
                )
                return clause.format(what=what, period=period)
            case IsAnswered(answered) if name == self.own:
                return _("there is an answer") if so is answered else _("there is no answer")
            case IsAnswered(answered):
                clause = _("{what} is answered") if so is answered else _("{what} is not answered")
                return clause.format(what=what)
            case AllTests((Compared(Comparison.AT_LEAST, low), Compared(Comparison.AT_MOST, high))) if so:
                clause = _("{what} lies between {low} and {high}")
                return clause.format(what=what, low=self.bound(name, low), high=self.bound(name, high))
            case AllTests(tests):
                clause = _joined(
                    [self.test(name, inner, so=True) for inner in tests], _("{first} and {last}")
                )
                return clause if so else _("it is not so that {clause}").format(clause=f"({clause})")

    def words(self, name: str, words: Sequence[str], *, so: bool) -> str:
        """That an answer is one of the words, or none of them."""
        if name.startswith("country."):
            clause = _fact_in_words(name, words, so=so)
            if clause:
                return clause
        question = self.questions.get(name.removeprefix(PREVIOUS))
        is_set = question is not None and question.answer is AnswerType.CHOICES
        if is_set:
            clause = _("{what} includes {words}") if so else _("{what} does not include {words}")
        elif name == "respondent":
            clause = _("the interview is with {words}") if so else _("the interview is not with {words}")
        elif name == "supplier.country":
            clause = _("the supplier is in {words}") if so else _("the supplier is not in {words}")
        else:
            clause = _("{what} is {words}") if so else _("{what} is not {words}")
        labels = [self.word(name, word) for word in words]
        return clause.format(what=self.name(name), words=_joined(labels, _("{first} or {last}")))

    def word(self, name: str, word: str) -> str:
        """One word of a test as its question shows it."""
        question = self.questions.get(name.removeprefix(PREVIOUS))
        if question is not None:
            for choice in question.choices:
                if choice.id == word:
                    return _quoted(self.bank.in_language(choice.label, self.language))
            if word in ANSWER_WORDS:
                return _(ANSWER_WORDS[word])
            return _quoted(word) if question.answer is AnswerType.TEXT else word
        if name == "respondent":
            return _(RESPONDENT_WORDS.get(word, word))
        return _(REGIME_WORDS[word]) if name == "country.union_regime" and word in REGIME_WORDS else word

    def name(self, name: str) -> str:
        """What a condition looks at: a question by number and id, a figure by title."""
        if name == self.own:
            return _("the answer")
        if name.startswith(PREVIOUS):
            return _("{what} in the round before").format(what=self.name(name.removeprefix(PREVIOUS)))
        if name in self.questions and self.by_text:
            ask = _short(self.bank.in_language(self.questions[name].ask, self.language))
            return _("the answer to {number} {question}").format(
                number=self.numbers[name], question=_quoted(ask)
            )
        if name in self.questions:
            return f"{self.numbers[name]} {name}"
        if name in self.figures:
            return _quoted(self.bank.in_language(self.figures[name].title, self.language))
        if name in _PLACES:
            return _(_PLACES[name])
        fact = name.removeprefix("country.")
        if fact in YEAR_FACTS:
            return _("the year in which the country ratified {what}").format(what=_convention(name))
        return name

    def bound(self, name: str, bound: int | float | str) -> str:
        """What a number or date is compared with."""
        if not isinstance(bound, str):
            return f"{bound}%" if self.is_percentage(name) else f"{bound}"
        if bound == "today":
            return _("the day of the interview")
        return bound if bound[:1].isdigit() else self.name(bound)

    def is_percentage(self, name: str) -> bool:
        """Whether what a name stands for is a percentage."""
        if name in self.figures:
            return self.figures[name].kind == "percent"
        question = self.questions.get(name.removeprefix(PREVIOUS))
        return question is not None and question.answer is AnswerType.PERCENTAGE


def _fact_in_words(name: str, words: Sequence[str], *, so: bool) -> str:
    """A clause for what is known of a country, where there is one."""
    clause = ""
    if name.removeprefix("country.") in YEAR_FACTS and tuple(words) == ("no",):
        clause = _("the country has not ratified {what}") if so else _("the country has ratified {what}")
        return clause.format(what=_convention(name))
    if name == "country.danger":
        return _("asking puts people in danger there") if so else _("asking puts nobody in danger there")
    if name == "country.union_regime":
        clause = _joined([_(_REGIME_CLAUSES[word]) for word in words], _("{first}, or {last}"))
    return clause if so or not clause else _("it is not so that {clause}").format(clause=clause)


def _convention(name: str) -> str:
    return _("ILO convention {number}").format(number=name.removeprefix("country.c"))


def _short(text: str) -> str:
    """A question short enough to stand in a clause."""
    return textwrap.shorten(text, _LONGEST_ASK, placeholder="…")


def _quoted(text: str) -> str:
    return f"“{text}”"


def _joined(parts: Sequence[str], pair: str, between: str = ", ") -> str:
    """The parts with `between` between them, the last two put together by `pair`."""
    if len(parts) <= 1:
        return "".join(parts)
    return pair.format(first=between.join(parts[:-1]), last=parts[-1])
