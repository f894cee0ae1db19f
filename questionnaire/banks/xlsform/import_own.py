"""A workbook that `bank export` wrote, edited or not, as the bank it holds; mistakes are told by sheet, row and column."""

import re
from pathlib import Path

import msgspec

from questionnaire.banks.mistakes import Mistake, MistakeKind
from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.xlsform.data import Cell, Data, Place, Placed, place_in
from questionnaire.banks.xlsform.layout import (
    CHECKS,
    CHOICES,
    EXPRESSIONS,
    FIGURES,
    FLAGS,
    SETTINGS,
    SURVEY,
    unescaped,
)
from questionnaire.banks.xlsform.located import Located
from questionnaire.banks.xlsform.own_cells import OwnCells, words_in
from questionnaire.banks.xlsform.own_conditions import changed_conditions
from questionnaire.banks.xlsform.own_survey import OwnSurvey
from questionnaire.banks.xlsform.read_workbook import Sheet
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row, Table, tables_by_name
from questionnaire.banks.xlsform.yaml_text import yaml_text
from questionnaire.errors import BankMistakesError
from questionnaire.translation import _, ngettext

_WANTED = {
    SURVEY: ("type",), CHOICES: ("list_name",), SETTINGS: ("form_id",), FLAGS: ("question",), CHECKS: ("when",), FIGURES: ("kind",),
}  # fmt: skip
_TEXTS = ("label", "hint", "because", "next_step", "ask_next", "title")
_READ = {
    SURVEY: (
        "type",
        "name",
        "label",
        "hint",
        "relevant",
        "constraint",
        "calculation",
        "appearance",
        "bank::",
    ),
    CHOICES: ("list_name", "name", "label"),
    SETTINGS: ("form_title", "form_id", "version", "default_language", "bank::"),
    FLAGS: ("question", "when", "without", "severity", "because", "next_step"),
    CHECKS: ("id", "when", "severity", "because", "ask_next"),
    FIGURES: ("id", "kind", "of", "title"),
}


def is_own(sheets: list[Sheet]) -> bool:
    """Whether a workbook was written by `bank export`."""
    named = tables_by_name(sheets)
    rows = named[SETTINGS].rows if SETTINGS in named else []
    return SURVEY in named and any("bank::format" in row for row in rows[:3])


def import_own(sheets: list[Sheet], source: Path, report: Report) -> Bank:
    """The bank in such a workbook. Raises `BankMistakesError` with every mistake where it has any."""
    return _OwnBook(sheets, source, report).bank()


