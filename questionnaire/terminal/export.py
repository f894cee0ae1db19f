"""Writing the answer sheet: for whom, where, and in which format, by the file's ending."""

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
from questionnaire.sheets.audience import AUDIENCE_TELLS, AUDIENCE_WORDS, Audience
from questionnaire.sheets.file_names import AUDIENCE_NAMES, file_name
from questionnaire.sheets.write import FORMATS
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.keep_evidence import wrong_files_line
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace

LONGEST_PATH = 120


class ExportDialog(Dialog[None]):
    """Asks for whom and for a file and writes the sheet; an existing file is only replaced when told so."""

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
        Binding(
            "f5", "next_audience", N_("for whom"), id="export.audience", tooltip=N_("Whom the sheet is for")
        ),
    ]

    line = query_one(Line)
    told = query_one("#told", Static)
    problem = query_one("#problem", Static)

    def __init__(self, workspace: Workspace, interview: OpenInterview) -> None:
        super().__init__()
        self.workspace = workspace
        self.opened = interview
        self.audience = Audience.INTERNAL
        self.interview: OpenInterview | None = interview
        self.language = interview.language
        self.proposed = self._proposed()

    def compose(self) -> ComposeResult:
        """The file, for whom it is, the formats, and what came of it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(_("Answer sheet"))
            yield Line(value=str(Path.cwd() / f"{self.proposed}.xlsx"))
            yield Static(id="told", markup=False)
            yield Static(id="problem", classes="problem", markup=False)

    def on_mount(self) -> None:
        """Say what there is to choose."""
        self.line.cursor_position = len(self.line.value)
        self._tell()

    def _tell(self) -> None:
        formats = "\n".join(f"  {ending:<6} {_(what)}" for ending, what in FORMATS.items())
        whom = _("This sheet is {audience} (F5).").format(audience=_(AUDIENCE_WORDS[self.audience]))
        keys = _(
            "Enter writes · F5 for whom · F3 next format · F2 language: {language} · F4 replace an existing file · Esc back"
        )
        self.told.update(
            Content.assemble(
                "\n",
                (whom, "bold"),
                "\n",
                _(AUDIENCE_TELLS[self.audience]),
                "\n\n",
                formats,
                "\n\n",
                (keys.format(language=self.language), QUIET),
            )
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
            handed = self.workspace.hand_out.export(
                self.opened.supplier.id,
                path,
                audience=self.audience,
                language=self.language,
                interview=None if self.interview is None else self.interview.key,
                force=force,
            )
        except ThereAlreadyError as error:
            hint = _("F4 replaces it; or write another name.")
            self._say(f"{error.message} {hint}", path)
        except QuestionnaireError as error:
            self._say(str(error), path)
        else:
            whom = _(AUDIENCE_WORDS[self.audience])
            message = _("Written, {audience}: {path}").format(audience=whom, path=handed.path)
            self.app.notify(f"{message}\n{handed.remark}".rstrip(), markup=False)
            trouble = wrong_files_line(self.workspace.evidence, self.interview or self.opened)
            if trouble:
                self.app.notify(trouble, severity="warning", timeout=10, markup=False)
            self.dismiss()

    def _say(self, wrong: str, path: Path) -> None:
        """Say what is wrong; of a very long path only its end, so that the cause is still on the screen."""
        named = str(path)
        end = named if len(named) <= LONGEST_PATH else f"…{named[-LONGEST_PATH:]}"
        self.problem.update(Content(wrong.replace(named, end)))

    def action_next_language(self) -> None:
        """The sheet in the bank's next language."""
        languages = (self.interview or self.opened).bank.languages
        place = languages.index(self.language) + 1 if self.language in languages else 0
        self.language = languages[place % len(languages)]
        self._tell()

    def action_next_format(self) -> None:
        """The same file name with the next format's ending."""
        path = Path(self.line.value.strip())
        if not path.name:
            return
        endings = list(FORMATS)
        place = endings.index(path.suffix) + 1 if path.suffix in endings else 0
        self._put(path.with_suffix(endings[place % len(endings)]))

    def action_next_audience(self) -> None:
        """The sheet for the next audience, under a name that says so, unless another name was typed."""
        audiences = list(Audience)
        self.audience = audiences[(audiences.index(self.audience) + 1) % len(audiences)]
        self.problem.update("")
        self.interview = self._interview()
        languages = (self.interview or self.opened).bank.languages
        if self.language not in languages:
            self.language = languages[0]
        before, self.proposed = self.proposed, self._proposed()
        path = Path(self.line.value.strip())
        if path.stem == before:
            self._put(path.with_name(f"{self.proposed}{path.suffix}"))
        self._tell()

    def _interview(self) -> OpenInterview | None:
        """The interview the sheet is made of: this one, but for the supplier one with the management, if there is any."""
        if not self.audience.reaches_supplier:
            return self.opened
        try:
            return self.workspace.hand_out.interview_for(self.opened.supplier.id, self.audience)
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
            return None

    def _proposed(self) -> str:
        """The name of the file without its ending; of one that the supplier can read it tells neither round nor respondent."""
        site, made_of = self.opened.supplier.name, self.interview
        if made_of is None or self.audience.reaches_supplier:
            return file_name(site, AUDIENCE_NAMES[self.audience])
        return file_name(site, made_of.round, made_of.respondent, AUDIENCE_NAMES[self.audience])

    def _put(self, path: Path) -> None:
        self.line.value = str(path)
        self.line.cursor_position = len(self.line.value)
