"""The tool's own language, and that of what is asked, which is another matter."""

import pytest

from questionnaire.translation import _, speaking
from tests.terminal.helpers import Desk
from tests.terminal.pseudo_terminal import PseudoTerminal

WORDS = (
    "Suppliers",
    "No suppliers yet. Press a to add the first: one production site, by name and country; then Enter begins the interview.",
    "sheet",
    "next",
    "evidence",
    "guidance",
    "Open questions",
    "not finished",
)


def in_dutch(word: str) -> str:
    """A word in Dutch, which must be another one."""
    with speaking("nl"):
        dutch = _(word)
    assert dutch != word, f"the catalogue has no Dutch for {word!r}"
    return dutch


def test_the_catalogue_has_dutch_for_what_is_on_every_screen() -> None:
    assert len({in_dutch(word) for word in WORDS}) == len(WORDS)


@pytest.mark.parametrize("by", ["option", "locale"])
def test_the_tool_speaks_dutch_and_asks_in_the_language_of_the_interview(desk: Desk, by: str) -> None:
    desk.interview(at="chosen")
    words, env = (["--language", "nl"], {}) if by == "option" else ([], {"LC_ALL": "nl_NL.UTF-8"})
    with PseudoTerminal([*desk.words, *words], env=env) as terminal:
        terminal.sees(in_dutch("Suppliers"))
        terminal.sees(in_dutch("sheet"))
        assert "Suppliers" not in terminal.text
        terminal.type("enter")
        terminal.sees("How were they chosen?")
        terminal.sees("By secret ballot")
        terminal.sees(in_dutch("evidence"))
        terminal.type("w")
        terminal.sees(in_dutch("Open questions"))
        terminal.sees(in_dutch("not finished"))
        terminal.sees("How many people work here?")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0


def test_a_new_interview_is_asked_in_dutch_where_the_tool_speaks_dutch(desk: Desk) -> None:
    desk.supplier()
    with PseudoTerminal([*desk.words, "--language", "nl"]) as terminal:
        terminal.sees("Voorbeeld Knit")
        terminal.type("enter")
        terminal.sees("Een lijst voor een gesprek")
        terminal.type("enter")
        terminal.sees("Is hier een vakbond?")
        terminal.type("3")
        terminal.sees("(x) Nee")
        terminal.sees("Niemand spreekt namens hen.")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0
    assert desk.opened().language == "nl"


def test_without_a_language_it_speaks_english(desk: Desk) -> None:
    with PseudoTerminal(desk.words, env={"LC_ALL": "de_DE.UTF-8"}) as terminal:
        terminal.sees("No suppliers yet.")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0
