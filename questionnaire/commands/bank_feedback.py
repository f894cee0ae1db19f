"""`questionnaire bank feedback`: how each question did in the interviews, and several buyers' feedback added up."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.opening import language_of, language_to_read, opened
from questionnaire.commands.output import put, put_json, put_table, put_wrapped
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.banks.model import Bank
    from questionnaire.interviews.disclosure import QuestionFeedback
    from questionnaire.interviews.feedback_sum import Feedback

_SHOWN = ("asked", "answered", "unknown", "refused", "skipped", "flagged", "probed", "problems")


def add_feedback(commands: "Subcommands[Parser]") -> None:
    """Add `feedback`."""
    about = _(
        "how each question did in the interviews, for the union; no supplier, no person, nothing below five"
    )
    parser = add_command(commands, "feedback", about, feedback, late="add")
    parser.add_argument("bank", metavar="BANK", help=_("id of a bank, or a bank file"))
    parser.add_argument("--to", metavar="FILE", help=_("write it to a file: .xlsx, .md, .csv or .json"))
    adding = _("add what other buyers report back: .json, .xlsx or .csv files that --to wrote")
    parser.add_argument("--add", metavar="FILE", nargs="+", action="extend", default=[], help=adding)
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    add_json_option(parser)
    parser.set_defaults(takes_bank_language=True)


def feedback(args: argparse.Namespace) -> int:
    """Print the feedback on a bank, or write it to a file."""
    with opened(args) as workspace:
        bank = workspace.bank(args.bank)
        language_of(bank, args.language)
        language = language_to_read(bank, args.language)
        added, notes = _read(bank, args.add)
        found = workspace.feedback(bank)
        if added:
            notes += _notes_on_likeness(found, added)
            found = workspace.added_feedback(bank, [found, *added.values()])
    for note in notes:
        print(one_line(note), file=sys.stderr if args.json else sys.stdout)
    if args.json:
        put_json(found)
    if args.to is not None:
        from questionnaire.sheets.feedback_write import write_feedback

        path = write_feedback(found, bank, language, Path(args.to), force=args.force)
        if not args.json:
            put(_("Written: {path}").format(path=path), *_warning(found))
    elif not args.json:
        _put_feedback(found, bank, language)
    return 0


def _read(bank: "Bank", names: Sequence[str]) -> tuple[dict[Path, "Feedback"], list[str]]:
    """The feedback in the files, each once, and what there is to say about them."""
    if not names:
        return {}, []
    from questionnaire.interviews.feedback_sum import unknown_questions
    from questionnaire.sheets.feedback_read import read_feedback

    found: dict[Path, Feedback] = {}
    notes = []
    for path in map(Path, names):
        one = read_feedback(path, bank.id)
        same = next((other for other, known in found.items() if known.id == one.id), None)
        if same is not None:
            notes.append(_("{path} is the same as {other}: counted once.").format(path=path, other=same))
            continue
        left_out = len(unknown_questions(bank, one))
        if left_out:
            note = ngettext(
                "{path}: {count} question is not in this version of the bank, and is left out.",
                "{path}: {count} questions are not in this version of the bank, and are left out.",
                left_out,
            )
            notes.append(note.format(path=path, count=left_out))
        found[path] = one
    return found, notes


def _notes_on_likeness(own: "Feedback", added: dict[Path, "Feedback"]) -> list[str]:
    """A word on files with other keys that say the same: one buyer's, written twice, perhaps."""
    from questionnaire.interviews.feedback_sum import looks_the_same

    seen = {_("this database"): own}
    notes = []
    for path, one in added.items():
        for name, other in seen.items():
            if looks_the_same(one, other):
                note = _(
                    "Careful: {path} says just what {other} says. Leave it out if it is the same buyer's."
                )
                notes.append(note.format(path=path, other=name))
        seen[str(path)] = one
    return notes


def _put_feedback(feedback: "Feedback", bank: "Bank", language: str) -> None:
    from questionnaire.banks.words import numbers_of
    from questionnaire.sheets.feedback_table import figure_cell, seconds_cell
    from questionnaire.sheets.feedback_words import LABELS, LEGEND

    title = one_line(bank.in_language(bank.title, language))
    used = _("{title} ({bank} {version}): used in {count} interviews.")
    put_wrapped(
        used.format(title=title, bank=bank.id, version=bank.version, count=figure_cell(feedback.interviews))
    )
    if feedback.holds:
        buyers = ngettext("Added up from {count} buyer.", "Added up from {count} buyers.", feedback.buyers)
        put(buyers.format(count=feedback.buyers))
    if feedback.interviews.at_least == 0:
        put_wrapped(_("Nothing is told of fewer than five interviews."))
        return
    numbers = numbers_of(bank)
    put("")
    put_table(
        (_(LABELS["number"]), _("question"), *(_(LABELS[name]).lower() for name in (*_SHOWN, "seconds"))),
        [
            (numbers[row.question], row.question, *_figures(row), str(seconds_cell(row)))
            for row in feedback.questions
        ],
    )
    put("")
    put_wrapped(_(LEGEND))
    _put_remarks(feedback, bank, language)


def _figures(row: "QuestionFeedback") -> Iterator[str]:
    for name in _SHOWN:
        figure = getattr(row, name)
        yield "-" if figure is None else str(figure)


def _put_remarks(feedback: "Feedback", bank: "Bank", language: str) -> None:
    from questionnaire.banks.words import numbers_of
    from questionnaire.interviews.problems import PROBLEM_LABELS

    numbers = numbers_of(bank)
    asks = {question.id: question.ask for question in bank.questions()}
    told = [row for row in feedback.questions if row.remarks]
    if not told:
        return
    put("", _("What did not work"))
    for line in _warning(feedback):
        put_wrapped(line)
    for row in told:
        put("")
        ask = one_line(bank.in_language(asks[row.question], language))
        put_wrapped(f"{numbers[row.question]} {ask} [{row.question}]", "    ", "")
        for remark in row.remarks:
            said = f"{_(PROBLEM_LABELS[remark.kind])}{': ' if remark.text else ''}{remark.text}"
            put_wrapped(said, "    ", "  - ")


def _warning(feedback: "Feedback") -> list[str]:
    from questionnaire.interviews.feedback_sum import WARNING

    return [_(WARNING)] if feedback.warning else []
