"""The one door: a database and the banks beside it, opened. Screens and commands ask only this."""

import getpass
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.shipped import shipped_banks
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.walk import Context
from questionnaire.open_interview import OpenInterview
from questionnaire.reference.countries import COUNTRIES_FILE, Countries, Country, load_countries
from questionnaire.reference.os_id import parse_os_id
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.sheet import Sheet
from questionnaire.store.addresses import address_of
from questionnaire.store.keys import new_key
from questionnaire.store.supplier_names import suppliers_like, the_supplier
from questionnaire.store.values import DatabaseInfo, InterviewOverview, Start, Supplier, SupplierOverview
from questionnaire.text import clean, one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.bank_folder import BankFile, BankFolder
    from questionnaire.conflicts import Conflicts
    from questionnaire.blank_workbook import BlankWorkbooks
    from questionnaire.evidence import EvidenceRoom
    from questionnaire.follow_ups import FollowUps
    from questionnaire.hand_out import HandOut
    from questionnaire.interviews.feedback_sum import Feedback
    from questionnaire.read_back import ReadBack
    from questionnaire.round_voices import RoundVoices
    from questionnaire.rounds import Rounds
    from questionnaire.store.store import Store

LONGEST_NAME = 200
LONGEST_ADDRESS = 1000
MOST_WORKERS = 10_000_000


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
        own = self.banks_folder / COUNTRIES_FILE
        return load_countries(own if own.is_file() else shipped_banks() / COUNTRIES_FILE)

    @cached_property
    def by(self) -> str:
        """Who works here, for the history: QUESTIONNAIRE_USER, else the user of the operating system."""
        named = one_line(os.environ.get("QUESTIONNAIRE_USER", ""))
        if not named:
            try:
                named = one_line(getpass.getuser())
            except (OSError, KeyError, ImportError):  # no such user in a container, no `pwd` on Windows
                named = ""
        return named[:LONGEST_NAME] or "unknown"

    @cached_property
    def _store(self) -> "Store":
        from questionnaire.store.store import Store  # noqa: PLC0415 - brings SQLAlchemy along: only when needed

        return Store(self._address)

    @cached_property
    def _folder(self) -> "BankFolder":
        from questionnaire.bank_folder import BankFolder  # noqa: PLC0415 - brings YAML along: only when needed

        return BankFolder(self.banks_folder)

    @cached_property
    def rounds(self) -> "Rounds":
        """The rounds of the suppliers."""
        from questionnaire.rounds import Rounds  # noqa: PLC0415 - brings SQLAlchemy along: only when needed

        return Rounds(self._store, self._clock, self.supplier, self.bank, self._opened)

    @cached_property
    def follow_ups(self) -> "FollowUps":
        """What is to be done about what came out, by whom, by when."""
        from questionnaire.follow_ups import FollowUps  # noqa: PLC0415 - behind the first list

        return FollowUps(self._store, by=self.by, clock=self._clock)

    @cached_property
    def hand_out(self) -> "HandOut":
        """What is handed out, and the log of it."""
        from questionnaire.hand_out import HandOut  # noqa: PLC0415 - behind the first sheet

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
        from questionnaire.evidence import EvidenceRoom  # noqa: PLC0415 - behind the first file
        from questionnaire.store.evidence_files import EvidenceFolder, evidence_folder  # noqa: PLC0415

        return EvidenceRoom(lambda: self._store.evidence, EvidenceFolder(evidence_folder(self._address)))

    @cached_property
    def blank_workbooks(self) -> "BlankWorkbooks":
        """The workbooks that suppliers fill in before the call."""
        from questionnaire.blank_workbook import BlankWorkbooks  # noqa: PLC0415 - behind the first workbook

        return BlankWorkbooks(self, self._store, self._clock)

    @cached_property
    def read_back(self) -> "ReadBack":
        """Sheets of other machines, read back."""
        from questionnaire.read_back import ReadBack  # noqa: PLC0415 - behind the first sheet

        return ReadBack(
            self._store,
            self._folder,
            self.conflicts,
            self._opened,
            self.evidence.file_state,
            by=self.by,
            clock=self._clock,
        )

    @cached_property
    def conflicts(self) -> "Conflicts":
        """What sheets of other machines left to be decided."""
        from questionnaire.conflicts import Conflicts  # noqa: PLC0415 - behind the first interview

        return Conflicts(self._store, self._opened, by=self.by, clock=self._clock)

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
        return self._store.supplier_overviews(self._clock().astimezone().date())

    def supplier(self, name: str) -> Supplier:
        """A supplier by its key, its OS ID, its name or a unique beginning of it.

        Raises NotFoundError with those it could be.
        """
        return the_supplier(self._store.suppliers(), name)

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
        supplier = Supplier(
            id=new_key(),
            name=_bounded(one_line(name), LONGEST_NAME),
            country=self._country_code(one_line(country or "")),
            address=_bounded(clean(address).strip(), LONGEST_ADDRESS),
            os_id=parse_os_id(os_id) if os_id and one_line(os_id) else None,
            workers=workers,
            contact_role=_bounded(one_line(contact_role), LONGEST_NAME),
            added_at=self._clock(),
        )
        if not supplier.name:
            raise InputError(_("A supplier needs a name."), _("Give the name of the production site."))
        if workers is not None and not 0 <= workers <= MOST_WORKERS:
            message = _("{workers} workers cannot be right.").format(workers=workers)
            raise InputError(message, _("Give how many work at the site, or leave it out."))
        self._store.add_supplier(supplier)
        return supplier

    def interviews(self, supplier: str | None = None) -> list[InterviewOverview]:
        """The interviews, of one supplier (as `supplier` finds it) or of all, newest first."""
        return self._store.interviews(None if supplier is None else self.supplier(supplier).id)

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
        release: Bank | None = None,
    ) -> OpenInterview:
        """Start an interview in the supplier's open round, or in a new one, which closes it.

        It is held on the bank as the round is held on it, else as `release` is, else as it is now; what the same respondent
        said in the round before stands beside the questions. Raises InputError where the bank lacks the language or a short form, or has
        changed under the same version, or where there is a round of that name.
        """
        found = self.supplier(supplier)
        if release is None:
            asked = self.rounds.bank_to_ask(found.id, bank, new_round=new_round)
        else:
            asked = self.rounds.release_of(found.id, release, new_round=new_round)
        read = asked.bank
        if short_form and not any(question.short_form for question in read.questions()):
            message = _("The bank {bank} has no short form.").format(bank=read.id)
            raise InputError(message, _("Mark its questions with `short_form: true`, or ask the whole bank."))
        spoken = _language_for(read, language)
        now = self._clock()
        context = self.context_for(found, respondent, short_form=short_form)
        context = self.rounds.with_previous(context, found.id, read, new_round=new_round)
        named = self.rounds.cleaned_name(round_name)
        start = Start(found.id, read, context, spoken, self.by, now, asked.release, new_round, named)
        key = self._store.start_interview(start)
        interview = self._opened(key)
        interview.rebuild()
        return interview

    def context_for(
        self, supplier: Supplier, respondent: Respondent, *, short_form: bool = False
    ) -> Context:
        """What the conditions of an interview that began today could look at, but for the round before."""
        country = self._country(supplier.country)
        facts = {name: fact.value for name, fact in country.facts.items()} if country else {}
        today = self._clock().date()
        return Context(respondent, today, short_form, supplier.country, supplier.workers, facts)

    def voices(self, supplier: str, round_name: str | None = None) -> "RoundVoices":
        """The interviews of one of the supplier's rounds side by side, of the newest with interviews where none is named.

        Confidential towards the supplier. Raises NotFoundError.
        """
        from questionnaire.round_voices import voices_of_round  # noqa: PLC0415 - only the round needs it

        found = self.supplier(supplier)
        return voices_of_round(found, self._store.interviews(found.id), round_name, self._opened)

    def open_interview(self, name: str) -> OpenInterview:
        """An interview by its key or a unique beginning of it, or the latest of a supplier.

        Raises NotFoundError.
        """
        typed = one_line(name)
        keys = self._store.keys_like(typed.lower())
        if len(keys) == 1:
            return self._opened(keys[0])
        if keys:
            message = _("{count} interviews have a key that begins with '{name}'.")
            raise NotFoundError(message.format(count=len(keys), name=typed), _("Give more of the key."))
        known = self._store.suppliers()
        if not suppliers_like(known, typed):
            message = _("There is no interview and no supplier '{name}'.").format(name=typed[:60])
            raise NotFoundError(message, _("Give the key of an interview, or the name of a supplier."))
        supplier = the_supplier(known, typed)
        latest = self._store.interviews(supplier.id)
        if not latest:
            message = _("{supplier} has not been interviewed yet.").format(supplier=supplier.name)
            raise NotFoundError(message, _("Start an interview first."))
        return self._opened(latest[0].id)

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
        return self._opened(interview.key)

    def bank_or_release(self, name: str) -> Bank:
        """A bank as `bank` finds it, or a version of it as ID@VERSION: from the database, else from the folder.

        Never makes a database. Raises NotFoundError with the versions there are.
        """
        bank, at, version = one_line(name).rpartition("@")
        if not at or Path(name).is_file():
            return self.bank(name)
        from questionnaire.store.releases import bank_of, known_releases  # noqa: PLC0415 - brings SQLAlchemy along

        known = {release.version: release.content for release in known_releases(self._address, bank)}
        if version in known:
            return bank_of(known[version])
        here = [file.bank for file in self.banks() if file.bank is not None and file.bank.id == bank]
        for found in here:
            if found.version == version:
                return found
        versions = ", ".join([*known, *(found.version for found in here)])
        message = _("There is no version {version} of a bank '{name}'.").format(version=version, name=bank)
        raise NotFoundError(message, _("There are: {known}.").format(known=versions or "-"))

    def is_released_otherwise(self, bank: Bank) -> bool:
        """Whether the database, where there is one, holds another bank under the same id and version.

        Never makes a database; one that cannot be read holds nothing.
        """
        file = self._address.file
        if file is not None and not file.is_file():
            return False
        from questionnaire.store.releases import is_released_otherwise  # noqa: PLC0415 - brings SQLAlchemy along

        return is_released_otherwise(self._address, bank)

    def feedback(self, bank: Bank) -> "Feedback":
        """How the questions of a bank did in all interviews on any version of it, as far as it may be told."""
        from questionnaire.bank_feedback import feedback_of  # noqa: PLC0415 - only the feedback needs it

        return feedback_of(bank, self._store.use_of_bank(bank.id), self._clock())

    def added_feedback(self, bank: Bank, parts: "Sequence[Feedback]") -> "Feedback":
        """The feedback of several buyers as one. Raises InputError where one of them is in another."""
        from questionnaire.bank_feedback import added_feedback  # noqa: PLC0415 - only the feedback needs it

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

    def _opened(self, key: str) -> OpenInterview:

        kept = self._store.interview(key)
        if kept is None:
            raise NotFoundError(_("There is no interview '{name}'.").format(name=key))
        country = self._country(kept.supplier.country)
        return OpenInterview(self._store, kept, country, by=self.by, clock=self._clock)

    def _country(self, code: str | None) -> Country | None:
        return self.countries.by_code.get(code) if code else None

    def _country_code(self, named: str) -> str | None:
        if not named:
            return None
        country = self.countries.find(named)
        if country is not None:
            return country.code
        close = self.countries.near(named)
        hint = _("Give its code of two letters, such as BD.")
        if close is not None:
            name = close.name.get(language_in_use()) or close.code
            hint = _("Did you mean {name} ({code})?").format(name=name, code=close.code)
        raise InputError(_("'{name}' is no country this tool knows.").format(name=named[:60]), hint)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        message = _("'{text}...' is too long: at most {most} characters are kept.")
        raise InputError(message.format(text=text[:20], most=most), _("Shorten it."))
    return text


def _language_for(bank: Bank, wanted: str | None) -> str:
    if wanted is None:
        return language_in_use() if language_in_use() in bank.languages else bank.languages[0]
    if wanted not in bank.languages:
        message = _("The bank {bank} is not in the language '{language}'.")
        hint = _("It is in: {known}.").format(known=", ".join(bank.languages))
        raise InputError(message.format(bank=bank.id, language=wanted[:20]), hint)
    return wanted
