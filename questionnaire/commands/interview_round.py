"""What an interview has from its round and the one before, in lines and as JSON."""

from typing import TYPE_CHECKING

from questionnaire.text import one_line
from questionnaire.translation import _, ngettext

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview


def round_line(interview: "OpenInterview", is_held: bool) -> str:
    """In which round an interview is, and with `is_held` that the round was held on this version already."""
    line = _("Round {round}.").format(round=one_line(interview.round))
    if is_held:
        held = _("The round is held on version {version} of {bank}.")
        line = f"{line} {held.format(version=interview.bank.version, bank=interview.bank.id)}"
    return " ".join(filter(None, (line, previous_line(interview))))


def previous_line(interview: "OpenInterview") -> str:
    """How many answers of the round before stand beside the questions; empty where there are none."""
    context = interview.walk.context
    if not context.previous:
        return ""
    count = len(context.previous)
    line = ngettext(
        "Beside the questions stands {count} answer from round {round} ({day}).",
        "Beside the questions stand {count} answers from round {round} ({day}).",
        count,
    )
    return line.format(count=count, round=one_line(context.previous_round), day=context.previous_on)


def previous_as_data(interview: "OpenInterview") -> dict[str, object] | None:
    """The round before as JSON has it: what the same respondent answered in it; null where there was none."""
    context = interview.walk.context
    if context.previous_on is None:
        return None
    answers = {
        name: {"value": answer.value, "reason": answer.reason, "since": answer.since}
        for name, answer in context.previous.items()
    }
    return {"round": context.previous_round, "on": context.previous_on, "answers": answers}
