"""Conflicts: two answers to one question, until somebody decides which stays. Screens and commands ask this."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.banks.model import Bank, Severity
from questionnaire.errors import ChangedElsewhereError, InputError, NotFoundError
from questionnaire.interviews.answers import OPEN
from questionnaire.interviews.evidence import is_same_but_evidence
from questionnaire.interviews.merging import AnswerChange, as_read, unknown
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.walk import Answers, Context, Walk
from questionnaire.store.keys import new_key
from questionnaire.store.merge_values import Conflict, Counts, Merge
from questionnaire.store.values import OutdatedError
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.store.store import Store


class Conflicts:
    """What sheets of other machines left to be decided."""

    def __init__(
        self,
        store: "Store",
        opened: "Callable[[str], OpenInterview]",
        *,
        by: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._opened = opened
        self._by = by
        self._clock = clock

    def all(self, interview: str | None = None, *, settled: bool = False) -> list[Conflict]:
        """The open conflicts of an interview (a key), or of all; with `settled` those that are decided too."""
        found = self._store.merges.conflicts(interview)
        return [conflict for conflict in found if settled or conflict.is_open]

    def about(self, interview: str, question: str, named: str = "") -> Conflict:
        """The open conflict about a question; where there are several, the one that begins with `named` or came from it.

        Raises NotFoundError with those there are.
        """
        here = self.all(interview)
        found = [
            conflict
            for conflict in here
            if conflict.question == question
            and (conflict.id.startswith(named) or conflict.origin.casefold() == named.casefold())
        ]
        if len(found) == 1:
            return found[0]
        if found:
            message = _("There are {count} other answers to {question}, from: {known}.")
            known = ", ".join(f"{conflict.origin} ({conflict.id})" for conflict in found)
            told = message.format(count=len(found), question=question, known=known)
            raise NotFoundError(told, _("Name one with --from."))
        message = _("There is no other answer to {question} to decide on.")
        known = ", ".join(dict.fromkeys(conflict.question for conflict in here))
        raise NotFoundError(
            message.format(question=question), _("There are: {known}.").format(known=known or "-")
        )

    def settle(self, conflict: Conflict, *, theirs: bool) -> "OpenInterview":
        """Decide on a conflict: the answer of the other side comes in force, or ours stays. Both are kept.

        Raises InputError where the interview is finished, ChangedElsewhereError, StoreError.
        """
        kept = self._store.interview(conflict.interview)
        if kept is None:
            raise NotFoundError(_("There is no interview '{name}'.").format(name=conflict.interview))
        now, question = self._clock(), conflict.question
        answers = {name: one.answer for name, one in kept.answers.items()}
        ours, other = answers.get(question, OPEN), conflict.theirs.answer
        if theirs and kept.overview.finished_at is not None and not is_same_but_evidence(ours, other):
            message = _("This interview is finished, so its answers stay as they are.")
            hint = _("Open it again with: questionnaire interview ask {key}").format(key=conflict.interview)
            raise InputError(message, hint)
        before, after = (ours, other) if theirs else (other, ours)
        history = self._store.merges.history(conflict.interview)
        decision = AnswerChange(new_key(), question, now, self._by, before, after)
        merge = Merge(
            interview=conflict.interview,
            revision=kept.revision,
            at=now,
            by=self._by,
            answers={question: other} if theirs else {},
            added=(*map(as_read, unknown(history, conflict.theirs.changes)), decision),
            settled={conflict.id: "theirs" if theirs else "ours"},
        )
        return self.write(with_outcome(merge, kept.bank, kept.context, answers))

    def write(self, merge: Merge) -> "OpenInterview":
        """Write a decision or what a sheet brings, and give the interview, with the follow-ups closed that it ends.

        Raises ChangedElsewhereError where the interview was changed here since, StoreError where it cannot be written.
        """
        try:
            self._store.merges.keep(merge)
        except OutdatedError as error:
            message = _("The interview was changed here in the meantime; nothing was written.")
            raise ChangedElsewhereError(message, _("Look at it once more.")) from error
        interview = self._opened(merge.interview)
        if interview.awaited:
            for question, answer in merge.answers.items():
                interview.awaited.look_at(question, answer, merge.at, self._by)
        return interview


def with_outcome(merge: Merge, bank: Bank, context: Context, answers: Answers) -> Merge:
    """The merge with the findings and counts that its answers and those here lead to."""
    standing = Standing(Walk(bank, context), {**answers, **merge.answers})
    severities = (
        standing.by_severity[severity] for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    )
    return replace(
        merge, counts=Counts(*standing.asked_and_answered(), *severities), findings=standing.findings
    )
