"""A sheet as a table: its header understood, each row as texts by column, with the place of every cell."""

import re
from collections.abc import Iterator, Mapping

from questionnaire.banks.xlsform.data import Cell, Place
from questionnaire.banks.xlsform.languages import heading_of, language_in
from questionnaire.banks.xlsform.read_workbook import Sheet

TEXT_COLUMNS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
OWN = "bank::"
_SAME = {
    "caption": "label", "list": "list_name", "value": "name", "tag": "name", "relevance": "relevant", "bind_relevant": "relevant",
    "bind_constraint": "constraint", "bind_required": "required", "calculate": "calculation", "bind_calculate": "calculation",
    "command": "type", "tag_name": "name", "constraint_msg": "constraint_message", "bind_jr_constraintmsg": "constraint_message",
    "bind_jr:constraintmsg": "constraint_message", "constraintmsg": "constraint_message", "requiredmsg": "required_message",
    "readonly": "read_only", "count": "repeat_count", "control_appearance": "appearance", "set_form_title": "form_title",
    "title": "form_title", "set_form_id": "form_id", "id_string": "form_id", "control_rows": "rows", "bind_readonly": "read_only",
}  # fmt: skip


class Row(dict[str, Cell]):
    """The filled cells of a row by column key, such as `name`, `label` or `label::en`."""

    def __init__(self, table: "Table", number: int) -> None:
        super().__init__()
        self.table = table
        self.number = number

    @property
    def place(self) -> Place:
        """The row."""
        return Place(self.table.name, self.number)

    def place_of(self, key: str) -> Place:
        """The cell of a column, filled or not; the row where there is no such column."""
        return Place(self.table.name, self.number, self.table.columns.get(key, 0))

    def text(self, key: str) -> Cell:
        """The text of a column; empty where there is none."""
        return self.get(key) or Cell("", self.place_of(key))

    def texts(self, key: str) -> dict[str, Cell]:
        """The texts of a column by language."""
        start = f"{key}::"
        return {name.removeprefix(start): cell for name, cell in self.items() if name.startswith(start)}


class Table:
    """A sheet whose first row with a wanted heading is its header. `texts` are the columns that languages have one each of.

    `twice` are the headings of columns that were given before.
    """

    def __init__(self, sheet: Sheet, wanted: tuple[str, ...], texts: tuple[str, ...] = TEXT_COLUMNS) -> None:
        self.name = sheet.name
        self.texts = texts
        self.columns: dict[str, int] = {}
        self.headings: dict[str, str] = {}
        self.languages: dict[str, str] = {}
        self.twice: list[tuple[int, str]] = []
        self.header_row = _header_row(sheet.rows, wanted)
        header = sheet.rows[self.header_row - 1] if self.header_row else []
        keys = [self._key(text, number) for number, text in enumerate(header, 1)]
        self.rows = list(self._rows(sheet.rows[self.header_row :], keys)) if self.header_row else []

    def _key(self, heading: str, number: int) -> str:
        """The key of a column; empty for a column that is not read."""
        key = self._key_of(heading)
        if key and key in self.columns:
            self.twice.append((number, heading))
            return ""
        if key:
            self.columns[key] = number
            self.headings[key] = heading
        return key

    def _key_of(self, heading: str) -> str:
        plain = heading.strip()
        lower = plain.casefold()
        if not plain:
            return ""
        if lower.startswith(OWN):
            rest = plain[len(OWN) :]
            name, colons, language = rest.partition("::")
            own = f"{OWN}{heading_of(name)}"
            return f"{own}::{self._language(language)}" if colons else own
        base, language = _split(plain)
        base = base if base in self.texts else _SAME.get(base, base)
        if base in self.texts:
            return (
                f"{base}::{self._language(language)}" if language.casefold() not in ("", "default") else base
            )
        joined = heading_of(plain.replace("::", "_").replace(":", "_"))
        return _SAME.get(joined, joined)

    def _language(self, heading: str) -> str:
        code, name = language_in(heading)
        self.languages.setdefault(code, name)
        return code

    def _rows(self, rows: list[list[str]], keys: list[str]) -> Iterator[Row]:
        for number, texts in enumerate(rows, self.header_row + 1):
            row = Row(self, number)
            for column, (key, text) in enumerate(zip(keys, texts, strict=False), 1):
                if key and text:
                    row[key] = Cell(text, Place(self.name, number, column))
            if row:
                yield row


def tables_by_name(sheets: list[Sheet]) -> Mapping[str, Sheet]:
    """The sheets by their names in lower case; of two alike the first."""
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        found.setdefault(heading_of(sheet.name), sheet)
    return found


def _split(heading: str) -> tuple[str, str]:
    """Base and language of a heading: `label::English (en)`, `label:English`, `Label :: en`."""
    base, colons, language = heading.partition("::")
    if not colons:
        base, colons, language = heading.partition(":")
    return heading_of(base), re.sub(r"\s+", " ", language.strip(" :"))


def _header_row(rows: list[list[str]], wanted: tuple[str, ...]) -> int:
    """The number of the header: the first row with one of the wanted headings, else the first that is filled; 0 for none."""
    filled = [number for number, row in enumerate(rows, 1) if any(row)]
    for number in filled[:10]:
        keys = {_SAME.get(key, key) for key in map(heading_of, rows[number - 1])}
        if keys & set(wanted):
            return number
    return filled[0] if filled else 0
