"""What is done about a finding from a screen: a follow-up made of it, or it is set aside; for the call and the wrap-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaire.banks.model import Reason
from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.answers import EvidenceState
from questionnaire.interviews.follow_ups import is_awaited, is_confidential, offers_in
from questionnaire.rooms.follow_ups import Followed
from questionnaire.terminal.follow_up import FollowUpDialog, RemarkDialog, begin_of
from questionnaire.terminal.follow_up_view import standing_of
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from questionnaire.interviews.follow_ups import AsideFinding, Offer
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


class FindingDeeds:
    """What is being done about the findings of an interview, and doing more; `after` is told when something was done."""

    def __init__(
        self, app: App[None], workspace: Workspace, interview: OpenInterview, after: Callable[[], None]
    ) -> None:
        self.app = app
        self.room = workspace.follow_ups
        self.interview = interview
        self.after = after
        self.followed = Followed()
        self.load()

    def load(self) -> None:
        """Read what is being done; where that fails, what was known stays."""
        try:
            self.followed = self.room.followed(self.interview)
        except QuestionnaireError as error:
            self._refuse(error)

    def standing(self, key: str) -> str:
        """What is being done about a finding, in a few words; empty for nothing."""
        found = self.followed.follow_ups.get(key)
        return "" if found is None else standing_of(found, self.room.today)

    def aside(self, key: str) -> AsideFinding | None:
        """That a finding is set aside; None where it is not."""
        return self.followed.aside.get(key)

    def offers_of(self, question: str, language: str) -> list[Offer]:
        """What an answer itself offers: that it is to follow, evidence promised; without those that have a follow-up."""
        answer = self.interview.answer(question)
        promised = any(piece.state is EvidenceState.PROMISED for piece in answer.evidence)
        if not promised and answer.reason is not Reason.TO_FOLLOW:
            return []
        asked = self.interview.walk.steps[question].question
        found = offers_in(asked, answer, self.interview.bank, language, self.interview.respondent)
        return [offer for offer in found if offer.key not in self.followed.follow_ups]

    def offer_line(self, question: str, language: str) -> str:
        """What the key for a follow-up would make of an answer, or what is being done about it; empty for nothing."""
        offers = self.offers_of(question, language)
        if offers:
            return _("F makes a follow-up: {what}").format(what=offers[0].what)
        known = [one for key, one in self.followed.follow_ups.items() if is_awaited(key) and one.is_open]
        standing = [standing_of(one, self.room.today) for one in known if one.question == question]
        return _("Follow-up: {state}").format(state=standing[0]) if standing else ""

    def follow_up(self, key: str, language: str) -> None:
        """Make a follow-up of a finding, or show the one it has."""
        running = self.followed.under_way(key)
        if running is not None:
            from questionnaire.terminal.follow_up_detail import FollowUpDetail  # noqa: PLC0415 - behind a key

            self.app.push_screen(FollowUpDetail(self.room, running.id), lambda _none: self._done(True))
            return
        try:
            offer = self.room.offer(self.interview, key, language)
        except QuestionnaireError as error:
            self._refuse(error)
            return
        dialog = FollowUpDialog(
            _("A follow-up: {supplier}").format(supplier=self.interview.supplier.name),
            begin_of(offer),
            lambda plan: self.room.add_from(self.interview, key, plan),
            today=self.room.today,
            confidential=is_confidential(self.interview.respondent, key),
        )
        self.app.push_screen(dialog, self._done)

    def set_aside(self, key: str, about: str) -> None:
        """Set a finding aside with a reason, or take up again one that is."""
        if self.aside(key) is not None:
            try:
                self.room.take_up_again(self.interview, key)
            except QuestionnaireError as error:
                self._refuse(error)
            self._done(True)
            return
        dialog = RemarkDialog(
            _("Set aside"),
            about,
            _("why nothing will be done about it; no names"),
            lambda reason: self.room.set_aside(self.interview, key, reason),
        )
        self.app.push_screen(dialog, self._done)

    def _done(self, result: object) -> None:
        if result is not None:
            self.load()
            self.after()

    def _refuse(self, error: QuestionnaireError) -> None:
        self.app.notify(one_line(str(error)), severity="warning", markup=False)
