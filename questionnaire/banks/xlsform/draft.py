"""A bank in the making: what another form asks, before its conditions and ids are known to be in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from questionnaire.banks.conditions import Condition, IsAnswered, NotTest, Test, Where, conjuncts
from questionnaire.banks.model import (
    AnswerType,
    Bank,
    Check,
    Choice,
    Flag,
    Probes,
    Question,
    Section,
    Text,
)
from questionnaire.banks.xlsform.data import Place
from questionnaire.banks.xlsform.joining import joined

DEEPEST_PROBE = 5


@dataclass(slots=True)
class Draft:
    """A question; `wanted` are its conditions as they were written, `words` the answer that stands for each choice."""

    id: str
    ask: Text
    answer: AnswerType
    place: Place
    choices: tuple[Choice, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    min: int | float | None = None
    max: int | float | None = None
    whole: bool = False
    listen_for: Text = field(default_factory=dict)
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    wanted: list[tuple[str, Place]] = field(default_factory=list)
    ask_if: Condition | None = None
    flags: list[Flag] = field(default_factory=list)


@dataclass(slots=True)
class DraftSection:
    """Questions on one subject."""

    id: str
    title: Text
    intro: Text = field(default_factory=dict)
    questions: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class DraftBank:
    """A whole bank."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: Text
    about: Text = field(default_factory=dict)
    sections: list[DraftSection] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def questions(self) -> Iterator[Draft]:
        """Every question."""
        for section in self.sections:
            yield from section.questions

    def bank(self) -> Bank:
        """The bank, with what hangs on an answer under its question."""
        return Bank(
            id=self.id,
            version=self.version,
            languages=self.languages,
            title=self.title,
            about=self.about,
            sections=tuple(
                Section(section.id, section.title, _nested(section.questions), section.intro)
                for section in self.sections
                if section.questions
            ),
            checks=tuple(self.checks),
        )


@dataclass(slots=True)
class _Item:
    """A question with its probes; `implied` is what holds whenever it is asked."""

    draft: Draft
    ask_if: Condition | None
    implied: list[Condition]
    groups: list[tuple[Where, list["_Item"]]] = field(default_factory=list)

    def question(self) -> Question:
        draft = self.draft
        return Question(
            id=draft.id,
            ask=draft.ask,
            answer=draft.answer,
            choices=draft.choices,
            min=draft.min,
            max=draft.max,
            whole=draft.whole,
            listen_for=draft.listen_for,
            evidence=draft.evidence,
            ask_if=self.ask_if,
            flags=tuple(draft.flags),
            probes=tuple(
                Probes(when, tuple(item.question() for item in items)) for when, items in self.groups
            ),
        )


def _nested(drafts: list[Draft]) -> tuple[Question, ...]:
    """Questions as a tree: what is asked because of the answer just before stands under it, in the order it was in."""
    roots: list[_Item] = []
    path: list[_Item] = []
    for draft in drafts:
        parts = list(conjuncts(draft.ask_if)) if draft.ask_if is not None else []
        for depth in range(min(len(path), DEEPEST_PROBE), 0, -1):
            parent = path[depth - 1]
            own = [part for part in parts if isinstance(part, Where) and part.name == parent.draft.id]
            if len(own) == 1 and _is_of_an_answer(own[0].test):
                rest = [part for part in parts if part != own[0] and part not in parent.implied]
                item = _Item(draft, joined(rest, by_all=True) if rest else None, [*parent.implied, *parts])
                if not parent.groups or parent.groups[-1][0] != own[0]:
                    parent.groups.append((own[0], []))
                parent.groups[-1][1].append(item)
                path = [*path[:depth], item]
                break
        else:
            item = _Item(draft, draft.ask_if, parts)
            roots.append(item)
            path = [item]
    return tuple(item.question() for item in roots)


def _is_of_an_answer(test: Test) -> bool:
    """Whether a test can hold only of something answered."""
    match test:
        case IsAnswered(answered):
            return answered
        case NotTest(inner):
            return not isinstance(inner, IsAnswered)
    return True
