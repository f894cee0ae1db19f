"""Reading the command line: argparse with our words, one-line errors and near matches."""

import argparse
import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from questionnaire.errors import InputError
from questionnaire.translation import N_, _, ngettext

Run = Callable[[argparse.Namespace], int]
Subcommands = argparse._SubParsersAction

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("the following arguments are required: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("ignored explicit argument %r"),
)
"""What argparse itself says, for the catalogue."""


def speak_through_argparse() -> None:
    """Let argparse look its own words up in the tool's catalogue."""
    vars(argparse).update(_=_, ngettext=ngettext)


class UsageError(InputError):
    """A command line that cannot be read."""


class Parser(argparse.ArgumentParser):
    """A parser that raises `UsageError` in place of ending the process, and takes options spelled out only.

    `late` names the positional argument that may stand after options, which argparse alone does not allow.
    """

    late = ""

    def error(self, message: str) -> NoReturn:
        """Raise the error, with where to read how it is meant."""
        raise UsageError(sentence(message), _("See: {command} --help").format(command=self.prog))

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Name the nearest word where one was mistyped."""
        if action.choices is not None and value not in action.choices:
            message = _("'{word}' is no command of {command}.").format(word=value, command=self.prog)
            raise UsageError(message, near_or_all(str(value), action.choices))

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The command and its arguments; raises `UsageError`."""
        args, rest = self.parse_known_args(words)
        rest = [word for place, word in enumerate(rest) if word != "--" or "--" in rest[:place]]
        leaf: Parser = args.parser
        if rest and leaf.late and not any(looks_like_option(word, words) for word in rest):
            rest = _take_late(args, leaf.late, rest)
        if rest:
            leaf.refuse(rest[0])
        return args

    def refuse(self, word: str) -> NoReturn:
        """Raise the error for a word that has no place here."""
        name = word.partition("=")[0]
        if not name.startswith("-"):
            self.error(_("'{word}' has no place here").format(word=word))
        message = _("{command} has no option {option}.").format(command=self.prog, option=name)
        known = [option for option in self._option_string_actions if option.startswith("--")]
        raise UsageError(message, near_or_all(name, known))


def looks_like_option(word: str, words: Sequence[str]) -> bool:
    """Whether a word left over was meant as an option: it starts with a hyphen and stands before any `--`."""
    before = words[: words.index("--")] if "--" in words else words
    return word.startswith("-") and word in before


def add_noun(nouns: "Subcommands[Parser]", name: str, about: str) -> "Subcommands[Parser]":
    """A noun of the command line, such as `bank`, whose commands are added to what is returned."""
    parser = nouns.add_parser(
        name, help=about, description=sentence(about), add_help=False, allow_abbrev=False
    )
    add_global_options(parser)
    parser.set_defaults(run=_command_missing, parser=parser)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    parser.set_defaults(nouns=commands)
    return commands


def add_command(commands: "Subcommands[Parser]", name: str, about: str, run: Run, late: str = "") -> Parser:
    """A command; `run` gets its arguments and returns the exit status."""
    parser = commands.add_parser(
        name, help=about, description=sentence(about), add_help=False, allow_abbrev=False
    )
    parser.late = late
    parser.set_defaults(run=run, parser=parser, takes_bank_language=False)
    add_global_options(parser)
    return parser


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def add_global_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command, for its help; `main` takes them out before the command is read."""
    group = parser.add_argument_group(_("with every command"))
    group.add_argument("-h", "--help", action="help", help=_("show this help message and exit"))
    hidden: dict[str, Any] = {"default": argparse.SUPPRESS}
    where = _("where everything is kept: a file, or the address of a database")
    group.add_argument("--database", metavar="DATABASE", help=where, **hidden)
    group.add_argument("--banks", metavar="DIR", help=_("the folder with the question banks"), **hidden)
    group.add_argument("--language", metavar="LANGUAGE", help=_("the language to speak: en or nl"), **hidden)
    group.add_argument("--version", action="store_true", help=_("print the version"), **hidden)


def near_or_all(word: str, known: Iterable[str]) -> str:
    """A hint: the known word most like this one, else all of them."""
    known = list(known)
    found = difflib.get_close_matches(word.lower(), known, n=1)
    if found:
        return _("Did you mean {word}?").format(word=found[0])
    return _("Use one of: {known}.").format(known=", ".join(known))


def sentence(words: str) -> str:
    """The words with a capital and a full stop."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def _take_late(args: argparse.Namespace, name: str, words: list[str]) -> list[str]:
    """Give the words to the argument that may come late; returns those that are too many."""
    given = getattr(args, name)
    if isinstance(given, list):
        given.extend(words)
        return []
    if given is None:
        setattr(args, name, words[0])
        return words[1:]
    return words


def _command_missing(args: argparse.Namespace) -> int:
    commands = ", ".join(args.nouns.choices)
    message = _("{noun} needs a command: {commands}.").format(noun=args.parser.prog, commands=commands)
    raise UsageError(message, _("See: {command} --help").format(command=args.parser.prog))
