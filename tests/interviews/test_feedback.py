"""What is counted of an interview, what may be told of the counts, and feedback added up."""

import re
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.banks.model import Bank, Reason, Respondent
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.disclosure import FEWEST, HIDDEN, Figure, QuestionFeedback, exactly, told_of
from questionnaire.interviews.feedback import Counts, Tally, Told, Use, uses_of
from questionnaire.interviews.feedback_sum import Feedback, added_up, looks_the_same, unknown_questions
from questionnaire.interviews.problems import ProblemKind, parse_problem_kind, parse_remark
from questionnaire.interviews.remarks import RemarkCleaner
from questionnaire.interviews.timing import VisitTime
from questionnaire.interviews.walk import Context, Walk
from tests.tiny import TINY, bank_of

YES, NO = Answer("yes"), Answer("no")
REFUSED = Answer(reason=Reason.REFUSED)
UNKNOWN = Answer(reason=Reason.UNKNOWN)
NOBODY = RemarkCleaner([])


def tiny() -> Bank:
    return bank_of(TINY)


def walk(bank: Bank | None = None) -> Walk:
    return Walk(bank or tiny(), Context(Respondent.MANAGEMENT, date(2026, 11, 2)))


# What is counted of one interview


def test_a_question_that_was_passed_over_was_asked_and_one_not_reached_was_not() -> None:
    uses = uses_of(walk(), {"workers-total": Answer(12), "kinds": Answer(("council",))}, is_finished=False)
    assert list(uses) == ["workers-total", "union-present", "kinds"]
    assert uses["union-present"] == Use()
    assert uses["kinds"].answered


def test_in_a_finished_interview_all_that_applied_was_asked() -> None:
    uses = uses_of(walk(), {"union-present": NO}, is_finished=True)
    assert list(uses) == ["workers-total", "union-present", "kinds", "since"]
    assert [name for name, use in uses.items() if not use.answered] == ["workers-total", "kinds", "since"]


def test_flags_claims_and_probes_are_counted_and_marks_are_not() -> None:
    assert uses_of(walk(), {"union-present": NO}, is_finished=False)["union-present"] == Use(
        answered=True, flagged=True
    )
    claim = uses_of(walk(), {"union-present": YES}, is_finished=False)
    assert claim["union-present"] == Use(answered=True, flagged=True, probed=True)
    assert "members" not in claim
    marked = uses_of(walk(), {"since": Answer("2026", marked=True)}, is_finished=False)
    assert not marked["since"].flagged


def test_reasons_are_answers() -> None:
    uses = uses_of(walk(), {"union-present": REFUSED, "since": UNKNOWN}, is_finished=False)
    assert uses["union-present"] == Use(answered=True, refused=True, flagged=True)
    assert uses["since"] == Use(answered=True, unknown=True)


def test_an_answer_that_is_no_longer_asked_is_not_counted() -> None:
    uses = uses_of(walk(), {"union-present": NO, "members": Answer(3)}, is_finished=True)
    assert "members" not in uses


# Over interviews


def tally_of(
    *interviews: dict[str, Answer],
    bank: Bank | None = None,
    on: Bank | None = None,
    problems: tuple[Told, ...] = (),
    seconds: dict[str, int] | None = None,
) -> Tally:
    tally = Tally(bank or tiny())
    for answers in interviews:
        tally.add(
            walk(on or bank), answers, is_finished=True, seconds=seconds or {}, problems=problems
        )  # fmt: skip
    return tally


def row_of(tally: Tally, question: str, cleaner: RemarkCleaner = NOBODY) -> QuestionFeedback:
    return next(row for row in told_of(tally, cleaner)[1] if row.question == question)


def test_an_interview_in_which_nothing_was_answered_is_left_out() -> None:
    tally = tally_of({}, {"union-present": Answer(note="only a note")}, {"union-present": YES})
    assert tally.used == 1


