"""Pieces of evidence: told apart by what they are, changed, named, put into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.answers import (
    EVIDENCE_KIND_LABELS,
    EVIDENCE_LABELS,
    Answer,
    Evidence,
    EvidenceKind,
    EvidenceState,
)
from questionnaire.interviews.evidence import (
    LONGEST,
    changed,
    cleaned_piece,
    is_same_but_evidence,
    parse_evidence_date,
    parse_kind,
    parse_state,
    parse_words,
    piece_in_words,
    place_of_piece,
    size_in_words,
    with_piece,
)
from questionnaire.translation import use_language

PROMISED = Evidence(EvidenceState.PROMISED, "Minutes of May", EvidenceKind.DOCUMENT, "2026-05", "from HR")
SEEN = Evidence(EvidenceState.SEEN, "a poster")
WHOLE = Evidence(EvidenceState.RECEIVED, "list", file="ab" * 32, name="list.pdf", size=1200)


def test_every_state_and_kind_has_its_word() -> None:
    assert tuple(EVIDENCE_LABELS) == tuple(EvidenceState)
    assert tuple(EVIDENCE_KIND_LABELS) == tuple(EvidenceKind)


def test_a_piece_under_the_same_words_takes_the_place_of_the_earlier_and_keeps_what_is_not_given_anew() -> (
    None
):
    received = Evidence(EvidenceState.RECEIVED, "minutes  of may", file="cd" * 32, name="m.pdf", size=3)
    (kept, other) = with_piece((PROMISED, SEEN), received)
    assert other is SEEN
    assert kept == Evidence(
        EvidenceState.RECEIVED,
        "minutes  of may",
        EvidenceKind.DOCUMENT,
        "2026-05",
        "from HR",
        "cd" * 32,
        "m.pdf",
        3,
    )
    again = with_piece(
        (WHOLE,), Evidence(EvidenceState.PROMISED, "list", remark="asked again"), keeps_state=True
    )
    assert again == (
        Evidence(EvidenceState.RECEIVED, "list", None, "", "asked again", "ab" * 32, "list.pdf", 1200),
    )
    assert with_piece((SEEN,), WHOLE) == (SEEN, WHOLE)


def test_a_piece_at_a_place() -> None:
    assert changed((PROMISED, SEEN, WHOLE), 1, None) == (PROMISED, WHOLE)
    assert changed((PROMISED, SEEN), 0, WHOLE) == (WHOLE, SEEN)


@pytest.mark.parametrize(
    ("named", "place"), [("2", 1), ("a POSTER", 1), ("min", 0), ("Minutes of May", 0), ("l", 2), ("9", 3)]
)
def test_a_piece_is_named_by_its_number_or_its_words(named: str, place: int) -> None:
    pieces = (PROMISED, SEEN, WHOLE, Evidence(EvidenceState.SEEN, "9 photos"))
    assert place_of_piece(pieces, named) == place


def test_a_piece_that_is_not_there_or_not_the_only_one() -> None:
    twice = (Evidence(EvidenceState.SEEN, "photo 1"), Evidence(EvidenceState.SEEN, "photo 2"))
    with pytest.raises(NotFoundError, match="More than one") as told:
        place_of_piece(twice, "photo")
    assert "1 photo 1; 2 photo 2" in told.value.hint
    with pytest.raises(NotFoundError, match="There is no evidence 'film'"):
        place_of_piece(twice, "film")
    with pytest.raises(NotFoundError, match="None was offered yet"):
        place_of_piece((), "1")


def test_what_is_typed() -> None:
    assert parse_state(" Received ") is EvidenceState.RECEIVED
    assert [parse_kind(text) for text in ("", "doc", "2", "VISIT")] == [
        None,
        EvidenceKind.DOCUMENT,
        EvidenceKind.PHOTO,
        EvidenceKind.VISIT,
    ]
    assert [parse_evidence_date(text) for text in ("", "3-5-2026", "2026")] == ["", "2026-05-03", "2026"]
    assert parse_words(" a\n\x1b[31mb\u202e ") == "a [31mb"


def test_a_state_and_a_kind_in_the_language_of_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    dutch = {"promised": "toegezegd", "photo": "foto"}
    monkeypatch.setattr("questionnaire.interviews.evidence._", lambda text: dutch.get(text, text))
    assert parse_state("toegezegd") is EvidenceState.PROMISED
    assert parse_kind("fo") is EvidenceKind.PHOTO
    use_language("en")


@pytest.mark.parametrize(
    ("parse", "typed"),
    [(parse_state, "shown"), (parse_kind, "film"), (parse_kind, "5"), (parse_evidence_date, "May")],
)
def test_what_is_typed_and_means_nothing(parse: object, typed: str) -> None:
    assert callable(parse)
    with pytest.raises(InputError, match=f"'{typed}'"):
        parse(typed)


def test_too_long() -> None:
    assert len(parse_words("x" * LONGEST)) == LONGEST
    with pytest.raises(InputError, match="2001"):
        parse_words("x" * (LONGEST + 1))


def test_a_piece_in_words() -> None:
    assert piece_in_words(PROMISED) == "promised: Minutes of May (document; 2026-05; from HR)"
    assert piece_in_words(WHOLE) == "received: list (file list.pdf, 1 kB)"
    assert piece_in_words(Evidence(EvidenceState.NONE)) == "none"
    assert [size_in_words(size) for size in (1, 999, 1500, 50_000_000)] == [
        "1 byte",
        "999 bytes",
        "2 kB",
        "50.0 MB",
    ]


@given(st.text(), st.text())
def test_cleaning_is_done_once(what: str, remark: str) -> None:
    once = cleaned_piece(Evidence(EvidenceState.SEEN, what, remark=remark, name=what))
    assert cleaned_piece(once) is once


def test_what_differs_in_nothing_but_evidence() -> None:
    assert is_same_but_evidence(Answer("yes", evidence=(SEEN,)), Answer("yes"))
    assert not is_same_but_evidence(Answer("yes", evidence=(SEEN,)), Answer("no", evidence=(SEEN,)))
    assert not is_same_but_evidence(Answer("yes"), Answer("yes", note="x"))
