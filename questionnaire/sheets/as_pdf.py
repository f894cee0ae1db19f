"""The sheet as a PDF to print or send: A4, tagged for screen readers, every script that the machine has a font for."""

from collections.abc import Iterable
from datetime import UTC

from msgspec.structs import replace

from questionnaire.banks.model import AnswerType, Severity
from questionnaire.sheets import words
from questionnaire.sheets.fonts import Missing
from questionnaire.sheets.pdf_paper import Cell, Front, Line, PaperMaker, Part, apart
from questionnaire.sheets.sheet import Sheet, SheetFinding, SheetFollowUp, SheetRow
from questionnaire.translation import _, speaking

MARKS = {Severity.HIGH: "!! ", Severity.MEDIUM: "! ", Severity.LOW: ""}


def render(sheet: Sheet) -> bytes:
    """The PDF; the same sheet gives the same bytes with the same fonts. Raises `SheetError`."""
    made = sheet.interview.exported_at.astimezone(UTC)
    return _Writer(sheet).paper.pdf(int(made.timestamp()))


def missing_characters(sheet: Sheet) -> tuple[Missing, ...]:
    """The characters of a sheet that no font of this machine has; `fonts.missing_line` says so in words."""
    with speaking(sheet.language):
        return _Writer(sheet).paper.missing


