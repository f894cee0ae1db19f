"""Pieces of evidence: how they are typed, told apart, changed and put into words. Knows no files."""

from collections.abc import Sequence

from msgspec.structs import replace

from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.answers import (
    EVIDENCE_KIND_LABELS,
    EVIDENCE_LABELS,
    Answer,
    Evidence,
    EvidenceKind,
    EvidenceState,
)
from questionnaire.interviews.dates import parse_date
from questionnaire.text import clean, one_line
from questionnaire.translation import _, ngettext

LONGEST = 2000
"""Characters of what a piece is, and of the remark with it."""

Pieces = Sequence[Evidence]


def parse_state(typed: str) -> EvidenceState:
    """A state by its word, the tool's or the language's; raises InputError."""
    word = one_line(typed).casefold()
    for state, label in EVIDENCE_LABELS.items():
        if word in (state.value, _(label)):
            return state
    message = _("'{state}' is no state of evidence.").format(state=one_line(typed)[:40])
    raise InputError(message, _("Use one of: {known}.").format(known=", ".join(EvidenceState)))


def parse_kind(typed: str) -> EvidenceKind | None:
    """A kind by its word, the beginning of it or its place from 1, None where nothing was typed; raises InputError."""
    word = one_line(typed).casefold()
    if not word:
        return None
    for place, (kind, label) in enumerate(EVIDENCE_KIND_LABELS.items(), 1):
        if word == str(place) or kind.value.startswith(word) or _(label).startswith(word):
            return kind
    known = ", ".join(_(label) for label in EVIDENCE_KIND_LABELS.values())
    message = _("'{word}' is no kind of evidence.").format(word=one_line(typed)[:40])
    raise InputError(message, _("Use one of: {known}.").format(known=known))


def parse_evidence_date(typed: str) -> str:
    """The date of a piece as an answer's date, empty where nothing was typed; raises InputError."""
    text = one_line(typed)
    try:
        return parse_date(text) if text else ""
    except ValueError as error:
        message = _("'{typed}' is no date.").format(typed=text[:40])
        raise InputError(message, _("Give a date, such as 2026-05-01, 2026-05 or 2026.")) from error


def parse_words(typed: str) -> str:
    """What a piece is, or a remark: on one line, of bounded length; raises InputError."""
    text = one_line(typed)
    if len(text) > LONGEST:
        message = _("The text has {length} characters; at most {most} are kept.")
        raise InputError(
            message.format(length=len(text), most=LONGEST), _("Shorten it, or keep it as a document.")
        )
    return text


def is_same(piece: Evidence, what: str) -> bool:
    """Whether a piece goes by these words, whatever its state."""
    return one_line(piece.what).casefold() == one_line(what).casefold()


def with_piece(pieces: Pieces, piece: Evidence, *, keeps_state: bool = False) -> tuple[Evidence, ...]:
    """The pieces with one added.

    One that is there already under the same words stays where it is and takes over the state, unless it keeps its
    own, and of the rest what was given.
    """
    for place, known in enumerate(pieces):
        if is_same(known, piece.what):
            taken = _taken_over(known, piece)
            return changed(pieces, place, replace(taken, state=known.state) if keeps_state else taken)
    return (*pieces, piece)


def changed(pieces: Pieces, place: int, piece: Evidence | None) -> tuple[Evidence, ...]:
    """The pieces with another at a place, or none there."""
    there = () if piece is None else (piece,)
    return (*pieces[:place], *there, *pieces[place + 1 :])


def place_of_piece(pieces: Pieces, named: str) -> int:
    """The place of a piece named by its number from 1, its words or a unique beginning of them; raises NotFoundError."""
    word = one_line(named)
    if word.isascii() and word.isdigit() and 1 <= int(word[:6]) <= len(pieces):
        return int(word[:6]) - 1
    same = [place for place, piece in enumerate(pieces) if is_same(piece, word)]
    folded = word.casefold()
    begun = [place for place, piece in enumerate(pieces) if piece.what.casefold().startswith(folded)]
    found = same or begun
    if len(found) == 1:
        return found[0]
    message = _("There is no evidence '{what}' with this question.")
    if found:
        message = _("More than one piece of evidence begins with '{what}'.")
    raise NotFoundError(message.format(what=word[:60]), known_pieces(pieces))


def known_pieces(pieces: Pieces) -> str:
    """A hint that says which pieces there are, by number."""
    if not pieces:
        return _("None was offered yet.")
    known = "; ".join(f"{number} {piece.what[:60]}".rstrip() for number, piece in enumerate(pieces, 1))
    return _("There are: {known}.").format(known=known)


def piece_in_words(piece: Evidence) -> str:
    """A piece on one line: its state, what it is, and what else is kept of it."""
    kind = _(EVIDENCE_KIND_LABELS[piece.kind]) if piece.kind else ""
    about = "; ".join(filter(None, (kind, piece.date, one_line(piece.remark), file_in_words(piece))))
    start = _(EVIDENCE_LABELS[piece.state])
    words = ": ".join(filter(None, (start, one_line(piece.what))))
    return f"{words} ({about})" if about else words


def file_in_words(piece: Evidence) -> str:
    """The file of a piece by the name it had, with its size; empty where there is none."""
    if not piece.file:
        return ""
    return _("file {name}, {size}").format(name=one_line(piece.name), size=size_in_words(piece.size))


def size_in_words(size: int) -> str:
    """A number of bytes, in the largest unit that leaves a whole part."""
    if size < 1000:
        return ngettext("{count} byte", "{count} bytes", size).format(count=size)
    if size < 1_000_000:
        return _("{count} kB").format(count=round(size / 1000))
    return _("{count} MB").format(count=round(size / 1_000_000, 1))


def is_same_but_evidence(one: Answer, other: Answer) -> bool:
    """Whether two answers differ in nothing but their evidence."""
    return replace(one, evidence=()) == replace(other, evidence=())


def cleaned_piece(piece: Evidence) -> Evidence:
    """The piece as every engine can keep it and every terminal show it; the same object where nothing was wrong."""
    texts = {name: getattr(piece, name) for name in ("what", "date", "remark", "file", "name")}
    wrong = {name: clean(text) for name, text in texts.items() if clean(text) != text}
    return replace(piece, **wrong) if wrong else piece


def _taken_over(known: Evidence, piece: Evidence) -> Evidence:
    return replace(
        known,
        state=piece.state,
        what=piece.what,
        kind=piece.kind or known.kind,
        date=piece.date or known.date,
        remark=piece.remark or known.remark,
        file=piece.file or known.file,
        name=piece.name or known.name,
        size=piece.size or known.size,
    )
