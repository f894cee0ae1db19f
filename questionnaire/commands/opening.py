"""Opening the workspace for a command, and reading the words that several commands take."""

import argparse
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from questionnaire.banks.model import Bank, Respondent
from questionnaire.commands.parser import near_or_all
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import LANGUAGES, _, language_in_use

if TYPE_CHECKING:
    from questionnaire.workspace import Workspace


def opened(args: argparse.Namespace) -> "AbstractContextManager[Workspace]":
    """The workspace that the command line names; the store is imported here, not before."""
    from questionnaire.workspace import open_workspace

    return open_workspace(args.database, args.banks, at_once=False)


def language_of(bank: Bank, asked: str | None) -> str | None:
    """The language of the bank that `--language` chooses; None where only the tool speaks it."""
    if asked is None or asked in bank.languages:
        return asked
    if asked in LANGUAGES:
        return None
    message = _("{bank} has no texts in '{language}'.").format(bank=bank.id, language=asked)
    raise InputError(message, _("Use one of: {known}.").format(known=", ".join(bank.languages)))


def language_to_read(bank: Bank, asked: str | None = None) -> str:
    """The language of the bank to show: the one asked for, else the tool's, else the bank's first."""
    found = language_of(bank, asked)
    if found is not None:
        return found
    return language_in_use() if language_in_use() in bank.languages else bank.languages[0]


def respondent_from(word: str) -> Respondent:
    """A respondent by role; raises `InputError`."""
    role = one_line(word).lower()
    if role not in tuple(Respondent):
        message = _("'{word}' is no respondent.").format(word=role)
        raise InputError(message, near_or_all(role, list(Respondent)))
    return Respondent(role)


def whole_number_from(word: str | None, option: str) -> int | None:
    """A count that was typed, perhaps with blanks or points between thousands; raises `InputError`."""
    if word is None:
        return None
    digits = one_line(word).translate(dict.fromkeys(map(ord, " .,'\u202f"), None))
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        message = _("'{word}' is no number for {option}.").format(word=one_line(word)[:40], option=option)
        raise InputError(message, _("Write digits, such as 1200."))
    return int(digits)
