"""The sheet as a Word document: every kind of line in a style of its own, nothing formatted by hand."""

from collections.abc import Iterable

from questionnaire.banks.model import AnswerType, Severity
from questionnaire.sheets import words
from questionnaire.sheets.docx_paper import Cell, Look, Paper, Words
from questionnaire.sheets.sheet import Sheet, SheetFinding, SheetRow
from questionnaire.translation import _

_FAINT = "59636E"
SEVERITY_STYLES = {
    Severity.HIGH: "Severity High",
    Severity.MEDIUM: "Severity Medium",
    Severity.LOW: "Severity Low",
}
LOOKS = {
    "Normal": Look(),
    "Title": Look(20, after=2, bold=True),
    "Subtitle": Look(10, after=4, colour=_FAINT),
    "Heading 1": Look(14, before=16, after=6, bold=True, keep=True),
    "Heading 2": Look(11, before=12, after=4, bold=True, keep=True),
    "For Whom": Look(11, after=8, bold=True),
    "Not For Supplier": Look(11, after=8, bold=True, colour="9C1C13", base="For Whom"),
    "Caution": Look(10, before=4, after=8, bold=True, colour="9C1C13"),
    "Statement": Look(9.5),
    "Fact Label": Look(9, after=0, colour=_FAINT),
    "Fact": Look(9.5, after=0),
    "Table Head": Look(9, after=0, bold=True, keep=True),
    "Number": Look(9.5, after=0, bold=True),
    "Question": Look(9.5, after=1),
    "Probe": Look(9.5, after=1, base="Question"),
    "Answer": Look(9.5, after=1, bold=True),
    "Answer Text": Look(9.5, after=1, base="Answer"),
    "No Answer": Look(9.5, after=1, italic=True, colour=_FAINT, base="Answer"),
    "Source": Look(8.5, after=1, colour=_FAINT),
    "Buyer Note": Look(9, after=1),
    "Evidence": Look(9, after=1),
    "Severity High": Look(9, after=1, bold=True, colour="9C1C13"),
    "Severity Medium": Look(9, after=1, bold=True, colour="7A4300"),
    "Severity Low": Look(9, after=1, bold=True, colour="2F4A63"),
    "Reason Why": Look(9.5, after=1),
    "Next Step": Look(9.5, after=1),
    "Follow-up": Look(9.5, after=1),
    "Small": Look(8.5, after=0, colour=_FAINT),
}
"""The styles of the document, by the name they have in Word."""


def render(sheet: Sheet) -> bytes:
    """The document as the bytes of a .docx file; the same sheet gives the same bytes."""
    return _Writer(sheet).data()


