"""A font with the characters a test wants it to have, and no machine's own fonts."""

from pathlib import Path

import typst
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from questionnaire.sheets.fonts import FontBook


def make_font(folder: Path, characters: str, family: str = "Proefletter") -> None:
    """Write a font with these characters, each of them a square."""
    names = {ord(character): f"uni{ord(character):04X}" for character in characters}
    glyphs = [".notdef", "space", *names.values()]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for place in ((100, 600), (500, 600), (500, 0)):
        pen.lineTo(place)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({32: "space", **names})
    builder.setupGlyf(dict.fromkeys(glyphs, square))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(folder / f"{family}.ttf")


def only(folder: Path) -> FontBook:
    """The fonts of a folder, and those that Typst brings along."""
    return FontBook(typst.Fonts(include_system_fonts=False, font_paths=[folder]))
