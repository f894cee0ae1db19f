"""How long reading a bank takes, beside the floor: the YAML parser alone.

A made bank of 45 questions in two languages, and the shipped one.
"""

import time
from collections.abc import Callable, Iterator

import yaml

from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.shipped import shipped_banks
from tests.benchmarks.measured import Row
from tests.benchmarks.programs import BANK

QUESTIONS = 45
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


def measure(runs: int) -> Iterator[Row]:
    """A row for each bank."""
    made, shipped = generated(), (shipped_banks() / f"{BANK}.yaml").read_bytes()
    for what, data, aim in (("made bank", made, "<= 25 ms"), ("shipped bank", shipped, "")):
        count = sum(1 for _question in read(data).questions())
        pairs = [(timed(read, data), timed(compose_alone, data)) for _ in range(runs)]
        whole, floor = zip(*pairs, strict=True)
        yield Row(
            f"{what}, {count} questions, {len(data) // 1000} kB", whole, "yaml.compose by CLoader", floor, aim
        )


def generated(questions: int = QUESTIONS) -> bytes:
    """A bank of so many questions, every other one a probe, as a union might write it."""
    head = 'bank: generated\nversion: "1.0"\nlanguages: [en, nl]\ntitle: {en: Generated, nl: Gegenereerd}\n'
    section = "sections:\n  - id: all\n    title: {en: All, nl: Alle}\n    questions:\n"
    body = "".join(QUESTION.format(n=n, en=PROSE_EN, nl=PROSE_NL) for n in range((questions + 1) // 2))
    if questions % 2:
        body = body.rpartition("        probes:")[0]
    return (head + section + body).encode()


def compose_alone(data: bytes) -> object:
    """The floor: PyYAML's parser in C, and nothing done with what it reads."""
    return yaml.compose(data, Loader=getattr(yaml, "CLoader", yaml.Loader))


def timed(function: Callable[[bytes], object], data: bytes) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    function(data)
    return time.perf_counter() - start


def read(data: bytes) -> Bank:
    """The bank, which must have no mistakes."""
    bank, mistakes = parse_bank(data)
    assert bank is not None, mistakes[0].message
    return bank
