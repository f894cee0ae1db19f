"""What reading a sheet of another machine would do here, worked out and not written."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from questionnaire.banks.model import Bank
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, Evidence
from questionnaire.interviews.evidence import is_same_but_evidence
from questionnaire.interviews.merging import (
    READ,
    TAKEN,
    AnswerChange,
    Meeting,
    Met,
    Side,
    as_read,
    fitting,
    knows,
    meet,
    read_by,
)
from questionnaire.interviews.walk import Answers
from questionnaire.rooms.conflicts import with_outcome
from questionnaire.rooms.read_shared import MetShared, met_shared
from questionnaire.sheets.read_json import ReadBank, ReadSheet
from questionnaire.store.conflicts import digest_of
from questionnaire.store.evidence_files import FileState
from questionnaire.store.keys import new_key
from questionnaire.store.merge_values import BroughtInterview, Conflict, Merge, NewConflict, theirs_of
from questionnaire.store.releases import bank_of, content_of
from questionnaire.store.releases import digest_of as digest_of_bank
from questionnaire.store.supplier_names import in_country
from questionnaire.store.values import KeptInterview, Supplier
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.bank_folder import BankFolder
    from questionnaire.store.store import Store


class Match(StrEnum):
    """By what the supplier of a sheet is known here."""

    NEW = "new"
    INTERVIEW = "interview"
    OS_ID = "os-id"
    KEY = "key"
    NAME = "name"


class RoundState(StrEnum):
    """What becomes of the round of a sheet: it is here, open or closed, or is made, closed where another is open."""

    OPEN = "open"
    CLOSED = "closed"
    MADE = "made"
    MADE_CLOSED = "made-closed"


class Preview(Struct, frozen=True):
    """What reading a sheet would do; `merge` is all that is written then.

    `kept` are the questions whose conflict is kept here already; `unfit` the answers that no question of the bank takes,
    which stay in the file; `missing` the pieces of evidence whose file is not here, each with its question. `shared` is
    what it has of follow-ups and of findings set aside.
    """

    sheet: ReadSheet
    bank: Bank
    supplier: Supplier
    match: Match
    round: RoundState
    met: tuple[Met, ...]
    kept: frozenset[str]
    unfit: dict[str, Answer]
    missing: tuple[tuple[str, Evidence], ...]
    shared: MetShared
    merge: Merge

    @property
    def is_new(self) -> bool:
        """Whether the interview is not here yet."""
        return self.merge.new is not None

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is here already."""
        merge = self.merge
        is_more_known = merge.added or merge.conflicts or merge.settled or merge.shared.writes
        return not (self.is_new or is_more_known or merge.writes_answers)

    def met_as(self, meeting: Meeting) -> tuple[Met, ...]:
        """The questions whose answers stand to each other so."""
        return tuple(one for one in self.met if one.meeting is meeting)


