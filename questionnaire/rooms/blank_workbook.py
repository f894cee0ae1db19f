"""The workbook a supplier fills in before the call: written, and what came back brought into the management's interview.

It knows of the management's own interviews alone: with or without interviews of others a workbook is the same, byte by byte.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire import __version__
from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.shipped import MAIN_BANK
from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.banks.xlsform.read_workbook import LARGEST_FILE, Sheet, read_file, read_workbook
from questionnaire.banks.xlsform.workbook_cells import cells_of
from questionnaire.errors import ChangedElsewhereError, InputError, NotFoundError, SheetError
from questionnaire.interviews.walk import Context, Walk
from questionnaire.rooms.blank_plan import BlankImport, Came, planned
from questionnaire.rooms.hand_out import HandOut
from questionnaire.rooms.interviews import Interviews
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.rooms.suppliers import Suppliers
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.blank import FORMAT, Blank, Identity, blank_of, questions_asked
from questionnaire.sheets.blank_identity import bank_fits, identity_of, questions_sheet
from questionnaire.sheets.blank_read import filled_in
from questionnaire.sheets.documents import Document
from questionnaire.sheets.workbook_marks import marks_of
from questionnaire.store.releases import content_of, digest_of
from questionnaire.store.values import InterviewOverview, Supplier
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.rooms.bank_folder import BankFile
    from questionnaire.store.store import Store

_ZIP = b"PK\x03\x04"


class BlankWorkbooks:
    """Writes the workbooks of suppliers, and reads back what they filled in."""

    def __init__(
        self,
        store: "Store",
        suppliers: Suppliers,
        interviews: Interviews,
        bank: Callable[[str], Bank],
        banks: "Callable[[], Sequence[BankFile]]",
        hand_out: HandOut,
        clock: Callable[[], datetime],
    ) -> None:
        self._suppliers = suppliers
        self._interviews = interviews
        self._bank = bank
        self._banks = banks
        self._hand_out = hand_out
        self._store = store
        self._clock = clock

    def write(
        self,
        supplier: str,
        path: Path,
        *,
        bank: str | None = None,
        short_form: bool = False,
        language: str | None = None,
        second: str | None = None,
        force: bool = False,
    ) -> Path:
        """Write the workbook of a supplier, keep what it asks as a release, log it, and give its path.

        It is in the language of the interview and in English or another one beside it, unless others are given; an empty
        `second` leaves that out.
        Raises NotFoundError, InputError, SheetError, StoreError; then no file is written.
        """
        from questionnaire.sheets.blank_xlsx import render  # noqa: PLC0415 - brings xlsxwriter along

        if path.suffix.lower() != ".xlsx":
            message = _("{path} is no name for a workbook.").format(path=path)
            raise SheetError(message, _("Give it the ending .xlsx."))
        found = self._suppliers.find(supplier)
        blank, walk = self._made(found, bank, short_form, (language, second))
        self._store.keep_release(blank.bank, self._clock())
        return self._hand_out.hand_over(
            render(blank, walk),
            path,
            Document.BLANK_WORKBOOK,
            [found.id],
            audience=Audience.SUPPLIER,
            language=blank.identity.languages[0],
            interview=blank.identity.interview or None,
            force=force,
        )

    def read(
        self,
        path: Path,
        *,
        supplier: str | None = None,
        interview: str | None = None,
        replaces: bool = False,
    ) -> BlankImport:
        """What a workbook that came back would change; nothing is written.

        `supplier` and `interview` say whose and which it must be. With `replaces` what was written takes the place of
        what was said in the call. Raises InputError where it is no such workbook, or nobody can tell what was answered.
        """
        data = _data_of(path)
        sheets = _sheets_of(path)
        identity = identity_of(sheets)
        notices: list[str] = []
        found = self._supplier(identity, supplier, interview, notices)
        bank = self._release(identity)
        filled = filled_in(
            blank_of(bank, identity),
            _as_made(bank, identity),
            sheets,
            marks_of(data, questions_sheet(sheets)),
        )
        target = self._interview(identity, found, interview)
        came = Came(
            supplier=found,
            identity=identity,
            bank=bank,
            filled=filled,
            notices=(*notices, *filled.notices),
            today=self._clock().date(),
        )
        return planned(came, target, self._walk(target, identity, found, bank), replaces=replaces)

    def apply(self, imported: BlankImport) -> OpenInterview:
        """Write what a preview shows, beginning the interview where there is none, and give it.

        Raises ChangedElsewhereError where it was begun or changed elsewhere in the meantime, StoreError.
        """
        interview = imported.interview
        if interview is None:
            if self._unfinished(imported.supplier, imported.bank.id) is not None:
                message = _("The interview was begun elsewhere in the meantime; nothing was written.")
                raise ChangedElsewhereError(message, _("Look at it once more."))
            interview = self._begun(imported)
        for question, answer in imported.answers.items():
            interview.record(question, answer)
        return interview

    def _made(
        self, supplier: Supplier, bank: str | None, short_form: bool, languages: tuple[str | None, str | None]
    ) -> tuple[Blank, Walk]:
        """The workbook for a supplier, and what decides which question is asked."""
        name = bank or self._bank_to_ask(supplier)
        interview = self._unfinished(supplier, one_line(name))
        read = interview.bank if interview is not None else self._bank(name)
        if interview is None:
            interview = self._unfinished(supplier, read.id)
            read = interview.bank if interview is not None else read
        _refuse_no_short_form(read, short_form)
        if interview is not None:
            context = interview.walk.context
            context = replace(context, short_form=context.short_form or short_form)
        else:
            context = self._interviews.context_for(supplier, Respondent.MANAGEMENT, short_form=short_form)
        walk = Walk(read, context)
        questions = questions_asked(walk)
        if not questions:
            message = _("The management is asked nothing in the bank {bank}.").format(bank=read.id)
            raise InputError(message, _("Choose another bank with --bank."))
        identity = Identity(
            format=FORMAT,
            tool=__version__,
            supplier=supplier.id,
            supplier_name=one_line(supplier.name),
            interview=interview.key if interview is not None else "",
            bank=read.id,
            version=read.version,
            digest=digest_of(content_of(read)),
            short_form=context.short_form,
            languages=_languages(read, languages, interview.language if interview is not None else None),
            made_on=self._clock().date(),
            questions=questions,
        )
        return blank_of(read, identity), walk

    def _bank_to_ask(self, supplier: Supplier) -> str:
        """The bank of the last interview with the management, else the main one, else the only one there is."""
        held = (one.bank for one in self._of_management(supplier))
        last = next(held, None)
        if last is not None:
            return last
        here = [file.bank.id for file in self._banks() if file.bank is not None]
        return here[0] if len(here) == 1 else MAIN_BANK

    def _of_management(self, supplier: Supplier) -> list[InterviewOverview]:
        """The interviews with the management, newest first."""
        found = self._interviews.all(supplier.id)
        return [one for one in found if one.respondent is Respondent.MANAGEMENT]

    def _latest(self, supplier: Supplier, bank: str) -> InterviewOverview | None:
        """The latest interview with the management on a bank in the open round."""
        current = self._interviews.rounds.open(supplier.id)
        held = (one for one in self._of_management(supplier) if one.bank == bank)
        return next((one for one in held if current is not None and one.round == current.name), None)

    def _unfinished(self, supplier: Supplier, bank: str) -> OpenInterview | None:
        latest = self._latest(supplier, bank)
        if latest is None or latest.finished_at is not None:
            return None
        return self._interviews.open(latest.id)

    def _supplier(
        self, identity: Identity, expected: str | None, interview: str | None, notices: list[str]
    ) -> Supplier:
        """The supplier a workbook is of, which must be the expected one. Raises InputError, NotFoundError."""
        wanted = self._wanted(expected, interview)
        here = [wanted] if wanted is not None else self._store.suppliers()
        for one in here:
            if one.id == identity.supplier:
                return one
        alike = [one for one in here if one.name.casefold() == identity.supplier_name.casefold()]
        if len(alike) == 1:
            message = _("It was made in another database, for a supplier of the same name.")
            notices.append(message)
            return alike[0]
        if wanted is not None:
            message = _("This workbook is of another supplier: {name}.").format(name=identity.supplier_name)
            raise InputError(message, _("Here that of {name} is expected.").format(name=wanted.name))
        message = _("This workbook is of a supplier that is not here: {name}.")
        raise NotFoundError(message.format(name=identity.supplier_name), _("Add the supplier first."))

    def _wanted(self, supplier: str | None, interview: str | None) -> Supplier | None:
        if supplier is not None:
            return self._suppliers.find(supplier)
        return None if interview is None else self._interviews.open(interview).supplier

    def _release(self, identity: Identity) -> Bank:
        """The questions a workbook asks, as they were. Raises InputError, NotFoundError where they are not known here."""
        bank = self._bank(f"{identity.bank}@{identity.version}")
        if digest_of(content_of(bank)) != identity.digest or not bank_fits(bank, identity):
            message = _("The questions of this workbook are not those of {bank} {version} here.")
            hint = _("Read it back where it was made, or bring that bank file here.")
            raise InputError(message.format(bank=identity.bank, version=identity.version), hint)
        return bank

    def _interview(self, identity: Identity, supplier: Supplier, named: str | None) -> OpenInterview | None:
        """The interview the answers belong to, None where it is to be begun. Raises InputError where it is finished."""
        keys = {one.id for one in self._of_management(supplier)}
        if named is not None:
            chosen = self._interviews.open(named)
            if chosen.key not in keys:
                message = _("This workbook is of the management, and the interview is with {respondent}.")
                respondent = _(RESPONDENT_WORDS[chosen.respondent])
                raise InputError(message.format(respondent=respondent), _("Name another interview."))
        elif identity.interview in keys:
            chosen = self._interviews.open(identity.interview)
        else:
            latest = self._latest(supplier, identity.bank)
            if latest is None:
                return None
            chosen = self._interviews.open(latest.id)
        if chosen.bank.id != identity.bank:
            message = _("This workbook asks other questions ({bank}) than the interview ({other}).")
            raise InputError(
                message.format(bank=identity.bank, other=chosen.bank.id), _("Name another interview.")
            )
        if chosen.finished_at is not None:
            message = _("The interview this workbook belongs to is finished.")
            raise InputError(message, _("Reopen it first."))
        return chosen

    def _walk(
        self, interview: OpenInterview | None, identity: Identity, supplier: Supplier, bank: Bank
    ) -> Walk:
        """What decides which question is asked, in the interview or in the one that would be begun."""
        if interview is not None:
            return interview.walk
        asked = self._interviews.rounds.release_of(supplier.id, bank).bank
        _refuse_no_short_form(asked, identity.short_form)
        context = self._interviews.context_for(
            supplier, Respondent.MANAGEMENT, short_form=identity.short_form
        )
        return Walk(asked, context)

    def _begun(self, imported: BlankImport) -> OpenInterview:
        identity = imported.identity
        known = [language for language in identity.languages if language in imported.bank.languages]
        return self._interviews.start(
            imported.supplier.id,
            identity.bank,
            Respondent.MANAGEMENT,
            language=known[0] if known else None,
            short_form=identity.short_form,
            release=imported.bank,
        )


def _languages(
    bank: Bank, wanted: tuple[str | None, str | None], of_interview: str | None
) -> tuple[str, ...]:
    """The languages of a workbook: those wanted, else that of the interview and one beside it."""
    for language in filter(None, wanted):
        if language not in bank.languages:
            message = _("The bank {bank} is not in the language '{language}'.")
            hint = _("It is in: {known}.").format(known=", ".join(bank.languages))
            raise InputError(message.format(bank=bank.id, language=language[:20]), hint)
    spoken = language_in_use() if language_in_use() in bank.languages else bank.languages[0]
    first = wanted[0] or of_interview or spoken
    others = sorted((one for one in bank.languages if one != first), key=lambda one: one != "en")
    second = wanted[1] if wanted[1] is not None else next(iter(others), "")
    return tuple(dict.fromkeys(filter(None, (first, second))))


def _refuse_no_short_form(bank: Bank, short_form: bool) -> None:
    if short_form and not any(question.short_form for question in bank.questions()):
        message = _("The bank {bank} has no short form.").format(bank=bank.id)
        raise InputError(message, _("Mark its questions with `short_form: true`, or ask the whole bank."))


def _data_of(path: Path) -> bytes:
    """The file, which must be an .xlsx workbook as far as its beginning tells. Raises InputError."""
    data = read_file(path, LARGEST_FILE)
    if not data.startswith(_ZIP):
        message = _("{path} cannot be read: it is no .xlsx workbook, or it has a password.")
        raise InputError(message.format(path=path), _("Ask for it as a workbook (.xlsx) without a password."))
    return data


def _sheets_of(path: Path) -> list[Sheet]:
    try:
        return read_workbook(path)
    except InputError as error:
        hint = _("Give the workbook (.xlsx) that the supplier filled in, or a sheet (.json).")
        raise InputError(error.message, hint) from error


def _as_made(bank: Bank, identity: Identity) -> list[Sheet]:
    """The sheets of the workbook as it was handed out."""
    from questionnaire.sheets.blank_xlsx import render  # noqa: PLC0415 - brings xlsxwriter along

    walk = Walk(bank, Context(Respondent.MANAGEMENT, identity.made_on, identity.short_form))
    data = render(blank_of(bank, identity), walk)
    return [Sheet(name, rows) for name, rows in cells_of(data).sheets]
