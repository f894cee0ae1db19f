"""Typing one piece of evidence: a digit chooses how far it has come, then what it is."""

from __future__ import annotations

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from questionnaire.interviews.answers import Evidence, EvidenceState
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line
from questionnaire.text import one_line
from questionnaire.translation import N_, _

EVIDENCE_WORDS = {
    EvidenceState.SEEN: N_("seen"),
    EvidenceState.PROMISED: N_("promised"),
    EvidenceState.RECEIVED: N_("received"),
    EvidenceState.REFUSED: N_("refused"),
}
STATES = tuple(EvidenceState)
DIGITS = ("1", "2", "3", "4")


class EvidenceLine(Line):
    """What the evidence is. The first digit chooses the state; those after it are text, as in "3 photos"."""

    chooses = True
    """Whether a digit still chooses the state."""

    def is_choice(self, key: str) -> bool:
        """Whether a key chooses the state."""
        return self.chooses and not self.value and key in DIGITS

    async def _on_key(self, event: events.Key) -> None:
        """Pass on what chooses the state, takes the choice back or takes the last piece away."""
        if self.is_choice(event.key) or (not self.value and event.key == "backspace"):
            event.prevent_default()


class EvidenceEntry(Vertical):
    """Offers the states and a line; says what was entered."""

    class Entered(Message):
        """A piece of evidence was entered."""

        def __init__(self, piece: Evidence) -> None:
            super().__init__()
            self.piece = piece

    class LastTakenAway(Message):
        """The last piece was entered by mistake."""

    class Left(Message):
        """Nothing more to enter."""

    states = query_one("#states", Static)
    line = query_one(EvidenceLine)

    def __init__(self) -> None:
        super().__init__()
        self.state = EvidenceState.PROMISED

    def compose(self) -> list[Widget]:
        """The states above the line."""
        return [Static(id="states", markup=False), EvidenceLine(placeholder=_("what it is; Enter keeps it"))]

    def start(self) -> None:
        """Begin a piece."""
        self.display = True
        self.line.value = ""
        self.line.chooses, self.state = True, EvidenceState.PROMISED
        self._show()
        self.line.focus()

    def _show(self) -> None:
        parts: list[tuple[str, str]] = [(_("evidence") + "  ", QUIET)]
        for place, state in enumerate(STATES, 1):
            chosen = state is self.state
            box = "(x)" if chosen else "( )"
            parts.append((f"{place} {box} {_(EVIDENCE_WORDS[state])}  ", "bold" if chosen else ""))
        self.states.update(Content.assemble(*parts))

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the state; backspace on an empty line takes the choice back, or else the last piece away."""
        if self.line.is_choice(event.key):
            event.stop()
            self.line.chooses, self.state = False, STATES[int(event.key) - 1]
            self._show()
        elif event.key == "backspace" and not self.line.value:
            event.stop()
            if self.line.chooses:
                self.post_message(self.LastTakenAway())
            self.line.chooses = True

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Keep the piece; an empty line ends."""
        event.stop()
        what = one_line(self.line.value)
        if what:
            self.post_message(self.Entered(Evidence(self.state, what)))
        self.post_message(self.Left())
