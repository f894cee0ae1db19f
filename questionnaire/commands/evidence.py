"""`questionnaire evidence`: what was offered to show for answers, and the files kept of it."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview, add_question
from questionnaire.commands.evidence_shown import list_evidence, piece_as_data, verify
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.errors import InputError, NotFoundError
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.interviews.answers import Evidence
    from questionnaire.rooms.evidence import EvidenceRoom
    from questionnaire.rooms.open_interview import OpenInterview


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `evidence` and its commands."""
    commands = add_noun(nouns, "evidence", _("evidence: what was offered to show for answers, and its files"))
    _add_list(commands)
    _add_add(commands)
    removing = add_command(commands, "remove", _("take a piece away; the history keeps it"), remove)
    _add_piece(removing)
    _add_open(commands)
    checking = add_command(commands, "verify", _("check every file that is kept"), verify)
    add_json_option(checking)


def _add_list(commands: "Subcommands[Parser]") -> None:
    parser = add_command(
        commands, "list", _("the pieces of evidence, by supplier"), list_evidence, "supplier"
    )
    parser.add_argument("supplier", metavar="SUPPLIER", nargs="?", help=_("only those of this supplier"))
    parser.add_argument("--interview", metavar="INTERVIEW", help=_("only those of this interview"))
    states = _("only those in this state: seen, promised, received, refused or none")
    parser.add_argument("--state", metavar="STATE", help=states)
    add_json_option(parser)


def _add_add(commands: "Subcommands[Parser]") -> None:
    about = _("add a piece, or change the one of that name; to a finished interview too")
    parser = add_command(commands, "add", about, add)
    _add_place(parser)
    parser.add_argument("what", metavar="WHAT", help=_('what it is, such as "minutes of 3 May"'))
    state = _("seen, promised, received, refused or none; of a new piece promised, with a file received")
    parser.add_argument("--state", metavar="STATE", help=state)
    parser.add_argument("--kind", metavar="KIND", help=_("document, photo, number or visit"))
    parser.add_argument("--date", metavar="DATE", help=_("its own date: 2026-05-01, 2026-05 or 2026"))
    parser.add_argument("--remark", metavar="TEXT", help=_("a remark of the buyer's own"))
    parser.add_argument("--file", metavar="PATH", help=_("a file of it, of which a copy is kept"))
    add_json_option(parser)


def _add_open(commands: "Subcommands[Parser]") -> None:
    parser = add_command(commands, "open", _("check the file of a piece, then look at a copy of it"), look)
    _add_piece(parser)
    to = _("write the copy to this file or folder in place of opening it")
    parser.add_argument("--to", metavar="FILE", help=to)
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def _add_place(parser: Parser) -> None:
    add_interview(parser)
    add_question(parser)


def _add_piece(parser: Parser) -> None:
    _add_place(parser)
    which = _("its number in the list or what it is; a unique beginning is enough")
    parser.add_argument("piece", metavar="WHAT", nargs="?", help=which)
    parser.late = "piece"


def add(args: argparse.Namespace) -> int:
    """Add a piece of evidence, or change the one that goes by the same words."""
    from questionnaire.commands.interview_follow_ups import put_offers
    from questionnaire.commands.spoken import finding_as_data, outcome_lines, outcome_since
    from questionnaire.interviews.evidence import is_same, piece_in_words, with_piece

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        question = _question_of(interview, args.question)
        piece = _piece_from(args, workspace.evidence)
        keeps_state = args.state is None and args.file is None
        steps, findings = interview.asked(), interview.findings
        answer = workspace.evidence.change(
            interview, question, lambda pieces: with_piece(pieces, piece, keeps_state=keeps_state)
        )
        number = next(place for place, one in enumerate(answer.evidence, 1) if is_same(one, piece.what))
        kept = answer.evidence[number - 1]
        outcome = outcome_since(interview, steps, findings)
        if args.json:
            data = piece_as_data(kept, workspace.evidence)
            settled = [finding_as_data(interview, finding) for finding in outcome.settled]
            put_json({"question": question, "number": number, **data, "settled": settled})
        else:
            put_wrapped(
                _("Kept with {question}: {piece}").format(question=question, piece=piece_in_words(kept))
            )
            for line in outcome_lines(interview, outcome):
                put_wrapped(line, "  ", "")
            put_offers(workspace, interview, question)
    return 0


