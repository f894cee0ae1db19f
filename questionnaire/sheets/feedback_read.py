"""Reading feedback on a bank that somebody sends: .json, .xlsx and .csv as `bank feedback --to` writes them.

A file comes from anywhere: it is bounded before it is read, checked, and cleaned; what was not written so is refused.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from questionnaire.banks.xlsform.read_workbook import Sheet, read_file, read_workbook
from questionnaire.errors import InputError
from questionnaire.interviews.disclosure import FEWEST, Figure, QuestionFeedback, Remark, sorted_remarks
from questionnaire.interviews.feedback_sum import FORMAT, Feedback
from questionnaire.interviews.problems import LONGEST_REMARK
from questionnaire.sheets.feedback_table import ABOUT, FIGURES, feedback_from
from questionnaire.sheets.feedback_xlsx import ABOUT_SHEET, QUESTIONS, REMARKS
from questionnaire.text import one_line
from questionnaire.translation import _

LARGEST = 20_000_000
MOST_QUESTIONS = 5_000
MOST_REMARKS = 50_000
MOST_BUYERS = 100_000
MOST_INTERVIEWS = 100_000_000

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Table = Sequence[Mapping[str, str]]


def read_feedback(path: Path, bank: str) -> Feedback:
    """The feedback in a file; `bank` is the id of the bank it must be about.

    Raises InputError where it cannot be read, was not written by `bank feedback`, or is about another bank.
    """
    reads: dict[str, Callable[[Path], Feedback]] = {
        ".json": _from_json,
        ".xlsx": _from_xlsx,
        ".csv": _from_csv,
    }
    ending = path.suffix.lower()
    if ending not in reads:
        message = _("{path} cannot be read: feedback does not end in '{ending}'.")
        hint = _("Use one of: {known}.").format(known=", ".join(reads))
        raise InputError(message.format(path=path, ending=one_line(ending)[:20]), hint)
    feedback = reads[ending](path)
    if feedback.bank != bank:
        message = _("{path} is about the bank '{other}', not about {bank}.")
        other = one_line(feedback.bank)[:60]
        raise InputError(message.format(path=path, other=other, bank=bank), _("Name that bank."))
    wrong = _fault(feedback)
    if wrong:
        raise _refused(path, wrong)
    return _cleaned(feedback)


def _from_json(path: Path) -> Feedback:
    data = read_file(path, LARGEST)
    try:
        return msgspec.json.decode(data, type=Feedback)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(path, one_line(str(error))[:120]) from error


def _from_csv(path: Path) -> Feedback:
    try:
        text = read_file(path, LARGEST).decode("utf-8-sig")
        rows = list(_csv_rows(text))
    except UnicodeDecodeError as error:
        raise _refused(path, _("it is not UTF-8 text")) from error
    except csv.Error as error:
        raise _refused(path, one_line(str(error))[:120]) from error
    if not rows:
        raise _refused(path, _("it has no questions"))
    about = {name: rows[0].get(name, "") for name in ABOUT}
    if any({name: row.get(name, "") for name in ABOUT} != about for row in rows):
        raise _refused(path, _("its rows are not of one file"))
    return _from_cells(path, about, rows)


def _csv_rows(text: str) -> Iterator[dict[str, str]]:
    """The rows by column; a spreadsheet may have put semicolons in place of commas."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)):
        if number >= MOST_QUESTIONS:
            raise csv.Error(f"more than {MOST_QUESTIONS} rows")
        yield {str(name): cell for name, cell in row.items() if isinstance(cell, str)}


def _from_xlsx(path: Path) -> Feedback:
    try:
        sheets = {sheet.name: sheet for sheet in read_workbook(path)}
    except InputError as error:
        raise InputError(error.message, _hint()) from error
    if not {QUESTIONS, ABOUT_SHEET} <= sheets.keys():
        raise _refused(path, _("it has not the sheets of a feedback"))
    about = {row.get("name", ""): row.get("value", "") for row in _table(sheets[ABOUT_SHEET])}
    rows = [row for row in _table(sheets[QUESTIONS]) if row.get("question")]
    remarks: dict[str, list[str]] = {}
    for row in _table(sheets[REMARKS]) if REMARKS in sheets else []:
        said = f"{row.get('kind', '')}: {row.get('text', '')}".removesuffix(": ").replace("|", "/")
        remarks.setdefault(row.get("question", ""), []).append(said)
    return _from_cells(
        path, about, [{**row, "remarks": " | ".join(remarks.get(row["question"], []))} for row in rows]
    )


def _table(sheet: Sheet) -> list[dict[str, str]]:
    """The rows below the two heads; the first names the columns."""
    head = sheet.rows[0] if sheet.rows else []
    return [
        {name: cell for name, cell in zip(head, row, strict=False) if name}
        for row in sheet.rows[2:]
        if any(row)
    ]


def _from_cells(path: Path, about: Mapping[str, str], rows: Table) -> Feedback:
    if about.get("format") != FORMAT:
        raise _refused(path, _("it does not say that it is feedback of this program"))
    try:
        return feedback_from(about, rows)
    except (ValueError, KeyError) as error:
        raise _refused(
            path, _("'{what}' is not understood").format(what=one_line(str(error))[:60])
        ) from error


def _fault(feedback: Feedback) -> str:
    """What the command would never have written; empty where all is well."""
    names = [row.question for row in feedback.questions]
    if not all(_ID.fullmatch(id) for id in feedback.ids) or len(feedback.holds) > MOST_BUYERS:
        return _("its key is none of this program")
    if not (0 <= feedback.buyers <= MOST_BUYERS and 2000 <= feedback.year <= 9999):
        return _("it names no year or no number of buyers that can be")
    if len(names) > MOST_QUESTIONS or len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
        return _("its questions are not those of a bank")
    if sum(len(row.remarks) for row in feedback.questions) > MOST_REMARKS:
        return _("it has too many remarks")
    for row in feedback.questions:
        figures = [feedback.interviews, *(getattr(row, name) for name in FIGURES)]
        if not all(figure is None or _can_be(figure) for figure in figures):
            return _("the figures of {question} cannot be").format(question=row.question)
        if not _has_possible_seconds(row):
            return _("the figures of {question} cannot be").format(question=row.question)
    return ""


def _can_be(figure: Figure) -> bool:
    """Whether a figure is one that is told: below five it never is."""
    if figure.is_exact and 0 < figure.at_least < FEWEST:
        return False
    most = figure.at_least if figure.at_most is None else figure.at_most
    return 0 <= figure.at_least <= most <= MOST_INTERVIEWS


def _has_possible_seconds(row: QuestionFeedback) -> bool:
    return row.seconds is None or 0 <= row.seconds <= 3600


def _cleaned(feedback: Feedback) -> Feedback:
    questions = tuple(
        replace(row, remarks=sorted_remarks(map(_cleaned_remark, row.remarks))) for row in feedback.questions
    )
    return replace(feedback, bank_version=one_line(feedback.bank_version)[:60], questions=questions)


def _cleaned_remark(remark: Remark) -> Remark:
    return Remark(remark.kind, one_line(remark.text)[:LONGEST_REMARK])


def _refused(path: Path, why: str) -> InputError:
    return InputError(_("{path} is no feedback on a bank: {why}.").format(path=path, why=why), _hint())


def _hint() -> str:
    return _("Give a .json, .xlsx or .csv file that `questionnaire bank feedback BANK --to FILE` wrote.")
