"""Conflicts: two answers to one question of one interview, kept side by side until somebody decides, and after that."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select, update

from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.store.answers import answer_of
from questionnaire.store.keys import new_key
from questionnaire.store.merge_values import Conflict, NewConflict, Theirs
from questionnaire.store.tables import TABLES

_CONFLICTS = TABLES["conflict"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]


def conflicts_of(connection: Connection, interview: str | None = None) -> list[Conflict]:
    """The conflicts of an interview, or of all, settled ones too, in the order they came."""
    mine = (_ANSWERS.c.interview == _CONFLICTS.c.interview) & (_ANSWERS.c.question == _CONFLICTS.c.question)
    query = (
        select(_CONFLICTS, _ANSWERS.c.id.label("answer")).outerjoin(_ANSWERS, mine).order_by(_CONFLICTS.c.id)
    )
    if interview is not None:
        query = query.where(_CONFLICTS.c.interview == interview)
    rows = connection.execute(query).all()
    ours = _answers(connection, [row.answer for row in rows if row.answer is not None])
    decided = _decided(connection, [row.interview for row in rows if row.settled is not None])
    return [
        Conflict(
            id=row.id,
            interview=row.interview,
            question=row.question,
            ours=decided.get((row.interview, row.question, row.settled_at), ours.get(row.answer, OPEN)),
            theirs=(theirs := msgspec.json.decode(row.theirs, type=Theirs)),
            origin=row.origin,
            said_at=max((change.at for change in theirs.changes), default=None),
            digest=row.digest,
            read_at=row.at,
            read_by=row.by,
            kept=row.settled,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )
        for row in rows
    ]


def keep_conflict(
    connection: Connection, interview: str, conflict: NewConflict, at: datetime, by: str
) -> None:
    """Keep a conflict; the same other answer is kept once."""
    digest = digest_of(conflict.theirs.answer)
    is_it = (
        (_CONFLICTS.c.interview == interview)
        & (_CONFLICTS.c.question == conflict.question)
        & (_CONFLICTS.c.digest == digest)
    )
    if connection.execute(select(_CONFLICTS.c.id).where(is_it)).first() is not None:
        return
    row = {
        "id": new_key(), "interview": interview, "question": conflict.question, "digest": digest,
        "theirs": msgspec.json.encode(conflict.theirs).decode(), "origin": conflict.origin, "at": at, "by": by,
    }  # fmt: skip
    connection.execute(insert(_CONFLICTS), row)


def settle(connection: Connection, kept: Mapping[str, str], at: datetime, by: str) -> None:
    """Keep which side stays, by key of the conflict; one that is settled stays as it was settled."""
    for key, side in kept.items():
        is_open = (_CONFLICTS.c.id == key) & _CONFLICTS.c.settled.is_(None)
        values = {"settled": side, "settled_at": at, "settled_by": by}
        connection.execute(update(_CONFLICTS).where(is_open).values(values))


def digest_of(answer: Answer) -> str:
    """The SHA-256 of an answer, the same for the same answer."""
    return hashlib.sha256(msgspec.json.encode(answer, order="deterministic")).hexdigest()


def _decided(connection: Connection, interviews: Sequence[str]) -> dict[tuple[str, str, datetime], Answer]:
    """The answer that stood here when each conflict was decided: by interview, question and moment."""
    came = (
        (_CONFLICTS.c.interview == _HISTORY.c.interview)
        & (_CONFLICTS.c.question == _HISTORY.c.question)
        & (_CONFLICTS.c.settled_at == _HISTORY.c.at)
    )
    query = select(_CONFLICTS, _HISTORY.c.before, _HISTORY.c.after).join(_HISTORY, came)
    return {
        (row.interview, row.question, row.settled_at): msgspec.json.decode(
            row.before if row.settled == "theirs" else row.after, type=Answer
        )
        for row in connection.execute(query.where(_CONFLICTS.c.interview.in_(interviews)))
    }


def _answers(connection: Connection, keys: Sequence[str]) -> dict[str, Answer]:
    query = select(_ANSWERS).where(_ANSWERS.c.id.in_(keys))
    return {row.id: answer_of(row) for row in connection.execute(query)}
