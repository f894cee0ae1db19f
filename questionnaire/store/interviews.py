"""Interviews: started, listed, read whole, finished."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.follow_ups import DueCount
from questionnaire.interviews.walk import Context
from questionnaire.store.answers import answer_of
from questionnaire.store.follow_ups import awaited_in, due_counts
from questionnaire.store.keys import new_key
from questionnaire.store.releases import bank_of, kept_release
from questionnaire.store.rounds import open_round, start_round
from questionnaire.store.suppliers import SUPPLIERS, all_suppliers, supplier_of
from questionnaire.store.tables import TABLES
from questionnaire.store.values import (
    HistoryEntry,
    InterviewOverview,
    KeptAnswer,
    KeptInterview,
    Start,
    SupplierOverview,
)

_INTERVIEWS = TABLES["interview"]
_ROUNDS = TABLES["round"]
_RELEASES = TABLES["release"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_FINDINGS = TABLES["finding"]

_OWN = (
    "id",
    "respondent",
    "language",
    "short_form",
    "started_at",
    "finished_at",
    "changed_at",
    "by",
    "at_question",
)
_COUNTS = ("asked", "answered", "high", "medium", "low")
_KEY_BEGINNING = re.compile("[0-9a-f-]{4,36}")
_NEWEST_FIRST = (_INTERVIEWS.c.started_at.desc(), _INTERVIEWS.c.id.desc())


def keep_interview(connection: Connection, start: Start) -> str:
    """Keep a new interview in the supplier's open round, or in a new one, and give its key.

    Where no round is open, one named after the year is. Raises InputError as `kept_release` and `start_round`.
    """
    key = new_key()
    if start.new_round:
        round_ = start_round(connection, start.supplier, start.round_name, start.at)
    else:
        round_ = open_round(connection, start.supplier, start.at)
    row = {
        "id": key,
        "round": round_,
        "release": start.release or kept_release(connection, start.bank, start.at),
        "respondent": str(start.context.respondent),
        "language": start.language,
        "short_form": start.context.short_form,
        "context": msgspec.json.encode(start.context).decode(),
        "by": start.by,
        "started_at": start.at,
        "changed_at": start.at,
        "revision": 0,
        **dict.fromkeys(_COUNTS, 0),
    }
    connection.execute(insert(_INTERVIEWS), row)
    return key


def all_interviews(connection: Connection, supplier: str | None = None) -> list[InterviewOverview]:
    """The interviews, of one supplier or of all, newest first."""
    query = _overviews().order_by(*_NEWEST_FIRST)
    if supplier is not None:
        query = query.where(SUPPLIERS.c.id == supplier)
    return [_overview_of(row._mapping) for row in connection.execute(query)]


def supplier_overviews(connection: Connection, today: date) -> list[SupplierOverview]:
    """Every supplier with its latest interview, by name; and how much is to be followed up as of today."""
    place = func.row_number().over(partition_by=_ROUNDS.c.supplier, order_by=_NEWEST_FIRST).label("place")
    ranked = select(_INTERVIEWS.c.id, place).join(_ROUNDS, _ROUNDS.c.id == _INTERVIEWS.c.round).subquery()
    query = _overviews().join(ranked, (ranked.c.id == _INTERVIEWS.c.id) & (ranked.c.place == 1))
    latest = {row.supplier: _overview_of(row._mapping) for row in connection.execute(query)}
    unfinished, due = _unfinished(connection), due_counts(connection, today)
    return [
        SupplierOverview(
            supplier,
            one,
            unfinished.get((supplier.id, one.round), 0) if one else 0,
            due.get(supplier.id, DueCount()),
        )
        for supplier in all_suppliers(connection)
        for one in (latest.get(supplier.id),)
    ]


def _unfinished(connection: Connection) -> dict[tuple[str, str], int]:
    """How many interviews go on, by supplier and name of the round."""
    query = (
        select(_ROUNDS.c.supplier, _ROUNDS.c.name, func.count())
        .join(_INTERVIEWS, _INTERVIEWS.c.round == _ROUNDS.c.id)
        .where(_INTERVIEWS.c.finished_at.is_(None))
        .group_by(_ROUNDS.c.supplier, _ROUNDS.c.name)
    )
    return {(supplier, name): count for supplier, name, count in connection.execute(query)}


def keys_like(connection: Connection, name: str) -> list[str]:
    """The keys of the interviews that begin so; none where it is no beginning of a key."""
    if not _KEY_BEGINNING.fullmatch(name):
        return []
    query = select(_INTERVIEWS.c.id).where(_INTERVIEWS.c.id.startswith(name)).order_by(_INTERVIEWS.c.id)
    return [str(key) for key in connection.execute(query).scalars()]


def whole_interview(connection: Connection, key: str) -> KeptInterview | None:
    """Everything kept of an interview; None where there is no such interview."""
    row = connection.execute(
        _overviews()
        .add_columns(_INTERVIEWS.c.revision, _INTERVIEWS.c.context, _RELEASES.c.digest, _RELEASES.c.content)
        .where(_INTERVIEWS.c.id == key)
    ).one_or_none()
    if row is None:
        return None
    supplier = connection.execute(select(SUPPLIERS).where(SUPPLIERS.c.id == row.supplier)).one()
    answers = connection.execute(select(_ANSWERS).where(_ANSWERS.c.interview == key)).all()
    findings = connection.execute(select(_FINDINGS.c.key).where(_FINDINGS.c.interview == key)).scalars()
    return KeptInterview(
        overview=_overview_of(row._mapping),
        context=msgspec.json.decode(row.context, type=Context),
        supplier=supplier_of(supplier._mapping),
        bank=bank_of(row.content),
        digest=row.digest,
        revision=row.revision,
        answers={found.question: KeptAnswer(answer_of(found), found.revision) for found in answers},
        findings=frozenset(findings),
        awaited=awaited_in(connection, key),
    )


def history_of(
    connection: Connection, key: str, questions: Sequence[str] | None = None
) -> list[HistoryEntry]:
    """What changed in an interview, or in the answers to some questions, oldest first."""
    query = select(_HISTORY).where(_HISTORY.c.interview == key).order_by(_HISTORY.c.id)
    if questions is not None:
        query = query.where(_HISTORY.c.question.in_(questions))
    return [
        HistoryEntry(
            row.id,
            row.question,
            row.at,
            row.by,
            _answer_in(row.before),
            _answer_in(row.after),
            row.take_over,
            row.seconds,
            row.cleaned_at,
            row.cleaned_by,
        )
        for row in connection.execute(query)
    ]


def keep_finished(connection: Connection, key: str, finished_at: datetime | None, now: datetime) -> None:
    """Keep when an interview was finished, None where it goes on; other windows notice by its revision."""
    values = {"finished_at": finished_at, "changed_at": now, "revision": _INTERVIEWS.c.revision + 1}
    connection.execute(update(_INTERVIEWS).where(_INTERVIEWS.c.id == key).values(values))


def _overviews() -> Select[Any]:
    return (
        select(
            *(_INTERVIEWS.c[name] for name in _OWN + _COUNTS),
            SUPPLIERS.c.id.label("supplier"),
            SUPPLIERS.c.name.label("supplier_name"),
            _ROUNDS.c.name.label("round"),
            _RELEASES.c.bank,
            _RELEASES.c.version.label("bank_version"),
        )
        .join(_ROUNDS, _ROUNDS.c.id == _INTERVIEWS.c.round)
        .join(SUPPLIERS, SUPPLIERS.c.id == _ROUNDS.c.supplier)
        .join(_RELEASES, _RELEASES.c.id == _INTERVIEWS.c.release)
    )


def _overview_of(row: RowMapping) -> InterviewOverview:
    values = {name: row[name] for name in InterviewOverview.__struct_fields__}
    return InterviewOverview(**{**values, "respondent": Respondent(row["respondent"])})


def _answer_in(text: str) -> Answer:
    return msgspec.json.decode(text, type=Answer)
