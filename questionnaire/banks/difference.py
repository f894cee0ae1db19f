"""What can differ between two versions of a bank, and what becomes of the answers: values alone."""

from enum import StrEnum

from msgspec import Struct

from questionnaire.banks.conditions import Condition
from questionnaire.banks.model import Choice, Flag, Text

Thing = (
    Text | dict[str, tuple[str, ...]] | tuple[str, ...] | Condition | Flag | Choice | str | int | float | None
)
"""What stood there: a text or lists by language, words, a condition, a flag, a choice, a word or number; None is nothing."""


class Part(StrEnum):
    """What a difference is about."""

    BANK = "bank"
    SECTION = "section"
    QUESTION = "question"
    FIGURE = "figure"
    CHECK = "check"


class Kind(StrEnum):
    """What became of it. `REWORDED` leaves the meaning as it was, `MEANING` does not."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    REWORDED = "reworded"
    LANGUAGE_ADDED = "language-added"
    LANGUAGE_REMOVED = "language-removed"
    CHOICE_ADDED = "choice-added"
    CHOICE_REMOVED = "choice-removed"
    CHOICE_RELABELLED = "choice-relabelled"
    CHOICES_REORDERED = "choices-reordered"
    MEANING = "meaning"


class Becomes(StrEnum):
    """What becomes of the answers: `ASKED_AGAIN` sets aside those that are no answer any more, and keeps the others."""

    KEPT = "kept"
    TO_BE_ASKED = "to-be-asked"
    ASKED_AGAIN = "asked-again"
    SET_ASIDE = "set-aside"


class Difference(Struct, frozen=True, omit_defaults=True):
    """One thing that differs.

    `id` is that of the newer bank, of the older where it was removed. `field` is the key of the bank file it is about,
    for MOVED one of section, parent and order. `answers` is None for what nobody answers; `was` is the id before,
    `is_guess` whether that is a guess.
    """

    part: Part
    id: str
    kind: Kind
    answers: Becomes | None = None
    field: str = ""
    before: Thing = None
    after: Thing = None
    was: str = ""
    is_guess: bool = False
