"""Follow-ups on the command line: made, listed, done, changed, set aside, put into a calendar."""

import json
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.commands.follow_up_words import short_keys
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.workspace import open_workspace
from tests.commands.conftest import CommandLine

FLAG = "flag:union-how:1"


@pytest.fixture
def key(cli: CommandLine) -> str:
    """An interview with a high finding, a claim, an answer to follow and evidence promised."""
    promised = (Evidence(EvidenceState.PROMISED, "the letter; of 3 May"),)
    with open_workspace(str(cli.database), cli.banks) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        interview = workspace.start_interview("Voorbeeld", "small", Respondent.MANAGEMENT, language="en")
        interview.record("union-present", Answer("yes", evidence=promised))
        interview.record("union-how", Answer("named-by-management"))
        interview.record("last-talk", Answer(reason=Reason.TO_FOLLOW))
    return interview.key


def made(cli: CommandLine, *words: str) -> str:
    return str(cli.data("followup", "add", "Voorbeeld", *words)["follow_up"])


def test_a_follow_up_of_a_finding_has_its_next_step(cli: CommandLine, key: str) -> None:
    told = cli.data("followup", "add", "Voorbeeld", "--finding", FLAG, "--interview", key, "--due", "+2w")
    assert told["what"] == "Hear the workers."
    assert (told["owner"], told["severity"], told["state"]) == ("supplier", "high", "open")
    assert told["due"] == (date.today() + timedelta(days=14)).isoformat()  # noqa: DTZ011 - the user's own day
    assert told["interview"] == key
    assert cli.data("followup", "list") == [told]
    assert "already" in cli.refused("followup", "add", "Voorbeeld", "--finding", FLAG)


@pytest.mark.usefixtures("key")
def test_the_list_is_filtered(cli: CommandLine) -> None:
    made(cli, "--finding", FLAG, "--due", "2999-01-01".replace("2999", str(date.today().year + 1)))  # noqa: DTZ011
    made(cli, "Call the union", "--owner", "union", "--severity", "low")
    made(cli, "--finding", "to-follow:last-talk", "--owner", "quality manager", "--agreed")
    texts = {name: cli.done("followup", "list", *words) for name, words in {
        "all": (), "union": ("--owner", "union"), "high": ("--severity", "HIGH"),
        "function": ("--owner", "manager"), "supplier": ("--supplier", "voor"),
    }.items()}  # fmt: skip
    assert texts["all"] == texts["supplier"]
    assert texts["all"].index("Hear the workers.") < texts["all"].index("Call the union")
    assert "Call the union" in texts["union"]
    assert "Hear" not in texts["union"]
    assert "Hear" in texts["high"]
    assert "Call" not in texts["high"]
    assert "When was the last talk?" in texts["function"]
    assert [one["owner_name"] for one in cli.data("followup", "list", "--owner", "manager")] == [
        "quality manager"
    ]
    assert "Use one of: high, medium, low." in cli.refused("followup", "list", "--severity", "grave")
    assert "no supplier 'nobody'" in cli.refused("followup", "list", "--supplier", "nobody")


@pytest.mark.usefixtures("key")
def test_the_key_in_the_list_is_enough_for_what_follows(cli: CommandLine) -> None:
    made(cli, "Call the union")
    whole = made(cli, "Call the brand", "--due", "+1w")
    short = cli.done("followup", "list").splitlines()[1].split()[-1]
    assert whole.startswith(short)
    assert len(short) < len(whole)
    told = cli.data("followup", "done", short, "--remark", "done\nby phone")
    assert (told["state"], told["remark"]) == ("done", "done by phone")
    assert [one["what"] for one in cli.data("followup", "list")] == ["Call the union"]
    assert [one["what"] for one in cli.data("followup", "list", "--all")] == [
        "Call the union",
        "Call the brand",
    ]


@pytest.mark.usefixtures("key")
def test_states_changes_and_what_became_of_it(cli: CommandLine) -> None:
    follow_up = made(cli, "Call the union", "--due", "+1w")
    cli.done("followup", "done", follow_up, "--state", "waiting", "--remark", "asked")
    changed = cli.data("followup", "change", follow_up, "--due", "none", "--owner", "union", "--agreed")
    assert (changed["due"], changed["owner"], changed["agreed"], changed["state"]) == (
        None,
        "union",
        True,
        "waiting",
    )
    assert not cli.data("followup", "change", follow_up, "--not-agreed")["agreed"]
    shown = cli.done("followup", "show", follow_up)
    assert "waiting: asked" in shown
    assert "The supplier knows of it." in shown
    events = cli.data("followup", "show", follow_up)["events"]
    assert [one["state"] for one in events] == ["open", "waiting", "waiting", "waiting", "waiting"]


