"""The store: one open database and all that is asked of it. Values go in and come out; rows stay here."""

from collections.abc import Sequence
from datetime import datetime

from questionnaire.interviews.problems import Problem
from questionnaire.store.addresses import Address
from questionnaire.store.answers import AnswerSaver
from questionnaire.store.database import Database
from questionnaire.store.feedback import use_of_bank
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
from questionnaire.store.supplier_names import refuse_twice
from questionnaire.store.suppliers import all_suppliers, keep_supplier
from questionnaire.store.take_over import all_set_aside, keep_take_over
from questionnaire.store.values import (
    BankUse,
    DatabaseInfo,
    HistoryEntry,
    InterviewOverview,
    KeptInterview,
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

    def supplier_overviews(self) -> list[SupplierOverview]:
        """Every supplier with its latest interview, by name."""
        with self.database.reading() as connection:
            return supplier_overviews(connection)

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
