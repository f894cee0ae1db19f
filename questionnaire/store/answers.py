"""Saving answers: what was said, its place in the history, the findings and the counts, in one transaction.

The statements are compiled once per engine and given to the driver as they are: a save happens within a key press.
"""

from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BindParameter, Dialect, Row, bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import UpdateBase

from questionnaire.banks.model import Reason
from questionnaire.interviews.answers import Answer, AnswerSource, Evidence, Value
from questionnaire.store.database import Cursor, Database
from questionnaire.store.keys import new_key
from questionnaire.store.tables import TABLES, UtcTime
from questionnaire.store.values import Change, OutdatedError, Save

_INTERVIEWS = TABLES["interview"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_FINDINGS = TABLES["finding"]
_TIME = UtcTime()

_encode = msgspec.json.Encoder().encode
_decode_value = msgspec.json.Decoder(Value).decode
_decode_evidence = msgspec.json.Decoder(tuple[Evidence, ...]).decode


def answer_of(row: Row[Any]) -> Answer:
    """A row of the table as an answer."""
    return Answer(
        value=None if row.value is None else _decode_value(row.value),
        reason=None if row.reason is None else Reason(row.reason),
        note=row.note,
        evidence=_decode_evidence(row.evidence),
        marked=row.marked,
        source=None if row.source is None else AnswerSource(row.source),
        since=row.since or "",
    )


class _Statements(NamedTuple):
    """The statements of a save as the driver takes them, with parameters by name."""

    touch_interview: str
    keep_place: str
    add_answer: str
    replace_answer: str
    add_visit: str
    go_on_with_visit: str
    add_finding: str
    remove_finding: str


class AnswerSaver:
    """Saves answers in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dialect = dialect = database.dialect
        named: Dialect = sqlite.dialect(paramstyle="named") if dialect.name == "sqlite" else dialect
        texts = {name: str(statement.compile(dialect=named)) for name, statement in _statements().items()}
        self._statements = _Statements(**texts)

    def save(self, save: Save) -> None:
        """Write it all, or nothing.

        Raises OutdatedError where the interview has moved on since `save.revision`, StoreError where this fails.
        """
        at = _TIME.process_bind_param(save.at, self._dialect)
        with self._database.saving() as cursor:
            cursor.execute(
                self._statements.touch_interview,
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
                cursor.execute(
                    self._statements.remove_finding, {"the_interview": save.interview, "the_key": key}
                )
            for finding in save.appeared:
                cursor.execute(
                    self._statements.add_finding,
                    {
                        "interview": save.interview, "key": finding.key, "kind": str(finding.kind),
                        "severity": str(finding.severity), "question": finding.question, "check_id": finding.check,
                    },
                )  # fmt: skip

    def keep_place(self, interview: str, question: str) -> None:
        """Keep where the call stands."""
        with self._database.saving() as cursor:
            cursor.execute(self._statements.keep_place, {"the_interview": interview, "at_question": question})

    def _save_answer(self, cursor: Cursor, interview: str, change: Change) -> None:
        answer = change.answer
        values: dict[str, Any] = {
            "value": None if answer.value is None else _encode(answer.value).decode(),
            "reason": None if answer.reason is None else str(answer.reason),
            "note": answer.note,
            "evidence": _encode(answer.evidence).decode() if answer.evidence else "[]",
            "marked": answer.marked,
            "source": None if answer.source is None else str(answer.source),
            "since": answer.since or None,
            "revision": change.revision + 1,
        }
        if change.revision:
            values |= {"the_interview": interview, "the_question": change.question}
            cursor.execute(self._statements.replace_answer, values)
        else:
            values |= {"id": new_key(), "interview": interview, "question": change.question}
            cursor.execute(self._statements.add_answer, values)

    def _save_visit(self, cursor: Cursor, save: Save, change: Change, at: str | datetime | None) -> None:
        after = _encode(change.answer).decode()
        if change.visit.is_kept:
            cursor.execute(
                self._statements.go_on_with_visit,
                {
                    "the_visit": change.visit.key, "at": at, "after": after,
                    "seconds": change.visit.time.seconds,
                },
            )  # fmt: skip
            return
        before = _encode(change.visit.before).decode()
        cursor.execute(
            self._statements.add_visit,
            {
                "id": change.visit.key, "interview": save.interview, "question": change.question,
                "at": at, "by": save.by, "before": before, "after": after,
                "seconds": change.visit.time.seconds,
            },
        )  # fmt: skip


def _statements() -> dict[str, UpdateBase]:
    interview: BindParameter[str] = bindparam("the_interview")
    question: BindParameter[str] = bindparam("the_question")
    counts = ("asked", "answered", "high", "medium", "low")
    return {
        "touch_interview": update(_INTERVIEWS)
        .where(_INTERVIEWS.c.id == interview, _INTERVIEWS.c.revision == bindparam("was"))
        .values(_given("changed_at", "at_question", "revision", *counts)),
        "keep_place": update(_INTERVIEWS).where(_INTERVIEWS.c.id == interview).values(_given("at_question")),
        "add_answer": insert(_ANSWERS),
        "replace_answer": update(_ANSWERS)
        .where(_ANSWERS.c.interview == interview, _ANSWERS.c.question == question)
        .values(_given("value", "reason", "note", "evidence", "marked", "revision", "source", "since")),
        "add_visit": insert(_HISTORY).values(
            _given("id", "interview", "question", "at", "by", "before", "after", "seconds")
        ),
        "go_on_with_visit": update(_HISTORY)
        .where(_HISTORY.c.id == bindparam("the_visit"))
        .values(_given("at", "after", "seconds")),
        "add_finding": insert(_FINDINGS),
        "remove_finding": delete(_FINDINGS).where(
            _FINDINGS.c.interview == interview, _FINDINGS.c.key == bindparam("the_key")
        ),
    }


def _given(*columns: str) -> dict[str, BindParameter[object]]:
    return {name: bindparam(name) for name in columns}
