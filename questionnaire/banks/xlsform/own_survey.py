"""The survey and the choices of a workbook of our own as the sections of a bank file."""

from questionnaire.banks.fields import number_of
from questionnaire.banks.model import AnswerType
from questionnaire.banks.names import REASONS
from questionnaire.banks.xlsform.bounds import bounds_of_constraint
from questionnaire.banks.xlsform.data import Cell, Data, Placed
from questionnaire.banks.xlsform.form_types import Kind, form_type
from questionnaire.banks.xlsform.layout import (
    DEFAULT_PERCENTAGE,
    SECTION,
    YES_NO_LIST,
    RowKind,
)
from questionnaire.banks.xlsform.own_cells import OwnCells, lines_in, words_in
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row, Table
from questionnaire.banks.xlsform.to_xpath import REASON_ENDING
from questionnaire.translation import _

_SIMPLE = {
    Kind.TEXT: AnswerType.TEXT, Kind.INTEGER: AnswerType.NUMBER, Kind.DECIMAL: AnswerType.NUMBER, Kind.DATE: AnswerType.DATE,
    Kind.SELECT_ONE: AnswerType.CHOICE, Kind.SELECT_MANY: AnswerType.CHOICES,
}  # fmt: skip
_OPENING = (Kind.BEGIN, Kind.REPEAT)


class OwnQuestion(Placed):
    """A question's part of the bank file, with its row."""

    row: Row


class OwnProbes(Placed):
    """A group of probes, with the row that opens it."""

    row: Row


