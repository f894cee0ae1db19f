"""A round of a supplier: its voices side by side, and what changed since the round before. Confidential towards the supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from questionnaire.errors import NotFoundError, QuestionnaireError
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.round_deeds import RoundDeeds
from questionnaire.terminal.round_detail import RoundDetail
from questionnaire.terminal.round_view import (
    Entry,
    change_entries,
    change_heads,
    disagreements_in_short,
    language_for,
    left_out_line,
    nothing_said,
    voice_entries,
    voice_heads,
)
from questionnaire.terminal.shown import QUIET, ROLES, cut, two_ends
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from questionnaire.interviews.findings import Finding
    from questionnaire.interviews.voices import VoiceTable
    from questionnaire.rooms.round_voices import RoundVoices
    from questionnaire.rooms.rounds import Comparison
    from questionnaire.workspace import Workspace

MARGIN = 4
"""What a row leaves free of the width: the padding of the list and its scroll bar."""


class RoundList(OptionList):
    """The questions, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", N_("down"), show=False, id="round_list.down"),
        Binding("k", "cursor_up", N_("up"), show=False, id="round_list.up"),
        Binding(
            "enter",
            "select",
            N_("in full"),
            id="round_list.show",
            key_display="Enter",
            tooltip=N_("All answers to the question in full, with their notes"),
        ),
    ]


