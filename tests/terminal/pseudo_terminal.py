"""The tool in a real pseudo-terminal: its keys typed, its screen read through pyte, its bytes kept as they came."""

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import pyte

ROOT = Path(__file__).parents[2]
NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[umqtn]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]* q")
"""Questions to the terminal and modes of keyboards, which pyte would show as text."""
POINTER = b"\x1b]22;default\x07"
"""Textual's own, at the end: the usual mouse pointer. pyte takes it for a title."""
ALTERNATE_ON, ALTERNATE_OFF = b"\x1b[?1049h", b"\x1b[?1049l"
TAKE_TERMINAL = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "questionnaire", *sys.argv[1:]])
"""
"""Makes the pseudo-terminal the one that rules the process, so that closing the window is told to it."""
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "ctrl+q": "\x11",
}


class PseudoTerminal:
    """`questionnaire` with the words of a command line, standing in a terminal; a context manager that ends it."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(slave)
        self._slave = slave
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(env or {})},
            start_new_session=True,
        )
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self.close()

    def close(self) -> None:
        """Close the window: both ends that this process holds."""
        for handle in (self._slave, self._master):
            if handle >= 0:
                os.close(handle)
        self._slave = self._master = -1

    def type(self, *keys: str) -> None:
        """Write keys by name, or text as it stands, all at once, as a slow line delivers them."""
        os.write(self._master, "".join(KEYS.get(key, key) for key in keys).encode())

    def read(self, seconds: float = 0.05) -> bool:
        """Take what the tool has written up to now, waiting so long for the first of it; whether there was any."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.raw += data
        self._stream.feed(NOT_FOR_PYTE.sub(b"", data.replace(POINTER, b"")))
        return bool(data)

    @property
    def text(self) -> str:
        """The screen as it stands now."""
        return "\n".join(self.screen.display)

    def until(self, holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Read until something holds; fails with the screen where it does not in time."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"not seen in time: {what}\n{self.text}"
            assert self.process.poll() is None or self.read(0.2), f"ended before: {what}\n{self.text}"
            self.read()

    def sees(self, words: str, seconds: float = 20) -> None:
        """Wait until the words stand on the screen."""
        self.until(lambda: words in self.text, words, seconds)

    def ended(self, seconds: float = 20) -> int:
        """Wait until the tool has ended by itself; its exit status, negative for a signal."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running after {seconds} s\n{self.text}"
            if self._master >= 0:
                self.read()
            else:
                time.sleep(0.02)
        while self._master >= 0 and self.read(0.05):
            pass
        return self.process.returncode

    def signal(self, number: signal.Signals) -> None:
        """Send the tool a signal."""
        os.kill(self.process.pid, number)

    def limit_files(self, size: int | None) -> None:
        """Let no file of the tool grow beyond `size` bytes, as on a full disk; None: there is room again."""
        _soft, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))

    @property
    def modes_now(self) -> list[object]:
        """The modes of the terminal line, as `modes` was at the start."""
        return termios.tcgetattr(self._slave)
