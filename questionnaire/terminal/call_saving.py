"""Keeping what is done in a call: what is not on the disk stays said on the screen, and is tried again until it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from questionnaire.errors import ChangedElsewhereError, InputError, QuestionnaireError
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from questionnaire.terminal.call_screen import CallScreen

RETRY_SECONDS = 2.0


class CallSaving:
    """Saves for the screen of a call, whichever interview stands on it."""

    def __init__(self, call: CallScreen) -> None:
        self.call = call
        self._retrying: Timer | None = None
        self._warned = False

    def save(self, keep: Callable[[], object]) -> None:
        """Save; a failure stays on screen, the answer stays in the interview, and it is tried again."""
        call = self.call
        try:
            keep()
        except ChangedElsewhereError as error:
            call.header.show_saved(call.interview.saved_at)
            self._tell(error, 10)
        except InputError as error:
            self._tell(error, 8)
        except QuestionnaireError as error:
            call.header.show_problem(error.message)
            if self._retrying is None:
                self._retrying = call.set_interval(RETRY_SECONDS, self.retry)
        else:
            self.saved()

    def saved(self) -> None:
        """Say so, unless another answer still waits for its place on the disk."""
        if self.call.interview.unsaved:
            return
        if self._warned:
            self._warned = False
            self.call.app.clear_notifications()  # what it warned of is over
        if self._retrying is not None:
            self._retrying.stop()
            self._retrying = None
        self.call.header.show_saved(self.call.interview.saved_at or datetime.now(UTC))

    def retry(self) -> None:
        """Try to save again what is not on the disk."""
        try:
            self.call.interview.retry()
        except QuestionnaireError as error:
            self.call.header.show_problem(error.message)
        else:
            self.saved()

    def confirm_leaving(self) -> bool:
        """Whether something is not saved; says so. Leaving a second time loses it."""
        if not self.call.interview.unsaved or self._warned:
            return False
        self._warned = True
        text = _("Not everything is saved. It is tried again every two seconds; leave once more to lose it.")
        self.call.notify(text, severity="error", timeout=10, markup=False)
        return True

    def _tell(self, error: QuestionnaireError, seconds: float) -> None:
        """Say why it was not taken, and show what is kept instead."""
        self.call.notify(str(error), severity="warning", timeout=seconds, markup=False)
        self.call.call_after_refresh(self.call.load)
