"""Problems buyers had with questions: kept, read, taken back."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from questionnaire.interviews.problems import Problem, ProblemKind
from questionnaire.store.tables import TABLES

_PROBLEMS = TABLES["problem"]


def keep_problem(connection: Connection, interview: str, problem: Problem) -> None:
    """Keep a new problem of an interview."""
    row = {
        "id": problem.id, "interview": interview, "question": problem.question,
        "kind": str(problem.kind), "remark": problem.remark, "at": problem.at, "by": problem.by,
    }  # fmt: skip
    connection.execute(insert(_PROBLEMS), row)


def problems_of(
    connection: Connection, interview: str, questions: Sequence[str] | None = None
) -> list[Problem]:
    """The problems of an interview, or of some of its questions, oldest first."""
    query = select(_PROBLEMS).where(_PROBLEMS.c.interview == interview).order_by(_PROBLEMS.c.id)
    if questions is not None:
        query = query.where(_PROBLEMS.c.question.in_(questions))
    return [
        Problem(row.id, row.question, ProblemKind(row.kind), row.remark, row.at, row.by)
        for row in connection.execute(query)
    ]


def take_back_problem(connection: Connection, interview: str, key: str) -> bool:
    """Remove a problem of an interview, text and all; whether it was there."""
    is_this = (_PROBLEMS.c.interview == interview) & (_PROBLEMS.c.id == key)
    return connection.execute(delete(_PROBLEMS).where(is_this)).rowcount == 1
