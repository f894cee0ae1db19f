"""What is being done about the findings of an interview, for the commands that show it."""

import shlex
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from questionnaire.commands.follow_up_words import follow_up_as_data, offer_as_data, state_in_words
from questionnaire.commands.output import put, put_wrapped
from questionnaire.interviews.findings import Finding, by_severity
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.interviews.follow_ups import Offer
    from questionnaire.rooms.follow_ups import Followed
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


class FollowUpLines:
    """What is being done about each finding of an interview, and what else offers a follow-up."""

    def __init__(self, workspace: "Workspace", interview: "OpenInterview") -> None:
        self.interview = interview
        self.today: date = workspace.follow_ups.today
        self.followed: Followed = workspace.follow_ups.followed(interview)
        self.offers: list[Offer] = workspace.follow_ups.offers(interview)

    def as_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data of an interview with what is being done about it; its findings are in the interview's order."""
        findings = [
            {**told, "key": finding.key, **self._state_as_data(finding.key)}
            for told, finding in zip(data["findings"], self.interview.findings, strict=True)
        ]
        return {**data, "findings": findings, "offers": [offer_as_data(offer) for offer in self.offers]}

    def put_findings(self) -> None:
        """Print what came out and what is being done about it: what was set aside last, then what is no finding."""
        from questionnaire.commands.spoken import finding_with_place

        if self.interview.findings:
            put("", _("What came out"))
        for finding in sorted(by_severity(self.interview.findings), key=self._is_aside):
            put_wrapped(finding_with_place(self.interview, finding), "  ", "- ")
            for line in self._lines_of(finding.key):
                put_wrapped(line, "    ", "  ")
        self._put_rest()

    def _is_aside(self, finding: Finding) -> bool:
        return finding.key in self.followed.aside

    def _lines_of(self, key: str) -> Iterator[str]:
        follow_up, aside = self.followed.follow_ups.get(key), self.followed.aside.get(key)
        if follow_up is not None:
            yield state_in_words(follow_up, self.today)
        if aside is not None:
            yield _("Set aside: {reason}").format(reason=aside.reason)

    def _put_rest(self) -> None:
        """Print the follow-ups of what was to follow or promised, and what offers one still."""
        known = {finding.key for finding in self.interview.findings}
        awaited = [one for key, one in self.followed.follow_ups.items() if key not in known]
        if awaited:
            put("", _("Follow-ups besides"))
            for one in awaited:
                put_wrapped(state_in_words(one, self.today), "  ", "- ")
        if self.offers:
            put("", _("To be followed up still"))
            for offer in self.offers:
                put_offer(self.interview, offer)

    def _state_as_data(self, key: str) -> dict[str, object]:
        follow_up, aside = self.followed.follow_ups.get(key), self.followed.aside.get(key)
        return {
            "follow_up": None if follow_up is None else follow_up_as_data(follow_up, self.today),
            "set_aside": None if aside is None else aside.reason,
        }


def put_offers(workspace: "Workspace", interview: "OpenInterview", question: str) -> None:
    """Print what an answer offers to follow up: that it is to follow, evidence that was promised."""
    answer = interview.answer(question)
    if answer.reason is None and not answer.evidence:
        return
    for offer in workspace.follow_ups.offers(interview):
        if offer.question == question:
            put_offer(interview, offer)


def put_offer(interview: "OpenInterview", offer: "Offer") -> None:
    """Print what can be made a follow-up of, and how."""
    put_wrapped(offer.what, "  ", "- ")
    words = ["questionnaire", "followup", "add", interview.supplier.id, "--interview", interview.key]
    put(f"  {shlex.join([*words, '--finding', offer.key, '--due', '+2w'])}")
