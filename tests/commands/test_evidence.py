"""`questionnaire evidence`: pieces and their files from the command line."""

import os
import resource
import stat
import tempfile
from pathlib import Path

import pytest

from tests.commands.conftest import CommandLine

LETTER = ("Voorbeeld", "union-present", "the letter")


@pytest.fixture
def started(cli: CommandLine) -> CommandLine:
    key = cli.started()
    cli.done("interview", "answer", key, "union-present", "yes", "--evidence", "promised: the letter")
    return cli


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "the letter.pdf"
    path.write_bytes(b"%PDF a letter")
    return path


def kept_file(cli: CommandLine) -> Path:
    (path,) = (path for path in Path(f"{cli.database}.evidence").rglob("*") if path.is_file())
    return path


def test_a_promised_piece_is_received_with_its_file(started: CommandLine, letter: Path) -> None:
    out = started.done(
        "evidence", "add", *LETTER, "--file", str(letter), "--kind", "doc", "--date", "3-5-2026"
    )
    assert "received: the letter (document; 2026-05-03; file the letter.pdf, 13 bytes)" in " ".join(
        out.split()
    )
    assert "Settled: A yes with nothing shown." in out
    (piece,) = started.data("evidence", "list")
    assert (piece["state"], piece["kind"], piece["date"], piece["number"]) == (
        "received",
        "document",
        "2026-05-03",
        1,
    )
    assert piece["file"]["name"] == "the letter.pdf"
    assert piece["file"]["state"] == "whole"
    assert kept_file(started).name == piece["file"]["sha256"]
    assert stat.S_IMODE(kept_file(started).stat().st_mode) == 0o600
    assert "the letter.pdf" in started.done("evidence", "list", "Voorbeeld")
    assert "file the letter.pdf, 13 bytes" in started.done("interview", "show", "Voorbeeld")


def test_adding_changes_what_is_given_and_keeps_the_rest(started: CommandLine, letter: Path) -> None:
    started.done("evidence", "add", *LETTER, "--remark", "from HR", "--state", "seen")
    started.done("evidence", "add", *LETTER, "--date", "2026")
    found = started.data("evidence", "add", *LETTER, "--kind", "photo")
    assert (found["state"], found["date"], found["remark"], found["kind"]) == (
        "seen",
        "2026",
        "from HR",
        "photo",
    )
    assert started.data("evidence", "add", *LETTER, "--file", str(letter))["state"] == "received"
    started.done("interview", "answer", "Voorbeeld", "union-present", "--evidence", "seen: The letter")
    (piece,) = started.data("evidence", "list")
    assert (piece["state"], piece["what"], piece["remark"]) == ("seen", "The letter", "from HR")
    assert piece["file"]["name"] == "the letter.pdf"


def test_a_new_piece_is_promised_or_with_a_file_received(started: CommandLine, letter: Path) -> None:
    added = started.data("evidence", "add", "Voorbeeld", "1.1", "a poster")
    assert (added["question"], added["number"], added["state"]) == ("union-present", 2, "promised")
    added = started.data("evidence", "add", "Voorbeeld", "1.1", "a photo", "--file", letter.as_uri())
    assert (added["number"], added["state"]) == (3, "received")
    added = started.data("evidence", "add", "Voorbeeld", "1.1", "payslips", "--state", "none")
    assert added["state"] == "none"
    assert "To be received: a film" in started.done("evidence", "add", "Voorbeeld", "1.1", "a film")
    listed = started.data("evidence", "list", "--state", "promised")
    assert [piece["what"] for piece in listed] == ["the letter", "a poster", "a film"]
    assert started.data("evidence", "list", "--state", "refused") == []
    assert "No evidence was offered." in started.done("evidence", "list", "--state", "refused")


def test_evidence_for_a_finished_interview(started: CommandLine, letter: Path) -> None:
    started.done("interview", "finish", "Voorbeeld")
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    shown = started.data("interview", "show", "Voorbeeld")
    assert shown["finished_at"] is not None
    assert shown["findings"] == []
    assert shown["answers"]["union-present"]["evidence"][0]["state"] == "received"
    started.refused("interview", "answer", "Voorbeeld", "union-present", "no")


