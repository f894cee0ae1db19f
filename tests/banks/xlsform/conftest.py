"""Reading workbooks without a process of their own, where what is read matters and not how."""

from pathlib import Path

import msgspec
import pytest

from questionnaire.banks.xlsform import read_workbook
from questionnaire.banks.xlsform.workbook_cells import Cells, answer_to


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the reader's code run here: starting Python for every small form takes far longer than reading it."""

    def cells(data: bytes, _path: Path) -> Cells:
        return msgspec.json.decode(answer_to(data), type=Cells)

    monkeypatch.setattr(read_workbook, "_cells", cells)
