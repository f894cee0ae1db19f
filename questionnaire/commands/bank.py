"""`questionnaire bank`: the banks there are, and a bank as it reads; the other commands stand beside it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.bank_check import add_check
from questionnaire.commands.bank_diff import add_diff
from questionnaire.commands.bank_feedback import add_feedback
from questionnaire.commands.bank_new import add_new
from questionnaire.commands.bank_try import add_try
from questionnaire.commands.bank_workbook import add_export, add_import
from questionnaire.commands.opening import language_of, language_to_read, opened
from questionnaire.commands.output import put, put_json, put_table
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.banks.model import Bank


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `bank` and its commands."""
    commands = add_noun(nouns, "bank", _("question banks: what may be asked"))
    listing = add_command(commands, "list", _("the banks there are"), list_banks)
    add_json_option(listing)
    showing = add_command(
        commands, "show", _("a bank as it reads: sections, questions, probes, flags, checks"), show
    )
    showing.add_argument("bank", metavar="BANK", help=_("id of a bank, ID@VERSION, or a bank file"))
    kinds = _("write it to a file to print or send: .html, .docx or .md")
    showing.add_argument("--to", metavar="FILE", help=kinds)
    showing.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    showing.set_defaults(takes_bank_language=True)
    add_check(commands)
    add_new(commands)
    add_try(commands)
    add_diff(commands)
    add_feedback(commands)
    add_export(commands)
    add_import(commands)


def list_banks(args: argparse.Namespace) -> int:
    """Print every bank file of the folder, those with mistakes included."""
    from questionnaire.banks.words import THEME_WORDS

    with opened(args) as workspace:
        files = workspace.banks()
    if args.json:
        put_json([_as_data(file.path, file.bank, len(file.mistakes)) for file in files])
        return 0
    rows = []
    for file in files:
        if file.bank is None:
            count = len(file.mistakes)
            rows.append(
                (
                    file.path.name,
                    "",
                    "",
                    "",
                    "",
                    ngettext("{count} mistake", "{count} mistakes", count).format(count=count),
                )
            )
        else:
            bank = file.bank
            title = one_line(bank.in_language(bank.title, language_to_read(bank)))
            rows.append(
                (
                    bank.id,
                    bank.version,
                    " ".join(bank.languages),
                    str(sum(1 for _each in bank.questions())),
                    _(THEME_WORDS[bank.theme]) if bank.theme else "",
                    title,
                )
            )
    if rows:
        put_table((_("bank"), _("version"), _("languages"), _("questions"), _("theme"), _("title")), rows)
    else:
        put(_("There are no banks in this folder."))
    return 0


def show(args: argparse.Namespace) -> int:
    """Print a bank as it reads, or write it to a file."""
    from questionnaire.commands.bank_text import put_bank
    from questionnaire.sheets.bank_paper import write_paper

    with opened(args) as workspace:
        bank = workspace.bank_or_release(args.bank)
    language_of(bank, args.language)
    language = language_to_read(bank, args.language)
    if args.to is None:
        put_bank(bank, language)
        return 0
    path = write_paper(bank, language, Path(args.to), force=args.force)
    put(_("Written: {path}").format(path=path))
    return 0


def contents_of(bank: "Bank") -> str:
    """One line that says what a bank holds."""
    from questionnaire.banks.model import with_probes

    main = [question for section in bank.sections for question in section.questions]
    every = list(with_probes(tuple(main)))
    flags = sum(len(question.flags) for question in every)
    short = sum(question.short_form for question in every)
    parts = (
        ngettext("{count} section", "{count} sections", len(bank.sections)).format(count=len(bank.sections)),
        ngettext("{count} main question", "{count} main questions", len(main)).format(count=len(main)),
        ngettext("{count} probe", "{count} probes", len(every) - len(main)).format(
            count=len(every) - len(main)
        ),
        ngettext("{count} flag", "{count} flags", flags).format(count=flags),
        ngettext("{count} check", "{count} checks", len(bank.checks)).format(count=len(bank.checks)),
        ngettext("{count} question in the short form", "{count} questions in the short form", short).format(
            count=short
        ),
    )
    start = _("{bank} {version} is in order").format(bank=bank.id, version=bank.version)
    languages = _("languages {languages}").format(languages=", ".join(bank.languages))
    return f"{start}: {languages}; {'; '.join(parts)}"


def _as_data(path: Path, bank: "Bank | None", mistakes: int) -> dict[str, object]:
    if bank is None:
        return {"bank": None, "file": str(path), "mistakes": mistakes}
    return {
        "bank": bank.id,
        "version": bank.version,
        "title": bank.title,
        "languages": bank.languages,
        "publisher": bank.publisher,
        "theme": bank.theme,
        "sections": len(bank.sections),
        "questions": sum(1 for _each in bank.questions()),
        "file": str(path),
        "mistakes": 0,
    }
