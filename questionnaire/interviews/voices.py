"""More than one voice: the interviews of a round on one bank, question by question. Pure.

Every voice keeps its answer as it gave it: nothing is averaged, and none speaks for another.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from questionnaire.banks.model import Bank, Question, Respondent, Severity
from questionnaire.banks.pairs import question_pairs
from questionnaire.banks.versions import is_newer
from questionnaire.interviews.answers import OPEN
from questionnaire.interviews.disagreement import Said, Voice, disagreement_of
from questionnaire.interviews.findings import ORDER, Finding
from questionnaire.interviews.walk import InForce, Step


class VoiceRow(Struct, frozen=True):
    """A question and what each voice of the table has on it, in their order."""

    step: Step
    said: tuple[Said, ...]
    disagreement: Finding | None

    @property
    def question(self) -> Question:
        """The question as the newest release has it."""
        return self.step.question

    @property
    def is_answered(self) -> bool:
        """Whether any voice gave a value, or a reason in its place."""
        return any(one.is_given for one in self.said)


class VoiceTable(Struct, frozen=True):
    """The voices of a round on one bank, the management first. `bank` is the newest of their releases.

    `left_out` are the interviews in whose place a later one with the same respondent speaks.
    """

    bank: Bank
    voices: tuple[Voice, ...]
    left_out: tuple[Voice, ...]
    rows: tuple[VoiceRow, ...]

    @property
    def answered(self) -> tuple[VoiceRow, ...]:
        """The questions on which anybody has spoken."""
        return tuple(row for row in self.rows if row.is_answered)

    @property
    def disagreements(self) -> tuple[Finding, ...]:
        """Where they contradict one another, the most severe first, otherwise in the order of the bank."""
        found = [row.disagreement for row in self.rows if row.disagreement is not None]
        return tuple(sorted(found, key=lambda finding: ORDER[finding.severity]))

    def count(self, severity: Severity) -> int:
        """How many disagreements there are of a severity."""
        return sum(finding.severity is severity for finding in self.disagreements)


def tables_of(voices: Iterable[Voice]) -> tuple[VoiceTable, ...]:
    """A table for each bank, in the order in which the first interview on it began."""
    by_bank: dict[str, list[Voice]] = {}
    for voice in sorted(voices, key=lambda voice: (voice.started_at, voice.interview)):
        by_bank.setdefault(voice.bank.id, []).append(voice)
    return tuple(table_of(some) for some in by_bank.values())


def table_of(voices: Sequence[Voice]) -> VoiceTable:
    """The voices on one bank side by side; there is at least one.

    Where the releases differ, a question is the same where its id is, or one that `was` names. What only an older release
    asks stands at the end.
    """
    speaking, left_out = _speaking(voices)
    newest = speaking[0]
    for voice in speaking[1:]:
        if is_newer(voice.bank.version, newest.bank.version):
            newest = voice
    rows = dict(newest.walk.steps)
    ids = {voice.interview: _ids_in(voice, newest.bank) for voice in speaking}
    for voice in speaking:
        rows |= {ids[voice.interview][name]: step for name, step in _only_in(voice, rows, ids)}
    return VoiceTable(newest.bank, speaking, left_out, tuple(_rows(rows, speaking, ids)))


def _speaking(voices: Sequence[Voice]) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """Of each respondent the latest interview in which anything was answered, in order of respondent; and the others."""
    order = list(Respondent)
    latest: dict[Respondent, Voice] = {}
    for voice in sorted(voices, key=lambda one: (_has_spoken(one), one.started_at, one.interview)):
        latest[voice.respondent] = voice
    speaking = sorted(latest.values(), key=lambda voice: order.index(voice.respondent))
    keys = {voice.interview for voice in speaking}
    return tuple(speaking), tuple(voice for voice in voices if voice.interview not in keys)


def _has_spoken(voice: Voice) -> bool:
    return any(answer.is_given for answer in voice.answers.values())


def _ids_in(voice: Voice, bank: Bank) -> dict[str, str]:
    """By the ids of a voice's release those of the table; its own where the newest release has no such question."""
    own = {name: name for name in voice.walk.steps}
    return own if voice.bank is bank else own | question_pairs(voice.bank, bank)


def _only_in(
    voice: Voice, rows: Mapping[str, Step], ids: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, Step]]:
    return [(name, step) for name, step in voice.walk.steps.items() if ids[voice.interview][name] not in rows]


def _rows(
    steps: Mapping[str, Step], voices: Sequence[Voice], ids: Mapping[str, Mapping[str, str]]
) -> Iterable[VoiceRow]:
    views = {voice.interview: voice.walk.view(voice.answers) for voice in voices}
    own = {voice.interview: {new: old for old, new in ids[voice.interview].items()} for voice in voices}
    for name, step in steps.items():
        said = tuple(_said(voice, own[voice.interview].get(name), views[voice.interview]) for voice in voices)
        yield VoiceRow(step, said, disagreement_of(step.question, said))


def _said(voice: Voice, name: str | None, view: InForce) -> Said:
    if name is None:
        return Said(voice)
    question = voice.walk.steps[name].question
    return Said(voice, question, voice.answers.get(name, OPEN) if view.is_asked(name) else None)
