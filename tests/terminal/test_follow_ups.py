"""Follow-ups at the keyboard: made in the call and the wrap-up, set aside, listed over all suppliers, done, exported."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import icalendar
import pytest
from textual.color import Color

from questionnaire.banks.model import Reason, Respondent, Severity
from questionnaire.errors import StoreError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.follow_ups import FollowUp, FollowUpState
from questionnaire.rooms.follow_up_list import FollowUpList
from questionnaire.rooms.follow_ups import FollowUps, Plan
from questionnaire.store.follow_ups import Change
from questionnaire.terminal.follow_up import FollowUpDialog, RemarkDialog
from questionnaire.terminal.follow_up_detail import FollowUpDetail
from questionnaire.terminal.follow_up_export import FollowUpExportDialog
from questionnaire.terminal.follow_ups import FollowUpsScreen
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.wrap_up import WrapUpScreen
from questionnaire.workspace import open_workspace, utc_now
from tests.terminal.helpers import Buyer, Desk, at_keyboard, in_call
from tests.terminal.test_hostile import HOSTILE, no_control_in

FLAG = "flag:union-present:2"
LETTER = Evidence(EvidenceState.PROMISED, "the letter")


@contextmanager
def room_of(desk: Desk) -> Iterator[FollowUps]:
    """The follow-ups as they are on the disk."""
    with open_workspace(str(desk.database), desk.banks) as workspace:
        yield workspace.follow_ups


def kept(desk: Desk) -> list[FollowUp]:
    """All follow-ups on the disk."""
    with room_of(desk) as room:
        return room.listed(with_closed=True)


def record(desk: Desk, question: str, answer: Answer) -> None:
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.open_interview("Voorbeeld").record(question, answer)


def in_days(number: int) -> date:
    return date.today() + timedelta(days=number)  # noqa: DTZ011 - the user's own day


async def test_a_finding_becomes_a_follow_up_in_the_wrap_up(desk: Desk) -> None:
    desk.interview(at="chosen", values={"union-present": "no"})
    async with in_call(desk, "chosen") as buyer:
        await buyer.wrap_up()
        await buyer.press("f")
        await buyer.on_screen(FollowUpDialog)
        await buyer.sees("A follow-up: Voorbeeld Knit", "Hear the workers.", in_days(14).isoformat())
        await buyer.paste(" Off site.")
        await buyer.press("enter", "f3")
        assert buyer.typed == "brand"
        await buyer.press("f2")
        await buyer.sees("Agreed: the supplier knows of it")
        await buyer.press("enter", "end", "ctrl+u")
        await buyer.paste("+10d")
        await buyer.sees(in_days(10).isoformat())
        await buyer.press("enter")
        await buyer.on_screen(WrapUpScreen)
        await buyer.sees("Nobody speaks for the workers. 1.1 due", ", brand")
        await buyer.press("f")
        await buyer.on_screen(FollowUpDetail)
        await buyer.sees("Hear the workers. Off site.", "state: open", "agreed with the supplier: yes")
    (made,) = kept(desk)
    assert (made.finding, made.what, made.due) == (FLAG, "Hear the workers. Off site.", in_days(10))
    assert (made.owner.shown, made.agreed, made.severity) == ("brand", True, Severity.HIGH)


async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.interview(at="chosen", values={"union-present": "no"})
    async with in_call(desk, "chosen") as buyer:
        await buyer.wrap_up()
        await buyer.press("f", "tab", "end", "ctrl+u", "enter", "end", "ctrl+u")
        await buyer.paste("yesterday")
        await buyer.press("enter")
        await buyer.sees("Nobody was given to do it.")
        await buyer.press("up")
        await buyer.paste("quality manager")
        await buyer.press("ctrl+s")
        await buyer.sees("'yesterday' is no day for a follow-up.", "quality manager", "Hear the workers.")
        await buyer.press("down", "end", "ctrl+u", "enter")
        await buyer.on_screen(WrapUpScreen)
        await buyer.sees("no date, quality manager")
    assert kept(desk)[0].due is None


async def test_a_finding_is_set_aside_with_a_reason_and_taken_up_again(desk: Desk) -> None:
    desk.interview(at="chosen", values={"union-present": "no"})
    async with in_call(desk, "chosen", (100, 40)) as buyer:
        await buyer.wrap_up()
        await buyer.press("s")
        await buyer.on_screen(RemarkDialog)
        await buyer.sees("Nobody speaks for the workers.")
        await buyer.press("enter")
        await buyer.sees("A finding is set aside with a reason.")
        await buyer.paste("elected [/] in May")
        await buyer.press("enter")
        await buyer.on_screen(WrapUpScreen)
        await buyer.sees("elected [/] in May", "Nothing needs follow-up")
        assert buyer.row_of("Open questions") < buyer.row_of("Nobody speaks for the workers.")
        await buyer.press("end", "s")
        await buyer.misses("elected")
        assert buyer.row_of("Nobody speaks for the workers.") < buyer.row_of("Open questions")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        (aside,) = workspace.follow_ups.set_aside_of(workspace.open_interview("Voorbeeld"))
    assert (aside.reason, aside.ended_at is not None) == ("elected [/] in May", True)


async def test_what_is_promised_or_to_follow_is_offered_in_the_call_with_one_key(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await buyer.press("t")
        await buyer.sees("F makes a follow-up: To be answered: How were they chosen?")
        await buyer.press("F")
        await buyer.on_screen(FollowUpDialog)
        await buyer.press("ctrl+s")
        await buyer.reaches("chosen")
        await buyer.sees("Follow-up: due", ", supplier")
        await buyer.press("e", "2")
        await buyer.paste("the letter")
        await buyer.press("enter")
        await buyer.sees("F makes a follow-up: To be received: the letter")
        await buyer.press("F", "enter", "enter", "enter")
        await buyer.reaches("chosen")
        await buyer.press("1")
        await buyer.misses("To be answered")
    states = {one.finding: one.state for one in kept(desk)}
    assert states == {
        "to-follow:chosen": FollowUpState.DONE,
        "promised:chosen:the letter": FollowUpState.OPEN,
    }


async def test_the_call_is_not_interrupted_by_what_is_offered(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await buyer.press("t", "enter")
        await buyer.reaches("topics")
        await buyer.misses("F makes a follow-up")
        await buyer.press("F")
        await buyer.sees("Nothing came out here.")
        await buyer.reaches("topics")
    assert kept(desk) == []


async def test_a_finding_on_screen_is_followed_up_from_the_call_too(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "no"})
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("f12")
        await buyer.sees("Hear the workers.")
        await buyer.press("ctrl+s")
        await buyer.reaches("union-present")
        await buyer.press("F")
        await buyer.on_screen(FollowUpDetail)
    assert [one.finding for one in kept(desk)] == [FLAG]


async def test_the_letter_is_text_where_text_is_typed(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.press("F")
        assert buyer.typed == "F"


async def test_what_is_still_to_come_is_in_the_wrap_up(desk: Desk) -> None:
    desk.interview(at="topics", values={})
    record(desk, "chosen", Answer(reason=Reason.TO_FOLLOW, evidence=(LETTER,)))
    async with in_call(desk, "topics") as buyer:
        await buyer.wrap_up()
        await buyer.press("f")
        await buyer.sees("To be received: the letter")
        await buyer.press("ctrl+s")
        await buyer.on_screen(WrapUpScreen)
        await buyer.press("j", "f")
        await buyer.sees("To be answered: How were they chosen?")
        await buyer.press("ctrl+s")
        await buyer.on_screen(WrapUpScreen)
        await buyer.sees("the letter due", "How were they chosen? due")
        await buyer.press("j", "f")
        await buyer.sees("Choose what came out")
        await buyer.press("k", "enter")
        await buyer.reaches("chosen")
    assert {one.finding for one in kept(desk)} == {"to-follow:chosen", "promised:chosen:the letter"}


async def test_what_the_workers_said_cannot_be_agreed(desk: Desk) -> None:
    desk.interview(at="chosen", values={"union-present": "no"}, respondent=Respondent.WORKERS)
    async with in_call(desk, "chosen") as buyer:
        await buyer.wrap_up()
        await buyer.press("f")
        await buyer.sees("Confidential: the supplier must not learn of it.")
        await buyer.press("f2", "ctrl+s")
        await buyer.on_screen(WrapUpScreen)
        await buyer.press("f", "a")
        await buyer.sees("no: it must not learn of it", "must not learn of this follow-up")
    (made,) = kept(desk)
    assert (made.agreed, made.owner.shown) == (False, "brand")


def fill(desk: Desk) -> None:
    """Three follow-ups with two suppliers, one of them overdue."""
    desk.interview(at="chosen")
    desk.supplier("Proefdruk Denim", "TR")
    with room_of(desk) as room:
        room.add("Voorbeeld", Plan("Call the union", "union", "+2w"), Severity.LOW)
        late = room.add("Proefdruk", Plan("Send the minutes", "quality manager", "+1d"), Severity.HIGH)
        room.add("Voorbeeld", Plan("Some day", "supplier"))
        room._kept.change(late.id, _late())


def _late() -> Change:
    return Change(utc_now(), "test", "", {"due": in_days(-3).isoformat()})


async def to_list(buyer: Buyer) -> None:
    await buyer.press("d")
    await buyer.on_screen(FollowUpsScreen)


async def test_the_suppliers_tell_what_is_due(desk: Desk) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.sees("Voorbeeld Knit", "2 due", "1 overdue")
        assert "2 due" in buyer.rows[buyer.row_of("Voorbeeld Knit")]
        assert "1 overdue" in buyer.rows[buyer.row_of("Proefdruk Denim")]
        await to_list(buyer)
        await buyer.press("home", "d")
        await buyer.paste("came by mail")
        await buyer.press("enter", "escape")
        await buyer.on_screen(SuppliersScreen)
        await buyer.misses("overdue")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_what_is_overdue_can_be_read_under_the_cursor(desk: Desk, theme: str) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        buyer.app.theme = theme
        await to_list(buyer)
        await buyer.sees("overdue", "1 overdue · 3 / 3")
        strips = buyer.app.screen._compositor.render_strips()
        (style,) = [one.style for strip in strips for one in strip if one.text.strip().startswith("overdue ")]
        assert style is not None
        text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        assert abs(text.brightness - ground.brightness) > 0.3


async def test_the_list_is_overdue_first_and_filtered_with_keys(desk: Desk) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await to_list(buyer)
        await buyer.sees("overdue", "1 overdue · 3 / 3")
        rows = [buyer.row_of(words) for words in ("Send the minutes", "Call the union", "Some day")]
        assert rows == sorted(rows)
        await buyer.press("slash")
        await buyer.paste("denim MINUTES")
        await buyer.misses("Call the union")
        await buyer.press("enter")
        await buyer.on_screen(FollowUpDetail)
        await buyer.press("escape", "escape")
        await buyer.sees("Call the union", "3 / 3")
        await buyer.press("m")
        await buyer.sees("for: supplier", "Some day", "1 / 3")
        await buyer.press("m", "m", "m")
        await buyer.sees("for: other", "Send the minutes")
        await buyer.press("m", "s")
        await buyer.sees("high", "Send the minutes", "1 / 3")
        await buyer.press("s")
        await buyer.sees("Nothing matches.")
        await buyer.press("escape")
        await buyer.sees("3 / 3")
        await buyer.press("q")
        await buyer.on_screen(SuppliersScreen)


async def test_states_are_set_with_a_remark_and_all_are_shown_with_a_key(desk: Desk) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await to_list(buyer)
        await buyer.press("home", "w")
        await buyer.paste("asked [/]")
        await buyer.press("enter")
        await buyer.on_screen(FollowUpsScreen)
        await buyer.sees("waiting")
        await buyer.press("d", "enter")
        await buyer.misses("Send the minutes")
        await buyer.press("c", "escape")
        await buyer.sees("Call the union")
        await buyer.press("c", "enter")
        await buyer.misses("Call the union")
        await buyer.press("t")
        await buyer.sees("done too", "Call the union", "Send the minutes", "dropped", "3 / 3")
        await buyer.press("slash")
        await buyer.paste("minutes")
        await buyer.press("enter")
        await buyer.sees("asked [/]", "state: done")
        await buyer.press("o", "enter")
        await buyer.sees("state: open")
    states = {one.what: one.state for one in kept(desk)}
    assert states == {
        "Send the minutes": FollowUpState.OPEN,
        "Call the union": FollowUpState.DROPPED,
        "Some day": FollowUpState.OPEN,
    }
    with room_of(desk) as room:
        (late,) = room.listed("Proefdruk")
        assert [event.remark for event in room.events(late.id)] == ["", "", "asked [/]", "", ""]


async def test_a_follow_up_is_changed_and_agreed(desk: Desk) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await to_list(buyer)
        await buyer.press("home", "e")
        await buyer.on_screen(FollowUpDialog)
        await buyer.sees("Change the follow-up: Proefdruk Denim")
        await buyer.paste(" in writing")
        await buyer.press("ctrl+s")
        await buyer.on_screen(FollowUpsScreen)
        await buyer.sees("Send the minutes in writing", "overdue")
        await buyer.press("a")
        await buyer.sees("The supplier knows of it.")
        await buyer.press("enter", "e", "tab", "tab", "end", "ctrl+u")
        await buyer.write("+1m")
        await buyer.press("f2", "enter")
        await buyer.on_screen(FollowUpDetail)
        await buyer.sees("agreed with the supplier: no", "Before: Send the minutes")
        await buyer.press("escape")
        await buyer.misses("overdue")
    changed = next(one for one in kept(desk) if one.what == "Send the minutes in writing")
    assert changed.due is not None
    assert changed.due > in_days(25)


async def test_a_new_one_from_no_finding_is_for_the_supplier_chosen_before(desk: Desk) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("down")
        await to_list(buyer)
        await buyer.press("n")
        await buyer.sees("A follow-up: Voorbeeld Knit")
        await buyer.press("ctrl+s")
        await buyer.sees("Nothing was given to be done.")
        await buyer.paste("Pay on time")
        await buyer.press("ctrl+s")
        await buyer.on_screen(FollowUpsScreen)
        await buyer.sees("Pay on time")
    made = next(one for one in kept(desk) if one.what == "Pay on time")
    assert (made.supplier_name, made.owner.shown, made.finding) == ("Voorbeeld Knit", "brand", None)


async def test_what_is_listed_goes_to_a_file(desk: Desk) -> None:
    fill(desk)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await to_list(buyer)
        await buyer.press("slash")
        await buyer.paste("call")
        await buyer.press("escape", "m", "m", "m", "x")
        await buyer.on_screen(FollowUpExportDialog)
        assert buyer.typed.endswith("follow-ups.ics")
        await buyer.press("enter")
        await buyer.sees("Written:")
        await buyer.press("x", "enter")
        await buyer.sees("exists already", "F4 replaces it")
        await buyer.press("f4")
        await buyer.on_screen(FollowUpsScreen)
        await buyer.press("x", "f3", "f3", "f3", "f3")
        assert buyer.typed.endswith("follow-ups.xlsx")
    (event,) = icalendar.Calendar.from_ical((desk.folder / "follow-ups.ics").read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == "Voorbeeld Knit: Call the union"


async def test_without_any_it_says_how_to_make_one(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await to_list(buyer)
        await buyer.sees("Nothing to follow up yet.", "Press n")
        await buyer.press("enter", "d", "w", "e", "a", "x", "t", "m", "s", "slash", "escape", "escape")
        await buyer.on_screen(SuppliersScreen)


async def test_a_database_that_fails_is_told_and_nothing_typed_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)

    def fail(*_given: object, **_named: object) -> None:
        raise StoreError("The disk is full.", "Make room.")

    async with at_keyboard(desk.database, desk.banks) as buyer:
        await to_list(buyer)
        await buyer.press("d")
        await buyer.paste("done")
        with monkeypatch.context() as patch:
            patch.setattr(FollowUpList, "set_state", fail)
            await buyer.press("enter")
            await buyer.sees("The disk is full. Make room.")
        assert buyer.typed == "done"
        await buyer.press("enter")
        await buyer.on_screen(FollowUpsScreen)
        with monkeypatch.context() as patch:
            patch.setattr(FollowUpList, "listed", fail)
            await buyer.press("enter", "escape")
            await buyer.sees("The disk is full.")


@pytest.mark.parametrize("size", [(60, 16), (120, 40)])
async def test_hostile_text_breaks_no_screen(desk: Desk, size: tuple[int, int]) -> None:
    desk.interview(at="chosen", values={"union-present": "no"})
    with room_of(desk) as room:
        for text in HOSTILE.values():
            made = room.add("Voorbeeld", Plan(text[:480], text[:60], "+1w"))
            room.set_state(made.id, FollowUpState.WAITING, text[:480])
    async with at_keyboard(desk.database, desk.banks, size) as buyer:
        await to_list(buyer)
        no_control_in(buyer)
        for _ in range(2):
            await buyer.press("down", "enter")
            no_control_in(buyer)
            await buyer.press("e")
            no_control_in(buyer)
            await buyer.press("escape", "escape")
            await buyer.on_screen(FollowUpsScreen)
        await buyer.press("n")
        await buyer.paste(HOSTILE["escape"] + HOSTILE["markup"])
        await buyer.press("tab")
        await buyer.paste(HOSTILE["bidi"])
        no_control_in(buyer)
        await buyer.press("ctrl+s")
        await buyer.on_screen(FollowUpsScreen)
        no_control_in(buyer)
    assert len(kept(desk)) == len(HOSTILE) + 1
