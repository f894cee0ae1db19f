"""The round before in the call: the earlier answer beside the question, `=`, a new round in the dialog."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from questionnaire.banks.model import Reason, Respondent
from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.start_interview import InterviewsDialog
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import BANK, Desk, at_keyboard, in_call

LONG = ("It was said at great length, and more than once. " * 12).strip()
DAY = "2025-11-02"
BEFORE = {
    "union-present": Answer("yes"),
    "union-name": Answer("Voorbeeldbond"),
    "members": Answer(120),
    "chosen": Answer("secret-ballot"),
    "topics": Answer(("wages", "safety")),
    "workers": Answer(1200),
    "agreed": Answer(reason=Reason.REFUSED),
    "remarks": Answer(LONG),
}
WRITTEN = Answer("named", source=AnswerSource.WRITTEN, since="2026-10-01")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An interview in a second round, that stands at the first question."""
    desk = Desk(tmp_path)
    then = lambda: datetime(2025, 11, 2, 9, 30, tzinfo=UTC)  # noqa: E731
    with open_workspace(str(desk.database), desk.banks, clock=then) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        interview = workspace.start_interview("Voorbeeld", "call", Respondent.MANAGEMENT)
        for question, answer in BEFORE.items():
            interview.record(question, answer)
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.start_interview("Voorbeeld", "call", Respondent.MANAGEMENT, new_round=True)
    return desk


