"""The first frame: the name of the tool, until the store is open. Imports as little as a screen can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from questionnaire.translation import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.errors import QuestionnaireError


class OpeningScreen(Screen[None]):
    """Stands while the store opens, and says so when it cannot be opened."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(Content.assemble((" questionnaire", "bold"), "\n\n ", _("Opening the suppliers…")))

    def fail(self, error: QuestionnaireError) -> None:
        """Show why the store cannot be opened."""
        text = Content.assemble(
            (" questionnaire", "bold"), "\n\n ", error.message, "\n ", error.hint, "\n\n "
        )
        self.query_one(Static).update(text.append(_("Press ctrl+q to leave.")))
