"""Follow-ups in a file: days for a calendar (.ics), a workbook (.xlsx), a table (.csv). For the buyer's own house.

The names of the columns are a contract: names and meaning stay.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from questionnaire.errors import SheetError
from questionnaire.interviews.follow_ups import FollowUp
from questionnaire.sheets.as_csv import safe
from questionnaire.translation import N_, _

FORMATS = {
    ".ics": N_("days for a calendar"),
    ".xlsx": N_("workbook for Excel or LibreOffice"),
    ".csv": N_("table with a row for each follow-up"),
}
"""The endings follow-ups can have, and what each of them is."""

COLUMNS = {
    "due": N_("Due"),
    "overdue": N_("Overdue"),
    "state": N_("State"),
    "severity": N_("Severity"),
    "supplier": N_("Supplier"),
    "what": N_("What"),
    "owner": N_("Who"),
    "agreed": N_("Agreed with the supplier"),
    "remark": N_("Last remark"),
    "confidential": N_("Confidential towards the supplier"),
    "round": N_("Round"),
    "question": N_("Name of the question"),
    "added": N_("Made"),
    "changed": N_("Changed"),
    "key": N_("Key"),
}
"""The columns by name, with how they are headed for people."""


def follow_ups_data(follow_ups: Sequence[FollowUp], today: date, path: Path) -> bytes:
    """Follow-ups in the format that the ending of a path calls for; those without a day are in no calendar.

    Raises `SheetError` for an ending that is not in `FORMATS`.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        message = _("{path}: follow-ups cannot be written with the ending '{ending}'.")
        hint = _("Use one of: {known}.").format(known=", ".join(FORMATS))
        raise SheetError(message.format(path=path, ending=ending), hint)
    match ending:
        case ".ics":
            from questionnaire.sheets.follow_up_calendar import calendar_of  # noqa: PLC0415 - brings icalendar along

            return calendar_of(follow_ups)
        case ".xlsx":
            from questionnaire.sheets.follow_up_xlsx import workbook_of  # noqa: PLC0415 - brings xlsxwriter along

            return workbook_of(follow_ups, today)
    return _table_of(follow_ups, today)


def cells_of(follow_up: FollowUp, today: date) -> dict[str, str]:
    """A follow-up as the cells of a row."""
    return {
        "due": follow_up.due.isoformat() if follow_up.due else "",
        "overdue": "yes" if follow_up.is_overdue(today) else "",
        "state": str(follow_up.state),
        "severity": str(follow_up.severity or ""),
        "supplier": follow_up.supplier_name,
        "what": follow_up.what,
        "owner": follow_up.owner.name or str(follow_up.owner.kind),
        "agreed": "yes" if follow_up.agreed else "",
        "remark": follow_up.remark,
        "confidential": "yes" if follow_up.is_confidential else "",
        "round": follow_up.round_name,
        "question": follow_up.question or "",
        "added": follow_up.added_at.astimezone().date().isoformat(),
        "changed": follow_up.changed_at.astimezone().date().isoformat(),
        "key": follow_up.id,
    }


def _table_of(follow_ups: Sequence[FollowUp], today: date) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for follow_up in follow_ups:
        cells = cells_of(follow_up, today)
        writer.writerow({name: safe(cell) for name, cell in cells.items()})
    return text.getvalue().encode("utf-8-sig", errors="replace")
