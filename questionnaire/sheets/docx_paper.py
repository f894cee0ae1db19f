"""A Word document made of named styles alone, so that a company can restyle it; the same content gives the same bytes.

Tables are written row by row. Every text says which language it is in, and which way it runs.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from msgspec import Struct

from questionnaire.sheets.scripts import is_right_to_left, language_of

Element = Any
"""An element of the document: lxml has no types for what python-docx makes of it."""

TABLE = "Sheet Table"
PLAIN_TABLE = "Sheet Facts"
_FONT = "Arial"
_INK, _FAINT, _BAND, _RULE = "1C2126", "59636E", "E3E8ED", "C5CCD3"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EAST_ASIAN = ("zh", "ja", "ko")
_WIDTH = 166
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Look(Struct, frozen=True):
    """How a style looks: its size in points, room before and after it, colour, and whether it stays with what follows."""

    size: float = 10
    before: float = 0
    after: float = 3
    bold: bool = False
    italic: bool = False
    colour: str = _INK
    keep: bool = False
    base: str = "Normal"


class Words(Struct, frozen=True):
    """A paragraph: its text and the style it is in; `label` stands before it."""

    text: str
    style: str = "Normal"
    label: str = ""


Cell = Sequence[Words]


class Paper:
    """A document that is filled from the top. `looks` are the styles it has besides Word's own."""

    def __init__(self, title: str, language: str, made: datetime, looks: dict[str, Look]) -> None:
        self.language = language
        self.made = made.astimezone(UTC)
        self.document = Document()
        self._set_up_page()
        self._set_properties(title)
        _set_styles(self.document, language, looks)

    def put(self, words: Words) -> None:
        """A paragraph for each line of a text."""
        for paragraph in self._paragraphs(words):
            self._end.addprevious(paragraph)

    def table(self, widths: Sequence[int], rows: Iterable[Sequence[Cell]], head: Sequence[str] = ()) -> None:
        """A table as wide as the page; `widths` are shares of it, and a head comes back on every page."""
        table = _new("w:tbl")
        table.append(_table_properties(TABLE if head else PLAIN_TABLE, has_head=bool(head)))
        grid = _under(table, "w:tblGrid")
        columns = [round(_WIDTH * 56.7 * width / sum(widths)) for width in widths]
        for column in columns:
            _under(grid, "w:gridCol", w=column)
        if head:
            table.append(self._row([[Words(text, "Table Head")] for text in head], columns, is_head=True))
        for row in rows:
            table.append(self._row(row, columns))
        self._end.addprevious(table)
        self._end.addprevious(_paragraph("After Table"))

    def foot(self, text: str) -> None:
        """The foot of every page: a text, and the number of the page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]._p
        for child in list(paragraph):
            paragraph.remove(child)
        _under(_under(paragraph, "w:pPr"), "w:pStyle", val=_style_id("Footer"))
        paragraph.append(self._run(f"{text}\t"))
        for kind in ("PAGE", "NUMPAGES"):
            field = _under(paragraph, "w:fldSimple", instr=f" {kind} ")
            field.append(self._run("1"))
            if kind == "PAGE":
                paragraph.append(self._run(" / "))

    def data(self) -> bytes:
        """The document as the bytes of a .docx file."""
        saved = io.BytesIO()
        self.document.save(saved)
        return _without_times(saved.getvalue())

    def _row(self, cells: Sequence[Cell], columns: Sequence[int], is_head: bool = False) -> Element:
        row = _new("w:tr")
        properties = _under(row, "w:trPr")
        _under(properties, "w:cantSplit", val=1 if _is_short(cells) else 0)
        if is_head:
            _under(properties, "w:tblHeader")
        for cell, width in zip(cells, columns, strict=True):
            made = _under(row, "w:tc")
            _under(_under(made, "w:tcPr"), "w:tcW", w=width, type="dxa")
            paragraphs = [one for words in cell for one in self._paragraphs(words)]
            for paragraph in paragraphs or [_paragraph("Normal")]:
                made.append(paragraph)
        return row

    def _paragraphs(self, words: Words) -> Iterable[Element]:
        lines = [line for line in _NOT_IN_XML.sub("", words.text).splitlines() if line.strip()]
        for number, line in enumerate(lines):
            paragraph = _paragraph(words.style, is_right_to_left(line) and not words.label)
            if words.label and number == 0:
                paragraph.append(self._run(f"{words.label}: ", "Label"))
            paragraph.append(self._run(line))
            yield paragraph

    def _run(self, text: str, style: str = "") -> Element:
        """A run in the language of its text: that of the document, unless its script tells another."""
        run = _new("w:r")
        properties = _under(run, "w:rPr")
        if style:
            _under(properties, "w:rStyle", val=_style_id(style))
        other = language_of(text)
        if is_right_to_left(text):
            _under(properties, "w:rtl")
        if other in _EAST_ASIAN:
            _under(properties, "w:lang", val=self.language, eastAsia=other)
        elif other:
            _under(properties, "w:lang", val=other, bidi=other)
        else:
            _under(properties, "w:lang", val=self.language)
        for place, part in enumerate(_NOT_IN_XML.sub("", text).split("\t")):
            if place:
                _under(run, "w:tab")
            told = _under(run, "w:t")
            told.text = part
            told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _set_up_page(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(22)
        page.top_margin, page.bottom_margin = Mm(20), Mm(20)
        self._end = page._sectPr

    def _set_properties(self, title: str) -> None:
        """Title, language and times; nobody's name."""
        properties = self.document.core_properties
        properties.title = _NOT_IN_XML.sub("", title)[:255]
        properties.language = self.language
        properties.author, properties.last_modified_by, properties.comments = "", "", ""
        properties.created = properties.modified = self.made.replace(tzinfo=None)
        properties.revision = 1


