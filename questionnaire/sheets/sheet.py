"""The answer sheet of one interview as plain data; as JSON it is the format other tools read.

What stands here may reach people outside the buyer's house, so it holds no name of a person: who answered is a role,
and who asked is left out (the record of an internal sheet has it). `listen_for`, which the buyer alone sees, is left
out too. A sheet for others than the buyer's own house is cut from a whole one by `cut.for_audience`: what does not go
to its audience is null or empty. Every field stands in a row of the table in `audience`.
"""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from questionnaire.banks.model import AnswerType, Reason, Respondent, Severity
from questionnaire.interviews.answers import AnswerSource, EvidenceKind, EvidenceState, Value
from questionnaire.interviews.disclosure import Figure
from questionnaire.interviews.findings import FindingKind
from questionnaire.interviews.follow_ups import FollowUpOwner, FollowUpState
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.record import SheetRecord

FORMAT = "questionnaire-sheet/1"


class SheetSupplier(Struct, frozen=True):
    """The production site: name, country (ISO 3166-1 code, and name), address, OS ID, workers on file."""

    name: str
    country: str | None = None
    country_name: str = ""
    address: str = ""
    os_id: str | None = None
    workers: int | None = None


class SheetInterview(Struct, frozen=True):
    """The conversation: its key and round, who answered (a role), its language, its times in UTC.

    `short_form` is the form for a first contact; `finished_at` is null while the interview goes on. Where round, key
    or times are not for the audience, round and key are empty and both times are null.
    """

    key: str
    round: str
    respondent: Respondent
    language: str
    short_form: bool
    started_at: datetime | None
    finished_at: datetime | None
    exported_at: datetime


class SheetBank(Struct, frozen=True):
    """The bank as it was read for this interview; sheets with one `digest` come from the very same text."""

    id: str
    version: str
    digest: str
    title: str
    publisher: str
    about: str
    languages: tuple[str, ...]


class SheetProgress(Struct, frozen=True):
    """How many questions were asked, have a value, have a reason in its place (by reason), are still open."""

    asked: int
    valued: int
    reasons: dict[Reason, int]
    open: int


class SheetEvidence(Struct, frozen=True):
    """A piece of evidence: how far it has come, and what it is. `name` is that of the file that is kept of it."""

    state: EvidenceState
    what: str
    kind: EvidenceKind | None = None
    date: str = ""
    remark: str = ""
    name: str = ""


class SheetRow(Struct, frozen=True):
    """A question that was asked and its answer.

    `number` is the place as shown, such as `2.1.3`; `depth` is 0 for a main question, 1 for its probes, and
    so on. `ask` is the question in the sheet's language; `id` names it in every language and version of the
    bank. `value` is the answer as the bank writes it: a word, a date (`2026`, `2026-05`, `2026-05-01`), a
    text, a number, or a list of words; `reason` says why there is none; both are null while the question is
    open. `shown` is the same in words. `findings` are the numbers of the findings that look at this
    question. `source` is null for what was said in the call; else `since` is the day since which it stands.
    `about_prices` is whether it is about prices, or asked because of a question that is.
    """

    number: str
    id: str
    depth: int
    ask: str
    type: AnswerType
    value: Value | None
    reason: Reason | None
    shown: str
    note: str
    evidence: tuple[SheetEvidence, ...]
    marked: bool
    findings: tuple[int, ...]
    source: AnswerSource | None = None
    since: str = ""
    about_prices: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is neither a value nor a reason."""
        return self.value is None and self.reason is None


class SheetSection(Struct, frozen=True):
    """The questions that were asked on one subject."""

    id: str
    title: str
    rows: tuple[SheetRow, ...]


class SheetFinding(Struct, frozen=True):
    """What came out, the most severe first and numbered from 1.

    `kind` is flag (an answer that needs follow-up), claim (nothing shown for it), check (answers that do not
    fit together, `check` names it) or mark (set by the buyer). `questions` are the ids it looks at and
    `where` their numbers. `follow_ups` are the numbers of those made of it, `set_aside` the reason why nothing will
    be done about it.
    """

    number: int
    kind: FindingKind
    severity: Severity
    because: str
    next_step: str
    check: str | None
    questions: tuple[str, ...]
    where: tuple[str, ...]
    about_prices: bool = False
    follow_ups: tuple[int, ...] = ()
    set_aside: str = ""


class SheetPromise(Struct, frozen=True):
    """Evidence that was promised and is still to come, with the question it belongs to."""

    number: str
    question: str
    what: str


class SheetFigure(Struct, frozen=True):
    """A number worked out from answers; figures that lack a number are left out."""

    id: str
    title: str
    value: int | float
    shown: str
    about_prices: bool = False


class SheetFollowUp(Struct, frozen=True):
    """What will be done, numbered from 1. `owner_name` is a function, where the owner is none of the three sides.

    `agreed` is whether the supplier knows of it. `finding` is the number of the finding it was made of and `where` that
    of its question, where this sheet has them.
    """

    number: int
    what: str
    owner: FollowUpOwner
    owner_name: str
    due: date | None
    state: FollowUpState
    agreed: bool = False
    severity: Severity | None = None
    round: str = ""
    where: str = ""
    finding: int | None = None


class SheetDisagreement(Struct, frozen=True):
    """That respondents of the round contradict one another on a question: never for the supplier."""

    severity: Severity
    question: str
    ask: str
    because: str
    next_step: str


class SheetToldSection(Struct, frozen=True):
    """How many questions of a section were asked, and how many answered, where that may be told."""

    id: str
    title: str
    asked: Figure
    answered: Figure | None = None


class SheetTold(Struct, frozen=True):
    """The counts that may be told to everyone: none of fewer than five, nor any from which that could be worked out.

    `answered` are those with a value. `others` are the sections too small to stand alone, taken together.
    """

    asked: Figure
    answered: Figure
    reasons: dict[Reason, Figure]
    open: Figure
    sections: tuple[SheetToldSection, ...]
    others: SheetToldSection | None
    findings: Figure
    severities: dict[Severity, Figure]


class Sheet(Struct, frozen=True):
    """The whole sheet, in `language`. `format` is raised when the meaning of a field changes.

    `record` is the interview as it is kept, so that another machine can read it back; an internal sheet alone has it.
    `told` are the counts of a sheet for everyone, which has nothing else.
    """

    format: str
    language: str
    supplier: SheetSupplier
    interview: SheetInterview
    bank: SheetBank
    progress: SheetProgress | None
    findings: tuple[SheetFinding, ...]
    promised: tuple[SheetPromise, ...]
    sections: tuple[SheetSection, ...]
    figures: tuple[SheetFigure, ...]
    record: SheetRecord | None = None
    audience: Audience = Audience.INTERNAL
    follow_ups: tuple[SheetFollowUp, ...] = ()
    disagreements: tuple[SheetDisagreement, ...] = ()
    told: SheetTold | None = None

    def rows(self) -> Iterable[SheetRow]:
        """Every question that was asked, in the order of the bank."""
        return (row for section in self.sections for row in section.rows)
