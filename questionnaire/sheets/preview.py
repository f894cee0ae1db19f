"""What reading a file back would change, as plain data: shown line by line before anything is written."""

from enum import StrEnum

from msgspec import Struct


class LineKind(StrEnum):
    """What becomes of a cell: it is written, kept out, passed over, or it is wrong."""

    CHANGE = "change"
    KEPT_OUT = "kept-out"
    SKIPPED = "skipped"
    WRONG = "wrong"


class PreviewLine(Struct, frozen=True):
    """One thing that was read. `where` is its cell, `what` its question, `why` what is wrong or why it stays out.

    `before` and `after` are the answer there is and the one that was read, in words; empty where there is none. A remark
    comes beside an answer.
    """

    kind: LineKind
    where: str
    question: str
    what: str
    before: str = ""
    after: str = ""
    why: str = ""
    is_remark: bool = False


class Preview(Struct, frozen=True):
    """All that was read: a title, what has to be said of the file as a whole, and the lines."""

    title: str
    notices: tuple[str, ...]
    lines: tuple[PreviewLine, ...]

    def of(self, kind: LineKind) -> tuple[PreviewLine, ...]:
        """The lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)
