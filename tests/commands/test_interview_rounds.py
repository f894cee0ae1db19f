"""Rounds at the command line: a new one, still so, what changed."""

import json
from pathlib import Path

import pytest

from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.workspace import open_workspace
from tests.commands.conftest import BANK, CommandLine

START = ("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "management")


def answer(cli: CommandLine, interview: str, *pairs: str) -> None:
    for pair in pairs:
        question, _equals, value = pair.partition("=")
        cli.done("interview", "answer", interview, question, value)


@pytest.fixture
def second(cli: CommandLine) -> str:
    """The key of an interview in a second round."""
    first = cli.started()
    answer(
        cli,
        first,
        "union-present=no",
        "union-why-not=Nobody asked.",
        "workers-total=1200",
        "last-talk=2025-04",
    )
    return str(cli.data(*START, "--new-round", "spring")["interview"])


def test_a_new_round_says_what_it_goes_on_from(cli: CommandLine) -> None:
    answer(cli, cli.started(), "union-present=no")
    said = cli.done(*START, "--new-round", "spring")
    assert "Round spring. Beside the questions stands 1 answer from round" in said
    listed = cli.data("interview", "list")
    assert listed[0]["round"] == "spring"
    assert "'spring' already" in cli.refused(*START, "--new-round", "spring")
    assert "Round spring." in cli.done(*START)


def test_a_round_goes_on_with_the_version_it_was_begun_on(cli: CommandLine) -> None:
    cli.started()
    file = cli.banks / "small.yaml"
    file.write_text(BANK.replace('"1.0"', '"2.0"'), encoding="utf-8")
    assert "The round is held on version 1.0 of small." in cli.done(*START)
    assert cli.data("interview", "show", "Voorbeeld")["bank_version"] == "1.0"
    cli.done(*START, "--new-round")
    assert cli.data("interview", "show", "Voorbeeld")["bank_version"] == "2.0"


def test_still_so_is_answered_and_shown(cli: CommandLine, second: str) -> None:
    before = cli.data("interview", "show", second)
    assert before["previous"]["round"].isdigit()
    day = before["previous"]["on"]
    assert before["previous"]["answers"]["union-present"] == {"value": "no", "reason": None, "since": day}
    assert before["answers"] == {}
    told = cli.data("interview", "answer", second, "union-present", "--still-so", "--note", "Said again.")
    assert told["answer"]["value"] == "no"
    assert (told["answer"]["source"], told["answer"]["since"]) == ("still-so", day)
    assert [one["question"] for one in told["opened"]] == ["union-why-not"]
    assert told["progress"]["answered"] == 1
    cli.done("interview", "answer", second, "union-present", "--still-so")
    shown = cli.done("interview", "show", second)
    assert f"; since {day}." in shown
    assert "Beside the questions stand 4 answers from round" in shown
    answer(cli, second, "workers-total=1100")
    assert "1200 people, since" in cli.done("interview", "show", second)


def test_still_so_needs_an_earlier_answer_and_stands_alone(cli: CommandLine, second: str) -> None:
    assert "no earlier answer" in cli.refused("interview", "answer", second, "members", "--still-so")
    words = ("interview", "answer", second, "workers-total", "5", "--still-so")
    assert "exclude each other" in cli.refused(*words)


def test_what_the_supplier_wrote_is_asked_on_and_confirmed(cli: CommandLine) -> None:
    key = cli.started()
    with open_workspace(str(cli.database), cli.banks) as workspace:
        interview = workspace.open_interview(key)
        interview.record("union-present", Answer("no", source=AnswerSource.WRITTEN, since="2026-10-01"))
    assert "Written by the supplier on 2026-10-01; still to be asked on." in cli.done(
        "interview", "show", key
    )
    shown = cli.data("interview", "show", key)
    assert (shown["next"], shown["progress"]["answered"]) == ("union-present", 1)
    said = cli.done("interview", "ask", key, typed=":still\n:quit\n")
    assert "Written by the supplier on 2026-10-01" in said
    shown = cli.data("interview", "show", key)
    assert (shown["answers"]["union-present"]["source"], shown["next"]) == (None, "union-why-not")


def test_line_by_line_still_so_takes_over_and_takes_back(cli: CommandLine, second: str) -> None:
    said = cli.done(
        "interview", "ask", second, typed=":still\n:still\n:go 1.2\n:still\n:go 1.2\n:still\n:quit\n"
    )
    assert "Type :still where it still is so." in said
    assert "In round" in said
    assert "Saved: No" in said
    assert "Saved: no answer yet" in said
    kept = cli.data("interview", "show", second)["answers"]
    assert {name: one["source"] for name, one in kept.items() if one["value"]} == {
        "union-present": "still-so",
        "union-why-not": "still-so",
    }
    assert "There is no earlier answer to this question." in cli.done(
        "interview", "ask", second, typed=":go members\n:still\n:quit\n"
    )


def test_what_changed_is_printed_and_as_json(cli: CommandLine, second: str) -> None:
    answer(cli, second, "union-present=yes", "workers-total=1200", "members=5")
    said = cli.done("interview", "compare", "Voorbeeld")
    assert "Newly answered\n- 1.3 How many are members?" in said
    assert "No → Yes" in said
    assert "now: medium: A yes with nothing shown." in said
    data = cli.data("interview", "compare", second)
    assert data == cli.data("interview", "compare", "Voorbeeld", "--respondent", "management")
    by_name = {change["question"]: change for change in data["changes"]}
    assert by_name["union-present"]["kind"] == "worse"
    assert by_name["union-present"]["before"] == {
        "value": "no",
        "reason": None,
        "source": None,
        "since": None,
    }
    assert "workers-total" not in by_name
    assert data["counts"] == {
        "worse": 1, "better": 0, "other": 0, "newly-answered": 1, "no-longer-answered": 1,
    }  # fmt: skip
    assert data["new"]["interview"] == second
    reverse = cli.data("interview", "compare", data["new"]["interview"], data["old"]["interview"])
    assert reverse["new"] == data["old"]


@pytest.mark.parametrize("ending", ["html", "md", "xlsx", "csv"])
def test_what_changed_is_written(cli: CommandLine, second: str, tmp_path: Path, ending: str) -> None:
    answer(cli, second, "union-present=yes")
    path = tmp_path / f"changed.{ending}"
    assert str(path) in cli.done("interview", "compare", "Voorbeeld", "--to", str(path), "--language", "nl")
    assert path.stat().st_mode & 0o077 == 0
    if ending != "xlsx":
        assert "Is er een vakbond op deze locatie?" in path.read_text(encoding="utf-8-sig")
    assert "exists already" in cli.refused("interview", "compare", "Voorbeeld", "--to", str(path))
    cli.done("interview", "compare", "Voorbeeld", "--to", str(path), "--force")


def test_what_cannot_be_compared_is_said_in_a_line(cli: CommandLine, second: str, tmp_path: Path) -> None:
    compare = ("interview", "compare")
    assert "no earlier round" in cli.refused(
        *compare, json.loads(cli.done(*compare, second, "--json"))["old"]["interview"]
    )
    assert "ending '.pdf'" in cli.refused(*compare, "Voorbeeld", "--to", str(tmp_path / "c.pdf"))
    assert "no texts in 'de'" in cli.refused(*compare, "Voorbeeld", "--language", "de")
    assert "goes with a supplier" in cli.refused(*compare, second, second, "--respondent", "union")
    assert "not been interviewed" in cli.refused(*compare, "Voorbeeld", "--respondent", "union")
    assert "no interview and no supplier" in cli.refused(*compare, "Nobody")
