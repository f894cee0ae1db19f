"""The workbook, as openpyxl reads it and as LibreOffice opens it."""

import csv
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.sheets.sheet import Sheet, SheetSupplier
from questionnaire.sheets.write import write_sheet
from questionnaire.sheets.xlsx_page import LONGEST_CELL, as_cell
from questionnaire.translation import LANGUAGES
from tests.programs import program
from tests.sheets.small import ANSWERS, HOSTILE, hostile_sheet, sheet_with


def workbook_of(sheet: Sheet, folder: Path) -> Workbook:
    return openpyxl.load_workbook(write_sheet(sheet, folder / "sheet.xlsx", force=True))


def cells_of(book: Workbook) -> list[Cell]:
    return [
        cell for page in book.worksheets for row in page.iter_rows() for cell in row if isinstance(cell, Cell)
    ]


def texts_of(page: Worksheet) -> list[list[str]]:
    """The rows of a page as texts, without the empty cells at their end."""
    return [[str(value) for value in row if value is not None] for row in page.iter_rows(values_only=True)]


def test_it_has_a_page_for_each_reader(tmp_path: Path) -> None:
    book = workbook_of(sheet_with(), tmp_path)
    assert book.sheetnames == ["About this sheet", "Answers", "Findings", "Evidence", "Figures"]
    assert workbook_of(sheet_with({}), tmp_path).sheetnames == [
        "About this sheet",
        "Answers",
        "Findings",
        "Evidence",
    ]


def test_the_pages_have_names_in_each_language_of_the_tool(tmp_path: Path) -> None:
    for language in LANGUAGES:
        assert len(workbook_of(sheet_with(language=language), tmp_path).sheetnames) == 5


def test_a_country_known_by_its_code_alone_is_named_once(tmp_path: Path) -> None:
    supplier = SheetSupplier("Voorbeeld Knit", "BD", "BD")
    assert ["Country", "BD"] in texts_of(
        workbook_of(sheet_with(supplier=supplier), tmp_path)["About this sheet"]
    )


def test_the_first_page_says_what_it_is_about_and_what_it_is_not(tmp_path: Path) -> None:
    rows = texts_of(workbook_of(sheet_with(), tmp_path)["About this sheet"])
    assert rows[0] == ["Answer sheet: Voorbeeld Knit"]
    for fact in (
        ["Supplier", "Voorbeeld Knit"], ["Round", "2026"], ["Answered by", "the management"],
        ["Questions", "Worker representation, version 1.2"], ["Questions asked", "9"], ["Still open", "1"],
        ["Medium", "1"], ["Fingerprint of the questions", "f" * 64],
    ):  # fmt: skip
        assert fact in rows
    assert any("no audit" in row[-1] for row in rows if row)


@pytest.mark.parametrize("respondent", Respondent)
def test_what_the_workers_side_said_carries_a_warning(respondent: Respondent, tmp_path: Path) -> None:
    rows = texts_of(workbook_of(sheet_with(respondent=respondent), tmp_path)["About this sheet"])
    warned = any("Do not give or show it to the factory" in text for row in rows for text in row)
    assert warned is (respondent not in (Respondent.MANAGEMENT, Respondent.BRAND))


def test_answers_stand_under_their_section_with_probes_indented(tmp_path: Path) -> None:
    page = workbook_of(sheet_with(), tmp_path)["Answers"]
    rows = texts_of(page)
    assert rows[:3] == [
        ["No.", "Question", "Answer", "Note", "Evidence", "Findings", "Name of the question"],
        ["The people"],
        [
            "1.1",
            "How many people work here?",
            "12\u202f500 people",
            "With the guards.",
            "Seen: payroll of April",
            "workers",
        ],
    ]
    assert ["2.3", "Are there minutes?", "open", "minutes"] in rows
    indents = {
        str(row[0].value): row[1].alignment.indent for row in page.iter_rows(min_row=2) if row[1].value
    }
    assert (indents["2.1"], indents["2.1.1"], indents["2.1.1.1"]) == (0, 2, 4)


def test_findings_and_evidence_have_pages_of_their_own(tmp_path: Path) -> None:
    book = workbook_of(sheet_with({**ANSWERS, "chosen": Answer("named")}), tmp_path)
    assert [
        "1",
        "High",
        "An answer that needs follow-up",
        "2.1",
        "Nobody chose them.",
        "Ask for an election.",
    ] in texts_of(book["Findings"])
    promised = texts_of(workbook_of(sheet_with(), tmp_path)["Evidence"])[1]
    assert promised == ["2.1", "How did the representatives get their seats?", "Promised", "ballot papers"]
    empty = workbook_of(sheet_with({}), tmp_path)
    assert texts_of(empty["Findings"])[1] == ["Nothing came out that needs follow-up."]
    assert texts_of(empty["Evidence"])[1] == ["No evidence was offered."]


