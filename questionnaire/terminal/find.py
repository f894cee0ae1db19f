"""Finding a question by its words or id, in any language of the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET, cut
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.interviews.walk import Step
    from questionnaire.rooms.open_interview import OpenInterview


class FindDialog(Dialog[str]):
    """Closes with the question to go to."""

    CSS_PATH = "find.tcss"
    AUTO_FOCUS = "Line"

    needle = query_one(Line)
    list = query_one(OptionList)

    def __init__(self, interview: OpenInterview, language: str) -> None:
        super().__init__()
        self.interview = interview
        self.language = language

    def compose(self) -> ComposeResult:
        """A line and what matches it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(_("Find a question"))
            yield Line(placeholder=_("words of the question or the answer, its id or its number"))
            yield OptionList(markup=False, compact=True)

    def on_mount(self) -> None:
        """All that are asked, to begin with."""
        self.narrow()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show what matches while typing."""
        words = self.needle.value.casefold().split()
        marks = self.interview.marks()
        self.list.clear_options()
        found = [step for step in self.interview.asked() if all(word in self._text(step) for word in words)]
        self.list.add_options(
            [Option(self._line(step, marks[step.question.id]), id=step.question.id) for step in found]
        )
        if found:
            self.list.highlighted = 0
        else:
            self.list.add_option(Option(Content.styled(_("Nothing matches."), QUIET), disabled=True))

    def _text(self, step: Step) -> str:
        answer = self.interview.answer(step.question.id)
        asks = " ".join(step.question.ask.values())
        return f"{step.number} {step.question.id} {asks} {answer.value or ''} {answer.note}".casefold()

    def _line(self, step: Step, mark: str) -> Content:
        ask = cut(
            self.interview.bank.in_language(step.question.ask, self.language),
            max(min(self.size.width * 9 // 10, 76) - 26, 20),
        )
        return Content.assemble((f"{mark} {step.number:<8}", QUIET), ask)

    @on(Input.Submitted)
    def first(self) -> None:
        """Enter goes to the one under the cursor."""
        if self.list.highlighted is not None and self.list.option_count:
            self.dismiss(self.list.get_option_at_index(self.list.highlighted).id)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """A click goes there."""
        self.dismiss(event.option.id)

    def on_key(self, event: events.Key) -> None:
        """The arrows move in the list while typing."""
        if event.key in ("down", "up") and self.needle.has_focus:
            event.stop()
            if event.key == "down":
                self.list.action_cursor_down()
            else:
                self.list.action_cursor_up()
