"""`questionnaire sheet import FILE.json`: what another machine's sheet would bring, and bringing it once that is confirmed."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.errors import InputError
from questionnaire.interviews.merging import TAKEN, Meeting, Met
from questionnaire.interviews.sharing import Came, MetFollowUp
from questionnaire.rooms.read_words import lines_of
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.read_plan import Preview
    from questionnaire.workspace import Workspace


def import_json(args: argparse.Namespace, workspace: "Workspace", path: Path) -> int:
    """Show what a sheet of another machine would bring, and bring it where that is confirmed.

    Nothing is written before. Raises InputError where the sheet does not fit, or there is nobody to ask.
    """
    preview = workspace.read_back.preview(path)
    if args.json:
        written = args.yes and not preview.changes_nothing
        if args.yes:
            workspace.read_back.apply(preview)
        put_json(_as_data(preview, written=written))
        return 0
    held = [] if preview.match == "new" else workspace.interviews(preview.supplier.id)
    for line in lines_of(preview, held):
        put_wrapped(line.text, "  " * (line.depth + 1), "  " * line.depth)
    if preview.changes_nothing:
        put(_("All of it is here already: nothing changes."))
        return 0
    if not args.yes and not _is_confirmed():
        put(_("Nothing was written."))
        return 0
    interview = workspace.read_back.apply(preview)
    put(_("Read back: interview {key}.").format(key=interview.key))
    if preview.merge.conflicts:
        put(_("Decide with: questionnaire interview conflicts {key}").format(key=interview.key))
    return 0


def _is_confirmed() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(_("Nothing was written."), _("Write what is shown above with --yes."))
    try:
        typed = input(_("Bring this in? [y/N]") + " ")
    except EOFError:
        put("")
        return False
    return one_line(typed).casefold() in ("y", "yes", _("y"), _("yes"))


def _as_data(preview: "Preview", *, written: bool) -> dict[str, object]:
    return {
        "interview": preview.sheet.interview.key,
        "new_interview": preview.is_new,
        "supplier": preview.supplier.id,
        "supplier_name": preview.supplier.name,
        "supplier_name_in_sheet": preview.sheet.record.supplier.name,
        "supplier_known_by": preview.match,
        "round": preview.sheet.interview.round,
        "by": preview.sheet.record.by,
        "made_by": preview.sheet.record.made_by,
        "answers": {meeting: [one.question for one in preview.met_as(meeting)] for meeting in Meeting},
        "differences": [_difference(one) for one in preview.met if one.meeting in (*TAKEN, Meeting.CONFLICT)],
        "follow_ups": {came: [_follow_up(one) for one in preview.shared.came_as(came)] for came in Came},
        "set_aside": [
            {"finding": one.merged.finding, "reason": one.merged.reason, "ended_at": one.merged.ended_at}
            for one in preview.shared.aside
            if one.is_changed
        ],
        "left_in_file": preview.shared.left,
        "not_taken": list(preview.unfit),
        "missing_files": [
            {"question": question, "name": piece.name, "size": piece.size, "sha256": piece.file}
            for question, piece in preview.missing
        ],
        "changes_nothing": preview.changes_nothing,
        "written": written,
    }


def _difference(one: Met) -> dict[str, object]:
    return {"question": one.question, "how": one.meeting, "ours": one.ours, "theirs": one.theirs}


def _follow_up(one: MetFollowUp) -> dict[str, object]:
    """A follow-up of the sheet, as it is here and as it would be."""
    return {
        "follow_up": one.merged.key,
        "what": one.merged.what,
        "before": one.ours and one.ours.state,
        "there": one.theirs.state,
        "state": one.merged.state,
        "agreed": one.merged.agreed,
    }
