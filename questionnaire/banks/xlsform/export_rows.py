"""A bank as the rows of an XLSForm: what a form can say in its own columns, the rest in columns called `bank::`."""

import hashlib
from collections.abc import Iterable, Iterator

from questionnaire.banks.conditions import Condition, names_in
from questionnaire.banks.model import AnswerType, Bank, FigureKind, Question, Respondent, Section, Text
from questionnaire.banks.names import RATINGS, REASONS, UNION_REGIMES
from questionnaire.banks.words import ANSWER_WORDS, REGIME_WORDS, RESPONDENT_WORDS
from questionnaire.banks.xlsform.bank_data import condition_data, number_text
from questionnaire.banks.xlsform.languages import heading_for
from questionnaire.banks.xlsform.layout import (
    DEFAULT_PERCENTAGE,
    INTRO,
    PROBES,
    REASON_LIST,
    SECTION,
    YES_NO_LIST,
    RowKind,
)
from questionnaire.banks.xlsform.to_xpath import REASON_ENDING, Forms, context_name, form_name, has_reason_row
from questionnaire.banks.xlsform.yaml_text import flow
from questionnaire.translation import N_, _, speaking

Row = dict[str, str]

_TYPES = {
    AnswerType.PERCENTAGE: "decimal",
    AnswerType.DATE: "date",
    AnswerType.TEXT: "text",
    AnswerType.YES_NO: f"select_one {YES_NO_LIST}",
}
_ABOUT = N_("About the supplier")
_WHY_NONE = N_("No answer to this? Why not")
_CONTEXT = {
    "respondent": (f"select_one {context_name('respondent')}", N_("Who answers?")),
    "supplier.country": ("text", N_("Country of the supplier, in two letters")),
    "supplier.workers": ("integer", N_("Number of workers on our own file")),
    "country.rating": (f"select_one {context_name('country.rating')}", N_("Rating of the country")),
    "country.union_regime": (
        f"select_one {context_name('country.union_regime')}",
        N_("What the law of the country allows unions"),
    ),
    "country.danger": ("text", N_("Does asking put people in danger there? If so: yes")),
}
_RATIFIED = N_("Year in which the country ratified ILO convention {number}, or: no")


