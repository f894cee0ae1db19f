"""Text that is meant to break a screen or a terminal: in every field, in a bank, on every screen, down to the bytes."""

import json
import re
from pathlib import Path

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
from tests.terminal.pseudo_terminal import POINTER, PseudoTerminal

HOSTILE = {
    "closing": "[/] x",
    "markup": "x[/ [bold]x [red]x[/foo] [link=http://x]y[/link] $text-error {braces} %s %(name)s",
    "click": "[@click=app.exit]z[/]",
    "escape": "\x1b]0;PWNED\x07t a\x1b[31mred\x1b[0m\x1b[2J\x1b[H",
    "c1": "a\x9b31mb\x9d0;PWNED\x9cc\x85d\x90q\x9c",
    "bidi": "a\u202egnp.exe\u2066b\u2069\u200fc שלום العربية 123",
    "cells": "e\u0301" + "\u0301" * 40 + "Z\u0335\u0322 👩\u200d👩\u200d👧\u200d👦 🇳🇱 ⚠\ufe0f 日本語",
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


async def test_in_the_fields_of_a_supplier(desk: Desk) -> None:
    bounded = {name: clean(text)[:190] for name, text in HOSTILE.items()}
    async with at_keyboard(desk.database, desk.banks) as buyer:
        for name, text in HOSTILE.items():
            await buyer.press("a")
            await buyer.on_screen(SupplierForm)
            for field in (bounded[name], text, bounded[name], text, text, bounded[name]):
                await buyer.paste(field)
                await buyer.press("down")
            no_control_in(buyer)
            await buyer.press("ctrl+s")
            no_control_in(buyer)
            await buyer.on_screen(SupplierForm)
            for keys in (("down",), ("down", "down"), ("down",)):
                await buyer.press(*keys, "end", "ctrl+u")
            await buyer.press("ctrl+s")
            await buyer.on_screen(SuppliersScreen)
            no_control_in(buyer)
    with open_workspace(str(desk.database), desk.banks) as workspace:
        kept = [overview.supplier for overview in workspace.suppliers()]
    assert {supplier.name for supplier in kept} == {one_line(text) for text in bounded.values()}
    for supplier in kept:
        assert supplier.address == supplier.contact_role == supplier.name
        assert not CONTROL.search(supplier.name)


async def test_a_supplier_s_name_on_every_screen(desk: Desk) -> None:
    names = [
        one_line(HOSTILE[name])[:150]
        for name in ("closing", "markup", "escape", "c1", "bidi", "cells", "wide")
    ]
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


def bank_of_texts() -> str:
    """A bank with a text to type for every hostile text."""
    questions = "".join(f"      - {{id: q-{name}, ask: What is {name}?, answer: text}}\n" for name in HOSTILE)
    head = "bank: texts\nversion: '1.0'\nlanguages: [en]\ntitle: Texts\n"
    return f"{head}sections:\n  - id: only\n    title: Only\n    questions:\n{questions}"


async def test_in_a_text_a_note_and_evidence(tmp_path: Path) -> None:
    desk = Desk(tmp_path, bank_of_texts())
    desk.interview(bank="texts")
    async with in_call(desk, "q-closing") as buyer:
        for name, text in HOSTILE.items():
            await buyer.reaches(f"q-{name}")
            await buyer.paste(text)
            no_control_in(buyer)
            assert desk.value(f"q-{name}") == clean(text).strip()
            await buyer.press("f4")
            await buyer.paste(text)
            no_control_in(buyer)
            await buyer.press("enter", "f3")
            await buyer.paste(text)
            no_control_in(buyer)
            await buyer.press("enter")
            no_control_in(buyer)
            whole = clean(text).strip()
            evidence = Evidence(EvidenceState.PROMISED, kept_of(text))
            assert desk.answers()[f"q-{name}"] == Answer(whole, note=whole, evidence=(evidence,))
            await buyer.press("enter")
        await buyer.on_screen(WrapUpScreen)
        no_control_in(buyer)


async def test_what_was_kept_is_shown_again_on_every_screen(tmp_path: Path) -> None:
    desk = Desk(tmp_path, bank_of_texts())
    desk.interview(bank="texts")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        interview = workspace.open_interview("Voorbeeld")
        for name, text in HOSTILE.items():
            evidence = (Evidence(EvidenceState.PROMISED, text), Evidence(EvidenceState.SEEN, text))
            interview.record(f"q-{name}", Answer(text, note=text, evidence=evidence, marked=True))
    async with in_call(desk, "q-closing", (120, 40)) as buyer:
        for name in HOSTILE:
            await buyer.reaches(f"q-{name}")
            no_control_in(buyer)
            await buyer.press("enter")
        await buyer.on_screen(WrapUpScreen)
        no_control_in(buyer)
        await buyer.press("end")
        no_control_in(buyer)
        await buyer.resize(80, 24)
        no_control_in(buyer)
        await buyer.press("home", *["down"] * len(HOSTILE))
        await buyer.sees("Promised evidence")
        no_control_in(buyer)
        await buyer.press("escape", "escape", "slash")
        await buyer.on_screen(FindDialog)
        no_control_in(buyer)
        await buyer.press("escape")
        for _ in range(4):
            no_control_in(buyer)
            await buyer.press("escape", "b")
    assert {question: answer.value for question, answer in desk.answers().items()} == {
        f"q-{name}": clean(text) for name, text in HOSTILE.items()
    }


async def test_in_the_filter_find_and_the_path_of_a_sheet(desk: Desk) -> None:
    desk.interview(at="union-present")
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("slash")
        for text in HOSTILE.values():
            await buyer.press("end", "ctrl+u")
            await buyer.paste(text)
            no_control_in(buyer)
            assert buyer.typed == one_line(text)[:2000]
        await buyer.press("escape", "x")
        for text in HOSTILE.values():
            await buyer.press("end", "ctrl+u")
            await buyer.paste(str(desk.folder) + "/none/" + text)
            await buyer.press("enter", "f3", "f4")
            await buyer.on_screen(ExportDialog)
            no_control_in(buyer)
        await buyer.press("escape")
        await buyer.resume("union-present")
        await buyer.press("slash")
        for text in HOSTILE.values():
            await buyer.press("end", "ctrl+u")
            await buyer.paste(text)
            await buyer.on_screen(FindDialog)
            no_control_in(buyer)
    assert not (desk.folder / "none").exists()


def hostile_bank() -> str:
    """A bank in which every text is hostile, its languages and types as in any other."""

    def quoted(text: str) -> str:
        escaped = json.dumps(text, ensure_ascii=False)
        return re.sub("[\x7f-\x9f\u00a0\u2000-\u206f]", lambda found: f"\\u{ord(found[0]):04x}", escaped)

    def text(name: str) -> str:
        return f"{{en: {quoted('en ' + HOSTILE[name])}, nl: {quoted('nl ' + HOSTILE[name])}}}"

    def listed(name: str, start: str) -> str:
        return f"[{quoted(start + HOSTILE[name])}]"

    names = [name for name in HOSTILE if name != "nul"]
    choices = ", ".join(f"{{id: c-{name}, label: {text(name)}}}" for name in names[:9])
    several = (
        f"              - {{id: c-markup, ask: {text('markup')}, answer: choice, choices: [{choices}]}}\n"
    )
    questions = "".join(
        f"""
      - id: q-{name}
        ask: {text(name)}
        answer: yes-no
        listen_for: {text(name)}
        evidence: {{en: {listed(name, "e ")}, nl: {listed(name, "e ")}}}
        based_on: {listed(name, "b ")}
        flags:
          - {{when: yes, severity: high, because: {text(name)}, next_step: {text(name)}}}
        probes:
          - when: yes
            questions:
              - {{id: n-{name}, ask: {text(name)}, answer: number, unit: {text(name)}}}
{several if name == "markup" else ""}"""
        for name in names
    )
    return f"""\
bank: hostile
version: "1.0"
languages: [en, nl]
title: {text("escape")}
about: {text("bidi")}
publisher: {quoted(HOSTILE["markup"])}
sections:
  - id: only
    title: {text("c1")}
    questions:{questions}
checks:
  - {{id: always, when: {{q-click: yes}}, severity: high, because: {text("escape")}, ask_next: {text("bidi")}}}
"""


async def test_a_bank_full_of_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, hostile_bank())
    desk.supplier()
    async with at_keyboard(desk.database, desk.banks, (120, 40)) as buyer:
        await buyer.press("i")
        await buyer.on_screen(InterviewsDialog)
        await buyer.sees("]0;PWNED")
        no_control_in(buyer)
        await buyer.press("enter")
        seen = set()
        await buyer.reaches("q-closing")
        await buyer.press("l")
        for _ in range(200):
            if isinstance(buyer.app.screen, WrapUpScreen):
                break
            seen.add(buyer.here)
            no_control_in(buyer)
            await buyer.press("1")
            no_control_in(buyer)
            await buyer.press("enter")
        names = [name for name in HOSTILE if name != "nul"]
        assert seen == {f"{start}-{name}" for name in names for start in "qn"} | {"c-markup"}
        await buyer.on_screen(WrapUpScreen)
        no_control_in(buyer)
        assert "[/] x" in flat(buyer.text)
        await buyer.resize(80, 24)
        no_control_in(buyer)
        await buyer.press("escape", "g", "o")
        for _ in range(6):
            no_control_in(buyer)
            await buyer.press("b")
        await buyer.press("slash")
        await buyer.on_screen(FindDialog)
        no_control_in(buyer)
        await buyer.press("escape", "f1")
        await buyer.on_screen(HelpScreen)
        no_control_in(buyer)
    assert len(desk.answers()) == len(seen)


