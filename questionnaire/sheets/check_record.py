"""The parts of a sheet that is read back, each checked and cleaned: bounded texts, sane times, keys and names in form."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath, PureWindowsPath

from msgspec.structs import replace

from questionnaire.errors import InputError
from questionnaire.interviews.answers import LONGEST_TEXT, Answer, Evidence, Value
from questionnaire.interviews.dates import parse_date
from questionnaire.interviews.merging import AnswerChange
from questionnaire.interviews.walk import Context
from questionnaire.reference.os_id import parse_os_id
from questionnaire.sheets.record import RecordSupplier
from questionnaire.text import clean, one_line
from questionnaire.translation import _

LONGEST_LINE = 200
LONGEST_WORDS = 2000
MOST_WORKERS = 10_000_000
MOST_PIECES = 500
MOST_PARTS = 1000
LARGEST_NUMBER = 10**15
FIRST_YEAR = 2000
CLOCKS_APART = timedelta(days=2)

_KEY = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DIGEST = re.compile("[0-9a-f]{64}")
_COUNTRY = re.compile("[A-Z]{2}")


class WrongPlaceError(Exception):
    """Something in a file is not in order: where, and why. Never leaves the reading of it."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(place, why)
        self.place = place
        self.why = why


def checked_line(place: str, text: str, longest: int = LONGEST_LINE, *, empty: bool = False) -> str:
    """A text on one line."""
    line = one_line(text)
    if not line and not empty:
        raise WrongPlaceError(place, _("it is empty"))
    return _bounded(place, line, longest)


def checked_name(place: str, name: str) -> str:
    """The id of a question or a bank."""
    if len(name) > LONGEST_LINE or not _NAME.fullmatch(name):
        raise WrongPlaceError(place, _("'{name}' is no id").format(name=one_line(name)[:60]))
    return name


def checked_key(place: str, key: str) -> str:
    """The key of a row."""
    if not _KEY.fullmatch(key):
        raise WrongPlaceError(place, _("'{key}' is no key of this program").format(key=one_line(key)[:60]))
    return key


def checked_moment(place: str, moment: datetime, now: datetime) -> datetime:
    """A moment in UTC, not before this century and not after `now`; clocks may be two days apart."""
    if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= now.year + 1:
        raise WrongPlaceError(place, _("it is no time that can be"))
    if moment > now + CLOCKS_APART:
        raise WrongPlaceError(place, _("it is later than now; check the clock of both machines"))
    return moment.astimezone(UTC)


def checked_supplier(place: str, supplier: RecordSupplier) -> RecordSupplier:
    """The particulars of a supplier."""
    if supplier.country is not None and not _COUNTRY.fullmatch(supplier.country):
        raise WrongPlaceError(f"{place}.country", _("it is no code of two letters"))
    if supplier.workers is not None and not 0 <= supplier.workers <= MOST_WORKERS:
        raise WrongPlaceError(f"{place}.workers", _("it cannot be right"))
    return RecordSupplier(
        key=checked_key(f"{place}.key", supplier.key),
        name=checked_line(f"{place}.name", supplier.name),
        country=supplier.country,
        address=_bounded(f"{place}.address", clean(supplier.address).strip(), 1000),
        os_id=_checked_os_id(f"{place}.os_id", supplier.os_id),
        workers=supplier.workers,
        contact_role=checked_line(f"{place}.contact_role", supplier.contact_role, empty=True),
    )


def checked_context(place: str, context: Context) -> Context:
    """What conditions look at; the answers of the round before are bounded as all answers are."""
    if context.country is not None and not _COUNTRY.fullmatch(context.country):
        raise WrongPlaceError(f"{place}.country", _("it is no code of two letters"))
    if len(context.country_facts) > MOST_PARTS or len(context.previous) > MOST_PARTS * 10:
        raise WrongPlaceError(place, _("there is more in it than an interview has"))
    facts = {
        checked_line(f"{place}.country_facts", name): _checked_fact(f"{place}.country_facts", fact)
        for name, fact in context.country_facts.items()
    }
    previous = {
        checked_name(f"{place}.previous", name): checked_answer(f"{place}.previous.{name}", answer)
        for name, answer in context.previous.items()
    }
    before = checked_line(f"{place}.previous_round", context.previous_round, empty=True)
    return replace(context, country_facts=facts, previous=previous, previous_round=before)


