"""A program in a pseudo-terminal, timed by what appears on its screen.

A time is taken when a chunk is read; the screen is worked out afterwards, so that the emulator is in no figure.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Self

import pyte

COLUMNS, ROWS = 80, 24
QUIET = 0.06
"""So many seconds without output, and what is there is looked at."""
LIMIT = 60.0

_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*[umqtn]|\x1b\[\?[0-9;]*\$p|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[[0-9;]* q|\x1b\[>[0-9;]*[a-zA-Z]"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<>=?$ ]*|[P_^\]][^\x1b\x07]*\x1b?)?$")
_QUESTION = re.compile(
    rb"\x1b\[(?P<place>6)n|\x1b\[(?P<kind>0?)c|\x1b\[\?(?P<mode>\d+)\$p|\x1b\](?P<colour>1[012]);\?(?:\x07|\x1b\\)"
    rb"|\x1b\[>(?P<name>0?)q|\x1b\[(?P<size>1[468])t"
)
_SYNCHRONIZED_OUTPUT = b"2026"


class Terminal:
    """A program and the screen it draws on; a context manager that ends it. Answers what a program asks a terminal."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.seen = b""
        self._stream = pyte.ByteStream(self.screen)
        self._unfinished = b""
        self._handle, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._handle)

    @property
    def text(self) -> str:
        """The screen as it stands."""
        return "\n".join(self.screen.display)

    def row_of(self, words: str) -> int:
        """The row in which the words stand; -1 where they do not."""
        return next((row for row, line in enumerate(self.screen.display) if words in line), -1)

    def background(self, words: str) -> str:
        """The colour behind the words; empty where they do not stand on the screen."""
        row = self.row_of(words)
        if row < 0:
            return ""
        return str(self.screen.buffer[row][self.screen.display[row].index(words)].bg)

    def until(self, holds: Callable[[], bool], since: float) -> float:
        """Seconds from `since` to the first chunk after which it holds on the screen; raises TimeoutError."""
        found: float | None = None
        while found is None:
            if time.perf_counter() > since + LIMIT:
                raise TimeoutError(f"not seen within {LIMIT:.0f} s; the screen:\n{self.text}")
            for moment, data in self._chunks():
                self._draw(data)
                if found is None and holds():
                    found = moment - since
        return found

    def until_written(self, data: bytes) -> float:
        """Seconds from the start until these bytes have been written, known at once; raises TimeoutError."""
        moment = self.started
        while data not in self.seen:
            if time.perf_counter() > self.started + LIMIT:
                raise TimeoutError(f"not written within {LIMIT:.0f} s: {data!r}; the screen:\n{self.text}")
            chunk = self._read(1.0)
            if chunk is not None:
                moment = chunk[0]
                self._draw(chunk[1])
        return moment - self.started

    def press(self, keys: bytes, holds: Callable[[], bool]) -> float:
        """Seconds from writing the keys to the first chunk after which it holds; the program is idle before and after."""
        self.settle()
        since = time.perf_counter()
        self.type(keys)
        return self.until(holds, since)

    def type(self, keys: bytes) -> None:
        """Write keys and go on."""
        os.write(self._handle, keys)

    def settle(self) -> None:
        """Take what is written until the program is quiet."""
        for _moment, data in self._chunks():
            self._draw(data)

    def _chunks(self) -> list[tuple[float, bytes]]:
        chunks = []
        end = time.perf_counter() + LIMIT
        while time.perf_counter() < end and (chunk := self._read(QUIET)) is not None:
            chunks.append(chunk)
        return chunks

    def _read(self, seconds: float) -> tuple[float, bytes] | None:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if not ready:
            return None
        try:
            data = os.read(self._handle, 1 << 16)
        except OSError as error:  # the program has let go of the terminal
            raise EOFError(f"the program has ended; the screen:\n{self.text}") from error
        moment = time.perf_counter()
        self._answer(data)
        self.seen += data
        return moment, data

    def _draw(self, data: bytes) -> None:
        data = self._unfinished + data
        cut = _UNFINISHED.search(data)
        self._unfinished = data[cut.start() :] if cut else b""
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data[: cut.start()] if cut else data))

    def _answer(self, data: bytes) -> None:
        if b"\x1b" not in data:
            return
        answer = b"".join(map(_answer_to, _QUESTION.finditer(data)))
        if answer:
            with suppress(OSError):
                os.write(self._handle, answer)


def _answer_to(question: re.Match[bytes]) -> bytes:
    match question.lastgroup:
        case "place":
            return b"\x1b[1;1R"
        case "kind":
            return b"\x1b[?62;22c"
        case "mode":
            mode = question["mode"]
            return b"\x1b[?%b;%b$y" % (mode, b"2" if mode == _SYNCHRONIZED_OUTPUT else b"0")
        case "colour":
            return b"\x1b]%b;rgb:1e1e/1e1e/1e1e\x1b\\" % question["colour"]
        case "name":
            return b"\x1bP>|measured 1\x1b\\"
        case _:
            return {
                b"14": b"\x1b[4;%d;%dt" % (ROWS * 20, COLUMNS * 10),
                b"16": b"\x1b[6;20;10t",
                b"18": b"\x1b[8;%d;%dt" % (ROWS, COLUMNS),
            }[question["size"]]
