"""`questionnaire bank`."""

import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from questionnaire.banks.model import Respondent
from questionnaire.banks.read import parse_bank
from questionnaire.banks.words import condition_in_words, numbers_of
from questionnaire.interviews.walk import Context, Walk
from tests.commands.conftest import BANK, CommandLine

WITHOUT_WARNING = BANK.replace(
    "nl: Zij wilden het niet zeggen.}\n",
    "nl: Zij wilden het niet zeggen.}\n            next_step: {en: Ask a union., nl: Vraag een vakbond.}\n",
)


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
    (cli.banks / "small.yaml").write_text(WITHOUT_WARNING)
    out = cli.done("bank", "check", "--strict", str(cli.banks / "small.yaml"))
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


def test_check_warns_without_failing(cli: CommandLine) -> None:
    small = cli.banks / "small.yaml"
    out = cli.done("bank", "check", str(small))
    warning, in_order = out.splitlines()
    assert warning == (
        f"{small}:27:13: warning: this flag of 'union-present' has no next step; "
        "say under next_step what is to be done after the call"
    )
    assert in_order.endswith("; 1 warning")
    status, strict, err = cli.run("bank", "check", "--strict", str(small))
    assert (status, strict, err) == (1, out, "")


def test_check_tells_other_tools_all_there_is_to_tell(cli: CommandLine) -> None:
    one, small = cli.folder / "one.yaml", cli.banks / "small.yaml"
    one.write_text(BANK.replace("answer: yes-no", "answer: yes-on"))
    status, out, err = cli.run("bank", "check", str(one), str(small), "--json")
    assert (status, err) == (1, "")
    mistake, warning = json.loads(out)
    assert mistake == {
        "file": str(one),
        "sheet": "",
        "line": 16,
        "column": 17,
        "kind": "unknown-word",
        "severity": "mistake",
        "name": "unknown word",
        "message": "'yes-on' is not known as answer (did you mean 'yes-no'?)",
        "remedy": "use one of: yes-no, choice, choices, number, percentage, date, text",
        "meant": "yes-no",
    }
    assert (warning["severity"], warning["kind"], warning["name"]) == (
        "warning",
        "no-next-step",
        "no next step",
    )
    assert warning["message"] == "this flag of 'union-present' has no next step"
    assert cli.data("bank", "check", str(small)) == [warning]
    assert cli.run("bank", "check", str(small), "--json", "--strict")[0] == 1


def test_check_counts_the_texts_of_each_language(cli: CommandLine) -> None:
    one = cli.folder / "one.yaml"
    one.write_text(BANK.replace(", nl: Waarom niet?", ""))
    status, out, _err = cli.run("bank", "check", str(one))
    assert status == 1
    assert f"{one}:3:17: warning: nl has 30 of 31 texts" in out
    assert "'ask' lacks nl" in out


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
        "Asked when the answer to 1.2 “How many work here?” is above 100.",
        "asked of workers and a union",
        "Told when the answer to 1.1 “Is there a union at this site?” is no, and the answer to 1.3",
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
            "the country ratified ILO convention 87 before 2000",
        ),
        ("{country.danger: yes}", "asking puts people in danger there"),
        (
            "{country.union_regime: single-legal-union}",
            "the law of the country allows one union only",
        ),
        ("{respondent: workers}", "the interview is with workers"),
        ("{supplier.country: BD}", "the supplier is in BD"),
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


def test_list_shows_the_theme(cli: CommandLine) -> None:
    (cli.banks / "small.yaml").write_text(BANK.replace("languages:", "theme: living-wage\nlanguages:", 1))
    assert "Living wage" in cli.done("bank", "list")
    assert [one["theme"] for one in cli.data("bank", "list")] == ["living-wage"]
    assert "theme: Living wage" in cli.done("bank", "show", "small")


def test_show_says_how_figures_are_worked_out(cli: CommandLine) -> None:
    out = cli.done("bank", "show", "small")
    assert "Members among workers: the answer to 1.3 as a percentage of the answer to 1.2" in out


