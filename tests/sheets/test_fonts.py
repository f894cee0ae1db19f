"""What no font has is found, and named in its place; what looks rare and is there is left alone."""

import re
from pathlib import Path

import pytest
import typst

from questionnaire.sheets import fonts
from questionnaire.sheets.fonts import (
    FontBook,
    book_for,
    by_script,
    clusters,
    missing_in,
    missing_line,
    named,
    own_fonts,
)
from questionnaire.sheets.scripts import is_right_to_left, language_of, script_of
from questionnaire.translation import speaking
from tests.sheets.small_fonts import make_font, only

KHMER = "កម្មករ បោះឆ្នោត"
BENGALI = "কারখানা"


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fonts but those that Typst brings along, whatever the machine has."""
    monkeypatch.setattr(fonts, "machine_fonts", own_fonts)


def shown(text: str) -> str:
    return named(book_for([text]), text)


def missing_of(text: str) -> str:
    return "".join(one.character for one in missing_in(book_for([text]), [text]))


@pytest.mark.parametrize(
    ("text", "named_text"),
    [
        (KHMER, "[Khmer, 14 characters]"),
        (f"The union is {BENGALI}, in Khmer: {KHMER}.", "The union is [Bengali, 7 characters], in Khmer: [Khmer, 14 characters]."),
        ("工", "[Chinese, 1 character]"),
        ("工会,工厂", "[Chinese, 2 characters],[Chinese, 2 characters]"),
        ("ok 👍", "ok [U+1F44D THUMBS UP SIGN]"),
        ("👩\u200d👧", "[U+1F469 WOMAN][U+1F467 GIRL]"),
        ("👋🏽", "[U+1F44B WAVING HAND SIGN][U+1F3FD EMOJI MODIFIER FITZPATRICK TYPE-4]"),
        ("\U000f0000", "[U+F0000]"),
        ("ᱚᱞ", "[Ol Chiki, 2 characters]"),
        ("e\u1ab0", "[U+1AB0 COMBINING DOUBLED CIRCUMFLEX ACCENT]"),
    ],
)  # fmt: skip
def test_what_no_font_has_is_named_in_its_place(text: str, named_text: str) -> None:
    assert shown(text) == named_text


@pytest.mark.parametrize(
    "text",
    [
        "Één coördinator in café 't Hoekje: 40\u202f% – “ja” … • ✓ €",
        "Nhà máy có công đoàn; Türkiye İşçi ağır",
        "Ελλάδα, България, Україна",
        "x\u0323\u0302",
        "❤\ufe0f",
        "a\u200bb\u200cc\u200dd\u2060e\u00adf\u2068g\u2069",
        "نقابة عُمّال",
        "tab\tand\nnewline",
    ],
)
def test_what_is_there_is_left_alone(text: str) -> None:
    assert shown(text) == text
    assert missing_of(text) == ""


def test_what_is_never_asked_about_is_in_the_fonts_that_come_along() -> None:
    """Texts of these characters alone are not looked up."""
    plain = [chr(code) for code in (*range(0x20, 0x700), *range(0x2000, 0x2040)) if is_plain(chr(code))]
    assert len(plain) > 1000
    asked = own_fonts()._refused(plain)
    assert {character for character in asked if character.isprintable()} == set()


def is_plain(character: str) -> bool:
    return fonts._BEYOND_OWN.search(character) is None and character.isprintable()


def test_a_font_of_the_machine_is_made_use_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_font(tmp_path, BENGALI)
    book = only(tmp_path)
    monkeypatch.setattr(fonts, "machine_fonts", lambda: book)
    assert shown(f"{BENGALI} {KHMER}") == f"{BENGALI} [Khmer, 14 characters]"
    assert shown(f"{BENGALI}ল") == "কারখানা[Bengali, 1 character]"


def test_a_plain_text_does_not_look_for_the_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "machine_fonts", pytest.fail)
    assert shown("Eén café, twee fabrieken.") == "Eén café, twee fabrieken."


def test_they_are_told_by_script_with_the_fonts_to_install() -> None:
    text = f"{KHMER} {BENGALI} 工会 👍 e"
    missing = missing_in(book_for([text]), [text])
    assert [(name, len(group)) for name, group in by_script(missing)] == [
        ("Bengali", 5), ("Chinese", 2), ("Khmer", 10), ("", 1),
    ]  # fmt: skip
    assert [one.name for one in missing[:2]] == ["U+0995 BENGALI LETTER KA", "U+0996 BENGALI LETTER KHA"]
    assert missing[5].name == "U+4F1A"
    line = missing_line(missing)
    assert "Bengali (5), Chinese (2), Khmer (10), signs (1)" in line
    assert "Install: Noto Sans Bengali, Noto Sans CJK SC, Noto Sans Khmer." in line
    assert missing_line(()) == ""


def test_the_name_of_a_script_is_told_in_the_language_that_is_spoken() -> None:
    with speaking("nl"):
        assert shown("工会") != ""
        assert missing_line(missing_in(book_for(["工会"]), ["工会"])) != ""


def test_a_letter_stays_with_its_marks_and_pictures_with_what_joins_them() -> None:
    assert list(clusters("aক্ষ👩\u200d👧b")) == ["a", "ক্", "ষ", "👩\u200d👧", "b"]
    assert list(clusters("1\ufe0f\u20e3")) == ["1\ufe0f\u20e3"]
    assert list(clusters("")) == []


def test_a_complaint_that_is_not_understood_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of Typst may say it otherwise; the sheet is made all the same."""

    monkeypatch.setattr(fonts, "_COMPLAINT", re.compile("never said"))
    book = FontBook(typst.Fonts(include_system_fonts=False))
    book.look_up([BENGALI])
    assert named(book, BENGALI) == BENGALI


@pytest.mark.parametrize(
    ("text", "language", "to_left"),
    [
        ("In de fabriek", "", False),
        ("1234", "", False),
        (BENGALI, "bn", False),
        (KHMER, "km", False),
        ("工会代表", "zh", False),
        ("工場には", "ja", False),
        ("공장", "ko", False),
        ("يوجد (BCWS) 2019", "ar", True),
        ("2019 نقابة", "ar", True),
        ("BCWS: نقابة", "ar", False),
        ("De bond heet সম্মিলিত", "bn", False),
        ("Een heel lange zin over de bond, die hier 工会 heet", "", False),
        ("במפעל", "he", True),
    ],
)
def test_language_and_direction_follow_the_letters(text: str, language: str, to_left: bool) -> None:
    assert (language_of(text), is_right_to_left(text)) == (language, to_left)


def test_scripts_go_by_their_names() -> None:
    names = {
        character: found.name if (found := script_of(character)) else None
        for character in "aéЖ工あカ한ক9।，Ⓐ"
    }
    assert names == {
        "a": None, "é": None, "Ж": None, "工": "Chinese", "あ": "Japanese", "カ": "Japanese", "한": "Korean",
        "ক": "Bengali", "9": None, "।": None, "，": "Chinese", "Ⓐ": None,
    }  # fmt: skip
