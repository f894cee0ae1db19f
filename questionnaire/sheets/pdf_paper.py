"""Paper for the PDF: lines, tables and parts as the template takes them, their writing seen to, and the way to Typst.

What is said goes to Typst as data, never as markup; nothing is read from the disk or fetched. Knows no sheet.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from questionnaire.errors import SheetError
from questionnaire.sheets.fonts import (
    NO_GLYPH,
    OWN_FONT,
    FontBook,
    Missing,
    book_for,
    by_script,
    missing_in,
    named,
    wanted_fonts,
)
from questionnaire.sheets.scripts import SCRIPTS, fonts_of, is_right_to_left, language_of, script_of
from questionnaire.translation import _

_TEMPLATE = Path(__file__).with_name("sheet.typ")
_LONG_WORD = re.compile("[!-\u058f]{36,}")
_BREAK = "\u200b"
_MOST_NAMED = 300


class Line(Struct):
    """A line of text; `lang`, `rtl` and the characters no font has are seen to once all lines are there.

    `style` is strong, faint, whole (not to be broken), none (no answer) or a severity; `label` stands before it; `link`
    is a place on the paper.
    """

    text: str
    style: str = ""
    label: str = ""
    link: str = ""
    lang: str = ""
    rtl: bool = False


class Cell(Struct):
    """Lines under each other; `anchor` is the place they are, `indent` how far they stand in."""

    lines: list[Line]
    anchor: str = ""
    indent: int = 0


class Pair(Struct):
    """A label and what stands behind it."""

    label: Line
    lines: list[Line]


class Part(Struct):
    """A piece of the paper under its heading: `kind` is pairs, counts, lines or table.

    `widths` are shares of the width of the paper, 0 for as wide as what stands there.
    """

    kind: str
    heading: Line | None = None
    level: int = 1
    pairs: Sequence[Pair] = ()
    lines: Sequence[Line] = ()
    widths: Sequence[int] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()


class Front(Struct):
    """What stands on the first page before the parts, and above and below every other."""

    title: Line
    kind: Line
    for_whom: Line
    header: Line
    subheader: Line
    footer: Line
    caution: list[Line]
    facts: list[Pair]


class _Paper(Struct):
    """Everything the template is given; `fonts` are the families for texts in a language, "" for all others."""

    lang: str
    front: Front
    parts: list[Part]
    fonts: dict[str, list[str]]


class PaperMaker:
    """Makes one paper in a language. `missing` is what no font of the machine has, once `finish` was called."""

    def __init__(self, language: str) -> None:
        self.missing: tuple[Missing, ...] = ()
        self._language = _plain_language(language)
        self._lines: list[Line] = []
        self._book: FontBook | None = None
        self._paper: _Paper | None = None

    def line(self, text: str, style: str = "", *, label: str = "", link: str = "") -> Line:
        """A line of text."""
        line = Line(text, str(style), label, link)
        self._lines.append(line)
        return line

    def lines(self, text: str, style: str = "", *, label: str = "") -> list[Line]:
        """A line for each line of a text that is not empty; the label stands before the first."""
        parts = [part for part in text.splitlines() if part.strip()]
        return [self.line(part, style, label="" if number else label) for number, part in enumerate(parts)]

    def cell(self, text: str, style: str = "") -> Cell:
        """A cell of a table with one text."""
        return Cell(self.lines(text, style))

    def pairs(self, facts: Iterable[tuple[str, str]], style: str = "") -> list[Pair]:
        """Labels, each with its text."""
        return [Pair(self.line(label, "faint"), self.lines(text, style)) for label, text in facts]

    def finish(self, front: Front, parts: list[Part]) -> None:
        """See to the writing of all lines: their language and direction, and what has no font."""
        texts = [line.text for line in self._lines]
        book = self._book = book_for(texts)
        self.missing = missing_in(book, texts)
        if self.missing:
            parts = [*parts, self._named()]
        self._paper = _Paper(self._language, front, parts, _families(book, texts))
        for line in self._lines:
            text = named(book, line.text)
            line.text = text if line.style == "whole" else _breakable(text)
            line.lang = language_of(line.text) or self._language
            line.rtl = is_right_to_left(line.text)

    def pdf(self, made: int) -> bytes:
        """The paper as a PDF for screen readers too (PDF/UA), made so many seconds after 1970. Raises `SheetError`."""
        import typst  # noqa: PLC0415 - the library is imported only to write a PDF

        assert self._paper is not None
        assert self._book is not None
        data = {"paper": msgspec.json.encode(self._paper).decode()}
        try:
            compiler = typst.Compiler(_TEMPLATE.read_bytes(), font_paths=self._book.fonts, sys_inputs=data)
            try:
                pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=made)
            except typst.TypstError as error:
                if NO_GLYPH not in error.diagnostic:
                    raise
                # a sign that is missing beside these neighbours alone: PDF/UA would have none of it
                pdf = compiler.compile(format="pdf", timestamp=made)
        except typst.TypstError as error:
            message = _("The PDF cannot be made: {reason}.").format(reason=str(error.message))
            raise SheetError(message, _("Write the sheet as .html, and print that.")) from error
        assert isinstance(pdf, bytes)
        return pdf

    def _named(self) -> Part:
        """Which characters were named in place of being shown, and the fonts that would have them."""
        lines = [self.line(_("The machine had no font for these characters; they are named in brackets."))]
        for name, missing in by_script(self.missing):
            told = ", ".join(one.name for one in missing[:_MOST_NAMED])
            left = len(missing) - _MOST_NAMED
            more = _(" and {count} more").format(count=left) if left > 0 else ""
            lines.append(self.line(f"{told}{more}", "faint", label=name or _("Signs")))
        fonts = wanted_fonts(self.missing)
        if fonts:
            lines.append(self.line(_("Fonts that have them: {fonts}.").format(fonts=", ".join(fonts))))
        return Part("lines", self.line(_("Characters without a font")), lines=lines)


def apart(text: str) -> str:
    """A text within another that runs its own way, whatever stands around it (Unicode isolates)."""
    return f"\u2068{text}\u2069" if is_right_to_left(text) else text


def _families(book: FontBook, texts: Iterable[str]) -> dict[str, list[str]]:
    """The families to look in, for texts in a language: its own first; "" is for all other languages.

    Only those that are there: which other font has a character, Typst finds out by itself.
    """
    characters = {character for text in texts for character in text if character > "\u058f"}
    scripts = {script for script in map(script_of, characters) if script is not None}
    there = {
        script.language: [font for font in fonts_of(script) if font in book.families]
        for script in SCRIPTS.values()
        if script in scripts
    }
    every = [font for fonts in there.values() for font in fonts]
    own = {language: [OWN_FONT, *dict.fromkeys([*fonts, *every])] for language, fonts in there.items()}
    return {"": [OWN_FONT, *every], **own}


def _plain_language(code: str) -> str:
    """A language as Typst takes it: its letters alone."""
    letters = code.partition("-")[0].lower()
    return letters if re.fullmatch("[a-z]{2,3}", letters) else "en"


def _breakable(text: str) -> str:
    """The text with places to break in words too long for a line."""
    return _LONG_WORD.sub(lambda word: _BREAK.join(re.findall(".{1,12}", word[0])), text)
