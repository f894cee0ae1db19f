"""The rows of a form that ask something, each as a question of a bank."""

from questionnaire.banks.fields import number_of
from questionnaire.banks.model import NUMERIC, AnswerType, Text
from questionnaire.banks.read import RESERVED_NAMES
from questionnaire.banks.xlsform.bounds import bounds_of_constraint
from questionnaire.banks.xlsform.draft import Draft
from questionnaire.banks.xlsform.form_choices import FormChoices, other_texts
from questionnaire.banks.xlsform.form_texts import FormTexts
from questionnaire.banks.xlsform.form_types import FormType, Kind
from questionnaire.banks.xlsform.ids import Ids, as_id, in_words
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row
from questionnaire.translation import _

_PLAIN = {
    Kind.TEXT: AnswerType.TEXT, Kind.INTEGER: AnswerType.NUMBER, Kind.DECIMAL: AnswerType.NUMBER, Kind.RANGE: AnswerType.NUMBER,
    Kind.DATE: AnswerType.DATE, Kind.ACKNOWLEDGE: AnswerType.YES_NO, Kind.UNKNOWN: AnswerType.TEXT,
}  # fmt: skip
_CHOOSING = (Kind.SELECT_ONE, Kind.SELECT_MANY, Kind.RANK)
_WORDS_OF_YES_NO = {"yes": "yes", "no": "no", "OK": "yes", "ok": "yes"}


