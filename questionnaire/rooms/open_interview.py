"""An open interview: its answers, what they lead to, and their way to the disk. Screens and commands ask only this."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.banks.mistakes import near
from questionnaire.banks.model import Bank, Severity
from questionnaire.banks.pairs import question_pairs
from questionnaire.errors import ChangedElsewhereError, InputError, NotFoundError, StoreError
from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.carried import carried_over
from questionnaire.interviews.evidence import cleaned_piece, is_same_but_evidence
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.previous import carried_previous
from questionnaire.interviews.problems import Problem, ProblemKind, parse_remark
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.timing import VisitTime
from questionnaire.interviews.walk import Progress, Step, Walk
from questionnaire.reference.countries import Country
from questionnaire.rooms.awaited import AwaitedFollowUps
from questionnaire.store.cleaning_values import Cleaned, Cleaning
from questionnaire.store.keys import new_key
from questionnaire.store.values import (
    Change,
    HistoryEntry,
    KeptInterview,
    OutdatedError,
    Save,
    SetAside,
    TakeOver,
    Visit,
)
from questionnaire.text import clean
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.store.store import Store

_ATTEMPTS = 5


class OpenInterview:
    """One interview on the release it was started with, whatever has happened to the bank's file since."""

    def __init__(
        self,
        store: "Store",
        kept: KeptInterview,
        country: Country | None,
        *,
        by: str,
        clock: Callable[[], datetime],
    ) -> None:
        overview = kept.overview
        self.key = overview.id
        self.supplier = kept.supplier
        self.round = overview.round
        self.bank = kept.bank
        self.release_digest = kept.digest
        self.respondent = overview.respondent
        self.language = overview.language
        self.short_form = overview.short_form
        self.started_at = overview.started_at
        self.finished_at = overview.finished_at
        self.at_question = overview.at_question
        self.saved_at = overview.changed_at if kept.answers else None
        self.by = by
        self.begun_by = overview.by
        self.country = country
        self.walk = Walk(kept.bank, kept.context)
        self._standing = Standing(self.walk, {})
        self._store = store
        self.awaited = AwaitedFollowUps(store, self.walk, kept.awaited)
        self._clock = clock
        self._visits: dict[str, Visit] = {}
        self._arrived: tuple[str, datetime] | None = None
        self._unsaved: dict[str, None] = {}
        self._revisions: dict[str, int] = {}
        self._take_over(kept)

    @property
    def answers(self) -> dict[str, Answer]:
        """What is kept, by question; to be changed by `record` alone."""
        return self._standing.answers

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What came out: by question in the order of the bank, then the checks."""
        return self._standing.findings

    @property
    def unsaved(self) -> frozenset[str]:
        """The questions whose last change is not on the disk."""
        return frozenset(self._unsaved)

    def answer(self, question: str) -> Answer:
        """What is kept for a question; `OPEN` where nothing is."""
        return self.answers.get(question, OPEN)

    def earlier(self, question: str) -> Answer | None:
        """What the same respondent said in the round before, value or reason with the day since which it stands."""
        return self.walk.context.previous.get(question)

    def asked(self) -> tuple[Step, ...]:
        """The questions that are asked now."""
        return self._standing.asked()

    def progress(self) -> Progress:
        """How far the interview has come."""
        return self._standing.progress()

    def next_question(self, after: str | None = None) -> str | None:
        """The next open question, None where all are answered."""
        return self._standing.next_question(after)

    def marks(self) -> dict[str, str]:
        """One mark per question, as `interviews.findings.marks_of`."""
        return self._standing.marks()

    def visit(self, question: str) -> None:
        """Stand at a question: kept for resuming, and what is recorded from here on is a new entry of its history.

        A place that cannot be kept now is kept with the next answer. Raises NotFoundError.
        """
        self._refuse_unknown(question)
        self._arrived = (question, self._clock())
        if question not in self._unsaved:
            self._visits.pop(question, None)
        elif question in self._visits:
            self._visits[question].time.go_on(self._arrived[1])
        if question == self.at_question or self.finished_at is not None:
            return
        self.at_question = question
        try:
            self._store.keep_place(self.key, question)
        except StoreError:
            return  # nothing is lost by it, and the next answer tells if it goes on

    def record(self, question: str, answer: Answer) -> None:
        """Take an answer and save it, with its history and what it leads to, in one transaction.

        The same answer writes nothing. Of a finished interview the evidence may still change, which often comes later.

        Raises StoreError where it cannot be saved: the answer stays, in `unsaved`, and goes with the next save.
        Raises ChangedElsewhereError where another window changed that answer: theirs is shown then, and kept.
        Raises NotFoundError for an unknown question, InputError where the interview is finished.
        """
        self._refuse_unknown(question)
        given, before = _cleaned(answer), self.answer(question)
        if self.finished_at is not None:
            self._begin_late_evidence(question, given)
        if given != before:
            if question not in self._visits:
                self._visits[question] = Visit(new_key(), before, VisitTime(self._arrival_at(question)))
            self._visits[question].time.change(self._clock())
            self._standing.take({question: given})
            self._unsaved[question] = None
        self.retry()

    def retry(self) -> None:
        """Save what is not saved yet; raises StoreError while it cannot be."""
        if self._unsaved:
            self._save()

    def finish(self) -> None:
        """Declare the interview finished, all of it saved. Raises StoreError."""
        self.retry()
        self._set_finished(self._clock())

    def reopen(self) -> None:
        """Go on with a finished interview. Raises StoreError."""
        self._set_finished(None)
        self.retry()

    def history(self, question: str | None = None) -> list[HistoryEntry]:
        """What was changed, in all or in the answer to one question (under earlier ids too), oldest first."""
        if question is None:
            return self._store.history(self.key)
        return self._store.history(self.key, self._ids_of(question))

    def problems(self, question: str | None = None) -> list[Problem]:
        """What was said not to work, in all or of one question (under earlier ids too), oldest first."""
        if question is None:
            return self._store.problems(self.key)
        return self._store.problems(self.key, self._ids_of(question))

    def tell_problem(self, question: str, kind: ProblemKind, remark: str = "") -> Problem:
        """Keep that a question did not work, in a finished interview too; answers stay as they are.

        Raises NotFoundError for an unknown question, InputError for too long a remark, StoreError.
        """
        self._refuse_unknown(question)
        problem = Problem(new_key(), question, kind, parse_remark(remark), self._clock(), self.by)
        self._store.keep_problem(self.key, problem)
        return problem

    def take_back_problem(self, problem: Problem) -> None:
        """Remove a problem, its remark too. Raises StoreError."""
        self._store.take_back_problem(self.key, problem.id)

    def set_aside(self) -> list[SetAside]:
        """The answers that newer versions of the bank had no place for, oldest first."""
        return self._store.set_aside(self.key)

    def go_over_to(self, bank: Bank) -> None:
        """Bring the interview to another version of its bank, all of it saved, in one transaction.

        What comes along is what `carried_over` says. This object stays on the version it has: open the interview again.

        Raises InputError where that cannot be, StoreError where it cannot be saved.
        """
        self._refuse_to_go_over(bank)
        self.retry()
        for _attempt in range(_ATTEMPTS):
            try:
                self._store.take_over(self._whole_take_over(bank))
                return
            except OutdatedError:
                self._catch_up()
        raise _keeps_changing()

    def clean(self, question: str) -> Cleaned:
        """Take what was said of a question in words out of its answer, its history and all copies of them.

        Choices, numbers and dates stay. That it was cleaned stays in the history. A finished interview can be cleaned too.
        Raises NotFoundError for an unknown question, StoreError where it cannot be saved.
        """
        if not any(one.question == question for one in self.set_aside()):
            self._refuse_unknown(question)
        self.retry()
        for _attempt in range(_ATTEMPTS):
            cleaning, standing = self._whole_cleaning(question)
            try:
                cleaned = self._store.cleaning.clean(cleaning)
            except OutdatedError:
                self._catch_up()
                continue
            self.walk, self._standing = standing.walk, standing
            self._visits.pop(question, None)
            self._take_over(self._read())
            self.saved_at = cleaning.at
            return cleaned
        raise _keeps_changing()

    def rebuild(self) -> bool:
        """Work out findings and counts from the stored answers again; whether the stored ones had to be put right.

        Raises StoreError.
        """
        kept = self._read()
        self._take_over(kept)
        save, stored = self._whole_save(), kept.overview
        counts = (save.asked, save.answered, save.high, save.medium, save.low)
        differ = counts != (stored.asked, stored.answered, stored.high, stored.medium, stored.low)
        if differ or save.appeared or save.vanished:
            self._save()
            return True
        return False

    def _ids_of(self, question: str) -> tuple[str, ...]:
        """The id of a question and its earlier ones."""
        step = self.walk.steps.get(question)
        return (question, *(step.question.was if step else ()))

    def _arrival_at(self, question: str) -> datetime | None:
        """Since when a question is on screen; None where another one is."""
        return self._arrived[1] if self._arrived is not None and self._arrived[0] == question else None

    def _begin_late_evidence(self, question: str, answer: Answer) -> None:
        """Let evidence for a finished interview be an entry of its own in the history, and refuse any other change."""
        if not is_same_but_evidence(answer, self.answer(question)):
            message = _("This interview is finished, so its answers stay as they are.")
            raise InputError(message, _("Reopen it to change them; evidence may still be added."))
        self._arrived = None
        if question not in self._unsaved:
            self._visits.pop(question, None)

    def _is_late_evidence(self, question: str) -> bool:
        """Whether all that is unsaved of a question is evidence, which a finished interview takes too."""
        return is_same_but_evidence(self._visits[question].before, self.answer(question))

    def _refuse_unknown(self, question: str) -> None:
        if question not in self.walk.steps:
            message = _("The bank {bank} has no question '{question}'.")
            meant = near(question[:60], self.walk.steps)
            hint = _("Did you mean {meant}?").format(meant=meant) if meant else ""
            raise NotFoundError(message.format(bank=self.bank.id, question=question[:60]), hint)

    def _refuse_to_go_over(self, bank: Bank) -> None:
        if self.finished_at is not None:
            message = _("This interview is finished, so it stays on the questions it was held on.")
            raise InputError(message, _("Reopen it first."))
        if bank.id != self.bank.id or bank.version == self.bank.version:
            message = _("{bank} {version} is no other version of the questions of this interview.")
            raise InputError(message.format(bank=bank.id, version=bank.version))
        if self.short_form and not any(question.short_form for question in bank.questions()):
            message = _("The bank {bank} has no short form.").format(bank=bank.id)
            raise InputError(message, _("Begin another interview, on the whole bank."))

    def _whole_take_over(self, bank: Bank) -> TakeOver:
        """All that the step to another version writes."""
        carried = carried_over(self.bank, bank, self.answers)
        context = self.walk.context
        context = replace(context, previous=carried_previous(self.bank, bank, context.previous))
        standing = Standing(Walk(bank, context), carried.answers)
        stay = {carried.renamed.get(name, name) for name in carried.answers}
        new_ids = question_pairs(self.bank, bank)
        counts = standing.by_severity
        return TakeOver(
            self.key,
            self._revision,
            bank,
            context,
            self.language if self.language in bank.languages else bank.languages[0],
            new_ids.get(self.at_question or ""),
            self._clock(),
            self.by,
            *standing.asked_and_answered(),
            counts[Severity.HIGH],
            counts[Severity.MEDIUM],
            counts[Severity.LOW],
            carried.renamed,
            carried.answers,
            carried.set_aside,
            [name for name in self.answers if name not in stay],
            standing.findings,
        )

    def _whole_cleaning(self, question: str) -> tuple[Cleaning, Standing]:
        """All that a cleaning writes, and how the interview stands then."""
        from questionnaire.rooms.cleaning import cleaning_of  # noqa: PLC0415 - seldom needed

        marks = (self.key, self._revision, self._clock(), self.by)
        return cleaning_of(self.walk, self.answers, question, self._ids_of(question), *marks)

    def _whole_save(self) -> Save:
        """All that is not on the disk yet."""
        standing, kept = self._standing, self._kept_keys
        counts = standing.by_severity
        return Save(
            self.key,
            self._revision,
            self._clock(),
            self.by,
            self.at_question,
            *standing.asked_and_answered(),
            counts[Severity.HIGH],
            counts[Severity.MEDIUM],
            counts[Severity.LOW],
            [
                Change(
                    question,
                    standing.answers[question],
                    self._revisions.get(question, 0),
                    self._visits[question],
                )
                for question in self._unsaved
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
                if not self._unsaved:
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
        self._revision += 1
        for change in save.changes:
            self._revisions[change.question] = change.revision + 1
            change.visit.is_kept = True
        self._kept_keys.update(finding.key for finding in save.appeared)
        self._kept_keys.difference_update(save.vanished)
        self._unsaved.clear()
        self.saved_at = save.at
        if self.awaited:
            for change in save.changes:
                self.awaited.look_at(change.question, change.answer, save.at, self.by)

    def _catch_up(self) -> list[str]:
        """Take over what another window has saved; the questions whose unsaved answer had to give way."""
        lost = self._take_over(self._read())
        if self.finished_at is not None and not all(map(self._is_late_evidence, self._unsaved)):
            message = _("The interview was finished in another window.")
            raise ChangedElsewhereError(
                message, _("Reopen it: what you recorded is kept here, and saved then.")
            )
        return lost

    def _read(self) -> KeptInterview:
        kept = self._store.interview(self.key)
        if kept is not None and kept.digest != self.release_digest:
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
        lost: list[str] = []
        taken: dict[str, Answer] = {}
        for question, theirs in kept.answers.items():
            if theirs.revision == self._revisions.get(question, 0):
                continue
            if question in self._unsaved:
                del self._unsaved[question]
                if theirs.answer != self.answers[question]:
                    lost.append(question)
            taken[question] = theirs.answer
            self._revisions[question] = theirs.revision
            self._visits.pop(question, None)
        self._standing.take(taken)
        self._revision = kept.revision
        self._kept_keys = set(kept.findings)
        self.finished_at = kept.overview.finished_at
        return lost

    def _set_finished(self, at: datetime | None) -> None:
        if (at is None) is (self.finished_at is None):
            return
        self._read()
        self._store.keep_finished(self.key, at, self._clock())
        self._take_over(self._read())


def _keeps_changing() -> StoreError:
    message = _("The interview keeps changing in another window.")
    return StoreError(message, _("Close it there, then try again."))


def _cleaned(answer: Answer) -> Answer:
    """The answer as it can be kept by every engine and shown by every terminal."""
    value, note, evidence = answer.value, clean(answer.note), answer.evidence
    if isinstance(value, str):
        value = clean(value)
    if evidence:
        evidence = tuple(map(cleaned_piece, evidence))
    if note == answer.note and value == answer.value and evidence == answer.evidence:
        return answer
    return replace(answer, value=value, note=note, evidence=evidence)