class OwnSurvey:
    """Reads the rows; `flags` are rows of the flags by question, taken out as they are used."""

    def __init__(self, survey: Table, choices: Table | None, cells: OwnCells, report: Report) -> None:
        self.rows = survey.rows
        self.cells = cells
        self.report = report
        self.flags: dict[str, list[Row]] = {}
        self.lists: dict[str, list[Row]] = {}
        for row in choices.rows if choices else ():
            self.lists.setdefault(str(row.text("list_name")), []).append(row)
        self.place = 0

    def sections(self) -> list[Data]:
        """The sections, in their order."""
        found: list[Data] = []
        while self.place < len(self.rows):
            row = self.rows[self.place]
            self.place += 1
            kind = form_type(row.text("type")).kind
            if self._is_form(row):
                self._skip(kind)
            elif kind in _OPENING:
                found.append(self._section(row))
            elif kind is Kind.END:
                self.cells.mistake(row.place_of("type"), _("this group was not begun"))
            elif kind is not Kind.NOTE:
                self.cells.mistake(
                    row.place, _("the question stands outside every section; move it into one")
                )
        return found

    def _is_form(self, row: Row) -> bool:
        """Whether a row is there for the form alone."""
        return str(row.text("bank::row")) == RowKind.FORM or row.text("name").endswith(REASON_ENDING)

    def _skip(self, kind: Kind) -> None:
        """Pass over a group that is there for the form alone."""
        depth = int(kind in _OPENING)
        while depth and self.place < len(self.rows):
            inner = form_type(self.rows[self.place].text("type")).kind
            depth += (inner in _OPENING) - (inner is Kind.END)
            self.place += 1

    def _section(self, begin: Row) -> Data:
        section: dict[str, Data] = Placed(begin.place_of("name"))
        name = begin.text("name")
        self.cells.add(section, "id", Cell(_id_of(name, SECTION), name.place))
        self.cells.add(section, "title", self.cells.text(begin, "label"))
        intro: list[Row] = []
        questions = self._questions(begin, intro)
        if intro:
            self.cells.add(section, "intro", self.cells.text(intro[0], "label"))
        section["questions"] = questions
        return section

    def _questions(self, begin: Row, intro: list[Row] | None = None) -> list[Data]:
        """The questions up to the end of the group that a row begins; a note before them is the section's introduction."""
        found: list[Data] = []
        while self.place < len(self.rows):
            row = self.rows[self.place]
            kind = form_type(row.text("type")).kind
            self.place += 1
            if kind is Kind.END:
                return found
            if self._is_form(row):
                self._skip(kind)
            elif kind in _OPENING:
                self._probes(row, found)
            elif kind is Kind.NOTE:
                self._note(row, intro, is_first=not found)
            else:
                found.append(self._question(row))
        self.cells.mistake(begin.place_of("type"), _("the group is not closed: its 'end_group' is missing"))
        return found

    def _note(self, row: Row, intro: list[Row] | None, *, is_first: bool) -> None:
        if intro is not None and is_first and not intro:
            intro.append(row)
        else:
            self.report.note(row.place, _("a note that is no introduction of a section"), _("left out"))

    def _probes(self, begin: Row, above: list[Data]) -> None:
        group = OwnProbes(begin.place_of("bank::when"))
        group.row = begin
        self.cells.add(group, "when", self.cells.condition(begin.text("bank::when")))
        group["questions"] = self._questions(begin)
        parent = above[-1] if above else None
        if not isinstance(parent, dict):
            self.cells.mistake(
                begin.place, _("a group of probes stands under a question; there is none above it")
            )
            return
        groups = parent.setdefault("probes", [])
        assert isinstance(groups, list)
        groups.append(group)
        if "when" not in group:
            if "relevant" in begin:
                group["when"] = Cell(
                    "unanswered", begin["relevant"].place
                )  # until the form's condition is read
            else:
                self.cells.mistake(
                    begin.place_of("bank::when"),
                    _("say when these questions are asked, in bank::when or in relevant"),
                )

    def _question(self, row: Row) -> Data:
        cells, question = self.cells, OwnQuestion(row.place_of("name"))
        question.row = row
        name = row.text("name")
        kind = form_type(row.text("type"))
        answer = self._answer(row, kind.kind, kind.list_name)
        cells.add(question, "id", Cell(_id_of(name), name.place))
        cells.add(question, "was", words_in(row.text("bank::was")))
        cells.add(question, "ask", cells.text(row, "label"))
        question["answer"] = Cell(answer, row.place_of("type"))
        if answer in (AnswerType.CHOICE, AnswerType.CHOICES):
            question["choices"] = self._choices(row, kind.list_name)
        cells.add(question, "unit", cells.text(row, "bank::unit"))
        if answer == AnswerType.NUMBER and kind.kind is Kind.INTEGER:
            question["whole"] = Cell("true", row.place_of("type"))
        self._bounds(row, question, answer)
        cells.add(question, "listen_for", cells.text(row, "hint"))
        cells.add(question, "evidence", cells.lists(row, "bank::evidence"))
        cells.add(question, "based_on", lines_in(row.text("bank::based_on")))
        cells.add(question, "ask_of", words_in(row.text("bank::ask_of")))
        for key in ("short_form", "about_prices"):
            if row.text(f"bank::{key}").casefold() in ("yes", "true", "1", "x", "ja"):
                question[key] = Cell("true", row.place_of(f"bank::{key}"))
        cells.add(question, "ask_if", cells.condition(row.text("bank::ask_if")))
        cells.add(
            question, "flags", [self._flag(flag) for flag in self.flags.pop(str(question.get("id", "")), [])]
        )
        return question

    def _answer(self, row: Row, kind: Kind, list_name: str) -> str:
        """How a question is answered: as its type says, which leaves open whether a number is a percentage."""
        said = row.text("bank::answer")
        word = str(said)
        if kind is Kind.SELECT_ONE and list_name == YES_NO_LIST:
            found = AnswerType.YES_NO
        elif kind in _SIMPLE:
            found = _SIMPLE[kind]
        else:
            message = _(
                "type '{type}' cannot be asked; use text, integer, decimal, date, select_one or select_multiple"
            )
            self.cells.mistake(row.place_of("type"), message.format(type=row.text("type")))
            return AnswerType.TEXT
        if word == AnswerType.PERCENTAGE and found is AnswerType.NUMBER:
            return AnswerType.PERCENTAGE
        if word and word != found:
            message = _("type '{type}' and answer '{answer}' do not go together; change one of them")
            self.cells.mistake(said.place, message.format(type=row.text("type"), answer=said))
        return found

    def _choices(self, row: Row, list_name: str) -> list[Data]:
        rows = self.lists.get(list_name, [])
        if not rows:
            self.cells.mistake(
                row.place_of("type"), _("the list '{name}' is not among the choices").format(name=list_name)
            )
        found: list[Data] = []
        for choice in rows:
            if choice.text("name") not in REASONS:
                data: dict[str, Data] = Placed(choice.place_of("name"))
                self.cells.add(data, "id", choice.text("name"))
                self.cells.add(data, "label", self.cells.text(choice, "label"))
                found.append(data)
        return found

    def _bounds(self, row: Row, question: dict[str, Data], answer: str) -> None:
        text, place = " ".join(row.text("constraint").split()), row.place_of("constraint")
        if (
            answer == AnswerType.CHOICES
            or not text
            or (answer == AnswerType.PERCENTAGE and text == DEFAULT_PERCENTAGE)
        ):
            return
        if answer not in (AnswerType.NUMBER, AnswerType.PERCENTAGE):
            self.cells.mistake(place, _("only a number or a percentage has bounds"))
            return
        bounds, left_out = bounds_of_constraint(text)
        if left_out or any(
            not is_allowed or number_of(number) is None for number, is_allowed in bounds.values()
        ):
            self.cells.mistake(place, _("only bounds can stand here, such as: . >= 0 and . <= 100"))
        for key in ("min", "max"):
            if key in bounds:
                question[key] = Cell(bounds[key][0], place)

    def _flag(self, row: Row) -> Data:
        flag: dict[str, Data] = Placed(row.place)
        self.cells.add(flag, "when", self.cells.condition(row.text("when")))
        self.cells.add(flag, "without", row.text("without"))
        self.cells.add(flag, "severity", row.text("severity"))
        self.cells.add(flag, "because", self.cells.text(row, "because"))
        self.cells.add(flag, "next_step", self.cells.text(row, "next_step"))
        return flag


def _id_of(name: str, start: str = "") -> str:
    """The id a name of the form stands for."""
    return name.removeprefix(start) if start else name.removeprefix("_")
