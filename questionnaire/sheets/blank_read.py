"""Reading back the workbook that a supplier filled in: what it is, what was answered, and what was changed besides.

Every row is known by its key, wherever it stands now. A question whose words were changed, or that is there twice or in part, is
not read: nobody can tell what was answered. Formulas, links and further sheets are not followed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from questionnaire.banks.model import AnswerType, Question
from questionnaire.banks.xlsform.read_workbook import Sheet
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, parse_text
from questionnaire.sheets.blank import Blank, BlankRow, RowKind
from questionnaire.sheets.blank_answers import Words
from questionnaire.sheets.blank_identity import changed_elsewhere, questions_sheet, text_at
from questionnaire.sheets.blank_layout import FIRST_ROW, Columns
from questionnaire.sheets.workbook_marks import Marks, reference_to
from questionnaire.text import one_line
from questionnaire.translation import _

MOST_TOLD = 8
LONGEST_REMARK = 2_000
_WORKED_OUT = ("asked", "figures")


class Given(Struct, frozen=True):
    """What was filled in at a question: the cell and the answer in it (open where there is a remark alone), the remark and its cell."""

    question: str
    cell: str
    answer: Answer
    remark_cell: str = ""
    remark: str = ""


class WrongCell(Struct, frozen=True):
    """A cell that cannot be taken over: what it holds, what is wrong with it and what is meant."""

    question: str
    cell: str
    holds: str
    why: str


class Filled(Struct, frozen=True):
    """All that was filled in, in the order of the bank; what is wrong; and what was changed besides, in sentences."""

    given: tuple[Given, ...]
    wrong: tuple[WrongCell, ...]
    notices: tuple[str, ...]


def filled_in(blank: Blank, expected: Sequence[Sheet], found: Sequence[Sheet], marks: Marks) -> Filled:
    """What was filled in, beside the same workbook as it was handed out. Raises `InputError` where that cannot be told."""
    place = questions_sheet(found)
    return _Reader(blank, expected[questions_sheet(expected)], found[place], marks).read(
        changed_elsewhere(blank, expected, found)
    )


class _Row(NamedTuple):
    """A row of the workbook as handed out, with where it stands in the one that came back."""

    row: BlankRow
    expected: Sequence[str]
    place: int


class _Reader:
    """Reads the sheet with the questions."""

    def __init__(self, blank: Blank, expected: Sheet, found: Sheet, marks: Marks) -> None:
        self.blank = blank
        self.words = Words(blank.bank, blank.identity.languages)
        self.expected = expected
        self.found = found
        self.marks = marks
        self.notices: list[str] = []
        self.wrong: list[WrongCell] = []
        self.changed: list[str] = []
        self.columns = self._columns()
        self.standard = Columns(blank.identity.languages)

    def read(self, elsewhere: Sequence[str]) -> Filled:
        """All that was filled in; `elsewhere` are the cells of other sheets that were changed."""
        rows = self._known_rows()
        given = [one for question, parts in self._by_question(rows) for one in self._given(question, parts)]
        self._look_beside(rows)
        self._tell_changes(elsewhere)
        return Filled(tuple(given), tuple(self.wrong), tuple(self.notices))

    def _columns(self) -> dict[str, int]:
        """Where each column stands now, by the names in the row that is not shown."""
        names = [one_line(name) for name in self.found.rows[0]]
        wanted = dict(Columns(self.blank.identity.languages).named())
        if any(names.count(name) != 1 for name in wanted):
            message = _("Columns of the sheet “{sheet}” were removed, doubled or changed.")
            raise InputError(
                message.format(sheet=self.found.name),
                _("Ask the supplier to fill in the workbook as it was sent."),
            )
        columns = {name: names.index(name) for name in wanted}
        if columns != wanted:
            self.notices.append(_("Columns were moved; each was found by its name."))
        return columns

    def _known_rows(self) -> list[_Row]:
        """The rows of the questions, each found by its key; what is gone or there twice is told."""
        places: dict[str, list[int]] = {}
        for place in range(FIRST_ROW, len(self.found.rows)):
            places.setdefault(self._text(place, "key"), []).append(place)
        rows: list[_Row] = []
        for place, row in enumerate(self.blank.rows, FIRST_ROW):
            here = places.get(row.key, [])
            if len(here) == 1:
                rows.append(_Row(row, self.expected.rows[place], here[0]))
            else:
                self._lost(row, here)
        if any(row.place != place for place, row in enumerate(rows, FIRST_ROW)):
            self.notices.append(_("Rows were added, removed or moved; each was found by its key."))
        return rows

    def _lost(self, row: BlankRow, here: list[int]) -> None:
        """A row that is gone, or there twice."""
        if row.question is None:
            return
        why = (
            _("The row of this question is there twice.") if here else _("The row of this question is gone.")
        )
        cell = self._cell(here[0], "key") if here else self.found.name
        self.wrong.append(WrongCell(row.question.id, cell, "", why))

    def _by_question(self, rows: list[_Row]) -> Iterator[tuple[Question, list[_Row]]]:
        """The rows of each question; a question that was changed or is there in part is told, and left out."""
        lost = {cell.question for cell in self.wrong}
        parts: dict[str, list[_Row]] = {}
        for row in rows:
            changed = self._changed_texts(row)
            if row.row.question is None:
                continue
            name = row.row.question.id
            if changed and name not in lost:
                why = _("The question was changed here, so that nobody can tell what was answered.")
                self.wrong.append(WrongCell(name, changed[0], "", why))
                lost.add(name)
            parts.setdefault(name, []).append(row)
        for name, those in parts.items():
            if name not in lost:
                question = those[0].row.question
                assert question is not None
                yield question, those

    def _changed_texts(self, row: _Row) -> list[str]:
        """The cells of the question's own words that hold something else now; of a section they are told alone."""
        names = [name for name in self.columns if name.startswith("ask:")]
        cells = [self._cell(row.place, name) for name in names if self._differs(row, name)]
        if self._differs(row, "number"):
            self.changed.append(self._cell(row.place, "number"))
        if row.row.kind is RowKind.SECTION:
            self.changed += cells
        return cells

    def _given(self, question: Question, rows: list[_Row]) -> Iterator[Given]:
        """What was filled in at one question; an answer of which something is wrong is left out, a remark beside it is not."""
        place, before = rows[0].place, len(self.wrong)
        answer, reason = self._answer(question, rows), self._reason(question, place)
        if answer is not None and reason is not None:
            why = _("There is an answer and a reason for having none. Leave one of them empty.")
            self._refuse(question, place, "reason", why)
        if len(self.wrong) > before:
            answer = reason = None
        remark = self._remark(question, place)
        if answer or reason or remark:
            cell = self._cell(place, "reason" if reason else "answer")
            remark_cell = self._cell(place, "remark")
            yield Given(question.id, cell, answer or reason or Answer(), remark_cell, remark)

    def _reason(self, question: Question, place: int) -> Answer | None:
        text = self._read(question, place, "reason")
        if not text:
            return None
        try:
            return Answer(reason=self.words.reason(text))
        except InputError as error:
            self._refuse(question, place, "reason", str(error))
            return None

    def _remark(self, question: Question, place: int) -> str:
        remark = one_line(self._read(question, place, "remark"))
        if len(remark) > LONGEST_REMARK:
            why = _("This remark has more than {most} letters.").format(most=LONGEST_REMARK)
            self._refuse(question, place, "remark", why)
            return ""
        return remark

    def _answer(self, question: Question, rows: list[_Row]) -> Answer | None:
        """The answer in the cells of a question; None where they are empty or wrong, which is told."""
        if question.answer is AnswerType.CHOICES:
            return self._ticked(question, rows)
        place = rows[0].place
        text = self._read(question, place, "answer")
        if not text:
            return None
        is_percentage = (place, self.columns["answer"]) in self.marks.percentages
        try:
            return Answer(self.words.value(question, text, is_percentage=is_percentage))
        except InputError as error:
            self._refuse(question, place, "answer", str(error))
            return None

    def _ticked(self, question: Question, rows: list[_Row]) -> Answer | None:
        ticked: list[str] = []
        for row in rows[1:]:
            try:
                if self.words.is_ticked(self._read(question, row.place, "answer")):
                    ticked.append(row.row.key.partition("/")[2])
            except InputError as error:
                self._refuse(question, row.place, "answer", str(error))
        return Answer(tuple(ticked)) if ticked else None

    def _read(self, question: Question, place: int, column: str) -> str:
        """The text of an answer cell; what is no plain text there is told."""
        here = (place, self.columns[column])
        if here in self.marks.formulas:
            why = _("A formula stands here. Write what it comes to.")
            self._refuse(question, place, column, why)
            return ""
        if self.marks.is_merged(here):
            why = _("This cell was merged with others, so that nobody can tell what was answered.")
            self._refuse(question, place, column, why)
            return ""
        try:
            return parse_text(self._text(place, column))
        except InputError as error:
            self._refuse(question, place, column, str(error))
            return ""

    def _look_beside(self, rows: list[_Row]) -> None:
        """Look for texts outside the cells for answers, which are not read, and for changed ones."""
        known = {row.place: row for row in rows}
        names = {column: name for name, column in self.columns.items()}
        for place, cells in enumerate(self.found.rows[FIRST_ROW:], FIRST_ROW):
            row = known.get(place)
            for column, text in enumerate(cells):
                name = names.get(column, "")
                is_looked_at = row is not None and (_is_answer_cell(row.row, name) or _is_words(name))
                if not text or name in _WORKED_OUT or is_looked_at:
                    continue
                if row is None or not name or one_line(text) != one_line(self._as_made(row, name)):
                    self.changed.append(self._cell_at(place, column))

    def _as_made(self, row: _Row, name: str) -> str:
        column = dict(self.standard.named())[name]
        return row.expected[column] if column < len(row.expected) else ""

    def _differs(self, row: _Row, name: str) -> bool:
        return one_line(self._text(row.place, name)) != one_line(self._as_made(row, name))

    def _tell_changes(self, elsewhere: Sequence[str]) -> None:
        if self.marks.merged:
            self.notices.append(_("Cells were merged."))
        changed = [*self.changed, *elsewhere]
        if changed:
            shown = ", ".join(changed[:MOST_TOLD]) + (" …" if len(changed) > MOST_TOLD else "")
            message = _("Changed outside the cells for answers, and not read: {cells}.")
            self.notices.append(message.format(cells=shown))
        if self.expected.name != self.found.name:
            message = _("The sheet “{before}” is called “{now}” now.")
            self.notices.append(message.format(before=self.expected.name, now=self.found.name))

    def _refuse(self, question: Question, place: int, column: str, why: str) -> None:
        cell = self._cell(place, column)
        self.wrong.append(WrongCell(question.id, cell, one_line(self._text(place, column))[:200], why))

    def _text(self, place: int, column: str) -> str:
        return text_at(self.found.rows, place, self.columns[column])

    def _cell(self, place: int, column: str) -> str:
        return self._cell_at(place, self.columns[column])

    def _cell_at(self, place: int, column: int) -> str:
        return f"{self.found.name}!{reference_to(place, column)}"


def _is_words(column: str) -> bool:
    return column.startswith("ask:") or column in ("key", "number")


def _is_answer_cell(row: BlankRow, column: str) -> bool:
    if column == "answer":
        return row.takes_answer
    return column in ("reason", "remark") and row.kind is RowKind.QUESTION
