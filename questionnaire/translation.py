"""The tool's own language: gettext catalogues, chosen once at the start.

What is asked has a language of its own.
"""

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("en", "nl")
CATALOGUES = Path(__file__).parent / "locale"

Catalogue = gettext.NullTranslations

_catalogue = Catalogue()
_language = "en"
_for_a_while: ContextVar[tuple[str, Catalogue] | None] = ContextVar("_for_a_while", default=None)


def use_language(language: str) -> None:
    """Speak `language` ("en" or "nl") from here on; anything else is English."""
    global _catalogue, _language
    _language, _catalogue = _spoken(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside the `with`, as for a sheet; other threads and tasks are not touched."""
    token = _for_a_while.set(_spoken(language))
    try:
        yield
    finally:
        _for_a_while.reset(token)


def language_in_use() -> str:
    """The language the tool speaks now."""
    spoken = _for_a_while.get()
    return spoken[0] if spoken else _language


def language_of_locale() -> str:
    """The first language of the user's environment that the tool speaks, else English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for part in os.environ.get(name, "").split(":"):
            if part[:2].lower() in LANGUAGES:
                return part[:2].lower()
        if os.environ.get(name):
            return "en"
    named = locale.getlocale()[0] or ""
    return named[:2].lower() if named[:2].lower() in LANGUAGES else "en"


def _(message: str) -> str:
    """The message in the tool's language."""
    return _in_use().gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The message for `number` things in the tool's language."""
    return _in_use().ngettext(one, many, number)


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def _in_use() -> Catalogue:
    spoken = _for_a_while.get()
    return spoken[1] if spoken else _catalogue


def _spoken(language: str) -> tuple[str, Catalogue]:
    known = language if language in LANGUAGES else "en"
    return known, gettext.translation("questionnaire", CATALOGUES, [known], fallback=True)
