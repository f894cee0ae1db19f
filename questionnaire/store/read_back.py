"""Writing what the sheet of another machine brings, in one transaction: interview, answers, their history, conflicts."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, delete, insert, select, update

from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.merging import AnswerChange
from questionnaire.interviews.sharing import Shared
from questionnaire.store.conflicts import conflicts_of, keep_conflict, settle
from questionnaire.store.database import Database
from questionnaire.store.keys import new_key
from questionnaire.store.merge_values import BroughtInterview, Conflict, Merge
from questionnaire.store.releases import Release, kept_release
from questionnaire.store.sharing import known_elsewhere, put_shared, shared_of
from questionnaire.store.supplier_names import refuse_twice
from questionnaire.store.suppliers import SUPPLIERS, all_suppliers, keep_supplier
from questionnaire.store.tables import TABLES
from questionnaire.store.values import OutdatedError, Supplier
from questionnaire.translation import _

_INTERVIEWS = TABLES["interview"]
_ROUNDS = TABLES["round"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_FINDINGS = TABLES["finding"]
_RELEASES = TABLES["release"]
_AT_ONCE = 500


class MergeStore:
    """What another machine's sheet meets here, and what it leaves. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self, interview: str) -> tuple[AnswerChange, ...]:
        """The history of an interview as another machine reads it, oldest first."""
        with self._database.reading() as connection:
            return history_of(connection, interview)

    def release(self, bank: str, version: str) -> Release | None:
        """A version of a bank as it is kept; None where it is not."""
        is_it = (_RELEASES.c.bank == bank) & (_RELEASES.c.version == version)
        with self._database.reading() as connection:
            row = connection.execute(select(_RELEASES).where(is_it)).one_or_none()
        return None if row is None else Release(row.version, row.digest, row.content)

    def shared(self, supplier: str) -> Shared:
        """The follow-ups of a supplier (a key) and what was set aside of it, as another machine reads them."""
        with self._database.reading() as connection:
            return shared_of(connection, supplier)

    def known_elsewhere(self, supplier: str, shared: Shared) -> set[str]:
        """The keys of all these that stand here with another supplier than that with a key."""
        with self._database.reading() as connection:
            return known_elsewhere(connection, supplier, shared)

    def conflicts(self, interview: str | None = None) -> list[Conflict]:
        """The conflicts of an interview, or of all, settled ones too, in the order they came."""
        with self._database.reading() as connection:
            return conflicts_of(connection, interview)

    def keep(self, merge: Merge) -> None:
        """Write what a sheet brings, or what settles a conflict; raises as `keep_merge`."""
        with self._database.writing() as connection:
            keep_merge(connection, merge)


def keep_merge(connection: Connection, merge: Merge) -> None:
    """Write it all, in the transaction of the connection.

    Raises OutdatedError where the interview has moved on since `merge.revision`, InputError as `kept_release` and where
    the supplier has come in the meantime.
    """
    if merge.new is None:
        _touch(connection, merge)
    else:
        _bring(connection, merge, merge.new)
    for question, answer in merge.answers.items():
        _put_answer(connection, merge.interview, question, answer)
    _put_history(connection, merge)
    for conflict in merge.conflicts:
        keep_conflict(connection, merge.interview, conflict, merge.at, merge.by)
    settle(connection, merge.settled, merge.at, merge.by)
    if merge.supplier is not None:
        put_shared(connection, merge.supplier.id, merge.shared, merge.at)
    if merge.new is not None or merge.writes_answers:
        _put_findings(connection, merge)


def history_of(connection: Connection, interview: str) -> tuple[AnswerChange, ...]:
    """The history of an interview, oldest first; what was cleaned of it is said."""
    query = select(_HISTORY).where(_HISTORY.c.interview == interview).order_by(_HISTORY.c.id)
    return tuple(
        AnswerChange(
            key=row.id,
            question=row.question,
            at=row.at,
            by=row.by,
            before=msgspec.json.decode(row.before, type=Answer),
            after=msgspec.json.decode(row.after, type=Answer),
            seconds=row.seconds,
            cleaned_at=row.cleaned_at,
            cleaned_by=row.cleaned_by,
        )
        for row in connection.execute(query)
    )


def _touch(connection: Connection, merge: Merge) -> None:
    """Make sure that the interview is as it was, and count the save where its answers change."""
    values: dict[str, Any] = {"revision": merge.revision}
    if merge.writes_answers:
        values = {"revision": merge.revision + 1, "changed_at": merge.at, **asdict(merge.counts)}
    if merge.finished_at is not None:
        values["finished_at"] = merge.finished_at
    is_as_it_was = (_INTERVIEWS.c.id == merge.interview) & (_INTERVIEWS.c.revision == merge.revision)
    if connection.execute(update(_INTERVIEWS).where(is_as_it_was).values(values)).rowcount != 1:
        raise OutdatedError


