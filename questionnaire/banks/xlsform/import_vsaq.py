"""A questionnaire of Google's VSAQ as a bank: blocks become sections, tips flags under the answer they are shown for."""

from pathlib import Path

from questionnaire.banks.conditions import Condition, names_in
from questionnaire.banks.model import AnswerType, Bank, Check, Flag, Severity, Text
from questionnaire.banks.read import RESERVED_NAMES
from questionnaire.banks.xlsform.data import Place
from questionnaire.banks.xlsform.draft import Draft, DraftBank, DraftSection
from questionnaire.banks.xlsform.finish import finished
from questionnaire.banks.xlsform.form_texts import plain
from questionnaire.banks.xlsform.from_xpath import Known
from questionnaire.banks.xlsform.ids import Ids, as_id, in_words
from questionnaire.banks.xlsform.joining import joined
from questionnaire.banks.xlsform.loose_json import JsonError, JsonObject, Value, read_json
from questionnaire.banks.xlsform.read_workbook import read_file
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.vsaq_choices import choosing
from questionnaire.banks.xlsform.vsaq_conditions import said_of
from questionnaire.errors import InputError
from questionnaire.translation import _

LARGEST = 20_000_000
LANGUAGE = "en"

_SEVERITY = {"low": Severity.LOW, "medium": Severity.MEDIUM, "high": Severity.HIGH, "critical": Severity.HIGH}
_READ = frozenset(
    {
        "type",
        "text",
        "id",
        "choices",
        "cond",
        "items",
        "warn",
        "severity",
        "name",
        "why",
        "todo",
        "yes",
        "no",
        "label",
    }
)


def import_vsaq(source: Path) -> tuple[Bank, Report]:
    """The bank in a VSAQ file and what was noted. Raises `InputError` or `BankMistakesError`."""
    report = Report("vsaq")
    questionnaire = _Questionnaire(report)
    return finished(questionnaire.draft(_items_of(source), source), report, str(source)), report


def _items_of(source: Path) -> tuple[JsonObject, list[JsonObject]]:
    """The whole file and its topmost items."""
    try:
        whole = read_json(read_file(source, LARGEST).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            _("{path} is not UTF-8 text.").format(path=source), _("Save it as UTF-8.")
        ) from error
    except (JsonError, RecursionError) as error:
        line = error.line if isinstance(error, JsonError) else 1
        message = _("{path}:{line}: {why}.").format(path=source, line=line, why=error)
        raise InputError(message, _("Mend it and try again.")) from error
    if isinstance(whole, JsonObject):
        for key in ("questionnaire", "extensions", "extension"):
            items = _objects(whole.get(key))
            if items:
                return whole, items
    message = _("{path} is no VSAQ questionnaire: it has no list 'questionnaire'.").format(path=source)
    raise InputError(message, _("Give an XLSForm workbook (.xlsx or .xls) or a VSAQ questionnaire (.json)."))


