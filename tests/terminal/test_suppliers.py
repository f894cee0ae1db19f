"""The suppliers, their form, the export, help, and what holds on every screen: keys, footers, sizes, colours."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.actions import parse
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Footer, OptionList

import questionnaire.terminal
from questionnaire.banks.model import Respondent
from questionnaire.banks.shipped import shipped_banks
from questionnaire.interviews.answers import Answer
from questionnaire.terminal.app import QuestionnaireApp
from questionnaire.terminal.base import SMALLEST, ToolScreen
from questionnaire.terminal.export import ExportDialog
from questionnaire.terminal.find import FindDialog
from questionnaire.terminal.follow_up import FollowUpDialog
from questionnaire.terminal.follow_ups import FollowUpsScreen
from questionnaire.terminal.help import HelpScreen
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.opening import OpeningScreen
from questionnaire.terminal.round import RoundScreen
from questionnaire.terminal.start_interview import InterviewsDialog
from questionnaire.terminal.supplier_form import SupplierForm
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.wrap_up import WrapUpScreen
from questionnaire.translation import _, use_language
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import BANK, Buyer, Desk, at_keyboard, flat, in_call

TOO_SMALL = "This window is too small."
MOVEMENTS = {
    "cursor_down",
    "cursor_up",
    "down",
    "up",
    "enter",
    "end_filter",
    "app.focus_next",
    "app.focus_previous",
}
"""What needs no line in the help: moving about, and the way back out of a filter."""


async def test_without_suppliers_it_says_what_to_do(desk: Desk) -> None:
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.sees(
            "No suppliers yet.", "Press a to add the first", "Press d to look around in a sample"
        )
        await buyer.press("enter", "i", "x", "r", "slash", "escape", "down", "j")
        await buyer.on_screen(SuppliersScreen)
        assert "There is no interview" not in buyer.text
        await buyer.press("a")
        await buyer.on_screen(SupplierForm)


async def test_the_sample_is_a_database_of_its_own(desk: Desk) -> None:
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("d")
        await buyer.sees("Sample suppliers: nothing here is kept")
        await buyer.until(lambda: buyer.app.screen.query_one(OptionList).option_count > 0, "sample suppliers")
        await buyer.press("a")
        await buyer.on_screen(SupplierForm)
        await buyer.write("Sample only")
        await buyer.press("ctrl+s")
        await buyer.sees("Sample only")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        assert workspace.suppliers() == []


async def test_the_sample_is_not_offered_beside_suppliers(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("d")
        await buyer.on_screen(FollowUpsScreen)
        await buyer.press("escape")
        await buyer.sees("Voorbeeld Knit")
        assert "sample" not in buyer.text.lower()


FORMS: list[tuple[dict[str, str], str]] = [
    ({}, "A supplier needs a name."),
    ({"name": "Nieuw", "country": "Banglades"}, "Did you mean Bangladesh (BD)?"),
    ({"name": "Nieuw", "country": "BD", "os_id": "BD2020"}, "'BD2020' is not an OS ID"),
    ({"name": "Nieuw", "country": "BD", "workers": "many"}, "'many' is no number of workers."),
    ({"name": "voorbeeld knit", "country": "BD"}, "already"),
]


async def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        for fields, told in FORMS:
            await buyer.press("a")
            await buyer.on_screen(SupplierForm)
            for name in ("name", "country", "address", "os_id", "workers", "contact_role"):
                await buyer.write(fields.get(name, ""))
                await buyer.press("enter")
            await buyer.sees(told)
            for typed in fields.values():
                assert typed in buyer.text
            await buyer.press("escape")
            await buyer.on_screen(SuppliersScreen)
    with open_workspace(str(desk.database), desk.banks) as workspace:
        assert len(workspace.suppliers()) == 1


async def test_a_supplier_is_added_with_all_its_particulars(desk: Desk) -> None:
    from questionnaire.reference.os_id import parse_os_id

    os_id = parse_os_id("BD2020021QK28YZ")
    assert os_id is not None
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("a")
        for typed in ("Voorbeeld Knit", "bangladesh", "Weg 1, Dhaka", os_id, "1.200"):
            await buyer.write(typed)
            await buyer.press("down")
        await buyer.write("manager")
        await buyer.press("up", "down", "ctrl+s")
        await buyer.on_screen(SuppliersScreen)
        await buyer.sees("Voorbeeld Knit", "Bangladesh", "not yet asked")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        kept = workspace.supplier("Voorbeeld")
        found = (kept.name, kept.country, kept.address, kept.os_id, kept.workers, kept.contact_role)
        assert found == ("Voorbeeld Knit", "BD", "Weg 1, Dhaka", os_id, 1200, "manager")


async def test_the_filter_narrows_while_typing_and_escape_ends_it(desk: Desk) -> None:
    for name, country in (("Voorbeeld Knit", "BD"), ("Proefdruk Denim", "TR"), ("Nergens Garments", "VN")):
        desk.supplier(name, country)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.sees("Voorbeeld Knit", "Proefdruk Denim", "Nergens Garments")
        await buyer.press("slash")
        await buyer.write("GARM")
        await buyer.misses("Voorbeeld Knit")
        await buyer.sees("Nergens Garments", "1 / 3")
        await buyer.press(*["backspace"] * 4)
        await buyer.write("türk")
        await buyer.sees("Proefdruk Denim", "1 / 3")
        await buyer.write("zz")
        await buyer.misses("Proefdruk Denim")
        await buyer.press("enter", "escape")
        await buyer.sees("Voorbeeld Knit", "Proefdruk Denim", "Nergens Garments")
        await buyer.press("slash")
        await buyer.press("down", "enter")
        await buyer.on_screen(InterviewsDialog)
        await buyer.sees("Proefdruk Denim")


async def test_enter_resumes_the_open_interview(desk: Desk) -> None:
    desk.interview(at="workers", values={"chosen": "named"})
    desk.supplier("Aardig Denim", "TR")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.sees("resume 1/8")
        await buyer.press("down", "enter")
        await buyer.reaches("workers")


async def test_an_interview_begins_on_the_main_bank_else_on_the_last_one(desk: Desk) -> None:
    desk.supplier("Voorbeeld Knit", "BD")
    async with at_keyboard(desk.database, shipped_banks()) as buyer:
        await buyer.sees("Voorbeeld Knit")
        await buyer.press("i")
        await buyer.sees("Freedom of association and social dialogue")
    with open_workspace(str(desk.database), shipped_banks()) as workspace:
        version = workspace.start_interview(
            "Voorbeeld Knit", "living-wage", Respondent.MANAGEMENT
        ).bank.version
    async with at_keyboard(desk.database, shipped_banks()) as buyer:
        await buyer.sees("Voorbeeld Knit")
        await buyer.press("i")
        await buyer.sees(f"Living wage {version}", "b bank")


async def test_find_says_when_nothing_matches(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("slash")
        await buyer.write("zzzz")
        await buyer.sees("Nothing matches.")
        await buyer.press("enter")
        await buyer.on_screen(FindDialog)


async def test_an_interview_is_begun_with_its_settings(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("i")
        await buyer.sees(
            "A bank for a call 1.0", "Made for a test.", "l language: English · s form: whole bank"
        )
        await buyer.press("l", "s")
        await buyer.sees("Een lijst voor een gesprek", "Voor een proef gemaakt.", "form: short form")
        await buyer.press("down", "down", "enter")
        await buyer.reaches("union-present")
        await buyer.sees("Is hier een vakbond?", "union · short form", "0 of 1 asked")
    kept = desk.opened()
    assert (kept.language, kept.short_form, kept.respondent) == ("nl", True, "union")


async def test_all_interviews_of_a_supplier_can_be_opened(desk: Desk) -> None:
    desk.interview(values={"chosen": "named"}, at="topics")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("i")
        await buyer.sees("2026", "management", "resume 1/8")
        await buyer.press("down", "down", "enter")
        await buyer.reaches("union-present")
        await buyer.press("escape", "i")
        await buyer.sees("worker representative", "management")
        await buyer.press("down", "enter")
        await buyer.reaches("topics")


async def test_a_broken_bank_is_named_and_left_out(desk: Desk) -> None:
    (desk.banks / "broken.yaml").write_text("bank: broken\n", encoding="utf-8")
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("i")
        await buyer.sees("Left out because of mistakes: broken.yaml", "A bank for a call")


async def clear_line(buyer: Buyer, typed: str) -> None:
    """Type something else in the line."""
    await buyer.press("end", "ctrl+u")
    await buyer.write(typed)


async def test_the_export_never_replaces_a_file_unless_told_so(desk: Desk) -> None:
    desk.interview(values={"chosen": "named"})
    path = desk.folder / "sheet.json"
    path.write_text("mine", encoding="utf-8")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("x")
        await buyer.on_screen(ExportDialog)
        await clear_line(buyer, str(path))
        await buyer.press("enter")
        await buyer.sees("exists already")
        assert path.read_text(encoding="utf-8") == "mine"
        await buyer.press("f4")
        await buyer.sees("Written, internal:")
        await buyer.on_screen(SuppliersScreen)
        assert "named" in json.dumps(json.loads(path.read_text(encoding="utf-8")))


async def test_the_export_goes_round_formats_and_languages(desk: Desk) -> None:
    desk.interview(values={"chosen": "named"})
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("x")
        await buyer.on_screen(ExportDialog)
        await clear_line(buyer, str(desk.folder / "sheet"))
        seen = []
        for _ in range(8):
            await buyer.press("f3")
            seen.append(Path(buyer.typed).suffix)
        assert seen == [".xlsx", ".docx", ".pdf", ".html", ".md", ".csv", ".json", ".xlsx"]
        await clear_line(buyer, str(desk.folder / "sheet.md"))
        await buyer.press("f2")
        await buyer.sees("language: nl")
        await buyer.press("enter")
        await buyer.on_screen(SuppliersScreen)
    assert "Door de directie" in (desk.folder / "sheet.md").read_text(encoding="utf-8")


PATHS = {
    "": "ending ''",
    "sheet.doc": "ending '.doc'",
    "no/such/folder/sheet.md": "no such folder",
    "/": "ending ''",
    "~nobody-of-this-name/sheet.md": "no such folder",
    "x" * 300 + ".md": "too long",
}


async def test_a_path_that_cannot_be_written_is_told(desk: Desk) -> None:
    desk.interview()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("x")
        for path, told in PATHS.items():
            await buyer.on_screen(ExportDialog)
            await buyer.press("end", "ctrl+u")
            await buyer.paste(path)
            assert buyer.typed == path
            await buyer.press("enter")
            await buyer.sees(told)
            await buyer.press("f3")
        await buyer.press("escape")
        await buyer.on_screen(SuppliersScreen)


async def test_a_supplier_without_an_interview_has_no_sheet(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("x")
        await buyer.sees("There is no interview with this supplier yet.")
        await buyer.on_screen(SuppliersScreen)


async def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    database = tmp_path / "answers.db"
    database.write_text("no database\n" * 100, encoding="utf-8")
    app = QuestionnaireApp(str(database))
    async with app.run_test(size=(80, 24)) as pilot:
        buyer = Buyer(app, pilot)
        await buyer.on_screen(OpeningScreen)
        await buyer.sees("is not a database of this program", "Press ctrl+q to leave.")
        await buyer.press("ctrl+q")
        await buyer.until(lambda: not app.is_running, "the app to end")


# What holds on every screen

PLACES = {
    "suppliers": (),
    "form": ("a",),
    "interviews": ("i",),
    "export": ("x",),
    "call": ("enter",),
    "find": ("enter", "slash"),
    "wrap-up": ("enter", "w"),
    "follow-ups": ("d",),
    "follow-up": ("d", "n"),
    "round": ("r",),
}
KINDS: dict[str, type[DOMNode]] = {
    "suppliers": SuppliersScreen,
    "form": SupplierForm,
    "interviews": InterviewsDialog,
    "export": ExportDialog,
    "call": InterviewScreen,
    "find": FindDialog,
    "wrap-up": WrapUpScreen,
    "follow-ups": FollowUpsScreen,
    "follow-up": FollowUpDialog,
    "round": RoundScreen,
}


def own_bindings(kind: type[DOMNode]) -> list[Binding]:
    """The bindings that a class of this package declares, one for each key."""
    return [
        binding
        for base in kind.__mro__
        if base.__module__.startswith("questionnaire.")
        for bindings in BindingsMap(base.__dict__.get("BINDINGS", ())).key_to_bindings.values()
        for binding in bindings
    ]


def classes() -> Iterator[type[DOMNode]]:
    """Every class of the terminal that can have bindings."""
    for module in pkgutil.walk_packages(questionnaire.terminal.__path__, "questionnaire.terminal."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == module.name:
                yield thing


def test_every_key_has_an_id_and_says_what_it_does() -> None:
    found = [(kind, binding) for kind in classes() for binding in own_bindings(kind)]
    assert len(found) > 60
    for kind, binding in found:
        assert binding.id, (kind, binding)
        assert binding.description, (kind, binding)
        moves = binding.action in MOVEMENTS or binding.action.startswith(("scroll(", "move("))
        assert binding.tooltip or moves, (kind, binding)
    ids = {(binding.id, binding.action.removeprefix("app.")) for _kind, binding in found}
    assert len(ids) == len({id for id, _action in ids}), "one id, two acts"


@pytest.mark.parametrize("place", PLACES)
async def test_help_lists_every_key_of_the_screen(desk: Desk, place: str) -> None:
    desk.interview(at="union-present")
    async with at_keyboard(desk.database, desk.banks, (100, 70)) as buyer:
        await buyer.press(*PLACES[place])
        screen = buyer.app.screen
        assert isinstance(screen, KINDS[place])
        await buyer.press("f1")
        await buyer.on_screen(HelpScreen)
        told = [binding for binding in own_bindings(type(screen)) if binding.tooltip]
        assert told
        for binding in told:
            if is_offered(screen, binding):
                await buyer.sees(binding.tooltip)
                assert line_names(buyer, binding), f"{binding.key} is not in the help\n{buyer.text}"
            else:
                assert flat(binding.tooltip) not in flat(buyer.text), f"{binding.key} does nothing now"
        await buyer.sees(
            "Leave; everything is kept", "· open + answered ! needs follow-up x refused - not asked"
        )
        leaving = [row for row in buyer.rows if "ctrl+q" in row]
        assert len(leaving) == 1
        assert "Leave; everything is kept" in leaving[0]
        await buyer.press("escape")
        assert buyer.app.screen is screen
        if isinstance(screen, ToolScreen):
            await buyer.press("question_mark")
            await buyer.on_screen(HelpScreen)


def is_offered(screen: Screen[Any], binding: Binding) -> bool:
    """Whether a key does anything on the screen as it is."""
    _place, name, parameters = parse(binding.action)
    return screen.check_action(name, parameters) is not False


async def test_help_keeps_what_does_not_fit_under_its_meaning(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("question_mark")
        await buyer.on_screen(HelpScreen)
        first = buyer.row_of("All interviews of the supplier; begin")
        assert buyer.rows[first].index("All") == buyer.rows[first + 1].index("another")
        await buyer.resize(120, 40)
        await buyer.sees("All interviews of the supplier; begin another")


async def test_a_dialog_tells_its_keys_too(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("i", "question_mark")
        await buyer.on_screen(HelpScreen)
        await buyer.sees("The language of the questions")
        await buyer.press("escape", "escape", "a", "question_mark")
        assert buyer.typed == "?"


async def test_the_same_is_not_said_twice_at_once(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("r", "x")
        await buyer.sees("There is no interview with this supplier yet.")
        assert buyer.text.count("There is no interview") == 1


async def test_a_long_name_leaves_room_for_who_answers(desk: Desk) -> None:
    desk.interview(supplier="Voorbeeld Knit " + "and Sons " * 6, respondent=Respondent.WORKER_REPRESENTATIVE)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("enter")
        await buyer.on_screen(InterviewScreen)
        await buyer.sees("worker representative saved")
        assert "Voorbeeld" in buyer.rows[0]


def line_names(buyer: Buyer, binding: Binding) -> bool:
    """Whether the key stands on the line of the help that tells of it."""
    names = {
        "question_mark": "?",
        "slash": "/",
        "pagedown": "pgdn",
        "pageup": "pgup",
        "escape": "esc",
        "delete": "del",
        "equals_sign": "=",
    }
    key = names.get(binding.key, binding.key).lower()
    start = binding.tooltip[:20]
    return any(key in row[: row.find(start)].lower().split() for row in buyer.rows if start in row)


async def test_the_help_can_be_read_to_its_end_in_a_small_window(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("f1")
        await buyer.sees("The next question that is asked")
        await buyer.press("end")
        await buyer.sees("x refused")
        await buyer.press("home")
        await buyer.sees("The next question that is asked")


FOOTERS = {"suppliers": 7, "call": 8, "wrap-up": 7, "follow-ups": 7, "round": 6}
"""How many keys the footer of a screen shows at least."""


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("place", FOOTERS)
async def test_the_footer_of_a_screen_fits_80_columns(desk: Desk, place: str, language: str) -> None:
    use_language(language)
    desk.interview(at="union-present", values={"union-present": "yes"})
    desk.add_bank(BANK.replace('version: "1.0"', 'version: "1.1"').replace("Is there", "Is there now"))
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press(*PLACES[place])
        screen = buyer.app.screen
        assert isinstance(screen, KINDS[place])
        shown = {
            binding.action: binding
            for binding in reversed(own_bindings(type(screen)))
            if binding.show and screen.check_action(binding.action, ()) is not False
        }
        assert len(shown) >= FOOTERS[place]
        for binding in shown.values():
            key = binding.key_display or binding.key
            key = {"question_mark": "?", "slash": "/"}.get(key, key)
            alternatives = {f"{key} {_(binding.description)}"}
            if key == "Enter":  # the list that has the cursor names it in its own words
                alternatives.add(f"Enter {_('open')}")
            await buyer.until(
                lambda wanted=alternatives: any(one in buyer.rows[-1] for one in wanted),  # type: ignore[misc]
                f"{alternatives} in the footer",
            )
        footer = screen.query_one(Footer)
        assert footer.max_scroll_x == 0
        assert footer.virtual_size.width <= 80


@pytest.mark.parametrize("place", PLACES)
async def test_a_window_that_is_too_small_says_so_and_is_as_before_when_it_grows(
    desk: Desk, place: str
) -> None:
    desk.interview(at="union-present")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press(*PLACES[place])
        before, focus = buyer.rows, buyer.app.screen.focused
        screen = buyer.app.screen
        assert isinstance(screen, KINDS[place])
        for size in ((SMALLEST[0] - 1, 24), (80, SMALLEST[1] - 1), (20, 6), (1, 1)):
            await buyer.resize(*size)
            if isinstance(screen, ToolScreen) and size[0] > 10:
                await buyer.sees("too small")
                assert "Voorbeeld" not in buyer.text
        await buyer.resize(*SMALLEST)
        assert TOO_SMALL not in buyer.text
        await buyer.resize(80, 24)
        await buyer.until(lambda: buyer.rows == before, "the screen as it was")
        assert buyer.app.screen.focused is focus


async def test_keys_work_again_after_the_window_was_too_small(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        await buyer.resize(40, 10)
        await buyer.sees("too small")
        await buyer.resize(80, 24)
        await buyer.press("3")
        await buyer.sees("3 (x) No")
        assert desk.value("union-present") == "no"


async def test_the_filter_is_hidden_too_where_the_window_is_too_small(desk: Desk) -> None:
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("slash")
        await buyer.write("voor")
        await buyer.resize(40, 10)
        await buyer.sees("too small")
        assert "voor" not in buyer.text.lower()
        await buyer.resize(80, 24)
        await buyer.write("b")
        assert buyer.typed == "voorb"


async def test_resizing_while_typing_loses_nothing(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        typed = ""
        for size in ((120, 40), (60, 16), (30, 8), (80, 24)):
            await buyer.write("words ")
            typed += "words "
            await buyer.resize(*size)
            assert desk.value("remarks") == typed.strip()
        assert buyer.typed == typed
        await buyer.write("end")
        assert desk.value("remarks") == typed + "end"
        await buyer.press("f4")
        await buyer.write("note")
        await buyer.resize(120, 40)
        await buyer.resize(80, 24)
        await buyer.write("d")
        assert buyer.typed == "noted"
        await buyer.press("enter", "f3")
        await buyer.write("pap")
        await buyer.resize(120, 40)
        await buyer.write("er")
        await buyer.press("enter")
        kept = desk.answers()["remarks"]
        assert (kept.note, [piece.what for piece in kept.evidence]) == ("noted", ["paper"])


async def test_without_colour_everything_still_reads(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk.interview(at="union-present")
    async with in_call(desk, "union-present") as buyer:
        assert buyer.app.no_color
        await buyer.press("1")
        await buyer.sees("1 (x) Yes", "! medium A yes with nothing shown.")
        colours = (
            {
                segment.style.color.get_truecolor()
                for strip in buyer.app.screen._compositor.render_strips()
                for segment in buyer.app._filters[-1].apply_strip(strip)
                if segment.style is not None and segment.style.color is not None
            }
            if hasattr(buyer.app._filters[-1], "apply_strip")
            else set()
        )
        assert all(red == green == blue for red, green, blue in colours)


async def test_a_light_theme_is_kept_to(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        buyer.app.theme = "textual-light"
        await buyer.resume("union-present")
        await buyer.press("1")
        await buyer.sees("1 (x) Yes", "A yes with nothing shown.")
        back = buyer.call.query_one("Card").background_colors[1]
        text = buyer.call.query_one("#question").colors[3]
        assert back.brightness > 0.7
        assert text.brightness < 0.4


async def test_the_palette_offers_every_act_of_the_screen(desk: Desk) -> None:
    desk.interview(at="chosen")
    async with in_call(desk, "chosen") as buyer:
        offered = {command.title: command for command in buyer.app.get_system_commands(buyer.app.screen)}
        assert {"Next", "Wrap up", "Refused", "Quit", "Theme"} <= set(offered)
        await buyer.press("ctrl+p")
        await buyer.until(lambda: "CommandPalette" in type(buyer.app.screen).__name__, "the palette")
        await buyer.write("refused")
        await buyer.sees("The respondent does not want to answer")
        await buyer.press("enter")
        await buyer.until(lambda: desk.answers().get("chosen", Answer()).reason == "refused", "the act done")
