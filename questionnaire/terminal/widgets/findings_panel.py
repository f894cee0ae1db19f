"""What does not hold or fit, as it arises: a place of its own, of fixed height, so that the question never jumps."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content

from questionnaire.banks.model import Bank
from questionnaire.interviews.findings import Finding, FindingKind
from questionnaire.terminal.shown import QUIET, SEVERITY_MARKS, SEVERITY_STYLES, SEVERITY_WORDS, cut
from questionnaire.terminal.widgets.changing import ChangingText
from questionnaire.text import one_line
from questionnaire.translation import _


class Beside(Struct, frozen=True):
    """What is said of the answer itself, beside its findings; what is empty is not said."""

    names: str = ""
    """That it holds a list of people."""
    differs: str = ""
    """That another machine has another one."""
    offer: str = ""
    """What the key for a follow-up would do with it."""


class FindingsPanel(ChangingText):
    """Shows the findings that concern the question on screen, the most severe first."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._keys: tuple[object, ...] = ()

    def show(
        self, findings: Sequence[Finding], elsewhere: int, bank: Bank, language: str, beside: Beside
    ) -> None:
        """Show these findings; `elsewhere` counts those that concern other questions."""
        keys = (*(finding.key for finding in findings), elsewhere, language, beside)
        if keys == self._keys:
            return
        self._keys = keys
        width = max(self.content_size.width, 40)
        lines = [
            Content.styled(beside.names, "bold"),
            Content.styled(cut(beside.differs, width), "bold"),
            *(_lines(finding, bank, language) for finding in findings),
            Content.styled(cut(beside.offer, width), "bold"),
            Content.styled(_rest(len(findings), elsewhere), QUIET),
        ]
        self.update(Content("\n").join([line for line in lines if line]))


def _rest(here: int, elsewhere: int) -> str:
    """How many there are, where not all can be seen; empty where they can."""
    parts = [_("{count} on this question").format(count=here)] if here > 1 else []
    if elsewhere:
        parts.append(_("{count} more in this interview: w").format(count=elsewhere))
    return " · ".join(parts)


def _lines(finding: Finding, bank: Bank, language: str) -> Content:
    mark = SEVERITY_MARKS[finding.severity].strip() or "·"
    because = one_line(bank.in_language(finding.because, language))
    asks = one_line(bank.in_language(finding.next_step, language))
    start = Content.assemble(
        (f"{mark} {_(SEVERITY_WORDS[finding.severity])}  ", SEVERITY_STYLES[finding.severity]), because
    )
    if not asks:
        return start
    lead = _("Ask now:") if finding.kind is FindingKind.CHECK else _("Next:")
    return Content.assemble(start, "  ", (lead, "bold"), " ", asks)