class RoundScreen(ToolScreen[None]):
    """The voices of a round, or what changed since the one before."""

    CSS_PATH = "round.tcss"
    AUTO_FOCUS = "RoundList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "show",
            N_("in full"),
            id="round.show",
            key_display="Enter",
            tooltip=N_("All answers to the question in full, with their notes"),
        ),
        Binding(
            "f",
            "follow_up",
            N_("follow-up"),
            id="round.follow_up",
            tooltip=N_("Make a follow-up of what differs here, or see the one it has"),
        ),
        Binding(
            "s",
            "set_aside",
            N_("set aside"),
            id="round.set_aside",
            show=False,
            tooltip=N_("Nothing will be done about what differs here, and why; again: take it up"),
        ),
        Binding(
            "d",
            "differing",
            N_("differing"),
            id="round.differing",
            tooltip=N_("Only the questions on which respondents contradict one another, or all again"),
        ),
        Binding(
            "c",
            "changes",
            N_("changes"),
            id="round.changes",
            tooltip=N_("What changed since the round before, or the voices again"),
        ),
        Binding("b", "next_bank", N_("bank"), id="round.bank", tooltip=N_("The next question bank")),
        Binding(
            "left",
            "earlier",
            N_("earlier round"),
            id="round.earlier",
            show=False,
            tooltip=N_("The round before"),
        ),
        Binding(
            "right", "later", N_("later round"), id="round.later", show=False, tooltip=N_("The round after")
        ),
        Binding(
            "escape,q",
            "leave",
            N_("back"),
            id="round.leave",
            key_display="Esc",
            tooltip=N_("Back to where you were"),
        ),
    ]

    heading = query_one("#heading", Static)
    remark = query_one("#remark", Static)
    columns = query_one("#columns", Static)
    list = query_one(RoundList)
    nothing = query_one("#nothing", Static)
    detail = query_one("#detail-text", Static)

    def __init__(self, workspace: Workspace, held: RoundVoices) -> None:
        super().__init__()
        self.workspace = workspace
        self.held = held
        self.place = 0
        self.differing = False
        self.comparing = False
        self.deeds = RoundDeeds(self.app, workspace, held, self.show)
        self._comparisons: Sequence[Comparison] = ()
        self._entries: dict[str, Entry] = {}

    @property
    def table(self) -> VoiceTable:
        """The voices on the bank that is shown."""
        return self.held.tables[self.place]

    def compose(self) -> ComposeResult:
        """Heading, heads of the columns, list, the question under the cursor, footer."""
        yield Static(id="heading", markup=False)
        yield Static(id="remark", markup=False)
        yield Static(id="columns", markup=False)
        yield RoundList(markup=False)
        yield Static(id="nothing", markup=False)
        with VerticalScroll(id="detail", can_focus=False):
            yield Static(id="detail-text", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the voices."""
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        """Columns follow the width."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Fill the list anew; the cursor stays on its question."""
        selected = self._selected()
        width = (self.size.width or 80) - MARGIN
        if self.comparing:
            entries = [*change_entries(self._comparisons, width)]
        else:
            standing = self.deeds.standing
            entries = [*voice_entries(self.table, width, standing, differing=self.differing)]
        self._fill(entries, selected)
        self._show_heading()
        self.columns.update(change_heads(width) if self.comparing else voice_heads(self.table, width))
        self.refresh_bindings()

    def _fill(self, entries: Sequence[Entry], selected: str | None) -> None:
        self._entries = {entry.key: entry for entry in entries if entry.key}
        self.list.clear_options()
        self.list.add_options(
            [Option(entry.row, id=entry.key or None, disabled=not entry.key) for entry in entries]
        )
        keys = [entry.key for entry in entries]
        first = next((place for place, key in enumerate(keys) if key), None)
        self.list.highlighted = keys.index(selected) if selected in self._entries else first
        self.list.display = bool(entries)
        self.nothing.display = not entries
        self.nothing.update(Content("" if self.comparing else nothing_said(self.table)))
        self._show_detail()

    def _show_heading(self) -> None:
        width = (self.size.width or 80) - 2
        respondents = ", ".join(_(ROLES[role]) for role in self.held.respondents)
        title = " · ".join(
            (
                one_line(self.held.supplier.name),
                _("round {round}").format(round=one_line(self.held.round)),
                respondents,
            )
        )
        lines = [two_ends(title, disagreements_in_short(self.table), width, "bold", "bold")]
        warning = _("Confidential: keep from the supplier what others said, and that they spoke.")
        lines.append(Content.styled(cut(warning, width), QUIET))
        self.heading.update(Content("\n").join(lines))
        remarks = [self._bank_line(), "" if self.comparing else left_out_line(self.table)]
        text = "\n".join(remark for remark in remarks if remark)
        self.remark.display = bool(text)
        self.remark.update(Content(text))

    def _bank_line(self) -> str:
        """Which of several banks is shown; empty where there is one."""
        if len(self.held.tables) == 1:
            return ""
        bank = self.table.bank
        title = one_line(bank.in_language(bank.title, language_for(bank)))
        return f"{title} {bank.version} ({self.place + 1}/{len(self.held.tables)})"

    def _selected(self) -> str | None:
        place = self.list.highlighted
        if place is None or place >= self.list.option_count:
            return None
        return self.list.get_option_at_index(place).id

    def _show_detail(self) -> None:
        entry = self._entries.get(self._selected() or "")
        width, in_full = (self.size.width or 80) - MARGIN, self.has_class("-high")
        self.detail.update(entry.detail(width, in_full) if entry else "")

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        """Show the question under the cursor."""
        self._show_detail()

    @on(OptionList.OptionSelected)
    def action_show(self) -> None:
        """One question in full."""
        entry = self._entries.get(self._selected() or "")
        if entry is not None:
            title = f"{one_line(self.held.supplier.name)} · {one_line(self.held.round)}"
            self.app.push_screen(RoundDetail(cut(title, 60), entry))

    def _finding(self) -> Finding | None:
        """What differs on the question under the cursor."""
        entry = self._entries.get(self._selected() or "")
        if entry is not None and entry.finding is None:
            self.notify(_("Nobody contradicts anybody on this question."), markup=False)
        return entry.finding if entry else None

    def action_follow_up(self) -> None:
        """A follow-up of what differs here."""
        finding, bank = self._finding(), self.table.bank
        if finding is not None:
            self.deeds.follow_up(finding, bank, language_for(bank))

    def action_set_aside(self) -> None:
        """Nothing will be done about what differs here; or it is taken up again."""
        finding, bank = self._finding(), self.table.bank
        if finding is not None:
            self.deeds.set_aside(finding, bank.in_language(finding.because, language_for(bank)))

    def action_differing(self) -> None:
        """Only where they contradict one another, or all."""
        self.differing = not self.differing
        self.show()

    def action_changes(self) -> None:
        """What changed since the round before, or the voices."""
        if not self.comparing:
            try:
                self._comparisons = self._compared()
            except QuestionnaireError as error:
                self.notify(str(error), severity="error", markup=False)
                return
            if not self._comparisons:
                self.notify(_("There is no earlier round to compare with."), markup=False)
                return
        self.comparing = not self.comparing
        self.show()

    def _compared(self) -> Sequence[Comparison]:
        """The voices of the bank that is shown, each with its interview of the round before, where there is one."""
        found = []
        for voice in self.table.voices:
            interview = self.workspace.open_interview(voice.interview)
            try:
                before = self.workspace.rounds.before(interview)
            except NotFoundError:
                continue
            found.append(self.workspace.rounds.compare(before, interview))
        return found

    def action_next_bank(self) -> None:
        """The voices on another bank."""
        self.place = (self.place + 1) % len(self.held.tables)
        self.comparing = False
        self.show()

    def action_earlier(self) -> None:
        """The round before."""
        self._go(1)

    def action_later(self) -> None:
        """The round after."""
        self._go(-1)

    def _go(self, step: int) -> None:
        rounds = self.held.rounds
        place = rounds.index(self.held.round) + step
        if not 0 <= place < len(rounds):
            words = _("There is no earlier round.") if step > 0 else _("There is no later round.")
            self.notify(words, markup=False)
            return
        try:
            held = self.workspace.voices(self.held.supplier.id, rounds[place])
        except QuestionnaireError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        shown = self.table.bank.id
        self.held = held
        self.deeds = RoundDeeds(self.app, self.workspace, held, self.show)
        self.place = next((at for at, table in enumerate(held.tables) if table.bank.id == shown), 0)
        self.comparing = False
        self.show()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another bank is offered where there is one; what differs, among voices."""
        if action == "next_bank":
            return len(self.held.tables) > 1
        return not self.comparing if action in ("differing", "follow_up", "set_aside") else True
