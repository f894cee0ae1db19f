"""The one door: a database and the banks beside it, opened. Screens and commands ask only this."""

import getpass
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec import Struct

from questionnaire.banks.mistakes import Mistake, near
from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.read import check_bank, read_bank
from questionnaire.errors import InputError, NotFoundError
from questionnaire.reference.countries import Countries, load_countries
from questionnaire.reference.os_id import parse_os_id
from questionnaire.store.addresses import address_of
from questionnaire.store.keys import new_key
from questionnaire.store.values import DatabaseInfo, InterviewOverview, Supplier, SupplierOverview
from questionnaire.text import clean, one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:  # these bring SQLAlchemy along, which a command about banks does without
    from questionnaire.open_interview import OpenInterview
    from questionnaire.sheets.sheet import Sheet
    from questionnaire.store.answers import AnswerStore
    from questionnaire.store.database import Database

COUNTRIES_FILE = "countries.yaml"
LONGEST_NAME = 200
MOST_WORKERS = 10_000_000


class BankFile(Struct, frozen=True):
    """A bank file: the bank in it, or its mistakes."""

    path: Path
    bank: Bank | None
    mistakes: tuple[Mistake, ...]


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def open_workspace(
    database: str | None = None, banks: Path | None = None, *, clock: Callable[[], datetime] = utc_now
) -> "Workspace":
    """The workspace of a database and a folder of bank files.

    `database` is a path or a SQLAlchemy URL; None is QUESTIONNAIRE_DATABASE, else the user's own. `banks` None is the
    shipped folder. The database itself is opened when first used; what is wrong with it is raised there, as StoreError.
    """
    return Workspace(database, shipped_banks() if banks is None else banks, clock)


