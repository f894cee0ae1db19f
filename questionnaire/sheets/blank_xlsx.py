"""A supplier's workbook as an .xlsx file: lists to choose from, bounds, probes in grey until they are called for.

All is protected, without a password, but the cells for answers. Texts go in as texts alone; what a formula compares with
stands in a cell of its own on a sheet that is not shown. The same workbook gives the same bytes.
"""

import io
from collections.abc import Mapping
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from questionnaire.banks.model import AnswerType, Question, Reason
from questionnaire.interviews.walk import Walk
from questionnaire.sheets import blank_words as words
from questionnaire.sheets.blank import Blank, BlankRow, RowKind, answer_labels, in_all, together
from questionnaire.sheets.blank_book import (
    BAND,
    FAINT,
    HEAD,
    HIGHEST_ROW,
    LINE,
    LISTS_SHEET,
    SIZE,
    Book,
    Lists,
    Style,
    cell_at,
    height_of,
    print_setup,
    sheet_named,
)
from questionnaire.sheets.blank_conditions import Formulas, Place
from questionnaire.sheets.blank_cover import Cover
from questionnaire.sheets.blank_layout import FIRST_ROW, Columns
from questionnaire.sheets.blank_rules import Rule, date_rule, format_of, number_rule
from questionnaire.sheets.xlsx_page import as_cell

IDENTITY_SHEET = "questionnaire"
TICK = "x"

_FRAME: Style = {"locked": False, "border": 1, "border_color": "#7B8794"}
_WIDTHS = {"number": 7, "answer": 36, "reason": 29, "remark": 26}
_ASK_WIDTHS = {1: 60, 2: 42}


def render(blank: Blank, walk: Walk) -> bytes:
    """The workbook as the bytes of an .xlsx file; `walk` decides what is asked of whom."""
    data = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Arial", "font_size": SIZE},
    }
    with Workbook(data, options) as workbook:
        made = datetime.combine(blank.identity.made_on, time())
        workbook.set_properties({"title": as_cell(" ".join(blank.title[0].split())), "created": made})
        book = Book(workbook, blank)
        cover = sheet_named(workbook, words.READ_FIRST, blank)
        page = sheet_named(workbook, words.QUESTIONS, blank)
        lists = Lists(workbook.add_worksheet(LISTS_SHEET), blank)
        Cover(book, cover, page.get_name()).fill()
        _Questions(book, page, lists, walk).fill()
        lists.close()
        _identity(workbook.add_worksheet(IDENTITY_SHEET), blank)
        cover.activate()
    return data.getvalue()


