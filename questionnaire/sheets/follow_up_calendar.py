"""Follow-ups as a calendar (RFC 5545): a day each, as every calendar shows them. No person is named.

Read in again, a follow-up takes the place of what stood there before: its UID stays, its SEQUENCE goes up. A calendar is
easily shared, so of one that rests on what others said than the management there is the supplier's name alone.
"""

from collections.abc import Sequence
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from questionnaire import __version__
from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.interviews.follow_ups import STATE_WORDS, FollowUp, FollowUpState
from questionnaire.text import one_line
from questionnaire.translation import _

_STATUS = {FollowUpState.DROPPED: "CANCELLED"}


def calendar_of(follow_ups: Sequence[FollowUp]) -> bytes:
    """The calendar as the bytes of an .ics file; what has no day is left out. The same follow-ups give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//foa-questionnaire//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Follow-ups with suppliers"))
    for follow_up in follow_ups:
        if follow_up.due is not None:
            calendar.add_component(_event_of(follow_up))
    data: bytes = calendar.to_ical()
    return data


def _event_of(follow_up: FollowUp) -> Event:
    assert follow_up.due is not None
    changed = follow_up.changed_at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"{follow_up.id}@foa-questionnaire")
    event.add("sequence", follow_up.changes - 1)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", follow_up.due)
    event.add("dtend", follow_up.due + timedelta(days=1))
    event.add("summary", _summary_of(follow_up))
    if not follow_up.is_confidential:
        event.add("description", _description_of(follow_up))
    event.add("status", _STATUS.get(follow_up.state, "CONFIRMED"))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _summary_of(follow_up: FollowUp) -> str:
    supplier = one_line(follow_up.supplier_name)
    if follow_up.is_confidential:
        summary = _("Follow up with {supplier}").format(supplier=supplier)
    else:
        summary = f"{supplier}: {one_line(follow_up.what)}"
    if follow_up.is_open:
        return summary
    return f"{summary} ({_(STATE_WORDS[follow_up.state])})"


def _description_of(follow_up: FollowUp) -> str:
    lines = [
        one_line(follow_up.what),
        _("Who: {owner}").format(owner=one_line(follow_up.owner.shown)),
        _("Round: {round}").format(round=one_line(follow_up.round_name)),
    ]
    if follow_up.severity is not None:
        lines.append(_("Severity: {severity}").format(severity=_(SEVERITY_WORDS[follow_up.severity])))
    return "\n".join(lines)