def _piece_from(args: argparse.Namespace, room: "EvidenceRoom") -> "Evidence":
    """The piece as the command line has it, its file kept; raises InputError."""
    from questionnaire.interviews.answers import Evidence, EvidenceState
    from questionnaire.interviews.evidence import parse_evidence_date, parse_kind, parse_state, parse_words
    from questionnaire.store.evidence_paths import file_named

    what = parse_words(args.what)
    if not what:
        raise InputError(_("The evidence has no name."), _('Say what it is, such as "minutes of 3 May".'))
    usual = EvidenceState.PROMISED if args.file is None else EvidenceState.RECEIVED
    piece = Evidence(
        usual if args.state is None else parse_state(args.state),
        what,
        parse_kind(args.kind or ""),
        parse_evidence_date(args.date or ""),
        parse_words(args.remark or ""),
    )
    return piece if args.file is None else room.with_file(piece, file_named(args.file))


def _question_of(interview: "OpenInterview", named: str) -> str:
    """The id of a question that is asked, or has been; raises NotFoundError, InputError."""
    from questionnaire.commands.spoken import require_asked, step_named
    from questionnaire.interviews.answers import OPEN

    step = step_named(interview, named)
    if interview.answer(step.question.id) == OPEN:
        require_asked(interview, step)
    return step.question.id


def remove(args: argparse.Namespace) -> int:
    """Take a piece away."""
    from questionnaire.interviews.evidence import changed, piece_in_words

    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        question = _question_of(interview, args.question)
        place = _place_from(args, interview.answer(question).evidence)
        piece = interview.answer(question).evidence[place]
        workspace.evidence.change(
            interview,
            question,
            lambda pieces: changed(pieces, pieces.index(piece), None) if piece in pieces else tuple(pieces),
        )
    put_wrapped(_("Taken away: {piece}. The history keeps it.").format(piece=piece_in_words(piece)))
    return 0


def look(args: argparse.Namespace) -> int:
    """Open a copy of the file of a piece, or write it somewhere."""
    from questionnaire.store.evidence_paths import file_named

    if args.force and args.to is None:
        raise InputError(_("--force is of use with --to alone."), _("Give --to FILE, or leave it out."))
    with opened(args) as workspace:
        interview = workspace.open_interview(args.interview)
        pieces = interview.answer(_question_of(interview, args.question)).evidence
        piece = pieces[_place_from(args, pieces, only_files=True)]
        if args.to is not None:
            path = workspace.evidence.save(piece, file_named(args.to), force=args.force)
            put(_("Written: {path}").format(path=path))
            return 0
        path, is_shown = workspace.evidence.open(piece)
    words = _("Opened a copy to read: {path}") if is_shown else _("A copy to read stands in: {path}")
    put(words.format(path=path))
    return 0


def _place_from(args: argparse.Namespace, pieces: "tuple[Evidence, ...]", *, only_files: bool = False) -> int:
    """Which piece is meant, the only one where none is named; raises NotFoundError with those there are."""
    from questionnaire.interviews.evidence import known_pieces, place_of_piece

    if args.piece is not None:
        return place_of_piece(pieces, args.piece)
    meant = [place for place, piece in enumerate(pieces) if piece.file or not only_files]
    if len(meant) == 1:
        return meant[0]
    message = _("It has to be said which piece of evidence is meant.")
    if not meant:
        message = (
            _("There is no file with this question.")
            if pieces
            else _("There is no evidence with this question.")
        )
    raise NotFoundError(message, known_pieces(pieces))
