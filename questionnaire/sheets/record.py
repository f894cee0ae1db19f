"""What an internal sheet carries besides what it shows, so that another machine can read the interview back.

Names of colleagues stand in it, and answers to questions that are no longer asked: it is for the buyer's own house.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from questionnaire.interviews.answers import Answer
from questionnaire.interviews.merging import READ, AnswerChange
from questionnaire.interviews.sharing import Shared, SharedAside, SharedFollowUp
from questionnaire.interviews.walk import Context, Walk


class RecordSupplier(Struct, frozen=True):
    """The production site, as far as another machine needs it to find or make it; `key` is the one it has here."""

    key: str
    name: str
    country: str | None = None
    address: str = ""
    os_id: str | None = None
    workers: int | None = None
    contact_role: str = ""


class SheetRecord(Struct, frozen=True):
    """The interview as it is kept: who began it (`by`), who made the sheet, all answers, and how they came about.

    `follow_ups` and `aside` are those of the supplier, of all its interviews. Of files of evidence it has name, size and
    digest, not the files.
    """

    supplier: RecordSupplier
    by: str
    made_by: str
    context: Context
    answers: dict[str, Answer]
    history: tuple[AnswerChange, ...] = ()
    follow_ups: tuple[SharedFollowUp, ...] = ()
    aside: tuple[SharedAside, ...] = ()


class _Site(Protocol):
    """What is asked of a supplier."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def address(self) -> str: ...
    @property
    def os_id(self) -> str | None: ...
    @property
    def workers(self) -> int | None: ...
    @property
    def contact_role(self) -> str: ...


class _Entry(Protocol):
    """What is asked of an entry of the history."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str: ...
    @property
    def before(self) -> Answer: ...
    @property
    def after(self) -> Answer: ...
    @property
    def seconds(self) -> int | None: ...
    @property
    def cleaned_at(self) -> datetime | None: ...
    @property
    def cleaned_by(self) -> str | None: ...


class _Interview(Protocol):
    """What is asked of an interview: it is an open interview, which this module must not know."""

    @property
    def supplier(self) -> _Site: ...
    @property
    def walk(self) -> Walk: ...
    @property
    def answers(self) -> Mapping[str, Answer]: ...
    @property
    def by(self) -> str: ...
    @property
    def begun_by(self) -> str: ...

    def history(self) -> Sequence[_Entry]: ...


def record_of(interview: _Interview, shared: Shared) -> SheetRecord:
    """The record of an interview and what is done about its supplier, as it is in the database now."""
    site = interview.supplier
    return SheetRecord(
        supplier=RecordSupplier(
            site.id, site.name, site.country, site.address, site.os_id, site.workers, site.contact_role
        ),
        by=interview.begun_by.removesuffix(READ),
        made_by=interview.by,
        context=interview.walk.context,
        answers=dict(interview.answers),
        history=tuple(change_of(entry) for entry in interview.history()),
        follow_ups=shared.follow_ups,
        aside=shared.aside,
    )


def change_of(entry: _Entry) -> AnswerChange:
    """An entry of the history as another machine reads it."""
    return AnswerChange(
        key=entry.id,
        question=entry.question,
        at=entry.at,
        by=entry.by,
        before=entry.before,
        after=entry.after,
        seconds=entry.seconds,
        cleaned_at=entry.cleaned_at,
        cleaned_by=entry.cleaned_by,
    )
