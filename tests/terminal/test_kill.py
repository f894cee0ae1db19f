"""The end of the call as it comes in life: the process killed, the window closed, the disk full. In a real terminal."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import cast

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.terminal.closed_window import ScreenThatMayGo
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Desk
from tests.terminal.pseudo_terminal import ALTERNATE_OFF, ALTERNATE_ON, PseudoTerminal

SENTENCE = "They may join, he says, but nobody has."


def saved_at(terminal: PseudoTerminal) -> str:
    """The time that the screen gives for the last save; empty where it gives none."""
    found = re.search(r"saved (\d\d:\d\d:\d\d)", terminal.screen.display[0])
    return found[1] if found else ""


def into_the_call(terminal: PseudoTerminal, words: str) -> None:
    """From the start into the interview of the only supplier."""
    terminal.sees("Voorbeeld Knit")
    terminal.type("enter")
    terminal.sees(words)
    terminal.until(lambda: saved_at(terminal) != "", "the screen to say that all is saved")


def type_all(terminal: PseudoTerminal) -> None:
    """A choice, the text of its probe and a note, each seen on the screen and said to be saved."""
    into_the_call(terminal, "Is there a union here?")
    terminal.type("3")
    terminal.sees("(x) No")
    terminal.type("enter")
    terminal.sees("Why is there none?")
    for character in SENTENCE:
        terminal.type(character)
    terminal.sees(SENTENCE)
    terminal.type("f4", "a note")
    terminal.until(lambda: "a note" in terminal.text and "2 of 9 asked" in terminal.text, "the note")
    assert "NOT SAVED" not in terminal.text
    assert saved_at(terminal)


KEPT = {"union-present": Answer("no"), "why-not": Answer(SENTENCE, note="a note")}


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "window closed"])
def test_what_was_shown_as_saved_is_on_the_disk(desk: Desk, end: str) -> None:
    desk.interview(at="union-present")
    with PseudoTerminal(desk.words) as terminal:
        type_all(terminal)
        assert ALTERNATE_ON in terminal.raw
        assert ALTERNATE_OFF not in terminal.raw
        if end == "window closed":
            terminal.close()
            assert terminal.ended() in (0, -signal.SIGHUP)
        else:
            terminal.signal(signal.Signals[end])
            status = terminal.ended()
            assert status == (-signal.SIGKILL if end == "SIGKILL" else 0)
            if end != "SIGKILL":
                assert ALTERNATE_OFF in terminal.raw
                assert terminal.modes_now == terminal.modes
                assert b"Traceback" not in terminal.raw
    kept = desk.opened()
    assert kept.answers == KEPT
    assert kept.at_question == "why-not"
    assert [entry.question for entry in desk.history()] == ["union-present", "why-not"]
    if end in ("SIGKILL", "window closed"):
        with PseudoTerminal(desk.words) as terminal:
            into_the_call(terminal, "Why is there none?")
            terminal.sees(SENTENCE)
            terminal.sees("a note")


def test_what_is_drawn_after_the_window_was_closed_holds_nothing_up() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = os.fdopen(writer, "w", encoding="utf-8")
    thread = WriterThread(cast("TextIOWrapper", ScreenThatMayGo(stream)))
    thread.start()

    def draw() -> None:
        for _frame in range(10 * MAX_QUEUED_WRITES):
            thread.write("a frame")
        thread.stop()

    drawing = threading.Thread(target=draw, daemon=True)
    drawing.start()
    drawing.join(20)
    assert not drawing.is_alive()
    with suppress(OSError):  # what is left in its buffer goes nowhere either
        stream.close()


def test_killed_in_the_middle_of_typing_at_most_the_last_key_is_lost(desk: Desk) -> None:
    desk.interview(at="remarks")
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "What else was said?")
        typed = "word " * 12
        seen = ""
        for place, character in enumerate(typed):
            terminal.type(character)
            if place == 40:
                terminal.until(lambda: terminal.text.count("word") >= 8, "eight words")
                seen = "word " * 8
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    kept = desk.value("remarks")
    assert isinstance(kept, str)
    assert typed.startswith(kept)
    assert len(kept) >= len(seen.strip()) - 1


def test_keys_that_come_all_at_once_answer_each_their_own_question(tmp_path: Path) -> None:
    questions = "".join(
        f"      - {{id: q{n}, ask: Is {n} so?, answer: yes-no}}\n      - {{id: n{n}, ask: How many {n}?, answer: number}}\n"
        f"      - {{id: t{n}, ask: What of {n}?, answer: text}}\n"
        for n in range(8)
    )
    head = "bank: quick\nversion: '1.0'\nlanguages: [en]\ntitle: Quick\nsections:\n  - id: s\n    title: S\n    questions:\n"
    desk = Desk(tmp_path, head + questions)
    desk.interview(bank="quick")
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "Is 0 so?")
        for n in range(8):
            terminal.type(str(n % 3 + 1), "enter", f"{n}1", "enter", f"text {n}", "enter")
        terminal.sees("24 of 24 answered")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0
    expected: dict[str, Answer] = {}
    for n in range(8):
        expected |= {
            f"q{n}": Answer(("yes", "partly", "no")[n % 3]),
            f"n{n}": Answer(int(f"{n}1")),
            f"t{n}": Answer(f"text {n}"),
        }
    assert desk.answers() == expected


def test_ctrl_q_right_after_a_key_keeps_it(desk: Desk) -> None:
    desk.interview(at="remarks")
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "What else was said?")
        terminal.type("last words", "ctrl+q")
        assert terminal.ended(30) == 0
        assert ALTERNATE_OFF in terminal.raw
        assert terminal.modes_now == terminal.modes
    assert desk.value("remarks") == "last words"


def fail_to_save(terminal: PseudoTerminal) -> None:
    """On a disk that has just become full: answer, go on, answer; it is said and stays said, and nothing typed is lost."""
    terminal.type("3")
    terminal.sees("NOT SAVED")
    terminal.sees("(x) No")
    terminal.type("enter")
    terminal.sees("Why is there none?")
    end = time.monotonic() + 2.5  # longer than it takes to try again
    while time.monotonic() < end:
        terminal.read()
        assert "NOT SAVED" in terminal.text, terminal.text
    terminal.type(SENTENCE)
    terminal.sees(SENTENCE)
    assert "NOT SAVED" in terminal.text
    assert saved_at(terminal) == ""


def save_at_last(terminal: PseudoTerminal, desk: Desk) -> None:
    """Now that there is room: without another key it is saved, and said so."""
    terminal.until(lambda: saved_at(terminal) != "", "the save that is tried again")
    assert "NOT SAVED" not in terminal.text
    assert SENTENCE in terminal.text
    assert desk.answers() == {"union-present": Answer("no"), "why-not": Answer(SENTENCE)}
    terminal.type("f3", "1", "a list", "enter")
    terminal.sees("seen: a list")
    terminal.signal(signal.SIGKILL)
    terminal.ended()
    evidence = (Evidence(EvidenceState.SEEN, "a list"),)
    assert desk.answers()["why-not"] == Answer(SENTENCE, evidence=evidence)


def test_a_file_that_cannot_grow_is_told_until_it_can(desk: Desk) -> None:
    desk.interview(at="union-present")
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "Is there a union here?")
        terminal.limit_files(1000)
        fail_to_save(terminal)
        assert desk.answers() == {}
        terminal.limit_files(None)
        save_at_last(terminal, desk)
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "Why is there none?")


def test_leaving_with_something_unsaved_takes_saying_it_twice(desk: Desk) -> None:
    desk.interview(at="union-present")
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "Is there a union here?")
        terminal.limit_files(1000)
        terminal.type("3")
        terminal.sees("NOT SAVED")
        terminal.type("w")
        terminal.sees("not finished")
        terminal.type("q")
        terminal.sees("Not everything is saved.")
        terminal.sees("(x) No")
        terminal.limit_files(None)
        terminal.until(lambda: saved_at(terminal) != "", "the save that is tried again")
        terminal.until(
            lambda: "Not everything is saved." not in terminal.text, "the warning to go, which is over"
        )
        terminal.limit_files(1000)
        terminal.type("2")
        terminal.sees("NOT SAVED")
        terminal.type("ctrl+q")
        terminal.sees("Not everything is saved.")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0
    assert desk.value("union-present") == "no"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 kB, where this user may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here; a file that cannot grow is tested instead")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_until_there_is_room(small_disk: Path) -> None:
    desk = Desk(small_disk)
    desk.interview(at="union-present")
    ballast = small_disk / "ballast"
    with PseudoTerminal(desk.words) as terminal:
        into_the_call(terminal, "Is there a union here?")
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(512))
            except OSError:
                pass
        assert os.statvfs(small_disk).f_bavail == 0
        terminal.limit_files(None)
        keys_until_it_is_full(terminal)
        fail_to_save(terminal)
        assert desk.value("why-not") is None
        ballast.unlink()
        save_at_last(terminal, desk)


def keys_until_it_is_full(terminal: PseudoTerminal) -> None:
    """Change the answer until what SQLite had in reserve is used up."""
    for key in "12" * 100:
        terminal.type(key)
        terminal.sees({"1": "(x) Yes", "2": "(x) Partly"}[key])
        if "NOT SAVED" in terminal.text:
            return
    raise AssertionError("the disk never filled")


def test_two_calls_of_a_round_are_resumed_each_where_it_stopped(desk: Desk) -> None:
    desk.interview(at="workers")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.start_interview("Voorbeeld", "call", Respondent.UNION).visit("agreed")
    with PseudoTerminal(desk.words) as terminal:
        terminal.sees("2 unfinished")
        terminal.type("enter")
        terminal.sees("management")
        terminal.type("enter")
        terminal.sees("Since when is there an agreement?")
        terminal.type("q")
        terminal.sees("Suppliers")
        terminal.type("i")
        terminal.sees("management")
        terminal.type("down", "enter")
        terminal.sees("How many people work here?")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0
