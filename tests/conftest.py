"""Every test runs away from the user's own data, settings and language."""

import gc
import os
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from questionnaire.translation import use_language

LEAKS = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
)

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # Textual reads it once, when it is imported
os.environ["TZ"] = "Europe/Amsterdam"  # with summer time, so that a time shown in UTC by mistake is seen
time.tzset()  # this process may have looked at its clock already

gc.set_threshold(
    50_000, 20, 50
)  # a screen makes many objects that stay: looking for rubbish costs a tenth of the tests' time

settings.register_profile("questionnaire", deadline=None)
settings.load_profile("questionnaire")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI everything is there that a test needs: one that is left out has failed."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"left out where it should run: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The option that gives LibreOffice a profile of its own; making one takes it seconds, so the tests share it."""
    return f"-env:UserInstallation=file://{tmp_path_factory.mktemp('office')}"


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home of its own, no settings of the user, English."""
    for name in (*LEAKS, *(name for name in os.environ if name.startswith("QUESTIONNAIRE_"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    use_language("en")
    yield
    use_language("en")
