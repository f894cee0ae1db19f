"""Paths of files as people give them, and the names under which files are kept and handed back."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _

LONGEST_NAME = 120
_LONGEST_ENDING = 16
_MOST_NAMES = 5000
_NO_PART_OF_A_NAME = re.compile(r'[/\\:*?"<>|]')
_ESCAPED = re.compile(r"\\(.)")
_OF_THE_SYSTEM = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

_DOCUMENTS = (".pdf", ".txt", ".md", ".rtf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".eml")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")
_SOUND_AND_FILM = (".mp3", ".m4a", ".ogg", ".opus", ".wav", ".mp4", ".mov", ".webm")
OPENED = frozenset(_DOCUMENTS + _PICTURES + _SOUND_AND_FILM)
"""The endings of files that are opened. Whatever could run something when it is opened is not among them."""


def file_named(typed: str) -> Path:
    """The file that was typed, pasted or dropped: with `~`, between quotes, with escaped blanks or as a `file:` URL.

    Of several readings the first that is there. Raises InputError where nothing was named.
    """
    text = typed.strip()
    if not text or "\0" in text:
        raise InputError(_("No file was named."), _("Give the path of a file."))
    readings = [Path(os.path.expanduser(reading)) for reading in _readings(text)]  # noqa: PTH111 - unknown users stay
    return next((path for path in readings if os.path.lexists(path)), readings[-1])


def clean_name(name: str) -> str:
    """A name for a file, from whatever it was called: no folders, no characters that mislead, of bounded length."""
    last = one_line(re.split(r"[/\\]", name)[-1] if name.strip("/\\") else "")
    whole = _NO_PART_OF_A_NAME.sub("_", last).lstrip(". -").rstrip(". ")
    if _OF_THE_SYSTEM.fullmatch(whole):
        whole = f"_{whole}"
    stem, ending = os.path.splitext(whole)  # noqa: PTH122 - of a text, which is no path yet
    if len(ending) > _LONGEST_ENDING:
        stem, ending = whole, ""
    while len(stem) + len(ending) > LONGEST_NAME or len(os.fsencode(stem + ending)) > 2 * LONGEST_NAME:
        stem = stem[:-1]
    return (stem.rstrip(". ") + ending) or "file"


def is_opened(name: str) -> bool:
    """Whether a file of this name may be given to the system's programs."""
    return os.path.splitext(name)[1].lower() in OPENED  # noqa: PTH122 - of a name, which is no path yet


def completed(typed: str) -> str:
    """What was typed of a path, as far as the files on the disk leave no doubt of it; a folder ends with a slash."""
    folder, begun, names = _begun(typed)
    common = os.path.commonprefix(names)  # noqa: RUF071 - of names, letter by letter
    if not common or common == begun:
        return typed
    whole = os.path.join(folder, common)  # noqa: PTH118 - keeps the path as it was typed
    is_folder = len(names) == 1 and os.path.isdir(os.path.expanduser(whole))  # noqa: PTH111, PTH112
    return f"{whole}/" if is_folder else whole


def names_begun_so(typed: str) -> list[str]:
    """The names that what was typed of a path can become, where there are several and it is none of them."""
    _folder, begun, names = _begun(typed)
    return sorted(names) if len(names) > 1 and begun not in names else []


def _begun(typed: str) -> tuple[str, str, list[str]]:
    """The folder that was typed, the name that was begun in it, and the names there that begin so."""
    text = typed.lstrip("\"'") if typed[:1] in ("'", '"') else typed
    folder, begun = os.path.split(text)
    names = _names_in(os.path.expanduser(folder) or ".", begun)  # noqa: PTH111 - unknown users stay as they are
    return folder, begun, names


def _names_in(folder: str, begun: str) -> list[str]:
    """The names in a folder that begin so and can be typed."""
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for place, entry in enumerate(entries):
                if place == _MOST_NAMES:
                    break
                hidden = entry.name.startswith(".") and not begun.startswith(".")
                if entry.name.startswith(begun) and not hidden and one_line(entry.name) == entry.name:
                    found.append(entry.name)
    except (OSError, ValueError):
        return []
    return found


def _readings(text: str) -> Iterator[str]:
    """What a text may mean as a path, the most literal first."""
    yield text
    yield unicodedata.normalize("NFD", text)  # as some systems write the names of files
    bare = text[1:-1] if len(text) > 2 and text[0] == text[-1] and text[0] in "'\"" else text
    if bare[:7].lower() == "file://":
        url = urlsplit(bare)
        yield re.sub(r"^/([A-Za-z]:)", r"\1", unquote(url.path))
        return
    if bare != text:
        yield bare.replace("'\\''", "'")
    elif "\\" in text and os.sep == "/":
        yield _ESCAPED.sub(r"\1", text)
