"""Which characters the fonts of this machine can show, found out by asking Typst, which makes the PDF with them.

What cannot be shown is named in place, so that nobody is handed a row of boxes.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from questionnaire.sheets.scripts import Script, fonts_of, label_of, script_of
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    import typst

OWN_FONT = "Libertinus Serif"
"""The font that Typst brings along; it has Latin, Greek and Cyrillic."""
_BEYOND_OWN = re.compile("[^\n\t\u0020-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u04ff\u2000-\u203f]")
NO_GLYPH = "could not be displayed"
"""What Typst says where a font lacks a character."""
_COMPLAINT = re.compile(rf'the text `"((?:[^"\\]|\\.)*)"` {NO_GLYPH}')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_PROBE = b"""
#set document(title: "-")
#set text(font: "Libertinus Serif")
#for text in json(bytes(sys.inputs.texts)) { box(text) }
"""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_JOINER = "\u200d"

_Place = Script | int | None
"""What a piece of a text is named under: its script, or its own place in the text; None where it can be shown."""


class Missing(Struct, frozen=True):
    """A character that no font of the machine has: its code point as U+1780, its Unicode name (empty where it has none)."""

    character: str
    script: Script | None

    @property
    def code(self) -> str:
        """Its code point, such as U+1780."""
        return f"U+{ord(self.character):04X}"

    @property
    def name(self) -> str:
        """Its code point and Unicode name, such as `U+1780 KHMER LETTER KA`; the name only where it says more."""
        name = unicodedata.name(self.character, "")
        return self.code if name.endswith(f"{ord(self.character):X}") else f"{self.code} {name}".rstrip()


class FontBook:
    """The fonts of a machine, and what is known of them by now."""

    def __init__(self, fonts: "typst.Fonts") -> None:
        self.fonts = fonts
        self._shown: dict[str, bool] = {}

    @cached_property
    def families(self) -> frozenset[str]:
        """The names of the families."""
        return frozenset(self.fonts.families())

    def lacks(self, cluster: str) -> bool:
        """Whether a cluster that `look_up` was given cannot be shown."""
        return not self._shown.get(cluster, True)

    def look_up(self, texts: Iterable[str]) -> None:
        """Find out about all clusters of some texts at once."""
        found = {cluster for cluster in _clusters_beyond(texts) if _BEYOND_OWN.search(cluster)}
        unknown = found - self._shown.keys()
        alone = {character for cluster in unknown for character in cluster if _stands_alone(character)}
        refused = self._refused(sorted(alone))
        together = {cluster for cluster in unknown if cluster not in alone and refused.isdisjoint(cluster)}
        refused_together = self._refused(sorted(together))
        for cluster in unknown:
            seen = _visible(cluster) if cluster in together else ""
            is_whole = not seen or not refused_together.issuperset(seen)
            self._shown[cluster] = refused.isdisjoint(cluster) and is_whole

    def _refused(self, texts: Sequence[str]) -> frozenset[str]:
        """The characters in these texts that Typst could not show, each text standing by itself."""
        if not texts:
            return frozenset()
        import typst  # noqa: PLC0415 - only the PDF needs it

        compiler = typst.Compiler(_PROBE, font_paths=self.fonts, sys_inputs={"texts": json.dumps(texts)})
        try:
            compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0)
        except typst.TypstError as error:
            return frozenset("".join(map(_plain, _COMPLAINT.findall(error.diagnostic))))
        return frozenset()


@cache
def own_fonts() -> FontBook:
    """The fonts that Typst brings along, the same on every machine."""
    import typst  # noqa: PLC0415 - only the PDF needs it

    return FontBook(typst.Fonts(include_system_fonts=False))


@cache
def machine_fonts() -> FontBook:
    """All fonts of this machine; looking for them takes some 0.1 s."""
    import typst  # noqa: PLC0415 - only the PDF needs it

    return FontBook(typst.Fonts())


def book_for(texts: Sequence[str]) -> FontBook:
    """The fonts for some texts, which are looked up in it; those of the machine only where the own ones do not do."""
    if not any(map(_BEYOND_OWN.search, texts)):
        return own_fonts()
    book = machine_fonts()
    book.look_up(texts)
    return book


def missing_in(book: FontBook, texts: Iterable[str]) -> tuple[Missing, ...]:
    """The characters of some texts that cannot be shown, by script and code point; those of no script come last."""
    lacking = {cluster for cluster in _clusters_beyond(texts) if book.lacks(cluster)}
    found = {character for cluster in lacking for character in _visible(cluster) if not character.isascii()}
    known = [Missing(character, script_of(character)) for character in found]
    return tuple(sorted(known, key=lambda one: (one.script is None, _script_name(one), one.character)))


def named(book: FontBook, text: str) -> str:
    """The text with every run that cannot be shown named in its place, such as `[Khmer, 12 characters]`."""
    if not _BEYOND_OWN.search(text):
        return text
    parts = []
    for place, run in groupby(_placed(book, text), key=lambda pair: pair[0]):
        whole = "".join(piece for _key, piece in run)
        parts.append(whole if place is None else _name_of(place, whole))
    return "".join(parts)


def by_script(missing: Iterable[Missing]) -> list[tuple[str, list[Missing]]]:
    """Missing characters under the name of their script; signs and pictures under an empty one."""
    return [(name, list(group)) for name, group in groupby(missing, key=_script_name)]


def missing_line(missing: Sequence[Missing]) -> str:
    """What to tell the user: which scripts have no font here, and which fonts would have them. Empty for none."""
    if not missing:
        return ""
    counts = [(name or _("signs"), len(group)) for name, group in by_script(missing)]
    what = ", ".join(f"{name} ({count})" for name, count in counts)
    line = _(
        "This machine has no font for some characters, which the PDF names in their place: {what}."
    ).format(what=what)
    fonts = wanted_fonts(missing)
    return line + " " + _("Install: {fonts}.").format(fonts=", ".join(fonts)) if fonts else line


def wanted_fonts(missing: Iterable[Missing]) -> list[str]:
    """The names of fonts that would have the missing characters."""
    return list(dict.fromkeys(fonts_of(one.script)[0] for one in missing if one.script is not None))


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that are shown as one: a letter with its marks, pictures that are joined."""
    cluster = ""
    for character in text:
        if cluster and not (cluster[-1] == _JOINER or _goes_along(character)):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _goes_along(character: str) -> bool:
    if character.isascii():
        return False
    is_mark = unicodedata.category(character)[0] == "M"
    return is_mark or character in "\u200c\u200d" or ord(character) in _SKIN_TONES


