"""A bank file that is changed in place: its comments, its order and every line that says the same stay."""

import difflib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank, read_bank
from questionnaire.banks.shipped import shipped_banks
from questionnaire.banks.xlsform.bank_data import bank_data
from questionnaire.banks.xlsform.bring_in import import_bank
from questionnaire.banks.xlsform.write_workbook import workbook_of
from questionnaire.banks.xlsform.yaml_merge import merged
from questionnaire.banks.xlsform.yaml_text import yaml_text
from questionnaire.errors import InputError
from tests.banks import SMALL, bank_of
from tests.banks.xlsform.generated import BANKS

SHIPPED = shipped_banks() / "freedom-of-association.yaml"

COMMENTED = """\
# The bank of a union
bank: small   # its name
version: "1.0"
languages: [en, nl]
title: {en: Small, nl: Klein}

sections:
  # first the union
  - id: union
    title: {en: The union, nl: De vakbond}
    questions:

      # the main question
      - id: present
        ask:   {en: Is there one?, nl: "Is er een?"}   # spoken slowly
        answer: yes-no
        flags:
          - when: [no]        # nobody
            severity: high
            because:
              en: >-
                Nobody speaks
                for them.
              nl: Niemand.

      # numbers
      - id: members
        ask: {en: How many?, nl: Hoeveel?}
        answer: number
        min: 0                # never below
      - {id: since, ask: {en: Since?, nl: Sinds?}, answer: date}   # on one line
# the end
"""


