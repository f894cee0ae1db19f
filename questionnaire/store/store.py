"""The store: one open database and all that is asked of it. Values go in and come out; rows stay here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from questionnaire.banks.model import Bank
from questionnaire.interviews.problems import Problem
from questionnaire.store.addresses import Address
from questionnaire.store.answers import AnswerSaver
from questionnaire.store.cleaning import CleaningStore
from questionnaire.store.database import Database
from questionnaire.store.evidence import EvidenceStore
from questionnaire.store.exports import exports_of, keep_export
from questionnaire.store.feedback import use_of_bank
from questionnaire.store.follow_up_store import FollowUpStore
from questionnaire.store.information import information_of
from questionnaire.store.interviews import (
    all_interviews,
    history_of,
    keep_finished,
    keep_interview,
    keys_like,
    supplier_overviews,
    whole_interview,
)
from questionnaire.store.problems import keep_problem, problems_of, take_back_problem
from questionnaire.store.read_back import MergeStore
from questionnaire.store.releases import kept_release
from questionnaire.store.rounds import earlier_interview, held_bank, rounds_of, start_round
from questionnaire.store.supplier_names import refuse_twice
from questionnaire.store.suppliers import all_suppliers, keep_supplier
from questionnaire.store.take_over import all_set_aside, keep_take_over
from questionnaire.store.values import (
    BankUse,
    DatabaseInfo,
    Export,
    HeldBank,
    HistoryEntry,
    InterviewOverview,
    KeptInterview,
    Round,
    Save,
    SetAside,
    Start,
    Supplier,
    SupplierOverview,
    TakeOver,
)


class Store:
    """Everything that is kept. Whatever a database complains of comes out as StoreError, and nothing is half written."""

    def __init__(self, address: Address) -> None:
        self.database = Database(address)
        self._saver = AnswerSaver(self.database)
        self.follow_ups = FollowUpStore(self.database)
        self.evidence = EvidenceStore(self.database)
        self.merges = MergeStore(self.database)
        self.cleaning = CleaningStore(self.database)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def information(self) -> DatabaseInfo:
        """What the database is and holds."""
        return information_of(self.database)

    def suppliers(self) -> list[Supplier]:
        """Every supplier, by name."""
        with self.database.reading() as connection:
            return all_suppliers(connection)

    def supplier_overviews(self, today: date) -> list[SupplierOverview]:
        """Every supplier with its latest interview, by name; and how much is to be followed up as of today."""
        with self.database.reading() as connection:
            return supplier_overviews(connection, today)

    def add_supplier(self, supplier: Supplier) -> None:
        """Keep a new supplier; raises InputError where it is there already."""
        with self.database.writing() as connection:
            refuse_twice(supplier, all_suppliers(connection))
            keep_supplier(connection, supplier)

    def interviews(self, supplier: str | None = None) -> list[InterviewOverview]:
        """The interviews, of the supplier with a key or of all, newest first."""
        with self.database.reading() as connection:
            return all_interviews(connection, supplier)

    def keys_like(self, beginning: str) -> list[str]:
        """The keys of the interviews that begin so."""
        with self.database.reading() as connection:
            return keys_like(connection, beginning)

    def start_interview(self, start: Start) -> str:
        """Keep a new interview, and its bank; raises InputError where the bank has changed under its version."""
        with self.database.writing() as connection:
            return keep_interview(connection, start)

    def keep_release(self, bank: Bank, at: datetime) -> None:
        """Keep a bank as it is now; raises InputError where it has changed under its version."""
        with self.database.writing() as connection:
            kept_release(connection, bank, at)

    def rounds(self, supplier: str) -> list[Round]:
        """The rounds of the supplier with a key, newest first."""
        with self.database.reading() as connection:
            return rounds_of(connection, supplier)

    def start_round(self, supplier: str, name: str, at: datetime) -> None:
        """Close the open round of a supplier and open another; raises InputError where its name is taken."""
        with self.database.writing() as connection:
            start_round(connection, supplier, name, at)

    def held_bank(self, supplier: str, bank: str) -> HeldBank | None:
        """The release of a bank that the supplier's open round is held on, None where none is yet."""
        with self.database.reading() as connection:
            return held_bank(connection, supplier, bank)

    def earlier_interview(
        self, supplier: str, bank: str, respondent: str, before: str | None = None
    ) -> str | None:
        """The key of the latest interview with a respondent on a bank in a round before one, or in any."""
        with self.database.reading() as connection:
            return earlier_interview(connection, supplier, bank, respondent, before)

    def interview(self, key: str) -> KeptInterview | None:
        """All that is kept of an interview; None where there is no such interview."""
        with self.database.reading() as connection:
            return whole_interview(connection, key)

    def history(self, key: str, questions: Sequence[str] | None = None) -> list[HistoryEntry]:
        """What was changed in an interview, or in the answers to some questions, oldest first."""
        with self.database.reading() as connection:
            return history_of(connection, key, questions)

    def take_over(self, take_over: TakeOver) -> None:
        """Bring an interview to another release of its bank.

        Raises OutdatedError where another window was first, InputError where the bank has changed under its version.
        """
        with self.database.writing() as connection:
            keep_take_over(connection, take_over)

    def set_aside(self, key: str) -> list[SetAside]:
        """The answers of an interview that newer releases had no place for, oldest first."""
        with self.database.reading() as connection:
            return all_set_aside(connection, key)

    def problems(self, key: str, questions: Sequence[str] | None = None) -> list[Problem]:
        """The problems of an interview, or of some of its questions, oldest first."""
        with self.database.reading() as connection:
            return problems_of(connection, key, questions)

    def keep_problem(self, key: str, problem: Problem) -> None:
        """Keep a new problem of an interview."""
        with self.database.writing() as connection:
            keep_problem(connection, key, problem)

    def take_back_problem(self, key: str, problem: str) -> bool:
        """Remove a problem of an interview by its key; whether it was there."""
        with self.database.writing() as connection:
            return take_back_problem(connection, key, problem)

    @contextmanager
    def exporting(self, *exports: Export) -> Iterator[None]:
        """Keep that something is handed out, if the block that hands it out ends well."""
        with self.database.writing() as connection:
            for export in exports:
                keep_export(connection, export)
            yield

    def exports(self, supplier: str | None = None) -> list[Export]:
        """What was handed out, of the supplier with a key or of all, newest first."""
        with self.database.reading() as connection:
            return exports_of(connection, supplier)

    def use_of_bank(self, bank: str) -> BankUse:
        """All interviews on any release of a bank."""
        with self.database.reading() as connection:
            return use_of_bank(connection, bank)

    def save(self, save: Save) -> None:
        """Save answers and what they lead to; raises OutdatedError where another window was first."""
        self._saver.save(save)

    def keep_place(self, key: str, question: str) -> None:
        """Keep where the call stands."""
        self._saver.keep_place(key, question)

    def keep_finished(self, key: str, finished_at: datetime | None, now: datetime) -> None:
        """Keep when an interview was finished, None where it goes on."""
        with self.database.writing() as connection:
            keep_finished(connection, key, finished_at, now)
