"""`sheet blank` and `sheet import`: a workbook out to a supplier, and what came back, shown before it is written."""

import json
import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from questionnaire.banks.model import Respondent
from questionnaire.banks.xlsform import read_workbook
from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.workspace import open_workspace
from tests.commands.conftest import BANK, ROOT, CommandLine
from tests.sheets.blanks import filled, opened, page_of, saved

ANSWERS: dict[Any, Any] = {"union-present": "Yes / Ja", "union-how": "named-by-management", "workers-total": 90,
           "topics/safety": "x", "union-why-not": "-", ("workers-total", "remark"): "With the guards"}  # fmt: skip


@pytest.fixture
def blank(cli: CommandLine) -> Path:
    """A workbook for a supplier nobody has interviewed yet."""
    cli.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
    path = cli.folder / "blank.xlsx"
    cli.done("sheet", "blank", "Voorbeeld", str(path))
    return path


def came_back(blank: Path, cells: dict[Any, Any] | None = None) -> str:
    """The path of the workbook as the supplier sent it back."""
    path = blank.with_name("back.xlsx")
    path.write_bytes(filled(blank.read_bytes(), ANSWERS if cells is None else cells))
    return str(path)


def answers(cli: CommandLine) -> dict[str, Answer]:
    with open_workspace(str(cli.database), cli.banks) as workspace:
        return dict(workspace.open_interview("Voorbeeld").answers)


def test_writing_one_begins_no_interview_and_is_logged(cli: CommandLine, blank: Path) -> None:
    assert cli.data("interview", "list") == []
    assert [(row["what"], row["audience"], row["file"]) for row in cli.data("sheet", "log")] == [
        ("blank-workbook", "supplier", "blank.xlsx")
    ]
    assert oct(blank.stat().st_mode)[-3:] == "600"
    assert "exists already" in cli.refused("sheet", "blank", "Voorbeeld", str(blank))
    cli.done("sheet", "blank", "Voorbeeld", str(blank), "--force")
    assert "no name for a workbook" in cli.refused("sheet", "blank", "Voorbeeld", "blank.xls")


def test_its_languages_can_be_chosen(cli: CommandLine, blank: Path) -> None:
    def languages(*words: str) -> list[Any]:
        cli.done("sheet", "blank", "Voorbeeld", str(blank), "--force", *words)
        names = [cell.value for cell in page_of(openpyxl.load_workbook(blank))[1]]
        return [name for name in names if str(name).startswith("ask:")]

    assert languages() == ["ask:en", "ask:nl"]
    assert languages("--language", "nl") == ["ask:nl", "ask:en"]
    assert languages("--second", "none") == ["ask:en"]
    assert "not in the language 'bn'" in cli.refused(
        "sheet", "blank", "Voorbeeld", "b.xlsx", "--second", "bn"
    )


def test_what_came_back_is_shown_and_written_when_confirmed(cli: CommandLine, blank: Path) -> None:
    path = came_back(blank)
    status, out, err = cli.run("sheet", "import", path)
    assert (status, "--yes" in err) == (2, True)
    for words in ("will be begun", "open -> Named by management", "Supplier wrote: With the guards"):
        assert words in out
    assert "union-why-not" not in out and "not asked after these answers" in out
    assert cli.data("interview", "list") == []
    assert "4 answers are written." in cli.done("sheet", "import", path, "--yes")
    found = answers(cli)
    assert {name: answer.value for name, answer in found.items()} == {
        "union-present": "yes", "union-how": "named-by-management", "workers-total": 90, "topics": ("safety",),
    }  # fmt: skip
    assert {answer.source for answer in found.values()} == {AnswerSource.WRITTEN}
    assert found["workers-total"].since == datetime.now(UTC).date().isoformat()
    assert found["workers-total"].note == "Supplier wrote: With the guards"