class FormQuestions:
    """Makes questions of rows."""

    def __init__(self, texts: FormTexts, choices: FormChoices, report: Report) -> None:
        self.texts = texts
        self.choices = choices
        self.report = report
        self.ids = Ids(RESERVED_NAMES)
        self.by_name: dict[str, Draft] = {}

    def questions(self, row: Row, kind: FormType) -> list[Draft]:
        """The question of a row, and after it the one for "which other?" where the form adds it."""
        name = str(row.text("name"))
        fallback = next(iter(self.texts.text(row, "label").values()), "")[:40]
        draft = Draft(
            id=self.ids.new(name or fallback, f"question-{row.number}"),
            ask=self._ask(row, name),
            answer=_PLAIN.get(kind.kind, AnswerType.TEXT),
            place=row.place,
            listen_for=self._listen_for(row),
        )
        self._know(name, draft, row)
        self._answer(draft, row, kind)
        self._bounds(draft, row, kind)
        self.report.questions[str(draft.answer)] += 1
        return [draft, *self._other(draft, row, kind)]

    def _know(self, name: str, draft: Draft, row: Row) -> None:
        if name and name in self.by_name:
            what = _("a second question is named '{name}'").format(name=name)
            self.report.note(
                row.place_of("name"), what, _("it is '{id}'; conditions mean the first").format(id=draft.id)
            )
            name = f"{name} (row {row.number})"
        elif name:
            self.by_name[name] = draft
        if name and name != draft.id:
            self.report.names[name] = draft.id

    def _ask(self, row: Row, name: str) -> Text:
        label = self.texts.text(row, "label")
        if label:
            return label
        hint = self.texts.text(row, "hint")
        self.report.note(row.place, _("the question has no label"), _("its hint or its name stands there"))
        return hint or self.texts.all(in_words(name) or _("Question of row {row}").format(row=row.number))

    def _listen_for(self, row: Row) -> Text:
        parts = [self.texts.text(row, column) for column in ("hint", "guidance_hint")]
        return together([part for part in parts if part])

    def _answer(self, draft: Draft, row: Row, kind: FormType) -> None:
        if kind.kind in _CHOOSING:
            self._choosing(draft, row, kind)
        elif kind.kind is Kind.ACKNOWLEDGE:
            draft.words = dict(_WORDS_OF_YES_NO)
        elif kind.kind is Kind.UNKNOWN:
            what = _("type '{type}' is not known").format(type=row.text("type"))
            self.report.note(row.place_of("type"), what, _("asked as a text"))
        elif kind.kind is Kind.INTEGER:
            draft.whole = True
        elif kind.kind is Kind.RANGE:
            self._range(draft, row)
        elif kind.kind is Kind.TEXT and as_id(row.text("type")) == "time":
            self.report.note(row.place_of("type"), _("a time of day"), _("asked as a text"))
        elif kind.kind is Kind.DATE and as_id(row.text("type")) != "date":
            self.report.note(row.place_of("type"), _("a date with a time"), _("asked as a date"))

    def _choosing(self, draft: Draft, row: Row, kind: FormType) -> None:
        if kind.is_elsewhere:
            what = _("the choices stand in another file or sheet ({name})").format(name=kind.list_name)
            self.report.note(row.place_of("type"), what, _("asked as a text"))
            draft.words = {"": ""}
            return
        if kind.kind is Kind.RANK:
            self.report.note(
                row.place_of("type"), _("choices to be put in order"), _("asked as choices, without an order")
            )
        many = kind.kind is not Kind.SELECT_ONE
        chosen = self.choices.chosen(kind.list_name, is_many=many, or_other=kind.or_other, row=row)
        draft.answer, draft.choices, draft.words = chosen.answer, chosen.choices, chosen.words
        if "choice_filter" in row:
            what = _("the choices depend on another answer ({filter})").format(filter=row["choice_filter"])
            self.report.note(row.place_of("choice_filter"), what, _("all of them are offered"))

    def _range(self, draft: Draft, row: Row) -> None:
        parameters = dict(
            part.split("=", 1)
            for part in row.text("parameters").replace(";", " ").replace(",", " ").split()
            if "=" in part
        )
        low, high = number_of(parameters.get("start", "1")), number_of(parameters.get("end", "10"))
        if low is not None and high is not None:
            draft.min, draft.max = min(low, high), max(low, high)
        draft.whole = "." not in "".join(parameters.values())

    def _bounds(self, draft: Draft, row: Row, kind: FormType) -> None:
        text = str(row.text("constraint"))
        if not text:
            return
        place = row.place_of("constraint")
        if draft.answer not in NUMERIC:
            what = _("the constraint {text}").format(text=_short(text))
            self.report.note(place, what, _("left out: only numbers have bounds here"))
            return
        bounds, left_out = bounds_of_constraint(text)
        for key, (number, is_allowed) in bounds.items():
            self._bound(draft, key, number, is_allowed=is_allowed, place_row=row)
        for why in left_out:
            what = _("the constraint {text}").format(text=_short(text))
            self.report.note(place, what, _("left out in part or whole: {why}").format(why=why))
        if draft.min is not None and draft.max is not None and draft.min > draft.max:
            draft.min = draft.max = None
            self.report.note(
                place, _("the constraint {text}").format(text=_short(text)), _("left out: no number meets it")
            )

    def _bound(self, draft: Draft, key: str, text: str, *, is_allowed: bool, place_row: Row) -> None:
        number = number_of(text)
        if number is None:
            return
        if not is_allowed and draft.whole and float(number).is_integer():
            number = int(number) + (1 if key == "min" else -1)
        elif not is_allowed:
            what = _("the number must not be {number} itself").format(number=text)
            self.report.note(place_row.place_of("constraint"), what, _("it may be"))
        setattr(draft, key, number)

    def _other(self, draft: Draft, row: Row, kind: FormType) -> list[Draft]:
        if not kind.or_other or "other" not in draft.words or not draft.choices:
            return []
        asked = Draft(
            id=self.ids.new(f"{draft.id}-other", "other"),
            ask=other_texts(self.texts.codes)[1],
            answer=AnswerType.TEXT,
            place=row.place,
            wanted=[(f"selected(${{{row.text('name')}}}, 'other')", row.place_of("type"))],
        )
        self.by_name.setdefault(f"{row.text('name')}_other", asked)
        return [asked]


def together(texts: list[Text]) -> Text:
    """Texts one below the other."""
    if not texts:
        return {}
    return {code: "\n\n".join(dict.fromkeys(text[code] for text in texts)) for code in texts[0]}


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain if len(plain) <= 60 else plain[:57] + '...'}'"
