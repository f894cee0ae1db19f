"""The tables of messages in the editors' guide: python tools/guide.py writes them anew from the catalogues."""

import re
from collections.abc import Iterable
from pathlib import Path

from questionnaire.banks.mistakes import Kind, MistakeKind
from questionnaire.banks.warnings import WarningKind

PATH = Path(__file__).parents[1] / "question_banks" / "README.md"
HEAD = "| name | what is said | what to do |\n| --- | --- | --- |\n"


def tables() -> dict[str, str]:
    """The table of each catalogue by the word that marks its place."""
    return {"mistakes": _table(MistakeKind), "warnings": _table(WarningKind)}


def with_tables(text: str) -> str:
    """The guide with its tables as the catalogues are."""
    for name, table in tables().items():
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _start, rest = text.partition(start)
        _old, _end, after = rest.partition(end)
        text = f"{before}{start}{table}{end}{after}"
    return text


def _table(kinds: Iterable[Kind]) -> str:
    return HEAD + "".join(
        f"| {_cell(kind.title)} | {_cell(kind.sentence)} | {_cell(kind.remedy)} |\n" for kind in kinds
    )


def _cell(words: str) -> str:
    """Words of the catalogue, with dots where the file's own stand."""
    return re.sub(r"\{\w+\}", "…", words).replace("<", r"\<").replace("|", r"\|").replace("*", r"\*")


if __name__ == "__main__":
    PATH.write_text(with_tables(PATH.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Written: {PATH}")
