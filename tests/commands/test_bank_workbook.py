"""`questionnaire bank export` and `bank import`."""

import openpyxl

from tests.banks.xlsform.forms import HEAD, YES_NO, workbook_at
from tests.commands.conftest import CommandLine


def test_out_and_back(cli: CommandLine) -> None:
    book, target = cli.folder / "small.xlsx", cli.folder / "back.yaml"
    assert "small 1.0" in cli.done("bank", "export", "small", str(book))
    assert "exists already" in cli.refused("bank", "export", "small", str(book))
    cli.done("bank", "export", "small", str(book), "--force")
    out = cli.done("bank", "import", str(book), str(target))
    assert "is written" in out
    assert "small 1.0 is in order" in out
    assert "holds the same already" in cli.done("bank", "import", str(book), str(cli.banks / "small.yaml"))
    assert "is in order" in cli.done("bank", "check", str(target))


def test_the_report_names_what_was_not_mapped(cli: CommandLine) -> None:
    form = workbook_at(
        cli.folder / "form.xlsx",
        survey=[
            HEAD,
            ("select_one yes_no", "q1", "One?"),
            ("geopoint", "place", "Where?"),
            ("text", "not", "Why?", "regex(${q1}, 'x')"),
        ],
        choices=YES_NO,
    )
    target = cli.folder / "bank.yaml"
    out = cli.done("bank", "import", str(form), str(target))
    assert "an XLSForm: form 1 is in order" in out
    assert f"{form}:survey:3: 'place' asks for a place: left out" in out
    assert "1 name became another id: not > not-2" in out
    data = cli.data("bank", "import", str(form), str(target))
    assert (data["state"], data["questions"]) == ("same", {"yes-no": 1, "text": 1})
    assert {key: data["notes"][-1][key] for key in ("sheet", "row", "column")} == {
        "sheet": "survey",
        "row": 4,
        "column": 4,
    }
    assert data["names"]["not"] == "not-2"


def test_mistakes_are_told_by_cell_and_nothing_is_written(cli: CommandLine) -> None:
    path, target = cli.folder / "small.xlsx", cli.folder / "back.yaml"
    cli.done("bank", "export", "small", str(path))
    book = openpyxl.load_workbook(path)
    book["bank flags"]["D2"].value = "hihg"
    book.save(path)
    status, out, err = cli.run("bank", "import", str(path), str(target))
    assert (status, out) == (1, "")
    assert f"{path}:bank flags:2:D: 'hihg' is not known as severity (did you mean 'high'?)" in err
    assert not target.exists()


def test_wrong_use_is_refused(cli: CommandLine) -> None:
    book = cli.folder / "small.xlsx"
    assert "FILE.xlsx" in cli.refused("bank", "export", "small")
    assert ".xlsx" in cli.refused("bank", "export", "small", str(cli.folder / "small.csv"))
    assert "nosuch" in cli.refused("bank", "export", "nosuch", str(book))
    assert "cannot be written" in cli.refused(
        "bank", "export", "small", str(cli.folder / "no" / "folder.xlsx")
    )
    assert "cannot be read" in cli.refused(
        "bank", "import", str(cli.folder / "none.xlsx"), str(cli.folder / "b.yaml")
    )
    assert "no .xlsx or .xls" in cli.refused(
        "bank", "import", str(cli.banks / "small.yaml"), str(cli.folder / "b.yaml")
    )
