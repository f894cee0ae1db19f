"""What was measured, and the table it is shown in."""

import importlib.metadata
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: times in seconds, and those of the floor beside them; without a floor, `beside` says why."""

    what: str
    times: Sequence[float]
    beside: str = ""
    floor: Sequence[float] = ()
    aim: str = ""


HEADINGS = ("what", "median", "floor", "its median", "ratio", "aim", "n")
_TO_THE_RIGHT = (1, 3, 4, 6)


def table_of(rows: Iterable[Row]) -> str:
    """The rows under their headings, in columns."""
    cells = [HEADINGS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in _TO_THE_RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def machine() -> str:
    """What it was measured with."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("textual", "sqlalchemy", "PyYAML")
    )
    load = " ".join(f"{load:.2f}" for load in os.getloadavg())
    return f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, {versions}, load average {load}"


def _cells(row: Row) -> tuple[str, ...]:
    if not row.times:
        return row.what, "", row.beside, "", "", row.aim, ""
    ours = statistics.median(row.times)
    if not row.floor:
        return row.what, _spoken(ours), row.beside, "", "", row.aim, str(len(row.times))
    floor = statistics.median(row.floor)
    return (
        row.what,
        _spoken(ours),
        row.beside,
        _spoken(floor),
        f"{ours / floor:.2f}",
        row.aim,
        str(len(row.times)),
    )


def _spoken(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} us"
    return f"{seconds * 1e3:.{1 if seconds < 0.1 else 0}f} ms"
