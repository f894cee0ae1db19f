"""The sheet as CSV (RFC 4180, commas, UTF-8 with a byte order mark): one row a question, for spreadsheets.

The columns are a contract: names and meaning stay. No cell holds a line break (` / ` stands in its place),
and no text can start a formula: one that begins as a formula does has an apostrophe put before it.
"""

import csv
import io
import re

from questionnaire.interviews.answers import value_as_typed
from questionnaire.sheets.sheet import Sheet, SheetRow

COLUMNS = {
    "supplier": "name of the production site",
    "country": "its country, as ISO 3166-1 code",
    "os_id": "its OS ID",
    "round": "name of the round",
    "interview": "key of the interview",
    "respondent": "who answered: management, worker-representative, union, workers or brand",
    "bank": "id of the bank",
    "bank_version": "version of the bank",
    "bank_digest": "fingerprint of the bank as it was read",
    "language": "language of the texts in this file",
    "section": "id of the section",
    "number": "number of the question, such as 2.1.3",
    "depth": "0 for a main question, 1 for its probes, and so on",
    "question": "id of the question",
    "ask": "the question as it was asked",
    "type": "yes-no, choice, choices, number, percentage, date or text",
    "value": "the answer as the bank writes it; several choices with commas between; empty without a value",
    "reason": "why there is no value: unknown, refused, not-applicable or to-follow; open has neither",
    "shown": "the answer, the reason or open, in words",
    "note": "the buyer's note",
    "evidence": "the evidence, each piece with its state: seen, promised, received or refused",
    "marked": "yes where the buyer marked the question",
    "findings": "the findings that look at this question, each with its severity",
}

_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_BLANKS = re.compile(r"[\t\x00-\x1f]+")
_FORMULA = re.compile("^(?=[=+@\uff1d\uff0b\uff0d\uff20-])")
_SPLIT_FORMULA = re.compile("(;\\s*)(?=[=+@\uff1d\uff0b\uff0d\uff20-])")

Cell = str | int | float


def render(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for section in sheet.sections:
        writer.writerows([safe(cell) for cell in _cells(sheet, section.id, row)] for row in section.rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def safe(cell: Cell) -> Cell:
    """A cell no spreadsheet takes for a formula or for two rows; numbers stay numbers.

    A spreadsheet set to semicolons cuts a text at each of them, so what follows one is looked at too.
    """
    if not isinstance(cell, str):
        return cell
    line = _BLANKS.sub(" ", _BREAKS.sub(" / ", cell.strip())).strip()
    return _SPLIT_FORMULA.sub(r"\1'", _FORMULA.sub("'", line))


def _cells(sheet: Sheet, section: str, row: SheetRow) -> list[Cell]:
    findings = [sheet.findings[number - 1] for number in row.findings]
    return [
        sheet.supplier.name,
        sheet.supplier.country or "",
        sheet.supplier.os_id or "",
        sheet.interview.round,
        sheet.interview.key,
        sheet.interview.respondent,
        sheet.bank.id,
        sheet.bank.version,
        sheet.bank.digest,
        sheet.language,
        section,
        row.number,
        row.depth,
        row.id,
        row.ask,
        row.type,
        _value(row),
        row.reason or "",
        row.shown,
        row.note,
        "\n".join(f"{piece.state}: {piece.what}" if piece.what else piece.state for piece in row.evidence),
        "yes" if row.marked else "",
        "\n".join(f"{finding.severity}: {finding.because}" for finding in findings),
    ]


def _value(row: SheetRow) -> Cell:
    if row.value is None:
        return ""
    return row.value if isinstance(row.value, int | float) else value_as_typed(row.value)
