"""The two lines above the call: with whom, whether everything is saved; where in the bank, how far."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from questionnaire.terminal.shown import QUIET, cut, time_of, two_ends
from questionnaire.terminal.widgets.changing import ChangingText
from questionnaire.translation import _


class Place(Struct, frozen=True):
    """What the header shows: `marks` has one character per question of the section, `here` is the place of the one on screen."""

    title: str
    section: str
    marks: str
    here: int
    answered: int
    asked: int


class CallHeader(ChangingText):
    """Shows the place and the last save; a failed save stays until one succeeds."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._place = Place("", "", "", 0, 0, 0)
        self._saved: datetime | None = None
        self._problem = ""

    def show_place(self, place: Place) -> None:
        """Another question, or another mark."""
        if place != self._place:
            self._place = place
            self._draw()

    def show_saved(self, moment: datetime | None) -> None:
        """Everything up to now is on the disk."""
        self._saved, self._problem = moment, ""
        self._draw()

    def show_problem(self, problem: str) -> None:
        """Something is not on the disk; what it is stands here until it is."""
        self._problem = problem
        self._draw()

    def on_resize(self) -> None:
        """Lines follow the width."""
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if not width:
            return
        self.set_class(bool(self._problem), "-problem")
        if self._problem:
            first = two_ends(
                _("NOT SAVED, trying again: {problem}").format(problem=self._problem), "", width, "bold"
            )
        else:
            saved = _("saved {time}").format(time=time_of(self._saved)) if self._saved else ""
            first = two_ends(self._place.title, saved, width, "bold", QUIET)
        self.update(Content.assemble(first, "\n", self._second_line(width)))

    def _second_line(self, width: int) -> Content:
        place = self._place
        far = _("{answered} of {asked} asked").format(answered=place.answered, asked=place.asked)
        room = width - cell_len(far) - 4
        section = cut(place.section, max(room - len(place.marks), 12))
        shown, here = _around(place.marks, place.here, room - cell_len(section))
        marks = Content.assemble(shown[:here], (shown[here : here + 1], "reverse bold"), shown[here + 1 :])
        filler = " " * max(width - cell_len(section) - len(shown) - cell_len(far) - 3, 1)
        return Content.assemble(section, "   ", marks, filler, (far, QUIET))


def _around(marks: str, here: int, room: int) -> tuple[str, int]:
    """As many of the marks as there is room for, around the one that is here, and its place among them."""
    start = max(min(here - room // 2, len(marks) - room), 0)
    return marks[start : start + max(room, 1)], here - start