WRONG = [
    (["add", "Voorbeeld"], "WHAT is to be done is missing"),
    (["add", "Voorbeeld", " "], "Nothing was given to be done."),
    (["add", "Nobody", "x"], "There is no supplier 'Nobody'"),
    (["add", "Voorbeeld", "x", "--due", "yesterday"], "Write +10d, +2w or +1m"),
    (["add", "Voorbeeld", "x", "--due", "2020-01-01"], "is over"),
    (["add", "Voorbeeld", "x", "--owner", "other"], "Nobody was given to do it."),
    (["add", "Voorbeeld", "--finding", "flag:union-how:2"], f"Did you mean {FLAG}?"),
    (["add", "Voorbeeld", "--finding", FLAG, "--severity", "low"], "Leave --severity out."),
    (["add", "Voorbeeld", "x", "--interview", "KEY"], "Give --finding with it"),
    (["add", "Voorbeeld", "--finding", "disagreement:union-how"], "do not differ there"),
    (["done", "zzzz"], "There is no follow-up 'zzzz'"),
    (["done", "FOLLOW", "--state", "ready"], "Use one of: open, waiting, done, dropped."),
    (["change", "FOLLOW"], "Nothing was given to change."),
    (["aside", "KEY", FLAG], "Say why nothing will be done about it."),
    (["aside", "KEY", "--reason", "x"], "FINDING is missing"),
    (["aside", "KEY", FLAG, "--take-up"], "is not set aside"),
    (["aside", "KEY", FLAG, "--take-up", "--reason", "x"], "exclude each other"),
    (["list", "--json", "--to", "x.ics"], "exclude each other"),
    (["list", "--to", "x.doc"], "Use one of: .ics, .xlsx, .csv."),
]


def test_wrong_use_is_said_in_one_line(cli: CommandLine, key: str) -> None:
    follow_up = made(cli, "Call the union")
    for words, said in WRONG:
        given = [{"KEY": key, "FOLLOW": follow_up}.get(word, word) for word in words]
        assert said in cli.refused("followup", *given)
    assert len(cli.data("followup", "list", "--all")) == 1


@pytest.mark.usefixtures("key")
def test_what_the_workers_said_is_never_agreed(cli: CommandLine) -> None:
    theirs = cli.data("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "workers")[
        "interview"
    ]
    cli.done("interview", "answer", theirs, "union-present", "--reason", "refused")
    words = ("followup", "add", "Voorbeeld", "--interview", theirs, "--finding", "flag:union-present:2")
    assert "must not learn" in cli.refused(*words, "--agreed")
    told = cli.data(*words)
    assert (told["confidential"], told["owner"]) == (True, "brand")
    assert "confidential" in cli.done("followup", "show", told["follow_up"])


def test_an_interview_of_another_supplier_is_refused(cli: CommandLine, key: str) -> None:
    cli.done("supplier", "add", "Proefdruk Denim", "--country", "TR")
    words = ("followup", "add", "Proefdruk", "--finding", FLAG, "--interview", key)
    assert "It is with Voorbeeld Knit." in cli.refused(*words)


@pytest.mark.usefixtures("key")
def test_where_voices_differ_can_be_followed_up(cli: CommandLine) -> None:
    theirs = cli.data("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "workers")[
        "interview"
    ]
    cli.done("interview", "answer", theirs, "union-present", "no")
    told = cli.data("followup", "add", "Voorbeeld", "--finding", "disagreement:union-present")
    assert (told["interview"], told["confidential"], told["owner"]) == (None, True, "brand")


def test_an_answer_offers_what_is_to_be_followed_up_and_how(cli: CommandLine, key: str) -> None:
    told = cli.done("interview", "answer", key, "anything-else", "--reason", "to-follow")
    assert "To be answered: Anything else?" in told
    assert "followup add" in told
    assert "--finding to-follow:anything-else" in told
    assert "To be" not in cli.done("interview", "answer", key, "members", "5")


