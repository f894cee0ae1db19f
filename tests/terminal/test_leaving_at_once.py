"""Leaving the tool at the very moment a screen comes up."""

import pytest

from questionnaire.terminal.suppliers import SuppliersScreen
from tests.terminal.helpers import Desk, at_keyboard


@pytest.mark.parametrize("rounds", range(4))
async def test_a_screen_that_comes_up_while_the_tool_is_left_is_no_mistake(desk: Desk, rounds: int) -> None:
    desk.interview(at="union-present")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        suppliers = buyer.app.screen
        assert isinstance(suppliers, SuppliersScreen)
        suppliers.action_open()
        for _round in range(rounds):
            await buyer.pilot.pause(0)
        buyer.app.exit()
    assert buyer.app._exception is None