def shipped_banks() -> Path:
    """The folder of bank files that comes with the program."""
    inside = Path(__file__).parent / "question_banks"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "question_banks"


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

    def close(self) -> None:
        """Let go of the database."""
        if "_database" in self.__dict__:
            self._database.close()
            del self._database
            self.__dict__.pop("_answers", None)

    @cached_property
    def countries(self) -> Countries:
        """The country facts: of the folder of banks where it has them, else the shipped ones."""
        own = self.banks_folder / COUNTRIES_FILE
        return load_countries(own if own.is_file() else shipped_banks() / COUNTRIES_FILE)

    @cached_property
    def by(self) -> str:
        """Who works here, for the history: QUESTIONNAIRE_USER, else the user of the operating system."""
        named = one_line(os.environ.get("QUESTIONNAIRE_USER", ""))[:LONGEST_NAME]
        if named:
            return named
        try:
            return one_line(getpass.getuser())[:LONGEST_NAME] or "unknown"
        except (OSError, KeyError, ImportError):
            return "unknown"

    @cached_property
    def _database(self) -> "Database":
        from questionnaire.store.database import Database

        return Database(self._address)

    @cached_property
    def _answers(self) -> "AnswerStore":
        from questionnaire.store.answers import AnswerStore

        return AnswerStore(self._database)

    def banks(self) -> tuple[BankFile, ...]:
        """Every bank file of the folder, in order or not."""
        return tuple(BankFile(path, *check_bank(path)) for path in self._bank_paths())

    def bank(self, name: str) -> Bank:
        """A bank by its id, or by the path of a file.

        Raises NotFoundError with the banks there are, BankMistakesError where the file has mistakes.
        """
        if name.endswith((".yaml", ".yml")) or any(mark in name for mark in "/\\"):
            return read_bank(Path(name).expanduser())
        named = one_line(name)
        likely = self.banks_folder / f"{named}.yaml"
        if likely in self._bank_paths():
            bank = read_bank(likely)
            if bank.id == named:
                return bank
        known = [file.bank for file in self.banks() if file.bank]
        for bank in known:
            if bank.id == named:
                return bank
        ids = [bank.id for bank in known]
        message = _("There is no bank '{name}'.").format(name=named[:60])
        raise NotFoundError(message, _meant(named, ids) or _("There are: {known}.").format(known=", ".join(ids) or "-"))

    def suppliers(self) -> list[SupplierOverview]:
        """Every supplier with its latest interview, by name."""
        from questionnaire.store.interviews import supplier_overviews

        with self._database.reading() as connection:
            return supplier_overviews(connection)

    def supplier(self, name: str) -> Supplier:
        """A supplier by its key, its OS ID, its name or a unique beginning of it.

        Raises NotFoundError with those it could be.
        """
        known = self._all_suppliers()
        found = _suppliers_like(known, one_line(name))
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(_named(supplier) for supplier in found[:8])
            message = _("'{name}' can be {count} suppliers: {known}.")
            raise NotFoundError(
                message.format(name=one_line(name)[:60], count=len(found), known=shown),
                _("Give more of the name, or the key."),
            )
        message = _("There is no supplier '{name}'.").format(name=one_line(name)[:60])
        raise NotFoundError(message, _suppliers_hint(known, one_line(name)))

    def add_supplier(
        self,
        name: str,
        country: str | None = None,
        address: str = "",
        os_id: str | None = None,
        workers: int | None = None,
        contact_role: str = "",
    ) -> Supplier:
        """Keep a new supplier; raises InputError where one of its particulars cannot be right, or it is there already."""
        from questionnaire.store.suppliers import all_suppliers, keep_supplier

        supplier = Supplier(
            id=new_key(),
            name=_bounded(name, _("name"), LONGEST_NAME),
            country=self._country_code(country),
            address=clean(address).strip()[:1000],
            os_id=parse_os_id(os_id) if os_id and one_line(os_id) else None,
            workers=workers,
            contact_role=_bounded(contact_role, _("role"), LONGEST_NAME),
            added_at=self._clock(),
        )
        if not supplier.name:
            raise InputError(_("A supplier needs a name."), _("Give the name of the production site."))
        if workers is not None and not 0 <= workers <= MOST_WORKERS:
            message = _("{workers} workers cannot be right.").format(workers=workers)
            raise InputError(message, _("Give a whole number of at least 0, or leave it out."))
        with self._database.writing() as connection:
            _refuse_twice(supplier, all_suppliers(connection))
            keep_supplier(connection, supplier)
        return supplier

    def interviews(self, supplier: str | None = None) -> list[InterviewOverview]:
        """The interviews, of one supplier (as `supplier` finds it) or of all, newest first."""
        from questionnaire.store.interviews import all_interviews

        key = None if supplier is None else self.supplier(supplier).id
        with self._database.reading() as connection:
            return all_interviews(connection, key)

    def start_interview(
        self,
        supplier: str,
        bank: str,
        respondent: Respondent,
        *,
        language: str | None = None,
        short_form: bool = False,
    ) -> "OpenInterview":
        """Start an interview on a bank as it is now, which is kept with it.

        Raises InputError where the bank lacks the language or a short form, or has changed under the same version.
        """
        from questionnaire.store.interviews import keep_interview
        from questionnaire.store.releases import kept_release

        found, read, now = self.supplier(supplier), self.bank(bank), self._clock()
        spoken = _language_for(read, language)
        if short_form and not any(question.short_form for question in read.questions()):
            message = _("The bank {bank} has no short form.").format(bank=read.id)
            raise InputError(message, _("Mark its questions with `short_form: true`, or ask the whole bank."))
        with self._database.writing() as connection:
            release = kept_release(connection, read, now)
            key = keep_interview(
                connection, found.id, release, respondent, language=spoken, short_form=short_form, by=self.by, now=now
            )
        interview = self._opened(key)
        interview.rebuild()
        return interview

    def open_interview(self, name: str) -> "OpenInterview":
        """An interview by its key or a unique beginning of it, or the latest of a supplier.

        Raises NotFoundError.
        """
        from questionnaire.store.interviews import keys_like

        typed = one_line(name)
        with self._database.reading() as connection:
            keys = keys_like(connection, typed.lower())
        if len(keys) == 1:
            return self._opened(keys[0])
        if keys:
            message = _("{count} interviews have a key that begins with '{name}'.")
            raise NotFoundError(message.format(count=len(keys), name=typed), _("Give more of the key."))
        found = _suppliers_like(self._all_suppliers(), typed)
        if not found:
            message = _("There is no interview and no supplier '{name}'.").format(name=typed[:60])
            raise NotFoundError(message, _("Give the key of an interview, or the name of a supplier."))
        supplier = self.supplier(typed)
        latest = self.interviews(supplier.id)
        if not latest:
            message = _("{supplier} has not been interviewed yet.").format(supplier=supplier.name)
            raise NotFoundError(message, _("Start an interview first."))
        return self._opened(latest[0].id)

    def rebuild(self, interview: str) -> bool:
        """Work out findings and counts of an interview from its answers again; whether the stored ones differed."""
        return self.open_interview(interview).rebuild()

    def info(self) -> DatabaseInfo:
        """What the database is and holds."""
        from questionnaire.store.information import information_of

        return information_of(self._database)

    def sheet(self, interview: "OpenInterview", language: str | None = None) -> "Sheet":
        """The answer sheet of an interview; in the language of the interview unless another of the bank is named."""
        raise NotImplementedError

    def export_sheet(
        self,
        supplier: str,
        path: Path,
        *,
        language: str | None = None,
        interview: str | None = None,
        force: bool = False,
    ) -> Path:
        """Write the answer sheet of an interview, the supplier's latest unless one is named, in the format of the ending."""
        raise NotImplementedError

    def _opened(self, key: str) -> "OpenInterview":
        from questionnaire.open_interview import OpenInterview
        from questionnaire.store.interviews import whole_interview
        from questionnaire.store.releases import bank_of

        with self._database.reading() as connection:
            kept = whole_interview(connection, key)
        if kept is None:
            raise NotFoundError(_("There is no interview '{name}'.").format(name=key))
        code = kept.supplier.country
        country = self.countries.by_code.get(code) if code else None
        return OpenInterview(
            self._answers, kept, bank_of(kept.content), country, by=self.by, clock=self._clock
        )

    def _bank_paths(self) -> list[Path]:
        return sorted(path for path in self.banks_folder.glob("*.yaml") if path.name != COUNTRIES_FILE)

    def _all_suppliers(self) -> list[Supplier]:
        from questionnaire.store.suppliers import all_suppliers

        with self._database.reading() as connection:
            return all_suppliers(connection)

    def _country_code(self, named: str | None) -> str | None:
        text = one_line(named or "")
        if not text:
            return None
        country = self.countries.find(text)
        if country is not None:
            return country.code
        close = self.countries.near(text)
        message = _("'{name}' is no country this tool knows.").format(name=text[:60])
        if close is None:
            raise InputError(message, _("Give its code of two letters, such as BD."))
        name = close.name.get(language_in_use()) or next(iter(close.name.values()))
        raise InputError(message, _("Did you mean {name} ({code})?").format(name=name, code=close.code))


