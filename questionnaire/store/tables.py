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
    """What is kept for one question: the value and the pieces of evidence as JSON."""

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

    `seconds` is how long the question stood until its answer, empty where that is not known.
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


class SchemaVersionRow(Table, table=True):
    """Each version of the tables this database has had, and since when."""

    __tablename__ = "schema_version"

    version: int = Field(primary_key=True)
    applied_at: datetime = Field(sa_type=UtcTime)


TABLES = Table.metadata.tables
"""The tables by name, for statements."""
