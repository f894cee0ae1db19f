"""The floors on the screen: Textual with as little as can be. `python bare_app.py hello | field | words | choices`."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One text."""

    def compose(self) -> ComposeResult:
        """A text."""
        yield Static("bare Textual")


class Field(App[None]):
    """One field."""

    def compose(self) -> ComposeResult:
        """A field of one line."""
        from textual.widgets import Input

        yield Static("bare Textual")
        yield Input(compact=True)


class Words(App[None]):
    """One field of several lines."""

    def compose(self) -> ComposeResult:
        """A field that grows."""
        from textual.widgets import TextArea

        yield Static("bare Textual")
        yield TextArea(compact=True)


class Choices(App[None]):
    """One list."""

    def compose(self) -> ComposeResult:
        """A list of five."""
        from textual.widgets import OptionList

        yield Static("bare Textual")
        yield OptionList(*(f"choice {number}" for number in range(1, 6)))


if __name__ == "__main__":
    {"hello": Hello, "field": Field, "words": Words, "choices": Choices}[sys.argv[1]]().run()
