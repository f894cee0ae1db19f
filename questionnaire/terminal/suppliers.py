"""The suppliers: where the tool starts. Each with its country, its last round, how far, and what needs follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from questionnaire.errors import QuestionnaireError
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.suppliers_view import heading_of, is_found, nothing_yet, row_of
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.values import Supplier, SupplierOverview
    from questionnaire.workspace import Workspace


class SupplierList(OptionList):
    """The suppliers, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", N_("down"), show=False, id="list.down"),
        Binding("k", "cursor_up", N_("up"), show=False, id="list.up"),
        Binding(
            "enter",
            "select",
            N_("open"),
            id="list.open",
            key_display="Enter",
            tooltip=N_("Go on with the last interview, or begin one"),
        ),
    ]


class SuppliersScreen(ToolScreen[None]):
    """All suppliers of the workspace."""

    CSS_PATH = "suppliers.tcss"
    AUTO_FOCUS = "SupplierList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            N_("open"),
            id="suppliers.open",
            key_display="Enter",
            tooltip=N_("Go on with the last interview, or begin one"),
        ),
        Binding("a", "add", N_("add"), id="suppliers.add", tooltip=N_("Add a supplier")),
        Binding(
            "i",
            "interviews",
            N_("interviews"),
            id="suppliers.interviews",
            tooltip=N_("All interviews of the supplier; begin another"),
        ),
        Binding(
            "r",
            "round",
            N_("round"),
            id="suppliers.round",
            tooltip=N_("The answers of the last round side by side, and what changed since the one before"),
        ),
        Binding(
            "x",
            "export",
            N_("sheet"),
            id="suppliers.export",
            tooltip=N_("Write the answer sheet of the last interview"),
        ),
        Binding(
            "b",
            "workbook",
            N_("workbook"),
            id="suppliers.workbook",
            show=False,
            tooltip=N_("A workbook the supplier fills in before the call; read back what came"),
        ),
        Binding(
            "slash",
            "filter",
            N_("filter"),
            id="suppliers.filter",
            key_display="/",
            tooltip=N_("Show only what matches"),
        ),
        Binding(
            "d",
            "follow_ups",
            N_("to do"),
            id="suppliers.follow_ups",
            tooltip=N_("What is to be done, by whom, by when; of all suppliers"),
        ),
        Binding(
            "d",
            "sample",
            N_("sample"),
            id="suppliers.sample",
            show=False,
            tooltip=N_("Look around among made-up suppliers; nothing is kept"),
        ),
        Binding("escape", "end_filter", N_("end the filter"), show=False, id="suppliers.end_filter"),
        Binding("q", "app.leave", N_("quit"), id="suppliers.quit", tooltip=N_("Leave; everything is kept")),
    ]

    heading = query_one("#heading", Static)
    needle = query_one("#filter", Line)
    list = query_one(SupplierList)
    nothing = query_one("#nothing", Static)

    def __init__(self, workspace: Workspace, sample: bool = False) -> None:
        super().__init__()
        self.workspace = workspace
        self.sample = sample
        self._overviews: dict[str, SupplierOverview] = {}
        self._filled_width = 0

    def compose(self) -> ComposeResult:
        """Heading, filter, list, footer."""
        yield Static(id="heading", markup=False)
        yield Line(id="filter")
        with Vertical(id="suppliers"):
            yield SupplierList(markup=False)
            yield Static(id="nothing")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is there."""
        self.needle.placeholder = _("name, country or OS ID")
        self.needle.display = False
        self.nothing.update(nothing_yet())

    def on_screen_resume(self) -> None:
        """Show what is there: at first, and what an interview changed, at once."""
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Columns follow the width."""
        if event.size.width != self._filled_width:
            self.call_after_refresh(self._fill)

    def reload(self, select: str | None = None) -> None:
        """Read the suppliers again; keep the cursor on the same one."""
        try:
            self._overviews = {overview.supplier.id: overview for overview in self.workspace.suppliers()}
        except QuestionnaireError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._fill(select)

    def _fill(self, select: str | None = None) -> None:
        self._filled_width = self.size.width
        wanted = select or self._selected()
        shown = [one for one in self._overviews.values() if self._is_found(one)]
        self.list.clear_options()
        self.list.add_options([Option(self._row(one), id=one.supplier.id) for one in shown])
        ids = [one.supplier.id for one in shown]
        if ids:
            self.list.highlighted = ids.index(wanted) if wanted in ids else 0
        self.list.display = bool(self._overviews)
        self.nothing.display = not self._overviews
        heading = heading_of(len(shown), len(self._overviews), self._filled_width - 2, sample=self.sample)
        self.heading.update(heading)

    def _row(self, overview: SupplierOverview) -> Content:
        return row_of(overview, self.workspace.countries, self.size.width)

    def _is_found(self, overview: SupplierOverview) -> bool:
        needle = self.needle.value.strip()
        return not needle or is_found(overview.supplier, self.workspace.countries, needle)

    def _selected(self) -> str | None:
        place = self.list.highlighted
        return (
            self.list.get_option_at_index(place).id if place is not None and self.list.option_count else None
        )

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        """Show what matches while typing."""
        self._fill()

    @on(Input.Submitted, "#filter")
    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Resume the interview where the call stopped; show them all where several of the round go on, or none."""
        overview = self._overviews.get(self._selected() or "")
        if overview is None:
            return
        going_on = overview.interview is not None and overview.interview.finished_at is None
        if overview.interview is not None and going_on and overview.unfinished == 1:
            self.open_interview(overview.interview.id)
        else:
            self.action_interviews()

    def open_interview(self, key: str) -> None:
        """Hold an interview."""
        try:
            self.hold(self.workspace.open_interview(key))
        except QuestionnaireError as error:
            self.notify(str(error), severity="error", markup=False)

    def hold(self, interview: OpenInterview) -> None:
        """Show the interview; a warning about the country comes before the first question."""
        from questionnaire.terminal.interview import InterviewScreen  # noqa: PLC0415 - behind the first list

        self.app.push_screen(InterviewScreen(self.workspace, interview))

    def action_interviews(self) -> None:
        """All interviews of the supplier, and beginning another."""
        from questionnaire.terminal.start_interview import InterviewsDialog  # noqa: PLC0415

        overview = self._overviews.get(self._selected() or "")
        if overview is not None:
            self.app.push_screen(InterviewsDialog(self.workspace, overview.supplier), self._chosen)

    def _chosen(self, interview: OpenInterview | None) -> None:
        if interview is not None:
            self.hold(interview)

    def action_add(self) -> None:
        """Add a supplier."""
        from questionnaire.terminal.supplier_form import SupplierForm  # noqa: PLC0415

        self.app.push_screen(SupplierForm(self.workspace), self._added)

    def _added(self, supplier: Supplier | None) -> None:
        if supplier is not None:
            self.reload(supplier.id)
            self.list.focus()

    def action_round(self) -> None:
        """What was said in the supplier's last round, side by side."""
        overview = self._overviews.get(self._selected() or "")
        if overview is None:
            return
        if overview.interview is None:
            self.notify(_("There is no interview with this supplier yet."), markup=False)
            return
        from questionnaire.terminal.round import RoundScreen  # noqa: PLC0415 - behind the first list

        try:
            held = self.workspace.voices(overview.supplier.id)
            self.app.push_screen(RoundScreen(self.workspace, held))
        except QuestionnaireError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_export(self) -> None:
        """Write the answer sheet of the last interview."""
        overview = self._overviews.get(self._selected() or "")
        if overview is None:
            return
        if overview.interview is None:
            self.notify(_("There is no interview with this supplier yet."), markup=False)
            return
        from questionnaire.terminal.export import ExportDialog  # noqa: PLC0415

        try:
            self.app.push_screen(
                ExportDialog(self.workspace, self.workspace.open_interview(overview.interview.id))
            )
        except QuestionnaireError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_workbook(self) -> None:
        """Write the supplier's workbook, or read back what came of it."""
        from questionnaire.terminal.workbook import WorkbookDialog  # noqa: PLC0415 - behind the first list

        overview = self._overviews.get(self._selected() or "")
        if overview is not None:
            self.app.push_screen(WorkbookDialog(self.workspace, overview.supplier))

    def action_follow_ups(self) -> None:
        """What is to be done, of all suppliers."""
        from questionnaire.terminal.follow_ups import FollowUpsScreen  # noqa: PLC0415 - behind the first list

        overview = self._overviews.get(self._selected() or "")
        chosen = overview.supplier if overview else None
        self.app.push_screen(FollowUpsScreen(self.workspace, chosen))

    def action_sample(self) -> None:
        """Show the sample; offered while there are no suppliers."""
        if not self._overviews:
            self.app.open_sample()  # type: ignore[attr-defined]

    def action_filter(self) -> None:
        """Type what to look for."""
        self.needle.display = True
        self.needle.focus()

    def action_end_filter(self) -> None:
        """Show all suppliers again."""
        if self.needle.display:
            self.needle.value = ""
            self.needle.display = False
            self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """While filtering, the arrows still move in the list."""
        if self.needle.has_focus and event.key in ("down", "up"):
            event.stop()
            if event.key == "down":
                self.list.action_cursor_down()
            else:
                self.list.action_cursor_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The sample is offered to someone who has nothing yet; follow-ups are of those who have something."""
        if action in ("sample", "follow_ups"):
            return bool(self._overviews) is (action == "follow_ups")
        return True
