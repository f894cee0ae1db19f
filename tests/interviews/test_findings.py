"""What comes out of answers: flags, claims with nothing shown, checks, the buyer's marks."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.model import Reason, Respondent, Severity
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.findings import (
    Finding,
    FindingKind,
    Inspector,
    by_severity,
    findings_of,
    marks_of,
)
from questionnaire.interviews.walk import Context, Walk
from tests.banks import SMALL, bank_of

TODAY = date(2026, 11, 22)
CONTEXT = Context(Respondent.MANAGEMENT, TODAY, country_facts={"c87": "no"})
YES, NO = Answer("yes"), Answer("no")


def found(text: str, answers: dict[str, Answer], more: str = "") -> list[tuple[str, str]]:
    """Key and severity of what comes out."""
    findings = findings_of(Walk(bank_of(text, more), CONTEXT), answers)
    return [(finding.key, finding.severity) for finding in findings]


def flagged(when: str, answer: Answer | None, *, without: bool = False, **others: Answer) -> bool:
    bank = f"""\
    - id: a
      ask: A
      answer: yes-no
      flags: [{{when: {when}, severity: high, because: So.{", without: evidence" if without else ""}}}]
    - {{id: b, ask: B, answer: yes-no}}
    """
    return bool(found(bank, ({"a": answer} if answer else {}) | others))


# flags


def test_a_flag_says_which_question_why_and_what_to_do() -> None:
    assert findings_of(Walk(bank_of(SMALL), CONTEXT), {"union-present": NO}) == (
        Finding(
            key="flag:union-present:1",
            kind=FindingKind.FLAG,
            severity=Severity.HIGH,
            because={"en": "Nobody speaks for the workers.", "nl": "Niemand spreekt namens de werknemers."},
            next_step={"en": "Ask a union.", "nl": "Vraag een vakbond."},
            question="union-present",
            questions=("union-present",),
        ),
    )


def test_a_flag_fires_only_when_true() -> None:
    assert flagged("no", NO)
    assert not flagged("no", YES)
    assert not flagged("{not: no}", None)
    assert flagged("{not: no}", YES)
    assert flagged("refused", Answer(reason=Reason.REFUSED))
    assert flagged("{not: yes}", Answer(reason=Reason.UNKNOWN))


def test_a_flag_looks_at_other_answers_too() -> None:
    assert flagged("{a: yes, b: no}", YES, b=NO)
    assert not flagged("{a: yes, b: no}", YES)
    assert flagged("{all: [yes, {country.c87: no}]}", YES)


def test_a_flag_of_other_things_alone_waits_for_an_answer() -> None:
    assert not flagged("{country.c87: no}", None)
    assert flagged("{country.c87: no}", YES)


def test_a_question_left_open_can_be_flagged() -> None:
    assert flagged("unanswered", None)
    assert not flagged("unanswered", YES)
    assert not flagged("unanswered", Answer(reason=Reason.TO_FOLLOW))
    assert flagged("{all: [unanswered, {b: yes}]}", None, b=YES)
    assert flagged("{not: answered}", Answer(note="Ask again."))


def test_several_flags_of_one_answer() -> None:
    assert found(
        """\
        - id: n
          ask: A
          answer: number
          flags:
            - {when: {below: 100}, severity: low, because: So.}
            - {when: {below: 50}, severity: medium, because: So.}
            - {when: {below: 10}, severity: high, because: So.}
        """,
        {"n": Answer(20)},
    ) == [("flag:n:1", "low"), ("flag:n:2", "medium")]


# claims


def test_a_claim_stands_until_something_is_seen_or_received() -> None:
    assert flagged("yes", YES, without=True)
    for state in EvidenceState:
        pieces = (Evidence(EvidenceState.PROMISED, "payslips"), Evidence(state, "minutes"))
        is_shown = state in (EvidenceState.SEEN, EvidenceState.RECEIVED)
        assert flagged("yes", Answer("yes", evidence=pieces), without=True) is not is_shown


def test_a_claim_is_a_kind_of_its_own() -> None:
    findings = findings_of(Walk(bank_of(SMALL), CONTEXT), {"union-present": YES})
    assert [(finding.key, finding.kind) for finding in findings] == [
        ("claim:union-present:2", FindingKind.CLAIM)
    ]


def test_evidence_does_not_lift_a_flag() -> None:
    assert flagged("no", Answer("no", evidence=(Evidence(EvidenceState.SEEN, "letter"),)))


# checks

CHECK = """\
figures:
  part: {title: Part, percent: n, of: m}
