"""VSAQ questionnaires: blocks, choices whose ids are conditions, tips that become flags; JSON as people write it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.conditions import AllOf, AnyWord, NotTest, Where
from questionnaire.banks.model import AnswerType, Bank, Severity
from questionnaire.banks.xlsform.bring_in import read_source
from questionnaire.banks.xlsform.loose_json import JsonError, JsonObject, read_json
from questionnaire.banks.xlsform.report import Report
from questionnaire.errors import InputError, QuestionnaireError
from tests.banks.xlsform.forms import questions_of, told

SITE = """\
// A comment
{ "version": 3, "questionnaire": [
  {"type": "block", "text": "The site", "items": [
    {"type": "info", "text": "First <b>read</b> this."},
    {"type": "radiogroup", "text": "Is there " +
        "a union?", "id": "union", "choices": [{"union_yes": "Yes, there is"}, {"union_no": "No"}, {"union_soon": "Soon"}]},
    {"type": "tip", "cond": "union_no", "warn": "yes", "severity": "critical", "name": "No union", "text": "Nobody speaks.", "why": "Why?"},
    {"type": "tip", "cond": "!union_yes && !union_no", "severity": "medium", "text": "Ask again."},
    {"type": "line", "text": "Which?", "id": "which", "cond": "union_yes"},
    {"type": "block", "text": "Members", "cond": "union_yes || union_soon", "items": [
      {"type": "yesno", "id": "counted", "text": "Counted?", "yes": "Yes", "no": "No"},
      {"type": "upload", "text": "The list", "id": "list"},
      {"type": "tip", "cond": "counted/no && union_yes", "severity": "low", "text": "Count them.", "id": "count_tip"},
    ]},
    {"type": "checkgroup", "id": "topics", "choices": [{"t_wages": "Wages"}, {"t_hours": "Hours"}], "required": true},
    {"type": "box", "text": "More?", "cond": "nobody_knows"},
    {"type": "tip", "text": "General advice."},
    {"type": "holo", "text": "?"},
  ]},
]}
"""


def vsaq(text: str, folder: Path) -> tuple[Bank, Report]:
    path = folder / "site.json"
    path.write_text(text, encoding="utf-8")
    bank, report = read_source(path)
    report.finish()
    return bank, report


def test_a_questionnaire(tmp_path: Path) -> None:
    bank, report = vsaq(SITE, tmp_path)
    found = questions_of(bank)
    assert (bank.id, bank.version, bank.sections[0].title) == ("site", "3", {"en": "The site"})
    assert bank.sections[0].intro == {"en": "First read this."}
    union = found["union"]
    assert union.ask == {"en": "Is there a union?"}
    assert [choice.id for choice in union.choices] == ["yes", "no", "soon"]
    flag = union.flags[0]
    assert (flag.when, flag.severity) == (Where("union", AnyWord(("no",))), Severity.HIGH)
    assert (flag.because, flag.next_step) == ({"en": "No union. Nobody speaks."}, {"en": "Why?"})
    assert union.flags[1].severity is Severity.MEDIUM
    assert isinstance(union.flags[1].when, AllOf)
    assert union.probes[0].when == Where("union", AnyWord(("yes",)))
    assert [probe.id for group in union.probes for probe in group.questions] == ["which", "counted"]
    assert found["counted"].answer is AnswerType.YES_NO
    assert found["counted"].evidence == {"en": ("The list",)}
    assert bank.checks[0].id == "count-tip"
    assert bank.checks[0].severity is Severity.LOW
    assert found["topics"].answer is AnswerType.CHOICES
    assert found["more"].ask_if is None
    lines = told(report)
    for part in (
        "13: the tip 'Count them.': it looks at several answers: it is the check 'count-tip'",
        "15: the question has no text",
        "'required' in row 15",
        "16: the condition 'nobody_knows': left out",
        "17: the tip 'General advice.': it hangs on no answer",
        "18: type 'holo' is not known",
    ):
        assert part in lines, lines


def test_conditions_are_read_from_left_to_right(tmp_path: Path) -> None:
    text = """{"questionnaire": [{"type": "block", "text": "B", "items": [
      {"type": "check", "id": "a", "text": "A"}, {"type": "check", "id": "b", "text": "B"}, {"type": "check", "id": "c", "text": "C"},
      {"type": "line", "id": "q", "text": "Q", "cond": "a || b && !(c)"}]}]}"""
    bank, _report = vsaq(text, tmp_path)
    asked = questions_of(bank)["q"]
    parent = questions_of(bank)["c"]
    assert asked.ask_if is not None or parent.probes
    when = parent.probes[0].when if parent.probes else None
    assert when == Where("c", NotTest(AnyWord(("yes",))))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no place there"), ("{", "key is missing"), ('{"a": }', "has no place there"), ('{"a" 1}', "colon is missing"),
        ('["a" "b"]', "comma is missing"), ('{"a": "x', "is not understood"), ("[1] 2", "something follows"),
        ("[" * 5000, "nested very deep"), ("\ufffe", "is not understood"),
    ],
)  # fmt: skip
def test_json_that_cannot_be_read_is_told_with_its_line(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        vsaq("// one line\n" + text, tmp_path)
    assert why in str(caught.value)
    assert "site.json:2: " in str(caught.value)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "1", '{"questionnaire": []}', '{"questionnaire": [1, null]}', '{"pages": [{}]}']
)
def test_json_that_is_something_else(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no VSAQ questionnaire"):
        vsaq(text, tmp_path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_bytes(b"\xff\xfe{}")
    with pytest.raises(InputError, match="UTF-8"):
        read_source(tmp_path / "site.json")


def test_loose_json() -> None:
    value = read_json('/* a */ {a: \'it\\\'s\', "b": [1, 2.5e1, true, null,], // c\n "c": "x" +\n "y",}')
    assert value == {"a": "it's", "b": [1.0, 25.0, True, None], "c": "xy"}
    assert isinstance(value, JsonObject)


@given(st.text(st.sampled_from("{}[]\":,+/*\\ab1\n'"), max_size=40))
def test_no_json_ends_the_import(text: str) -> None:
    try:
        read_json(text)
    except JsonError as error:
        line = error.line
    else:
        line = 1
    assert 1 <= line <= text.count("\n") + 1


ITEMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["block", "info", "tip", "line", "box", "radiogroup", "checkgroup", "yesno", "check", "upload", "x"]),
        "text": st.sampled_from(["", "T", "<i>x</i>"]), "id": st.sampled_from(["", "a", "b", "A b"]),
        "cond": st.sampled_from(["", "a", "!a && b", "a/yes || (c1", "c1", "c2 && c1"]),
        "choices": st.sampled_from(["[]", '[{"c1": "C1"}, {"c2": ""}]', '[{"c1": 1}]', "3"]),
    }
)  # fmt: skip


@given(items=st.lists(ITEMS, max_size=8))
def test_any_questionnaire_becomes_a_bank_in_order_or_is_refused(
    items: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = []
    for item in items:
        fields = ", ".join(f'"{key}": "{value}"' for key, value in item.items() if key != "choices")
        written.append(
            "{"
            + fields
            + f', "choices": {item["choices"]}, "items": [{{"type": "line", "text": "inner"}}]'
            + "}"
        )
    text = '{"questionnaire": [' + ", ".join(written) + "]}"
    try:
        vsaq(text, tmp_path_factory.mktemp("vsaq"))
    except QuestionnaireError as error:
        refusal = error.message
    else:
        refusal = ""
    assert not refusal or "no questions" in refusal or "no VSAQ" in refusal
