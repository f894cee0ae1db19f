"""The answer sheet of one interview as plain data; as JSON it is the format other tools read.

Whatever stands here may reach people outside the buyer's house, so it holds no name of a person: who
answered is a role, and who asked is left out. `listen_for`, which the buyer alone sees, is left out too.
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import AnswerType, Bank, FigureKind, Reason, Respondent, Severity, Text
from questionnaire.errors import SheetError
from questionnaire.interviews.answers import (
    OPEN,
    REASON_LABELS,
    Answer,
    EvidenceState,
    Value,
    number_as_shown,
    value_as_shown,
)
from questionnaire.interviews.findings import Finding, FindingKind, by_severity
from questionnaire.interviews.walk import Answers, Step, Walk, figures_of
from questionnaire.text import clean, one_line
from questionnaire.translation import _, speaking

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

    `short_form` is the form for a first contact; `finished_at` is null while the interview goes on.
    """

    key: str
    round: str
    respondent: Respondent
    language: str
    short_form: bool
    started_at: datetime
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
    """A piece of evidence: how far it has come, and what it is."""

    state: EvidenceState
    what: str


class SheetRow(Struct, frozen=True):
    """A question that was asked and its answer.

    `number` is the place as shown, such as `2.1.3`; `depth` is 0 for a main question, 1 for its probes, and
    so on. `ask` is the question in the sheet's language; `id` names it in every language and version of the
    bank. `value` is the answer as the bank writes it: a word, a date (`2026`, `2026-05`, `2026-05-01`), a
    text, a number, or a list of words; `reason` says why there is none; both are null while the question is
    open. `shown` is the same in words. `findings` are the numbers of the findings that look at this
    question.
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
    `where` their numbers.
    """

    number: int
    kind: FindingKind
    severity: Severity
    because: str
    next_step: str
    check: str | None
    questions: tuple[str, ...]
    where: tuple[str, ...]


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


class Sheet(Struct, frozen=True):
    """The whole sheet, in `language`. `format` is raised when the meaning of a field changes."""

    format: str
    language: str
    supplier: SheetSupplier
    interview: SheetInterview
    bank: SheetBank
    progress: SheetProgress
    findings: tuple[SheetFinding, ...]
    promised: tuple[SheetPromise, ...]
    sections: tuple[SheetSection, ...]
    figures: tuple[SheetFigure, ...]

    def rows(self) -> Iterable[SheetRow]:
        """Every question that was asked, in the order of the bank."""
        return (row for section in self.sections for row in section.rows)


def sheet_of(
    walk: Walk,
    answers: Answers,
    findings: tuple[Finding, ...],
    *,
    supplier: SheetSupplier,
    interview: SheetInterview,
    digest: str,
    language: str | None = None,
) -> Sheet:
    """The sheet of an interview, in one of the bank's languages (its own where none is given).

    Answers whose question is not asked any more are left out. Raises `SheetError` for a language the bank
    does not have.
    """
    chosen = language or interview.language
    if chosen not in walk.bank.languages:
        message = _("The questions do not exist in the language '{language}'.").format(
            language=one_line(chosen)[:40]
        )
        raise SheetError(message, _("Use one of: {known}.").format(known=", ".join(walk.bank.languages)))
    with speaking(chosen):
        return _Maker(walk, answers, chosen).sheet(findings, supplier, interview, digest)


