"""The round of a supplier: voices side by side, what differs, what changed since the round before, and which interview opens."""

from pathlib import Path

from textual.widgets import OptionList

from questionnaire.banks.model import Reason, Respondent
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.terminal.follow_up import FollowUpDialog
from questionnaire.terminal.round import RoundScreen
from questionnaire.terminal.round_detail import RoundDetail
from questionnaire.terminal.start_interview import InterviewsDialog
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.text import one_line
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import BANK, Buyer, Desk, at_keyboard
from tests.terminal.test_hostile import HOSTILE, bank_of_texts, hostile_bank, no_control_in

MANAGEMENT, REPRESENTATIVE, UNION = Respondent.MANAGEMENT, Respondent.WORKER_REPRESENTATIVE, Respondent.UNION

SAID = {
    MANAGEMENT: {
        "union-present": Answer("yes", note="The union is in the canteen."),
        "chosen": Answer("secret-ballot"),
        "workers": Answer(1200),
        "remarks": Answer("All is well."),
    },
    REPRESENTATIVE: {
        "union-present": Answer("no", note="Nobody ever saw it."),
        "chosen": Answer("secret-ballot"),
        "workers": Answer(1199),
        "remarks": Answer(reason=Reason.REFUSED),
    },
}


def hold(
    desk: Desk,
    respondent: Respondent,
    answers: dict[str, Answer],
    *,
    bank: str = "call",
    new_round: bool = False,
    finish: bool = False,
) -> str:
    """One more interview with the desk's supplier; its key."""
    with open_workspace(str(desk.database), desk.banks) as workspace:
        interview = workspace.start_interview("Voorbeeld", bank, respondent, new_round=new_round)
        for question, answer in answers.items():
            interview.record(question, answer)
        if finish:
            interview.finish()
        return interview.key


def held_round(desk: Desk) -> None:
    """A supplier with what management and a worker representative said."""
    desk.supplier()
    for respondent, answers in SAID.items():
        hold(desk, respondent, answers)


async def open_round(buyer: Buyer) -> None:
    await buyer.press("r")
    await buyer.on_screen(RoundScreen)


