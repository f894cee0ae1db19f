"""`questionnaire bank new`: a small bank to begin from."""

import argparse
from pathlib import Path

from questionnaire.commands.output import say
from questionnaire.commands.parser import Parser, Subcommands, add_command
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use


def add_new(commands: "Subcommands[Parser]") -> None:
    """Add `new`."""
    about = _("write a small bank with comments, to begin from")
    parser = add_command(commands, "new", about, new, late="file")
    parser.add_argument("file", metavar="FILE.yaml", help=_("the bank file to write"))
    languages = _("the languages of the bank, such as en,nl; the first is the one to fall back on")
    parser.add_argument("--languages", metavar="LANGUAGES", help=languages)


def new(args: argparse.Namespace) -> int:
    """Write a new bank; a file that is there is never written over."""
    from questionnaire.banks.new_bank import bank_id_of, new_bank

    path = Path(args.file)
    if path.suffix != ".yaml":
        message = _("{path} is no name for a bank file.").format(path=path)
        raise InputError(message, _("Give it the ending .yaml."))
    text = new_bank(bank_id_of(path.stem), _languages(args.languages))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        message = _("{path} exists already.").format(path=path)
        raise InputError(message, _("Choose another name; a bank is never written over.")) from error
    except OSError as error:
        message = _("{path} cannot be written: {why}.").format(path=path, why=error.strerror)
        raise InputError(message, _("Choose another place.")) from error
    say(_("Written: {path}").format(path=path))
    say(
        _("Change it in a text editor, and see it as in a call with: questionnaire bank try {path}").format(
            path=path
        )
    )
    return 0


def _languages(given: str | None) -> list[str]:
    from questionnaire.banks.new_bank import LANGUAGE

    if given is None:
        return ["nl", "en"] if language_in_use() == "nl" else ["en", "nl"]
    languages = [one_line(word) for word in given.split(",")]
    for place, language in enumerate(languages):
        if not LANGUAGE.fullmatch(language):
            message = _("'{language}' is no code of a language.").format(language=language[:20])
            raise InputError(message, _("Write codes with commas between them, such as en,nl."))
        if language in languages[:place]:
            message = _("The language '{language}' is given twice.").format(language=language)
            raise InputError(message, _("Write it once."))
    return languages
