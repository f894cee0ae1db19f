"""The evidence of a workspace: pieces with their files, kept, looked at, handed back and checked."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.errors import ChangedElsewhereError, InputError, ThereAlreadyError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.evidence import Pieces
from questionnaire.store.evidence_files import EvidenceFolder, FileState, KeptFile
from questionnaire.store.evidence_paths import clean_name, is_opened
from questionnaire.store.values import NamedFile, OfferedPiece
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.evidence import EvidenceStore

_OPENED = "questionnaire-evidence-"
_LOOKED_AT = 24 * 3600
"""Seconds after which nobody looks at a copy any more that was made to be looked at."""
_TO_START = 0.5
"""Seconds in which a program that cannot open a file says so."""
_ATTEMPTS = 3


class Checked(Struct, frozen=True):
    """A file that an answer names, and whether it is still what was kept."""

    file: NamedFile
    state: FileState


class Verified(Struct, frozen=True):
    """What became of the files: how many are whole, those that are not, those no answer names."""

    whole: int
    wrong: tuple[Checked, ...]
    unnamed: tuple[Path, ...]


class EvidenceRoom:
    """The pieces of evidence of a database, and the files kept of them."""

    def __init__(self, store: "Callable[[], EvidenceStore]", files: EvidenceFolder) -> None:
        self._store = store
        self._files = files
        self.folder = files.folder

    def offered(
        self, supplier: str | None = None, interview: str | None = None, state: EvidenceState | None = None
    ) -> list[OfferedPiece]:
        """The pieces kept with answers now: of all or of those with a key, in one state or any."""
        found = self._store().offered(supplier, interview)
        return [one for one in found if state is None or one.piece.state is state]

    def change(
        self,
        interview: "OpenInterview",
        question: str,
        change: Callable[[Pieces], tuple[Evidence, ...]],
    ) -> Answer:
        """Record other pieces for a question, worked out from those there, and give the answer that has them.

        Where another window was first, they are worked out anew from its pieces. Raises as `OpenInterview.record`.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            alone = not interview.unsaved
            answer = interview.answer(question)
            try:
                interview.record(question, replace(answer, evidence=change(answer.evidence)))
                break
            except ChangedElsewhereError:
                if attempt == _ATTEMPTS or not alone or interview.unsaved:
                    raise
        return interview.answer(question)

    def with_file(self, piece: Evidence, path: Path) -> Evidence:
        """The piece with a file, a copy of which is kept.

        Raises InputError where it cannot be evidence, EvidenceError where it cannot be read or kept.
        """
        kept = self._files.keep(path)
        return replace(piece, file=kept.digest, name=kept.name, size=kept.size)

    def file_state(self, piece: Evidence) -> FileState | None:
        """Whether the file of a piece is still what was kept; None where it has none."""
        return self._files.state_of(piece.file) if piece.file else None

    def wrong_files(self, interview: "OpenInterview") -> list[tuple[str, Evidence, FileState]]:
        """The pieces of an interview whose file is not what was kept, each with its question."""
        return [
            (question, piece, state)
            for question, answer in interview.answers.items()
            for piece in answer.evidence
            if (state := self.file_state(piece)) is not None and state is not FileState.WHOLE
        ]

    def save(self, piece: Evidence, path: Path, *, force: bool = False) -> Path:
        """Write the file of a piece to a path, for the owner alone, and give the path; a folder gets it under its own name.

        Raises InputError where the piece has no file, ThereAlreadyError where a file is there (unless `force`),
        EvidenceChangedError where it is not what was kept, EvidenceError where it cannot be written.
        """
        kept = _file_of(piece)
        to = path / kept.name if path.is_dir() else path
        if os.path.lexists(to) and not force:
            message = _("{path} exists already.").format(path=to)
            raise ThereAlreadyError(message, _("Choose another name, or write over it with --force."))
        self._files.copy_to(kept, to)
        return to

    def open(self, piece: Evidence) -> tuple[Path, bool]:
        """Show the file of a piece: a copy to read, under its own name, and whether a program was found to open it.

        Raises InputError where it has no file or one that could run something, EvidenceChangedError where it is not what
        was kept, EvidenceError where it cannot be copied.
        """
        kept = _file_of(piece)
        if not is_opened(kept.name):
            message = _("'{name}' is not opened: a file of this kind could run something.")
            raise InputError(
                message.format(name=kept.name), _("Save it with --to FILE, and look at it with care.")
            )
        _forget_opened()
        copy = Path(tempfile.mkdtemp(prefix=_OPENED)) / kept.name
        try:
            self._files.copy_to(kept, copy, mode=0o400)
        except BaseException:
            copy.parent.rmdir()
            raise
        return copy, _started(copy)

    def verify(self) -> Verified:
        """Look at every file that an answer names or once named, and for files that none does."""
        named = self._store().named_files()
        states = {one.piece.file: self._files.state_of(one.piece.file) for one in named}
        return Verified(
            sum(state is FileState.WHOLE for state in states.values()),
            tuple(
                Checked(one, states[one.piece.file])
                for one in named
                if states[one.piece.file] is not FileState.WHOLE
            ),
            tuple(
                self._files.path_of(digest) for digest in self._files.kept_digests() if digest not in states
            ),
        )


def _file_of(piece: Evidence) -> KeptFile:
    if not piece.file:
        message = _("There is no file with the evidence '{what}'.").format(what=one_line(piece.what)[:60])
        raise InputError(message, _("Add one with: questionnaire evidence add ... --file PATH"))
    return KeptFile(piece.file, clean_name(piece.name), piece.size)


def _forget_opened() -> None:
    """Remove the copies that were opened longer ago than anyone looks at them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_OPENED}*"):
        with suppress(OSError):
            found = folder.lstat()
            mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if mine and not folder.is_symlink() and time.time() - found.st_mtime > _LOOKED_AT:
                shutil.rmtree(folder)


def _started(path: Path) -> bool:
    """Whether the system's own program for such a file was started."""
    with suppress(OSError):
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - the system's own way
            return True
        program = _program()
        return program is not None and _is_running([program, str(path)])
    return False


def _program() -> str | None:
    """What opens a file with the program that the user has chosen for its kind; None where nothing can."""
    if sys.platform == "darwin":
        return shutil.which("open")
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    # without a display `xdg-open` would start a browser in this very terminal
    return shutil.which("xdg-open") if has_display else None


def _is_running(command: list[str]) -> bool:
    """Start a command apart from this one; false where it fails at once."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - the system's own program, and a path of ours
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        return process.wait(_TO_START) == 0
    except subprocess.TimeoutExpired:  # it shows the file itself, for as long as someone looks
        threading.Thread(target=process.wait, daemon=True).start()
        return True
