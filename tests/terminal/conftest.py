"""A desk in a folder of its own."""

from pathlib import Path

import pytest

from tests.terminal.helpers import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A database file and the tiny bank, in the folder where the test stands, so that no sheet lands elsewhere."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)
