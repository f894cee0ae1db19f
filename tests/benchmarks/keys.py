"""From a key to the screen, on the card of a question and in Textual's own field and list."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from questionnaire.banks.model import AnswerType, Question
from tests.benchmarks.measured import Row
from tests.benchmarks.programs import bare_app, environment, questionnaire, site, stand_at
from tests.benchmarks.terminal import Terminal

BACKSPACE, DOWN, UP = b"\x7f", b"\x1b[B", b"\x1b[A"
MOVES = [(DOWN, 2), (DOWN, 3), (DOWN, 4), (DOWN, 5), (UP, 4), (UP, 3), (UP, 2), (UP, 1)]
SCROLLBAR = " ▁▂▃▄▅▆▇█"
AIM = "<= 1.5"

Seen = Callable[[Terminal], bool]


class Key(NamedTuple):
    """A key, and what tells that it has reached the screen."""

    typed: bytes
    seen: Seen


def measure(runs: int) -> Iterator[Row]:
    """The rows about keys; each kind of field is typed into for `runs` rounds."""
    figures, words = list(_typing("1234567", runs)), list(_typing("promised", runs))
    yield _row("key in a number field", _is_number, figures, "bare Input", "field", figures)
    yield _row("key in a text field", _is_text, words, "bare Input", "field", words)
    yield _row("key in a text field", _is_text, words, "bare TextArea", "words", words, "")
    yield _row(
        "digit on a choice",
        _is_choice,
        list(_choosing(runs)),
        "bare OptionList",
        "choices",
        list(_moving(runs)),
    )


def _row(
    what: str,
    wanted: Callable[[Question], bool],
    own: Sequence[Key],
    beside: str,
    app: str,
    bare: Sequence[Key],
    aim: str = AIM,
) -> Row:
    with TemporaryDirectory() as name:
        home = Path(name)
        stand_at(home / "one.db", wanted)
        with (
            Terminal(questionnaire(home / "one.db"), environment(home)) as tool,
            Terminal(bare_app(app), environment(home)) as floor,
        ):
            tool.until(lambda: site(1) in tool.text, tool.started)
            tool.press(b"\r", lambda: " asked" in tool.text)
            floor.until(lambda: "bare Textual" in floor.text, floor.started)
            times: list[float] = []
            floor_times: list[float] = []
            for ours, theirs in zip(own, bare, strict=True):
                times.append(_pressed(tool, ours))
                floor_times.append(_pressed(floor, theirs))
    return Row(what, times, beside, floor_times, aim)


def _pressed(terminal: Terminal, key: Key) -> float:
    return terminal.press(key.typed, lambda: key.seen(terminal))


def _typing(text: str, runs: int) -> Iterator[Key]:
    """The text typed and taken away again; a key is seen when the field, which has a line of its own, holds what it should."""
    for _run in range(runs):
        for end in range(1, len(text) + 1):
            yield Key(text[end - 1].encode(), _stands(text[:end]))
        for end in range(len(text) - 1, 0, -1):
            yield Key(BACKSPACE, _stands(text[:end]))
        yield Key(BACKSPACE, lambda terminal: not _stands(text[:1])(terminal))


def _stands(text: str) -> Seen:
    return lambda terminal: any(line.strip(SCROLLBAR) == text for line in terminal.screen.display)


def _choosing(runs: int) -> Iterator[Key]:
    """One choice after another."""
    for turn in range(runs * len(MOVES)):
        digit = f"{turn % 3 + 1}"
        yield Key(digit.encode(), _is_chosen(digit))


def _is_chosen(digit: str) -> Seen:
    return lambda terminal: terminal.row_of(f"{digit} (x)") >= 0


def _moving(runs: int) -> Iterator[Key]:
    """The cursor of the list, down and up again."""
    for _run in range(runs):
        for key, place in MOVES:
            yield Key(key, _is_highlighted(place))


def _is_highlighted(place: int) -> Seen:
    """The cursor is on a choice: it looks unlike both its neighbours, of which an end has one."""
    neighbours = [other for other in (place - 1, place + 1) if 1 <= other <= 5]
    return lambda terminal: all(
        terminal.background(f"choice {place}") != terminal.background(f"choice {other}")
        for other in neighbours
    )


def _is_number(question: Question) -> bool:
    return question.answer is AnswerType.NUMBER and question.max is None


def _is_text(question: Question) -> bool:
    return question.answer is AnswerType.TEXT


def _is_choice(question: Question) -> bool:
    return question.answer is AnswerType.CHOICE and len(question.choices) >= 3