class _Writer:
    """Writes one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.headings = words.headings()
        title = words.title_of(sheet)
        self.paper = Paper(title, sheet.language, sheet.interview.exported_at, LOOKS)
        self.paper.foot(f"{sheet.supplier.name[:60]}  ·  {words.for_whom(sheet)}")
        self._top(title)
        self._findings()
        self._disagreements()
        self._follow_ups()
        self._promised()
        self._answers()
        self._end()

    def data(self) -> bytes:
        """The document."""
        return self.paper.data()

    def _put(self, text: str, style: str) -> None:
        self.paper.put(Words(text, style))

    def _top(self, title: str) -> None:
        sheet = self.sheet
        self._put(" ".join(title.split()), "Title")
        self._put(sheet.bank.title, "Subtitle")
        is_open = sheet.audience.reaches_supplier
        self._put(words.for_whom(sheet), "For Whom" if is_open else "Not For Supplier")
        self._put(words.caution(sheet), "Caution")
        self._pairs(words.facts(sheet))
        self._put(self.headings["statement"], "Heading 1")
        for sentence in words.statement(sheet):
            self._put(sentence, "Statement")
        self._put(self.headings["progress"], "Heading 1")
        self._pairs(words.progress(sheet))
        if sheet.told is not None:
            head = (self.headings["section"], self.headings["asked"], self.headings["answered"])
            rows = [[[Words(cell, "Fact")] for cell in row] for row in words.told_sections(sheet)]
            self.paper.table((6, 2, 2), rows, head)
            self._put(self.headings["findings"], "Heading 1")
            self._pairs(words.severities(sheet))

    def _pairs(self, pairs: Iterable[words.Fact]) -> None:
        rows = [[[Words(label, "Fact Label")], [Words(text, "Fact")]] for label, text in pairs]
        if rows:
            self.paper.table((3, 7), rows)

    def _findings(self) -> None:
        if not words.has(self.sheet, "findings"):
            return
        headings = self.headings
        self._put(headings["findings"], "Heading 1")
        if not self.sheet.findings:
            self._put(headings["no_findings"], "Normal")
            return
        head = (headings["finding"], headings["questions"], headings["because"])
        self.paper.table((4, 3, 13), map(self._finding, self.sheet.findings), head)

    def _finding(self, finding: SheetFinding) -> list[Cell]:
        name = f"{finding.number}. {words.severity(finding)}"
        return [
            [
                Words(name, SEVERITY_STYLES[finding.severity]),
                Words(_(words.KIND_LABELS[finding.kind]), "Small"),
            ],
            [Words(words.place_of(finding), "Number")],
            [
                Words(finding.because, "Reason Why"),
                Words(finding.next_step, "Next Step", self.headings["next_step"]),
                Words(words.handling_line(finding), "Small"),
            ],
        ]

    def _disagreements(self) -> None:
        if not self.sheet.disagreements:
            return
        headings = self.headings
        self._put(headings["disagreements"], "Heading 1")
        rows = [
            [
                [Words(words.severity_of(one.severity), SEVERITY_STYLES[one.severity])],
                [
                    Words(one.ask, "Question"),
                    Words(one.because, "Reason Why"),
                    Words(one.next_step, "Next Step", headings["next_step"]),
                ],
            ]
            for one in self.sheet.disagreements
        ]
        self.paper.table((4, 16), rows, (headings["finding"], headings["because"]))

    def _follow_ups(self) -> None:
        headings = self.headings
        for heading, follow_ups in words.follow_up_parts(self.sheet):
            self._put(heading, "Heading 1")
            rows = [
                [
                    [Words(str(one.number), "Number")],
                    [
                        Words(one.what, "Follow-up"),
                        Words(words.follow_up_place(self.sheet, one), "Small"),
                    ],
                    [Words(words.owner(one), "Fact")],
                    [Words(words.due(one), "Fact")],
                    [Words(words.follow_up_state(one), "Fact")],
                ]
                for one in follow_ups
            ]
            head = ("", headings["what"], headings["owner"], headings["due"], headings["state"])
            self.paper.table((2, 18, 6, 5, 4), rows, head)

    def _promised(self) -> None:
        if not self.sheet.promised:
            return
        self._put(self.headings["promised"], "Heading 1")
        rows = [[[Words(one.number, "Number")], [Words(one.what, "Evidence")]] for one in self.sheet.promised]
        self.paper.table((3, 17), rows, (self.headings["question"], self.headings["evidence"]))

    def _answers(self) -> None:
        if self.sheet.sections:
            self._put(self.headings["answers"], "Heading 1")
        for section in self.sheet.sections:
            self._put(section.title, "Heading 2")
            head = (_("No."), self.headings["question"], self.headings["answer"])
            self.paper.table((5, 20, 20), map(self._row, section.rows), head)

    def _row(self, row: SheetRow) -> list[Cell]:
        findings = [self.sheet.findings[number - 1] for number in row.findings]
        return [
            [Words(row.number, "Small" if row.depth else "Number")],
            [Words(row.ask, "Probe" if row.depth else "Question"), Words(row.id, "Small")],
            [
                Words(row.shown, _answer_style(row)),
                Words(words.source_line(row), "Source"),
                Words(row.note, "Buyer Note", self.headings["note"]),
                *(
                    Words(words.evidence_line(piece), "Evidence", self.headings["evidence"])
                    for piece in row.evidence
                ),
                *(
                    Words(
                        f"{self.headings['finding']} {finding.number}: {words.severity(finding)}",
                        SEVERITY_STYLES[finding.severity],
                    )
                    for finding in findings
                ),
            ],
        ]

    def _end(self) -> None:
        sheet = self.sheet
        if sheet.figures:
            self._put(self.headings["figures"], "Heading 1")
            rows = [[[Words(one.title, "Fact")], [Words(one.shown, "Fact")]] for one in sheet.figures]
            self.paper.table((8, 2), rows)
        self._put(self.headings["about"], "Heading 1")
        self._put(sheet.bank.about, "Statement")
        self._pairs(words.keys(sheet))


def _answer_style(row: SheetRow) -> str:
    if row.value is None:
        return "No Answer"
    return "Answer Text" if row.type is AnswerType.TEXT else "Answer"
