"""Problems: what a buyer says of a question that did not work in a call.

About the question, not about the supplier: no sheet shows them, and they leave an answer as it is.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import N_, _

LONGEST_REMARK = 500


class ProblemKind(StrEnum):
    """Why a question did not work."""

    NOT_UNDERSTOOD = "not-understood"
    SENSITIVE = "sensitive"
    UNCLEAR = "unclear"
    BADLY_TRANSLATED = "badly-translated"
    MISSING_OPTION = "missing-option"
    OTHER = "other"


PROBLEM_LABELS = {
    ProblemKind.NOT_UNDERSTOOD: N_("not understood"),
    ProblemKind.SENSITIVE: N_("too sensitive to ask"),
    ProblemKind.UNCLEAR: N_("unclear what is meant"),
    ProblemKind.BADLY_TRANSLATED: N_("badly translated"),
    ProblemKind.MISSING_OPTION: N_("an answer to choose is missing"),
    ProblemKind.OTHER: N_("something else"),
}


class Problem(Struct, frozen=True):
    """That a question did not work in an interview, and why; `remark` may be empty."""

    id: str
    question: str
    kind: ProblemKind
    remark: str
    at: datetime
    by: str


def parse_problem_kind(typed: str) -> ProblemKind:
    """A kind of problem by its word; raises `InputError`."""
    word = one_line(typed).lower()
    if word not in tuple(ProblemKind):
        message = _("'{word}' is no kind of problem.").format(word=word[:40])
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(ProblemKind)))
    return ProblemKind(word)


def parse_remark(typed: str) -> str:
    """A remark as it is kept: cleaned, on one line, of bounded length. Raises `InputError`."""
    remark = one_line(typed)
    if len(remark) > LONGEST_REMARK:
        message = _("The remark has {length} characters; at most {most} are kept.")
        raise InputError(message.format(length=len(remark), most=LONGEST_REMARK), _("Shorten it."))
    return remark


def problem_line(problem: Problem) -> str:
    """A problem on one line, in the tool's language."""
    label = _(PROBLEM_LABELS[problem.kind])
    return f"{label}: {problem.remark}" if problem.remark else label
