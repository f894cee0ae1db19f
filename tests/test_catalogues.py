"""The tool speaks Dutch wherever it speaks: every message of the code is in the catalogue, translated and compiled."""

import ast
import gettext
from pathlib import Path

import pytest

from questionnaire.translation import CATALOGUES, LANGUAGES, _, ngettext, use_language
from tools import catalogues

PACKAGE = Path(__file__).parents[1] / "questionnaire"
CALLS = ("_", "N_", "ngettext")


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {"en", *catalogues.LANGUAGES} == set(LANGUAGES)
    assert catalogues.LOCALE == CATALOGUES


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_of_the_code_is_translated(language: str) -> None:
    assert catalogues.faults(language) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_compiled_catalogue_is_current(language: str) -> None:
    with catalogues.path_of(language, ".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogues.translations(language):
        if not message.id or not all(catalogues.texts(message.string)):
            continue
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            assert [compiled.ngettext(one, many, number) for number in (1, 2)] == list(
                catalogues.texts(message.string)
            )


def test_the_messages_of_the_code_are_found() -> None:
    messages = catalogues.messages_of_code()
    assert "the file is not UTF-8 text" in messages  # marked with N_
    assert "{path} cannot be read: {why}." in messages  # in _
    assert messages["{count} mistake; mend it and try again."].id == (  # in ngettext
        "{count} mistake; mend it and try again.",
        "{count} mistakes; mend them and try again.",
    )


def test_nothing_is_put_into_a_message_before_it_is_translated() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                built = [
                    part
                    for part in node.args[: 2 if node.func.id == "ngettext" else 1]
                    if isinstance(part, ast.JoinedStr | ast.BinOp)
                ]
                found += [f"{path.name}:{part.lineno}" for part in built]
    assert found == []


def test_what_is_wrong_with_a_translation_is_seen() -> None:
    from babel.messages.catalog import Message

    fault = catalogues._faults_of
    one = Message("{count} of {all}")
    assert fault(one, None) == ["not in the catalogue: '{count} of {all}'"]
    assert fault(one, Message("{count} of {all}", "")) == ["not translated: '{count} of {all}'"]
    assert fault(one, Message("{count} of {all}", "{count} van {alle}"))[0].startswith("other placeholders")
    assert fault(one, Message("{count} of {all}", " {count} van {all}"))[0].startswith("other blanks")
    assert fault(one, Message("{count} of {all}", "{count} van {all}", flags=["fuzzy"]))[0].startswith(
        "marked"
    )
    assert fault(one, Message("{count} of {all}", "{all}: {count}")) == []
    many = Message(("{n} day", "{n} days"))
    assert fault(many, Message(("{n} day", "{n} days"), ("een dag", "{n} dagen"))) == []
    assert fault(many, Message(("{n} day", "{n} days"), ("een dag", "dagen"))) != []
    assert fault(many, Message("{n} day", "{n} dag")) != []


def test_the_tool_speaks_dutch_once_it_is_asked_to() -> None:
    use_language("nl")
    assert _("") == ""
    assert _("no such message") == "no such message"
    assert ngettext("one thing", "many things", 2) == "many things"
    use_language("xx")
    assert _("the file is not UTF-8 text") == "the file is not UTF-8 text"
