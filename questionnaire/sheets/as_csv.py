"""The sheet as CSV (RFC 4180, commas, UTF-8 with a byte order mark): one row a question, for spreadsheets.

The columns are a contract: names and meaning stay. No cell holds a line break (` / ` stands in its place),
and no text can start a formula: one that begins as a formula does has an apostrophe put before it.
"""

import csv
import io
import re
from collections.abc import Iterator

from questionnaire.interviews.answers import value_as_typed
from questionnaire.interviews.disclosure import Figure
from questionnaire.sheets.sheet import Sheet, SheetRow, SheetTold

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
    "source": "how the answer came: empty where it was said in the call, else still-so or written (by the supplier)",
    "since": "the day since which such an answer stands",
    "for": "who the sheet is made for: internal, supplier, union or public",
}
COUNT_COLUMNS = {
    "supplier": "name of the production site",
    "country": "its country, as ISO 3166-1 code",
    "round": "name of the round",
    "bank": "id of the bank",
    "bank_version": "version of the bank",
    "bank_digest": "fingerprint of the bank as it was read",
    "language": "language of the texts in this file",
    "for": "who the sheet is made for: public",
    "section": "id of the section; empty for the whole, others for the small ones together",
    "counted": "what is counted: asked, answered, open, a reason why there is no answer, findings, high, medium or low",
    "at_least": "how many at least",
    "at_most": "how many at most; the same where the number is exact",
}
"""The columns of a sheet for everyone: a row for each count that may be told."""

_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_BLANKS = re.compile(r"[\t\x00-\x1f]+")
_FORMULA = re.compile("^(?=[=+@\uff1d\uff0b\uff0d\uff20-])")
_SPLIT_FORMULA = re.compile("(;\\s*)(?=[=+@\uff1d\uff0b\uff0d\uff20-])")

Cell = str | int | float


def render(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a CSV file; one for everyone has a row for each count."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if sheet.told is not None:
        writer.writerow(COUNT_COLUMNS)
        writer.writerows(
            [safe(cell) for cell in _count_cells(sheet, *count)] for count in _counts(sheet.told)
        )
        return text.getvalue().encode("utf-8-sig", errors="replace")
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
        row.source or "",
        row.since,
        sheet.audience,
    ]


def _counts(told: SheetTold) -> Iterator[tuple[str, str, Figure]]:
    """Every count that is told: the section, what is counted, how many."""
    yield from (("", "asked", told.asked), ("", "answered", told.answered))
    yield from (("", str(reason), figure) for reason, figure in told.reasons.items())
    yield from (("", "open", told.open), ("", "findings", told.findings))
    yield from (("", str(severity), figure) for severity, figure in told.severities.items())
    for section in (*told.sections, *([told.others] if told.others else [])):
        yield section.id or "others", "asked", section.asked
        if section.answered is not None:
            yield section.id or "others", "answered", section.answered


def _count_cells(sheet: Sheet, section: str, counted: str, figure: Figure) -> list[Cell]:
    return [
        sheet.supplier.name,
        sheet.supplier.country or "",
        sheet.interview.round,
        sheet.bank.id,
        sheet.bank.version,
        sheet.bank.digest,
        sheet.language,
        sheet.audience,
        section,
        counted,
        figure.at_least,
        "" if figure.at_most is None else figure.at_most,
    ]


def _value(row: SheetRow) -> Cell:
    if row.value is None:
        return ""
    return row.value if isinstance(row.value, int | float) else value_as_typed(row.value)
