"""`questionnaire bank`: the banks there are, a bank as it reads, and every mistake in a bank file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.commands.opening import language_of, language_to_read, opened
from questionnaire.commands.output import put, put_json, put_table
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.banks.model import Bank

COUNTRY_FILE = "countries.yaml"

Place = tuple[int, int, str]
"""Line, column and what is wrong there."""


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `bank` and its commands."""
    commands = add_noun(nouns, "bank", _("question banks: what may be asked"))
    listing = add_command(commands, "list", _("the banks there are"), list_banks)
    add_json_option(listing)
    showing = add_command(
        commands, "show", _("a bank as it reads: sections, questions, probes, flags, checks"), show
    )
    showing.add_argument("bank", metavar="BANK", help=_("id of a bank, or a bank file"))
    showing.set_defaults(takes_bank_language=True)
    checking = add_command(
        commands, "check", _("every mistake in bank files, each with line and column"), check, late="files"
    )
    checking.add_argument(
        "files", metavar="FILE", nargs="+", help=_("bank file; countries.yaml is checked as the country file")
    )
    add_json_option(checking)


def list_banks(args: argparse.Namespace) -> int:
    """Print every bank file of the folder, those with mistakes included."""
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
                    title,
                )
            )
    if rows:
        put_table((_("bank"), _("version"), _("languages"), _("questions"), _("title")), rows)
    else:
        put(_("There are no banks in this folder."))
    return 0


def show(args: argparse.Namespace) -> int:
    """Print a bank as it reads."""
    from questionnaire.commands.bank_text import put_bank

    with opened(args) as workspace:
        bank = workspace.bank(args.bank)
    language_of(bank, args.language)
    put_bank(bank, language_to_read(bank, args.language))
    return 0


def check(args: argparse.Namespace) -> int:
    """Print every mistake of every file, or what a file in order holds; 1 where there was a mistake."""
    found = [(path, *_checked(path)) for path in map(Path, args.files)]
    in_order = not any(places for _path, places, _line in found)
    if args.json:
        put_json(
            [
                {"file": str(path), "line": line, "column": column, "message": message}
                for path, places, _line in found
                for line, column, message in places
            ]
        )
        return 0 if in_order else 1
    for path, places, line_when_in_order in found:
        if not places:
            put(f"{path}: {line_when_in_order}")
        put(*(f"{path}:{line}:{column}: {one_line(message)}" for line, column, message in places))
    return 0 if in_order else 1


def _checked(path: Path) -> tuple[list[Place], str]:
    """The mistakes of a file, or what it holds."""
    if path.name == COUNTRY_FILE:
        return _checked_countries(path)
    from questionnaire.banks.read import check_bank

    bank, mistakes = check_bank(path)
    if bank is None:
        return [(mistake.line, mistake.column, mistake.message) for mistake in mistakes], ""
    return [], contents_of(bank)


def _checked_countries(path: Path) -> tuple[list[Place], str]:
    from questionnaire.errors import CountriesError
    from questionnaire.reference.countries import load_countries

    try:
        countries = load_countries(path)
    except CountriesError as error:
        line, _colon, rest = error.message.removeprefix(f"{path}:").partition(":")
        column, _colon, message = rest.partition(": ")
        if not (line.isdigit() and column.isdigit()):
            raise InputError(error.message, error.hint) from error
        return [(int(line), int(column), f"{message} {error.hint}".strip())], ""
    count = len(countries.by_code)
    words = ngettext("{count} country, version {version}", "{count} countries, version {version}", count)
    return [], words.format(count=count, version=countries.version)


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
        "sections": len(bank.sections),
        "questions": sum(1 for _each in bank.questions()),
        "file": str(path),
        "mistakes": 0,
    }
