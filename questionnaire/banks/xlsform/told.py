"""The warnings about a workbook, at the cells they are about."""

from pathlib import Path

from questionnaire.banks.mistakes import Told
from questionnaire.banks.warnings import warnings_in
from questionnaire.banks.xlsform.bank_data import bank_data
from questionnaire.banks.xlsform.data import Cell, Data, Place, place_in
from questionnaire.banks.xlsform.import_own import _OwnBook, is_own
from questionnaire.banks.xlsform.layout import SURVEY
from questionnaire.banks.xlsform.located import Located
from questionnaire.banks.xlsform.read_workbook import read_workbook
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.yaml_text import yaml_text


def workbook_warnings(source: Path) -> list[tuple[Place, Told]]:
    """The warnings about a workbook that holds a bank in order; those about another form are only what an import notes."""
    sheets = read_workbook(source)
    if not is_own(sheets):
        return []
    book = _OwnBook(sheets, source, Report("bank"))
    bank = book.bank()
    text, data = yaml_text(bank_data(bank)), book._data()
    located = Located(text, data)
    return [(_place(located.at(told.line, told.column)), told) for told in warnings_in(text.encode(), bank)]


def _place(parts: list[Data]) -> Place:
    """The cell of the smallest part that has one."""
    own = (part.place if isinstance(part, Cell) else place_in(part) for part in reversed(parts))
    return next((place for place in own if place is not None), Place(SURVEY))
