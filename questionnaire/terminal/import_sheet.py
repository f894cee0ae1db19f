"""What reading a file back would change, line by line; nothing is written before Enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, Static

from questionnaire.errors import QuestionnaireError
from questionnaire.sheets.preview import LineKind, Preview, PreviewLine
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.shown import QUIET, two_ends
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from textual.app import ComposeResult

_HEADS = {
    LineKind.CHANGE: N_("To be written, as answered by the supplier in writing"),
    LineKind.KEPT_OUT: N_("Kept out"),
    LineKind.SKIPPED: N_("Passed over"),
    LineKind.WRONG: N_("Wrong, and left out"),
}


class ImportScreen(ToolScreen[bool]):
    """Shows a preview, and writes when told to; closes with whether it was written."""

    CSS_PATH = "import_sheet.tcss"
    AUTO_FOCUS = "#lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "write",
            N_("write"),
            id="import.write",
            key_display="Enter",
            tooltip=N_("Write what is shown under the first heading"),
        ),
        Binding("j", "down", N_("down"), show=False, id="import.down"),
        Binding("k", "up", N_("up"), show=False, id="import.up"),
        Binding("escape", "leave", N_("back"), id="import.leave", tooltip=N_("Close this, changing nothing")),
    ]

    heading = query_one("#heading", Static)
    lines = query_one("#lines", VerticalScroll)
    shown = query_one("#shown", Static)
    problem = query_one("#problem", Static)

    def __init__(self, preview: Preview, count: int, write: Callable[[], object]) -> None:
        super().__init__()
        self.preview = preview
        self.count = count
        self._write = write

    def compose(self) -> ComposeResult:
        """Heading, lines, what went wrong, footer."""
        yield Static(id="heading", markup=False)
        with VerticalScroll(id="lines"):
            yield Static(id="shown", markup=False)
        yield Static(id="problem", classes="problem", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what would change."""
        self.shown.update(Content("\n").join(self._content()))

    def on_screen_resume(self) -> None:
        """The heading follows the width."""
        self.call_after_refresh(self._show_heading)

    def _show_heading(self) -> None:
        count = ngettext("{count} answer", "{count} answers", self.count).format(count=self.count)
        if wrong := len(self.preview.of(LineKind.WRONG)):
            count += " · " + ngettext("{count} cell is wrong", "{count} cells are wrong", wrong).format(
                count=wrong
            )
        self.heading.update(two_ends(self.preview.title, count, self.size.width - 2, "bold", QUIET))

    def _content(self) -> list[Content]:
        told = [Content(f"! {notice}") for notice in self.preview.notices]
        for kind in LineKind:
            lines = self.preview.of(kind)
            if lines:
                told += [Content(""), Content.styled(_(_HEADS[kind]), "bold")]
            told += [_line(one) for one in lines]
        if not self.count:
            told += [Content(""), Content(_("There is nothing to write."))]
        return told

    def action_write(self) -> None:
        """Write what is shown, or say why not."""
        if not self.count:
            self.dismiss(False)
            return
        try:
            self._write()
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
        else:
            count = self.count
            message = ngettext("{count} answer is written.", "{count} answers are written.", count)
            self.app.notify(message.format(count=count), markup=False)
            self.dismiss(True)

    def action_leave(self) -> None:
        """Close without writing."""
        self.dismiss(False)

    def action_down(self) -> None:
        """Further down."""
        self.lines.scroll_down()

    def action_up(self) -> None:
        """Further up."""
        self.lines.scroll_up()


def _line(line: PreviewLine) -> Content:
    """A cell, its question, and what becomes of it."""
    what = line.after
    if not line.is_remark and line.kind is not LineKind.WRONG:
        what = f"{line.before or _('open')} → {line.after}"
    told = line.why if line.kind is LineKind.WRONG else ": ".join(filter(None, (what, line.why)))
    return Content.assemble((f"  {line.where}  ", QUIET), line.what, "\n", f"    {told}")