"""
CHECKED = """\
- {id: n, ask: A, answer: number}
- {id: m, ask: B, answer: number}
- {id: b, ask: C, answer: yes-no}
"""
CHECKS = "checks: [{id: too-many, when: {part: {above: 100}, b: yes}, severity: medium, because: So., ask_next: Which?}]\n"


def test_a_check_names_the_questions_it_looks_at() -> None:
    walk = Walk(bank_of(CHECKED, CHECK + CHECKS), CONTEXT)
    answers = {"n": Answer(3), "m": Answer(2), "b": YES}
    assert findings_of(walk, answers) == (
        Finding(
            key="check:too-many",
            kind=FindingKind.CHECK,
            severity=Severity.MEDIUM,
            because={"en": "So."},
            next_step={"en": "Which?"},
            check="too-many",
            questions=("b", "n", "m"),
        ),
    )


def test_a_check_fails_only_when_true() -> None:
    for answers in (
        {"n": Answer(3), "b": YES},
        {"n": Answer(3), "m": Answer(3), "b": YES},
        {"n": Answer(3), "m": Answer(2)},
    ):
        assert found(CHECKED, answers, CHECK + CHECKS) == []


# marks of the buyer


def test_a_mark_stands_whether_answered_or_not() -> None:
    assert found(SMALL, {"workers": Answer(marked=True)}) == [("mark:workers", "medium")]
    assert found(SMALL, {"workers": Answer(5, marked=True)}) == [("mark:workers", "medium")]


# what is no longer asked, and order


def test_an_answer_no_longer_asked_has_no_findings() -> None:
    bank = """\
    - {id: a, ask: A, answer: yes-no}
    - id: b
      ask: B
      answer: yes-no
      ask_if: {a: yes}
      flags: [{when: no, severity: high, because: So.}, {when: unanswered, severity: low, because: So.}]
    """
    check = "checks: [{id: c, when: {b: no}, severity: high, because: So.}]\n"
    answers = {"b": Answer("no", marked=True)}
    assert found(bank, answers | {"a": YES}, check) == [
        ("mark:b", "medium"),
        ("flag:b:1", "high"),
        ("check:c", "high"),
    ]
    assert found(bank, answers | {"a": NO}, check) == []
    assert found(bank, {"a": NO}, check) == []
    assert found(bank, {"a": YES}, check) == [("flag:b:2", "low")]


def test_answers_to_questions_the_bank_does_not_have_come_to_nothing() -> None:
    assert found(SMALL, {"gone": Answer("no", marked=True)}) == []


def test_findings_stand_in_the_order_of_the_bank_then_checks() -> None:
    answers = {
        "workers": Answer(5, marked=True),
        "members": Answer(10),
        "chosen": Answer("named", marked=True),
        "union-present": YES,
    }
    assert [key for key, _ in found(SMALL, answers)] == [
        "claim:union-present:2",
        "mark:chosen",
        "mark:workers",
        "check:more-members-than-workers",
    ]


def test_the_most_severe_first() -> None:
    findings = tuple(
        Finding(str(place), FindingKind.FLAG, severity, {})
        for place, severity in enumerate([Severity.LOW, Severity.HIGH, Severity.MEDIUM, Severity.HIGH])
    )
    assert [finding.key for finding in by_severity(findings)] == ["1", "3", "2", "0"]


def test_what_is_found_is_marked() -> None:
    walk = Walk(bank_of(SMALL), CONTEXT)
    answers = {"union-present": NO, "workers": Answer(reason=Reason.REFUSED), "women": Answer(30)}
    marks = marks_of(walk, answers, findings_of(walk, answers))
    assert marks == {
        "union-present": "!",
        "union-name": "-",
        "members": "-",
        "chosen": "·",
        "workers": "x",
        "women": "+",
        "languages-spoken": "·",
        "agreement-date": "·",
    }


@given(st.permutations(["union-present", "members", "workers", "chosen"]))
def test_the_order_of_answering_does_not_matter(order: list[str]) -> None:
    kept = {
        "union-present": YES,
        "members": Answer(9),
        "workers": Answer(3),
        "chosen": Answer("named", marked=True),
    }
    inspector = Inspector(Walk(bank_of(SMALL), CONTEXT))
    assert inspector.findings({name: kept[name] for name in order}) == inspector.findings(kept)
