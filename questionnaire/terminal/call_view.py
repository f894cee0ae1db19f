"""What the widgets of the call are shown, taken from an open interview. No widget and no rule in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaire.interviews.answers import REASON_LABELS, Answer, value_as_shown
from questionnaire.interviews.findings import Finding, by_severity
from questionnaire.interviews.walk import Step
from questionnaire.terminal.shown import ROLES
from questionnaire.terminal.widgets.call_header import Place
from questionnaire.terminal.widgets.card_lines import Probe, Shown
from questionnaire.terminal.widgets.earlier import Earlier
from questionnaire.terminal.widgets.outline import Entry
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview


def title_of(interview: OpenInterview, with_state: bool = True) -> str:
    """With whom the call is: supplier, country, round, respondent, and whether it is finished."""
    country = interview.country
    name = country.name.get(language_in_use(), country.code) if country else ""
    form = _("short form") if interview.short_form else ""
    done = _("finished") if with_state and interview.finished_at else ""
    parts = (
        interview.supplier.name,
        name,
        _("round {round}").format(round=interview.round),
        _(ROLES[interview.respondent]),
        form,
        done,
    )
    return " · ".join(one_line(part) for part in parts if part)


def place_of(interview: OpenInterview, step: Step, marks: dict[str, str]) -> Place:
    """Where the call is and how far it has come."""
    progress = interview.progress()
    bank = interview.bank
    number = step.number.partition(".")[0]
    names = [
        name
        for name, other in interview.walk.steps.items()
        if other.section.id == step.section.id and marks[name] != "-"
    ]
    here = names.index(step.question.id) if step.question.id in names else 0
    return Place(
        title_of(interview),
        f"{number} {bank.in_language(step.section.title, interview.language)}",
        "".join(marks[name] for name in names),
        here,
        progress.answered,
        progress.asked,
    )


def shown_of(interview: OpenInterview, step: Step, language: str, second: str) -> Shown:
    """The question as it is asked; over a probe stands what called for it, over the first of a section its intro."""
    above = ""
    if step.question is step.section.questions[0]:
        above = interview.bank.in_language(step.section.intro, language)
    if step.parent is not None:
        parent = interview.walk.steps[step.parent]
        ask = interview.bank.in_language(parent.question.ask, language)
        above = f"{ask} — {answer_in_words(interview, parent, language)}"
    return Shown(interview.bank, step, language, second, above, earlier_of(interview, step, language))


def earlier_of(interview: OpenInterview, step: Step, language: str) -> Earlier | None:
    """What the same respondent answered in the round before, in words."""
    earlier = interview.earlier(step.question.id)
    if earlier is None:
        return None
    context = interview.walk.context
    return Earlier(
        one_line(context.previous_round), in_words(interview, step, earlier, language), earlier.since
    )


def probes_of(interview: OpenInterview, step: Step, language: str) -> list[Probe]:
    """The probes the answer opened, each with its own answer."""
    return [
        Probe(
            interview.bank.in_language(probe.question.ask, language),
            answer_in_words(interview, probe, language),
        )
        for probe in interview.asked()
        if probe.parent == step.question.id
    ]


def answer_in_words(interview: OpenInterview, step: Step, language: str) -> str:
    """An answer as it is shown on one line: the value in words, or the reason."""
    return in_words(interview, step, interview.answer(step.question.id), language)


def in_words(interview: OpenInterview, step: Step, answer: Answer, language: str) -> str:
    """Any answer to a question on one line."""
    if answer.value is not None:
        return one_line(value_as_shown(interview.bank, step.question, answer.value, language))
    return _(REASON_LABELS[answer.reason]) if answer.reason is not None else ""


def outline_of(
    interview: OpenInterview, here: Step | None, marks: dict[str, str], language: str
) -> list[Entry]:
    """The sections, and under the one where the call is its questions: those asked, and those answered and no longer asked."""
    entries = []
    for number, section in enumerate(interview.bank.sections, 1):
        shown = [
            step
            for step in interview.walk.steps.values()
            if step.section.id == section.id and _is_shown(interview, step, marks)
        ]
        steps = [step for step in shown if marks[step.question.id] != "-"]
        if not shown:
            continue
        given = sum(interview.answer(step.question.id).is_given for step in steps)
        flagged = "! " if any(marks[step.question.id] == "!" for step in steps) else ""
        title = interview.bank.in_language(section.title, language)
        entries.append(
            Entry(f"section:{section.id}", f"{number} {title}", "", f"{flagged}{given}/{len(steps)}")
        )
        if here is not None and here.section.id == section.id:
            entries += [_entry(interview, step, marks, language) for step in shown]
    return entries


def _is_shown(interview: OpenInterview, step: Step, marks: dict[str, str]) -> bool:
    """What is asked, and what was answered and is no longer asked."""
    return marks[step.question.id] != "-" or interview.answer(step.question.id).is_given


def no_longer_asked(interview: OpenInterview) -> list[Step]:
    """The questions whose answer is kept though they are no longer asked."""
    asked = {step.question.id for step in interview.asked()}
    return [
        step
        for name, step in interview.walk.steps.items()
        if name not in asked and interview.answer(name).is_given
    ]


def _entry(interview: OpenInterview, step: Step, marks: dict[str, str], language: str) -> Entry:
    ask = interview.bank.in_language(step.question.ask, language)
    return Entry(step.question.id, ask, marks[step.question.id], depth=step.depth)


def findings_here(interview: OpenInterview, question: str) -> tuple[list[Finding], int]:
    """The findings that concern a question, the most severe first, and how many concern others only."""
    here = [
        finding
        for finding in interview.findings
        if question in finding.questions or finding.question == question
    ]
    return by_severity(tuple(here)), len(interview.findings) - len(here)
