"""Follow-ups as lines and as JSON, for the commands that tell of them."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.commands.output import at_local_time, put, put_table, put_wrapped
from questionnaire.interviews.follow_ups import STATE_WORDS, AsideFinding, FollowUp, FollowUpEvent, Offer
from questionnaire.text import one_line
from questionnaire.translation import _

_SHORTEST_KEY = 13


def follow_up_as_data(follow_up: FollowUp, today: date) -> dict[str, object]:
    """A follow-up as JSON has it; `owner_name` is empty unless `owner` is other."""
    return {
        "follow_up": follow_up.id,
        "supplier": follow_up.supplier,
        "supplier_name": follow_up.supplier_name,
        "round": follow_up.round_name,
        "interview": follow_up.interview,
        "finding": follow_up.finding,
        "question": follow_up.question,
        "severity": follow_up.severity,
        "what": follow_up.what,
        "owner": follow_up.owner.kind,
        "owner_name": follow_up.owner.name,
        "due": follow_up.due,
        "overdue": follow_up.is_overdue(today),
        "agreed": follow_up.agreed,
        "confidential": follow_up.is_confidential,
        "state": follow_up.state,
        "remark": follow_up.remark,
        "added_at": follow_up.added_at,
        "changed_at": follow_up.changed_at,
    }


def aside_as_data(aside: AsideFinding) -> dict[str, object]:
    """A finding that was set aside as JSON has it; `ended_at` is when it was taken up again."""
    return {
        "finding": aside.finding,
        "reason": aside.reason,
        "at": aside.at,
        "by": aside.by,
        "ended_at": aside.ended_at,
    }


def offer_as_data(offer: Offer) -> dict[str, object]:
    """What a follow-up can be made of as JSON has it; `finding` is what `followup add --finding` takes."""
    return {"finding": offer.key, "question": offer.question, "what": offer.what, "owner": offer.owner}


def due_in_words(follow_up: FollowUp, today: date) -> str:
    """When it is due: the day, and whether that is over; empty where there is none."""
    if follow_up.due is None:
        return ""
    day = follow_up.due.isoformat()
    return _("{day} overdue").format(day=day) if follow_up.is_overdue(today) else day


def state_in_words(follow_up: FollowUp, today: date) -> str:
    """What is being done about a finding, on one line."""
    parts = [
        _("Follow-up, {state}").format(state=_(STATE_WORDS[follow_up.state])),
        one_line(follow_up.owner.shown),
    ]
    if follow_up.due is not None:
        parts.append(_("due {day}").format(day=due_in_words(follow_up, today)))
    return f"{', '.join(parts)}: {one_line(follow_up.what)}"


def put_list(found: Sequence[FollowUp], today: date, *, is_part: bool) -> None:
    """Print follow-ups as a table; `is_part` says that only some were asked for."""
    if not found and is_part:
        put(_("No follow-up is like this. See all of them with: questionnaire followup list --all"))
        return
    if not found:
        put(_("There is nothing to follow up. Make one with: questionnaire followup add --help"))
        return
    keys = short_keys([one.id for one in found])
    head = (
        _("due"), _("severity"), _("supplier"), _("what"), _("who"), _("round"), _("state"), _("follow-up"),
    )  # fmt: skip
    rows = [
        (
            due_in_words(one, today),
            _(SEVERITY_WORDS[one.severity]) if one.severity else "",
            one_line(one.supplier_name),
            one_line(one.what),
            one_line(one.owner.shown),
            one.round_name,
            _(STATE_WORDS[one.state]),
            keys[one.id],
        )
        for one in found
    ]
    put_table(head, rows)


def put_follow_up(follow_up: FollowUp, events: Sequence[FollowUpEvent], today: date) -> None:
    """Print one follow-up, and what became of it."""
    put_wrapped(f"{one_line(follow_up.supplier_name)}: {one_line(follow_up.what)}")
    agreed = _("yes") if follow_up.agreed else _("no")
    if follow_up.is_confidential:
        agreed = _("no; confidential towards the supplier")
    pairs = (
        (_("key"), follow_up.id),
        (_("state"), _(STATE_WORDS[follow_up.state])),
        (_("who"), one_line(follow_up.owner.shown)),
        (_("due"), due_in_words(follow_up, today)),
        (_("severity"), _(SEVERITY_WORDS[follow_up.severity]) if follow_up.severity else ""),
        (_("agreed with the supplier"), agreed),
        (_("round"), follow_up.round_name),
        (_("finding"), follow_up.finding or ""),
    )
    put(*(f"  {label}: {value}" for label, value in pairs if value))
    for event in events:
        line = f"{at_local_time(event.at)} {_(STATE_WORDS[event.state])}"
        put_wrapped(f"{line}: {event.remark}" if event.remark else line, "    ", "  ")


def short_keys(keys: Sequence[str]) -> dict[str, str]:
    """The beginning of each key that no other one has, of at least 13 characters: the moment it was made."""
    known = sorted(keys)
    shared = dict.fromkeys(known, 0)
    for one, other in pairwise(known):
        length = next(place for place, letter in enumerate(one) if letter != other[place])
        shared[one], shared[other] = max(shared[one], length), length
    return {key: key[: max(_SHORTEST_KEY, length + 1)].rstrip("-") for key, length in shared.items()}
