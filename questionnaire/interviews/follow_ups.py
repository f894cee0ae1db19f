"""Follow-ups: what will be done about a finding, by whom, by when. Values and their rules; nothing is kept here."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from questionnaire.banks.conditions import Unit
from questionnaire.banks.model import Bank, Question, Reason, Respondent, Severity
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, EvidenceState
from questionnaire.interviews.dates import days_of, moved_back, parse_date
from questionnaire.interviews.findings import ORDER, Finding, FindingKind
from questionnaire.text import one_line
from questionnaire.translation import N_, _, speaking

LONGEST_WHAT = 500
LONGEST_REMARK = 500
LONGEST_OWNER = 80
FURTHEST_YEARS = 20
TO_FOLLOW = "to-follow"
PROMISED = "promised"
DISAGREEMENT = "disagreement"
_IN_A_WHILE = re.compile(r"\+\s?([0-9]{1,4})\s?([dwmy])", re.IGNORECASE)
_UNITS = {"d": Unit.DAYS, "w": Unit.WEEKS, "m": Unit.MONTHS, "y": Unit.YEARS}
_NO_DAY = ("", "-", "none", "geen")


class FollowUpState(StrEnum):
    """How far it has come; `waiting` is for somebody else."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


class FollowUpOwner(StrEnum):
    """Who does it; `other` is a function with a name of its own, such as the quality manager."""

    SUPPLIER = "supplier"
    BRAND = "brand"
    UNION = "union"
    OTHER = "other"


UNDER_WAY = (FollowUpState.OPEN, FollowUpState.WAITING)
STATE_WORDS = {
    FollowUpState.OPEN: N_("open"),
    FollowUpState.WAITING: N_("waiting"),
    FollowUpState.DONE: N_("done"),
    FollowUpState.DROPPED: N_("dropped"),
}
OWNER_WORDS = {
    FollowUpOwner.SUPPLIER: N_("supplier"),
    FollowUpOwner.BRAND: N_("brand"),
    FollowUpOwner.UNION: N_("union"),
    FollowUpOwner.OTHER: N_("other"),
}


class Owner(Struct, frozen=True):
    """Who does something; `name` is a function, never a person, and stands with `other` alone."""

    kind: FollowUpOwner
    name: str = ""

    @property
    def shown(self) -> str:
        """As it is shown, in the tool's language."""
        return self.name or _(OWNER_WORDS[self.kind])


class FollowUp(Struct, frozen=True):
    """What will be done. `supplier`, `round` and `interview` are keys.

    `interview` is None where it came from no single interview; `respondent` is that of the interview. `finding` and
    `question` say what it is about, where that is one. `due` is a day. `agreed` is whether the supplier knows of it.
    `changes` counts what became of it, its making included; `remark` is the last that was said of it.
    """

    id: str
    supplier: str
    supplier_name: str
    round: str
    round_name: str
    interview: str | None
    respondent: Respondent | None
    finding: str | None
    question: str | None
    severity: Severity | None
    what: str
    owner: Owner
    due: date | None
    agreed: bool
    state: FollowUpState
    added_at: datetime
    changed_at: datetime
    by: str
    changes: int = 1
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do or to wait for."""
        return self.state in UNDER_WAY

    @property
    def is_confidential(self) -> bool:
        """Whether it rests on what another side than the management said, which the supplier must not learn."""
        return is_confidential(self.respondent, self.finding)

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.is_open and self.due is not None and self.due < today


class FollowUpEvent(Struct, frozen=True):
    """That a follow-up was made, put in a state or changed, with a remark."""

    at: datetime
    by: str
    state: FollowUpState
    remark: str


class AsideFinding(Struct, frozen=True):
    """That nothing will be done about a finding, and why; `ended_at` is when it was taken up again."""

    finding: str
    reason: str
    at: datetime
    by: str
    ended_at: datetime | None = None


class AgreedFollowUp(Struct, frozen=True):
    """A follow-up as the supplier may see it: no keys, and no times but the day it is due."""

    what: str
    owner: Owner
    due: date | None
    state: FollowUpState


class DueCount(Struct, frozen=True):
    """How many follow-ups of a supplier are open, and how many of those overdue."""

    open: int = 0
    overdue: int = 0

    @property
    def shown(self) -> str:
        """In words, in the tool's language: `1 overdue`, else `2 due`; empty for nothing."""
        if self.overdue:
            return _("{count} overdue").format(count=self.overdue)
        return _("{count} due").format(count=self.open) if self.open else ""


class Offer(Struct, frozen=True):
    """What a follow-up can be made of: its key among the findings, and what the follow-up begins with."""

    key: str
    what: str
    owner: FollowUpOwner
    question: str | None = None
    severity: Severity | None = None


def is_confidential(respondent: Respondent | None, finding: str | None) -> bool:
    """Whether what came of an interview with this respondent, or this finding, must not reach the supplier."""
    told_by_others = respondent not in (None, Respondent.MANAGEMENT)
    return told_by_others or (finding or "").partition(":")[0] == DISAGREEMENT


def in_order(follow_ups: Iterable[FollowUp], today: date) -> list[FollowUp]:
    """The overdue first, then by the day they are due, those without a day last; what is over comes after all of them."""
    return sorted(
        follow_ups,
        key=lambda one: (
            not one.is_overdue(today),
            not one.is_open,
            one.due or date.max,
            len(ORDER) if one.severity is None else ORDER[one.severity],
            one.id,
        ),
    )


