"""`questionnaire bank`."""

from datetime import date
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.banks.read import parse_bank
from questionnaire.banks.words import condition_in_words, numbers_of
from questionnaire.interviews.walk import Context, Walk
from tests.commands.conftest import BANK, CommandLine


def test_list_names_files_with_mistakes_too(cli: CommandLine) -> None:
    (cli.banks / "broken.yaml").write_text("bank: broken\n")
    out = cli.done("bank", "list")
    assert "small" in out
    assert "broken.yaml" in out
    assert "mistake" in out
    listed = {one["bank"]: one for one in cli.data("bank", "list")}
    assert listed["small"]["questions"] == 10
    assert listed[None]["mistakes"] > 0


def test_check_says_what_a_bank_holds(cli: CommandLine) -> None:
    out = cli.done("bank", "check", str(cli.banks / "small.yaml"))
    assert out.count("\n") == 1
    for part in (
        "languages en, nl",
        "2 sections",
        "8 main questions",
        "2 probes",
        "3 flags",
        "1 check",
        "1 question in the short form",
    ):
        assert part in out


def test_check_tells_every_mistake_of_every_file_at_once(cli: CommandLine) -> None:
    one, other = cli.folder / "one.yaml", cli.folder / "other.yaml"
    one.write_text(
        BANK.replace("answer: yes-no", "answer: yes-on").replace("severity: medium", "severty: medium")
    )
    other.write_text(BANK.replace("when: {union-present: no,", "when: {union-presnt: no,"))
    status, out, err = cli.run("bank", "check", str(one), str(cli.banks / "small.yaml"), str(other))
    assert (status, err) == (1, "")
    lines = out.splitlines()
    assert any(line.startswith(f"{one}:16:") and "did you mean 'yes-no'?" in line for line in lines)
    assert any("did you mean 'severity'?" in line for line in lines)
    assert any(line.startswith(f"{other}:") and "did you mean 'union-present'?" in line for line in lines)
    assert f"{cli.banks / 'small.yaml'}: small 1.0 is in order" in out
    status, out, err = cli.run("bank", "check", str(one), "--json")
    assert status == 1
    assert '"line": 16' in out


def test_check_of_a_file_that_is_not_there(cli: CommandLine) -> None:
    assert "cannot be read" in cli.refused("bank", "check", str(cli.folder / "nope.yaml"))
    assert "cannot be read" in cli.refused("bank", "check", str(cli.folder))


def test_check_reads_the_country_file_as_what_it_is(cli: CommandLine) -> None:
    countries = cli.folder / "countries.yaml"
    countries.write_text(
        'version: "1"\nfacts: {c87: {title: {en: C87, nl: C87}, source: x, as_of: 2026}}\n'
        "countries:\n  BD: {nme: {en: Bangladesh, nl: Bangladesh}}\n"
    )
    status, out, err = cli.run("bank", "check", str(countries))
    assert (status, err) == (1, "")
    assert out.startswith(f"{countries}:4:")


def test_a_bank_with_mistakes_is_not_used(cli: CommandLine) -> None:
    (cli.banks / "broken.yaml").write_text("bank: broken\nversion: 1\n")
    status, out, err = cli.run("bank", "show", str(cli.banks / "broken.yaml"))
    assert (status, out) == (1, "")
    assert "broken.yaml:1:1:" in err
    assert "Traceback" not in err


def test_show_reads_like_the_questionnaire(cli: CommandLine) -> None:
    out = cli.done("bank", "show", "small")
    for part in (
        "A small bank",
        "1 Unions",
        "1.1 Is there a union at this site?",
        "Answer: Yes / Partly / No",
        "Probes, asked when the answer is yes or partly:",
        "    1.1.1 How was it chosen?",
        "- Secret ballot [secret-ballot]",
        "Needs follow-up (high) when the answer is “Named by management”",
        "Asked when 1.2 workers-total is above 100.",
        "asked of workers, a union",
        "Fires when 1.1 union-present is no, and 1.3 members is above 0.",
        "Ask now: Members of what?",
    ):
        assert part in out, part
    assert all(len(line) <= 100 for line in out.splitlines())


