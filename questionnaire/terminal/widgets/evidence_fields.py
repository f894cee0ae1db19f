"""The fields of a piece of evidence: what it is, and on request its kind, date, remark and file."""

from __future__ import annotations

import os

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from questionnaire.errors import InputError
from questionnaire.interviews.evidence import LONGEST
from questionnaire.store.evidence_paths import completed, file_named, names_begun_so
from questionnaire.terminal.shown import QUIET, column
from questionnaire.terminal.widgets.typed import Line
from questionnaire.text import one_line
from questionnaire.translation import N_, _

DIGITS = ("1", "2", "3", "4", "5")
_LABELS = {"kind": N_("kind"), "date": N_("date"), "remark": N_("remark"), "file": N_("file")}
_HINTS = {
    "kind": N_("document, photo, number or visit"),
    "date": N_("2026-05-01, 2026-05 or 2026"),
    "remark": N_("your own; not for the supplier"),
    "file": N_("its path, or drop it; Tab completes"),
}


class EvidenceLine(Line):
    """What the evidence is. The first digit chooses the state; those after it are text, as in "3 photos"."""

    chooses = True
    """Whether a digit still chooses the state."""
    loaded = ""
    """What the piece was before anything was typed."""

    class Dropped(Message):
        """A file was dropped, or its path pasted, in place of words."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was typed yet."""
        return self.value == self.loaded

    def is_choice(self, key: str) -> bool:
        """Whether a key chooses the state."""
        return self.chooses and self.is_untouched and key in DIGITS

    def load(self, words: str) -> None:
        """Show a piece, or with no words the place for another."""
        self.loaded = self.value = words
        self.cursor_position = len(words)
        self.chooses = True

    async def _on_key(self, event: events.Key) -> None:
        """Pass on what chooses the state, takes the choice back or takes a piece away."""
        takes_away = event.key == "backspace" and not self.value
        if self.is_choice(event.key) or takes_away:
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        """Tell of the path of a file; anything else is text."""
        if _is_file(event.text):
            event.prevent_default()
            event.stop()
            self.post_message(self.Dropped(one_line(event.text)))


class PathLine(Line):
    """The path of a file."""

    def complete(self) -> bool:
        """Go on typing as far as there is no doubt; whether there was anything to add."""
        more = completed(self.value)
        if more == self.value:
            return False
        self.value = more
        self.cursor_position = len(more)
        return True

    def may_become(self) -> list[str]:
        """The names that are left where what was typed is none of them yet; none where nothing was typed."""
        return names_begun_so(self.value) if self.value else []


class EvidenceDetail(Horizontal):
    """One field behind its label."""

    def __init__(self, name: str) -> None:
        super().__init__(classes="detail")
        kind = PathLine if name == "file" else Line
        self.line = kind(placeholder=_(_HINTS[name]), id=f"evidence-{name}")
        self.line.max_length = LONGEST
        self._label = _(_LABELS[name])

    def compose(self) -> list[Widget]:
        """The label and the field."""
        return [Static(Content.styled(column(self._label, 10), QUIET)), self.line]


def _is_file(pasted: str) -> bool:
    """Whether a text that was pasted is the path of a file, written out from the start."""
    text = pasted.strip()
    if not text.lstrip("'\"").startswith(("/", "~", "file:")) and text.lstrip("'\"")[1:2] != ":":
        return False
    try:
        return os.path.isfile(file_named(one_line(text)))  # noqa: PTH113 - false for what can be no path
    except InputError:
        return False
