"""The follow-ups of an open interview that end by themselves: an answer to follow that comes, evidence that is received."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from questionnaire.errors import StoreError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.finding_keys import question_now
from questionnaire.interviews.follow_ups import FollowUp, FollowUpState, has_come, is_awaited
from questionnaire.interviews.walk import Walk
from questionnaire.store.values import Awaited
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.store.store import Store


class AwaitedFollowUps:
    """Those that were open when the interview was opened, or made since. False while there are none: then nothing is done."""

    def __init__(self, store: "Store", walk: Walk, kept: Iterable[Awaited]) -> None:
        self._store = store
        self._walk = walk
        self._by_question: dict[str, list[Awaited]] = {}
        self._came: set[str] = set()
        for one in kept:
            self._add(one)

    def __bool__(self) -> bool:
        return bool(self._by_question)

    def watch(self, follow_up: FollowUp) -> None:
        """See to a follow-up that was made just now."""
        if follow_up.finding is not None and follow_up.question is not None:
            self._add(Awaited(follow_up.id, follow_up.finding, follow_up.question, follow_up.state))

    def look_at(self, question: str, answer: Answer, at: datetime, by: str) -> None:
        """Close what an answer that was saved ends, and open again what it ended by mistake.

        What cannot be written now stays as it is: the next change of the answer tries again.
        """
        for one in self._by_question.get(question, ()):
            came = has_come(one.finding, one.question, answer)
            if came is (one.id in self._came):
                continue
            state = FollowUpState.DONE if came else one.state
            told = _("It has come: closed by itself.") if came else _("It was taken back: open again.")
            try:
                self._store.follow_ups.settle(one.id, state, at, by, told)
            except StoreError:
                continue
            (self._came.add if came else self._came.discard)(one.id)

    def _add(self, one: Awaited) -> None:
        if is_awaited(one.finding):
            name = question_now(one.question, self._walk)
            self._by_question.setdefault(name, []).append(one)
