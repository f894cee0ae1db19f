"""Fields to type in: what is pasted is cleaned before it reaches the screen, and a paste keeps what fits."""

from __future__ import annotations

import re

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from questionnaire.text import clean, one_line

_BEFORE_SLASH = re.compile(r"\d{1,2}(/\d{1,2})?")


class Line(Input):
    """One line of text. Returning to it selects nothing, so that a key cannot wipe what stands there."""

    def __init__(self, value: str = "", placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            value=value, placeholder=placeholder, id=id, select_on_focus=False, compact=True, max_length=2000
        )

    @property
    def content_width(self) -> int:
        """At least the width of the field, so that the screen is not laid out anew at every key."""
        return max(super().content_width, self.content_size.width)

    def _on_paste(self, event: events.Paste) -> None:
        """Take the whole paste on one line, without control characters."""
        event.prevent_default()
        event.stop()
        room = (self.max_length or 0) - len(self.value)
        self.insert_text_at_cursor(one_line(event.text)[: max(room, 0)])


class Figures(Line):
    """A number, a percentage or a date: digits and separators are typed, letters stay commands of the screen."""

    TYPED = frozenset("0123456789.,-/%' ")
    takes_slash = True
    """Whether a slash can be part of it, as in a date that is begun with its day or month; else it is a command."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is typed here, rather than being a command."""
        if character == "/":
            return self.takes_slash and _BEFORE_SLASH.fullmatch(self.value) is not None
        return character is not None and character in self.TYPED and not (character == " " and not self.value)

    async def _on_key(self, event: events.Key) -> None:
        """Let commands pass on to the screen."""
        if event.is_printable and not self.check_consume_key(event.key, event.character):
            event.prevent_default()


class Words(TextArea):
    """A text of several lines: Enter is done with it, ctrl+j starts a new line, Escape leaves it; it grows with what is typed."""

    class Done(Message):
        """Enter was pressed."""

        def __init__(self, words: Words) -> None:
            super().__init__()
            self.words = words

        @property
        def control(self) -> Words:
            """The field."""
            return self.words

    def __init__(self, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            placeholder=placeholder, id=id, compact=True, highlight_cursor_line=False, show_line_numbers=False
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """F6 and F7 are the screen's: reasons in place of an answer."""
        return action not in ("select_line", "select_all")

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether the key is typed here; of a slash Textual does not know its character."""
        return key == "slash" or super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        """Enter is done; ctrl+j is a new line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(self))
        elif event.key in ("ctrl+j", "shift+enter"):
            event.stop()
            event.prevent_default()
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        """Take the paste without control characters."""
        event.prevent_default()
        event.stop()
        self.insert(clean(event.text))
