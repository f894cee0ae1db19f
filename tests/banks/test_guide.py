"""The editors' guide: every message stands in it, and what it says to do can be done."""

import re

import pytest

from questionnaire.banks.conditions import IsAnswered
from questionnaire.banks.fields import ID
from questionnaire.banks.keys import BANK
from questionnaire.banks.mistakes import MistakeKind
from questionnaire.banks.schema import FIRST_LINE, NAME
from questionnaire.banks.warnings import WarningKind
from questionnaire.commands.tree import command_line
from tools import guide

GUIDE = guide.PATH.read_text(encoding="utf-8")


def test_the_tables_of_messages_are_those_of_the_catalogues() -> None:
    assert guide.with_tables(GUIDE) == GUIDE, "run: python tools/guide.py"
    rows = [line for line in GUIDE.splitlines() if line.startswith("| ")]
    for kind in (*MistakeKind, *WarningKind):
        assert sum(line.startswith(f"| {guide._cell(kind.title)} | ") for line in rows) == 1, kind


def test_names_of_messages_are_told_apart() -> None:
    titles = [kind.title for kind in (*MistakeKind, *WarningKind)]
    codes = [kind.code for kind in (*MistakeKind, *WarningKind)]
    assert len(set(titles)) == len(titles)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    "words", sorted(set(re.findall(r"`questionnaire ((?:--banks banks )?bank [^`]+)`", GUIDE)))
)
def test_every_command_it_names_is_one(words: str) -> None:
    typed = words.removeprefix("--banks banks ").replace("...", "").split()
    args = command_line().parse(typed)
    assert args.run is not None


def test_every_option_of_the_check_and_the_trial_stands_in_it() -> None:
    for option in (
        "--strict",
        "--json",
        "--languages",
        "--respondent",
        "--country",
        "--short",
        "--to",
        "--language",
    ):
        assert f"`{option}" in GUIDE or f" {option} " in GUIDE, option


def test_the_ids_it_shows_are_ids() -> None:
    shown = re.search(r"\*\*Ids\*\* are .*?: `([^`]+)`, `([^`]+)`", GUIDE, re.DOTALL)
    assert shown
    assert all(ID.fullmatch(word) for word in shown.groups())


def test_it_names_the_schema_and_every_key_of_a_bank() -> None:
    assert f"\n{FIRST_LINE}\n" in GUIDE
    assert f"`{NAME}`" in GUIDE
    assert not [key for key in BANK.known if f"`{key}`" not in GUIDE]


def test_states_may_stand_in_a_list_as_it_says() -> None:
    from tests.banks import bank_of

    assert "[no, unanswered]" in GUIDE
    bank = bank_of(
        "- {id: a, ask: A, answer: yes-no}\n- {id: b, ask: B, answer: text, ask_if: {a: [no, unanswered]}}"
    )
    states = [part for part in _parts(list(bank.questions())[1].ask_if) if isinstance(part, IsAnswered)]
    assert [state.answered for state in states] == [False]


def _parts(found: object) -> list[object]:
    fields = getattr(found, "__struct_fields__", ())
    inner = [getattr(found, field) for field in fields]
    flat = [part for each in inner for part in (each if isinstance(each, tuple) else (each,))]
    return [found, *(part for each in flat for part in _parts(each))]
