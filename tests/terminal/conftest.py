"""A desk in a folder of its own."""

from pathlib import Path

import pytest

from tests.terminal.helpers import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A database file and the tiny bank."""
    return Desk(tmp_path)
