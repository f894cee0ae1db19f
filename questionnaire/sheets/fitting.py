"""How much room text takes in a cell, so that a row can be made as high as what stands in it.

Spreadsheet programs wrap text themselves, but not all of them fit the rows to it. The widths are those of Arial (and
of Liberation Sans, its twin where Arial is missing), a little on the wide side.
"""

import re
import unicodedata

_WORDS = re.compile(r"\n|[^\S\n]+|\S+")
_EMS = {
    character: width
    for width, characters in {
        0.25: "ijl'|",
        0.3: "ftI .,:;!/\\[]\u00a0\u202f",
        0.36: 'r()-`{}"',
        0.52: "ckJsvxyz",
        0.75: "wABEKPSVXY&",
        0.8: "CDGHNOQRU",
        0.86: "mM",
        1.0: "W@%\u2014\u2026",
    }.items()
    for character in characters
}
_TALL = re.compile("[\u0590-\u1dff\u2e80-\U0010ffff]")


def lines_of(text: str, room: float) -> list[str]:
    """The text cut where a cell `room` ems wide would wrap it; put together again it is the same text."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in _WORDS.findall(text):
        width = ems(word)
        if word == "\n" or (not word.isspace() and line and used + width > room):
            lines.append(line + word if word == "\n" else line)
            line, used = "", 0.0
        if word == "\n":
            continue
        if width <= room or word.isspace():
            line, used = line + word, used + width
            continue
        *full, line = _broken(word, room)
        lines += full
        used = ems(line)
    return [*lines, line]


def pieces(text: str, room: float, most: int) -> list[str]:
    """The text in pieces of at most `most` lines each; nothing is lost but blanks at a cut."""
    lines = lines_of(text, room)
    return ["".join(lines[start : start + most]).strip("\n") for start in range(0, len(lines), most)]


def line_height(text: str, size: int) -> float:
    """The height of a line of text in points, given the size of its letters; other scripts stand taller than Latin."""
    return size * (1.75 if _TALL.search(text) else 1.3)


def ems(text: str) -> float:
    """The width of a text, in multiples of the size of its letters."""
    return sum(_em(character) for character in text)


def _em(character: str) -> float:
    known = _EMS.get(character)
    if known is not None or character.isascii():
        return known or 0.58
    if unicodedata.combining(character):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(character) in "WF" else 0.7


def _broken(word: str, room: float) -> list[str]:
    """A word longer than a line, broken wherever the line is full."""
    parts: list[str] = []
    part, used = "", 0.0
    for character in word:
        width = _em(character)
        if part and used + width > room:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + character, used + width
    return [*parts, part]
