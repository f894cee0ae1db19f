"""Making the whole answer sheet of an interview: what was asked and answered, what came out, what was done about it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.conditions import names_in
from questionnaire.banks.model import Bank, FigureKind, Text
from questionnaire.errors import SheetError
from questionnaire.interviews.answers import (
    OPEN,
    REASON_LABELS,
    Answer,
    Evidence,
    EvidenceState,
    Value,
    number_as_shown,
    value_as_shown,
)
from questionnaire.interviews.findings import Finding, FindingKind, by_severity
from questionnaire.interviews.follow_ups import FollowUp, FollowUpOwner
from questionnaire.interviews.walk import Answers, Step, Walk, figures_of
from questionnaire.sheets.record import SheetRecord
from questionnaire.sheets.sheet import (
    FORMAT,
    Sheet,
    SheetBank,
    SheetDisagreement,
    SheetEvidence,
    SheetFigure,
    SheetFinding,
    SheetFollowUp,
    SheetInterview,
    SheetProgress,
    SheetPromise,
    SheetRow,
    SheetSection,
    SheetSupplier,
)
from questionnaire.text import clean, one_line
from questionnaire.translation import _, speaking


class AfterCall(Struct, frozen=True):
    """What was done besides asking. `aside` are the reasons why nothing will be done, by the key of the finding."""

    follow_ups: tuple[FollowUp, ...] = ()
    aside: dict[str, str] = {}
    disagreements: tuple[tuple[Bank, Finding], ...] = ()
    record: SheetRecord | None = None


def sheet_of(
    walk: Walk,
    answers: Answers,
    findings: tuple[Finding, ...],
    *,
    supplier: SheetSupplier,
    interview: SheetInterview,
    digest: str,
    language: str | None = None,
    after: AfterCall | None = None,
) -> Sheet:
    """The whole sheet of an interview, in one of the bank's languages (its own where none is given).

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
        maker = _Maker(walk, answers, chosen, interview.key, after or AfterCall())
        return maker.sheet(findings, supplier, interview, digest)


def agreed_follow_ups(follow_ups: Sequence[FollowUp]) -> tuple[FollowUp, ...]:
    """Those the supplier knows of, the first due first; neither order nor number tells of the others."""
    agreed = [one for one in follow_ups if one.agreed and not one.is_confidential]
    return tuple(sorted(agreed, key=lambda one: (group_of(one), one.due or date.max, one.what)))


def group_of(follow_up: FollowUp) -> int:
    """Its place on a sheet: what the brand promised, what else was agreed, the rest."""
    if not follow_up.agreed or follow_up.is_confidential:
        return 2
    return int(follow_up.owner.kind is not FollowUpOwner.BRAND)


