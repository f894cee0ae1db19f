"""Follow-ups and findings set aside as machines tell each other of them: read for a sheet, and what one brings written."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from questionnaire.banks.model import Severity
from questionnaire.interviews.follow_ups import FollowUpOwner, FollowUpState
from questionnaire.interviews.sharing import (
    MetAside,
    MetFollowUp,
    Shared,
    SharedAside,
    SharedEvent,
    SharedFollowUp,
    in_order,
)
from questionnaire.store.keys import new_key
from questionnaire.store.merge_values import SharedMerge
from questionnaire.store.suppliers import SUPPLIERS
from questionnaire.store.tables import TABLES
from questionnaire.store.values import OutdatedError

_FOLLOW_UPS = TABLES["follow_up"]
_EVENTS = TABLES["follow_up_event"]
_ASIDE = TABLES["finding_set_aside"]
_INTERVIEWS = TABLES["interview"]
_ROUNDS = TABLES["round"]


def shared_of(connection: Connection, supplier: str) -> Shared:
    """All follow-ups of the supplier with a key and all that was set aside of it, in the order they were made."""
    events: dict[str, list[SharedEvent]] = defaultdict(list)
    of_supplier = _FOLLOW_UPS.c.supplier == supplier
    query = select(_EVENTS).join(_FOLLOW_UPS, _FOLLOW_UPS.c.id == _EVENTS.c.follow_up).where(of_supplier)
    for row in connection.execute(query):
        events[row.follow_up].append(
            SharedEvent(row.id, row.at, row.by, FollowUpState(row.state), row.remark)
        )
    follow_ups = (
        select(_FOLLOW_UPS, _ROUNDS.c.name.label("round_name"))
        .join(_ROUNDS, _ROUNDS.c.id == _FOLLOW_UPS.c.round)
        .where(of_supplier)
        .order_by(_FOLLOW_UPS.c.id)
    )
    aside = (
        select(_ASIDE, _ROUNDS.c.name.label("round_name"))
        .join(_ROUNDS, _ROUNDS.c.id == _ASIDE.c.round)
        .where(_ROUNDS.c.supplier == supplier)
        .order_by(_ASIDE.c.id)
    )
    return Shared(
        tuple(_follow_up_of(row, events[row.id]) for row in connection.execute(follow_ups)),
        tuple(
            SharedAside(
                row.id, row.round_name, row.finding, row.reason, row.at, row.by, row.interview, row.ended_at
            )
            for row in connection.execute(aside)
        ),
    )


def known_elsewhere(connection: Connection, supplier: str, shared: Shared) -> set[str]:
    """The keys of follow-ups, events and findings set aside that stand here with another supplier than that with a key."""
    keys = [one.key for one in shared.follow_ups]
    events = [event.key for one in shared.follow_ups for event in one.events]
    aside = [one.key for one in shared.aside]
    elsewhere = [
        (keys, select(_FOLLOW_UPS.c.id).where(_FOLLOW_UPS.c.supplier != supplier), _FOLLOW_UPS.c.id),
        (
            events,
            select(_EVENTS.c.id)
            .join(_FOLLOW_UPS, _FOLLOW_UPS.c.id == _EVENTS.c.follow_up)
            .where(_FOLLOW_UPS.c.supplier != supplier),
            _EVENTS.c.id,
        ),
        (
            aside,
            select(_ASIDE.c.id)
            .join(_ROUNDS, _ROUNDS.c.id == _ASIDE.c.round)
            .where(_ROUNDS.c.supplier != supplier),
            _ASIDE.c.id,
        ),
    ]
    found: set[str] = set()
    for wanted, query, column in elsewhere:
        for start in range(0, len(wanted), 500):
            found |= set(connection.execute(query.where(column.in_(wanted[start : start + 500]))).scalars())
    return found


def put_shared(connection: Connection, supplier: str, merge: SharedMerge, at: datetime) -> None:
    """Write what a sheet brings, in the transaction of the connection.

    Raises OutdatedError where one of them has moved on since.
    """
    if not merge.writes:
        return
    connection.execute(select(SUPPLIERS.c.id).where(SUPPLIERS.c.id == supplier).with_for_update()).one()
    places = _Places(connection, supplier, at)
    for met in merge.follow_ups:
        if met.ours is None:
            _add_follow_up(connection, places, met.merged)
        else:
            _go_on(connection, met, met.ours)
    for aside in merge.aside:
        if aside.ours is None:
            _add_aside(connection, places, aside.merged)
        else:
            _go_on_aside(connection, aside, aside.ours)


class _Places:
    """The rounds that things of a supplier belong to."""

    def __init__(self, connection: Connection, supplier: str, at: datetime) -> None:
        self._connection = connection
        self._at = at
        self.supplier = supplier

    def round_of(self, interview: str | None, name: str, began: datetime) -> str:
        """The key of the round of an interview, else of the round of that name.

        A round that is not here is made, as a closed one: no interview here stands in it.
        """
        if interview is not None:
            query = select(_INTERVIEWS.c.round).where(_INTERVIEWS.c.id == interview)
            return str(self._connection.execute(query).scalar_one())
        rounds = select(_ROUNDS.c.id, _ROUNDS.c.name).where(_ROUNDS.c.supplier == self.supplier)
        for row in self._connection.execute(rounds):
            if row.name.casefold() == name.casefold():
                return str(row.id)
        made = {
            "id": new_key(), "supplier": self.supplier, "name": name, "opened_at": began, "closed_at": self._at,
        }  # fmt: skip
        self._connection.execute(insert(_ROUNDS), made)
        return str(made["id"])


def _follow_up_of(row: Any, events: Sequence[SharedEvent]) -> SharedFollowUp:  # noqa: ANN401 - a row of the query
    return SharedFollowUp(
        key=row.id,
        round=row.round_name,
        what=row.what,
        owner=FollowUpOwner(row.owner),
        added_at=row.added_at,
        by=row.by,
        events=in_order(events),
        owner_name=row.owner_name,
        due=None if row.due is None else date.fromisoformat(row.due),
        agreed=row.agreed,
        interview=row.interview,
        finding=row.finding,
        question=row.question,
        severity=None if row.severity is None else Severity(row.severity),
    )


def _columns(one: SharedFollowUp) -> dict[str, Any]:
    """What can change of a follow-up."""
    return {
        "what": one.what, "finding": one.finding, "owner": str(one.owner), "owner_name": one.owner_name,
        "due": None if one.due is None else one.due.isoformat(), "agreed": one.agreed,
        "severity": None if one.severity is None else str(one.severity),
        "state": str(one.state), "changed_at": one.last.at,
    }  # fmt: skip


def _add_follow_up(connection: Connection, places: _Places, one: SharedFollowUp) -> None:
    _refuse_there(connection, _FOLLOW_UPS, one.key)
    row = {
        "id": one.key, "supplier": places.supplier, "interview": one.interview, "question": one.question,
        "round": places.round_of(one.interview, one.round, one.added_at), "added_at": one.added_at, "by": one.by,
    }  # fmt: skip
    connection.execute(insert(_FOLLOW_UPS), row | _columns(one))
    _add_events(connection, one.key, one.events)


def _go_on(connection: Connection, met: MetFollowUp, ours: SharedFollowUp) -> None:
    """Take a follow-up to where it has come, where it is still as it was when that was worked out."""
    is_it = _FOLLOW_UPS.c.id == ours.key
    connection.execute(update(_FOLLOW_UPS).where(is_it).values(**_columns(met.merged)))
    counted = select(func.count()).select_from(_EVENTS).where(_EVENTS.c.follow_up == ours.key)
    if connection.execute(counted).scalar_one() != len(ours.events):  # every change of it leaves an event
        raise OutdatedError
    here = {event.key: event for event in ours.events}
    for event in met.merged.events:
        if event.key in here and event != here[event.key]:
            connection.execute(update(_EVENTS).where(_EVENTS.c.id == event.key).values(remark=event.remark))
    _add_events(connection, ours.key, [event for event in met.merged.events if event.key not in here])


def _add_events(connection: Connection, follow_up: str, events: Sequence[SharedEvent]) -> None:
    rows = [
        {
            "id": event.key, "follow_up": follow_up, "at": event.at, "by": event.by, "state": str(event.state),
            "remark": event.remark,
        }
        for event in events
    ]  # fmt: skip
    if rows:
        connection.execute(insert(_EVENTS), rows)


def _add_aside(connection: Connection, places: _Places, one: SharedAside) -> None:
    _refuse_there(connection, _ASIDE, one.key)
    row = {
        "id": one.key, "round": places.round_of(one.interview, one.round, one.at), "interview": one.interview,
        "finding": one.finding, "reason": one.reason, "at": one.at, "by": one.by, "ended_at": one.ended_at,
    }  # fmt: skip
    connection.execute(insert(_ASIDE), row)


def _go_on_aside(connection: Connection, met: MetAside, ours: SharedAside) -> None:
    values = {"finding": met.merged.finding, "reason": met.merged.reason, "ended_at": met.merged.ended_at}
    connection.execute(update(_ASIDE).where(_ASIDE.c.id == ours.key).values(values))


def _refuse_there(connection: Connection, table: Any, key: str) -> None:  # noqa: ANN401 - one of two tables
    if connection.execute(select(table.c.id).where(table.c.id == key)).first():
        raise OutdatedError
