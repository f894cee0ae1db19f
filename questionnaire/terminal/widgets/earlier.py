"""What is known from before the call, as a line under the question: the answer of the round before, or what the supplier wrote."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from questionnaire.interviews.answers import Answer, AnswerSource
from questionnaire.terminal.shown import QUIET, cut
from questionnaire.translation import _

LONGEST_ROUND = 20
_GAP = " — "
_SPARE = 12
"""Cells that breaking at blanks may cost in each line but the first."""
_LEAST = 12
"""Cells below which an answer says nothing any more."""


class Earlier(Struct, frozen=True):
    """The answer of the round before in words, and the day since which it stands."""

    round: str
    answer: str
    since: str


def earlier_line(earlier: Earlier | None, answer: Answer, key: str, width: int, rows: int) -> Content:
    """The line, empty where nothing is known from before; `answer` is what is kept now, `key` takes it over.

    An earlier answer too long for so many rows is cut; the key stays in sight.
    """
    if answer.source is AnswerSource.WRITTEN:
        written = _("written by the supplier on {day}: ask on").format(day=answer.since)
        line = cut(written + _GAP + _("{key} confirms it").format(key=key), width)
        room = width - cell_len(line) - _LEAST
        told = f" · {earlier.round}: {earlier.answer}" if earlier is not None and room > 0 else ""
        return Content.styled(cut(line + told, width), QUIET)
    if earlier is None:
        return Content()
    round_ = cut(earlier.round, LONGEST_ROUND)
    if answer.source is AnswerSource.STILL_SO:
        line = _("as in {round}, since {day}").format(round=round_, day=answer.since)
        return Content.styled(cut(line + _GAP + _("{key} not so").format(key=key), width), QUIET)
    since = ", " + _("since {day}").format(day=earlier.since)
    end = _GAP + _("{key} still so").format(key=key)
    room = rows * width - (rows - 1) * _SPARE - cell_len(f"{round_}: {end}")
    if room >= cell_len(since) + min(_LEAST, cell_len(earlier.answer)):
        room, end = room - cell_len(since), since + end
    return Content.styled(f"{round_}: {cut(earlier.answer, max(room, 1))}{end}", QUIET)