def test_a_list_of_names_that_the_supplier_wrote_is_warned_of_once_it_is_kept(
    cli: CommandLine, blank: Path
) -> None:
    names = {("workers-total", "remark"): "Rahima Begum, Karim Mia and Shilpi Akter", "workers-total": 90}
    status, _out, err = cli.run("sheet", "import", came_back(blank, names), "--yes")
    (held,) = cli.data("interview", "list")
    assert status == 0
    assert err.count("\n") == 1
    assert f"questionnaire interview clean {held['interview']} workers-total" in err


def test_the_same_file_read_twice_changes_nothing(cli: CommandLine, blank: Path) -> None:
    path = came_back(blank)
    cli.done("sheet", "import", path, "--yes")
    before = cli.data("interview", "show", "Voorbeeld")
    assert "There is nothing to write." in cli.done("sheet", "import", path, "--yes")
    assert cli.data("interview", "show", "Voorbeeld") == before
    assert len(cli.data("interview", "list")) == 1


def test_a_second_workbook_takes_the_place_of_what_was_written_before(cli: CommandLine, blank: Path) -> None:
    cli.done("sheet", "import", came_back(blank), "--yes")
    again = {"workers-total": 95, ("workers-total", "remark"): "Without the guards"}
    cli.done("sheet", "import", came_back(blank, again), "--yes")
    kept = answers(cli)["workers-total"]
    assert (kept.value, kept.note) == (95, "Supplier wrote: Without the guards")


def test_what_was_said_in_the_call_stays_unless_it_is_to_be_replaced(cli: CommandLine) -> None:
    key = cli.started()
    blank = cli.folder / "blank.xlsx"
    cli.done("sheet", "blank", "Voorbeeld", str(blank))
    cli.done("interview", "answer", key, "workers-total", "80", "--note", "Said so.")
    cli.done("interview", "answer", key, "union-present", "yes")
    path = came_back(blank)
    data = cli.data("sheet", "import", path)
    assert [(line["question"], line["before"], line["after"]) for line in data["kept_out"]] == [
        ("workers-total", "80 people", "90 people")
    ]
    assert "union-present" not in {line["question"] for line in data["change"]}
    cli.done("sheet", "import", path, "--yes")
    kept = answers(cli)
    assert (kept["workers-total"].value, kept["workers-total"].source) == (80, None)
    assert kept["workers-total"].note == "Said so.\nSupplier wrote: With the guards"
    assert (kept["union-present"].value, kept["union-present"].source) == ("yes", None)
    cli.done("sheet", "import", path, "--yes", "--replace")
    assert answers(cli)["workers-total"].value == 90


def test_wrong_cells_are_listed_the_others_are_written_and_the_status_says_so(
    cli: CommandLine, blank: Path
) -> None:
    path = came_back(blank, {"union-present": "Perhaps", "workers-total": 90})
    status, out, _err = cli.run("sheet", "import", path, "--yes", "--json")
    data = json.loads(out)
    assert (status, data["written"]) == (1, True)
    assert [(line["cell"], line["question"]) for line in data["wrong"]] == [("Questions!E4", "union-present")]
    assert "Choose one of: Yes / Ja" in data["wrong"][0]["why"]
    assert set(answers(cli)) == {"workers-total"}


def test_someone_at_a_terminal_is_asked(cli: CommandLine, blank: Path) -> None:
    path = came_back(blank)
    for typed, written in (("n\n", False), ("y\n", True)):
        seen = at_a_terminal(cli, typed, "sheet", "import", path)
        assert "Write these 4 answers? [y/N]" in seen
        assert ("4 answers are written." in seen) is written
        assert bool(cli.data("interview", "list")) is written


