"""Writing feedback on a bank to a file: .json holds all of it, .xlsx and .csv can be read back, .md is for people."""

import csv
import io
from pathlib import Path

import msgspec

from questionnaire.banks.model import Bank
from questionnaire.banks.words import numbers_of
from questionnaire.errors import SheetError
from questionnaire.interviews.feedback_sum import WARNING, Feedback
from questionnaire.interviews.problems import PROBLEM_LABELS
from questionnaire.sheets.as_csv import safe
from questionnaire.sheets.feedback_table import COLUMNS, FIGURES, about_cells, question_cells
from questionnaire.sheets.feedback_words import ABOUT_LABELS, LABELS, LEGEND
from questionnaire.sheets.write import write_data
from questionnaire.text import one_line
from questionnaire.translation import _

FORMATS = (".json", ".xlsx", ".csv", ".md")


def write_feedback(feedback: Feedback, bank: Bank, language: str, path: Path, *, force: bool = False) -> Path:
    """Write feedback in the format of the ending and give its path; the questions stand in `language`.

    Raises `SheetError` as `write_sheet`.
    """
    renders = {".json": _json, ".xlsx": _xlsx, ".csv": _csv, ".md": _markdown}
    ending = path.suffix.lower()
    if ending not in renders:
        message = _("{path}: feedback cannot be written with the ending '{ending}'.")
        hint = _("Use one of: {known}.").format(known=", ".join(FORMATS))
        raise SheetError(message.format(path=path, ending=ending), hint)
    return write_data(renders[ending](feedback, bank, language), path, force=force)


def _json(feedback: Feedback, _bank: Bank, _language: str) -> bytes:
    return msgspec.json.format(msgspec.json.encode(feedback), indent=2) + b"\n"


def _csv(feedback: Feedback, bank: Bank, language: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    about = about_cells(feedback)
    for row in feedback.questions:
        cells = {**about, **question_cells(row, bank, language)}
        writer.writerow({name: safe(cell) for name, cell in cells.items()})
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _markdown(feedback: Feedback, bank: Bank, language: str) -> bytes:
    numbers, title = numbers_of(bank), one_line(bank.in_language(bank.title, language))
    heading = _("What buyers report back: {bank}").format(bank=title)
    lines = [f"# {_in_markdown(heading)}", ""]
    about = about_cells(feedback)
    wanted = ("bank", "bank_version", "year", "buyers", "interviews")
    lines += [f"- {_(ABOUT_LABELS[name])}: {_in_markdown(str(about[name]))}" for name in wanted]
    columns = ("number", "ask", *(name for name in FIGURES if name != "timed"), "seconds")
    lines += ["", _in_markdown(_(LEGEND)), "", _line([_(LABELS[name]) for name in columns])]
    lines.append(_line(["---", "---", *["--:"] * (len(columns) - 2)]))
    for row in feedback.questions:
        cells = {**question_cells(row, bank, language), "number": numbers[row.question]}
        lines.append(_line([str(cells[name]) for name in columns]))
    told = [row for row in feedback.questions if row.remarks]
    if told:
        lines += ["", f"## {_('What did not work')}", "", f"**{_in_markdown(_(WARNING))}**"]
    for row in told:
        ask = question_cells(row, bank, language)["ask"]
        lines += ["", f"{numbers[row.question]} {_in_markdown(str(ask))}", ""]
        for remark in row.remarks:
            said = f"{_(PROBLEM_LABELS[remark.kind])}{': ' if remark.text else ''}{remark.text}"
            lines.append(f"- {_in_markdown(said)}")
    return ("\n".join(lines) + "\n").encode("utf-8", errors="replace")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(map(_in_markdown, cells))} |"


def _in_markdown(text: str) -> str:
    """A text that Markdown takes for nothing else."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|&!" else letter for letter in one_line(text))


def _xlsx(feedback: Feedback, bank: Bank, language: str) -> bytes:
    from questionnaire.sheets.feedback_xlsx import render  # noqa: PLC0415 - brings xlsxwriter along

    return render(feedback, bank, language)