def test_earlier_ids_are_counted_with_the_present_one() -> None:
    older = bank_of(
        TINY.replace("- id: union-present", "- id: union-there").replace("union-present", "union-there")
    )
    newer = bank_of(
        TINY.replace("- id: union-present\n", "- id: union-present\n        was: [union-there]\n")
    )
    told = (Told("union-there", ProblemKind.UNCLEAR, "odd"),)
    tally = tally_of(
        *[{"union-there": NO}] * 6, bank=newer, on=older, problems=told, seconds={"union-there": 9}
    )
    row = row_of(tally, "union-present")
    assert (row.asked, row.flagged, row.problems, row.seconds) == (exactly(6), Figure(2, 6), Figure(2, 6), 9)
    assert [remark.text for remark in row.remarks] == ["odd"]


def test_a_question_of_an_older_version_that_is_gone_is_left_out() -> None:
    older = bank_of(TINY.replace("id: since", "id: since-when"))
    tally = tally_of({"since-when": Answer("2026")}, on=older)
    assert set(tally.counts) == {question.id for question in tiny().questions()}


# What may be told


def test_nothing_is_told_of_four_interviews() -> None:
    problems = (Told("union-present", ProblemKind.UNCLEAR, "odd"),)
    tally = tally_of(*[{"union-present": NO}] * 4, problems=problems, seconds={"union-present": 30})
    interviews, rows = told_of(tally, NOBODY)
    assert interviews == HIDDEN
    for row in rows:
        figures = (row.asked, row.answered, row.unknown, row.refused, row.skipped, row.problems, row.timed)
        assert set(figures) == {HIDDEN}
        assert {row.flagged, row.probed} <= {HIDDEN, None}
        assert (row.seconds, row.remarks) == (None, ())


def test_figures_of_enough_interviews_are_told() -> None:
    interviews = [*[{"union-present": NO}] * 6, *[{"union-present": REFUSED}] * 7, *[{"since": UNKNOWN}] * 8]
    told, rows = told_of(tally_of(*interviews, seconds={"union-present": 40}), NOBODY)
    row = next(row for row in rows if row.question == "union-present")
    assert told == exactly(21)
    assert row == QuestionFeedback(
        question="union-present",
        asked=exactly(21),
        answered=exactly(13),
        unknown=HIDDEN,
        refused=exactly(7),
        skipped=exactly(8),
        problems=HIDDEN,
        timed=Figure(9, 13),
        flagged=exactly(13),
        probed=HIDDEN,
        seconds=40,
    )


def test_a_few_that_did_otherwise_cannot_be_subtracted() -> None:
    row = row_of(tally_of(*[{"union-present": NO}] * 20, *[{"since": YES}] * 2), "union-present")
    assert (row.asked, row.answered, row.skipped) == (exactly(22), Figure(18, 22), HIDDEN)
    assert str(row.answered) == "≥ 18"
    assert row.flagged == Figure(18, 22)


def test_what_is_asked_by_nearly_all_tells_nothing_of_the_few() -> None:
    interviews = [*[{"union-present": YES}] * 20, *[{"union-present": NO}] * 2]
    chosen = row_of(tally_of(*interviews), "chosen")
    assert chosen.asked == Figure(18, 22)
    assert chosen.skipped == Figure(14, 22)


def test_few_probes_are_not_found_by_what_the_other_probes_leave() -> None:
    text = TINY.replace(
        "      - id: chosen\n",
        "          - when: no\n            questions:\n"
        "              - {id: why-not, ask: {en: Why?, nl: Waarom?}, answer: text}\n      - id: chosen\n",
    )
    interviews = [
        *[{"union-present": YES}] * 10,
        *[{"union-present": NO}] * 2,
        *[{"union-present": REFUSED}] * 9,
    ]
    tally = tally_of(*interviews, bank=bank_of(text))
    assert row_of(tally, "why-not").asked == HIDDEN
    assert row_of(tally, "members").asked == exactly(10)
    assert row_of(tally, "union-present").probed == Figure(10, 21)


def test_a_question_without_flags_or_probes_has_no_such_figures() -> None:
    row = row_of(tally_of(*[{"since": YES}] * 9), "since")
    assert (row.flagged, row.probed) == (None, None)


