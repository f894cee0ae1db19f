"""Follow-ups in a file: a calendar that is read back, a workbook, a table; nothing in them can start a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from msgspec.structs import replace

from questionnaire.banks.model import Respondent, Severity
from questionnaire.errors import SheetError, ThereAlreadyError
from questionnaire.interviews.follow_ups import FollowUp, FollowUpOwner, FollowUpState, Owner
from questionnaire.sheets.follow_up_files import COLUMNS, follow_ups_data
from questionnaire.sheets.write import write_data
from questionnaire.translation import speaking

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, 15, 7, 123456, tzinfo=UTC)
HOSTILE = "=cmd|'/c calc'!A1; [bold]x, \"q\"\nBEGIN:VEVENT\r\nSUMMARY:\\evil"

ONE = FollowUp(
    id="019d0000-0000-7000-8000-000000000001",
    supplier="019d0000-0000-7000-8000-00000000000a",
    supplier_name="Voorbeeld Knit",
    round="r",
    round_name="2026",
    interview="i",
    respondent=Respondent.MANAGEMENT,
    finding="flag:chosen:1",
    question="chosen",
    severity=Severity.HIGH,
    what="Ask who sat at the table, and how they were chosen; in writing. " * 3,
    owner=Owner(FollowUpOwner.OTHER, "quality manager"),
    due=date(2026, 12, 6),
    agreed=True,
    state=FollowUpState.OPEN,
    added_at=NOW,
    changed_at=NOW,
    by="a.persoon",
    remark="asked by mail",
)
CONFIDENTIAL = replace(
    ONE,
    id="019d0000-0000-7000-8000-000000000002",
    respondent=Respondent.WORKERS,
    agreed=False,
    what="Hear the workers who were dismissed.",
    owner=Owner(FollowUpOwner.UNION),
    changes=4,
)


def write_follow_ups(follow_ups: Sequence[FollowUp], today: date, path: Path, *, force: bool = False) -> Path:
    return write_data(follow_ups_data(follow_ups, today, path), path, force=force)


def calendar_of(tmp_path: Path, *follow_ups: FollowUp) -> Any:
    path = write_follow_ups(follow_ups, TODAY, tmp_path / "follow-ups.ics", force=True)
    return icalendar.Calendar.from_ical(path.read_bytes())


def test_a_calendar_has_a_whole_day_for_each(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, ONE)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"].startswith("-//foa-questionnaire//")
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 12, 6)
    assert event.decoded("DTEND") == date(2026, 12, 7)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["UID"] == f"{ONE.id}@foa-questionnaire"
    assert event["SUMMARY"] == f"Voorbeeld Knit: {ONE.what.strip()}"
    assert event["DESCRIPTION"].splitlines()[1:] == ["Who: quality manager", "Round: 2026", "Severity: high"]
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTAMP") == NOW.replace(microsecond=0)
    assert list(event.errors) == []


def test_a_later_state_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    later = replace(ONE, state=FollowUpState.DROPPED, changes=3, changed_at=NOW + timedelta(days=1))
    before, after = (calendar_of(tmp_path, one).walk("VEVENT")[0] for one in (ONE, later))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert after["STATUS"] == "CANCELLED"
    assert after["SUMMARY"].endswith("(dropped)")
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")


def test_a_shared_calendar_tells_nothing_of_the_workers_and_nobody_s_name(tmp_path: Path) -> None:
    path = write_follow_ups([CONFIDENTIAL, ONE], TODAY, tmp_path / "follow-ups.ics")
    text = path.read_bytes().decode().replace("\r\n ", "")
    assert "a.persoon" not in text
    for word in ("dismissed", "workers", "union", "chosen:1"):
        assert word not in text
    event = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Follow up with Voorbeeld Knit"
    assert "DESCRIPTION" not in event
    assert event["CLASS"] == "PRIVATE"
    assert path.stat().st_mode & 0o777 == 0o600


def test_lines_are_folded_and_hostile_text_stays_in_its_place(tmp_path: Path) -> None:
    hostile = replace(ONE, what=HOSTILE * 5, supplier_name="Ünlü 工場\r\nEND:VCALENDAR", round_name="x\ny")
    path = write_follow_ups([hostile], TODAY, tmp_path / "follow-ups.ics")
    lines = path.read_bytes().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert len(calendar.walk("VEVENT")) == 1
    assert calendar.walk("VEVENT")[0]["SUMMARY"].startswith("Ünlü 工場 END:VCALENDAR: =cmd|")


def test_what_has_no_day_is_in_no_calendar(tmp_path: Path) -> None:
    assert calendar_of(tmp_path, replace(ONE, due=None)).walk("VEVENT") == []


def test_a_table_has_a_row_for_each_and_no_formula(tmp_path: Path) -> None:
    late = replace(ONE, due=TODAY - timedelta(days=1), what=HOSTILE)
    path = write_follow_ups([late, CONFIDENTIAL], TODAY, tmp_path / "follow-ups.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["what"].startswith("'=cmd")
    told = {
        name: rows[0][name] for name in ("due", "overdue", "state", "severity", "owner", "agreed", "remark")
    }
    assert told == {
        "due": "2026-11-29",
        "overdue": "yes",
        "state": "open",
        "severity": "high",
        "owner": "quality manager",
        "agreed": "yes",
        "remark": "asked by mail",
    }
    assert (rows[1]["overdue"], rows[1]["confidential"], rows[1]["owner"]) == ("", "yes", "union")
    assert "a.persoon" not in path.read_text(encoding="utf-8-sig")


def test_a_workbook_can_be_sorted_and_read(tmp_path: Path) -> None:
    hostile = replace(ONE, what=HOSTILE, due=None)
    with speaking("nl"):
        path = write_follow_ups([ONE, hostile], TODAY, tmp_path / "follow-ups.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:O3"
    names = list(COLUMNS)
    due, what = names.index("due"), names.index("what")
    assert sheet.cell(2, due + 1).value == datetime(2026, 12, 6)  # noqa: DTZ001 - a day has no zone
    assert sheet.cell(3, due + 1).value in (None, "")
    cell = sheet.cell(3, what + 1)
    assert (cell.data_type, str(cell.value)[:5]) == ("s", "=cmd|")
    assert sheet.column_dimensions["F"].width > 50
    assert sheet.print_area.endswith("!$A$1:$I$3")
    assert sheet.row_dimensions[2].height > 30


def test_the_same_follow_ups_make_the_same_files(tmp_path: Path) -> None:
    for ending in (".ics", ".csv", ".xlsx"):
        files = [
            write_follow_ups([ONE, CONFIDENTIAL], TODAY, tmp_path / f"{name}{ending}").read_bytes()
            for name in ("one", "two")
        ]
        assert files[0] == files[1]


def test_other_endings_and_files_that_are_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"Use one of: \.ics, \.xlsx, \.csv"):
        write_follow_ups([ONE], TODAY, tmp_path / "follow-ups.pdf")
    path = write_follow_ups([], TODAY, tmp_path / "follow-ups.ICS")
    with pytest.raises(ThereAlreadyError):
        write_follow_ups([ONE], TODAY, path)
    assert icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT") == []
