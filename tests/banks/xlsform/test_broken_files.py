"""Files that are damaged, hostile or something else: refused in a sentence, quickly, and nothing is written."""

import struct
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.banks.xlsform import read_workbook as reading
from questionnaire.banks.xlsform.bring_in import import_bank, read_source
from questionnaire.errors import InputError, QuestionnaireError
from tests.banks.xlsform.forms import HEAD, workbook_at

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def good(folder: Path) -> bytes:
    return workbook_at(folder / "good.xlsx", survey=[HEAD, ("text", "q", "Q?")]).read_bytes()


def refused(data: bytes, folder: Path, name: str = "form.xlsx") -> str:
    path, target = folder / name, folder / "bank.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        import_bank(path, target)
    assert not target.exists()
    assert [one.name for one in folder.iterdir() if one.suffix == ".part"] == []
    return str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04", b"<html></html>", OLE, OLE + b"\0" * 4096, b"\xff\xfe" * 100]
)
def test_what_is_no_workbook(data: bytes, tmp_path: Path) -> None:
    assert "cannot be imported" in refused(data, tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short(share: float, tmp_path: Path) -> None:
    whole = good(tmp_path)
    assert "damaged" in refused(whole[: int(len(whole) * share)], tmp_path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "it is no .xlsx workbook" in refused(data.getvalue(), tmp_path)


def with_part(whole: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts in another form."""
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return data.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_UNPACKED", 5_000_000)
    bomb = with_part(good(tmp_path), SHEET, b"<worksheet>" + b" " * 20_000_000)
    assert len(bomb) < 100_000
    assert "unpacks to more than 5 MB" in refused(bomb, tmp_path)


def test_a_size_that_the_file_lies_about(tmp_path: Path) -> None:
    whole = with_part(good(tmp_path), SHEET, b"<worksheet>" + b" " * 2_000_000 + b"</worksheet>")
    true_size = struct.pack("<I", len(b"<worksheet>") + 2_000_000 + len(b"</worksheet>"))
    assert "damaged" in refused(whole.replace(true_size, struct.pack("<I", 100)), tmp_path)


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1"])
def test_cells_that_lie_far_apart(cell: str, tmp_path: Path) -> None:
    content = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c s="1" r="%s"><v>1</v></c></row></sheetData></worksheet>'
        % cell.encode()
    )
    assert "goes on past row" in refused(with_part(good(tmp_path), SHEET, content), tmp_path)


def test_an_empty_cell_far_away_is_no_harm(tmp_path: Path) -> None:
    whole = good(tmp_path)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        sheet = archive.read(SHEET).replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        )
    path = tmp_path / "far.xlsx"
    path.write_bytes(with_part(whole, SHEET, sheet))
    assert read_source(path)[0].id == "far"


def test_a_file_that_is_too_large_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_source(tmp_path / "nope.xlsx")
    with pytest.raises(InputError, match="cannot be read"):
        read_source(tmp_path)
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    assert "larger than" in refused(good(tmp_path), tmp_path)


def test_merged_cells_empty_rows_and_sheets_are_no_harm(tmp_path: Path) -> None:
    import openpyxl

    path = workbook_at(
        tmp_path / "form.xlsx",
        Notes=[],
        survey=[
            (),
            ("remarks", "Type ", " NAME", "Label"),
            (),
            ("x", "text", "q", " Q? "),
            (None, None, None, None),
            ("", "text", "r", "R?"),
        ],
        choices=[],
        settings=[],
    )
    book = openpyxl.load_workbook(path)
    book["survey"].merge_cells("D4:F5")
    book.save(path)
    bank, report = read_source(path)
    assert [question.ask["en"] for question in bank.questions()] == ["Q?", "R?"]
    report.finish()
    assert "survey:4" in str([str(note.place) for note in report.notes])


@settings(max_examples=14, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 20_000), value=st.integers(0, 255), is_inside=st.booleans())
def test_no_damage_ends_in_anything_but_a_sentence(
    place: int, value: int, is_inside: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    whole = bytearray(good(folder))
    if is_inside:  # the sheet is damaged, the archive around it is not
        with zipfile.ZipFile(BytesIO(bytes(whole))) as archive:
            sheet = bytearray(archive.read(SHEET))
        sheet[place % len(sheet)] = value
        whole = bytearray(with_part(bytes(whole), SHEET, bytes(sheet)))
    else:
        whole[place % len(whole)] = value
    path = folder / "form.xlsx"
    path.write_bytes(bytes(whole))
    refusal = ""
    try:
        read_source(path)
    except QuestionnaireError as error:
        refusal = error.message
    assert "\n" not in refusal


@pytest.mark.parametrize("program", ["/bin/false", "/bin/echo"])
def test_a_reader_that_dies_costs_no_more_than_itself(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = good(tmp_path)
    monkeypatch.setattr(sys, "executable", program)
    assert "the workbook is damaged" in refused(whole, tmp_path)
