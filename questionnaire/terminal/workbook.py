"""The workbook of a supplier: writing it, and reading back what the supplier filled in."""

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
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from questionnaire.store.values import Supplier
    from questionnaire.terminal.import_sheet import Shown
    from questionnaire.workspace import Workspace


class WorkbookDialog(Dialog[None]):
    """Asks for a file: to be written for the supplier, or the one that came back."""

    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "form",
            N_("short form"),
            id="workbook.form",
            tooltip=N_("The short form, for a first contact, or the whole bank"),
        ),
        Binding(
            "f3",
            "read_back",
            N_("read back"),
            id="workbook.read_back",
            tooltip=N_("Show what a workbook or a .json sheet brings, before it is written"),
        ),
        Binding(
            "f4",
            "replace",
            N_("replace"),
            id="workbook.replace",
            tooltip=N_("Replace the file that is there"),
        ),
    ]

    line = query_one(Line)
    told = query_one("#told", Static)
    problem = query_one("#problem", Static)

    def __init__(self, workspace: Workspace, supplier: Supplier) -> None:
        super().__init__()
        self.workspace = workspace
        self.supplier = supplier
        self.short_form = False

    def compose(self) -> ComposeResult:
        """The file, what can be done with it, and what came of it."""
        from questionnaire.sheets.file_names import file_name  # noqa: PLC0415 - behind the suppliers

        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(_("Workbook of {supplier}").format(supplier=self.supplier.name))
            name = file_name(self.supplier.name, "questions")
            yield Line(value=str(Path.cwd() / f"{name}.xlsx"))
            yield Static(id="told", markup=False)
            yield Static(id="problem", classes="problem", markup=False)

    def on_mount(self) -> None:
        """Say what there is to choose."""
        self.line.cursor_position = len(self.line.value)
        self._tell()

    def _tell(self) -> None:
        about = _(
            "The supplier fills it in before the call. What comes back is shown first. "
            "It is kept as answered in writing: in the call you go on asking about it."
        )
        form = _("short form") if self.short_form else _("whole bank")
        sheets = _("F3 reads a colleague's sheet too: a .json made for internal use.")
        keys = _("Enter writes · F2 form: {form} · F3 reads back what came · F4 replace · Esc back")
        shown = (keys.format(form=form), QUIET)
        self.told.update(Content.assemble("\n", about, "\n\n", sheets, "\n\n", shown, "\n"))

    @on(Input.Submitted)
    def write(self) -> None:
        """Write the workbook, or say why not."""
        self._write(force=False)

    def action_replace(self) -> None:
        """Write the workbook over a file that is there."""
        self._write(force=True)

    def _write(self, force: bool) -> None:
        try:
            written = self.workspace.blank_workbooks.write(
                self.supplier.id, self._path(), short_form=self.short_form, force=force
            )
        except ThereAlreadyError as error:
            hint = _("F4 replaces it; or write another name.")
            self.problem.update(Content(f"{error.message} {hint}"))
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
        else:
            self.app.notify(_("Written: {path}").format(path=written), markup=False)
            self.dismiss()

    def action_form(self) -> None:
        """Short form or whole bank."""
        self.short_form = not self.short_form
        self._tell()

    def action_read_back(self) -> None:
        """Show what the supplier filled in, or what a sheet of another machine brings."""
        from questionnaire.terminal.import_sheet import ImportScreen  # noqa: PLC0415 - only when something came back

        path = self._path()
        self.problem.update("")
        try:
            shown, write = self._sheet(path) if path.suffix.lower() == ".json" else self._workbook(path)
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
            return
        self.app.push_screen(ImportScreen(shown, write), self._read)

    def _workbook(self, path: Path) -> tuple[Shown, Callable[[], object]]:
        """What a workbook brings, and how to write it."""
        from questionnaire.terminal.import_sheet import shown_workbook  # noqa: PLC0415

        rooms = self.workspace.blank_workbooks
        imported = rooms.read(path, supplier=self.supplier.id)
        return shown_workbook(imported), lambda: rooms.apply(imported)

    def _sheet(self, path: Path) -> tuple[Shown, Callable[[], object]]:
        """What a sheet brings, whichever supplier it is of, and how to write it."""
        from questionnaire.terminal.read_sheet import shown_sheet  # noqa: PLC0415

        room = self.workspace.read_back
        preview = room.preview(path)
        return shown_sheet(self.workspace, preview, self.supplier), lambda: room.apply(preview)

    def _read(self, written: bool | None) -> None:
        if written:
            self.dismiss()

    def _path(self) -> Path:
        typed = self.line.value.strip()
        try:
            return Path(typed).expanduser()
        except RuntimeError:  # a `~name` of nobody here is a folder of that name
            return Path(typed)
