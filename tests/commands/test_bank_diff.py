"""`questionnaire bank diff`, `bank check` of a bank that is in use, and `questionnaire interview update`."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.commands.conftest import BANK, CommandLine

HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} & “'"
NEWER = (
    BANK.replace('version: "1.0"', 'version: "1.1"')
    .replace("id: topics\n", "id: subjects\n        was: [topics]\n")
    .replace("{id: dismissal, label: {en: Dismissal, nl: Ontslag}}", "{id: other, label: {en: Other, nl: Anders}}")
    .replace("How many work here?", "How many people work here?")
    .replace("      - id: anything-else\n", "      - {id: brand-new, ask: {en: New?, nl: Nieuw?}, answer: date}\n"
             "      - id: anything-else\n")
)  # fmt: skip


@pytest.fixture
def newer(cli: CommandLine) -> Path:
    """A file with a newer version of the bank, outside the folder of banks."""
    path = cli.folder / "newer.yaml"
    path.write_text(NEWER, encoding="utf-8")
    return path


def use_newer(cli: CommandLine) -> None:
    """Put the newer version in the folder."""
    (cli.banks / "small.yaml").write_text(NEWER, encoding="utf-8")


def test_diff_reads_by_question(cli: CommandLine, newer: Path) -> None:
    out = cli.done("bank", "diff", "small", str(newer))
    assert out.startswith(
        "small: from 1.0 to 1.1: 1 question added, 1 question renamed, 1 question reworded\n"
    )
    for part in (
        "\n1.2 How many people work here? [workers-total]\n",
        "  - Question: “How many people work here?”; was “How many work here?”.\n  > Answers are kept.\n",
        "\n1.4 What was spoken of? [subjects]\n  - Its id was topics.\n",
        "  - Choice removed: “Dismissal” [dismissal].\n",
        "  > Answers that no longer fit are set aside, and the question is asked again.\n",
        "\n2.4 New? [brand-new]\n  - New.\n  > It is to be asked.\n",
    ):
        assert part in out, part
    assert "anything-else" not in out
    assert all(len(line) <= 100 for line in out.splitlines())
    assert "\x1b" not in out


def test_diff_of_the_same(cli: CommandLine, newer: Path) -> None:
    assert cli.done("bank", "diff", "small", "small") == "Nothing differs.\n"
    newer.write_text(BANK.replace('"1.0"', '"1.1"'))
    assert cli.done("bank", "diff", "small", str(newer)) == "Nothing differs but the version.\n"
    assert cli.data("bank", "diff", "small", str(newer))["differences"] == []


def test_diff_in_another_language(cli: CommandLine, newer: Path) -> None:
    out = cli.done("bank", "diff", "small", str(newer), "--language", "nl")
    assert "2.4 Nieuw? [brand-new]" in out
    assert "Use one of: en, nl." in cli.refused("bank", "diff", "small", str(newer), "--language", "bn")


def test_diff_as_data(cli: CommandLine, newer: Path) -> None:
    data = cli.data("bank", "diff", "small", str(newer))
    assert (data["old"], data["new"]) == (
        {"bank": "small", "version": "1.0"},
        {"bank": "small", "version": "1.1"},
    )
    told = [(one["id"], one["kind"], one["field"], one["was"], one["answers"]) for one in data["differences"]]
    assert told == [
        ("workers-total", "reworded", "ask", None, "kept"),
        ("subjects", "renamed", None, "topics", "kept"),
        ("subjects", "choice-added", "choices", "topics", "kept"),
        ("subjects", "choice-removed", "choices", "topics", "asked-again"),
        ("brand-new", "added", None, None, "to-be-asked"),
    ]
    assert data["differences"][1]["text"] == "Its id was topics."


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_diff_as_a_page_that_escapes_and_fetches_nothing(cli: CommandLine, newer: Path) -> None:
    old = cli.folder / "old.yaml"
    quoted = json.dumps(HOSTILE)
    old.write_text(BANK.replace("{en: Anything else?,", f"{{en: {quoted},"), encoding="utf-8")
    file = cli.folder / "what.html"
    assert cli.done("bank", "diff", str(old), str(newer), "--to", str(file)) == f"Written: {file}\n"
    source = file.read_text("utf-8")
    page = Page(source)
    assert page.tags == {
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "h1", "p", "b", "div",
    }  # fmt: skip
    assert page.names == {"lang", "charset", "http-equiv", "content", "name", "dir", "class", "id"}
    assert f"was “{HOSTILE}”." in page.text
    assert "What differs: small 1.0 and 1.1" in page.text
    assert "http" not in source.replace("http-equiv", "")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "exists already" in cli.refused("bank", "diff", str(old), str(newer), "--to", str(file))
    cli.done("bank", "diff", "small", "small", "--to", str(file), "--force")
    assert "Nothing differs." in Page(file.read_text("utf-8")).text
    assert "ending" in cli.refused("bank", "diff", "small", "small", "--to", str(cli.folder / "what.txt"))


def test_diff_of_what_is_not_there(cli: CommandLine, newer: Path) -> None:
    assert "There is no bank 'nope'" in cli.refused("bank", "diff", "small", "nope")
    assert "cannot be read" in cli.refused("bank", "diff", "small", str(cli.folder / "nope.yaml"))
    assert "There are: 1.0." in cli.refused("bank", "diff", "small@0.9", "small")
    newer.write_text("bank: broken\n")
    status, _out, err = cli.run("bank", "diff", "small", str(newer))
    assert status == 1
    assert "newer.yaml:1:1:" in err
    assert not (cli.folder / "answers.db").exists()


def test_a_release_of_the_database_is_compared_with_the_folder(cli: CommandLine) -> None:
    cli.started()
    use_newer(cli)
    assert cli.done("bank", "diff", "small@1.0", "small").startswith("small: from 1.0 to 1.1:")
    shown = cli.done("bank", "show", "small@1.0")
    assert "small 1.0;" in shown
    assert "Dismissal [dismissal]" in shown


def test_check_tells_a_version_that_was_not_raised(cli: CommandLine) -> None:
    file = cli.banks / "small.yaml"
    cli.done("bank", "check", str(file))
    cli.started()
    cli.done("bank", "check", str(file))
    file.write_text(BANK.replace("Anything else?", "What else?"), encoding="utf-8")
    status, out, err = cli.run("bank", "check", str(file))
    assert (status, err) == (1, "")
    assert out.splitlines()[0] == (
        f"{file}:2:10: small has changed since an interview was held on its version 1.0; "
        "raise the version, so that old answers keep the questions they were given on"
    )
    status, out, _err = cli.run("bank", "check", str(file), "--json")
    assert (status, json.loads(out)[0]["line"]) == (1, 2)
    file.write_text(NEWER, encoding="utf-8")
    assert "small 1.1 is in order" in cli.done("bank", "check", str(file))


def test_an_interview_is_updated(cli: CommandLine) -> None:
    key = cli.started()
    for question, value in (("workers-total", "300"), ("topics", "wages"), ("anything-else", "No.")):
        cli.done("interview", "answer", key, question, value)
    assert "There is no newer version of small than 1.0" in cli.done("interview", "update", key)
    assert cli.data("interview", "update", key) == {
        "interview": key, "bank": "small", "from": "1.0", "to": "1.0", "updated": False,
    }  # fmt: skip
    use_newer(cli)
    notice = f"There is a newer version of these questions, 1.1; this interview is on 1.0. Take it over with: questionnaire interview update {key}"  # noqa: E501
    assert notice in " ".join(cli.done("interview", "show", key).split())
    assert notice in " ".join(cli.done("interview", "ask", key).split())
    assert cli.data("interview", "show", key)["newer_version"] == "1.1"
    out = cli.done("interview", "update", key)
    assert out.startswith(f"Interview {key} is now on small 1.1; it was on 1.0.\n3 answers come along.\n")
    assert "- topics is now 1.4 subjects\n" in out
    assert "To be asked now\n- 2.4 New? [brand-new]\n" in out
    shown = cli.data("interview", "show", key)
    assert (shown["bank_version"], shown["newer_version"], shown["set_aside"]) == ("1.1", None, [])
    assert shown["answers"]["subjects"]["value"] == ["wages"]


def test_what_is_set_aside_is_shown(cli: CommandLine) -> None:
    key = cli.started()
    cli.done("interview", "answer", key, "topics", "wages,dismissal", "--note", "Heard twice.")
    use_newer(cli)
    data = cli.data("interview", "update", key)
    assert (data["from"], data["to"], data["updated"]) == ("1.0", "1.1", True)
    assert (data["kept"], data["renamed"], data["set_aside"]) == (0, {}, ["topics"])
    (aside,) = cli.data("interview", "show", key)["set_aside"]
    assert (aside["question"], aside["ask"], aside["value"], aside["note"], aside["bank_version"]) == (
        "topics", "What was spoken of?", ["wages", "dismissal"], "Heard twice.", "1.0",
    )  # fmt: skip
    out = cli.done("interview", "show", key)
    assert (
        "- What was spoken of? Wages, and hours; Dismissal\n    Note: Heard twice.\n    small 1.0, topics;"
        in out
    )


def test_a_finished_interview_stays(cli: CommandLine) -> None:
    key = cli.started()
    cli.done("interview", "finish", key)
    use_newer(cli)
    assert "finished" in cli.done("interview", "update", key)
    assert cli.data("interview", "show", key)["newer_version"] is None
