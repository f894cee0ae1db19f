"""Names in a call: a line says so while they are typed, a key takes them out for good; nothing gets in the way of typing."""

from pathlib import Path

from questionnaire.terminal.clean_answer import CleanDialog
from tests.terminal.helpers import Buyer, Desk, in_call

NAMES = "Rahima Begum, Karim Mia and Shilpi Akter"
WARNING = "Names? Note roles and how many instead. Ctrl+R (or C) takes them out."


def files_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("answers.db*")))


async def clean(buyer: Buyer, *keys: str) -> None:
    await buyer.press("ctrl+r")
    await buyer.on_screen(CleanDialog)
    await buyer.sees("Take what was said out for good", "This cannot be undone.")
    await buyer.press(*keys)


async def test_typing_names_brings_a_line_at_once_and_typing_goes_on(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        await buyer.paste("Rahima Begum, Karim Mia")
        await buyer.misses("Names?")
        await buyer.paste(" and Shilpi Akter")
        await buyer.sees(WARNING)
        await buyer.write(" met")
        assert buyer.typed.endswith("Shilpi Akter met")
        await buyer.press("enter")
        await buyer.reaches("more-remarks")
        await buyer.misses("Names?")
        await buyer.press("escape", "b")
        await buyer.reaches("remarks")
        await buyer.sees(WARNING)
    assert desk.value("remarks") == f"{NAMES} met"


async def test_a_note_with_names_is_warned_of_and_cleaned_and_the_choice_stays(desk: Desk) -> None:
    desk.interview(at="union-present", values={"union-present": "no"})
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("n")
        await buyer.paste(f"leden: {NAMES}")
        await buyer.sees(WARNING, "Nobody speaks for the workers.")
        await clean(buyer, "y")
        await buyer.reaches("union-present")
        await buyer.misses("Rahima")
        await buyer.misses("Names?")
        await buyer.sees("Taken out, from the answer and", "3 (x) No")
        await buyer.press("z")
        await buyer.misses("Rahima")
        await buyer.press("n")
        await buyer.write("two members")
        assert buyer.typed == "two members"
        await buyer.press("escape", "C")
        await buyer.on_screen(CleanDialog)
    assert desk.value("union-present") == "no"
    assert desk.answers()["union-present"].note == "two members"
    assert b"Rahima" not in files_of(desk.folder)


async def test_a_text_is_cleaned_with_what_stood_there_before(desk: Desk) -> None:
    desk.interview(at="remarks", values={"remarks": f"From {NAMES}"})
    async with in_call(desk, "remarks") as buyer:
        await buyer.sees(WARNING)
        await buyer.press("escape", "C")
        await buyer.on_screen(CleanDialog)
        await buyer.press("j")
        await buyer.reaches("remarks")
        await buyer.misses("Rahima")
        await buyer.press("escape", "z")
        await buyer.misses("Rahima")
    assert desk.value("remarks") is None
    assert b"Rahima" not in files_of(desk.folder)
    assert desk.history("remarks")[-1].cleaned_by


async def test_escape_and_enter_leave_everything_as_it_is(desk: Desk) -> None:
    desk.interview(at="remarks", values={"remarks": NAMES})
    async with in_call(desk, "remarks") as buyer:
        for key in ("escape", "enter", "n"):
            await clean(buyer, key)
            await buyer.reaches("remarks")
        await buyer.sees(NAMES)
    assert desk.value("remarks") == NAMES
    assert len(desk.history("remarks")) == 1
