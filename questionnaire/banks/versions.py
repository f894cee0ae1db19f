"""Versions of a bank: which of two is newer, whether a folder has a newer one, and one that was not raised."""

import re
from collections.abc import Iterable
from pathlib import Path

from questionnaire.banks.mistakes import Mistake, MistakeKind
from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.yaml_nodes import MappingNode, ScalarNode, compose, place_of, word_of

_HEAD = re.compile(rb"^(bank|version):[ \t]*[\"']?([^\"'\s#]+)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_HEAD_LENGTH = 4096
_PIECES = re.compile(r"\d+|[^\W\d_]+")


def is_newer(version: str, than: str) -> bool:
    """Whether a version comes after another: 1.10 after 1.9, 1.0 after 1.0-draft, 2026-05 after 2025-11."""
    return _in_order(version) > _in_order(than)


def newer_bank(paths: Iterable[Path], bank: Bank) -> Bank | None:
    """The newest version of a bank in these files, where it is newer than this one and in order.

    A file that plainly says it is another bank, or no newer one, is not read as a whole: that takes its time.
    """
    found: Bank | None = None
    for path in paths:
        newest = found or bank
        try:
            data = path.read_bytes()
        except OSError:
            continue
        head = dict(reversed(_HEAD.findall(data[:_HEAD_LENGTH])))  # of a key given twice the first counts
        name, version = (head.get(key, b"").decode(errors="replace") for key in (b"bank", b"version"))
        if name and version and (name != bank.id or not is_newer(version, newest.version)):
            continue
        read, _mistakes = parse_bank(data)
        if read is not None and read.id == bank.id and is_newer(read.version, newest.version):
            found = read
    return found


def version_not_raised(data: bytes, bank: Bank) -> Mistake:
    """The mistake that a bank is another than the one used under its version, at the version in its file."""
    root, _mistakes = compose(data)
    place = (1, 1)
    for key, value in root.value if isinstance(root, MappingNode) else ():
        if isinstance(key, ScalarNode) and word_of(key.value) == "version":
            place = place_of(value)
    return Mistake(MistakeKind.VERSION_NOT_RAISED, *place, {"bank": bank.id, "version": bank.version})


def _in_order(version: str) -> list[tuple[int, int, str]]:
    pieces = _PIECES.findall(version.casefold())
    return [(2, int(piece), "") if piece.isdigit() else (0, 0, piece) for piece in pieces] + [(1, 0, "")]
