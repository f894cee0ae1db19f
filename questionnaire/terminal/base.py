"""What every screen has in common: a sentence where the terminal is too small, and help on a key."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from questionnaire.translation import N_, _

SMALLEST = (60, 16)

Result = TypeVar("Result")


class TooSmall(Static):
    """Shown instead of everything else below 60 columns or 16 rows."""

    def on_mount(self) -> None:
        """Say what is needed."""
        text = _("This window is too small.\nAt least {columns} columns and {rows} rows are needed.")
        self.update(Content(text.format(columns=SMALLEST[0], rows=SMALLEST[1])))


class SpeakingScreen(Screen[Result], Generic[Result]):
    """A screen whose keys are described in the tool's language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, as the footer and the help show them."""
        return {key: self._spoken(active) for key, active in super().active_bindings.items()}

    def _spoken(self, active: ActiveBinding) -> ActiveBinding:
        binding = active.binding
        spoken = replace(binding, description=_(binding.description), tooltip=_(binding.tooltip))
        return active._replace(binding=spoken, tooltip=_(active.tooltip))


class ToolScreen(SpeakingScreen[Result], Generic[Result]):
    """A screen of the tool."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark",
            "app.help",
            N_("help"),
            id="screen.help",
            tooltip=N_("All keys of this screen"),
            key_display="?",
        ),
    ]

    def on_mount(self) -> None:
        """Have the sentence at hand."""
        self.mount(TooSmall())

    def on_resize(self, event: events.Resize) -> None:
        """Show the sentence or the screen."""
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small")


class Dialog(ModalScreen[Result], SpeakingScreen[Result], Generic[Result]):
    """A question over a screen; Escape leaves it and changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave_dialog",
            N_("back"),
            id="dialog.leave",
            tooltip=N_("Close this, changing nothing"),
        ),
        Binding(
            "question_mark,f1",
            "app.help",
            N_("help"),
            show=False,
            id="dialog.help",
            tooltip=N_("All keys of this screen"),
        ),
    ]

    def action_leave_dialog(self) -> None:
        """Close without a result."""
        self.dismiss(None)
