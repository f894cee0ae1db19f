"""The follow-ups and findings set aside in a sheet that is read back, each checked and cleaned: bounded, in order, in form."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec.structs import replace

from questionnaire.interviews.follow_ups import LONGEST_OWNER, FollowUpOwner
from questionnaire.interviews.sharing import Shared, SharedAside, SharedEvent, SharedFollowUp, in_order
from questionnaire.sheets.check_record import (
    FIRST_YEAR,
    LONGEST_WORDS,
    WrongPlaceError,
    checked_key,
    checked_line,
    checked_moment,
    checked_name,
)
from questionnaire.translation import _

MOST_EVENTS = 1000
LAST_YEAR = 2200
_LONGEST_FINDING = LONGEST_WORDS + 500


def checked_shared(place: str, shared: Shared, now: datetime) -> Shared:
    """All of it; `place` is where it stands in the file."""
    checked = Shared(
        tuple(
            _checked_follow_up(f"{place}.follow_ups[{number}]", one, now)
            for number, one in enumerate(shared.follow_ups)
        ),
        tuple(
            _checked_aside(f"{place}.aside[{number}]", one, now) for number, one in enumerate(shared.aside)
        ),
    )
    events = (event.key for one in checked.follow_ups for event in one.events)
    _refuse_twice(f"{place}.follow_ups", (one.key for one in checked.follow_ups))
    _refuse_twice(f"{place}.follow_ups", events)
    _refuse_twice(f"{place}.aside", (one.key for one in checked.aside))
    return checked


def _refuse_twice(place: str, keys: Iterable[str]) -> None:
    seen = list(keys)
    if len(set(seen)) < len(seen):
        raise WrongPlaceError(place, _("an entry stands in it twice"))


def _checked_follow_up(place: str, one: SharedFollowUp, now: datetime) -> SharedFollowUp:
    if not 0 < len(one.events) <= MOST_EVENTS:
        raise WrongPlaceError(f"{place}.events", _("it cannot be right"))
    is_other = one.owner is FollowUpOwner.OTHER
    owner = checked_line(f"{place}.owner_name", one.owner_name, LONGEST_OWNER, empty=not is_other)
    return replace(
        one,
        key=checked_key(f"{place}.key", one.key),
        round=checked_line(f"{place}.round", one.round),
        what=checked_line(f"{place}.what", one.what, LONGEST_WORDS),
        owner_name=owner if is_other else "",
        due=_checked_day(f"{place}.due", one.due),
        added_at=checked_moment(f"{place}.added_at", one.added_at, now),
        by=checked_line(f"{place}.by", one.by),
        interview=one.interview and checked_key(f"{place}.interview", one.interview),
        finding=one.finding and checked_line(f"{place}.finding", one.finding, _LONGEST_FINDING),
        question=one.question and checked_name(f"{place}.question", one.question),
        events=in_order(
            [
                _checked_event(f"{place}.events[{number}]", event, now)
                for number, event in enumerate(one.events)
            ]
        ),
    )


def _checked_event(place: str, event: SharedEvent, now: datetime) -> SharedEvent:
    return replace(
        event,
        key=checked_key(f"{place}.key", event.key),
        at=checked_moment(f"{place}.at", event.at, now),
        by=checked_line(f"{place}.by", event.by),
        remark=checked_line(f"{place}.remark", event.remark, LONGEST_WORDS, empty=True),
    )


def _checked_aside(place: str, one: SharedAside, now: datetime) -> SharedAside:
    return replace(
        one,
        key=checked_key(f"{place}.key", one.key),
        round=checked_line(f"{place}.round", one.round),
        finding=checked_line(f"{place}.finding", one.finding, _LONGEST_FINDING),
        reason=checked_line(f"{place}.reason", one.reason, LONGEST_WORDS),
        at=checked_moment(f"{place}.at", one.at, now),
        by=checked_line(f"{place}.by", one.by),
        interview=one.interview and checked_key(f"{place}.interview", one.interview),
        ended_at=one.ended_at and checked_moment(f"{place}.ended_at", one.ended_at, now),
    )


def _checked_day(place: str, day: date | None) -> date | None:
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongPlaceError(place, _("it is no time that can be"))
    return day