@pytest.mark.parametrize("ending", ["html", "docx", "md"])
def test_show_to_a_file(cli: CommandLine, ending: str) -> None:
    path = cli.folder / f"small.{ending}"
    assert cli.done("bank", "show", "small", "--to", str(path)) == f"Written: {path}\n"
    before = path.read_bytes()
    assert "exists already" in cli.refused("bank", "show", "small", "--to", str(path))
    cli.done("bank", "show", "small", "--to", str(path), "--force", "--language", "nl")
    assert path.read_bytes() != before


def test_show_to_a_file_of_another_kind(cli: CommandLine) -> None:
    assert "Use one of: .html, .docx, .md." in cli.refused("bank", "show", "small", "--to", "small.pdf")
    assert "no such folder" in cli.refused(
        "bank", "show", "small", "--to", str(cli.folder / "no" / "small.md")
    )


def test_new_writes_a_bank_that_passes_the_check(cli: CommandLine) -> None:
    path = cli.folder / "our-wages.yaml"
    out = cli.done("bank", "new", str(path))
    assert f"Written: {path}" in out
    assert f"questionnaire bank try {path}" in out
    assert "our-wages 0.1 is in order: languages en, nl" in cli.done("bank", "check", "--strict", str(path))
    before = path.read_bytes()
    assert "exists already" in cli.refused("bank", "new", str(path))
    assert path.read_bytes() == before


def test_new_in_other_languages(cli: CommandLine) -> None:
    path = cli.folder / "own.yaml"
    cli.done("bank", "new", str(path), "--languages", "nl, tr")
    assert "languages nl, tr" in cli.done("bank", "check", "--strict", str(path))
    cli.done("bank", "new", str(cli.folder / "dutch.yaml"), "--language", "nl")
    assert "languages: [nl, en]" in (cli.folder / "dutch.yaml").read_text()


def test_new_refuses_what_is_no_name_or_language(cli: CommandLine) -> None:
    path = str(cli.folder / "own.yaml")
    assert "Give it the ending .yaml." in cli.refused("bank", "new", str(cli.folder / "own.txt"))
    assert "'Dutch' is no code of a language." in cli.refused("bank", "new", path, "--languages", "Dutch")
    assert "given twice" in cli.refused("bank", "new", path, "--languages", "en,en")
    assert "cannot be written" in cli.refused("bank", "new", str(cli.folder / "no" / "own.yaml"))
    assert not (cli.folder / "own.yaml").exists()


def test_try_needs_a_file_a_respondent_and_a_terminal(cli: CommandLine) -> None:
    small = str(cli.banks / "small.yaml")
    assert "no such file" in cli.refused("bank", "try", str(cli.folder / "nope.yaml"))
    assert "management" in cli.refused("bank", "try", small, "--respondent", "managment")
    assert "This is not a terminal" in cli.refused("bank", "try", small)


def test_check_of_a_workbook_tells_sheet_row_and_column(cli: CommandLine) -> None:
    path = cli.folder / "small.xlsx"
    cli.done("bank", "export", "small", str(path))
    out = cli.done("bank", "check", str(path))
    assert "small 1.0 is in order" in out
    assert re.search(
        rf"^{re.escape(str(path))}:bank flags:\d+(:[A-Z])?: warning: this flag of 'union-present'",
        out,
        re.MULTILINE,
    )
    book = openpyxl.load_workbook(path)
    survey = book["survey"]
    names = [cell.value for cell in survey[1]]
    column = names.index("label::English (en)") + 1
    row = next(row for row in range(2, survey.max_row + 1) if survey.cell(row, column).value == "Why not?")
    survey.cell(row, column).value = None
    book.save(path)
    status, out, err = cli.run("bank", "check", str(path))
    assert (status, err) == (1, "")
    assert re.search(rf"^{re.escape(str(path))}:survey:{row}(:[A-Z]+)?: .*lacks en", out, re.MULTILINE)
    status, out, _err = cli.run("bank", "check", str(path), "--json")
    assert [(one["sheet"], one["line"]) for one in json.loads(out) if one["severity"] == "mistake"] == [
        ("survey", row)
    ]
