"""The one door: a database and the banks beside it, opened. Screens and commands ask only this."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.shipped import shipped_banks
from questionnaire.reference.countries import COUNTRIES_FILE, Countries
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.rooms.who import who_works_here
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.sheet import Sheet
from questionnaire.store.addresses import address_of
from questionnaire.store.values import DatabaseInfo, InterviewOverview, Supplier, SupplierOverview

if TYPE_CHECKING:
    from questionnaire.interviews.feedback_sum import Feedback
    from questionnaire.rooms.bank_folder import BankFile, BankFolder
    from questionnaire.rooms.blank_workbook import BlankWorkbooks
    from questionnaire.rooms.conflicts import Conflicts
    from questionnaire.rooms.evidence import EvidenceRoom
    from questionnaire.rooms.follow_ups import FollowUps
    from questionnaire.rooms.hand_out import HandOut
    from questionnaire.rooms.interviews import Interviews
    from questionnaire.rooms.read_back import ReadBack
    from questionnaire.rooms.releases import Releases
    from questionnaire.rooms.round_voices import RoundVoices
    from questionnaire.rooms.rounds import Rounds
    from questionnaire.rooms.suppliers import Suppliers
    from questionnaire.store.store import Store


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def open_workspace(
    database: str | None = None,
    banks: Path | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    at_once: bool = True,
) -> "Workspace":
    """The workspace of a database and a folder of bank files.

    `database` is a path or a SQLAlchemy URL; None is QUESTIONNAIRE_DATABASE, else the user's own. `banks` None is
    the shipped folder. With `at_once` false the database is opened when first used, which a command about banks
    never does. Raises StoreError where it cannot be opened.
    """
    workspace = Workspace(database, shipped_banks() if banks is None else banks, clock)
    if at_once:
        workspace.connect()
    return workspace


class Workspace:
    """A database and its banks. A context manager: it lets go of the database at the end."""

    def __init__(self, database: str | None, banks: Path, clock: Callable[[], datetime]) -> None:
        self._address = address_of(database)
        self.database = self._address.shown
        self.banks_folder = banks
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def connect(self) -> None:
        """Open the database now, in place of when it is first used. Raises StoreError."""
        _store = self._store

    def close(self) -> None:
        """Let go of the database."""
        store: Store | None = self.__dict__.pop("_store", None)
        if store is not None:
            store.close()

    @cached_property
    def countries(self) -> Countries:
        """The country facts: of the folder of banks where it has them, else the shipped ones."""
        from questionnaire.reference.read_countries import load_countries  # noqa: PLC0415 - brings YAML along

        own = self.banks_folder / COUNTRIES_FILE
        return load_countries(own if own.is_file() else shipped_banks() / COUNTRIES_FILE)

    @cached_property
    def by(self) -> str:
        """Who works here, for the history: QUESTIONNAIRE_USER, else the user of the operating system."""
        return who_works_here()

    @cached_property
    def _store(self) -> "Store":
        from questionnaire.store.store import Store  # noqa: PLC0415 - brings SQLAlchemy along: only when needed

        return Store(self._address)

    @cached_property
    def _folder(self) -> "BankFolder":
        from questionnaire.rooms.bank_folder import BankFolder  # noqa: PLC0415 - brings YAML along: only when needed

        return BankFolder(self.banks_folder)

    @cached_property
    def _releases(self) -> "Releases":
        from questionnaire.rooms.releases import Releases  # noqa: PLC0415 - brings YAML along: only when needed

        return Releases(self._address, self._folder)

    @cached_property
    def _suppliers(self) -> "Suppliers":
        from questionnaire.rooms.suppliers import Suppliers  # noqa: PLC0415 - brings SQLAlchemy along: only when needed

        return Suppliers(self._store, self.countries, self._clock)

    @cached_property
    def _interviews(self) -> "Interviews":
        from questionnaire.rooms.interviews import Interviews  # noqa: PLC0415 - brings SQLAlchemy along: only when needed

        return Interviews(self._store, self._suppliers, self.bank, by=self.by, clock=self._clock)

    @property
    def rounds(self) -> "Rounds":
        """The rounds of the suppliers."""
        return self._interviews.rounds

    @cached_property
    def follow_ups(self) -> "FollowUps":
        """What is to be done about what came out, by whom, by when."""
        from questionnaire.rooms.follow_ups import FollowUps  # noqa: PLC0415 - behind the first list

        return FollowUps(self._store, by=self.by, clock=self._clock)

    @cached_property
    def hand_out(self) -> "HandOut":
        """What is handed out, and the log of it."""
        from questionnaire.rooms.hand_out import HandOut  # noqa: PLC0415 - behind the first sheet

        return HandOut(
            self._store,
            by=self.by,
            clock=self._clock,
            supplier=self.supplier,
            opened=self.open_interview,
            voices=self.voices,
            aside=lambda interview: {
                key: aside.reason for key, aside in self.follow_ups.followed(interview).aside.items()
            },
        )

    @cached_property
    def evidence(self) -> "EvidenceRoom":
        """What was offered to show for answers, and the files kept of it."""
        from questionnaire.rooms.evidence import EvidenceRoom  # noqa: PLC0415 - behind the first file
        from questionnaire.store.evidence_files import EvidenceFolder, evidence_folder  # noqa: PLC0415

        return EvidenceRoom(lambda: self._store.evidence, EvidenceFolder(evidence_folder(self._address)))

    @cached_property
    def blank_workbooks(self) -> "BlankWorkbooks":
        """The workbooks that suppliers fill in before the call."""
        from questionnaire.rooms.blank_workbook import BlankWorkbooks  # noqa: PLC0415 - behind the first workbook

        return BlankWorkbooks(
            self._store,
            self._suppliers,
            self._interviews,
            self.bank_or_release,
            self.banks,
            self.hand_out,
            self._clock,
        )

    @cached_property
    def read_back(self) -> "ReadBack":
        """Sheets of other machines, read back."""
        from questionnaire.rooms.read_back import ReadBack  # noqa: PLC0415 - behind the first sheet

        return ReadBack(
            self._store,
            self._folder,
            self.conflicts,
            self._interviews.opened,
            self.evidence.file_state,
            by=self.by,
            clock=self._clock,
        )

    @cached_property
    def conflicts(self) -> "Conflicts":
        """What sheets of other machines left to be decided."""
        from questionnaire.rooms.conflicts import Conflicts  # noqa: PLC0415 - behind the first interview

        return Conflicts(self._store, self._interviews.opened, by=self.by, clock=self._clock)

    def banks(self) -> "tuple[BankFile, ...]":
        """Every bank file of the folder, in order or not."""
        return self._folder.files()

    def bank(self, name: str) -> Bank:
        """A bank by its id, or by the path of a file.

        Raises NotFoundError with the banks there are, BankMistakesError where the file has mistakes.
        """
        return self._folder.bank(name)

    def suppliers(self) -> list[SupplierOverview]:
        """Every supplier with its latest interview and how much is to be followed up, by name."""
        return self._suppliers.all()

    def supplier(self, name: str) -> Supplier:
        """A supplier by its key, its OS ID, its name or a unique beginning of it.

        Raises NotFoundError with those it could be.
        """
        return self._suppliers.find(name)

    def add_supplier(
        self,
        name: str,
        country: str | None = None,
        address: str = "",
        os_id: str | None = None,
        workers: int | None = None,
        contact_role: str = "",
    ) -> Supplier:
        """Keep a new supplier.

        Raises InputError where one of its particulars cannot be right, or it is there already.
        """
        return self._suppliers.add(name, country, address, os_id, workers, contact_role)

    def interviews(self, supplier: str | None = None) -> list[InterviewOverview]:
        """The interviews, of one supplier (as `supplier` finds it) or of all, newest first."""
        return self._interviews.all(supplier)

    def start_interview(
        self,
        supplier: str,
        bank: str,
        respondent: Respondent,
        *,
        language: str | None = None,
        short_form: bool = False,
        new_round: bool = False,
        round_name: str | None = None,
    ) -> OpenInterview:
        """Start an interview in the supplier's open round, or in a new one, as `Interviews.start` does."""
        return self._interviews.start(
            supplier,
            bank,
            respondent,
            language=language,
            short_form=short_form,
            new_round=new_round,
            round_name=round_name,
        )

    def open_interview(self, name: str) -> OpenInterview:
        """An interview by its key or a unique beginning of it, or the latest of a supplier.

        Raises NotFoundError.
        """
        return self._interviews.open(name)

    def voices(self, supplier: str, round_name: str | None = None) -> "RoundVoices":
        """The interviews of one of the supplier's rounds side by side, of the newest with interviews where none is named.

        Confidential towards the supplier. Raises NotFoundError.
        """
        from questionnaire.rooms.round_voices import voices_of_round  # noqa: PLC0415 - only the round needs it

        found = self.supplier(supplier)
        return voices_of_round(found, self._store.interviews(found.id), round_name, self._interviews.opened)

    def newer_bank(self, interview: OpenInterview) -> Bank | None:
        """The newest version of an interview's bank in the folder, where it is newer than the interview's own.

        None for a finished interview: it stays as it was held.
        """
        if interview.finished_at is not None:
            return None
        return self._folder.newer_bank(interview.bank)

    def take_over(self, interview: OpenInterview, bank: Bank) -> OpenInterview:
        """Bring an interview to another version of its bank, and give it as it is then.

        Answers come along as `interviews.carried` says; the others are set aside, and kept. Raises InputError, StoreError.
        """
        interview.go_over_to(bank)
        return self._interviews.opened(interview.key)

    def bank_or_release(self, name: str) -> Bank:
        """A bank as `bank` finds it, or a version of it as ID@VERSION: from the database, else from the folder.

        Never makes a database. Raises NotFoundError with the versions there are.
        """
        return self._releases.bank(name)

    def is_released_otherwise(self, bank: Bank) -> bool:
        """Whether the database, where there is one, holds another bank under the same id and version.

        Never makes a database; one that cannot be read holds nothing.
        """
        return self._releases.is_released_otherwise(bank)

    def feedback(self, bank: Bank) -> "Feedback":
        """How the questions of a bank did in all interviews on any version of it, as far as it may be told."""
        from questionnaire.rooms.bank_feedback import feedback_of  # noqa: PLC0415 - only the feedback needs it

        return feedback_of(bank, self._store.use_of_bank(bank.id), self._clock())

    def added_feedback(self, bank: Bank, parts: "Sequence[Feedback]") -> "Feedback":
        """The feedback of several buyers as one. Raises InputError where one of them is in another."""
        from questionnaire.rooms.bank_feedback import added_feedback  # noqa: PLC0415 - only the feedback needs it

        return added_feedback(bank, parts, self._clock())

    def rebuild(self, interview: str) -> bool:
        """Work out findings and counts of an interview from its answers again; whether the stored ones differed."""
        return self.open_interview(interview).rebuild()

    def info(self) -> DatabaseInfo:
        """What the database is and holds."""
        return self._store.information()

    def sheet(self, interview: OpenInterview, language: str | None = None) -> Sheet:
        """The whole (internal) answer sheet of an interview, in its own language unless another of the bank is named.

        Raises SheetError.
        """
        return self.hand_out.sheet(interview, language=language)

    def export_sheet(
        self,
        supplier: str,
        path: Path,
        *,
        audience: Audience = Audience.INTERNAL,
        language: str | None = None,
        interview: str | None = None,
        force: bool = False,
    ) -> Path:
        """Write and log the answer sheet of an interview, as `HandOut.export` does, and give its path."""
        self.hand_out.export(
            supplier, path, audience=audience, language=language, interview=interview, force=force
        )
        return path
