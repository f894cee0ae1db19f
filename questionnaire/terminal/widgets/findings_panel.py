"""What does not hold or fit, as it arises: a place of its own, of fixed height, so that the question never jumps."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from questionnaire.banks.model import Bank
from questionnaire.interviews.findings import Finding, FindingKind
from questionnaire.terminal.shown import QUIET, SEVERITY_MARKS, SEVERITY_STYLES, SEVERITY_WORDS, cut
from questionnaire.terminal.widgets.changing import ChangingText
from questionnaire.text import one_line
from questionnaire.translation import _


class FindingsPanel(ChangingText):
    """Shows the findings that concern the question on screen, the most severe first."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._keys: tuple[str, ...] = ()

    def show(
        self,
        findings: Sequence[Finding],
        elsewhere: int,
        bank: Bank,
        language: str,
        offer: str = "",
        differs: str = "",
        names: str = "",
    ) -> None:
        """Show these findings; `elsewhere` counts those that concern other questions, `offer` is what a key would do.

        `names` says that the answer holds a list of people, `differs` that another machine has another one: they stand first.
        """
        keys = (*(finding.key for finding in findings), str(elsewhere), language, offer, differs, names)
        if keys == self._keys:
            return
        self._keys = keys
        lines = [_lines(finding, bank, language) for finding in findings]
        rest = _("{count} more in this interview: w").format(count=elsewhere) if elsewhere else ""
        if len(lines) > 1:
            rest = " · ".join(filter(None, [_("{count} on this question").format(count=len(lines)), rest]))
        if differs:
            lines.insert(0, Content.styled(cut(differs, max(self.content_size.width, 40)), "bold"))
        if names:
            lines.insert(0, Content.styled(names, "bold"))
        if offer:
            lines.append(Content.styled(cut(offer, max(self.content_size.width, 40)), "bold"))
        if rest:
            lines.append(Content.styled(rest, QUIET))
        self.update(Content("\n").join(lines))


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
