"""A newer version of the questions in the folder: told when the call is opened, shown by a key, taken over by Enter."""

from questionnaire.interviews.answers import Answer
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.newer_bank import NewerBankDialog
from tests.terminal.helpers import BANK, Desk, in_call

NOTICE = "Newer questions, 1.1: press v."
NEWER = (
    BANK.replace('version: "1.0"', 'version: "1.1"')
    .replace("      - id: agreed\n", "      - id: agreed-on\n        was: [agreed]\n")
    .replace("{id: hours, label: {en: Hours, nl: Uren}}", "{id: noise, label: {en: Noise, nl: Lawaai}}")
    .replace("How many people work here?", "How many people work at this site?")
)


async def test_the_key_is_there_only_where_there_is_a_newer_version(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        assert "v newer" not in buyer.text
        assert NOTICE not in buyer.text
        await buyer.press("v")
        assert isinstance(buyer.app.screen, InterviewScreen)


async def test_a_newer_version_is_told_and_taken_over(desk: Desk) -> None:
    desk.interview(at="agreed", values={"agreed": "2019", "topics": ("wages", "hours"), "workers": 300})
    desk.add_bank(NEWER)
    async with in_call(desk, "agreed", size=(110, 40)) as buyer:
        await buyer.sees(NOTICE, "v newer")
        await buyer.press("escape", "v")
        await buyer.on_screen(NewerBankDialog)
        await buyer.sees(
            "Questions 1.1, in place of 1.0",
            "2 answers come along.",
            "1 answer is set aside; it is kept. topics",
            "Question: “How many people work at this site?”; was “How many people work here?”.",
            "Its id was agreed.",
        )
        assert desk.opened().bank.version == "1.0"
        await buyer.press("enter")
        await buyer.reaches("agreed-on")
        await buyer.sees("2019")
        assert "v newer" not in buyer.text
    assert desk.opened().bank.version == "1.1"
    assert desk.answers() == {"workers": Answer(300), "agreed-on": Answer("2019")}


async def test_escape_stays_with_the_old_ones(desk: Desk) -> None:
    desk.interview(at="union-present", values={"topics": ("hours",)})
    desk.add_bank(NEWER)
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("v newer")
        await buyer.press("v")
        await buyer.on_screen(NewerBankDialog)
        await buyer.press("escape")
        await buyer.on_screen(InterviewScreen)
        await buyer.press("1")
        assert desk.value("union-present") == "yes"
    assert desk.opened().bank.version == "1.0"
    assert desk.value("topics") == ("hours",)


async def test_the_call_goes_on_at_what_is_open_where_its_question_went(desk: Desk) -> None:
    desk.interview(at="remarks", values={"union-present": "no", "why-not": "So it is."})
    remarks = BANK[BANK.index("      - id: remarks") : BANK.index("      - id: more-remarks")]
    desk.add_bank(NEWER.replace(remarks, ""))
    async with in_call(desk, "remarks") as buyer:
        await buyer.press("escape", "v", "enter")
        await buyer.reaches("chosen")
        await buyer.press("2")
        assert desk.value("chosen") == "show-of-hands"
