"""The keys of every part of a bank file: the reader, the schema and the editor's guide take them from here."""

from msgspec import Struct


class Keys(Struct, frozen=True):
    """The keys a part of the file may have, and those among them that it must have."""

    known: tuple[str, ...]
    required: tuple[str, ...]


BANK = Keys(
    ("bank", "version", "languages", "title", "publisher", "theme", "about", "figures", "sections", "checks"),
    ("bank", "version", "languages", "title", "sections"),
)
FIGURE = Keys(("title", "percent", "of", "sum", "difference"), ("title",))
SECTION = Keys(("id", "title", "intro", "questions"), ("id", "title", "questions"))
QUESTION = Keys(
    (
        "id", "was", "ask", "answer", "choices", "unit", "min", "max", "whole", "listen_for", "evidence", "based_on",
        "ask_of", "short_form", "about_prices", "ask_if", "flags", "probes",
    ),
    ("id", "ask", "answer"),
)  # fmt: skip
CHOICE = Keys(("id", "label"), ("id", "label"))
FLAG = Keys(("when", "without", "severity", "because", "next_step"), ("when", "severity", "because"))
PROBES = Keys(("when", "questions"), ("when", "questions"))
CHECK = Keys(("id", "when", "severity", "because", "ask_next"), ("id", "when", "severity", "because"))

TEXT_KEYS = (
    "title", "about", "intro", "ask", "label", "unit", "listen_for", "evidence", "because", "next_step", "ask_next",
)  # fmt: skip
"""The keys under which a text stands, in every language of the bank."""

CHOICE_ONLY = ("choices",)
NUMERIC_ONLY = ("unit", "min", "max", "whole")