class Planner:
    """Works out previews from what is here."""

    def __init__(
        self,
        store: "Store",
        folder: "BankFolder",
        file_state: Callable[[Evidence], FileState | None],
        by: str,
    ) -> None:
        self._store = store
        self._folder = folder
        self._file_state = file_state
        self._by = by

    def preview(self, sheet: ReadSheet, now: datetime) -> Preview:
        """What reading this sheet would do. Raises InputError where it does not fit what is here."""
        kept = self._store.interview(sheet.interview.key)
        bank = self._bank_of(sheet, kept)
        fit, unfit = fitting(bank, sheet.record.answers)
        ours, conflicts = self._here(kept)
        met = meet(bank, ours, Side(fit, sheet.record.history))
        if kept is not None:
            _refuse_finished(kept, met)
        match, supplier = (
            (Match.INTERVIEW, kept.supplier) if kept is not None else self._supplier_of(sheet, now)
        )
        shared = met_shared(self._store, sheet, supplier.id, bank, ours.history)
        merge = Merge(
            interview=sheet.interview.key,
            revision=kept.revision if kept is not None else 0,
            at=now,
            by=self._by,
            answers={one.question: one.theirs for one in met if one.meeting in TAKEN},
            added=_added(sheet, met, now, is_new=kept is None),
            conflicts=tuple(_new_conflicts(sheet, met, conflicts)),
            settled=_settled(met, conflicts),
            finished_at=_finished_at(sheet, kept, met),
            new=_brought(sheet, bank) if kept is None else None,
            supplier=supplier,
            is_new_supplier=match is Match.NEW,
            round_name=sheet.interview.round,
            shared=shared.merge,
        )
        known = {(one.question, one.digest) for one in conflicts}
        return Preview(
            sheet=sheet,
            bank=bank,
            supplier=supplier,
            match=match,
            round=self._round_of(sheet, supplier),
            met=met,
            kept=frozenset(one.question for one in met if (one.question, digest_of(one.theirs)) in known),
            unfit=unfit,
            missing=tuple(self._missing(fit)),
            shared=shared,
            merge=with_outcome(
                merge, bank, sheet.record.context if kept is None else kept.context, ours.answers
            ),
        )

    def _here(self, kept: KeptInterview | None) -> tuple[Side, list[Conflict]]:
        """What this side has of the interview, and the conflicts it has had."""
        if kept is None:
            return Side({}, ()), []
        key = kept.overview.id
        answers = {question: one.answer for question, one in kept.answers.items()}
        return Side(answers, self._store.merges.history(key)), self._store.merges.conflicts(key)

    def _bank_of(self, sheet: ReadSheet, kept: KeptInterview | None) -> Bank:
        """The bank the sheet was made on, the very same text: of the interview here, the database or the folder."""
        needed = sheet.bank
        if kept is not None:
            if kept.digest != needed.digest:
                raise _otherwise_here(sheet, kept)
            return kept.bank
        release = self._store.merges.release(needed.id, needed.version)
        if release is not None:
            if release.digest != needed.digest:
                raise _another_text(needed)
            return bank_of(release.content)
        here = [file.bank for file in self._folder.files() if file.bank is not None]
        same = [bank for bank in here if (bank.id, bank.version) == (needed.id, needed.version)]
        for bank in same:
            if digest_of_bank(content_of(bank)) == needed.digest:
                return bank
        if same:
            raise _another_text(needed)
        message = _("The sheet needs the bank {bank} in version {version}, which is not here.")
        hint = _("Get that bank file, and name the folder it is in with --banks DIR.")
        raise InputError(message.format(bank=needed.id, version=needed.version), hint)

    def _supplier_of(self, sheet: ReadSheet, now: datetime) -> tuple[Match, Supplier]:
        """The supplier a new interview is taken to be with: by OS ID, else by key, else by name in its country."""
        site, known = sheet.record.supplier, self._store.suppliers()
        for one in known:
            if site.os_id and one.os_id == site.os_id:
                return Match.OS_ID, one
        by_name = site.name.casefold(), site.country
        keyed = [(Match.KEY, one) for one in known if one.id == site.key]
        named = [(Match.NAME, one) for one in known if (one.name.casefold(), one.country) == by_name]
        for match, one in keyed + named:
            if site.os_id and one.os_id:
                message = _("{supplier} has the OS ID {known} here, and {other} in the sheet.")
                told = message.format(supplier=in_country(one), known=one.os_id, other=site.os_id)
                raise InputError(told, _("An OS ID stands for one production site: check which one this is."))
            return match, one
        made = Supplier(
            site.key, site.name, site.country, site.address, site.os_id, site.workers, site.contact_role, now
        )
        return Match.NEW, made

    def _round_of(self, sheet: ReadSheet, supplier: Supplier) -> RoundState:
        rounds = self._store.rounds(supplier.id)
        for one in rounds:
            if one.name.casefold() == sheet.interview.round.casefold():
                return RoundState.OPEN if one.closed_at is None else RoundState.CLOSED
        is_one_open = any(one.closed_at is None for one in rounds)
        return RoundState.MADE_CLOSED if is_one_open else RoundState.MADE

    def _missing(self, answers: Answers) -> Iterator[tuple[str, Evidence]]:
        for question, answer in answers.items():
            for piece in answer.evidence:
                if self._file_state(piece) is FileState.MISSING:
                    yield question, piece


