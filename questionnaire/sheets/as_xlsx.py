"""The sheet as a workbook for Excel or LibreOffice: overview, answers, findings, follow-ups, evidence; to send or print."""

import io
from collections.abc import Iterable
from itertools import zip_longest

from xlsxwriter import Workbook

from questionnaire.banks.model import AnswerType
from questionnaire.sheets import words
from questionnaire.sheets.sheet import Sheet, SheetRow
from questionnaire.sheets.xlsx_page import (
    BOLD,
    CAUTION,
    LABEL,
    LETTERS,
    NO_ANSWER,
    NOT_FOR_SUPPLIER,
    PLAIN,
    SEVERITIES,
    SMALL,
    Book,
    Cell,
    Page,
    Style,
)
from questionnaire.translation import _


def render(sheet: Sheet) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same sheet gives the same bytes."""
    data = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(LETTERS),  # xlsxwriter adds to it
    }
    with Workbook(data, options) as workbook:
        book = Book(workbook, sheet)
        _overview(book)
        for has_page, page in (
            (sheet.told is not None, _told),
            (bool(sheet.sections), _answers),
            (words.has(sheet, "findings"), _findings),
            (bool(sheet.follow_ups), _follow_ups),
            (bool(sheet.disagreements), _disagreements),
            (words.has(sheet, "evidence"), _evidence),
            (bool(sheet.figures), _figures),
        ):
            if has_page:
                page(book)
    return data.getvalue()


def _overview(book: Book) -> None:
    sheet, headings = book.sheet, words.headings()
    page = Page(book, headings["facts"], (30, 78), landscape=False)
    page.row(
        [
            (" ".join(words.title_of(sheet).split()), {"bold": True, "font_size": 18, "text_wrap": False}),
            ("", PLAIN),
        ]
    )
    whom = PLAIN if sheet.audience.reaches_supplier else NOT_FOR_SUPPLIER
    page.row([(words.for_whom(sheet), {"bold": True, **whom, "text_wrap": False}), ("", PLAIN)])
    page.gap()
    if caution := words.caution(sheet):
        page.row([("", PLAIN), (caution, CAUTION)])
        page.gap()
    _pairs(page, words.facts(sheet))
    page.gap()
    for label, sentence in zip_longest([headings["statement"]], words.statement(sheet), fillvalue=""):
        page.row([(label, LABEL), (sentence, PLAIN)])
    progress, findings = words.progress(sheet), words.severities(sheet)
    tells_findings = words.has(sheet, "findings") or sheet.told is not None
    for heading, pairs in (
        (headings["progress"], progress),
        *([(headings["findings"], findings)] if tells_findings else []),
    ):
        page.gap()
        page.band(heading)
        _pairs(page, pairs)
    page.gap()
    page.band(headings["about"])
    if sheet.bank.about:
        page.row([("", PLAIN), (sheet.bank.about, PLAIN)])
    _pairs(page, words.keys(sheet))


def _pairs(page: Page, pairs: Iterable[words.Fact]) -> None:
    for label, text in pairs:
        page.row([(label, LABEL), (text, PLAIN)])


def _told(book: Book) -> None:
    headings = words.headings()
    page = Page(book, _("Counts"), (62, 24, 22), landscape=False)
    page.head((headings["section"], headings["asked"], headings["answered"]))
    for title, asked, answered in words.told_sections(book.sheet):
        page.row([(title, PLAIN), (asked, {"align": "right"}), (answered, {"align": "right"})], ruled=True)
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:C{page.place + 1}"})


def _answers(book: Book) -> None:
    """The answers; columns for notes and findings stand there only where the sheet has them."""
    headings, sheet = words.headings(), book.sheet
    columns = [
        (_("No."), 8, True),
        (headings["question"], 46, True),
        (headings["answer"], 26, True),
        (headings["note"], 36, words.has(sheet, "notes")),
        (headings["evidence"], 29, True),
        (headings["findings"], 14, words.has(sheet, "findings")),
        (_("Name of the question"), 21, True),
    ]
    page = Page(book, headings["answers"], [width for _label, width, is_there in columns if is_there])
    page.head([label for label, _width, is_there in columns if is_there])
    for section in sheet.sections:
        page.band(section.title)
        for row in section.rows:
            cells = zip(_answer_cells(sheet, row), columns, strict=True)
            page.row([cell for cell, (_label, _width, is_there) in cells if is_there], ruled=True)
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:G{page.place + 1}"})


def _answer_cells(sheet: Sheet, row: SheetRow) -> list[Cell]:
    severity = sheet.findings[row.findings[0] - 1].severity if row.findings else None
    return [
        (row.number, BOLD if row.depth == 0 else SMALL),
        (row.ask, {"align": "left", "indent": min(2 * row.depth, 8)}),
        ("\n".join(filter(None, (row.shown, words.source_line(row)))), _answer_style(row)),
        (row.note, PLAIN),
        ("\n".join(words.evidence_line(piece) for piece in row.evidence), PLAIN),
        (words.findings_line(sheet, row), SEVERITIES[severity] if severity else PLAIN),
        (row.id, SMALL),
    ]


def _answer_style(row: SheetRow) -> Style:
    if row.value is None:
        return NO_ANSWER
    return PLAIN if row.type is AnswerType.TEXT else BOLD


def _findings(book: Book) -> None:
    headings = words.headings()
    page = Page(book, headings["findings"], (6, 11, 29, 14, 56, 60))
    page.head(
        (
            _("No."),
            _("Severity"),
            _("What it is"),
            headings["questions"],
            headings["because"],
            headings["next_step"],
        )
    )
    for finding in book.sheet.findings:
        cells: list[Cell] = [
            (str(finding.number), BOLD),
            (words.severity(finding), SEVERITIES[finding.severity]),
            (_(words.KIND_LABELS[finding.kind]), PLAIN),
            (words.place_of(finding), PLAIN),
            (finding.because, PLAIN),
            ("\n".join(filter(None, (finding.next_step, words.handling_line(finding)))), PLAIN),
        ]
        page.row(cells, ruled=True)
    if not book.sheet.findings:
        page.row([*[("", PLAIN)] * 4, (headings["no_findings"], NO_ANSWER), ("", PLAIN)])
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:F{page.place + 1}"})


def _follow_ups(book: Book) -> None:
    headings, sheet = words.headings(), book.sheet
    page = Page(book, headings["follow_ups"], (6, 66, 24, 14, 14, 36))
    labels = (headings["what"], headings["owner"], headings["due"], headings["state"], _("About"))
    page.head((_("No."), *labels))
    for heading, follow_ups in words.follow_up_parts(sheet):
        page.band(heading)
        for one in follow_ups:
            cells: list[Cell] = [
                (str(one.number), BOLD),
                (one.what, PLAIN),
                (words.owner(one), PLAIN),
                (words.due(one), PLAIN),
                (words.follow_up_state(one), PLAIN),
                (words.follow_up_place(sheet, one), LABEL),
            ]
            page.row(cells, ruled=True)
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:F{page.place + 1}"})


def _disagreements(book: Book) -> None:
    headings = words.headings()
    page = Page(book, headings["disagreements"], (11, 46, 60, 58))
    page.head((_("Severity"), headings["question"], headings["because"], headings["next_step"]))
    for one in book.sheet.disagreements:
        cells: list[Cell] = [
            (words.severity_of(one.severity), SEVERITIES[one.severity]),
            (one.ask, PLAIN),
            (one.because, PLAIN),
            (one.next_step, PLAIN),
        ]
        page.row(cells, ruled=True)


def _evidence(book: Book) -> None:
    """Every piece of evidence, with what was promised and is still to come first."""
    headings = words.headings()
    page = Page(book, headings["evidence"], (11, 62, 14, 70))
    page.head((_("No."), headings["question"], _("State"), _("What")))
    pairs = [(row, piece) for row in book.sheet.rows() for piece in row.evidence]
    for row, piece in sorted(pairs, key=lambda pair: pair[1].state != "promised"):
        state = words.evidence_state(piece)
        page.row(
            [(row.number, BOLD), (row.ask, PLAIN), (state, BOLD), (words.evidence_about(piece), PLAIN)],
            ruled=True,
        )
    if not pairs:
        page.row([("", PLAIN), (_("No evidence was offered."), NO_ANSWER), ("", PLAIN), ("", PLAIN)])
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:D{page.place + 1}"})


def _figures(book: Book) -> None:
    headings = words.headings()
    page = Page(book, _("Figures"), (70, 20), landscape=False)
    page.head((headings["figures"], _("Value")))
    for figure in book.sheet.figures:
        page.row([(figure.title, PLAIN), (figure.shown, {"align": "right"})], ruled=True)
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:B{page.place + 1}"})
