"""How a bank lies in a workbook: its sheets, its columns, and what the tool adds for the form that is not of the bank."""

import re
from enum import StrEnum

FORMAT = "1"

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
FLAGS, CHECKS, FIGURES = "bank flags", "bank checks", "bank figures"

YES_NO_LIST, REASON_LIST = "yes_no", "no_answer"
SECTION, INTRO, PROBES = "section_", "intro_", "probes_"

DEFAULT_PERCENTAGE = "0 <= . and . <= 100"
"""The constraint of a percentage whose bounds the bank leaves out."""


class RowKind(StrEnum):
    """What a row of the survey is to the bank; `form` is there for the form alone and not read back."""

    SECTION = "section"
    INTRO = "intro"
    QUESTION = "question"
    PROBES = "probes"
    FORM = "form"


EXPRESSIONS = ("relevant", "constraint", "calculation")
"""Columns in which `${` is a reference; in all others it is escaped, as forms look for one in every cell."""


def escaped(text: str) -> str:
    """A text without `${`, which a form would take for a reference; `unescaped` gives it back."""
    return _DOLLAR.sub(lambda match: f"${match[1]}\u2060{{", text)


def unescaped(text: str) -> str:
    """The text that was escaped."""
    return _ESCAPED.sub(lambda match: f"${match[1]}{{", text)


_DOLLAR = re.compile("\\$(\u2060*)\\{")
_ESCAPED = re.compile("\\$(\u2060*)\u2060\\{")
