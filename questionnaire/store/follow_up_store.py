"""The follow-ups of one database: what is asked of them, each in a transaction of its own."""

from collections.abc import Sequence
from datetime import date, datetime

from questionnaire.interviews.follow_ups import (
    UNDER_WAY,
    AsideFinding,
    DueCount,
    FollowUp,
    FollowUpEvent,
    FollowUpState,
)
from questionnaire.store.database import Database
from questionnaire.store.follow_ups import (
    Change,
    aside_of,
    change_follow_up,
    due_counts,
    end_aside,
    events_of,
    follow_ups,
    keep_aside,
    keep_follow_up,
    latest_round,
    origin_of_interview,
    round_named,
)
from questionnaire.store.rounds import open_round
from questionnaire.store.values import Origin


class FollowUpStore:
    """Follow-ups and findings set aside, as they are kept. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def origin_of(self, interview: str) -> Origin | None:
        """Where a follow-up of an interview belongs; None where there is no such interview."""
        with self._database.reading() as connection:
            return origin_of_interview(connection, interview)

    def origin_in_round(self, supplier: str, name: str) -> Origin | None:
        """Where a follow-up of a supplier's whole round belongs; None where there is no round of that name."""
        with self._database.reading() as connection:
            found = round_named(connection, supplier, name)
        return None if found is None else Origin(supplier, found)

    def origin_for(self, supplier: str, now: datetime) -> Origin:
        """Where a follow-up of a supplier belongs that came from no interview: its latest round, else a new one."""
        with self._database.writing() as connection:
            return Origin(
                supplier, latest_round(connection, supplier) or open_round(connection, supplier, now)
            )

    def add(self, follow_up: FollowUp) -> FollowUp | None:
        """Keep a new follow-up, or give the one that is under way for the same finding already."""
        with self._database.writing() as connection:
            return keep_follow_up(connection, follow_up)

    def change(self, key: str, change: Change, only_from: Sequence[FollowUpState] = ()) -> bool:
        """Change a follow-up and tell of it; with `only_from`, only in one of these states. Whether it was changed."""
        with self._database.writing() as connection:
            return change_follow_up(connection, key, change, only_from)

    def settle(self, key: str, state: FollowUpState, at: datetime, by: str, remark: str) -> bool:
        """Put a follow-up in a state by itself: done from where it is under way, else back from done."""
        only_from = UNDER_WAY if state is FollowUpState.DONE else (FollowUpState.DONE,)
        return self.change(key, Change(at, by, remark, {"state": str(state)}), only_from)

    def all(self, supplier: str | None = None) -> list[FollowUp]:
        """The follow-ups, of all or of the supplier with a key, oldest first."""
        with self._database.reading() as connection:
            return follow_ups(connection, supplier=supplier)

    def of_interview(self, interview: str) -> list[FollowUp]:
        """The follow-ups of one interview, oldest first."""
        with self._database.reading() as connection:
            return follow_ups(connection, interview=interview)

    def of_round(self, round_key: str) -> list[FollowUp]:
        """The follow-ups of a round as a whole, of none of its interviews, oldest first."""
        with self._database.reading() as connection:
            return follow_ups(connection, round_key=round_key)

    def like(self, beginning: str) -> list[FollowUp]:
        """The follow-ups whose key begins so, oldest first."""
        with self._database.reading() as connection:
            return follow_ups(connection, key=beginning)

    def events(self, key: str) -> list[FollowUpEvent]:
        """What became of a follow-up, oldest first."""
        with self._database.reading() as connection:
            return events_of(connection, key)

    def due_counts(self, today: date) -> dict[str, DueCount]:
        """How many are open and overdue, by the key of their supplier."""
        with self._database.reading() as connection:
            return due_counts(connection, today)

    def set_aside(self, origin: Origin, aside: AsideFinding) -> AsideFinding | None:
        """Keep that a finding is set aside, or give that it is already."""
        with self._database.writing() as connection:
            return keep_aside(connection, origin, aside)

    def take_up_again(self, origin: Origin, finding: str, at: datetime) -> bool:
        """Take a finding up again; whether it was set aside."""
        with self._database.writing() as connection:
            return end_aside(connection, origin, finding, at)

    def aside_of(self, origin: Origin) -> list[AsideFinding]:
        """What was ever set aside of an interview, or of a whole round, oldest first."""
        with self._database.reading() as connection:
            return aside_of(connection, origin)
