"""A bank as it reads, as plain data: one reading for the terminal and for every kind of paper."""

from msgspec import Struct

from questionnaire.banks.conditions import Condition
from questionnaire.banks.model import (
    AnswerType,
    Bank,
    Check,
    Figure,
    FigureKind,
    Flag,
    Probes,
    Question,
    Section,
    Severity,
)
from questionnaire.banks.words import (
    RESPONDENT_WORDS,
    SEVERITY_WORDS,
    THEME_WORDS,
    condition_in_words,
    numbers_of,
)
from questionnaire.interviews.answers import YES_NO_LABELS
from questionnaire.text import one_line
from questionnaire.translation import N_, _

_ANSWER_TYPES = {
    AnswerType.CHOICE: N_("one of:"),
    AnswerType.CHOICES: N_("any of:"),
    AnswerType.NUMBER: N_("a number"),
    AnswerType.PERCENTAGE: N_("a percentage"),
    AnswerType.DATE: N_("a date"),
    AnswerType.TEXT: N_("a text"),
}


class Line(Struct, frozen=True):
    """A text and what it is."""

    label: str
    text: str


class ReadFlag(Struct, frozen=True):
    """When an answer needs follow-up, why, and what to do; `start` is the whole clause before the reason."""

    severity: Severity
    start: str
    because: str
    next_step: str


class ReadQuestion(Struct, frozen=True):
    """One question; `about` says who is asked and whether it is in the short form, `choices` are label and id."""

    number: str
    id: str
    ask: str
    depth: int
    about: tuple[str, ...]
    asked_when: str
    answer: str
    choices: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    flags: tuple[ReadFlag, ...]
    groups: "tuple[ReadProbes, ...]"


class ReadProbes(Struct, frozen=True):
    """Probes, and when they are asked."""

    start: str
    questions: tuple[ReadQuestion, ...]


class ReadSection(Struct, frozen=True):
    """A section."""

    number: str
    title: str
    intro: str
    questions: tuple[ReadQuestion, ...]


class ReadCheck(Struct, frozen=True):
    """A check."""

    id: str
    severity: Severity
    because: str
    lines: tuple[Line, ...]


class Reading(Struct, frozen=True):
    """A whole bank."""

    language: str
    title: str
    particulars: tuple[str, ...]
    about: str
    sections: tuple[ReadSection, ...]
    checks: tuple[ReadCheck, ...]
    figures: tuple[Line, ...]


CHECKS = N_("Checks: answers that do not fit together")
FIGURES = N_("Figures: numbers worked out from answers")


def reading_of(bank: Bank, language: str) -> Reading:
    """A bank in one of its languages, everything around its texts in the tool's own."""
    return _Reader(bank, language).reading()


