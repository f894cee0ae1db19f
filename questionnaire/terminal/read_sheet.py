"""A sheet of another machine on the screen: what is new in it, what differs with both sides, which files are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from questionnaire.interviews.merging import TAKEN, Meeting
from questionnaire.rooms.read_words import lines_of
from questionnaire.terminal.import_sheet import Shown, told_lines
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.read_plan import Preview
    from questionnaire.store.values import Supplier
    from questionnaire.workspace import Workspace


def shown_sheet(workspace: Workspace, preview: Preview, chosen: Supplier) -> Shown:
    """What a sheet brings; that it is of another supplier than the one chosen on the screen comes first."""
    is_new = preview.match == "new"
    held = [] if is_new else workspace.interviews(preview.supplier.id)
    lines = told_lines(lines_of(preview, held))
    if preview.supplier.id != chosen.id:
        notice = _("This sheet is of {supplier}, not of {chosen}.")
        told = notice.format(supplier=preview.supplier.name, chosen=chosen.name)
        lines = (Content(f"! {told}"), *lines)
    if preview.changes_nothing:
        lines = (*lines, Content(""), Content(_("All of it is here already: nothing changes.")))
    title = _("Sheet of {supplier}, by {name}").format(
        supplier=preview.supplier.name, name=preview.sheet.record.made_by
    )
    return Shown(title, _counted(preview), lines, "" if preview.changes_nothing else _written(preview))


def _counted(preview: Preview) -> str:
    """How many answers come, how many differ, and how many follow-ups change."""
    taken = sum(one.meeting in TAKEN for one in preview.met)
    differ = len(preview.met_as(Meeting.CONFLICT))
    follow_ups = len(preview.merge.shared.follow_ups)
    counts = [
        (taken, ngettext("{count} answer", "{count} answers", taken)),
        (differ, ngettext("{count} differs", "{count} differ", differ)),
        (follow_ups, ngettext("{count} follow-up", "{count} follow-ups", follow_ups)),
    ]
    return " · ".join(words.format(count=count) for count, words in counts if count)


def _written(preview: Preview) -> str:
    """What is said once it is written."""
    told = _("The sheet is read back.")
    if preview.merge.conflicts:
        return f"{told} " + _("Decide in the interview on what differs.")
    return told
