"""What the wrap-up shows, taken from an open interview: a finding on its lines, what is promised. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from questionnaire.interviews.answers import Evidence, EvidenceState
from questionnaire.interviews.findings import Finding, FindingKind
from questionnaire.interviews.walk import Step
from questionnaire.terminal.shown import (
    QUIET,
    SEVERITY_MARKS,
    SEVERITY_STYLES,
    SEVERITY_WORDS,
    column,
    hanging,
)
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview

KIND_WORDS = {
    FindingKind.FLAG: N_("flag"),
    FindingKind.CLAIM: N_("claim"),
    FindingKind.CHECK: N_("check"),
    FindingKind.MARK: N_("mark"),
    FindingKind.DISAGREEMENT: N_("voices differ"),
}


def finding_of(
    interview: OpenInterview, finding: Finding, width: int, standing: str, instead: str = ""
) -> Content:
    """A finding and what to do about it, or what is said `instead`; `standing` is what is being done."""
    bank, language = interview.bank, interview.language
    step = interview.walk.steps.get(finding.question or "")
    where = step.number if step else _(KIND_WORDS[finding.kind])
    start = Content.styled(
        f"{SEVERITY_MARKS[finding.severity]} {column(_(SEVERITY_WORDS[finding.severity]), 8)}",
        SEVERITY_STYLES[finding.severity],
    )
    because = Content.assemble(
        one_line(bank.in_language(finding.because, language)),
        "  ",
        (where, QUIET),
        (f"  {standing}" if standing else "", "bold"),
    )
    text = hanging(start, because, width)
    asks = instead or one_line(bank.in_language(finding.next_step, language))
    if not asks:
        return text
    below = hanging(Content(" " * start.cell_length), Content.styled(asks, QUIET), width)
    return Content.assemble(text, "\n", below)


def awaited_of(step: Step, text: str, width: int, standing: str) -> Content:
    """An answer or a piece of evidence that is still to come; `standing` is what is being done about it."""
    after = f"  {standing}" if standing else ""
    start = Content.styled(column(step.number, 10), QUIET)
    return hanging(start, Content.assemble(text, (after, "bold")), width)


def promised_in(interview: OpenInterview) -> list[tuple[Step, Evidence]]:
    """The pieces of evidence that are promised, with the question each belongs to."""
    return [
        (step, piece)
        for step in interview.asked()
        for piece in interview.answer(step.question.id).evidence
        if piece.state is EvidenceState.PROMISED
    ]