def _bring(connection: Connection, merge: Merge, new: BroughtInterview) -> None:
    """Keep an interview that is new here, under its own key."""
    if connection.execute(select(_INTERVIEWS.c.id).where(_INTERVIEWS.c.id == merge.interview)).first():
        raise OutdatedError
    supplier = merge.supplier
    assert supplier is not None
    if merge.is_new_supplier:
        refuse_twice(supplier, all_suppliers(connection))
        keep_supplier(connection, supplier)
    row = {
        "id": merge.interview,
        "round": _round_named(connection, supplier, merge),
        "release": kept_release(connection, new.bank, merge.at),
        "respondent": str(new.context.respondent),
        "language": new.language,
        "short_form": new.context.short_form,
        "context": msgspec.json.encode(new.context).decode(),
        "by": new.by,
        "started_at": new.started_at,
        "finished_at": merge.finished_at,
        "changed_at": merge.at,
        "revision": 0,
        **asdict(merge.counts),
    }
    connection.execute(insert(_INTERVIEWS), row)


def _round_named(connection: Connection, supplier: Supplier, merge: Merge) -> str:
    """The round of that name; one that is made beside an open round is closed, so that one is open at most."""
    connection.execute(select(SUPPLIERS.c.id).where(SUPPLIERS.c.id == supplier.id).with_for_update()).one()
    rounds = connection.execute(select(_ROUNDS).where(_ROUNDS.c.supplier == supplier.id)).all()
    for row in rounds:
        if row.name.casefold() == merge.round_name.casefold():
            return str(row.id)
    assert merge.new is not None
    is_one_open = any(row.closed_at is None for row in rounds)
    made = {
        "id": new_key(), "supplier": supplier.id, "name": merge.round_name, "opened_at": merge.new.started_at,
        "closed_at": merge.at if is_one_open else None,
    }  # fmt: skip
    connection.execute(insert(_ROUNDS), made)
    return str(made["id"])


def _put_answer(connection: Connection, interview: str, question: str, answer: Answer) -> None:
    values: dict[str, Any] = {
        "value": None if answer.value is None else _encode(answer.value),
        "reason": None if answer.reason is None else str(answer.reason),
        "note": answer.note,
        "evidence": _encode(answer.evidence),
        "marked": answer.marked,
        "source": None if answer.source is None else str(answer.source),
        "since": answer.since or None,
    }
    is_it = (_ANSWERS.c.interview == interview) & (_ANSWERS.c.question == question)
    changed = update(_ANSWERS).where(is_it).values(**values, revision=_ANSWERS.c.revision + 1)
    if connection.execute(changed).rowcount == 0:
        row = {**values, "id": new_key(), "interview": interview, "question": question, "revision": 1}
        connection.execute(insert(_ANSWERS), row)


def _put_history(connection: Connection, merge: Merge) -> None:
    """Add the entries that are not here yet; one that is here goes on to where it has come, or is cleaned as it was there."""
    known = _whose(connection, [change.key for change in merge.added])
    if any(interview != merge.interview for interview in known.values()):
        message = _("The sheet has the history of another interview in it.")
        raise InputError(message, _("Ask for the sheet once more, and leave the file as it was written."))
    rows = [_history_row(change) | {"interview": merge.interview} for change in merge.added]
    for row in rows:
        if row["id"] in known:
            came = {name: row[name] for name in row if name not in ("id", "interview", "question", "by")}
            connection.execute(update(_HISTORY).where(_HISTORY.c.id == row["id"]).values(came))
    new = [row for row in rows if row["id"] not in known]
    if new:
        connection.execute(insert(_HISTORY), new)


def _whose(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """The interview of each entry of the history that is here already, by its key."""
    found: dict[str, str] = {}
    for some in _in_parts(keys):
        query = select(_HISTORY.c.id, _HISTORY.c.interview).where(_HISTORY.c.id.in_(some))
        found |= {row.id: row.interview for row in connection.execute(query)}
    return found


def _in_parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _history_row(change: AnswerChange) -> dict[str, Any]:
    return {
        "id": change.key, "question": change.question, "at": change.at, "by": change.by,
        "before": _encode(change.before), "after": _encode(change.after), "seconds": change.seconds,
        "cleaned_at": change.cleaned_at, "cleaned_by": change.cleaned_by,
    }  # fmt: skip


def _put_findings(connection: Connection, merge: Merge) -> None:
    connection.execute(delete(_FINDINGS).where(_FINDINGS.c.interview == merge.interview))
    rows = [
        {
            "interview": merge.interview, "key": finding.key, "kind": str(finding.kind),
            "severity": str(finding.severity), "question": finding.question, "check_id": finding.check,
        }
        for finding in merge.findings
    ]  # fmt: skip
    if rows:
        connection.execute(insert(_FINDINGS), rows)


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()
