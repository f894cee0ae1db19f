"""What the answer cell of a question takes, as a spreadsheet program checks it, and how it shows it."""

from questionnaire.banks.model import AnswerType, Question
from questionnaire.banks.names import bounds_of
from questionnaire.sheets.cell_dates import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR

Rule = dict[str, str | float | list[str]]
"""The parts of a check as xlsxwriter takes them."""

_MOST = 999_999_999_999_999
_FORMATS = {
    AnswerType.PERCENTAGE: "0.0%",
    AnswerType.DATE: f"[<{FIRST_DAY}]0;yyyy-mm-dd",
}


def number_rule(question: Question) -> Rule:
    """Between the bounds of a number; a percentage is kept as a part of one."""
    low, high = bounds_of(question)
    part = 100 if question.answer is AnswerType.PERCENTAGE else 1
    low, high = (-_MOST if low is None else low / part), (_MOST if high is None else high / part)
    kind = "integer" if question.whole and part == 1 else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": _plain(low), "maximum": _plain(high)}


def _plain(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


def format_of(question: Question) -> str:
    """How a cell shows an answer; a year alone is shown as it is, and not as a day of 1905."""
    if question.answer is AnswerType.NUMBER:
        return "#,##0" if question.whole else "General"
    return _FORMATS.get(question.answer, "@")


def date_rule(cell: str) -> Rule:
    """A day, or a year alone; a month alone as a text."""
    year = f"AND({cell}>={FIRST_YEAR},{cell}<={LAST_YEAR})"
    day = f"AND({cell}>={FIRST_DAY},{cell}<={LAST_DAY})"
    month = f'AND(LEN({cell})=7,MID({cell},5,1)="-")'
    formula = f"=IF(ISNUMBER({cell}),AND({cell}=INT({cell}),OR({year},{day})),{month})"
    return {"validate": "custom", "value": formula}
