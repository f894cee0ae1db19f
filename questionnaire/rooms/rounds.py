"""The rounds of a supplier: opening another, what it goes on from, and what changed since the one before."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.errors import BankMistakesError, InputError, NotFoundError
from questionnaire.interviews.previous import previous_answers
from questionnaire.interviews.round_change import AnswerChange, CheckChange, changes_between, checks_between
from questionnaire.interviews.walk import Context, Walk
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.rounds import free_name
from questionnaire.store.supplier_names import suppliers_like
from questionnaire.store.values import HeldBank, InterviewOverview, Round, Supplier
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.sheets.round_sheet import RoundSheet
    from questionnaire.store.store import Store

LONGEST_ROUND = 40


class Comparison(Struct, frozen=True):
    """Two interviews on the same bank, and what changed from the one to the other."""

    old: OpenInterview
    new: OpenInterview
    changes: tuple[AnswerChange, ...]
    checks: tuple[CheckChange, ...]


class Rounds:
    """The rounds of every supplier; a supplier is given as the workspace finds it."""

    def __init__(
        self,
        store: "Store",
        clock: Callable[[], datetime],
        supplier: Callable[[str], Supplier],
        bank: Callable[[str], Bank],
        opened: Callable[[str], OpenInterview],
    ) -> None:
        self._store = store
        self._clock = clock
        self._supplier = supplier
        self._bank = bank
        self._opened = opened

    def of(self, supplier: str) -> list[Round]:
        """The rounds of a supplier, newest first."""
        return self._store.rounds(self._supplier(supplier).id)

    def open(self, supplier: str) -> Round | None:
        """The round that is open, None where the next interview opens one."""
        return next((one for one in self.of(supplier) if one.closed_at is None), None)

    def next_name(self, supplier: str) -> str:
        """What a round opened now would be called by itself."""
        rounds = self.of(supplier)
        if rounds and rounds[0].closed_at is None and not rounds[0].interviews:
            return rounds[0].name
        return free_name([one.name for one in rounds], self._clock())

    def start(self, supplier: str, name: str | None = None) -> Round:
        """Close the open round and open another; a round without an interview is new already, and stays.

        Raises InputError where the supplier has a round of that name.
        """
        found = self._supplier(supplier)
        self._store.start_round(found.id, self.cleaned_name(name), self._clock())
        return self._store.rounds(found.id)[0]

    def bank_to_ask(self, supplier: str, bank: str, *, new_round: bool = False) -> HeldBank:
        """What an interview on a bank (as the workspace finds it) would be held on.

        All interviews of a round on a bank are held on the release of the first, even where its file has moved on or
        is out of order. Raises NotFoundError, BankMistakesError.
        """
        try:
            read = self._bank(bank)
        except (NotFoundError, BankMistakesError):
            known = [] if new_round else suppliers_like(self._store.suppliers(), one_line(supplier))
            held = self._store.held_bank(known[0].id, one_line(bank)) if len(known) == 1 else None
            if held is None:
                raise
            return held
        return self.release_of(self._supplier(supplier).id, read, new_round=new_round)

    def release_of(self, supplier: str, bank: Bank, *, new_round: bool = False) -> HeldBank:
        """As `bank_to_ask`, of a bank that is read already and the key of a supplier."""
        held = None if new_round else self._store.held_bank(supplier, bank.id)
        return held if held is not None and held.bank.version != bank.version else HeldBank(None, bank)

    def with_previous(self, context: Context, supplier: str, bank: Bank, *, new_round: bool) -> Context:
        """A context with what the same respondent said in the round before on any version of the bank."""
        current = None if new_round else self.open(supplier)
        key = self._store.earlier_interview(
            self._supplier(supplier).id, bank.id, context.respondent, current.id if current else None
        )
        kept = None if key is None else self._store.interview(key)
        if kept is None:
            return context
        answers = {name: one.answer for name, one in kept.answers.items()}
        return replace(
            context,
            previous=previous_answers(Walk(kept.bank, kept.context), answers, bank),
            previous_round=kept.overview.round,
            previous_on=kept.context.today,
        )

    def before(self, interview: OpenInterview) -> OpenInterview:
        """The interview with the same respondent on the same bank in the round before. Raises NotFoundError."""
        current = next(one for one in self.of(interview.supplier.id) if one.name == interview.round)
        key = self._store.earlier_interview(
            interview.supplier.id, interview.bank.id, interview.respondent, current.id
        )
        if key is None:
            message = _("{supplier} has no earlier round in which {respondent} answered {bank}.").format(
                supplier=interview.supplier.name,
                respondent=_(RESPONDENT_WORDS[interview.respondent]),
                bank=interview.bank.id,
            )
            hint = _("Name two interviews to compare; list them with: questionnaire interview list")
            raise NotFoundError(message, hint)
        return self._opened(key)

    def pair(
        self, supplier: str, respondent: Respondent | None = None
    ) -> tuple[OpenInterview, OpenInterview]:
        """The latest interview of a supplier, with one respondent or any, and the one before it, that one first.

        Of the last round it is the latest that has one before it. Raises NotFoundError where none has.
        """
        found = self._supplier(supplier)
        latest = self._latest(found, respondent)
        problem: NotFoundError | None = None
        for one in latest:
            interview = self._opened(one.id)
            try:
                return self.before(interview), interview
            except NotFoundError as error:
                problem = problem or error
        if problem is not None:
            raise problem
        message = _("{supplier} has not been interviewed yet.").format(supplier=found.name)
        raise NotFoundError(message, _("Start an interview first."))

    def compare(self, old: OpenInterview, new: OpenInterview) -> Comparison:
        """What changed from one interview to another. Raises InputError where they are not to be compared."""
        if old.bank.id != new.bank.id:
            message = _("These interviews are not on the same questions: {old} and {new}.")
            raise InputError(
                message.format(old=old.bank.id, new=new.bank.id), _("Name two interviews on one bank.")
            )
        if old.supplier.id != new.supplier.id:
            message = _("These interviews are not with the same supplier: {old} and {new}.")
            raise InputError(
                message.format(old=old.supplier.name, new=new.supplier.name),
                _("Name two interviews with one supplier."),
            )
        return Comparison(
            old,
            new,
            changes_between(
                old.walk,
                old.answers,
                old.findings,
                new.walk,
                new.answers,
                new.findings,
                goes_on=new.finished_at is None,
            ),
            checks_between(old.findings, new.findings),
        )

    def sheet(self, comparison: Comparison, language: str) -> "RoundSheet":
        """What changed in words, in a language of the newer bank. Raises SheetError."""
        from questionnaire.sheets.round_sheet import RoundSide, round_sheet_of  # noqa: PLC0415 - when it is handed out

        both = (comparison.old, comparison.new)
        old, new = (
            RoundSide(
                one.key,
                one.round,
                one.walk.context.today,
                one.respondent,
                one.bank.version,
                one.progress().open,
            )
            for one in both
        )
        return round_sheet_of(
            comparison.changes,
            comparison.checks,
            walks=(comparison.old.walk, comparison.new.walk),
            sides=(old, new),
            supplier=comparison.new.supplier.name,
            language=language,
        )

    def write(self, comparison: Comparison, path: Path, language: str, *, force: bool = False) -> Path:
        """Write what changed to a file of the format its ending calls for, and give its path; for our own use.

        Kept among what was handed out. Raises SheetError, StoreError.
        """
        from questionnaire.rooms.handing_over import HandingOver  # noqa: PLC0415 - when it is written
        from questionnaire.sheets.audience import Audience  # noqa: PLC0415
        from questionnaire.sheets.documents import Document  # noqa: PLC0415
        from questionnaire.sheets.round_write import check_ending, rendered  # noqa: PLC0415

        data = rendered(self.sheet(comparison, language), check_ending(path))
        new = comparison.new
        return HandingOver(self._store, by=new.by, clock=self._clock).hand_over(
            data,
            path,
            Document.COMPARISON,
            [new.supplier.id],
            audience=Audience.INTERNAL,
            language=language,
            interview=new.key,
            force=force,
        )

    def _latest(self, supplier: Supplier, respondent: Respondent | None) -> list[InterviewOverview]:
        """The interviews of the last round that has any, newest first."""
        found = self._store.interviews(supplier.id)
        held = [one for one in found if respondent is None or one.respondent is respondent]
        names = {one.round for one in held}
        last = next((one.name for one in self._store.rounds(supplier.id) if one.name in names), None)
        return [one for one in held if one.round == last]

    @staticmethod
    def cleaned_name(typed: str | None) -> str:
        """The name of a round as it is kept; empty where none is given. Raises InputError where it is too long."""
        name = one_line(typed or "")
        if len(name) > LONGEST_ROUND:
            message = _("'{text}...' is too long: at most {most} characters are kept.")
            raise InputError(message.format(text=name[:20], most=LONGEST_ROUND), _("Shorten it."))
        return name
