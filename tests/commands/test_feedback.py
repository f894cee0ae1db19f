"""Saying that a question did not work, and `bank feedback`: what a union gets to see, and what it never does."""

import csv
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.problems import ProblemKind
from questionnaire.sheets.feedback_table import COLUMNS, FIGURES
from questionnaire.workspace import open_workspace
from tests.commands.conftest import ROOT, CommandLine

SECRETS = (
    "Voorbeeld",
    "Geheim",
    "Janssen",
    "Dhaka",
    "SECRETNOTE",
    "SECRETWHAT",
    "2026-11",
    "management",
    "BD",
)
WARNING = "Remarks were typed by hand"


def fill(
    cli: CommandLine, count: int = 6, *, database: Path | None = None, remark: str = "the word ballot"
) -> Path:
    """Interviews on the small bank: all say there is no union; each question takes 10, 20, ... seconds."""
    now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

    def clock() -> datetime:
        return now

    place = database or cli.database
    with open_workspace(str(place), cli.banks, clock=clock) as workspace:
        for number in range(count):
            name = f"Voorbeeld Geheim {number}"
            workspace.add_supplier(name, "BD", address="Dhaka", workers=900)
            interview = workspace.start_interview(name, "small", Respondent.MANAGEMENT)
            interview.by = "Janssen"
            interview.visit("union-present")
            now += timedelta(seconds=10 * (number + 1))
            seen = Evidence(EvidenceState.SEEN, "SECRETWHAT")
            interview.record("union-present", Answer("no", note="SECRETNOTE", evidence=(seen,)))
            interview.visit("members")
            interview.record("members", Answer(reason=Reason.REFUSED))
            interview.tell_problem("members", ProblemKind.UNCLEAR, remark)
            interview.tell_problem("members", ProblemKind.SENSITIVE)
    return place


def row(data: dict[str, Any], question: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in data["questions"] if one["question"] == question)
    return found


def exactly(count: int) -> dict[str, int]:
    return {"at_least": count, "at_most": count}


def export(cli: CommandLine, name: str, *, database: Path | None = None) -> Path:
    path = cli.folder / name
    words = ("--database", str(database)) if database else ()
    cli.done("bank", "feedback", "small", "--to", str(path), *words)
    return path


# Problems


def test_a_problem_is_kept_listed_and_taken_back(cli: CommandLine) -> None:
    key = cli.started()
    problem = ("interview", "problem", key, "1.1")
    assert "Nothing was said" in cli.done(*problem)
    out = cli.done(*problem, "unclear", "--remark", "what is a\nunion?")
    assert out == "Kept for the union: unclear what is meant: what is a union?\n"
    cli.done("interview", "problem", key, "union-present", "sensitive")
    assert cli.done(*problem) == "- unclear what is meant: what is a union?\n- too sensitive to ask\n"
    assert [one["kind"] for one in cli.data(*problem)] == ["unclear", "sensitive"]
    assert "Taken back: unclear" in cli.done(*problem, "--take-back", "unclear")
    assert [one["kind"] for one in cli.data(*problem, "--take-back")] == []
    assert "nothing to take back" in cli.refused(*problem, "--take-back")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("union-present", "bad"), "not-understood, sensitive"),
        (("nothing", "unclear"), "nothing"),
        (("union-present", "--remark", "x"), "A remark needs a KIND"),
        (("union-present", "other", "--remark", "x" * 501), "501"),
        (("union-present", "other", "--remark", "x", "--take-back"), "exclude each other"),
    ],
)
def test_a_problem_that_cannot_be_kept_is_refused(
    cli: CommandLine, words: tuple[str, ...], said: str
) -> None:
    assert said in cli.refused("interview", "problem", cli.started(), *words)


