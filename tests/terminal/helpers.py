"""A buyer at the keyboard of the real app, on a database file and a tiny bank of the test's own."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, Value
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.values import HistoryEntry, Supplier
from questionnaire.terminal.app import QuestionnaireApp
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.wrap_up import WrapUpScreen
from questionnaire.workspace import open_workspace

BANK = """\
bank: call
version: "1.0"
languages: [en, nl]
title: {en: A bank for a call, nl: Een lijst voor een gesprek}
about: {en: Made for a test., nl: Voor een proef gemaakt.}
figures:
  density: {title: {en: Members among workers, nl: Leden onder werknemers}, percent: members, of: workers}
sections:
  - id: unions
    title: {en: Unions, nl: Bonden}
    questions:
      - id: union-present
        ask: {en: Is there a union here?, nl: Is hier een vakbond?}
        answer: yes-no
        short_form: true
        listen_for: {en: A name and a date., nl: Een naam en een datum.}
        evidence: {en: [the letter, the minutes], nl: [de brief, de notulen]}
        based_on: [ILO C87 art. 2]
        flags:
          - when: yes
            without: evidence
            severity: medium
            because: {en: A yes with nothing shown., nl: Een ja zonder bewijs.}
            next_step: {en: Ask for the letter., nl: Vraag de brief.}
          - when: no
            severity: high
            because: {en: Nobody speaks for the workers., nl: Niemand spreekt namens hen.}
            next_step: {en: Hear the workers., nl: Hoor de werknemers.}
        probes:
          - when: [yes, partly]
            questions:
              - id: union-name
                ask: {en: What is it called?, nl: Hoe heet die?}
                answer: text
              - id: members
                ask: {en: How many members has it?, nl: Hoeveel leden heeft die?}
                answer: number
                whole: true
                min: 0
                unit: {en: members, nl: leden}
                probes:
                  - when: {at_least: 500}
                    questions:
                      - id: branches
                        ask: {en: In which branches?, nl: In welke afdelingen?}
                        answer: text
          - when: no
            questions:
              - id: why-not
                ask: {en: Why is there none?, nl: Waarom is die er niet?}
                answer: text
      - id: chosen
        ask: {en: How were they chosen?, nl: Hoe zijn zij gekozen?}
        answer: choice
        choices:
          - {id: secret-ballot, label: {en: By secret ballot, nl: Geheime stemming}}
          - {id: show-of-hands, label: {en: By show of hands, nl: Met handopsteken}}
          - {id: named, label: {en: Named by the management, nl: Door de directie}}
      - id: topics
        ask: {en: What was talked about?, nl: Waarover is gesproken?}
        answer: choices
        choices:
          - {id: wages, label: {en: Wages, nl: Loon}}
          - {id: hours, label: {en: Hours, nl: Uren}}
          - {id: safety, label: {en: Safety, nl: Veiligheid}}
  - id: numbers
    title: {en: Numbers, nl: Aantallen}
    questions:
      - id: workers
        ask: {en: How many people work here?, nl: Hoeveel mensen werken hier?}
        answer: number
        whole: true
        min: 1
        max: 100000
      - id: women
        ask: {en: Which share are women?, nl: Welk deel is vrouw?}
        answer: percentage
      - id: agreed
        ask: {en: Since when is there an agreement?, nl: Sinds wanneer is er een cao?}
        answer: date
      - id: remarks
        ask: {en: What else was said?, nl: Wat is er nog gezegd?}
        answer: text
      - id: more-remarks
        ask: {en: And what besides?, nl: En wat verder?}
        answer: text
checks:
  - id: more-members-than-workers
    when: {density: {above: 100}}
    severity: high
    because: {en: More members than workers., nl: Meer leden dan werknemers.}
    ask_next: {en: Which count is right?, nl: Welk aantal klopt?}
