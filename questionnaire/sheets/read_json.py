"""Reading an internal .json sheet back: the file of another machine, checked and cleaned where it enters.

A file comes from anywhere: it is bounded before it is read, and what this program would not have written is refused
with its place. What is in it is not compared with anything here; that is not this module's to know.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec
from msgspec import Raw, Struct

from questionnaire.banks.model import Respondent
from questionnaire.banks.xlsform.read_workbook import read_file
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.merging import AnswerChange
from questionnaire.interviews.sharing import Shared, SharedAside, SharedFollowUp
from questionnaire.interviews.walk import Context
from questionnaire.sheets.check_record import (
    WrongPlaceError,
    checked_answer,
    checked_change,
    checked_context,
    checked_key,
    checked_line,
    checked_moment,
    checked_name,
    checked_supplier,
)
from questionnaire.sheets.check_shared import checked_shared
from questionnaire.sheets.record import RecordSupplier, SheetRecord
from questionnaire.sheets.sheet import FORMAT
from questionnaire.text import one_line
from questionnaire.translation import _

LARGEST = 50_000_000
MOST_ANSWERS = 10_000
MOST_CHANGES = 200_000
MOST_SHARED = 10_000

_Kind = TypeVar("_Kind")


class ReadBank(Struct, frozen=True):
    """Which bank the interview is on; the `digest` is that of the whole text."""

    id: str
    version: str
    digest: str


class ReadInterview(Struct, frozen=True):
    """The conversation, as `SheetInterview` has it."""

    key: str
    round: str
    respondent: Respondent
    language: str
    short_form: bool
    started_at: datetime
    finished_at: datetime | None
    exported_at: datetime


class ReadSheet(Struct, frozen=True):
    """A sheet as it was read, all of it checked and cleaned but for what only the bank can say."""

    path: Path
    bank: ReadBank
    interview: ReadInterview
    record: SheetRecord


class _Record(Struct, frozen=True):
    supplier: RecordSupplier
    by: str
    made_by: str
    context: Context
    answers: dict[str, Raw]
    history: list[Raw] = []
    follow_ups: list[Raw] = []
    aside: list[Raw] = []


class _File(Struct, frozen=True):
    format: str = ""
    bank: Raw = Raw(b"null")
    interview: Raw = Raw(b"null")
    record: Raw = Raw(b"null")


class _TwiceError(Exception):
    """A name that stands twice in one object, where one of its values would be lost."""


def read_json_sheet(path: Path, now: datetime) -> ReadSheet:
    """The sheet in a file; `now` bounds the times in it. Raises InputError with the place where it is not in order."""
    data = _data_in(path)
    try:
        file = msgspec.json.decode(data, type=_File)
        _refuse_other(path, file)
        _refuse_twice(data)
        return _checked(path, file, now)
    except WrongPlaceError as wrong:
        _refuse(path, wrong.why, wrong.place)
    except _TwiceError as twice:
        _refuse(path, _("'{name}' stands in it twice").format(name=one_line(str(twice))[:60]))
    except (msgspec.MsgspecError, UnicodeError) as error:
        _refuse(path, one_line(str(error))[:160])
    except (RecursionError, ValueError):
        _refuse(path, _("it is no JSON that this program wrote"))


def _data_in(path: Path) -> bytes:
    try:
        is_too_large = path.is_file() and path.stat().st_size > LARGEST
    except OSError:
        is_too_large = False  # the reading of it says why
    if is_too_large:
        _refuse(path, _("it is larger than {limit} MB").format(limit=LARGEST // 1_000_000))
    return read_file(path, LARGEST)


def _refuse(path: Path, why: str, place: str = "") -> NoReturn:
    told = f"{place}: {why}" if place else why
    message = _("{path} cannot be read back: {why}.").format(path=path, why=told.rstrip("."))
    raise InputError(message, _("Ask for the sheet once more, and leave the file as it was written."))


def _refuse_other(path: Path, file: _File) -> None:
    """Refuse what is no sheet, is of another version of the tool, or was made for somebody else."""
    name, _slash, number = file.format.partition("/")
    if name != FORMAT.partition("/")[0]:
        message = _("{path} is no answer sheet of this program.").format(path=path)
        raise InputError(message, _("Give a .json file that `questionnaire sheet export` wrote."))
    if file.format != FORMAT:
        message = _("{path} is in form {number} of the answer sheet; this version reads {known}.")
        told = message.format(path=path, number=one_line(number)[:20], known=FORMAT.partition("/")[2])
        raise InputError(told, _("Use the same version of the program on both machines."))
    if file.record == Raw(b"null"):
        message = _("{path} was made to be handed out, so it cannot be read back.").format(path=path)
        raise InputError(message, _("Ask for one made with --for internal."))


def _refuse_twice(data: bytes) -> None:
    json.loads(data, object_pairs_hook=_pairs, parse_int=str, parse_float=str)


def _pairs(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for name, _value in pairs:
        if name in seen:
            raise _TwiceError(name)
        seen.add(name)


def _checked(path: Path, file: _File, now: datetime) -> ReadSheet:
    bank = _decoded(file.bank, ReadBank, "bank")
    interview = _decoded(file.interview, ReadInterview, "interview")
    record = _decoded(file.record, _Record, "record")
    if (interview.respondent, interview.short_form) != (record.context.respondent, record.context.short_form):
        raise WrongPlaceError("record.context", _("it is not that of the interview"))
    return ReadSheet(
        path,
        ReadBank(
            checked_name("bank.id", bank.id),
            checked_line("bank.version", bank.version),
            checked_line("bank.digest", bank.digest),
        ),
        _checked_interview(interview, now),
        _checked_record(record, now),
    )


def _checked_interview(interview: ReadInterview, now: datetime) -> ReadInterview:
    started = checked_moment("interview.started_at", interview.started_at, now)
    finished = interview.finished_at
    if finished is not None:
        finished = checked_moment("interview.finished_at", finished, now)
        if finished < started:
            raise WrongPlaceError("interview.finished_at", _("it is before the beginning"))
    return ReadInterview(
        key=checked_key("interview.key", interview.key),
        round=checked_line("interview.round", interview.round),
        respondent=interview.respondent,
        language=checked_line("interview.language", interview.language),
        short_form=interview.short_form,
        started_at=started,
        finished_at=finished,
        exported_at=checked_moment("interview.exported_at", interview.exported_at, now),
    )


def _checked_record(record: _Record, now: datetime) -> SheetRecord:
    if len(record.answers) > MOST_ANSWERS or len(record.history) > MOST_CHANGES:
        raise WrongPlaceError("record", _("there is more in it than an interview has"))
    answers = {
        checked_name("record.answers", question): checked_answer(place, _decoded(raw, Answer, place))
        for question, raw in record.answers.items()
        if (place := f"record.answers.{one_line(question)[:60]}")
    }
    history = tuple(
        checked_change(place, _decoded(raw, AnswerChange, place), now)
        for number, raw in enumerate(record.history)
        if (place := f"record.history[{number}]")
    )
    if len({change.key for change in history}) < len(history):
        raise WrongPlaceError("record.history", _("an entry stands in it twice"))
    shared = _checked_shared(record, now)
    return SheetRecord(
        supplier=checked_supplier("record.supplier", record.supplier),
        by=checked_line("record.by", record.by),
        made_by=checked_line("record.made_by", record.made_by),
        context=checked_context("record.context", record.context),
        answers=answers,
        history=history,
        follow_ups=shared.follow_ups,
        aside=shared.aside,
    )


def _checked_shared(record: _Record, now: datetime) -> Shared:
    """What is done about the supplier; a sheet of an earlier version of the tool has nothing of it."""
    if len(record.follow_ups) > MOST_SHARED or len(record.aside) > MOST_SHARED:
        raise WrongPlaceError("record", _("there is more in it than a supplier has"))
    return checked_shared(
        "record",
        Shared(
            tuple(
                _decoded(raw, SharedFollowUp, f"record.follow_ups[{number}]")
                for number, raw in enumerate(record.follow_ups)
            ),
            tuple(
                _decoded(raw, SharedAside, f"record.aside[{number}]")
                for number, raw in enumerate(record.aside)
            ),
        ),
        now,
    )


def _decoded(raw: Raw, kind: type[_Kind], place: str) -> _Kind:
    """A part of the file in its type; a complaint names the place from the top of the file."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        why, _at, below = str(error).partition(" - at `$")
        raise WrongPlaceError(place + below.rstrip("`"), one_line(why.replace("`", "'"))[:120]) from error