@st.composite
def some_counts(draw: st.DrawFn) -> tuple[Counts, int]:
    asked = draw(st.integers(0, 30))
    answered = draw(st.integers(0, asked))
    unknown = draw(st.integers(0, answered))
    refused = draw(st.integers(0, answered - unknown))
    flagged, probed, problems = (draw(st.integers(0, asked)) for _part in range(3))
    seconds = [7] * draw(st.integers(0, answered))
    counts = Counts(asked, answered, unknown, refused, flagged, probed, problems, seconds)
    counts.depends, counts.has_flags, counts.has_probes = draw(st.booleans()), True, True
    return counts, asked + draw(st.integers(0, 12))


@settings(max_examples=400)
@given(some_counts())
def test_nothing_below_five_is_told_nor_left_by_subtraction(given_counts: tuple[Counts, int]) -> None:
    counts, used = given_counts
    tally = Tally(tiny())
    tally.counts["union-present"], tally.used = counts, used
    row = row_of(tally, "union-present")
    names = ("asked", "answered", "unknown", "refused", "skipped", "flagged", "probed", "problems")
    true = {name: getattr(counts, name) for name in names} | {"timed": len(counts.seconds), "used": used}
    told: dict[str, Figure] = {name: getattr(row, name) for name in (*names, "timed")}
    told["used"] = exactly(used) if used >= FEWEST else HIDDEN
    for name, figure in told.items():
        assert figure.at_most is not None
        assert figure.at_least <= true[name] <= figure.at_most
        assert true[name] >= FEWEST or figure == HIDDEN
    wholes = {
        "asked": ["answered", "skipped", "flagged", "problems"],
        "answered": ["unknown", "refused", "timed"],
    }
    if counts.depends:
        wholes["used"] = ["asked"]
    for whole, part in [(whole, part) for whole, parts in wholes.items() for part in parts]:
        left = true[whole] - true[part]
        assert not (left < FEWEST and told[whole].is_exact and told[part].is_exact), (whole, part)
    exact = all(told[name].is_exact for name in ("answered", "unknown", "refused"))
    assert not exact or true["answered"] - true["unknown"] - true["refused"] >= FEWEST
    if told["answered"].is_exact and told["skipped"].is_exact and told["asked"] != HIDDEN:
        assert told["asked"].is_exact


# Remarks


def test_remarks_are_told_once_each_and_in_an_order_that_tells_nothing() -> None:
    texts = ["zebra", "apple", "zebra", ""]
    tallies = []
    for seed in (1, 2):
        problems = [Told("since", ProblemKind.UNCLEAR, text) for text in texts]
        problems.append(Told("since", ProblemKind.NOT_UNDERSTOOD, "late"))
        Random(seed).shuffle(problems)
        tallies.append(tally_of(*[{"since": YES}] * 5, problems=tuple(problems)))
    first, second = (row_of(tally, "since").remarks for tally in tallies)
    assert first == second
    assert [(remark.kind, remark.text) for remark in first] == [
        ("not-understood", "late"),
        ("unclear", ""),
        ("unclear", "apple"),
        ("unclear", "zebra"),
    ]


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("Voorbeeld Knit did not get it", "[…] did not get it"),
        ("VOORBEELD  KNIT's manager laughed", "[…]'s manager laughed"),
        ("mail j.doe@example.org or +880 1711-123456", "mail […] or […]"),
        ("asked on 2026-11-03 and 3 May 2026, 3/5", "asked on […] and […], […]"),
        ("asked in november 2026 at 14:30", "asked in […] at […]"),
        ("op 3 mei gevraagd", "op […] gevraagd"),
        ("see https://example.org/x?y=1 now", "see […] now"),
        ("OS ID BD2021250D1DTN7 is theirs", "OS ID […] is theirs"),
        ("0190a1b2-1234-7abc-8def-0123456789ab", ""),
        ("they may say 3 or 4 of 120, 40% or 1200", "they may say 3 or 4 of 120, 40% or 1200"),
        ("works since 1998, ILO C87 art. 2", "works since 1998, ILO C87 art. 2"),
        ("clear?\x1b[31m\u202e yes\nno", "clear?[31m yes no"),
    ],
)  # fmt: skip
def test_what_a_machine_can_see_is_cut_out(remark: str, said: str) -> None:
    assert RemarkCleaner(["Voorbeeld Knit", "", "ab"]).cleaned(remark) == said


