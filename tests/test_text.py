"""Text from outside is cleaned once, where it enters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.text import clean, one_line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("e\u0301", "é"),
        ("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\x1b[2J\x00\x07bell\x7f", "[2Jbell"),
        ("\u202egnorw\u202c \u2066x\u2069\u200f\u061c\u200e", "gnorw x"),
        ("\ufeffbom \ud800", "bom "),
        ("\U000e0041hidden", "hidden"),
        ("a\tb", "a\tb"),
        ("12\u00a0500", "12\u00a0500"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("বাংলা, မြန်မာ, ខ្មែរ", "বাংলা, မြန်မာ, ខ្មែរ"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "line"),
    [(" a \t b\r\n\nc\u00a0d ", "a b c d"), ("", ""), ("\x1b\n", ""), ("\u2003a\u3000", "a")],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(st.characters(categories=None)))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {"Cc", "Cs"} & {unicodedata.category(sign) for sign in cleaned if sign not in "\t\n"}
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)
    cleaned.encode()
