"""What was said of a question is taken out of the database, out of every place and file, and that it was is kept."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from questionnaire.banks.model import Reason, Respondent
from questionnaire.errors import NotFoundError
from questionnaire.interviews.answers import OPEN, Answer, Evidence, EvidenceKind, EvidenceState
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.cleaning_values import Cleaned
from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import TINY

NAMES = "Rahima Begum, Karim Mia and Shilpi Akter"
OTHERS = "Zorina Mitul; Palwi Tebon; Halima Tebon"
SEEN = Evidence(EvidenceState.SEEN, f"list of {OTHERS}", EvidenceKind.PHOTO, "2026-05", f"shown by {OTHERS}")
PROMISED = Evidence(EvidenceState.PROMISED, f"cards of {NAMES}")


@pytest.fixture
def interview(workspace: Workspace) -> OpenInterview:
    """An interview with names in an answer, its note, its evidence and its history."""
    started = workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT)
    started.record("union-present", Answer("yes", note=f"Says {NAMES}."))
    for value in (NAMES, OTHERS, f"{NAMES}, and more"):
        started.visit("workers-total")
        started.visit("union-name")
        started.record(
            "union-name", Answer(value, note=f"From {OTHERS}", evidence=(SEEN, PROMISED), marked=True)
        )
    started.record("workers-total", Answer(900))
    return started


def kept_in(place: str) -> str:
    """Everything the tables hold, as text."""
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if "://" in place:
            names = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        tables = connection.execute(text(names)).scalars().all()
        rows = [connection.execute(text(f'SELECT * FROM "{table}"')).all() for table in tables]
    engine.dispose()
    return str(rows)


def bytes_in(folder: Path) -> bytes:
    """All files of a database: the file, its log, and whatever stands beside them."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("answers.db*")))


def test_what_was_said_is_gone_and_that_it_was_cleaned_is_told(
    workspace: Workspace, interview: OpenInterview, place: str
) -> None:
    cleaned = interview.clean("union-name")
    assert cleaned.entries == 3
    left = interview.answer("union-name")
    assert (left.value, left.note, left.marked) == (None, "", True)
    assert left.evidence == (
        Evidence(EvidenceState.SEEN, "", EvidenceKind.PHOTO, "2026-05"),
        Evidence(EvidenceState.PROMISED),
    )
    assert workspace.open_interview(interview.key).answers == interview.answers
    entries = interview.history("union-name")
    assert len(entries) == 4
    assert all(entry.cleaned_at and entry.cleaned_by == workspace.by for entry in entries)
    assert entries[0].before == OPEN
    assert entries[0].after == entries[3].after == left
    assert entries[3].at == entries[3].cleaned_at
    kept = kept_in(place)
    assert OTHERS not in kept
    assert kept.count(NAMES) == 2  # the note with another question, in its answer and its history


def test_another_window_learns_of_it(workspace: Workspace, interview: OpenInterview) -> None:
    other = workspace.open_interview(interview.key)
    interview.clean("union-name")
    other.record("workers-total", Answer(901))
    assert other.answer("union-name").value is None
    interview.record("kinds", Answer(("council",)))
    other.record("members", Answer(3))
    assert other.clean("union-name").entries == 0
    assert other.answer("kinds").value == ("council",)


def test_what_was_made_of_it_is_cleaned_too(
    workspace: Workspace, interview: OpenInterview, place: str
) -> None:
    offers = [offer for offer in workspace.follow_ups.offers(interview) if NAMES in offer.key]
    assert len(offers) == 1
    workspace.follow_ups.add_from(interview, offers[0].key)
    assert kept_in(place).count(NAMES) > 8
    interview.clean("union-name")
    assert kept_in(place).count(NAMES) == 2


def test_the_next_round_forgets_it_and_where_it_still_stands_is_told(
    workspace: Workspace, place: str
) -> None:
    first = workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT)
    first.record("union-present", Answer("yes"))
    first.record("union-name", Answer(NAMES))
    first.finish()
    second = workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT, new_round=True)
    assert second.earlier("union-name") is not None
    cleaned = first.clean("union-name")
    assert cleaned.elsewhere == ()
    assert NAMES not in kept_in(place)
    assert workspace.open_interview(second.key).earlier("union-name") is None
    assert workspace.open_interview(second.key).earlier("union-present") is not None


def test_what_was_set_aside_is_cleaned_by_its_old_id(
    workspace: Workspace, interview: OpenInterview, place: str, tmp_path: Path
) -> None:
    start = TINY.index("              - {id: union-name")
    newer = TINY.replace('version: "1"', 'version: "2"').replace(
        TINY[start : TINY.index("\n", start) + 1], ""
    )
    (tmp_path / "banks" / "tiny.yaml").write_text(
        newer.replace('version: "1"', 'version: "2"'), encoding="utf-8"
    )
    after = workspace.take_over(interview, workspace.bank("tiny"))
    assert [one.question for one in after.set_aside()] == ["union-name"]
    after.clean("union-name")
    assert OTHERS not in kept_in(place)
    assert after.set_aside()[0].answer.value is None


def test_another_answer_that_came_with_a_sheet_is_cleaned(interview: OpenInterview, place: str) -> None:
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO conflict (id, interview, question, theirs, digest, origin, at, by) "
                "VALUES ('k', :interview, 'union-name', :theirs, 'd', 'a sheet', :at, 'me')"
            ),
            {
                "interview": interview.key,
                "theirs": f'{{"value":"{OTHERS}"}}',
                "at": datetime(2026, 1, 1, tzinfo=UTC) if "://" in place else "2026-01-01T00:00:00+00:00",
            },
        )
    engine.dispose()
    interview.clean("union-name")
    assert OTHERS not in kept_in(place)


