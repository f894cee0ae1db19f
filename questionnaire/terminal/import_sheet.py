"""What reading a file back would change, line by line; nothing is written before Enter or `y`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, Static

from questionnaire.errors import QuestionnaireError
from questionnaire.sheets.preview import LineKind, PreviewLine
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.shown import QUIET, two_ends
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from questionnaire.rooms.blank_plan import BlankImport
    from questionnaire.rooms.shared_words import Told

_HEADS = {
    LineKind.CHANGE: N_("To be written, as answered by the supplier in writing"),
    LineKind.KEPT_OUT: N_("Kept out"),
    LineKind.SKIPPED: N_("Passed over"),
    LineKind.WRONG: N_("Wrong, and left out"),
}


class Shown(Struct, frozen=True):
    """What there is to show: a title and a count at its end, the lines, and what is said once it is written.

    `written` is empty where there is nothing to write.
    """

    title: str
    count: str
    lines: tuple[Content, ...]
    written: str = ""


class ImportScreen(ToolScreen[bool]):
    """Shows what a file brings, and writes it when told to; closes with whether it was written."""

    CSS_PATH = "import_sheet.tcss"
    AUTO_FOCUS = "#lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,y",
            "write",
            N_("write"),
            id="import.write",
            key_display="Enter",
            tooltip=N_("Write what is shown here"),
        ),
        Binding("j", "down", N_("down"), show=False, id="import.down"),
        Binding("k", "up", N_("up"), show=False, id="import.up"),
        Binding(
            "escape",
            "leave",
            N_("back"),
            id="import.leave",
            key_display="Esc",
            tooltip=N_("Close this, changing nothing"),
        ),
    ]

    heading = query_one("#heading", Static)
    lines = query_one("#lines", VerticalScroll)
    shown = query_one("#shown", Static)
    problem = query_one("#problem", Static)

    def __init__(self, what: Shown, write: Callable[[], object]) -> None:
        super().__init__()
        self.what = what
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
        self.shown.update(Content("\n").join(self.what.lines))

    def on_screen_resume(self) -> None:
        """The heading follows the width."""
        self.call_after_refresh(self._show_heading)

    def _show_heading(self) -> None:
        self.heading.update(two_ends(self.what.title, self.what.count, self.size.width - 2, "bold", QUIET))

    def action_write(self) -> None:
        """Write what is shown, or say why not."""
        if not self.what.written:
            self.dismiss(False)
            return
        try:
            self._write()
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
        else:
            self.app.notify(self.what.written, markup=False)
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


def shown_workbook(imported: BlankImport) -> Shown:
    """What a workbook that came back brings."""
    preview, count = imported.preview, len(imported.answers)
    counted = ngettext("{count} answer", "{count} answers", count).format(count=count)
    if wrong := len(preview.of(LineKind.WRONG)):
        words = ngettext("{count} cell is wrong", "{count} cells are wrong", wrong)
        counted += " · " + words.format(count=wrong)
    lines = [Content(f"! {notice}") for notice in preview.notices]
    for kind in LineKind:
        found = preview.of(kind)
        if found:
            lines += [Content(""), Content.styled(_(_HEADS[kind]), "bold")]
        lines += [_line(one) for one in found]
    if not count:
        lines += [Content(""), Content(_("There is nothing to write."))]
    written = ngettext("{count} answer is written.", "{count} answers are written.", count)
    return Shown(preview.title, counted, tuple(lines), written.format(count=count) if count else "")


def told_lines(told: Iterable[Told]) -> tuple[Content, ...]:
    """Lines as a sheet of another machine is told of, a blank one before each head."""
    lines: list[Content] = []
    for one in told:
        if one.is_head:
            lines += [Content(""), Content.styled(one.text, "bold")]
        else:
            lines.append(Content("  " * one.depth + one.text))
    return tuple(lines)


def _line(line: PreviewLine) -> Content:
    """A cell, its question, and what becomes of it."""
    what = line.after
    if not line.is_remark and line.kind is not LineKind.WRONG:
        what = f"{line.before or _('open')} → {line.after}"
    told = line.why if line.kind is LineKind.WRONG else ": ".join(filter(None, (what, line.why)))
    return Content.assemble((f"  {line.where}  ", QUIET), line.what, "\n", f"    {told}")
