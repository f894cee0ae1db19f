"""Writing follow-ups to a file: days for a calendar, a workbook or a table, by the file's ending."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from questionnaire.errors import QuestionnaireError, ThereAlreadyError
from questionnaire.sheets.follow_up_files import FORMATS
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from questionnaire.interviews.follow_ups import FollowUp
    from questionnaire.rooms.follow_ups import FollowUps


class FollowUpExportDialog(Dialog[None]):
    """Asks for a file and writes what is listed; an existing file is only replaced when told so."""

    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f3", "next_format", N_("format"), id="follow_up_export.format", tooltip=N_("The next format")
        ),
        Binding(
            "f4",
            "replace",
            N_("replace"),
            id="follow_up_export.replace",
            tooltip=N_("Replace the file that is there"),
        ),
    ]

    line = query_one(Line)
    problem = query_one("#problem", Static)

    def __init__(self, room: FollowUps, follow_ups: Sequence[FollowUp]) -> None:
        super().__init__()
        self.room = room
        self.follow_ups = follow_ups

    def compose(self) -> ComposeResult:
        """The file, the formats, and what came of it."""
        formats = "\n".join(f"  {ending:<6} {_(what)}" for ending, what in FORMATS.items())
        keys = _("Enter writes · F3 next format · F4 replace an existing file · Esc back")
        without = sum(one.due is None for one in self.follow_ups)
        left_out = (
            _("Without a day, so not in the calendar: {count}.").format(count=without) if without else ""
        )
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(_("Follow-ups to a file"))
            yield Line(value=str(Path.cwd() / "follow-ups.ics"))
            yield Static(Content.assemble("\n", formats, "\n", left_out, "\n", (keys, QUIET), "\n"))
            yield Static(id="problem", classes="problem", markup=False)

    def on_mount(self) -> None:
        """Type at the end."""
        self.line.cursor_position = len(self.line.value)

    @on(Input.Submitted)
    def write(self) -> None:
        """Write them, or say why not."""
        self._write(force=False)

    def action_replace(self) -> None:
        """Write them over a file that is there."""
        self._write(force=True)

    def _write(self, force: bool) -> None:
        try:
            path = Path(self.line.value.strip()).expanduser()
        except RuntimeError:  # a `~name` of nobody here is a folder of that name
            path = Path(self.line.value.strip())
        try:
            written = self.room.export(self.follow_ups, path, force=force)
        except ThereAlreadyError as error:
            hint = _("F4 replaces it; or write another name.")
            self.problem.update(Content(f"{error.message} {hint}"))
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
        else:
            self.app.notify(_("Written: {path}").format(path=written), markup=False)
            self.dismiss()

    def action_next_format(self) -> None:
        """The same file name with the next format's ending."""
        path = Path(self.line.value.strip())
        if not path.name:
            return
        endings = list(FORMATS)
        place = endings.index(path.suffix) + 1 if path.suffix in endings else 0
        self.line.value = str(path.with_suffix(endings[place % len(endings)]))
        self.line.cursor_position = len(self.line.value)
