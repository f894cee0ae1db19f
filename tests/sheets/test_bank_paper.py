"""A bank on paper: everything in it, in the reader's language, in files that open anywhere and fetch nothing."""

import re
import subprocess
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from questionnaire.banks.model import Bank
from questionnaire.banks.read import read_bank
from questionnaire.banks.shipped import shipped_banks
from questionnaire.errors import SheetError
from questionnaire.sheets.bank_paper import ENDINGS, write_paper
from tests.banks import SMALL, bank_of, bank_text
from tests.programs import program

HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} *bold* [x](http://a.example) & “é” \\uffff"

EVERYTHING = (
    "A small bank", "small 1.0", "1 The union", "1.1", "Is there a union?", "short form", "Yes / Partly / No",
    "Needs follow-up (high) when the answer is no:", "Nobody speaks for the workers.", "Next: Ask a union.",
    "Needs follow-up (medium) when the answer is yes and no evidence was seen:",
    "Probes, asked when the answer is yes or partly:", "1.1.1", "Which one?", "a number (members), at least 0",
    "By secret ballot", "any of:", "a percentage", "a date", "Checks: answers that do not fit together",
    "More members than workers.", "“Members among workers” is above 100%", "Which count is right?",
    "Members among workers:", "the answer to 1.1.2 as a percentage of the answer to 2.1",
)  # fmt: skip


def text_in(path: Path) -> str:
    """The text of a document of any kind, without its markup."""
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return re.sub(r"\\(.)", r"\1", text.replace("**", "").replace("*", "").replace("\\\n", "\n"))
    page = _Texts()
    page.feed(text)
    return " ".join(" ".join(page.texts).split())


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def hostile_bank() -> Bank:
    quoted = '"' + HOSTILE.replace("\\u", "\\u") + '"'
    return bank_of(
        bank_text(
            f"- id: a\n  ask: {quoted}\n  answer: choice\n  listen_for: {quoted}\n"
            f"  choices: [{{id: x, label: {quoted}}}, {{id: y, label: Y}}]\n"
            f"  flags: [{{when: x, severity: low, because: {quoted}, next_step: {quoted}}}]\n"
        )
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_everything_in_a_bank_stands_on_its_paper(tmp_path: Path, ending: str) -> None:
    text = text_in(write_paper(bank_of(SMALL), "en", tmp_path / f"small{ending}"))
    flat = " ".join(text.split())
    assert [part for part in EVERYTHING if part not in flat] == []
    assert "[secret-ballot]" not in flat


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_is_in_the_language_asked_for(tmp_path: Path, ending: str) -> None:
    text = text_in(write_paper(bank_of(SMALL), "nl", tmp_path / f"small{ending}"))
    assert "Is er een vakbond?" in text
    assert "Antwoord:" in text
    assert "Is there a union?" not in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_text_stays_text(tmp_path: Path, ending: str) -> None:
    path = write_paper(hostile_bank(), "en", tmp_path / f"hostile{ending}")
    text = text_in(path)
    assert "<script>alert(1)</script> {{ 7 7 }}" in " ".join(text.replace("*", "").split())
    if ending == ".html":
        page = _Texts()
        page.feed(path.read_text(encoding="utf-8"))
        assert "script" not in page.tags
        assert not re.search(r"(src|href)=\"(?!#)|@import|url\(", path.read_text(encoding="utf-8"))


def test_probes_stand_under_their_answer(tmp_path: Path) -> None:
    lines = write_paper(bank_of(SMALL), "en", tmp_path / "small.md").read_text(encoding="utf-8").splitlines()
    assert "- **1.1 Is there a union?** (short form)" in lines
    assert "  - **1.1.1 Which one?**" in lines


def test_a_word_document_uses_its_styles(tmp_path: Path) -> None:
    path = write_paper(bank_of(SMALL), "nl", tmp_path / "small.docx")
    document = Document(BytesIO(path.read_bytes()))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["Een kleine vragenlijst"] == "Title"
    assert styles["1 De vakbond"] == "Heading 1"
    assert styles["1.1  Is er een vakbond?  (korte vorm)"] == "Question"
    assert styles["1.1.1  Welke?"] == "Probe"
    assert document.styles["Question"].base_style.name == "Heading 2"
    assert document.core_properties.language == "nl"
    indents = {paragraph.text: paragraph.paragraph_format.left_indent for paragraph in document.paragraphs}
    assert indents["1.1.1  Welke?"] is not None
    width = document.sections[0].page_width
    assert width is not None
    assert round(width.mm) == 210


def test_a_language_the_tool_does_not_speak(tmp_path: Path) -> None:
    bank = bank_of(SMALL.replace("nl", "tr"))
    text = text_in(write_paper(bank, "tr", tmp_path / "small.md"))
    assert "Is er een vakbond?" in text
    assert "Answer:" in text


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no such folder"):
        write_paper(bank_of(SMALL), "en", tmp_path / "no" / "small.md")
    with pytest.raises(SheetError, match="not written with the ending"):
        write_paper(bank_of(SMALL), "en", tmp_path / "small.odt")
    write_paper(bank_of(SMALL), "en", tmp_path / "small.md")
    with pytest.raises(SheetError, match="exists already"):
        write_paper(bank_of(SMALL), "en", tmp_path / "small.md")
    assert [path.name for path in tmp_path.glob("small*")] == ["small.md"]


@pytest.mark.browser
def test_a_browser_prints_the_shipped_bank(tmp_path: Path) -> None:
    browser = program("chromium", "google-chrome")
    bank = read_bank(shipped_banks() / "living-wage.yaml")
    page = write_paper(bank, "nl", tmp_path / "bank.html")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    done = subprocess.run(
        [*command, f"--print-to-pdf={tmp_path}/bank.pdf", f"file://{page}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert (tmp_path / "bank.pdf").stat().st_size > 20_000, done.stderr
