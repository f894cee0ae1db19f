"""Text that is meant to break a screen or a terminal: in every field, in a bank, on every screen, down to the bytes."""

import json
import re
from pathlib import Path

import pytest

from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.terminal.export import ExportDialog
from questionnaire.terminal.find import FindDialog
from questionnaire.terminal.help import HelpScreen
from questionnaire.terminal.start_interview import InterviewsDialog
from questionnaire.terminal.supplier_form import SupplierForm
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.wrap_up import WrapUpScreen
from questionnaire.text import clean, one_line
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Buyer, Desk, at_keyboard, flat, in_call
from tests.terminal.pseudo_terminal import PseudoTerminal

HOSTILE = {
    "closing": "[/] x",
    "open": "x[/",
    "bold": "[bold]x",
    "red": "[red]x[/foo]",
    "link": "[link=http://x]y[/link]",
    "click": "[@click=app.exit]z[/]",
    "variable": "$text-error {braces} %s %(name)s",
    "colour": "a\x1b[31mred\x1b[0m\x1b[2J\x1b[H",
    "title": "\x1b]0;PWNED\x07t",
    "c1": "a\x9b31mb\x9d0;PWNED\x9cc\x85d\x90q\x9c",
    "bidi": "a\u202egnp.exe\u2066b\u2069\u200fc",
    "rtl": "שלום العربية 123",
    "combining": "e\u0301" + "\u0301" * 40 + "Z\u0335\u0322",
    "emoji": "👩\u200d👩\u200d👧\u200d👦 🇳🇱 ⚠\ufe0f 日本語",
    "blanks": "a\tb\nc\r\nd\u2028e\u00a0f\x0bg",
    "long": "long " * 1000,
    "wide": "日" * 5000,
    "nul": "a\x00b\x7fc\ufeffd\ud800e",
}
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def no_control_in(buyer: Buyer) -> None:
    """Nothing that is drawn can be taken for a command by a terminal, and every row has its width."""
    from rich.cells import cell_len

    for row in buyer.rows:
        assert not CONTROL.search(row), ascii(row)
        assert cell_len(row) == buyer.app.size.width, ascii(row)


def kept_of(text: str, most: int = 2000) -> str:
    """What a line keeps of a text that is pasted into it."""
    return one_line(one_line(text)[:most])


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    """One text after the other."""
    return HOSTILE[request.param]


async def test_in_the_fields_of_a_supplier(desk: Desk) -> None:
    bounded = {name: clean(text)[:190] for name, text in HOSTILE.items()}
    async with at_keyboard(desk.database, desk.banks) as buyer:
        for text in HOSTILE.values():
            await buyer.press("a")
            await buyer.on_screen(SupplierForm)
            for _field in range(6):
                await buyer.paste(text)
                no_control_in(buyer)
                await buyer.press("down")
            await buyer.press("ctrl+s")
            no_control_in(buyer)
            await buyer.on_screen(SupplierForm)
            await buyer.press("escape")
            await buyer.on_screen(SuppliersScreen)
        for text in bounded.values():
            await buyer.press("a")
            await buyer.paste(text)
            await buyer.press("down", "down")
            await buyer.paste(text)
            await buyer.press("down", "down", "down")
            await buyer.paste(text)
            await buyer.press("enter")
            await buyer.on_screen(SuppliersScreen)
            no_control_in(buyer)
    with open_workspace(str(desk.database), desk.banks) as workspace:
        kept = [overview.supplier for overview in workspace.suppliers()]
    assert {supplier.name for supplier in kept} == {one_line(text) for text in bounded.values()}
    for supplier in kept:
        assert supplier.address == supplier.contact_role == supplier.name
        assert not CONTROL.search(supplier.name)


async def test_a_supplier_s_name_on_every_screen(desk: Desk) -> None:
    names = [one_line(text)[:150] for text in HOSTILE.values()]
    for name in names:
        desk.supplier(name, None)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        no_control_in(buyer)
        for place in range(len(names)):
            await buyer.press("home", *["down"] * place, "i")
            await buyer.on_screen(InterviewsDialog)
            no_control_in(buyer)
            await buyer.press("enter")
            await buyer.reaches("union-present")
            no_control_in(buyer)
            await buyer.press("w")
            await buyer.on_screen(WrapUpScreen)
            no_control_in(buyer)
            await buyer.press("x")
            await buyer.on_screen(ExportDialog)
            no_control_in(buyer)
            assert re.fullmatch(r"[A-Za-z0-9-]+\.xlsx", Path(buyer.typed).name)
            await buyer.press("escape", "q")
            await buyer.on_screen(SuppliersScreen)
        no_control_in(buyer)
    with open_workspace(str(desk.database), desk.banks) as workspace:
        assert len(workspace.interviews()) == len(names)


