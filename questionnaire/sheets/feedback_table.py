"""Feedback on a bank as a table: one row a question, the columns a contract. What is written here can be read here.

A figure is a number, `< 5` (fewer than five: not told) or `≥ 26` (at least). An approximate median begins with `~`.
"""

import re
from collections.abc import Mapping, Sequence

from questionnaire.banks.model import Bank
from questionnaire.interviews.disclosure import Figure, QuestionFeedback, Remark, exactly
from questionnaire.interviews.feedback_sum import FORMAT, Feedback
from questionnaire.interviews.problems import ProblemKind
from questionnaire.text import one_line

ABOUT = {
    "format": "what this is: questionnaire feedback 1",
    "id": "random; tells this file from others",
    "holds": "the ids of the files that are added up in it",
    "bank": "id of the bank",
    "bank_version": "version of the bank whose questions are listed",
    "year": "in which it was made",
    "buyers": "how many databases it is of",
    "interviews": "in how many interviews the bank was used",
}
FIGURES = {
    "asked": "in how many interviews the question was asked",
    "answered": "answered, with a value or a reason",
    "unknown": "the respondent did not know",
    "refused": "the respondent refused",
    "skipped": "asked and not answered",
    "flagged": "a flag of the bank fired; empty for a question without flags",
    "probed": "its probes were opened; empty for a question without probes",
    "problems": "a buyer said that the question did not work",
    "timed": "of how many interviews `seconds` is the median",
}
COLUMNS = {
    **ABOUT,
    "question": "id of the question",
    "ask": "the question, in the language of this file",
    **FIGURES,
    "seconds": "how long it took, as a median; ~ where it is worked out from medians",
    "remarks": "what did not work, as kind: remark, with | between",
}
OPTIONAL = ("flagged", "probed")

_FIGURE = re.compile(r"(<|≥|>=)?\s?(\d{1,9})(?:\.0+)?")
_BETWEEN = " | "

Cell = str | int


def about_cells(feedback: Feedback) -> dict[str, Cell]:
    """What is told of the feedback as a whole."""
    return {
        "format": FORMAT,
        "id": feedback.id,
        "holds": " ".join(feedback.holds),
        "bank": feedback.bank,
        "bank_version": feedback.bank_version,
        "year": feedback.year,
        "buyers": feedback.buyers,
        "interviews": figure_cell(feedback.interviews),
    }


def question_cells(row: QuestionFeedback, bank: Bank, language: str) -> dict[str, Cell]:
    """What is told of one question."""
    asks = {question.id: question.ask for question in bank.questions()}
    figures = {name: getattr(row, name) for name in FIGURES}
    cells: dict[str, Cell] = {
        "question": row.question,
        "ask": one_line(bank.in_language(asks.get(row.question, {}), language)),
    }
    cells |= {name: "" if figure is None else figure_cell(figure) for name, figure in figures.items()}
    return {**cells, "seconds": seconds_cell(row), "remarks": _BETWEEN.join(map(_remark, row.remarks))}


def figure_cell(figure: Figure) -> Cell:
    """A number where it is exact, so that a spreadsheet can count with it."""
    return figure.at_least if figure.is_exact else str(figure)


def seconds_cell(row: QuestionFeedback) -> Cell:
    """The median; empty where too few are known."""
    if row.seconds is None:
        return ""
    return f"~{row.seconds}" if row.is_approximate else row.seconds


def feedback_from(about: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> Feedback:
    """The feedback that these cells tell; raises ValueError where they tell none."""
    return Feedback(
        id=about["id"],
        bank=about["bank"],
        bank_version=about["bank_version"],
        year=int(about["year"]),
        interviews=_figure(about["interviews"]),
        questions=tuple(map(_question, rows)),
        buyers=int(about["buyers"]),
        holds=tuple(about.get("holds", "").split()),
    )


def _question(cells: Mapping[str, str]) -> QuestionFeedback:
    figures = {name: _figure(cells[name]) for name in FIGURES if name not in OPTIONAL}
    seconds = cells.get("seconds", "")
    return QuestionFeedback(
        question=cells["question"],
        **figures,
        flagged=_figure(cells["flagged"]) if cells.get("flagged") else None,
        probed=_figure(cells["probed"]) if cells.get("probed") else None,
        seconds=_figure(seconds.removeprefix("~")).at_least if seconds else None,
        is_approximate=seconds.startswith("~"),
        remarks=tuple(_remark_from(part) for part in cells.get("remarks", "").split(_BETWEEN) if part),
    )


def _figure(text: str) -> Figure:
    found = _FIGURE.fullmatch(text.strip().removeprefix("'"))
    if found is None:
        raise ValueError(text[:40])
    number = int(found[2])
    if found[1] == "<":
        return Figure(0, max(number - 1, 0))
    return Figure(number) if found[1] else exactly(number)


def _remark(remark: Remark) -> str:
    text = re.sub(r"\s*\|\s*", " / ", remark.text)
    return f"{remark.kind}: {text}" if text else str(remark.kind)


def _remark_from(text: str) -> Remark:
    kind, _colon, said = text.partition(": ")
    return Remark(ProblemKind(kind.strip().removeprefix("'")), said)
