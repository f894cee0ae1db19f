"""Before the first question: in some countries asking can put people in danger."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from questionnaire.terminal.base import Dialog
from questionnaire.translation import N_, _, language_in_use

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.reference.countries import Country


class WarningDialog(Dialog[None]):
    """Shows the country's warning until the buyer has read it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "leave_dialog",
            N_("understood"),
            id="warning.leave",
            key_display="Enter",
            tooltip=N_("Go on to the questions"),
        ),
    ]

    def __init__(self, country: Country) -> None:
        super().__init__()
        self.country = country

    def compose(self) -> ComposeResult:
        """The warning, and how to go on."""
        warning = (self.country.warning or {}).get(language_in_use(), "")
        name = self.country.name.get(language_in_use(), self.country.code)
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = Content(_("Before you ask: {country}").format(country=name))
            yield Static(Content(warning))
            yield Static(Content.styled("\n" + _("Enter: understood, to the questions"), "bold"))
