"""Writing a bank as a document, in the format its ending calls for: to be printed and read without the tool."""

from pathlib import Path

from questionnaire.banks.model import Bank
from questionnaire.errors import SheetError
from questionnaire.sheets.bank_reading import Reading, reading_of
from questionnaire.sheets.write import check_place, put_in_place
from questionnaire.translation import LANGUAGES, _, language_in_use, speaking

ENDINGS = (".html", ".docx", ".md")


def write_paper(bank: Bank, language: str, path: Path, *, force: bool = False) -> Path:
    """Write a bank in one of its languages and give the path; the tool speaks that language where it can.

    Raises `SheetError` for another ending, where a file stands already (unless `force`), and where it cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        message = _("{path}: a bank is not written with the ending '{ending}'.")
        known = ", ".join(ENDINGS)
        raise SheetError(
            message.format(path=path, ending=ending), _("Use one of: {known}.").format(known=known)
        )
    try:
        check_place(path, force)
        with speaking(language if language in LANGUAGES else language_in_use()):
            data = _rendered(reading_of(bank, language), ending)
        put_in_place(data, path)
    except OSError as error:
        message = _("{path} cannot be written: {why}.").format(path=path, why=error.strerror or str(error))
        raise SheetError(message, _("Choose another place.")) from error
    return path


def _rendered(reading: Reading, ending: str) -> bytes:
    """The document; the libraries of a format are imported only with it."""
    match ending:
        case ".html":
            from questionnaire.sheets.bank_html import render  # noqa: PLC0415
        case ".docx":
            from questionnaire.sheets.bank_docx import render  # noqa: PLC0415
        case _:
            from questionnaire.sheets.bank_markdown import render  # noqa: PLC0415
    return render(reading)
