"""What the store takes and hands out: plain values, never rows. Importing this brings no database along."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from questionnaire.banks.model import Bank, Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.feedback import Told
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.timing import VisitTime
from questionnaire.interviews.walk import Context


class Supplier(Struct, frozen=True):
    """One production site. `country` is an ISO 3166-1 alpha-2 code; `contact_role` a role, never a name."""

    id: str
    name: str
    country: str | None
    address: str
    os_id: str | None
    workers: int | None
    contact_role: str
    added_at: datetime


class InterviewOverview(Struct, frozen=True):
    """One interview in a list. `supplier` is a key, `round` a name; the counts are written with every save."""

    id: str
    supplier: str
    supplier_name: str
    round: str
    bank: str
    bank_version: str
    respondent: Respondent
    language: str
    short_form: bool
    started_at: datetime
    finished_at: datetime | None
    changed_at: datetime
    by: str
    at_question: str | None
    asked: int
    answered: int
    high: int
    medium: int
    low: int


class SupplierOverview(Struct, frozen=True):
    """A supplier and its latest interview."""

    supplier: Supplier
    interview: InterviewOverview | None


class HistoryEntry(Struct, frozen=True):
    """What one visit to a question changed; with `take_over`, what the step to a newer release of the bank did.

    `seconds` is how long the question stood until its answer, None where that is not known.
    """

    id: str
    question: str
    at: datetime
    by: str
    before: Answer
    after: Answer
    take_over: str | None = None
    seconds: int | None = None


class SetAside(Struct, frozen=True):
    """An answer that was set aside when the interview went over to a newer release; `bank` is the one it was given on."""

    question: str
    answer: Answer
    bank: Bank
    at: datetime
    by: str


class DatabaseInfo(Struct, frozen=True):
    """What a database is and holds. `address` has no password; `size` is in bytes, None where unknown."""

    address: str
    kind: str
    schema: int
    size: int | None
    suppliers: int
    interviews: int
    answers: int


class KeptAnswer(Struct, frozen=True):
    """An answer as it is kept; `revision` counts its saves."""

    answer: Answer
    revision: int


class KeptInterview(Struct, frozen=True):
    """All that is kept of one interview. `bank` is its release, `revision` counts its saves, `findings` are keys."""

    overview: InterviewOverview
    context: Context
    supplier: Supplier
    bank: Bank
    digest: str
    revision: int
    answers: dict[str, KeptAnswer]
    findings: frozenset[str]


class Start(Struct, frozen=True):
    """What an interview starts with; `supplier` is a key."""

    supplier: str
    bank: Bank
    context: Context
    language: str
    by: str
    at: datetime


class Visit(Struct):
    """One visit to a question: its key in the history, the answer it found, whether the history has it yet.

    `time` is how long it took until the last change.
    """

    key: str
    before: Answer
    time: VisitTime
    is_kept: bool = False


class Change(Struct, frozen=True):
    """One answer to be saved; `revision` is that of the answer it replaces, 0 where there is none."""

    question: str
    answer: Answer
    revision: int
    visit: Visit


class Save(Struct, frozen=True):
    """All that one save writes; `revision` is that of the interview it was worked out from."""

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


class TakeOver(Struct, frozen=True):
    """All that the step of an interview to another release writes.

    `revision` is that of the interview it was worked out from. `renamed` are the answers that go by another id now: new
    id to the id before; `set_aside` those that do not come along; `gone` every question whose row leaves the answers.
    """

    interview: str
    revision: int
    bank: Bank
    language: str
    at_question: str | None
    at: datetime
    by: str
    asked: int
    answered: int
    high: int
    medium: int
    low: int
    renamed: dict[str, str]
    answers: dict[str, Answer]
    set_aside: dict[str, Answer]
    gone: Sequence[str]
    findings: Sequence[Finding]


class UsedInterview(Struct, frozen=True):
    """One interview as feedback on its bank looks at it; `release` is a key, `seconds` are by question."""

    release: str
    context: Context
    is_finished: bool
    answers: dict[str, Answer]
    seconds: dict[str, int]
    problems: tuple[Told, ...]


class BankUse(Struct, frozen=True):
    """What is kept of the use of a bank: its releases by key, its interviews, and the names no remark may hold."""

    releases: dict[str, Bank]
    interviews: tuple[UsedInterview, ...]
    names: frozenset[str]


class OutdatedError(Exception):
    """Another window has saved something of the interview in the meantime. Never leaves the program."""
