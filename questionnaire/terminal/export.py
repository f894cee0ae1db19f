"""Writing the answer sheet: where, and in which format, by the file's ending."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from questionnaire.errors import QuestionnaireError, ThereAlreadyError
from questionnaire.sheets.write import FORMATS
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


class ExportDialog(Dialog[None]):
    """Asks for a file and writes the sheet; an existing file is only replaced when told so."""

    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "next_language",
            N_("language"),
            id="export.language",
            tooltip=N_("The language of the sheet"),
        ),
        Binding("f3", "next_format", N_("format"), id="export.format", tooltip=N_("The next format")),
        Binding(
            "f4", "replace", N_("replace"), id="export.replace", tooltip=N_("Replace the file that is there")
        ),
    ]

    line = query_one(Line)
    told = query_one("#told", Static)
    problem = query_one("#problem", Static)

    def __init__(self, workspace: Workspace, interview: OpenInterview) -> None:
        super().__init__()
        self.workspace = workspace
        self.interview = interview
        self.language = interview.language

    def compose(self) -> ComposeResult:
        """The file, the formats, and what came of it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(_("Answer sheet"))
            yield Line(value=str(Path.cwd() / f"{_file_name(self.interview)}.xlsx"))
            yield Static(id="told", markup=False)
            yield Static(id="problem", classes="problem", markup=False)

    def on_mount(self) -> None:
        """Say what there is to choose."""
        self.line.cursor_position = len(self.line.value)
        self._tell()

    def _tell(self) -> None:
        formats = "\n".join(f"  {ending:<6} {_(what)}" for ending, what in FORMATS.items())
        keys = _(
            "Enter writes · F3 next format · F2 language: {language} · F4 replace an existing file · Esc back"
        )
        self.told.update(
            Content.assemble("\n", formats, "\n\n", (keys.format(language=self.language), QUIET), "\n")
        )

    @on(Input.Submitted)
    def write(self) -> None:
        """Write the sheet, or say why not."""
        self._write(force=False)

    def action_replace(self) -> None:
        """Write the sheet over a file that is there."""
        self._write(force=True)

    def _write(self, force: bool) -> None:
        try:
            path = Path(self.line.value.strip()).expanduser()
        except RuntimeError:  # a `~name` of nobody here is a folder of that name
            path = Path(self.line.value.strip())
        try:
            written = self.workspace.export_sheet(
                self.interview.supplier.id,
                path,
                language=self.language,
                interview=self.interview.key,
                force=force,
            )
        except ThereAlreadyError as error:
            hint = _("F4 replaces it; or write another name.")
            self.problem.update(Content(f"{error.message} {hint}"))
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
        else:
            self.app.notify(_("Written: {path}").format(path=written), markup=False)
            self.dismiss()

    def action_next_language(self) -> None:
        """The sheet in the bank's next language."""
        languages = self.interview.bank.languages
        self.language = languages[(languages.index(self.language) + 1) % len(languages)]
        self._tell()

    def action_next_format(self) -> None:
        """The same file name with the next format's ending."""
        path = Path(self.line.value.strip())
        if not path.name:
            return
        endings = list(FORMATS)
        place = endings.index(path.suffix) + 1 if path.suffix in endings else 0
        self.line.value = str(path.with_suffix(endings[place % len(endings)]))
        self.line.cursor_position = len(self.line.value)


def _file_name(interview: OpenInterview) -> str:
    """A file name that every system takes, from supplier, round and respondent."""
    words = f"{interview.supplier.name} {interview.round} {interview.respondent}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:80] or "answer-sheet"
