"""The theme of a bank is shown where a bank is chosen."""

from pathlib import Path

from tests.terminal.helpers import BANK, Desk, at_keyboard


async def test_the_start_dialog_shows_the_theme_of_a_bank(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BANK.replace("languages:", "theme: living-wage\nlanguages:", 1))
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("enter")
        await buyer.sees("A bank for a call 1.0", "theme: Living wage", "l language")


async def test_a_bank_without_theme_shows_none(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("enter")
        await buyer.sees("A bank for a call 1.0", "l language")
        assert "theme" not in buyer.text
