"""The outline: the sections with how far each is, and the questions of the section one is in, each with its mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from questionnaire.terminal.shown import QUIET, column, cut
from questionnaire.translation import N_


class Entry(Struct, frozen=True):
    """A line of the outline: a section (`far` such as 4/10) or a question (`depth` 0 or more)."""

    id: str
    title: str
    mark: str
    far: str = ""
    depth: int = -1


class Outline(OptionList):
    """Shows the outline; Enter goes to a question, or to the first of a section."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", N_("down"), show=False, id="outline.down"),
        Binding("k", "cursor_up", N_("up"), show=False, id="outline.up"),
    ]

    class GoTo(Message):
        """A question, or the first of a section, was chosen."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._entries: list[Entry] = []
        self._here = ""

    def show(self, entries: Sequence[Entry], here: str) -> None:
        """Show other marks or another place; only lines that changed are drawn anew."""
        if [entry.id for entry in entries] != [entry.id for entry in self._entries]:
            self._entries = list(entries)
            self._here = here
            self.clear_options()
            self.add_options([Option(self._line(entry), id=entry.id) for entry in entries])
        else:
            before, was = self._entries, self._here
            self._entries, self._here = list(entries), here
            for place, (old, new) in enumerate(zip(before, entries, strict=True)):
                if old != new or (was != here and new.id in (was, here)):
                    self.replace_option_prompt_at_index(place, self._line(new))
        places = [place for place, entry in enumerate(entries) if entry.id == here]
        if places and not self.has_focus:
            self.highlighted = places[0]

    def on_resize(self) -> None:
        """Lines follow the width."""
        for place, entry in enumerate(self._entries):
            self.replace_option_prompt_at_index(place, self._line(entry))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click goes there."""
        event.stop()
        self.post_message(self.GoTo(event.option.id or ""))

    def _line(self, entry: Entry) -> Content:
        width = max(self.size.width - 2, 12)
        if entry.depth < 0:
            room = width - len(entry.far) - 1
            return Content.assemble((column(entry.title, room), "bold"), " ", (entry.far, QUIET))
        start = ">" if entry.id == self._here else " "
        text = f"{start}{'  ' * entry.depth} {entry.mark} "
        return Content.assemble(
            text, (cut(entry.title, width - len(text)), "bold" if entry.id == self._here else "")
        )