def test_in_an_interview_line_by_line(cli: CommandLine) -> None:
    key = cli.started()
    lines = (
        ":problem", ":problem unclear what is meant by site", ":problem sensitive", ":problem", ":problem back",
        ":problem nonsense", "yes",
    )  # fmt: skip
    out = cli.done("interview", "ask", key, typed="".join(f"{line}\n" for line in lines))
    place = 0
    for part in (
        "not-understood - not understood",
        "Kept for the union: unclear what is meant: what is meant by site\n1.1 Is there a union",
        "Kept for the union: too sensitive to ask",
        "Said already:\n- unclear what is meant: what is meant by site\n- too sensitive to ask",
        "Taken back: too sensitive to ask",
        "'nonsense' is no kind of problem.",
        "Saved: Yes",
    ):
        assert part in out[place:], part
        place = out.index(part, place) + len(part)
    told = cli.data("interview", "problem", key, "union-present")
    assert [(one["kind"], one["remark"]) for one in told] == [("unclear", "what is meant by site")]
    assert "Nothing was said" in cli.done("interview", "ask", key, typed=":problem back\n")


@pytest.mark.parametrize("ending", ["json", "csv", "md", "html"])
def test_no_sheet_tells_a_problem(cli: CommandLine, ending: str) -> None:
    fill(cli, 1, remark="zebra")
    path = cli.folder / f"sheet.{ending}"
    cli.done("sheet", "export", "Voorbeeld", str(path))
    assert "zebra" not in path.read_text(encoding="utf-8")


# Feedback on the screen


def test_the_table_tells_how_each_question_did(cli: CommandLine) -> None:
    fill(cli, 6)
    out = cli.done("bank", "feedback", "small")
    assert out.startswith("A small bank (small 1.0): used in 6 interviews.\n")
    cells = {
        line.split()[1]: re.split(r"\s{2,}", line) for line in out.splitlines() if re.match(r"\d\.\d", line)
    }
    assert cells["union-present"] == [
        "1.1", "union-present", "6", "≥ 2", "< 5", "< 5", "< 5", "< 5", "< 7", "< 5", "35",
    ]  # fmt: skip
    assert cells["workers-total"][2:7] == ["6", "< 5", "< 5", "< 5", "≥ 2"]
    assert cells["members"][2:] == ["6", "≥ 2", "< 5", "< 7", "< 5", "-", "-", "≥ 2"]
    assert cells["last-talk"][2:4] == ["< 5", "< 5"]
    assert "- unclear what is meant: the word ballot\n  - too sensitive to ask" not in out
    assert "  - too sensitive to ask\n  - unclear what is meant: the word ballot\n" in out
    assert WARNING in out.replace("\n", " ")
    assert "Dutch" not in out
    assert "Is er een vakbond" not in out
    assert "Een kleine vragenlijst" in cli.done("bank", "feedback", "small", "--language", "nl")


def test_nothing_is_told_of_four_interviews(cli: CommandLine) -> None:
    fill(cli, 4)
    out = cli.done("bank", "feedback", "small")
    assert "used in < 5 interviews" in out
    assert "ballot" not in out
    assert "1.1" not in out
    data = cli.data("bank", "feedback", "small")
    text = json.dumps(data)
    assert "ballot" not in text
    assert set(re.findall(r'"at_(?:least|most)": (\d+)', text)) == {"0", "4"}


def test_a_bank_nobody_used_has_no_feedback(cli: CommandLine) -> None:
    assert "Nothing is told of fewer than five" in cli.done("bank", "feedback", "small")
    assert cli.data("bank", "feedback", "small")["buyers"] == 0
    assert "no bank" in cli.refused("bank", "feedback", "smal")


def test_json_is_the_whole_of_it(cli: CommandLine) -> None:
    fill(cli, 7)
    data = cli.data("bank", "feedback", "small")
    assert set(data) == {
        "format", "id", "bank", "bank_version", "year", "interviews", "questions", "warning",
    }  # fmt: skip
    assert (data["format"], data["bank"], data["bank_version"]) == (
        "questionnaire feedback 1",
        "small",
        "1.0",
    )
    assert data["interviews"] == exactly(7)
    assert row(data, "union-present")["seconds"] == 40
    assert row(data, "members")["asked"] == exactly(7)
    assert row(data, "members")["remarks"] == [
        {"kind": "sensitive", "text": ""},
        {"kind": "unclear", "text": "the word ballot"},
    ]
    assert cli.data("bank", "feedback", "small")["id"] != data["id"]


