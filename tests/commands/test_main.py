"""The command line as a whole: options anywhere, errors on one line, help that is complete, output that cannot fail."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from questionnaire.commands.main import options_in
from questionnaire.commands.parser import Parser
from questionnaire.commands.tree import command_line
from tests.commands.conftest import ROOT, CommandLine

COMMANDS = {
    "bank": ["list", "show", "check", "new", "try", "diff", "feedback", "export", "import"],
    "supplier": ["list", "add", "show"],
    "interview": [
        "list", "start", "ask", "answer", "show", "update", "voices", "problem", "clean", "compare", "conflicts",
        "settle", "finish",
    ],
    "evidence": ["list", "add", "remove", "open", "verify"],
    "followup": ["list", "add", "done", "change", "show", "aside"],
    "sheet": ["export", "blank", "import", "log"],
    "database": ["info"],
    "demo": [],
}  # fmt: skip
DOCUMENTS = ("README.md", "docs/after-the-call.md", "question_banks/README.md")


def test_options_are_accepted_before_and_after_the_command() -> None:
    first, _rest = options_in(["--database", "a.db", "--language=nl", "supplier", "list"])
    last, rest = options_in(["supplier", "list", "--language", "nl", "--database=a.db"])
    assert first == last
    assert rest == ["supplier", "list"]


def test_what_follows_two_hyphens_is_left_as_it_is() -> None:
    options, rest = options_in(["interview", "answer", "k", "q", "--", "--language", "nl"])
    assert options.language is None
    assert rest == ["interview", "answer", "k", "q", "--", "--language", "nl"]


def test_without_a_terminal_the_screen_says_what_to_do_instead(cli: CommandLine) -> None:
    done = cli.process()
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert b"interview ask" in done.stderr


@pytest.mark.parametrize("words", [["demo"], []])
def test_neither_the_screen_nor_the_demo_opens_in_a_pipe(cli: CommandLine, words: list[str]) -> None:
    assert "not a terminal" in cli.refused(*words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bnak", "list"], "Did you mean bank?"),
        (["bank", "shwo"], "Did you mean show?"),
        (["bank"], "needs a command: list, show, check"),
        (["bank", "list", "--jsno"], "Did you mean --json?"),
        (["--nope"], "no option --nope"),
        (["bank", "show"], "BANK"),
        (["bank", "list", "--language"], "--language"),
        (["bank", "list", "extra"], "'extra' has no place here"),
        (["--language", "xx", "bank", "list"], "Use one of: en, nl."),
        (["--database=", "bank", "list"], "--database needs a value"),
        (["--banks", "/nowhere/at/all", "bank", "list"], "is no folder"),
        (["interview", "answer", "k", "q", "a", "b"], "'b' has no place here"),
        (["supplier", "add", "--country", "BD"], "NAME"),
        (["supplier", "add", "Mill"], "--country"),
    ],
)
def test_wrong_use_is_one_line_and_status_two(cli: CommandLine, words: list[str], said: str) -> None:
    assert said in cli.refused(*words)


def test_what_was_typed_cannot_send_control_characters_to_the_terminal(cli: CommandLine) -> None:
    assert "\x1b" not in cli.refused("bank", "\x1b[31mlist\x07")


def test_every_command_and_option_stands_in_help(cli: CommandLine) -> None:
    whole = cli.done_bare("--help")
    for noun, commands in COMMANDS.items():
        assert f" {noun} " in whole
        page = cli.done_bare(noun, "--help")
        for command in commands:
            assert f" {command} " in page
            help_of = cli.done_bare(noun, command, "--help")
            for option in ("--database", "--banks", "--language", "--version", "--help"):
                assert option in help_of


def test_no_other_command_is_offered() -> None:
    found = {name: list(_commands(parser)) for name, parser in _commands(command_line()).items()}
    assert found == COMMANDS


def test_every_command_stands_in_the_documents() -> None:
    told = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS)
    missing = [
        words
        for noun, commands in COMMANDS.items()
        for words in ([f"{noun} {command}" for command in commands] or [noun])
        if not re.search(rf"\b{words}\b", told)
    ]
    assert missing == []


def _commands(parser: Parser) -> dict[str, Parser]:
    for action in parser._actions:
        if isinstance(action.choices, dict):
            return action.choices
    return {}


def test_every_listing_takes_json(cli: CommandLine) -> None:
    for noun in ("bank", "supplier", "interview"):
        assert isinstance(cli.data(noun, "list"), list)


def test_version(cli: CommandLine) -> None:
    from questionnaire import __version__

    assert cli.done("--version") == f"questionnaire {__version__}\n"


def test_language_in_the_environment_and_on_the_command_line(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert "Een kleine vragenlijst" in cli.done("bank", "list")
    assert "A small bank" in cli.done("bank", "list", "--language", "en")


def test_a_terminal_that_knows_no_letters_shows_something(cli: CommandLine) -> None:
    names = ("Näherei Ünlü ▓", "工場", "[bold]x[/] {y} %s")
    plain = {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    for name in names:
        assert name in cli.done("supplier", "add", name, "--country", "BD")
    done = cli.process("supplier", "list", env=plain)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    as_json = cli.process("supplier", "list", "--json", env=plain)
    assert all(name in as_json.stdout.decode("utf-8") for name in names)
    unknown = cli.process("supplier", "show", "".join(names), env=plain)
    assert unknown.returncode == 2
    assert unknown.stderr.count(b"\n") == 1


def test_a_reader_who_stops_reading_is_no_error() -> None:
    command = f"{sys.executable} -m questionnaire bank show freedom-of-association"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_output_that_is_closed_is_no_traceback() -> None:
    command = f"{sys.executable} -m questionnaire bank list"
    done = subprocess.run(
        ["bash", "-c", f"{command} >&-"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "questionnaire", "bank", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"questionnaire: The output cannot be")
    assert done.stderr.count(b"\n") == 1


def test_a_pipe_gets_no_colour_and_no_screen_control(cli: CommandLine) -> None:
    cli.started()
    done = cli.process("supplier", "list", env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
    assert b"\x1b" not in done.stdout


def test_a_table_fits_the_terminal(cli: CommandLine) -> None:
    cli.done("supplier", "add", "N" * 150, "--country", "BD")
    controller, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "questionnaire", *cli.words("supplier", "list")],
        stdout=terminal,
        stdin=terminal,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
    ) as process:
        process.wait(60)
        os.close(terminal)
        lines = os.read(controller, 10_000).decode().splitlines()
    os.close(controller)
    assert len(lines) == 2
    assert all(len(line) <= 80 for line in lines)
    assert "…" in lines[1]


def test_help_and_the_first_frame_import_no_more_than_they_need() -> None:
    code = (
        "import sys; from questionnaire.commands.main import main; status = main({words});"
        "heavy = [name for name in ('sqlalchemy', 'sqlmodel', 'textual', 'rich', 'argparse', 'jinja2') if name in sys.modules];"
        "print(status, *heavy, file=sys.stderr)"
    )

    def heavy(*words: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code.format(words=list(words))],
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        return done.stderr.decode().splitlines()[-1].split()

    assert heavy() == ["2"]
    assert heavy("--version") == ["0"]
    assert heavy("--help") == ["0", "argparse"]
    assert heavy("bank", "list") == ["0", "argparse"]
