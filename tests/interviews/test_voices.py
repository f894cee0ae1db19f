"""The voices of a round side by side: what contradicts what, how pressing that is, who speaks, which release."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.model import AnswerType, Bank, Reason, Respondent, Severity
from questionnaire.interviews.answers import Answer, Value, parse_value
from questionnaire.interviews.disagreement import Voice, contradiction
from questionnaire.interviews.findings import Finding, FindingKind, findings_of
from questionnaire.interviews.voices import VoiceRow, VoiceTable, table_of, tables_of
from questionnaire.interviews.walk import Context, Walk
from tests.banks import bank_of

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
MANAGEMENT, REPRESENTATIVE, UNION = Respondent.MANAGEMENT, Respondent.WORKER_REPRESENTATIVE, Respondent.UNION
WORKERS, BRAND = Respondent.WORKERS, Respondent.BRAND
FIRST_DAY = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)

BANK = """\
bank: voices
version: "1.0"
languages: [en, nl]
title: {en: Voices, nl: Stemmen}
sections:
  - id: only
    title: {en: Only, nl: Enige}
    questions:
      - id: told
        ask: {en: Are workers told?, nl: Wordt het verteld?}
        answer: yes-no
        evidence: {en: [the poster, the file], nl: [de poster, de map]}
        flags:
          - {when: yes, without: evidence, severity: medium, because: {en: A claim., nl: Een bewering.}}
        probes:
          - when: yes
            questions:
              - {id: told-when, ask: {en: When?, nl: Wanneer?}, answer: date}
      - id: harmed
        ask: {en: Was anybody harmed for it?, nl: Is iemand benadeeld?}
        answer: yes-no
        flags:
          - {when: [yes, partly], severity: high, because: {en: Harm., nl: Nadeel.}}
      - id: chosen
        ask: {en: How were they chosen?, nl: Hoe gekozen?}
        answer: choice
        choices:
          - {id: ballot, label: {en: Secret ballot, nl: Geheime stemming}}
          - {id: hands, label: {en: Show of hands, nl: Met handopsteken}}
          - {id: named, label: {en: By supervisors, nl: Door chefs}}
        flags:
          - {when: named, severity: high, because: {en: Not chosen., nl: Niet gekozen.}}
          - {when: hands, severity: low, because: {en: Not secret., nl: Niet geheim.}}
      - id: topics
        ask: {en: What was spoken of?, nl: Waarover?}
        answer: choices
        choices:
          - {id: wages, label: {en: Wages, nl: Loon}}
          - {id: hours, label: {en: Hours, nl: Uren}}
          - {id: safety, label: {en: Safety, nl: Veiligheid}}
      - {id: workers, ask: {en: How many work here?, nl: Hoeveel werken hier?}, answer: number}
      - {id: women, ask: {en: Which share is women?, nl: Welk deel is vrouw?}, answer: percentage}
      - {id: since, ask: {en: Since when?, nl: Sinds wanneer?}, answer: date}
      - {id: words, ask: {en: What else?, nl: Wat nog?}, answer: text}
      - {id: theirs, ask: {en: What do workers say?, nl: Wat zeggen zij?}, answer: yes-no, ask_of: [workers, union]}
