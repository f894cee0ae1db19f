"""Printing: plain lines, tables whose columns line up, JSON. No colour, no screen control."""

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from datetime import datetime

import msgspec

WIDEST = 100
_GAP = "  "


def put(*lines: str) -> None:
    """Print lines."""
    for line in lines:
        print(line)


def say(*lines: str) -> None:
    """Print lines: as they are to a pipe, broken at blanks on a terminal."""
    for line in lines:
        if line and sys.stdout.isatty():
            put_wrapped(line)
        else:
            print(line)


def put_json(data: object) -> None:
    """Print data as JSON, which is UTF-8 wherever it goes."""
    text = msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def put_wrapped(text: str, indent: str = "", first: str | None = None) -> None:
    """Print a text, broken where the terminal ends; `first` is the first line's indent where it differs."""
    start = indent if first is None else first
    for number, paragraph in enumerate(text.splitlines()):
        lead = start if number == 0 else indent
        put(
            *textwrap.wrap(
                paragraph, width(), initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
            )
        )


def width() -> int:
    """How wide a line may be."""
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns) if sys.stdout.isatty() else WIDEST


def put_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads; on a terminal the widest columns give way until a row fits."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(head))]
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns - len(_GAP) * (len(widths) - 1)
        while sum(widths) > room and max(widths) > 8:
            widths[widths.index(max(widths))] -= 1
    for line in lines:
        put(_GAP.join(_fitted(cell, size) for cell, size in zip(line, widths, strict=True)).rstrip())


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def at_local_time(moment: datetime) -> str:
    """A moment in the user's own zone, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _cell(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fitted(text: str, size: int) -> str:
    """The text cut or filled up to a number of columns."""
    if cells(text) > size:
        kept = ""
        for letter in text:
            if cells(kept + letter) > size - 1:
                break
            kept += letter
        text = kept + "…"
    return text + " " * (size - cells(text))
