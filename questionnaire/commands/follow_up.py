"""`questionnaire followup`: what will be done about what came out, by whom, by when."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_interview, add_supplier
from questionnaire.commands.follow_up_words import aside_as_data, follow_up_as_data, put_follow_up, put_list
from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.errors import InputError, NotFoundError
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.banks.model import Severity
    from questionnaire.interviews.follow_ups import FollowUp
    from questionnaire.rooms.follow_ups import Plan
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `followup` and its commands."""
    commands = add_noun(nouns, "followup", _("follow-ups: what will be done, by whom, by when"))
    _add_list(commands)
    _add_add(commands)
    done = add_command(
        commands, "done", _("put a follow-up in another state: done, unless one is given"), set_state
    )
    _add_key(done)
    done.add_argument("--state", metavar="STATE", default="done", help=_("open, waiting, done or dropped"))
    done.add_argument("--remark", metavar="TEXT", default="", help=_("what came of it, or why; no names"))
    add_json_option(done)
    _add_change(commands)
    showing = add_command(commands, "show", _("a follow-up and what became of it"), show)
    _add_key(showing)
    add_json_option(showing)
    _add_aside(commands)


def _add_list(commands: "Subcommands[Parser]") -> None:
    parser = add_command(
        commands, "list", _("the follow-ups that are open, the overdue first"), list_follow_ups
    )
    parser.add_argument("--supplier", metavar="SUPPLIER", help=_("only those with this supplier"))
    owner = _("only those for supplier, brand, union, other, or part of the name of a function")
    parser.add_argument("--owner", metavar="OWNER", help=owner)
    parser.add_argument("--severity", metavar="SEVERITY", help=_("only high, medium or low ones"))
    parser.add_argument("--all", action="store_true", help=_("those that are done or dropped too"))
    parser.add_argument(
        "--to", metavar="FILE", help=_("write them to a file: .ics for a calendar, .xlsx or .csv")
    )
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    add_json_option(parser)


def _add_add(commands: "Subcommands[Parser]") -> None:
    parser = add_command(commands, "add", _("make a follow-up, of a finding or of its own"), add, late="what")
    add_supplier(parser)
    what = _("what will be done; without it, the next step of the finding")
    parser.add_argument("what", metavar="WHAT", nargs="?", help=what)
    parser.add_argument(
        "--owner", metavar="OWNER", help=_("supplier, brand, union, or a function; never a name")
    )
    parser.add_argument(
        "--due", metavar="DAY", default="", help=_("+10d, +2w, +1m or a date such as 2026-12-01")
    )
    finding = _("what it comes from, by its key in: questionnaire interview show INTERVIEW --json")
    parser.add_argument("--finding", metavar="FINDING", help=finding)
    about = _("the interview of the finding; without it, the supplier's latest")
    parser.add_argument("--interview", metavar="INTERVIEW", help=about)
    severity = _("high, medium or low, where it comes from no finding")
    parser.add_argument("--severity", metavar="SEVERITY", help=severity)
    parser.add_argument("--agreed", action="store_true", help=_("the supplier knows of it"))
    add_json_option(parser)


def _add_change(commands: "Subcommands[Parser]") -> None:
    parser = add_command(commands, "change", _("change what is done, by whom or by when"), change)
    _add_key(parser)
    parser.add_argument("--what", metavar="TEXT", help=_("what will be done"))
    parser.add_argument(
        "--owner", metavar="OWNER", help=_("supplier, brand, union, or a function; never a name")
    )
    due = _("+10d, +2w, +1m or a date such as 2026-12-01; none takes the day away")
    parser.add_argument("--due", metavar="DAY", help=due)
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--agreed", action="store_true", default=None, help=_("the supplier knows of it"))
    not_agreed = _("the supplier does not know of it")
    either.add_argument("--not-agreed", action="store_false", dest="agreed", help=not_agreed)
    add_json_option(parser)


def _add_aside(commands: "Subcommands[Parser]") -> None:
    about = _("set a finding aside with a reason, take it up again, or list what was set aside")
    parser = add_command(commands, "aside", about, aside, late="finding")
    add_interview(parser)
    parser.add_argument("finding", metavar="FINDING", nargs="?", help=_("key of the finding"))
    parser.add_argument("--reason", metavar="TEXT", help=_("why nothing will be done about it; it stays"))
    parser.add_argument("--take-up", action="store_true", help=_("take the finding up again"))
    add_json_option(parser)


def _add_key(parser: Parser) -> None:
    about = _("key of a follow-up; a unique beginning is enough")
    parser.add_argument("follow_up", metavar="FOLLOW-UP", help=about)


def list_follow_ups(args: argparse.Namespace) -> int:
    """Print the follow-ups, or write them to a file."""
    severity = _severity_from(args.severity)
    if args.json and args.to is not None:
        raise InputError(_("--json and --to exclude each other."), _("Give one of them."))
    with opened(args) as workspace:
        room = workspace.follow_ups
        found = room.listed(args.supplier, owner=args.owner, severity=severity, with_closed=args.all)
        if args.json:
            put_json([follow_up_as_data(one, room.today) for one in found])
        elif args.to is not None:
            path = room.export(found, Path(args.to), force=args.force)
            put(_("Written: {path}").format(path=path))
            _put_left_out(found, path)
        else:
            put_list(found, room.today, is_part=bool(args.supplier or args.owner or severity))
    return 0


def _put_left_out(found: "list[FollowUp]", path: Path) -> None:
    left_out = sum(one.due is None for one in found)
    if left_out and path.suffix.lower() == ".ics":
        put(_("Without a day, so not in the calendar: {count}.").format(count=left_out))


