"""The PDF, as a reader of PDFs sees it: what is said is text, in its script, on numbered pages, and nothing leaks."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from questionnaire.banks.model import AnswerType as Type
from questionnaire.banks.model import Bank, Question, Respondent, Section
from questionnaire.errors import SheetError
from questionnaire.interviews.answers import Answer
from questionnaire.sheets import fonts, pdf_paper
from questionnaire.sheets.as_pdf import missing_characters
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.cut import for_audience
from questionnaire.sheets.fonts import own_fonts
from questionnaire.sheets.sheet import Sheet
from questionnaire.sheets.write import write_sheet
from tests.programs import program
from tests.sheets.small import hostile_sheet, sheet_with
from tests.sheets.small_fonts import make_font, only

ARABIC = "يوجد في المصنع نقابة"


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fonts but those that Typst brings along, whatever the machine has."""
    monkeypatch.setattr(fonts, "machine_fonts", own_fonts)


def pdf_of(sheet: Sheet, folder: Path) -> Path:
    return write_sheet(sheet, folder / "sheet.pdf", force=True)


def asked_of_pdf(tool: str, pdf: Path, *options: str) -> str:
    command = [program(tool), *options, str(pdf)]
    command += ["-"] if tool == "pdftotext" else []
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def text_of(pdf: Path) -> str:
    """All that is written, on one line."""
    return " ".join(asked_of_pdf("pdftotext", pdf, "-raw").split())


def told_in(answer: str, folder: Path) -> str:
    """The text of a PDF with one answer, which is a text."""
    return text_of(pdf_of(told_sheet(answer), folder))


def told_sheet(answer: str, language: str = "en") -> Sheet:
    question = Question("said", {language: "What was said?"}, Type.TEXT)
    bank = Bank(
        "told",
        "1",
        (language,),
        {language: "Told"},
        (Section("s", {language: "All"}, (question,)),),
        about={},
    )
    return sheet_with({"said": Answer(answer, note=answer)}, bank=bank, language=language)


def test_everything_on_the_sheet_stands_in_it(tmp_path: Path) -> None:
    text = text_of(pdf_of(sheet_with(), tmp_path))
    for part in (
        "Answer sheet: Voorbeeld Knit", "Internal: not for the supplier", "the management", "It is no audit",
        "How did the representatives", "By secret ballot", "Nothing was shown.", "ballot papers", "With the guards.",
        "does not know", "refused", "open", "25%", "The foreman looked on.", "A bank made for a test.",
        "Seen: payroll of April", "last-ballot", "2.1.1.1", "! Medium", "12 500 people", "f" * 64,
    ):  # fmt: skip
        assert part in text


def test_its_pages_are_numbered_and_say_what_they_belong_to(tmp_path: Path) -> None:
    pdf = pdf_of(
        sheet_with(
            {
                "counted-by": Answer("long. " * 2500),
                "chosen": Answer("secret-ballot"),
                "last-ballot": Answer("2025"),
            }
        ),
        tmp_path,
    )
    pages = asked_of_pdf("pdftotext", pdf).split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in page
        assert "Answer sheet: Voorbeeld Knit" in page
    assert all("Question" in page and "Answer" in page for page in pages[1:3])


def test_it_says_its_title_and_language_and_no_name(tmp_path: Path) -> None:
    pdf = pdf_of(sheet_with(language="nl"), tmp_path)
    about = asked_of_pdf("pdfinfo", pdf, "-isodates")
    assert re.search(r"^Title: +Antwoordblad: Voorbeeld Knit$", about, re.MULTILINE)
    assert "CreationDate:    2026-05-04T12:00:00Z" in about
    assert re.search(r"^Page size: .*A4", about, re.MULTILINE)
    assert "Author" not in about
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE)
    data = pdf.read_bytes()
    assert b"/Lang(nl)" in data.replace(b" ", b"") or b"/Lang (nl)" in data
    assert b"pdfuaid:part" in data


def test_hostile_text_is_text(tmp_path: Path) -> None:
    text = text_of(pdf_of(hostile_sheet(), tmp_path))
    for part in (
        "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", "[bold]red[/bold]", "*star* _under_",
        "$x$ &amp; &#60; <!-- -->", "@SUM(A1)", "# third", "https://evil.example",
    ):  # fmt: skip
        assert part in text
    assert text.count("quote \" ' comma , semicolon ;") >= 3


@pytest.mark.parametrize(
    "typed",
    [
        '#import "@preview/cetz:0.3.1"', '#read("/etc/passwd")', "#sys.inputs", "$ x^2 $ `raw` = heading",
        "*bold* _low_ <label> @ref \\ ~ -- --- 'a' \"b\"", "#pagebreak()", '"); #panic("x")', "]] } ) {",
    ],
)  # fmt: skip
def test_what_is_markup_to_typst_is_text_on_paper(typed: str, tmp_path: Path) -> None:
    assert told_in(typed, tmp_path).count(" ".join(typed.split())) == 2