def stand_at(desk: Desk, question: str, answer: Answer | None = None) -> None:
    with open_workspace(str(desk.database), desk.banks) as workspace:
        interview = workspace.open_interview("Voorbeeld")
        interview.visit(question)
        if answer is not None:
            interview.record(question, answer)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_earlier_answer_stands_under_the_question_and_moves_nothing(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with in_call(desk, "union-present", size) as buyer:
        here = buyer.row_of(f"2025: Yes, since {DAY} — = still so")
        assert "Is there a union here?" in buyer.rows[here - 1]
        first = buyer.row_of("1 ( ) Yes")
        await buyer.press("n")
        await buyer.write("Said at once.")
        await buyer.press("escape", "equals_sign")
        assert buyer.row_of("1 (x) Yes") == first
        assert buyer.row_of(f"as in 2025, since {DAY} — = not so") == here
        await buyer.sees("A yes with nothing shown.", "What is it called?")
        await buyer.press("enter", "enter", "enter")
        await buyer.reaches("chosen")
        assert first == buyer.row_of("1 ( ) By secret ballot")
        kept = desk.answers()["union-present"]
        assert kept == Answer("yes", note="Said at once.", source=AnswerSource.STILL_SO, since=DAY)


async def test_the_same_key_takes_it_back(desk: Desk) -> None:
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("f", "equals_sign", "equals_sign")
        assert desk.answers()["union-present"] == Answer(marked=True)
        await buyer.sees(f"2025: Yes, since {DAY} — = still so")
        await buyer.press("3")
        await buyer.sees("= still so")
        await buyer.press("equals_sign")
        assert desk.value("union-present") == "yes"
        await buyer.press("z")
        assert desk.value("union-present") is None


@pytest.mark.parametrize(
    ("question", "key", "shown"),
    [
        ("chosen", "equals_sign", "2025: By secret ballot, since"),
        ("topics", "equals_sign", "2025: Wages; Safety, since"),
        ("workers", "equals_sign", "2025: 1200, since"),
        ("agreed", "equals_sign", "2025: refused, since"),
        ("remarks", "f11", "2025: It was said at great length"),
    ],
)
async def test_every_type_of_answer_is_taken_over(desk: Desk, question: str, key: str, shown: str) -> None:
    stand_at(desk, question)
    async with in_call(desk, question) as buyer:
        await buyer.sees(shown, "F11 still so" if key == "f11" else "= still so")
        await buyer.press(key)
        await buyer.sees(f"as in 2025, since {DAY}")
        taken = replace(BEFORE[question], source=AnswerSource.STILL_SO, since=DAY)
        assert desk.answers()[question] == taken


async def test_what_is_half_typed_gives_way(desk: Desk) -> None:
    stand_at(desk, "workers")
    async with in_call(desk, "workers") as buyer:
        await buyer.write("12-")
        await buyer.press("equals_sign")
        assert (buyer.typed, desk.value("workers")) == ("1200", 1200)
        await buyer.press("1")
        assert (desk.answers()["workers"].value, desk.answers()["workers"].source) == (12001, None)


async def test_an_equals_sign_is_typed_into_a_text(desk: Desk) -> None:
    stand_at(desk, "more-remarks")
    async with in_call(desk, "more-remarks") as buyer:
        await buyer.write("a=b")
        assert desk.value("more-remarks") == "a=b"
        await buyer.press("f11")
        await buyer.sees("There is no earlier answer to this question.")
        assert desk.value("more-remarks") == "a=b"


async def test_a_long_earlier_answer_is_cut_on_a_small_screen_and_longer_on_a_large_one(desk: Desk) -> None:
    stand_at(desk, "remarks")
    async with in_call(desk, "remarks") as buyer:
        row = buyer.row_of("2025: It was said")
        assert "F11 still so" in buyer.rows[row]
        await buyer.resize(120, 40)
        await buyer.sees("F11 still so")
        assert "F11 still so" not in buyer.rows[buyer.row_of("2025: It was said")]
        await buyer.resize(60, 16)
        assert "F11 still so" in buyer.rows[buyer.row_of("2025: It was said")]


async def test_what_the_supplier_wrote_is_asked_on_and_confirmed(desk: Desk) -> None:
    stand_at(desk, "chosen", WRITTEN)
    async with in_call(desk, "chosen") as buyer:
        row = buyer.row_of("written by the supplier on 2026-10-01: ask on — = confirms it")
        assert "How were they chosen?" in buyer.rows[row - 1]
        await buyer.sees("3 (x) Named by the management", "1 of ")
        await buyer.press("equals_sign")
        await buyer.misses("written by the supplier")
        assert desk.answers()["chosen"] == Answer("named")


async def test_the_key_pressed_twice_puts_nothing_in_place_of_what_the_supplier_wrote(desk: Desk) -> None:
    stand_at(desk, "chosen", WRITTEN)
    async with in_call(desk, "chosen") as buyer:
        await buyer.press("equals_sign", "equals_sign")
        await buyer.sees("written by the supplier on 2026-10-01: ask on — = confirms it")
        assert desk.answers()["chosen"] == WRITTEN
        await buyer.press("equals_sign", "enter", "b")
        await buyer.reaches("chosen")
        assert desk.answers()["chosen"] == Answer("named")


async def test_what_the_supplier_wrote_is_come_back_to(desk: Desk) -> None:
    stand_at(desk, "chosen", WRITTEN)
    stand_at(desk, "union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("3", "s")
        await buyer.reaches("why-not")
        await buyer.press("escape", "s")
        await buyer.reaches("chosen")


async def test_a_new_round_is_begun_from_the_dialog(desk: Desk) -> None:
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("i")
        await buyer.on_screen(InterviewsDialog)
        year = datetime.now(UTC).year
        await buyer.sees(f"r round: {year} (open)", "2025 ", "Begin an interview with: management")
        await buyer.press("r")
        await buyer.sees(f"r round: {year}-2 (new; closes {year})")
        await buyer.press("r")
        await buyer.sees(f"r round: {year} (open)")
        await buyer.press("r", "down", "down", "enter")
        await buyer.on_screen(InterviewScreen)
        await buyer.sees(f"round {year}-2")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        assert [one.name for one in workspace.rounds.of("Voorbeeld")] == [f"{year}-2", str(year), "2025"]


async def test_the_dialog_begins_on_the_version_the_round_is_held_on(desk: Desk) -> None:
    (desk.banks / "call.yaml").write_text(BANK.replace('"1.0"', '"2.0"'), encoding="utf-8")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("i")
        await buyer.on_screen(InterviewsDialog)
        await buyer.sees("A bank for a call 1.0")
        await buyer.press("r")
        await buyer.sees("A bank for a call 2.0")
