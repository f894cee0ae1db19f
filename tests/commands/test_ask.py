"""`questionnaire interview ask`: a whole interview through a pipe."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from questionnaire.commands.ask_commands import COMMANDS
from tests.commands.conftest import BANK, ROOT, CommandLine


def asked(cli: CommandLine, key: str, *lines: str) -> str:
    """What is said when these lines are typed, and then no more."""
    return cli.done("interview", "ask", key, typed="".join(f"{line}\n" for line in lines))


def answers(cli: CommandLine, key: str) -> dict[str, object]:
    kept = cli.data("interview", "show", key)["answers"]
    return {name: answer["value"] or answer["reason"] for name, answer in kept.items()}


def test_a_whole_interview(cli: CommandLine) -> None:
    key = cli.started()
    lines = (
        "yes",  # 1.1: opens 1.1.1
        "2",  # 1.1.1 named by management
        ":back",
        ":evidence seen: minutes",
        ":note said on the phone",
        "Secret",  # 1.1.1 by the beginning of its label
        "12,5",  # no whole number: asked again
        "120",
        ":refused",
        "1, 3",
        ":later",
        "60%",
        ":skip",
        "yes",
    )
    done = cli.process("interview", "ask", key, typed="\n".join(lines))
    assert (done.returncode, done.stderr) == (0, b"")
    out = done.stdout.decode()
    order = [
        "Made for tests.",
        "Section 1: Unions",
        "Read this first.",
        "1.1 Is there a union at this site?\nAnswer 1, 2 or 3, or yes, partly or no.\n1 Yes\n2 Partly\n3 No",
        "Saved: Yes",
        "Needs follow-up (medium), nothing shown: A yes with nothing shown. Next: Ask for the letter.",
        "1.1.1 How was it chosen?",
        "Saved: Named by management",
        "Needs follow-up (high): Not chosen by workers. Next: Hear the workers.",
        "1.2 How many work here?",
        "1.1.1 How was it chosen?",
        "Answer: Named by management",
        "Evidence: seen: minutes",
        "Note: said on the phone",
        "Saved: Secret ballot",
        "Settled: Not chosen by workers.",
        "Give a whole number",
        "1.2 How many work here?",
        "Saved: 120 people",
        "Now asked too: 2.2 What share are women?",
        "1.3 How many are members?",
        "Saved: refused",
        "Saved: Wages, and hours; Dismissal",
        "Section 2: The rest",
        "Saved: to follow",
        "2.2 What share are women?",
        "Saved: 60%",
        "2.4 Anything else?",
        "This is the end of the questions.",
        "Open questions:\n- 2.4 Anything else?",
        "What came out:\n- Needs follow-up (medium), nothing shown: A yes",
        "Promised:\n- the answer to 2.1 When was the last talk?",
        "Finish the interview?",
        "The interview is finished.",
    ]
    place = 0
    for part in order:
        assert part in out[place:], (part, out[place:])
        place = out.index(part, place) + len(part)
    assert "\x1b" not in out
    kept = cli.data("interview", "show", key)
    assert kept["finished_at"] is not None
    (piece,) = kept["answers"]["union-how"]["evidence"]
    assert (piece["state"], piece["what"]) == ("seen", "minutes")
    assert answers(cli, key) == {
        "union-present": "yes",
        "union-how": "secret-ballot",
        "workers-total": 120,
        "members": "refused",
        "topics": ["wages", "dismissal"],
        "last-talk": "to-follow",
        "share-women": 60,
    }


def test_the_end_of_the_lines_keeps_everything_and_the_interview_resumes(cli: CommandLine) -> None:
    key = cli.started()
    out = asked(cli, key, "no", "because")
    assert f"Go on with: questionnaire interview ask {key}" in out
    assert answers(cli, key) == {"union-present": "no", "union-why-not": "because"}
    out = asked(cli, "Voorbeeld")
    assert "Made for tests." not in out
    assert "1.2 How many work here?" in out
    assert "1.1 Is there a union" not in out


def test_a_last_line_without_its_end_counts(cli: CommandLine) -> None:
    key = cli.started()
    cli.process("interview", "ask", key, typed="partly")
    assert answers(cli, key) == {"union-present": "partly"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "yes"),
        ("y", "yes"),
        ("NEE", "no"),
        ("Deels.", "partly"),
        ("  partly ", "partly"),
        ("unknown", "unknown"),
    ],
)
def test_a_yes_or_no_in_many_forms(cli: CommandLine, typed: str, value: str) -> None:
    key = cli.started()
    asked(cli, key, typed)
    assert answers(cli, key) == {"union-present": value}


@pytest.mark.parametrize(
    "typed", ["", "4", "0", "maybe", "yes no", "-1", ":nonsense", ":back now", ":evidence x"]
)
def test_what_is_no_answer_is_said_and_asked_again(cli: CommandLine, typed: str) -> None:
    key = cli.started()
    out = asked(cli, key, typed, ":quit")
    assert "Saved" not in out
    assert out.count("1.1 Is there a union at this site?") == 2
    assert answers(cli, key) == {}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 3", ["wages", "dismissal"]),
        ("3;1", ["wages", "dismissal"]),
        ("wages, and hours", ["wages"]),
        ("saf, Ontslag", ["safety", "dismissal"]),
        ("2,2", ["safety"]),
    ],
)
def test_several_choices(cli: CommandLine, typed: str, value: list[str]) -> None:
    key = cli.started()
    asked(cli, key, ":go 1.4", typed)
    assert answers(cli, key) == {"topics": value}


def test_text_that_looks_like_a_command_or_worse(cli: CommandLine) -> None:
    key = cli.started()
    out = asked(cli, key, ":go anything-else", "::back \x1b[31m[/] {x} \u202e=1+1 工場")
    assert "\x1b" not in out
    assert answers(cli, key) == {"anything-else": ":back [31m[/] {x} =1+1 工場"}


def test_bytes_that_are_no_text(cli: CommandLine) -> None:
    key = cli.started()
    done = cli.process("interview", "ask", key, typed=b":go 2.4\n\xff\xfe caf\xe9\n")
    assert done.returncode == 0
    assert "caf" in str(answers(cli, key)["anything-else"])


def test_every_command(cli: CommandLine) -> None:
    key = cli.started()
    out = asked(cli, key, "?")
    for name in COMMANDS:
        assert f"\n:{name}" in out
    out = asked(
        cli,
        key,
        ":listen",
        ":law",
        ":second",
        ":second xx",
        ":find ballot",
        ":find zzz",
        ":where",
        ":findings",
        ":open",
    )
    for part in (
        "Listen for: A name.",
        "Ask to see: a letter; minutes",
        "Based on: ILO C87 art. 2",
        "Bangladesh",
        "1.1 Is er een vakbond op deze locatie?",
        "1 Ja",
        "1.1.1 How was it chosen? (not asked now)",
        "No question has 'zzz' in it.",
        "0 of 6 answered.",
        "Nothing needs follow-up so far.",
        "2.4 Anything else?",
    ):
        assert part in out, part
    out = asked(
        cli,
        key,
        ":mark",
        ":renote one",
        ":note two",
        "refused",
        ":back",
        ":unmark",
        ":clear",
        ":renote",
        ":repeat",
        ":end",
        "no",
    )
    assert "They would not say." in out
    assert "Note: one two" in out
    assert cli.data("interview", "show", key)["answers"] == {}


def test_a_question_that_is_not_asked_says_why(cli: CommandLine) -> None:
    key = cli.started()
    assert "it is asked when 1.1 union-present is yes or partly" in asked(cli, key, ":go 1.1.1")


def test_a_check_that_fails_is_said_while_the_respondent_is_there(cli: CommandLine) -> None:
    key = cli.started()
    out = asked(cli, key, "no", "never asked", "10", "4")
    assert "Does not fit (high): Members but no union. Ask now: Members of what?" in out


def test_in_the_language_of_the_interview(cli: CommandLine) -> None:
    key = cli.started("--language", "nl")
    out = asked(cli, key, "ja")
    assert "Is er een vakbond op deze locatie?" in out
    assert "1 Ja" in out
    assert "Een ja zonder bewijs." in out


def test_in_a_language_that_the_tool_does_not_speak(cli: CommandLine) -> None:
    text = BANK.replace("nl:", "bn:").replace("[en, nl]", "[en, bn]").replace("small", "bangla")
    (cli.banks / "bangla.yaml").write_text(text, encoding="utf-8")
    cli.done("supplier", "add", "Mill", "--country", "BD")
    start = ("interview", "start", "Mill", "--bank", "bangla", "--respondent", "workers", "--language", "bn")
    out = asked(cli, cli.data(*start)["interview"], "yes")
    assert "Is er een vakbond op deze locatie?\nAnswer 1, 2 or 3" in out


def test_a_finished_interview_is_opened_again_on_request(cli: CommandLine) -> None:
    key = cli.started()
    cli.done("interview", "finish", key)
    assert "Open it again?" in asked(cli, key, "no")
    assert cli.data("interview", "show", key)["finished_at"] is not None
    out = asked(cli, key, ":go 1.1", "yes", ":end", "yes", "no", ":quit")
    assert "finished" in out
    assert answers(cli, key)["union-present"] == "no"
    assert cli.data("interview", "show", key)["finished_at"] is None


def test_the_warning_comes_before_the_first_question(cli: CommandLine) -> None:
    (cli.banks / "countries.yaml").write_text(
        'version: "1"\n'
        'facts: {danger: {title: {en: Danger, nl: Gevaar}, source: here, as_of: "2026"}}\n'
        "countries:\n  BD: {name: {en: Bangladesh, nl: Bangladesh}, warning: {en: Ask nobody alone., nl: Niet doen.}}\n"
    )
    out = asked(cli, cli.started())
    assert out.index("Warning: Ask nobody alone.") < out.index("1.1 Is there")


def test_each_answer_is_on_the_disk_before_the_next_question(cli: CommandLine) -> None:
    """Answers one line at a time, and looks into the database each time the next question is read."""
    key = cli.started()
    with _asking(cli, key, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        _read_until(process, "1.1 Is there")
        process.stdin.write(b"partly\n")
        process.stdin.flush()
        _read_until(process, "1.1.1 How was it chosen?")
        process.kill()
    assert answers(cli, key) == {"union-present": "partly"}


def test_an_interrupt_ends_it_cleanly(cli: CommandLine) -> None:
    key = cli.started()
    with _asking(cli, key, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write(b"no\n")
        process.stdin.flush()
        _read_until(process, "1.1.2 Why not?")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert b"Everything is kept." in out
    assert answers(cli, key) == {"union-present": "no"}


def test_on_a_terminal(cli: CommandLine) -> None:
    key = cli.started()
    controller, terminal = pty.openpty()
    with _asking(cli, key, stdin=terminal, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        out = b""
        while b"> " not in out:
            out += os.read(controller, 4096)
        os.write(controller, b"yes\n")
        while b"1.1.1 How" not in out:
            out += os.read(controller, 4096)
        os.write(controller, b"\x04")
        while b"Go on with" not in out:
            out += os.read(controller, 4096)
        assert process.wait(30) == 0
    os.close(controller)
    assert b"\x1b" not in out


def _asking(
    cli: CommandLine, key: str, stdin: int, stdout: int, stderr: int | None = None
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "questionnaire", *cli.words("interview", "ask", key)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def _read_until(process: "subprocess.Popen[bytes]", part: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if part in line.decode():
            return
    raise AssertionError(part)
