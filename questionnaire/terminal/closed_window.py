"""A window that is closed while the tool still draws.

Textual writes from a thread that dies of the first failed write; what is drawn afterwards fills its queue of thirty, and the
tool would wait for room for ever. Here a screen that is gone takes what is written and forgets it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.app import App


class ScreenThatMayGo:
    """The stream to the terminal, of which a failed write is no failure."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what the screen still takes; the number of characters given."""
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Push out what was written, where somebody still looks."""
        with suppress(OSError):
            self._stream.flush()

    def fileno(self) -> int:
        """The number of the stream below."""
        return self._stream.fileno()


class OutlivingDriver(LinuxDriver):
    """Textual's driver, which ends in good order after its window."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("TextIOWrapper", ScreenThatMayGo(cast("TextIOWrapper", self._file)))
