"""The folder of evidence: what goes in comes out the same or not at all, whatever is thrown at it."""

import hashlib
import os
import resource
import shutil
import signal
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.errors import EvidenceChangedError, EvidenceError, InputError
from questionnaire.store import evidence_copy
from questionnaire.store.addresses import address_of
from questionnaire.store.evidence_files import EvidenceFolder, FileState, KeptFile, evidence_folder
from questionnaire.store.evidence_paths import LONGEST_NAME, clean_name, completed, file_named, is_opened
from questionnaire.text import one_line


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "answers.db.evidence")


def file_with(path: Path, data: bytes = b"minutes") -> Path:
    path.write_bytes(data)
    return path


def everything_in(folder: EvidenceFolder) -> list[Path]:
    return sorted(path for path in folder.folder.rglob("*") if not path.is_dir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_kept_under_its_digest_for_the_owner_alone(folder: EvidenceFolder, tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    kept = folder.keep(file_with(tmp_path / "Minutes of May.pdf", data))
    assert kept == KeptFile(hashlib.sha256(data).hexdigest(), "Minutes of May.pdf", len(data))
    path = folder.path_of(kept.digest)
    assert everything_in(folder) == [path]
    assert path.read_bytes() == data
    assert [mode_of(place) for place in (folder.folder, path.parent, path)] == [0o700, 0o700, 0o600]
    assert folder.state_of(kept.digest) is FileState.WHOLE
    assert folder.kept_digests() == [kept.digest]


def test_the_same_content_is_kept_once(folder: EvidenceFolder, tmp_path: Path) -> None:
    first = folder.keep(file_with(tmp_path / "a.pdf"))
    before = folder.path_of(first.digest).stat()
    second = folder.keep(file_with(tmp_path / "b.jpg"))
    assert (second.digest, second.name) == (first.digest, "b.jpg")
    after = folder.path_of(first.digest).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(everything_in(folder)) == 1


def test_a_link_to_a_file_is_followed(folder: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(file_with(tmp_path / "real.pdf"))
    kept = folder.keep(tmp_path / "link.pdf")
    assert not folder.path_of(kept.digest).is_symlink()
    assert kept.name == "link.pdf"


def no_files(tmp_path: Path) -> dict[str, Path]:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to-device").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    return {
        "is a folder": tmp_path,
        "pipe is not a file": tmp_path / "pipe",
        "null is not a file": Path("/dev/null"),
        "to-device is not a file": tmp_path / "to-device",
        "is empty": file_with(tmp_path / "nothing.pdf", b""),
        "No such file": tmp_path / "missing.pdf",
        "symbolic link": tmp_path / "loop",
        "too long": tmp_path / ("x" * 300),
        "null byte": tmp_path / "a\0b",
        "/../": tmp_path / ".." / "missing" / ".." / "x",
    }


@pytest.mark.parametrize(
    "told",
    [
        "is a folder",
        "pipe is not a file",
        "null is not a file",
        "to-device is not a file",
        "is empty",
        "No such file",
        "symbolic link",
        "too long",
        "null byte",
        "/../",
    ],
)
def test_what_is_no_file_is_refused_and_leaves_nothing(
    folder: EvidenceFolder, tmp_path: Path, told: str
) -> None:
    with pytest.raises((InputError, EvidenceError), match=told) as raised:
        folder.keep(no_files(tmp_path)[told])
    assert raised.value.hint
    assert not folder.folder.exists()


def test_a_file_that_may_not_be_read(
    folder: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_with(tmp_path / "a.pdf")

    def refuse(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("questionnaire.store.evidence_copy.os.open", refuse)
    with pytest.raises(EvidenceError, match=r"a\.pdf cannot be read: Permission denied"):
        folder.keep(file)


def test_the_limit_is_the_users(
    folder: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_EVIDENCE_LIMIT", "1")
    folder.keep(file_with(tmp_path / "just.pdf", b"x" * 1_000_000))
    with pytest.raises(InputError, match=r"has 1\.1 MB; a file of evidence has at most 1 MB"):
        folder.keep(file_with(tmp_path / "more.pdf", b"x" * 1_000_001))
    monkeypatch.delenv("QUESTIONNAIRE_EVIDENCE_LIMIT")
    folder.keep(tmp_path / "more.pdf")
    os.truncate(tmp_path / "more.pdf", 50_000_001)
    with pytest.raises(InputError, match="at most 50 MB"):
        folder.keep(tmp_path / "more.pdf")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1e3", "9" * 12])
def test_a_limit_that_is_none(
    folder: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_EVIDENCE_LIMIT", value)
    with pytest.raises(InputError, match="QUESTIONNAIRE_EVIDENCE_LIMIT is"):
        folder.keep(file_with(tmp_path / "a.pdf"))


@pytest.mark.parametrize("change", [b"", b"more than it was", b"tinier"])
def test_a_file_that_changes_while_it_is_read(
    folder: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: bytes
) -> None:
    file = file_with(tmp_path / "a.pdf")
    read = evidence_copy._read

    def read_and_write(source: evidence_copy.Source) -> bytes:
        chunk = read(source)
        if chunk:
            file.write_bytes(change)
        return chunk

    monkeypatch.setattr(evidence_copy, "_read", read_and_write)
    with pytest.raises(EvidenceError, match=r"a\.pdf changed while it was read"):
        folder.keep(file)
    assert everything_in(folder) == []


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_nothing_behind(folder: EvidenceFolder, tmp_path: Path) -> None:
    file = file_with(tmp_path / "a.pdf", b"x" * 3_000_000)
    with no_file_beyond(2_000_000), pytest.raises(EvidenceError, match="No file can be kept in") as told:
        folder.keep(file)
    assert "room" in told.value.hint
    assert everything_in(folder) == []
    assert folder.keep(file).size == 3_000_000


def test_a_folder_that_cannot_be_made_or_written(folder: EvidenceFolder, tmp_path: Path) -> None:
    file = file_with(tmp_path / "a.pdf")
    folder.folder.write_bytes(b"in the way")
    with pytest.raises(EvidenceError, match="No file can be kept in"):
        folder.keep(file)
    folder.folder.unlink()
    digest = hashlib.sha256(b"minutes").hexdigest()
    folder.folder.mkdir()
    (folder.folder / digest[:2]).write_bytes(b"in the way")
    with pytest.raises(EvidenceError, match="No file can be kept in"):
        folder.keep(file)
    assert [path.name for path in everything_in(folder)] == [digest[:2]]


def test_tampering_is_seen_and_adding_it_again_puts_it_right(folder: EvidenceFolder, tmp_path: Path) -> None:
    file = file_with(tmp_path / "a.pdf")
    kept = folder.keep(file)
    path = folder.path_of(kept.digest)
    assert folder.state_of(kept.digest) is FileState.WHOLE
    times = path.stat()
    path.write_bytes(b"forgery")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert folder.state_of(kept.digest) is FileState.CHANGED
    with pytest.raises(EvidenceChangedError, match=r"a\.pdf.* changed") as told:
        folder.copy_to(kept, tmp_path / "out.pdf")
    assert told.value.status == 1
    assert not (tmp_path / "out.pdf").exists()
    assert not list(tmp_path.glob(".part-*"))
    folder.keep(file)
    assert folder.state_of(kept.digest) is FileState.WHOLE


def test_a_link_in_the_folder_is_not_followed(folder: EvidenceFolder, tmp_path: Path) -> None:
    file = file_with(tmp_path / "a.pdf")
    kept = folder.keep(file)
    path = folder.path_of(kept.digest)
    path.unlink()
    path.symlink_to(file)
    assert folder.state_of(kept.digest) is FileState.CHANGED
    with pytest.raises(EvidenceChangedError):
        folder.copy_to(kept, tmp_path / "out.pdf")
    folder.keep(file)
    assert not path.is_symlink()
    assert file.read_bytes() == b"minutes"
    path.unlink()
    path.mkdir()
    assert folder.state_of(kept.digest) is FileState.CHANGED


@pytest.mark.parametrize("digest", ["", "..", "../../etc/passwd", "ab" * 31, "AB" * 32, "ab" * 32 + "\n"])
def test_what_is_no_digest_names_no_file(folder: EvidenceFolder, digest: str) -> None:
    assert folder.state_of(digest) is FileState.MISSING
    with pytest.raises(EvidenceChangedError, match="is not in the folder"):
        folder.copy_to(KeptFile(digest, "a.pdf", 1), folder.folder.parent / "out.pdf")


def test_a_copy_is_whole_and_for_the_owner_alone(folder: EvidenceFolder, tmp_path: Path) -> None:
    kept = folder.keep(file_with(tmp_path / "a.pdf"))
    folder.copy_to(kept, tmp_path / "out.pdf")
    assert ((tmp_path / "out.pdf").read_bytes(), mode_of(tmp_path / "out.pdf")) == (b"minutes", 0o600)
    with pytest.raises(EvidenceError, match="cannot be written"):
        folder.copy_to(kept, tmp_path / "nowhere" / "out.pdf")


def test_many_at_the_same_time_keep_one_whole_file(tmp_path: Path) -> None:
    file = file_with(tmp_path / "a.pdf", os.urandom(2_000_000))
    places = [EvidenceFolder(tmp_path / "shared") for _ in range(6)]
    kept: list[KeptFile] = []
    threads = [threading.Thread(target=lambda one=one: kept.append(one.keep(file))) for one in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 6
    assert len(set(kept)) == 1
    assert everything_in(places[0]) == [places[0].path_of(kept[0].digest)]
    assert places[0].state_of(kept[0].digest) is FileState.WHOLE


def test_what_a_killed_program_left_goes_after_a_day(folder: EvidenceFolder, tmp_path: Path) -> None:
    folder.folder.mkdir()
    old, new = file_with(folder.folder / ".part-old"), file_with(folder.folder / ".part-new")
    os.utime(old, (0, time.time() - 2 * 24 * 3600))
    folder.keep(file_with(tmp_path / "a.pdf"))
    assert (old.exists(), new.exists()) == (False, True)
    assert len(folder.kept_digests()) == 1


def test_where_the_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert evidence_folder(address_of(str(tmp_path / "a.db"))) == tmp_path / "a.db.evidence"
    server = address_of("postgresql+psycopg://a@b/c")
    assert evidence_folder(server).name == "evidence"
    assert str(tmp_path) in str(evidence_folder(server))
    monkeypatch.setenv("QUESTIONNAIRE_EVIDENCE", str(tmp_path / "shared"))
    assert evidence_folder(server) == tmp_path / "shared"
    assert evidence_folder(address_of(str(tmp_path / "a.db"))) == tmp_path / "a.db.evidence"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Minutes of May.pdf", "Minutes of May.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\list.xlsx", "list.xlsx"),
        ("a\nb\x1b[31m\x07.pdf", "a b[31m.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        (".bashrc", "bashrc"),
        ("-rf.txt", "rf.txt"),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
        ("con.txt", "_con.txt"),
        ('a:b*c?"<>|.pdf', "a_b_c_____.pdf"),
        ("photo.jpg. .", "photo.jpg"),
        ("\udcff.pdf", "pdf"),
        ("বাংলা ২০২৬.pdf", "বাংলা ২০২৬.pdf"),
    ],
)
def test_names_are_cleaned(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text(max_size=400))
def test_every_name_can_be_a_file_and_stays_as_it_is(name: str) -> None:
    kept = clean_name(name)
    assert kept == clean_name(kept)
    assert one_line(kept) == kept
    assert 0 < len(kept) <= LONGEST_NAME
    assert len(kept.encode()) <= 250
    assert not set(kept) & set('/\\:*?"<>|\n\x1b\0')
    assert not kept.startswith((".", "-"))


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("x" * 500 + ".pdf") == "x" * (LONGEST_NAME - 4) + ".pdf"
    assert clean_name("工" * 500 + ".pdf").endswith("工.pdf")


def test_what_could_run_something_is_not_opened() -> None:
    assert all(map(is_opened, ("a.pdf", "B.JPG", "c.docx")))
    dangerous = (
        "exe",
        "sh",
        "desktop",
        "html",
        "htm",
        "svg",
        "docm",
        "xlsm",
        "bat",
        "js",
        "lnk",
        "pdf.exe",
        "",
    )
    assert not any(is_opened(f"a.{ending}") for ending in dangerous)


def test_a_path_as_it_is_typed_pasted_or_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = file_with(tmp_path / "it's a 'file' é.pdf")
    whole = str(file)
    quoted = "'" + whole.replace("'", "'\\''") + "'"
    escaped = whole.replace(" ", "\\ ").replace("'", "\\'")
    monkeypatch.setenv("HOME", str(tmp_path))
    for typed in (whole, f"  {whole}\n", quoted, f'"{whole}"', escaped, file.as_uri(), f"~/{file.name}"):
        assert file_named(typed) == file, typed
    assert file_named("file://localhost" + file.as_uri()[7:]) == file
    decomposed = file_with(tmp_path / "e\u0301.pdf")
    assert file_named(str(tmp_path / "\u00e9.pdf")) == decomposed
    assert file_named("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")
    for nothing in ("", "  ", "a\0b"):
        with pytest.raises(InputError, match="No file was named"):
            file_named(nothing)


def test_a_path_is_completed_as_far_as_there_is_no_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("minutes-april.pdf", "minutes-may.pdf", ".hidden", "bad\nname"):
        file_with(tmp_path / name)
    (tmp_path / "photos").mkdir()
    start = f"{tmp_path}/"
    assert completed(start + "mi") == start + "minutes-"
    assert completed(start + "minutes-m") == start + "minutes-may.pdf"
    assert completed(start + "minutes-") == start + "minutes-"
    assert completed(start + "ph") == start + "photos/"
    assert completed("'" + start + "ph") == start + "photos/"
    assert completed(start + ".h") == start + ".hidden"
    for typed in (start + "bad", start + "zz", "/nowhere/x", "", start + "a\0"):
        assert completed(typed) == typed
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completed("~/ph") == "~/photos/"
    shutil.rmtree(tmp_path / "photos")
    monkeypatch.chdir(tmp_path)
    assert completed("minutes-a") == "minutes-april.pdf"
