"""How long a question took: the time it stood on screen until its answer was given, pauses left out."""

from datetime import datetime

LONGEST_PAUSE = 15 * 60
"""Seconds without a change after which nobody was at the question any more."""
LONGEST_VISIT = 60 * 60
"""Seconds at which a visit is cut off."""


class VisitTime:
    """The time of one visit to a question, from when it came on screen (None: it never did) to the last change."""

    __slots__ = ("_is_lost", "_since", "_total")

    def __init__(self, arrived: datetime | None) -> None:
        self._since = arrived
        self._total: float | None = None
        self._is_lost = arrived is None

    @property
    def seconds(self) -> int | None:
        """Whole seconds until the last change.

        None where that is not known: after a pause before the first change, and below a second, in which nobody
        reads a question out (a script does).
        """
        if self._is_lost or self._total is None or self._total < 1:
            return None
        return min(round(self._total), LONGEST_VISIT)

    def change(self, at: datetime) -> None:
        """The answer was changed."""
        if self._since is None:
            return
        gap = (at - self._since).total_seconds()
        if self._total is None:
            self._is_lost = not 0 <= gap <= LONGEST_PAUSE
            self._total = 0
        if 0 <= gap <= LONGEST_PAUSE:
            self._total += gap
        self._since = at

    def go_on(self, at: datetime) -> None:
        """The question is on screen again; the time in between is not counted."""
        self._since = at
