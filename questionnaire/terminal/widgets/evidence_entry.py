"""The evidence with an answer: a digit chooses how far a piece has come, then what it is; up and down choose a piece."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from msgspec.structs import replace
from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from questionnaire.errors import InputError
from questionnaire.interviews.answers import (
    EVIDENCE_KIND_LABELS,
    EVIDENCE_LABELS,
    Evidence,
    EvidenceState,
)
from questionnaire.interviews.evidence import parse_evidence_date, parse_kind, parse_words
from questionnaire.store.evidence_paths import file_named
from questionnaire.terminal.shown import QUIET, cut
from questionnaire.terminal.widgets.evidence_fields import EvidenceDetail, EvidenceLine, PathLine
from questionnaire.terminal.widgets.evidence_lines import WrongFiles, pieces_to_choose
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import _

STATES = tuple(EvidenceState)
DETAILS = ("kind", "date", "remark", "file")
_MOST_NAMES = 40
_WITHOUT_FILE = (EvidenceState.PROMISED, EvidenceState.REFUSED, EvidenceState.NONE)


class EvidenceEntry(Vertical):
    """Offers the pieces there are, the states and a line; says what was entered."""

    class Entered(Message):
        """A piece was entered, in place of `before` where it was there; `path` is that of a file as it was typed.

        `then` is where to go on, None where the buyer is done.
        """

        def __init__(self, piece: Evidence, before: Evidence | None, path: str, then: int | None) -> None:
            super().__init__()
            self.piece = piece
            self.before = before
            self.path = path
            self.then = then

    class TakenAway(Message):
        """A piece is to go."""

        def __init__(self, piece: Evidence) -> None:
            super().__init__()
            self.piece = piece

    class Opened(Message):
        """The file of a piece is to be looked at."""

        def __init__(self, piece: Evidence) -> None:
            super().__init__()
            self.piece = piece

    class Left(Message):
        """Nothing more to enter."""

    pieces_shown = query_one("#pieces", Static)
    states = query_one("#states", Static)
    line = query_one(EvidenceLine)
    details = query_one("#details", Vertical)
    wrong = query_one("#evidence-wrong", Static)
    hint = query_one("#evidence-hint", Static)

    def __init__(self) -> None:
        super().__init__()
        self.state = EvidenceState.PROMISED
        self.pieces: Sequence[Evidence] = ()
        self.at = 0
        self._is_chosen = False
        self._files: WrongFiles = {}

    def compose(self) -> list[Widget]:
        """The pieces and states above the line, the details under it."""
        return [
            Static(id="pieces", markup=False),
            Static(id="states", markup=False),
            EvidenceLine(placeholder=_("what it is; Enter keeps it")),
            Vertical(*(EvidenceDetail(name) for name in DETAILS), id="details"),
            Static(id="evidence-wrong", markup=False),
            Static(id="evidence-hint", markup=False),
        ]

    def start(self, pieces: Sequence[Evidence], files: WrongFiles) -> None:
        """Begin a piece; one that is being typed stays."""
        if not self.display:
            self.display = True
            self.details.display = False
            self.show_pieces(pieces, files, len(pieces))
        self.line.focus()

    def show_pieces(self, pieces: Sequence[Evidence], files: WrongFiles, at: int) -> None:
        """Show what there is now, with the cursor on one, or behind the last to enter another."""
        self.pieces, self._files = pieces, files
        self.at = max(min(at, len(pieces)), 0)
        self._load()
        self.line.focus()

    def refuse(self, message: str, name: str = "") -> None:
        """Say what is wrong, with a detail where one is named; what was typed stays."""
        self.wrong.update(Content(message))
        self.wrong.display = True
        if name:
            self.details.display = True
            self._detail(name).focus()

    @property
    def chosen(self) -> Evidence | None:
        """The piece under the cursor; None where another is entered."""
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _detail(self, name: str) -> Line:
        return self.query_one(f"#evidence-{name}", Line)

    def _load(self) -> None:
        piece = self.chosen
        self.state = piece.state if piece else EvidenceState.PROMISED
        self._is_chosen = False
        self.line.load(piece.what if piece else "")
        for name, text in _details_of(piece).items():
            field = self._detail(name)
            field.value = text
            field.cursor_position = len(text)
        self._show()

    def _show(self) -> None:
        self._show_lines()
        self.pieces_shown.display = bool(self.pieces)
        self.wrong.display = False
        hint = _("Enter keeps it · Tab: kind, date, remark, file · up: those there are")
        if not self.pieces:
            hint = _("Enter keeps it · Tab: kind, date, remark, file")
        if self.chosen is not None:
            hint = _("digit: state · Enter keeps it · Delete takes it away")
            if self.chosen.file:
                hint = _("digit: state · Enter keeps it · Delete takes it away · ctrl+o its file")
        self.hint.update(Content.styled(hint, QUIET))

    def on_key(self, event: events.Key) -> None:
        """Digits choose the state, arrows a piece, Tab a field; what is none of these is typed or the screen's."""
        if self._takes(event.key):
            event.stop()
            event.prevent_default()

    def _takes(self, key: str) -> bool:
        piece = self.chosen
        at_line = self.line.has_focus
        if at_line and self.line.is_choice(key):
            self._choose(STATES[int(key) - 1])
        elif key in ("up", "down"):
            self._move(-1 if key == "up" else 1)
        elif key in ("tab", "shift+tab"):
            self._go_on(1 if key == "tab" else -1)
        elif key == "backspace" and at_line and not self.line.value and piece is None:
            self._take_back()
        elif key == "delete" and at_line and piece is not None and self.line.is_untouched:
            self.post_message(self.TakenAway(piece))
        elif key == "ctrl+o" and piece is not None and piece.file:
            self.post_message(self.Opened(piece))
        else:
            return False
        return True

    def _choose(self, state: EvidenceState) -> None:
        self.state, self._is_chosen = state, True
        self.line.chooses = self.chosen is not None
        self._show()

    def _take_back(self) -> None:
        """Let a digit choose again, or take the last piece away."""
        if self.line.chooses and self.pieces:
            self.post_message(self.TakenAway(self.pieces[-1]))
        self.line.chooses = True

    def _move(self, by: int) -> None:
        """Go to another piece; what was changed here is kept first."""
        to = self.at + by
        if not 0 <= to <= len(self.pieces):
            return
        if self._is_changed:
            self._enter(to)
        else:
            self.at = to
            self._load()
            self.line.focus()

    def _go_on(self, by: int) -> None:
        """Go to another field; of a path first as far as it can be completed."""
        fields = [self.line, *(self._detail(name) for name in DETAILS)]
        here = next((place for place, field in enumerate(fields) if field.has_focus), 0)
        field = fields[here]
        if by > 0 and isinstance(field, PathLine) and (field.complete() or self._asks_which(field)):
            return
        self.details.display = True
        fields[(here + by) % len(fields)].focus()

    def _asks_which(self, field: PathLine) -> bool:
        """Whether several files begin as typed; says which."""
        names = field.may_become()
        if names:
            width = max(self.content_size.width, 20)
            told = _("Several begin so: {names}").format(names=" · ".join(names[:_MOST_NAMES]))
            self.refuse(cut(told, 2 * width - 10))
        return bool(names)

    @property
    def _is_changed(self) -> bool:
        """Whether anything was typed or chosen that is not kept."""
        piece = self.chosen
        texts = {name: self._detail(name).value for name in DETAILS}
        is_other_state = piece is not None and self.state is not piece.state
        return is_other_state or not self.line.is_untouched or texts != _details_of(piece)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """What was wrong may be right now."""
        event.stop()
        self.wrong.display = False

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Keep the piece; with nothing entered it is done. That there is none to be had needs no words."""
        event.stop()
        is_none = self._is_chosen and self.state is EvidenceState.NONE
        if self._is_changed or is_none:
            self._enter(None)
        else:
            self.post_message(self.Left())

    @on(EvidenceLine.Dropped)
    def dropped(self, event: EvidenceLine.Dropped) -> None:
        """A file that is dropped goes where files go."""
        event.stop()
        self.details.display = True
        field = self._detail("file")
        field.value = event.path
        field.focus()
        field.cursor_position = len(event.path)

    def _enter(self, then: int | None) -> None:
        """Say what was entered, unless something is wrong with it."""
        path = self._detail("file").value.strip()
        before = self.chosen
        wrong = "kind"
        try:
            kind = parse_kind(self._detail("kind").value)
            wrong = "date"
            date = parse_evidence_date(self._detail("date").value)
            wrong = "remark"
            remark = parse_words(self._detail("remark").value)
            wrong = ""
            what = self._what(path)
        except InputError as error:
            self.refuse(f"{error.message} {error.hint}", wrong)
            return
        state = self.state
        if path and not self._is_chosen and state in _WITHOUT_FILE:
            state = EvidenceState.RECEIVED
        piece = replace(
            before or Evidence(state), state=state, what=what, kind=kind, date=date, remark=remark
        )
        self.post_message(self.Entered(piece, before, path, then))

    def _what(self, path: str) -> str:
        """What it is: as typed, else as its file is called; raises InputError where neither says."""
        what = parse_words(self.line.value)
        if what or self.state is EvidenceState.NONE or (self.chosen is not None and not self.chosen.what):
            return what
        if path:
            return parse_words(PurePath(file_named(path)).stem)
        raise InputError(_("The evidence has no name."), _('Say what it is, such as "minutes of 3 May".'))

    def on_resize(self) -> None:
        """Lines follow the width, and all of it stays in sight."""
        self._show_lines()
        if self.has_focus_within:
            self.hint.scroll_visible(animate=False)

    def _show_lines(self) -> None:
        width = max(self.content_size.width, 20)
        self.pieces_shown.update(pieces_to_choose(self.pieces, self.at, self._files, width))
        self.states.update(_states_with(self.state, width))


def _details_of(piece: Evidence | None) -> dict[str, str]:
    """What stands in the details of a piece before anything is typed; a file is added by its path alone."""
    kind = _(EVIDENCE_KIND_LABELS[piece.kind]) if piece and piece.kind else ""
    return {
        "kind": kind,
        "date": piece.date if piece else "",
        "remark": piece.remark if piece else "",
        "file": "",
    }


def _states_with(chosen: EvidenceState, width: int) -> Content:
    """The states with their digits, closer together and then on more lines where it is narrow."""
    words = [
        Content.styled(
            f"{place} {'(x)' if state is chosen else '( )'} {_(EVIDENCE_LABELS[state])}",
            "bold" if state is chosen else "",
        )
        for place, state in enumerate(STATES, 1)
    ]
    wide = Content("  ").join(words)
    if wide.cell_length <= width:
        return wide
    lines = [words[0]]
    for word in words[1:]:
        longer = Content(" ").join([lines[-1], word])
        if longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return Content("\n").join(lines)
