"""`questionnaire supplier`, `interview`, `database` and `sheet`: what they keep, say and hand on as JSON."""

from pathlib import Path

import pytest

from tests.commands.conftest import CommandLine

HOSTILE = "[bold]\x1b[31m=cmd|'/c calc'!A0 {x} %s \u202eabc\u0000\tDéjà 工場"


def test_suppliers_are_added_listed_and_shown(cli: CommandLine) -> None:
    key = cli.data(
        "supplier",
        "add",
        "Proefdruk Denim",
        "--country",
        "Türkiye",
        "--workers",
        "1 200",
        "--contact-role",
        "HR",
    )["supplier"]
    (listed,) = cli.data("supplier", "list")
    assert listed["supplier"] == key
    assert (listed["country"], listed["workers"], listed["interview"]) == ("TR", 1200, None)
    assert "not yet asked" in cli.done("supplier", "list")
    shown = cli.done("supplier", "show", "proef")
    assert "(TR)" in shown
    assert key in shown
    assert cli.data("supplier", "show", key)["interviews"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["supplier", "add", "Mill", "--country", "Bangladsh"], "Bangladesh"),
        (["supplier", "add", "Mill", "--country", "BD", "--workers", "many"], "--workers"),
        (["supplier", "show", "nobody"], "nobody"),
        (["interview", "show", "nobody"], "nobody"),
        (["interview", "start", "nobody", "--bank", "small", "--respondent", "management"], "nobody"),
        (
            ["interview", "start", "x", "--bank", "small", "--respondent", "managment"],
            "Did you mean management?",
        ),
        (["interview", "start", "x", "--bank", "smal", "--respondent", "management"], "Did you mean small?"),
    ],
)
def test_what_cannot_be_used_is_refused(cli: CommandLine, words: list[str], said: str) -> None:
    assert said in cli.refused(*words)


