"""Saving answers: what was said, its place in the history, the findings and the counts, in one transaction.

The statements are compiled once per engine and given to the driver as they are: a save happens within a key press.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Dialect, bindparam, delete, insert, update
from sqlalchemy.sql.dml import UpdateBase

from questionnaire.banks.model import Reason
from questionnaire.interviews.answers import Answer, Evidence, Value
from questionnaire.interviews.findings import Finding
from questionnaire.store.database import Database
from questionnaire.store.keys import new_key
from questionnaire.store.tables import TABLES, UtcTime

_INTERVIEWS = TABLES["interview"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_FINDINGS = TABLES["finding"]

_encode = msgspec.json.Encoder().encode
_decode_value = msgspec.json.Decoder(Value).decode
_decode_evidence = msgspec.json.Decoder(tuple[Evidence, ...]).decode


class Visit(Struct):
    """One visit to a question: its key in the history, the answer it found, and whether the history has it yet."""

    key: str
    before: Answer
    is_kept: bool = False


class Change(Struct, frozen=True):
    """One answer to be saved; `revision` is that of the answer it replaces, 0 where there is none."""

    question: str
    answer: Answer
    revision: int
    visit: Visit


class Save(Struct, frozen=True):
    """All that one save writes. `revision` is that of the interview it was worked out from."""

    interview: str
    revision: int
    at: datetime
    by: str
    at_question: str | None
    asked: int
    answered: int
    high: int
    medium: int
    low: int
    changes: Sequence[Change]
    appeared: Sequence[Finding]
    vanished: Sequence[str]


class OutdatedError(Exception):
    """Another window has saved something of the interview in the meantime. Never leaves the program."""


def answer_of(row: Any) -> Answer:
    """A row of the table as an answer."""
    return Answer(
        value=None if row.value is None else _decode_value(row.value),
        reason=None if row.reason is None else Reason(row.reason),
        note=row.note,
        evidence=_decode_evidence(row.evidence),
        marked=row.marked,
    )


class AnswerStore:
    """Saves answers in one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        dialect = self._dialect = _by_name(database.dialect)
        self._time = UtcTime().process_bind_param
        self._touch_interview = _sql(
            update(_INTERVIEWS)
            .where(_INTERVIEWS.c.id == bindparam("the_interview"), _INTERVIEWS.c.revision == bindparam("was"))
            .values(_given("changed_at", "at_question", "revision", "asked", "answered", "high", "medium", "low")),
            dialect,
        )
        self._add_answer = _sql(insert(_ANSWERS), dialect)
        self._replace_answer = _sql(
            update(_ANSWERS)
            .where(_ANSWERS.c.interview == bindparam("the_interview"), _ANSWERS.c.question == bindparam("the_question"))
            .values(_given("value", "reason", "note", "evidence", "marked", "revision")),
            dialect,
        )
        self._add_history = _sql(insert(_HISTORY), dialect)
        self._go_on_in_history = _sql(
            update(_HISTORY).where(_HISTORY.c.id == bindparam("the_visit")).values(_given("at", "after")), dialect
        )
        self._add_finding = _sql(insert(_FINDINGS), dialect)
        self._remove_finding = _sql(
            delete(_FINDINGS).where(_FINDINGS.c.interview == bindparam("interview"), _FINDINGS.c.key == bindparam("key")),
            dialect,
        )

    def save(self, save: Save) -> None:
        """Write it all, or nothing.

        Raises OutdatedError where the interview has moved on since `save.revision`, StoreError where it cannot be written.
        """
        at = self._time(save.at, self._dialect)
        with self.database.saving() as cursor:
            cursor.execute(
                self._touch_interview,
                {
                    "the_interview": save.interview, "was": save.revision, "revision": save.revision + 1,
                    "changed_at": at, "at_question": save.at_question, "asked": save.asked,
                    "answered": save.answered, "high": save.high, "medium": save.medium, "low": save.low,
                },
            )  # fmt: skip
            if cursor.rowcount != 1:
                raise OutdatedError
            for change in save.changes:
                self._save_answer(cursor, save.interview, change)
                self._save_visit(cursor, save, change, at)
            for key in save.vanished:
                cursor.execute(self._remove_finding, {"interview": save.interview, "key": key})
            for finding in save.appeared:
                cursor.execute(
                    self._add_finding,
                    {
                        "interview": save.interview, "key": finding.key, "kind": str(finding.kind),
                        "severity": str(finding.severity), "question": finding.question, "check_id": finding.check,
                    },
                )  # fmt: skip

    def _save_answer(self, cursor: Any, interview: str, change: Change) -> None:
        answer = change.answer
        values: dict[str, Any] = {
            "value": None if answer.value is None else _encode(answer.value).decode(),
            "reason": None if answer.reason is None else str(answer.reason),
            "note": answer.note,
            "evidence": _encode(answer.evidence).decode() if answer.evidence else "[]",
            "marked": answer.marked,
            "revision": change.revision + 1,
        }
        if change.revision:
            values |= {"the_interview": interview, "the_question": change.question}
            cursor.execute(self._replace_answer, values)
        else:
            values |= {"id": new_key(), "interview": interview, "question": change.question}
            cursor.execute(self._add_answer, values)

    def _save_visit(self, cursor: Any, save: Save, change: Change, at: Any) -> None:
        after = _encode(change.answer).decode()
        if change.visit.is_kept:
            cursor.execute(self._go_on_in_history, {"the_visit": change.visit.key, "at": at, "after": after})
            return
        before = _encode(change.visit.before).decode()
        cursor.execute(
            self._add_history,
            {
                "id": change.visit.key, "interview": save.interview, "question": change.question,
                "at": at, "by": save.by, "before": before, "after": after,
            },
        )  # fmt: skip


def _given(*columns: str) -> dict[str, Any]:
    return {name: bindparam(name) for name in columns}


def _sql(statement: UpdateBase, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect))


def _by_name(dialect: Dialect) -> Dialect:
    """The dialect with parameters that go by name, which every driver here takes as a mapping."""
    if dialect.name != "sqlite":
        return dialect
    return type(dialect)(paramstyle="named")
