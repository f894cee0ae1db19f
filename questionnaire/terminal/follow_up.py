"""Making or changing a follow-up: what, who, by when, whether the supplier knows. And a line for a remark or a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Label, Static

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.follow_ups import (
    LONGEST_OWNER,
    LONGEST_REMARK,
    OWNER_WORDS,
    FollowUpOwner,
    parse_due,
)
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.follow_up_view import day_in_short
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.typed import Line, Words
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.interviews.follow_ups import FollowUp, Offer
    from questionnaire.rooms.follow_ups import Plan

IN_TWO_WEEKS = "+2w"
_NAMED = (FollowUpOwner.SUPPLIER, FollowUpOwner.BRAND, FollowUpOwner.UNION)


class Begin(Struct, frozen=True):
    """What stands in the fields at first; `due` as it is typed."""

    what: str = ""
    owner: str = ""
    due: str = IN_TWO_WEEKS
    agreed: bool = False


class FollowUpDialog(Dialog["FollowUp"]):
    """Closes with the follow-up that `save` made of what was typed; what is wrong is said, and nothing typed is lost."""

    CSS_PATH = "follow_up.tcss"
    AUTO_FOCUS = "#what"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("save"), id="follow_up.save", tooltip=N_("Keep the follow-up")),
        Binding(
            "f2",
            "agree",
            N_("agreed"),
            id="follow_up.agree",
            tooltip=N_("Whether the supplier knows of it, so that it may stand on its sheet"),
        ),
        Binding(
            "f3",
            "next_owner",
            N_("who"),
            id="follow_up.owner",
            tooltip=N_("The supplier, the brand or the union; a function is typed"),
        ),
        Binding("down", "app.focus_next", N_("next field"), show=False, id="follow_up.next"),
        Binding("up", "app.focus_previous", N_("previous field"), show=False, id="follow_up.previous"),
    ]

    what = query_one("#what", Words)
    owner = query_one("#owner", Line)
    due = query_one("#due", Line)
    day = query_one("#day", Static)
    agreement = query_one("#agreement", Static)
    problem = query_one("#problem", Static)

    def __init__(
        self, title: str, begin: Begin, save: Callable[[Plan], FollowUp], *, today: date, confidential: bool
    ) -> None:
        super().__init__()
        self.heading = title
        self.begin = begin
        self.save = save
        self.today = today
        self.confidential = confidential
        self.agreed = begin.agreed

    def compose(self) -> ComposeResult:
        """A label and a field per line."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = Content(one_line(self.heading))
            with Horizontal(classes="field"):
                yield Label(Content(_("What")))
                yield Words(
                    id="what"
                )  # a placeholder has no room in a window of one column, and Textual fails at it
            with Horizontal(classes="field"):
                yield Label(Content(_("Who")))
                who = Line(
                    value=self.begin.owner,
                    placeholder=_("supplier, brand, union, or a function; no name"),
                    id="owner",
                )
                who.max_length = LONGEST_OWNER
                yield who
            with Horizontal(classes="field last"):
                yield Label(Content(_("Due")))
                yield Line(value=self.begin.due, placeholder=_("+10d, +2w, +1m or 2026-12-01"), id="due")
            yield Static(id="day", markup=False)
            yield Static(id="agreement", markup=False)
            yield Static(id="problem", classes="problem", markup=False)
            yield Static(
                Content(_("Enter next field, on the last one saves · F3 who · F2 agreed · Escape leaves")),
                classes="keys",
            )

    def on_mount(self) -> None:
        """Show what it begins with."""
        with self.what.prevent(Words.Changed):
            self.what.text = self.begin.what
        self.what.move_cursor(self.what.document.end)
        self._show_day()
        self._show_agreement()

    def _show_agreement(self) -> None:
        if self.confidential:
            text = _("Confidential: the supplier must not learn of it.")
        elif self.agreed:
            text = _("Agreed: the supplier knows of it, and it may stand on its sheet.")
        else:
            text = _("Not agreed: it stands on no sheet for the supplier.")
        self.agreement.update(Content(text))

    @on(Input.Changed, "#due")
    def _show_day(self) -> None:
        """Say which day that is."""
        try:
            day = parse_due(self.due.value, self.today)
        except QuestionnaireError:
            told = ""
        else:
            told = _("no date") if day is None else f"{day:%Y-%m-%d}  ({day_in_short(day, self.today)})"
        self.day.update(Content.styled(told, QUIET))

    @on(Words.Done)
    def what_done(self) -> None:
        """Enter goes on to who."""
        self.owner.focus()

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        """Enter goes down; on the last field it saves."""
        if event.input.id == "due":
            self.action_save()
        else:
            self.due.focus()

    def action_next_owner(self) -> None:
        """The next of those with a word of their own."""
        words = [_(OWNER_WORDS[kind]) for kind in _NAMED]
        typed = one_line(self.owner.value).casefold()
        place = words.index(typed) + 1 if typed in words else 0
        self.owner.value = words[place % len(words)]
        self.owner.cursor_position = len(self.owner.value)

    def action_agree(self) -> None:
        """The supplier knows of it, or not."""
        self.agreed = not self.agreed and not self.confidential
        self._show_agreement()

    def action_save(self) -> None:
        """Keep it, or say what is wrong."""
        from questionnaire.rooms.follow_ups import Plan  # noqa: PLC0415 - behind the first list

        plan = Plan(self.what.text, self.owner.value, self.due.value, self.agreed)
        try:
            kept = self.save(plan)
        except QuestionnaireError as error:
            self.problem.update(Content(one_line(str(error))))
        else:
            self.dismiss(kept)


class RemarkDialog(Dialog[str]):
    """Asks for a line and gives it to `save`; closes with it once that went well."""

    AUTO_FOCUS = "Line"

    line = query_one(Line)
    problem = query_one("#problem", Static)

    def __init__(self, title: str, about: str, placeholder: str, save: Callable[[str], object]) -> None:
        super().__init__()
        self.heading = title
        self.about = about
        self.placeholder = placeholder
        self.save = save

    def compose(self) -> ComposeResult:
        """What it is about, and the line."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = Content(one_line(self.heading))
            yield Static(Content.styled(one_line(self.about), QUIET))
            line = Line(placeholder=self.placeholder)
            line.max_length = LONGEST_REMARK
            yield line
            yield Static(id="problem", classes="problem", markup=False)
            yield Static(Content(_("Enter keeps it · Escape leaves")))

    @on(Input.Submitted)
    def entered(self) -> None:
        """Keep it, or say what is wrong."""
        try:
            self.save(self.line.value)
        except QuestionnaireError as error:
            self.problem.update(Content(one_line(str(error))))
        else:
            self.dismiss(self.line.value)


def begin_of(offer: Offer) -> Begin:
    """What a new follow-up of a finding begins with."""
    return Begin(offer.what, _(OWNER_WORDS[offer.owner]))


def begin_from(follow_up: FollowUp) -> Begin:
    """What stands in the fields when a follow-up is changed."""
    due = follow_up.due.isoformat() if follow_up.due else ""
    return Begin(follow_up.what, follow_up.owner.shown, due, follow_up.agreed)
