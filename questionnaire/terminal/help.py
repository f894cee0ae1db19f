"""Help: the keys of a screen, read from what is really bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import parse
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET, column, hanging
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.screen import Screen

KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "delete": "Del",
    "enter": "Enter",
    "space": "Space",
    "equals_sign": "=",
}

WIDEST = 76
"""Cells of the dialog where there is room; nine tenths of the screen where there is not."""
FRAME = 8
"""Cells of it that are no text: its frame, its margins, the scroll bar."""


def bindings_of(screen: Screen[object]) -> Iterator[Binding]:
    """The screen's own bindings and the app's, each action once, in the order they are written; none that is not to be had now."""
    seen = set()
    for node in (screen, screen.app):
        for bindings in node._bindings.key_to_bindings.values():
            for binding in bindings:
                if (
                    binding.id
                    and binding.tooltip
                    and binding.action not in seen
                    and _is_there(screen, binding)
                ):
                    seen.add(binding.action)
                    yield binding


def _is_there(screen: Screen[object], binding: Binding) -> bool:
    """Whether a key does something on the screen as it is."""
    place, name, parameters = parse(binding.action)
    return bool(place) or screen.check_action(name, parameters) is not False


def keys_of(screen: Screen[object], action: str) -> str:
    """All keys bound to an action, as they stand on the keyboard."""
    keys = []
    for node in (screen, screen.app):
        for key, bindings in node._bindings.key_to_bindings.items():
            keys += [_key_name(key) for binding in bindings if binding.action == action]
    return " ".join(dict.fromkeys(keys))


def _key_name(key: str) -> str:
    return KEY_NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


class HelpScreen(Dialog[None]):
    """Lists key and meaning; Escape closes it."""

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self.of = screen

    def compose(self) -> ComposeResult:
        """The keys, and what is to be known besides."""
        more = _(
            "Digits choose an answer; numbers, dates and text are typed. While text is typed, letters are text: use the F-keys, "
            "or leave the field with Escape first. ctrl+j starts a new line. ctrl+p lists everything as commands."
        )
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = Content(_("Keys"))
            yield Static(self._keys(), id="keys")
            yield Static(Content.styled("\n" + more, QUIET))
            marks = _("· open   + answered   ! needs follow-up   x refused   - not asked")
            yield Static(Content("\n" + marks + "\n"))

    def _keys(self) -> Content:
        """One line per binding, what does not fit under its meaning."""
        width = min(self.app.size.width * 9 // 10, WIDEST) - FRAME
        return Content("\n").join(
            hanging(
                Content.styled(column(keys_of(self.of, binding.action), 20) + " ", "bold"),
                Content(_(binding.tooltip) or _(binding.description)),
                width,
            )
            for binding in bindings_of(self.of)
        )

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.query_one("#keys", Static).update(self._keys())

    def on_key(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()
