"""What came of an import: how much was mapped, and each thing that was not, with its place and what was done."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from questionnaire.banks.xlsform.data import Place
from questionnaire.translation import _

_MOST_ROWS = 8


class Note(Struct, frozen=True):
    """Something that has no counterpart in a bank, or another one: where it stands, what it is, what was done."""

    place: Place
    what: str
    done: str


class Report:
    """The notes of one import, and the names that became ids."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.notes: list[Note] = []
        self.names: dict[str, str] = {}
        self.questions: Counter[str] = Counter()
        self._many: dict[tuple[str, str, str], list[int]] = {}

    def note(self, place: Place, what: str, done: str) -> None:
        """Note one thing; the same thing at the same place once."""
        note = Note(place, what, done)
        if note not in self.notes:
            self.notes.append(note)

    def note_each(self, place: Place, what: str, done: str) -> None:
        """Note a thing that comes back in many rows; `what` takes {rows}, which are told together in `finish`."""
        rows = self._many.setdefault((place.sheet, what, done), [])
        if place.row not in rows:
            rows.append(place.row)

    def finish(self) -> None:
        """Bring the notes in the order of the file."""
        for (sheet, what, done), rows in self._many.items():
            self.note(Place(sheet, rows[0]), what.replace("{rows}", rows_in_words(rows)), done)
        self._many.clear()
        order = {
            sheet: number
            for number, sheet in enumerate(dict.fromkeys(note.place.sheet for note in self.notes))
        }
        self.notes.sort(key=lambda note: (order[note.place.sheet], note.place.row, note.place.column))


def rows_in_words(rows: Iterable[int]) -> str:
    """Row numbers, the many cut short: `rows 3, 5, 8 and 12 more`."""
    numbers = sorted(set(rows))
    shown = ", ".join(map(str, numbers[:_MOST_ROWS]))
    if len(numbers) == 1:
        return _("row {rows}").format(rows=shown)
    if len(numbers) <= _MOST_ROWS:
        return _("rows {rows}").format(rows=shown)
    return _("rows {rows} and {count} more").format(rows=shown, count=len(numbers) - _MOST_ROWS)
