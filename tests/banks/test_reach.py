"""Probes that can never be reached are told; those that can, in any way, are not."""

import pytest

from questionnaire.banks.mistakes import MistakeKind
from tests.banks import mistakes_in

BANK = """\
- id: yn
  ask: A
  answer: yes-no
- id: one
  ask: A
  answer: choice
  choices: [{{id: x, label: X}}, {{id: y, label: Y}}]
- id: some
  ask: A
  answer: choices
  choices: [{{id: x, label: X}}, {{id: y, label: Y}}]
- {{id: share, ask: A, answer: percentage}}
- {{id: count, ask: A, answer: number, min: 1}}
- {{id: day, ask: A, answer: date}}
- {{id: said, ask: A, answer: text}}
- id: top
  ask: A
  answer: {answer}
  {more}
  probes:
    - when: {when}
      questions:
        - {{id: below, ask: B, answer: text, {below}}}
"""


def unreachable(
    when: str, answer: str = "yes-no", more: str = "was: older", below: str = "short_form: no"
) -> bool:
    """Whether the probe under `top` is told to be out of reach; no other mistake may be told."""
    kinds = [
        mistake.kind for mistake in mistakes_in(BANK.format(when=when, answer=answer, more=more, below=below))
    ]
    assert set(kinds) <= {MistakeKind.UNREACHABLE}
    return bool(kinds)


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ("{all: [yes, no]}", "yes-no"),
        ("{any: [{all: [yes, no]}, {all: [no, partly]}]}", "yes-no"),
        ("{not: [yes, partly, no, unknown, refused, not-applicable, to-follow]}", "yes-no"),
        ("{all: [unanswered, yes]}", "yes-no"),
        ("{all: [answered, unanswered]}", "yes-no"),
        ("{all: [{yn: yes}, {not: {yn: [yes, partly]}}]}", "yes-no"),
        ("{all: [{one: x}, {one: y}]}", "yes-no"),
        ("{above: 100}", "percentage"),
        ("{below: 0}", "percentage"),
        ("{above: 5, below: 5}", "number"),
        ("{at_least: 6, at_most: 5}", "number"),
        ("{count: {below: 1}}", "yes-no"),
        ("{all: [{share: {above: 50}}, {share: unknown}]}", "yes-no"),
        ("{all: [{respondent: union}, {respondent: workers}]}", "yes-no"),
        ("{all: [{country.rating: '5'}, {not: {country.rating: ['5', '5+']}}]}", "yes-no"),
        ("{all: [{country.c87: no}, {country.c87: {above: 1900}}]}", "yes-no"),
    ],
)
def test_conditions_that_contradict_themselves(when: str, answer: str) -> None:
    assert unreachable(when, answer)


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ("yes", "yes-no"),
        ("{not: yes}", "yes-no"),
        ("unknown", "number"),
        ("{all: [{not: yes}, {not: no}]}", "yes-no"),
        ("{any: [{all: [yes, no]}, partly]}", "yes-no"),
        ("{above: 99}", "percentage"),
        ("{above: 99.9, below: 100}", "percentage"),
        ("{above: 0.2, below: 0.3}", "number"),
        ("{at_least: 5, at_most: 5}", "number"),
        ("{above: count}", "number"),
        ("{older_than: 12 months}", "date"),
        ("{before: day}", "date"),
        ("{all: [{some: x}, {some: y}]}", "yes-no"),
        ("{all: [{said: anything}, {said: else}]}", "yes-no"),
        ("{supplier.country: BD, supplier.workers: {above: 1000}}", "yes-no"),
        ("{yn: unanswered}", "yes-no"),
        ("{country.union_regime: suspended, country.danger: yes}", "yes-no"),
    ],
)
def test_conditions_that_can_hold(when: str, answer: str) -> None:
    assert not unreachable(when, answer)


def test_conditions_further_up_count() -> None:
    assert unreachable("yes", below="ask_if: {top: no}")
    assert unreachable("yes", more="ask_if: {yn: yes}", below="ask_if: {yn: no}")
    assert not unreachable("yes", more="ask_if: {yn: yes}", below="ask_if: {yn: answered}")


def test_who_is_asked_counts() -> None:
    assert unreachable("yes", more="ask_of: [management]", below="ask_of: [union]")
    assert unreachable("{respondent: union}", more="ask_of: [management, brand]")
    assert not unreachable("yes", more="ask_of: [management, union]", below="ask_of: [union]")


def test_a_probe_under_one_out_of_reach_is_not_told_again() -> None:
    mistakes = mistakes_in(
        """\
        - id: a
          ask: A
          answer: yes-no
          probes:
            - when: {all: [yes, no]}
              questions:
                - id: b
                  ask: B
                  answer: yes-no
                  probes: [{when: yes, questions: [{id: c, ask: C, answer: text}]}]
        """
    )
    assert [mistake.values for mistake in mistakes] == [{"word": "b"}]


def test_a_mistake_in_a_condition_does_not_put_its_probe_out_of_reach() -> None:
    mistakes = mistakes_in(
        """\
        - id: a
          ask: A
          answer: yes-no
          probes:
            - {when: maybe, questions: [{id: b, ask: B, answer: text}]}
            - {when: {any: [{zz: yes}]}, questions: [{id: c, ask: C, answer: text}]}
            - {when: {}, questions: [{id: d, ask: D, answer: text}]}
        - {id: e, ask: E, answer: number, min: 5, max: 1, probes: [{when: {above: 3}, questions: [{id: f, ask: F, answer: text}]}]}
        """
    )
    assert MistakeKind.UNREACHABLE not in {mistake.kind for mistake in mistakes}
    assert len(mistakes) == 4


def test_many_names_in_one_condition_are_not_tried_for_ever() -> None:
    questions = "".join(f"- {{id: q{number}, ask: A, answer: yes-no}}\n" for number in range(12))
    same = ", ".join(f"{{any: [{{q{number}: yes}}, {{q{number + 1}: no}}]}}" for number in range(11))
    probe = f"- id: top\n  ask: T\n  answer: yes-no\n  probes:\n    - when: {{all: [{same}, {{q0: no}}]}}\n"
    assert not mistakes_in(questions + probe + "      questions: [{id: z, ask: Z, answer: text}]\n")
