"""From a line and column of a bank file's text to the data that stands there, and so to the cell it came from."""

from questionnaire.banks.xlsform.data import Data
from questionnaire.banks.yaml_nodes import MappingNode, Node, SequenceNode, compose


class Located:
    """A bank file's text beside the data it was written from."""

    def __init__(self, text: str, data: Data) -> None:
        self.lines = text.split("\n")
        self.root, _mistakes = compose(text.encode())
        self.data = data

    def at(self, line: int, column: int) -> list[Data]:
        """What stands at a place, from the whole file down to the smallest part."""
        found: list[Data] = [self.data]
        node, data = self.root, self.data
        place = (line - 1, column - 1)
        while node is not None:
            node, data = _part_at(node, data, place)
            if node is not None:
                found.append(data)
        return found


def _part_at(node: Node, data: Data, place: tuple[int, int]) -> tuple[Node | None, Data]:
    if isinstance(node, MappingNode) and isinstance(data, dict):
        for (key_node, value_node), value in zip(node.value, data.values(), strict=False):
            if _start(key_node) == place or _holds(value_node, place):
                return value_node, value
    if isinstance(node, SequenceNode) and isinstance(data, list):
        for item_node, item in zip(node.value, data, strict=False):
            if _holds(item_node, place):
                return item_node, item
    return None, data


def _start(node: Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _holds(node: Node, place: tuple[int, int]) -> bool:
    return _start(node) <= place < (node.end_mark.line, node.end_mark.column)