def _added(sheet: ReadSheet, met: Sequence[Met], now: datetime, *, is_new: bool) -> tuple[AnswerChange, ...]:
    """The entries that are new to the history here; an answer that none of them led to gets one of its own."""
    found = list(sheet.record.history) if is_new else [change for one in met for change in one.added]
    for one in met:
        if one.meeting in TAKEN and all(change.after != one.theirs for change in one.changes):
            found.append(
                AnswerChange(new_key(), one.question, now, sheet.record.made_by, one.ours, one.theirs)
            )
    return tuple(map(as_read, found))


def _new_conflicts(sheet: ReadSheet, met: Sequence[Met], known: Sequence[Conflict]) -> Iterator[NewConflict]:
    digests = {(one.question, one.digest) for one in known}
    for one in met:
        if one.meeting is Meeting.CONFLICT and (one.question, digest_of(one.theirs)) not in digests:
            led = [change.by for change in one.changes if change.after == one.theirs]
            origin = (led or [sheet.record.made_by])[-1].removesuffix(READ)
            yield NewConflict(one.question, theirs_of(one.theirs, one.changes), origin)


def _settled(met: Sequence[Met], conflicts: Sequence[Conflict]) -> dict[str, str]:
    """The open conflicts that were decided on the other machine: it knew both sides, and so does the history here now."""
    merged = {one.question: one for one in met if one.meeting in (*TAKEN, Meeting.SAME)}
    decided: dict[str, str] = {}
    for conflict in conflicts:
        one = merged.get(conflict.question)
        if one is None or conflict.kept is not None or not conflict.theirs.changes:
            continue
        if knows((*one.here, *one.changes), conflict.theirs.changes):
            decided[conflict.id] = "theirs" if one.theirs == conflict.theirs.answer else "ours"
    return decided


def _finished_at(sheet: ReadSheet, kept: KeptInterview | None, met: Sequence[Met]) -> datetime | None:
    """When the interview was finished there, where it is not yet here and nothing differs from there any more."""
    if kept is None:
        return sheet.interview.finished_at
    agrees = all(one.meeting in (*TAKEN, Meeting.SAME) for one in met)
    return sheet.interview.finished_at if agrees and kept.overview.finished_at is None else None


def _brought(sheet: ReadSheet, bank: Bank) -> BroughtInterview:
    language = sheet.interview.language if sheet.interview.language in bank.languages else bank.languages[0]
    return BroughtInterview(
        bank, sheet.record.context, language, sheet.interview.started_at, read_by(sheet.record.by)
    )


def _refuse_finished(kept: KeptInterview, met: Sequence[Met]) -> None:
    """Refuse to change the answers of an interview that is finished here; evidence may still come."""
    if kept.overview.finished_at is None:
        return
    changed = [
        one.question for one in met if one.meeting in TAKEN and not is_same_but_evidence(one.theirs, one.ours)
    ]
    if changed:
        message = ngettext(
            "The interview is finished here, and {count} answer would change: {questions}.",
            "The interview is finished here, and {count} answers would change: {questions}.",
            len(changed),
        )
        told = message.format(count=len(changed), questions=", ".join(changed[:5]))
        hint = _("Reopen it first: questionnaire interview ask {key}")
        raise InputError(told, hint.format(key=kept.overview.id))


def _otherwise_here(sheet: ReadSheet, kept: KeptInterview) -> InputError:
    """The same interview, on another version of its bank."""
    if kept.bank.version == sheet.bank.version:
        return _another_text(sheet.bank)
    message = _("The sheet is on {bank} {version}, and the interview here on {known}.")
    told = message.format(bank=sheet.bank.id, version=sheet.bank.version, known=kept.bank.version)
    hint = _("Bring both to one version first: questionnaire interview update {key}")
    return InputError(told, hint.format(key=kept.overview.id))


def _another_text(needed: ReadBank) -> InputError:
    message = _("The bank {bank} {version} here is another text than the one the sheet was made on.")
    hint = _("Use the same bank file on both machines, and raise its `version` when it changes.")
    return InputError(message.format(bank=needed.id, version=needed.version), hint)