"""
"""Two languages, every type of answer, a flag, a claim, probes two deep, a figure and a check."""

DEADLINE = 10.0

W = TypeVar("W", bound=Widget)


class Desk:
    """A database and a folder of banks on the disk, as the app and the test both open them."""

    def __init__(self, folder: Path, *banks: str) -> None:
        self.folder = folder
        self.database = folder / "answers.db"
        self.banks = folder / "banks"
        self.banks.mkdir(exist_ok=True)
        for bank in banks or (BANK,):
            self.add_bank(bank)

    def add_bank(self, bank: str) -> None:
        """Put a bank in the folder, under its own id."""
        name = bank.partition("bank:")[2].split()[0]
        (self.banks / f"{name}.yaml").write_text(bank, encoding="utf-8")

    @property
    def words(self) -> list[str]:
        """The options of the command line that open it."""
        return ["--database", str(self.database), "--banks", str(self.banks)]

    def supplier(self, name: str = "Voorbeeld Knit", country: str | None = "BD") -> Supplier:
        """A new supplier."""
        with open_workspace(str(self.database), self.banks) as workspace:
            return workspace.add_supplier(name, country)

    def interview(
        self,
        supplier: str = "Voorbeeld Knit",
        country: str | None = "BD",
        *,
        respondent: Respondent = Respondent.MANAGEMENT,
        bank: str = "call",
        at: str | None = None,
        values: dict[str, Value] | None = None,
    ) -> None:
        """A new supplier and an interview with it that stands at a question, with some answers."""
        with open_workspace(str(self.database), self.banks) as workspace:
            workspace.add_supplier(supplier, country)
            interview = workspace.start_interview(supplier, bank, respondent)
            for question, value in (values or {}).items():
                interview.record(question, Answer(value))
            if at is not None:
                interview.visit(at)

    def answers(self, supplier: str = "Voorbeeld") -> dict[str, Answer]:
        """The answers of the supplier's last interview, as they are on the disk."""
        with open_workspace(str(self.database), self.banks) as workspace:
            return dict(workspace.open_interview(supplier).answers)

    def value(self, question: str, supplier: str = "Voorbeeld") -> Value | None:
        """The value of one answer, as it is on the disk."""
        return self.answers(supplier).get(question, Answer()).value

    def opened(self, supplier: str = "Voorbeeld") -> OpenInterview:
        """The supplier's last interview, as it is on the disk; its database is let go again."""
        with open_workspace(str(self.database), self.banks) as workspace:
            return workspace.open_interview(supplier)

    def history(self, question: str | None = None, supplier: str = "Voorbeeld") -> list[HistoryEntry]:
        """The history of the supplier's last interview."""
        with open_workspace(str(self.database), self.banks) as workspace:
            return workspace.open_interview(supplier).history(question)