def test_no_byte_of_it_is_a_command_to_the_terminal(tmp_path: Path) -> None:
    desk = Desk(tmp_path, hostile_bank())
    desk.supplier(one_line(HOSTILE["escape"] + HOSTILE["c1"]))
    with PseudoTerminal(desk.words) as terminal:
        terminal.sees("PWNED")
        terminal.type("enter")
        terminal.sees("Begin an interview with")
        terminal.type("enter")
        terminal.sees("0 of")
        terminal.type("l", "g", "1", "enter")
        terminal.sees("en [/] x — Yes")
        for text in ("escape", "c1", "bidi"):
            terminal.type("n", "\x1b[200~" + HOSTILE[text] + "\x1b[201~", "enter")
        terminal.type("e", "\x1b[200~" + HOSTILE["escape"] + "\x1b[201~", "enter")
        terminal.until(
            lambda: re.search(r"promised: \S*\]0;PWNED", terminal.text) is not None, "the evidence"
        )
        terminal.type("w")
        terminal.sees("Promised evidence")
        for _ in range(3):
            terminal.type("b", "enter", "w")
            terminal.sees("Open questions")
        terminal.type("ctrl+q")
        assert terminal.ended(30) == 0
        assert b"PWNED" in terminal.raw
        assert terminal.screen.title == terminal.screen.icon_name == ""
        raw = terminal.raw.replace(POINTER, b"")
        assert b"\x1b]" not in raw
        drawn = re.sub(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[78=>])", b"", raw).decode()
        assert "\x1b" not in drawn
        assert not set(CONTROL.findall(drawn)) - set("\r\n")
    assert any("PWNED" in answer.note for answer in desk.answers("]0;PWNED").values())