def test_questions_that_were_renamed_are_counted_under_their_present_name(cli: CommandLine) -> None:
    fill(cli, 6)
    file = cli.banks / "small.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "id: members\n", "id: member-count\n        was: [members]\n"
    )
    text = text.replace("percent: members", "percent: member-count")
    text = text.replace("no, members:", "no, member-count:")
    file.write_text(text.replace('"1.0"', '"2.0"'), encoding="utf-8")
    data = cli.data("bank", "feedback", "small")
    assert data["bank_version"] == "2.0"
    assert row(data, "member-count")["asked"] == exactly(6)
    assert len(row(data, "member-count")["remarks"]) == 2


# Files


def everything_in(path: Path) -> str:
    """All text in a file, each part of a workbook included."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("ending", ["json", "xlsx", "csv", "md"])
def test_a_file_tells_no_supplier_no_person_and_no_day(cli: CommandLine, ending: str) -> None:
    fill(cli, 6, remark="Voorbeeld Geheim 3 in Dhaka, said Janssen on 2026-11-03")
    path = export(cli, f"feedback.{ending}")
    text = everything_in(path)
    for secret in (*SECRETS, str(cli.folder), "answers.db"):
        # the bank's own words for respondents and countries are no secrets
        own = re.sub("Named by management|named-by-management", "", text)
        assert not re.search(rf"\b{re.escape(secret)}", own), secret
    assert not re.search(r"\b20\d\d-(?!01-01)\d\d-\d\d", text)
    assert "[…]" in text.replace("\\", "")
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_key_of_a_file_does_not_tell_when_it_was_made(cli: CommandLine) -> None:
    data = cli.data("bank", "feedback", "small")
    assert data["id"][14] == "4"  # a random uuid, not one of time


def test_a_file_is_not_written_over_unasked(cli: CommandLine) -> None:
    path = export(cli, "feedback.json")
    assert "exists already" in cli.refused("bank", "feedback", "small", "--to", str(path))
    cli.done("bank", "feedback", "small", "--to", str(path), "--force")
    assert "ending '.txt'" in cli.refused("bank", "feedback", "small", "--to", str(cli.folder / "a.txt"))
    assert "no such folder" in cli.refused(
        "bank", "feedback", "small", "--to", str(cli.folder / "no" / "a.md")
    )


def test_remarks_cannot_be_formulas_or_markup(cli: CommandLine) -> None:
    fill(cli, 5, remark="=1+1 | <b>[x](y)</b>; =2")
    text = export(cli, "feedback.md").read_text(encoding="utf-8")
    assert r"=1+1 \| \<b\>\[x\](y)\</b\>" in text
    path = export(cli, "feedback.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(COLUMNS)
    assert not [cell for one in rows for cell in one.values() if cell.startswith(("=", "+", "@"))]
    import openpyxl

    book = openpyxl.load_workbook(export(cli, "feedback.xlsx"))
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert book["Questions"]["C3"].value == 5


# Several buyers


@pytest.fixture
def buyers(cli: CommandLine, tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Files of two buyers with these endings, seven and eight interviews; the own database has none."""
    for name, count in (("one", 7), ("other", 8)):
        fill(cli, count, database=tmp_path / f"{name}.db", remark=f"said by {name} buyer")

    def files(first: str, second: str) -> list[str]:
        one = export(cli, f"one.{first}", database=tmp_path / "one.db")
        return [str(one), str(export(cli, f"other.{second}", database=tmp_path / "other.db"))]

    return files


