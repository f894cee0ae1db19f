"""`previous.<question>` in the checks of a bank: read, said in words, compared, written to a workbook and back."""

from pathlib import Path

from questionnaire.banks.compare import differences
from questionnaire.banks.conditions import AnyWord, Compared, Comparison, Where, names_in
from questionnaire.banks.difference import Kind, Part
from questionnaire.banks.read import parse_bank
from questionnaire.banks.warnings import WarningKind, warnings_in
from questionnaire.banks.words import condition_in_words
from questionnaire.banks.xlsform.bring_in import read_source
from questionnaire.banks.xlsform.export_rows import conditions_of
from questionnaire.banks.xlsform.write_workbook import workbook_of
from tests.banks.test_schema import refused
from tests.tiny import TINY, bank_of


def with_checks(*conditions: str) -> str:
    """The tiny bank with more checks, c0 and so on."""
    checks = (
        f"  - {{id: c{number}, when: {condition}, severity: low, because: {{en: E{number}., nl: N{number}.}}}}\n"
        for number, condition in enumerate(conditions)
    )
    return TINY + "".join(checks)


def conditions(*written: str) -> list[str]:
    """Conditions in words, in English."""
    bank = bank_of(with_checks(*written))
    return [condition_in_words(check.when, bank, "en") for check in bank.checks[1:]]


def test_it_is_read_as_its_question_is() -> None:
    bank = bank_of(
        with_checks("{previous.union-present: yes}", "{workers-total: {below: previous.workers-total}}")
    )
    assert [check.when for check in bank.checks[1:]] == [
        Where("previous.union-present", AnyWord(("yes",))),
        Where("workers-total", Compared(Comparison.BELOW, "previous.workers-total")),
    ]


def test_it_is_said_in_words() -> None:
    assert conditions(
        "{previous.union-present: [yes, refused], union-present: no}",
        "{workers-total: {below: previous.workers-total}}",
        "{previous.kinds: {not: council}}",
        "{previous.chosen: named}",
        "{previous.since: {older_than: 2 years}}",
        "{not: {previous.since: answered}}",
    ) == [
        "1.2 union-present in the round before is yes or refused, and 1.2 union-present is no",
        "1.1 workers-total is below 1.1 workers-total in the round before",
        "1.4 kinds in the round before does not include “Council”",
        "1.3 chosen in the round before is “Named”",
        "1.5 since in the round before lies more than 2 years back",
        "1.5 since in the round before is not answered",
    ]
    bank = bank_of(with_checks("{previous.union-present: yes}"))
    said = condition_in_words(bank.checks[1].when, bank, "nl", by_text=True)
    assert "“Is er een vakbond?”" in said


def test_a_check_that_can_never_hold_is_warned_of_and_one_on_both_rounds_is_not() -> None:
    text = with_checks(
        "{all: [{previous.union-present: yes}, {previous.union-present: no}]}",
        "{previous.union-present: yes, union-present: no}",
        "{previous.workers-total: {below: 0}}",
        "{previous.members: answered, union-present: no}",
    )
    bank, _mistakes = parse_bank(text.encode())
    found = warnings_in(text.encode(), bank)
    never = [warning.values["word"] for warning in found if warning.kind is WarningKind.CHECK_NEVER]
    assert never == ["c0", "c2"]


def test_an_id_renamed_changes_no_check_on_its_earlier_answer() -> None:
    old = bank_of(with_checks("{previous.since: answered, workers-total: {below: previous.workers-total}}"))
    renamed = with_checks("{previous.begun: answered, workers-total: {below: previous.workers-total}}")
    new = bank_of(renamed.replace("{id: since,", "{id: begun, was: [since],").replace('"1"', '"2"'))
    assert not [one for one in differences(old, new) if one.part is Part.CHECK]
    other = bank_of(with_checks("{since: answered, workers-total: {below: previous.workers-total}}"))
    assert [(one.id, one.kind) for one in differences(old, other) if one.part is Part.CHECK] == [
        ("c0", Kind.MEANING)
    ]


def test_a_workbook_keeps_it_and_its_form_does_not_ask_for_it(tmp_path: Path) -> None:
    bank = bank_of(
        with_checks(
            "{previous.union-present: [yes, partly], union-present: no}",
            "{any: [{since: {before: previous.since}}, {workers-total: {at_most: previous.workers-total}}]}",
        )
    )
    path = tmp_path / "bank.xlsx"
    path.write_bytes(workbook_of(bank))
    found, _report = read_source(path)
    assert found == bank
    form = {name for condition in conditions_of(bank) for name in names_in(condition)}
    assert not [name for name in form if name.startswith("previous.")]


def test_the_schema_takes_it_in_checks_alone() -> None:
    assert refused(with_checks("{any: [{not: {previous.union-present: yes}}]}")) == []
    assert refused(TINY.replace("{union-present: {not: no}}", "{previous.union-present: yes}")) != []
    assert refused(with_checks("{previous.Union: yes}")) != []
