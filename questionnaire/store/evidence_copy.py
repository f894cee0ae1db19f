"""Copying a file that the user names, hashed on the way: one that is a file, of a size that is kept, and that keeps still."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from questionnaire.errors import EvidenceError, InputError
from questionnaire.text import one_line
from questionnaire.translation import _

MEGABYTE = 1_000_000
USUAL_LIMIT = 50
CHUNK = 1 << 20


def largest_file() -> int:
    """How many bytes a file may have: QUESTIONNAIRE_EVIDENCE_LIMIT in megabytes, else 50 MB. Raises InputError."""
    named = one_line(os.environ.get("QUESTIONNAIRE_EVIDENCE_LIMIT", ""))
    if not named:
        return USUAL_LIMIT * MEGABYTE
    if not (named.isascii() and named.isdigit() and 0 < int(named[:9]) < 1_000_000):
        message = _("QUESTIONNAIRE_EVIDENCE_LIMIT is '{value}', which is no number of megabytes.")
        raise InputError(message.format(value=named[:40]), _("Set it to a whole number, such as 50."))
    return int(named) * MEGABYTE


class NotAFileError(Exception):
    """Something else than a file is where a file should be. Never leaves the store."""


class Source(NamedTuple):
    """A file of the user's, opened, and what it was then."""

    path: Path
    file: FileIO
    before: os.stat_result


def mark_of(found: os.stat_result) -> tuple[int, ...]:
    """What changes with a file's content."""
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def opened(path: Path, *flags: str) -> FileIO:
    """A file, opened to read, with more flags as far as the system has them; raises NotAFileError, OSError."""
    names = ("O_NONBLOCK", "O_BINARY", *flags)
    descriptor = os.open(path, os.O_RDONLY | sum(getattr(os, name, 0) for name in names))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return FileIO(descriptor)
    os.close(descriptor)
    raise NotAFileError


def why_of(error: OSError | ValueError) -> str:
    """What the system gives as its reason."""
    return one_line((error.strerror if isinstance(error, OSError) else "") or str(error))


def unwritable(folder: Path, error: OSError) -> EvidenceError:
    """That nothing can be written to the folder of evidence."""
    message = _("No file can be kept in {folder}: {why}.").format(folder=folder, why=why_of(error))
    return EvidenceError(message, _("Check the room on the disk, and that you may write there."))


@contextmanager
def source_at(path: Path) -> Iterator[Source]:
    """A file that can be kept, opened. Links are followed; what is no file is refused before it is opened.

    Raises InputError where it is not one that can be kept, EvidenceError where it cannot be read.
    """
    limit = largest_file()
    try:
        if path.is_dir():
            message = _("{path} is a folder.").format(path=one_line(str(path)))
            raise InputError(message, _("Name one file; pack a folder into a .zip first."))
        _refuse_device(path)
        file = opened(path)
    except NotAFileError as error:
        message = _("{path} is not a file.").format(path=one_line(str(path)))
        raise InputError(message, _("Give the name of a file.")) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    with file:
        before = os.fstat(file.fileno())
        _refuse_size(path, before.st_size, limit)
        yield Source(path, file, before)


def copied(source: Source, part: Path) -> str:
    """Copy, in one pass, and give the SHA-256 of what was copied, which is on the disk then.

    Raises EvidenceError where it cannot be read or written, or was written to meanwhile.
    """
    digest, size, before = hashlib.sha256(), 0, source.before
    try:
        with part.open("wb") as copy:
            while size <= before.st_size and (chunk := _read(source)):
                size += len(chunk)
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError as error:
        raise unwritable(part.parent, error) from error
    if size != before.st_size or mark_of(os.fstat(source.file.fileno())) != mark_of(before):
        message = _("{path} changed while it was read.").format(path=one_line(str(source.path)))
        raise EvidenceError(message, _("Wait until it is written, then try again."))
    return digest.hexdigest()


def _refuse_device(path: Path) -> None:
    """Raise NotAFileError before anything is opened whose opening alone may do something."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFileError


def _refuse_size(path: Path, size: int, limit: int) -> None:
    if not size:
        message = _("{path} is empty.").format(path=one_line(str(path)))
        raise InputError(message, _("Look whether it was saved or received whole."))
    if size > limit:
        message = _("{path} has {size} MB; a file of evidence has at most {limit} MB.")
        raise InputError(
            message.format(
                path=one_line(str(path)), size=-(-size // (MEGABYTE // 10)) / 10, limit=limit // MEGABYTE
            ),
            _("Make it smaller, or raise QUESTIONNAIRE_EVIDENCE_LIMIT."),
        )


def _read(source: Source) -> bytes:
    try:
        return source.file.read(CHUNK)
    except OSError as error:
        raise _unreadable(source.path, error) from error


def _unreadable(path: Path, error: OSError | ValueError) -> EvidenceError:
    message = _("{path} cannot be read: {why}.").format(path=one_line(str(path)), why=why_of(error))
    return EvidenceError(message, _("Check the path, and that you may read the file."))
