"""One question of a round in full: what every voice said to it, or how an answer changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from questionnaire.terminal.base import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.terminal.round_view import Entry


class RoundDetail(Dialog[None]):
    """Shows an entry of the list; the arrows scroll."""

    CSS_PATH = "round_detail.tcss"
    AUTO_FOCUS = "VerticalScroll"

    text = query_one("#text", Static)

    def __init__(self, heading: str, entry: Entry) -> None:
        super().__init__()
        self.heading = heading
        self.entry = entry

    def compose(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = Content(self.heading)
            yield Static(id="text", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """The question as wide as the dialog."""
        self.text.update(self.entry.detail(self.text.size.width, True))