async def test_in_a_text_a_note_and_evidence(desk: Desk) -> None:
    desk.interview(at="remarks")
    async with in_call(desk, "remarks") as buyer:
        for name, text in HOSTILE.items():
            await buyer.press("ctrl+home", "ctrl+shift+end", "delete")
            assert buyer.typed == ""
            await buyer.paste(text)
            no_control_in(buyer)
            assert desk.value("remarks") == clean(text).strip(), name
            await buyer.press("f4")
            await buyer.paste(text)
            no_control_in(buyer)
            await buyer.press("enter", "f3")
            await buyer.paste(text)
            no_control_in(buyer)
            await buyer.press("enter")
            no_control_in(buyer)
            kept = desk.answers()["remarks"]
            assert kept.note.endswith(clean(text).strip()), name
            assert kept.evidence[-1] == Evidence(EvidenceState.PROMISED, kept_of(text)), name
            await buyer.press("f4", "ctrl+home", "ctrl+shift+end", "delete", "enter")
            assert desk.answers()["remarks"].note == ""


async def test_what_was_kept_is_shown_again_on_every_screen(desk: Desk, hostile: str) -> None:
    desk.interview(at="remarks")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        interview = workspace.open_interview("Voorbeeld")
        for place, question in enumerate(("union-present", "remarks", "more-remarks")):
            evidence = (Evidence(EvidenceState.PROMISED, hostile), Evidence(EvidenceState.SEEN, hostile))
            value = hostile if place else "yes"
            interview.record(question, Answer(value, note=hostile, evidence=evidence, marked=True))
        interview.record("union-name", Answer(hostile))
    async with in_call(desk, "remarks") as buyer:
        no_control_in(buyer)
        await buyer.press("escape")
        for key in ("b", "b", "b", "b", "b"):
            await buyer.press(key)
        while buyer.here != "union-name":
            await buyer.press("b")
        no_control_in(buyer)
        await buyer.press("escape", "b")
        await buyer.reaches("union-present")
        no_control_in(buyer)
        await buyer.press("slash")
        await buyer.on_screen(FindDialog)
        await buyer.paste(hostile)
        no_control_in(buyer)
        await buyer.press("escape", "w")
        await buyer.on_screen(WrapUpScreen)
        assert "Promised evidence" in buyer.text
        no_control_in(buyer)
        await buyer.resize(120, 40)
        no_control_in(buyer)
        await buyer.press("escape")
        await buyer.reaches("union-present")
        no_control_in(buyer)