class TestFile:
    """In a file of SQLite; what is left there is looked at byte for byte."""

    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        return str(tmp_path / "answers.db")

    def test_no_byte_of_it_is_left(self, interview: OpenInterview, tmp_path: Path) -> None:
        interview.record("union-present", Answer("yes"))
        assert NAMES.encode() in bytes_in(tmp_path)
        interview.clean("union-present")
        cleaned = interview.clean("union-name")
        assert cleaned.is_gone
        for name in ("Rahima", "Karim", "Shilpi", "Zorina", "Palwi"):
            assert name.encode() not in bytes_in(tmp_path)

    def test_an_open_reader_is_told_of_and_once_it_is_gone_so_is_the_text(
        self, interview: OpenInterview, tmp_path: Path
    ) -> None:
        interview.clean("union-present")
        reader = sqlite3.connect(tmp_path / "answers.db", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM answer").fetchone()
        first = interview.clean("union-name")
        assert not first.is_gone
        assert NAMES not in kept_in(str(tmp_path / "answers.db"))
        reader.close()
        assert interview.clean("union-name").is_gone
        assert OTHERS.encode() not in bytes_in(tmp_path)

    def test_copies_that_the_tool_made_are_named(self, interview: OpenInterview, tmp_path: Path) -> None:
        copy = tmp_path / "answers.before-v2.db"
        copy.write_bytes(b"")
        assert interview.clean("union-name").backups == (copy,)

    def test_findings_and_counts_are_those_of_what_is_left(
        self, workspace: Workspace, interview: OpenInterview
    ) -> None:
        asked, answered = interview.progress().asked, interview.progress().answered
        interview.clean("union-name")
        assert (interview.progress().asked, interview.progress().answered) == (asked, answered - 1)
        again = workspace.open_interview(interview.key)
        assert again.findings == interview.findings
        assert again.rebuild() is False

    def test_choices_numbers_and_dates_stay(self, interview: OpenInterview) -> None:
        given = {
            "union-present": Answer("yes", note=NAMES), "workers-total": Answer(900, note=NAMES),
            "kinds": Answer(("council",), note=NAMES), "since": Answer("2020-05", note=NAMES),
            "chosen": Answer(reason=Reason.REFUSED, note=NAMES),
        }  # fmt: skip
        for question, answer in given.items():
            interview.record(question, answer)
            interview.clean(question)
            left = interview.answer(question)
            assert (left.value, left.reason, left.note) == (answer.value, answer.reason, "")

    def test_a_finished_interview_can_be_cleaned_and_stays_finished(
        self, workspace: Workspace, interview: OpenInterview, place: str
    ) -> None:
        interview.finish()
        interview.clean("union-name")
        assert interview.finished_at is not None
        assert workspace.open_interview(interview.key).finished_at == interview.finished_at
        assert OTHERS not in kept_in(place)

    def test_cleaning_is_no_use_for_a_question_that_is_not_there(self, interview: OpenInterview) -> None:
        with pytest.raises(NotFoundError, match="union-nam"):
            interview.clean("union-nam")

    def test_after_it_the_question_can_be_answered_anew(self, interview: OpenInterview) -> None:
        interview.visit("union-name")
        interview.clean("union-name")
        interview.record("union-name", Answer("three members of the committee"))
        last = interview.history("union-name")[-1]
        assert last.cleaned_at is None
        assert (last.before.value, last.after.value) == (None, "three members of the committee")

    def test_an_interview_that_holds_the_same_is_named(
        self, workspace: Workspace, interview: OpenInterview
    ) -> None:
        other = workspace.start_interview("Voorbeeld", "tiny", Respondent.UNION)
        other.record("union-present", Answer("yes", note=f"From {OTHERS}"))
        assert interview.clean("union-name").elsewhere == (other.key,)

    def test_entries_under_an_earlier_id_of_the_question_are_cleaned(
        self, workspace: Workspace, interview: OpenInterview, place: str, tmp_path: Path
    ) -> None:
        newer = TINY.replace('version: "1"', 'version: "2"').replace(
            "{id: union-name,", "{id: name, was: [union-name],"
        )
        (tmp_path / "banks" / "tiny.yaml").write_text(newer, encoding="utf-8")
        renamed = workspace.take_over(interview, workspace.bank("tiny"))
        assert renamed.answer("name").value == f"{NAMES}, and more"
        assert renamed.clean("name").entries == 4
        assert OTHERS not in kept_in(place)

    def test_sheets_that_went_out_since_are_told(
        self, workspace: Workspace, interview: OpenInterview, tmp_path: Path
    ) -> None:
        workspace.export_sheet("Voorbeeld", tmp_path / "sheet.html")
        (told,) = interview.clean("union-name").exports
        assert told.file.endswith("sheet.html")

    def test_what_another_program_left_in_between_is_not_lost(
        self, place: str, workspace: Workspace, interview: OpenInterview
    ) -> None:
        with open_workspace(place, workspace.banks_folder) as second:
            other = second.open_interview(interview.key)
            other.record("members", Answer(12))
        interview.clean("union-name")
        assert interview.answer("members").value == 12


def test_a_server_is_told_from_a_file(interview: OpenInterview, place: str) -> None:
    cleaned: Cleaned = interview.clean("union-name")
    assert (cleaned.file is None) is ("://" in place)
    assert cleaned.is_gone is (cleaned.file is not None)
