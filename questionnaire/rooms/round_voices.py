"""The voices of a round: its interviews opened and set side by side. All of it is confidential towards the supplier."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from questionnaire.banks.model import Respondent
from questionnaire.errors import NotFoundError
from questionnaire.interviews.disagreement import Voice
from questionnaire.interviews.voices import VoiceTable, tables_of
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.store.values import InterviewOverview, Supplier
from questionnaire.text import one_line
from questionnaire.translation import _


class RoundVoices(Struct, frozen=True):
    """What was said in a round, a table for each bank.

    `rounds` are the names of the supplier's rounds that hold interviews, `interviews` those of this one; the newest first.
    """

    supplier: Supplier
    round: str
    rounds: tuple[str, ...]
    interviews: tuple[InterviewOverview, ...]
    tables: tuple[VoiceTable, ...]

    @property
    def respondents(self) -> tuple[Respondent, ...]:
        """Who has been asked, on any bank, in the order of the roles."""
        asked = {interview.respondent for interview in self.interviews}
        return tuple(respondent for respondent in Respondent if respondent in asked)


def voices_of_round(
    supplier: Supplier,
    interviews: Sequence[InterviewOverview],
    name: str | None,
    opened: Callable[[str], OpenInterview],
) -> RoundVoices:
    """The voices of one of the supplier's rounds, the newest with interviews where none is named.

    `interviews` are all of the supplier's, newest first. Raises NotFoundError where there are none, or no such round.
    """
    rounds = tuple(dict.fromkeys(interview.round for interview in interviews))
    if not rounds:
        message = _("{supplier} has not been interviewed yet.").format(supplier=supplier.name)
        raise NotFoundError(message, _("Start an interview first."))
    wanted = rounds[0] if name is None else _round_named(supplier, rounds, name)
    held = tuple(interview for interview in interviews if interview.round == wanted)
    tables = tables_of(_voice_of(opened(interview.id)) for interview in held)
    return RoundVoices(supplier, wanted, rounds, held, tables)


def _round_named(supplier: Supplier, rounds: Sequence[str], name: str) -> str:
    typed = one_line(name)
    for known in rounds:
        if known.casefold() == typed.casefold():
            return known
    message = _("{supplier} has no round '{name}' with interviews.")
    raise NotFoundError(
        message.format(supplier=supplier.name, name=typed[:60]),
        _("There are: {known}.").format(known=", ".join(rounds)),
    )


def _voice_of(interview: OpenInterview) -> Voice:
    return Voice(
        interview.key,
        interview.respondent,
        interview.started_at,
        interview.walk,
        interview.answers,
        interview.findings,
    )