class _OwnBook:
    def __init__(self, sheets: list[Sheet], source: Path, report: Report) -> None:
        self.source = source
        self.report = report
        named = {name.replace("_", " "): sheet for name, sheet in tables_by_name(sheets).items()}
        self.tables = {name: Table(named[name], _WANTED[name], _TEXTS) for name in _WANTED if name in named}
        for table in self.tables.values():
            _unescape(table)
        self.cells = OwnCells(list(self.tables[SURVEY].languages))
        self._tell(sheets)

    def bank(self) -> Bank:
        data = self._data()
        bank = self._checked(data)
        if changed_conditions(bank, data, self.cells, self.report):
            bank = self._checked(data)
        self._stop_at(self.cells.mistakes)
        for question in bank.questions():
            self.report.questions[str(question.answer)] += 1
        return bank

    def _data(self) -> dict[str, Data]:
        cells = self.cells
        settings = (
            self.tables[SETTINGS].rows[0] if self.tables[SETTINGS].rows else Row(self.tables[SETTINGS], 2)
        )
        data: dict[str, Data] = Placed(settings.place)
        title = Placed(settings.place_of("form_title"))
        for code in cells.languages:
            text = settings.get(f"bank::title::{code}") or (
                settings.get("form_title") if code == cells.languages[0] else None
            )
            if text:
                title[code] = text
        data["bank"] = settings.text("form_id")
        data["version"] = settings.text("version")
        data["languages"] = list(cells.languages)
        data["title"] = title
        cells.add(data, "publisher", settings.text("bank::publisher"))
        cells.add(data, "theme", settings.text("bank::theme"))
        cells.add(data, "about", cells.text(settings, "bank::about"))
        cells.add(data, "figures", self._figures())
        survey = OwnSurvey(self.tables[SURVEY], self.tables.get(CHOICES), cells, self.report)
        survey.flags = self._flags()
        data["sections"] = survey.sections()
        for name, rows in survey.flags.items():
            for row in rows:
                cells.mistake(
                    row.place_of("question"),
                    _("there is no question '{name}' in the survey").format(name=name),
                )
        cells.add(data, "checks", [self._check(row) for row in self._rows(CHECKS)])
        return data

    def _rows(self, sheet: str) -> list[Row]:
        return self.tables[sheet].rows if sheet in self.tables else []

    def _flags(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._rows(FLAGS):
            found.setdefault(str(row.text("question")), []).append(row)
        return found

    def _figures(self) -> dict[str, Data]:
        found: dict[str, Data] = {}
        for row in self._rows(FIGURES):
            figure: dict[str, Data] = Placed(row.place)
            self.cells.add(figure, "title", self.cells.text(row, "title"))
            kind, of = row.text("kind"), words_in(row.text("of"))
            if kind == "percent" and len(of) == 2:
                figure["percent"], figure["of"] = of
            elif kind:
                figure[str(kind)] = of
            found[row.text("id")] = figure
        return found

    def _check(self, row: Row) -> Data:
        check: dict[str, Data] = Placed(row.place)
        self.cells.add(check, "id", row.text("id"))
        self.cells.add(check, "when", self.cells.condition(row.text("when")))
        self.cells.add(check, "severity", row.text("severity"))
        self.cells.add(check, "because", self.cells.text(row, "because"))
        self.cells.add(check, "ask_next", self.cells.text(row, "ask_next"))
        return check

    def _checked(self, data: dict[str, Data]) -> Bank:
        """The bank of the data; raises `BankMistakesError` with what the checker and the cells told."""
        text = yaml_text(data)
        bank, mistakes = parse_bank(text.encode())
        located = Located(text, data)
        told = [_in_cells(mistake, located, self.tables[SURVEY].name) for mistake in mistakes]
        self._stop_at([*self.cells.mistakes, *told])
        assert bank is not None
        return bank

    def _stop_at(self, mistakes: list[tuple[Place, str]]) -> None:
        if mistakes:
            order = list(_WANTED)
            told = sorted(
                dict.fromkeys(mistakes),
                key=lambda one: (
                    order.index(one[0].sheet) if one[0].sheet in order else 9,
                    one[0].row,
                    one[0].column,
                ),
            )
            lines = "\n".join(f"{self.source}:{place}: {message}" for place, message in told)
            count = len(told)
            hint = ngettext(
                "{count} mistake; mend it and try again.", "{count} mistakes; mend them and try again.", count
            )
            raise BankMistakesError(lines, hint.format(count=count))

    def _tell(self, sheets: list[Sheet]) -> None:
        """Note what is not read: sheets and columns that were added."""
        read = {table.name for table in self.tables.values()}
        for sheet in sheets:
            if sheet.name not in read and sheet.rows:
                self.report.note(Place(sheet.name), _("a sheet that is no part of a form"), _("left out"))
        for name, table in self.tables.items():
            for number, heading in table.twice:
                what = _("a second column '{name}'").format(name=heading)
                self.report.note(
                    Place(table.name, table.header_row, number), what, _("left out, the first is read")
                )
            for row in table.rows:
                for key, cell in row.items():
                    if not key.startswith(_READ[name]):
                        what = _("column '{name}' in {{rows}}").format(name=table.headings[key])
                        self.report.note_each(cell.place, what, _("left out"))


def _in_cells(mistake: Mistake, located: Located, survey: str) -> tuple[Place, str]:
    """A mistake of the checker at the cell it is about; lines that it names become rows."""
    parts = located.at(mistake.line, mistake.column)
    place = next((found for part in reversed(parts) if (found := _place_of(part)) is not None), Place(survey))
    if "line" in mistake.values:
        other = located.at(*_first_on(located, int(mistake.values["line"])))
        first = next((found for part in reversed(other) if (found := _place_of(part)) is not None), None)
        if first is not None:
            mistake = msgspec.structs.replace(mistake, values=mistake.values | {"line": str(first.row)})
            return place, re.sub(r"\b(line|regel) (?=\d)", _("row") + " ", mistake.message)
    if mistake.kind is MistakeKind.MISSING_LANGUAGE:
        place = next((part.place for part in reversed(parts) if isinstance(part, Placed)), place)
    return place, mistake.message


def _first_on(located: Located, line: int) -> tuple[int, int]:
    """Where the first part of a line of the file stands: after its dash and its key."""
    text = located.lines[line - 1]
    match = re.match(r"\s*(?:- )?(?:\{?id: )?", text)
    return line, (match.end() if match else 0) + 1


def _unescape(table: Table) -> None:
    for row in table.rows:
        for key, cell in row.items():
            if key not in EXPRESSIONS and "\u2060" in cell:
                row[key] = Cell(unescaped(cell), cell.place)


def _place_of(part: Data) -> Place | None:
    return part.place if isinstance(part, Cell) else place_in(part)
