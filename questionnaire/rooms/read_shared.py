"""What reading a sheet does to follow-ups and findings set aside, worked out and not written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Bank, Respondent
from questionnaire.interviews.cleaning import copied, texts_of, without_copies
from questionnaire.interviews.follow_ups import is_confidential
from questionnaire.interviews.merging import AnswerChange, read_by
from questionnaire.interviews.sharing import (
    Came,
    MetAside,
    MetFollowUp,
    Shared,
    SharedAside,
    SharedFollowUp,
    meet_aside,
    meet_follow_up,
    with_texts,
)
from questionnaire.store.merge_values import SharedMerge

if TYPE_CHECKING:
    from questionnaire.sheets.read_json import ReadSheet
    from questionnaire.store.store import Store


class MetShared(Struct, frozen=True):
    """What both sides have. `left` is how much stays in the file: what belongs to interviews that are not here yet."""

    follow_ups: tuple[MetFollowUp, ...] = ()
    aside: tuple[MetAside, ...] = ()
    left: int = 0

    @property
    def merge(self) -> SharedMerge:
        """All that is written of it."""
        return SharedMerge(
            tuple(one for one in self.follow_ups if one.is_changed),
            tuple(one for one in self.aside if one.is_changed),
        )

    def came_as(self, came: Came) -> tuple[MetFollowUp, ...]:
        """The follow-ups of which the other side has so much."""
        return tuple(one for one in self.follow_ups if one.came is came)


def met_shared(
    store: "Store", sheet: "ReadSheet", supplier: str, bank: Bank, here: Sequence[AnswerChange]
) -> MetShared:
    """How the follow-ups of a sheet stand to those of the supplier (a key); `here` is the history of the interview here."""
    ours, record = store.merges.shared(supplier), sheet.record
    gone = copied([*cleaned_here(bank, here, record.history), *cleaned_here(bank, record.history, here)])

    def without_gone(shared: Shared) -> Shared:
        return with_texts(shared, lambda text: without_copies(text, gone))

    held = {one.id: one.respondent for one in store.interviews(supplier)}
    held[sheet.interview.key] = sheet.interview.respondent
    sent = without_gone(Shared(record.follow_ups, record.aside))
    theirs = _as_read(_of_this_supplier(store, supplier, sent, ours, held), held)
    cleaned = without_gone(ours)
    return MetShared(
        tuple(_met_follow_ups(ours, cleaned, theirs)),
        tuple(_met_aside(ours, cleaned, theirs)),
        len(sent.follow_ups) + len(sent.aside) - len(theirs.follow_ups) - len(theirs.aside),
    )


def _of_this_supplier(
    store: "Store", supplier: str, sent: Shared, ours: Shared, held: Mapping[str, Respondent]
) -> Shared:
    """What can be taken: of interviews that are here, and none of it known here as something else."""
    elsewhere = store.merges.known_elsewhere(supplier, sent)
    event_of = {event.key: one.key for one in ours.follow_ups for event in one.events}

    def is_own(one: SharedFollowUp | SharedAside) -> bool:
        return one.key not in elsewhere and (one.interview is None or one.interview in held)

    def are_its(one: SharedFollowUp) -> bool:
        return all(
            event.key not in elsewhere and event_of.get(event.key, one.key) == one.key for event in one.events
        )

    return Shared(
        tuple(one for one in sent.follow_ups if is_own(one) and are_its(one)),
        tuple(one for one in sent.aside if is_own(one)),
    )


def _met_follow_ups(ours: Shared, cleaned: Shared, theirs: Shared) -> Iterator[MetFollowUp]:
    """Every follow-up of the sheet, and those here alone of which something is cleaned by it."""
    known = {one.key: (one, left) for one, left in zip(ours.follow_ups, cleaned.follow_ups, strict=True)}
    for one in theirs.follow_ups:
        mine, left = known.pop(one.key, (None, None))
        yield replace(meet_follow_up(left, one), ours=mine)
    for mine, left in known.values():
        if left != mine:
            yield MetFollowUp(Came.KNOWN, mine, mine, left)


def _met_aside(ours: Shared, cleaned: Shared, theirs: Shared) -> Iterator[MetAside]:
    """The same of what was set aside."""
    known = {one.key: (one, left) for one, left in zip(ours.aside, cleaned.aside, strict=True)}
    for one in theirs.aside:
        mine, left = known.pop(one.key, (None, None))
        yield replace(meet_aside(left, one), ours=mine)
    for mine, left in known.values():
        if left != mine:
            yield MetAside(mine, left)


def cleaned_here(bank: Bank, here: Iterable[AnswerChange], there: Iterable[AnswerChange]) -> Iterator[str]:
    """What one side still has in words in its history, and the other has cleaned from its own."""
    cleaned = {change.key for change in here if change.cleaned_at is not None}
    questions = {name: one for one in bank.questions() for name in (one.id, *one.was)}
    for change in there:
        if change.key in cleaned:
            for answer in (change.before, change.after):
                yield from texts_of(answer, questions.get(change.question))


def _as_read(shared: Shared, held: Mapping[str, Respondent]) -> Shared:
    """What another machine has as it is kept here; what rests on other voices is never agreed with the supplier."""
    return Shared(
        tuple(_follow_up_as_read(one, held.get(one.interview or "")) for one in shared.follow_ups),
        tuple(replace(one, by=read_by(one.by)) for one in shared.aside),
    )


def _follow_up_as_read(one: SharedFollowUp, respondent: Respondent | None) -> SharedFollowUp:
    return replace(
        one,
        by=read_by(one.by),
        agreed=one.agreed and not is_confidential(respondent, one.finding),
        events=tuple(replace(event, by=read_by(event.by)) for event in one.events),
    )