class _Questionnaire:
    """Makes a draft of items; conditions and tips wait until every question is known."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.ids = Ids(RESERVED_NAMES)
        self.section_ids = Ids()
        self.check_ids = Ids()
        self.known: dict[str, Known] = {}
        self.sections: list[DraftSection] = []
        self.tips: list[tuple[JsonObject, list[str], Draft | None]] = []
        self.conditions: dict[str, tuple[JsonObject, list[str]]] = {}
        self.pending: list[str] = []

    def draft(self, whole: tuple[JsonObject, list[JsonObject]], source: Path) -> DraftBank:
        file, items = whole
        title = plain(_text(items[0], "text")) if len(items) == 1 and _holds_blocks_alone(items[0]) else ""
        title = title or in_words(source.stem) or source.stem
        self._topmost(items, [], title)
        draft = DraftBank(
            id=as_id(source.stem) or "bank",
            version=_version(file.get("version")),
            languages=(LANGUAGE,),
            title={LANGUAGE: title},
            sections=[section for section in self.sections if section.questions],
        )
        if not draft.sections:
            raise InputError(_("{path} cannot be imported: it asks no questions.").format(path=source))
        for question in draft.questions():
            item, conditions = self.conditions[question.id]
            self._condition(question, item, conditions)
        for tip, conditions, before in self.tips:
            self._tip(tip, conditions, before, draft)
        return draft

    def _topmost(self, items: list[JsonObject], above: list[str], title: str) -> None:
        """Blocks become sections; of a block that holds blocks alone, those."""
        loose: DraftSection | None = None
        for item in items:
            if item.get("type") != "block":
                loose = loose or self._section(JsonObject({"text": title}))
                self._item(item, loose, above)
                continue
            loose = None
            if _holds_blocks_alone(item):
                label = plain(_text(item, "text"))
                if label and label != title:
                    what = _("a block around blocks: '{label}'").format(label=label[:60])
                    done = _("the blocks in it are sections, its own title is left out")
                    self.report.note(Place("", item.line), what, done)
                self._topmost(_objects(item.get("items")), [*above, *_condition_text(item)], label or title)
            else:
                self._block(item, self._section(item), above)

    def _section(self, block: JsonObject) -> DraftSection:
        title = plain(_text(block, "text")) or in_words(_text(block, "id")) or _("Questions")
        section = DraftSection(
            self.section_ids.new(_text(block, "id") or title, "questions"), {LANGUAGE: title}
        )
        self.sections.append(section)
        return section

    def _block(self, block: JsonObject, section: DraftSection, above: list[str]) -> None:
        self._tell_keys(block)
        for item in _objects(block.get("items")):
            self._item(item, section, [*above, *_condition_text(block)])
        if self.pending:
            self._introduce(section)

    def _item(self, item: JsonObject, section: DraftSection, above: list[str]) -> None:
        place = Place("", item.line)
        match _text(item, "type"):
            case "block":
                if text := plain(_text(item, "text")):
                    self.report.note(
                        place,
                        _("a block inside a block: '{label}'").format(label=text[:60]),
                        _("its questions stand in the section"),
                    )
                self._block(item, section, above)
            case "info" | "spacer":
                self._info(item, section, above)
            case "tip":
                self.tips.append(
                    (
                        item,
                        [*_condition_text(item)] or above,
                        section.questions[-1] if section.questions else None,
                    )
                )
                self._tell_keys(item)
            case "upload":
                self._upload(item, section)
            case "line" | "box" | "radiogroup" | "checkgroup" | "yesno" | "check" | "radio":
                self._question(item, section, above)
            case other:
                self.report.note(place, _("type '{type}' is not known").format(type=other), _("left out"))

    def _info(self, item: JsonObject, section: DraftSection, above: list[str]) -> None:
        if text := plain(_text(item, "text")):
            if _condition_text(item):
                what = _("a note with a condition")
                self.report.note(Place("", item.line), what, _("always shown, with the question after it"))
            self.pending.append(text)
            if not section.questions and not above:
                self._introduce(section)

    def _introduce(self, section: DraftSection) -> None:
        texts = [*section.intro.values(), *self.pending]
        section.intro = {LANGUAGE: "\n\n".join(texts)}
        self.pending = []

    def _upload(self, item: JsonObject, section: DraftSection) -> None:
        text = plain(_text(item, "text")) or _("a file")
        what = _("'{name}' asks for a photo or file").format(name=text[:60])
        if not section.questions:
            self.report.note(Place("", item.line), what, _("left out"))
            return
        question = section.questions[-1]
        question.evidence = {LANGUAGE: (*question.evidence.get(LANGUAGE, ()), text)}
        done = _("it is evidence to ask for at '{question}'").format(question=question.id)
        self.report.note(Place("", item.line), what, done)

    def _question(self, item: JsonObject, section: DraftSection, above: list[str]) -> None:
        self._tell_keys(item)
        name = _text(item, "id")
        ask = plain(_text(item, "text"))
        place = Place("", item.line)
        if not ask and self.pending:
            ask = self.pending.pop()
        elif not ask and section.intro and not section.questions:
            ask, section.intro = section.intro[LANGUAGE], {}
        if not ask:
            self.report.note(place, _("the question has no text"), _("its name stands there"))
            ask = in_words(name) or _("Question of line {line}").format(line=item.line)
        draft = Draft(
            self.ids.new(name or ask[:40], f"question-{item.line}"), {LANGUAGE: ask}, AnswerType.TEXT, place
        )
        if self.pending:
            draft.listen_for = {LANGUAGE: "\n\n".join(self.pending)}
            self.pending = []
        chosen = choosing(item, place, self.report)
        draft.answer, draft.choices, draft.words = chosen.answer, chosen.choices, chosen.words
        conditions = [*above, *_condition_text(item)]
        known = Known(draft.id, draft.answer, draft.words, always=not conditions)
        for word in draft.words:
            self.known.setdefault(word, known)
        if name:
            self.known.setdefault(name, known)
            if name != draft.id:
                self.report.names.setdefault(name, draft.id)
        self.conditions[draft.id] = item, conditions
        self.report.questions[str(draft.answer)] += 1
        section.questions.append(draft)

    def _condition(self, question: Draft, item: JsonObject, conditions: list[str]) -> None:
        parts: list[Condition] = []
        for text in conditions:
            said = said_of(text, self.known)
            if said.condition is not None:
                parts.append(said.condition)
            done = (
                _("left out ({why}); the question is always asked")
                if said.condition is None
                else _("a part is left out ({why})")
            )
            for why in said.left_out:
                self.report.note(
                    Place("", item.line),
                    _("the condition {text}").format(text=f"'{text[:80]}'"),
                    done.format(why=why),
                )
        question.ask_if = joined(parts, by_all=True) if parts else None

    def _tip(self, tip: JsonObject, conditions: list[str], before: Draft | None, draft: DraftBank) -> None:
        """A tip as a flag of the question it looks at, as a check where it looks at several, as advice where at none."""
        place = Place("", tip.line)
        because = _because(tip)
        certain = {name: Known(known.id, known.answer, known.words) for name, known in self.known.items()}
        said = [said_of(text, certain) for text in conditions]
        parts = [one.condition for one in said if one.condition is not None]
        what = _("the tip '{label}'").format(label=because[LANGUAGE][:60])
        for why in [why for one in said for why in one.left_out]:
            self.report.note(
                place, what, _("its condition is left out in part or whole ({why})").format(why=why)
            )
        if not parts:
            if before is not None:
                texts = [*before.listen_for.values(), because[LANGUAGE]]
                before.listen_for = {LANGUAGE: "\n\n".join(texts)}
            self.report.note(
                place,
                what,
                _("it hangs on no answer: shown as advice with the question before it")
                if before
                else _("left out"),
            )
            return
        when = joined(parts, by_all=True)
        next_step = {LANGUAGE: text} if (text := plain(_text(tip, "why") or _text(tip, "todo"))) else {}
        names = sorted(set(names_in(when)))
        if len(names) == 1:
            question = next(one for one in draft.questions() if one.id == names[0])
            question.flags.append(Flag(when, self._severity(tip), because, next_step))
            return
        check_id = self.check_ids.new(_text(tip, "id") or _text(tip, "name"), f"tip-{tip.line}")
        draft.checks.append(Check(check_id, when, self._severity(tip), because, next_step))
        self.report.note(
            place, what, _("it looks at several answers: it is the check '{id}'").format(id=check_id)
        )

    def _severity(self, tip: JsonObject) -> Severity:
        word = _text(tip, "severity").casefold()
        if word in _SEVERITY:
            return _SEVERITY[word]
        warns = _text(tip, "warn").casefold() in ("yes", "true")
        severity = Severity.MEDIUM if warns else Severity.LOW
        self.report.note_each(
            Place("", tip.line),
            _("a tip without a severity, {rows}"),
            _("taken for {severity}").format(severity=severity),
        )
        return severity

    def _tell_keys(self, item: JsonObject) -> None:
        for key, value in item.items():
            if key not in _READ and value not in (False, None, ""):
                self.report.note_each(
                    Place("", item.line), _("'{key}' in {{rows}}").format(key=key), _("left out")
                )


def _holds_blocks_alone(block: JsonObject) -> bool:
    items = _objects(block.get("items"))
    return block.get("type") == "block" and bool(items) and all(item.get("type") == "block" for item in items)


def _because(tip: JsonObject) -> Text:
    name, text = plain(_text(tip, "name")), plain(_text(tip, "text"))
    start = f"{name.rstrip('.')}." if name and text else name
    return {LANGUAGE: " ".join(filter(None, (start, text))) or _("This answer needs follow-up.")}


def _condition_text(item: JsonObject) -> list[str]:
    text = _text(item, "cond").strip()
    return [text] if text else []


def _text(item: JsonObject, key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""


def _objects(value: Value) -> list[JsonObject]:
    return [item for item in value if isinstance(item, JsonObject)] if isinstance(value, list) else []


def _version(value: Value) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return " ".join(value.split()) or "1" if isinstance(value, str) else "1"
