"""Trying a bank file out: the call as it will be, again whenever the file is saved, and its mistakes meanwhile."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from questionnaire.banks.model import Respondent
from questionnaire.terminal.try_bank import MistakesScreen, Trial, TryApp, TryScreen
from questionnaire.terminal.wrap_up import WrapUpScreen
from tests.terminal.helpers import BANK, Buyer


def save(path: Path, text: str) -> None:
    """Save as an editor does: under another name, then in place; the time differs however fast the test is."""
    beside = path.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8")
    before = path.stat().st_mtime_ns if path.exists() else 0
    os.utime(beside, ns=(before + 1_000_000, before + 1_000_000))
    beside.replace(path)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@asynccontextmanager
async def trying(path: Path, trial: Trial | None = None) -> AsyncIterator[Buyer]:
    app = TryApp(trial or Trial(path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        yield Buyer(app, pilot)


async def test_the_call_is_shown_with_a_made_up_supplier_and_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK)
    async with trying(path) as buyer:
        await buyer.sees("Is there a union here?", "A made-up supplier")
        await buyer.press("3")
        await buyer.sees("Nobody speaks for the workers.")
        assert isinstance(buyer.app, TryApp)
        folder = Path(buyer.app._folder.name) if buyer.app._folder else tmp_path
        assert names_in(folder)
        await buyer.press("q")
        await buyer.until(lambda: not buyer.app.is_running or buyer.app._exit, "the app to end")
    assert not folder.exists()
    assert set(names_in(tmp_path)) <= {"call.yaml", "home"}


async def test_a_saved_file_is_shown_anew_with_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK)
    async with trying(path) as buyer:
        await buyer.sees("Is there a union here?")
        await buyer.press("1", "enter")
        await buyer.reaches("union-name")
        await buyer.write("Bond")
        save(
            path,
            BANK.replace("What is it called?", "What is its name?").replace(
                "Is there a union here?", "Any union?"
            ),
        )
        await buyer.sees("What is its name?", "Any union?", "Bond")
        assert buyer.here == "union-name"


async def test_an_answer_that_no_longer_fits_is_left_open_and_a_question_that_is_gone_is_left(
    tmp_path: Path,
) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK)
    async with trying(path) as buyer:
        await buyer.sees("Is there a union here?")
        await buyer.press("1", "slash")
        await buyer.write("chosen")
        await buyer.press("enter")
        await buyer.reaches("chosen")
        await buyer.press("3")
        assert buyer.call.interview.answer("chosen").value == "named"
        await buyer.press("enter")
        await buyer.reaches("topics")
        start, end = BANK.index("      - id: topics"), BANK.index("  - id: numbers")
        changed = BANK[:start] + BANK[end:]
        save(path, changed.replace("{id: named, label", "{id: appointed, label"))
        await buyer.until(lambda: "topics" not in buyer.call.interview.walk.steps, "the new questions")
        assert buyer.call.interview.answer("chosen").value is None
        assert buyer.call.interview.answer("union-present").value == "yes"
        assert buyer.here == "union-name"


async def test_mistakes_stand_in_place_of_the_call_until_the_file_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK.replace("answer: yes-no", "answer: yes-on", 1))
    async with trying(path) as buyer:
        await buyer.on_screen(MistakesScreen)
        await buyer.sees("1 mistake in call.yaml", "did you mean 'yes-no'?")
        save(path, BANK)
        await buyer.sees("Is there a union here?")
        await buyer.press("1", "w")
        await buyer.on_screen(WrapUpScreen)
        save(path, BANK.replace("severity: medium", "severty: medium") + "\n# more\n")
        await buyer.on_screen(MistakesScreen)
        await buyer.sees("did you mean 'severity'?")
        save(path, BANK)
        await buyer.on_screen(TryScreen)
        assert buyer.call.interview.answer("union-present").value == "yes"


async def test_a_file_that_is_away_for_a_moment_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK)
    async with trying(path) as buyer:
        await buyer.sees("Is there a union here?")
        path.unlink()
        assert isinstance(buyer.app, TryApp)
        buyer.app.look()
        await buyer.sees("Is there a union here?")


async def test_respondent_country_language_and_form(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK)
    trial = Trial(path, respondent=Respondent.UNION, country="BD", language="nl", short_form=True)
    async with trying(path, trial) as buyer:
        await buyer.sees("Is hier een vakbond?", "Bangladesh", "union · short f")
        assert buyer.call.interview.respondent is Respondent.UNION


async def test_a_country_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    save(path, BANK)
    async with trying(path, Trial(path, country="Atlantis")) as buyer:
        await buyer.sees("'Atlantis' is no country this tool knows.")
        await buyer.press("q")
        await buyer.until(lambda: not buyer.app.is_running or buyer.app._exit, "the app to end")
