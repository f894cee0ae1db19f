"""Pieces of evidence as lines of the card, and of the list that one is chosen from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from questionnaire.interviews.answers import Evidence
from questionnaire.interviews.evidence import piece_in_words
from questionnaire.terminal.shown import QUIET, column, cut
from questionnaire.translation import _

MOST = 4
"""How many pieces are shown at once to choose from."""

WrongFiles = Mapping[str, str]
"""The files that are not what was kept, by their digest, and what is wrong with each in words."""


def piece_lines(pieces: Sequence[Evidence], wrong: WrongFiles) -> Iterator[Content]:
    """The pieces of an answer, a line each, what is wrong with a file before its piece."""
    for piece in pieces:
        start = (column(_("evidence"), 10), QUIET)
        yield Content.assemble(start, (_trouble(piece, wrong), "bold"), piece_in_words(piece))


def pieces_to_choose(pieces: Sequence[Evidence], at: int, wrong: WrongFiles, width: int) -> Content:
    """The pieces around the one under the cursor, which may stand behind the last; each is cut to one line."""
    first = max(min(at - MOST // 2, len(pieces) - MOST), 0)
    lines = []
    for place, piece in enumerate(pieces[first : first + MOST], first):
        words = cut(_trouble(piece, wrong) + piece_in_words(piece), width - 2)
        lines.append(Content.styled(f"> {words}", "bold") if place == at else Content(f"  {words}"))
    return Content("\n").join(lines)


def _trouble(piece: Evidence, wrong: WrongFiles) -> str:
    found = wrong.get(piece.file, "") if piece.file else ""
    return _("! the file {state}: ").format(state=found) if found else ""
