"""A tiny bank, a database of its own, and the command line, in this process or in one of its own."""

import json
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from questionnaire.commands.main import main

ROOT = Path(__file__).parents[2]

BANK = """\
bank: small
version: "1.0"
languages: [en, nl]
title: {en: A small bank, nl: Een kleine vragenlijst}
about: {en: Made for tests., nl: Voor proeven gemaakt.}
figures:
  density: {title: {en: Members among workers, nl: Leden onder werknemers}, percent: members, of: workers-total}
sections:
  - id: unions
    title: {en: Unions, nl: Bonden}
    intro: {en: Read this first., nl: Lees dit eerst.}
    questions:
      - id: union-present
        was: [union-there]
        ask: {en: Is there a union at this site?, nl: Is er een vakbond op deze locatie?}
        answer: yes-no
        short_form: true
        listen_for: {en: A name., nl: Een naam.}
        evidence: {en: [a letter, minutes], nl: [een brief, notulen]}
        based_on: [ILO C87 art. 2]
        flags:
          - when: yes
            without: evidence
            severity: medium
            because: {en: A yes with nothing shown., nl: Een ja zonder bewijs.}
            next_step: {en: Ask for the letter., nl: Vraag de brief.}
          - when: refused
            severity: high
            because: {en: They would not say., nl: Zij wilden het niet zeggen.}
        probes:
          - when: [yes, partly]
            questions:
              - id: union-how
                ask: {en: How was it chosen?, nl: Hoe is die gekozen?}
                answer: choice
                choices:
                  - {id: secret-ballot, label: {en: Secret ballot, nl: Geheime stemming}}
                  - {id: named-by-management, label: {en: Named by management, nl: Door de directie}}
                flags:
                  - when: named-by-management
                    severity: high
                    because: {en: Not chosen by workers., nl: Niet door werknemers gekozen.}
                    next_step: {en: Hear the workers., nl: Hoor de werknemers.}
          - when: no
            questions:
              - id: union-why-not
                ask: {en: Why not?, nl: Waarom niet?}
                answer: text
      - id: workers-total
        ask: {en: How many work here?, nl: Hoeveel mensen werken hier?}
        answer: number
        whole: true
        min: 0
        unit: {en: people, nl: mensen}
      - id: members
        ask: {en: How many are members?, nl: Hoeveel zijn er lid?}
        answer: number
        min: -5
      - id: topics
        ask: {en: What was spoken of?, nl: Waarover is gesproken?}
        answer: choices
        choices:
          - {id: wages, label: {en: "Wages, and hours", nl: "Loon, en uren"}}
          - {id: safety, label: {en: Safety, nl: Veiligheid}}
          - {id: dismissal, label: {en: Dismissal, nl: Ontslag}}
  - id: rest
    title: {en: The rest, nl: De rest}
    questions:
      - id: last-talk
        ask: {en: When was the last talk?, nl: Wanneer was het laatste gesprek?}
        answer: date
      - id: share-women
        ask: {en: What share are women?, nl: Welk deel is vrouw?}
        answer: percentage
        ask_if: {workers-total: {above: 100}}
      - id: workers-say
        ask: {en: What do workers say?, nl: Wat zeggen de werknemers?}
        answer: text
        ask_of: [workers, union]
      - id: anything-else
        ask: {en: Anything else?, nl: Nog iets?}
        answer: text
checks:
  - id: members-without-union
    when: {union-present: no, members: {above: 0}}
    severity: high
    because: {en: Members but no union., nl: Leden maar geen bond.}
    ask_next: {en: Members of what?, nl: Lid waarvan?}
"""


class CommandLine:
    """The command line on one database and one folder of banks."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.banks = folder / "banks"
        self.database = folder / "answers.db"
        self.capsys = capsys
        self.banks.mkdir()
        (self.banks / "small.yaml").write_text(BANK, encoding="utf-8")

    def words(self, *words: str) -> list[str]:
        return ["--database", str(self.database), "--banks", str(self.banks), *words]

    def run(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        """Exit status, output and errors of a command in this process, with lines typed to its standard input."""
        self.capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode()), encoding="utf-8"))
            status = main(self.words(*words))
        out, err = self.capsys.readouterr()
        return status, out, err

    def done(self, *words: str, typed: str = "") -> str:
        """The output of a command that must go well."""
        status, out, err = self.run(*words, typed=typed)
        assert (status, err) == (0, ""), (words, out, err)
        return out

    def done_bare(self, *words: str) -> str:
        """The output of a command without the options that name database and banks."""
        self.capsys.readouterr()
        assert main(list(words)) == 0
        return self.capsys.readouterr().out

    def refused(self, *words: str, status: int = 2) -> str:
        """The one line on standard error of a command that must not go well."""
        found, out, err = self.run(*words)
        assert found == status, (words, out, err)
        assert err.startswith("questionnaire: ")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err

    def data(self, *words: str) -> Any:
        return json.loads(self.done(*words, "--json"))

    def process(
        self, *words: str, typed: str | bytes = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """A command in a process of its own, with lines typed to its standard input through a pipe."""
        return subprocess.run(
            [sys.executable, "-m", "questionnaire", *self.words(*words)],
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            check=False,
            timeout=60,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        )

    def started(self, *words: str) -> str:
        """The key of an interview with a new supplier."""
        self.done("supplier", "add", "Voorbeeld Knit", "--country", "BD")
        start = ("interview", "start", "Voorbeeld", "--bank", "small", "--respondent", "management")
        key: str = self.data(*start, *words)["interview"]
        return key


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path, capsys)
