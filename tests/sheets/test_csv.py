"""The CSV sheet, read back as programs read it."""

import csv
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.interviews.answers import Answer
from questionnaire.sheets.as_csv import COLUMNS, safe
from questionnaire.sheets.sheet import Sheet
from questionnaire.sheets.write import write_sheet
from tests.sheets.small import ANSWERS, HOSTILE, hostile_sheet, sheet_with

FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def rows_of(sheet: Sheet, folder: Path, delimiter: str = ",") -> list[list[str]]:
    path = write_sheet(sheet, folder / "sheet.csv", force=True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_the_columns_are_a_contract() -> None:
    assert list(COLUMNS) == [
        "supplier", "country", "os_id", "round", "interview", "respondent", "bank", "bank_version", "bank_digest",
        "language", "section", "number", "depth", "question", "ask", "type", "value", "reason", "shown", "note",
        "evidence", "marked", "findings", "source", "since", "for",
    ]  # fmt: skip
    assert all(COLUMNS.values())


def test_each_question_is_a_row_under_the_documented_columns(tmp_path: Path) -> None:
    header, *rows = rows_of(sheet_with(), tmp_path)
    assert header == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [row[header.index("question")] for row in rows] == [row.id for row in sheet_with().rows()]


def test_a_row_says_it_in_words_and_for_machines(tmp_path: Path) -> None:
    header, *rows = rows_of(sheet_with(), tmp_path)
    by_question = {row[header.index("question")]: dict(zip(header, row, strict=True)) for row in rows}
    assert by_question["workers"]["value"] == "12500"
    assert by_question["workers"]["evidence"] == "seen: payroll of April"
    assert by_question["topics"]["value"] == "wages,hours"
    assert (by_question["women"]["value"], by_question["women"]["reason"]) == ("", "unknown")
    assert by_question["minutes"]["shown"] == "open"
    assert by_question["refusal"]["evidence"] == "refused"
    assert by_question["counted-by"]["value"] == "Two workers. / The foreman looked on."
    assert (by_question["counted-by"]["marked"], by_question["counted-by"]["findings"]) == (
        "yes",
        "medium: Marked by the buyer.",
    )


def test_it_begins_with_a_byte_order_mark_and_has_the_line_ends_of_the_standard(tmp_path: Path) -> None:
    data = write_sheet(sheet_with(), tmp_path / "sheet.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsupplier,country,")
    assert data.count(b"\n") == data.count(b"\r\n") == 10


def test_no_cell_is_a_formula_or_breaks_a_row(tmp_path: Path) -> None:
    sheet = hostile_sheet()
    _header, *rows = rows_of(sheet, tmp_path)
    assert len(rows) == len(HOSTILE)
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell)]
    assert not [cell for cell in cells if len(cell.splitlines()) > 1 or "\t" in cell]


def test_no_cell_is_a_formula_where_a_spreadsheet_cuts_at_semicolons(tmp_path: Path) -> None:
    cells = [cell for row in rows_of(hostile_sheet(), tmp_path, delimiter=";") for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell)]


def test_numbers_stay_numbers_and_text_that_looks_like_one_does_not() -> None:
    assert [safe(cell) for cell in (-5, 2.5, "-5", "5", "")] == [-5, 2.5, "'-5", "5", ""]


def test_a_negative_number_is_written_as_one(tmp_path: Path) -> None:
    header, *rows = rows_of(sheet_with({**ANSWERS, "members": Answer(-5)}), tmp_path)
    assert rows[1][header.index("value")] == "-5"


@given(st.text())
def test_any_text_is_one_safe_cell(text: str) -> None:
    cell = safe(text)
    assert isinstance(cell, str)
    assert not FORMULA.match(cell)
    assert len(cell.splitlines()) <= 1
