"""Rounds: opened one after another, each closing the one before it, and what an interview of theirs goes on from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from questionnaire.errors import InputError
from questionnaire.store.keys import new_key
from questionnaire.store.releases import bank_of
from questionnaire.store.suppliers import SUPPLIERS
from questionnaire.store.tables import TABLES
from questionnaire.store.values import HeldBank, Round
from questionnaire.translation import _

_ROUNDS = TABLES["round"]
_INTERVIEWS = TABLES["interview"]
_RELEASES = TABLES["release"]
_NEWEST_FIRST = (_ROUNDS.c.opened_at.desc(), _ROUNDS.c.id.desc())


def rounds_of(connection: Connection, supplier: str) -> list[Round]:
    """The rounds of a supplier, newest first."""
    held = select(_INTERVIEWS.c.round, func.count().label("interviews")).group_by(_INTERVIEWS.c.round)
    counted = held.subquery()
    query = (
        select(_ROUNDS, func.coalesce(counted.c.interviews, 0).label("interviews"))
        .outerjoin(counted, counted.c.round == _ROUNDS.c.id)
        .where(_ROUNDS.c.supplier == supplier)
        .order_by(*_NEWEST_FIRST)
    )
    return [
        Round(row.id, row.supplier, row.name, row.opened_at, row.closed_at, row.interviews)
        for row in connection.execute(query)
    ]


def open_round(connection: Connection, supplier: str, now: datetime) -> str:
    """The key of the supplier's open round; where none is open, one named after the year is opened now."""
    rounds = _locked(connection, supplier)
    for row in rounds:
        if row.closed_at is None:
            return str(row.id)
    return _opened(connection, supplier, free_name([row.name for row in rounds], now), now)


def start_round(connection: Connection, supplier: str, name: str, now: datetime) -> str:
    """Close the supplier's open round, open a new one, and give its key; an empty name is made from the year.

    A round that holds no interview yet is new already: it stays, under the name given. Raises InputError where the
    supplier has a round of that name.
    """
    rounds = _locked(connection, supplier)
    current = next((row for row in rounds if row.closed_at is None), None)
    is_new = current is not None and not _holds_interviews(connection, current.id)
    others = [row.name for row in rounds if not (is_new and row is current)]
    if name.casefold() in map(str.casefold, others):
        message = _("There is a round '{name}' already.").format(name=name)
        raise InputError(message, _("Give it another name."))
    if current is not None and is_new:
        renamed = update(_ROUNDS).where(_ROUNDS.c.id == current.id).values(name=name or current.name)
        connection.execute(renamed)
        return str(current.id)
    still_open = (_ROUNDS.c.supplier == supplier) & _ROUNDS.c.closed_at.is_(None)
    connection.execute(update(_ROUNDS).where(still_open).values(closed_at=now))
    return _opened(connection, supplier, name or free_name(others, now), now)


def free_name(taken: Sequence[str], now: datetime) -> str:
    """The name that a round opened now gets by itself: the year, else the year and a number from 2 on."""
    names = [str(now.year), *(f"{now.year}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def held_bank(connection: Connection, supplier: str, bank: str) -> HeldBank | None:
    """The release of a bank that the first interview on it in the supplier's open round is held on."""
    query = (
        select(_RELEASES.c.id, _RELEASES.c.content)
        .join(_INTERVIEWS, _INTERVIEWS.c.release == _RELEASES.c.id)
        .join(_ROUNDS, _ROUNDS.c.id == _INTERVIEWS.c.round)
        .where(_ROUNDS.c.supplier == supplier, _ROUNDS.c.closed_at.is_(None), _RELEASES.c.bank == bank)
        .order_by(_INTERVIEWS.c.started_at, _INTERVIEWS.c.id)
    )
    row = connection.execute(query).first()
    return None if row is None else HeldBank(row.id, bank_of(row.content))


def earlier_interview(
    connection: Connection, supplier: str, bank: str, respondent: str, before: str | None = None
) -> str | None:
    """The key of the latest interview with a respondent on any release of a bank, in a round earlier than one.

    `before` is the key of that round; None looks in all of them. An interview in which nothing was answered does not
    count.
    """
    query = (
        select(_INTERVIEWS.c.id)
        .join(_ROUNDS, _ROUNDS.c.id == _INTERVIEWS.c.round)
        .join(_RELEASES, _RELEASES.c.id == _INTERVIEWS.c.release)
        .where(_ROUNDS.c.supplier == supplier, _RELEASES.c.bank == bank)
        .where(_INTERVIEWS.c.respondent == respondent, _INTERVIEWS.c.answered > 0)
        .order_by(*_NEWEST_FIRST, _INTERVIEWS.c.started_at.desc(), _INTERVIEWS.c.id.desc())
    )
    if before is not None:
        opened = select(_ROUNDS.c.opened_at).where(_ROUNDS.c.id == before).scalar_subquery()
        at_once = (_ROUNDS.c.opened_at == opened) & (_ROUNDS.c.id < before)
        query = query.where((_ROUNDS.c.opened_at < opened) | at_once)
    found = connection.execute(query).scalars().first()
    return None if found is None else str(found)


def _locked(connection: Connection, supplier: str) -> Sequence[Row[Any]]:
    """The rounds of a supplier, newest first; nobody else opens or closes one until the transaction ends."""
    connection.execute(select(SUPPLIERS.c.id).where(SUPPLIERS.c.id == supplier).with_for_update()).one()
    query = select(_ROUNDS).where(_ROUNDS.c.supplier == supplier).order_by(*_NEWEST_FIRST)
    return connection.execute(query).all()


def _holds_interviews(connection: Connection, key: str) -> bool:
    query = select(_INTERVIEWS.c.id).where(_INTERVIEWS.c.round == key).limit(1)
    return connection.execute(query).first() is not None


def _opened(connection: Connection, supplier: str, name: str, now: datetime) -> str:
    key = new_key()
    row = {"id": key, "supplier": supplier, "name": name, "opened_at": now, "closed_at": None}
    connection.execute(insert(_ROUNDS), row)
    return key
