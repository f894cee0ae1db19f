"""Evidence and its files as the command line prints them: a list, a check, what is wrong with an interview's own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_table, put_wrapped
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.interviews.answers import Evidence
    from questionnaire.rooms.evidence import Checked, EvidenceRoom, Verified
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.values import OfferedPiece


def list_evidence(args: argparse.Namespace) -> int:
    """Print the pieces of evidence."""
    from questionnaire.interviews.evidence import parse_state

    state = None if args.state is None else parse_state(args.state)
    with opened(args) as workspace:
        supplier = None if args.supplier is None else workspace.supplier(args.supplier).id
        interview = None if args.interview is None else workspace.open_interview(args.interview).key
        found = workspace.evidence.offered(supplier, interview, state)
        if args.json:
            put_json([_offered_as_data(one, workspace.evidence) for one in found])
        elif found:
            _put_offered(found, workspace.evidence)
        else:
            put(_("No evidence was offered."))
    return 0


def _put_offered(found: "list[OfferedPiece]", room: "EvidenceRoom") -> None:
    from questionnaire.interviews.answers import EVIDENCE_KIND_LABELS, EVIDENCE_LABELS

    head = ("supplier", "question", "no.", "state", "kind", "what", "date", "remark", "file", "interview")
    words = (_("supplier"), _("question"), _("no."), _("state"), _("kind"), _("what"), _("date"), _("remark"))
    rows = [
        (
            one.supplier_name,
            one.question,
            str(one.number),
            _(EVIDENCE_LABELS[one.piece.state]),
            _(EVIDENCE_KIND_LABELS[one.piece.kind]) if one.piece.kind else "",
            one_line(one.piece.what),
            one.piece.date,
            one_line(one.piece.remark),
            _file_cell(one.piece, room),
            one.interview,
        )
        for one in found
    ]
    full = [place for place in range(len(head)) if any(row[place] for row in rows)]
    titles = (*words, _("file"), _("interview"))
    put_table([titles[place] for place in full], [[row[place] for place in full] for row in rows])


def _file_cell(piece: "Evidence", room: "EvidenceRoom") -> str:
    """The name of the file of a piece; what is wrong with it comes first."""
    from questionnaire.store.evidence_files import FILE_STATE_LABELS, FileState

    state = room.file_state(piece)
    if state in (None, FileState.WHOLE):
        return one_line(piece.name)
    return f"! {_(FILE_STATE_LABELS[state])}: {one_line(piece.name)}"


def verify(args: argparse.Namespace) -> int:
    """Check the files; exit status 1 where one is changed or missing."""
    with opened(args) as workspace:
        found = workspace.evidence.verify()
        if args.json:
            put_json(_verified_as_data(found))
        else:
            _put_verified(found, workspace.evidence.folder)
    return 1 if found.wrong else 0


def _put_verified(found: "Verified", folder: Path) -> None:
    whole = ngettext("{count} file is as it was kept.", "{count} files are as they were kept.", found.whole)
    put(whole.format(count=found.whole))
    for one in found.wrong:
        put_wrapped(_wrong_line(one), "  ", "! ")
    if found.unnamed:
        text = ngettext(
            "{count} file in {folder} is named by no answer here:",
            "{count} files in {folder} are named by no answer here:",
            len(found.unnamed),
        )
        put(text.format(count=len(found.unnamed), folder=folder))
        put(*(f"  {path.name}" for path in found.unnamed))


def _wrong_line(one: "Checked") -> str:
    from questionnaire.store.evidence_files import FILE_STATE_LABELS

    line = _("{supplier}, {question}: {what}: the file '{name}' {state}; interview {interview}").format(
        supplier=one.file.supplier_name,
        question=one.file.question,
        what=one_line(one.file.piece.what) or "-",
        name=one_line(one.file.piece.name),
        state=_(FILE_STATE_LABELS[one.state]),
        interview=one.file.interview,
    )
    return line if one.file.is_current else line + " (" + _("of an earlier answer") + ")"


def _verified_as_data(found: "Verified") -> dict[str, object]:
    return {
        "whole": found.whole,
        "wrong": [
            {
                "supplier": one.file.supplier_name,
                "interview": one.file.interview,
                "question": one.file.question,
                "what": one.file.piece.what,
                "name": one.file.piece.name,
                "file": one.file.piece.file,
                "state": one.state,
                "current": one.file.is_current,
            }
            for one in found.wrong
        ],
        "unnamed": [path.name for path in found.unnamed],
    }


def _offered_as_data(one: "OfferedPiece", room: "EvidenceRoom") -> dict[str, object]:
    return {
        "supplier": one.supplier,
        "supplier_name": one.supplier_name,
        "round": one.round,
        "interview": one.interview,
        "respondent": one.respondent,
        "question": one.question,
        "number": one.number,
        **piece_as_data(one.piece, room),
    }


def piece_as_data(piece: "Evidence", room: "EvidenceRoom | None" = None) -> dict[str, object]:
    """A piece as JSON has it; `file` is null where there is none, else the file and, with a room, whether it is whole."""
    file: dict[str, object] = {"name": piece.name, "size": piece.size, "sha256": piece.file}
    if room is not None:
        file["state"] = room.file_state(piece)
    return {
        "state": piece.state,
        "kind": piece.kind,
        "what": piece.what,
        "date": piece.date,
        "remark": piece.remark,
        "file": file if piece.file else None,
    }


def put_wrong_files(room: "EvidenceRoom", interview: "OpenInterview") -> None:
    """Print which files of an interview are not what was kept."""
    for line in wrong_file_lines(room, interview):
        put_wrapped(line, "  ", "! ")


def wrong_file_lines(room: "EvidenceRoom", interview: "OpenInterview") -> list[str]:
    """Which files of an interview are not what was kept, in words."""
    from questionnaire.store.evidence_files import FILE_STATE_LABELS

    message = _("{question}: {what}: the file '{name}' {state}.")
    return [
        message.format(
            question=question,
            what=one_line(piece.what) or "-",
            name=one_line(piece.name),
            state=_(FILE_STATE_LABELS[state]),
        )
        for question, piece, state in room.wrong_files(interview)
    ]


def wrong_files_as_data(room: "EvidenceRoom", interview: "OpenInterview") -> list[dict[str, object]]:
    """The same for JSON."""
    return [
        {"question": question, "what": piece.what, "name": piece.name, "state": state}
        for question, piece, state in room.wrong_files(interview)
    ]
