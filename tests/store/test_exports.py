"""What is handed out is logged, on both engines; a file and its row are there together, or neither."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.errors import InputError, QuestionnaireError, SheetError, StoreError, ThereAlreadyError
from questionnaire.interviews.answers import Answer
from questionnaire.rooms.follow_ups import Plan
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.documents import Document
from questionnaire.workspace import Workspace


def held(workspace: Workspace, respondent: Respondent = Respondent.MANAGEMENT) -> str:
    interview = workspace.start_interview("Voorbeeld", "tiny", respondent)
    interview.record("union-present", Answer("no", note="said slowly"))
    return interview.key


def test_a_sheet_that_is_written_is_logged(workspace: Workspace, tmp_path: Path) -> None:
    key = held(workspace)
    file = workspace.export_sheet(
        "Voorbeeld", tmp_path / "sheet.json", audience=Audience.UNION, language="nl"
    )
    (row,) = workspace.hand_out.exports()
    assert (row.supplier_name, row.interview, row.what, row.audience, row.language, row.file) == (
        "Voorbeeld Knit", key, "answer-sheet", "union", "nl", "sheet.json",
    )  # fmt: skip
    assert row.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert row.by == workspace.by
    assert row.at > datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def test_the_log_is_newest_first_and_of_one_supplier_where_wanted(
    workspace: Workspace, tmp_path: Path
) -> None:
    held(workspace)
    workspace.add_supplier("Beta")
    workspace.start_interview("Beta", "tiny", Respondent.MANAGEMENT)
    for name in ("one.csv", "two.csv"):
        workspace.export_sheet("Voorbeeld", tmp_path / name)
    workspace.export_sheet("Beta", tmp_path / "beta.csv")
    assert [row.file for row in workspace.hand_out.exports()] == ["beta.csv", "two.csv", "one.csv"]
    assert [row.file for row in workspace.hand_out.exports("Voor")] == ["two.csv", "one.csv"]


def test_what_others_make_is_logged_for_each_supplier_in_it(workspace: Workspace, tmp_path: Path) -> None:
    alpha, beta = workspace.supplier("Voorbeeld").id, workspace.add_supplier("Beta").id
    workspace.hand_out.hand_over(
        b"list", tmp_path / "list.ics", Document.FOLLOW_UPS, [alpha, beta, alpha],
        audience=Audience.INTERNAL, language="en",
    )  # fmt: skip
    workspace.hand_out.hand_over(
        b"x", tmp_path / "x.xlsx", Document.COMPARISON, [beta], audience=Audience.INTERNAL, language="nl"
    )
    rows = workspace.hand_out.exports()
    assert [(row.supplier_name, row.what, row.file) for row in rows[:1]] == [("Beta", "comparison", "x.xlsx")]
    assert {(row.supplier_name, row.what, row.interview) for row in rows[1:]} == {
        ("Beta", "follow-ups", None),
        ("Voorbeeld Knit", "follow-ups", None),
    }
    assert (tmp_path / "list.ics").read_bytes() == b"list"


def test_a_list_of_follow_ups_is_logged_for_each_supplier_in_it(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add_supplier("Beta")
    for supplier in ("Voorbeeld", "Beta", "Beta"):
        workspace.follow_ups.add(supplier, Plan(what="Ask for the minutes.", owner="brand"))
    path = workspace.follow_ups.export(workspace.follow_ups.listed(), tmp_path / "list.csv")
    with pytest.raises(ThereAlreadyError):
        workspace.follow_ups.export(workspace.follow_ups.listed(), path)
    rows = workspace.hand_out.exports()
    assert sorted((row.supplier_name, row.what, row.audience, row.file) for row in rows) == [
        ("Beta", "follow-ups", "internal", "list.csv"),
        ("Voorbeeld Knit", "follow-ups", "internal", "list.csv"),
    ]
    assert {row.digest for row in rows} == {hashlib.sha256(path.read_bytes()).hexdigest()}


def test_an_export_that_fails_leaves_neither_file_nor_log(workspace: Workspace, tmp_path: Path) -> None:
    held(workspace)
    there = tmp_path / "there.json"
    there.write_text("mine")
    for path in (
        there,
        tmp_path / "missing" / "sheet.json",
        tmp_path / "sheet.doc",
        tmp_path / f"{'x' * 300}.json",
    ):
        with pytest.raises(SheetError):
            workspace.export_sheet("Voorbeeld", path)
    with pytest.raises(SheetError):
        workspace.export_sheet("Voorbeeld", tmp_path / "sheet.json", language="tlh")
    assert workspace.hand_out.exports() == []
    assert there.read_text() == "mine"
    assert [path.name for path in tmp_path.glob("*.json")] == ["there.json"]
    assert list(tmp_path.glob(".*")) == []


def test_where_it_cannot_be_logged_no_file_is_left(workspace: Workspace, tmp_path: Path) -> None:
    held(workspace)
    path = tmp_path / "sheet.json"
    supplier = workspace.supplier("Voorbeeld")
    with pytest.raises(StoreError):
        workspace.hand_out.hand_over(
            b"{}", path, Document.ANSWER_SHEET, [supplier.id, "no such supplier"],
            audience=Audience.INTERNAL, language="en",
        )  # fmt: skip
    assert not path.exists()
    assert workspace.hand_out.exports() == []


def test_the_supplier_gets_the_latest_interview_with_the_management(
    workspace: Workspace, tmp_path: Path
) -> None:
    held(workspace)
    latest = held(workspace)
    secret = held(workspace, Respondent.WORKERS)
    for audience in (Audience.SUPPLIER, Audience.PUBLIC):
        assert workspace.hand_out.interview_for("Voorbeeld", audience).key == latest
        with pytest.raises(InputError, match="not held with the management"):
            workspace.export_sheet("Voorbeeld", tmp_path / "s.md", audience=audience, interview=secret)
    for audience in (Audience.INTERNAL, Audience.UNION):
        assert workspace.hand_out.interview_for("Voorbeeld", audience).key == secret
    assert not (tmp_path / "s.md").exists()
    assert workspace.hand_out.exports() == []


def test_where_only_others_were_heard_there_is_no_sheet_for_the_supplier(
    workspace: Workspace, tmp_path: Path
) -> None:
    held(workspace, Respondent.UNION)
    with pytest.raises(InputError, match="No interview was held with the management of Voorbeeld Knit"):
        workspace.export_sheet("Voorbeeld", tmp_path / "s.md", audience=Audience.SUPPLIER)


def test_one_supplier_that_fails_stops_no_other(workspace: Workspace, tmp_path: Path) -> None:
    held(workspace)
    for name in ("voorbeeld-knit!", "Beta", "Gamma"):
        workspace.add_supplier(name)
    workspace.start_interview("voorbeeld-knit!", "tiny", Respondent.MANAGEMENT)
    workspace.start_interview("Beta", "tiny", Respondent.WORKERS)
    suppliers = workspace.hand_out.suppliers_in()
    assert [supplier.name for supplier in suppliers] == ["Beta", "Voorbeeld Knit", "voorbeeld-knit!"]
    handed = list(
        workspace.hand_out.export_each(suppliers, tmp_path, audience=Audience.SUPPLIER, ending=".md")
    )
    assert [one.path.name if one.path else None for one in handed] == [
        None, "Voorbeeld-Knit-for-supplier.md", "voorbeeld-knit-2-for-supplier.md",
    ]  # fmt: skip
    assert "No interview was held with the management of Beta" in str(handed[0].error)
    again = list(
        workspace.hand_out.export_each(suppliers, tmp_path, audience=Audience.SUPPLIER, ending=".md")
    )
    assert all(isinstance(one.error, QuestionnaireError) for one in again)
    assert len(workspace.hand_out.exports()) == 2
