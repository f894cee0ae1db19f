"""The Word sheet: made of styles that can be changed in one place, and it holds all that the sheet holds."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from msgspec.structs import replace

from questionnaire.interviews.answers import Answer
from questionnaire.sheets.as_docx import LOOKS, render
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.cut import for_audience
from questionnaire.sheets.sheet import Sheet
from tests.sheets.small import EXPORTED, hostile_sheet, sheet_with

DIRECT = ("w:b", "w:i", "w:sz", "w:color", "w:rFonts", "w:ind", "w:spacing", "w:jc", "w:shd")


def document_of(sheet: Sheet) -> Opened:
    return Document(BytesIO(render(sheet)))


def _style_of(table: Table) -> str | None:
    return table.style.name if table.style else None


def texts_in(document: Opened) -> list[str]:
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


@pytest.mark.parametrize("sheet", [sheet_with(), hostile_sheet()], ids=["small", "hostile"])
def test_nothing_is_formatted_by_hand(sheet: Sheet) -> None:
    body = document_of(sheet).element.body
    assert [tag for tag in DIRECT if body.find(f".//{qn(tag)}") is not None] == []


def test_every_paragraph_and_table_is_in_a_style_of_the_document() -> None:
    document = document_of(sheet_with())
    names = {style.name for style in document.styles}
    assert set(LOOKS) | {"Sheet Table", "Sheet Facts", "Label"} <= names
    used = {
        paragraph.pPr.pStyle.val
        for paragraph in document.element.body.iter(qn("w:p"))
        if paragraph.pPr is not None
    }
    ids = {style.style_id: style.name for style in document.styles}
    assert used <= ids.keys()
    assert {"Title", "Heading 1", "Heading 2", "Question", "Probe", "Answer", "No Answer"} <= {
        ids[name] for name in used
    }
    assert {_style_of(table) for table in document.tables} == {"Sheet Table", "Sheet Facts"}


def test_the_head_of_a_table_comes_back_on_every_page() -> None:
    for table in document_of(sheet_with()).tables:
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table._tbl.tr_lst]
        assert heads[0] is (_style_of(table) == "Sheet Table")
        assert not any(heads[1:])


def test_pages_are_a4_and_numbered() -> None:
    document = document_of(sheet_with())
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert abs(page.page_width - Mm(210)) + abs(page.page_height - Mm(297)) < Mm(1)
    fields = [field.get(qn("w:instr")).strip() for field in page.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Internal: not for the supplier" in page.footer.paragraphs[0].text


def test_the_properties_name_nobody() -> None:
    properties = document_of(sheet_with()).core_properties
    assert (properties.title, properties.language) == ("Answer sheet: Voorbeeld Knit", "en")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified == EXPORTED


def test_every_text_says_its_language_and_which_way_it_runs() -> None:
    answers = {
        "counted-by": Answer("العمال أنفسهم"), "chosen": Answer("secret-ballot", note="工厂工会代表"),
        "last-ballot": Answer("2025-11", note="শ্রমিকরা"),
    }  # fmt: skip
    document = document_of(sheet_with(answers))
    runs = {
        "".join(text.text for text in run.iter(qn("w:t"))): run
        for run in document.element.body.iter(qn("w:r"))
    }
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None for run in runs.values())

    def language(text: str) -> dict[str, str]:
        element = runs[text].find(f"{qn('w:rPr')}/{qn('w:lang')}")
        return {name.partition("}")[2]: value for name, value in element.attrib.items()}

    assert language("العمال أنفسهم") == {"val": "ar", "bidi": "ar"}
    assert language("工厂工会代表") == {"val": "en", "eastAsia": "zh"}
    assert language("শ্রমিকরা") == {"val": "bn", "bidi": "bn"}
    assert language("Are there minutes?") == {"val": "en"}
    arabic = runs["العمال أنفسهم"]
    assert arabic.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    assert arabic.getparent().find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None


@pytest.mark.parametrize("audience", Audience)
def test_it_holds_all_that_the_sheet_holds(audience: Audience) -> None:
    sheet = for_audience(sheet_with(), audience)
    told = texts_in(document_of(sheet))
    wanted = [
        sheet.supplier.name,
        *(line for row in sheet.rows() for line in (row.ask, *row.shown.splitlines())),
    ]
    wanted += [finding.because for finding in sheet.findings] + [figure.title for figure in sheet.figures]
    wanted += [piece.what for piece in sheet.promised]
    assert [text for text in wanted if text not in told] == []


def test_hostile_text_is_text() -> None:
    data = render(hostile_sheet())
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert parts.testzip() is None
        assert not [name for name in parts.namelist() if "embed" in name or "vba" in name.lower()]
        rels = parts.read("word/_rels/document.xml.rels").decode()
        assert "evil.example" not in rels
    text = "".join(texts_in(Document(BytesIO(data))))
    assert "<script>alert(1)</script>" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", text)


def test_the_same_sheet_gives_the_same_bytes_and_each_part_the_same_time() -> None:
    data = render(sheet_with())
    assert data == render(sheet_with())
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    later = replace(
        sheet_with(), interview=replace(sheet_with().interview, exported_at=EXPORTED.replace(day=5))
    )
    assert data != render(later)
