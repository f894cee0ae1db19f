"""The folder of evidence: files under the SHA-256 of what is in them, for the owner alone. Nothing here is executed.

A kept file never changes, so whatever is read from it is compared with its name first.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from platformdirs import user_data_dir

from questionnaire.errors import EvidenceChangedError, EvidenceError
from questionnaire.store.addresses import Address
from questionnaire.store.evidence_copy import (
    CHUNK,
    NotAFileError,
    copied,
    mark_of,
    opened,
    source_at,
    unwritable,
    why_of,
)
from questionnaire.store.evidence_paths import clean_name
from questionnaire.text import one_line
from questionnaire.translation import N_, _

_DIGEST = re.compile("[0-9a-f]{64}")
_PART = ".part-"
_FORGOTTEN = 24 * 3600
"""Seconds after which half a copy is that of a program that was ended."""


class FileState(StrEnum):
    """Whether a kept file is still what was kept."""

    WHOLE = "whole"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


FILE_STATE_LABELS = {
    FileState.WHOLE: N_("in order"),
    FileState.CHANGED: N_("was changed"),
    FileState.MISSING: N_("is missing"),
    FileState.UNREADABLE: N_("cannot be read"),
}


class KeptFile(Struct, frozen=True):
    """A file in the folder: the SHA-256 of its content, the name it had, its size in bytes."""

    digest: str
    name: str
    size: int


def evidence_folder(address: Address) -> Path:
    """Where the files of a database are: beside its file, or for a server in QUESTIONNAIRE_EVIDENCE or the user's data."""
    if address.file:
        return address.file.with_name(f"{address.file.name}.evidence")
    named = os.environ.get("QUESTIONNAIRE_EVIDENCE")
    if named:
        return Path(named).expanduser()
    return Path(user_data_dir("questionnaire", appauthor=False)) / "evidence"


class EvidenceFolder:
    """The files of one database. The folder is made when the first file is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._whole: dict[str, tuple[int, ...]] = {}

    def keep(self, path: Path) -> KeptFile:
        """Copy a file into the folder; the same content is kept once, whatever it is called.

        Raises InputError where the file is not one that can be kept, EvidenceError where it cannot be read or written.
        """
        with source_at(path) as source, self._part() as part:
            digest = copied(source, part)
            self._put(part, digest)
        return KeptFile(digest, clean_name(path.name), source.before.st_size)

    def state_of(self, digest: str) -> FileState:
        """Whether a kept file is still what was kept. One found whole is not read again while it is not written to."""
        try:
            with self._opened(digest) as file:
                mark = mark_of(os.fstat(file.fileno()))
                if self._whole.get(digest) != mark:
                    if _poured(file) != digest:
                        return FileState.CHANGED
                    self._whole[digest] = mark
        except FileNotFoundError:
            return FileState.MISSING
        except NotAFileError:
            return FileState.CHANGED
        except OSError:
            return FileState.UNREADABLE
        return FileState.WHOLE

    def copy_to(self, kept: KeptFile, path: Path, mode: int = 0o600) -> None:
        """Copy a kept file to another place, whole and unchanged or not at all; what is there is replaced.

        Raises EvidenceChangedError where it is missing or not what was kept, EvidenceError where it cannot be written.
        """
        try:
            source = self._opened(kept.digest)
        except FileNotFoundError as error:
            raise not_whole(kept.name, FileState.MISSING) from error
        except NotAFileError as error:
            raise not_whole(kept.name, FileState.CHANGED) from error
        except OSError as error:
            raise not_whole(kept.name, FileState.UNREADABLE) from error
        with source:
            try:
                _copy_checked(source, kept, path, mode)
            except OSError as error:
                message = _("{path} cannot be written: {why}.").format(path=path, why=why_of(error))
                raise EvidenceError(message, _("Choose another place.")) from error

    def path_of(self, digest: str) -> Path:
        """Where a file is kept; raises FileNotFoundError for what is no digest."""
        if not _DIGEST.fullmatch(digest):
            raise FileNotFoundError(digest)
        return self.folder / digest[:2] / digest

    def kept_digests(self) -> list[str]:
        """What is in the folder, in order."""
        found: list[str] = []
        with suppress(FileNotFoundError, NotADirectoryError):
            for part in sorted(self.folder.iterdir()):
                if len(part.name) == 2 and part.is_dir():
                    found += [entry.name for entry in sorted(part.iterdir()) if _DIGEST.fullmatch(entry.name)]
        return found

    def _opened(self, digest: str) -> FileIO:
        path = self.path_of(digest)
        try:
            return opened(path, "O_NOFOLLOW")
        except OSError as error:
            if path.is_symlink():
                raise NotAFileError from error
            raise

    @contextmanager
    def _part(self) -> Iterator[Path]:
        """An empty file in the folder, for the owner alone, which is gone at the end unless it was moved."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._forget_parts()
            descriptor, name = tempfile.mkstemp(prefix=_PART, dir=self.folder)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        os.close(descriptor)
        try:
            yield Path(name)
        finally:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)

    def _forget_parts(self) -> None:
        """Remove the halves that programs left which were ended while they copied."""
        for part in self.folder.glob(f"{_PART}*"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > _FORGOTTEN:
                    part.unlink()

    def _put(self, part: Path, digest: str) -> None:
        if self.state_of(digest) is FileState.WHOLE:
            return
        path = self.path_of(digest)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            part.replace(path)
            _settle(path.parent)
        except OSError as error:
            raise unwritable(self.folder, error) from error


def not_whole(name: str, state: FileState) -> EvidenceError:
    """That a kept file is missing, changed or cannot be read."""
    called = one_line(name)
    if state is FileState.UNREADABLE:
        message = _("The kept file '{name}' cannot be read.").format(name=called)
        return EvidenceError(message, _("Check the permissions of the folder with the evidence."))
    if state is FileState.MISSING:
        message = _("The kept file '{name}' is not in the folder with the evidence.").format(name=called)
        return EvidenceChangedError(message, _("Put it back from a backup or from where it was added."))
    message = _("The kept file '{name}' is not what it was: it was changed.").format(name=called)
    return EvidenceChangedError(message, _("Put it back from a backup, or add it again."))


def _copy_checked(source: FileIO, kept: KeptFile, path: Path, mode: int) -> None:
    """Copy to a name of its own, and to its real one only when all of it turned out to be what was kept."""
    handle, name = tempfile.mkstemp(prefix=_PART, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as copy:
            digest = _poured(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        _refuse_changed(kept, digest)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refuse_changed(kept: KeptFile, digest: str) -> None:
    if digest != kept.digest:
        raise not_whole(kept.name, FileState.CHANGED)


def _poured(source: FileIO, copy: BinaryIO | None = None) -> str:
    """The SHA-256 of all that is in a file, which is written to another where one is given."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        if copy is not None:
            copy.write(chunk)
    return digest.hexdigest()


def _settle(folder: Path) -> None:
    """Have the folder itself on the disk, where the system can say so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
