"""The tables. What may be in a row is settled before it is written, and no row leaves the store.

No `from __future__ import annotations` here: SQLModel reads the annotations.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, Text, UniqueConstraint
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, in UTC: text with its zone on SQLite, `timestamptz` elsewhere."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on this engine."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | datetime | None:
        """What is written; raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: str | datetime | None, dialect: Dialect) -> datetime | None:
        """What is read."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


class Table(SQLModel):
    """What the tables share: names for every constraint, so that each can be altered later."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class SupplierRow(Table, table=True):
    """A production site."""

    __tablename__ = "supplier"

    id: str = Field(primary_key=True)
    name: str
    country: str | None
    address: str = Field(sa_type=Text)
    os_id: str | None
    workers: int | None
    contact_role: str
    added_at: datetime = Field(sa_type=UtcTime)


class RoundRow(Table, table=True):
    """One due-diligence cycle with a supplier; open while `closed_at` is empty."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("supplier", "name"),)

    id: str = Field(primary_key=True)
    supplier: str = Field(foreign_key="supplier.id")
    name: str
    opened_at: datetime = Field(sa_type=UtcTime)
    closed_at: datetime | None = Field(sa_type=UtcTime)


class ReleaseRow(Table, table=True):
    """A bank version as it was read; `content` is the whole bank as JSON, `digest` the SHA-256 of it."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("bank", "version"),)

    id: str = Field(primary_key=True)
    bank: str
    version: str
    digest: str
    content: str = Field(sa_type=Text)
    read_at: datetime = Field(sa_type=UtcTime)


class InterviewRow(Table, table=True):
    """One conversation. `context` is what conditions look at besides answers, as JSON, as it was at the start.

    `revision` counts its saves; the counts at the end are a projection of its answers.
    """

    __tablename__ = "interview"

    id: str = Field(primary_key=True)
    round: str = Field(foreign_key="round.id", index=True)
    release: str = Field(foreign_key="release.id")
    respondent: str
    language: str
    short_form: bool
    context: str
    started_at: datetime = Field(sa_type=UtcTime)
    finished_at: datetime | None = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    by: str
    at_question: str | None
    revision: int
    asked: int
    answered: int
    high: int
    medium: int
    low: int