class _Maker:
    """Makes the parts of a sheet in one language; every text is cleaned once more, wherever it came from."""

    def __init__(self, walk: Walk, answers: Answers, language: str, interview: str, after: AfterCall) -> None:
        self.bank: Bank = walk.bank
        self.walk = walk
        self.answers = answers
        self.language = language
        self.interview = interview
        self.after = after
        self.asked = walk.asked(answers)
        self.numbers = {step.question.id: step.number for step in self.asked}
        self.about_prices = _about_prices(walk)

    def sheet(
        self, findings: tuple[Finding, ...], supplier: SheetSupplier, interview: SheetInterview, digest: str
    ) -> Sheet:
        ordered = by_severity(findings)
        numbers = {finding.key: number for number, finding in enumerate(ordered, 1)}
        numbered = tuple(self._finding(numbers[finding.key], finding) for finding in ordered)
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
            record=self.after.record,
            follow_ups=tuple(self._follow_ups(numbers)),
            disagreements=tuple(self._disagreement(*pair) for pair in self.after.disagreements),
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
            evidence=tuple(map(_evidence, answer.evidence)),
            marked=answer.marked,
            findings=tuple(finding.number for finding in findings if question.id in finding.questions),
            source=answer.source,
            since=one_line(answer.since),
            about_prices=question.id in self.about_prices,
        )

    def _shown(self, step: Step, answer: Answer) -> str:
        if answer.reason is not None:
            return _(REASON_LABELS[answer.reason])
        if answer.value is None:
            return _("open")
        return clean(value_as_shown(self.bank, step.question, answer.value, self.language))

    def _finding(self, number: int, finding: Finding) -> SheetFinding:
        questions = tuple(name for name in finding.questions if name in self.numbers)
        made = (place for place, one in enumerate(self.after.follow_ups, 1) if self._is_of(one, finding))
        return SheetFinding(
            number=number,
            kind=finding.kind,
            severity=finding.severity,
            because=self._said(finding.because),
            next_step=self._said(finding.next_step),
            check=finding.check,
            questions=questions,
            where=tuple(self.numbers[name] for name in questions),
            about_prices=not self.about_prices.isdisjoint(self._looked_at(finding)),
            follow_ups=tuple(made),
            set_aside=one_line(self.after.aside.get(finding.key, "")),
        )

    def _looked_at(self, finding: Finding) -> set[str]:
        """Everything that the rule behind a finding looks at, questions that are not asked included."""
        names = {*finding.questions, finding.question or ""}
        if finding.check is not None:
            rules = [check.when for check in self.bank.checks if check.id == finding.check]
        else:
            step = self.walk.steps.get(finding.question or "")
            place = finding.key.rpartition(":")[2]
            flags = step.question.flags if step is not None and finding.kind is not FindingKind.MARK else ()
            rules = [flag.when for number, flag in enumerate(flags, 1) if str(number) == place]
        return names.union(*(names_in(rule) for rule in rules))

    def _is_of(self, follow_up: FollowUp, finding: Finding) -> bool:
        return follow_up.interview == self.interview and follow_up.finding == finding.key

    def _follow_ups(self, numbers: Mapping[str, int]) -> Iterable[SheetFollowUp]:
        for number, one in enumerate(self.after.follow_ups, 1):
            is_here = one.interview == self.interview
            yield SheetFollowUp(
                number=number,
                what=one_line(one.what),
                owner=one.owner.kind,
                owner_name=one_line(one.owner.name),
                due=one.due,
                state=one.state,
                agreed=one.agreed and not one.is_confidential,
                severity=one.severity,
                round=one_line(one.round_name),
                where=self.numbers.get(one.question or "", "") if is_here else "",
                finding=numbers.get(one.finding or "") if is_here else None,
            )

    def _disagreement(self, bank: Bank, finding: Finding) -> SheetDisagreement:
        asked = {question.id: question.ask for question in bank.questions()}
        spoken = {"en": "", **asked.get(finding.question or "", {})}
        return SheetDisagreement(
            severity=finding.severity,
            question=finding.question or "",
            ask=clean(bank.in_language(spoken, self.language)),
            because=clean(finding.because.get(self.language) or finding.because.get("en", "")),
            next_step=clean(finding.next_step.get(self.language) or finding.next_step.get("en", "")),
        )

    def _figures(self) -> Iterable[SheetFigure]:
        figures = {figure.id: figure for figure in self.bank.figures}
        for name, value in figures_of(self.walk, self.answers):
            if value is not None:
                sign = "%" if figures[name].kind is FigureKind.PERCENT else ""
                yield SheetFigure(
                    name,
                    self._said(figures[name].title),
                    value,
                    f"{number_as_shown(value)}{sign}",
                    name in self.about_prices,
                )


def _about_prices(walk: Walk) -> set[str]:
    """The questions and figures about prices: marked so, hanging on one that is, or asked or worked out because of one."""
    found = {name for name, step in walk.steps.items() if step.question.about_prices}
    behind = {name: {*gate.looks_at, gate.parent} for name, gate in walk.gates.items()}
    behind |= {figure.id: set(figure.of) for figure in walk.bank.figures}
    while reached := {name for name, names in behind.items() if name not in found and names & found}:
        found |= reached
    return found


def _evidence(piece: Evidence) -> SheetEvidence:
    return SheetEvidence(
        piece.state,
        one_line(piece.what),
        piece.kind,
        one_line(piece.date),
        clean(piece.remark),
        one_line(piece.name),
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
