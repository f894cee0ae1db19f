"""The sheet's own words come from the catalogue of its language; the tool goes on in its own."""

import threading
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from questionnaire import translation
from questionnaire.sheets.write import FORMATS, write_sheet
from questionnaire.translation import _, language_in_use, speaking, use_language
from tests.sheets.small import sheet_with


@pytest.fixture(autouse=True)
def _dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue in a folder of its own."""
    catalogue = Catalog(locale="nl")
    for message, said in {
        "Answers": "Antwoorden",
        "Still open": "Nog open",
        "open": "niet beantwoord",
    }.items():
        catalogue.add(message, said)
    data = BytesIO()
    write_mo(data, catalogue)
    folder = tmp_path / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "questionnaire.mo").write_bytes(data.getvalue())
    monkeypatch.setattr(translation, "CATALOGUES", tmp_path / "locale")


def test_another_language_is_spoken_for_a_while() -> None:
    with speaking("nl"):
        assert (_("Answers"), language_in_use()) == ("Antwoorden", "nl")
        with speaking("en"):
            assert (_("Answers"), language_in_use()) == ("Answers", "en")
        assert _("Answers") == "Antwoorden"
    assert (_("Answers"), language_in_use()) == ("Answers", "en")


def test_it_ends_with_an_error_too() -> None:
    with pytest.raises(ZeroDivisionError), speaking("nl"):
        _ = 1 / 0
    assert language_in_use() == "en"


def test_a_language_the_tool_does_not_speak_is_english() -> None:
    use_language("nl")
    with speaking("bn"):
        assert (_("Answers"), language_in_use()) == ("Answers", "en")
    assert _("Answers") == "Antwoorden"


def test_other_threads_go_on_in_the_tools_language() -> None:
    heard: list[str] = []
    with speaking("nl"):
        thread = threading.Thread(target=lambda: heard.append(_("Answers")))
        thread.start()
        thread.join()
    assert heard == ["Answers"]


@pytest.mark.parametrize("ending", [".html", ".md"])
def test_a_sheet_speaks_its_own_language_while_the_tool_speaks_english(ending: str, tmp_path: Path) -> None:
    text = write_sheet(sheet_with(language="nl"), tmp_path / f"sheet{ending}").read_text("utf-8")
    assert "Antwoorden" in text
    assert "Nog open" in text
    assert "niet beantwoord" in text
    assert language_in_use() == "en"


def test_an_english_sheet_is_english_while_the_tool_speaks_dutch(tmp_path: Path) -> None:
    use_language("nl")
    text = write_sheet(sheet_with(), tmp_path / "sheet.md").read_text("utf-8")
    assert "## Answers" in text
    assert "Antwoorden" not in text


def test_the_formats_are_described_in_the_tools_language() -> None:
    assert all(_(what) for what in FORMATS.values())
