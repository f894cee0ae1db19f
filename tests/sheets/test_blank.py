"""The workbook a supplier fills in: what stands in it, what can be filled in, and when a question turns grey."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from questionnaire.banks.model import Reason
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.walk import Answers
from questionnaire.sheets.blank import questions_asked, reason_labels
from questionnaire.sheets.blank_xlsx import render
from tests.programs import program
from tests.sheets.blanks import BANK, OWN_FILE, cell_name, filled, made, opened, page_of, read
from tests.tiny import bank_of


def test_it_asks_the_management_alone_and_what_can_be_asked_there() -> None:
    _blank, walk = made()
    asked = questions_asked(walk)
    assert "q-others" not in asked
    assert "q-country" not in asked
    assert {"workers", "counted", "q-zone", "q-file"} <= set(asked)
    assert "q-country" in questions_asked(made(country_facts={"c87": "no"})[1])


def test_the_short_form_has_its_questions_and_their_probes_alone() -> None:
    _blank, walk = made(short_form=True)
    assert questions_asked(walk) == ("workers", "union", "chosen", "counted", "why-not")


def test_no_guidance_and_no_figure_of_our_own_stands_anywhere_in_it() -> None:
    with zipfile.ZipFile(BytesIO(render(*made()))) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist()]
    assert any("How many work here? (people)" in part for part in parts)
    assert not [part for part in parts if "GUIDANCE" in part or str(OWN_FILE) in part]


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert render(*made()) == render(*made())


def test_every_question_stands_in_both_languages_with_its_choices() -> None:
    page = page_of(opened(render(*made())))
    rows = [[cell.value for cell in row[:4]] for row in page.iter_rows(min_row=3)]
    assert rows[0][1] == "1  People / Mensen"
    assert rows[1] == ["workers", "1.1", "How many work here? (people)", "Hoeveel werken hier? (mensen)"]
    assert ["topics/hours", "Hours", "Uren"] in [[row[0], *row[2:]] for row in rows]
    one = page_of(opened(render(*made(languages=("nl",)))))
    assert [cell.value for cell in one[1]][:4] == ["key", "number", "ask:nl", "answer"]


def test_only_the_cells_for_answers_can_be_filled_in() -> None:
    book = opened(render(*made()))
    assert all(page.protection.sheet for page in book.worksheets)
    assert [page.sheet_state for page in book.worksheets] == ["visible", "visible", "hidden", "hidden"]
    page = page_of(book)
    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert {cell_name(page, "workers"), cell_name(page, "topics/hours")} <= free
    assert {cell_name(page, "topics", "reason"), cell_name(page, "told", "remark")} <= free
    assert cell_name(page, "topics") not in free
    assert not [name for name in free if page[name].value is not None]
    assert page.freeze_panes == "A3"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert page.print_title_rows == "$2:$2"


def test_cells_offer_lists_and_refuse_what_is_out_of_bounds() -> None:
    book = opened(render(*made()))
    page = page_of(book)
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}

    def rule(*place: str) -> Any:
        return rules[cell_name(page, *place)]

    def offered(rule: Any) -> list[Any]:
        sheet, cells = rule.formula1.replace("$", "").split("!")
        return [cell.value for (cell,) in book[sheet][cells]]

    assert offered(rule("union")) == ["Yes / Ja", "Partly / Deels", "No / Nee"]
    assert offered(rule("chosen")) == ["By ballot, in secret / Met stembiljetten", "Named / Aangewezen"]
    assert len(offered(rule("workers", "reason"))) == len(Reason)
    assert (rule("workers").type, rule("workers").formula1, rule("workers").formula2) == (
        "whole",
        "0",
        "5000",
    )
    assert (rule("share").type, rule("share").formula1, rule("share").formula2) == ("decimal", "0", "1")
    assert rule("topics/wages").formula1 == '"x"'
    assert rule("opened").type == "custom"
    assert "told" not in rules
    assert all(rule.error for rule in rules.values())
    assert "0" in rule("workers").prompt and "5000" in rule("workers").error


def test_what_a_bank_says_is_never_a_formula() -> None:
    hostile = BANK.replace("By ballot, in secret", "=1+1").replace("Who counted?", "=HYPERLINK('x')")
    blank, walk = made(bank_of(hostile.replace("Named,", "'+2',")))
    book = opened(render(blank, walk))
    page = page_of(book)
    worked_out = {cell_name(page, "workers", name).rstrip("0123456789") for name in ("asked", "figures")}
    for sheet in book.worksheets:
        formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert {cell.coordinate.rstrip("0123456789") for cell in formulas} <= (
            worked_out if sheet.title == page.title else set()
        )
        assert not [cell for cell in formulas if "HYPERLINK" in str(cell.value) or "1+1" in str(cell.value)]


def test_two_choices_of_one_name_can_be_told_apart() -> None:
    twins = BANK.replace("{en: Named, nl: Aangewezen}", '{en: "By ballot, in secret", nl: Met stembiljetten}')
    blank, walk = made(bank_of(twins))
    data = filled(
        render(blank, walk), {"union": "Yes", "chosen": "By ballot, in secret / Met stembiljetten (named)"}
    )
    assert [(one.question, one.answer.value) for one in read(blank, walk, data).given] == [
        ("union", "yes"),
        ("chosen", "named"),
    ]


REASONS = reason_labels(("en", "nl"))
FILLED: list[tuple[dict[Any, Any], Answers]] = [
    ({}, {}),
    (
        {"workers": 1250, "members": 7, "guests": 13, "share": 0.4, "told": "So", "union": "Yes / Ja"},
        {"workers": Answer(1250), "members": Answer(7), "guests": Answer(13), "share": Answer(40),
         "told": Answer("So"), "union": Answer("yes")},
    ),
    (
        {"union": "Partly / Deels", "chosen": "Named / Aangewezen", "topics/wages": "x", "workers": 7},
        {"union": Answer("partly"), "chosen": Answer("named"), "topics": Answer(("wages",)), "workers": Answer(7)},
    ),
    (
        {"union": "Yes / Ja", "chosen": "By ballot, in secret / Met stembiljetten", "topics/hours": "x",
         "topics/safety": "x", "members": 100, "workers": 150, "share": 0.2},
        {"union": Answer("yes"), "chosen": Answer("ballot"), "topics": Answer(("hours", "safety")),
         "members": Answer(100), "workers": Answer(150), "share": Answer(20)},
    ),
    (
        {"union": "No / Nee", "opened": 46000, "moved": 46001, ("members", "reason"): REASONS[Reason.UNKNOWN]},
        {"union": Answer("no"), "opened": Answer("2025-12-09"), "moved": Answer("2025-12-10"),
         "members": Answer(reason=Reason.UNKNOWN)},
    ),
    (
        {"opened": 2019, "moved": 2019, ("union", "reason"): REASONS[Reason.REFUSED]},
        {"opened": Answer("2019"), "moved": Answer("2019"), "union": Answer(reason=Reason.REFUSED)},
    ),
    ({"opened": 2020, "moved": 2021}, {"opened": Answer("2020"), "moved": Answer("2021")}),
]  # fmt: skip


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory, office_profile: str) -> Path:
    """The folder in which LibreOffice has saved every one of the filled workbooks."""
    folder = tmp_path_factory.mktemp("office")
    for place, (cells, _answers) in enumerate(FILLED):
        (folder / f"{place}.xlsx").write_bytes(filled(render(*made()), cells))
    command = [program("soffice"), office_profile, "--headless"]
    files = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    subprocess.run(
        [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *files],
        capture_output=True, timeout=150, check=True,
    )  # fmt: skip
    return folder / "out"


@pytest.mark.office
def test_a_question_is_grey_in_libreoffice_unless_the_answers_call_for_it(resaved: Path) -> None:
    blank, walk = made()
    for place, (_cells, answers) in enumerate(FILLED):
        page = page_of(openpyxl.load_workbook(resaved / f"{place}.xlsx", data_only=True))
        view = walk.view(answers)
        differ = {
            name
            for name in blank.identity.questions
            if bool(page[cell_name(page, name, "asked")].value) != view.is_asked(name)
        }
        # our own figure of the workers is not told, so a question that hangs on it is never grey
        assert differ <= {"q-file"}, place


@pytest.mark.office
def test_what_libreoffice_saved_is_read_back_as_it_was_filled_in(resaved: Path) -> None:
    blank, walk = made()
    for place, (_cells, answers) in enumerate(FILLED):
        found = read(blank, walk, (resaved / f"{place}.xlsx").read_bytes())
        assert {one.question: one.answer for one in found.given} == answers
        assert (found.wrong, found.notices) == ((), ())


@pytest.mark.office
def test_lists_bounds_and_protection_outlive_libreoffice(resaved: Path) -> None:
    before, after = opened(render(*made())), openpyxl.load_workbook(resaved / "0.xlsx")
    rules = [
        {
            str(rule.sqref): (rule.type, rule.formula1)
            for rule in page_of(book).data_validations.dataValidation
        }
        for book in (before, after)
    ]
    assert rules[0] == rules[1]
    assert page_of(after).protection.sheet
    assert [page.sheet_state for page in after.worksheets] == [page.sheet_state for page in before.worksheets]
