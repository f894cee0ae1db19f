"""Taking what was said of a question out for good: asked before it is done, since nothing brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from questionnaire.errors import QuestionnaireError
from questionnaire.rooms.cleaning import lines_of
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.rooms.open_interview import OpenInterview


class CleanDialog(Dialog[list[str]]):
    """Closes with what there is to tell once it was done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y,j", "clean", N_("take it out"), id="clean.clean", key_display="y",
            tooltip=N_("Take it out for good"),
        ),
        Binding("enter,n", "leave_dialog", N_("back"), id="clean.leave", show=False, tooltip=N_("Change nothing")),
    ]  # fmt: skip

    wrong = query_one("#wrong", Static)

    def __init__(self, interview: OpenInterview, question: str, language: str) -> None:
        super().__init__()
        self.interview = interview
        self.question = question
        self.language = language

    def compose(self) -> ComposeResult:
        """The question, what will be done, the keys."""
        step = self.interview.walk.steps[self.question]
        ask = one_line(self.interview.bank.in_language(step.question.ask, self.language))
        about = _(
            "What was said here in words goes out of the database: the text, the note, what is said of evidence, "
            "and all that the history holds of them. Choices, numbers and dates stay. The history tells that it was done."
        )
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = Content(_("Take what was said out for good"))
            yield Static(Content.styled(f"{step.number}  {ask}", QUIET))
            yield Static(Content(f"\n{about}"))
            yield Static(Content("\n" + _("This cannot be undone.")))
            yield Static(id="wrong", classes="problem", markup=False)
            yield Static(Content.styled(_("y: take it out · Enter or Escape: leave it"), "bold"))

    def action_clean(self) -> None:
        """Do it; where that cannot be, say why and stay."""
        try:
            cleaned = self.interview.clean(self.question)
        except QuestionnaireError as error:
            self.wrong.update(Content(f"{error.message} {error.hint}"))
        else:
            self.dismiss(lines_of(cleaned))
