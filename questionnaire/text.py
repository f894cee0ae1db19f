"""The one place where text from outside (bank files, keyboard, paste, imports) is cleaned."""

import re
import unicodedata

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1: they reach the terminal raw
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks and overrides: they can turn a sentence round
    "\ud800-\udfff\ufeff\ufff9-\ufffb"  # lone surrogates, byte order mark, interlinear marks
    "\U000e0000-\U000e007f]"  # invisible tag characters
)
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""The text in NFC, with `\n` newlines, without control characters and bidi overrides."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _NEWLINES.sub("\n", text)))


def one_line(text: str) -> str:
    """The cleaned text on one line: tabs, newlines and runs of blanks become one space."""
    return _BLANKS.sub(" ", clean(text)).strip()