def test_a_piece_is_removed_and_its_file_stays_for_the_history(started: CommandLine, letter: Path) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    assert "Taken away: received: the letter" in started.done("evidence", "remove", "Voorbeeld", "1.1")
    assert started.data("evidence", "list") == []
    found = started.data("evidence", "verify")
    assert (found["whole"], found["wrong"], found["unnamed"]) == (1, [], [])
    assert "None was offered yet." in started.refused("evidence", "remove", "Voorbeeld", "1.1")


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of the system's own, that writes down what it is asked to open."""
    programs, told = tmp_path / "programs", tmp_path / "opened.txt"
    programs.mkdir()
    script = programs / "xdg-open"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > "{told}"\n')
    script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":9")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return told


def test_opening_shows_a_copy_to_read_in_a_folder_of_its_own(
    started: CommandLine, letter: Path, opener: Path
) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    assert "Opened a copy to read" in started.done("evidence", "open", "Voorbeeld", "1.1")
    copy = Path(opener.read_text())
    assert (copy.name, copy.read_bytes()) == ("the letter.pdf", letter.read_bytes())
    assert [stat.S_IMODE(path.stat().st_mode) for path in (copy.parent, copy)] == [0o700, 0o400]
    os.utime(copy.parent, (0, 0))
    started.done("evidence", "open", "Voorbeeld", "1.1", "the l")
    assert not copy.exists()
    assert Path(opener.read_text()).exists()


