"""The schema for editors: current, right about the shipped banks, and against what editors mistype."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator

from questionnaire.banks.new_bank import new_bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.schema import FIRST_LINE, bank_schema
from tests.banks import SMALL, bank_text
from tests.banks.test_mistakes import choices, flag, question
from tools import schema

BANKS = sorted(path for path in schema.PATH.parent.glob("*.yaml") if path.name != "countries.yaml")


class Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as an editor's language server reads it: version 1.2, in which `no` is a word and `2026-05` no date."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789")
)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|)$"), ["~", "n", ""])


def refused(text: str) -> list[str]:
    """Where the schema refuses a bank."""
    data: Any = yaml.load(text, Loader=Yaml12)
    found = Draft202012Validator(bank_schema()).iter_errors(data)
    return ["/".join(map(str, error.absolute_path)) for error in found]


def test_the_file_is_current() -> None:
    assert schema.PATH.read_text(encoding="utf-8") == schema.text(), "run: python tools/schema.py"


def test_it_is_a_schema_and_every_key_is_described() -> None:
    Draft202012Validator.check_schema(bank_schema())
    parts: Any = bank_schema()["$defs"]
    for part in ("bank", "figure", "section", "question", "choice", "flag", "probes", "check"):
        for key, value in parts[part]["properties"].items():
            assert value.get("description"), (part, key)


def test_every_reference_leads_somewhere() -> None:
    def references(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (value for key, value in node.items() if key == "$ref")
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    parts: Any = bank_schema()["$defs"]
    named = {reference.removeprefix("#/$defs/") for reference in references(bank_schema())}
    assert named == set(parts)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_the_shipped_banks_name_it_and_fit_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[0] == FIRST_LINE
    assert refused(text) == []


@pytest.mark.parametrize("text", [SMALL, new_bank("own", ["en", "nl"]), new_bank("own", ["tr"])])
def test_other_banks_fit_it(text: str) -> None:
    assert refused(text) == []


TESTS = [
    "no", "[yes, partly]", "refused", "answered", "{not: yes}", "{not: [yes, no]}", "{a: no}", "{not: {a: no}}",
    "{all: [{a: yes}, {any: [{b: {above: 5}}, {country.c87: no}]}]}", "{any: [yes, {not: no}]}",
    "{respondent: union, supplier.workers: {at_least: 20, at_most: 30}}", "{b: {above: supplier.workers}}",
    "{d: {before: 2026}}", "{d: {after: 2026-05}}", "{d: {before: today}}", "{d: {older_than: 12 months}}",
    "{country.rating: [5, '5+']}", "{supplier.country: NO}", "{a: [yes, unanswered]}",
]  # fmt: skip


@pytest.mark.parametrize("when", TESTS)
def test_conditions_that_the_reader_takes(when: str) -> None:
    text = bank_text(flag(when) + "- {id: b, ask: B, answer: number}\n- {id: d, ask: D, answer: date}\n")
    assert parse_bank(text.encode())[0] is not None, parse_bank(text.encode())[1]
    assert refused(text) == []


MISTAKES = [
    ("an unknown key of the bank", bank_text(question(""), "publicher: CNV\n")),
    ("an unknown key of a question", bank_text(question("probe: []"))),
    ("a question without answer", bank_text("- {id: a, ask: A}\n")),
    ("an unknown type", bank_text(question("", "percent"))),
    ("an id with capitals", bank_text(question("", name="Union_present"))),
    ("a reserved id", bank_text(question("", name="any"))),
    ("a reason as a choice", bank_text(question(choices("x", "unknown"), "choice"))),
    ("one choice", bank_text(question(choices("x"), "choice"))),
    ("no choices", bank_text(question("", "choice"))),
    ("choices of a text", bank_text(question(choices("x", "y"), "text"))),
    ("a unit of a date", bank_text(question("unit: days", "date"))),
    ("an unknown severity", bank_text(question("flags:\n- {when: no, severity: hihg, because: So.}"))),
    ("a flag without reason", bank_text(question("flags:\n- {when: no, severity: high}"))),
    ("flags that are no list", bank_text(question("flags: {when: no}"))),
    ("an unknown respondent", bank_text(question("ask_of: [managment]"))),
    ("an unknown theme", bank_text(question(""), "theme: wages\n")),
    ("a mistyped comparison", bank_text(flag("{a: {abov: 5}}", "number"))),
    ("an unknown fact", bank_text(question("ask_if: {country.c877: no}"))),
    ("a join beside a name", bank_text(question("ask_if: {b: yes, any: [{b: no}]}"))),
    ("a period without a unit", bank_text(flag("{older_than: 12}", "date"))),
    ("a bare test outside flags and probes", bank_text(question("ask_if: yes"))),
    ("a figure of one number", bank_text(question(""), "figures:\n  f: {title: F, percent: supplier.workers}\n")),
    ("no version", bank_text(question("")).replace('version: "1.0"\n', "")),
]  # fmt: skip


@pytest.mark.parametrize("text", [case[1] for case in MISTAKES], ids=[case[0] for case in MISTAKES])
def test_typical_mistakes_are_refused_here_as_by_the_reader(text: str) -> None:
    assert refused(text) != []
    assert parse_bank(text.encode())[0] is None
