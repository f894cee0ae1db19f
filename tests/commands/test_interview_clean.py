"""`questionnaire interview clean`, and the warning of a list of names: said at once, never in the way."""

import pytest

from questionnaire.commands import interview_clean
from tests.commands.conftest import CommandLine

NAMES = "Rahima Begum, Karim Mia and Shilpi Akter"
ANSWER = ("interview", "answer")


def files_of(cli: CommandLine) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(cli.folder.glob("answers.db*")))


def test_names_are_warned_of_on_one_line_and_kept_all_the_same(cli: CommandLine) -> None:
    key = cli.started()
    for given in (
        ("anything-else", NAMES),
        ("members", "3", "--note", NAMES),
        ("topics", "--evidence", f"seen: {NAMES}"),
    ):
        status, out, err = cli.run(*ANSWER, key, *given)
        assert status == 0
        assert err.count("\n") == 1
        assert f"questionnaire interview clean {key} {given[0]}" in err
        assert "list of names" not in out
    assert cli.data("interview", "show", key)["answers"]["anything-else"]["value"] == NAMES


def test_what_is_no_list_of_names_is_not_warned_of(cli: CommandLine) -> None:
    key = cli.started()
    cli.done(
        *ANSWER, key, "anything-else", "Bengali, English, Dutch; BCWS, NGWF and SGSF; Dhaka, Gazipur, Savar"
    )
    cli.done(*ANSWER, key, "members", "3", "--note", "Said by Rahima Begum.")


def test_json_stays_json(cli: CommandLine) -> None:
    key = cli.started()
    status, out, err = cli.run(*ANSWER, key, "anything-else", NAMES, "--json")
    assert status == 0
    assert out.startswith("{")
    assert "interview clean" in err


def test_an_interview_held_line_by_line_is_warned_in_too(cli: CommandLine) -> None:
    key = cli.started()
    _status, out, err = cli.run("interview", "ask", key, typed=f":go anything-else\n{NAMES}\nno\n")
    assert "Saved" in out
    assert err.count("interview clean") == 1


def test_it_is_cleaned_and_told_where_else_to_look(cli: CommandLine) -> None:
    key = cli.started()
    cli.run(*ANSWER, key, "anything-else", NAMES, "--note", NAMES)
    cli.run(*ANSWER, key, "anything-else", f"{NAMES}!", "--evidence", f"seen: {NAMES}")
    cli.done("sheet", "export", "Voorbeeld", str(cli.folder / "sheet.md"))
    out = " ".join(cli.done("interview", "clean", key, "anything-else", "--yes").split())
    assert "2 entries of its history" in out
    assert "Nothing of it is left in" in out
    assert "sheet.md" in out
    assert b"Rahima" not in files_of(cli)
    shown = cli.data("interview", "show", key)
    assert shown["answers"]["anything-else"]["value"] is None
    assert shown["answers"]["anything-else"]["evidence"][0]["state"] == "seen"
    assert [one["question"] for one in shown["cleaned"]] == ["anything-else"]
    assert "anything-else: cleaned on" in cli.done("interview", "show", key)


def test_a_piece_that_was_cleaned_keeps_its_follow_up(cli: CommandLine) -> None:
    key = cli.started()
    cli.run(*ANSWER, key, "topics", "--evidence", f"promised: list of {NAMES}")
    (offer,) = cli.data("interview", "show", key)["offers"]
    cli.done("followup", "add", "Voorbeeld", "--interview", key, "--finding", offer["finding"])
    cli.done("interview", "clean", key, "topics", "--yes")
    assert cli.data("interview", "show", key)["offers"] == []
    assert b"Rahima" not in files_of(cli)


def test_a_sheet_of_another_respondent_that_may_hold_it_is_named(cli: CommandLine) -> None:
    key = cli.started()
    cli.run(*ANSWER, key, "anything-else", NAMES)
    cli.done("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "union")
    cli.done("sheet", "export", "Voorbeeld", str(cli.folder / "of-the-union.md"))
    assert "of-the-union.md" in cli.done("interview", "clean", key, "anything-else", "--yes")


def test_a_finished_interview_is_cleaned_by_number(cli: CommandLine) -> None:
    key = cli.started()
    cli.run(*ANSWER, key, "anything-else", NAMES)
    cli.done("interview", "finish", key)
    cli.done("interview", "clean", "Voorbeeld", "2.4", "--yes")
    assert b"Shilpi" not in files_of(cli)


def test_it_is_not_done_unasked_in_a_pipe(cli: CommandLine) -> None:
    key = cli.started()
    cli.run(*ANSWER, key, "anything-else", NAMES)
    assert "--yes" in cli.refused("interview", "clean", key, "anything-else")
    assert cli.data("interview", "show", key)["answers"]["anything-else"]["value"] == NAMES
    assert "Did you mean" in cli.refused("interview", "clean", key, "anything-elsse", "--yes")


@pytest.mark.parametrize(
    ("typed", "stays"), [("yes", False), ("Ja", False), ("no", True), ("", True), ("y e s", True)]
)
def test_on_a_terminal_it_asks(
    cli: CommandLine, typed: str, stays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = cli.started()
    cli.run(*ANSWER, key, "anything-else", NAMES)
    monkeypatch.setattr(interview_clean, "_is_terminal", lambda: True)
    out = cli.done("interview", "clean", key, "anything-else", typed=f"{typed}\n")
    assert ("Nothing was changed." in out) is stays
    assert ("anything-else" in cli.data("interview", "show", key)["answers"]) is stays