def add(args: argparse.Namespace) -> int:
    """Make a follow-up and print its key."""
    from questionnaire.rooms.follow_ups import Plan

    severity = _severity_from(args.severity)
    plan = Plan(args.what, args.owner, args.due, args.agreed)
    with opened(args) as workspace:
        if args.finding is not None:
            if severity is not None:
                message = _("A finding has a severity of its own.")
                raise InputError(message, _("Leave --severity out."))
            made = _made_from(workspace, args, plan)
        else:
            if args.interview is not None:
                message = _("An interview alone says nothing of what is to be done.")
                raise InputError(message, _("Give --finding with it, or leave it out."))
            if args.what is None:
                args.parser.error(_("WHAT is to be done is missing"))
            made = workspace.follow_ups.add(args.supplier, plan, severity)
        return _tell(args, workspace, made)


def _made_from(workspace: "Workspace", args: argparse.Namespace, plan: "Plan") -> "FollowUp":
    """A follow-up of a finding: of an interview, or of where the voices of the latest round differ."""
    supplier = workspace.supplier(args.supplier)
    if args.finding.startswith("disagreement:") and args.interview is None:
        voices = workspace.voices(supplier.id)
        for table in voices.tables:
            for finding in table.disagreements:
                if finding.key == args.finding:
                    bank, room = table.bank, workspace.follow_ups
                    return room.add_in_round(
                        supplier.id, voices.round, finding, bank, bank.languages[0], plan
                    )
        message = _("The voices of round {round} do not differ there: '{finding}'.")
        raise NotFoundError(message.format(round=voices.round, finding=one_line(args.finding)[:60]))
    interview = workspace.open_interview(args.interview or supplier.id)
    if interview.supplier.id != supplier.id:
        message = _("Interview {interview} is not with {supplier}.")
        raise NotFoundError(
            message.format(interview=interview.key, supplier=supplier.name),
            _("It is with {supplier}.").format(supplier=interview.supplier.name),
        )
    return workspace.follow_ups.add_from(interview, args.finding, plan)


def set_state(args: argparse.Namespace) -> int:
    """Put a follow-up in another state."""
    from questionnaire.interviews.follow_ups import parse_state

    state = parse_state(args.state)
    with opened(args) as workspace:
        return _tell(args, workspace, workspace.follow_ups.set_state(args.follow_up, state, args.remark))


def change(args: argparse.Namespace) -> int:
    """Change a follow-up."""
    if args.what is args.owner is args.due is args.agreed is None:
        message = _("Nothing was given to change.")
        raise InputError(message, _("Give --what, --owner, --due, --agreed or --not-agreed."))
    with opened(args) as workspace:
        room = workspace.follow_ups
        key = room.find(args.follow_up).id
        if args.agreed is not None:
            room.set_agreed(key, args.agreed)
        return _tell(args, workspace, room.change(key, what=args.what, owner=args.owner, due=args.due))


def show(args: argparse.Namespace) -> int:
    """Print a follow-up and its events."""
    with opened(args) as workspace:
        room = workspace.follow_ups
        found = room.find(args.follow_up)
        events = room.events(found.id)
        if args.json:
            happened = [
                {"at": one.at, "by": one.by, "state": one.state, "remark": one.remark} for one in events
            ]
            put_json(follow_up_as_data(found, room.today) | {"events": happened})
        else:
            put_follow_up(found, events, room.today)
    return 0


def aside(args: argparse.Namespace) -> int:
    """Set a finding aside, take it up again, or list what was set aside."""
    if (args.reason is not None or args.take_up) and args.finding is None:
        args.parser.error(_("the FINDING is missing"))
    if args.reason is not None and args.take_up:
        raise InputError(_("--reason and --take-up exclude each other."), _("Give one of them."))
    with opened(args) as workspace:
        room, interview = workspace.follow_ups, workspace.open_interview(args.interview)
        line = ""
        if args.take_up:
            line = _taken_up(workspace, interview, args.finding)
        elif args.finding is not None:
            kept = room.set_aside(interview, args.finding, args.reason or "")
            line = _("Set aside: {finding}: {reason}").format(finding=kept.finding, reason=kept.reason)
        found = room.set_aside_of(interview)
    if args.json:
        put_json([aside_as_data(one) for one in found])
    elif line:
        put_wrapped(line)
    elif found:
        for one in found:
            again = _("taken up again") if one.ended_at else ""
            put_wrapped(": ".join(filter(None, (one.finding, again, one.reason))), "  ", "- ")
    else:
        put(_("Nothing was set aside."))
    return 0


def _taken_up(workspace: "Workspace", interview: "OpenInterview", finding: str) -> str:
    if not workspace.follow_ups.take_up_again(interview, finding):
        message = _("'{finding}' is not set aside.").format(finding=one_line(finding)[:60])
        raise NotFoundError(message, _("See: questionnaire followup aside {key}").format(key=interview.key))
    return _("Taken up again: {finding}").format(finding=one_line(finding))


def _tell(args: argparse.Namespace, workspace: "Workspace", follow_up: "FollowUp") -> int:
    if args.json:
        put_json(follow_up_as_data(follow_up, workspace.follow_ups.today))
    else:
        put_follow_up(follow_up, [], workspace.follow_ups.today)
    return 0


def _severity_from(word: str | None) -> "Severity | None":
    from questionnaire.banks.model import Severity
    from questionnaire.commands.parser import near_or_all

    if word is None:
        return None
    typed = one_line(word).lower()
    if typed not in tuple(Severity):
        message = _("'{word}' is no severity.").format(word=typed[:40])
        raise InputError(message, near_or_all(typed, list(Severity)))
    return Severity(typed)
