"""How follow-ups are shown: the day in short, what is being done about a finding, a row of the list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from questionnaire.interviews.follow_ups import STATE_WORDS, FollowUp, FollowUpEvent, FollowUpState
from questionnaire.terminal.shown import (
    QUIET,
    SEVERITY_MARKS,
    SEVERITY_STYLES,
    SEVERITY_WORDS,
    URGENT,
    column,
    cut,
    day_of,
    time_of,
)
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
STATE_TOOLTIPS = {
    FollowUpState.OPEN: N_("Open it again"),
    FollowUpState.WAITING: N_("It waits for somebody else"),
    FollowUpState.DONE: N_("It is done"),
    FollowUpState.DROPPED: N_("Nothing more will be done about it"),
}


def day_in_short(day: date, today: date) -> str:
    """A day as `6 Dec`; with its year where that is another one."""
    short = f"{day.day} {_(MONTHS[day.month - 1])}"
    return short if day.year == today.year else f"{short} {day.year}"


def due_in_short(follow_up: FollowUp, today: date) -> str:
    """When it is due, or what became of it: `overdue 6 Nov`, `due 6 Dec`, `no date`, `done`."""
    if not follow_up.is_open:
        return _(STATE_WORDS[follow_up.state])
    if follow_up.due is None:
        return _("no date")
    words = _("overdue {day}") if follow_up.is_overdue(today) else _("due {day}")
    return words.format(day=day_in_short(follow_up.due, today))


def standing_of(follow_up: FollowUp, today: date) -> str:
    """What is being done about a finding, in a few words: when, and by whom."""
    return f"{due_in_short(follow_up, today)}, {one_line(follow_up.owner.shown)}"


def row_of(follow_up: FollowUp, today: date, width: int) -> Content:
    """Two lines of the list: when, with whom, who does it; then what."""
    mark = SEVERITY_MARKS[follow_up.severity] if follow_up.severity else "  "
    style = SEVERITY_STYLES[follow_up.severity] if follow_up.severity else ""
    spare = max(width - 78, 0)
    late = URGENT if follow_up.is_overdue(today) else "bold" if follow_up.is_open else QUIET
    due = cut(due_in_short(follow_up, today), 19)
    state = "" if follow_up.state in (FollowUpState.OPEN, *_OVER) else _(STATE_WORDS[follow_up.state])
    first = Content.assemble(
        (f"{mark} ", style),
        (due, late),
        " " * (20 - cell_len(due)),
        (column(follow_up.supplier_name, 22 + spare // 2), "bold"),
        " ",
        column(follow_up.owner.shown, 16 + spare // 2),
        " ",
        (column(f"{follow_up.round_name} {state}", width - 63 - 2 * (spare // 2)), QUIET),
    )
    return Content.assemble(
        first, "\n   ", (cut(follow_up.what, max(width - 4, 10)), "" if follow_up.is_open else QUIET)
    )


_OVER = (FollowUpState.DONE, FollowUpState.DROPPED)


def whole_of(follow_up: FollowUp, events: Sequence[FollowUpEvent], today: date) -> Content:
    """All that is kept of a follow-up, and what became of it."""
    agreed = _("yes") if follow_up.agreed else _("no")
    if follow_up.is_confidential:
        agreed = _("no: it must not learn of it")
    day = follow_up.due.isoformat() if follow_up.due else _("no date")
    overdue = "  " + _("overdue") if follow_up.is_overdue(today) else ""
    severity = _(SEVERITY_WORDS[follow_up.severity]) if follow_up.severity else ""
    pairs = (
        (_("state"), _(STATE_WORDS[follow_up.state])),
        (_("who"), one_line(follow_up.owner.shown)),
        (_("due"), day + overdue),
        (_("severity"), severity),
        (_("round"), one_line(follow_up.round_name)),
        (_("agreed with the supplier"), agreed),
    )
    parts: list[Content | str | tuple[str, str]] = [(one_line(follow_up.what), "bold"), "\n"]
    for label, value in pairs:
        if value:
            parts += ["\n", (f"{label}: ", QUIET), value]
    parts.append("\n")
    for event in events:
        start = f"{day_of(event.at)} {time_of(event.at)[:5]}  {_(STATE_WORDS[event.state])}"
        parts += ["\n", (start, QUIET), f"  {one_line(event.remark)}" if event.remark else ""]
    return Content.assemble(*parts)
