"""A form of others (an XLSForm workbook) as a draft of a bank; what has no counterpart is told, row by row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from questionnaire.banks.mistakes import near
from questionnaire.banks.model import Text
from questionnaire.banks.xlsform.data import Place
from questionnaire.banks.xlsform.draft import Draft, DraftBank, DraftSection
from questionnaire.banks.xlsform.form_choices import FormChoices
from questionnaire.banks.xlsform.form_questions import FormQuestions, together
from questionnaire.banks.xlsform.form_sections import section_rows
from questionnaire.banks.xlsform.form_texts import FormTexts
from questionnaire.banks.xlsform.form_types import Kind, form_type
from questionnaire.banks.xlsform.from_xpath import Known, condition_of
from questionnaire.banks.xlsform.ids import Ids, as_id, in_words
from questionnaire.banks.xlsform.joining import joined
from questionnaire.banks.xlsform.read_workbook import Sheet
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row, Table, tables_by_name
from questionnaire.errors import InputError
from questionnaire.translation import _

_READ = frozenset(
    {"type", "name", "label", "hint", "guidance_hint", "relevant", "constraint", "choice_filter", "disabled"}
)
_READ_SETTINGS = frozenset({"form_title", "form_id", "version", "default_language"})
_SHEETS = frozenset({"survey", "choices", "settings"})


@dataclass(slots=True)
class _Group:
    """A group that is open: what must hold for all in it."""

    row: Row | None
    wanted: list[tuple[str, Place]] = field(default_factory=list)


def import_form(sheets: list[Sheet], path: Path, report: Report) -> DraftBank:
    """The draft of a workbook's form. Raises `InputError` where it holds none."""
    return _Form(sheets, path, report).draft()


