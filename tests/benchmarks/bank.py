"""Reading a bank, beside the parsing of its YAML alone."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from questionnaire.banks.read import read_bank
from questionnaire.workspace import shipped_banks
from tests.benchmarks.measured import Row
from tests.benchmarks.programs import BANK

QUESTIONS = 45
_SENTENCE = {
    "en": "Who told you so, when was it, and what can you show us for it, of which we may keep a copy? ",
    "nl": "Wie heeft u dat verteld, wanneer was dat, en wat kunt u ons laten zien waarvan wij een kopie mogen bewaren? ",
}


def measure(runs: int) -> Iterator[Row]:
    """The rows about reading."""
    with TemporaryDirectory() as name:
        made = Path(name) / "made.yaml"
        made.write_text(made_bank(), encoding="utf-8")
        yield _row(f"bank of {QUESTIONS} questions", made, runs, "<= 25 ms")
    shipped = shipped_banks() / f"{BANK}.yaml"
    yield _row(
        f"shipped bank, {sum(1 for _question in read_bank(shipped).questions())} questions", shipped, runs, ""
    )


def _row(what: str, path: Path, runs: int, aim: str) -> Row:
    times, floor = [], []
    text = path.read_text(encoding="utf-8")
    for _run in range(runs):
        start = time.perf_counter()
        read_bank(path)
        read = time.perf_counter()
        yaml.compose(text, Loader=yaml.CLoader)
        times.append(read - start)
        floor.append(time.perf_counter() - read)
    return Row(f"{what} ({path.stat().st_size // 1000} kB)", times, "yaml.compose in C", floor, aim)


def made_bank() -> str:
    """A bank in two languages with everything a question may have."""
    lines = ["bank: made", 'version: "1.0"', "languages: [en, nl]", f"title: {_text('Made', 0)}", "sections:"]
    for number in range(QUESTIONS):
        if number % 9 == 0:
            lines += [
                f"  - id: section-{number}",
                f"    title: {_text(f'Section {number}', 0)}",
                "    questions:",
            ]
        lines += _question(number)
    return "\n".join(lines) + "\n"


def _question(number: int) -> list[str]:
    choices = [
        f"          - {{id: choice-{place}, label: {_text(f'Choice {place}', 0)}}}" for place in range(3)
    ]
    return [
        f"      - id: question-{number}",
        f"        ask: {_text(f'Question {number}.', 1)}",
        "        answer: choice",
        "        choices:",
        *choices,
        f"        listen_for: {_text('A real answer.', 2)}",
        "        evidence: {en: [minutes, a photo of the notice board], nl: [notulen, een foto van het prikbord]}",
        "        based_on: [ILO C87 art. 2]",
        "        flags:",
        "          - when: choice-0",
        "            severity: high",
        f"            because: {_text('This does not hold.', 0)}",
        f"            next_step: {_text('Ask again.', 1)}",
    ]


def _text(beginning: str, sentences: int) -> str:
    return (
        "{"
        + ", ".join(f'{language}: "{beginning} {words * sentences}"' for language, words in _SENTENCE.items())
        + "}"
    )