def _clusters_beyond(texts: Iterable[str]) -> Iterator[str]:
    return (cluster for text in texts if _BEYOND_OWN.search(text) for cluster in clusters(text))


def _stands_alone(character: str) -> bool:
    """Whether a font must have the character by itself: no mark, blank or invisible sign."""
    return unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf", "Cc", "Zs", "Zl", "Zp")


def _visible(cluster: str) -> str:
    return "".join(
        character
        for character in cluster
        if unicodedata.category(character) not in ("Cf", "Cc") and not 0xFE00 <= ord(character) <= 0xFE0F
    )


def _plain(escaped: str) -> str:
    """A text as it was before Rust wrote it with escapes."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], escaped)


def _placed(book: FontBook, text: str) -> list[tuple[_Place, str]]:
    """The pieces of a text, each with what it is named under.

    A blank between two words of a script goes with them, so that they are named as one.
    """
    pieces = list(clusters(text))
    places = [_place(book, piece, number) for number, piece in enumerate(pieces)]
    for number, piece in enumerate(pieces[1:-1], 1):
        before, after = places[number - 1], places[number + 1]
        if piece == " " and before == after and isinstance(before, Script):
            places[number] = before
    return list(zip(places, pieces, strict=True))


def _place(book: FontBook, piece: str, number: int) -> _Place:
    if not book.lacks(piece):
        return None
    return next((found for found in map(script_of, piece) if found is not None), number)


def _name_of(place: Script | int, run: str) -> str:
    if not isinstance(place, Script):
        signs = (character for character in _visible(run) if not character.isascii())
        return "".join(f"[{Missing(character, None).name}]" for character in signs)
    count = len(_visible(run).replace(" ", ""))
    told = ngettext("[{script}, {count} character]", "[{script}, {count} characters]", count)
    return told.format(script=label_of(place), count=count)


def _script_name(missing: Missing) -> str:
    return label_of(missing.script) if missing.script is not None else ""
