"""The call, key by key, on a tiny bank: what a key does to the answer on the disk and to the screen."""

import pytest
from textual.widgets import OptionList

from questionnaire.banks.model import Reason
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState, Value
from questionnaire.terminal.find import FindDialog
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.warning import WarningDialog
from questionnaire.terminal.widgets.findings_panel import FindingsPanel
from questionnaire.terminal.wrap_up import WrapUpScreen
from tests.terminal.helpers import Buyer, Desk, at_keyboard, in_call

CLAIM = "A yes with nothing shown."


def panel_of(buyer: Buyer) -> str:
    """The rows of the findings panel."""
    region = buyer.call.query_one(FindingsPanel).region
    return "\n".join(buyer.rows[region.y : region.bottom])


def unmarked(row: str) -> str:
    """A row without the mark of what is chosen."""
    return row.replace("(x)", "( )").replace("[x]", "[ ]")


async def test_a_digit_chooses_and_the_probes_appear_under_the_answer(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        assert "What is it called?" not in buyer.text
        await buyer.press("1")
        await buyer.sees("1 (x) Yes", "What is it called?", "How many members has it?")
        assert buyer.row_of("(x) Yes") < buyer.row_of("What is it called?")
        assert desk.value("union-present") == "yes"
        await buyer.press("3")
        await buyer.sees("3 (x) No", "1 ( ) Yes", "Why is there none?")
        await buyer.misses("What is it called?")
        assert desk.value("union-present") == "no"


async def test_arrows_and_j_k_move_and_space_chooses(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await buyer.press("down", "j", "k", "space")
        await buyer.sees("2 (x) By show of hands")
        assert desk.value("chosen") == "show-of-hands"
        await buyer.press("down", "enter")
        await buyer.sees("3 (x) Named by the management")
        assert buyer.here == "chosen"
        await buyer.press("enter")
        await buyer.reaches("topics")


async def test_enter_goes_to_the_probes_before_the_next_question(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("1", "enter")
        await buyer.reaches("union-name")
        await buyer.sees("1.1.1  Is there a union here? — Yes")
        await buyer.press("enter")
        await buyer.reaches("members")
        await buyer.write("600")
        await buyer.sees("In which branches?")
        await buyer.press("enter")
        await buyer.reaches("branches")
        await buyer.press("enter")
        await buyer.reaches("chosen")
        await buyer.press("b")
        await buyer.reaches("branches")
        await buyer.press("escape", "b")
        await buyer.reaches("members")


async def test_without_probes_enter_goes_to_the_next_question(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("u", "enter")
        await buyer.reaches("chosen")


async def test_a_flag_appears_at_once_and_nothing_else_moves(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        before, focus = buyer.rows, buyer.app.screen.focused
        panel = buyer.call.query_one(FindingsPanel).region
        question, cursor = buyer.row_of("Is there a union here?"), buyer.row_of("( ) Yes")
        await buyer.press("1")
        assert CLAIM in panel_of(buyer)
        assert "medium" in panel_of(buyer)
        assert "Ask for the letter." in panel_of(buyer)
        assert buyer.row_of("Is there a union here?") == question
        assert buyer.row_of("(x) Yes") == cursor
        assert buyer.app.screen.focused is focus
        assert buyer.call.query_one(FindingsPanel).region == panel
        upper = slice(2, cursor + 3)
        assert [unmarked(row) for row in buyer.rows[upper]] == before[upper]
        assert "!" in buyer.rows[1]
        assert "!" not in before[1]


async def test_a_finding_goes_when_the_answer_changes(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("1")
        assert CLAIM in panel_of(buyer)
        await buyer.press("3")
        assert "high" in panel_of(buyer)
        assert "Nobody speaks for the workers." in panel_of(buyer)
        assert CLAIM not in buyer.text
        await buyer.press("2")
        assert panel_of(buyer).translate({0x2500: " "}).strip() == ""
        assert desk.opened().findings == ()


async def test_evidence_that_is_seen_answers_a_claim(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "yes"})
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees(CLAIM)
        await buyer.press("e", "1")
        await buyer.write("the letter")
        await buyer.press("enter")
        await buyer.sees("seen: the letter")
        await buyer.misses(CLAIM)
        assert desk.opened().findings == ()


async def test_a_failed_check_says_what_to_ask_now_and_nothing_jumps(desk: Desk) -> None:
    desk.interview(at="workers", values={"union-present": "partly", "members": 900})
    async with in_call(desk, "workers") as buyer:
        before = buyer.rows
        await buyer.write("800")
        await buyer.sees("understood: 800", "More members than workers.", "Ask now: Which count is right?")
        assert buyer.row_of("How many people work here?") == before.index(
            next(row for row in before if "How many people work here?" in row)
        )
        assert buyer.rows[2:5] == before[2:5]
        assert "More members than workers." in panel_of(buyer)
        await buyer.write("0")
        await buyer.misses("More members than workers.")
        assert desk.value("workers") == 8000
        await buyer.press("backspace", "enter", "b")
        await buyer.reaches("workers")
        await buyer.sees("More members than workers.")


async def test_a_finding_of_another_question_is_counted_here(desk: Desk) -> None:
    desk.interview(at="chosen", values={"union-present": "no"})
    async with in_call(desk, "chosen") as buyer:
        await buyer.sees("1 more in this interview")
        assert "Nobody speaks" not in buyer.text


LETTERS = {
    "u": Reason.UNKNOWN,
    "r": Reason.REFUSED,
    "a": Reason.NOT_APPLICABLE,
    "t": Reason.TO_FOLLOW,
}
WORDS = {
    Reason.UNKNOWN: "does not know",
    Reason.REFUSED: "refused",
    Reason.NOT_APPLICABLE: "does not apply",
    Reason.TO_FOLLOW: "to follow",
}


async def test_a_reason_by_its_letter_in_place_of_a_choice_and_of_a_number(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        for key, reason in LETTERS.items():
            await buyer.press("1")
            await buyer.sees("1 (x) Yes")
            await buyer.press(key)
            await buyer.sees(f"answer {WORDS[reason]}", "1 ( ) Yes")
            assert desk.answers()["union-present"] == Answer(reason=reason)
            await buyer.press(key)
            await buyer.misses(f"answer {WORDS[reason]}")
            assert not desk.answers()["union-present"].is_given
        await buyer.press("pagedown", "pagedown", "pagedown")
        await buyer.reaches("workers")
        for key, reason in LETTERS.items():
            await buyer.write("12")
            await buyer.press(key)
            await buyer.sees(f"answer {WORDS[reason]}")
            assert buyer.typed == ""
            assert desk.answers()["workers"] == Answer(reason=reason)


async def test_a_reason_by_its_key_while_text_is_typed(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        for key, reason in zip(("f6", "f7", "f8", "f9"), Reason, strict=True):
            await buyer.write("urat")
            assert desk.answers()["remarks"] == Answer("urat")
            await buyer.press(key)
            await buyer.sees(f"answer {WORDS[reason]}")
            assert desk.answers()["remarks"] == Answer(reason=reason)
            assert buyer.typed == ""


async def test_a_note_is_typed_under_the_answer_and_kept_at_every_key(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "no"})
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("n")
        await buyer.sees("what is said besides")
        await buyer.write("b1 n")
        await buyer.until(lambda: desk.answers()["union-present"].note == "b1 n", "the note on the disk")
        assert desk.value("union-present") == "no"
        assert buyer.row_of("(x) No") < buyer.row_of("b1 n")
        await buyer.press("enter")
        await buyer.sees("note      b1 n")
        assert buyer.here == "union-present"
        await buyer.press("2", "n")
        await buyer.write("!")
        await buyer.press("escape")
        await buyer.sees("note      b1 n!")
        assert desk.answers()["union-present"] == Answer("partly", note="b1 n!")


async def test_a_note_while_text_is_typed_and_with_lines(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.write("text")
        await buyer.press("f4")
        await buyer.write("one\ntwo")
        await buyer.until(
            lambda: desk.answers()["remarks"] == Answer("text", note="one\ntwo"), "both on the disk"
        )
        await buyer.press("enter")
        assert buyer.typed == "text"


async def test_evidence_with_its_state_and_taking_the_last_away(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "yes"})
    pieces = ("the letter", "a photo", "minutes 3", "books", "payslips")
    async with in_call(desk, "union-present") as buyer:
        for digit, what in enumerate(pieces, 1):
            await buyer.press("e", str(digit))
            await buyer.sees(f"{digit} (x) {EvidenceState(list(EvidenceState)[digit - 1])}")
            await buyer.write(what)
            await buyer.press("enter")
            await buyer.sees(f"{list(EvidenceState)[digit - 1]}: {what}")
        kept = tuple(Evidence(state, what) for state, what in zip(EvidenceState, pieces, strict=True))
        assert desk.answers()["union-present"] == Answer("yes", evidence=kept)
        await buyer.press("e", "backspace")
        await buyer.misses("none: payslips")
        assert desk.answers()["union-present"].evidence == kept[:-1]
        await buyer.write("x")
        await buyer.press("backspace", "escape")
        assert desk.answers()["union-present"] == Answer("yes", evidence=kept[:-1])
        assert buyer.here == "union-present"
        await buyer.press("3")
        assert desk.value("union-present") == "no"


async def test_evidence_can_begin_with_a_number(desk: Desk) -> None:
    desk.interview(values={"union-present": "yes"}, at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "1")
        await buyer.write("3 photos")
        await buyer.press("enter")
        await buyer.sees("seen: 3 photos")
        await buyer.press("e", "1", "backspace", "2")
        await buyer.write("4 lists")
        await buyer.press("enter")
        await buyer.sees("promised: 4 lists")
        kept = (Evidence(EvidenceState.SEEN, "3 photos"), Evidence(EvidenceState.PROMISED, "4 lists"))
        assert desk.answers()["union-present"].evidence == kept


async def test_evidence_while_text_is_typed(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.write("said")
        await buyer.press("f3", "2")
        await buyer.write("a film")
        await buyer.press("enter")
        kept = Answer("said", evidence=(Evidence(EvidenceState.PROMISED, "a film"),))
        assert desk.answers()["remarks"] == kept
        await buyer.sees("promised: a film")
        assert buyer.typed == "said"


async def test_a_mark_is_a_finding_until_it_is_taken_away(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        await buyer.press("1", "f")
        await buyer.sees("marked for follow-up", "Marked by the buyer.")
        assert desk.answers()["chosen"] == Answer("secret-ballot", marked=True)
        await buyer.press("f2")
        await buyer.misses("marked for follow-up")
        await buyer.misses("Marked by the buyer.")
        assert desk.answers()["chosen"] == Answer("secret-ballot")


async def test_clear_takes_the_answer_away_and_the_history_keeps_it(desk: Desk) -> None:
    desk.interview(at="chosen", values={"chosen": "named"})
    async with in_call(desk, "chosen") as buyer:
        await buyer.sees("3 (x) Named")
        await buyer.press("c")
        await buyer.sees("3 ( ) Named")
        assert desk.answers()["chosen"] == Answer()
        assert [entry.after.value for entry in desk.history("chosen")] == ["named", None]
        await buyer.press("z")
        await buyer.sees("3 (x) Named")
        assert desk.value("chosen") == "named"


async def test_undo_puts_back_what_stood_before_this_visit(desk: Desk) -> None:
    before = Answer("partly", note="as it was")
    desk.interview(at="union-present", values={"union-present": "partly"})
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("n")
        await buyer.write("as it was")
        await buyer.press("enter", "s")
        await buyer.reaches("union-name")
        await buyer.press("escape", "b")
        await buyer.reaches("union-present")
        await buyer.press("1", "f", "n")
        await buyer.write(" no more")
        await buyer.press("enter")
        assert desk.answers()["union-present"] == Answer("yes", note="as it was no more", marked=True)
        await buyer.press("z")
        await buyer.sees("2 (x) Partly", "note as it was")
        assert desk.answers()["union-present"] == before


async def test_undo_of_a_number_and_of_a_text(desk: Desk) -> None:
    desk.interview(at="workers", values={"workers": 40, "remarks": "first"})
    async with in_call(desk, "workers") as buyer:
        await buyer.write("1")
        await buyer.sees("understood: 401")
        await buyer.press("z")
        await buyer.sees("understood: 40 ")
        assert (buyer.typed, desk.value("workers")) == ("40", 40)
        await buyer.press("slash")
        await buyer.write("remarks")
        await buyer.press("enter")
        await buyer.reaches("remarks")
        await buyer.write(" z")
        await buyer.until(lambda: desk.value("remarks") == "first z", "z to be text")
        await buyer.press("escape", "z")
        await buyer.until(lambda: desk.value("remarks") == "first", "the text as it was")


async def test_the_second_language_stands_under_the_question(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        assert "Is hier een vakbond?" not in buyer.text
        await buyer.press("l")
        await buyer.sees("Is there a union here?", "Is hier een vakbond?", "Yes  Ja", "No  Nee")
        await buyer.press("3", "enter")
        await buyer.reaches("why-not")
        await buyer.sees("Waarom is die er niet?")
        await buyer.press("escape", "l")
        await buyer.misses("Waarom is die er niet?")


async def test_several_choices_are_put_in_and_taken_out(desk: Desk) -> None:
    desk.interview(at="topics")
    async with in_call(desk, "topics") as buyer:
        await buyer.press("3", "1")
        await buyer.sees("1 [x] Wages", "2 [ ] Hours", "3 [x] Safety")
        assert desk.value("topics") == ("wages", "safety")
        await buyer.press("1")
        await buyer.sees("1 [ ] Wages")
        assert desk.value("topics") == ("safety",)
        await buyer.press("3")
        await buyer.sees("3 [ ] Safety")
        assert desk.answers()["topics"] == Answer()
        await buyer.press("2", "enter")
        await buyer.reaches("workers")
        assert desk.value("topics") == ("hours",)


@pytest.mark.parametrize(
    ("question", "keys", "values"),
    [
        ("workers", "1200", [1, 12, 120, 1200]),
        ("women", "62.5%", [6, 62, 62, 62.5, 62.5]),
        ("agreed", "2026-05-01", [None, None, None, "2026", "2026", "2026", "2026-05"]),
    ],
)
async def test_every_value_on_the_way_is_kept(
    desk: Desk, question: str, keys: str, values: list[Value | None]
) -> None:
    desk.interview(at=question)
    async with in_call(desk, question) as buyer:
        for place, value in enumerate(values):
            await buyer.press(
                *[{".": "full_stop", "-": "minus", "%": "percent_sign"}.get(keys[place], keys[place])]
            )
            assert buyer.typed == keys[: place + 1]
            assert desk.value(question) == value, keys[: place + 1]
        await buyer.write(keys[len(values) :])
        await buyer.sees("understood:")
        assert buyer.typed == keys
        assert len(desk.history(question)) == 1


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [("workers", "1-2", 1), ("women", "140", 14), ("agreed", "2026-13", "2026-1"), ("workers", "0", None)],
)
async def test_what_is_no_answer_stays_with_a_message_and_is_not_passed(
    desk: Desk, question: str, typed: str, kept: Value | None
) -> None:
    desk.interview(at=question)
    async with in_call(desk, question) as buyer:
        await buyer.write(typed)
        await buyer.sees(f"'{typed}' is no answer to {question}")
        await buyer.press("enter")
        assert buyer.here == question
        await buyer.press("pagedown")
        await buyer.until(lambda: buyer.here != question, "another question")
        await buyer.press("pageup", "escape", "b") if buyer.here == "remarks" else await buyer.press("pageup")
        await buyer.reaches(question)
        assert buyer.typed == typed
        await buyer.sees(f"'{typed}' is no answer to {question}")
        expected = kept if kept != "2026-1" else "2026-01"
        assert desk.value(question) == expected
        for _ in typed:
            await buyer.press("backspace")
        await buyer.misses("is no answer")
        assert desk.value(question) is None
        await buyer.press("enter")
        await buyer.until(lambda: buyer.here != question, "the next question")


async def test_clear_a_reason_and_undo_take_away_what_was_no_answer(desk: Desk) -> None:
    desk.interview(at="workers")
    async with in_call(desk, "workers") as buyer:
        for key, reason in (("c", None), ("z", None), ("r", Reason.REFUSED)):
            await buyer.write("12-")
            await buyer.sees("'12-' is no answer")
            await buyer.press(key)
            await buyer.misses("is no answer")
            assert buyer.typed == ""
            assert desk.answers()["workers"] == Answer(reason=reason)
        await buyer.press("enter")
        await buyer.reaches("women")


async def test_letters_are_commands_in_a_number_and_text_in_a_text(desk: Desk) -> None:
    desk.interview(at="workers")
    async with in_call(desk, "workers") as buyer:
        await buyer.write("12")
        await buyer.press("f")
        await buyer.sees("marked for follow-up")
        assert buyer.typed == "12"
        await buyer.press("b")
        await buyer.reaches("topics")
        await buyer.press("slash")
        await buyer.on_screen(FindDialog)
        await buyer.write("remarks")
        await buyer.press("down", "up", "enter")
        await buyer.reaches("remarks")
        everything = "abcdefghijklmnopqrstuvwxyz 0123456789 ?/!"
        await buyer.write(everything)
        await buyer.until(lambda: desk.value("remarks") == everything, "the text on the disk")
        assert buyer.here == "remarks"


async def test_while_text_is_typed_the_footer_names_keys_that_work_there(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        footer = buyer.rows[-1].lower()
        for key, word in (("f4", "note"), ("f3", "evidence"), ("f2", "flag"), ("f5", "guidance")):
            assert f"{key} {word}" in footer, footer
        assert "find" not in footer
        await buyer.press("escape")
        await buyer.sees("n note", "e evidence", "/ find")


async def test_the_footer_says_what_enter_does_at_every_kind_of_question(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        for question in ("topics", "workers", "women", "agreed", "remarks"):
            assert "Enter next" in buyer.rows[-1]
            await buyer.press("enter")
            await buyer.reaches(question)
        assert "Enter next" in buyer.rows[-1]


async def test_a_text_of_several_lines_is_pasted_whole_and_clean(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.paste("first\r\nsecond\x1b[31m red\x1b]0;PWNED\x07\rthird\x9b2J\u202eend\x00")
        kept = "first\nsecond[31m red]0;PWNED\nthird2Jend"
        await buyer.until(lambda: desk.value("remarks") == kept, "the paste on the disk")
        assert buyer.typed == kept
        await buyer.sees("first", "second[31m red]0;PWNED", "third2Jend")
        assert not any(ord(character) < 32 for row in buyer.rows for character in row)


async def test_a_paste_into_a_number_keeps_it_on_one_line(desk: Desk) -> None:
    desk.interview(at="workers")
    async with in_call(desk, "workers") as buyer:
        await buyer.paste(" 1 200\n")
        await buyer.sees("understood: 1200")
        assert desk.value("workers") == 1200


async def test_a_text_that_is_too_long_is_said_and_not_lost(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        long = "long " * 5000
        await buyer.paste(long)
        await buyer.sees("at most 20000 are kept")
        await buyer.press("enter")
        await buyer.sees("at most 20000 are kept")
        assert buyer.here == "remarks"
        await buyer.press("ctrl+n")
        await buyer.reaches("more-remarks")
        await buyer.press("escape", "b")
        await buyer.reaches("remarks")
        assert buyer.typed.strip() == long.strip()
        await buyer.sees("at most 20000 are kept")


async def test_undo_in_a_text_never_brings_another_question_s_text(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.write("ab")
        await buyer.press("backspace", "backspace", "enter")
        await buyer.reaches("more-remarks")
        await buyer.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert buyer.typed == ""
        assert desk.value("more-remarks") is None


async def test_ctrl_j_starts_a_line_and_enter_goes_on(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.write("one\ntwo")
        await buyer.until(lambda: desk.value("remarks") == "one\ntwo", "two lines")
        assert buyer.row_of("two") == buyer.row_of("one") + 1
        await buyer.press("enter")
        await buyer.reaches("more-remarks")
        assert buyer.typed == ""
        await buyer.press("escape", "b")
        await buyer.reaches("remarks")
        assert buyer.typed == "one\ntwo"


async def test_escape_leaves_the_note_then_the_field_then_the_screen(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.write("kept")
        await buyer.press("f4")
        await buyer.write("too")
        await buyer.press("escape")
        assert buyer.typed == "kept"
        await buyer.press("escape")
        assert isinstance(buyer.app.screen, InterviewScreen)
        await buyer.press("f")
        await buyer.sees("marked for follow-up")
        await buyer.press("escape")
        await buyer.on_screen(SuppliersScreen)
        assert desk.answers()["remarks"] == Answer("kept", note="too", marked=True)


async def test_find_by_words_of_either_language_by_id_and_by_number(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        for words, question in (
            ("since when", "agreed"),
            ("hoeveel werken", "workers"),
            ("topics", "topics"),
            ("2.5", "more-remarks"),
        ):
            await buyer.press("escape") if buyer.here in ("agreed", "workers", "more-remarks") else None
            await buyer.press("slash")
            await buyer.on_screen(FindDialog)
            await buyer.write(words)
            await buyer.until(
                lambda: buyer.app.screen.query_one(OptionList).option_count == 1, f"one match for {words}"
            )
            await buyer.press("enter")
            await buyer.reaches(question)


async def test_a_slash_finds_from_a_number_and_is_typed_in_a_date(desk: Desk) -> None:
    desk.interview(at="agreed", values={"workers": 40})
    async with in_call(desk, "agreed") as buyer:
        await buyer.write("5/2026")
        await buyer.sees("understood: 2026-05")
        await buyer.press("b", "b")
        await buyer.reaches("workers")
        await buyer.press("slash")
        await buyer.on_screen(FindDialog)
        await buyer.press("escape")
        assert buyer.typed == "40"


async def test_find_shows_only_what_is_asked_and_escape_changes_nothing(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "no"})
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("slash")
        await buyer.sees("Why is there none?", "And what besides?")
        assert "What is it called?" not in buyer.text
        await buyer.write("zzz")
        await buyer.misses("And what besides?")
        await buyer.press("enter")
        await buyer.on_screen(FindDialog)
        await buyer.press("escape")
        await buyer.reaches("union-present")
        await buyer.press("slash", "down", "down", "enter")
        await buyer.reaches("chosen")


@pytest.mark.parametrize("width", [80, 120])
async def test_the_outline_shows_how_far_each_section_is_and_goes_there(desk: Desk, width: int) -> None:
    desk.interview(at="union-present", values={"union-present": "no", "workers": 3})
    async with in_call(desk, "union-present", (width, 24 if width == 80 else 40)) as buyer:
        if width == 80:
            assert "2 Numbers" not in buyer.text
        await buyer.press("o")
        await buyer.sees("1 Unions", "! 1/4", "2 Numbers", "1/5", "Is there a union here?")
        await buyer.press("down", "down", "enter")
        await buyer.reaches("chosen")
        await buyer.press("2")
        await buyer.sees("(x) By show of hands")
        assert ("2 Numbers" in buyer.text) is (width == 120)
        await buyer.press("o")
        await buyer.sees("! 2/4")
        await buyer.press("down", "down", "enter")
        await buyer.reaches("workers")
        await buyer.press("ctrl+o", "escape")
        await buyer.write("4")
        await buyer.sees("understood: 34")
        assert desk.value("chosen") == "show-of-hands"


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_guidance_stands_beside_the_question(desk: Desk, width: int, height: int) -> None:
    desk.interview(at="union-present")
    parts = (
        "Listen for",
        "A name and a date.",
        "Ask to see",
        "the letter · the minutes",
        "ILO C87 art. 2",
        "Bangladesh",
    )
    async with in_call(desk, "union-present", (width, height)) as buyer:
        if width == 80:
            assert "Listen for" not in buyer.text
            await buyer.press("g")
        await buyer.until(lambda: all(part in column_text(buyer) for part in parts), f"the guidance: {parts}")
        assert "Is there a union here?" in buyer.text
        await buyer.press("1")
        await buyer.sees("(x) Yes")
        await buyer.press("f5")
        await buyer.misses("Listen for")
        await buyer.press("g")
        await buyer.sees("Listen for")
        await buyer.press("u", "pagedown")
        await buyer.reaches("chosen")
        await buyer.misses("Listen for")


def column_text(buyer: Buyer) -> str:
    """The text of the guidance, each of its lines joined to the next."""
    from questionnaire.terminal.widgets.guidance import Guidance

    region = buyer.call.query_one(Guidance).region
    lines = (row[region.x + 1 : region.right] for row in buyer.rows[region.y : region.bottom])
    return " ".join(" ".join(lines).split())


async def test_the_wrap_up_lists_what_came_out_what_was_promised_and_what_is_open(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "no", "workers": 10})
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "2")
        await buyer.write("a list of members")
        await buyer.press("enter")
        await buyer.wrap_up()
        await buyer.sees(
            "2 of 9 answered, 7 open",
            "1 needs follow-up",
            "high Nobody speaks for the workers.",
            "Hear the workers.",
            "Promised evidence",
            "a list of members",
            "Open questions",
            "Why is there none?",
            "not finished",
        )
        assert "How many people work here?" not in buyer.text
        await buyer.press("enter")
        await buyer.reaches("union-present")
        await buyer.wrap_up()
        await buyer.press("down", "down", "enter")
        await buyer.reaches("why-not")
        await buyer.press("escape")
        await buyer.wrap_up()
        await buyer.press("down", "enter")
        await buyer.reaches("union-present")
        await buyer.wrap_up()
        await buyer.press("escape")
        await buyer.reaches("union-present")


async def test_the_wrap_up_goes_from_a_check_to_a_question_it_looks_at(desk: Desk) -> None:
    desk.interview(at="chosen", values={"union-present": "partly", "members": 20, "workers": 10})
    async with in_call(desk, "chosen") as buyer:
        await buyer.wrap_up()
        await buyer.sees("More members than workers.", "Which count is right?")
        await buyer.press("enter")
        await buyer.until(lambda: isinstance(buyer.app.screen, InterviewScreen), "the call")
        assert buyer.here in ("members", "workers")
        await buyer.sees("More members than workers.")


async def test_counts_of_the_wrap_up(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        for key in ("r", "u", "a"):
            await buyer.press(key, "pagedown")
        await buyer.reaches("workers")
        await buyer.press("t")
        await buyer.wrap_up()
        await buyer.sees(
            "0 of 8 answered, 1 not known, 1 refused, 1 do not apply, 1 to follow, 4 open",
            "Nothing needs follow-up",
        )


async def test_finish_and_open_again(desk: Desk) -> None:
    desk.interview(at="chosen", values={"chosen": "named"})
    async with in_call(desk, "chosen") as buyer:
        await buyer.wrap_up()
        await buyer.press("d")
        await buyer.misses("not finished")
        assert desk.opened().finished_at is not None
        await buyer.press("d")
        await buyer.sees("not finished")
        assert desk.opened().finished_at is None
        await buyer.press("d", "q")
        await buyer.on_screen(SuppliersScreen)
        await buyer.misses("resume")
        await buyer.sees("1/8")


async def test_a_finished_interview_says_so_and_changes_nothing(desk: Desk) -> None:
    desk.interview(at="chosen", values={"chosen": "named"})
    async with in_call(desk, "chosen") as buyer:
        await buyer.wrap_up()
        await buyer.press("d", "escape")
        await buyer.reaches("chosen")
        await buyer.press("1")
        await buyer.sees("finished")
        assert "NOT SAVED" not in buyer.text
        await buyer.sees("3 (x) Named", "1 ( ) By secret ballot")
        assert desk.value("chosen") == "named"


async def test_progress_counts_only_what_is_asked(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("0 of 8 asked")
        await buyer.press("1")
        await buyer.sees("1 of 10 asked")
        await buyer.press("enter", "enter")
        await buyer.reaches("members")
        await buyer.write("500")
        await buyer.sees("2 of 11 asked")
        await buyer.press("b", "escape", "b")
        await buyer.reaches("union-present")
        await buyer.press("3")
        await buyer.sees("1 of 9 asked")
        assert desk.value("members") == 500
        await buyer.press("2")
        await buyer.sees("2 of 11 asked")
        progress = desk.opened().progress()
        assert (progress.answered, progress.asked) == (2, 11)


async def test_a_call_is_resumed_where_it_stopped(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("1", "enter", "enter")
        await buyer.reaches("members")
        await buyer.write("7")
        await buyer.press("escape", "q")
        await buyer.on_screen(SuppliersScreen)
        await buyer.sees("resume 2/10")
        await buyer.resume("members")
        assert buyer.typed == "7"
    async with in_call(desk, "members") as buyer:
        await buyer.sees("understood: 7 members", "2 of 10 asked")


async def test_a_place_that_is_no_longer_asked_is_not_resumed(desk: Desk) -> None:
    desk.interview(at="why-not", values={"union-present": "yes"})
    async with in_call(desk, "union-name") as buyer:
        await buyer.sees("What is it called?")


async def test_next_open_skips_what_is_answered_and_ends_at_the_wrap_up(desk: Desk) -> None:
    values: dict[str, Value] = {"union-present": "partly", "members": 1, "chosen": "named", "workers": 10}
    desk.interview(at="union-present", values=values)
    async with in_call(desk, "union-present") as buyer:
        for question in ("union-name", "topics", "women", "agreed", "remarks", "more-remarks"):
            await buyer.press("s")
            await buyer.reaches(question)
            await buyer.press("escape") if question in ("union-name", "remarks", "more-remarks") else None
            await buyer.press("u")
        await buyer.press("s")
        await buyer.on_screen(WrapUpScreen)
        await buyer.misses("Open questions")


async def test_after_the_last_question_comes_the_wrap_up(desk: Desk) -> None:
    desk.interview(at="more-remarks")
    async with in_call(desk, "more-remarks") as buyer:
        await buyer.press("enter")
        await buyer.on_screen(WrapUpScreen)


async def test_a_country_where_asking_can_harm_is_warned_of_first(desk: Desk) -> None:
    from questionnaire.workspace import open_workspace

    with open_workspace(str(desk.database), desk.banks) as workspace:
        warned = [country for country in workspace.countries.by_code.values() if country.warning]
    assert warned
    desk.interview(country=warned[0].code, at="union-present")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("enter")
        await buyer.on_screen(WarningDialog)
        await buyer.sees("Before you ask", (warned[0].warning or {})["en"][:40])
        await buyer.press("1")
        await buyer.press("enter")
        await buyer.reaches("union-present")
        assert desk.value("union-present") is None


async def test_a_bank_that_asks_this_respondent_nothing_does_not_end_the_tool(desk: Desk) -> None:
    desk.add_bank(
        """\
bank: none
version: "1.0"
languages: [en]
title: Nothing to ask
sections:
  - id: only
    title: Only
    questions:
      - {id: one, ask: Only for unions?, answer: yes-no, ask_of: [union]}
"""
    )
    desk.interview(bank="none")
    async with at_keyboard(desk.database, desk.banks, (120, 40)) as buyer:
        await buyer.press("enter")
        await buyer.on_screen(SuppliersScreen)
        await buyer.sees("no question for this respondent")
        assert desk.answers() == {}


async def test_two_windows_on_one_interview_lose_nothing(desk: Desk) -> None:
    from questionnaire.workspace import open_workspace

    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        with open_workspace(str(desk.database), desk.banks) as workspace:
            other = workspace.open_interview("Voorbeeld")
            other.record("workers", Answer(5))
            other.record("chosen", Answer("named"))
        await buyer.press("1")
        await buyer.sees("changed in another window")
        await buyer.sees("3 (x) Named by the management")
        assert desk.answers() == {"workers": Answer(5), "chosen": Answer("named")}
        await buyer.press("1")
        await buyer.sees("1 (x) By secret ballot")
        assert desk.value("chosen") == "secret-ballot"


async def test_more_choices_than_fit_can_all_be_reached_and_seen(desk: Desk) -> None:
    choices = "\n".join(f"          - {{id: c{place}, label: Choice {place}}}" for place in range(1, 25))
    desk.add_bank(
        f"""\
bank: long
version: "1.0"
languages: [en]
title: Many choices
sections:
  - id: only
    title: Only
    questions:
      - id: many
        ask: Which of all these?
        answer: choice
        choices:
{choices}
"""
    )
    desk.interview(bank="long", at="many")
    async with in_call(desk, "many") as buyer:
        await buyer.press(*["down"] * 23)
        await buyer.sees("Choice 24")
        await buyer.press("space")
        await buyer.sees("(x) Choice 24")
        assert desk.value("many") == "c24"
        await buyer.press(*["up"] * 23)
        await buyer.sees("Choice 1")
