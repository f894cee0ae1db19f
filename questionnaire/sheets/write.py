"""Writing a sheet to a file, in the format its ending calls for.

Whole or not at all, and never over another file unasked.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from questionnaire.errors import SheetError, ThereAlreadyError
from questionnaire.sheets.sheet import Sheet
from questionnaire.translation import N_, _, speaking

FORMATS = {
    ".xlsx": N_("workbook for Excel or LibreOffice, to send or print"),
    ".docx": N_("document for Word or LibreOffice, to restyle"),
    ".pdf": N_("paper, to print or send"),
    ".html": N_("page for a browser or a phone, in one file"),
    ".md": N_("Markdown text"),
    ".csv": N_("table with a row for each question"),
    ".json": N_("all of it, for other tools"),
}
"""The endings a sheet can have, and what each of them is."""


def write_sheet(sheet: Sheet, path: Path, *, force: bool = False) -> Path:
    """Write the sheet and give its path. The file is the user's alone (0600).

    Raises `SheetError` for an ending that is not in `FORMATS`, where a file stands already (unless `force`),
    and where the file cannot be written; then nothing is left behind.
    """
    check_ending(path)
    with writable(path, force):
        put_in_place(sheet_data(sheet, path), path)
    return path


def sheet_data(sheet: Sheet, path: Path) -> bytes:
    """The sheet in the format that the ending of a path calls for, in its own language. Raises `SheetError`."""
    check_ending(path)
    with speaking(sheet.language):
        return _rendered(sheet, path.suffix.lower())


def remark_on(sheet: Sheet, path: Path) -> str:
    """What the user should know of a sheet in the format of a path: characters of a PDF that no font here has."""
    if path.suffix.lower() != ".pdf":
        return ""
    from questionnaire.sheets.as_pdf import missing_characters  # noqa: PLC0415 - only a PDF needs it
    from questionnaire.sheets.fonts import missing_line  # noqa: PLC0415

    return missing_line(missing_characters(sheet))


def check_ending(path: Path) -> None:
    """Raise `SheetError` where a path has none of the endings a sheet can have."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        message = _("{path}: there is no sheet with the ending '{ending}'.")
        raise SheetError(
            message.format(path=path, ending=ending),
            _("Use one of: {known}.").format(known=", ".join(FORMATS)),
        )


@contextmanager
def writable(path: Path, force: bool) -> Iterator[None]:
    """Have what cannot be written at a path, in the block or before it, raised as `SheetError`."""
    try:
        check_place(path, force)
        yield
    except OSError as error:
        raise _unwritable(path, error) from error


def write_page(page: bytes, path: Path, *, force: bool = False) -> Path:
    """Write a page that is made already, as `write_sheet` writes a sheet, and give its path.

    Raises `SheetError` for another ending than .html, and as `write_sheet`.
    """
    if path.suffix.lower() != ".html":
        message = _("{path}: a page has the ending '.html'.").format(path=path)
        raise SheetError(message, _("Give the file that ending."))
    return write_data(page, path, force=force)


def write_data(data: bytes, path: Path, *, force: bool = False) -> Path:
    """Write what is made already, as `write_sheet` writes a sheet, and give its path. Raises `SheetError`."""
    with writable(path, force):
        put_in_place(data, path)
    return path


def _unwritable(path: Path, error: OSError) -> SheetError:
    why = error.strerror or str(error)
    message = _("{path} cannot be written: {why}.").format(path=path, why=why)
    return SheetError(message, _("Choose another place."))


def check_place(path: Path, force: bool) -> None:
    """Raise `SheetError` where nothing can or may be written."""
    if not path.parent.is_dir():
        message = _("{path} cannot be written: there is no such folder.").format(path=path)
        raise SheetError(message, _("Make the folder first, or choose another place."))
    if path.exists() and not path.is_file():
        raise SheetError(_("{path} is not a file.").format(path=path), _("Give the name of a file."))
    if path.exists() and not force:
        message = _("{path} exists already.").format(path=path)
        raise ThereAlreadyError(message, _("Choose another name, or write over it with --force."))


def _rendered(sheet: Sheet, ending: str) -> bytes:
    """The sheet in a format; the libraries of a format are imported only with it."""
    match ending:
        case ".xlsx":
            from questionnaire.sheets.as_xlsx import render  # noqa: PLC0415
        case ".docx":
            from questionnaire.sheets.as_docx import render  # noqa: PLC0415
        case ".pdf":
            from questionnaire.sheets.as_pdf import render  # noqa: PLC0415
        case ".html":
            from questionnaire.sheets.as_html import render  # noqa: PLC0415
        case ".md":
            from questionnaire.sheets.as_markdown import render  # noqa: PLC0415
        case ".csv":
            from questionnaire.sheets.as_csv import render  # noqa: PLC0415
        case _:
            from questionnaire.sheets.as_json import render  # noqa: PLC0415
    return render(sheet)


def put_in_place(data: bytes, path: Path) -> None:
    """Put the data in place at once: under a name of its own, on the disk, before it takes the real one."""
    with ready_beside(data, path) as take_place:
        take_place()


@contextmanager
def ready_beside(data: bytes, path: Path) -> Iterator[Callable[[], object]]:
    """Have the data on the disk beside its place, which it takes when told to. Of a block that fails nothing is left.

    Where it has taken the place of no other file and the block still fails, it is removed again. Raises OSError.
    """
    was_there = path.exists()
    handle, name = tempfile.mkstemp(prefix=".sheet-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield lambda: Path(name).replace(path)
    except BaseException:
        if not Path(name).exists() and not was_there:
            path.unlink(missing_ok=True)
        raise
    finally:
        Path(name).unlink(missing_ok=True)
