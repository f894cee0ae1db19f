"""A whole interview on the shipped bank, with keys alone, from an empty database to the answer sheet."""

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace
from textual.widgets import OptionList

from questionnaire.banks.model import AnswerType, Question, Reason
from questionnaire.banks.names import bounds_of
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState, Value
from questionnaire.interviews.findings import findings_of
from questionnaire.interviews.walk import Walk
from questionnaire.terminal.export import ExportDialog
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.start_interview import InterviewsDialog
from questionnaire.terminal.supplier_form import SupplierForm
from questionnaire.terminal.suppliers import SuppliersScreen
from questionnaire.terminal.wrap_up import WrapUpScreen
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Buyer, at_keyboard

REASONS = {
    Reason.UNKNOWN: ("u", "f6"),
    Reason.REFUSED: ("r", "f7"),
    Reason.NOT_APPLICABLE: ("a", "f8"),
    Reason.TO_FOLLOW: ("t", "f9"),
}
DATES = {"2025-03-14": "2025-03-14", "3-2026": "2026-03", "2024": "2024"}


class Caller:
    """Answers whatever comes up by its type alone, and remembers what it answered."""

    def __init__(self, buyer: Buyer) -> None:
        self.buyer = buyer
        self.given: dict[str, Answer] = {}
        self.order: list[str] = []

    async def answer(self, question: Question) -> None:
        """Answer one question with its keys; every so often with a reason, a note, evidence or a mark."""
        place = len(self.order)
        self.order.append(question.id)
        is_text = question.answer is AnswerType.TEXT
        if place % 6 == 4:
            reason = list(Reason)[place // 6 % len(Reason)]
            await self.buyer.press(REASONS[reason][is_text])
            given = Answer(reason=reason)
        else:
            given = Answer(await self._value(question, place))
        if place % 5 == 1:
            await self.buyer.press("f4" if is_text else "n")
            note = f"Note {place}, é and [b]"
            await self.buyer.write(note)
            await self.buyer.press("enter")
            given = replace(given, note=note)
        if place % 7 == 2:
            await self.buyer.press("f3" if is_text else "e", str(place % 4 + 1))
            await self.buyer.write(f"paper {place}")
            await self.buyer.press("enter")
            given = replace(given, evidence=(Evidence(list(EvidenceState)[place % 4], f"paper {place}"),))
        if place % 9 == 3:
            await self.buyer.press("f2" if is_text else "f")
            given = replace(given, marked=True)
        self.given[question.id] = given

    async def _value(self, question: Question, place: int) -> Value:
        match question.answer:
            case AnswerType.YES_NO:
                await self.buyer.press(str(place % 3 + 1))
                return ("yes", "partly", "no")[place % 3]
            case AnswerType.CHOICE:
                chosen = place % len(question.choices)
                await self.buyer.press(str(chosen + 1))
                return question.choices[chosen].id
            case AnswerType.CHOICES:
                several = sorted({place % len(question.choices), 0})
                await self.buyer.press(*[str(chosen + 1) for chosen in reversed(several)])
                return tuple(question.choices[chosen].id for chosen in several)
            case AnswerType.NUMBER | AnswerType.PERCENTAGE:
                low, high = bounds_of(question)
                number = int(low or 0) + place
                number = number if high is None else min(number, int(high))
                await self.buyer.write(str(number))
                return number
            case AnswerType.DATE:
                typed, kept = list(DATES.items())[place % len(DATES)]
                await self.buyer.write(typed)
                return kept
            case AnswerType.TEXT:
                await self.buyer.write(f"Text {place}, ünsafe [/] words")
                return f"Text {place}, ünsafe [/] words"


def asked_by(walk: Walk, answers: dict[str, Answer]) -> list[str]:
    """What the bank asks, given answers."""
    return [step.question.id for step in walk.asked(answers)]


def in_use(answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers that hold anything."""
    return {name: answer for name, answer in answers.items() if answer != Answer()}


async def test_a_whole_interview_with_keys_alone(tmp_path: Path) -> None:
    database = tmp_path / "answers.db"
    async with at_keyboard(database) as buyer:
        await buyer.press("a")
        await buyer.on_screen(SupplierForm)
        for field in ("Voorbeeld Knit", "Bangladesh", "Dhaka", "", "1200", "plant manager"):
            await buyer.write(field)
            await buyer.press("enter")
        await buyer.on_screen(SuppliersScreen)
        await buyer.sees("Voorbeeld Knit", "Bangladesh", "not yet asked")
        await buyer.press("enter")
        await buyer.on_screen(InterviewsDialog)
        await buyer.press("enter")
        await buyer.on_screen(InterviewScreen)
        await buyer.sees("0 of")
        walk = buyer.call.interview.walk
        caller = Caller(buyer)
        expected = asked_by(walk, caller.given)[0]
        while True:
            assert buyer.here == expected
            await caller.answer(walk.steps[expected].question)
            names = asked_by(walk, caller.given)
            later = names[names.index(expected) + 1 :]
            if not later:
                break
            await buyer.press(("enter", "ctrl+n")[len(caller.order) % 2])
            expected = later[0]
        assert len(caller.order) > len(asked_by(walk, {})), "no probe was opened"
        assert len({type(answer.value) for answer in caller.given.values()}) >= 4
        assert {answer.reason for answer in caller.given.values()} > set(Reason)

        await back_and_forth(caller, walk)
        changed, hidden = await change_what_opened_probes(caller, walk)
        names = asked_by(walk, caller.given)
        assert hidden
        assert not hidden & set(names)

        await answer_what_is_open(caller, walk)
        names = asked_by(walk, caller.given)
        findings = findings_of(walk, caller.given)
        await buyer.on_screen(WrapUpScreen)
        await buyer.sees(f"of {len(names)} answered", f"{len(findings)} need")
        await buyer.press("d", "x")
        await buyer.on_screen(ExportDialog)
        await clear_line(buyer)
        await buyer.write(str(tmp_path / "sheet.json"))
        await buyer.press("enter")
        await buyer.on_screen(WrapUpScreen)
        await buyer.press("q")
        await buyer.on_screen(SuppliersScreen)
        await buyer.sees(f"{len(names)}/{len(names)}")

    with open_workspace(str(database)) as workspace:
        kept = workspace.open_interview("Voorbeeld")
        assert in_use(kept.answers) == in_use(caller.given)
        assert kept.finished_at is not None
        assert kept.progress().asked == kept.progress().answered == len(names)
        assert [finding.key for finding in kept.findings] == [finding.key for finding in findings]
        history = kept.history()
        assert {entry.question for entry in history} == set(in_use(caller.given))
        last = {entry.question: entry.after for entry in history}
        assert last == in_use(caller.given)
        of_changed = [entry for entry in history if entry.question == changed]
        assert len(of_changed) == 2
        assert of_changed[0].after == of_changed[1].before
        workspace.export_sheet("Voorbeeld", tmp_path / "again.json")
    sheet, again = (json.loads((tmp_path / name).read_text()) for name in ("sheet.json", "again.json"))
    for one in (sheet, again):
        check_sheet(one, walk, caller.given)
    told = {key for key in sheet if sheet[key] != again[key]}
    assert told <= {"interview", "exported_at"}, told


def check_sheet(sheet: object, walk: Walk, given: dict[str, Answer]) -> None:
    """Every question asked stands in the sheet, with all that was typed for it, and no other one does."""
    asked = asked_by(walk, given)
    found = {entry["id"]: entry for entry in dictionaries_in(sheet) if entry.get("id") in walk.steps}
    shown = {name for name, entry in found.items() if entry.get("asked", True)}
    assert shown == set(asked)
    for name in asked:
        told = json.dumps(found[name], ensure_ascii=False)
        answer = given[name]
        assert json.dumps(answer.note, ensure_ascii=False)[1:-1] in told
        for piece in answer.evidence:
            assert piece.what in told
            assert piece.state in told
        if answer.reason is not None:
            assert f'"{answer.reason}"' in told
        elif isinstance(answer.value, tuple):
            assert all(f'"{word}"' in told for word in answer.value)
        else:
            assert json.dumps(answer.value, ensure_ascii=False) in told


def dictionaries_in(data: object) -> Iterator[dict[str, object]]:
    """Every mapping in a document."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from dictionaries_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from dictionaries_in(value)


async def back_and_forth(caller: Caller, walk: Walk) -> None:
    """Going back over some questions and forth again shows them in their order and changes nothing."""
    buyer = caller.buyer
    names = asked_by(walk, caller.given)
    for name in reversed(names[-6:-1]):
        if walk.steps[buyer.here].question.answer is AnswerType.TEXT:
            await buyer.press("escape")
        await buyer.press("b")
        await buyer.reaches(name)
    for name in names[-5:]:
        await buyer.press("enter")
        await buyer.reaches(name)


async def change_what_opened_probes(caller: Caller, walk: Walk) -> tuple[str, set[str]]:
    """Change the first answer under which probes were answered, so that they are no longer asked."""
    buyer = caller.buyer
    before = set(asked_by(walk, caller.given))
    for name in caller.order:
        question = walk.steps[name].question
        if question.answer not in (AnswerType.YES_NO, AnswerType.CHOICE) or not caller.given[name].value:
            continue
        under = {probe for probe in before if walk.steps[probe].parent == name}
        answer = caller.given[name].with_reason(Reason.NOT_APPLICABLE)
        after = set(asked_by(walk, {**caller.given, name: answer}))
        if under and not under & after:
            break
    else:
        raise AssertionError("no answer opened probes")
    if walk.steps[buyer.here].question.answer is AnswerType.TEXT:
        await buyer.press("escape")
    await buyer.press("slash")
    await buyer.write(name)
    listed = [option.id for option in buyer.app.screen.query_one(OptionList).options]
    await buyer.press(*["down"] * listed.index(name), "enter")
    await buyer.reaches(name)
    await buyer.press("a")
    caller.given[name] = answer
    return name, before - after


async def answer_what_is_open(caller: Caller, walk: Walk) -> None:
    """Answer what the change has opened, until the wrap-up comes."""
    buyer = caller.buyer
    for _ in range(60):
        open_now = [
            name for name in asked_by(walk, caller.given) if not caller.given.get(name, Answer()).is_given
        ]
        if walk.steps[buyer.here].question.answer is AnswerType.TEXT:
            await buyer.press("escape")
        await buyer.press("s")
        if not open_now:
            return
        assert buyer.here in open_now
        await caller.answer(walk.steps[buyer.here].question)
    raise AssertionError("there is always something open")


async def clear_line(buyer: Buyer) -> None:
    """Empty the line that is typed in."""
    await buyer.press("end", "ctrl+u")
    assert buyer.typed == ""
