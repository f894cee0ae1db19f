"""`questionnaire bank diff`: what differs between two versions of a bank, question by question."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.opening import language_of, language_to_read, opened
from questionnaire.commands.output import put, put_json, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionnaire.banks.compare_words import ChangedPart
    from questionnaire.banks.difference import Difference
    from questionnaire.banks.model import Bank


def add_diff(commands: "Subcommands[Parser]") -> None:
    """Add `diff`."""
    about = _("what differs between two versions of a bank, and what becomes of the answers")
    parser = add_command(commands, "diff", about, diff)
    which = _("bank file, id of a bank, or ID@VERSION of one that an interview was held on")
    parser.add_argument("old", metavar="OLD", help=which)
    parser.add_argument("new", metavar="NEW", help=which)
    add_json_option(parser)
    parser.add_argument("--to", metavar="FILE.html", help=_("write it as a page for a browser"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    parser.set_defaults(takes_bank_language=True)


def diff(args: argparse.Namespace) -> int:
    """Print what differs, or write it to a page."""
    from questionnaire.banks.compare import differences
    from questionnaire.banks.compare_words import changed_parts

    with opened(args) as workspace:
        old, new = workspace.bank_or_release(args.old), workspace.bank_or_release(args.new)
    language_of(new, args.language)
    language = language_to_read(new, args.language)
    found = differences(old, new)
    told = changed_parts(found, old, new, language)
    if args.to is not None:
        from questionnaire.sheets.comparison_as_html import render_comparison
        from questionnaire.sheets.write import write_page

        page = render_comparison(old, new, found, told, language)
        path = write_page(page, Path(args.to), force=args.force)
        if not args.json:
            put(_("Written: {path}").format(path=path))
    if args.json:
        put_json(as_data(old, new, found, language))
    elif args.to is None:
        put_differences(old, new, found, told)
    return 0


def put_differences(
    old: "Bank", new: "Bank", found: "Sequence[Difference]", told: "Sequence[ChangedPart]"
) -> None:
    """Print what differs, by question."""
    from questionnaire.banks.compare_words import summary_of

    if not found:
        put(_("Nothing differs but the version.") if old.version != new.version else _("Nothing differs."))
        return
    head = _("{bank}: from {old} to {new}").format(bank=new.id, old=old.version, new=new.version)
    put_wrapped(f"{head}: {summary_of(found)}", "  ", "")
    for one in told:
        put("")
        put_wrapped(one.heading, "    ", "")
        for change in one.changes:
            put_wrapped(change, "    ", "  - ")
        if one.answers:
            put_wrapped(one.answers, "    ", "  > ")


def as_data(old: "Bank", new: "Bank", found: "Sequence[Difference]", language: str) -> dict[str, object]:
    """The differences for a script; `text` is the sentence, `was` the id before, null where there is none."""
    from questionnaire.banks.compare_words import Wording

    wording = Wording(old, new, language)
    return {
        "old": {"bank": old.id, "version": old.version},
        "new": {"bank": new.id, "version": new.version},
        "differences": [
            {
                "part": one.part,
                "id": one.id,
                "kind": one.kind,
                "field": one.field or None,
                "was": one.was or None,
                "guess": one.is_guess,
                "answers": one.answers,
                "about": wording.heading(one),
                "text": wording.change(one),
            }
            for one in found
        ],
    }