class _Writer:
    """Puts one sheet on paper."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.headings = words.headings()
        self.paper = PaperMaker(sheet.language)
        self._places = {row.number for row in sheet.rows()}
        self.paper.finish(self._front(), list(self._parts()))

    def _front(self) -> Front:
        sheet, line = self.sheet, self.paper.line
        title, whom, name = words.title_of(sheet), words.for_whom(sheet), sheet.interview.round
        return Front(
            title=line(title),
            kind=line(sheet.bank.title, "faint"),
            for_whom=line(whom, "strong"),
            header=line(title),
            subheader=line(_("round {round}").format(round=name) if name else ""),
            footer=line(whom),
            caution=self.paper.lines(words.caution(sheet)),
            facts=self.paper.pairs(words.facts(sheet)),
        )

    def _parts(self) -> Iterable[Part]:
        sheet, paper, headings = self.sheet, self.paper, self.headings
        said = [paper.line(sentence) for sentence in words.statement(sheet)]
        yield Part("lines", paper.line(headings["statement"]), lines=said)
        yield Part("counts", paper.line(headings["progress"]), pairs=paper.pairs(words.progress(sheet)))
        if sheet.told is not None:
            yield self._told()
        yield from self._findings()
        yield from self._disagreements()
        yield from self._follow_ups()
        yield from self._promised()
        yield from self._answers()
        if sheet.figures:
            figures = paper.pairs((figure.title, figure.shown) for figure in sheet.figures)
            yield Part("pairs", paper.line(headings["figures"]), pairs=figures)
        yield Part("lines", paper.line(headings["about"]), lines=paper.lines(sheet.bank.about))
        yield Part("pairs", pairs=paper.pairs(words.keys(sheet), "whole"))

    def _told(self) -> Part:
        head = [self.headings["section"], self.headings["asked"], self.headings["answered"]]
        rows = [list(map(self.paper.cell, row)) for row in words.told_sections(self.sheet)]
        return Part("table", widths=(3, 1, 1), head=head, rows=rows)

    def _findings(self) -> Iterable[Part]:
        sheet, paper, headings = self.sheet, self.paper, self.headings
        if sheet.told is None and not words.has(sheet, "findings"):
            return
        heading = paper.line(headings["findings"])
        if sheet.told is None and not sheet.findings:
            yield Part("lines", heading, lines=[paper.line(headings["no_findings"])])
            return
        yield Part("counts", heading, pairs=paper.pairs(words.severities(sheet)))
        if sheet.findings:
            head = [headings["finding"], headings["because"], headings["questions"]]
            rows = list(map(self._finding, sheet.findings))
            yield Part("table", widths=(0, 1, 0), head=head, rows=rows)

    def _finding(self, finding: SheetFinding) -> list[Cell]:
        paper = self.paper
        text = [
            *paper.lines(finding.because),
            *paper.lines(finding.next_step, label=self.headings["next_step"]),
            *paper.lines(words.handling_line(finding), "faint"),
            paper.line(_(words.KIND_LABELS[finding.kind]), "faint"),
        ]
        where = [self._to_question(number) for number in finding.where]
        return [
            Cell([self._severity(f"{finding.number}. ", finding.severity)], f"finding-{finding.number}"),
            Cell(text),
            Cell(where or paper.lines(finding.check or "", "faint")),
        ]

    def _disagreements(self) -> Iterable[Part]:
        headings, paper = self.headings, self.paper
        if not self.sheet.disagreements:
            return
        rows = [
            [
                Cell([self._severity("", one.severity)]),
                Cell(
                    [
                        *paper.lines(one.ask, "strong"),
                        *paper.lines(one.because),
                        *paper.lines(one.next_step, label=headings["next_step"]),
                    ]
                ),
            ]
            for one in self.sheet.disagreements
        ]
        head = [headings["finding"], headings["because"]]
        yield Part("table", paper.line(headings["disagreements"]), widths=(0, 1), head=head, rows=rows)

    def _follow_ups(self) -> Iterable[Part]:
        headings = self.headings
        head = ["", headings["what"], headings["owner"], headings["due"], headings["state"]]
        for heading, follow_ups in words.follow_up_parts(self.sheet):
            rows = list(map(self._follow_up, follow_ups))
            yield Part("table", self.paper.line(heading), widths=(0, 1, 0, 0, 0), head=head, rows=rows)

    def _follow_up(self, follow_up: SheetFollowUp) -> list[Cell]:
        paper = self.paper
        what = [
            *paper.lines(follow_up.what),
            *paper.lines(words.follow_up_place(self.sheet, follow_up), "faint"),
        ]
        return [
            paper.cell(str(follow_up.number)),
            Cell(what),
            paper.cell(words.owner(follow_up)),
            paper.cell(words.due(follow_up)),
            paper.cell(words.follow_up_state(follow_up)),
        ]

    def _promised(self) -> Iterable[Part]:
        if not self.sheet.promised:
            return
        rows = [
            [Cell([self._to_question(piece.number)]), self.paper.cell(piece.what)]
            for piece in self.sheet.promised
        ]
        head = [self.headings["question"], self.headings["evidence"]]
        heading = self.paper.line(self.headings["promised"])
        yield Part("table", heading, widths=(0, 1), head=head, rows=rows)

    def _answers(self) -> Iterable[Part]:
        if self.sheet.sections:
            yield Part("lines", self.paper.line(self.headings["answers"]))
        head = [_("No."), self.headings["question"], self.headings["answer"]]
        for section in self.sheet.sections:
            rows = list(map(self._row, section.rows))
            title = self.paper.line(section.title)
            yield Part("table", title, level=2, widths=(0, 9, 8), head=head, rows=rows)

    def _row(self, row: SheetRow) -> list[Cell]:
        """A question and its answer; a probe stands further in than what it was asked because of."""
        paper = self.paper
        asked = [*paper.lines(row.ask), paper.line(row.id, "faint")]
        return [
            Cell([paper.line(row.number, "" if row.depth else "strong")], f"question-{row.number}"),
            Cell(asked, indent=min(row.depth, 4)),
            Cell(self._answered(row)),
        ]

    def _answered(self, row: SheetRow) -> list[Line]:
        paper, headings = self.paper, self.headings
        lines = [
            *paper.lines(row.shown, _style_of(row)),
            *paper.lines(words.source_line(row), "faint"),
            *paper.lines(row.note, label=headings["note"]),
        ]
        for piece in row.evidence:
            told = words.evidence_line(replace(piece, what=apart(piece.what), remark=apart(piece.remark)))
            lines += paper.lines(told, label=headings["evidence"])
        for number in row.findings:
            severity = self.sheet.findings[number - 1].severity
            link = f"finding-{number}"
            lines.append(self._severity(f"{headings['finding']} {number}: ", severity, link))
        return lines

    def _severity(self, before: str, severity: Severity, link: str = "") -> Line:
        """How pressing something is: in words and marks, and in colour."""
        text = f"{before}{MARKS[severity]}{words.severity_of(severity)}"
        return self.paper.line(text, severity, link=link)

    def _to_question(self, number: str) -> Line:
        """The number of a question, which leads to it where it stands on this sheet."""
        return self.paper.line(number, link=f"question-{number}" if number in self._places else "")


def _style_of(row: SheetRow) -> str:
    """How an answer stands out: not where there is none, nor where it is a text of its own length."""
    if row.value is None:
        return "none"
    return "" if row.type is AnswerType.TEXT else "strong"
