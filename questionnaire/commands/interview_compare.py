"""`questionnaire interview compare`: what changed since the round before, or between two interviews."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.opening import language_of, language_to_read, opened, respondent_from
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.round_change import AnswerChange
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.rooms.rounds import Comparison
    from questionnaire.sheets.round_sheet import RoundFlag, RoundSheet
    from questionnaire.workspace import Workspace


def add_compare(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    about = _("what changed since the round before: better, worse, other, newly answered, no longer answered")
    parser = add_command(commands, "compare", about, compare, late="new")
    one = _("a supplier for its last interview and the one before; or the key of an interview")
    parser.add_argument("old", metavar="SUPPLIER", help=one)
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help=_("another interview, to compare the first with")
    )
    parser.add_argument("--respondent", metavar="ROLE", help=_("the interviews with this respondent"))
    parser.add_argument("--to", metavar="FILE", help=_("write it to a file: .html, .md, .xlsx or .csv"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    parser.set_defaults(takes_bank_language=True)
    add_json_option(parser)


def compare(args: argparse.Namespace) -> int:
    """Print what changed, or write it to a file."""
    with opened(args) as workspace:
        comparison = workspace.rounds.compare(*_pair(workspace, args))
        language_of(comparison.new.bank, args.language)
        language = language_to_read(comparison.new.bank, args.language)
        if args.to is not None:
            path = workspace.rounds.write(comparison, Path(args.to), language, force=args.force)
            if not args.json:
                put(_("Written: {path}").format(path=path))
        sheet = workspace.rounds.sheet(comparison, language)
    if args.json:
        put_json(_as_data(comparison, sheet))
    elif args.to is None:
        _put_comparison(sheet)
    return 0


def _pair(workspace: "Workspace", args: argparse.Namespace) -> "tuple[OpenInterview, OpenInterview]":
    """The two interviews that are meant, the older first."""
    respondent = None if args.respondent is None else respondent_from(args.respondent)
    if args.new is not None:
        if respondent is not None:
            message = _("--respondent goes with a supplier, not with two interviews.")
            raise InputError(message, _("Leave it out."))
        return workspace.open_interview(args.old), workspace.open_interview(args.new)
    named = one_line(args.old).lower()
    interview = workspace.open_interview(args.old)
    if interview.key.startswith(named):
        return workspace.rounds.before(interview), interview
    return workspace.rounds.pair(interview.supplier.id, respondent)


def _put_comparison(sheet: "RoundSheet") -> None:
    from questionnaire.sheets import round_sheet as words

    put(one_line(words.title_of(sheet)))
    put_wrapped(one_line(sheet.title))
    put_wrapped(words.side_line(sheet.old))
    put_wrapped(words.side_line(sheet.new))
    counts = (f"{_(words.KIND_WORDS[kind])} {count}" for kind, count in sheet.counts.items())
    put_wrapped(", ".join(counts))
    kind = None
    for row in sheet.rows:
        if row.kind is not kind:
            kind = row.kind
            put("", _(words.KIND_WORDS[kind]))
        put_wrapped(f"{row.number} {one_line(row.ask)}", "    ", "- ")
        put_wrapped(f"{one_line(row.before) or '–'} → {one_line(row.after) or '–'}", "    ", "  ")
        _put_flags(row.before_flags, _("before"))
        _put_flags(row.after_flags, _("now"))
    if sheet.checks:
        put("", _("Answers that do not fit together"))
    for check in sheet.checks:
        flag = words.RoundFlag(check.severity, check.because)
        put_wrapped(f"{words.state_of(check)}: {one_line(words.flag_line(flag))}", "    ", "- ")
    if not sheet.rows and not sheet.checks:
        put(_("Nothing changed."))


def _put_flags(flags: "tuple[RoundFlag, ...]", when: str) -> None:
    from questionnaire.sheets import round_sheet as words

    for flag in flags:
        put_wrapped(f"{when}: {one_line(words.flag_line(flag))}", "    ", "  ")


def _as_data(comparison: "Comparison", sheet: "RoundSheet") -> dict[str, object]:
    """The comparison as JSON has it: `before` and `after` as `interview show` has answers, and in words."""
    changes = {change.question: change for change in comparison.changes}
    return {
        "supplier": comparison.new.supplier.id,
        "supplier_name": comparison.new.supplier.name,
        "bank": sheet.bank,
        "old": _side_as_data(comparison.old),
        "new": _side_as_data(comparison.new),
        "counts": {str(kind): count for kind, count in sheet.counts.items()},
        "changes": [
            {
                "question": row.id,
                "number": row.number,
                "ask": row.ask,
                "kind": row.kind,
                **_sides_as_data(changes[row.id]),
                "before_shown": row.before,
                "after_shown": row.after,
                "before_flags": row.before_flags,
                "after_flags": row.after_flags,
            }
            for row in sheet.rows
        ],
        "checks": [
            {
                "check": check.id,
                "severity": check.severity,
                "because": check.because,
                "failed_before": check.failed_before,
                "fails_now": check.fails_now,
            }
            for check in sheet.checks
        ],
    }


def _sides_as_data(change: "AnswerChange") -> dict[str, object]:
    return {"before": _answer_as_data(change.before), "after": _answer_as_data(change.after)}


def _answer_as_data(answer: "Answer") -> dict[str, object]:
    return {
        "value": answer.value,
        "reason": answer.reason,
        "source": answer.source,
        "since": answer.since or None,
    }


def _side_as_data(interview: "OpenInterview") -> dict[str, object]:
    return {
        "interview": interview.key,
        "round": interview.round,
        "respondent": interview.respondent,
        "bank_version": interview.bank.version,
        "on": interview.walk.context.today,
    }