def _suppliers_like(known: list[Supplier], typed: str) -> list[Supplier]:
    """The suppliers something typed can stand for: by key or OS ID, else by name, else by a beginning."""
    if not typed:
        return []
    os_id = _os_id_or_none(typed)
    folded = typed.casefold()
    return (
        [supplier for supplier in known if supplier.id == folded or (os_id and supplier.os_id == os_id)]
        or [supplier for supplier in known if supplier.name.casefold() == folded]
        or [
            supplier
            for supplier in known
            if supplier.name.casefold().startswith(folded) or supplier.id.startswith(folded)
        ]
    )


def _os_id_or_none(typed: str) -> str | None:
    try:
        return parse_os_id(typed)
    except InputError:
        return None


def _suppliers_hint(known: list[Supplier], typed: str) -> str:
    if not known:
        return _("There are no suppliers yet; add one first.")
    by_name = {supplier.name.casefold(): supplier.name for supplier in known}
    meant = near(typed.casefold(), by_name)
    if meant:
        return _("Did you mean {meant}?").format(meant=by_name[meant])
    shown = ", ".join(supplier.name for supplier in known[:8])
    return _("There are: {known}.").format(known=shown + (", ..." if len(known) > 8 else ""))


def _named(supplier: Supplier) -> str:
    return f"{supplier.name} ({supplier.country})" if supplier.country else supplier.name


def _meant(typed: str, known: list[str]) -> str:
    meant = near(typed, known)
    return _("Did you mean {meant}?").format(meant=meant) if meant else ""


def _bounded(text: str, what: str, most: int) -> str:
    line = one_line(text)
    if len(line) > most:
        message = _("The {what} has {length} characters; at most {most} are kept.")
        raise InputError(message.format(what=what, length=len(line), most=most), _("Shorten it."))
    return line


def _refuse_twice(supplier: Supplier, known: list[Supplier]) -> None:
    for other in known:
        if other.name.casefold() == supplier.name.casefold() and other.country == supplier.country:
            message = _("{supplier} is there already.").format(supplier=_named(other))
            raise InputError(message, _("Use it, or give this site a name of its own."))
        if supplier.os_id and other.os_id == supplier.os_id:
            message = _("{supplier} has the OS ID {os_id} already.").format(supplier=_named(other), os_id=other.os_id)
            raise InputError(message, _("An OS ID stands for one production site: check which one this is."))


def _language_for(bank: Bank, wanted: str | None) -> str:
    if wanted is None:
        return language_in_use() if language_in_use() in bank.languages else bank.languages[0]
    if wanted not in bank.languages:
        message = _("The bank {bank} is not in the language '{language}'.").format(bank=bank.id, language=wanted[:20])
        raise InputError(message, _("It is in: {known}.").format(known=", ".join(bank.languages)))
    return wanted
