"""What the store takes to bring another machine's work in, and how it hands out conflicts. Brings no database along."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from questionnaire.banks.model import Bank
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.merging import AnswerChange
from questionnaire.interviews.sharing import MetAside, MetFollowUp
from questionnaire.interviews.walk import Context
from questionnaire.store.values import Supplier


class Theirs(Answer, frozen=True, omit_defaults=True):
    """Another answer to a question, which came with a sheet, with all the changes that led to it there."""

    changes: tuple[AnswerChange, ...] = ()

    @property
    def answer(self) -> Answer:
        """The answer alone."""
        return Answer(self.value, self.reason, self.note, self.evidence, self.marked, self.source, self.since)


def theirs_of(answer: Answer, changes: tuple[AnswerChange, ...]) -> Theirs:
    """An answer with the changes that led to it."""
    return Theirs(
        answer.value,
        answer.reason,
        answer.note,
        answer.evidence,
        answer.marked,
        answer.source,
        answer.since,
        changes,
    )


class NewConflict(Struct, frozen=True):
    """That both sides have an answer of their own to a question; `origin` is who gave theirs."""

    question: str
    theirs: Theirs
    origin: str


class Conflict(Struct, frozen=True):
    """A conflict as it is kept: both sides, whose the other is and when it came, and which stays: `ours` or `theirs`.

    `ours` is the answer in force now, or the one that was when it was decided. `said_at` is when theirs was given, None
    where the sheet did not say; `digest` is that of theirs as it was read, whatever was cleaned of it since.
    """

    id: str
    interview: str
    question: str
    ours: Answer
    theirs: Theirs
    origin: str
    said_at: datetime | None
    digest: str
    read_at: datetime
    read_by: str
    kept: str | None
    settled_at: datetime | None
    settled_by: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet, and the two still differ."""
        return self.kept is None and self.ours != self.theirs.answer


class BroughtInterview(Struct, frozen=True):
    """An interview that is new here, with the key it has there; `by` is who began it, as `read_by` says it."""

    bank: Bank
    context: Context
    language: str
    started_at: datetime
    by: str


class Counts(Struct, frozen=True):
    """The counts that stand with an interview."""

    asked: int = 0
    answered: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0


class SharedMerge(Struct, frozen=True):
    """The follow-ups and the findings set aside of which a sheet brings something that is not here."""

    follow_ups: Sequence[MetFollowUp] = ()
    aside: Sequence[MetAside] = ()

    @property
    def writes(self) -> bool:
        """Whether there is anything of that."""
        return bool(self.follow_ups or self.aside)


class Merge(Struct, frozen=True):
    """All that reading a sheet, or settling a conflict, writes to one interview.

    `revision` is that of the interview it was worked out from. `new` is the interview where it is not here yet, then in
    `round_name` of `supplier`, which is made where it is missing. `answers` come in place of those here; `added` are
    entries of the history that are not known here, or not as far; `settled` says by key of a conflict which side stays.
    """

    interview: str
    revision: int
    at: datetime
    by: str
    answers: Mapping[str, Answer]
    added: Sequence[AnswerChange]
    conflicts: Sequence[NewConflict] = ()
    settled: Mapping[str, str] = {}
    finished_at: datetime | None = None
    counts: Counts = Counts()
    findings: Sequence[Finding] = ()
    new: BroughtInterview | None = None
    supplier: Supplier | None = None
    is_new_supplier: bool = False
    round_name: str = ""
    shared: SharedMerge = SharedMerge()

    @property
    def writes_answers(self) -> bool:
        """Whether what the interview shows changes by it."""
        return bool(self.answers) or self.finished_at is not None
