"""YAML as nodes that keep their text, line and column; every plain value stays the text that stands in the file."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

Node = yaml.nodes.Node
MappingNode = yaml.nodes.MappingNode
SequenceNode = yaml.nodes.SequenceNode
ScalarNode = yaml.nodes.ScalarNode

DEEPEST = 60


class TooDeepError(yaml.MarkedYAMLError):
    """Nesting that no file of ours needs; the parser in C recurses, and would end the process."""


class _Loader(getattr(yaml, "CLoader", yaml.Loader)):  # type: ignore[misc]
    """PyYAML's loader, in C where there is one; it resolves no types and counts how deep it is."""

    depth = 0

    def descend_resolver(self, node: Node | None, index: object) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeepError(problem="nested too deep", problem_mark=node.start_mark if node else None)

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        return ""


def compose(text: str) -> Node | None:
    """The root node of the one document in a text; None where it is empty.

    Raises `yaml.MarkedYAMLError` (with the place) or `yaml.reader.ReaderError` where it is no YAML.
    """
    loader: Any = _Loader
    with collector_paused():
        node: Node | None = yaml.compose(text, Loader=loader)
    return node


def aliases(text: str) -> Iterator[tuple[str, Any]]:
    """Name and place of every alias (`*name`) in a text that `compose` has read; nodes do not tell."""
    loader: Any = _Loader
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent):
            yield event.anchor or "", event.start_mark


@contextmanager
def collector_paused() -> Iterator[None]:
    """While thousands of nodes are made at once: collecting meanwhile doubles the time and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
