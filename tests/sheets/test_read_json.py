"""A file that says it is a sheet: what is wrong with it is said with its place, and nothing of it gets any further."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.rooms.follow_ups import Plan
from questionnaire.sheets.read_json import LARGEST, read_json_sheet
from tests.rooms.reading_back import Machine, changed

DIGEST = "0" * 64
KEY = "01a20398-6187-706a-b1a9-c4ccd6d5b3cc"
FOLLOW_UP = ("record", "follow_ups", 0)
PLACES: tuple[tuple[tuple[str | int, ...], Any, str], ...] = (
    ((*FOLLOW_UP, "key"), "1", "record.follow_ups[0].key: '1' is no key"),
    ((*FOLLOW_UP, "what"), " ", "record.follow_ups[0].what: it is empty"),
    ((*FOLLOW_UP, "what"), "x" * 3000, "record.follow_ups[0].what: it has 3000 characters"),
    ((*FOLLOW_UP, "owner"), "god", "record.follow_ups[0].owner: Invalid enum value 'god'"),
    ((*FOLLOW_UP, "owner_name"), "", "record.follow_ups[0].owner_name: it is empty"),
    ((*FOLLOW_UP, "due"), "9999-12-31", "record.follow_ups[0].due: it is no time that can be"),
    ((*FOLLOW_UP, "due"), "soon", "record.follow_ups[0].due: Invalid RFC3339"),
    ((*FOLLOW_UP, "round"), "", "record.follow_ups[0].round: it is empty"),
    ((*FOLLOW_UP, "interview"), "x", "record.follow_ups[0].interview: 'x' is no key"),
    ((*FOLLOW_UP, "question"), "A B", "record.follow_ups[0].question: 'A B' is no id"),
    ((*FOLLOW_UP, "added_at"), "9999-12-31T23:59:59Z", "record.follow_ups[0].added_at: it is no time"),
    ((*FOLLOW_UP, "events"), [], "record.follow_ups[0].events: it cannot be right"),
    ((*FOLLOW_UP, "events", 0, "key"), "1", "record.follow_ups[0].events[0].key: '1' is no key"),
    ((*FOLLOW_UP, "events", 0, "state"), "lost", "record.follow_ups[0].events[0].state: Invalid enum value"),
    ((*FOLLOW_UP, "events", 0, "at"), "2099-12-31T23:59:59Z", "events[0].at: it is no time"),
    (("record", "follow_ups"), 1, "record.follow_ups: Expected 'array'"),
    (("record", "follow_ups"), [1], "record.follow_ups[0]: Expected 'object'"),
    (("record", "aside", 0, "reason"), "", "record.aside[0].reason: it is empty"),
    (("record", "aside", 0, "ended_at"), "1999-11-02T09:30:00Z", "record.aside[0].ended_at: it is no time"),
    (("interview", "key"), "../../etc/passwd", "interview.key: '../../etc/passwd' is no key"),
    (("interview", "respondent"), "king", "interview.respondent: Invalid enum value 'king'"),
    (("interview", "round"), " ", "interview.round: it is empty"),
    (("interview", "round"), "x" * 300, "interview.round: it has 300 characters"),
    (("interview", "started_at"), "2026-11-02T09:30:00", "interview.started_at: it is no time"),
    (("interview", "started_at"), "1999-11-02T09:30:00Z", "interview.started_at: it is no time"),
    (("interview", "started_at"), "9999-12-31T23:59:59Z", "interview.started_at: it is no time"),
    (("interview", "started_at"), "2026-12-24T09:30:00Z", "interview.started_at: it is later than now"),
    (("interview", "finished_at"), "2026-11-01T09:30:00Z", "interview.finished_at: it is before"),
    (("interview", "short_form"), True, "record.context: it is not that of the interview"),
    (("bank", "id"), "Tiny!", "bank.id: 'Tiny!' is no id"),
    (("bank",), None, "bank: Expected 'object', got 'null'"),
    (("record", "supplier", "name"), "", "record.supplier.name: it is empty"),
    (("record", "supplier", "country"), "Bangladesh", "record.supplier.country: it is no code"),
    (("record", "supplier", "os_id"), "CN2021250D1DTN8", "record.supplier.os_id: 'CN2021250D1DTN8' is not"),
    (("record", "supplier", "workers"), -5, "record.supplier.workers: it cannot be right"),
    (("record", "supplier", "address"), "x" * 2000, "record.supplier.address: it has 2000"),
    (("record", "made_by"), 7, "record.made_by: Expected 'str', got 'int'"),
    (("record", "context", "today"), "soon", "record.context.today: Invalid RFC3339"),
    (("record", "context", "previous"), {"since": {"value": True}}, "record.context.previous"),
    (("record", "answers", "since"), {"value": {"a": 1}}, "record.answers.since.value: Expected"),
    (("record", "answers", "since"), {"value": []}, "record.answers.since.value: it cannot"),
    (("record", "answers", "since"), {"value": 10**30}, "record.answers.since.value: it cannot"),
    (("record", "answers", "since"), {"value": "x" * 30_000}, "record.answers.since.value: it has 30000"),
    (("record", "answers", "since"), {"value": "2020", "reason": "refused"}, "record.answers.since: it has a"),
    (("record", "answers", "since"), {"note": "x" * 30_000}, "record.answers.since.note: it has 30000"),
    (("record", "answers", "since"), {"since": "yesterday"}, "record.answers.since.since: 'yesterday' is no"),
    (("record", "answers", "a b"), {"value": "yes"}, "record.answers: 'a b' is no id"),
    (("record", "answers", "union-present", "evidence", 0, "file"), "../x", "evidence[0].file: it is no SHA-256"),
    (("record", "answers", "union-present", "evidence", 0, "size"), -1, "evidence[0].size: it cannot"),
    (("record", "answers", "union-present", "evidence", 0, "state"), "lost", "evidence[0].state: Invalid"),
    (("record", "history", 0, "key"), "1", "record.history[0].key: '1' is no key"),
    (("record", "history", 0, "at"), "2020-01-01T00:00:00", "record.history[0].at: it is no time"),
    (("record", "history", 0, "seconds"), -1, "record.history[0].seconds: it cannot"),
    (("record", "history", 0, "after"), "yes", "record.history[0].after: Expected 'object'"),
    (("record", "history"), "none", "record.history: Expected 'array'"),
)  # fmt: skip


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Machine]:
    """A sheet that is in order, and the machine it was made on."""
    machine = Machine(tmp_path_factory.mktemp("reading"), "ann")
    piece = Evidence(EvidenceState.RECEIVED, "minutes", file=DIGEST, name="minutes.pdf", size=20)
    interview = machine.started(
        union_present=Answer("yes", evidence=(piece,)), since=Answer("2020", marked=True)
    )
    machine.workspace.follow_ups.add("Voorbeeld", Plan("Call them.", "quality manager", "+2w"))
    machine.workspace.follow_ups.set_aside(interview, "mark:since", "known")
    path = machine.sheet()
    machine.workspace.close()
    return path, machine


@pytest.fixture
def read(sheet: tuple[Path, Machine]) -> Callable[[Path], object]:
    return lambda path: read_json_sheet(path, sheet[1].clock())


def refused(read: Callable[[Path], object], path: Path) -> str:
    """What is said of a file that cannot be read back: one error, short, without what could harm a terminal."""
    with pytest.raises(InputError) as caught:
        read(path)
    told = str(caught.value)
    assert told.startswith(str(path))
    assert caught.value.hint
    assert len(told) < len(str(path)) + 400
    assert told.isprintable()
    return told.removeprefix(str(path))


def test_what_was_written_is_read(sheet: tuple[Path, Machine], read: Callable[[Path], Any]) -> None:
    found = read(sheet[0])
    assert found.record.answers["since"] == Answer("2020", marked=True)
    assert len(found.record.history) == 2
    assert (found.record.by, found.record.made_by, found.bank.id) == ("ann", "ann", "tiny")


@pytest.mark.parametrize(("steps", "to", "told"), PLACES)
def test_what_is_wrong_is_said_with_its_place(
    sheet: tuple[Path, Machine],
    read: Callable[[Path], object],
    steps: tuple[str | int, ...],
    to: object,
    told: str,
) -> None:
    assert told in refused(read, changed(sheet[0], *steps, to=to))


def test_what_stands_twice_among_the_follow_ups_is_refused(
    sheet: tuple[Path, Machine], read: Callable[[Path], object]
) -> None:
    record = json.loads(sheet[0].read_bytes())["record"]
    for name in ("follow_ups", "aside"):
        told = refused(read, changed(sheet[0], "record", name, to=record[name] * 2))
        assert f"record.{name}: an entry stands in it twice" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "truncated"),
        (b"\xff\xfe\x00", "malformed"),
        (b"null", "Expected `object`"),
        (b"[1, 2]", "Expected `object`"),
        (b"{}", "is no answer sheet of this program"),
        (b'{"survey": [], "name": "Another tool"}', "is no answer sheet of this program"),
        (b'{"format": "feedback/1"}', "is no answer sheet of this program"),
        (b'{"format": "questionnaire-sheet/99"}', "in form 99 of the answer sheet"),
        (b'{"format": "questionnaire-sheet/1"}', "was made to be handed out"),
        (b'{"format": "questionnaire-sheet/1", "record": null}', "--for internal"),
        (b'{"format": "questionnaire-sheet/1", "record": NaN}', "malformed"),
        (b'{"format": "questionnaire-sheet/1", "record": {"by": "a", "by": "b"}}', "'by' stands in it twice"),
        (b'{"format": "questionnaire-sheet/1", "record": ' + b"[" * 100_000, "no JSON that this program"),
        (b'{"format": "questionnaire-sheet/1", "x": ' + b"[" * 900 + b"]" * 900 + b', "record": {}}', ""),
        (b'{"format": "questionnaire-sheet/1\\u001b[2J\\u202e", "record": {}}', "in form 1"),
    ],
)
def test_what_is_no_sheet_is_refused(
    tmp_path: Path, read: Callable[[Path], object], content: bytes, told: str
) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    assert told in refused(read, path)


def test_a_sheet_cut_short_is_refused_wherever_it_ends(
    sheet: tuple[Path, Machine], read: Callable[[Path], object], tmp_path: Path
) -> None:
    whole, path = sheet[0].read_bytes().rstrip(), tmp_path / "cut.json"
    for end in range(0, len(whole), 97):
        path.write_bytes(whole[:end])
        refused(read, path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, read: Callable[[Path], object]) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(2 * LARGEST)
    assert "larger than 50 MB" in refused(read, path)
    refused(read, tmp_path)
    refused(read, tmp_path / "gone.json")


def test_a_name_that_stands_twice_is_no_answer_lost(
    sheet: tuple[Path, Machine], read: Callable[[Path], object], tmp_path: Path
) -> None:
    text = sheet[0].read_text(encoding="utf-8")
    assert '"answers":' in text
    twice = text.replace('"answers":', '"answers": {}, "answers":', 1)
    path = tmp_path / "twice.json"
    path.write_text(twice, encoding="utf-8")
    assert "'answers' stands in it twice" in refused(read, path)


def test_texts_are_cleaned_and_names_of_files_lose_their_folders(
    sheet: tuple[Path, Machine], read: Callable[[Path], Any]
) -> None:
    place = ("record", "answers", "union-present")
    path = changed(sheet[0], *place, "note", to="\x1b[2Jred\u202e\x00")
    found = read(path).record.answers["union-present"]
    assert found.note == "[2Jred"
    for name in ("../../home/user/.profile", r"C:\Windows\minutes.pdf", "/etc/passwd"):
        path = changed(sheet[0], *place, "evidence", 0, "name", to=name)
        (piece,) = read(path).record.answers["union-present"].evidence
        assert piece.name in (".profile", "minutes.pdf", "passwd")


def test_an_entry_of_the_history_stands_once(
    sheet: tuple[Path, Machine], read: Callable[[Path], object]
) -> None:
    history = json.loads(sheet[0].read_bytes())["record"]["history"]
    path = changed(sheet[0], "record", "history", to=[history[0], history[0]])
    assert "record.history: an entry stands in it twice" in refused(read, path)