async def test_the_voices_stand_side_by_side(desk: Desk) -> None:
    held_round(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        heads = buyer.rows[buyer.row_of("differs")]
        assert heads.index("management") < heads.index("worker rep") < heads.index("differs")
        union = buyer.rows[buyer.row_of("No                !! high")]
        yes, no, severity = (union.index(word) for word in ("Yes", "No ", "!! high"))
        assert "1.1 Is there a union here?" in union
        assert (yes, severity) == (heads.index("management"), heads.index("differs"))
        assert yes < no < severity
        assert "low" in buyer.rows[buyer.row_of("2.1 How many people")]
        assert "low" not in (remarks := buyer.rows[buyer.row_of("2.4 What else")])
        assert "refused" in remarks
        await buyer.sees("Voorbeeld Knit · round 2026", "management, worker representative", "Confidential:")
        assert "Which share are women" not in buyer.text, "only what somebody answered"


async def test_the_question_under_the_cursor_is_told_with_what_to_do(desk: Desk) -> None:
    held_round(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.sees("Do not tell the management who said otherwise", "the letter, the minutes")
        await buyer.press("enter")
        await buyer.on_screen(RoundDetail)
        await buyer.sees("The union is in the canteen.", "Nobody ever saw it.")
        await buyer.press("escape", "down")
        await buyer.misses("Do not tell the management")
        await buyer.sees("How were they chosen?")


async def test_d_leaves_only_what_differs_and_brings_all_back(desk: Desk) -> None:
    held_round(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        shown = buyer.app.screen.query_one(OptionList)
        assert shown.option_count == 4
        await buyer.press("down", "down", "d")
        assert [option.id for option in shown.options] == ["union-present", "workers"]
        await buyer.sees("2.1 How many people work here?")
        assert shown.highlighted == 1, "the cursor stays on its question"
        await buyer.press("d")
        assert shown.option_count == 4


async def test_one_voice_alone_says_that_there_is_nothing_to_compare(desk: Desk) -> None:
    desk.interview(values={"union-present": "yes"})
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.press("d")
        await buyer.sees("Nobody else has been asked yet")
        await buyer.press("enter", "c")
        await buyer.on_screen(RoundScreen)
        await buyer.sees("There is no earlier round to compare with.")
        await buyer.press("escape")
        await buyer.on_screen(SuppliersScreen)


async def test_without_an_interview_there_is_no_round_to_show(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("r")
        await buyer.sees("There is no interview with this supplier yet.")


async def test_an_earlier_interview_with_the_same_respondent_is_said_to_be_left_out(desk: Desk) -> None:
    held_round(desk)
    hold(desk, REPRESENTATIVE, {"union-present": Answer("yes")})
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.sees("the latest interview speaks; left out: worker representative")
        assert "!! high" not in buyer.text


async def test_the_rounds_are_walked_and_compared(desk: Desk) -> None:
    held_round(desk)
    now = {"union-present": Answer("no"), "chosen": Answer("secret-ballot"), "women": Answer(40)}
    hold(desk, MANAGEMENT, now, finish=True, new_round=True)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.sees("round 2026-2")
        assert "worker rep" not in buyer.text
        await buyer.press("c")
        await buyer.sees("management: round 2026 and round 2026-2", "before and now")
        worse = buyer.rows[buyer.row_of("! worse")]
        assert "1.1" in worse
        assert "Yes → No" in worse
        newly = buyer.rows[buyer.row_of("* newly answered")]
        assert "no answer → 40%" in newly
        gone = [row for row in buyer.rows if "- no longer answered" in row]
        assert any("1200 → no answer" in row for row in gone)
        await buyer.sees("Nobody speaks for the workers.")
        await buyer.press("enter")
        await buyer.sees("The union is in the canteen.")
        await buyer.press("escape", "c", "right")
        await buyer.sees("There is no later round.")
        await buyer.press("left")
        await buyer.sees("worker repr", "!! high")
        await buyer.press("c")
        await buyer.sees("There is no earlier round to compare with.")


async def test_interviews_on_another_bank_are_another_table(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path, BANK, BANK.replace("bank: call", "bank: other").replace("A bank for a call", "Another bank")
    )
    held_round(desk)
    hold(desk, UNION, {"union-present": Answer("no")}, bank="other")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.sees("A bank for a call 1.0 (1/2)")
        await buyer.press("b")
        await buyer.sees("Another bank 1.0 (2/2)", "union")
        assert "worker repr" not in buyer.rows[buyer.row_of("differs")]
        await buyer.press("b")
        await buyer.sees("(1/2)")
        await buyer.press("escape", "i")
        await buyer.on_screen(InterviewsDialog)
        rows = [
            buyer.row_of(words)
            for words in ("other  ", "    union  ", "call  ", "    worker representative 2")
        ]
        assert rows == sorted(rows), "each interview stands under the name of its bank"


async def test_where_two_interviews_of_the_round_go_on_enter_shows_them(desk: Desk) -> None:
    held_round(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.sees("2 unfinished")
        await buyer.press("enter")
        await buyer.on_screen(InterviewsDialog)
        await buyer.press("down", "enter")
        await buyer.until(lambda: not isinstance(buyer.app.screen, InterviewsDialog), "the call")
        await buyer.sees("Voorbeeld Knit · Bangladesh · round 2026 · management")


async def test_where_one_interview_of_the_round_goes_on_enter_resumes_it(desk: Desk) -> None:
    desk.supplier()
    hold(desk, MANAGEMENT, SAID[MANAGEMENT], finish=True)
    hold(desk, REPRESENTATIVE, {"union-present": Answer("no")})
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.sees("resume")
        await buyer.press("enter")
        await buyer.until(lambda: "worker representative" in buyer.text, "the call")
        assert not isinstance(buyer.app.screen, InterviewsDialog)


async def test_hostile_text_and_every_size(tmp_path: Path) -> None:
    desk = Desk(tmp_path, bank_of_texts(), hostile_bank())
    desk.supplier("Voorbeeld " + one_line(HOSTILE["markup"])[:150])
    for respondent in (MANAGEMENT, UNION):
        said = {}
        for name, text in HOSTILE.items():
            pieces = (Evidence(EvidenceState.PROMISED, text),)
            said[f"q-{name}"] = Answer(f"{respondent} {text}", note=text, evidence=pieces)
        hold(desk, respondent, said, bank="texts")
    for number, respondent in enumerate((MANAGEMENT, UNION, Respondent.BRAND)):
        answers = {f"q-{name}": Answer("no" if number % 2 else "yes") for name in HOSTILE if name != "nul"}
        hold(desk, respondent, answers, bank="hostile")
    hold(
        desk,
        MANAGEMENT,
        {"q-closing": Answer("no"), "q-cells": Answer("yes")},
        bank="hostile",
        new_round=True,
    )
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        for size in ((80, 24), (120, 40)):
            await buyer.resize(*size)
            for keys in (("c",), ("enter",), ("escape", "c"), ("left",), ("b",), ("b",)):
                await buyer.press(*keys)
                for _row in range(2):
                    no_control_in(buyer)
                    await buyer.press("down")
            await buyer.press("home", *["down"] * 5, "enter")
            await buyer.on_screen(RoundDetail)
            no_control_in(buyer)
            await buyer.press("end", "escape", "right")


async def test_f_makes_a_follow_up_of_what_differs_which_the_supplier_never_learns(desk: Desk) -> None:
    held_round(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.press("f")
        await buyer.on_screen(FollowUpDialog)
        await buyer.sees("Confidential: the supplier must not learn of it.", "Do not tell the management")
        await buyer.press("f2", "ctrl+s")
        await buyer.on_screen(RoundScreen)
        await buyer.sees("follow-up:")
        await buyer.press("down", "f")
        await buyer.sees("Nobody contradicts anybody on this question.")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        (made,) = workspace.follow_ups.listed()
    assert (made.finding, made.question, made.agreed) == (
        "disagreement:union-present",
        "union-present",
        False,
    )
    assert made.is_confidential


async def test_s_sets_what_differs_aside_with_a_reason_and_takes_it_up_again(desk: Desk) -> None:
    held_round(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await open_round(buyer)
        await buyer.press("s")
        await buyer.write("Another building was meant.")
        await buyer.press("enter")
        await buyer.on_screen(RoundScreen)
        await buyer.sees("set aside: Another building was meant.")
        await buyer.press("s")
        await buyer.misses("Another building was meant.")
