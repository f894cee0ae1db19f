"""Ids out of names that others gave: lower-case words joined by hyphens, each once."""

import re
import unicodedata

LONGEST = 60
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)


def as_id(name: str) -> str:
    """The name as an id; empty where nothing of it can stand in one."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return _NOT_IN_IDS.sub(
        "-", "".join(letter for letter in plain if not unicodedata.combining(letter))
    ).strip("-")


class Ids:
    """Gives out ids, none of them twice and none of them reserved."""

    def __init__(self, reserved: tuple[str, ...] = ()) -> None:
        self._taken = set(reserved)

    def new(self, name: str, fallback: str) -> str:
        """An id for a name: like it, with a number behind it where it is taken."""
        wanted = as_id(name)[:LONGEST].strip("-") or as_id(fallback) or "x"
        found, number = wanted, 1
        while found in self._taken:
            number += 1
            found = f"{wanted}-{number}"
        self._taken.add(found)
        return found


def in_words(name: str) -> str:
    """A name as words, for a text that is missing: `birth_date` is `Birth date`."""
    words = " ".join(re.sub(r"[_\-.]+", " ", name).split())
    return words[:1].upper() + words[1:]
