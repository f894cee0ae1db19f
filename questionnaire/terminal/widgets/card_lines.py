"""What a card says of a question and its answer, as text: choices, state, hints, probes. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from questionnaire.banks.model import YES_NO_WORDS, AnswerType
from questionnaire.errors import InputError
from questionnaire.interviews.answers import (
    REASON_LABELS,
    label_of,
    parse_text,
    parse_value,
    value_as_shown,
)
from questionnaire.terminal.shown import QUIET, column, cut
from questionnaire.terminal.widgets.evidence_lines import piece_lines
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionnaire.banks.model import Bank, Question
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.walk import Step
    from questionnaire.terminal.widgets.earlier import Earlier
    from questionnaire.terminal.widgets.evidence_lines import WrongFiles


class Probe(Struct, frozen=True):
    """A probe that the answer opened, as one line under it."""

    ask: str
    answer: str


class Shown(Struct, frozen=True):
    """Everything a card shows: languages, the question above, the probes below, what was answered in the round before."""

    bank: Bank
    step: Step
    language: str
    second: str = ""
    above: str = ""
    earlier: Earlier | None = None


def options_of(question: Question) -> tuple[str, ...]:
    """The words a question can be answered with, as the bank writes them."""
    if question.answer is AnswerType.YES_NO:
        return YES_NO_WORDS
    return tuple(choice.id for choice in question.choices)


def labels_of(shown: Shown) -> list[tuple[str, str]]:
    """The choices in the language of the call and in the second one, which is empty where none is shown."""
    question, second = shown.step.question, shown.second
    return [
        (
            label_of(shown.bank, question, word, shown.language),
            label_of(shown.bank, question, word, second) if second else "",
        )
        for word in options_of(question)
    ]


def chosen_in(question: Question, answer: Answer) -> set[int]:
    """The places of the choices that are the answer."""
    words = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    return {place for place, word in enumerate(options_of(question)) if word in words}


def state_lines(answer: Answer, wrong_files: WrongFiles, *, note: bool, evidence: bool) -> Content:
    """What stands with an answer: reason, mark, and where they are not being typed, evidence and note."""
    lines: list[Content] = []
    if answer.reason is not None:
        lines.append(_headed(_("answer"), _(REASON_LABELS[answer.reason])))
    if answer.marked:
        lines.append(_headed(_("mark"), _("marked for follow-up")))
    if evidence:
        lines += piece_lines(answer.evidence, wrong_files)
    if answer.note and note:
        lines.append(_headed(_("note"), one_line(answer.note)))
    return Content("\n").join(lines)


def _headed(head: str, text: str) -> Content:
    return Content.assemble((column(head, 10), QUIET), text)


def words_hint(question: Question, draft: str) -> Content:
    """Under choices and text: that several may be chosen, or what is wrong with what is typed."""
    try:
        parse_text(draft)
    except InputError as error:
        return Content.styled(str(error), "bold")
    return Content.styled(_("any of these") if question.answer is AnswerType.CHOICES else "", QUIET)


def figures_hint(shown: Shown, typed: str) -> Content:
    """Under a number or a date: what it takes, what was understood, or what is wrong with what is typed."""
    question = shown.step.question
    try:
        value = parse_value(question, typed or " ")
    except InputError as error:
        wrong = bool(typed.strip())
        return Content.styled(str(error) if wrong else error.hint, "bold" if wrong else QUIET)
    understood = value_as_shown(shown.bank, question, value, shown.language)
    return Content.styled(_("understood: {value}").format(value=understood), QUIET)


def probe_lines(probes: Sequence[Probe], width: int) -> Content:
    """The probes in a branch each, in so many cells."""
    lines = []
    for place, probe in enumerate(probes):
        branch = "└─" if place == len(probes) - 1 else "├─"
        answer = cut(probe.answer, width // 2)
        ask = cut(probe.ask, width - cell_len(answer) - 5)
        lines.append(Content.assemble((f"{branch} ", QUIET), ask, "  ", (answer, "bold")))
    return Content("\n").join(lines)