class AnswerRow(Table, table=True):
    """What is kept for one question: the value and the pieces of evidence as JSON.

    `source` and `since` say how it came, where it was not said in the call: see `interviews.answers`.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("interview", "question"),)

    id: str = Field(primary_key=True)
    interview: str = Field(foreign_key="interview.id")
    question: str
    value: str | None = Field(sa_type=Text)
    reason: str | None
    note: str = Field(sa_type=Text)
    evidence: str = Field(sa_type=Text)
    marked: bool
    revision: int
    source: str | None = None
    since: str | None = None


class TakeOverRow(Table, table=True):
    """That an interview went over from one release of its bank to another."""

    __tablename__ = "take_over"

    id: str = Field(primary_key=True)
    interview: str = Field(foreign_key="interview.id", index=True)
    before: str = Field(foreign_key="release.id")
    after: str = Field(foreign_key="release.id")
    at: datetime = Field(sa_type=UtcTime)
    by: str


class SetAsideRow(Table, table=True):
    """An answer that a newer release has no place for, as JSON. Never removed."""

    __tablename__ = "set_aside"

    id: str = Field(primary_key=True)
    take_over: str = Field(foreign_key="take_over.id", index=True)
    question: str
    answer: str = Field(sa_type=Text)


class HistoryRow(Table, table=True):
    """What one visit to a question changed, or one take-over; `before` and `after` are answers as JSON. Never removed.

    `seconds` is how long the question stood until its answer, empty where that is not known. Where `cleaned_at` stands,
    what was said was taken out of `before` and `after`: all that is left is that there was something.
    """

    __tablename__ = "history"

    id: str = Field(primary_key=True)
    interview: str = Field(foreign_key="interview.id", index=True)
    question: str
    at: datetime = Field(sa_type=UtcTime)
    by: str
    before: str = Field(sa_type=Text)
    after: str = Field(sa_type=Text)
    take_over: str | None = Field(foreign_key="take_over.id")
    seconds: int | None
    cleaned_at: datetime | None = Field(default=None, sa_type=UtcTime)
    cleaned_by: str | None = None


class FindingRow(Table, table=True):
    """A finding, a projection of the answers: it can be worked out again from them."""

    __tablename__ = "finding"

    interview: str = Field(foreign_key="interview.id", primary_key=True)
    key: str = Field(primary_key=True)
    kind: str
    severity: str
    question: str | None
    check_id: str | None


class ProblemRow(Table, table=True):
    """That a question did not work in an interview, and why. About the question; removed when it is taken back."""

    __tablename__ = "problem"

    id: str = Field(primary_key=True)
    interview: str = Field(foreign_key="interview.id", index=True)
    question: str
    kind: str
    remark: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=UtcTime)
    by: str


class FollowUpRow(Table, table=True):
    """What will be done about a finding, or about something promised. `due` is a day; `state` that of its last event.

    `interview` and `finding` say where it came from, and are empty where it came from no single interview or no
    finding. `agreed` is whether the supplier knows of it.
    """

    __tablename__ = "follow_up"

    id: str = Field(primary_key=True)
    supplier: str = Field(foreign_key="supplier.id", index=True)
    round: str = Field(foreign_key="round.id")
    interview: str | None = Field(foreign_key="interview.id")
    finding: str | None
    question: str | None
    severity: str | None
    what: str = Field(sa_type=Text)
    owner: str
    owner_name: str
    due: str | None
    agreed: bool
    state: str
    added_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    by: str


class FollowUpEventRow(Table, table=True):
    """A state that a follow-up was put in, with a remark. Never removed."""

    __tablename__ = "follow_up_event"

    id: str = Field(primary_key=True)
    follow_up: str = Field(foreign_key="follow_up.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    by: str
    state: str
    remark: str = Field(sa_type=Text)


class FindingSetAsideRow(Table, table=True):
    """That nothing will be done about a finding, and why. Never removed; `ended_at` is when it was taken up again."""

    __tablename__ = "finding_set_aside"

    id: str = Field(primary_key=True)
    round: str = Field(foreign_key="round.id", index=True)
    interview: str | None = Field(foreign_key="interview.id")
    finding: str
    reason: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=UtcTime)
    by: str
    ended_at: datetime | None = Field(sa_type=UtcTime)


class ExportRow(Table, table=True):
    """That something was handed out: who did it, when, what, for whom. `digest` is the SHA-256 of the file."""

    __tablename__ = "export"

    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    by: str
    supplier: str = Field(foreign_key="supplier.id", index=True)
    interview: str | None = Field(foreign_key="interview.id")
    what: str
    audience: str
    language: str
    file: str
    digest: str


class ConflictRow(Table, table=True):
    """Another answer to a question, which came with a sheet that was read in. Never removed.

    `theirs` is it as JSON, with the changes that led to it; `digest` is that of the answer as it was read.
    `settled` is which of the two stays, `ours` or `theirs`, and empty while nobody has decided.
    """

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("interview", "question", "digest"),)

    id: str = Field(primary_key=True)
    interview: str = Field(foreign_key="interview.id")
    question: str
    theirs: str = Field(sa_type=Text)
    digest: str
    origin: str
    at: datetime = Field(sa_type=UtcTime)
    by: str
    settled: str | None
    settled_at: datetime | None = Field(sa_type=UtcTime)
    settled_by: str | None


class SchemaVersionRow(Table, table=True):
    """Each version of the tables this database has had, and since when."""

    __tablename__ = "schema_version"

    version: int = Field(primary_key=True)
    applied_at: datetime = Field(sa_type=UtcTime)


TABLES = Table.metadata.tables
"""The tables by name, for statements."""
