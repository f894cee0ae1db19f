"""How things are shown on one line: two ends, columns, words for severities and roles. Widths are cells, not characters."""

from __future__ import annotations

from datetime import datetime

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from questionnaire.banks.model import Severity
from questionnaire.banks.roles import ROLE_WORDS
from questionnaire.text import one_line
from questionnaire.translation import N_, _

SEVERITY_WORDS = {Severity.HIGH: N_("high"), Severity.MEDIUM: N_("medium"), Severity.LOW: N_("low")}
SEVERITY_MARKS = {Severity.HIGH: "!!", Severity.MEDIUM: "! ", Severity.LOW: "  "}
URGENT = "bold $text-error on $error-muted"
"""What is high or overdue; with a ground of its own, so that it can be read under the cursor too."""
SEVERITY_STYLES = {Severity.HIGH: URGENT, Severity.MEDIUM: "bold", Severity.LOW: ""}
ROLES = ROLE_WORDS
QUIET = "$text-muted"
LEAST_NAME = 10
"""Cells below which a name that is cut says nothing any more."""


def cut(text: str, width: int) -> str:
    """A text on one line of at most `width` cells, with an ellipsis where it is longer."""
    line = one_line(text)
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, max(width - 1, 0)).rstrip() + "…"


def column(text: str, width: int) -> str:
    """A text in a column of exactly `width` cells."""
    return set_cell_size(cut(text, width), width)


def two_ends(left: str, right: str, width: int, style: str = "", right_style: str = "") -> Content:
    """One line with a text at either end; the left one gives way, a name at its beginning first."""
    right = cut(right, width)
    room = max(width - cell_len(right) - 1, 0)
    return Content.assemble((column(_with_short_name(left, room), room), style), " ", (right, right_style))


def _with_short_name(title: str, width: int) -> str:
    """A title, the name it begins with cut so that who answers stays in sight; whole where that leaves too little."""
    line = one_line(title)
    name, dot, rest = line.partition(" · ")
    room = width - cell_len(dot + rest)
    return line if cell_len(line) <= width or room < LEAST_NAME else cut(name, room) + dot + rest


def hanging(start: Content, text: Content, width: int) -> Content:
    """A text behind a start, its further lines under its first."""
    indent = start.cell_length
    lines = text.wrap(max(width - indent, 20))
    return Content("\n").join(
        [Content.assemble(start if not place else " " * indent, line) for place, line in enumerate(lines)]
    )


def time_of(moment: datetime) -> str:
    """The time of day in the user's zone."""
    return moment.astimezone().strftime("%H:%M:%S")


def day_of(moment: datetime) -> str:
    """The day in the user's zone."""
    return moment.astimezone().strftime("%Y-%m-%d")


def findings_in_short(high: int, medium: int, low: int) -> str:
    """How many findings of each severity, such as `!! 2  ! 3`; low ones in words only where there are no others."""
    parts = [f"!! {high}"] if high else []
    if medium:
        parts.append(f"! {medium}")
    if low and not parts:
        parts.append(_("{count} low").format(count=low))
    return "  ".join(parts)
