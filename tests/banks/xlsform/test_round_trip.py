"""Out to a workbook and back: the same bank, or the bank with the edit and nothing else."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.workbook.workbook import Workbook

from questionnaire.banks.conditions import AnyWord, Compared, Comparison, NotTest, Where
from questionnaire.banks.model import AnswerType, Bank, Question, Severity
from questionnaire.banks.read import read_bank
from questionnaire.banks.shipped import shipped_banks
from questionnaire.banks.xlsform.bank_data import bank_data
from questionnaire.banks.xlsform.bring_in import read_source
from questionnaire.banks.xlsform.write_workbook import workbook_of
from questionnaire.banks.xlsform.yaml_text import yaml_text
from questionnaire.errors import BankMistakesError, InputError
from tests.banks import SMALL, bank_of
from tests.banks.xlsform.generated import BANKS, bank_in
from tests.programs import program

pytestmark = pytest.mark.usefixtures("in_this_process")

SHIPPED = sorted(path for path in shipped_banks().glob("*.yaml") if path.name != "countries.yaml")
COMMON = settings(max_examples=12, suppress_health_check=list(HealthCheck))


def there_and_back(bank: Bank, folder: Path, edit: Callable[[Workbook], None] | None = None) -> Bank:
    path = folder / "bank.xlsx"
    path.write_bytes(workbook_of(bank))
    if edit is not None:
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
    found, _report = read_source(path)
    return found


def cell_of(book: Workbook, sheet: str, row: Callable[[dict[str, object]], bool], column: str) -> object:
    """The cell of the first row that fits, by heading."""
    page = book[sheet]
    headings = [cell.value for cell in page[1]]
    for cells in page.iter_rows(min_row=2):
        if row({str(heading): cell.value for heading, cell in zip(headings, cells, strict=True)}):
            return cells[headings.index(column)]
    raise AssertionError(f"no such row in {sheet}")


def put(book: Workbook, sheet: str, name: str, column: str, value: object) -> None:
    """Write into the row of a name (or question, or id)."""
    cell = cell_of(
        book, sheet, lambda row: name in (row.get("name"), row.get("question"), row.get("id")), column
    )
    cell.value = value  # type: ignore[attr-defined]


def question_of(bank: Bank, name: str) -> Question:
    return next(question for question in bank.questions() if question.id == name)


def mistakes_after(edit: Callable[[Workbook], None], folder: Path) -> list[str]:
    with pytest.raises(BankMistakesError) as caught:
        there_and_back(bank_of(SMALL), folder, edit)
    return [line.removeprefix(f"{folder / 'bank.xlsx'}:") for line in caught.value.message.splitlines()]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_bank_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    bank = read_bank(path)
    assert there_and_back(bank, tmp_path) == bank
    assert bank_in(bank_data(bank)) == bank


@COMMON
@given(bank=BANKS)
def test_any_bank_comes_back_as_it_was(bank: Bank, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = yaml_text(bank_data(bank))
    assert bank_in(bank_data(bank)) == bank, text
    assert there_and_back(bank, tmp_path_factory.mktemp("book")) == bank


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_workbook_that_libreoffice_saved_again_is_the_same_bank(
    ending: str, tmp_path: Path, office_profile: str
) -> None:
    bank = read_bank(SHIPPED[0])
    path, out = tmp_path / "bank.xlsx", tmp_path / "out"
    path.write_bytes(workbook_of(bank))
    command = [
        program("soffice"),
        office_profile,
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found, report = read_source(out / f"bank.{ending}")
    assert found == bank
    assert report.notes == []


def test_cells_are_texts_and_never_formulas(tmp_path: Path) -> None:
    path = tmp_path / "bank.xlsx"
    path.write_bytes(workbook_of(bank_of(SMALL.replace("Is there a union?", "=1+1"))))
    cells = [
        cell for page in openpyxl.load_workbook(path).worksheets for row in page.iter_rows() for cell in row
    ]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}


def test_headers_stay_in_sight_and_fixed_words_are_offered(tmp_path: Path) -> None:
    path = tmp_path / "bank.xlsx"
    path.write_bytes(workbook_of(bank_of(SMALL)))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["survey", "choices", "settings", "bank flags", "bank checks", "bank figures"]
    assert all(page.freeze_panes for page in book.worksheets)
    offered = {rule.formula1 for page in book.worksheets for rule in page.data_validations.dataValidation}
    assert '"high,medium,low"' in offered
    assert any("select_one yes_no" in one for one in offered)


def test_a_text_is_edited(tmp_path: Path) -> None:
    bank = bank_of(SMALL)
    found = there_and_back(
        bank, tmp_path, lambda book: put(book, "survey", "union-present", "label::Dutch (nl)", "Is er één?")
    )
    assert question_of(found, "union-present").ask == {"en": "Is there a union?", "nl": "Is er één?"}
    assert bank_data(found) | {"sections": 0} == bank_data(bank) | {"sections": 0}


def test_a_flag_is_edited_and_another_added(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "bank flags", "union-present", "severity", "low")
        book["bank flags"].append(
            ["chosen", "named", None, "high", "Nobody chose them.", "Niemand koos hen."]
        )

    found = there_and_back(bank_of(SMALL), tmp_path, edit)
    assert question_of(found, "union-present").flags[0].severity is Severity.LOW
    flag = question_of(found, "chosen").flags[0]
    assert (flag.when, flag.because["nl"]) == (Where("chosen", AnyWord(("named",))), "Niemand koos hen.")


def test_a_question_with_its_choices_is_added(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        page = book["survey"]
        headings = [cell.value for cell in page[1]]
        last = max(row for row in range(2, page.max_row + 1) if page.cell(row, 2).value == "end_group")
        page.insert_rows(last)
        for heading, text in {
            "type": "select_one shifts",
            "name": "shifts",
            "label::English (en)": "Shifts?",
        }.items():
            page.cell(last, headings.index(heading) + 1, text)
        page.cell(last, headings.index("label::Dutch (nl)") + 1, "Ploegen?")
        for name in ("one", "two", "unknown"):
            book["choices"].append(["shifts", name, name.upper(), name.upper()])

    question = question_of(there_and_back(bank_of(SMALL), tmp_path, edit), "shifts")
    assert question.answer is AnswerType.CHOICE
    assert [choice.id for choice in question.choices] == ["one", "two"]


def test_bounds_and_types_are_edited_where_a_form_has_them(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "survey", "workers", "constraint", ". >= 10 and . <= 5000")
        put(book, "survey", "women", "constraint", ". <= 80")
        put(book, "survey", "members", "type", "decimal")

    found = there_and_back(bank_of(SMALL), tmp_path, edit)
    assert (question_of(found, "workers").min, question_of(found, "workers").max) == (10, 5000)
    assert (question_of(found, "women").min, question_of(found, "women").max) == (None, 80)
    assert not question_of(found, "members").whole


def test_numbers_typed_into_text_cells_are_what_they_look_like(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["settings"]["C2"].value = 1.1
        put(book, "survey", "union-name", "label::English (en)", 2026)

    found = there_and_back(bank_of(SMALL), tmp_path, edit)
    assert found.version == "1.1"
    assert question_of(found, "union-name").ask["en"] == "2026"


CONDITIONED = SMALL.replace(
    "        answer: percentage\n", "        answer: percentage\n        ask_if: {workers: {above: 50}}\n"
)


def test_a_condition_is_edited_in_either_column(tmp_path: Path) -> None:
    bank = bank_of(CONDITIONED)
    exact = there_and_back(
        bank, tmp_path, lambda book: put(book, "survey", "women", "bank::ask_if", "{chosen: {not: named}}")
    )
    assert question_of(exact, "women").ask_if == Where("chosen", NotTest(AnyWord(("named",))))
    form = there_and_back(
        bank, tmp_path, lambda book: put(book, "survey", "women", "relevant", "${workers} >= 75")
    )
    assert question_of(form, "women").ask_if == Where("workers", Compared(Comparison.AT_LEAST, 75))
    gone = there_and_back(bank, tmp_path, lambda book: put(book, "survey", "women", "relevant", None))
    assert question_of(gone, "women").ask_if is None


def test_a_condition_edited_in_both_columns_must_say_the_same(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "survey", "women", "relevant", "${workers} > 99")
        put(book, "survey", "women", "bank::ask_if", "{workers: {above: 60}}")

    with pytest.raises(BankMistakesError, match="both changed"):
        there_and_back(bank_of(CONDITIONED), tmp_path, edit)


def test_a_group_of_probes_takes_its_condition_from_the_form(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "survey", "probes_union-present_1", "relevant", "${union-present} = 'no'")

    found = there_and_back(bank_of(SMALL), tmp_path, edit)
    assert question_of(found, "union-present").probes[0].when == Where("union-present", AnyWord(("no",)))


@pytest.mark.parametrize(
    ("sheet", "name", "column", "value", "told"),
    [
        ("survey", "union-present", "name", "Union present", "survey:3:C: 'Union present' cannot be an id"),
        ("survey", "chosen", "name", "union-present", "the id 'union-present' is used twice"),
        ("survey", "union-present", "label::Dutch (nl)", None, "survey:3:E: 'ask' lacks nl"),
        ("survey", "workers", "constraint", ". > 5", "only bounds can stand here"),
        ("survey", "workers", "type", "geopoint", "type 'geopoint' cannot be asked"),
        ("survey", "chosen", "type", "select_one nolist", "the list 'nolist' is not among the choices"),
        ("survey", "workers", "type", "text", "do not go together"),
        ("survey", "section_union", "type", "note", "stands outside every section"),
        ("bank flags", "union-present", "severity", "hgih", "bank flags:2:D: 'hgih' is not known as severity"),
        ("bank flags", "union-present", "when", "{not: ", "bank flags:2:B: this condition cannot be read"),
        ("bank flags", "union-present", "question", "union-presnt", "there is no question 'union-presnt'"),
        ("bank checks", "more-members-than-workers", "when", "{densty: {above: 1}}", "did you mean 'density'?"),
        ("choices", "secret-ballot", "name", "Secret", "choices:"),
    ],
)  # fmt: skip
def test_mistakes_are_told_by_sheet_row_and_column(
    sheet: str, name: str, column: str, value: str | None, told: str, tmp_path: Path
) -> None:
    lines = mistakes_after(lambda book: put(book, sheet, name, column, value), tmp_path)
    assert any(told in line for line in lines), lines
    assert all(line.startswith(("survey:", "choices:", "settings:", "bank ")) for line in lines), lines


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "survey", "union-present", "label::Dutch (nl)", None)
        put(book, "bank flags", "union-present", "severity", "x")
        put(book, "bank checks", "more-members-than-workers", "because::Dutch (nl)", None)

    assert len(mistakes_after(edit, tmp_path)) == 3


def test_what_is_added_beside_is_told_and_left_out(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["survey"].cell(1, 40, "remarks")
        book["survey"].cell(3, 40, "ask legal")
        book.create_sheet("notes").append(["mine"])

    path = tmp_path / "bank.xlsx"
    path.write_bytes(workbook_of(bank_of(SMALL)))
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    bank, report = read_source(path)
    report.finish()
    assert bank == bank_of(SMALL)
    assert [str(note.place) for note in report.notes] == ["notes", "survey:3"]


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    with pytest.raises(InputError, match="too long"):
        workbook_of(bank_of(SMALL.replace("Is there a union?", "x" * 33_000)))