class Buyer:
    """Presses keys and reads the screen; never touches a widget."""

    def __init__(self, app: QuestionnaireApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        return rows_of(self.app)

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.rows)

    def row_of(self, words: str) -> int:
        """On which row words stand, once."""
        rows = [place for place, row in enumerate(self.rows) if words in row]
        assert len(rows) == 1, f"{words!r} stands on rows {rows}\n{self.text}"
        return rows[0]

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before is done."""
        for key in keys:
            await self._send(key, key if len(key) == 1 else _CHARACTERS.get(key))

    async def _send(self, key: str, character: str | None) -> None:
        self.app.post_message(events.Key(key, character))
        await settle(self.app)

    async def write(self, text: str) -> None:
        """Type characters, a new line with ctrl+j."""
        for character in text:
            await self._send("ctrl+j" if character == "\n" else _KEYS.get(character, character), character)

    async def paste(self, text: str) -> None:
        """Paste a text."""
        self.app.post_message(events.Paste(text))
        await settle(self.app)

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds; fails with the screen where it does not in time."""
        await wait_until(self.app, holds, what)

    async def sees(self, *words: str) -> None:
        """Wait until all these words stand on the screen, however the lines are broken."""
        for wanted in words:
            await self.until(lambda wanted=wanted: flat(wanted) in flat(self.text), f"to see {wanted!r}")  # type: ignore[misc]

    async def close_notices(self) -> None:
        """Do away with what is told in passing, as a click does: it lies over the screen for seconds."""
        self.app.clear_notifications()
        await settle(self.app)

    async def misses(self, words: str) -> None:
        """Wait until words no longer stand on the screen."""
        await self.until(lambda: flat(words) not in flat(self.text), f"{words!r} to go")

    @property
    def call(self) -> InterviewScreen:
        """The screen of the call, which must be the one on top."""
        assert isinstance(self.app.screen, InterviewScreen), f"{self.app.screen}\n{self.text}"
        return self.app.screen

    @property
    def here(self) -> str:
        """The question on screen."""
        return self.call.here

    async def reaches(self, question: str) -> None:
        """Wait until a question is on screen."""
        await self.until(
            lambda: isinstance(self.app.screen, InterviewScreen) and self.app.screen.here == question,
            f"question {question}",
        )
        await settle(self.app)

    async def on_screen(self, kind: type[Screen[Any]]) -> None:
        """Wait until a screen of a kind is on top."""
        await self.until(lambda: isinstance(self.app.screen, kind), kind.__name__)
        await settle(self.app)

    async def resume(self, question: str) -> None:
        """From the suppliers into the interview, which must stand at a question."""
        await self.press("enter")
        await self.reaches(question)

    @property
    def typed(self) -> str:
        """What stands in the field that is typed in."""
        field = self.app.screen.focused
        assert isinstance(field, Input | TextArea), f"no field is typed in but {field}\n{self.text}"
        return field.value if isinstance(field, Input) else field.text

    async def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(columns, rows)
        await settle(self.app)

    async def wrap_up(self) -> None:
        """To the wrap-up, from an answer that is not typed."""
        await self.press("w")
        await self.on_screen(WrapUpScreen)


@asynccontextmanager
async def at_keyboard(
    database: Path, banks: Path | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Buyer]:
    """The app, opened on a database, with its suppliers on screen."""
    app = QuestionnaireApp(str(database), banks)
    async with app.run_test(size=size, notifications=True) as pilot:
        buyer = Buyer(app, pilot)
        await buyer.on_screen(SuppliersScreen)
        yield buyer


@asynccontextmanager
async def in_call(desk: Desk, question: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Buyer]:
    """The app in the interview of the desk's only supplier, which stands at a question."""
    async with at_keyboard(desk.database, desk.banks, size) as buyer:
        await buyer.resume(question)
        yield buyer


def rows_of(app: QuestionnaireApp) -> list[str]:
    """The rows of the screen as text; the one place that looks into Textual's compositor."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def flat(text: str) -> str:
    """A text with frames taken away and blanks made one, so that words are found across lines."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "│╭╮╰╯─▁▔▊▎┌┐└┘├┤█▌▐▀▄"), " ")).split())


async def wait_until(app: QuestionnaireApp, holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fails with the screen where it does not in time, or the app has ended."""
    end = time.monotonic() + DEADLINE
    while not holds():
        seen = "\n".join(rows_of(app))
        assert app._exception is None, f"the app ended before {what}\n{seen}"
        assert time.monotonic() < end, f"waited in vain for {what}\n{seen}"
        await asyncio.sleep(0.02)
        await settle(app)


async def settle(app: QuestionnaireApp) -> None:
    """Wait until the app has done all it had to do and only timers, threads and keys could stir it again."""
    loop = asyncio.get_running_loop()
    for _ in range(3):
        for _turn in range(100_000):
            await asyncio.sleep(0)
            if not loop._ready:  # type: ignore[attr-defined]
                if not app._key_is_busy or not app.is_running or app._exit:
                    break
                await asyncio.sleep(0.001)
        else:
            raise AssertionError("the app never comes to rest")
        if app.is_running and app._exception is None:
            app.screen._on_timer_update()


_KEYS = {
    " ": "space",
    "/": "slash",
    ".": "full_stop",
    "-": "minus",
    ",": "comma",
    "?": "question_mark",
    "%": "percent_sign",
    "!": "exclamation_mark",
}
_CHARACTERS = {name: character for character, name in _KEYS.items()}