def test_a_language_that_the_questions_lack_is_refused(cli: CommandLine) -> None:
    cli.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
    start = ("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "union")
    assert "en, nl" in cli.refused(*start, "--language", "bn")


def test_hostile_text_comes_out_cleaned_and_whole(cli: CommandLine) -> None:
    cli.done("supplier", "add", HOSTILE, "--country", "BD", "--address", HOSTILE)
    name = cli.data("supplier", "list")[0]["name"]
    assert name == "[bold][31m=cmd|'/c calc'!A0 {x} %s abc Déjà 工場"
    out = cli.done("supplier", "list") + cli.done("supplier", "show", "[bold]")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert name in out


def test_an_interview_from_start_to_finish(cli: CommandLine) -> None:
    key = cli.started()
    out = cli.done("interview", "answer", key, "union-present", "yes")
    assert "Saved: 1.1 union-present: Yes" in out
    assert (
        "Needs follow-up (medium), nothing shown: A yes with nothing shown. Next: Ask for the letter." in out
    )
    assert "Now asked: 1.1.1 How was it chosen? [union-how]" in out
    assert "Next: 1.1.1 How was it chosen? [union-how]" in out
    out = cli.done("interview", "answer", key, "union-present", "--evidence", "seen: minutes of 3 May")
    assert "Settled: A yes with nothing shown." in out
    shown = cli.data("interview", "show", key)
    assert shown["answers"]["union-present"]["value"] == "yes"
    (piece,) = shown["answers"]["union-present"]["evidence"]
    assert (piece["state"], piece["what"], piece["file"]) == ("seen", "minutes of 3 May", None)
    assert shown["next"] == "union-how"
    assert (shown["progress"]["asked"], shown["progress"]["answered"]) == (7, 1)
    assert shown["findings"] == []
    text = cli.done("interview", "show", "Voorbeeld")
    assert "1.1 Is there a union at this site?" in text
    assert "Evidence: seen: minutes of 3 May" in text
    assert "Finished: 1 of 7 answered." in cli.done("interview", "finish", key)
    assert "finished already" in cli.done("interview", "finish", key)
    assert f"interview ask {key}" in cli.refused("interview", "answer", key, "union-present", "no")
    assert "finished" in cli.done("interview", "list")


def test_answer_as_data(cli: CommandLine) -> None:
    key = cli.started("--language", "nl")
    cli.done("interview", "answer", key, "members", "3")
    found = cli.data("interview", "answer", key, "union-present", "no")
    assert [one["question"] for one in found["opened"]] == ["union-why-not"]
    assert found["opened"][0]["ask"] == "Waarom niet?"
    (finding,) = found["findings"]
    assert (finding["check"], finding["question"], finding["kind"], finding["severity"]) == (
        "members-without-union",
        None,
        "check",
        "high",
    )
    assert (finding["because"], finding["next_step"]) == ("Leden maar geen bond.", "Lid waarvan?")
    assert found["next"] == "union-why-not"
    assert found["progress"]["answered"] == 2
    found = cli.data("interview", "answer", key, "union-present", "--reason", "refused")
    assert found["closed"] == ["union-why-not"]
    assert [one["question"] for one in found["findings"]] == ["union-present"]
    assert [one["check"] for one in found["settled"]] == ["members-without-union"]


@pytest.mark.parametrize(
    ("question", "words", "value"),
    [
        ("workers-total", ["1,200"], 1200),
        ("members", ["-5"], -5),
        ("members", ["--", "-5"], -5),
        ("members", ["--note", "x", "--", "-5"], -5),
        ("members", ["--note", "x", "7"], 7),
        ("anything-else", ["=1+1"], "=1+1"),
        ("anything-else", ["--", "--language"], "--language"),
        ("anything-else", ["--", "-- x"], "-- x"),
        ("anything-else", ["--mark", "@a"], "@a"),
        ("topics", ["safety,wages"], ["wages", "safety"]),
        ("last-talk", ["2026-05"], "2026-05"),
        ("union-there", ["partly"], "partly"),
        ("1.1", ["no"], "no"),
    ],
)
def test_values_as_the_bank_writes_them(
    cli: CommandLine, question: str, words: list[str], value: object
) -> None:
    key = cli.started()
    cli.done("interview", "answer", key, question, *words)
    (answer,) = cli.data("interview", "show", key)["answers"].values()
    assert answer["value"] == value


def test_note_evidence_mark_and_clear_leave_the_rest_alone(cli: CommandLine) -> None:
    key = cli.started()
    cli.done("interview", "answer", key, "union-present", "--note", HOSTILE, "--mark", "yes")
    cli.done(
        "interview",
        "answer",
        key,
        "union-present",
        "--evidence",
        "promised: letter",
        "--evidence",
        "seen: list",
    )
    cli.done("interview", "answer", key, "union-present", "--evidence=received: Letter")
    answer = cli.data("interview", "show", key)["answers"]["union-present"]
    pieces = [(piece["state"], piece["what"]) for piece in answer["evidence"]]
    assert pieces == [("received", "Letter"), ("seen", "list")]
    assert answer["marked"] is True
    assert "\x1b" not in answer["note"]
    assert "工場" in answer["note"]
    cli.done("interview", "answer", key, "union-present", "--clear", "--unmark", "--note=")
    answer = cli.data("interview", "show", key)["answers"]["union-present"]
    assert (answer["value"], answer["note"], answer["marked"], len(answer["evidence"])) == (
        None,
        "",
        False,
        2,
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["union-present"], "Give a VALUE"),
        (["union-present", "maybe"], "yes, partly or no"),
        (["union-present", "yes", "--reason", "refused"], "exclude each other"),
        (["union-present", "--reason", "tired"], "unknown, refused"),
        (["union-present", "--evidence", "minutes"], "seen, promised"),
        (["union-presnt", "yes"], "Did you mean union-present?"),
        (["union-how", "secret-ballot"], "it is asked when 1.1 union-present is yes or partly"),
        (["workers-say", "nothing"], "this interview is with management. See: questionnaire interview show"),
        (["share-women", "40%"], "1.2 workers-total is above 100"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why_and_keeps_nothing(
    cli: CommandLine, words: list[str], said: str
) -> None:
    key = cli.started()
    assert said in cli.refused("interview", "answer", key, *words)
    assert cli.data("interview", "show", key)["answers"] == {}


def test_the_short_form_says_what_is_not_part_of_it(cli: CommandLine) -> None:
    key = cli.started("--short")
    assert "short form" in cli.refused("interview", "answer", key, "members", "3")
    cli.done("interview", "answer", key, "union-present", "yes")
    cli.done("interview", "answer", key, "union-how", "secret-ballot")
    assert cli.data("interview", "show", key)["next"] is None
    assert "Every question that is asked has an answer." in cli.done("interview", "show", key)


def test_an_answer_no_longer_asked_is_kept_and_said_to_be(cli: CommandLine) -> None:
    key = cli.started()
    cli.done("interview", "answer", key, "union-present", "yes")
    cli.done("interview", "answer", key, "union-how", "named-by-management")
    out = cli.done("interview", "answer", key, "union-present", "no")
    assert "No longer asked: 1.1.1" in out
    answers = cli.data("interview", "show", key)["answers"]
    assert (answers["union-how"]["value"], answers["union-how"]["asked"]) == ("named-by-management", False)
    assert "No longer asked" in cli.done("interview", "show", key)


def test_start_warns_where_asking_can_put_people_in_danger(cli: CommandLine) -> None:
    (cli.banks / "countries.yaml").write_text(
        'version: "1"\n'
        'facts: {danger: {title: {en: Danger, nl: Gevaar}, source: here, as_of: "2026"}}\n'
        "countries:\n"
        "  BD: {name: {en: Bangladesh, nl: Bangladesh}, warning: {en: Ask nobody alone., nl: Vraag niemand alleen.}}\n"
    )
    cli.done("supplier", "add", "Mill", "--country", "BD")
    start = ("interview", "start", "Mill", "--bank", "small", "--respondent", "workers")
    assert "Warning: Ask nobody alone." in cli.done(*start)
    assert "Vraag niemand alleen." in cli.done(*start, "--language", "nl")
    assert set(cli.data(*start)) == {"interview"}


def test_interviews_are_listed_newest_first_and_by_supplier(cli: CommandLine) -> None:
    first = cli.started()
    cli.done("supplier", "add", "Nergens Garments", "--country", "VN")
    second = cli.data("interview", "start", "Nergens", "--bank", "small", "--respondent", "union")[
        "interview"
    ]
    assert [one["interview"] for one in cli.data("interview", "list")] == [second, first]
    (only,) = cli.data("interview", "list", "--supplier", "voor")
    assert (only["interview"], only["progress"]) == (first, {"asked": 6, "answered": 0})
    assert first in cli.done("interview", "list")


def test_database_info(cli: CommandLine) -> None:
    key = cli.started()
    cli.done("interview", "answer", key, "union-present", "yes")
    info = cli.data("database", "info")
    assert (info["suppliers"], info["interviews"], info["answers"]) == (1, 1, 1)
    assert info["address"] == str(cli.database)
    assert f"database: {cli.database}" in cli.done("database", "info")


def test_a_database_that_cannot_be_opened(cli: CommandLine) -> None:
    cli.database.write_bytes(b"this is no database" * 500)
    cli.refused("supplier", "list")
    cli.database.unlink()
    cli.database.mkdir()
    cli.refused("supplier", "list")


def test_a_sheet_is_written_once(cli: CommandLine, tmp_path: Path) -> None:
    key = cli.started()
    cli.done("interview", "answer", key, "union-present", "yes")
    file = tmp_path / "sheet.json"
    assert str(file) in cli.done("sheet", "export", "voor", str(file))
    assert "union-present" in file.read_text()
    cli.refused("sheet", "export", "voor", str(file))
    cli.done("sheet", "export", "voor", str(file), "--force", "--interview", key, "--language", "nl")
    assert "Is er een vakbond" in file.read_text()
    assert "en, nl" in cli.refused("sheet", "export", "voor", str(file), "--force", "--language", "bn")
    cli.refused("sheet", "export", "voor", str(tmp_path / "sheet.unknown"))
