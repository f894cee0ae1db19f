"""The exported workbook in the tools that forms are made for: pyxform reads it, ODK Validate finds nothing wrong."""

import shutil
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from questionnaire.banks.model import Bank
from questionnaire.banks.read import read_bank
from questionnaire.banks.shipped import shipped_banks
from questionnaire.banks.xlsform.write_workbook import workbook_of
from tests.banks import bank_of
from tests.banks.xlsform.generated import BANKS

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")


def form_of(bank: Bank, folder: Path, *, validate: bool = False) -> str:
    """The XForm that pyxform makes of the workbook; raises where it, or ODK Validate, refuses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyxform.xls2xform import convert

        path = folder / "bank.xlsx"
        path.write_bytes(workbook_of(bank))
        result = convert(path, validate=validate)
    assert [one for one in result.warnings if "language" not in one] == []
    form: str = result.xform
    return form


@needs_java
def test_the_shipped_bank_is_a_form(tmp_path: Path) -> None:
    bank = read_bank(shipped_banks() / "freedom-of-association.yaml")
    form = form_of(bank, tmp_path, validate=True)
    for question in bank.questions():
        assert f"/{question.id}" in form


EVERYTHING = """\
bank: everything
version: "1"
languages: [en]
title: Everything
figures:
  shares: {title: Shares, sum: [1st, percent-of]}
  gap: {title: Gap, difference: [1st, supplier.workers]}
sections:
  - id: data
    title: "Odd ${names} & <tags>"
    intro: Mind the ${gap}.
    questions:
      - {id: meta, ask: Meta?, answer: yes-no}
      - {id: 1st, ask: First?, answer: number, min: 0.5, max: 10}
      - {id: percent-of, ask: Percent?, answer: percentage, ask_if: {meta: [yes, unknown]}}
      - {id: day, ask: Day?, answer: date, ask_if: {1st: {above: 2, not: {above: 5}}, country.c87: no}}
      - {id: words, ask: Words?, answer: text, ask_if: {day: {older_than: 12 months}}}
      - id: many
        ask: Many?
        answer: choices
        choices: [{id: a, label: A}, {id: 2b, label: B}]
        ask_if: {any: [{words: {not: it's}}, {respondent: union}, {day: {after: "2026-05"}}]}
        probes:
          - when: {not: a}
            questions:
              - {id: name, ask: Name?, answer: text, ask_if: {shares: {at_least: gap}, supplier.workers: {below: 1st}}}
          - when: unanswered
            questions: [{id: end, ask: "End?", answer: text, ask_if: {country.union_regime: plural, country.rating: ["5", "5+"]}}]
"""


@needs_java
def test_every_kind_of_condition_is_understood_elsewhere(tmp_path: Path) -> None:
    assert "<h:title>Odd" not in form_of(bank_of(EVERYTHING), tmp_path, validate=True)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(bank=BANKS)
def test_any_bank_is_a_form(bank: Bank, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert form_of(bank, tmp_path_factory.mktemp("form"))
