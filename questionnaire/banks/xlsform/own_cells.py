"""The cells of a workbook of our own as parts of a bank file: texts by language, lists, conditions."""

import yaml

from questionnaire import plain_yaml
from questionnaire.banks.xlsform.data import Cell, Data, Place, Placed
from questionnaire.banks.xlsform.table import Row
from questionnaire.banks.yaml_nodes import MappingNode, Node, ScalarNode
from questionnaire.translation import _

_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b", "\"\"\"\"''''")
_BARE = "{[\"'"


class OwnCells:
    """Reads cells; what is wrong gathers in `mistakes`."""

    def __init__(self, languages: list[str]) -> None:
        self.languages = languages
        self.mistakes: list[tuple[Place, str]] = []

    def mistake(self, place: Place, message: str) -> None:
        """Note a mistake."""
        self.mistakes.append((place, message))

    def add(self, data: dict[str, Data], key: str, value: Data | None) -> None:
        """Put a value into a mapping where there is one."""
        if value:
            data[key] = value

    def text(self, row: Row, column: str) -> Data:
        """A text by language, pointing at the first cell of it that is empty."""
        found = {code: row[key] for code in self.languages if (key := f"{column}::{code}") in row}
        if not found:
            return {}
        empty = [code for code in self.languages if code not in found]
        place = row.place_of(f"{column}::{empty[0]}") if empty else next(iter(found.values())).place
        return Placed(place, found.items())

    def lists(self, row: Row, column: str) -> Data:
        """A list of texts by language, a line for each."""
        found = self.text(row, column)
        assert isinstance(found, dict)
        if not found:
            return {}
        assert isinstance(found, Placed)
        return Placed(
            found.place,
            [(code, list(lines_in(cell))) for code, cell in found.items() if isinstance(cell, Cell)],
        )

    def condition(self, cell: Cell) -> Data | None:
        """A condition as a bank writes it, each of its words pointing at the cell."""
        if not cell:
            return None
        plain = cell.replace("\u00a0", " ")
        if plain.lstrip()[:1] not in _BARE:
            plain = plain.translate(_QUOTES) if ":" not in plain else "{" + plain.translate(_QUOTES) + "}"
        try:
            node = plain_yaml.compose(plain)
            if node is None and plain != plain.translate(_QUOTES):
                node = plain_yaml.compose(plain.translate(_QUOTES))
        except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
            problem = getattr(error, "problem", None) or _("brackets and quotes do not match")
            self.mistake(cell.place, _("this condition cannot be read: {problem}").format(problem=problem))
            return None
        return self._data(node, cell) if node is not None else None

    def _data(self, node: Node, cell: Cell) -> Data:
        if isinstance(node, ScalarNode):
            return Cell(node.value, cell.place)
        if isinstance(node, MappingNode):
            found = Placed(cell.place)
            for key, value in node.value:
                name = Cell(str(key.value), cell.place)
                if name in found:
                    self.mistake(cell.place, _("'{name}' stands twice in this condition").format(name=name))
                found[name] = self._data(value, cell)
            return found
        return [self._data(part, cell) for part in node.value]


def words_in(cell: Cell) -> list[Data]:
    """The words of a cell, between commas, semicolons or line breaks."""
    parts = cell.replace(";", ",").replace("\n", ",").split(",")
    return [Cell(part.strip(), cell.place) for part in parts if part.strip()]


def lines_in(cell: Cell) -> list[Data]:
    """The lines of a cell, each an item of a list; a line that stands in goes on with the one before."""
    items: list[str] = []
    for line in cell.split("\n"):
        if items and line.startswith("  "):
            items[-1] += "\n" + line[2:]
        elif line.strip():
            items.append(line.strip())
    return [Cell(item.strip(), cell.place) for item in items]
