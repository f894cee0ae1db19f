"""Evidence in a whole database, on both engines: what is offered now, every file that is or was named, late evidence."""

import os
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from questionnaire.banks.model import Respondent
from questionnaire.errors import EvidenceError, InputError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceKind, EvidenceState
from questionnaire.interviews.evidence import changed, with_piece
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.evidence_files import FileState
from questionnaire.workspace import Workspace, open_workspace

PROMISED = Evidence(EvidenceState.PROMISED, "the letter")
RECEIVED = Evidence(EvidenceState.RECEIVED, "the letter", EvidenceKind.DOCUMENT, "2026-05-03", "by mail")


@pytest.fixture
def interview(workspace: Workspace) -> OpenInterview:
    return workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_EVIDENCE", str(tmp_path / "evidence"))


def file_with(path: Path, data: bytes = b"a letter") -> Path:
    path.write_bytes(data)
    return path


def test_every_field_of_a_piece_comes_back(
    workspace: Workspace, interview: OpenInterview, tmp_path: Path
) -> None:
    piece = workspace.evidence.with_file(RECEIVED, file_with(tmp_path / "letter.pdf"))
    assert (piece.name, piece.size, len(piece.file)) == ("letter.pdf", 8, 64)
    workspace.evidence.change(interview, "union-present", lambda pieces: with_piece(pieces, piece))
    kept = workspace.open_interview(interview.key).answer("union-present")
    assert kept == Answer(evidence=(piece,))
    assert workspace.evidence.file_state(piece) is FileState.WHOLE
    assert workspace.evidence.file_state(PROMISED) is None


def test_what_is_offered_by_supplier_interview_and_state(
    workspace: Workspace, interview: OpenInterview
) -> None:
    interview.record(
        "union-present", Answer("yes", evidence=(PROMISED, Evidence(EvidenceState.SEEN, "a poster")))
    )
    interview.record("kinds", Answer(evidence=(RECEIVED,)))
    workspace.add_supplier("Another Weaver", "IN")
    other = workspace.start_interview("Another", "tiny", Respondent.UNION)
    other.record("kinds", Answer(evidence=(Evidence(EvidenceState.NONE),)))
    room = workspace.evidence
    found = [(one.supplier_name, one.question, one.number, one.piece.state) for one in room.offered()]
    assert found == [
        ("Another Weaver", "kinds", 1, "none"),
        ("Voorbeeld Knit", "union-present", 1, "promised"),
        ("Voorbeeld Knit", "union-present", 2, "seen"),
        ("Voorbeeld Knit", "kinds", 1, "received"),
    ]
    assert room.offered()[0].respondent is Respondent.UNION
    assert len(room.offered(supplier=other.supplier.id)) == 1
    assert len(room.offered(interview=interview.key)) == 3
    assert [one.piece for one in room.offered(state=EvidenceState.PROMISED)] == [PROMISED]
    interview.record("union-present", Answer("yes"))
    assert len(room.offered()) == 2


def test_verify_looks_at_every_file_that_is_or_was_named(
    workspace: Workspace, interview: OpenInterview, tmp_path: Path
) -> None:
    room = workspace.evidence
    now = room.with_file(RECEIVED, file_with(tmp_path / "now.pdf", b"now"))
    once = room.with_file(replace(RECEIVED, what="once"), file_with(tmp_path / "once.pdf", b"once"))
    unnamed = room.with_file(RECEIVED, file_with(tmp_path / "unnamed.pdf", b"unnamed"))
    interview.record("union-present", Answer("yes", evidence=(now, once)))
    interview.visit("union-present")
    interview.record("union-present", Answer("yes", evidence=(now,)))
    found = room.verify()
    assert (found.whole, found.wrong) == (2, ())
    assert [path.name for path in found.unnamed] == [unnamed.file]

    files = room.folder
    (files / now.file[:2] / now.file).write_bytes(b"new")
    (files / once.file[:2] / once.file).unlink()
    found = room.verify()
    assert found.whole == 0
    assert [(one.file.piece.name, one.state, one.file.is_current) for one in found.wrong] == [
        ("now.pdf", "changed", True),
        ("once.pdf", "missing", False),
    ]
    assert found.wrong[0].file.supplier_name == "Voorbeeld Knit"
    assert [(question, piece.name) for question, piece, _state in room.wrong_files(interview)] == [
        ("union-present", "now.pdf")
    ]


def test_a_file_that_a_newer_version_of_the_bank_set_aside_is_verified_too(
    workspace: Workspace, interview: OpenInterview, tmp_path: Path
) -> None:
    piece = workspace.evidence.with_file(RECEIVED, file_with(tmp_path / "a.pdf"))
    interview.record("since", Answer("2019", evidence=(piece,)))
    text = (workspace.banks_folder / "tiny.yaml").read_text()
    assert "{id: since," in text
    text = text.replace("{id: since,", "{id: until,")
    number = text.partition("version:")[2].splitlines()[0].strip()
    (workspace.banks_folder / "tiny.yaml").write_text(text.replace(f"version: {number}", 'version: "9.0"', 1))
    newer = workspace.newer_bank(interview)
    assert newer is not None
    over = workspace.take_over(interview, newer)
    assert "since" not in over.answers
    (workspace.evidence.folder / piece.file[:2] / piece.file).unlink()
    (wrong,) = workspace.evidence.verify().wrong
    assert (wrong.file.question, wrong.state) == ("since", "missing")


