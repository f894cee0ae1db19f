"""The answers of the round before: what comes along, and taking one over."""

from datetime import date

import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, AnswerSource, Evidence, EvidenceState
from questionnaire.interviews.findings import findings_of
from questionnaire.interviews.previous import (
    carried_previous,
    previous_answers,
    still_so,
    still_so_or_not,
)
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.walk import Context, Walk
from tests.tiny import TINY, bank_of

OLD = bank_of(TINY)
NEW = bank_of(
    TINY.replace('version: "1"', 'version: "2"')
    .replace("{id: since,", "{id: agreed-on, was: [since],")
    .replace("{id: committee,", "{id: safety-committee,")
    .replace(
        "        whole: true\n        min: 0\n", "        whole: true\n        min: 0\n        max: 1000\n"
    )
)
CHECKS = bank_of(
    TINY
    + """\
  - {id: gone, when: {previous.union-present: yes, union-present: no}, severity: high, because: {en: G., nl: G.}}
  - {id: fewer, when: {workers-total: {below: previous.workers-total}}, severity: low, because: {en: F., nl: F.}}
  - {id: earlier, when: {since: {before: previous.since}}, severity: low, because: {en: E., nl: E.}}
  - {id: would-not-say, when: {previous.union-present: refused}, severity: low, because: {en: R., nl: R.}}
  - {id: new, when: {previous.union-present: unanswered, union-present: yes}, severity: low, because: {en: N., nl: N.}}
"""
)


def context(previous: dict[str, Answer] | None = None) -> Context:
    return Context(Respondent.MANAGEMENT, date(2025, 11, 2), previous=previous or {})


def left(answers: dict[str, Answer]) -> dict[str, Answer]:
    return previous_answers(Walk(OLD, context()), answers, NEW)


def test_value_or_reason_comes_along_with_its_day_and_nothing_else() -> None:
    evidence = (Evidence(EvidenceState.SEEN, "the letter"),)
    assert left(
        {
            "union-present": Answer("yes", note="Said at once.", evidence=evidence, marked=True),
            "workers-total": Answer(900, source=AnswerSource.STILL_SO, since="2024-05-01"),
            "union-name": Answer(reason=Reason.REFUSED),
            "since": Answer("2019"),
            "chosen": Answer(note="nothing was said"),
        }
    ) == {
        "union-present": Answer("yes", since="2025-11-02"),
        "workers-total": Answer(900, since="2024-05-01"),
        "union-name": Answer(reason=Reason.REFUSED, since="2025-11-02"),
        "agreed-on": Answer("2019", since="2025-11-02"),
    }


def test_what_was_not_asked_or_answers_its_question_no_more_is_left_out() -> None:
    no_longer_asked = {"union-present": Answer("no"), "members": Answer(12)}
    assert set(left(no_longer_asked)) == {"union-present"}
    assert left({"workers-total": Answer(1200), "kinds": Answer(("committee",))}) == {}
    assert set(left({"workers-total": Answer(reason=Reason.UNKNOWN), "kinds": Answer(("council",))})) == {
        "workers-total",
        "kinds",
    }


def test_earlier_answers_go_over_to_a_newer_version_with_the_interview() -> None:
    previous = {
        "since": Answer("2019", since="2024-01-01"),
        "kinds": Answer(("committee",), since="2024-01-01"),
    }
    assert carried_previous(OLD, NEW, previous) == {"agreed-on": previous["since"]}


def test_still_so_takes_the_value_and_leaves_the_rest() -> None:
    earlier = Answer("yes", since="2024-05-01")
    now = Answer(reason=Reason.UNKNOWN, note="Asked twice.", marked=True)
    taken = still_so(now, earlier)
    assert taken == Answer("yes", None, "Asked twice.", (), True, AnswerSource.STILL_SO, "2024-05-01")
    assert taken.is_heard
    assert still_so(taken, earlier) == taken
    assert still_so_or_not(taken, earlier) == Answer(note="Asked twice.", marked=True)
    assert still_so_or_not(Answer(), Answer(reason=Reason.REFUSED, since="2024")).reason is Reason.REFUSED
    with pytest.raises(InputError, match="no earlier answer"):
        still_so(now, None)


def test_still_so_of_what_the_supplier_wrote_confirms_it() -> None:
    written = Answer("no", note="Cell C4.", source=AnswerSource.WRITTEN, since="2026-10-01")
    assert still_so_or_not(written, Answer("yes", since="2025-01-01")) == Answer("no", note="Cell C4.")
    assert still_so(written, None).is_heard


def failing(previous: dict[str, Answer], answers: dict[str, Answer]) -> set[str | None]:
    walk = Walk(CHECKS, context(previous))
    found = findings_of(walk, answers)
    assert Standing(walk, answers).findings == found
    return {finding.check for finding in found if finding.check}


def test_checks_look_at_the_round_before() -> None:
    before = {"union-present": Answer("yes"), "workers-total": Answer(900), "since": Answer("2020-05")}
    now = {"union-present": Answer("no"), "workers-total": Answer(899), "since": Answer("2020-04")}
    assert failing(before, now) == {"gone", "fewer", "earlier"}
    assert failing(before, before) == set()
    assert failing({}, now) == set()
    assert failing({}, {"union-present": Answer("yes")}) == {"new"}
    assert failing({"union-present": Answer(reason=Reason.REFUSED)}, {}) == {"would-not-say"}


def test_a_check_on_the_round_before_is_about_the_question_it_names() -> None:
    walk = Walk(CHECKS, context({"union-present": Answer("yes")}))
    (found,) = [one for one in findings_of(walk, {"union-present": Answer("no")}) if one.check]
    assert found.questions == ("union-present",)
