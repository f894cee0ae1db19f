"""Saying in a call that a question did not work: one key, a digit, a remark; the answer stays as it is."""

import pytest

from questionnaire.interviews.problems import LONGEST_REMARK, ProblemKind
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.problem import ProblemDialog
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Buyer, Desk, in_call

Told = tuple[str, ProblemKind, str]


def told(desk: Desk) -> list[Told]:
    """What was said not to work, as it is on the disk."""
    with open_workspace(str(desk.database), desk.banks) as workspace:
        problems = workspace.open_interview("Voorbeeld").problems()
    return [(problem.question, problem.kind, problem.remark) for problem in problems]


async def open_dialog(buyer: Buyer) -> None:
    await buyer.press("p")
    await buyer.on_screen(ProblemDialog)


async def test_a_digit_and_enter_keep_a_problem_and_the_answer_stays(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "yes"})
    async with in_call(desk, "union-present") as buyer:
        await open_dialog(buyer)
        await buyer.sees("This question did not work", "1.1 Is there a union here?", "1 ( ) not understood")
        await buyer.press("2")
        await buyer.sees("2 (x) too sensitive to ask")
        await buyer.press("enter")
        await buyer.reaches("union-present")
        await buyer.sees("Kept for the union: too sensitive to ask", "1 (x) Yes")
    assert told(desk) == [("union-present", ProblemKind.SENSITIVE, "")]
    assert desk.value("union-present") == "yes"
    assert len(desk.history()) == 1


async def test_a_remark_goes_with_it_and_may_hold_digits(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await open_dialog(buyer)
        await buyer.press("5")
        await buyer.write("asked 3 times, by lot")
        assert buyer.typed == "asked 3 times, by lot"
        await buyer.press("enter")
        await buyer.reaches("chosen")
    assert told(desk) == [("chosen", ProblemKind.MISSING_OPTION, "asked 3 times, by lot")]


async def test_the_arrows_choose_too_and_a_remark_alone_is_something_else(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await open_dialog(buyer)
        await buyer.press("down", "down", "up", "up", "enter")
        await buyer.reaches("chosen")
        await open_dialog(buyer)
        await buyer.write("odd")
        await buyer.press("enter")
        await buyer.reaches("chosen")
    assert told(desk) == [("chosen", ProblemKind.OTHER, ""), ("chosen", ProblemKind.OTHER, "odd")]


async def test_enter_alone_asks_for_a_kind_and_escape_keeps_nothing(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await open_dialog(buyer)
        await buyer.press("enter")
        await buyer.sees("Choose what it was with a digit first")
        await buyer.press("1")
        await buyer.misses("Choose what it was with a digit first")
        await buyer.write("typed and left")
        await buyer.press("escape")
        await buyer.reaches("chosen")
        await buyer.press("2")
        await buyer.sees("2 (x) By show of hands")
    assert told(desk) == []


async def test_what_was_said_is_shown_and_backspace_takes_the_last_back(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        for digit in ("1", "3"):
            await open_dialog(buyer)
            await buyer.press(digit, "enter")
            await buyer.reaches("chosen")
        await open_dialog(buyer)
        await buyer.sees("Said already", "· not understood", "· unclear what is meant")
        await buyer.write("a")
        await buyer.press("backspace")
        await buyer.sees("· unclear what is meant")
        await buyer.press("backspace")
        await buyer.misses("· unclear what is meant")
        await buyer.press("backspace")
        await buyer.misses("Said already")
        await buyer.press("backspace", "escape")
        await buyer.reaches("chosen")
    assert told(desk) == []


async def test_the_key_works_in_a_number_and_is_a_letter_in_a_text(desk: Desk) -> None:
    desk.interview(at="workers", values={"workers": 12})
    async with in_call(desk, "workers") as buyer:
        await open_dialog(buyer)
        await buyer.press("1", "enter")
        await buyer.reaches("workers")
        assert buyer.typed == "12"
        await buyer.press("enter", "enter", "enter")
        await buyer.reaches("remarks")
        await buyer.press("p")
        assert buyer.typed == "p"
        await buyer.press("escape")
        await open_dialog(buyer)
        await buyer.press("1", "enter")
        await buyer.reaches("remarks")
    assert [name for name, _kind, _remark in told(desk)] == ["workers", "remarks"]


async def test_hostile_and_long_text_is_cleaned_and_bounded(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await open_dialog(buyer)
        await buyer.paste("[red]odd[/] \x1b[31m\u202eturned\nand a new line " + "x" * 600)
        assert len(buyer.typed) <= LONGEST_REMARK
        await buyer.press("enter")
        await buyer.reaches("chosen")
        await open_dialog(buyer)
        await buyer.sees("· something else: [red]odd[/] [31mturned and a new line")
    assert told(desk)[0][2].startswith("[red]odd[/] [31mturned and a new line xxx")


async def test_the_help_tells_the_key(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen", (100, 50)) as buyer:
        await buyer.press("question_mark")
        await buyer.sees("Tell the union that this did not work")


async def test_a_problem_that_cannot_be_kept_stays_in_the_dialog(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from questionnaire.errors import StoreError

    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        assert isinstance(buyer.app.screen, InterviewScreen)

        def fail(*_given: object) -> None:
            raise StoreError("The disk is full.", "Make room.")

        await open_dialog(buyer)
        await buyer.press("1")
        await buyer.write("a remark")
        with monkeypatch.context() as patch:
            patch.setattr(OpenInterview, "tell_problem", fail)
            await buyer.press("enter")
            await buyer.sees("The disk is full. Make room.")
        assert buyer.typed == "a remark"
        await buyer.press("enter")
        await buyer.reaches("chosen")
    assert told(desk) == [("chosen", ProblemKind.NOT_UNDERSTOOD, "a remark")]


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_the_dialog_fits_the_smallest_windows(desk: Desk, size: tuple[int, int]) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen", size) as buyer:
        await open_dialog(buyer)
        await buyer.sees("1 ( ) not understood", "6 ( ) something else")
        await buyer.write("x")
        await buyer.sees("x")
        assert buyer.app.screen.query_one("RemarkLine").region.bottom <= size[1] - 1
