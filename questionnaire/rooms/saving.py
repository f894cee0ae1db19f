"""The answers of an open interview on their way to the disk: what is not there yet, and what other windows put there."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from questionnaire.errors import ChangedElsewhereError, StoreError
from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.evidence import is_same_but_evidence
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.timing import VisitTime
from questionnaire.interviews.walk import Walk
from questionnaire.rooms.awaited import AwaitedFollowUps
from questionnaire.store.keys import new_key
from questionnaire.store.values import Change, KeptInterview, OutdatedError, Save, Visit
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.store.store import Store

_ATTEMPTS = 5

_Written = TypeVar("_Written")


class Saving:
    """What an interview holds, beside what of it is on the disk; `revision` is the one that is worked on from.

    `unsaved` are the questions whose last change is not on the disk, in the order of their changes.
    """

    def __init__(
        self, store: "Store", kept: KeptInterview, *, by: str, clock: Callable[[], datetime]
    ) -> None:
        overview = kept.overview
        walk = Walk(kept.bank, kept.context)
        self.finished_at = overview.finished_at
        self.at_question = overview.at_question
        self.saved_at = overview.changed_at if kept.answers else None
        self.standing = Standing(walk, {})
        self.awaited = AwaitedFollowUps(store, walk, kept.awaited)
        self.unsaved: dict[str, None] = {}
        self.revision = kept.revision
        self._store = store
        self._key = overview.id
        self._digest = kept.digest
        self._by = by
        self._clock = clock
        self._visits: dict[str, Visit] = {}
        self._arrived: tuple[str, datetime] | None = None
        self._revisions: dict[str, int] = {}
        self._kept_keys: set[str] = set()
        self._take_over(kept)

    def visit(self, question: str) -> None:
        """Stand at a question: what changes from here on is a new entry of its history."""
        self._arrived = (question, self._clock())
        if question not in self.unsaved:
            self._visits.pop(question, None)
        elif question in self._visits:
            self._visits[question].time.go_on(self._arrived[1])
        if question == self.at_question or self.finished_at is not None:
            return
        self.at_question = question
        try:
            self._store.keep_place(self._key, question)
        except StoreError:
            return  # nothing is lost by it, and the next answer tells if it goes on

    def begin_late(self, question: str) -> None:
        """Let what changes in a finished interview be an entry of its own in the history."""
        self._arrived = None
        if question not in self.unsaved:
            self._visits.pop(question, None)

    def take(self, question: str, answer: Answer) -> None:
        """Take an answer, and save it with all that is unsaved, as `retry` does."""
        before = self.standing.answers.get(question, OPEN)
        if answer != before:
            if question not in self._visits:
                self._visits[question] = Visit(new_key(), before, VisitTime(self._arrival_at(question)))
            self._visits[question].time.change(self._clock())
            self.standing.take({question: answer})
            self.unsaved[question] = None
        self.retry()

    def retry(self) -> None:
        """Save what is not saved yet; raises StoreError while it cannot be."""
        if self.unsaved:
            self._save()

    def written(self, write: Callable[[], _Written]) -> _Written:
        """What `write` gives, all else being saved before; worked out again where another window was first.

        Raises StoreError, ChangedElsewhereError.
        """
        self.retry()
        for _attempt in range(_ATTEMPTS):
            try:
                return write()
            except OutdatedError:
                self._catch_up()
        raise _keeps_changing()

    def begin_again(self, question: str, standing: Standing, at: datetime) -> None:
        """Go on from what stands on the disk since a moment, where a question was changed past its history."""
        self.standing = standing
        self._visits.pop(question, None)
        self._take_over(self._read())
        self.saved_at = at

    def put_right(self) -> bool:
        """Work out findings and counts from what is stored again; whether the stored ones had to be put right."""
        kept = self._read()
        self._take_over(kept)
        save, stored = self._whole_save(), kept.overview
        counts = (save.asked, save.answered, save.high, save.medium, save.low)
        differ = counts != (stored.asked, stored.answered, stored.high, stored.medium, stored.low)
        if differ or save.appeared or save.vanished:
            self._save()
            return True
        return False

    def set_finished(self, at: datetime | None) -> None:
        """Declare the interview finished at a moment, or open again. Raises StoreError."""
        if (at is None) is (self.finished_at is None):
            return
        self._read()
        self._store.keep_finished(self._key, at, self._clock())
        self._take_over(self._read())

    def _arrival_at(self, question: str) -> datetime | None:
        """Since when a question is on screen; None where another one is."""
        return self._arrived[1] if self._arrived is not None and self._arrived[0] == question else None

    def _whole_save(self) -> Save:
        """All that is not on the disk yet."""
        standing, kept = self.standing, self._kept_keys
        return Save(
            self._key,
            self.revision,
            self._clock(),
            self._by,
            self.at_question,
            *standing.figures(),
            [
                Change(
                    question,
                    standing.answers[question],
                    self._revisions.get(question, 0),
                    self._visits[question],
                )
                for question in self.unsaved
            ],
            [finding for key, finding in standing.by_key.items() if key not in kept],
            [key for key in kept if key not in standing.by_key],
        )

    def _save(self) -> None:
        """Write what is unsaved. Where another window was first, take over its answers, and try again with what is left."""
        lost: list[str] = []
        for _attempt in range(_ATTEMPTS):
            save = self._whole_save()
            try:
                self._store.save(save)
            except OutdatedError:
                lost += self._catch_up()
                if not self.unsaved:
                    break
            else:
                self._mark_saved(save)
                break
        else:
            raise _keeps_changing()
        if lost:
            message = _("{questions} was changed in another window, whose answer is shown now.")
            raise ChangedElsewhereError(
                message.format(questions=", ".join(lost)), _("Record yours again if it is the right one.")
            )

    def _mark_saved(self, save: Save) -> None:
        self.revision += 1
        for change in save.changes:
            self._revisions[change.question] = change.revision + 1
            change.visit.is_kept = True
        self._kept_keys.update(finding.key for finding in save.appeared)
        self._kept_keys.difference_update(save.vanished)
        self.unsaved.clear()
        self.saved_at = save.at
        if self.awaited:
            for change in save.changes:
                self.awaited.look_at(change.question, change.answer, save.at, self._by)

    def _catch_up(self) -> list[str]:
        """Take over what another window has saved; the questions whose unsaved answer had to give way."""
        lost = self._take_over(self._read())
        if self.finished_at is not None and not all(map(self._is_late_evidence, self.unsaved)):
            message = _("The interview was finished in another window.")
            raise ChangedElsewhereError(
                message, _("Reopen it: what you recorded is kept here, and saved then.")
            )
        return lost

    def _is_late_evidence(self, question: str) -> bool:
        """Whether all that is unsaved of a question is evidence, which a finished interview takes too."""
        return is_same_but_evidence(self._visits[question].before, self.standing.answers.get(question, OPEN))

    def _read(self) -> KeptInterview:
        kept = self._store.interview(self._key)
        if kept is not None and kept.digest != self._digest:
            message = _("In another window this interview went over to version {version} of its questions.")
            raise ChangedElsewhereError(
                message.format(version=kept.bank.version),
                _("Open it again; what is not saved here has to be recorded once more."),
            )
        if kept is None:
            message = _("This interview is no longer in the database.")
            raise StoreError(message, _("It was removed by another program; look for it in a backup."))
        return kept

    def _take_over(self, kept: KeptInterview) -> list[str]:
        """Take over what is on the disk; the questions whose unsaved answer had to give way to another."""
        lost: list[str] = []
        taken: dict[str, Answer] = {}
        for question, theirs in kept.answers.items():
            if theirs.revision == self._revisions.get(question, 0):
                continue
            if question in self.unsaved:
                del self.unsaved[question]
                if theirs.answer != self.standing.answers[question]:
                    lost.append(question)
            taken[question] = theirs.answer
            self._revisions[question] = theirs.revision
            self._visits.pop(question, None)
        self.standing.take(taken)
        self.revision = kept.revision
        self._kept_keys = set(kept.findings)
        self.finished_at = kept.overview.finished_at
        return lost


def _keeps_changing() -> StoreError:
    message = _("The interview keeps changing in another window.")
    return StoreError(message, _("Close it there, then try again."))
