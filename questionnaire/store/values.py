"""What the store hands out: plain immutable values, never rows. Importing this costs nothing of the database."""

from datetime import datetime

from msgspec import Struct

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer


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
    """What one visit to a question changed."""

    id: str
    question: str
    at: datetime
    by: str
    before: Answer
    after: Answer


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
    """Everything kept of one interview. `content` is its release of the bank, as JSON; `findings` are their keys."""

    overview: InterviewOverview
    supplier: Supplier
    digest: str
    content: str
    revision: int
    answers: dict[str, KeptAnswer]
    findings: frozenset[str]