async def test_in_the_filter_find_and_the_path_of_a_sheet(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        for text in HOSTILE.values():
            await buyer.press("slash")
            await buyer.paste(text)
            no_control_in(buyer)
            assert buyer.typed == one_line(text)[:2000].ljust(len(buyer.typed)), ascii(buyer.typed[:60])
            await buyer.press("escape", "x")
            await buyer.on_screen(ExportDialog)
            await buyer.press("end", "ctrl+u")
            await buyer.paste(str(desk.folder) + "/none/" + text)
            await buyer.press("enter", "f3", "enter", "f4")
            await buyer.on_screen(ExportDialog)
            no_control_in(buyer)
            await buyer.press("escape")
            await buyer.on_screen(SuppliersScreen)
        await buyer.resume("union-present")
        for text in HOSTILE.values():
            await buyer.press("slash")
            await buyer.on_screen(FindDialog)
            await buyer.paste(text)
            no_control_in(buyer)
            await buyer.press("escape")
    assert not (desk.folder / "none").exists()


def hostile_bank() -> str:
    """A bank in which every text is hostile, its languages and types as in any other."""

    def text(name: str) -> str:
        return json.dumps({"en": "en " + HOSTILE[name], "nl": "nl " + HOSTILE[name]}).replace("\\ud800", "")

    names = [name for name in HOSTILE if name != "nul"]
    choices = ", ".join(f"{{id: c-{name}, label: {text(name)}}}" for name in names[:9])
    questions = "".join(
        f"""
      - id: q-{name}
        ask: {text(name)}
        answer: yes-no
        listen_for: {text(name)}
        evidence: {{en: [{json.dumps("e " + HOSTILE[name])}], nl: [{json.dumps("e " + HOSTILE[name])}]}}
        based_on: [{json.dumps("b " + HOSTILE[name])}]
        flags:
          - {{when: yes, severity: high, because: {text(name)}, next_step: {text(name)}}}
        probes:
          - when: yes
            questions:
              - {{id: n-{name}, ask: {text(name)}, answer: number, unit: {text(name)}}}
              - {{id: c-{name}, ask: {text(name)}, answer: choice, choices: [{choices}]}}
"""
        for name in names
    )
    return f"""\
bank: hostile
version: "1.0"
languages: [en, nl]
title: {text("title")}
about: {text("colour")}
publisher: {json.dumps(HOSTILE["link"])}
sections:
  - id: only
    title: {text("c1")}
    questions:{questions}
checks:
  - {{id: always, when: {{q-bold: yes}}, severity: high, because: {text("title")}, ask_next: {text("bidi")}}}
"""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_bank_full_of_it(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = Desk(tmp_path, hostile_bank())
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks, size) as buyer:
        await buyer.press("i")
        await buyer.on_screen(InterviewsDialog)
        await buyer.sees("]0;PWNEDt")
        no_control_in(buyer)
        await buyer.press("enter")
        seen = set()
        await buyer.reaches("q-closing")
        await buyer.press("l", "g")
        for _ in range(200):
            if isinstance(buyer.app.screen, WrapUpScreen):
                break
            seen.add(buyer.here)
            no_control_in(buyer)
            await buyer.press("1")
            no_control_in(buyer)
            await buyer.press("enter")
        names = [name for name in HOSTILE if name != "nul"]
        assert seen == {f"{start}-{name}" for name in names for start in "qnc"}
        await buyer.on_screen(WrapUpScreen)
        no_control_in(buyer)
        assert "[/] x" in flat(buyer.text)
        await buyer.press("escape")
        if size[0] == 80:
            await buyer.press("g", "o")
            no_control_in(buyer)
            await buyer.press("escape")
        await buyer.press("slash")
        await buyer.on_screen(FindDialog)
        no_control_in(buyer)
        await buyer.press("escape", "f1")
        await buyer.on_screen(HelpScreen)
        no_control_in(buyer)
    assert len(desk.answers()) == len(seen)


def test_no_byte_of_it_is_a_command_to_the_terminal(tmp_path: Path) -> None:
    desk = Desk(tmp_path, hostile_bank())
    desk.supplier(one_line(HOSTILE["title"] + HOSTILE["colour"] + HOSTILE["c1"]))
    with PseudoTerminal(desk.words) as terminal:
        terminal.sees("PWNED")
        terminal.type("enter")
        terminal.sees("Begin an interview with")
        terminal.type("enter")
        terminal.sees("0 of")
        terminal.type("l", "g", "1", "enter")
        terminal.sees("en [/] x — Yes")
        for text in ("title", "c1", "bidi", "colour"):
            terminal.type("n", "\x1b[200~" + HOSTILE[text] + "\x1b[201~", "enter")
        terminal.type("e", "\x1b[200~" + HOSTILE["title"] + "\x1b[201~", "enter")
        terminal.sees("promised: ]0;PWNED")
        terminal.type("w")
        terminal.sees("Promised evidence")
        for _ in range(3):
            terminal.type("b", "enter", "w")
            terminal.sees("Open questions")
        terminal.type("ctrl+q")
        assert terminal.ended() == 0
        assert b"PWNED" in terminal.raw
        assert terminal.screen.title == terminal.screen.icon_name == ""
        assert b"\x1b]" not in terminal.raw
        drawn = re.sub(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[78=>])", b"", terminal.raw).decode()
        assert "\x1b" not in drawn
        assert not set(CONTROL.findall(drawn)) - set("\r\n")
    assert any("PWNED" in answer.note for answer in desk.answers("]0;PWNED").values())