def checked_change(place: str, change: AnswerChange, now: datetime) -> AnswerChange:
    """An entry of the history."""
    cleaned_by = change.cleaned_by
    if cleaned_by is not None:
        cleaned_by = checked_line(f"{place}.cleaned_by", cleaned_by, empty=True)
    if change.seconds is not None and not 0 <= change.seconds <= 10**6:
        raise WrongPlaceError(f"{place}.seconds", _("it cannot be right"))
    return replace(
        change,
        key=checked_key(f"{place}.key", change.key),
        question=checked_name(f"{place}.question", change.question),
        at=checked_moment(f"{place}.at", change.at, now),
        by=checked_line(f"{place}.by", change.by),
        before=checked_answer(f"{place}.before", change.before),
        after=checked_answer(f"{place}.after", change.after),
        cleaned_at=change.cleaned_at and checked_moment(f"{place}.cleaned_at", change.cleaned_at, now),
        cleaned_by=cleaned_by,
    )


def checked_answer(place: str, answer: Answer) -> Answer:
    """An answer to any question."""
    if answer.value is not None and answer.reason is not None:
        raise WrongPlaceError(place, _("it has a value and a reason why there is none"))
    if len(answer.evidence) > MOST_PIECES:
        raise WrongPlaceError(f"{place}.evidence", _("there is more in it than an interview has"))
    return replace(
        answer,
        value=_checked_value(f"{place}.value", answer.value),
        note=_bounded(f"{place}.note", clean(answer.note), LONGEST_TEXT),
        evidence=tuple(
            _checked_piece(f"{place}.evidence[{number}]", piece)
            for number, piece in enumerate(answer.evidence)
        ),
        since=_checked_date(f"{place}.since", answer.since),
    )


def _checked_value(place: str, value: Value | None) -> Value | None:
    if isinstance(value, str):
        return _bounded(place, clean(value), LONGEST_TEXT)
    if isinstance(value, tuple):
        if not value or len(value) > MOST_PARTS:
            raise WrongPlaceError(place, _("it cannot be right"))
        return tuple(checked_name(place, word) for word in value)
    if value is not None and not abs(value) < LARGEST_NUMBER:
        raise WrongPlaceError(place, _("it cannot be right"))
    return value


def _checked_piece(place: str, piece: Evidence) -> Evidence:
    """A piece of evidence; of the name of its file what comes before it is left out, which would be a folder."""
    if piece.file and not _DIGEST.fullmatch(piece.file):
        raise WrongPlaceError(f"{place}.file", _("it is no SHA-256 of a file"))
    if not 0 <= piece.size < LARGEST_NUMBER:
        raise WrongPlaceError(f"{place}.size", _("it cannot be right"))
    name = PureWindowsPath(PurePosixPath(one_line(piece.name)).name).name
    return replace(
        piece,
        what=_bounded(f"{place}.what", clean(piece.what), LONGEST_WORDS),
        remark=_bounded(f"{place}.remark", clean(piece.remark), LONGEST_WORDS),
        name=_bounded(f"{place}.name", name, 255),
        date=_checked_date(f"{place}.date", piece.date),
    )


def _checked_fact(place: str, fact: int | str) -> int | str:
    if isinstance(fact, str):
        return checked_line(place, fact, LONGEST_WORDS, empty=True)
    if abs(fact) >= LARGEST_NUMBER:
        raise WrongPlaceError(place, _("it cannot be right"))
    return fact


def _checked_os_id(place: str, os_id: str | None) -> str | None:
    try:
        return parse_os_id(os_id) if os_id else None
    except InputError as error:
        raise WrongPlaceError(place, error.message.rstrip(".")) from error


def _checked_date(place: str, text: str) -> str:
    try:
        if not text or parse_date(text) == text:
            return text
    except ValueError:
        pass
    raise WrongPlaceError(place, _("'{text}' is no date").format(text=one_line(text)[:40]))


def _bounded(place: str, text: str, longest: int) -> str:
    if len(text) > longest:
        why = _("it has {length} characters, where {most} can be kept")
        raise WrongPlaceError(place, why.format(length=len(text), most=longest))
    return text
