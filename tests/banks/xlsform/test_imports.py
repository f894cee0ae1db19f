"""What reads workbooks is imported by those who need it alone."""

import pytest

from tests.test_layers import loaded_by


@pytest.mark.parametrize(
    "module",
    ["questionnaire.banks.read", "questionnaire.commands.main", "questionnaire.banks.xlsform.import_form"],
)
def test_nothing_else_brings_in_a_library_for_workbooks(module: str) -> None:
    assert loaded_by(module, "python_calamine", "xlsxwriter", "pyxform", "openpyxl") == set()
