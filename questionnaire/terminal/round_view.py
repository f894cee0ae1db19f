"""What the screen of a round is shown: its voices side by side, and what changed since the round before. No widget in here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content

from questionnaire.banks.model import Severity
from questionnaire.interviews.answers import OPEN, REASON_LABELS, AnswerSource, value_as_shown
from questionnaire.interviews.evidence import piece_in_words
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.round_change import ChangeKind, in_order
from questionnaire.sheets.round_sheet import KIND_WORDS
from questionnaire.terminal.shown import (
    QUIET,
    ROLES,
    SEVERITY_MARKS,
    SEVERITY_STYLES,
    SEVERITY_WORDS,
    column,
    cut,
    day_of,
    findings_in_short,
    hanging,
)
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from questionnaire.banks.model import Bank, Question, Text
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.disagreement import Said
    from questionnaire.interviews.round_change import AnswerChange, CheckChange
    from questionnaire.interviews.voices import VoiceRow, VoiceTable
    from questionnaire.rooms.rounds import Comparison

DIFFERS = 10
"""The width of the column that says how pressing a difference is: mark, word and a blank."""
KIND = 21
ROLE = 24

CHANGE_MARKS = {
    ChangeKind.WORSE: "!",
    ChangeKind.BETTER: "+",
    ChangeKind.OTHER: "~",
    ChangeKind.NEWLY_ANSWERED: "*",
    ChangeKind.NO_LONGER_ANSWERED: "-",
}


class Entry(Struct, frozen=True):
    """One line of the list, and what is told of it in so many columns, in full or in brief; a heading has no `key`."""

    key: str
    row: Content
    detail: Callable[[int, bool], Content] = lambda _width, _in_full: Content("")
    finding: Finding | None = None


def language_for(bank: Bank) -> str:
    """The language to show a bank in: the tool's where the bank has it, else the bank's first."""
    return language_in_use() if language_in_use() in bank.languages else bank.languages[0]


def voice_heads(table: VoiceTable, width: int) -> Content:
    """The heads of the columns."""
    question, each = _widths(len(table.voices), width)
    names = [column(_(ROLES[voice.respondent]), each - 1) + " " for voice in table.voices]
    return Content.styled(column(_("question"), question - 1) + " " + "".join(names) + _("differs"), "bold")


def voice_entries(
    table: VoiceTable, width: int, standing: Callable[[str], str], *, differing: bool
) -> Iterator[Entry]:
    """The questions on which anybody has spoken, or those alone where two voices contradict one another.

    `standing` gives what is being done about a finding, by its key.
    """
    language = language_for(table.bank)
    for row in table.answered:
        if row.disagreement is not None or not differing:
            yield Entry(
                row.question.id,
                _voice_line(table, row, language, width),
                partial(_voice_detail, table, row, standing),
                row.disagreement,
            )


def nothing_said(table: VoiceTable) -> str:
    """Why the list of voices is empty."""
    if not table.answered:
        return _("Nothing has been answered yet.")
    if len(table.voices) == 1:
        return _("Nobody else has been asked yet, so there is nothing to compare.")
    return _("Nowhere do they contradict one another.")


def disagreements_in_short(table: VoiceTable) -> str:
    """On how many questions they contradict one another, and how many of these are of each severity."""
    counts = [table.count(severity) for severity in Severity]
    if not any(counts):
        return ""
    return _("{count} differ").format(count=sum(counts)) + "  " + findings_in_short(*counts)


def left_out_line(table: VoiceTable) -> str:
    """That earlier interviews with the same respondent are left out; empty where there are none."""
    if not table.left_out:
        return ""
    held = ", ".join(f"{_(ROLES[voice.respondent])} {day_of(voice.started_at)}" for voice in table.left_out)
    return _("Of each respondent the latest interview speaks; left out: {interviews}.").format(
        interviews=held
    )


def _widths(voices: int, width: int) -> tuple[int, int]:
    """The columns of the question and of each voice, the blank behind them included."""
    question = width * 2 // 5 if voices <= 3 else width // 4
    return question, max((width - question - DIFFERS) // max(voices, 1), 4)


def _voice_line(table: VoiceTable, row: VoiceRow, language: str, width: int) -> Content:
    question, each = _widths(len(table.voices), width)
    ask = f"{row.step.number} {table.bank.in_language(row.question.ask, language)}"
    cells = [(column(said.in_words(language), each - 1) + " ", _style(said)) for said in row.said]
    found = row.disagreement
    return Content.assemble(
        column(ask, question - 1) + " ",
        *cells,
        (_severity(found.severity), SEVERITY_STYLES[found.severity]) if found else "",
    )


def _style(said: Said) -> str:
    return "bold" if said.value is not None else QUIET


def _severity(severity: Severity) -> str:
    return f"{SEVERITY_MARKS[severity]} {_(SEVERITY_WORDS[severity])}"


def _voice_detail(
    table: VoiceTable, row: VoiceRow, standing: Callable[[str], str], width: int, in_full: bool
) -> Content:
    language = language_for(table.bank)
    lines = [_ask(row.step.number, table.bank.in_language(row.question.ask, language))]
    for said in row.said:
        start = Content.styled(column(_(ROLES[said.voice.respondent]), ROLE), QUIET)
        lines.append(hanging(start, Content.styled(said.in_words(language) or "-", _style(said)), width))
        if said.answer is not None and in_full:
            lines += _with_it(said.answer, width)
    found = row.disagreement
    if found is not None:
        start = Content.styled(_severity(found.severity) + "  ", SEVERITY_STYLES[found.severity])
        done = standing(found.key)
        if done:
            lines.append(hanging(start, Content(done), width))
        if in_full or not done:
            lines.append(hanging(start, Content(_said(table.bank, found.next_step, language)), width))
    return Content("\n").join(lines)


def _with_it(answer: Answer, width: int) -> Iterator[Content]:
    """What came with an answer, a line each, under the answer."""
    under = Content(" " * ROLE)
    if answer.source is AnswerSource.STILL_SO:
        yield hanging(
            under, Content.styled(_("still so, since {day}").format(day=answer.since), QUIET), width
        )
    elif answer.source is AnswerSource.WRITTEN:
        words = _("written by the supplier on {day}").format(day=answer.since)
        yield hanging(under, Content.styled(words, QUIET), width)
    if answer.note:
        start = Content.assemble(under, (_("note") + "  ", QUIET))
        yield hanging(start, Content(one_line(answer.note)), width)
    for piece in answer.evidence:
        start = Content.assemble(under, (_("evidence") + "  ", QUIET))
        yield hanging(start, Content(one_line(piece_in_words(piece))), width)


def change_heads(width: int) -> Content:
    """The heads of the columns of what changed."""
    return Content.styled(
        column(_("change"), KIND) + column(_("question"), _change_width(width)) + _("before and now"), "bold"
    )


def change_entries(comparisons: Sequence[Comparison], width: int) -> Iterator[Entry]:
    """What changed since the round before, for each respondent: checks first, then answers, worse before better."""
    for compared in comparisons:
        yield Entry("", _change_heading(compared))
        changed = [
            change for change in compared.checks if (change.before is None) is not (change.after is None)
        ]
        for check in changed:
            yield _check_entry(compared, check, width)
        for change in in_order(compared.changes):
            yield _change_entry(compared, change, width)


def _change_heading(compared: Comparison) -> Content:
    count = len(compared.changes)
    title = _("{respondent}: round {before} and round {now}").format(
        respondent=_(ROLES[compared.new.respondent]),
        before=one_line(compared.old.round),
        now=one_line(compared.new.round),
    )
    told = ngettext("{count} answer changed", "{count} answers changed", count).format(count=count)
    return Content.assemble(
        (title, "bold underline"), "  ", (told if count else _("no answer changed"), QUIET)
    )


def _check_entry(compared: Comparison, change: CheckChange, width: int) -> Entry:
    kind = ChangeKind.WORSE if change.before is None else ChangeKind.BETTER
    finding = change.after or change.before
    side = compared.new if change.after else compared.old
    because = _said(side.bank, finding.because, language_for(side.bank)) if finding else ""
    told = _("fits together now: {because}") if change.after is None else _("does not fit: {because}")
    words = told.format(because=because)
    row = Content.assemble(_kind(kind), cut(words, max(width - KIND, 20)))
    detail = partial(_check_detail, _kind(kind), words)
    return Entry(f"{compared.new.key}:check:{change.check}", row, detail)


def _check_detail(kind: Content, words: str, width: int, _in_full: bool) -> Content:
    return hanging(kind, Content(words), width)


def _change_entry(compared: Comparison, change: AnswerChange, width: int) -> Entry:
    step = compared.new.walk.steps[change.question]
    language = language_for(compared.new.bank)
    ask = compared.new.bank.in_language(step.question.ask, language)
    before, now = _both(compared, change)
    question = _change_width(width)
    half = max((width - KIND - question - 4) // 2, 6)
    row = Content.assemble(
        _kind(change.kind),
        column(f"{step.number} {ask}", question - 1) + " ",
        (cut(before, half), QUIET),
        " → ",
        (cut(now, max(width - KIND - question - 4 - half, 6)), "bold"),
    )
    return Entry(f"{compared.new.key}:{change.question}", row, partial(_change_detail, compared, change))


def _change_detail(compared: Comparison, change: AnswerChange, width: int, in_full: bool) -> Content:
    step = compared.new.walk.steps[change.question]
    language = language_for(compared.new.bank)
    lines = [_ask(step.number, compared.new.bank.in_language(step.question.ask, language))]
    before, now = _both(compared, change)
    sides = (
        (compared.old, before, change.before, change.before_flags),
        (compared.new, now, change.after, change.after_flags),
    )
    for side, words, answer, flags in sides:
        start = Content.styled(column(_("round {round}").format(round=side.round), ROLE), QUIET)
        lines.append(hanging(start, Content.styled(words, "bold"), width))
        if in_full:
            lines += _with_it(answer, width)
        for flag in flags:
            mark = Content.styled(
                " " * ROLE + _severity(flag.severity) + "  ", SEVERITY_STYLES[flag.severity]
            )
            lines.append(
                hanging(mark, Content(_said(side.bank, flag.because, language_for(side.bank))), width)
            )
    return Content("\n").join(lines)


def _both(compared: Comparison, change: AnswerChange) -> tuple[str, str]:
    """An answer before and now, in words, each in the words of its own release."""
    old, new = compared.old, compared.new
    step = new.walk.steps[change.question]
    names = (change.question, *step.question.was)
    earlier = next((old.walk.steps[name] for name in names if name in old.walk.steps), step)
    return (
        answer_words(old.bank, earlier.question, change.before, language_for(old.bank)),
        answer_words(new.bank, step.question, change.after, language_for(new.bank)),
    )


def answer_words(bank: Bank, question: Question, answer: Answer, language: str) -> str:
    """An answer on one line: its value in words, or the reason; that there is none."""
    if answer.value is not None:
        return one_line(value_as_shown(bank, question, answer.value, language))
    if answer.reason is not None:
        return _(REASON_LABELS[answer.reason])
    return _("no answer") if answer == OPEN else _("open")


def _change_width(width: int) -> int:
    return max((width - KIND) * 11 // 20, 12)


def _kind(kind: ChangeKind) -> Content:
    style = SEVERITY_STYLES[Severity.HIGH] if kind is ChangeKind.WORSE else ""
    return Content.styled(
        column(f"{CHANGE_MARKS[kind]} {_(KIND_WORDS[kind]).lower()}", KIND - 1) + " ", style
    )


def _ask(number: str, ask: str) -> Content:
    return Content.styled(f"{number} {one_line(ask)}", "bold")


def _said(bank: Bank, text: Text, language: str) -> str:
    return one_line(text.get(language) or bank.in_language(text, language) or text.get("en", ""))