@pytest.mark.parametrize(("first", "second"), [("json", "json"), ("xlsx", "csv"), ("csv", "xlsx")])
def test_the_files_of_several_buyers_are_added(
    cli: CommandLine, buyers: Callable[[str, str], list[str]], first: str, second: str
) -> None:
    files = buyers(first, second)
    data = cli.data("bank", "feedback", "small", "--add", *files)
    assert (data["interviews"], data["buyers"], len(data["holds"])) == (exactly(15), 2, 2)
    members = row(data, "members")
    assert members["asked"] == exactly(15)
    assert members["answered"]["at_least"] == 7
    assert [remark["text"] for remark in members["remarks"]] == [
        "",
        "said by one buyer",
        "said by other buyer",
    ]
    present = row(data, "union-present")
    assert (present["seconds"], present["is_approximate"]) == (45, True)
    out = cli.done("bank", "feedback", "small", "--add", *files)
    assert "used in 15 interviews" in out
    assert "Added up from 2 buyers." in out
    assert re.search(r"union-present +15 +≥ 7 .* ~\d\d\n", out)


def test_the_own_interviews_count_along(cli: CommandLine, buyers: Callable[[str, str], list[str]]) -> None:
    fill(cli, 6)
    data = cli.data("bank", "feedback", "small", "--add", *buyers("json", "json"))
    assert (data["interviews"], data["buyers"]) == (exactly(21), 3)


def test_few_interviews_make_the_sum_at_least(
    cli: CommandLine, buyers: Callable[[str, str], list[str]]
) -> None:
    fill(cli, 2)
    out = cli.done("bank", "feedback", "small", "--add", *buyers("json", "json"))
    assert "used in ≥ 15 interviews" in out
    assert re.search(r"members +≥ 15 ", out)


def test_a_file_given_twice_is_counted_once(
    cli: CommandLine, buyers: Callable[[str, str], list[str]]
) -> None:
    one, _other = buyers("json", "json")
    copy = cli.folder / "copy.json"
    copy.write_bytes(Path(one).read_bytes())
    out = cli.done("bank", "feedback", "small", "--add", one, "--add", str(copy), one)
    assert out.count("counted once") == 2
    assert "used in 7 interviews" in out


def test_files_that_say_the_same_are_pointed_out(
    cli: CommandLine, buyers: Callable[[str, str], list[str]], tmp_path: Path
) -> None:
    one, _other = buyers("json", "json")
    again = export(cli, "again.xlsx", database=tmp_path / "one.db")
    out = cli.done("bank", "feedback", "small", "--add", one, str(again))
    assert f"Careful: {again} says just what {one} says." in out


def test_sums_can_be_added_and_a_part_is_not_counted_again(
    cli: CommandLine, buyers: Callable[[str, str], list[str]]
) -> None:
    files = buyers("json", "xlsx")
    for ending in ("json", "csv", "xlsx"):
        both = cli.folder / f"both.{ending}"
        cli.done("bank", "feedback", "small", "--add", *files, "--to", str(both))
        data = cli.data("bank", "feedback", "small", "--add", str(both))
        assert (data["interviews"], data["buyers"]) == (exactly(15), 2)
        assert row(data, "union-present")["is_approximate"]
        assert "more than one of these files" in cli.refused(
            "bank", "feedback", "small", "--add", str(both), files[0]
        )


