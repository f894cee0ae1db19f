"""The open conflicts of the interview on screen: how many, what is said of one, and deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.side_words import answer_in_full
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.merge_values import Conflict
    from questionnaire.workspace import Workspace


class OpenConflicts:
    """Those that were open when they were read last; where that fails, there are none to show."""

    def __init__(self, workspace: Workspace, interview: OpenInterview) -> None:
        self.workspace = workspace
        self.interview = interview
        self._by_question: dict[str, list[Conflict]] = {}

    def load(self) -> None:
        """Read what is open."""
        self._by_question = {}
        try:
            found = self.workspace.conflicts.all(self.interview.key)
        except QuestionnaireError:
            return
        for conflict in found:
            if conflict.question in self.interview.walk.steps:
                self._by_question.setdefault(conflict.question, []).append(conflict)

    def of(self, question: str) -> list[Conflict]:
        """The other answers to a question that still differ from the one here."""
        here = self.interview.answer(question)
        return [one for one in self._by_question.get(question, ()) if one.theirs.answer != here]

    def notice(self) -> str:
        """How many questions have another answer from a sheet, and where the first is; empty where there is none."""
        numbers = [step.number for name, step in self.interview.walk.steps.items() if self.of(name)]
        if not numbers:
            return ""
        words = ngettext(
            "{count} answer differs from a sheet that was read back: {numbers}. There, d shows both.",
            "{count} answers differ from a sheet that was read back: {numbers}. There, d shows both.",
            len(numbers),
        )
        return words.format(count=len(numbers), numbers=", ".join(numbers[:6]))

    def line(self, question: str, language: str) -> str:
        """What is said beside a question with another answer; empty where there is none."""
        found = self.of(question)
        if not found:
            return ""
        from questionnaire.terminal.conflict import whose_of  # noqa: PLC0415 - behind a conflict

        asked = self.interview.walk.steps[question].question
        theirs = answer_in_full(self.interview.bank, asked, found[0].theirs.answer, language)
        return _("d: another answer {whose}: {answer}").format(whose=whose_of(found[0]), answer=theirs)

    def decide(self, app: App[None], question: str, language: str, after: Callable[[], None]) -> bool:
        """Open the dialog about a question; `after` is told once something was decided. Whether there is something."""
        found = self.of(question)
        if not found:
            return False
        from questionnaire.terminal.conflict import ConflictDialog  # noqa: PLC0415 - behind a key

        def decided(is_decided: bool | None) -> None:
            if is_decided:
                self.load()
                after()

        app.push_screen(ConflictDialog(self.workspace, self.interview, found, language), decided)
        return True
