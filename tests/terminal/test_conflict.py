"""Another answer that came with a sheet: said when the call is opened and beside the question, decided by a key."""

from pathlib import Path

import pytest

from questionnaire.interviews.answers import Answer
from questionnaire.terminal.conflict import ConflictDialog
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Desk, in_call

THEIRS = Answer("no", note="[red]Asked[/] twice.", marked=True)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A call in which another machine has other answers to two questions."""
    desk = Desk(tmp_path)
    desk.interview(at="union-present", values={"union-present": "yes", "workers": 900})
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    with open_workspace(str(desk.database), desk.banks) as ours:
        ours.export_sheet("Voorbeeld", first)
    with open_workspace(str(tmp_path / "theirs.db"), desk.banks) as theirs:
        theirs.by = "ben"
        interview = theirs.read_back.apply(theirs.read_back.preview(first))
        for question, answer in (("union-present", THEIRS), ("workers", Answer(1200))):
            interview.record(question, answer)
        theirs.export_sheet("Voorbeeld", second)
    with open_workspace(str(desk.database), desk.banks) as ours:
        for question, answer in (("union-present", Answer("partly")), ("workers", Answer(950))):
            ours.open_interview("Voorbeeld").record(question, answer)
        ours.read_back.apply(ours.read_back.preview(second))
    return desk


async def test_it_is_said_when_the_call_is_opened_and_beside_the_question(desk: Desk) -> None:
    async with in_call(desk, "union-present", (100, 30)) as buyer:
        await buyer.sees("2 answers differ from a sheet that was read back: 1.1, 2.1.")
        await buyer.close_notices()
        await buyer.sees("d: another answer from ben, ", ": No · Note: [red]Asked[/] twice.")
        await buyer.press("s", "s")
        await buyer.misses("d: another answer")


async def test_theirs_comes_in_force(desk: Desk) -> None:
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("2 answers differ")
        await buyer.press("d")
        await buyer.on_screen(ConflictDialog)
        await buyer.sees(
            "Which answer stays?", "1 ( ) here", "2 ( ) from ben", "Partly", "Marked for follow-up."
        )
        await buyer.press("enter")
        await buyer.sees("Choose an answer with its digit first.")
        await buyer.press("2")
        await buyer.sees("2 (x) from ben")
        await buyer.press("enter")
        await buyer.on_screen(InterviewScreen)
        await buyer.misses("d: another answer")
        await buyer.sees("Nobody speaks for the workers.")
    assert desk.answers()["union-present"] == THEIRS
    assert desk.history("union-present")[-1].before == Answer("partly")


async def test_ours_stays_and_what_is_said_next_is_saved(desk: Desk) -> None:
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("2 answers differ")
        await buyer.press("d", "down", "enter")
        await buyer.on_screen(InterviewScreen)
        await buyer.misses("d: another answer")
        assert desk.value("union-present") == "partly"
        await buyer.press("3")
        await buyer.until(lambda: desk.value("union-present") == "no", "the answer on the disk")
        await buyer.press("d")
        await buyer.sees("No other answer to this question came with a sheet.")


async def test_deciding_later_changes_nothing(desk: Desk) -> None:
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("2 answers differ")
        await buyer.press("d", "2", "escape")
        await buyer.on_screen(InterviewScreen)
        assert "answers differ" not in buyer.text
        await buyer.sees("d: another answer from ben")
    assert desk.value("union-present") == "partly"


async def test_the_same_answer_said_here_ends_it(desk: Desk) -> None:
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("2 answers differ")
        await buyer.close_notices()
        await buyer.sees("d: another answer from ben")
        await buyer.press("3", "f", "n")
        await buyer.write("[red]Asked[/] twice.")
        await buyer.misses("d: another answer")
    with open_workspace(str(desk.database), desk.banks) as ours:
        assert [one.question for one in ours.conflicts.all()] == ["workers"]
