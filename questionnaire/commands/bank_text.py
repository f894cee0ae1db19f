"""A bank as it reads on paper: sections, numbered questions, probes under their answer, flags, checks."""

from questionnaire.banks.conditions import Condition
from questionnaire.banks.model import AnswerType, Bank, Flag, Question, Section
from questionnaire.banks.words import RESPONDENT_WORDS, SEVERITY_WORDS, condition_in_words, numbers_of
from questionnaire.commands.output import put, put_wrapped
from questionnaire.interviews.answers import YES_NO_LABELS
from questionnaire.translation import N_, _

ANSWER_TYPES = {
    AnswerType.CHOICE: N_("one of:"),
    AnswerType.CHOICES: N_("any of:"),
    AnswerType.NUMBER: N_("a number"),
    AnswerType.PERCENTAGE: N_("a percentage"),
    AnswerType.DATE: N_("a date"),
    AnswerType.TEXT: N_("a text"),
}
_STEP = "    "


def put_bank(bank: Bank, language: str) -> None:
    """Print a whole bank in one of its languages."""
    _BankText(bank, language).put()


class _BankText:
    """Prints one bank; indents grow with the depth of probes."""

    def __init__(self, bank: Bank, language: str) -> None:
        self.bank = bank
        self.language = language
        self.numbers = numbers_of(bank)

    def put(self) -> None:
        bank = self.bank
        put_wrapped(self.text(bank.title))
        languages = _("languages {languages}").format(languages=", ".join(bank.languages))
        put_wrapped("; ".join(filter(None, (f"{bank.id} {bank.version}", languages, bank.publisher))))
        if bank.about:
            put("")
            put_wrapped(self.text(bank.about))
        for number, section in enumerate(bank.sections, 1):
            self.section(number, section)
        self.checks()

    def text(self, text: dict[str, str]) -> str:
        return self.bank.in_language(text, self.language)

    def section(self, number: int, section: Section) -> None:
        put("", "")
        put_wrapped(self.text(section.title), first=f"{number} ", indent="  ")
        if section.intro:
            put_wrapped(self.text(section.intro), "  ")
        for question in section.questions:
            self.question(question, "")

    def question(self, question: Question, above: str) -> None:
        number = self.numbers[question.id]
        indent = above + _STEP
        put("")
        put_wrapped(self.text(question.ask), indent, f"{above}{number} ")
        short = _("short form") if question.short_form else ""
        asked_of = ", ".join(_(RESPONDENT_WORDS[role]) for role in question.ask_of)
        about = (
            question.id,
            _("asked of {respondents}").format(respondents=asked_of) if asked_of else "",
            short,
        )
        put_wrapped("[" + "; ".join(filter(None, about)) + "]", indent)
        if question.ask_if is not None:
            self.labelled(_("Asked when"), self.condition(question.ask_if) + ".", indent)
        self.answer(question, indent)
        if question.listen_for:
            self.labelled(_("Listen for:"), self.text(question.listen_for), indent)
        evidence = question.evidence.get(self.language) or question.evidence.get(self.bank.languages[0], ())
        if evidence:
            self.labelled(_("Ask to see:"), "; ".join(evidence), indent)
        if question.based_on:
            self.labelled(_("Based on:"), "; ".join(question.based_on), indent)
        for flag in question.flags:
            self.flag(flag, question, indent)
        for group in question.probes:
            put("")
            clause = self.condition(group.when, question.id)
            put_wrapped(_("Probes, asked when {clause}:").format(clause=clause), indent + "  ", indent)
            for probe in group.questions:
                self.question(probe, indent)

    def answer(self, question: Question, indent: str) -> None:
        if question.answer is AnswerType.YES_NO:
            labels = YES_NO_LABELS.get(self.language, YES_NO_LABELS["en"]).values()
            self.labelled(_("Answer:"), " / ".join(labels), indent)
            return
        words = _(ANSWER_TYPES[question.answer])
        if question.unit:
            words += f" ({self.text(question.unit)})"
        if question.min is not None:
            words += ", " + _("at least {number}").format(number=question.min)
        if question.max is not None:
            words += ", " + _("at most {number}").format(number=question.max)
        self.labelled(_("Answer:"), words, indent)
        for choice in question.choices:
            put_wrapped(f"{self.text(choice.label)} [{choice.id}]", indent + _STEP, indent + "  - ")

    def flag(self, flag: Flag, question: Question, indent: str) -> None:
        clause = self.condition(flag.when, question.id)
        if flag.without_evidence:
            clause = _("{clause} and no evidence was seen").format(clause=clause)
        start = _("Needs follow-up ({severity}) when {clause}:").format(
            severity=_(SEVERITY_WORDS[flag.severity]), clause=clause
        )
        self.labelled(start, self.text(flag.because), indent)
        if flag.next_step:
            put_wrapped(_("Next: {step}").format(step=self.text(flag.next_step)), indent + "  ")

    def checks(self) -> None:
        if not self.bank.checks:
            return
        put("", "", _("Checks: answers that do not fit together"))
        for check in self.bank.checks:
            put("")
            severity = _(SEVERITY_WORDS[check.severity])
            put_wrapped(f"{check.id} ({severity}): {self.text(check.because)}", _STEP, "- ")
            self.labelled(_("Fires when"), self.condition(check.when) + ".", _STEP)
            if check.ask_next:
                put_wrapped(_("Ask now: {question}").format(question=self.text(check.ask_next)), _STEP)

    def condition(self, condition: Condition, own: str | None = None) -> str:
        return condition_in_words(condition, self.bank, self.language, own)

    def labelled(self, label: str, text: str, indent: str) -> None:
        put_wrapped(f"{label} {text}", indent + "  ", indent)
