"""Where the bank files that come with the tool are."""

from pathlib import Path

MAIN_BANK = "freedom-of-association"
"""The bank the tool is made for; an interview begins on it unless another is chosen."""

_PACKAGE = Path(__file__).parents[1]


def shipped_banks() -> Path:
    """The folder of the shipped bank files: inside an installed package, beside the package in a checkout."""
    installed = _PACKAGE / "question_banks"
    return installed if installed.is_dir() else _PACKAGE.parent / "question_banks"