def parse_due(typed: str, today: date) -> date | None:
    """The day that was typed as `+10d`, `+2w`, `+1m`, `+1y` or a date; None for nothing, `-` or `none`.

    A month or a year stands for its last day. Raises `InputError` for anything else, and for a day that is over.
    """
    text = one_line(typed)
    if text.casefold() in _NO_DAY:
        return None
    try:
        due = _day_in(text, today)
    except (ValueError, OverflowError) as error:
        message = _("'{typed}' is no day for a follow-up.").format(typed=text[:40])
        raise InputError(
            message, _("Write +10d, +2w or +1m from today, or a date such as 2026-12-01.")
        ) from error
    if due < today:
        message = _("{day} is over.").format(day=due.isoformat())
        raise InputError(message, _("Give today or a later day."))
    if due.year > today.year + FURTHEST_YEARS:
        message = _("{day} is more than {years} years off.").format(day=due.isoformat(), years=FURTHEST_YEARS)
        raise InputError(message, _("Give a day that you will still see to."))
    return due


def parse_owner(typed: str) -> Owner:
    """Who was typed: supplier, brand or union (or their word in the tool's language), else the name of a function.

    Raises `InputError`.
    """
    text = one_line(typed)
    word = text.casefold()
    for kind in (FollowUpOwner.SUPPLIER, FollowUpOwner.BRAND, FollowUpOwner.UNION):
        if word in (kind, _(OWNER_WORDS[kind]).casefold()):
            return Owner(kind)
    hint = _("Give supplier, brand or union, or a function such as quality manager; never a name.")
    if word in ("", FollowUpOwner.OTHER, _(OWNER_WORDS[FollowUpOwner.OTHER]).casefold()):
        raise InputError(_("Nobody was given to do it."), hint)
    if len(text) > LONGEST_OWNER:
        message = _("'{text}...' is too long: at most {most} characters are kept.")
        raise InputError(message.format(text=text[:20], most=LONGEST_OWNER), _("Shorten it."))
    return Owner(FollowUpOwner.OTHER, text)


def parse_state(typed: str) -> FollowUpState:
    """A state by its word; raises `InputError`."""
    word = one_line(typed).lower()
    if word not in tuple(FollowUpState):
        message = _("'{word}' is no state of a follow-up.").format(word=word[:40])
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(FollowUpState)))
    return FollowUpState(word)


def parse_what(typed: str) -> str:
    """What is to be done, on one line; raises `InputError` where there is nothing, or too much."""
    text = one_line(typed)
    if not text:
        raise InputError(_("Nothing was given to be done."), _("Say in a sentence what will be done."))
    return _bounded(text, LONGEST_WHAT)


def parse_follow_up_remark(typed: str) -> str:
    """A remark or a reason, on one line; raises `InputError` where it is too long."""
    return _bounded(one_line(typed), LONGEST_REMARK)


def offer_of(finding: Finding, bank: Bank, language: str, respondent: Respondent | None) -> Offer:
    """What a finding offers: its next step or what to ask, in a language of the bank; of a mark, the question."""
    texts = [finding.next_step, finding.because]
    if finding.kind is FindingKind.MARK:
        texts = [question.ask for question in bank.questions() if question.id == finding.question]
    what = next(filter(None, (one_line(bank.in_language(text, language)) for text in texts)), finding.key)
    owner = _owner_for(respondent, finding.key)
    return Offer(finding.key, what[:LONGEST_WHAT], owner, finding.question, finding.severity)


def offers_in(
    question: Question, answer: Answer, bank: Bank, language: str, respondent: Respondent
) -> Iterator[Offer]:
    """What an answer itself offers: that it is to follow, and each piece of evidence that is promised."""
    owner = _owner_for(respondent, None)
    with speaking(language):
        if answer.reason is Reason.TO_FOLLOW:
            ask = one_line(bank.in_language(question.ask, language))
            what = _("To be answered: {question}").format(question=ask)
            yield Offer(f"{TO_FOLLOW}:{question.id}", what[:LONGEST_WHAT], owner, question.id)
        for text in dict.fromkeys(
            one_line(piece.what) for piece in answer.evidence if piece.state is EvidenceState.PROMISED
        ):
            what = _("To be received: {what}").format(
                what=text or one_line(bank.in_language(question.ask, language))
            )
            yield Offer(f"{PROMISED}:{question.id}:{text}", what[:LONGEST_WHAT], owner, question.id)


def is_awaited(finding: str | None) -> bool:
    """Whether what a follow-up is about can end it by itself: an answer to follow, evidence promised."""
    return (finding or "").partition(":")[0] in (TO_FOLLOW, PROMISED)


def has_come(finding: str, question: str, answer: Answer) -> bool:
    """Whether what was to follow has been answered, or what was promised received; `question` as the key names it."""
    kind, _colon, rest = finding.partition(":")
    if kind == TO_FOLLOW:
        return answer.value is not None
    wanted = rest.removeprefix(f"{question}:").casefold()
    return any(
        piece.state is EvidenceState.RECEIVED and one_line(piece.what).casefold() == wanted
        for piece in answer.evidence
    )


def _day_in(text: str, today: date) -> date:
    """The day a text stands for; raises ValueError, or OverflowError where no calendar reaches that far."""
    found = _IN_A_WHILE.fullmatch(text)
    if found:
        return moved_back(today, -int(found[1]), _UNITS[found[2].lower()])
    return days_of(parse_date(text)).last


def _owner_for(respondent: Respondent | None, finding: str | None) -> FollowUpOwner:
    """Who is offered to do it: the supplier, unless that would tell it what others said."""
    return FollowUpOwner.BRAND if is_confidential(respondent, finding) else FollowUpOwner.SUPPLIER


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        message = _("'{text}...' is too long: at most {most} characters are kept.")
        raise InputError(message.format(text=text[:20], most=most), _("Shorten it."))
    return text
