"""`sheet export` and `sheet log`: for whom, for one supplier or all, in which language, and what is logged."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.commands.conftest import ROOT, CommandLine


def asked(cli: CommandLine, name: str, respondent: str = "management", *, is_new: bool = True) -> str:
    if is_new:
        cli.done("supplier", "add", name, "--country", "BD")
    key: str = cli.data("interview", "start", name, "--bank", "small", "--respondent", respondent)[
        "interview"
    ]
    cli.done("interview", "answer", key, "union-present", "yes", "--note", "said slowly")
    return key


def test_a_sheet_is_internal_unless_told_otherwise(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    file = cli.folder / "sheet.md"
    assert cli.done("sheet", "export", "Voorbeeld", str(file)) == f"Written, internal: {file}\n"
    text = file.read_text(encoding="utf-8")
    assert "**Internal: not for the supplier**" in text
    assert "said slowly" in text


def test_each_audience_gets_its_own(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    for audience, says, has_findings in (
        ("supplier", "For the supplier", False), ("union", "For a union: not for the supplier", True),
        ("public", "For everyone", False),
    ):  # fmt: skip
        file = cli.folder / f"{audience}.md"
        cli.done("sheet", "export", "--for", audience, "Voorbeeld", str(file))
        text = file.read_text(encoding="utf-8")
        assert f"**{says}**" in text
        assert "said slowly" not in text
        assert ("A yes with nothing shown." in text) is has_findings
    assert "Did you mean supplier?" in cli.refused("sheet", "export", "Voorbeeld", "x.md", "--for", "suplier")


def test_the_supplier_gets_what_its_management_said_and_no_other(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    other = asked(cli, "Voorbeeld Knit", "workers", is_new=False)
    file = str(cli.folder / "sheet.json")
    cli.done("sheet", "export", "Voorbeeld", file, "--for", "supplier")
    assert json.loads(Path(file).read_text())["interview"]["respondent"] == "management"
    refused = cli.refused(
        "sheet", "export", "Voorbeeld", file, "--for", "supplier", "--interview", other, "--force"
    )
    assert "was not held with the management" in refused
    asked(cli, "Stil Textiel", "workers")
    assert "No interview was held with the management of Stil Textiel." in cli.refused(
        "sheet", "export", "Stil", str(cli.folder / "none.md"), "--for", "supplier"
    )


def test_the_language_of_the_sheet_is_that_of_all_its_words(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    for ending in (".md", ".html"):
        file = cli.folder / f"sheet{ending}"
        cli.done("sheet", "export", "Voorbeeld", str(file), "--language", "nl")
        text = file.read_text(encoding="utf-8")
        assert "Is er een vakbond op deze locatie?" in text
        assert "Leverancier" in text
        assert "Supplier" not in text
    assert "has no texts in 'tlh'" in cli.refused("sheet", "export", "Voorbeeld", "x.md", "--language", "tlh")


def test_the_log_says_who_when_what_and_for_whom(cli: CommandLine) -> None:
    assert cli.done("sheet", "log") == "Nothing was handed out yet.\n"
    asked(cli, "Voorbeeld Knit")
    asked(cli, "Ander Textiel")
    cli.done("sheet", "export", "Voorbeeld", str(cli.folder / "one.csv"), "--for", "union")
    cli.done("sheet", "export", "Ander", str(cli.folder / "two.csv"))
    first, *rows = cli.done("sheet", "log").splitlines()
    assert first.split()[:3] == ["When", "Who", "Supplier"]
    assert ["two.csv" in rows[0], "one.csv" in rows[1], len(rows)] == [True, True, 2]
    (row,) = cli.data("sheet", "log", "Voorbeeld")
    assert (row["supplier_name"], row["what"], row["audience"], row["file"]) == (
        "Voorbeeld Knit", "answer-sheet", "union", "one.csv",
    )  # fmt: skip
    assert len(row["digest"]) == 64


def test_all_suppliers_at_once(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    asked(cli, "Ander Textiel")
    cli.done("supplier", "add", "Nog Niet", "--country", "VN")
    folder = cli.folder / "out"
    out = cli.done("sheet", "export", "--all", str(folder), "--for", "union", "--format", "md")
    assert out == f"2 sheets written, for a union: {folder}\n"
    assert sorted(file.name for file in folder.iterdir()) == [
        "Ander-Textiel-for-union.md", "Voorbeeld-Knit-for-union.md",
    ]  # fmt: skip
    assert len(cli.data("sheet", "log")) == 2
    status, out, err = cli.run("sheet", "export", "--all", str(folder), "--for", "union", "--format", ".md")
    assert (status, err.count("exists already"), err.count("\n")) == (1, 2, 2)
    assert out.startswith("0 sheets written")
    cli.done("sheet", "export", "--all", str(folder), "--for", "union", "--format", ".md", "--force")


def test_one_supplier_that_fails_is_told_at_the_end(cli: CommandLine) -> None:
    asked(cli, "Ander Textiel", "workers")
    asked(cli, "Voorbeeld Knit")
    folder = cli.folder / "out"
    status, out, err = cli.run(
        "sheet", "export", "--all", str(folder), "--for", "supplier", "--format", ".csv"
    )
    assert (status, out) == (1, f"1 sheet written, for the supplier: {folder}\n")
    assert err == (
        "questionnaire: Ander Textiel: No interview was held with the management of Ander Textiel. "
        "A sheet for the supplier, or for everyone, is made of nothing else.\n"
    )
    assert [file.name for file in folder.iterdir()] == ["Voorbeeld-Knit-for-supplier.csv"]


def test_all_of_a_round(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    asked(cli, "Ander Textiel")
    cli.done(
        "interview", "start", "Ander", "--bank", "small", "--respondent", "management", "--new-round", "spring"
    )  # fmt: skip
    out = cli.done(
        "sheet", "export", "--all", str(cli.folder / "a"), "--round", "SPRING", "--format", ".json"
    )
    assert out.startswith("1 sheet written")
    (file,) = (cli.folder / "a").iterdir()
    assert json.loads(file.read_text())["interview"]["round"] == "spring"
    assert "spring" in cli.refused("sheet", "export", "--all", str(cli.folder / "b"), "--round", "winter")


def test_what_cannot_be_is_said(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    (cli.folder / "file").write_text("")
    assert "supplier and a file are needed" in cli.refused("sheet", "export", "Voorbeeld").lower()
    assert "--format goes with --all" in cli.refused(
        "sheet", "export", "Voorbeeld", "x.md", "--format", ".md"
    )
    assert "is no folder" in cli.refused("sheet", "export", "--all", str(cli.folder / "file"))
    assert "cannot be made" in cli.refused("sheet", "export", "--all", str(cli.folder / "no" / "folder"))
    assert "every supplier" in cli.refused("sheet", "export", "Voorbeeld", "--all", str(cli.folder))
    assert ".docx, .pdf" in cli.refused("sheet", "export", "--all", str(cli.folder / "x"), "--format", ".doc")
    assert "No bank here has texts" in cli.refused(
        "sheet", "export", "--all", str(cli.folder / "x"), "--language", "tlh"
    )
    assert cli.data("sheet", "log") == []


def test_a_bar_goes_along_on_a_terminal_and_leaves_output_alone(cli: CommandLine) -> None:
    asked(cli, "Voorbeeld Knit")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "questionnaire",
            *cli.words("sheet", "export", "--all", "out", "--format", ".csv"),
        ],
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=True,
        timeout=60,
        cwd=cli.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(theirs)
    assert done.stdout == b"1 sheet written, internal: out\n"
    assert b"1/1" in os.read(ours, 65536)
    os.close(ours)
