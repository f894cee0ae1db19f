"""What a condition can name besides questions and figures, and what each name can be answered with."""

from enum import StrEnum

from questionnaire.banks.conditions import PREVIOUS
from questionnaire.banks.model import NUMERIC, YES_NO_WORDS, AnswerType, Bank, Question, Reason, Respondent

REASONS = tuple(str(reason) for reason in Reason)
UNION_REGIMES = ("plural", "single-legal-union", "severe-restriction", "suspended")
RATINGS = ("1", "2", "3", "4", "5", "5+")
YEAR_FACTS = ("c87", "c98", "c135", "c154")
COUNTRY_FACTS = (*YEAR_FACTS, "rating", "union_regime", "danger")


class Sort(StrEnum):
    """What a name stands for, as far as tests go."""

    WORDS = "words"
    SET = "set"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Named:
    """A name a condition may use: its sort, the words it can be, and its bounds."""

    __slots__ = ("high", "low", "sort", "words")

    def __init__(
        self, sort: Sort, words: tuple[str, ...] = (), low: float | None = None, high: float | None = None
    ) -> None:
        self.sort = sort
        self.words = words
        self.low = low
        self.high = high


def names_of(bank: Bank) -> dict[str, Named]:
    """Everything the conditions of a bank may name."""
    names: dict[str, Named] = {figure.id: Named(Sort.NUMBER) for figure in bank.figures}
    for question in bank.questions():
        names.setdefault(question.id, _named(question))
        names.setdefault(PREVIOUS + question.id, _named(question))
    names |= {f"country.{fact}": Named(Sort.NUMBER, ("no",)) for fact in YEAR_FACTS}
    return names | {
        "country.rating": Named(Sort.WORDS, RATINGS),
        "country.union_regime": Named(Sort.WORDS, UNION_REGIMES),
        "country.danger": Named(Sort.WORDS, ("yes",)),
        "supplier.country": Named(Sort.TEXT),
        "supplier.workers": Named(Sort.NUMBER),
        "respondent": Named(Sort.WORDS, tuple(str(role) for role in Respondent)),
    }


def bounds_of(question: Question) -> tuple[float | None, float | None]:
    """Lowest and highest number a question takes; a percentage lies between 0 and 100 unless the bank says otherwise."""
    if question.answer is AnswerType.PERCENTAGE:
        return (0 if question.min is None else question.min, 100 if question.max is None else question.max)
    return question.min, question.max


def _named(question: Question) -> Named:
    if question.answer is AnswerType.YES_NO:
        return Named(Sort.WORDS, (*YES_NO_WORDS, *REASONS))
    if question.choices:
        words = (*(choice.id for choice in question.choices), *REASONS)
        return Named(Sort.SET if question.answer is AnswerType.CHOICES else Sort.WORDS, words)
    if question.answer in NUMERIC:
        return Named(Sort.NUMBER, REASONS, *bounds_of(question))
    return Named(Sort.DATE if question.answer is AnswerType.DATE else Sort.TEXT, REASONS)