def test_without_a_program_the_place_is_told(
    started: CommandLine, letter: Path, opener: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    monkeypatch.delenv("DISPLAY")
    out = started.done("evidence", "open", "Voorbeeld", "1.1")
    assert Path(out.strip().removeprefix("A copy to read stands in: ")).read_bytes() == letter.read_bytes()
    assert not opener.exists()
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setenv("PATH", os.devnull)
    assert "stands in" in started.done("evidence", "open", "Voorbeeld", "1.1")


@pytest.mark.parametrize("name", ["run.sh", "x.desktop", "x.html", "x.docm", "minutes.pdf.exe", "no-ending"])
def test_what_could_run_something_is_saved_and_never_opened(
    started: CommandLine, tmp_path: Path, opener: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_text(f"#!/bin/sh\ntouch {tmp_path}/executed\n")
    file.chmod(0o755)
    started.done("evidence", "add", *LETTER, "--file", str(file))
    assert "could run something. Save it with --to FILE" in started.refused(
        "evidence", "open", "Voorbeeld", "1.1"
    )
    assert not opener.exists()
    (tmp_path / "out").mkdir()
    started.done("evidence", "open", "Voorbeeld", "1.1", "--to", str(tmp_path / "out"))
    copy = tmp_path / "out" / name
    assert (copy.read_bytes(), stat.S_IMODE(copy.stat().st_mode)) == (file.read_bytes(), 0o600)
    assert not (tmp_path / "executed").exists()


def test_a_copy_is_not_written_over_a_file_unasked(
    started: CommandLine, letter: Path, tmp_path: Path
) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    out = tmp_path / "out.pdf"
    out.write_text("mine")
    words = ("evidence", "open", "Voorbeeld", "1.1", "--to", str(out))
    assert "exists already" in started.refused(*words)
    assert out.read_text() == "mine"
    started.done(*words, "--force")
    assert out.read_bytes() == letter.read_bytes()
    assert (
        "no such file"
        in started.refused("evidence", "open", "Voorbeeld", "1.1", "--to", "/nowhere/x.pdf").lower()
    )
    assert "--to" in started.refused("evidence", "open", "Voorbeeld", "1.1", "--force")


def test_a_file_changed_or_missing_is_said_wherever_it_is_shown(
    started: CommandLine, letter: Path, tmp_path: Path, opener: Path
) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    path = kept_file(started)
    path.write_bytes(b"a forgery.....")
    status, out, err = started.run("evidence", "verify")
    assert (status, err) == (1, "")
    assert "Voorbeeld Knit, union-present: the letter: the file 'the letter.pdf' was changed" in out
    assert "! was changed: the letter.pdf" in started.done("evidence", "list")
    assert "the file 'the letter.pdf' was changed" in started.done("interview", "show", "Voorbeeld")
    assert started.data("interview", "show", "Voorbeeld")["wrong_files"][0]["state"] == "changed"
    out = started.done("sheet", "export", "Voorbeeld", str(tmp_path / "sheet.md"))
    assert "! union-present: the letter: the file 'the letter.pdf' was changed." in out
    for words in ((), ("--to", str(tmp_path / "out.pdf"))):
        told = started.refused("evidence", "open", "Voorbeeld", "1.1", *words, status=1)
        assert "is not what it was" in told
    assert not opener.exists()
    assert not (tmp_path / "out.pdf").exists()
    path.unlink()
    status, out, _err = started.run("evidence", "verify", "--json")
    assert status == 1
    assert '"missing"' in out
    assert "is not in the folder" in started.refused("evidence", "open", "Voorbeeld", "1.1", status=1)
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    assert "1 file is as it was kept." in started.done("evidence", "verify")


def test_a_file_that_no_answer_names_is_listed(started: CommandLine, letter: Path) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    stray = Path(f"{started.database}.evidence") / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    assert stray.name in started.done("evidence", "verify")
    assert started.data("evidence", "verify")["unnamed"] == [stray.name]


def test_a_hostile_name_breaks_nothing(started: CommandLine, tmp_path: Path, opener: Path) -> None:
    file = tmp_path / ("\u202e\x1b[31m=cmd\nx" + "y" * 180 + ".pdf")
    file.write_bytes(b"x")
    started.done("evidence", "add", *LETTER, "--file", str(file))
    out = started.done("evidence", "list") + started.done("interview", "show", "Voorbeeld")
    assert not {"\x1b", "\u202e"} & set(out)
    started.done("evidence", "open", "Voorbeeld", "1.1")
    copy = Path(opener.read_text())
    assert copy.name.startswith("[31m=cmd xyyy")
    assert copy.suffix == ".pdf"
    assert len(copy.name) == 120


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", *LETTER, "--file", "/nowhere/a.pdf"), "No such file"),
        (("add", *LETTER, "--file", "/dev/zero"), "is not a file"),
        (("add", *LETTER, "--file", ""), "No file was named"),
        (("add", *LETTER, "--state", "shown"), "seen, promised, received, refused, none"),
        (("add", *LETTER, "--kind", "film"), "document, photo, number, visit"),
        (("add", *LETTER, "--date", "May"), "'May' is no date"),
        (("add", *LETTER, "--remark", "x" * 2001), "at most 2000"),
        (("add", "Voorbeeld", "1.1", " "), "has no name"),
        (("add", "Voorbeeld", "nothing", "x"), "has no question 'nothing'"),
        (("add", "Voorbeeld", "union-why-not", "x"), "is not asked now"),
        (("open", "Voorbeeld", "1.1"), "There is no file with this question"),
        (("open", "Voorbeeld", "1.1", "1"), "There is no file with the evidence"),
        (("open", "Voorbeeld", "1.1", "film"), "There are: 1 the letter."),
        (("open", "Voorbeeld", "last-talk"), "There is no evidence with this question"),
        (("list", "--state", "x"), "'x' is no state of evidence"),
        (("list", "Nobody"), "Nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    started: CommandLine, words: tuple[str, ...], told: str
) -> None:
    assert told in started.refused("evidence", *words)
    assert [piece["state"] for piece in started.data("evidence", "list")] == ["promised"]
    assert not list(Path(f"{started.database}.evidence").rglob("*"))


def test_a_full_disk_is_told_and_nothing_is_recorded(started: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"x" * 3_000_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        told = started.refused("evidence", "add", *LETTER, "--file", str(file))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "No file can be kept in" in told
    assert [piece["state"] for piece in started.data("evidence", "list")] == ["promised"]
    assert not [path for path in Path(f"{started.database}.evidence").rglob("*") if path.is_file()]


def test_sheets_of_all_suppliers_name_the_files_too(
    started: CommandLine, letter: Path, tmp_path: Path
) -> None:
    started.done("evidence", "add", *LETTER, "--file", str(letter))
    assert "!" not in started.done("sheet", "export", "--all", str(tmp_path / "whole"), "--format", "md")
    kept_file(started).unlink()
    out = started.done("sheet", "export", "--all", str(tmp_path / "missing"), "--format", "md")
    assert "! Voorbeeld Knit, union-present: the letter: the file 'the letter.pdf' is missing." in out
