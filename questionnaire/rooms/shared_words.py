"""What reading a sheet does to follow-ups and findings set aside, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from questionnaire.interviews.follow_ups import STATE_WORDS, UNDER_WAY, Owner
from questionnaire.interviews.merging import READ
from questionnaire.interviews.sharing import Came, MetAside, MetFollowUp, SharedFollowUp
from questionnaire.rooms.read_shared import MetShared
from questionnaire.text import one_line
from questionnaire.translation import _, ngettext


class Told(Struct, frozen=True):
    """A line, how far it stands in, and whether it is the head of those after it."""

    text: str
    depth: int = 0
    is_head: bool = False


def at_local_time(moment: datetime) -> str:
    """A moment in the user's own zone, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def shared_counts(met: MetShared) -> Iterator[Told]:
    """How much is new, went on, and stays in the file."""
    new, updated, both = (len(met.came_as(came)) for came in (Came.NEW, Came.UPDATED, Came.BOTH))
    aside = sum(one.is_changed for one in met.aside)
    known = len(met.came_as(Came.KNOWN)) - sum(one.is_changed for one in met.came_as(Came.KNOWN))
    agreed = sum(one.merged.agreed for one in met.came_as(Came.NEW))
    lines = [
        (new, ngettext("{count} follow-up is new here.", "{count} follow-ups are new here.", new)),
        (
            agreed,
            ngettext(
                "{count} of them is agreed with the supplier, and will stand in its sheet.",
                "{count} of them are agreed with the supplier, and will stand in its sheet.",
                agreed,
            ),
        ),
        (
            updated,
            ngettext("{count} follow-up went on there.", "{count} follow-ups went on there.", updated),
        ),
        (
            both,
            ngettext(
                "{count} follow-up was changed on both sides: the later change counts, both are kept.",
                "{count} follow-ups were changed on both sides: the later change counts, both are kept.",
                both,
            ),
        ),
        (known, ngettext("{count} follow-up is the same.", "{count} follow-ups are the same.", known)),
        (
            aside,
            ngettext(
                "{count} finding was set aside, or taken up again, there.",
                "{count} findings were set aside, or taken up again, there.",
                aside,
            ),
        ),
    ]
    for count, words in lines:
        if count:
            yield Told(words.format(count=count), 1)


def shared_lines(met: MetShared) -> Iterator[Told]:
    """Every follow-up that is new, went on, or was changed on both sides, with both; and every finding set aside."""
    yield from _headed(_("New follow-ups:"), map(_new, met.came_as(Came.NEW)))
    yield from _headed(_("Follow-ups that went on there:"), map(_sides, met.came_as(Came.UPDATED)))
    yield from _headed(_("Follow-ups changed on both sides:"), map(_sides, met.came_as(Came.BOTH)))
    under_way = {
        (one.merged.interview, one.merged.finding) for one in met.follow_ups if one.merged.state in UNDER_WAY
    }
    aside = (one for one in met.aside if one.is_changed)
    yield from _headed(_("Findings set aside:"), (_aside(one, under_way) for one in aside))
    if met.left:
        words = ngettext(
            "{count} follow-up or finding set aside stays in the file: its interview is not here. Read the sheet of that too.",
            "{count} follow-ups and findings set aside stay in the file: their interviews are not here. "
            "Read the sheets of those too.",
            met.left,
        )
        yield Told(words.format(count=met.left))


def _headed(head: str, entries: Iterable[list[Told]]) -> Iterator[Told]:
    lines = [line for entry in entries for line in entry]
    if lines:
        yield Told(head, is_head=True)
        yield from lines


def _new(met: MetFollowUp) -> list[Told]:
    return [Told(one_line(met.merged.what), 1), Told(_standing(met.merged), 2)]


def _sides(met: MetFollowUp) -> list[Told]:
    """Both sides of a follow-up, and which of them counts."""
    assert met.ours is not None
    lines = [Told(one_line(met.ours.what), 1)]
    changed = one_line(met.theirs.what)
    lines.append(Told(_("here: {answer}").format(answer=_standing(met.ours)), 2))
    there = _standing(met.theirs)
    if changed != one_line(met.ours.what):
        there = f"{changed} · {there}"
    lines.append(Told(_("there: {answer}").format(answer=there), 2))
    if met.came is Came.BOTH:
        later = _("Theirs is later, and counts.") if met.is_theirs else _("Ours is later, and counts.")
        lines.append(Told(later, 2))
    return lines


def _standing(one: SharedFollowUp) -> str:
    """How far a follow-up has come, who does it, by when, and who said so last."""
    due = _("due {day}").format(day=one.due.isoformat()) if one.due else ""
    who = Owner(one.owner, one.owner_name).shown
    last = f"{one.last.by.removesuffix(READ)}, {at_local_time(one.last.at)}"
    remark = one_line(one.last.remark)
    parts = (_(STATE_WORDS[one.state]), who, due, remark)
    return f"{' · '.join(filter(None, parts))} ({last})"


def _aside(met: MetAside, under_way: "set[tuple[str | None, str | None]]") -> list[Told]:
    one = met.merged
    if one.ended_at is not None:
        told = _("taken up again {time}; it was set aside by {name}: {reason}")
        told = told.format(
            time=at_local_time(one.ended_at), name=one.by.removesuffix(READ), reason=one_line(one.reason)
        )
    else:
        told = _("{reason} ({name}, {time})").format(
            reason=one_line(one.reason), name=one.by.removesuffix(READ), time=at_local_time(one.at)
        )
    lines = [Told(one_line(one.finding), 1), Told(told, 2)]
    if one.ended_at is None and (one.interview, one.finding) in under_way:
        lines.append(Told(_("A follow-up for it is under way, and stays."), 2))
    return lines
