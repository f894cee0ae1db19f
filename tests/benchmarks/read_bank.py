"""How long reading a bank takes, beside the floor: the YAML parser alone, in turns in the same run.

    python -m tests.benchmarks.read_bank [rounds]

A generated bank of 45 questions in two languages, and the shipped one. Medians in milliseconds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.shipped import shipped_banks

AIM_MS = 25.0

PROSE_EN = "Ask for names, dates and papers, and note who else was in the room when this was said. " * 5
PROSE_NL = "Vraag naar namen, data en stukken, en noteer wie er nog meer bij was toen dit werd gezegd. " * 5

QUESTION = """\
      - id: question-{n}
        ask: {{en: 'Question {n}: how is it done here?', nl: 'Vraag {n}: hoe gaat dat hier?'}}
        answer: yes-no
        listen_for: {{en: '{en}', nl: '{nl}'}}
        evidence: {{en: [minutes, payslips], nl: [notulen, loonstroken]}}
        based_on: [ILO C87 art. 3, ILO C98 art. 1]
        ask_of: [management, worker-representative, union]
        flags:
          - when: no
            severity: high
            because: {{en: 'The workers cannot.', nl: 'De werknemers kunnen het niet.'}}
            next_step: {{en: '{en}', nl: '{nl}'}}
          - when: yes
            without: evidence
            severity: medium
            because: {{en: 'Nothing was shown.', nl: 'Er is niets getoond.'}}
        probes:
          - when: [yes, partly]
            questions:
              - id: probe-{n}
                ask: {{en: 'Since when?', nl: 'Sinds wanneer?'}}
                answer: date
                flags:
                  - when: {{older_than: 24 months}}
                    severity: low
                    because: {{en: 'That is long ago.', nl: 'Dat is lang geleden.'}}
"""


def generated(questions: int = 45) -> bytes:
    """A bank of so many questions, probes among them, as a union might write it."""
    head = 'bank: generated\nversion: "1.0"\nlanguages: [en, nl]\ntitle: {en: Generated, nl: Gegenereerd}\n'
    section = "sections:\n  - id: all\n    title: {en: All, nl: Alle}\n    questions:\n"
    body = "".join(
        QUESTION.format(n=n, en=PROSE_EN, nl=PROSE_NL) for n in range(questions // 2 + questions % 2)
    )
    return (head + section + body).encode()


def compose_alone(data: bytes) -> object:
    """The floor: PyYAML's parser in C, and nothing done with what it reads."""
    return yaml.compose(data, Loader=getattr(yaml, "CLoader", yaml.Loader))


def timed(function: Callable[[bytes], object], data: bytes) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    function(data)
    return 1000 * (time.perf_counter() - start)


def read(data: bytes) -> Bank:
    """The bank, which must have no mistakes."""
    bank, mistakes = parse_bank(data)
    assert bank is not None, mistakes[0].message
    return bank


def main() -> int:
    """Measure, print a line per bank; exit status 1 where reading the generated one takes longer than aimed at."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    files: dict[str, bytes] = {"generated": generated()}
    files |= {path.name: path.read_bytes() for path in _banks(shipped_banks())}
    slow = False
    print(f"{'bank':<32}{'kB':>6}{'questions':>11}{'read ms':>9}{'floor ms':>10}{'ratio':>7}")
    for name, data in files.items():
        count = len(list(read(data).questions()))
        pairs = [(timed(read, data), timed(compose_alone, data)) for _ in range(rounds)]
        whole, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{name:<32}{len(data) / 1000:>6.0f}{count:>11}{whole:>9.1f}{floor:>10.1f}{whole / floor:>7.2f}"
        )
        slow = slow or (name == "generated" and whole > AIM_MS)
    print(f"aim: at most {AIM_MS:.0f} ms for the generated bank: {'missed' if slow else 'met'}")
    return 1 if slow else 0


def _banks(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.yaml")) if b"\nsections:" in path.read_bytes()]


if __name__ == "__main__":
    sys.exit(main())
