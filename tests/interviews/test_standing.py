"""What is worked out answer by answer is what is worked out from all of them at once."""

from datetime import date
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from questionnaire.banks.model import AnswerType, Bank, Question, Reason, Respondent
from questionnaire.banks.read import read_bank
from questionnaire.banks.shipped import shipped_banks
from questionnaire.interviews.answers import OPEN, Answer, AnswerSource, Evidence, EvidenceState
from questionnaire.interviews.findings import findings_of, marks_of
from questionnaire.interviews.standing import Standing
from questionnaire.interviews.walk import Context, Walk


@cache
def shipped() -> Bank:
    return read_bank(shipped_banks() / "freedom-of-association.yaml")


def an_answer(question: Question, chance: Random) -> Answer:
    answer = said(question, chance)
    if answer.is_given and chance.random() < 0.3:
        return replace(answer, source=chance.choice(list(AnswerSource)), since="2025-11-02")
    return answer


def said(question: Question, chance: Random) -> Answer:
    if chance.random() < 0.15:
        return chance.choice([OPEN, Answer(marked=True), *(Answer(reason=reason) for reason in Reason)])
    evidence = tuple(Evidence(state) for state in EvidenceState if chance.random() < 0.1)
    match question.answer:
        case AnswerType.YES_NO:
            return Answer(chance.choice(["yes", "partly", "no"]), evidence=evidence)
        case AnswerType.CHOICE:
            return Answer(chance.choice(question.choices).id, evidence=evidence)
        case AnswerType.CHOICES:
            return Answer(
                tuple(choice.id for choice in question.choices if chance.random() < 0.4) or ("none",)
            )
        case AnswerType.NUMBER | AnswerType.PERCENTAGE:
            return Answer(chance.choice([0, 1, 20, 50, 100]), evidence=evidence)
        case AnswerType.DATE:
            return Answer(f"{chance.randint(2015, 2026)}-{chance.randint(1, 12):02}")
        case AnswerType.TEXT:
            return Answer("as it was said")


@settings(max_examples=12)
@given(
    chance=st.randoms(use_true_random=False), respondent=st.sampled_from(Respondent), short_form=st.booleans()
)
def test_it_stands_as_if_worked_out_from_nothing(
    chance: Random, respondent: Respondent, short_form: bool
) -> None:
    facts: dict[str, int | str] = {
        "c87": "no" if chance.random() < 0.5 else 1972,
        "union_regime": chance.choice(["plural", "single-legal-union"]),
    }
    questions = list(shipped().questions())
    previous = {question.id: said(question, chance) for question in chance.sample(questions, 20)}
    walk = Walk(shipped(), Context(respondent, date(2026, 11, 1), short_form, "VN", 900, facts, previous))
    standing, answers = Standing(walk, {}), dict[str, Answer]()
    for _turn in range(12):
        changed = {question.id: an_answer(question, chance) for question in chance.sample(questions, 8)}
        answers |= changed
        standing.take(changed)
        assert standing.answers == answers
        assert standing.findings == findings_of(walk, answers)
        assert standing.by_key == {finding.key: finding for finding in standing.findings}
        assert standing.asked() == walk.asked(answers)
        assert standing.progress() == walk.progress(answers)
        assert standing.marks() == marks_of(walk, answers, standing.findings)
        assert standing.next_question() == walk.next_question(answers)
        after = chance.choice(questions).id
        assert standing.next_question(after) == walk.next_question(answers, after)
    assert Standing(walk, answers).findings == standing.findings


def test_what_the_supplier_wrote_counts_as_answered_and_is_still_asked() -> None:
    walk = Walk(shipped(), Context(Respondent.MANAGEMENT, date(2026, 11, 1)))
    first, second, *_rest = [step.question.id for step in walk.asked({}) if not step.question.probes]
    written = Answer("no", source=AnswerSource.WRITTEN, since="2026-10-01")
    standing = Standing(walk, {first: written})
    before = standing.progress().answered
    assert before == 1
    assert standing.next_question(first) == second
    assert standing.next_question(list(walk.steps)[-1]) == walk.next_question({first: written})
    standing.take({first: replace(written, source=None, since="")})
    assert standing.progress().answered == before
    assert first not in {standing.next_question(name) for name in list(walk.steps)}