def test_show_in_another_language_of_the_bank(cli: CommandLine) -> None:
    assert "Is er een vakbond op deze locatie?" in cli.done("bank", "show", "small", "--language", "nl")
    assert "Use one of: en, nl." in cli.refused("bank", "show", "small", "--language", "bn")


def test_a_language_of_the_bank_that_the_tool_does_not_speak(cli: CommandLine) -> None:
    text = BANK.replace("nl:", "bn:").replace("[en, nl]", "[en, bn]").replace("small", "bangla")
    (cli.banks / "bangla.yaml").write_text(text)
    assert "Is er een vakbond" in cli.done("bank", "show", "bangla", "--language", "bn")
    assert "bn" in cli.refused("bank", "list", "--language", "bn")


def test_unknown_bank(cli: CommandLine) -> None:
    assert "small" in cli.refused("bank", "show", "smal")


def test_numbers_are_those_of_the_walk() -> None:
    bank, _mistakes = parse_bank(BANK.encode())
    assert bank is not None
    walk = Walk(bank, Context(Respondent.MANAGEMENT, date(2026, 11, 1)))
    assert numbers_of(bank) == {name: step.number for name, step in walk.steps.items()}


def test_numbers_of_the_shipped_bank_are_those_of_the_walk() -> None:
    bank, _mistakes = parse_bank(
        (Path(__file__).parents[2] / "question_banks/freedom-of-association.yaml").read_bytes()
    )
    assert bank is not None
    walk = Walk(bank, Context(Respondent.MANAGEMENT, date(2026, 11, 1)))
    assert numbers_of(bank) == {name: step.number for name, step in walk.steps.items()}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{union-present: yes}", "1.1 union-present is yes"),
        ("{union-present: {not: [yes, refused]}}", "1.1 union-present is not yes or refused"),
        ("{topics: wages}", "1.4 topics includes “Wages, and hours”"),
        ("{topics: {not: wages}}", "1.4 topics does not include “Wages, and hours”"),
        (
            "{members: {at_least: 1, below: workers-total}}",
            "1.3 members is at least 1 and 1.3 members is below 1.2 workers-total",
        ),
        ("{density: {above: 20}}", "“Members among workers” is above 20%"),
        ("{last-talk: {older_than: 12 months}}", "2.1 last-talk lies more than 12 months back"),
        ("{last-talk: {older_than: 1 year}}", "2.1 last-talk lies more than 1 year back"),
        ("{last-talk: {before: today}}", "2.1 last-talk lies before the day of the interview"),
        ("{members: unanswered}", "1.3 members is not answered"),
        ("{country.c87: no}", "the country has not ratified ILO convention 87"),
        (
            "{country.c87: {below: 2000}}",
            "the year in which the country ratified ILO convention 87 is below 2000",
        ),
        ("{country.danger: yes}", "asking puts people in danger there"),
        (
            "{country.union_regime: single-legal-union}",
            "what the law of the country allows unions is one union by law",
        ),
        ("{respondent: workers}", "the respondent is workers"),
        ("{supplier.country: BD}", "the country of the supplier is BD"),
        (
            "{any: [{members: 1}, {all: [{topics: safety}, {not: {union-present: no}}]}]}",
            "1.3 members is 1; or (1.4 topics includes “Safety”, and 1.1 union-present is not no)",
        ),
        (
            "{not: {all: [{members: 1}, {topics: safety}]}}",
            "it is not so that (1.3 members is 1, and 1.4 topics includes “Safety”)",
        ),
    ],
)
def test_conditions_in_words(condition: str, words: str) -> None:
    text = BANK.replace("when: {union-present: no, members: {above: 0}}", f"when: {condition}")
    bank, mistakes = parse_bank(text.encode())
    assert bank is not None, [mistake.message for mistake in mistakes]
    assert condition_in_words(bank.checks[0].when, bank, "en") == words