class _Maker:
    """Makes the parts of a sheet in one language; every text is cleaned once more, wherever it came from."""

    def __init__(self, walk: Walk, answers: Answers, language: str) -> None:
        self.bank: Bank = walk.bank
        self.walk = walk
        self.answers = answers
        self.language = language
        self.asked = walk.asked(answers)
        self.numbers = {step.question.id: step.number for step in self.asked}

    def sheet(
        self, findings: tuple[Finding, ...], supplier: SheetSupplier, interview: SheetInterview, digest: str
    ) -> Sheet:
        numbered = tuple(
            self._finding(number, finding) for number, finding in enumerate(by_severity(findings), 1)
        )
        sections = tuple(self._sections(numbered))
        return Sheet(
            format=FORMAT,
            language=self.language,
            supplier=_cleaned(supplier),
            interview=replace(interview, round=one_line(interview.round)),
            bank=self._bank(digest),
            progress=self._progress(),
            findings=numbered,
            promised=tuple(_promises(sections)),
            sections=sections,
            figures=tuple(self._figures()),
        )

    def _said(self, text: Text) -> str:
        """A text of the bank, or of the tool itself where the bank has languages the tool has not."""
        return clean(self.bank.in_language(text, self.language) or text.get("en", ""))

    def _bank(self, digest: str) -> SheetBank:
        bank = self.bank
        about = self._said(bank.about)
        return SheetBank(
            bank.id,
            bank.version,
            digest,
            self._said(bank.title),
            clean(bank.publisher),
            about,
            bank.languages,
        )

    def _progress(self) -> SheetProgress:
        progress = self.walk.progress(self.answers)
        return SheetProgress(progress.asked, progress.valued, progress.reasons, progress.open)

    def _sections(self, findings: tuple[SheetFinding, ...]) -> Iterable[SheetSection]:
        for section in self.bank.sections:
            rows = tuple(self._row(step, findings) for step in self.asked if step.section.id == section.id)
            if rows:
                yield SheetSection(section.id, self._said(section.title), rows)

    def _row(self, step: Step, findings: tuple[SheetFinding, ...]) -> SheetRow:
        question = step.question
        answer = self.answers.get(question.id, OPEN)
        return SheetRow(
            number=step.number,
            id=question.id,
            depth=step.depth,
            ask=self._said(question.ask),
            type=question.answer,
            value=_cleaned_value(answer.value),
            reason=answer.reason,
            shown=self._shown(step, answer),
            note=clean(answer.note),
            evidence=tuple(SheetEvidence(piece.state, one_line(piece.what)) for piece in answer.evidence),
            marked=answer.marked,
            findings=tuple(finding.number for finding in findings if question.id in finding.questions),
        )

    def _shown(self, step: Step, answer: Answer) -> str:
        if answer.reason is not None:
            return _(REASON_LABELS[answer.reason])
        if answer.value is None:
            return _("open")
        return clean(value_as_shown(self.bank, step.question, answer.value, self.language))

    def _finding(self, number: int, finding: Finding) -> SheetFinding:
        questions = tuple(name for name in finding.questions if name in self.numbers)
        return SheetFinding(
            number=number,
            kind=finding.kind,
            severity=finding.severity,
            because=self._said(finding.because),
            next_step=self._said(finding.next_step),
            check=finding.check,
            questions=questions,
            where=tuple(self.numbers[name] for name in questions),
        )

    def _figures(self) -> Iterable[SheetFigure]:
        figures = {figure.id: figure for figure in self.bank.figures}
        for name, value in figures_of(self.walk, self.answers):
            if value is not None:
                sign = "%" if figures[name].kind is FigureKind.PERCENT else ""
                yield SheetFigure(
                    name, self._said(figures[name].title), value, f"{number_as_shown(value)}{sign}"
                )


def _promises(sections: tuple[SheetSection, ...]) -> Iterable[SheetPromise]:
    for section in sections:
        for row in section.rows:
            for piece in row.evidence:
                if piece.state is EvidenceState.PROMISED:
                    yield SheetPromise(row.number, row.id, piece.what)


def _cleaned(supplier: SheetSupplier) -> SheetSupplier:
    return replace(
        supplier,
        name=one_line(supplier.name),
        country=one_line(supplier.country or "") or None,
        country_name=one_line(supplier.country_name),
        address=clean(supplier.address),
        os_id=one_line(supplier.os_id or "") or None,
    )


def _cleaned_value(value: Value | None) -> Value | None:
    if isinstance(value, tuple):
        return tuple(clean(word) for word in value)
    return clean(value) if isinstance(value, str) else value
