"""This question did not work: a digit says why, a line says more. For the union that keeps the bank, not for the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.problems import (
    LONGEST_REMARK,
    PROBLEM_LABELS,
    Problem,
    ProblemKind,
    problem_line,
)
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.rooms.open_interview import OpenInterview

KINDS = tuple(ProblemKind)
DIGITS = {str(place): kind for place, kind in enumerate(KINDS, 1)}


class RemarkLine(Line):
    """The remark; at its start digits choose the kind and backspace takes the last problem back."""

    async def _on_key(self, event: events.Key) -> None:
        """Pass on what is not typed here."""
        if not self.value and (event.key in DIGITS or event.key == "backspace"):
            event.prevent_default()


class ProblemDialog(Dialog[Problem]):
    """Closes with the problem that was kept."""

    CSS_PATH = "problem.tcss"
    AUTO_FOCUS = "RemarkLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "keep",
            N_("keep"),
            id="problem.keep",
            key_display="Enter",
            tooltip=N_("Keep it and go back to the question"),
        ),
        Binding("up", "move(-1)", N_("up"), show=False, id="problem.up"),
        Binding("down", "move(1)", N_("down"), show=False, id="problem.down"),
    ]

    kinds = query_one("#kinds", Static)
    told = query_one("#told", Static)
    line = query_one(RemarkLine)
    wrong = query_one("#wrong", Static)

    def __init__(self, interview: OpenInterview, question: str, language: str) -> None:
        super().__init__()
        self.interview = interview
        self.question = question
        self.language = language
        self.kind: ProblemKind | None = None

    def compose(self) -> ComposeResult:
        """The question, the kinds, a line, what was said before."""
        step = self.interview.walk.steps[self.question]
        ask = one_line(self.interview.bank.in_language(step.question.ask, self.language))
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = Content(_("This question did not work"))
            yield Static(Content.styled(f"{step.number}  {ask}", QUIET), id="asked")
            yield Static(id="kinds", markup=False)
            remark = RemarkLine(placeholder=_("a remark for the union; no names"))
            remark.max_length = LONGEST_REMARK
            yield remark
            yield Static(id="told", markup=False)
            yield Static(id="wrong", classes="problem", markup=False)
            yield Static(Content(_("A digit chooses · Enter keeps it · Escape leaves")))

    def on_mount(self) -> None:
        """Show the kinds and what was said of the question before."""
        self._show_kinds()
        self._show_told()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the kind; backspace on an empty line takes back what was said last."""
        if self.line.value:
            return
        if event.key in DIGITS:
            event.stop()
            self.kind = DIGITS[event.key]
            self._show_kinds()
        elif event.key == "backspace":
            event.stop()
            self._take_back()

    def action_move(self, by: int) -> None:
        """Choose the kind above or below."""
        place = KINDS.index(self.kind) + by if self.kind else 0
        self.kind = KINDS[place % len(KINDS)]
        self._show_kinds()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Keep it; a remark alone is something else."""
        kind = self.kind or (ProblemKind.OTHER if one_line(self.line.value) else None)
        if kind is None:
            self.wrong.update(Content(_("Choose what it was with a digit first, or type a remark.")))
            return
        try:
            problem = self.interview.tell_problem(self.question, kind, self.line.value)
        except QuestionnaireError as error:
            self.wrong.update(Content(f"{error.message} {error.hint}"))
        else:
            self.dismiss(problem)

    def _take_back(self) -> None:
        try:
            told = self.interview.problems(self.question)
            if told:
                self.interview.take_back_problem(told[-1])
        except QuestionnaireError as error:
            self.wrong.update(Content(f"{error.message} {error.hint}"))
        else:
            self._show_told()

    def _show_kinds(self) -> None:
        lines = []
        for digit, kind in DIGITS.items():
            chosen = kind is self.kind
            box = "(x)" if chosen else "( )"
            label = (_(PROBLEM_LABELS[kind]), "bold" if chosen else "")
            lines.append(Content.assemble((f"{digit}", "bold"), f" {box} ", label))
        self.kinds.update(Content("\n").join(lines))
        self.wrong.update("")

    def _show_told(self) -> None:
        try:
            told = self.interview.problems(self.question)
        except QuestionnaireError as error:
            self.wrong.update(Content(f"{error.message} {error.hint}"))
            return
        lines = [Content(f"· {problem_line(problem)}") for problem in told]
        if lines:
            head = _("Said already (backspace on an empty line takes the last one back):")
            lines.insert(0, Content.styled(head, QUIET))
        self.told.update(Content("\n").join(lines))
        self.told.display = bool(lines)
