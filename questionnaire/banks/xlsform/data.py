"""What stands in a bank file as plain data: mappings, lists and texts, each perhaps with the cell it comes from."""

from collections.abc import Iterable
from typing import NamedTuple, Self, TypeAlias

Data: TypeAlias = str | list["Data"] | dict[str, "Data"]
"""A bank file's content. Every plain value is text, as the reader of banks takes it."""


class Place(NamedTuple):
    """A cell of a workbook, counted from 1; a column 0 means the row, a row 0 the sheet."""

    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = (self.sheet, str(self.row) if self.row else "", column_letters(self.column))
        return ":".join(part for part in parts if part)


class Cell(str):
    """A text that knows its cell."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Self:
        """The text, with its place."""
        cell = super().__new__(cls, text)
        cell.place = place
        return cell


class Placed(dict[str, "Data"]):
    """A mapping that knows where to point when something in it is missing."""

    def __init__(self, place: Place, content: "Iterable[tuple[str, Data]]" = ()) -> None:
        super().__init__(content)
        self.place = place


def column_letters(column: int) -> str:
    """A column's number, from 1, as a spreadsheet writes it: A, B, ... AA; nothing for 0."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_in(data: Data) -> Place | None:
    """The cell a piece of data comes from: its own, else that of the first part of it that has one."""
    if isinstance(data, Cell | Placed):
        return data.place
    parts = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    return next((place for part in parts if (place := place_in(part)) is not None), None)
