"""The scripts of the world as far as a sheet needs them: what a text is written in, which way it runs, which font has it."""

import unicodedata
from collections import Counter
from functools import cache

from msgspec import Struct

from questionnaire.translation import N_, _

_NOTO = "Noto Sans {name}"


class Script(Struct, frozen=True):
    """A script: its name in English, the language its texts are taken to be in (BCP 47), fonts that have it."""

    name: str
    language: str = ""
    fonts: tuple[str, ...] = ()


SCRIPTS = {
    "ARABIC": Script(N_("Arabic"), "ar", ("Noto Naskh Arabic", "Noto Sans Arabic")),
    "ARMENIAN": Script(N_("Armenian"), "hy"),
    "BENGALI": Script(N_("Bengali"), "bn"),
    "CJK": Script(
        N_("Chinese"), "zh", ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei")
    ),
    "DEVANAGARI": Script(N_("Devanagari"), "hi"),
    "ETHIOPIC": Script(N_("Ethiopic"), "am"),
    "GEORGIAN": Script(N_("Georgian"), "ka"),
    "GUJARATI": Script(N_("Gujarati"), "gu"),
    "GURMUKHI": Script(N_("Gurmukhi"), "pa"),
    "HANGUL": Script(
        N_("Korean"), "ko", ("Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic")
    ),
    "HEBREW": Script(N_("Hebrew"), "he"),
    "HIRAGANA": Script(
        N_("Japanese"), "ja", ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic")
    ),
    "KANNADA": Script(N_("Kannada"), "kn"),
    "KHMER": Script(N_("Khmer"), "km"),
    "LAO": Script(N_("Lao"), "lo"),
    "MALAYALAM": Script(N_("Malayalam"), "ml"),
    "MYANMAR": Script(N_("Burmese"), "my", ("Noto Sans Myanmar",)),
    "ORIYA": Script(N_("Odia"), "or", ("Noto Sans Oriya",)),
    "SINHALA": Script(N_("Sinhala"), "si"),
    "TAMIL": Script(N_("Tamil"), "ta"),
    "TELUGU": Script(N_("Telugu"), "te"),
    "THAI": Script(N_("Thai"), "th"),
}
"""By the word that the Unicode names of their characters begin with."""
_SAME = {"KATAKANA": "HIRAGANA", "IDEOGRAPHIC": "CJK", "FULLWIDTH": "CJK", "HALFWIDTH": "CJK"}
_EUROPEAN = ("LATIN", "GREEK", "CYRILLIC")
_SHARED = "\u0964\u0965"  # the full stops of most scripts of India and Bangladesh
_OF_LETTERS = (" LETTER", " SYLLABLE", " VOWEL", " SIGN", " DIGIT", " CONSONANT", " SYLLABICS")


@cache
def script_of(character: str) -> Script | None:
    """The script of a character; None for signs, digits and pictures that all scripts share, and for Latin and its kin."""
    name = "" if character in _SHARED else unicodedata.name(character, "")
    word = name.partition(" ")[0]
    known = SCRIPTS.get(_SAME.get(word, word))
    if known is not None or word in _EUROPEAN or unicodedata.category(character)[0] not in "LM":
        return known
    places = [name.find(mark) for mark in _OF_LETTERS if mark in name]
    return Script(name[: min(places)].title()) if places and min(places) > 0 else None


def label_of(script: Script) -> str:
    """Its name in the language in use; scripts that are seldom met have only their English one."""
    return _(script.name)


def fonts_of(script: Script) -> tuple[str, ...]:
    """The names of fonts that have the script, a free one first."""
    return script.fonts or (_NOTO.format(name=script.name),)


def language_of(text: str) -> str:
    """The language of most of the letters, as far as their script tells; empty for Latin and for no letters at all."""
    letters = (character for character in text if not character.isascii() and character.isalpha())
    counts = Counter(found.language for found in map(script_of, letters) if found is not None)
    if not counts:
        return ""
    language, most = counts.most_common(1)[0]
    if language == "zh" and counts["ja"]:
        return "ja"  # Japanese is written with Chinese characters and its own
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return language if most * 4 >= latin else ""  # a letter of these scripts says more than one of Latin


def is_right_to_left(text: str) -> bool:
    """Whether its first letter that runs either way runs to the left."""
    for character in text:
        way = unicodedata.bidirectional(character)
        if way == "L":
            return False
        if way in ("R", "AL"):
            return True
    return False