def test_show_tells_what_is_being_done(cli: CommandLine, key: str) -> None:
    made(cli, "--finding", FLAG, "--due", "2040-01-01", "--owner", "union")
    cli.done("followup", "aside", key, "claim:union-present:1", "--reason", "the letter is here")
    made(cli, "--finding", "promised:union-present:the letter; of 3 May")
    data = cli.data("interview", "show", key)
    by_key = {one["key"]: one for one in data["findings"]}
    assert by_key[FLAG]["follow_up"]["owner"] == "union"
    assert by_key[FLAG]["set_aside"] is None
    assert by_key["claim:union-present:1"]["set_aside"] == "the letter is here"
    assert by_key["claim:union-present:1"]["follow_up"] is None
    assert [one["finding"] for one in data["offers"]] == ["to-follow:last-talk"]
    text = " ".join(cli.done("interview", "show", key).split())
    assert "Follow-up, open, union, due 2040-01-01: Hear the workers." in text
    assert text.index("Not chosen by workers.") < text.index("A yes with nothing shown.")
    assert "Set aside: the letter is here" in text
    assert "Follow-up, open, supplier: To be received: the letter; of 3 May" in text
    cli.done(
        "interview", "answer", key, "union-present", "yes", "--evidence", "received: the letter; of 3 May"
    )
    assert [one["finding"] for one in cli.data("followup", "list")] == [FLAG]


def test_a_finding_is_set_aside_listed_and_taken_up_again(cli: CommandLine, key: str) -> None:
    assert cli.done("followup", "aside", key) == "Nothing was set aside.\n"
    cli.done("followup", "aside", key, FLAG, "--reason", "elected since")
    assert cli.done("followup", "aside", key) == f"- {FLAG}: elected since\n"
    cli.done("followup", "aside", key, FLAG, "--take-up")
    (kept,) = cli.data("followup", "aside", key)
    assert (kept["finding"], kept["reason"]) == (FLAG, "elected since")
    assert kept["ended_at"] is not None
    assert "taken up again" in cli.done("followup", "aside", key)


@pytest.mark.usefixtures("key")
def test_days_go_into_a_calendar_and_nothing_is_overwritten_unasked(cli: CommandLine, tmp_path: Path) -> None:
    made(cli, "Call; the union, [bold]", "--due", "+2w")
    made(cli, "Some day")
    path = tmp_path / "follow-ups.ics"
    told = cli.done("followup", "list", "--to", str(path))
    assert told == f"Written: {path}\nWithout a day, so not in the calendar: 1.\n"
    (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == "Voorbeeld Knit: Call; the union, [bold]"
    assert "exists already" in cli.refused("followup", "list", "--to", str(path))
    cli.done("followup", "list", "--to", str(path), "--force", "--all")
    for ending in ("xlsx", "csv"):
        other = tmp_path / f"follow-ups.{ending}"
        assert cli.done("followup", "list", "--to", str(other)) == f"Written: {other}\n"


@pytest.mark.usefixtures("key")
def test_the_suppliers_tell_what_is_to_be_done(cli: CommandLine) -> None:
    cli.done("supplier", "add", "Proefdruk Denim", "--country", "TR")
    made(cli, "Call the union")
    made(cli, "Call the brand", "--due", "+0d")
    told = {one["name"]: one["follow_ups"] for one in cli.data("supplier", "list")}
    assert told["Voorbeeld Knit"] == {"open": 2, "overdue": 0}
    assert told["Proefdruk Denim"] == {"open": 0, "overdue": 0}
    rows = cli.done("supplier", "list").splitlines()
    assert [row.endswith("2 due") for row in rows] == [False, False, True]


def test_an_empty_list_says_how_to_make_one(cli: CommandLine) -> None:
    assert "followup add" in cli.done("followup", "list")
    assert json.loads(cli.done("followup", "list", "--json")) == []


def test_short_keys_are_beginnings_that_no_other_has() -> None:
    keys = [
        "01a2039c-8d7f-75eb-b601-96b0f24f0082",
        "01a2039c-8d7f-75ec-0000-000000000000",
        "02b00000-0000-7000-8000-1",
    ]
    short = short_keys(keys)
    assert short[keys[0]] == "01a2039c-8d7f-75eb"
    assert short[keys[1]] == "01a2039c-8d7f-75ec"
    assert short[keys[2]] == "02b00000-0000"
    assert short_keys([]) == {}


def test_where_none_is_asked_for_it_does_not_say_that_nothing_is_to_be_done(cli: CommandLine) -> None:
    cli.started()
    cli.done("followup", "add", "Voorbeeld", "Send the text", "--owner", "supplier")
    assert "followup list --all" in cli.done("followup", "list", "--owner", "union")
    assert "followup add" not in cli.done("followup", "list", "--owner", "union")
