"""A bank as Markdown (CommonMark): sections as headings, questions and probes as nested lists."""

from collections.abc import Iterator

from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.sheets.as_markdown import escape
from questionnaire.sheets.bank_reading import CHECKS, FIGURES, Reading, ReadQuestion
from questionnaire.text import one_line
from questionnaire.translation import _


def render(reading: Reading) -> bytes:
    """The document as the bytes of a Markdown file."""
    return ("\n".join(_lines(reading)) + "\n").encode(errors="replace")


def _lines(reading: Reading) -> Iterator[str]:
    yield f"# {_line(reading.title)}"
    yield from ("", _line("; ".join(reading.particulars)))
    if reading.about:
        yield from ("", escape(reading.about))
    for section in reading.sections:
        yield from ("", f"## {section.number} {_line(section.title)}")
        if section.intro:
            yield from ("", escape(section.intro))
        for question in section.questions:
            yield ""
            yield from _question(question, "")
    if reading.checks:
        yield from ("", f"## {_line(_(CHECKS))}")
    for check in reading.checks:
        yield from ("", f"- **{_line(check.because)}** ({_(SEVERITY_WORDS[check.severity])})")
        for line in check.lines:
            yield from ("", f"  {_line(line.label)} {escape(line.text, '  ')}")
    if reading.figures:
        yield from ("", f"## {_line(_(FIGURES))}", "")
    yield from (f"- **{_line(line.label)}** {_line(line.text)}" for line in reading.figures)


def _question(question: ReadQuestion, outer: str) -> Iterator[str]:
    indent = outer + "  "
    about = f" ({_line('; '.join(question.about))})" if question.about else ""
    yield f"{outer}- **{question.number} {_line(question.ask)}**{about}"
    if question.asked_when:
        yield from ("", f"{indent}*{_line(_('Asked when'))}* {_line(question.asked_when)}")
    yield from ("", f"{indent}{_line(_('Answer:'))} {_line(question.answer)}")
    if question.choices:
        yield ""
    yield from (f"{indent}- ☐ {_line(label)}" for label, _name in question.choices)
    for line in question.lines:
        yield from ("", f"{indent}*{_line(line.label)}* {escape(line.text, indent)}")
    for flag in question.flags:
        step = _("Next: {step}").format(step=flag.next_step) if flag.next_step else ""
        yield from ("", f"{indent}**{_line(flag.start)}** {_line(f'{flag.because} {step}')}")
    for group in question.groups:
        yield from ("", f"{indent}*{_line(group.start)}*")
        for probe in group.questions:
            yield ""
            yield from _question(probe, indent)


def _line(text: str) -> str:
    return escape(one_line(text))
