"""One follow-up with what became of it, and what can be done about it; over the list, or over a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.follow_ups import STATE_WORDS, FollowUpState
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.follow_up import FollowUpDialog, RemarkDialog, begin_from
from questionnaire.terminal.follow_up_view import STATE_TOOLTIPS, whole_of
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from questionnaire.interviews.follow_ups import FollowUp
    from questionnaire.rooms.follow_ups import FollowUps, Plan

STATE_KEYS = {
    "d": FollowUpState.DONE,
    "w": FollowUpState.WAITING,
    "c": FollowUpState.DROPPED,
    "o": FollowUpState.OPEN,
}


def bindings(prefix: str, shown: str) -> list[BindingType]:
    """The keys that do something to one follow-up, on a screen or a dialog; `shown` are those in the footer."""
    states: list[BindingType] = [
        Binding(
            key,
            f"state('{state}')",
            STATE_WORDS[state],
            id=f"{prefix}.state_{state}",
            show=key in shown,
            tooltip=STATE_TOOLTIPS[state],
        )
        for key, state in STATE_KEYS.items()
    ]
    return [
        *states,
        Binding(
            "e", "change", N_("edit"), id=f"{prefix}.change", show="e" in shown,
            tooltip=N_("Change what is done, by whom or by when"),
        ),
        Binding(
            "a", "agree", N_("agreed"), id=f"{prefix}.agree", show="a" in shown,
            tooltip=N_("Whether the supplier knows of it, so that it may stand on its sheet"),
        ),
    ]  # fmt: skip


class Deeds:
    """What can be done to a follow-up: each asks what it needs, and tells `after` when it is done."""

    def __init__(self, app: App[object], room: FollowUps, after: Callable[[], None]) -> None:
        self.app = app
        self.room = room
        self.after = after

    def put_in(self, follow_up: FollowUp, state: FollowUpState) -> None:
        """Put it in a state, with a remark."""
        title = _("Follow-up: {state}").format(state=_(STATE_WORDS[state]))
        dialog = RemarkDialog(
            title,
            follow_up.what,
            _("a remark, or nothing; no names"),
            lambda remark: self.room.set_state(follow_up.id, state, remark),
        )
        self.app.push_screen(dialog, self._done)

    def change(self, follow_up: FollowUp) -> None:
        """Change what, who, when, and whether the supplier knows."""

        def save(plan: Plan) -> FollowUp:
            if plan.agreed is not follow_up.agreed:
                self.room.set_agreed(follow_up.id, plan.agreed)
            return self.room.change(follow_up.id, what=plan.what, owner=plan.owner, due=plan.due)

        dialog = FollowUpDialog(
            _("Change the follow-up: {supplier}").format(supplier=follow_up.supplier_name),
            begin_from(follow_up),
            save,
            today=self.room.today,
            confidential=follow_up.is_confidential,
        )
        self.app.push_screen(dialog, self._done)

    def agree(self, follow_up: FollowUp) -> None:
        """The supplier knows of it, or no longer does."""
        try:
            self.room.set_agreed(follow_up.id, not follow_up.agreed)
        except QuestionnaireError as error:
            self.app.notify(one_line(str(error)), severity="warning", markup=False)
        else:
            told = (
                _("The supplier does not know of it.") if follow_up.agreed else _("The supplier knows of it.")
            )
            self.app.notify(told, markup=False)
            self.after()

    def _done(self, result: object) -> None:
        if result is not None:
            self.after()


class FollowUpDetail(Dialog[None]):
    """Shows a follow-up whole."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("follow_up_detail", "")

    text = query_one("#text", Static)

    def __init__(self, room: FollowUps, key: str) -> None:
        super().__init__()
        self.room = room
        self.key = key
        self.follow_up: FollowUp | None = None

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with VerticalScroll(classes="dialog"):
            yield Static(id="text", markup=False)
            keys = _("d done · w waiting · c drop · o open again · e change · a agreed · Escape back")
            yield Static(Content(f"\n{keys}"), classes="keys")

    def on_mount(self) -> None:
        """Show it."""
        self.load()

    def load(self) -> None:
        """Read it again."""
        try:
            self.follow_up = self.room.find(self.key)
            events = self.room.events(self.key)
        except QuestionnaireError as error:
            self.text.update(Content(one_line(str(error))))
            return
        title = _("Follow-up: {supplier}").format(supplier=self.follow_up.supplier_name)
        self.query_one(VerticalScroll).border_title = Content(one_line(title))
        self.text.update(whole_of(self.follow_up, events, self.room.today))

    @property
    def deeds(self) -> Deeds:
        """What can be done to it."""
        return Deeds(self.app, self.room, self.load)

    def action_state(self, state: str) -> None:
        """Put it in a state."""
        if self.follow_up is not None:
            self.deeds.put_in(self.follow_up, FollowUpState(state))

    def action_change(self) -> None:
        """Change it."""
        if self.follow_up is not None:
            self.deeds.change(self.follow_up)

    def action_agree(self) -> None:
        """Agreed, or not."""
        if self.follow_up is not None:
            self.deeds.agree(self.follow_up)
