"""What the store takes and hands out: plain values, never rows. Importing this brings no database along."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from questionnaire.banks.model import Bank, Respondent
from questionnaire.interviews.answers import Answer, Evidence
from questionnaire.interviews.feedback import Told
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.follow_ups import DueCount, FollowUpState
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


class Round(Struct, frozen=True):
    """One due-diligence cycle with a supplier (a key); open while `closed_at` is None. `interviews` is how many it holds."""

    id: str
    supplier: str
    name: str
    opened_at: datetime
    closed_at: datetime | None
    interviews: int


class HeldBank(Struct, frozen=True):
    """A bank as it is asked; `release` is the key it is kept under, None where it is not yet."""

    release: str | None
    bank: Bank


class SupplierOverview(Struct, frozen=True):
    """A supplier and its latest interview; `unfinished` is how many of that round go on, `due` what is to be followed up."""

    supplier: Supplier
    interview: InterviewOverview | None
    unfinished: int = 0
    due: DueCount = DueCount()


class HistoryEntry(Struct, frozen=True):
    """What one visit to a question changed; with `take_over`, what the step to a newer release of the bank did.

    `seconds` is how long the question stood until its answer, None where that is not known. Where `cleaned_at` stands,
    what was said was taken out of it.
    """

    id: str
    question: str
    at: datetime
    by: str
    before: Answer
    after: Answer
    take_over: str | None = None
    seconds: int | None = None
    cleaned_at: datetime | None = None
    cleaned_by: str | None = None


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


class Origin(Struct, frozen=True):
    """Where a follow-up belongs: keys of supplier and round, and of the interview where it came from one."""

    supplier: str
    round: str
    interview: str | None = None
    respondent: Respondent | None = None


class Awaited(Struct, frozen=True):
    """An open follow-up of an interview that an answer may end, by its keys; `question` as it was called when it was made."""

    id: str
    finding: str
    question: str
    state: FollowUpState


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
    awaited: tuple[Awaited, ...] = ()


class Start(Struct, frozen=True):
    """What an interview starts with; `supplier` is a key.

    `release` is the key of the bank where it is kept already. With `new_round` a round is opened first: `round_name`
    is its name, empty where it is to be made from the year.
    """

    supplier: str
    bank: Bank
    context: Context
    language: str
    by: str
    at: datetime
    release: str | None = None
    new_round: bool = False
    round_name: str = ""


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
    `context` is that of the interview, with the ids of the newer release.
    """

    interview: str
    revision: int
    bank: Bank
    context: Context
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


class OfferedPiece(Struct, frozen=True):
    """A piece of evidence kept with an answer now. `supplier` and `interview` are keys, `number` its place from 1."""

    supplier: str
    supplier_name: str
    round: str
    interview: str
    respondent: Respondent
    question: str
    number: int
    piece: Evidence


class NamedFile(Struct, frozen=True):
    """A piece of evidence with a file; `is_current` where the answer has it now, and not only its history."""

    supplier_name: str
    interview: str
    question: str
    piece: Evidence
    is_current: bool


class Export(Struct, frozen=True):
    """That something was handed out. `file` is its name alone, `digest` its SHA-256.

    `what` is what it was, such as `answer-sheet`; `audience` who it was made for.
    """

    id: str
    at: datetime
    by: str
    supplier: str
    supplier_name: str
    interview: str | None
    what: str
    audience: str
    language: str
    file: str
    digest: str


class OutdatedError(Exception):
    """Another window has saved something of the interview in the meantime. Never leaves the program."""