class _Form:
    def __init__(self, sheets: list[Sheet], path: Path, report: Report) -> None:
        self.path = path
        self.report = report
        named = tables_by_name(sheets)
        self.survey = _survey(named, path)
        self.choices_table = self._table(named, "choices", ("list_name", "name"))
        settings = self._table(named, "settings", ("form_title", "form_id", "version"))
        self.settings: Mapping[str, str] = settings.rows[0] if settings and settings.rows else {}
        self.texts = FormTexts(
            self.survey, self.choices_table, str(self.settings.get("default_language", "")), report
        )
        choices = FormChoices(self.choices_table, self.texts, report)
        self.questions = FormQuestions(self.texts, choices, report)
        self.section_ids = Ids()
        self.section_rows = section_rows(self.survey.rows)
        self.sections: list[DraftSection] = []
        self.groups: list[_Group] = []
        self.notes: list[Text] = []
        self.top: DraftSection | None = None
        self._tell_columns()
        self._tell_sheets(sheets)

    def draft(self) -> DraftBank:
        for row in self.survey.rows:
            self._row(row)
        if any(group.row for group in self.groups):
            open_rows = [group.row.place for group in self.groups if group.row]
            self.report.note(open_rows[0], _("the group is not closed"), _("taken to go on to the end"))
        self._keep_notes()
        title = self.settings.get("form_title") or in_words(self.path.stem) or self.path.stem
        title_id = self.settings.get("form_id") or self.settings.get("form_title") or self.path.stem
        version = " ".join(str(self.settings.get("version", "")).split()).strip("'\"") or "1"
        draft = DraftBank(
            id=as_id(title_id)[:60].strip("-") or as_id(self.path.stem) or "bank",
            version=version,
            languages=self.texts.codes,
            title=self.texts.all(str(title).replace("${", "{")),
            sections=[section for section in self.sections if section.questions],
        )
        if not draft.sections:
            message = _("{path} cannot be imported: it asks no questions.").format(path=self.path)
            raise InputError(
                message, _("The sheet 'survey' needs a row for each question, with a type and a label.")
            )
        self._conditions(draft)
        return draft

    def _table(self, named: Mapping[str, Sheet], name: str, wanted: tuple[str, ...]) -> Table | None:
        sheet = named.get(name)
        if sheet is None:
            meant = near(name, [other for other in named if other not in _SHEETS])
            if not meant:
                return None
            sheet = named[meant]
            self.report.note(
                Place(sheet.name), _("a sheet named like '{name}'").format(name=name), _("read as that")
            )
        return Table(sheet, wanted=wanted)

    def _row(self, row: Row) -> None:
        kind = form_type(row.text("type"))
        if self._is_empty(row, kind.kind):
            return
        match kind.kind:
            case Kind.BEGIN | Kind.REPEAT:
                self._begin(row, is_repeat=kind.kind is Kind.REPEAT)
            case Kind.END:
                self._end(row)
            case Kind.NOTE:
                self._note(row)
            case Kind.EVIDENCE:
                self._evidence(row)
            case Kind.META | Kind.SETTING:
                self.report.note_each(row.place, _("what the form notes by itself, in {rows}"), _("left out"))
            case Kind.CALCULATED:
                what = _("'{name}' is worked out by the form").format(name=row.text("name"))
                self.report.note(row.place, what, _("left out; conditions that use it are too"))
            case Kind.PLACE:
                self.report.note(
                    row.place, _("'{name}' asks for a place").format(name=row.text("name")), _("left out")
                )
            case _:
                self._question(row)

    def _is_empty(self, row: Row, kind: Kind) -> bool:
        """Whether a row asks nothing, as it has no type or is switched off."""
        if not row.text("type"):
            if row.text("name") or row.text("label") or row.texts("label"):
                self.report.note(row.place, _("the row has no type"), _("left out"))
            return True
        is_off = row.text("disabled").casefold() in ("yes", "true", "true()")
        if is_off and kind not in (Kind.BEGIN, Kind.REPEAT, Kind.END):
            self.report.note(row.place, _("the row is disabled"), _("left out"))
            return True
        return False

    def _begin(self, row: Row, *, is_repeat: bool) -> None:
        wanted = [(str(row["relevant"]), row.place_of("relevant"))] if "relevant" in row else []
        self.groups.append(_Group(row, wanted))
        if is_repeat:
            what = _("the questions of '{name}' are repeated").format(name=row.text("name"))
            self.report.note(row.place, what, _("asked once"))
        label = self.texts.text(row, "label")
        if row.number in self.section_rows:
            self._keep_notes()
            self.top = self._section(label, str(row.text("name")))
        elif label and not any(group.row.number in self.section_rows for group in self.groups if group.row):
            what = _("a group around groups: '{label}'").format(label=label[self.texts.codes[0]][:60])
            self.report.note(row.place, what, _("the groups in it are sections, its own title is left out"))
        elif label:
            what = _("a group inside a group: '{label}'").format(label=label[self.texts.codes[0]][:60])
            self.report.note(
                row.place, what, _("its questions stand in the section, its title above the first of them")
            )
            self.notes.append(label)

    def _end(self, row: Row) -> None:
        if not self.groups:
            self.report.note(row.place, _("the end of a group that was not begun"), _("left out"))
            return
        closed = self.groups.pop()
        if closed.row is not None and closed.row.number in self.section_rows:
            self._keep_notes()
            self.top = None

    def _section(self, title: Text, name: str) -> DraftSection:
        fallback = self.settings.get("form_title") or _("Questions")
        section_id = self.section_ids.new(name or next(iter(title.values()), ""), "questions")
        section = DraftSection(section_id, title or self.texts.all(in_words(name) or str(fallback)))
        self.sections.append(section)
        return section

    def _current(self) -> DraftSection:
        if self.top is None:
            self.top = self._section({}, "")
        return self.top

    def _wanted(self, row: Row) -> list[tuple[str, Place]]:
        above = [pair for group in self.groups for pair in group.wanted]
        return [*above, *([(str(row["relevant"]), row.place_of("relevant"))] if "relevant" in row else [])]

    def _note(self, row: Row) -> None:
        text = together(
            [part for part in (self.texts.text(row, "label"), self.texts.text(row, "hint")) if part]
        )
        if not text:
            return
        section = self._current()
        if self._wanted(row):
            self.report.note(
                row.place, _("a note with a condition"), _("always shown, with the question after it")
            )
        if not section.questions and not self._wanted(row):
            section.intro = together([part for part in (section.intro, text) if part])
        else:
            self.notes.append(text)

    def _keep_notes(self) -> None:
        """Notes that no question comes after stand above their section."""
        section = self.top or (self.sections[-1] if self.sections else None)
        if self.notes and section is not None:
            section.intro = together([part for part in (section.intro, *self.notes) if part])
            self.notes = []

    def _evidence(self, row: Row) -> None:
        section = self._current()
        label = self.texts.text(row, "label") or self.texts.all(
            in_words(row.text("name")) or _("a photo or file")
        )
        what = _("'{name}' asks for a photo or file").format(name=row.text("name"))
        if not section.questions:
            self.report.note(row.place, what, _("left out"))
            return
        question = section.questions[-1]
        question.evidence = {
            code: (*question.evidence.get(code, ()), label[code]) for code in self.texts.codes
        }
        done = _("it is evidence to ask for at '{question}'").format(question=question.id)
        self.report.note(row.place, what, done)

    def _question(self, row: Row) -> None:
        section = self._current()
        wanted = self._wanted(row)
        kind = form_type(row.text("type"))
        for draft in self.questions.questions(row, kind):
            draft.wanted = [*wanted, *draft.wanted]
            if self.notes:
                draft.listen_for = together([*self.notes, *([draft.listen_for] if draft.listen_for else [])])
                self.notes = []
            section.questions.append(draft)

    def _conditions(self, draft: DraftBank) -> None:
        known = {
            name: Known(found.id, found.answer, found.words, always=not found.wanted)
            for name, found in self.questions.by_name.items()
        }
        for question in draft.questions():
            self._condition(question, known)

    def _condition(self, question: Draft, known: Mapping[str, Known]) -> None:
        parts = []
        for text, place in question.wanted:
            said = condition_of(text, known)
            if said.condition is not None:
                parts.append(said.condition)
            what = _("the condition {text}").format(text=_short(text))
            done = (
                _("left out ({why}); the question is always asked")
                if said.condition is None
                else _("a part is left out ({why})")
            )
            for why in said.left_out:
                self.report.note(place, what, done.format(why=why))
        question.ask_if = joined(parts, by_all=True) if parts else None

    def _tell_columns(self) -> None:
        for table in (self.survey, self.choices_table) if self.choices_table else (self.survey,):
            for number, heading in table.twice:
                what = _("a second column '{name}'").format(name=heading)
                self.report.note(
                    Place(table.name, table.header_row, number), what, _("left out, the first is read")
                )
        for row in self.survey.rows:
            for key in row:
                self._tell_column(row, key)
        for key, text in self.settings.items():
            if key not in _READ_SETTINGS:
                what = _("the setting '{name}'").format(name=key)
                self.report.note(Place("settings", 2), what + f" ({_short(text)})", _("left out"))

    def _tell_column(self, row: Row, key: str) -> None:
        base = key.partition("::")[0]
        kind = form_type(row.text("type")).kind
        if (
            base in _READ
            or not row.text("type")
            or kind in (Kind.CALCULATED, Kind.META, Kind.END, Kind.PLACE)
        ):
            return
        if base == "parameters" and kind is Kind.RANGE:
            return
        if base == "required":
            if re.sub(r"\W", "", row[key].casefold()) in ("yes", "true", "1"):
                done = _("a question stays open until it is answered, or left with a reason")
                self.report.note_each(row.place, _("an answer is required in {rows}"), done)
            return
        what = _("column '{name}' in {{rows}}").format(name=self.survey.headings.get(key, key))
        self.report.note_each(row.place, what, _("left out"))

    def _tell_sheets(self, sheets: list[Sheet]) -> None:
        read = {self.survey.name, self.choices_table.name if self.choices_table else "", "settings"}
        for sheet in sheets:
            if sheet.rows and sheet.name not in read and sheet.name.casefold().strip() != "settings":
                self.report.note(Place(sheet.name), _("a sheet that is no part of a form"), _("left out"))


def _survey(named: Mapping[str, Sheet], path: Path) -> Table:
    sheet = named.get("survey") or named.get(near("survey", named))
    if sheet is None:
        message = _("{path} is no XLSForm: it has no sheet 'survey' (its sheets: {sheets}).")
        known = ", ".join(other.name for other in named.values()) or "-"
        raise InputError(
            message.format(path=path, sheets=known[:200]),
            _("An XLSForm has the sheets survey, choices and settings."),
        )
    table = Table(sheet, wanted=("type",))
    if "type" not in table.columns:
        message = _("{path} is no XLSForm: the sheet 'survey' has no column 'type'.").format(path=path)
        raise InputError(message, _("The first row of 'survey' must name its columns: type, name, label."))
    return table


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain if len(plain) <= 80 else plain[:77] + '...'}'"
