"""`sheet import FILE.json`, `interview conflicts` and `interview settle` as they are typed, on two databases."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import CommandLine


class Colleague:
    """The command line on another database of its own."""

    def __init__(self, cli: CommandLine) -> None:
        self.cli = cli
        self.database = cli.folder / "theirs.db"

    def words(self, *words: str) -> tuple[str, ...]:
        return (*words, "--database", str(self.database))

    def done(self, *words: str) -> str:
        return self.cli.done(*self.words(*words))

    def data(self, *words: str) -> Any:
        return json.loads(self.done(*words, "--json"))


@pytest.fixture
def theirs(cli: CommandLine) -> Colleague:
    return Colleague(cli)


@pytest.fixture
def sheet(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sheet of an interview here with one answer."""
    monkeypatch.setenv("QUESTIONNAIRE_USER", "ann")
    key = cli.started()
    cli.done("interview", "answer", key, "union-present", "yes")
    path = cli.folder / "ours.json"
    cli.done("sheet", "export", "Voorbeeld", str(path))
    return path


@pytest.fixture
def apart(cli: CommandLine, theirs: Colleague, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sheet of a colleague, who said no where we say partly since, and more."""
    monkeypatch.setenv("QUESTIONNAIRE_USER", "ben")
    theirs.done("sheet", "import", str(sheet), "--yes")
    theirs.done("interview", "answer", "Voorbeeld", "union-present", "no", "--note", "asked twice")
    theirs.done("interview", "answer", "Voorbeeld", "workers-total", "1200")
    path = cli.folder / "theirs.json"
    theirs.done("sheet", "export", "Voorbeeld", str(path))
    monkeypatch.setenv("QUESTIONNAIRE_USER", "ann")
    cli.done("interview", "answer", "Voorbeeld", "union-present", "partly")
    return path


def test_it_is_shown_first_and_written_with_yes(cli: CommandLine, theirs: Colleague, sheet: Path) -> None:
    status, out, err = cli.run(*theirs.words("sheet", "import", str(sheet)))
    assert status == 2
    assert "The supplier Voorbeeld Knit is new here." in out
    assert "1 answer is new here." in out
    assert err == "questionnaire: Nothing was written. Write what is shown above with --yes.\n"
    assert theirs.data("interview", "list") == []
    out = theirs.done("sheet", "import", str(sheet), "--yes")
    assert "Read back: interview " in out
    assert theirs.data("interview", "show", "Voorbeeld")["answers"]["union-present"]["value"] == "yes"
    again = theirs.done("sheet", "import", str(sheet))
    assert again.endswith("All of it is here already: nothing changes.\n")


def test_as_json_it_is_looked_at_and_written_with_yes(theirs: Colleague, sheet: Path) -> None:
    looked = theirs.data("sheet", "import", str(sheet))
    assert (looked["written"], looked["new_interview"], looked["supplier_known_by"]) == (False, True, "new")
    assert looked["answers"]["new"] == ["union-present"]
    assert theirs.data("interview", "list") == []
    assert theirs.data("sheet", "import", str(sheet), "--yes")["written"] is True
    assert theirs.data("sheet", "import", str(sheet), "--yes")["written"] is False


def test_both_sides_of_a_conflict_are_shown(cli: CommandLine, apart: Path) -> None:
    out = cli.done("sheet", "import", str(apart), "--yes")
    assert "1 answer differs: ours stays in force, theirs is kept beside it." in out
    assert "here: Partly (ann, " in out
    assert "there: No · Note: asked twice (ben, " in out
    assert "questionnaire interview conflicts " in out
    (conflict,) = cli.data("interview", "conflicts")
    assert (conflict["question"], conflict["from"], conflict["kept"]) == ("union-present", "ben", None)
    assert (conflict["ours"], conflict["theirs"]) == (
        {"value": "partly"},
        {"value": "no", "note": "asked twice"},
    )
    assert cli.data("interview", "show", "Voorbeeld")["conflicts"] == ["union-present"]
    shown = cli.done("interview", "show", "Voorbeeld")
    assert "1 answer differs from a sheet that was read back: questionnaire interview conflicts" in shown
    told = cli.done("interview", "conflicts", "Voorbeeld")
    assert "  here: Partly\n" in told
    assert ": No · Note: asked twice\n" in told
    assert f"interview settle {conflict['interview']} union-present --keep ours|theirs" in told


def test_a_conflict_is_settled(cli: CommandLine, apart: Path) -> None:
    cli.done("sheet", "import", str(apart), "--yes")
    out = cli.done("interview", "settle", "Voorbeeld", "union-present", "--keep", "theirs")
    assert out == "In force: union-present: No · Note: asked twice\n"
    assert cli.data("interview", "show", "Voorbeeld")["answers"]["union-present"]["value"] == "no"
    assert cli.done("interview", "conflicts") == "No answer differs from a sheet that was read back.\n"
    told = cli.done("interview", "conflicts", "--all")
    assert "  here: Partly\n" in told
    assert "by ann: theirs came in its place." in told
    assert "no other answer to union-present" in cli.refused(
        "interview", "settle", "Voorbeeld", "union-present", "--keep", "ours"
    )


def test_a_settled_conflict_comes_to_the_other_side(cli: CommandLine, theirs: Colleague, apart: Path) -> None:
    cli.done("sheet", "import", str(apart), "--yes")
    cli.done("interview", "settle", "Voorbeeld", "1.1", "--keep", "ours")
    cli.done("sheet", "export", "Voorbeeld", str(apart), "--force")
    out = theirs.done("sheet", "import", str(apart), "--yes")
    assert "Changed there since:" in out
    assert theirs.data("interview", "show", "Voorbeeld")["answers"]["union-present"]["value"] == "partly"


@pytest.mark.usefixtures("sheet")
def test_a_sheet_for_others_cannot_be_read_back(cli: CommandLine, theirs: Colleague) -> None:
    for audience in ("supplier", "union", "public"):
        path = cli.folder / f"{audience}.json"
        cli.done("sheet", "export", "Voorbeeld", str(path), "--for", audience)
        told = cli.refused(*theirs.words("sheet", "import", str(path)))
        assert (
            "was made to be handed out, so it cannot be read back. Ask for one made with --for internal"
            in told
        )


@pytest.mark.usefixtures("sheet")
def test_settling_says_what_it_needs(cli: CommandLine) -> None:
    assert "--keep" in cli.refused("interview", "settle", "Voorbeeld", "union-present")
    told = cli.refused("interview", "settle", "Voorbeeld", "union-present", "--keep", "both")
    assert "'both' is neither side. Use one of: ours, theirs." in told
    assert "no question" in cli.refused("interview", "settle", "Voorbeeld", "nothing", "--keep", "ours")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--interview", "01a2"), "--interview goes with a workbook (.xlsx)."),
        (("--replace",), "--replace goes with a workbook (.xlsx)."),
    ],
)
def test_what_is_for_workbooks_alone_is_refused(
    theirs: Colleague, sheet: Path, words: tuple[str, ...], told: str
) -> None:
    status, out, err = theirs.cli.run(*theirs.words("sheet", "import", str(sheet), "--yes", *words))
    assert (status, out) == (2, "")
    assert told in err
    assert "leave it out" in err
    assert theirs.data("interview", "list") == []


def test_follow_ups_come_along(cli: CommandLine, theirs: Colleague, sheet: Path) -> None:
    cli.done("followup", "add", "Voorbeeld", "Call them.", "--owner", "brand", "--agreed")
    cli.done("sheet", "export", "Voorbeeld", str(sheet), "--force")
    _status, out, _err = cli.run(*theirs.words("sheet", "import", str(sheet)))
    assert "  1 follow-up is new here.\n  1 of them is agreed with the supplier" in out
    assert "New follow-ups:\n  Call them.\n    open · brand (ann, " in out
    data = theirs.data("sheet", "import", str(sheet), "--yes")
    assert [one["what"] for one in data["follow_ups"]["new"]] == ["Call them."]
    assert (data["set_aside"], data["left_in_file"], data["written"]) == ([], 0, True)
    (came,) = theirs.data("followup", "list")
    assert (came["what"], came["state"]) == ("Call them.", "open")
