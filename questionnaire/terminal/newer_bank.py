"""A newer version of the questions is there: what differs, and whether to take it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from questionnaire.banks.compare import differences
from questionnaire.banks.compare_words import changed_parts, summary_of
from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.carried import carried_over
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from questionnaire.banks.model import Bank
    from questionnaire.workspace import Workspace


class NewerBankDialog(Dialog[OpenInterview]):
    """Closes with the interview on the newer version, or with nothing."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take_over",
            N_("take it over"),
            id="newer_bank.take_over",
            tooltip=N_("Go on with the newer version of the questions"),
        ),
        Binding("j", "scroll(1)", N_("down"), show=False, id="newer_bank.down"),
        Binding("k", "scroll(-1)", N_("up"), show=False, id="newer_bank.up"),
    ]

    scroll = query_one(VerticalScroll)
    problem = query_one("#problem", Static)

    def __init__(self, workspace: Workspace, interview: OpenInterview, newer: Bank) -> None:
        super().__init__()
        self.workspace = workspace
        self.interview = interview
        self.newer = newer

    def compose(self) -> ComposeResult:
        """How to go on, what becomes of the answers, and what differs, by question."""
        with VerticalScroll(classes="dialog") as dialog:
            titles = {"new": self.newer.version, "old": self.interview.bank.version}
            dialog.border_title = Content(_("Questions {new}, in place of {old}").format(**titles))
            yield Static(Content.styled(_("Enter: take them over   Esc: stay with the old ones"), "bold"))
            yield Static(id="problem", classes="problem")
            yield Static(Content("\n").join(self._answers()))
            yield Static(Content("\n").join(self._differences()))

    def _answers(self) -> Iterator[Content]:
        carried = carried_over(self.interview.bank, self.newer, self.interview.answers)
        kept, aside = len(carried.answers), len(carried.set_aside)
        yield Content(
            ngettext("{count} answer comes along.", "{count} answers come along.", kept).format(count=kept)
        )
        if aside:
            words = ngettext(
                "{count} answer is set aside; it is kept.",
                "{count} answers are set aside; they are kept.",
                aside,
            )
            names = ", ".join(carried.set_aside)
            yield Content.assemble((words.format(count=aside), "bold"), f" {names}")

    def _differences(self) -> Iterator[Content]:
        old, new = self.interview.bank, self.newer
        found = differences(old, new)
        yield Content.styled("\n" + (summary_of(found) or _("Nothing differs but the version.")), QUIET)
        for told in changed_parts(found, old, new, self.interview.language):
            yield Content.styled("\n" + told.heading, "bold")
            yield from (Content(f"  {change}") for change in told.changes)
            if told.answers:
                yield Content.styled(f"  {told.answers}", QUIET)

    def action_scroll(self, rows: int) -> None:
        """Up or down."""
        self.scroll.scroll_relative(y=rows, animate=False)

    def action_take_over(self) -> None:
        """Take the newer version over; what keeps it from being so is said."""
        try:
            self.dismiss(self.workspace.take_over(self.interview, self.newer))
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
