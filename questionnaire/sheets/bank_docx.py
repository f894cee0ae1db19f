"""A bank as a Word document: headings for the sections, a style of its own for every kind of line, page numbers."""

import io
import re
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from questionnaire.banks.model import Severity
from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.sheets.bank_reading import (
    CHECKS,
    FIGURES,
    Line,
    ReadFlag,
    Reading,
    ReadQuestion,
    ReadSection,
)
from questionnaire.text import one_line
from questionnaire.translation import _

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STEP = 6  # millimetres a probe stands in from its question
_FONT = "Arial"
_INK, _FAINT = RGBColor(0x1C, 0x21, 0x26), RGBColor(0x59, 0x63, 0x6E)
_COLOURS = {
    Severity.HIGH: RGBColor(0xB3, 0x26, 0x1E),
    Severity.MEDIUM: RGBColor(0x95, 0x52, 0x00),
    Severity.LOW: RGBColor(0x3F, 0x5B, 0x76),
}
QUESTION, PROBE, ANSWER, CHOICE, NOTE, FLAG, START = (
    "Question", "Probe", "Answer Line", "Choice", "Note Line", "Flag", "Probes Start",
)  # fmt: skip


def render(reading: Reading) -> bytes:
    """The document as the bytes of a .docx file."""
    data = io.BytesIO()
    _Paper(reading).document.save(data)
    return data.getvalue()


class _Paper:
    """Writes one bank."""

    def __init__(self, reading: Reading) -> None:
        self.document = Document()
        self._set_up(reading)
        self.put(reading.title, "Title")
        self.put("; ".join(reading.particulars), "Subtitle")
        if reading.about:
            self.put(reading.about, "Normal")
        for section in reading.sections:
            self.section(section)
        self.checks(reading)
        if reading.figures:
            self.put(_(FIGURES), "Heading 1")
        for line in reading.figures:
            self.line(line, NOTE, 0)

    def put(self, text: str, style: str, depth: int = 0) -> Any:  # noqa: ANN401 - python-docx's paragraph
        """A paragraph, as far in as its probe is deep."""
        paragraph = self.document.add_paragraph(_NOT_IN_XML.sub("", text), style=style)
        own = self.document.styles[style].paragraph_format.left_indent
        if depth:
            paragraph.paragraph_format.left_indent = (own or 0) + Mm(_STEP * depth)
        return paragraph

    def line(self, line: Line, style: str, depth: int) -> None:
        """A label and its text."""
        paragraph = self.put("", style, depth)
        paragraph.add_run(_NOT_IN_XML.sub("", line.label)).font.color.rgb = _FAINT
        paragraph.add_run(_NOT_IN_XML.sub("", f" {line.text}"))

    def section(self, section: ReadSection) -> None:
        """A section with its questions."""
        self.put(f"{section.number} {section.title}", "Heading 1")
        if section.intro:
            self.put(section.intro, START)
        for question in section.questions:
            self.question(question)

    def question(self, question: ReadQuestion) -> None:
        """A question, and under it everything that belongs to it."""
        depth = question.depth
        paragraph = self.put(
            f"{question.number}  {one_line(question.ask)}", PROBE if depth else QUESTION, depth
        )
        if question.about:
            run = paragraph.add_run(f"  ({'; '.join(question.about)})")
            run.bold, run.font.size, run.font.color.rgb = False, Pt(9), _FAINT
        if question.asked_when:
            self.line(Line(_("Asked when"), question.asked_when), NOTE, depth)
        self.line(Line(_("Answer:"), question.answer), ANSWER, depth)
        for label, _name in question.choices:
            self.put(f"☐\t{one_line(label)}", CHOICE, depth)
        for line in question.lines:
            self.line(line, NOTE, depth)
        for flag in question.flags:
            self.flag(flag, depth)
        for group in question.groups:
            self.put(group.start, START, depth + 1)
            for probe in group.questions:
                self.question(probe)

    def flag(self, flag: ReadFlag, depth: int) -> None:
        """When an answer needs follow-up."""
        paragraph = self.put("", FLAG, depth)
        start = paragraph.add_run(_NOT_IN_XML.sub("", flag.start))
        start.bold, start.font.color.rgb = True, _COLOURS[flag.severity]
        paragraph.add_run(_NOT_IN_XML.sub("", f" {flag.because}"))
        if flag.next_step:
            step = _("Next: {step}").format(step=flag.next_step)
            paragraph.add_run().add_break()
            paragraph.add_run(_NOT_IN_XML.sub("", step))

    def checks(self, reading: Reading) -> None:
        """The checks."""
        if reading.checks:
            self.put(_(CHECKS), "Heading 1")
        for check in reading.checks:
            paragraph = self.put(one_line(check.because), PROBE)
            run = paragraph.add_run(f"  ({_(SEVERITY_WORDS[check.severity])})")
            run.bold, run.font.color.rgb = False, _COLOURS[check.severity]
            for line in check.lines:
                self.line(line, NOTE, 0)

    def _set_up(self, reading: Reading) -> None:
        """Page, properties, styles and page numbers."""
        document = self.document
        page = document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(22)
        page.top_margin = page.bottom_margin = Mm(20)
        properties = document.core_properties
        properties.title, properties.language = _NOT_IN_XML.sub("", reading.title), reading.language
        properties.author, properties.comments = "", ""
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
        _set_styles(document, reading.language)
        _number_pages(page, _NOT_IN_XML.sub("", reading.particulars[0]))


def _set_styles(document: Any, language: str) -> None:  # noqa: ANN401 - python-docx's document
    styles = document.styles
    _set_language(styles["Normal"], language)
    _look(styles["Normal"], 10, after=4)
    _look(styles["Title"], 22, after=2, bold=True)
    _look(styles["Subtitle"], 10, after=8, colour=_FAINT)
    _look(styles["Heading 1"], 15, before=18, after=6, bold=True)
    for name, based_on in (
        (QUESTION, "Heading 2"), (PROBE, "Normal"), (ANSWER, "Normal"), (CHOICE, "Normal"), (NOTE, "Normal"),
        (FLAG, "Normal"), (START, "Normal"),
    ):  # fmt: skip
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[based_on]
    _look(styles["Heading 2"], 11, before=12, after=2, bold=True)
    for name in (QUESTION, PROBE):
        _look(
            styles[name],
            11 if name == QUESTION else 10,
            before=12 if name == QUESTION else 8,
            after=2,
            bold=True,
        )
        styles[name].paragraph_format.keep_with_next = True
    styles[QUESTION].next_paragraph_style = styles[ANSWER]
    for name in (ANSWER, NOTE, FLAG):
        _look(styles[name], 9.5, before=1, after=2)
    _look(styles[CHOICE], 9.5, after=0)
    styles[CHOICE].paragraph_format.left_indent = Mm(10)
    styles[CHOICE].paragraph_format.first_line_indent = Mm(-5)
    styles[CHOICE].paragraph_format.tab_stops.add_tab_stop(Mm(10))
    _look(styles[START], 9.5, before=6, after=2)
    styles[START].font.italic = True
    styles[START].paragraph_format.keep_with_next = True


def _look(
    style: Any,  # noqa: ANN401 - python-docx's style
    size: float,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    colour: RGBColor = _INK,
) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    letters = style.element.get_or_add_rPr()
    for spaced in letters.findall(qn("w:spacing")):
        letters.remove(spaced)
    fonts = letters.get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_language(style: Any, language: str) -> None:  # noqa: ANN401 - python-docx's style
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(element)


def _number_pages(page: Any, text: str) -> None:  # noqa: ANN401 - python-docx's section
    paragraph = page.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{text}  ·  ")
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
