"""What changed between two rounds as plain data, in words; one module per format makes a file of it. For the buyer's own house."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from questionnaire.banks.model import Bank, Respondent, Severity, Text
from questionnaire.banks.pairs import question_pairs
from questionnaire.banks.roles import ROLE_WORDS, WORKERS_SIDE
from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.errors import SheetError
from questionnaire.interviews.answers import REASON_LABELS, Answer, AnswerSource, value_as_shown
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.round_change import AnswerChange, ChangeKind, CheckChange, in_order
from questionnaire.interviews.walk import Walk
from questionnaire.text import clean, one_line
from questionnaire.translation import N_, _, ngettext

KIND_WORDS = {
    ChangeKind.WORSE: N_("Worse"),
    ChangeKind.BETTER: N_("Better"),
    ChangeKind.OTHER: N_("Other"),
    ChangeKind.NEWLY_ANSWERED: N_("Newly answered"),
    ChangeKind.NO_LONGER_ANSWERED: N_("No longer answered"),
}


class RoundSide(Struct, frozen=True):
    """One of the two interviews: its round, its day, who answered, the version of the bank, how many questions are open."""

    key: str
    round: str
    on: date
    respondent: Respondent
    version: str
    open: int


class RoundFlag(Struct, frozen=True):
    """A flag on an answer."""

    severity: Severity
    because: str


class RoundRow(Struct, frozen=True):
    """A question whose answer changed; `number` and `ask` are those of the newer version. Answers stand in words."""

    kind: ChangeKind
    number: str
    id: str
    ask: str
    before: str
    after: str
    before_flags: tuple[RoundFlag, ...]
    after_flags: tuple[RoundFlag, ...]


class RoundCheck(Struct, frozen=True):
    """A check that failed in one of the rounds or in both."""

    id: str
    severity: Severity
    because: str
    failed_before: bool
    fails_now: bool


class RoundSheet(Struct, frozen=True):
    """The whole comparison; its rows by kind, the worse first."""

    language: str
    supplier: str
    bank: str
    title: str
    old: RoundSide
    new: RoundSide
    rows: tuple[RoundRow, ...]
    checks: tuple[RoundCheck, ...]

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many answers changed in each way, every way named."""
        return {kind: sum(row.kind is kind for row in self.rows) for kind in ChangeKind}


def round_sheet_of(
    changes: Sequence[AnswerChange],
    checks: Sequence[CheckChange],
    *,
    walks: tuple[Walk, Walk],
    sides: tuple[RoundSide, RoundSide],
    supplier: str,
    language: str,
) -> RoundSheet:
    """The comparison in one of the languages of the newer bank; `walks` and `sides` are the older and the newer.

    Raises `SheetError` for a language the newer bank does not have.
    """
    bank = walks[1].bank
    if language not in bank.languages:
        message = _("The questions do not exist in the language '{language}'.").format(
            language=one_line(language)[:40]
        )
        raise SheetError(message, _("Use one of: {known}.").format(known=", ".join(bank.languages)))
    maker = _Maker(*walks, language)
    return RoundSheet(
        language,
        one_line(supplier),
        bank.id,
        maker.said(bank, bank.title),
        *sides,
        tuple(maker.row(change) for change in in_order(changes)),
        tuple(maker.checks(checks)),
    )


class _Maker:
    """Puts changes into words, in one language."""

    def __init__(self, old: Walk, new: Walk, language: str) -> None:
        self.old = old
        self.new = new
        self.language = language
        self.earlier_ids = {after: before for before, after in question_pairs(old.bank, new.bank).items()}

    def said(self, bank: Bank, text: Text) -> str:
        return clean(bank.in_language(text, self.language))

    def row(self, change: AnswerChange) -> RoundRow:
        step = self.new.steps[change.question]
        earlier = self.earlier_ids.get(change.question, "")
        return RoundRow(
            change.kind,
            step.number,
            change.question,
            self.said(self.new.bank, step.question.ask),
            self.answer(self.old, earlier, change.before),
            self.answer(self.new, change.question, change.after),
            self.flags(self.old.bank, change.before_flags),
            self.flags(self.new.bank, change.after_flags),
        )

    def answer(self, walk: Walk, question: str, answer: Answer) -> str:
        """An answer in words, how it came where it was not said in the interview; empty where there is none."""
        if answer.reason is not None:
            words = _(REASON_LABELS[answer.reason])
        elif answer.value is not None:
            step = walk.steps[question]
            words = clean(value_as_shown(walk.bank, step.question, answer.value, self.language))
        else:
            return ""
        if answer.source is AnswerSource.STILL_SO:
            return _("{answer} (still so, since {day})").format(answer=words, day=answer.since)
        if answer.source is AnswerSource.WRITTEN:
            return _("{answer} (written by the supplier on {day})").format(answer=words, day=answer.since)
        return words

    def flags(self, bank: Bank, flags: Sequence[Finding]) -> tuple[RoundFlag, ...]:
        return tuple(RoundFlag(flag.severity, self.said(bank, flag.because)) for flag in flags)

    def checks(self, checks: Sequence[CheckChange]) -> Iterator[RoundCheck]:
        for change in checks:
            finding, bank = change.after, self.new.bank
            if finding is None:
                finding, bank = change.before, self.old.bank
            if finding is not None:
                because = self.said(bank, finding.because)
                failed, fails = change.before is not None, change.after is not None
                yield RoundCheck(change.check, finding.severity, because, failed, fails)


def title_of(sheet: RoundSheet) -> str:
    """The title of the comparison."""
    return _("What changed: {supplier}, {old} and {new}").format(
        supplier=sheet.supplier, old=one_line(sheet.old.round), new=one_line(sheet.new.round)
    )


def caution_of(sheet: RoundSheet) -> str:
    """Who must not get to see it."""
    if sheet.old.respondent in WORKERS_SIDE or sheet.new.respondent in WORKERS_SIDE:
        return _(
            "This comparison holds answers from the workers' side. Do not give or show it to the factory: "
            "it could put those who answered in danger."
        )
    return _("For our own use: it is not made to be handed out.")


def side_line(side: RoundSide) -> str:
    """One of the interviews on a line."""
    line = _("{round}: {respondent}, {day}, version {version}").format(
        round=one_line(side.round),
        respondent=_(ROLE_WORDS[side.respondent]),
        day=side.on,
        version=side.version,
    )
    if not side.open:
        return line
    still = ngettext("{count} question still open", "{count} questions still open", side.open)
    return f"{line}; {still.format(count=side.open)}"


def state_of(check: RoundCheck) -> str:
    """Whether a check failed before, and whether it does now."""
    if not check.failed_before:
        return _("fails now, not before")
    return _("failed before, and still") if check.fails_now else _("failed before, not now")


def flag_line(flag: RoundFlag) -> str:
    """A flag on a line, its severity first."""
    return f"{_(SEVERITY_WORDS[flag.severity])}: {flag.because}"


def statement() -> str:
    """How the kinds are told apart."""
    return _(
        "Better and worse go by the flags on the answer, before and after. Not known, refused and to follow count as no answer."
    )
