"""The store: one open database and all that is asked of it. Values go in and come out; rows stay here."""

from datetime import datetime

from questionnaire.store.addresses import Address
from questionnaire.store.answers import AnswerSaver
from questionnaire.store.database import Database
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
from questionnaire.store.supplier_names import refuse_twice
from questionnaire.store.suppliers import all_suppliers, keep_supplier
from questionnaire.store.values import (
    DatabaseInfo,
    HistoryEntry,
    InterviewOverview,
    KeptInterview,
    Save,
    Start,
    Supplier,
    SupplierOverview,
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

    def history(self, key: str, question: str | None = None) -> list[HistoryEntry]:
        """What was changed in an interview, or in the answer to one question, oldest first."""
        with self.database.reading() as connection:
            return history_of(connection, key, question)

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
