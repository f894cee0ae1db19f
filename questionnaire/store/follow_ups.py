"""Follow-ups and findings that were set aside: kept, changed, read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, insert, select, update

from questionnaire.banks.model import Respondent, Severity
from questionnaire.interviews.follow_ups import (
    UNDER_WAY,
    AsideFinding,
    DueCount,
    FollowUp,
    FollowUpEvent,
    FollowUpOwner,
    FollowUpState,
    Owner,
)
from questionnaire.store.keys import new_key
from questionnaire.store.suppliers import SUPPLIERS
from questionnaire.store.tables import TABLES
from questionnaire.store.values import Awaited, Origin

_FOLLOW_UPS = TABLES["follow_up"]
_EVENTS = TABLES["follow_up_event"]
_ASIDE = TABLES["finding_set_aside"]
_INTERVIEWS = TABLES["interview"]
_ROUNDS = TABLES["round"]

_IS_OPEN = _FOLLOW_UPS.c.state.in_([str(state) for state in UNDER_WAY])
_OWN = (
    "id", "supplier", "round", "interview", "finding", "question", "what", "agreed", "added_at", "changed_at", "by",
)  # fmt: skip


class Change(Struct, frozen=True):
    """What becomes of a follow-up: the columns that change, and the event that tells of it."""

    at: datetime
    by: str
    remark: str
    columns: dict[str, Any]


def origin_of_interview(connection: Connection, interview: str) -> Origin | None:
    """Where a follow-up of an interview belongs; None where there is no such interview."""
    query = (
        select(_ROUNDS.c.supplier, _ROUNDS.c.id, _INTERVIEWS.c.respondent)
        .join(_INTERVIEWS, _INTERVIEWS.c.round == _ROUNDS.c.id)
        .where(_INTERVIEWS.c.id == interview)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Origin(row.supplier, row.id, interview, Respondent(row.respondent))


def round_named(connection: Connection, supplier: str, name: str) -> str | None:
    """The key of a supplier's round of a name; None where there is none."""
    query = select(_ROUNDS.c.id).where(_ROUNDS.c.supplier == supplier, _ROUNDS.c.name == name)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def latest_round(connection: Connection, supplier: str) -> str | None:
    """The key of a supplier's latest round; None where it has had none."""
    query = select(_ROUNDS.c.id).where(_ROUNDS.c.supplier == supplier)
    newest_first = (_ROUNDS.c.opened_at.desc(), _ROUNDS.c.id.desc())
    found: str | None = connection.execute(query.order_by(*newest_first).limit(1)).scalar_one_or_none()
    return found


def keep_follow_up(connection: Connection, follow_up: FollowUp) -> FollowUp | None:
    """Keep a new follow-up, or give the one that is under way for the same finding already.

    A finding that was set aside is taken up again by it.
    """
    connection.execute(
        select(SUPPLIERS.c.id).where(SUPPLIERS.c.id == follow_up.supplier).with_for_update()
    ).one()
    if follow_up.finding is not None:
        same = _of_finding(_FOLLOW_UPS, follow_up.round, follow_up.interview, follow_up.finding)
        found = connection.execute(_whole().where(same, _IS_OPEN).limit(1)).one_or_none()
        if found is not None:
            return follow_up_of(found)
        origin = Origin(follow_up.supplier, follow_up.round, follow_up.interview)
        end_aside(connection, origin, follow_up.finding, follow_up.added_at)
    row = {name: getattr(follow_up, name) for name in _OWN} | {
        "severity": None if follow_up.severity is None else str(follow_up.severity),
        "owner": str(follow_up.owner.kind), "owner_name": follow_up.owner.name,
        "due": None if follow_up.due is None else follow_up.due.isoformat(), "state": str(follow_up.state),
    }  # fmt: skip
    connection.execute(insert(_FOLLOW_UPS), row)
    made = FollowUpEvent(follow_up.added_at, follow_up.by, follow_up.state, "")
    _keep_event(connection, follow_up.id, made)
    return None


def change_follow_up(
    connection: Connection, key: str, change: Change, only_from: Sequence[FollowUpState] = ()
) -> bool:
    """Change a follow-up and tell of it; with `only_from`, only where it is in one of these states. Whether it was."""
    is_this = _FOLLOW_UPS.c.id == key
    if only_from:
        is_this &= _FOLLOW_UPS.c.state.in_([str(state) for state in only_from])
    changed = update(_FOLLOW_UPS).where(is_this).values(**change.columns, changed_at=change.at)
    if connection.execute(changed).rowcount != 1:
        return False
    state = connection.execute(select(_FOLLOW_UPS.c.state).where(_FOLLOW_UPS.c.id == key)).scalar_one()
    _keep_event(connection, key, FollowUpEvent(change.at, change.by, FollowUpState(state), change.remark))
    return True


def follow_ups(
    connection: Connection,
    *,
    supplier: str | None = None,
    interview: str | None = None,
    round_key: str | None = None,
    key: str | None = None,
) -> list[FollowUp]:
    """The follow-ups, oldest first: all, or those of a supplier, an interview, a round, or whose key begins so."""
    query = _whole().order_by(_FOLLOW_UPS.c.id)
    if supplier is not None:
        query = query.where(_FOLLOW_UPS.c.supplier == supplier)
    if interview is not None:
        query = query.where(_FOLLOW_UPS.c.interview == interview)
    if round_key is not None:
        query = query.where(_FOLLOW_UPS.c.round == round_key, _FOLLOW_UPS.c.interview.is_(None))
    if key is not None:
        query = query.where(_FOLLOW_UPS.c.id.startswith(key, autoescape=True))
    return [follow_up_of(row) for row in connection.execute(query)]


