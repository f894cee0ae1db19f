"""The entry: options accepted anywhere, the screen or a command, and the one place that renders errors.

Without a command the screen opens, and nothing is imported that its first frame does not need.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from questionnaire.errors import BankMistakesError, InputError, QuestionnaireError
from questionnaire.text import clean, one_line
from questionnaire.translation import LANGUAGES, _, language_of_locale, use_language

INTERRUPTED = 130
READER_GONE = 141
"""The exit status of a command whose output nobody reads any more, as a shell counts it for a closed pipe."""

_VALUED = ("--database", "--banks", "--language")


class Options(NamedTuple):
    """The options accepted before and after every command."""

    database: str | None = None
    banks: Path | None = None
    language: str | None = None
    version: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit status: 0 done, 1 not in order, 2 wrong use or bad input."""
    _make_output_safe()
    use_language(language_of_locale())
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except QuestionnaireError as error:
        return _render(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return READER_GONE
    except OSError as error:  # a full disk behind the output, a terminal that went away
        _close_output()
        message = _("{what} cannot be read or written: {why}.")
        what = error.filename or _("The output")
        print("questionnaire:", one_line(message.format(what=what, why=error.strerror)), file=sys.stderr)
        return QuestionnaireError.status
    return status


def options_in(argv: Sequence[str]) -> tuple[Options, list[str]]:
    """The options accepted anywhere, and the words that are left; what follows `--` is left as it is."""
    found: dict[str, str] = {}
    rest: list[str] = []
    words = list(argv)
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
            break
        if name in _VALUED and equals:
            found[name] = value
        elif word in _VALUED and words and not words[0].startswith("-"):
            found[word] = words.pop(0)
        elif word == "--version":
            found[word] = word
        else:
            rest.append(word)
    for name, value in found.items():
        if not value:
            raise InputError(_("{option} needs a value.").format(option=name))
    banks = found.get("--banks")
    options = Options(
        database=found.get("--database"),
        banks=None if banks is None else Path(banks),
        language=found.get("--language"),
        version="--version" in found,
    )
    return options, rest


def _run(argv: Sequence[str]) -> int:
    options, words = options_in(argv)
    if options.language in LANGUAGES:
        use_language(options.language)
    if options.version and not words:
        from questionnaire import __version__

        print(f"questionnaire {__version__}")
        return 0
    if options.banks is not None and not options.banks.is_dir():
        message = _("{folder} is no folder.").format(folder=options.banks)
        raise InputError(message, _("Give the folder with the bank files to --banks."))
    if words and words != ["demo"]:
        return _run_command(options, words)
    refuse_language(options.language)
    return _open_screen(options, demo=words == ["demo"])


def refuse_language(language: str | None) -> None:
    """Raise `InputError` for a language the tool does not speak."""
    if language is not None and language not in LANGUAGES:
        message = _("'{language}' is no language of this tool.").format(language=language)
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(LANGUAGES)))


def refuse_pipe(hint: str) -> None:
    """Raise `InputError` where there is no terminal for the screen; `hint` says what can be done without."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        raise InputError(_("This is not a terminal, so the screen cannot be opened."), hint)


def _open_screen(options: Options, *, demo: bool) -> int:
    refuse_pipe(_("Hold an interview line by line with: questionnaire interview ask INTERVIEW"))
    from questionnaire.terminal.app import run

    return run(database=options.database, banks=options.banks, demo=demo)


def _run_command(options: Options, words: Sequence[str]) -> int:
    from questionnaire.commands.tree import command_line

    try:
        args = command_line().parse(words)
    except SystemExit as finished:  # --help was printed
        return int(finished.code or 0)
    if not args.takes_bank_language:
        refuse_language(options.language)
    args.database, args.banks, args.language = options.database, options.banks, options.language
    if args.run is None:
        return _open_screen(options, demo=True)
    status: int = args.run(args)
    return status


def _render(error: QuestionnaireError) -> int:
    try:
        sys.stdout.flush()
        if isinstance(error, BankMistakesError):
            print("\n".join(one_line(line) for line in clean(error.message).splitlines()), file=sys.stderr)
            print("questionnaire:", one_line(error.hint), file=sys.stderr)
        else:
            print("questionnaire:", one_line(str(error)), file=sys.stderr)
    except BrokenPipeError:
        _close_output()
    return error.status


def _make_output_safe() -> None:
    """Let no character end the process that a stream cannot show or read, nor a stream that was closed."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _is_terminal(stream: object) -> bool:
    return isinstance(stream, TextIOWrapper) and not stream.closed and stream.isatty()


def _close_output() -> None:
    """Point standard output at nothing, so that the last flush of a closed pipe is silent too."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
