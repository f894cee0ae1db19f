"""The follow-ups there are: listed over all suppliers, found, changed, written to a file."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.banks.model import Severity
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.follow_ups import (
    AgreedFollowUp,
    DueCount,
    FollowUp,
    FollowUpEvent,
    FollowUpState,
    in_order,
    parse_due,
    parse_follow_up_remark,
    parse_owner,
    parse_what,
)
from questionnaire.store.follow_ups import Change
from questionnaire.store.supplier_names import the_supplier
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.store.store import Store

_KEY_BEGINNING = 4


class FollowUpList:
    """The follow-ups of all suppliers. Keys are taken by a unique beginning."""

    def __init__(self, store: "Store", *, by: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._kept = store.follow_ups
        self._by = by
        self._clock = clock

    @property
    def today(self) -> date:
        """The day it is here."""
        return self._clock().astimezone().date()

    def listed(
        self,
        supplier: str | None = None,
        *,
        owner: str | None = None,
        severity: Severity | None = None,
        with_closed: bool = False,
    ) -> list[FollowUp]:
        """The follow-ups, of all suppliers or of one (by name, OS ID or key), overdue first.

        `owner` is supplier, brand, union or part of the name of a function. Raises NotFoundError.
        """
        key = None if supplier is None else the_supplier(self._store.suppliers(), supplier).id
        found = [
            one
            for one in self._kept.all(key)
            if (with_closed or one.is_open)
            and (severity is None or one.severity is severity)
            and (owner is None or is_for(one, owner))
        ]
        return in_order(found, self.today)

    def counts(self) -> dict[str, DueCount]:
        """How many are open and overdue, by the key of their supplier; without those that have none."""
        return self._kept.due_counts(self.today)

    def find(self, key: str) -> FollowUp:
        """A follow-up by its key or a unique beginning of it; raises NotFoundError."""
        typed = one_line(key).lower()
        found = self._kept.like(typed) if len(typed) >= _KEY_BEGINNING else []
        if len(found) == 1:
            return found[0]
        if found:
            message = _("{count} follow-ups have a key that begins with '{key}'.")
            raise NotFoundError(message.format(count=len(found), key=typed), _("Give more of the key."))
        message = _("There is no follow-up '{key}'.").format(key=typed[:60])
        raise NotFoundError(message, _("List them with: questionnaire followup list --all"))

    def events(self, key: str) -> list[FollowUpEvent]:
        """What became of a follow-up, oldest first."""
        return self._kept.events(self.find(key).id)

    def agreed_with_supplier(self, supplier: str) -> list[AgreedFollowUp]:
        """What the supplier (a key) knows will be done, the first due first; nothing that comes from other voices."""
        found = [one for one in self._kept.all(supplier) if one.agreed and not one.is_confidential]
        return [
            AgreedFollowUp(one.what, one.owner, one.due, one.state)
            for one in sorted(found, key=lambda one: (one.due or date.max, one.id))
            if one.state is not FollowUpState.DROPPED
        ]

    def set_state(self, key: str, state: FollowUpState, remark: str = "") -> FollowUp:
        """Put a follow-up in a state, with a remark; the same state without one writes nothing."""
        found, said = self.find(key), parse_follow_up_remark(remark)
        if state is found.state and not said:
            return found
        return self._change(found, {"state": str(state)}, said)

    def change(
        self, key: str, *, what: str | None = None, owner: str | None = None, due: str | None = None
    ) -> FollowUp:
        """Change what is done, by whom, by when; what was there before stays in its events. Raises InputError."""
        found = self.find(key)
        columns: dict[str, object] = {}
        told = []
        if what is not None and parse_what(what) != found.what:
            columns["what"] = parse_what(what)
            told.append(_("Before: {what}").format(what=found.what))
        if owner is not None and parse_owner(owner) != found.owner:
            new = parse_owner(owner)
            columns |= {"owner": str(new.kind), "owner_name": new.name}
            told.append(
                _("{owner} does it, no longer {before}.").format(owner=new.shown, before=found.owner.shown)
            )
        if due is not None and not _is_day(due, found.due):
            day = parse_due(due, self.today)
            columns["due"] = None if day is None else day.isoformat()
            words = [one.isoformat() if one else _("no day") for one in (day, found.due)]
            told.append(_("Due {due}, no longer {before}.").format(due=words[0], before=words[1]))
        return self._change(found, columns, " ".join(told)) if columns else found

    def set_due(self, key: str, due: str) -> FollowUp:
        """Give a follow-up another day, or none. Raises InputError."""
        return self.change(key, due=due)

    def set_agreed(self, key: str, agreed: bool) -> FollowUp:
        """Say whether the supplier knows of it; raises InputError where it must not."""
        found = self.find(key)
        if agreed is found.agreed:
            return found
        if agreed:
            refuse_telling(found.is_confidential)
        told = _("The supplier knows of it.") if agreed else _("The supplier does not know of it.")
        return self._change(found, {"agreed": agreed}, told)

    def export(self, follow_ups: Sequence[FollowUp], path: Path, *, force: bool = False) -> Path:
        """Write follow-ups as a calendar, a workbook or a table, by the file's ending; for our own use.

        Kept among what was handed out, of each supplier in it. Raises SheetError, StoreError.
        """
        from questionnaire.rooms.handing_over import HandingOver  # noqa: PLC0415 - when it is written
        from questionnaire.sheets.audience import Audience  # noqa: PLC0415
        from questionnaire.sheets.documents import Document  # noqa: PLC0415
        from questionnaire.sheets.follow_up_files import follow_ups_data  # noqa: PLC0415

        return HandingOver(self._store, by=self._by, clock=self._clock).hand_over(
            follow_ups_data(follow_ups, self.today, path),
            path,
            Document.FOLLOW_UPS,
            [one.supplier for one in follow_ups],
            audience=Audience.INTERNAL,
            language=language_in_use(),
            force=force,
        )

    def _change(self, found: FollowUp, columns: dict[str, object], remark: str) -> FollowUp:
        self._kept.change(found.id, Change(self._clock(), self._by, remark, columns))
        return self.find(found.id)


def is_for(follow_up: FollowUp, owner: str) -> bool:
    """Whether somebody does it: supplier, brand, union or other, else part of the name of a function."""
    typed = one_line(owner).casefold()
    if typed in (follow_up.owner.kind, follow_up.owner.shown.casefold()):
        return True
    return bool(typed and follow_up.owner.name and typed in follow_up.owner.name.casefold())


def _is_day(typed: str, day: date | None) -> bool:
    """Whether what was typed is the day that stands there, which may be over."""
    return one_line(typed) == (day.isoformat() if day else "")


def refuse_telling(is_confidential: bool) -> None:
    """Raise InputError where a follow-up must not be agreed with the supplier."""
    if is_confidential:
        message = _(
            "The supplier must not learn of this follow-up: it rests on what others said than the management."
        )
        raise InputError(
            message, _("Leave it not agreed, or make one for the supplier that stands on its own.")
        )
