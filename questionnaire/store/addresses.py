"""Where a database is: a file, or the URL of a server. What is shown of it never holds a password."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl

from msgspec import Struct
from platformdirs import user_data_dir

from questionnaire.errors import StoreError
from questionnaire.text import one_line
from questionnaire.translation import _

_SECRET = re.compile("pass|secret|key|token", re.IGNORECASE)
_FILE_SCHEMES = ("sqlite", "sqlite+pysqlite")


class Address(Struct, frozen=True):
    """A file, or the URL of a server; `is_own` marks the tool's own file in the user's data folder."""

    file: Path | None = None
    url: str = ""
    is_own: bool = False

    @property
    def shown(self) -> str:
        """As shown to the user, without any password."""
        return str(self.file) if self.file else _without_password(self.url)


def address_of(place: str | None) -> Address:
    """The database at a path or URL; None is the user's choice in QUESTIONNAIRE_DATABASE, else the tool's own file.

    Raises StoreError where that can be no database.
    """
    named = place if place is not None else os.environ.get("QUESTIONNAIRE_DATABASE")
    if not named:
        return Address(file=own_file(), is_own=True)
    scheme, separator, rest = named.partition("://")
    if not separator:
        return Address(file=_path(named))
    if scheme.lower() in _FILE_SCHEMES:
        if not rest.strip("/").partition("?")[0] or ":memory:" in rest:
            message = _("A database in memory is lost when the program ends.")
            raise StoreError(message, _("Name a file, such as answers.db."))
        return Address(file=_path(rest.removeprefix("/").partition("?")[0]))
    if rest.partition("?")[0].count("@") > 1:
        message = _("The address of the database has more than one @.")
        raise StoreError(message, _("In a user name or password write %40 for @, %2F for / and %3A for :."))
    return Address(url=named)


def own_file() -> Path:
    """The tool's own database, in the user's data folder."""
    return Path(user_data_dir("questionnaire", appauthor=False)) / "questionnaire.db"


def _path(text: str) -> Path:
    if "\0" in text:
        raise StoreError(_("The path of the database cannot be used."), _("Check the path."))
    return Path(text).expanduser()


def _without_password(url: str) -> str:
    """The URL with its password and secret settings starred out, whatever it looks like."""
    scheme, _separator, rest = url.partition("://")
    place, _question_mark, query = rest.partition("?")
    user, at, host = place.rpartition("@")
    name, colon, _password = user.partition(":")
    shown = f"{scheme}://{name}{':***' if colon else ''}{at}{host}"
    settings = [f"{key}={'***' if _SECRET.search(key) else value}" for key, value in parse_qsl(query)]
    return one_line(shown + ("?" + "&".join(settings) if settings else ""))