def at_a_terminal(cli: CommandLine, typed: str, *words: str) -> str:
    """What a command shows on a terminal of its own, with a line typed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "questionnaire", *cli.words(*words)],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        os.close(theirs)
        os.write(ours, typed.encode())
        seen = b""
        try:
            while part := os.read(ours, 4096):
                seen += part
        except OSError:  # the other end is closed
            pass
        process.wait(60)
    os.close(ours)
    return seen.decode()


def test_a_workbook_of_another_supplier_is_refused(cli: CommandLine, blank: Path) -> None:
    cli.done("supplier", "add", "Proefdruk Denim", "--country", "TR")
    start = ("interview", "start", "Proefdruk", "--bank", "small", "--respondent", "management")
    other = cli.data(*start)["interview"]
    assert "of another supplier: Voorbeeld Knit" in cli.refused(
        "sheet", "import", came_back(blank), "--interview", other
    )


def test_a_workbook_belongs_to_an_interview_with_the_management(cli: CommandLine, blank: Path) -> None:
    start = ("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "workers")
    key = cli.data(*start)["interview"]
    assert "the interview is with workers" in cli.refused(
        "sheet", "import", came_back(blank), "--interview", key
    )


def test_a_finished_interview_takes_nothing(cli: CommandLine, blank: Path) -> None:
    cli.done("sheet", "import", came_back(blank), "--yes")
    cli.done("interview", "finish", "Voorbeeld")
    assert "is finished. Reopen it" in cli.refused("sheet", "import", came_back(blank, {"members": 3}))


def test_a_supplier_of_another_database_is_known_by_its_name_or_not_at_all(
    cli: CommandLine, blank: Path
) -> None:
    path = came_back(blank)
    cli.database = cli.folder / "other.db"
    assert "not here: Voorbeeld Knit" in cli.refused("sheet", "import", path)
    cli.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
    out = cli.done("sheet", "import", path, "--yes")
    assert "made in another database" in out and "4 answers are written." in out


def test_other_questions_under_the_same_version_are_recognised(cli: CommandLine, blank: Path) -> None:
    path = came_back(blank)
    cli.database = cli.folder / "other.db"
    changed = BANK.replace("How many work here?", "How many sleep here?")
    (cli.banks / "small.yaml").write_text(changed, encoding="utf-8")
    cli.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
    assert "are not those of small 1.0 here" in cli.refused("sheet", "import", path)
    (cli.banks / "small.yaml").write_text(changed.replace('"1.0"', '"2.0"'), encoding="utf-8")
    assert "no version 1.0" in cli.refused("sheet", "import", path)


def test_the_release_it_was_made_on_stays_known_when_the_bank_moves_on(cli: CommandLine, blank: Path) -> None:
    newer = BANK.replace('"1.0"', '"2.0"').replace("How many work here?", "How many people?")
    (cli.banks / "small.yaml").write_text(newer, encoding="utf-8")
    cli.done("sheet", "import", came_back(blank), "--yes")
    assert cli.data("interview", "list")[0]["bank_version"] == "1.0"


def test_what_no_longer_fits_the_version_the_interview_is_held_on_is_told(cli: CommandLine) -> None:
    cli.started()
    blank = cli.folder / "blank.xlsx"
    cli.done("sheet", "blank", "Voorbeeld", str(blank))
    newer = (
        BANK.replace('"1.0"', '"2.0"')
        .replace("secret-ballot", "by-ballot")
        .replace("named-by-management", "named")
    )
    (cli.banks / "small.yaml").write_text(newer.replace("id: members\n", "id: all-members\n        was: [members]\n")
                                          .replace("percent: members", "percent: all-members")
                                          .replace("{union-present: no, members:", "{union-present: no, all-members:"),
                                          encoding="utf-8")  # fmt: skip
    cli.done("interview", "update", "Voorbeeld")
    status, out, err = cli.run("sheet", "import", came_back(blank, {**ANSWERS, "members": 7}), "--yes")
    assert (status, err) == (1, "")
    assert "asks version 1.0; the interview is held on version 2.0" in out
    assert "has no place for it" in out
    found = answers(cli)
    assert found["all-members"].value == 7
    assert "union-how" not in found


def damaged(blank: Path, change: Callable[[Any], object]) -> Path:
    book = opened(blank.read_bytes())
    change(book)
    path = blank.with_name("damaged.xlsx")
    path.write_bytes(saved(book))
    return path


def test_what_is_no_workbook_of_ours_is_refused_in_one_line(
    cli: CommandLine, blank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_workbook, "LARGEST_UNPACKED", 2_000_000)
    no_workbook = cli.folder / "text.xlsx"
    no_workbook.write_text("Yes", encoding="utf-8")
    renamed = cli.folder / "renamed.xlsx"
    with zipfile.ZipFile(renamed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    cut = cli.folder / "cut.xlsx"
    cut.write_bytes(blank.read_bytes()[:9000])
    bomb = cli.folder / "bomb.xlsx"
    with zipfile.ZipFile(blank) as whole, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            text = whole.read(name)
            archive.writestr(name, text + b" " * 3_000_000 if name.endswith("sheet2.xml") else text)
    far = damaged(blank, lambda book: page_of(book).cell(900_000, 3, "x"))
    for path, told in (
        (no_workbook, "no .xlsx workbook"), (renamed, "no .xlsx workbook"), (cut, "damaged"),
        (bomb, "unpacks to more than"), (far, "goes on past row"), (cli.folder / "none.xlsx", "no such file"),
    ):  # fmt: skip
        assert told in cli.refused("sheet", "import", str(path)), path
    sealed = damaged(blank, lambda book: book["questionnaire"].__setitem__("B3", "other"))
    assert "was changed or is damaged" in cli.refused("sheet", "import", str(sealed))
    assert cli.data("interview", "list") == []


def test_a_folder_is_told_from_a_file_that_is_not_there(cli: CommandLine) -> None:
    assert "it is not a file" in cli.refused("sheet", "import", str(cli.folder))
    assert "there is no such file" in cli.refused("sheet", "import", str(cli.folder / "no.xlsx"))


def test_changes_outside_the_cells_for_answers_are_said(cli: CommandLine, blank: Path) -> None:
    def change(book: Any) -> None:
        book["Read this first"]["A1"].value = "Something else"
        page_of(book)["E2"].value = "Our answer"

    out = cli.done("sheet", "import", str(damaged(blank, change)))
    assert "Changed outside the cells for answers, and not read: Read this first!A1, Questions!E2." in out


@pytest.mark.parametrize("respondent", [Respondent.WORKERS, Respondent.UNION])
def test_a_workbook_is_the_same_whether_or_not_others_were_asked(
    tmp_path: Path, respondent: Respondent
) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    (banks / "small.yaml").write_text(BANK, encoding="utf-8")
    (banks / "other.yaml").write_text(BANK.replace("bank: small", "bank: other"), encoding="utf-8")
    database = tmp_path / "one.db"
    with open_workspace(str(database), banks, clock=lambda: datetime(2026, 5, 4, tzinfo=UTC)) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD", workers=1200)
        workspace.start_interview("Voorbeeld", "small", Respondent.MANAGEMENT)
        before = workspace.blank_workbooks.write("Voorbeeld", tmp_path / "before.xlsx").read_bytes()
        for bank in ("small", "other"):
            interview = workspace.start_interview(
                "Voorbeeld", bank, respondent, language="nl", short_form=True
            )
            interview.record("union-present", Answer("no"))
        (banks / "small.yaml").write_text(BANK.replace('"1.0"', '"2.0"'), encoding="utf-8")
        after = workspace.blank_workbooks.write("Voorbeeld", tmp_path / "after.xlsx").read_bytes()
    assert after == before


def test_without_the_management_it_is_the_same_too_and_on_the_bank_as_it_is(tmp_path: Path) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    (banks / "small.yaml").write_text(BANK, encoding="utf-8")
    written = []
    with open_workspace(
        str(tmp_path / "one.db"), banks, clock=lambda: datetime(2026, 5, 4, tzinfo=UTC)
    ) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        key = workspace.supplier("Voorbeeld").id
        for others in (False, True):
            if others:
                (banks / "small.yaml").write_text(BANK, encoding="utf-8")
                workspace.start_interview(key, "small", Respondent.WORKERS).record("members", Answer(3))
            (banks / "small.yaml").write_text(BANK.replace('"1.0"', '"2.0"'), encoding="utf-8")
            written.append(workspace.blank_workbooks.write(key, tmp_path / f"{others}.xlsx").read_bytes())
    assert written[0] == written[1]
