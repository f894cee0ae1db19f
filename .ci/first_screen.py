"""Open a program in a pseudo-terminal, wait until a text is on its screen, and leave it with Ctrl+Q.

python .ci/first_screen.py TEXT PROGRAM [ARGUMENT...]
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

COLUMNS, ROWS = 80, 24
LONGEST = 60.0
NOISE = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*[umqtn]|\x1b\[\?[0-9;]*\$p|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[[0-9;]* q|\x1b\[>[0-9;]*[a-zA-Z]"
)


class Terminal:
    """A program on a screen of 80 by 24."""

    def __init__(self, arguments: list[str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(arguments[0], arguments)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self) -> bool:
        """Show what the program wrote within a moment; False once it has ended."""
        if not select.select([self._descriptor], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:
            return False
        if b"\x1b[6n" in data:
            self.type(b"\x1b[1;1R")
        self._stream.feed(NOISE.sub(b"", data))
        return bool(data)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._descriptor, keys)

    def status(self) -> int:
        """The exit status of the program, once it has ended."""
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)


def main() -> int:
    """Exit status 0 where the text came and the program left in order."""
    text, program, *arguments = sys.argv[1:]
    terminal = Terminal([str(Path(program).absolute()), *arguments])
    start = time.monotonic()
    while text not in terminal.text():
        if not terminal.read() or time.monotonic() - start > LONGEST:
            print(terminal.text(), f"'{text}' did not come on the screen", sep="\n")
            return 1
    print(terminal.text(), f"on the screen after {time.monotonic() - start:.1f} s", sep="\n")
    terminal.type(b"\x11")
    while terminal.read():
        if time.monotonic() - start > LONGEST:
            print("the program does not leave at Ctrl+Q")
            return 1
    return terminal.status()


if __name__ == "__main__":
    sys.exit(main())