def test_hostile_text_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    book = workbook_of(hostile_sheet(), tmp_path)
    cells = cells_of(book)
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    assert not [cell for cell in cells if cell.hyperlink]
    assert {"=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)"} <= {cell.value for cell in cells}
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, data in parts.items() if b"<f>" in data or b"<hyperlink" in data]
    assert not [name for name in parts if "externalLink" in name or "vba" in name]


def test_text_that_xml_cannot_hold_is_left_out_and_the_rest_is_kept(tmp_path: Path) -> None:
    values = {str(cell.value) for cell in cells_of(workbook_of(hostile_sheet(), tmp_path))}
    assert "nul  bell  delete  c1 31m  " in values
    assert "lone  surrogate" in values
    assert any(value.startswith("_x0041_ quote") for value in values)


def test_a_long_text_goes_on_in_the_rows_below_and_is_whole(tmp_path: Path) -> None:
    page = workbook_of(hostile_sheet(), tmp_path)["Answers"]
    rows = list(page.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == f"{len(HOSTILE)}.1")
    assert len(rows) > start + 5
    assert "".join(str(row[3]) for row in rows[start:] if row[3]) == "x" * 10_000
    assert "".join(str(row[2]) for row in rows[start:] if row[2]) == "x" * 10_000


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    assert as_cell("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    cut = as_cell("x" * 40_000)
    assert len(cut) <= LONGEST_CELL
    assert cut.endswith(" [...]")


def test_it_is_laid_out_to_be_read_and_printed(tmp_path: Path) -> None:
    book = workbook_of(hostile_sheet(), tmp_path)
    assert [page.freeze_panes for page in book.worksheets] == [None, "A2", "A2", "A2"]
    assert [page.page_setup.orientation for page in book.worksheets] == [
        "portrait",
        "landscape",
        "landscape",
        "landscape",
    ]
    for page in book.worksheets:
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in (None, 1)
        assert page.page_setup.fitToHeight == 0
        assert page.oddFooter is not None
        assert page.oddFooter.right.text == "Page &P of &N"
    for page in book.worksheets[1:]:
        assert page.print_title_rows == "$1:$1"
    answers = book["Answers"]
    widths = {name: dimension.width for name, dimension in answers.column_dimensions.items()}
    assert widths["B"] > 40 > widths["C"] > 20 > widths["A"]
    assert all(
        cell.alignment.wrap_text for row in answers.iter_rows() for cell in row if cell.value and row[1].value
    )


def test_each_row_is_as_high_as_its_text_and_none_too_high_for_a_program(tmp_path: Path) -> None:
    book = workbook_of(hostile_sheet(), tmp_path)
    for page in book.worksheets:
        for number, row in enumerate(page.iter_rows(), 1):
            height = page.row_dimensions[number].height
            if any(cell.value for cell in row):
                assert 12 < height <= 409
                assert height >= 12 * max(str(cell.value or "").count("\n") + 1 for cell in row)


def test_a_footer_shows_the_suppliers_name_as_it_is(tmp_path: Path) -> None:
    for name, shown in (("D&G Knit", "D&&\u2060G Knit"), ("3 & 4", "3 && 4"), ("&P" * 200, "&&P" * 30)):
        supplier = SheetSupplier(name)
        book = workbook_of(sheet_with(supplier=supplier), tmp_path)
        with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
            raw = archive.read("xl/worksheets/sheet1.xml").decode()
        assert shown.replace("&", "&amp;") in raw
        assert book.properties.title == f"Answer sheet: {name}"


def test_its_properties_name_no_person(tmp_path: Path) -> None:
    properties = workbook_of(sheet_with(), tmp_path).properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.title == "Answer sheet: Voorbeeld Knit"
    assert properties.subject == "Worker representation 1.2"
    assert properties.created is not None
    assert properties.created.isoformat() == "2026-05-04T12:00:00"


@pytest.mark.office
def test_libreoffice_opens_it_and_sees_text_alone(tmp_path: Path, office_profile: str) -> None:
    write_sheet(hostile_sheet(), tmp_path / "sheet.xlsx")
    every_page = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [
        program("soffice"),
        office_profile,
        "--headless",
        "--convert-to",
        every_page,
    ]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "sheet.xlsx")],
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    written = sorted(path.name for path in tmp_path.glob("sheet-*.csv"))
    assert written == [
        f"sheet-{name}.csv" for name in ("About this sheet", "Answers", "Evidence", "Findings")
    ], done.stderr
    with (tmp_path / "sheet-Answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    cells = {cell for row in rows for cell in row}
    assert {"=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)"} <= cells
    assert not cells & {"2", "Err:508", "#NAME?", "#REF!"}
    assert "".join(row[3] for row in rows).endswith("x" * 10_000)
