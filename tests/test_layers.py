"""Imports run one way, and what costs time to import is imported by those who need it alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def loaded_by(module: str, *watched: str) -> set[str]:
    """Which of the watched packages importing a module brings in, in an interpreter of its own."""
    code = f"import sys, {module}; print(*({set(watched)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    ["questionnaire.banks.read", "questionnaire.interviews.findings", "questionnaire.interviews.standing"],
)
def test_banks_and_interviews_import_neither_database_nor_screen(module: str) -> None:
    assert (
        loaded_by(module, "sqlmodel", "sqlalchemy", "textual", "rich", "asyncio", "jinja2", "xlsxwriter")
        == set()
    )


def test_the_command_line_imports_only_what_a_command_needs() -> None:
    watched = ("textual", "sqlmodel", "sqlalchemy", "rich", "jinja2", "xlsxwriter", "yaml", "asyncio", "docx")
    assert loaded_by("questionnaire.commands.main", *watched) == set()


def test_the_watch_sees_what_is_imported() -> None:
    assert loaded_by("questionnaire.banks.read, textual", "textual", "sqlmodel") == {"textual"}


def test_imports_run_one_way() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run(
        [*command, "--no-cache"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
