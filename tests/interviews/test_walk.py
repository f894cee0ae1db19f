"""What is asked now, what comes next, and how far the interview has come."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.model import AnswerType, Bank, Question, Reason, Respondent
from questionnaire.interviews.answers import OPEN, Answer, Value, parse_value
from questionnaire.interviews.findings import marks_of
from questionnaire.interviews.walk import Context, Progress, Walk
from tests.banks import SMALL, bank_of

TODAY = date(2026, 11, 22)

DEEP = """\
- id: union
  ask: A
  answer: yes-no
  short_form: true
  probes:
    - when: [yes, partly]
      questions:
        - id: members
          ask: B
          answer: number
          probes:
            - when: {below: 10}
              questions:
                - {id: why-few, ask: C, answer: text}
        - {id: office, ask: D, answer: yes-no}
    - when: no
      questions:
        - {id: why-none, ask: E, answer: text}
- id: wages
  ask: F
  answer: yes-no
  ask_of: [management, union]
  probes:
    - when: answered
      questions:
        - {id: payslips, ask: G, answer: yes-no, ask_of: [union]}
        - {id: scale, ask: H, answer: yes-no}
- {id: bargaining, ask: I, answer: yes-no, ask_if: {union: yes, members: {at_least: 10}}}
- {id: law, ask: J, answer: text, ask_if: {country.c87: no}}
"""


def walk_of(
    text: str, respondent: Respondent = Respondent.MANAGEMENT, *, short: bool = False, **facts: int | str
) -> Walk:
    return Walk(bank_of(text), Context(respondent, TODAY, short_form=short, country_facts=facts))


def asked(walk: Walk, **answers: Value | Reason) -> list[str]:
    """The ids of what is asked; `why_few` names the question why-few."""
    return [step.question.id for step in walk.asked(given_answers(**answers))]


def given_answers(**answers: Value | Reason) -> dict[str, Answer]:
    return {
        name.replace("_", "-"): Answer(reason=value) if isinstance(value, Reason) else Answer(value)
        for name, value in answers.items()
    }


# probes and depth


def test_without_answers_only_questions_without_conditions_are_asked() -> None:
    assert asked(walk_of(DEEP)) == ["union", "wages"]


def test_a_probe_is_asked_under_its_question_when_the_answer_calls_for_it() -> None:
    assert asked(walk_of(DEEP), union="yes") == ["union", "members", "office", "wages"]
    assert asked(walk_of(DEEP), union="no") == ["union", "why-none", "wages"]
    assert asked(walk_of(DEEP), union=Reason.REFUSED) == ["union", "wages"]


def test_probes_go_deeper() -> None:
    assert asked(walk_of(DEEP), union="partly", members=3) == [
        "union",
        "members",
        "why-few",
        "office",
        "wages",
    ]
    assert asked(walk_of(DEEP), union="partly", members=Reason.UNKNOWN) == [
        "union",
        "members",
        "office",
        "wages",
    ]


def test_numbers_and_depth_of_probes_go_on_over_their_groups() -> None:
    steps = walk_of(DEEP).steps
    assert {name: (step.number, step.depth, step.parent) for name, step in steps.items()} == {
        "union": ("1.1", 0, None),
        "members": ("1.1.1", 1, "union"),
        "why-few": ("1.1.1.1", 2, "members"),
        "office": ("1.1.2", 1, "union"),
        "why-none": ("1.1.3", 1, "union"),
        "wages": ("1.2", 0, None),
        "payslips": ("1.2.1", 1, "wages"),
        "scale": ("1.2.2", 1, "wages"),
        "bargaining": ("1.3", 0, None),
        "law": ("1.4", 0, None),
    }


# who is asked, and if


def test_a_question_is_asked_of_whom_it_is_for() -> None:
    assert asked(walk_of(DEEP, Respondent.WORKERS)) == ["union"]
    assert asked(walk_of(DEEP, Respondent.UNION), wages="no") == ["union", "wages", "payslips", "scale"]
    assert asked(walk_of(DEEP, Respondent.MANAGEMENT), wages="no") == ["union", "wages", "scale"]


def test_probes_of_a_question_for_others_are_not_asked() -> None:
    walk = walk_of(DEEP, Respondent.WORKERS)
    assert asked(walk, wages="no") == ["union"]


def test_a_probe_that_looks_elsewhere_is_still_asked_only_under_its_question() -> None:
    walk = walk_of(
        """\
        - {id: a, ask: A, answer: yes-no}
        - id: b
          ask: B
          answer: yes-no
          ask_if: {a: yes}
          probes: [{when: {a: answered}, questions: [{id: c, ask: C, answer: text}]}]
        """
    )
    assert asked(walk, a="yes") == ["a", "b", "c"]
    assert asked(walk, a="no") == ["a"]


def test_ask_if_asks_only_when_true() -> None:
    walk = walk_of(DEEP)
    assert "bargaining" in asked(walk, union="yes", members=10)
    assert "bargaining" not in asked(walk, union="yes", members=9)
    assert "bargaining" not in asked(walk, union="yes")
    assert "bargaining" not in asked(walk, union="yes", members=Reason.UNKNOWN)


def test_ask_if_looks_at_the_country() -> None:
    assert "law" in asked(walk_of(DEEP, c87="no"))
    assert "law" not in asked(walk_of(DEEP, c87=1950))
    assert "law" not in asked(walk_of(DEEP))


# answers no longer asked


def test_an_answer_no_longer_asked_is_out_of_force_and_comes_back() -> None:
    walk = walk_of(DEEP)
    answers = given_answers(union="yes", members=20, bargaining="yes", office="no")
    assert asked(walk, union="yes", members=20) == ["union", "members", "office", "wages", "bargaining"]
    changed = answers | given_answers(union="no")
    assert [step.question.id for step in walk.asked(changed)] == ["union", "why-none", "wages"]
    assert walk.view(changed)["members"] is None
    assert walk.progress(changed) == Progress(3, 1, {})
    back = changed | given_answers(union="partly")
    assert walk.view(back)["members"] == 20
    assert "office" in [step.question.id for step in walk.asked(back)]


def test_a_condition_does_not_see_an_answer_out_of_force() -> None:
    walk = walk_of(
        """\
        - {id: a, ask: A, answer: yes-no}
        - {id: b, ask: B, answer: yes-no, ask_if: {a: yes}}
        - {id: c, ask: C, answer: yes-no, ask_if: {b: yes}}
        - {id: d, ask: D, answer: yes-no, ask_if: {c: unanswered}}
        """
    )
    assert asked(walk, a="yes", b="yes", c="yes") == ["a", "b", "c"]
    assert asked(walk, a="no", b="yes", c="yes") == ["a", "d"]


def test_a_figure_leaves_out_what_is_no_longer_asked() -> None:
    bank = bank_of(SMALL)
    walk = Walk(bank, Context(Respondent.MANAGEMENT, TODAY))
    answers = given_answers(union_present="yes", members=20, workers=100)
    assert walk.view(answers)["density"] == 20
    assert walk.view(answers | given_answers(union_present="no"))["density"] is None


def test_answers_of_questions_the_bank_does_not_have_are_left_out() -> None:
    walk = walk_of(DEEP)
    assert walk.progress(given_answers(gone="yes", union="no")) == Progress(3, 1, {})


# the short form

SHORT = """\
- id: a
  ask: A
  answer: yes-no
  short_form: true
  probes:
    - when: yes
      questions:
        - {id: a1, ask: A1, answer: yes-no}
        - {id: a2, ask: A2, answer: yes-no, short_form: true, probes: [{when: yes, questions: [{id: a21, ask: A21, answer: text}]}]}
    - when: no
      questions:
        - {id: a3, ask: A3, answer: text}
        - {id: a4, ask: A4, answer: text}
