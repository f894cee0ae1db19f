"""Choices of others that are answers every question has here: yes, no, partly, and the reasons for no answer."""

import unicodedata
from collections.abc import Iterable

from questionnaire.banks.model import Reason

_MEANT = {
    "yes": "yes y yeah true oui o si sim ja evet ndiyo ha haan da ya tak igen baale ano hai oo so po waa haa iva",
    "no": "no n false non nao nee nein hayir hapana nei nej net tidak nie nem la na hindi rara aya",
    "partly": "partly partial partially deels gedeeltelijk partiellement parcialmente teilweise",
    str(Reason.UNKNOWN): (
        "unknown dk dnk dont_know don't_know don’t_know do_not_know dontknow i_don't_know i_don’t_know don't_know_(dk) not_known"
        " weet_niet onbekend ne_sait_pas no_sabe sijui"
    ),
    str(Reason.REFUSED): (
        "refused refuse refuses refusal refused_to_answer refuse_to_answer declined decline_to_answer prefer_not_to_say"
        " prefer_not_to_answer rather_not_say geweigerd no_answer_(refused)"
    ),
    str(
        Reason.NOT_APPLICABLE
    ): "not_applicable n/a notapplicable not-applicable non_applicable no_aplica niet_van_toepassing nvt n.v.t.",
    str(Reason.TO_FOLLOW): "to-follow to_follow",
}
_BY_WORD = {word: meant for meant, words in _MEANT.items() for word in words.split()}
_TOO_SHORT_ALONE = (
    "o",
    "so",
    "la",
    "na",
    "ha",
    "da",
    "ya",
    "ja",
    "po",
    "si",
    "n",
    "y",
    "iva",
    "aya",
    "hindi",
    "hai",
    "rara",
)


def meant_by(name: str, labels: Iterable[str]) -> str | None:
    """`yes`, `no`, `partly` or a reason, where a choice's name says so, or else all its labels that say anything."""
    own = _BY_WORD.get(_plain(name))
    if own is not None and _plain(name) not in _TOO_SHORT_ALONE:
        return own
    found = {_BY_WORD.get(_plain(label)) for label in labels} - {None}
    if own is not None:
        found.add(own)
    return next(iter(found)) if len(found) == 1 else None


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "_".join("".join(one for one in letters if not unicodedata.combining(one)).strip(" .!?").split())