def test_evidence_for_a_finished_interview_is_an_entry_of_its_own_and_settles_findings(
    workspace: Workspace, interview: OpenInterview
) -> None:
    interview.visit("union-present")
    interview.record("union-present", Answer("yes", evidence=(PROMISED,)))
    assert [finding.key for finding in interview.findings] == ["claim:union-present:2"]
    interview.finish()
    workspace.evidence.change(interview, "union-present", lambda pieces: with_piece(pieces, RECEIVED))
    assert interview.finished_at is not None
    assert interview.findings == ()
    kept = workspace.open_interview(interview.key)
    assert (kept.answer("union-present"), kept.findings) == (Answer("yes", evidence=(RECEIVED,)), ())
    assert kept.finished_at == interview.finished_at
    entries = kept.history("union-present")
    assert [(entry.before.evidence, entry.after.evidence) for entry in entries] == [
        ((), (PROMISED,)),
        ((PROMISED,), (RECEIVED,)),
    ]
    assert entries[1].seconds is None
    assert not workspace.rebuild(interview.key)


@pytest.mark.parametrize(
    "answer",
    [Answer("no", evidence=(RECEIVED,)), Answer("yes", note="x"), Answer("yes", marked=True), Answer()],
)
def test_nothing_else_of_a_finished_interview_changes(interview: OpenInterview, answer: Answer) -> None:
    interview.record("union-present", Answer("yes"))
    interview.finish()
    with pytest.raises(InputError, match="finished"):
        interview.record("union-present", answer)
    assert (interview.answer("union-present"), interview.unsaved) == (Answer("yes"), frozenset())


def test_evidence_goes_along_where_another_window_has_just_finished(
    workspace: Workspace, interview: OpenInterview
) -> None:
    interview.record("union-present", Answer("yes"))
    there = workspace.open_interview(interview.key)
    there.finish()
    interview.visit("union-present")
    workspace.evidence.change(interview, "union-present", lambda pieces: with_piece(pieces, RECEIVED))
    assert interview.finished_at is not None
    assert workspace.open_interview(interview.key).answer("union-present").evidence == (RECEIVED,)
    with pytest.raises(InputError, match="finished"):
        interview.record("kinds", Answer(("council",)))


def test_two_windows_that_add_a_piece_both_have_it_kept(
    workspace: Workspace, interview: OpenInterview
) -> None:
    there = workspace.open_interview(interview.key)
    workspace.evidence.change(there, "kinds", lambda pieces: with_piece(pieces, RECEIVED))
    other = Evidence(EvidenceState.SEEN, "a poster")
    answer = workspace.evidence.change(interview, "kinds", lambda pieces: with_piece(pieces, other))
    assert answer.evidence == (RECEIVED, other)
    assert workspace.open_interview(interview.key).answer("kinds").evidence == (RECEIVED, other)


def test_a_removed_piece_stays_in_the_history(workspace: Workspace, interview: OpenInterview) -> None:
    interview.record("kinds", Answer(evidence=(PROMISED, RECEIVED)))
    again = workspace.open_interview(interview.key)
    workspace.evidence.change(again, "kinds", lambda pieces: changed(pieces, 0, None))
    assert [entry.before.evidence for entry in again.history("kinds")] == [(), (PROMISED, RECEIVED)]


def test_many_people_add_the_same_file_at_the_same_time(
    place: str, workspace: Workspace, interview: OpenInterview, tmp_path: Path
) -> None:
    file = file_with(tmp_path / "film.mp4", os.urandom(1_500_000))
    questions = ("union-present", "kinds", "since", "workers-total")
    failed: list[Exception] = []

    def add(question: str) -> None:
        try:
            with open_workspace(place, tmp_path / "banks") as own:
                piece = own.evidence.with_file(Evidence(EvidenceState.SEEN, "film"), file)
                opened = own.open_interview(interview.key)
                own.evidence.change(opened, question, lambda pieces: with_piece(pieces, piece))
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    threads = [threading.Thread(target=add, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {one.question for one in workspace.evidence.offered()} == set(questions)
    found = workspace.evidence.verify()
    assert (found.whole, found.wrong, found.unnamed) == (1, (), ())


def test_a_file_that_cannot_be_kept_changes_no_answer(
    workspace: Workspace, interview: OpenInterview, tmp_path: Path
) -> None:
    file = file_with(tmp_path / "a.pdf")
    workspace.evidence.folder.write_bytes(b"in the way")
    with pytest.raises(EvidenceError):
        workspace.evidence.with_file(RECEIVED, file)
    assert interview.answers == {}
    assert interview.history() == []


def test_what_comes_from_outside_is_cleaned(workspace: Workspace, interview: OpenInterview) -> None:
    hostile = "a\x1b[31m\u202eb\x00"
    piece = Evidence(EvidenceState.SEEN, hostile, None, hostile, hostile, hostile, hostile, 1)
    interview.record("kinds", Answer(evidence=(piece,)))
    (kept,) = workspace.open_interview(interview.key).answer("kinds").evidence
    assert {kept.what, kept.date, kept.remark, kept.file, kept.name} == {"a[31mb"}
    assert workspace.evidence.file_state(kept) is FileState.MISSING


def test_a_follow_up_of_a_promise_ends_when_the_piece_is_received(
    workspace: Workspace, interview: OpenInterview
) -> None:
    interview.record("union-present", Answer("yes", evidence=(PROMISED,)))
    workspace.follow_ups.add_from(interview, "promised:union-present:the letter")
    interview.finish()
    later = workspace.open_interview(interview.key)
    seen = replace(PROMISED, state=EvidenceState.SEEN)
    workspace.evidence.change(later, "union-present", lambda pieces: with_piece(pieces, seen))
    key = "promised:union-present:the letter"
    assert workspace.follow_ups.followed(later).under_way(key) is not None
    received = replace(RECEIVED, what="The Letter")
    workspace.evidence.change(later, "union-present", lambda pieces: with_piece(pieces, received))
    assert workspace.follow_ups.followed(later).under_way(key) is None