def test_it_opens_no_file_and_names_no_path(tmp_path: Path) -> None:
    data = pdf_of(sheet_with(), tmp_path).read_bytes()
    for path in (str(tmp_path), str(Path(__file__).parents[2]), "/home", "/usr/", "sheet.typ"):
        assert path.encode() not in data
    assert not re.search(rb"/URI|/JavaScript|/Launch|/EmbeddedFile", data)


def test_the_same_sheet_gives_the_same_bytes_and_another_time_others(tmp_path: Path) -> None:
    sheet = sheet_with()
    first = pdf_of(sheet, tmp_path).read_bytes()
    assert pdf_of(sheet, tmp_path).read_bytes() == first
    later = replace(sheet.interview, exported_at=sheet.interview.exported_at + timedelta(minutes=1))
    assert pdf_of(replace(sheet, interview=later), tmp_path).read_bytes() != first


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_audience_gets_its_own(audience: Audience, language: str, tmp_path: Path) -> None:
    text = text_of(pdf_of(for_audience(sheet_with(language=language), audience), tmp_path))
    answers = ("By secret ballot", "Geheime stemming")[language == "nl"]
    assert (answers in text) is (audience is not Audience.PUBLIC)
    assert ("With the guards." in text) is (audience is Audience.INTERNAL)


def test_the_workers_side_is_warned_about(tmp_path: Path) -> None:
    caution = "could put those who answered in danger"
    assert caution in text_of(pdf_of(sheet_with(respondent=Respondent.UNION), tmp_path))
    assert caution not in text_of(pdf_of(sheet_with(), tmp_path))


def test_a_script_that_a_font_has_is_written_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_font(tmp_path, "কখগ")
    book = only(tmp_path)
    monkeypatch.setattr(fonts, "machine_fonts", lambda: book)
    text = told_in("কখগ and ಕ", tmp_path)
    assert text.count("কখগ and [Kannada, 1 character]") == 2
    assert "U+0C95 KANNADA LETTER KA" in text
    assert "Bengali" not in text


def test_what_no_font_has_is_named_in_place_and_at_the_end(tmp_path: Path) -> None:
    sheet = told_sheet("De bond: কারখানা ក 👍")
    text = text_of(pdf_of(sheet, tmp_path))
    assert text.count("De bond: [Bengali, 7 characters] [Khmer, 1 character] [U+1F44D THUMBS UP SIGN]") == 2
    assert "U+0995 BENGALI LETTER KA, U+0996 BENGALI LETTER KHA" in text
    assert "Fonts that have them: Noto Sans Bengali, Noto Sans Khmer." in text
    assert [one.code for one in missing_characters(sheet)][-2:] == ["U+1780", "U+1F44D"]


def test_nothing_is_said_of_fonts_where_nothing_is_missing(tmp_path: Path) -> None:
    sheet = told_sheet("Één café")
    assert missing_characters(sheet) == ()
    assert "without a font" not in text_of(pdf_of(sheet, tmp_path))


def test_arabic_begins_on_the_right(tmp_path: Path) -> None:
    pdf = pdf_of(told_sheet(f"{ARABIC}\nIn Latin letters"), tmp_path)
    boxes = asked_of_pdf("pdftotext", pdf, "-bbox")
    words = re.findall(r'xMin="([\d.]+)" .*? xMax="([\d.]+)" .*?>([^<]+)</word>', boxes)
    arabic = [float(right) for _left, right, word in words if re.search("[\u0600-\u06ff\ufb50-\ufeff]", word)]
    latin = [float(left) for left, _right, word in words if word == "Latin"]
    assert max(arabic) > 510
    assert min(latin) < 400


def test_a_bank_in_a_language_the_tool_does_not_speak_is_written(tmp_path: Path) -> None:
    pdf = pdf_of(told_sheet("İşçi temsilcisi", language="tr"), tmp_path)
    assert "İşçi temsilcisi" in text_of(pdf)
    assert "What was said?" in text_of(pdf_of(told_sheet("x", language="zh-hant"), tmp_path))


def test_long_words_stay_on_the_paper(tmp_path: Path) -> None:
    pdf = pdf_of(told_sheet("x" * 3000 + " https://voorbeeld.example/" + "pad/" * 100), tmp_path)
    right = [
        float(found) for found in re.findall(r'xMax="([\d.]+)"', asked_of_pdf("pdftotext", pdf, "-bbox"))
    ]
    assert max(right) < 595 - 50


def test_a_picture_of_many_pieces_and_marks_does_not_end_it(tmp_path: Path) -> None:
    odd = "e\u1ab0 क\u0301 1\ufe0f\u20e3 \u0301alone 👩\u200d👩\u200d👧 \ue000 \uffff \u0378"
    assert "alone" in told_in(odd, tmp_path)


def test_what_typst_cannot_do_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text('#panic("no paper")')
    monkeypatch.setattr(pdf_paper, "_TEMPLATE", broken)
    with pytest.raises(SheetError, match="cannot be made") as caught:
        pdf_of(sheet_with(), tmp_path)
    assert ".html" in caught.value.hint
    assert not (tmp_path / "sheet.pdf").exists()