class _Questions:
    """The sheet with the questions and the cells for their answers."""

    def __init__(self, book: Book, page: Worksheet, lists: Lists, walk: Walk) -> None:
        self.book, self.page, self.lists, self.walk = book, page, lists, walk
        self.blank = book.blank
        self.languages = self.blank.identity.languages
        self.columns = Columns(self.languages)
        self.labels = {
            row.key: answer_labels(self.blank.bank, row.question, self.languages)
            for row in self.blank.rows
            if row.question is not None and row.kind is RowKind.QUESTION
        }
        self.widths = {**_WIDTHS, "ask": _ASK_WIDTHS[len(self.languages)]}
        self.places: Mapping[str, Place] = self._places()
        self.formulas = Formulas(walk, self)
        self.asked_at_first = {step.question.id for step in walk.asked({})}

    def fill(self) -> None:
        """Write it from the top."""
        self._set_up()
        self._head()
        for place, row in enumerate(self.blank.rows, FIRST_ROW):
            self._row(place, row)
        self._figures()
        self._grey()
        self.page.protect("", {"format_columns": True, "format_rows": True})

    def label(self, question: str, word: str) -> str:
        """The cell that holds a word of an answer as the supplier chooses it."""
        return self.lists.cell(self.labels[question][word])

    def reason(self, word: str) -> str:
        """The cell that holds a reason as the supplier chooses it."""
        return self.lists.cell(self.lists.reasons[Reason(word)])

    def text(self, word: str) -> str:
        """The cell that holds a word just as it is."""
        return self.lists.cell(word)

    def figure(self, name: str) -> str:
        """The cell a figure is worked out in."""
        names = [figure.id for figure in self.walk.bank.figures]
        return cell_at(FIRST_ROW + names.index(name), self.columns.figures)

    def _places(self) -> dict[str, Place]:
        places: dict[str, Place] = {}
        for place, row in enumerate(self.blank.rows, FIRST_ROW):
            answer = cell_at(place, self.columns.answer)
            if row.kind is RowKind.QUESTION:
                places[row.key] = Place(
                    answer, cell_at(place, self.columns.reason), cell_at(place, self.columns.asked)
                )
            elif row.question is not None:
                places[row.question.id].ticks[row.key.partition("/")[2]] = answer
        return places

    def _set_up(self) -> None:
        page, columns = self.page, self.columns
        for name, column in columns.named():
            hidden = name in ("key", "asked", "figures")
            width = self.widths.get(name.partition(":")[0], 10)
            page.set_column(column, column, width, self.book.format(), {"hidden": hidden})
        print_setup(page, self.blank, landscape=True)
        page.hide_gridlines(2)
        page.freeze_panes(FIRST_ROW, 0)
        page.repeat_rows(1)
        last = FIRST_ROW + len(self.blank.rows) - 1
        page.print_area(0, columns.number, last, columns.remark)
        page.set_selection(FIRST_ROW + 1, columns.answer, FIRST_ROW + 1, columns.answer)
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, columns.figures)}"})

    def _head(self) -> None:
        """A row of names that is not shown, by which the columns are known again; and the heads to read."""
        page, columns = self.page, self.columns
        head = self.book.format(bold=True, font_color="#FFFFFF", bg_color=HEAD, valign="vcenter")
        for name, column in columns.named():
            page.write_string(0, column, name)
        page.set_row(0, None, None, {"hidden": True})
        heights = [28.0]
        for column, text in columns.heads(self.languages):
            page.write_string(1, column, as_cell(text), head)
            heights.append(
                height_of(text, _WIDTHS["answer"] if column == columns.answer else 26, bold=True) + 5
            )
        page.set_row(1, max(heights))

    def _row(self, place: int, row: BlankRow) -> None:
        if row.kind is RowKind.SECTION:
            self._band(place, row)
            return
        assert row.question is not None
        columns = self.columns
        style: Style = {"top": 1, "top_color": LINE} if row.kind is RowKind.QUESTION else {}
        self.page.write_string(place, columns.key, row.key)
        self.page.write_string(place, columns.number, row.number, self.book.format(**style))
        for column, text in zip(columns.asks, row.texts, strict=True):
            ask = self.book.format(indent=min(2 * row.depth, 8), align="left", **style)
            self.page.write_string(place, column, as_cell(text), ask)
        self._answer(place, row, style)
        self._asked(place, row.question.id)
        self.page.set_row(place, self._row_height(row))

    def _band(self, place: int, row: BlankRow) -> None:
        band = self.book.format(bold=True, font_size=11, bg_color=BAND, text_wrap=False, valign="vcenter")
        title = " ".join(together(row.texts).split())
        for column in range(self.columns.number, self.columns.remark + 1):
            self.page.write_blank(place, column, None, band)
        self.page.write_string(place, self.columns.number, as_cell(f"{row.number}  {title}"), band)
        self.page.write_string(place, self.columns.key, row.key)
        self.page.write_boolean(place, self.columns.asked, True)
        self.page.set_row(place, 20)

    def _answer(self, place: int, row: BlankRow, style: Style) -> None:
        columns, question = self.columns, row.question
        assert question is not None
        if row.takes_answer:
            tick: Style = (
                {"align": "center"} if row.kind is RowKind.CHOICE else {"align": "left", "indent": 1}
            )
            number = {"num_format": format_of(question)}
            self.page.write_blank(place, columns.answer, None, self.book.format(**_FRAME, **tick, **number))
            self._bound(place, question)
        else:
            told = self.book.format(italic=True, font_color=FAINT, **style)
            self.page.write_string(place, columns.answer, in_all(words.TICK_BELOW, self.languages), told)
        if row.kind is RowKind.QUESTION:
            for column in (columns.reason, columns.remark):
                self.page.write_blank(place, column, None, self.book.format(**_FRAME, num_format="@"))
            self._offer(place, columns.reason, self.lists.reasons_range, words.takes_reason(self.languages))

    def _bound(self, place: int, question: Question) -> None:
        """What the answer cell of a question takes; anything else is refused with a message."""
        column, message = self.columns.answer, words.takes(question, self.languages)
        match question.answer:
            case AnswerType.YES_NO | AnswerType.CHOICE:
                labels = tuple(self.labels[question.id].values())
                self._offer(place, column, self.lists.range(labels), message)
            case AnswerType.CHOICES:
                self._validate(place, column, {"validate": "list", "source": [TICK]}, message)
            case AnswerType.NUMBER | AnswerType.PERCENTAGE:
                self._validate(place, column, {**number_rule(question), "input_message": message}, message)
            case AnswerType.DATE:
                rule = date_rule(cell_at(place, column))
                self._validate(place, column, {**rule, "input_message": message}, message)

    def _offer(self, place: int, column: int, source: str, message: str) -> None:
        self._validate(place, column, {"validate": "list", "source": source}, message)

    def _validate(self, place: int, column: int, rule: Rule, message: str) -> None:
        self.page.data_validation(place, column, place, column, {**rule, "error_message": message})

    def _asked(self, place: int, question: str) -> None:
        """Whether the question is asked, as a formula; with what it comes to in a workbook nobody has filled in."""
        asked = self.formulas.asked(question)
        if isinstance(asked, bool):
            self.page.write_boolean(place, self.columns.asked, asked)
        else:
            known = question in self.asked_at_first
            self.page.write_formula(place, self.columns.asked, f"={asked}", None, known)

    def _figures(self) -> None:
        for place, figure in enumerate(self.walk.bank.figures, FIRST_ROW):
            formula = self.formulas.figure(figure)
            self.page.write_formula(place, self.columns.figures, f"={formula}", None, "")

    def _grey(self) -> None:
        columns, last = self.columns, FIRST_ROW + len(self.blank.rows) - 1
        asked = xl_rowcol_to_cell(FIRST_ROW, columns.asked, col_abs=True)
        grey = self.book.workbook.add_format({"font_color": "#8D969F", "bg_color": "#F1F3F5"})
        rule = {"type": "formula", "criteria": f"=NOT({asked})", "format": grey}
        self.page.conditional_format(FIRST_ROW, columns.number, max(last, FIRST_ROW), columns.remark, rule)

    def _row_height(self, row: BlankRow) -> float:
        width = self.widths["ask"] - 2 * min(2 * row.depth, 8)
        heights = [height_of(text, width) for text in row.texts]
        if row.kind is RowKind.QUESTION and row.takes_answer:
            labels = self.labels[row.key].values()
            heights += [height_of(label, self.widths["answer"]) for label in labels]
        if row.kind is RowKind.QUESTION:
            heights += [height_of(reason, self.widths["reason"]) for reason in self.lists.reasons.values()]
        return min(max(heights) + 5, HIGHEST_ROW)


def _identity(page: Worksheet, blank: Blank) -> None:
    """What the workbook says of itself, for reading it back."""
    known = blank.identity
    for place, (name, text) in enumerate([*known.pairs(), ("seal", known.seal)]):
        page.write_string(place, 0, name)
        page.write_string(place, 1, as_cell(text))
    for place, question in enumerate(known.questions):
        page.write_string(place, 2, question)
    page.protect()
    page.hide()