def changed(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another format": lambda data: data.update(format="questionnaire feedback 9"),
    "no key": lambda data: data.update(id="../../etc"),
    "a figure below five": lambda data: data["questions"][0].update(asked=exactly(3)),
    "a negative figure": lambda data: data["questions"][0].update(asked={"at_least": -7}),
    "a figure upside down": lambda data: data["questions"][0].update(asked={"at_least": 9, "at_most": 8}),
    "an immense figure": lambda data: data["questions"][0].update(asked={"at_least": 10**30}),
    "a question twice": lambda data: data["questions"].append(data["questions"][0]),
    "a question with a hostile name": lambda data: data["questions"][0].update(question="\x1b[31m"),
    "an unknown kind": lambda data: data["questions"][0].update(remarks=[{"kind": "\x1b", "text": "x"}]),
    "seconds of a year": lambda data: data["questions"][0].update(seconds=10**8),
    "no questions": lambda data: data.pop("questions"),
    "a text for a number": lambda data: data.update(year="2026"),
    "many buyers": lambda data: data.update(buyers=10**9),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_file_this_program_would_not_write_is_refused(
    cli: CommandLine, change: Callable[[dict[str, Any]], None]
) -> None:
    path = changed(export(cli, "feedback.json"), change)
    said = cli.refused("bank", "feedback", "small", "--add", str(path))
    assert "no feedback on a bank" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"", "no feedback"),
        ("a.json", b"[" * 100_000, "no feedback"),
        ("a.json", b'{"format": "questionnaire feedback 1", "deep": ' + b"[" * 100_000, "no feedback"),
        ("a.json", b"\xff\xfe{}", "no feedback"),
        ("a.json", b'{"supplier": "x"}', "no feedback"),
        ("a.csv", b"", "no questions"),
        ("a.csv", b"supplier,country\r\nx,BD\r\n", "about the bank"),
        ("a.csv", b"\xff\xff\xff", "not UTF-8"),
        ("a.csv", b'"' + b"x" * 200_000, "no feedback"),
        ("a.csv", b"format,bank\r\nquestionnaire feedback 1,small\r\n", "not understood"),
        ("a.csv", b"format,bank\r\nother,small\r\n", "does not say"),
        ("a.xlsx", b"PK\x03\x04nonsense", "cannot be"),
        ("a.xlsx", b"hello", "cannot be"),
        ("a.txt", b"hello", "does not end in '.txt'"),
        ("a.md", b"# hello", "does not end in '.md'"),
    ],
)
def test_a_foreign_file_is_refused(cli: CommandLine, name: str, content: bytes, said: str) -> None:
    path = cli.folder / name
    path.write_bytes(content)
    found = cli.refused("bank", "feedback", "small", "--add", str(path))
    assert said in found or (said == "about the bank" and "does not say" in found)
    assert "XLSForm" not in found


def test_a_workbook_of_another_kind_is_refused(cli: CommandLine) -> None:
    import openpyxl

    path = cli.folder / "other.xlsx"
    openpyxl.Workbook().save(path)
    assert "sheets of a feedback" in cli.refused("bank", "feedback", "small", "--add", str(path))


def test_a_missing_file_and_one_on_another_bank_are_told(cli: CommandLine) -> None:
    assert "no such file" in cli.refused("bank", "feedback", "small", "--add", "nowhere.json")
    path = changed(export(cli, "feedback.json"), lambda data: data.update(bank="other\x1b[31m"))
    assert "about the bank 'other[31m', not about small" in cli.refused(
        "bank", "feedback", "small", "--add", str(path)
    )


def test_hostile_remarks_in_a_file_are_cleaned(cli: CommandLine) -> None:
    path = export(cli, "feedback.json")
    said = "\x1b[31m\u202eturned\nround" + "x" * 9_000

    def change(data: dict[str, Any]) -> None:
        data["questions"][0].update(remarks=[{"kind": "other", "text": said}])
        data["buyers"] = 1

    data = cli.data("bank", "feedback", "small", "--add", str(changed(path, change)))
    text = row(data, "union-present")["remarks"][0]["text"]
    assert text == f"[31mturned round{'x' * 500}"[:500]


def test_questions_the_bank_has_not_are_left_out_and_told(
    cli: CommandLine, buyers: Callable[[str, str], list[str]]
) -> None:
    path = changed(
        Path(buyers("json", "json")[0]), lambda data: data["questions"][0].update(question="elsewhere")
    )
    out = cli.done("bank", "feedback", "small", "--add", str(path))
    assert "1 question is not in this version of the bank" in out
    assert re.search(r"union-present +0 ", out)


def test_the_manual_of_the_banks_names_every_column_and_kind() -> None:
    manual = (ROOT / "question_banks" / "README.md").read_text(encoding="utf-8")
    for word in (*FIGURES, "seconds", "remarks", *ProblemKind, "holds", "buyers", "at_most"):
        assert f"`{word}`" in manual or f'"{word}"' in manual, word
