"""The follow-ups of all suppliers: overdue first, filtered as one types; done, put off or dropped with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from questionnaire.banks.model import Severity
from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.follow_ups import OWNER_WORDS, FollowUpOwner, FollowUpState
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.follow_up import Begin, FollowUpDialog
from questionnaire.terminal.follow_up_detail import Deeds, FollowUpDetail, bindings
from questionnaire.terminal.follow_up_view import row_of
from questionnaire.terminal.shown import QUIET, SEVERITY_WORDS, two_ends
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from questionnaire.interviews.follow_ups import FollowUp
    from questionnaire.store.values import Supplier
    from questionnaire.workspace import Workspace


class FollowUpOptions(OptionList):
    """The follow-ups, two lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", N_("down"), show=False, id="follow_up_list.down"),
        Binding("k", "cursor_up", N_("up"), show=False, id="follow_up_list.up"),
        Binding(
            "enter",
            "select",
            N_("open"),
            id="follow_up_list.open",
            key_display="Enter",
            tooltip=N_("Show it with what became of it"),
        ),
    ]


class FollowUpsScreen(ToolScreen[None]):
    """All follow-ups of the workspace. `supplier` is the one that was chosen before, for a new one."""

    CSS_PATH = "follow_ups.tcss"
    AUTO_FOCUS = "FollowUpOptions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            N_("open"),
            id="follow_ups.open",
            key_display="Enter",
            tooltip=N_("Show it with what became of it"),
        ),
        *bindings("follow_ups", "dwe"),
        Binding(
            "slash",
            "filter",
            N_("filter"),
            id="follow_ups.filter",
            key_display="/",
            tooltip=N_("Show only what matches"),
        ),
        Binding(
            "m",
            "next_owner",
            N_("who"),
            id="follow_ups.owner",
            show=False,
            tooltip=N_("Only those for the supplier, the brand, the union, others"),
        ),
        Binding(
            "s",
            "next_severity",
            N_("severity"),
            id="follow_ups.severity",
            show=False,
            tooltip=N_("Only the high, the medium, the low ones"),
        ),
        Binding(
            "t",
            "states",
            N_("all"),
            id="follow_ups.states",
            show=False,
            tooltip=N_("What is done and dropped too, or only what is open"),
        ),
        Binding(
            "n",
            "add",
            N_("new"),
            id="follow_ups.add",
            show=False,
            tooltip=N_("A new one, from no finding, for the supplier that was chosen before"),
        ),
        Binding(
            "x",
            "export",
            N_("file"),
            id="follow_ups.export",
            tooltip=N_("Write what is listed to a file: for a calendar, a workbook, a table"),
        ),
        Binding(
            "escape,q,b",
            "back",
            N_("back"),
            id="follow_ups.back",
            key_display="Esc",
            tooltip=N_("End the filter, then back to the suppliers"),
        ),
    ]

    heading = query_one("#heading", Static)
    needle = query_one("#filter", Line)
    list = query_one(FollowUpOptions)
    nothing = query_one("#nothing", Static)

    def __init__(self, workspace: Workspace, supplier: Supplier | None = None) -> None:
        super().__init__()
        self.room = workspace.follow_ups
        self.supplier = supplier
        self.owner: FollowUpOwner | None = None
        self.severity: Severity | None = None
        self.with_closed = False
        self._known: list[FollowUp] = []
        self._shown: dict[str, FollowUp] = {}
        self._filled_width = 0

    def compose(self) -> ComposeResult:
        """Heading, filter, list, footer."""
        yield Static(id="heading", markup=False)
        yield Line(id="filter")
        with Vertical(id="follow-ups"):
            yield FollowUpOptions(markup=False)
            yield Static(id="nothing", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is there, at the supplier that was chosen before."""
        self.needle.placeholder = _("supplier, what, who or round")
        self.needle.display = False
        self.reload()
        chosen = self.supplier.id if self.supplier else ""
        place = next((place for place, one in enumerate(self._shown.values()) if one.supplier == chosen), 0)
        if self._shown:
            self.list.highlighted = place

    def on_resize(self, event: events.Resize) -> None:
        """Columns follow the width."""
        if event.size.width != self._filled_width:
            self.call_after_refresh(self._fill)

    def reload(self, select: str | None = None) -> None:
        """Read the follow-ups again; keep the cursor on the same one, else at the same place."""
        try:
            self._known = self.room.listed(with_closed=True)
        except QuestionnaireError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._fill(select)

    def _fill(self, select: str | None = None) -> None:
        self._filled_width = self.size.width
        today, place = self.room.today, self.list.highlighted or 0
        chosen = self.selected
        wanted = select or (chosen.id if chosen else "")
        self._shown = {one.id: one for one in self._known if self._matches(one)}
        width = max(self.size.width - 2, 40)
        self.list.clear_options()
        self.list.add_options([Option(row_of(one, today, width), id=one.id) for one in self._shown.values()])
        keys = [*self._shown]
        if keys:
            self.list.highlighted = keys.index(wanted) if wanted in keys else min(place, len(keys) - 1)
        self.list.display = bool(keys)
        self.nothing.display = not keys
        self._show_nothing()
        self._show_heading()

    def _show_nothing(self) -> None:
        if self._known and self._is_filtered:
            text = _("Nothing matches. Escape ends the filters; t shows what is done too.")
        elif self._known:
            text = _("All is done. Press t to see it.")
        else:
            wrap_up = _(
                "Nothing to follow up yet. Wrap up an interview with w: f on a finding makes a follow-up."
            )
            text = wrap_up + " " + _("Press n for one that comes from no finding.")
        self.nothing.update(Content(text))

    def _show_heading(self) -> None:
        today = self.room.today
        overdue = sum(one.is_overdue(today) for one in self._shown.values())
        parts = [_(SEVERITY_WORDS[self.severity])] if self.severity else []
        if self.owner:
            parts.append(_("for: {owner}").format(owner=_(OWNER_WORDS[self.owner])))
        if self.with_closed:
            parts.append(_("done too"))
        if overdue:
            parts.append(_("{count} overdue").format(count=overdue))
        open_ones = sum(one.is_open for one in self._known)
        parts.append(f"{len(self._shown)} / {open_ones if not self.with_closed else len(self._known)}")
        self.heading.update(
            two_ends(_("Follow-ups"), " · ".join(parts), (self.size.width or 80) - 2, "bold", QUIET)
        )

    @property
    def _is_filtered(self) -> bool:
        return bool(self.needle.value.strip() or self.owner or self.severity)

    @property
    def selected(self) -> FollowUp | None:
        """The follow-up under the cursor."""
        place = self.list.highlighted
        if place is None or not self.list.option_count:
            return None
        return self._shown.get(self.list.get_option_at_index(place).id or "")

    def _matches(self, one: FollowUp) -> bool:
        text = f"{one.supplier_name} {one.what} {one.owner.shown} {one.round_name}".casefold()
        return (
            (self.with_closed or one.is_open)
            and (self.owner is None or one.owner.kind is self.owner)
            and (self.severity is None or one.severity is self.severity)
            and all(word in text for word in self.needle.value.casefold().split())
        )

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        """Show what matches while typing."""
        self._fill()

    @on(Input.Submitted, "#filter")
    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Show the one under the cursor whole."""
        if self.selected is not None:
            self.app.push_screen(FollowUpDetail(self.room, self.selected.id), lambda _none: self.reload())

    def action_state(self, state: str) -> None:
        """Put the one under the cursor in a state."""
        if self.selected is not None:
            Deeds(self.app, self.room, self.reload).put_in(self.selected, FollowUpState(state))

    def action_change(self) -> None:
        """Change the one under the cursor."""
        if self.selected is not None:
            Deeds(self.app, self.room, self.reload).change(self.selected)

    def action_agree(self) -> None:
        """The supplier of the one under the cursor knows of it, or not."""
        if self.selected is not None:
            Deeds(self.app, self.room, self.reload).agree(self.selected)

    def action_add(self) -> None:
        """A new one for the supplier that was chosen before, else for that of the one under the cursor."""
        chosen = self.selected
        if self.supplier is not None:
            key, name = self.supplier.id, self.supplier.name
        elif chosen is not None:
            key, name = chosen.supplier, chosen.supplier_name
        else:
            return
        dialog = FollowUpDialog(
            _("A follow-up: {supplier}").format(supplier=name),
            Begin(owner=_(OWNER_WORDS[FollowUpOwner.BRAND])),
            lambda plan: self.room.add(key, plan),
            today=self.room.today,
            confidential=False,
        )
        self.app.push_screen(dialog, lambda made: self.reload(made.id) if made else None)

    def action_next_owner(self) -> None:
        """Only those for the next owner, at last for all."""
        self.owner = _next(list(FollowUpOwner), self.owner)
        self._fill()

    def action_next_severity(self) -> None:
        """Only those of the next severity, at last of all."""
        self.severity = _next(list(Severity), self.severity)
        self._fill()

    def action_states(self) -> None:
        """What is over too, or only what is open."""
        self.with_closed = not self.with_closed
        self._fill()

    def action_export(self) -> None:
        """Write what is listed to a file."""
        from questionnaire.terminal.follow_up_export import FollowUpExportDialog  # noqa: PLC0415

        if self._shown:
            self.app.push_screen(FollowUpExportDialog(self.room, [*self._shown.values()]))

    def action_filter(self) -> None:
        """Type what to look for."""
        self.needle.display = True
        self.needle.focus()

    def action_back(self) -> None:
        """End the filter, then leave."""
        if self.needle.display or self._is_filtered:
            self.needle.value = ""
            self.needle.display = False
            self.owner = self.severity = None
            self._fill()
            self.list.focus()
        else:
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """While filtering, the arrows still move in the list."""
        if self.needle.has_focus and event.key in ("down", "up"):
            event.stop()
            if event.key == "down":
                self.list.action_cursor_down()
            else:
                self.list.action_cursor_up()


Value = TypeVar("Value")


def _next(values: Sequence[Value], now: Value | None) -> Value | None:
    """The value after this one; None after the last, and the first after None."""
    if now is None:
        return values[0]
    place = values.index(now) + 1
    return values[place] if place < len(values) else None
