"""What changed between two rounds, in every format, with hostile texts."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from questionnaire.banks.model import Reason, Respondent
from questionnaire.errors import SheetError
from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.interviews.findings import findings_of
from questionnaire.interviews.round_change import ChangeKind, changes_between, checks_between
from questionnaire.interviews.walk import Context, Walk
from questionnaire.sheets.round_sheet import RoundSheet, RoundSide, caution_of, round_sheet_of
from questionnaire.sheets.round_write import COLUMNS, check_ending, rendered
from tests.tiny import TINY, bank_of

HOSTILE = '=cmd|" /C calc"!A0 <script>alert(1)</script> [x](http://e.example) *b*\nsecond line'
OLD = Walk(bank_of(TINY), Context(Respondent.MANAGEMENT, date(2025, 11, 2)))
NEW = Walk(
    bank_of(
        TINY.replace('version: "1"', 'version: "2"').replace("{id: since,", "{id: agreed-on, was: [since],")
    ),
    Context(Respondent.MANAGEMENT, date(2026, 11, 2)),
)
BEFORE = {
    "workers-total": Answer(12_500),
    "union-present": Answer("partly"),
    "union-name": Answer(HOSTILE),
    "chosen": Answer("ballot"),
    "kinds": Answer(("council", "committee")),
    "since": Answer("2019"),
}
AFTER = {
    "workers-total": Answer(12_000, source=AnswerSource.WRITTEN, since="2026-10-01"),
    "union-present": Answer("yes"),
    "union-name": Answer("-1+1"),
    "members": Answer(40),
    "chosen": Answer("named", source=AnswerSource.STILL_SO, since="2024-01-31"),
    "kinds": Answer(reason=Reason.REFUSED),
    "agreed-on": Answer("2019"),
}


def sheet(language: str = "en", respondent: Respondent = Respondent.MANAGEMENT) -> RoundSheet:
    findings = findings_of(OLD, BEFORE), findings_of(NEW, AFTER)
    return round_sheet_of(
        changes_between(OLD, BEFORE, findings[0], NEW, AFTER, findings[1]),
        checks_between(*findings),
        walks=(OLD, NEW),
        sides=(
            RoundSide("key-1", "2025", date(2025, 11, 2), respondent, "1", 0),
            RoundSide("key-2", "2026", date(2026, 11, 2), respondent, "2", 3),
        ),
        supplier="=Voorbeeld & <Knit>",
        language=language,
    )


def test_answers_stand_in_words_the_worse_first() -> None:
    rows = {row.id: row for row in sheet().rows}
    assert [row.kind for row in sheet().rows] == sorted(
        (row.kind for row in sheet().rows), key=list(ChangeKind).index
    )
    assert (rows["union-present"].before, rows["union-present"].after) == ("Partly", "Yes")
    assert [flag.because for flag in rows["union-present"].after_flags] == ["A claim."]
    assert rows["workers-total"].after == "12\u202f000 (written by the supplier on 2026-10-01)"
    assert rows["chosen"].after == "Named (still so, since 2024-01-31)"
    assert (rows["kinds"].before, rows["kinds"].after) == ("Council; Committee", "refused")
    assert "agreed-on" not in rows
    assert sheet().counts[ChangeKind.NO_LONGER_ANSWERED] == 1


def test_it_is_made_in_a_language_of_the_newer_bank() -> None:
    row = next(row for row in sheet("nl").rows if row.id == "union-present")
    assert (row.ask, row.before) == ("Is er een vakbond?", "Deels")
    with pytest.raises(SheetError, match="language 'de'"):
        sheet("de")


def test_it_says_who_must_not_see_it() -> None:
    assert "For our own use" in caution_of(sheet())
    assert "factory" in caution_of(sheet(respondent=Respondent.WORKERS))


def test_the_page_has_every_change_and_no_script() -> None:
    page = rendered(sheet(), ".html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "=Voorbeeld &amp; &lt;Knit&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    for words in ("Worse", "No longer answered", "fails now, not before", "3 questions still open", "key-2"):
        assert words in page, words


def test_the_text_shows_what_was_typed_as_it_stands() -> None:
    text = rendered(sheet(), ".md").decode()
    assert "<script>" not in text
    assert "[x](" not in text
    assert "## Worse" in text
    assert "Partly → **Yes**" in text


def test_the_table_has_a_row_for_each_change_and_check_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(sheet(), ".csv").decode("utf-8-sig"))))
    assert list(rows[0]) == list(COLUMNS)
    by_name = {row["question"]: row for row in rows}
    assert len(rows) == len(sheet().rows) + 1
    assert by_name["check:named-yet-free"]["change"] == "fails-now"
    assert by_name["union-name"]["before"].startswith("'=cmd")
    assert by_name["union-name"]["after"] == "'-1+1"
    assert by_name["union-name"]["supplier"] == "'=Voorbeeld & <Knit>"
    assert (by_name["members"]["change"], by_name["members"]["before"]) == ("newly-answered", "")


def test_the_workbook_holds_texts_alone(tmp_path: Path) -> None:
    path = tmp_path / "changed.xlsx"
    data = rendered(sheet(), ".xlsx")
    assert data == rendered(sheet(), ".xlsx")
    path.write_bytes(data)
    book = openpyxl.load_workbook(path)
    about, changes, checks = book.worksheets
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.value for cell in changes[1]][:5] == ["Change", "No.", "Question", "Before", "Now"]
    assert changes.max_row == len(sheet().rows) + 1
    assert checks["C2"].value == "named-yet-free"
    assert about["B1"].value == "=Voorbeeld & <Knit>"


def test_nothing_changed_is_said_in_every_format() -> None:
    empty = replace(sheet(), rows=(), checks=())
    for ending in (".html", ".md"):
        assert "Nothing changed." in rendered(empty, ending).decode().replace("\\", "")
    for ending in (".csv", ".xlsx"):
        assert rendered(empty, ending)


def test_another_ending_is_refused() -> None:
    with pytest.raises(SheetError, match=r"'\.pdf'"):
        check_ending(Path("changed.pdf"))
