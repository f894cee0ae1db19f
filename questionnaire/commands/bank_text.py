"""A bank as it reads, printed: sections, numbered questions, probes under their answer, flags, checks."""

from questionnaire.banks.model import Bank
from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.commands.output import put, put_wrapped
from questionnaire.sheets.bank_reading import CHECKS, FIGURES, Line, ReadQuestion, ReadSection, reading_of
from questionnaire.translation import _

_STEP = "    "


def put_bank(bank: Bank, language: str) -> None:
    """Print a whole bank in one of its languages."""
    reading = reading_of(bank, language)
    put_wrapped(reading.title)
    put_wrapped("; ".join(reading.particulars))
    if reading.about:
        put("")
        put_wrapped(reading.about)
    for section in reading.sections:
        _put_section(section)
    if reading.checks:
        put("", "", _(CHECKS))
    for check in reading.checks:
        put("")
        put_wrapped(f"{check.id} ({_(SEVERITY_WORDS[check.severity])}): {check.because}", _STEP, "- ")
        for line in check.lines:
            _put_labelled(line, _STEP)
    if reading.figures:
        put("", "", _(FIGURES), "")
    for line in reading.figures:
        put_wrapped(f"{line.label} {line.text}", _STEP, "- ")


def _put_section(section: ReadSection) -> None:
    put("", "")
    put_wrapped(section.title, first=f"{section.number} ", indent="  ")
    if section.intro:
        put_wrapped(section.intro, "  ")
    for question in section.questions:
        _put_question(question, "")


def _put_question(question: ReadQuestion, above: str) -> None:
    indent = above + _STEP
    put("")
    put_wrapped(question.ask, indent, f"{above}{question.number} ")
    put_wrapped("[" + "; ".join((question.id, *question.about)) + "]", indent)
    if question.asked_when:
        _put_labelled(Line(_("Asked when"), question.asked_when), indent)
    _put_labelled(Line(_("Answer:"), question.answer), indent)
    for label, name in question.choices:
        put_wrapped(f"{label} [{name}]", indent + _STEP, indent + "  - ")
    for line in question.lines:
        _put_labelled(line, indent)
    for flag in question.flags:
        _put_labelled(Line(flag.start, flag.because), indent)
        if flag.next_step:
            put_wrapped(_("Next: {step}").format(step=flag.next_step), indent + "  ")
    for group in question.groups:
        put("")
        put_wrapped(group.start, indent + "  ", indent)
        for probe in group.questions:
            _put_question(probe, indent)


def _put_labelled(line: Line, indent: str) -> None:
    put_wrapped(f"{line.label} {line.text}", indent + "  ", indent)
