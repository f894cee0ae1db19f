"""What is done about where the voices of a round contradict one another: a follow-up made of it, or it is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.follow_ups import offer_of
from questionnaire.rooms.follow_ups import Followed
from questionnaire.terminal.follow_up import FollowUpDialog, RemarkDialog, begin_of
from questionnaire.terminal.follow_up_view import standing_of
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from questionnaire.banks.model import Bank
    from questionnaire.interviews.findings import Finding
    from questionnaire.rooms.round_voices import RoundVoices
    from questionnaire.workspace import Workspace


class RoundDeeds:
    """What is being done in one round, and doing more; `after` is told when something was done."""

    def __init__(
        self, app: App[None], workspace: Workspace, held: RoundVoices, after: Callable[[], None]
    ) -> None:
        self.app = app
        self.room = workspace.follow_ups
        self.held = held
        self.after = after
        self.followed = Followed()
        self.load()

    def load(self) -> None:
        """Read what is being done; where that fails, what was known stays."""
        try:
            self.followed = self.room.followed_in_round(self.held.supplier.id, self.held.round)
        except QuestionnaireError as error:
            self._refuse(error)

    def standing(self, key: str) -> str:
        """What is being done about a finding, in a few words; empty for nothing."""
        aside = self.followed.aside.get(key)
        if aside is not None:
            return _("set aside: {reason}").format(reason=one_line(aside.reason))
        found = self.followed.follow_ups.get(key)
        return (
            "" if found is None else _("follow-up: {state}").format(state=standing_of(found, self.room.today))
        )

    def follow_up(self, finding: Finding, bank: Bank, language: str) -> None:
        """Make a follow-up of a finding, or show the one it has."""
        running = self.followed.under_way(finding.key)
        if running is not None:
            from questionnaire.terminal.follow_up_detail import FollowUpDetail  # noqa: PLC0415 - behind a key

            self.app.push_screen(FollowUpDetail(self.room, running.id), lambda _none: self._done(True))
            return
        supplier, name = self.held.supplier, self.held.round
        dialog = FollowUpDialog(
            _("A follow-up: {supplier}").format(supplier=supplier.name),
            begin_of(offer_of(finding, bank, language, None)),
            lambda plan: self.room.add_in_round(supplier.id, name, finding, bank, language, plan),
            today=self.room.today,
            confidential=True,
        )
        self.app.push_screen(dialog, self._done)

    def set_aside(self, finding: Finding, about: str) -> None:
        """Set a finding aside with a reason, or take up again one that is."""
        supplier, name = self.held.supplier.id, self.held.round
        if finding.key in self.followed.aside:
            try:
                self.room.take_up_in_round(supplier, name, finding.key)
            except QuestionnaireError as error:
                self._refuse(error)
            self._done(True)
            return
        dialog = RemarkDialog(
            _("Set aside"),
            about,
            _("why nothing will be done about it; no names"),
            lambda reason: self.room.set_aside_in_round(supplier, name, finding.key, reason),
        )
        self.app.push_screen(dialog, self._done)

    def _done(self, result: object) -> None:
        if result is not None:
            self.load()
            self.after()

    def _refuse(self, error: QuestionnaireError) -> None:
        self.app.notify(one_line(str(error)), severity="warning", markup=False)
