"""Follow-ups and findings set aside of one supplier, as machines tell each other of them, and how two of them meet. Pure.

Every follow-up, every event of it and every finding set aside has a key, the same wherever it is read. Nothing of either
side is lost: events are put together, and a follow-up is as the latest of them, by its time, left it.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Severity
from questionnaire.interviews.cleaning import TAKEN_OUT
from questionnaire.interviews.follow_ups import FollowUpOwner, FollowUpState


class SharedEvent(Struct, frozen=True, omit_defaults=True):
    """What became of a follow-up, at a time."""

    key: str
    at: datetime
    by: str
    state: FollowUpState
    remark: str = ""


class SharedFollowUp(Struct, frozen=True, omit_defaults=True):
    """A follow-up with its events, oldest first; its state is that of the last. `round` is a name, `interview` a key."""

    key: str
    round: str
    what: str
    owner: FollowUpOwner
    added_at: datetime
    by: str
    events: tuple[SharedEvent, ...]
    owner_name: str = ""
    due: date | None = None
    agreed: bool = False
    interview: str | None = None
    finding: str | None = None
    question: str | None = None
    severity: Severity | None = None

    @property
    def last(self) -> SharedEvent:
        """The event that left it as it is."""
        return self.events[-1]

    @property
    def state(self) -> FollowUpState:
        """How far it has come."""
        return self.last.state


class SharedAside(Struct, frozen=True, omit_defaults=True):
    """That nothing will be done about a finding, until it is taken up again. `round` is a name, `interview` a key."""

    key: str
    round: str
    finding: str
    reason: str
    at: datetime
    by: str
    interview: str | None = None
    ended_at: datetime | None = None


class Shared(Struct, frozen=True):
    """All of a supplier that there is of both."""

    follow_ups: tuple[SharedFollowUp, ...] = ()
    aside: tuple[SharedAside, ...] = ()


class Came(StrEnum):
    """What the other side has of a follow-up: it is new, went on there, on both sides, or there is nothing new in it."""

    NEW = "new"
    UPDATED = "updated"
    BOTH = "both"
    KNOWN = "known"


class MetFollowUp(Struct, frozen=True):
    """A follow-up of both sides: `ours` is None where it is new here, `merged` is what it is then."""

    came: Came
    ours: SharedFollowUp | None
    theirs: SharedFollowUp
    merged: SharedFollowUp

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is not here yet."""
        return self.merged != self.ours

    @property
    def is_theirs(self) -> bool:
        """Whether it is from now on as the other side left it."""
        return self.ours is None or all(self.merged.last.key != event.key for event in self.ours.events)


class MetAside(Struct, frozen=True):
    """A finding set aside on both sides: `ours` is None where it is new here, `merged` is what it is then."""

    ours: SharedAside | None
    merged: SharedAside

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is not here yet."""
        return self.merged != self.ours


def in_order(events: Sequence[SharedEvent]) -> tuple[SharedEvent, ...]:
    """Events by their time, the oldest first."""
    return tuple(sorted(events, key=lambda event: (event.at, event.key)))


def meet_follow_up(ours: SharedFollowUp | None, theirs: SharedFollowUp) -> MetFollowUp:
    """What becomes of a follow-up of the other side. What was cleaned on either side stays cleaned."""
    if ours is None:
        return MetFollowUp(Came.NEW, None, theirs, theirs)
    here = {event.key: event for event in ours.events}
    there = {event.key: event for event in theirs.events}
    is_new_there, is_new_here = bool(there.keys() - here.keys()), bool(here.keys() - there.keys())
    events = in_order(
        [
            replace(event, remark=_left_of(event.remark, there[event.key].remark))
            if event.key in there
            else event
            for event in ours.events
        ]
        + [event for event in theirs.events if event.key not in here]
    )
    goes_on, other = (theirs, ours) if events[-1].key not in here else (ours, theirs)
    merged = replace(
        ours,
        what=_left_of(goes_on.what, other.what),
        finding=ours.finding and _left_of(ours.finding, theirs.finding or ""),
        owner=goes_on.owner,
        owner_name=goes_on.owner_name,
        due=goes_on.due,
        agreed=goes_on.agreed,
        severity=goes_on.severity,
        events=events,
    )
    came = Came.KNOWN if not is_new_there else Came.BOTH if is_new_here else Came.UPDATED
    return MetFollowUp(came, ours, theirs, merged)


def meet_aside(ours: SharedAside | None, theirs: SharedAside) -> MetAside:
    """What becomes of a finding that the other side set aside: who took it up again on either side, did for both."""
    if ours is None:
        return MetAside(None, theirs)
    merged = replace(
        ours,
        finding=_left_of(ours.finding, theirs.finding),
        reason=_left_of(ours.reason, theirs.reason),
        ended_at=ours.ended_at or theirs.ended_at,
    )
    return MetAside(ours, merged)


def with_texts(shared: Shared, change: Callable[[str], str]) -> Shared:
    """The same with everything that was said in words changed."""
    return Shared(
        tuple(
            replace(
                one,
                what=change(one.what),
                finding=one.finding and change(one.finding),
                events=tuple(replace(event, remark=change(event.remark)) for event in one.events),
            )
            for one in shared.follow_ups
        ),
        tuple(replace(one, finding=change(one.finding), reason=change(one.reason)) for one in shared.aside),
    )


def _left_of(text: str, other: str) -> str:
    """Of two texts that were one the cleaned one: where the other is what cleaning leaves of a text, the other."""
    return other if _is_left_of(other, text) else text


def _is_left_of(left: str, whole: str) -> bool:
    """Whether cleaning can have left this of a text. Looks at each part once: the texts come from anywhere."""
    first, *parts = left.split(TAKEN_OUT)
    if not parts or not whole.startswith(first):
        return False
    at = len(first)
    for part in parts[:-1]:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return whole.endswith(parts[-1]) and at <= len(whole) - len(parts[-1])