- {id: b, ask: B, answer: yes-no, probes: [{when: yes, questions: [{id: b1, ask: B1, answer: text, short_form: true}]}]}
"""


def test_the_short_form_has_the_marked_questions_and_their_probes() -> None:
    walk = walk_of(SHORT, short=True)
    assert asked(walk) == ["a"]
    assert asked(walk, a="no") == ["a", "a3", "a4"]


def test_of_probes_some_of_which_are_marked_the_short_form_has_the_marked() -> None:
    walk = walk_of(SHORT, short=True)
    assert asked(walk, a="yes", a2="yes") == ["a", "a2", "a21"]


def test_a_question_that_is_not_in_the_short_form_has_no_probes_there() -> None:
    assert asked(walk_of(SHORT, short=True), b="yes") == ["a"]
    assert asked(walk_of(SHORT), a="yes", b="yes") == ["a", "a1", "a2", "b", "b1"]


# next


def test_next_question() -> None:
    walk = walk_of(DEEP)
    assert walk.next_question({}) == "union"
    assert walk.next_question({}, "union") == "wages"
    answers = given_answers(union="yes")
    assert walk.next_question(answers, "union") == "members"
    assert walk.next_question(answers, "wages") == "members"
    assert walk.next_question(answers | given_answers(wages=Reason.TO_FOLLOW), "wages") == "scale"
    assert walk.next_question(answers | given_answers(wages="no", scale="yes"), "scale") == "members"
    assert (
        walk.next_question(given_answers(union="no", why_none="x", wages="no", scale="no"), "scale") is None
    )


def test_next_after_a_question_that_is_no_longer_asked() -> None:
    assert walk_of(DEEP).next_question(given_answers(union="no"), "office") == "why-none"


# progress


def test_progress_counts_values_and_reasons_apart() -> None:
    walk = walk_of(DEEP)
    answers = given_answers(
        union="yes", members=Reason.UNKNOWN, office=Reason.UNKNOWN, wages=Reason.REFUSED, law="x"
    )
    progress = walk.progress(answers)
    assert progress == Progress(5, 4, {Reason.UNKNOWN: 2, Reason.REFUSED: 1})
    assert (progress.open, progress.valued) == (1, 1)


def test_a_note_alone_is_no_answer() -> None:
    walk = walk_of(DEEP)
    assert walk.progress({"union": Answer(note="He hesitated.", marked=True)}) == Progress(2, 0, {})
    assert walk.next_question({"union": Answer(note="He hesitated.")}) == "union"


def test_marks() -> None:
    walk = walk_of(DEEP)
    answers = given_answers(union="yes", members=Reason.REFUSED)
    marks = marks_of(walk, answers, ())
    assert [marks[name] for name in ("union", "members", "why-few", "office", "wages")] == [
        "+",
        "x",
        "-",
        "·",
        "·",
    ]


def test_an_unknown_question() -> None:
    with pytest.raises(KeyError):
        walk_of(DEEP).is_asked("zz", {})


# laws

TYPED = {
    AnswerType.YES_NO: st.sampled_from(["yes", "partly", "no"]),
    AnswerType.NUMBER: st.integers(1, 50).map(str),
    AnswerType.PERCENTAGE: st.integers(0, 100).map(str),
    AnswerType.DATE: st.sampled_from(["2024", "2026-05", "2026-11-23"]),
    AnswerType.TEXT: st.just("text"),
}


def value_strategy(question: Question) -> st.SearchStrategy[Answer]:
    offered = [choice.id for choice in question.choices]
    values = st.sampled_from(offered) if offered else TYPED[question.answer]
    kept = values.map(lambda typed: Answer(parse_value(question, typed)))
    return kept | st.sampled_from(list(Reason)).map(lambda reason: Answer(reason=reason)) | st.just(OPEN)


def answers_of(bank: Bank) -> st.SearchStrategy[dict[str, Answer]]:
    """Any answers to any questions of a bank, asked or not."""
    return st.fixed_dictionaries(
        {}, optional={question.id: value_strategy(question) for question in bank.questions()}
    )


BANKS = {"deep": bank_of(DEEP), "small": bank_of(SMALL), "short": bank_of(SHORT)}
INTERVIEWS = st.sampled_from(list(BANKS)).flatmap(
    lambda name: st.tuples(st.just(BANKS[name]), answers_of(BANKS[name]))
)
ROLES = st.sampled_from(list(Respondent))


@given(INTERVIEWS, ROLES, st.booleans(), st.data())
def test_taking_each_next_question_answers_all_that_is_asked_and_ends(
    interview: tuple[Bank, dict[str, Answer]], role: Respondent, short: bool, data: st.DataObject
) -> None:
    bank, answers = interview
    walk = Walk(bank, Context(role, TODAY, short_form=short))
    questions = {question.id: question for question in bank.questions()}
    at = None
    for _ in range(2 * len(walk.steps)):
        at = walk.next_question(answers, at)
        if at is None:
            break
        assert walk.is_asked(at, answers)
        assert not answers.get(at, OPEN).is_given
        answers |= {at: data.draw(value_strategy(questions[at]).filter(lambda answer: answer.is_given))}
    progress = walk.progress(answers)
    assert at is None
    assert progress.open == 0
    assert progress.asked == len(walk.asked(answers))


@given(INTERVIEWS, ROLES, st.booleans())
def test_a_probe_is_asked_only_under_a_question_that_is_asked(
    interview: tuple[Bank, dict[str, Answer]], role: Respondent, short: bool
) -> None:
    bank, answers = interview
    walk = Walk(bank, Context(role, TODAY, short_form=short))
    asked_now = [step.question.id for step in walk.asked(answers)]
    assert asked_now == [name for name in walk.steps if walk.is_asked(name, answers)]
    for name in asked_now:
        parent = walk.steps[name].parent
        assert parent is None or (parent in asked_now and answers[parent].is_given)
    assert walk.progress(answers).answered == sum(answers.get(name, OPEN).is_given for name in asked_now)


@given(INTERVIEWS, ROLES)
def test_what_is_asked_depends_on_answers_in_force_alone(
    interview: tuple[Bank, dict[str, Answer]], role: Respondent
) -> None:
    bank, answers = interview
    walk = Walk(bank, Context(role, TODAY))
    in_force = {name: answer for name, answer in answers.items() if walk.is_asked(name, answers)}
    assert walk.asked(in_force) == walk.asked(answers)
    assert walk.progress(in_force) == walk.progress(answers)


@given(INTERVIEWS, ROLES, st.data())
def test_an_answer_changed_and_changed_back_leaves_everything_as_it_was(
    interview: tuple[Bank, dict[str, Answer]], role: Respondent, data: st.DataObject
) -> None:
    bank, answers = interview
    walk = Walk(bank, Context(role, TODAY))
    question = data.draw(st.sampled_from(list(bank.questions())))
    changed = answers | {question.id: data.draw(value_strategy(question))}
    walk.asked(changed)
    back = changed | {question.id: answers.get(question.id, OPEN)}
    assert walk.asked(back) == walk.asked(answers)