"""


def voice(
    respondent: Respondent, answers: Mapping[str, str | Answer], bank: Bank | None = None, day: int = 0
) -> Voice:
    """A voice that gave these answers, typed as the bank writes them, so many days after the first."""
    walk = Walk(bank or bank_of(BANK), Context(respondent, date(2026, 5, 1)))
    kept = {
        name: Answer(parse_value(walk.steps[name].question, answer)) if isinstance(answer, str) else answer
        for name, answer in answers.items()
    }
    started = FIRST_DAY + timedelta(days=day)
    return Voice(f"{respondent}-{day}", respondent, started, walk, kept, findings_of(walk, kept))


def row_of(table: VoiceTable, question: str) -> VoiceRow:
    return next(row for row in table.rows if row.question.id == question)


def found(question: str, *pairs: tuple[Respondent, str | Answer]) -> Finding | None:
    """The disagreement on one question between voices that were each asked it."""
    table = table_of([voice(respondent, {question: answer}) for respondent, answer in pairs])
    return row_of(table, question).disagreement


def severity(question: str, one: str, other: str, *, by: Respondent = UNION) -> Severity | None:
    """How pressing it is that the management says one thing and somebody else another."""
    finding = found(question, (MANAGEMENT, one), (by, other))
    return finding.severity if finding else None


@pytest.mark.parametrize("by", [REPRESENTATIVE, UNION, WORKERS])
@pytest.mark.parametrize("claim", ["yes", "partly"])
def test_a_yes_that_the_workers_side_denies_is_high(by: Respondent, claim: str) -> None:
    assert severity("told", claim, "no", by=by) is HIGH


def test_a_yes_that_the_brand_denies_is_not_the_workers_side_denying_it() -> None:
    assert severity("told", "yes", "no", by=BRAND) is MEDIUM


@pytest.mark.parametrize(
    ("question", "management", "workers", "expected"),
    [
        ("told", "yes", "yes", None),
        ("told", "no", "yes", MEDIUM),
        ("told", "yes", "partly", MEDIUM),
        ("told", "no", "partly", MEDIUM),
        ("harmed", "no", "yes", HIGH),
        ("harmed", "no", "partly", HIGH),
        ("harmed", "partly", "yes", MEDIUM),
        ("chosen", "ballot", "ballot", None),
        ("chosen", "ballot", "named", HIGH),
        ("chosen", "ballot", "hands", MEDIUM),
        ("chosen", "hands", "named", MEDIUM),
        ("chosen", "named", "ballot", MEDIUM),
        ("topics", "wages,hours", "hours,wages", None),
        ("topics", "wages,hours", "wages", LOW),
        ("topics", "wages", "wages,safety", LOW),
        ("topics", "wages,hours", "wages,safety", MEDIUM),
        ("workers", "1200", "1200", None),
        ("workers", "1200", "1200.0", None),
        ("workers", "1200", "1199", LOW),
        ("workers", "1000", "901", LOW),
        ("workers", "1000", "900", MEDIUM),
        ("workers", "0", "1", MEDIUM),
        ("women", "40%", "49.9%", LOW),
        ("women", "40%", "50%", MEDIUM),
        ("women", "1%", "2%", LOW),
        ("since", "2026-05", "2026-05-12", None),
        ("since", "2026", "2026-05-12", None),
        ("since", "2026-05-01", "2026-05-02", LOW),
        ("since", "2026-05", "2026-06-01", LOW),
        ("since", "2025", "2026", LOW),
        ("since", "2024", "2026-01-01", MEDIUM),
        ("since", "2024-05", "2026-03", MEDIUM),
        ("words", "All is well.", "Nothing is well.", None),
    ],
)
def test_what_contradicts_what(
    question: str, management: str, workers: str, expected: Severity | None
) -> None:
    assert severity(question, management, workers) is expected


def test_a_reason_and_an_open_question_contradict_nobody() -> None:
    for reason in Reason:
        table = table_of([voice(MANAGEMENT, {"told": "yes"}), voice(UNION, {"told": Answer(reason=reason)})])
        assert table.disagreements == ()
        assert row_of(table, "told").is_answered
    assert found("told", (MANAGEMENT, "yes"), (UNION, Answer(note="Said nothing."))) is None


def test_what_is_not_asked_of_a_voice_is_told_apart_from_what_is_open() -> None:
    table = table_of([voice(MANAGEMENT, {"told": "no"}), voice(UNION, {"told": "yes", "theirs": "no"})])
    not_asked, given_to = row_of(table, "theirs").said
    assert (not_asked.answer, given_to.value) == (None, "no")
    closed, opened = row_of(table, "told-when").said
    assert (closed.answer, opened.answer) == (None, Answer())
    assert not row_of(table, "told-when").is_answered


def test_an_answer_no_longer_asked_contradicts_nobody() -> None:
    management = voice(MANAGEMENT, {"told": "no", "told-when": "2026-01"})
    table = table_of([management, voice(UNION, {"told": "yes", "told-when": "2020-01"})])
    assert [finding.question for finding in table.disagreements] == ["told"]


def test_the_finding_says_both_answers_and_who_gave_them() -> None:
    finding = found("chosen", (MANAGEMENT, "ballot"), (REPRESENTATIVE, "named"))
    assert finding is not None
    assert finding.key == "disagreement:chosen"
    assert finding.kind is FindingKind.DISAGREEMENT
    assert (finding.question, finding.questions) == ("chosen", ("chosen",))
    assert finding.because["en"] == (
        "The answers contradict one another: "
        'the management "Secret ballot"; a worker representative "By supervisors".'
    )
    assert "Geheime stemming" in finding.because["nl"]
    assert "Door chefs" in finding.because["nl"]
    assert "een werknemersvertegenwoordiger" in finding.because["nl"]


def test_the_next_step_does_not_give_the_workers_away() -> None:
    finding = found("told", (MANAGEMENT, "yes"), (UNION, "no"))
    assert finding is not None
    assert "Do not tell the management who said otherwise" in finding.next_step["en"]
    assert "the poster, the file" in finding.next_step["en"]
    assert "de poster, de map" in finding.next_step["nl"]
    among = found("told", (UNION, "yes"), (WORKERS, "no"))
    assert among is not None
    assert "tell none of them" in among.next_step["en"]


def test_of_three_voices_the_pair_that_differs_most_counts_and_all_are_named() -> None:
    finding = found("told", (MANAGEMENT, "yes"), (UNION, "partly"), (WORKERS, "no"))
    assert finding is not None
    assert finding.severity is HIGH
    assert finding.because["en"].endswith('the management "Yes"; a union "Partly"; workers "No".')


def test_the_order_in_which_interviews_are_read_changes_nothing() -> None:
    voices = [
        voice(UNION, {"told": "no"}),
        voice(MANAGEMENT, {"told": "yes"}, day=1),
        voice(BRAND, {}, day=2),
    ]
    tables = [table_of(order) for order in permutations(voices)]
    assert [[one.respondent for one in table.voices] for table in tables] == [[MANAGEMENT, UNION, BRAND]] * 6
    assert len({table.disagreements[0].because["en"] for table in tables}) == 1


def test_the_latest_interview_of_a_respondent_speaks_and_the_others_are_told() -> None:
    early, late = voice(UNION, {"told": "no"}), voice(UNION, {"told": "yes"}, day=3)
    management = voice(MANAGEMENT, {"told": "yes"}, day=1)
    table = table_of([early, management, late])
    assert table.voices == (management, late)
    assert table.left_out == (early,)
    assert table.disagreements == ()


def test_an_interview_just_begun_does_not_take_the_word_from_one_that_was_held() -> None:
    held, begun = voice(UNION, {"told": "no"}), voice(UNION, {}, day=3)
    table = table_of([voice(MANAGEMENT, {"told": "yes"}), held, begun])
    assert table.voices[1] is held
    assert table.left_out == (begun,)


NEWER = (
    BANK.replace('version: "1.0"', 'version: "1.10"')
    .replace("id: told\n", "id: workers-told\n        was: [told]\n")
    .replace(
        "{id: words, ask: {en: What else?, nl: Wat nog?}, answer: text}",
        "{id: more, ask: {en: A, nl: B}, answer: text}",
    )
    .replace("          - {id: named, label: {en: By supervisors, nl: Door chefs}}\n", "")
    .replace("          - {when: named, severity: high, because: {en: Not chosen., nl: Niet gekozen.}}\n", "")
)


def test_interviews_on_two_releases_meet_on_the_newer_one() -> None:
    bank = bank_of(NEWER)
    said = {"told": "no", "words": "Only once.", "chosen": "named"}
    old = voice(UNION, said, bank_of(BANK.replace('"1.0"', '"1.9"')))
    table = table_of([voice(MANAGEMENT, {"workers-told": "yes", "chosen": "ballot"}, bank), old])
    assert table.bank.version == "1.10"
    row = row_of(table, "workers-told")
    assert [one.value for one in row.said] == ["yes", "no"]
    assert row.disagreement is not None
    assert row.disagreement.key == "disagreement:workers-told"
    assert [row.question.id for row in table.rows][-1] == "words"
    assert [one.answer for one in row_of(table, "words").said] == [None, Answer("Only once.")]
    assert row_of(table, "chosen").disagreement is None, "an answer that is no longer offered is not compared"


def test_another_bank_is_another_table() -> None:
    other = bank_of(BANK.replace("bank: voices", "bank: other"))
    tables = tables_of([voice(UNION, {"told": "no"}, other, day=1), voice(MANAGEMENT, {"told": "yes"})])
    assert [table.bank.id for table in tables] == ["voices", "other"]
    assert [table.disagreements for table in tables] == [(), ()]


VALUES: dict[AnswerType, st.SearchStrategy[Value]] = {
    AnswerType.YES_NO: st.sampled_from(["yes", "partly", "no"]),
    AnswerType.CHOICE: st.sampled_from(["a", "b", "c"]),
    AnswerType.CHOICES: st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True).map(tuple),
    AnswerType.NUMBER: st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6),
    AnswerType.PERCENTAGE: st.floats(0, 100),
    AnswerType.DATE: st.dates(date(1900, 1, 1))
    .map(str)
    .flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]])),
    AnswerType.TEXT: st.text(),
}


@given(st.data(), st.sampled_from(list(AnswerType)))
def test_contradicting_is_mutual_and_nothing_contradicts_itself(
    data: st.DataObject, answer: AnswerType
) -> None:
    one, other = data.draw(VALUES[answer]), data.draw(VALUES[answer])
    assert contradiction(answer, one, other) is contradiction(answer, other, one)
    assert contradiction(answer, one, one) is None