class _Reader:
    """Reads one bank aloud."""

    def __init__(self, bank: Bank, language: str) -> None:
        self.bank = bank
        self.language = language
        self.numbers = numbers_of(bank)

    def reading(self) -> Reading:
        bank = self.bank
        languages = _("languages {languages}").format(languages=", ".join(bank.languages))
        theme = _("theme: {theme}").format(theme=_(THEME_WORDS[bank.theme])) if bank.theme else ""
        particulars = (f"{bank.id} {bank.version}", languages, theme, bank.publisher)
        return Reading(
            language=self.language,
            title=one_line(self.text(bank.title)),
            particulars=tuple(filter(None, particulars)),
            about=self.text(bank.about),
            sections=tuple(self.section(number, section) for number, section in enumerate(bank.sections, 1)),
            checks=tuple(map(self.check, bank.checks)),
            figures=tuple(map(self.figure, bank.figures)),
        )

    def text(self, text: dict[str, str]) -> str:
        return self.bank.in_language(text, self.language)

    def section(self, number: int, section: Section) -> ReadSection:
        questions = tuple(self.question(question, 0) for question in section.questions)
        return ReadSection(
            str(number), one_line(self.text(section.title)), self.text(section.intro), questions
        )

    def question(self, question: Question, depth: int) -> ReadQuestion:
        asked_of = _one_after_another([_(RESPONDENT_WORDS[role]) for role in question.ask_of])
        about = (
            _("asked of {respondents}").format(respondents=asked_of) if asked_of else "",
            _("short form") if question.short_form else "",
            _("about prices") if question.about_prices else "",
        )
        return ReadQuestion(
            number=self.numbers[question.id],
            id=question.id,
            ask=self.text(question.ask),
            depth=depth,
            about=tuple(filter(None, about)),
            asked_when="" if question.ask_if is None else f"{self.condition(question.ask_if)}.",
            answer=self.answer(question),
            choices=tuple((self.text(choice.label), choice.id) for choice in question.choices),
            lines=tuple(self.lines(question)),
            flags=tuple(self.flag(flag, question) for flag in question.flags),
            groups=tuple(self.probes(group, question, depth + 1) for group in question.probes),
        )

    def answer(self, question: Question) -> str:
        if question.answer is AnswerType.YES_NO:
            return " / ".join(YES_NO_LABELS.get(self.language, YES_NO_LABELS["en"]).values())
        words = _(_ANSWER_TYPES[question.answer])
        if question.unit:
            words += f" ({self.text(question.unit)})"
        if question.min is not None:
            words += ", " + _("at least {number}").format(number=question.min)
        if question.max is not None:
            words += ", " + _("at most {number}").format(number=question.max)
        return words

    def lines(self, question: Question) -> list[Line]:
        evidence = question.evidence.get(self.language) or question.evidence.get(self.bank.languages[0], ())
        lines = (
            Line(_("Listen for:"), self.text(question.listen_for)),
            Line(_("Ask to see:"), "; ".join(evidence)),
            Line(_("Based on:"), "; ".join(question.based_on)),
        )
        return [line for line in lines if line.text]

    def flag(self, flag: Flag, question: Question) -> ReadFlag:
        clause = self.condition(flag.when, question.id)
        if flag.without_evidence:
            clause = _("{clause} and no evidence was seen").format(clause=clause)
        start = _("Needs follow-up ({severity}) when {clause}:")
        return ReadFlag(
            flag.severity,
            start.format(severity=_(SEVERITY_WORDS[flag.severity]), clause=clause),
            self.text(flag.because),
            self.text(flag.next_step),
        )

    def probes(self, group: Probes, question: Question, depth: int) -> ReadProbes:
        clause = self.condition(group.when, question.id)
        start = _("Probes, asked when {clause}:").format(clause=clause)
        return ReadProbes(start, tuple(self.question(probe, depth) for probe in group.questions))

    def check(self, check: Check) -> ReadCheck:
        lines = (
            Line(_("Told when"), f"{self.condition(check.when)}."),
            Line(_("Ask now:"), self.text(check.ask_next)),
        )
        shown = tuple(line for line in lines if line.text)
        return ReadCheck(check.id, check.severity, self.text(check.because), shown)

    def figure(self, figure: Figure) -> Line:
        parts = [self.part(name) for name in figure.of]
        if figure.kind is FigureKind.PERCENT:
            text = _("{part} as a percentage of {whole}").format(part=parts[0], whole=parts[1])
        elif figure.kind is FigureKind.SUM:
            text = _("the sum of {parts}").format(parts=_one_after_another(parts))
        else:
            text = _("how far {one} and {other} lie apart").format(one=parts[0], other=parts[1])
        return Line(f"{one_line(self.text(figure.title))}:", text)

    def part(self, name: str) -> str:
        if name in self.numbers:
            return _("the answer to {number}").format(number=self.numbers[name])
        titles = {figure.id: f"“{one_line(self.text(figure.title))}”" for figure in self.bank.figures}
        return titles.get(name) or _("the number of workers on our own file")

    def condition(self, condition: Condition, own: str | None = None) -> str:
        return condition_in_words(condition, self.bank, self.language, own, by_text=True)


def _one_after_another(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
