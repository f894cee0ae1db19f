"""`interview voices`: what was said side by side, where it differs, in words and as JSON, and what cannot be shown."""

from tests.commands.conftest import BANK, CommandLine

SAID = {
    "management": {"union-present": "yes", "union-how": "secret-ballot", "workers-total": "1200"},
    "union": {"union-present": "yes", "union-how": "named-by-management", "workers-total": "1199"},
    "workers": {"union-present": "no"},
}


def hold(cli: CommandLine, role: str, answers: dict[str, str], bank: str = "small") -> str:
    start = ("interview", "start", "Voorbeeld", "--bank", bank, "--respondent", role)
    key: str = cli.data(*start)["interview"]
    for question, value in answers.items():
        cli.done("interview", "answer", key, question, value)
    return key


def held(cli: CommandLine) -> None:
    cli.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
    for role, answers in SAID.items():
        hold(cli, role, answers)


def test_the_voices_stand_side_by_side_and_what_differs_is_told(cli: CommandLine) -> None:
    held(cli)
    text = cli.done("interview", "voices", "Voorbeeld")
    assert "must never reach the supplier" in " ".join(text.split())
    head, union, chosen = (
        next(line for line in text.splitlines() if line.startswith(start))
        for start in ("question", "1.1 union-present", "1.1.1 union-how")
    )
    assert head.split() == ["question", "management", "union", "workers", "differs"]
    assert union.split()[2:] == ["Yes", "Yes", "No", "high"]
    assert chosen.split("  ")[-1] == "high"
    assert "not asked" in chosen
    told = " ".join(text.partition("Where they contradict one another")[2].split())
    assert told.index("- high: 1.1 Is there a union") < told.index("- low: 1.2 How many work here?")
    assert 'the management "Yes"; a union "Yes"; workers "No"' in told
    assert "Ask it to show: a letter, minutes." in told


def test_as_json_it_has_every_answer_and_every_disagreement(cli: CommandLine) -> None:
    held(cli)
    data = cli.data("interview", "voices", "Voorbeeld")
    assert data["confidential"] is True
    (table,) = data["banks"]
    assert [voice["respondent"] for voice in table["voices"]] == ["management", "union", "workers"]
    rows = {row["question"]: row for row in table["questions"]}
    assert rows["union-how"]["answers"]["workers"] == {
        "asked": False,
        "value": None,
        "reason": None,
        "note": "",
        "shown": "not asked",
    }
    assert rows["workers-total"]["answers"]["management"]["value"] == 1200
    assert [row["differs"] for row in table["questions"]] == ["high", "high", "low"]
    assert [one["key"] for one in table["disagreements"]] == [
        "disagreement:union-present",
        "disagreement:union-how",
        "disagreement:workers-total",
    ]
    assert table["disagreements"][0]["kind"] == "disagreement"


def test_it_speaks_the_language_asked_for(cli: CommandLine) -> None:
    held(cli)
    text = cli.done("--language", "nl", "interview", "voices", "Voorbeeld")
    assert "Geheime stemming" in text
    assert "Een kleine vragenlijst 1.0" in text


def test_one_voice_contradicts_nobody(cli: CommandLine) -> None:
    cli.started()
    assert "Nothing has been answered yet." in cli.done("interview", "voices", "Voorbeeld")
    assert "nothing to compare" in cli.done("interview", "voices", "Voorbeeld")


def test_an_earlier_interview_with_the_same_respondent_is_said_to_be_left_out(cli: CommandLine) -> None:
    held(cli)
    hold(cli, "workers", {"union-present": "yes"})
    text = cli.done("interview", "voices", "Voorbeeld")
    assert "Left out: an earlier interview (workers, 20" in text
    (table,) = cli.data("interview", "voices", "Voorbeeld")["banks"]
    assert [voice["respondent"] for voice in table["left_out"]] == ["workers"]


def test_another_bank_is_another_table_and_can_be_asked_for(cli: CommandLine) -> None:
    (cli.banks / "other.yaml").write_text(BANK.replace("bank: small", "bank: other"), encoding="utf-8")
    held(cli)
    hold(cli, "union", {"union-present": "no"}, "other")
    tables = cli.data("interview", "voices", "Voorbeeld")["banks"]
    assert [table["bank"] for table in tables] == ["small", "other"]
    assert tables[1]["disagreements"] == []
    (only,) = cli.data("interview", "voices", "Voorbeeld", "--bank", "other")["banks"]
    assert only == tables[1]
    assert "There are: small, other." in cli.refused("interview", "voices", "Voorbeeld", "--bank", "none")


def test_what_cannot_be_shown_is_said(cli: CommandLine) -> None:
    cli.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
    assert "has not been interviewed yet" in cli.refused("interview", "voices", "Voorbeeld")
    hold(cli, "management", {"union-present": "yes"})
    year = cli.data("interview", "list")[0]["round"]
    error = cli.refused("interview", "voices", "Voorbeeld", "--round", "1999")
    assert f"There are: {year}." in error
    assert cli.done("interview", "voices", "Voorbeeld", "--round", year)
    assert "no supplier" in cli.refused("interview", "voices", "Nobody").lower()


def test_what_one_said_does_not_get_into_the_interview_of_another(cli: CommandLine) -> None:
    management = cli.started()
    workers = cli.data("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "union")[
        "interview"
    ]
    status, _out, err = cli.run("interview", "answer", "Voorbeeld", "workers-total", "12")
    assert status == 2
    assert management in err
    assert workers in err
    cli.done("interview", "finish", workers)
    cli.done("interview", "answer", management, "workers-total", "12")
