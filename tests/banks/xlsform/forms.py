"""Small forms of others, made where a test needs them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook

from questionnaire.banks.model import Bank, Question
from questionnaire.banks.xlsform.bring_in import read_source
from questionnaire.banks.xlsform.report import Report

Value = str | float | bool | date | None
Rows = Sequence[Sequence[Value]]

HEAD = ("type", "name", "label", "relevant", "constraint", "hint")
YES_NO: Rows = (("list_name", "name", "label"), ("yes_no", "yes", "Yes"), ("yes_no", "no", "No"))


def workbook_at(path: Path, **sheets: Rows) -> Path:
    """A workbook with these sheets, each a list of rows."""
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(number, column, value, day)
                    elif value is not None:
                        page.write(number, column, value)
    return path


def imported(
    folder: Path, *questions: Sequence[Value], choices: Rows = YES_NO, **more: Rows
) -> tuple[Bank, Report]:
    """The bank of a form with these rows under the usual header, and what was noted."""
    path = workbook_at(folder / "form.xlsx", survey=[HEAD, *questions], choices=choices, **more)
    bank, report = read_source(path)
    report.finish()
    return bank, report


def questions_of(bank: Bank) -> dict[str, Question]:
    return {question.id: question for question in bank.questions()}


def told(report: Report) -> str:
    return "\n".join(f"{note.place}: {note.what}: {note.done}" for note in report.notes)
