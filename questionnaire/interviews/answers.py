"""An answer: a value, or the reason there is none; with note, evidence and the buyer's mark."""

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import NUMERIC, YES_NO_WORDS, AnswerType, Bank, Question, Reason
from questionnaire.banks.names import bounds_of
from questionnaire.errors import InputError
from questionnaire.interviews.dates import parse_date
from questionnaire.text import clean, one_line
from questionnaire.translation import N_, _

Value = str | int | float | tuple[str, ...]
"""A word, a date (`2026`, `2026-05`, `2026-05-01`) or a text; a number; the ids of the choices."""

LONGEST_TEXT = 20_000
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([ '’,.])\d{3}(?:\1\d{3})*((?!\1)[,.]\d+)?")


class AnswerSource(StrEnum):
    """How an answer came, where it was not said in this call: as in the round before, or written by the supplier."""

    STILL_SO = "still-so"
    WRITTEN = "written"


class EvidenceState(StrEnum):
    """How far evidence has come; `none` is that there is none to be had."""

    SEEN = "seen"
    PROMISED = "promised"
    RECEIVED = "received"
    REFUSED = "refused"
    NONE = "none"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    DOCUMENT = "document"
    PHOTO = "photo"
    NUMBER = "number"
    VISIT = "visit"


SHOWN = (EvidenceState.SEEN, EvidenceState.RECEIVED)


class Evidence(Struct, frozen=True, omit_defaults=True):
    """A document, photo, number or visit offered for an answer.

    `date` is its own, as an answer's date. `file` is the SHA-256 of a file that is kept of it, `name` what that file
    was called and `size` its bytes.
    """

    state: EvidenceState
    what: str = ""
    kind: EvidenceKind | None = None
    date: str = ""
    remark: str = ""
    file: str = ""
    name: str = ""
    size: int = 0


class Answer(Struct, frozen=True, omit_defaults=True):
    """What is kept for one question. With neither value nor reason it is open, and may still carry a note, evidence or a mark.

    `source` is None for what was said in the call; `since` is then empty, else the day (`2026-05-01`) since which
    it stands: that of the interview it was said in, or on which the supplier wrote it.
    """

    value: Value | None = None
    reason: Reason | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    marked: bool = False
    source: AnswerSource | None = None
    since: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is a value, or a reason in its place."""
        return self.value is not None or self.reason is not None

    @property
    def is_heard(self) -> bool:
        """Whether it was given in the call: what the supplier wrote before it is still to be asked on."""
        return self.is_given and self.source is not AnswerSource.WRITTEN

    @property
    def is_shown(self) -> bool:
        """Whether something was shown for it: evidence seen or received."""
        return any(piece.state in SHOWN for piece in self.evidence)

    def with_value(self, value: Value) -> "Answer":
        """This answer with another value, said in the call, in place of any reason."""
        return replace(self, value=value, reason=None, source=None, since="")

    def with_reason(self, reason: Reason) -> "Answer":
        """This answer with a reason, given in the call, in place of a value."""
        return replace(self, value=None, reason=reason, source=None, since="")

    def cleared(self) -> "Answer":
        """This answer without value and reason."""
        return replace(self, value=None, reason=None, source=None, since="")


OPEN = Answer()
"""The answer of a question nobody has answered."""


def parse_value(question: Question, typed: str) -> Value:
    """The value that was typed, as the bank writes it (`yes`, `secret-ballot`, `a,b`, `1200`, `40%`, `2026-05-01`).

    Raises `InputError` where it is no answer to this question.
    """
    text = one_line(typed)
    if not text:
        raise InputError(
            _("Nothing was given as the answer to {question}.").format(question=question.id),
            expected_answer(question),
        )
    match question.answer:
        case AnswerType.TEXT:
            return parse_text(typed)
        case AnswerType.YES_NO:
            return _word(question, text, YES_NO_WORDS)
        case AnswerType.CHOICE:
            return _word(question, text, tuple(choice.id for choice in question.choices))
        case AnswerType.CHOICES:
            return _words(question, text)
        case AnswerType.DATE:
            return _date(question, text)
        case AnswerType.NUMBER | AnswerType.PERCENTAGE:
            return _number(question, text)


def parse_text(typed: str) -> str:
    """A text or a note as it is kept: cleaned, without blanks around it, of bounded length."""
    text = clean(typed).strip()
    if len(text) > LONGEST_TEXT:
        message = _("The text has {length} characters; at most {most} are kept.").format(
            length=len(text), most=LONGEST_TEXT
        )
        raise InputError(message, _("Shorten it, or keep it as a document and note where."))
    return text


def parse_evidence(typed: str) -> Evidence:
    """Evidence written as `seen: minutes of 3 May`; raises `InputError`."""
    state, _colon, what = one_line(typed).partition(":")
    if state.strip().lower() not in tuple(EvidenceState):
        message = _("'{state}' is no state of evidence.").format(state=state.strip()[:40])
        raise InputError(
            message,
            _(
                "Write seen, promised, received, refused or none, a colon and what it is, "
                'such as "seen: minutes of 3 May".'
            ),
        )
    return Evidence(EvidenceState(state.strip().lower()), what.strip()[:500])


def parse_reason(typed: str) -> Reason:
    """A reason by its word; raises `InputError`."""
    word = one_line(typed).lower()
    if word not in tuple(Reason):
        message = _("'{word}' is no reason.").format(word=word[:40])
        raise InputError(message, _("Use one of: {known}.").format(known=", ".join(Reason)))
    return Reason(word)


def value_as_typed(value: Value) -> str:
    """A value as `parse_value` reads it."""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return ",".join(value) if isinstance(value, tuple) else str(value)


REASON_LABELS = {
    Reason.UNKNOWN: N_("does not know"),
    Reason.REFUSED: N_("refused"),
    Reason.NOT_APPLICABLE: N_("does not apply"),
    Reason.TO_FOLLOW: N_("to follow"),
}
EVIDENCE_LABELS = {
    EvidenceState.SEEN: N_("seen"),
    EvidenceState.PROMISED: N_("promised"),
    EvidenceState.RECEIVED: N_("received"),
    EvidenceState.REFUSED: N_("refused"),
    EvidenceState.NONE: N_("none"),
}
EVIDENCE_KIND_LABELS = {
    EvidenceKind.DOCUMENT: N_("document"),
    EvidenceKind.PHOTO: N_("photo"),
    EvidenceKind.NUMBER: N_("number"),
    EvidenceKind.VISIT: N_("visit"),
}
YES_NO_LABELS = {
    "en": {"yes": "Yes", "partly": "Partly", "no": "No"},
    "nl": {"yes": "Ja", "partly": "Deels", "no": "Nee"},
}


def label_of(bank: Bank, question: Question, word: str, language: str) -> str:
    """How one of the answers of a question is shown in a language of the bank."""
    if question.answer is AnswerType.YES_NO:
        return YES_NO_LABELS.get(language, YES_NO_LABELS["en"]).get(word, word)
    for choice in question.choices:
        if choice.id == word:
            return bank.in_language(choice.label, language)
    return word


def value_as_shown(bank: Bank, question: Question, value: Value, language: str) -> str:
    """A value in words, in a language of the bank: labels of choices, a number with its unit."""
    if isinstance(value, tuple):
        return "; ".join(label_of(bank, question, word, language) for word in value)
    if question.answer is AnswerType.PERCENTAGE:
        return f"{value_as_typed(value)}%"
    if isinstance(value, int | float):
        unit = bank.in_language(question.unit, language)
        return f"{number_as_shown(value)} {unit}".strip()
    return label_of(bank, question, value, language)


def number_as_shown(value: int | float) -> str:
    """A number with a narrow blank between thousands, such as 12 500; the same in every language."""
    plain = value_as_typed(value)
    whole, point, decimals = plain.partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + point + decimals if abs(value) >= 10_000 else plain


def expected_answer(question: Question) -> str:
    """What a question is answered with, in a sentence."""
    match question.answer:
        case AnswerType.YES_NO:
            return _("Answer yes, partly or no.")
        case AnswerType.CHOICE:
            return _("Choose one of: {known}.").format(
                known=", ".join(choice.id for choice in question.choices)
            )
        case AnswerType.CHOICES:
            return _("Choose any of: {known}, with commas between.").format(
                known=", ".join(choice.id for choice in question.choices)
            )
        case AnswerType.NUMBER:
            low, high = bounds_of(question)
            return (
                _("Give a whole number{bounds}.").format(bounds=_bounds(low, high))
                if question.whole
                else _("Give a number{bounds}.").format(bounds=_bounds(low, high))
            )
        case AnswerType.PERCENTAGE:
            return _("Give a percentage{bounds}, such as 40%.").format(bounds=_bounds(*bounds_of(question)))
        case AnswerType.DATE:
            return _("Give a date, such as 2026-05-01, 2026-05 or 2026.")
        case AnswerType.TEXT:
            return _("Give a text.")


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return _(" from {low} to {high}").format(low=low, high=high)
    if low is not None:
        return _(" of at least {low}").format(low=low)
    return _(" of at most {high}").format(high=high) if high is not None else ""


def _refused(question: Question, text: str) -> InputError:
    message = _("'{typed}' is no answer to {question}.").format(typed=text[:60], question=question.id)
    return InputError(message, expected_answer(question))


def _word(question: Question, text: str, known: tuple[str, ...]) -> str:
    word = text.lower()
    if word not in known:
        raise _refused(question, text)
    return word


def _words(question: Question, text: str) -> tuple[str, ...]:
    known = tuple(choice.id for choice in question.choices)
    chosen = {_word(question, part.strip(), known) for part in text.split(",") if part.strip()}
    if not chosen:
        raise _refused(question, text)
    return tuple(word for word in known if word in chosen)


def _date(question: Question, text: str) -> str:
    try:
        return parse_date(text)
    except ValueError as error:
        raise _refused(question, text) from error


def _number(question: Question, text: str) -> int | float:
    digits = text
    if question.answer is AnswerType.PERCENTAGE:
        digits = digits.removesuffix("%").strip()
    grouped = _GROUPED.fullmatch(digits)
    if grouped and (grouped[1] != "." or grouped[2] or question.whole):
        digits = digits.replace(grouped[1], "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", digits) or not digits.isascii():
        raise _refused(question, text)
    number = float(digits) if "." in digits else int(digits)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    low, high = bounds_of(question)
    outside = (low is not None and number < low) or (high is not None and number > high)
    if outside or (question.whole and isinstance(number, float)):
        raise _refused(question, text)
    return number


def is_numeric(question: Question) -> bool:
    """Whether the answer is a number or a percentage."""
    return question.answer in NUMERIC