def changed(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    """The text with a change of its data, checked to be the bank that was meant."""
    bank, _mistakes = parse_bank(text.encode())
    assert bank is not None
    old: Any = bank_data(bank)
    new = deepcopy(old)
    change(new)
    found = merged(text, old, new)
    assert found is not None
    result, mistakes = parse_bank(found.encode())
    assert result is not None, [mistake.message for mistake in mistakes]
    assert bank_data(result) == new
    return found


def difference(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


def question(data: dict[str, Any], place: int) -> dict[str, Any]:
    found: dict[str, Any] = data["sections"][0]["questions"][place]
    return found


def test_nothing_changed_is_nothing_written() -> None:
    assert changed(COMMENTED, lambda data: None) == COMMENTED
    text = SHIPPED.read_text(encoding="utf-8")
    assert changed(text, lambda data: None) == text


def test_one_text_changes_one_line() -> None:
    def change(data: dict[str, Any]) -> None:
        question(data, 0)["flags"][0]["because"]["nl"] = "Niemand spreekt."

    assert difference(COMMENTED, changed(COMMENTED, change)) == [
        "-               nl: Niemand.",
        "+               nl: Niemand spreekt.",
    ]


def test_a_comment_behind_a_value_stays() -> None:
    def change(data: dict[str, Any]) -> None:
        data["bank"] = "smaller"
        question(data, 0)["ask"]["en"] = "Is there a union?"
        question(data, 1)["min"] = "1"
        question(data, 2)["ask"]["en"] = "Since when?"

    after = changed(COMMENTED, change)
    for line in (
        "bank: smaller   # its name",
        "        ask:   # spoken slowly",
        "        min: 1                # never below",
    ):
        assert line in after.splitlines()
    assert "# on one line" in after
    assert len(difference(COMMENTED, after)) <= 14


def test_a_long_text_is_folded_with_the_comment_before_it() -> None:
    def change(data: dict[str, Any]) -> None:
        question(data, 1)["min"] = "2"
        data["title"]["en"] = "A very long title " * 8 + "end"

    assert "A very long title A very long title" in changed(COMMENTED, change)


def test_keys_come_and_go() -> None:
    def change(data: dict[str, Any]) -> None:
        members = question(data, 1)
        del members["min"]
        members["max"] = "9"
        members["short_form"] = "true"
        question(data, 0).pop("flags")

    after = changed(COMMENTED, change)
    assert "        answer: number\n        max: 9\n        short_form: true\n" in after
    assert "flags" not in after
    assert "# numbers" in after


def test_questions_are_added_removed_and_moved_with_their_comments() -> None:
    def change(data: dict[str, Any]) -> None:
        questions = data["sections"][0]["questions"]
        questions.reverse()
        questions.insert(1, {"id": "new", "ask": {"en": "New?", "nl": "Nieuw?"}, "answer": "text"})

    after = changed(COMMENTED, change)
    order = [
        after.index(part) for part in ("id: since", "id: new", "# numbers", "id: members", "id: present")
    ]
    assert order == sorted(order)

    def remove(data: dict[str, Any]) -> None:
        del data["sections"][0]["questions"][1]

    without = changed(COMMENTED, remove)
    assert "# numbers" not in without
    assert "# the main question" in without
    assert without.endswith("# the end\n")


def test_a_section_is_added() -> None:
    section = {
        "id": "two",
        "title": {"en": "Two", "nl": "Twee"},
        "questions": [{"id": "q", "ask": {"en": "Q", "nl": "Q"}, "answer": "text"}],
    }
    after = changed(COMMENTED, lambda data: data["sections"].append(section))
    assert after.startswith(COMMENTED.removesuffix("# the end\n"))


def test_lines_of_windows_stay_lines_of_windows() -> None:
    text = COMMENTED.replace("\n", "\r\n")
    after = changed(text, lambda data: question(data, 1).update(max="9"))
    assert after.replace("\r\n", "").count("\n") == 0


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(one=BANKS, other=BANKS)
def test_any_bank_can_be_changed_into_any_other(one: Bank, other: Bank) -> None:
    text = yaml_text(bank_data(one))
    after = merged(text, bank_data(one), bank_data(other))
    if after is not None:
        assert parse_bank(after.encode())[0] == other, f"{text}\n=====\n{after}"


def test_an_import_onto_the_file_changes_the_line_that_changed(tmp_path: Path) -> None:
    target, book = tmp_path / "bank.yaml", tmp_path / "bank.xlsx"
    before = SHIPPED.read_text(encoding="utf-8")
    target.write_text(before, encoding="utf-8")
    target.chmod(0o640)
    edited, _mistakes = parse_bank(
        before.replace("How many of the workers are women?", "How many are women?").encode()
    )
    assert edited is not None
    book.write_bytes(workbook_of(edited))
    imported, report = import_bank(book, target)
    assert imported.state == "changed"
    after = target.read_text(encoding="utf-8")
    assert difference(before, after) == [
        "-                   en: How many of the workers are women?",
        "+                   en: How many are women?",
    ]
    assert "version is still 1.1" in report.notes[-1].what
    assert target.stat().st_mode & 0o777 == 0o640
    assert import_bank(book, target)[0].state == "same"
    assert read_bank(target) == imported.bank


def test_another_bank_is_not_written_over(tmp_path: Path) -> None:
    target, book = tmp_path / "bank.yaml", tmp_path / "bank.xlsx"
    book.write_bytes(workbook_of(bank_of(SMALL)))
    for there in (SHIPPED.read_text(encoding="utf-8"), "not: a bank\n", ""):
        target.write_text(there, encoding="utf-8")
        with pytest.raises(InputError, match="--force"):
            import_bank(book, target)
        assert target.read_text(encoding="utf-8") == there
    assert import_bank(book, target, force=True)[0].state == "replaced"
    assert read_bank(target) == bank_of(SMALL)


@pytest.mark.parametrize("name", ["bank.txt", "bank", "no/such/folder.yaml"])
def test_a_target_that_cannot_be_one(name: str, tmp_path: Path) -> None:
    book = tmp_path / "bank.xlsx"
    book.write_bytes(workbook_of(bank_of(SMALL)))
    with pytest.raises(InputError):
        import_bank(book, tmp_path / name)
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError, match="not a file"):
        import_bank(book, tmp_path / "folder.yaml")
