"""What becomes of each answer that a supplier wrote: taken over, kept out, passed over. Pure; nothing is written here."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Bank, Question
from questionnaire.interviews.answers import (
    LONGEST_TEXT,
    OPEN,
    REASON_LABELS,
    Answer,
    AnswerSource,
    value_as_shown,
)
from questionnaire.interviews.carried import carried_over
from questionnaire.interviews.walk import Step, Walk
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.sheets.blank import Identity
from questionnaire.sheets.blank_read import Filled, Given
from questionnaire.sheets.preview import LineKind, Preview, PreviewLine
from questionnaire.store.values import Supplier
from questionnaire.text import one_line
from questionnaire.translation import LANGUAGES, N_, _, language_in_use, speaking

SUPPLIER_WROTE = N_("Supplier wrote: {remark}")


class Came(Struct, frozen=True):
    """A workbook that came back: whose it is, the questions it asks, what was filled in, and what is to be said of it."""

    supplier: Supplier
    identity: Identity
    bank: Bank
    filled: Filled
    notices: tuple[str, ...]
    today: date


class BlankImport(Struct, frozen=True):
    """What a workbook would change. `interview` is None where it is to be begun, on `bank`; `answers` are what is written."""

    supplier: Supplier
    identity: Identity
    bank: Bank
    interview: OpenInterview | None
    answers: dict[str, Answer]
    preview: Preview


def planned(
    came: Came, interview: OpenInterview | None, walk: Walk, *, replaces: bool = False
) -> BlankImport:
    """What a workbook would change in an interview, or in the one that would be begun on the bank of `walk`."""
    answers = dict(interview.answers) if interview is not None else {}
    plan = _Plan(came, answers, walk, replaces)
    plan.make()
    notices = [*_notices(came, interview, walk), *came.notices]
    title = _("{supplier}: {bank} {version}, made on {day}").format(
        supplier=one_line(came.supplier.name),
        bank=came.identity.bank,
        version=came.identity.version,
        day=came.identity.made_on.isoformat(),
    )
    preview = Preview(title, tuple(notices), tuple(plan.lines))
    return BlankImport(came.supplier, came.identity, walk.bank, interview, plan.answers, preview)


class _Plan:
    """Goes through what was filled in, question by question."""

    def __init__(self, came: Came, before: dict[str, Answer], walk: Walk, replaces: bool) -> None:
        self.came = came
        self.before = before
        self.walk = walk
        self.replaces = replaces
        self.answers: dict[str, Answer] = {}
        self.lines: list[PreviewLine] = []

    def make(self) -> None:
        """Fill `answers` and `lines`, in the order of the bank; what is wrong comes first."""
        self.lines += self._wrong()
        given = self._carried()
        merged = {name: self._merged(self._before(name), one) for name, one in given.items()}
        view = self.walk.view({**self.before, **merged})
        for name in [name for name in self.walk.steps if name in given]:
            if not view.is_asked(name):
                self._skip(given[name], name)
                continue
            self._tell(given[name], name, merged[name])
            if merged[name] != self._before(name):
                self.answers[name] = merged[name]

    def _before(self, name: str) -> Answer:
        return self.before.get(name, OPEN)

    def _carried(self) -> dict[str, Given]:
        """What was filled in by the ids of the interview's bank; what has no place there is told."""
        given = {one.question: one for one in self.came.filled.given}
        if self.came.bank == self.walk.bank:
            return given
        answers = {name: replace(one.answer, note=one.remark) for name, one in given.items()}
        carried = carried_over(self.came.bank, self.walk.bank, answers)
        for name in carried.set_aside:
            why = _(
                "Version {version} of the questions, on which the interview is held, has no place for it."
            )
            why = why.format(version=self.walk.bank.version)
            self.lines.append(
                self._line(
                    LineKind.WRONG, given[name].cell, Walk(self.came.bank, self.walk.context), name, why
                )
            )
        return {name: given[carried.renamed.get(name, name)] for name in carried.answers}

    def _merged(self, before: Answer, given: Given) -> Answer:
        """An answer with what the supplier wrote; what was said in the call stays, unless it is to be replaced."""
        after = before
        if self._is_new(before, given) and (self.replaces or not before.is_heard):
            after = replace(
                before,
                value=given.answer.value,
                reason=given.answer.reason,
                source=AnswerSource.WRITTEN,
                since=self.came.today.isoformat(),
            )
        return replace(after, note=self._noted(before.note, given.remark)) if given.remark else after

    def _is_new(self, before: Answer, given: Given) -> bool:
        now = given.answer
        return now.is_given and (now.value, now.reason) != (before.value, before.reason)

    def _noted(self, note: str, remark: str) -> str:
        """A note with the supplier's remark as its last line, in place of what the supplier remarked before."""
        beginnings = []
        for language in LANGUAGES:
            with speaking(language):
                beginnings.append(_(SUPPLIER_WROTE).format(remark=""))
        said = any(line in (start + remark for start in beginnings) for line in note.split("\n"))
        if said:
            return note
        kept = [line for line in note.split("\n") if not line.startswith(tuple(beginnings))]
        noted = "\n".join([*kept, _(SUPPLIER_WROTE).format(remark=remark)]).strip()
        return noted if len(noted) <= LONGEST_TEXT else note

    def _tell(self, given: Given, name: str, after: Answer) -> None:
        before = self._before(name)
        if self._is_new(before, given):
            is_taken = not self._is_new(after, given)
            kind = LineKind.CHANGE if is_taken else LineKind.KEPT_OUT
            why = "" if is_taken else _("It differs from what was said in the call, which stays.")
            line = self._line(kind, given.cell, self.walk, name, why)
            words = (self._shown(name, before), self._shown(name, given.answer))
            self.lines.append(replace(line, before=words[0], after=words[1]))
        if after.note != before.note:
            line = self._line(LineKind.CHANGE, given.remark_cell, self.walk, name)
            remark = _(SUPPLIER_WROTE).format(remark=given.remark)
            self.lines.append(replace(line, after=remark, is_remark=True))

    def _skip(self, given: Given, name: str) -> None:
        why = _("The question is not asked after these answers.")
        cell = given.cell if given.answer.is_given else given.remark_cell
        line = self._line(LineKind.SKIPPED, cell, self.walk, name, why)
        after = self._shown(name, given.answer) if given.answer.is_given else given.remark
        self.lines.append(replace(line, after=after))

    def _wrong(self) -> Iterator[PreviewLine]:
        asked = Walk(self.came.bank, self.walk.context)
        for one in self.came.filled.wrong:
            line = self._line(LineKind.WRONG, one.cell, asked, one.question, one.why)
            yield replace(line, after=one.holds)

    def _line(self, kind: LineKind, where: str, walk: Walk, name: str, why: str = "") -> PreviewLine:
        step = walk.steps[name]
        return PreviewLine(kind, one_line(where), name, _called(walk.bank, step), why=why)

    def _shown(self, name: str, answer: Answer) -> str:
        question = self.walk.steps[name].question
        return _in_words(self.walk.bank, question, answer)


def _called(bank: Bank, step: Step) -> str:
    return f"{step.number} {one_line(bank.in_language(step.question.ask, language_in_use()))}"


def _in_words(bank: Bank, question: Question, answer: Answer) -> str:
    if answer.reason is not None:
        return _(REASON_LABELS[answer.reason])
    if answer.value is None:
        return ""
    return one_line(value_as_shown(bank, question, answer.value, language_in_use()))


def _notices(came: Came, interview: OpenInterview | None, walk: Walk) -> Iterator[str]:
    """What is to be said of the interview the answers go to."""
    if interview is None:
        yield _("An interview with the management will be begun with these answers.")
    if walk.bank.version != came.bank.version:
        message = _("The workbook asks version {version}; the interview is held on version {other}.")
        yield message.format(version=came.bank.version, other=walk.bank.version)
