"""Writing a sheet to a file: whole or not at all, and never over another one unasked."""

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from questionnaire.errors import SheetError
from questionnaire.sheets.write import FORMATS, write_sheet
from tests.sheets.small import hostile_sheet, sheet_with

ENDINGS = list(FORMATS)


def refusal(path: Path, *, force: bool = False) -> SheetError:
    with pytest.raises(SheetError) as caught:
        write_sheet(sheet_with(), path, force=force)
    assert caught.value.status == 2
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_is_written_for_the_user_alone(ending: str, tmp_path: Path) -> None:
    path = write_sheet(hostile_sheet(), tmp_path / f"sheet{ending}")
    assert path.stat().st_size > 1000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_sheet_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    first = write_sheet(sheet_with(), tmp_path / f"first{ending}")
    assert first.read_bytes() == write_sheet(sheet_with(), tmp_path / f"second{ending}").read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sheet_without_answers_can_be_written(ending: str, tmp_path: Path) -> None:
    assert (
        write_sheet(sheet_with({}, finished=False, short_form=True), tmp_path / f"sheet{ending}")
        .stat()
        .st_size
        > 0
    )


def test_capitals_in_the_ending_are_understood(tmp_path: Path) -> None:
    assert write_sheet(sheet_with(), tmp_path / "SHEET.JSON").read_bytes().startswith(b"{")


@pytest.mark.parametrize("name", ["sheet.doc", "sheet", "sheet.xls", ".xlsx"])
def test_another_ending_is_refused_with_the_known_ones(name: str, tmp_path: Path) -> None:
    assert refusal(tmp_path / name).hint == "Use one of: .xlsx, .docx, .pdf, .html, .md, .csv, .json."
    assert list(tmp_path.iterdir()) == [tmp_path / "home"] or list(tmp_path.iterdir()) == []


def test_a_file_that_stands_there_is_written_over_only_when_told_so(tmp_path: Path) -> None:
    path = tmp_path / "sheet.md"
    path.write_text("mine")
    error = refusal(path)
    assert "--force" in error.hint
    assert path.read_text() == "mine"
    write_sheet(sheet_with(), path, force=True)
    assert path.read_text().startswith("# Answer sheet")


def test_a_folder_is_no_file_even_when_told_to_write_over_it(tmp_path: Path) -> None:
    folder = tmp_path / "sheet.xlsx"
    folder.mkdir()
    assert "is not a file" in refusal(folder, force=True).message
    assert list(folder.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "missing" / "sheet.csv").message
    assert not (tmp_path / "missing").exists()


def test_a_name_too_long_for_the_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    assert "cannot be written" in refusal(folder / f"{'x' * 300}.json").message
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(ending: str, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    path = folder / f"sheet{ending}"
    path.write_text("the old one")
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env=_environment(),
    )
    assert done.stdout.startswith("SheetError"), done.stderr
    assert "cannot be written: File too large" in done.stdout
    assert path.read_text() == "the old one"
    assert list(folder.iterdir()) == [path]


SMALL_DISK = f"""
import resource, sys
from pathlib import Path
from questionnaire.errors import SheetError
from questionnaire.sheets.write import write_sheet
from tests.sheets.small import sheet_with
sheet = sheet_with()
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, {resource.RLIM_INFINITY}))
try:
    write_sheet(sheet, Path(sys.argv[1]), force=True)
except SheetError as error:
    print("SheetError", error)
"""


def test_the_libraries_of_the_formats_are_imported_only_to_write_them() -> None:
    program = """
import sys
import questionnaire.sheets.sheet, questionnaire.sheets.write
print([name for name in ("xlsxwriter", "jinja2", "markupsafe", "docx", "typst", "sqlalchemy", "textual") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=_environment()
    )
    assert done.stdout.strip() == "[]"


def _environment() -> dict[str, str]:
    top = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": str(top), "PYTHONDONTWRITEBYTECODE": "1"}