def _is_short(cells: Sequence[Cell]) -> bool:
    """Whether a row is short enough to be kept on one page."""
    return max((sum(len(words.text) for words in cell) for cell in cells), default=0) < 1200


def _set_styles(document: Any, language: str, looks: dict[str, Look]) -> None:  # noqa: ANN401 - python-docx's document
    styles = document.styles
    _under(styles["Normal"].element.get_or_add_rPr(), "w:lang", val=language)
    for name, look in looks.items():
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[look.base]
        _dress(styles[name], look)
    label = styles.add_style("Label", WD_STYLE_TYPE.CHARACTER)
    label.font.color.rgb = RGBColor.from_string(_FAINT)
    footer = styles["Footer"]
    _dress(footer, Look(size=8.5, colour=_FAINT, after=0))
    for stops in footer.element.pPr.findall(qn("w:tabs")):
        footer.element.pPr.remove(stops)
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _dress(styles.add_style("After Table", WD_STYLE_TYPE.PARAGRAPH), Look(size=4, after=0))
    for name, has_lines in ((TABLE, True), (PLAIN_TABLE, False)):
        _set_table_style(styles, name, has_lines)


def _dress(style: Any, look: Look) -> None:  # noqa: ANN401 - python-docx's style
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = _FONT, Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor.from_string(look.colour)
    letters = style.element.get_or_add_rPr()
    for spaced in letters.findall(qn("w:spacing")):
        letters.remove(spaced)
    fonts = letters.get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.keep
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_table_style(styles: Any, name: str, has_lines: bool) -> None:  # noqa: ANN401 - python-docx's styles
    """A style of a table: thin rules between the rows and a shaded head, or nothing but room."""
    element = styles.add_style(name, WD_STYLE_TYPE.TABLE).element
    properties = _under(element, "w:tblPr")
    if has_lines:
        borders = _under(properties, "w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            _under(borders, f"w:{side}", val="single", sz=4, space=0, color=_RULE)
    margins = _under(properties, "w:tblCellMar")
    for side, room in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        _under(margins, f"w:{side}", w=room, type="dxa")
    if has_lines:
        first = _under(element, "w:tblStylePr", type="firstRow")
        _under(_under(first, "w:tcPr"), "w:shd", val="clear", color="auto", fill=_BAND)


def _table_properties(style: str, *, has_head: bool) -> Element:
    properties = _new("w:tblPr")
    _under(properties, "w:tblStyle", val=_style_id(style))
    _under(properties, "w:tblW", w=5000, type="pct")
    _under(properties, "w:tblLayout", type="fixed")
    _under(properties, "w:tblLook", firstRow=int(has_head), noHBand=1, noVBand=1)
    return properties


def _paragraph(style: str, is_right_to_left: bool = False) -> Element:
    paragraph = _new("w:p")
    properties = _under(paragraph, "w:pPr")
    _under(properties, "w:pStyle", val=_style_id(style))
    if is_right_to_left:
        _under(properties, "w:bidi")
    return paragraph


def _style_id(name: str) -> str:
    """The id under which python-docx keeps a style of this name."""
    return name.replace(" ", "")


def _new(tag: str) -> Element:
    return OxmlElement(tag)


def _under(parent: Element, tag: str, **attributes: str | int) -> Element:
    """A new element at the end of another."""
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    parent.append(child)
    return child


def _without_times(data: bytes) -> bytes:
    """The file with the same time on each of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return made.getvalue()
