"""Programs of the machine that some tests open files with."""

import shutil

import pytest


def program(*names: str) -> str:
    """The path of the first of these programs; without any of them the test is left out (never in CI, see conftest)."""
    for name in names:
        path = shutil.which(name)
        if path is not None:
            return path
    pytest.skip(f"{names[0]} is not installed")