def digest(text: str) -> str:
    """A short sign by which a cell is known again as the tool wrote it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def settings_rows(bank: Bank) -> list[Row]:
    """The one row of the settings."""
    first, *others = bank.languages
    row = {
        "form_title": bank.title[first],
        "form_id": bank.id,
        "version": bank.version,
        "default_language": heading_for(first),
        "bank::format": "1",
    }
    row |= _by_heading("bank::title", {language: bank.title[language] for language in others})
    row |= _by_heading("bank::about", bank.about)
    return [row | {"bank::publisher": bank.publisher, "bank::theme": str(bank.theme or "")}]


class SurveyRows:
    """The rows of the survey and of the choices of one bank."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.forms = Forms(bank)
        self.rows: list[Row] = []
        self.choices: list[Row] = []
        self._context()
        for section in bank.sections:
            self._section(section)
        self._figures()
        self._shared_choices()

    def own(self, message: str) -> Text:
        """One of the tool's own sentences in the languages of the bank; English where the tool does not speak one."""
        texts = {}
        for language in self.bank.languages:
            with speaking(language):
                texts[language] = _(message)
        return texts

    def _add(self, kind: RowKind, type_: str, name: str, label: Text | None = None, **more: str) -> Row:
        row = {
            "bank::row": str(kind),
            "type": type_,
            "name": name,
            **_by_heading("label", label or {}),
            **more,
        }
        self.rows.append({key: value for key, value in row.items() if value})
        return self.rows[-1]

    def _context(self) -> None:
        """The questions about the supplier that conditions look at, and the tool knows by itself."""
        used = {name for condition in conditions_of(self.bank) for name in names_in(condition)}
        used |= {name for figure in self.bank.figures for name in figure.of}
        names = sorted(name for name in used if "." in name or name == "respondent")
        if not names:
            return
        self._add(RowKind.FORM, "begin_group", "_about", self.own(_ABOUT))
        for name in names:
            kind, label = _CONTEXT.get(name, ("text", _RATIFIED))
            texts = {
                language: text.format(number=name.partition(".c")[2])
                for language, text in self.own(label).items()
            }
            self._add(RowKind.FORM, kind, context_name(name), texts)
        self._add(RowKind.FORM, "end_group", "_about")

    def _section(self, section: Section) -> None:
        name = SECTION + section.id
        self._add(RowKind.SECTION, "begin_group", name, section.title)
        if section.intro:
            self._add(RowKind.INTRO, "note", INTRO + section.id, section.intro)
        for question in section.questions:
            self._question(question)
        self._add(RowKind.SECTION, "end_group", name)

    def _question(self, question: Question) -> None:
        row = self._add(
            RowKind.QUESTION,
            self._type(question),
            form_name(question.id),
            question.ask,
            constraint=_constraint(question),
            **{"bank::answer": str(question.answer)},
            **self._exact(question),
        )
        row |= _by_heading("hint", question.listen_for)
        row |= _by_heading("bank::unit", question.unit)
        row |= _by_heading(
            "bank::evidence", {code: lines_of(items) for code, items in question.evidence.items()}
        )
        if question.ask_if is not None:
            row |= self._condition(question.ask_if, "bank::ask_if")
        self._own_choices(question)
        if has_reason_row(question):
            self._add(
                RowKind.FORM,
                f"select_one {REASON_LIST}",
                form_name(question.id) + REASON_ENDING,
                self.own(_WHY_NONE),
                relevant=f"{self.forms.reference(question.id)} = ''",
                appearance="minimal",
            )
        for number, group in enumerate(question.probes, 1):
            name = f"{PROBES}{question.id}_{number}"
            begin = self._add(RowKind.PROBES, "begin_group", name)
            begin |= self._condition(group.when, "bank::when", question.id)
            for probe in group.questions:
                self._question(probe)
            self._add(RowKind.PROBES, "end_group", name)

    def _type(self, question: Question) -> str:
        match question.answer:
            case AnswerType.CHOICE:
                return f"select_one {form_name(question.id)}"
            case AnswerType.CHOICES:
                return f"select_multiple {form_name(question.id)}"
            case AnswerType.NUMBER:
                return "integer" if question.whole else "decimal"
        return _TYPES[question.answer]

    def _exact(self, question: Question) -> Row:
        return {
            "bank::was": ", ".join(question.was),
            "bank::based_on": lines_of(question.based_on),
            "bank::ask_of": ", ".join(map(str, question.ask_of)),
            "bank::short_form": "yes" if question.short_form else "",
            "bank::about_prices": "yes" if question.about_prices else "",
        }

    def _condition(self, condition: Condition, key: str, own: str | None = None) -> Row:
        """A condition as the form knows it, as the bank does, and the sign that neither was changed."""
        relevant = self.forms.condition(condition)
        return {
            "relevant": relevant,
            key: flow(condition_data(condition, own)),
            "bank::written": digest(relevant),
        }

    def _own_choices(self, question: Question) -> None:
        if question.choices:
            texts = [(choice.id, choice.label) for choice in question.choices]
            self._list(form_name(question.id), [*texts, *self._words(REASONS)])

    def _shared_choices(self) -> None:
        self._list(YES_NO_LIST, self._words(("yes", "partly", "no", *REASONS)))
        self._list(REASON_LIST, self._words(REASONS))
        if any(row["name"] == context_name("respondent") for row in self.rows):
            self._list(context_name("respondent"), self._of(RESPONDENT_WORDS, Respondent))
        if any(row["name"] == context_name("country.rating") for row in self.rows):
            self._list(context_name("country.rating"), self._of({}, RATINGS))
        if any(row["name"] == context_name("country.union_regime") for row in self.rows):
            self._list(context_name("country.union_regime"), self._of(REGIME_WORDS, UNION_REGIMES))

    def _words(self, words: Iterable[str]) -> list[tuple[str, Text]]:
        return self._of({str(word): label for word, label in ANSWER_WORDS.items()}, words)

    def _of(self, labels: dict[str, str], words: Iterable[str]) -> list[tuple[str, Text]]:
        return [(str(word), self.own(labels.get(word, str(word)))) for word in words]

    def _list(self, name: str, choices: list[tuple[str, Text]]) -> None:
        for word, label in choices:
            texts = {
                code: text[:1].upper() + text[1:] if name in (YES_NO_LIST, REASON_LIST) else text
                for code, text in label.items()
            }
            self.choices.append({"list_name": name, "name": word, **_by_heading("label", texts)})

    def _figures(self) -> None:
        for figure in self.bank.figures:
            parts = [self.forms.reference(name) for name in figure.of]
            guards = [f"{part} != ''" for part in parts]
            match figure.kind:
                case FigureKind.SUM:
                    worked_out = " + ".join(parts)
                case FigureKind.DIFFERENCE:
                    worked_out = f"abs({parts[0]} - {parts[1]})"
                case _:
                    guards.append(f"{parts[1]} != 0")
                    worked_out = f"round(100 * {parts[0]} div {parts[1]}, 2)"
            calculation = f"if({' and '.join(guards)}, {worked_out}, '')"
            self._add(RowKind.FORM, "calculate", form_name(figure.id), calculation=calculation)


def flag_rows(bank: Bank) -> list[Row]:
    """A row for each flag."""
    return [
        {
            "question": question.id,
            "when": flow(condition_data(flag.when, question.id)),
            "without": "evidence" if flag.without_evidence else "",
            "severity": str(flag.severity),
            **_by_heading("because", flag.because),
            **_by_heading("next_step", flag.next_step),
        }
        for question in bank.questions()
        for flag in question.flags
    ]


def check_rows(bank: Bank) -> list[Row]:
    """A row for each check."""
    return [
        {
            "id": check.id,
            "when": flow(condition_data(check.when)),
            "severity": str(check.severity),
            **_by_heading("because", check.because),
            **_by_heading("ask_next", check.ask_next),
        }
        for check in bank.checks
    ]


def figure_rows(bank: Bank) -> list[Row]:
    """A row for each figure."""
    return [
        {
            "id": figure.id,
            "kind": str(figure.kind),
            "of": ", ".join(figure.of),
            **_by_heading("title", figure.title),
        }
        for figure in bank.figures
    ]


def lines_of(items: Iterable[str]) -> str:
    """A list in a cell, a line for each item; further lines of one item stand in by two blanks."""
    return "\n".join(item.replace("\n", "\n  ") for item in items)


def conditions_of(bank: Bank) -> Iterator[Condition]:
    """The conditions that a form follows: when something is asked."""
    for question in bank.questions():
        if question.ask_if is not None:
            yield question.ask_if
        for group in question.probes:
            yield group.when


def _by_heading(column: str, text: Text) -> Row:
    return {f"{column}::{heading_for(language)}": words for language, words in text.items() if words}


def _constraint(question: Question) -> str:
    if question.answer is AnswerType.CHOICES:
        alone = " or ".join(f"selected(., '{reason}')" for reason in REASONS)
        return f"not({alone}) or count-selected(.) = 1"
    if question.answer is AnswerType.PERCENTAGE and question.min is None and question.max is None:
        return DEFAULT_PERCENTAGE
    bounds = ((". >= ", question.min), (". <= ", question.max))
    return " and ".join(sign + number_text(bound) for sign, bound in bounds if bound is not None)