def due_counts(connection: Connection, today: date) -> dict[str, DueCount]:
    """How many follow-ups are open and overdue, by the key of their supplier; those without any are left out."""
    is_overdue = case((_FOLLOW_UPS.c.due < today.isoformat(), 1), else_=0)
    query = (
        select(_FOLLOW_UPS.c.supplier, func.count().label("open"), func.sum(is_overdue).label("overdue"))
        .where(_IS_OPEN)
        .group_by(_FOLLOW_UPS.c.supplier)
    )
    return {row.supplier: DueCount(row.open, int(row.overdue)) for row in connection.execute(query)}


def events_of(connection: Connection, key: str) -> list[FollowUpEvent]:
    """What became of a follow-up, oldest first."""
    query = select(_EVENTS).where(_EVENTS.c.follow_up == key).order_by(_EVENTS.c.at, _EVENTS.c.id)
    return [
        FollowUpEvent(row.at, row.by, FollowUpState(row.state), row.remark)
        for row in connection.execute(query)
    ]


def awaited_in(connection: Connection, interview: str) -> tuple[Awaited, ...]:
    """The open follow-ups of an interview that a question can end by itself."""
    query = select(_FOLLOW_UPS).where(
        _FOLLOW_UPS.c.interview == interview, _IS_OPEN, _FOLLOW_UPS.c.question.is_not(None)
    )
    return tuple(
        Awaited(row.id, row.finding, row.question, FollowUpState(row.state))
        for row in connection.execute(query)
        if row.finding is not None
    )


def keep_aside(connection: Connection, origin: Origin, aside: AsideFinding) -> AsideFinding | None:
    """Keep that a finding is set aside, or give that it is already."""
    connection.execute(
        select(SUPPLIERS.c.id).where(SUPPLIERS.c.id == origin.supplier).with_for_update()
    ).one()
    for known in aside_of(connection, origin):
        if known.finding == aside.finding and known.ended_at is None:
            return known
    row = {
        "id": new_key(), "round": origin.round, "interview": origin.interview, "finding": aside.finding,
        "reason": aside.reason, "at": aside.at, "by": aside.by, "ended_at": None,
    }  # fmt: skip
    connection.execute(insert(_ASIDE), row)
    return None


def end_aside(connection: Connection, origin: Origin, finding: str, at: datetime) -> bool:
    """Take a finding up again; whether it was set aside."""
    is_this = _of_finding(_ASIDE, origin.round, origin.interview, finding) & _ASIDE.c.ended_at.is_(None)
    return connection.execute(update(_ASIDE).where(is_this).values(ended_at=at)).rowcount > 0


def aside_of(connection: Connection, origin: Origin) -> list[AsideFinding]:
    """What was ever set aside of an interview, or of a whole round, oldest first."""
    is_there = _ASIDE.c.round == origin.round
    is_there &= (
        _ASIDE.c.interview.is_(None) if origin.interview is None else _ASIDE.c.interview == origin.interview
    )
    return [
        AsideFinding(row.finding, row.reason, row.at, row.by, row.ended_at)
        for row in connection.execute(select(_ASIDE).where(is_there).order_by(_ASIDE.c.id))
    ]


def follow_up_of(row: Row[Any]) -> FollowUp:
    """A row of `_whole` as a follow-up."""
    values = row._mapping
    return FollowUp(
        **{name: values[name] for name in _OWN},
        supplier_name=row.supplier_name,
        round_name=row.round_name,
        respondent=None if row.respondent is None else Respondent(row.respondent),
        severity=None if row.severity is None else Severity(row.severity),
        owner=Owner(FollowUpOwner(row.owner), row.owner_name),
        due=None if row.due is None else date.fromisoformat(row.due),
        state=FollowUpState(row.state),
        changes=row.changes,
        remark=row.remark,
    )


def _whole() -> Select[Any]:
    # The latest by its time: an event of another machine can come in later under a key that is earlier, or the other way.
    newest_first = func.row_number().over(
        partition_by=_EVENTS.c.follow_up, order_by=(_EVENTS.c.at.desc(), _EVENTS.c.id.desc())
    )
    changes = func.count().over(partition_by=_EVENTS.c.follow_up)
    events = select(_EVENTS, newest_first.label("place"), changes.label("changes")).subquery()
    return (
        select(
            _FOLLOW_UPS,
            SUPPLIERS.c.name.label("supplier_name"),
            _ROUNDS.c.name.label("round_name"),
            _INTERVIEWS.c.respondent,
            events.c.changes,
            events.c.remark,
        )
        .join(SUPPLIERS, SUPPLIERS.c.id == _FOLLOW_UPS.c.supplier)
        .join(_ROUNDS, _ROUNDS.c.id == _FOLLOW_UPS.c.round)
        .outerjoin(_INTERVIEWS, _INTERVIEWS.c.id == _FOLLOW_UPS.c.interview)
        .join(events, (events.c.follow_up == _FOLLOW_UPS.c.id) & (events.c.place == 1))
    )


def _of_finding(table: Any, round_key: str, interview: str | None, finding: str) -> ColumnElement[bool]:  # noqa: ANN401 - one of two tables
    is_there = table.c.interview.is_(None) if interview is None else table.c.interview == interview
    found: ColumnElement[bool] = (table.c.round == round_key) & is_there & (table.c.finding == finding)
    return found


def _keep_event(connection: Connection, key: str, event: FollowUpEvent) -> None:
    row = {
        "id": new_key(), "follow_up": key, "at": event.at, "by": event.by, "state": str(event.state),
        "remark": event.remark,
    }  # fmt: skip
    connection.execute(insert(_EVENTS), row)
