"""An open interview: its answers and what they lead to. Screens and commands ask only this."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.banks.mistakes import near
from questionnaire.banks.model import Bank
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.evidence import cleaned_piece, is_same_but_evidence
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.problems import Problem, ProblemKind, parse_remark
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.walk import Progress, Step, Walk
from questionnaire.reference.countries import Country
from questionnaire.rooms.saving import Saving
from questionnaire.store.cleaning_values import Cleaned
from questionnaire.store.keys import new_key
from questionnaire.store.values import HistoryEntry, KeptInterview, SetAside
from questionnaire.text import clean
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.store.store import Store


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
        self.by = by
        self.begun_by = overview.by
        self.country = country
        self._store = store
        self._clock = clock
        self._saving = Saving(store, kept, by=by, clock=clock)
        self.awaited = self._saving.awaited

    @property
    def walk(self) -> Walk:
        """The questions of the bank and when each is asked, in what is known of this interview."""
        return self._saving.standing.walk

    @property
    def finished_at(self) -> datetime | None:
        """Since when it is finished, None while it is open."""
        return self._saving.finished_at

    @property
    def saved_at(self) -> datetime | None:
        """When an answer was last saved, None while there is none."""
        return self._saving.saved_at

    @property
    def at_question(self) -> str | None:
        """Where the call stands."""
        return self._saving.at_question

    @property
    def answers(self) -> dict[str, Answer]:
        """What is kept, by question; to be changed by `record` alone."""
        return self._saving.standing.answers

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What came out: by question in the order of the bank, then the checks."""
        return self._saving.standing.findings

    @property
    def unsaved(self) -> frozenset[str]:
        """The questions whose last change is not on the disk."""
        return frozenset(self._saving.unsaved)

    def answer(self, question: str) -> Answer:
        """What is kept for a question; `OPEN` where nothing is."""
        return self.answers.get(question, OPEN)

    def earlier(self, question: str) -> Answer | None:
        """What the same respondent said in the round before, value or reason with the day since which it stands."""
        return self.walk.context.previous.get(question)

    def asked(self) -> tuple[Step, ...]:
        """The questions that are asked now."""
        return self._saving.standing.asked()

    def progress(self) -> Progress:
        """How far the interview has come."""
        return self._saving.standing.progress()

    def next_question(self, after: str | None = None) -> str | None:
        """The next open question, None where all are answered."""
        return self._saving.standing.next_question(after)

    def marks(self) -> dict[str, str]:
        """One mark per question, as `interviews.findings.marks_of`."""
        return self._saving.standing.marks()

    def visit(self, question: str) -> None:
        """Stand at a question: kept for resuming, and what is recorded from here on is a new entry of its history.

        A place that cannot be kept now is kept with the next answer. Raises NotFoundError.
        """
        self._refuse_unknown(question)
        self._saving.visit(question)

    def record(self, question: str, answer: Answer) -> None:
        """Take an answer and save it, with its history and what it leads to, in one transaction.

        The same answer writes nothing. Of a finished interview the evidence may still change, which often comes later.

        Raises StoreError where it cannot be saved: the answer stays, in `unsaved`, and goes with the next save.
        Raises ChangedElsewhereError where another window changed that answer: theirs is shown then, and kept.
        Raises NotFoundError for an unknown question, InputError where the interview is finished.
        """
        self._refuse_unknown(question)
        given = _cleaned(answer)
        if self.finished_at is not None:
            self._begin_late_evidence(question, given)
        self._saving.take(question, given)

    def retry(self) -> None:
        """Save what is not saved yet; raises StoreError while it cannot be."""
        self._saving.retry()

    def finish(self) -> None:
        """Declare the interview finished, all of it saved. Raises StoreError."""
        self.retry()
        self._saving.set_finished(self._clock())

    def reopen(self) -> None:
        """Go on with a finished interview. Raises StoreError."""
        self._saving.set_finished(None)
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
        from questionnaire.rooms.going_over import refuse_to_go_over, take_over_of  # noqa: PLC0415 - seldom needed

        refuse_to_go_over(self, bank)
        self._saving.written(
            lambda: self._store.take_over(take_over_of(self, bank, self._saving.revision, self._clock()))
        )

    def clean(self, question: str) -> Cleaned:
        """Take what was said of a question in words out of its answer, its history and all copies of them.

        Choices, numbers and dates stay. That it was cleaned stays in the history. A finished interview can be cleaned too.
        Raises NotFoundError for an unknown question, StoreError where it cannot be saved.
        """
        if not any(one.question == question for one in self.set_aside()):
            self._refuse_unknown(question)
        cleaned, standing, at = self._saving.written(lambda: self._written_cleaning(question))
        self._saving.begin_again(question, standing, at)
        return cleaned

    def rebuild(self) -> bool:
        """Work out findings and counts from the stored answers again; whether the stored ones had to be put right.

        Raises StoreError.
        """
        return self._saving.put_right()

    def _ids_of(self, question: str) -> tuple[str, ...]:
        """The id of a question and its earlier ones."""
        step = self.walk.steps.get(question)
        return (question, *(step.question.was if step else ()))

    def _begin_late_evidence(self, question: str, answer: Answer) -> None:
        """Let evidence for a finished interview be an entry of its own in the history, and refuse any other change."""
        if not is_same_but_evidence(answer, self.answer(question)):
            message = _("This interview is finished, so its answers stay as they are.")
            raise InputError(message, _("Reopen it to change them; evidence may still be added."))
        self._saving.begin_late(question)

    def _refuse_unknown(self, question: str) -> None:
        if question not in self.walk.steps:
            message = _("The bank {bank} has no question '{question}'.")
            meant = near(question[:60], self.walk.steps)
            hint = _("Did you mean {meant}?").format(meant=meant) if meant else ""
            raise NotFoundError(message.format(bank=self.bank.id, question=question[:60]), hint)

    def _written_cleaning(self, question: str) -> tuple[Cleaned, Standing, datetime]:
        """What was cleaned, how the interview stands then, and when that was."""
        from questionnaire.rooms.cleaning import cleaning_of  # noqa: PLC0415 - seldom needed

        marks = (self.key, self._saving.revision, self._clock(), self.by)
        cleaning, standing = cleaning_of(self.walk, self.answers, question, self._ids_of(question), *marks)
        return self._store.cleaning.clean(cleaning), standing, cleaning.at


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