@given(st.text(max_size=80))
def test_the_cleaner_takes_any_text(remark: str) -> None:
    cleaned = RemarkCleaner(["(a+", "[b"]).cleaned(remark)
    assert not re.search("[\x00-\x1f]", cleaned)


def test_kinds_and_remarks_as_they_are_typed() -> None:
    assert parse_problem_kind(" Unclear ") is ProblemKind.UNCLEAR
    with pytest.raises(InputError, match=r"not-understood, sensitive, unclear"):
        parse_problem_kind("bad")
    assert parse_remark(" a\nb ") == "a b"


# Times


def test_a_time_nobody_was_there_for_is_not_known() -> None:
    time = VisitTime(None)
    assert time.seconds is None
    from datetime import UTC, datetime

    time.change(datetime(2026, 11, 2, tzinfo=UTC))
    assert time.seconds is None


# Added up


def feedback(id: str, count: int = 10, **changes: object) -> Feedback:
    interviews = [{"union-present": NO}] * count
    tally = tally_of(*interviews, seconds={"union-present": count})
    told, rows = told_of(tally, NOBODY)
    given: dict[str, object] = {"questions": rows, **changes}
    return Feedback(id=id, bank="tiny", bank_version="1", year=2026, interviews=told, **given)  # type: ignore[arg-type]


def sum_of(*parts: Feedback) -> Feedback:
    return added_up(tiny(), parts, id="sum", year=2026)


def of(feedback: Feedback, question: str) -> QuestionFeedback:
    return next(row for row in feedback.questions if row.question == question)


def test_figures_are_added_and_hidden_ones_make_it_at_least() -> None:
    both = sum_of(feedback("a", 10), feedback("b", 20), feedback("c", 3))
    assert both.interviews == Figure(30, 34)
    assert str(both.interviews) == "≥ 30"
    assert both.buyers == 3
    assert both.holds == ("a", "b", "c")
    row = of(both, "union-present")
    assert row.asked == Figure(30, 34)
    assert str(row.unknown) == "< 13"


def test_the_same_part_twice_counts_once() -> None:
    assert sum_of(feedback("a"), feedback("a")).interviews == exactly(10)
    assert sum_of(feedback("a"), feedback("b")).interviews == exactly(20)


def test_a_part_of_another_is_refused() -> None:
    both = sum_of(feedback("a"), feedback("b"))
    with pytest.raises(InputError, match="more than one of these files"):
        sum_of(both, feedback("a"))


def test_medians_are_weighed_and_marked() -> None:
    many, few = feedback("a", 30), feedback("b", 6)
    row = of(sum_of(many, few), "union-present")
    assert (row.seconds, row.is_approximate) == (30, True)
    alone = of(sum_of(many), "union-present")
    assert (alone.seconds, alone.is_approximate) == (30, False)
    hidden = of(sum_of(many, feedback("c", 2)), "union-present")
    assert (hidden.seconds, hidden.is_approximate) == (30, False)


def test_questions_are_added_under_their_present_id() -> None:
    text = TINY.replace("{id: since,", "{id: since-when, was: [since],")
    both = added_up(bank_of(text), [feedback("a"), feedback("b")], id="sum", year=2026)
    assert of(both, "since-when").asked == exactly(20)
    assert unknown_questions(bank_of(TINY.replace("id: since", "id: other")), feedback("a")) == ["since"]


def test_files_that_say_the_same_are_seen() -> None:
    assert looks_the_same(feedback("a"), feedback("b"))
    assert not looks_the_same(feedback("a", 10), feedback("b", 11))
    assert not looks_the_same(feedback("a", 3), feedback("b", 2))


def test_figures_in_words() -> None:
    assert [str(figure) for figure in (exactly(12), HIDDEN, Figure(26, 30), Figure(7), Figure(0))] == [
        "12",
        "< 5",
        "≥ 26",
        "≥ 7",
        "≥ 0",
    ]


def test_sums_hold_for_any_figures() -> None:
    for (low, high), (least, most) in product([(5, 5), (0, 4), (6, None)], repeat=2):
        total = Figure(low, high) + Figure(least, most)
        assert total.at_least == low + least
        assert (total.at_most is None) is (high is None or most is None)
