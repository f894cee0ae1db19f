"""Names for files that are handed out: such as every system takes, no two alike, and saying whom they are for."""

import re
import unicodedata
from collections.abc import Sequence

from questionnaire.sheets.audience import Audience

LONGEST = 80
AUDIENCE_NAMES = {
    Audience.INTERNAL: "internal",
    Audience.SUPPLIER: "for-supplier",
    Audience.UNION: "for-union",
    Audience.PUBLIC: "public",
}
"""How a file name says whom the sheet is for: the same in every language, so that files sort together."""
_TAKEN = re.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(-.*)?", re.IGNORECASE)


def file_name(*words: str) -> str:
    """A file name without ending, of the words in their order; the first gives way where it is too long.

    `answer-sheet` stands where no letter of them can.
    """
    first, *more = map(_plain, words)
    rest = "-".join(filter(None, more))
    room = LONGEST - len(rest) - 1 if rest else LONGEST
    name = "-".join(filter(None, (first[:room].strip("-"), rest))) or "answer-sheet"
    return f"sheet-{name}" if _TAKEN.fullmatch(name) else name


def _plain(words: str) -> str:
    text = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[: LONGEST // 2]


def different_names(suppliers: Sequence[str], audience: Audience) -> list[str]:
    """A file name without ending for the sheet of each supplier, no two alike whatever the case of their letters."""
    names: list[str] = []
    taken: set[str] = set()
    for supplier in suppliers:
        plain = name = file_name(supplier)
        number = 2
        while name.casefold() in taken:
            name, number = f"{plain}-{number}", number + 1
        taken.add(name.casefold())
        names.append(f"{name}-{AUDIENCE_NAMES[audience]}")
    return names
