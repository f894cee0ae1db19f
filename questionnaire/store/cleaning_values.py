"""What goes into a cleaning and what comes out of it. Knows no database."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from questionnaire.interviews.answers import Answer
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.walk import Context
from questionnaire.store.values import Export


class Cleaning(Struct, frozen=True):
    """All that one cleaning writes; `revision` is that of the interview it was worked out from.

    `ids` are the question's own id and its earlier ones. `strip` gives an answer without its texts, `texts` those texts.
    The counts and findings are those of the interview afterwards, `context` is what it is then.
    """

    interview: str
    revision: int
    question: str
    ids: Sequence[str]
    strip: Callable[[Answer], Answer]
    texts: Callable[[Answer], tuple[str, ...]]
    context: Context
    at: datetime
    by: str
    asked: int
    answered: int
    high: int
    medium: int
    low: int
    findings: Sequence[Finding]


class Cleaned(Struct, frozen=True):
    """What was cleaned, and where the same may still stand.

    `entries` is how many entries of the history lost their texts. `file` is that of the database, None on a server;
    `is_gone` whether no trace of the texts is left in it. `elsewhere` are the keys of other interviews with the supplier
    that hold the same text, `exports` what was handed out since, `backups` the copies made of the database by itself.
    """

    entries: int
    evidence_files: int
    elsewhere: tuple[str, ...]
    exports: tuple[Export, ...]
    backups: tuple[Path, ...]
    file: Path | None
    is_gone: bool
