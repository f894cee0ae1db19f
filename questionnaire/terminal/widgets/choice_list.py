"""The choices of a question: a digit chooses, the arrows and space too; nothing needs to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from questionnaire.terminal.shown import QUIET
from questionnaire.text import one_line
from questionnaire.translation import N_


class ChoiceList(OptionList):
    """Shows labels with what is chosen; says what the buyer picks and keeps no answer itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", N_("down"), show=False, id="choices.down"),
        Binding("k", "cursor_up", N_("up"), show=False, id="choices.up"),
        Binding(
            "space",
            "pick",
            N_("choose"),
            show=False,
            id="choices.pick",
            tooltip=N_("Choose what the cursor is on"),
        ),
        Binding("enter", "enter", N_("next"), show=False, id="choices.enter"),
    ]

    class Picked(Message):
        """A choice was picked (of several: put in or taken out)."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Passed(Message):
        """Enter was pressed where there is nothing left to pick."""

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._labels: list[tuple[str, str]] = []
        self._chosen: set[int] = set()
        self._several = False
        self._moved = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A page down or up is the screen's: the next question, the one before."""
        return action not in ("page_down", "page_up")

    def load(self, labels: Sequence[tuple[str, str]], chosen: set[int], several: bool) -> None:
        """Show other choices: a label and the same in the second language, which may be empty."""
        self._labels = list(labels)
        self._chosen, self._several = chosen, several
        self.clear_options()
        self.add_options([Option(self._line(place)) for place in range(len(labels))])
        self.highlighted = min(chosen, default=0)
        self._moved = False

    def mark(self, chosen: set[int]) -> None:
        """Show what is chosen now; the cursor stays."""
        changed = self._chosen ^ chosen
        self._chosen = chosen
        for place in changed:
            self.replace_option_prompt_at_index(place, self._line(place))

    def _line(self, place: int) -> Content:
        label, second = self._labels[place]
        chosen = place in self._chosen
        box = ("[x]" if chosen else "[ ]") if self._several else ("(x)" if chosen else "( )")
        digit = str(place + 1) if place < 9 else " "
        text = Content.assemble(
            (f" {digit}", "bold"), f" {box} ", (one_line(label), "bold" if chosen else "")
        )
        return text.append(Content.styled(f"  {one_line(second)}", QUIET)) if second else text

    def on_key(self, event: events.Key) -> None:
        """A digit picks."""
        if event.key.isdigit() and event.key.isascii() and 0 < int(event.key) <= len(self._labels):
            event.stop()
            event.prevent_default()
            self._pick(int(event.key) - 1)
        elif event.key in ("down", "up", "j", "k"):
            self._moved = True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click picks."""
        event.stop()
        self._pick(event.option_index)

    def action_pick(self) -> None:
        """Pick what the cursor is on."""
        if self.highlighted is not None:
            self._pick(self.highlighted)

    def action_enter(self) -> None:
        """Pick what the cursor was moved to, else go on."""
        waits = self._moved and self.highlighted is not None and self.highlighted not in self._chosen
        if waits and not (self._several and self._chosen):
            self.action_pick()
        else:
            self.post_message(self.Passed())

    def _pick(self, place: int) -> None:
        """Show it at once, in one frame with the cursor; what is then kept is shown by `mark`."""
        self._moved = False
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = place
        self.mark(self._chosen ^ {place} if self._several else {place})
        self.post_message(self.Picked(place))
