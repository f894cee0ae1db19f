"""What is handed out about a supplier: made for its audience, written, and logged. No file without a row of the log."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.errors import InputError, NotFoundError, QuestionnaireError
from questionnaire.interviews.finding_keys import current_key
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.follow_ups import in_order
from questionnaire.interviews.merging import is_read
from questionnaire.rooms.handing_over import HandingOver
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.cut import for_audience
from questionnaire.sheets.documents import Document
from questionnaire.sheets.file_names import different_names
from questionnaire.sheets.making import AfterCall, agreed_follow_ups, group_of, sheet_of
from questionnaire.sheets.record import record_of
from questionnaire.sheets.sheet import Sheet, SheetInterview, SheetSupplier
from questionnaire.sheets.write import check_ending, remark_on, sheet_data, writable
from questionnaire.store.values import Export, InterviewOverview, Supplier
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.round_voices import RoundVoices
    from questionnaire.store.store import Store


class Handed(Struct, frozen=True):
    """What became of the sheet of one supplier: the file that was written of an interview, or why there is none.

    `remark` is what the user should know of the file, such as characters that no font here has.
    """

    supplier: Supplier
    path: Path | None = None
    error: QuestionnaireError | None = None
    remark: str = ""
    interview: OpenInterview | None = None


class HandOut(HandingOver):
    """Makes, writes and logs what is handed out. Suppliers and interviews are found as the workspace finds them."""

    def __init__(
        self,
        store: "Store",
        *,
        by: str,
        clock: Callable[[], datetime],
        supplier: Callable[[str], Supplier],
        opened: Callable[[str], OpenInterview],
        voices: "Callable[[str, str], RoundVoices]",
        aside: Callable[[OpenInterview], dict[str, str]],
    ) -> None:
        super().__init__(store, by=by, clock=clock)
        self._supplier = supplier
        self._opened = opened
        self._voices = voices
        self._aside = aside

    def sheet(
        self,
        interview: OpenInterview,
        audience: Audience = Audience.INTERNAL,
        language: str | None = None,
    ) -> Sheet:
        """The sheet of an interview for an audience, in its own language unless another of the bank is named.

        Raises SheetError for a language that the bank does not have, InputError where it is not for this audience.
        """
        if audience.reaches_supplier and interview.respondent is not Respondent.MANAGEMENT:
            raise _not_of_management(interview)
        now = self._clock()
        whole = sheet_of(
            interview.walk,
            interview.answers,
            interview.findings,
            supplier=_site(interview, language or interview.language),
            interview=SheetInterview(
                key=interview.key,
                round=interview.round,
                respondent=interview.respondent,
                language=interview.language,
                short_form=interview.short_form,
                started_at=interview.started_at,
                finished_at=interview.finished_at,
                exported_at=now,
            ),
            digest=interview.release_digest,
            language=language,
            after=self._after(interview, audience, now.astimezone().date()),
        )
        return for_audience(whole, audience)

    def interview_for(
        self, supplier: str, audience: Audience, interview: str | None = None, round_name: str | None = None
    ) -> OpenInterview:
        """The interview that a supplier's sheet is made of: the one named, else the latest, of a round if one is named.

        What the supplier can come to read is made of the latest interview with the management, whatever else there is;
        one that was read from a sheet, maybe another brand's, only where there is none that was begun here.
        Raises NotFoundError, InputError.
        """
        found = self._supplier(supplier)
        if interview is not None:
            return self._named(found, interview)
        held = [one for one in self._store.interviews(found.id) if _is_in(one, round_name)]
        if not audience.reaches_supplier:
            return self._opened(_first(found, held))
        of_management = [one for one in held if one.respondent is Respondent.MANAGEMENT]
        if not of_management:
            message = _("No interview was held with the management of {supplier}.")
            hint = _("A sheet for the supplier, or for everyone, is made of nothing else.")
            raise InputError(message.format(supplier=found.name), hint)
        begun_here = (one for one in of_management if not is_read(one.by))
        return self._opened(next(begun_here, of_management[0]).id)

    def export(
        self,
        supplier: str,
        path: Path,
        *,
        audience: Audience = Audience.INTERNAL,
        language: str | None = None,
        interview: str | None = None,
        round_name: str | None = None,
        force: bool = False,
    ) -> Handed:
        """Write the sheet that `interview_for` chooses, and log it; the ending chooses the format.

        Raises NotFoundError, InputError, SheetError, StoreError; then there is neither file nor log.
        """
        check_ending(path)
        chosen = self.interview_for(supplier, audience, interview, round_name)
        return self._write(chosen, path, audience, language, force)

    def suppliers_in(self, round_name: str | None = None) -> list[Supplier]:
        """The suppliers that were interviewed, in a round of this name or ever. Raises NotFoundError where there are none."""
        held = {one.supplier for one in self._store.interviews() if _is_in(one, round_name)}
        if not held and round_name is not None:
            rounds = ", ".join(sorted({one.round for one in self._store.interviews()})) or "-"
            message = _("No interview was held in a round '{name}'.").format(name=one_line(round_name)[:60])
            raise NotFoundError(message, _("There are: {known}.").format(known=rounds))
        if not held:
            raise NotFoundError(_("Nobody has been interviewed yet."), _("Start an interview first."))
        return [supplier for supplier in self._store.suppliers() if supplier.id in held]

    def export_each(
        self,
        suppliers: Sequence[Supplier],
        folder: Path,
        *,
        audience: Audience = Audience.INTERNAL,
        ending: str = ".xlsx",
        round_name: str | None = None,
        language: str | None = None,
        force: bool = False,
    ) -> Iterator[Handed]:
        """Write a sheet for each supplier into a folder, telling after each what became of it; none stops the others.

        Raises SheetError for an ending that no sheet has.
        """
        check_ending(folder / f"sheet{ending}")
        names = different_names([supplier.name for supplier in suppliers], audience)
        for supplier, name in zip(suppliers, names, strict=True):
            try:
                chosen = self.interview_for(supplier.id, audience, round_name=round_name)
                spoken = language if language in chosen.bank.languages else None
                yield self._write(chosen, folder / f"{name}{ending}", audience, spoken, force)
            except QuestionnaireError as error:
                yield Handed(supplier, error=error)

    def exports(self, supplier: str | None = None) -> list[Export]:
        """What was handed out, about one supplier or all, newest first. Raises NotFoundError."""
        return self._store.exports(None if supplier is None else self._supplier(supplier).id)

    def _write(
        self,
        interview: OpenInterview,
        path: Path,
        audience: Audience,
        language: str | None,
        force: bool,
    ) -> Handed:
        with writable(path, force):
            sheet = self.sheet(interview, audience, language)
            data = sheet_data(sheet, path)
        self.hand_over(
            data,
            path,
            Document.ANSWER_SHEET,
            [interview.supplier.id],
            audience=audience,
            language=sheet.language,
            interview=interview.key,
            force=force,
        )
        remarks = (remark_on(sheet, path), self._passed_over(interview, audience))
        return Handed(interview.supplier, path, remark="\n".join(filter(None, remarks)), interview=interview)

    def _passed_over(self, interview: OpenInterview, audience: Audience) -> str:
        """That a later interview with the management is there, which somebody else held; else empty."""
        if not audience.reaches_supplier or is_read(interview.begun_by):
            return ""
        for one in self._store.interviews(interview.supplier.id):
            if one.id == interview.key:
                break
            if one.respondent is Respondent.MANAGEMENT and is_read(one.by):
                message = _("A later interview was read from a sheet, {key}; this sheet is not made of it.")
                return message.format(key=one.id)
        return ""

    def _named(self, supplier: Supplier, name: str) -> OpenInterview:
        chosen = self._opened(name)
        if chosen.supplier.id != supplier.id:
            message = _("Interview {interview} is not with {supplier}.")
            raise NotFoundError(
                message.format(interview=chosen.key, supplier=supplier.name),
                _("It is with {supplier}.").format(supplier=chosen.supplier.name),
            )
        return chosen

    def _after(self, interview: OpenInterview, audience: Audience, today: date) -> AfterCall:
        """What was done after the call; for others than the house, only what could go to them is looked up."""
        follow_ups = self._store.follow_ups.all(interview.supplier.id)
        if audience is not Audience.INTERNAL:
            return AfterCall(follow_ups=agreed_follow_ups(follow_ups))
        return AfterCall(
            follow_ups=tuple(
                replace(one, finding=current_key(one.finding, interview.walk) if one.finding else None)
                for one in sorted(in_order(follow_ups, today), key=group_of)
            ),
            aside=self._aside(interview),
            disagreements=self._disagreements(interview),
            record=record_of(interview, self._store.merges.shared(interview.supplier.id)),
        )

    def _disagreements(self, interview: OpenInterview) -> tuple[tuple[Bank, Finding], ...]:
        voices = self._voices(interview.supplier.id, interview.round)
        return tuple((table.bank, finding) for table in voices.tables for finding in table.disagreements)


def _is_in(interview: InterviewOverview, round_name: str | None) -> bool:
    return round_name is None or interview.round.casefold() == one_line(round_name).casefold()


def _first(supplier: Supplier, held: Sequence[InterviewOverview]) -> str:
    if not held:
        message = _("{supplier} has not been interviewed yet.").format(supplier=supplier.name)
        raise NotFoundError(message, _("Start an interview first."))
    return held[0].id


def _not_of_management(interview: OpenInterview) -> InputError:
    message = _("Interview {interview} was not held with the management ({respondent}).").format(
        interview=interview.key, respondent=_(RESPONDENT_WORDS[interview.respondent])
    )
    return InputError(
        message,
        _(
            "What others said never goes to the supplier. Leave the interview out, or make the sheet --for internal."
        ),
    )


def _site(interview: OpenInterview, language: str) -> SheetSupplier:
    site = interview.supplier
    names = interview.country.name if interview.country else {}
    return SheetSupplier(
        name=site.name,
        country=site.country,
        country_name=names.get(language) or names.get("en") or site.country or "",
        address=site.address,
        os_id=site.os_id,
        workers=site.workers,
    )
