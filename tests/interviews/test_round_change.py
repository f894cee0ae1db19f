"""What changed between two rounds."""

from datetime import date

import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.interviews.answers import OPEN, Answer, AnswerSource, Evidence, EvidenceState
from questionnaire.interviews.findings import findings_of
from questionnaire.interviews.round_change import (
    AnswerChange,
    ChangeKind,
    changes_between,
    checks_between,
    in_order,
)
from questionnaire.interviews.walk import Context, Walk
from tests.tiny import TINY, bank_of

OLD = Walk(bank_of(TINY), Context(Respondent.MANAGEMENT, date(2025, 11, 2)))
NEW = Walk(
    bank_of(
        TINY.replace('version: "1"', 'version: "2"')
        .replace("{id: since,", "{id: agreed-on, was: [since],")
        .replace("{id: union-name,", "{id: name-of-it,")
    ),
    Context(Respondent.MANAGEMENT, date(2026, 11, 2)),
)
SEEN = (Evidence(EvidenceState.SEEN, "the letter"),)


def changed(before: dict[str, Answer], after: dict[str, Answer]) -> dict[str, AnswerChange]:
    found = changes_between(OLD, before, findings_of(OLD, before), NEW, after, findings_of(NEW, after))
    return {change.question: change for change in found}


def kind(before: Answer, after: Answer, question: str = "union-present") -> ChangeKind | None:
    given = ({} if answer == OPEN else {question: answer} for answer in (before, after))
    change = changed(*given).get(question)
    return None if change is None else change.kind


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Answer("no"), Answer("yes"), ChangeKind.BETTER),
        (Answer("yes"), Answer("no"), ChangeKind.WORSE),
        (Answer("yes"), Answer("yes", evidence=SEEN), ChangeKind.BETTER),
        (Answer("partly"), Answer("yes", evidence=SEEN), ChangeKind.OTHER),
        (Answer("yes"), Answer("yes", note="Another note."), None),
        (Answer("yes"), Answer("yes", source=AnswerSource.STILL_SO, since="2025-11-02"), None),
        (OPEN, Answer("no"), ChangeKind.NEWLY_ANSWERED),
        (Answer("yes"), OPEN, ChangeKind.NO_LONGER_ANSWERED),
        (Answer("yes"), Answer(reason=Reason.REFUSED), ChangeKind.NO_LONGER_ANSWERED),
        (Answer(reason=Reason.TO_FOLLOW), Answer("no"), ChangeKind.NEWLY_ANSWERED),
        (Answer(reason=Reason.UNKNOWN), Answer(reason=Reason.REFUSED), ChangeKind.WORSE),
        (Answer(reason=Reason.UNKNOWN), OPEN, ChangeKind.OTHER),
        (OPEN, Answer(reason=Reason.TO_FOLLOW), ChangeKind.OTHER),
        (Answer("partly"), Answer(reason=Reason.NOT_APPLICABLE), ChangeKind.OTHER),
        (Answer(reason=Reason.NOT_APPLICABLE), Answer(reason=Reason.UNKNOWN), ChangeKind.NO_LONGER_ANSWERED),
        (Answer("yes"), Answer("yes", marked=True), None),
        (OPEN, OPEN, None),
    ],
)
def test_how_an_answer_changed(before: Answer, after: Answer, expected: ChangeKind | None) -> None:
    assert kind(before, after) == expected


def test_what_is_still_to_be_answered_is_no_change_while_the_interview_goes_on() -> None:
    before = {"union-present": Answer("yes"), "members": Answer(40), "workers-total": Answer(1200)}
    after = {"workers-total": Answer(1300)}

    def of(goes_on: bool, after: dict[str, Answer]) -> set[str]:
        found = changes_between(OLD, before, (), NEW, after, (), goes_on=goes_on)
        return {change.question for change in found}

    assert of(False, after) == {"union-present", "members", "workers-total"}
    assert of(True, after) == {"workers-total"}
    assert of(True, {**after, "union-present": Answer("no")}) == {"union-present", "members", "workers-total"}


def test_a_change_has_both_answers_and_the_flags_on_them() -> None:
    found = changed(
        {"union-present": Answer("no")}, {"union-present": Answer("yes"), "since": Answer("2020")}
    )
    (change,) = found.values()
    assert (change.before, change.after) == (Answer("no"), Answer("yes"))
    assert [flag.because["en"] for flag in change.before_flags] == ["No union."]
    assert [flag.because["en"] for flag in change.after_flags] == ["A claim."]


def test_a_question_is_found_under_its_new_id_and_one_that_is_gone_is_left_out() -> None:
    before = {
        "union-present": Answer("partly"),
        "since": Answer("2019"),
        "union-name": Answer("Voorbeeldbond"),
    }
    after = {
        "union-present": Answer("partly"),
        "agreed-on": Answer("2020"),
        "name-of-it": Answer("Proefbond"),
    }
    found = changed(before, after)
    assert {name: change.kind for name, change in found.items()} == {
        "agreed-on": ChangeKind.OTHER,
        "name-of-it": ChangeKind.NEWLY_ANSWERED,
    }


def test_an_answer_whose_question_is_not_asked_is_no_answer() -> None:
    found = changed(
        {"union-present": Answer("partly"), "members": Answer(12)},
        {"union-present": Answer("no"), "members": Answer(12)},
    )
    assert found["members"].kind is ChangeKind.NO_LONGER_ANSWERED
    assert found["members"].after == OPEN


def test_what_was_there_before_and_is_gone_is_worse_though_its_own_flag_is_lighter() -> None:
    rule = """\
checks:
  - id: union-gone
    when: {previous.union-present: yes, union-present: no}
    severity: high
    because: {en: Gone., nl: Weg.}
    ask_next: {en: When?, nl: Wanneer?}
"""
    bank = bank_of(TINY.replace("checks:\n", rule))
    before, after = {"union-present": Answer("yes")}, {"union-present": Answer("no")}
    old = Walk(bank, Context(Respondent.MANAGEMENT, date(2025, 11, 2)))
    new = Walk(bank, Context(Respondent.MANAGEMENT, date(2026, 11, 2), previous=before))
    (change,) = changes_between(old, before, findings_of(old, before), new, after, findings_of(new, after))
    assert change.kind is ChangeKind.WORSE
    assert [flag.because["en"] for flag in change.after_flags] == ["No union.", "Gone."]


def test_checks_that_failed_before_and_fail_now() -> None:
    failing = {"union-present": Answer("yes"), "chosen": Answer("named")}
    now, before = findings_of(NEW, failing), findings_of(OLD, failing)
    (came,) = checks_between((), now)
    (went,) = checks_between(before, ())
    (stayed,) = checks_between(before, now)
    assert (came.before, went.after) == (None, None)
    assert came.after is not None
    assert stayed.before is not None
    assert {came.check, went.check, stayed.check} == {"named-yet-free"}


def test_the_worse_stands_first() -> None:
    found = changed(
        {"workers-total": Answer(10), "union-present": Answer("partly"), "chosen": Answer("ballot")},
        {"workers-total": Answer(12), "union-present": Answer("no"), "kinds": Answer(("council",))},
    )
    kinds = [change.kind for change in in_order(tuple(found.values()))]
    assert kinds == [
        ChangeKind.WORSE,
        ChangeKind.OTHER,
        ChangeKind.NEWLY_ANSWERED,
        ChangeKind.NO_LONGER_ANSWERED,
    ]
