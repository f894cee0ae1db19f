"""A new bank is in order, whatever its languages, and says everything a first editor must know."""

import pytest

from questionnaire.banks.model import AnswerType, Bank
from questionnaire.banks.new_bank import bank_id_of, new_bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.warnings import warnings_in
from questionnaire.translation import use_language


def bank_in(text: str) -> Bank:
    bank, mistakes = parse_bank(text.encode())
    assert bank is not None, [mistake.message for mistake in mistakes]
    assert [warning.message for warning in warnings_in(text.encode(), bank)] == []
    return bank


@pytest.mark.parametrize(
    "languages", [["en"], ["nl"], ["en", "nl"], ["nl", "en", "tr"], ["no", "zh-Hant"], ["bn"]]
)
@pytest.mark.parametrize("spoken", ["en", "nl"])
def test_it_is_in_order_without_a_warning(languages: list[str], spoken: str) -> None:
    use_language(spoken)
    bank = bank_in(new_bank("our-own", languages))
    assert (bank.id, bank.version, bank.languages) == ("our-own", "0.1", tuple(languages))


def test_it_shows_the_parts_a_bank_is_made_of() -> None:
    bank = bank_in(new_bank("our-own", ["en", "nl"]))
    questions = {question.id: question for question in bank.questions()}
    assert {question.answer for question in questions.values()} == {
        AnswerType.NUMBER,
        AnswerType.YES_NO,
        AnswerType.CHOICE,
    }
    union = questions["union-present"]
    assert union.probes
    assert [flag.without_evidence for flag in union.flags] == [False, True]
    assert questions["representatives-chosen"].ask_if is not None
    assert bank.checks
    assert "Is er een vakbond op deze locatie?" in union.ask.values()


def test_a_language_without_example_gets_the_english_to_be_translated() -> None:
    bank = bank_in(new_bank("our-own", ["tr"]))
    assert bank.title == {"tr": "(tr) A question bank of our own"}


def test_comments_stand_where_an_editor_will_wonder() -> None:
    text = new_bank("our-own", ["en"])
    assert text.count("#") > 15
    assert "questionnaire bank try our-own.yaml" in text
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize(
    ("name", "word"),
    [("wages", "wages"), ("Our wages 2026", "our-wages-2026"), ("__", "my-bank"), ("বাংলা", "my-bank")],
)
def test_the_id_is_made_of_the_name_of_the_file(name: str, word: str) -> None:
    assert bank_id_of(name) == word
