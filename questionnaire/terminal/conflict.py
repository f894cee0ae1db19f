"""Two answers to one question: both sides, and a key that says which of them stays. Nothing is decided without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.side_words import answer_in_full
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.merge_values import Conflict
    from questionnaire.workspace import Workspace

MOST_DIGITS = 9


class ConflictDialog(Dialog[bool]):
    """Shows the answer here and the others; closes with whether something was decided."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "keep",
            N_("it stays"),
            id="conflict.keep",
            key_display="Enter",
            tooltip=N_("The chosen answer comes in force; the other stays in the history"),
        ),
        Binding("down,j", "move(1)", N_("down"), show=False, id="conflict.down"),
        Binding("up,k", "move(-1)", N_("up"), show=False, id="conflict.up"),
    ]

    sides = query_one("#sides", Static)
    wrong = query_one("#wrong", Static)

    def __init__(
        self,
        workspace: Workspace,
        interview: OpenInterview,
        conflicts: Sequence[Conflict],
        language: str,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.interview = interview
        self.conflicts = conflicts[: MOST_DIGITS - 1]
        self.language = language
        self.chosen: int | None = None

    def compose(self) -> ComposeResult:
        """The question, both sides, how to decide."""
        step = self.interview.walk.steps[self.conflicts[0].question]
        ask = one_line(self.interview.bank.in_language(step.question.ask, self.language))
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = Content(_("Which answer stays?"))
            yield Static(Content.styled(f"{step.number}  {ask}", QUIET))
            yield Static(id="sides", markup=False)
            yield Static(id="wrong", classes="problem", markup=False)
            yield Static(Content(_("A digit chooses · Enter: it stays · Escape: decide later")))

    def on_mount(self) -> None:
        """Show both sides."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses."""
        if event.key.isdecimal() and 1 <= int(event.key) <= len(self.conflicts) + 1:
            event.stop()
            self.chosen = int(event.key) - 1
            self._show()

    def action_move(self, by: int) -> None:
        """Choose the answer above or below."""
        self.chosen = 0 if self.chosen is None else (self.chosen + by) % (len(self.conflicts) + 1)
        self._show()

    def action_keep(self) -> None:
        """Let the chosen answer stay; with the one here, all others give way."""
        if self.chosen is None:
            self.wrong.update(Content(_("Choose an answer with its digit first.")))
            return
        decided = self.conflicts if self.chosen == 0 else [self.conflicts[self.chosen - 1]]
        try:
            self.interview.retry()
            for conflict in decided:
                self.workspace.conflicts.settle(conflict, theirs=self.chosen > 0)
        except QuestionnaireError as error:
            self.wrong.update(Content(str(error)))
        else:
            self.dismiss(result=True)

    def _show(self) -> None:
        question = self.interview.walk.steps[self.conflicts[0].question].question
        answers = [self.interview.answer(question.id), *(one.theirs.answer for one in self.conflicts)]
        lines = []
        for place, answer in enumerate(answers):
            whose = _("here") if place == 0 else whose_of(self.conflicts[place - 1])
            style = "bold" if place == self.chosen else ""
            box = "(x)" if place == self.chosen else "( )"
            words = answer_in_full(self.interview.bank, question, answer, self.language)
            head = Content.assemble((f"{place + 1}", "bold"), f" {box} ", (whose, QUIET))
            lines += [Content(""), head, Content.styled(words, style)]
        self.sides.update(Content("\n").join(lines))
        self.wrong.update("")


def whose_of(conflict: Conflict) -> str:
    """Whose an answer is that came with a sheet, and when it was given."""
    moment = (conflict.said_at or conflict.read_at).astimezone()
    return _("from {name}, {time}").format(
        name=one_line(conflict.origin), time=moment.strftime("%Y-%m-%d %H:%M")
    )
