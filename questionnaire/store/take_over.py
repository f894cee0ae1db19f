"""Interviews that go over to another release of their bank: what comes along, what is set aside, and the trace of both."""

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.store.keys import new_key
from questionnaire.store.releases import bank_of, kept_release
from questionnaire.store.tables import TABLES
from questionnaire.store.values import OutdatedError, SetAside, TakeOver

_INTERVIEWS = TABLES["interview"]
_RELEASES = TABLES["release"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_FINDINGS = TABLES["finding"]
_TAKE_OVERS = TABLES["take_over"]
_SET_ASIDE = TABLES["set_aside"]


def keep_take_over(connection: Connection, step: TakeOver) -> None:
    """Write it all, in the transaction of the connection.

    Raises OutdatedError where the interview has moved on since `step.revision`, InputError as `kept_release`.
    """
    is_this = _INTERVIEWS.c.id == step.interview
    before = connection.execute(select(_INTERVIEWS.c.release).where(is_this)).scalar_one()
    after = kept_release(connection, step.bank, step.at)
    values = {
        "release": after, "language": step.language, "at_question": step.at_question, "changed_at": step.at,
        "revision": step.revision + 1, "asked": step.asked, "answered": step.answered,
        "high": step.high, "medium": step.medium, "low": step.low,
        "context": msgspec.json.encode(step.context).decode(),
    }  # fmt: skip
    moved = update(_INTERVIEWS).where(is_this, _INTERVIEWS.c.revision == step.revision).values(values)
    if connection.execute(moved).rowcount != 1:
        raise OutdatedError
    key = new_key()
    trace = {"id": key, "interview": step.interview, "before": before, "after": after}
    connection.execute(insert(_TAKE_OVERS), {**trace, "at": step.at, "by": step.by})
    _move_answers(connection, step, key)
    connection.execute(delete(_FINDINGS).where(_FINDINGS.c.interview == step.interview))
    for finding in step.findings:
        row = {
            "interview": step.interview, "key": finding.key, "kind": str(finding.kind),
            "severity": str(finding.severity), "question": finding.question, "check_id": finding.check,
        }  # fmt: skip
        connection.execute(insert(_FINDINGS), row)


def all_set_aside(connection: Connection, interview: str) -> list[SetAside]:
    """The answers of an interview that were set aside, oldest first."""
    query = (
        select(_SET_ASIDE.c.question, _SET_ASIDE.c.answer, _TAKE_OVERS.c.at, _TAKE_OVERS.c.by)
        .add_columns(_RELEASES.c.id.label("release"), _RELEASES.c.content)
        .join(_TAKE_OVERS, _TAKE_OVERS.c.id == _SET_ASIDE.c.take_over)
        .join(_RELEASES, _RELEASES.c.id == _TAKE_OVERS.c.before)
        .where(_TAKE_OVERS.c.interview == interview)
        .order_by(_SET_ASIDE.c.id)
    )
    rows = connection.execute(query).all()
    banks = {
        release: bank_of(content) for release, content in {row.release: row.content for row in rows}.items()
    }
    return [SetAside(row.question, _decode(row.answer), banks[row.release], row.at, row.by) for row in rows]


def _move_answers(connection: Connection, step: TakeOver, take_over: str) -> None:
    """Give answers their new ids and set aside those that do not come along, each with its entry in the history."""
    of_interview = _ANSWERS.c.interview == step.interview
    if step.gone:
        connection.execute(delete(_ANSWERS).where(of_interview, _ANSWERS.c.question.in_(step.gone)))
    for question, answer in step.set_aside.items():
        row = {"id": new_key(), "take_over": take_over, "question": question, "answer": _encode(answer)}
        connection.execute(insert(_SET_ASIDE), row)
        _add_entry(connection, step, take_over, question, answer, OPEN)
    for question, was in step.renamed.items():
        connection.execute(
            update(_ANSWERS)
            .where(of_interview, _ANSWERS.c.question == was)
            .values(question=question, revision=_ANSWERS.c.revision + 1)
        )
        answer = step.answers[question]
        _add_entry(connection, step, take_over, question, answer, answer)


def _add_entry(
    connection: Connection, step: TakeOver, take_over: str, question: str, before: Answer, after: Answer
) -> None:
    row = {
        "id": new_key(), "interview": step.interview, "question": question, "at": step.at, "by": step.by,
        "before": _encode(before), "after": _encode(after), "take_over": take_over,
    }  # fmt: skip
    connection.execute(insert(_HISTORY), row)


def _encode(answer: Answer) -> str:
    return msgspec.json.encode(answer).decode()


def _decode(text: str) -> Answer:
    return msgspec.json.decode(text, type=Answer)
