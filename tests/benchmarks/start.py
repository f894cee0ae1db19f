"""From the start of the program to its first text, and to a list of suppliers that answers a key."""

import subprocess
import sys
import venv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measured import Row
from tests.benchmarks.programs import bare_app, environment, fill_with_suppliers, questionnaire, site
from tests.benchmarks.terminal import Terminal

BARE = "bare Textual app"


def measure(runs: int, harlequin: bool) -> Iterator[Row]:
    """The rows about starting; with `harlequin` that program is installed in a temporary folder and started too."""
    with TemporaryDirectory() as name:
        home = Path(name)
        empty, filled = home / "empty.db", home / "filled.db"
        fill_with_suppliers(filled)
        other = _install_harlequin(home / "venv") if harlequin else None
        times: dict[str, list[float]] = defaultdict(list)
        for run in range(-1, runs):
            found = _start_all(home, empty, filled, other)
            if run >= 0:  # the one before wrote the .pyc files and filled the caches
                for what, seconds in found.items():
                    times[what].append(seconds)
    yield Row("first text, no database yet", times["new"], BARE, times["bare"])
    yield Row("first text, empty database", times["empty"], BARE, times["bare"], "<= 1.15")
    yield Row("first text, 50 suppliers", times["filled"], BARE, times["bare"], "<= 1.15")
    yield Row("list of 50 answers a key", times["usable"], BARE, times["bare"])
    if other is None:
        yield Row("list of 50 answers a key", (), "harlequin's first screen: give --harlequin", (), "<= 0.6")
    else:
        yield Row(
            "list of 50 answers a key",
            times["usable"],
            "harlequin's first screen",
            times["harlequin"],
            "<= 0.6",
        )


def _start_all(home: Path, empty: Path, filled: Path, harlequin: Path | None) -> dict[str, float]:
    found = {"bare": _first_text(bare_app("hello"), "bare Textual", home)}
    new = home / "new.db"
    found["new"] = _first_text(questionnaire(new), "questionnaire", home)
    for file in home.glob("new.db*"):
        file.unlink()
    found["empty"] = _first_text(questionnaire(empty), "questionnaire", home)
    found["filled"], found["usable"] = _usable_list(filled, home)
    if harlequin is not None:
        found["harlequin"] = _first_text(
            [str(harlequin), "--adapter", "sqlite", "--locale", "C", str(filled)], "Query Editor", home
        )
    return found


def _first_text(command: list[str], words: str, home: Path) -> float:
    with Terminal(command, environment(home)) as terminal:
        return terminal.until(
            lambda: words in terminal.text and bool(terminal.text.strip()), terminal.started
        )


def _usable_list(database: Path, home: Path) -> tuple[float, float]:
    """Seconds to the first text, and to the answer to a key pressed as soon as a supplier is on the screen."""
    with Terminal(questionnaire(database), environment(home)) as terminal:
        first = terminal.until(lambda: "questionnaire" in terminal.text, terminal.started)
        terminal.until_written(site(1).encode())
        terminal.type(b"j")
        usable = terminal.until(
            lambda: terminal.background(site(2)) != terminal.background(site(3)), terminal.started
        )
        return first, usable


def _install_harlequin(folder: Path) -> Path:
    sys.stderr.write("installing harlequin ...\n")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [programs / "python", "-m", "pip", "install", "--quiet", "harlequin"],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return programs / "harlequin"
