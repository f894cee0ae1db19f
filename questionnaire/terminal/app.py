"""The app: wiring only. It paints before the store is imported, so that the first text stands as soon as Textual allows."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.message import Message
from textual.widget import MountError

from questionnaire.errors import QuestionnaireError
from questionnaire.terminal.key_order import OrderedKeysApp
from questionnaire.terminal.opening import OpeningScreen
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.driver import Driver
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from questionnaire.workspace import Workspace


class QuestionnaireApp(OrderedKeysApp):
    """Opens the workspace behind the first frame, then shows the suppliers."""

    TITLE = "questionnaire"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual declares it without ClassVar
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012 - as above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", N_("help"), id="help", show=False, tooltip=N_("All keys of this screen")),
        Binding(
            "ctrl+q",
            "app.leave",
            N_("quit"),
            id="quit",
            show=False,
            priority=True,
            tooltip=N_("Leave; everything is kept"),
        ),
    ]

    class Opened(Message):
        """The workspace is open."""

        def __init__(self, workspace: Workspace) -> None:
            super().__init__()
            self.workspace = workspace

    class Failed(Message):
        """The workspace could not be opened."""

        def __init__(self, error: QuestionnaireError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, database: str | None = None, banks: Path | None = None, demo: bool = False) -> None:
        super().__init__()
        self.database = database
        self.banks = banks
        self.demo = demo
        self.workspace: Workspace | None = None
        self._throw_away: TemporaryDirectory[str] | None = None

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this machine; where it is the one for Unix terminals, one that outlives its window."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from questionnaire.terminal.closed_window import OutlivingDriver  # noqa: PLC0415 - not to be had on Windows

            return OutlivingDriver
        return driver

    def get_default_screen(self) -> Screen[None]:
        """Textual's first screen is already ours, so that its first frame shows something."""
        return OpeningScreen()

    def on_mount(self) -> None:
        """Open the workspace once the first frame stands."""
        self.call_after_refresh(self.open_workspace)

    def on_ready(self) -> None:
        """Leave in good order when the window is closed or the system asks to stop."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    def open_workspace(self) -> None:
        """Import and open the store in a thread: the screen stays alive meanwhile."""
        self.run_worker(self._open, thread=True, exit_on_error=True, name="open the workspace")

    def _open(self) -> None:
        gc.disable()  # importing makes a great many objects that all stay; looking for rubbish meanwhile costs a tenth
        try:
            from questionnaire.workspace import open_workspace  # noqa: PLC0415 - imported behind the first frame

            if self.demo:
                self.post_message(self.Opened(self._open_sample()))
            else:
                self.post_message(self.Opened(open_workspace(self.database, self.banks)))
        except QuestionnaireError as error:
            self.post_message(self.Failed(error))
        finally:
            gc.freeze()
            gc.enable()

    def _open_sample(self) -> Workspace:
        from questionnaire.samples import fill_with_samples  # noqa: PLC0415 - only the sample needs it
        from questionnaire.workspace import open_workspace  # noqa: PLC0415 - imported behind the first frame

        self._throw_away = TemporaryDirectory(prefix="questionnaire-sample-")
        workspace = open_workspace(str(Path(self._throw_away.name) / "sample.db"))
        fill_with_samples(workspace)
        return workspace

    def on_questionnaire_app_opened(self, event: Opened) -> None:
        """Show the suppliers."""
        from questionnaire.terminal.suppliers import SuppliersScreen  # noqa: PLC0415 - behind the first frame

        self.workspace = event.workspace
        self.push_screen(SuppliersScreen(event.workspace, sample=self.demo))

    def on_questionnaire_app_failed(self, event: Failed) -> None:
        """Say what keeps the store from opening; nothing else can be done here."""
        opening = self.screen_stack[0]
        if isinstance(opening, OpeningScreen):
            opening.fail(event.error)

    def open_sample(self) -> None:
        """Leave the user's workspace and show the sample suppliers on a throw-away database."""
        self.pop_screen()
        self.close_workspace()
        self.demo = True
        self.open_workspace()

    def close_workspace(self) -> None:
        """Close the store and remove a throw-away database."""
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        if self._throw_away is not None:
            self._throw_away.cleanup()
            self._throw_away = None

    def on_unmount(self) -> None:
        """The last thing that happens."""
        self.close_workspace()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """As Textual does, but what stands there already is not said twice: it would cover more of the screen each time."""
        for standing in [one for one in self._notifications if one.message == message]:
            del self._notifications[standing]
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_help(self) -> None:
        """Show the keys of the screen, as they are bound."""
        from questionnaire.terminal.help import HelpScreen  # noqa: PLC0415 - only help needs it

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_leave(self) -> None:
        """Quit; a screen with something unsaved says so first."""
        for screen in self.screen_stack:
            unsaved = getattr(screen, "confirm_leaving", None)
            if unsaved is not None and unsaved():
                return
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """What goes wrong is a mistake, unless a screen came up while the tool was being left: it has no widgets any more."""
        if not (self._exit and isinstance(error, NoMatches | MountError)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """A mistake of the tool itself: a sentence instead of a traceback, which goes into a file."""
        report = Path(gettempdir()) / f"questionnaire-{os.getpid()}.txt"
        with suppress(OSError):
            report.touch(mode=0o600)
            report.write_text("".join(traceback.format_exception(self._exception)), encoding="utf-8")
        text = _(
            "The tool stopped because of a mistake of its own. Every answer shown as saved is kept. What happened stands in {path}."
        )
        self._exit_renderables.append(Text(text.format(path=report)))
        self._close_messages_no_wait()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: every key of the screen, the theme, quitting."""
        from questionnaire.terminal.help import bindings_of  # noqa: PLC0415 - only the palette needs it

        for binding in bindings_of(screen):
            yield SystemCommand(
                _(binding.description).capitalize(),
                _(binding.tooltip),
                lambda action=binding.action: screen.call_later(screen.run_action, action),
            )
        yield SystemCommand(_("Theme"), _("Light, dark and other colours"), self.action_change_theme)
        yield SystemCommand(_("Quit"), _("Leave; everything is kept"), self.action_leave)


def run(database: str | None = None, banks: Path | None = None, demo: bool = False) -> int:
    """Open the terminal UI and stay until the user leaves; the exit status."""
    app = QuestionnaireApp(database, banks, demo)
    app.run()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the window was closed: what is left for it goes nowhere, and is no failure
            with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
                os.dup2(nothing.fileno(), stream.fileno())
    return app.return_code or 0
