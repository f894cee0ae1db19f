"""What buyers report back on a bank without knowing it: its interviews, answers, times and problems, read at one moment."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select, union

from questionnaire.interviews.answers import Answer
from questionnaire.interviews.feedback import Told
from questionnaire.interviews.merging import READ
from questionnaire.interviews.problems import ProblemKind
from questionnaire.interviews.walk import Context
from questionnaire.store.answers import answer_of
from questionnaire.store.releases import bank_of
from questionnaire.store.suppliers import SUPPLIERS
from questionnaire.store.tables import TABLES
from questionnaire.store.values import BankUse, UsedInterview

_INTERVIEWS = TABLES["interview"]
_ROUNDS = TABLES["round"]
_RELEASES = TABLES["release"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_PROBLEMS = TABLES["problem"]


def use_of_bank(connection: Connection, bank: str) -> BankUse:
    """All interviews on any release of a bank, with what feedback looks at, and the names no remark may hold."""
    releases = {
        row.id: bank_of(row.content)
        for row in connection.execute(select(_RELEASES).where(_RELEASES.c.bank == bank))
    }
    return BankUse(releases, tuple(_interviews(connection, bank)), _names(connection))


def _interviews(connection: Connection, bank: str) -> Iterator[UsedInterview]:
    answers = _answers(connection, bank)
    seconds = _seconds(connection, bank)
    problems = _problems(connection, bank)
    query = _of_bank(
        select(
            _INTERVIEWS.c.id, _INTERVIEWS.c.release, _INTERVIEWS.c.context, _INTERVIEWS.c.finished_at
        ).select_from(_INTERVIEWS),
        bank,
    )
    for row in connection.execute(query):
        yield UsedInterview(
            release=row.release,
            context=msgspec.json.decode(row.context, type=Context),
            is_finished=row.finished_at is not None,
            answers=answers[row.id],
            seconds=seconds[row.id],
            problems=tuple(problems[row.id]),
        )


def _answers(connection: Connection, bank: str) -> defaultdict[str, dict[str, Answer]]:
    found: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    query = select(_ANSWERS).join_from(_ANSWERS, _INTERVIEWS, _INTERVIEWS.c.id == _ANSWERS.c.interview)
    for row in connection.execute(_of_bank(query, bank)):
        found[row.interview][row.question] = answer_of(row)
    return found


def _seconds(connection: Connection, bank: str) -> defaultdict[str, dict[str, int]]:
    """How long each question took on the first visit that changed its answer."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    place = func.row_number().over(
        partition_by=(_HISTORY.c.interview, _HISTORY.c.question), order_by=_HISTORY.c.id
    )
    visits = _of_bank(
        select(_HISTORY.c.interview, _HISTORY.c.question, _HISTORY.c.seconds, place.label("place"))
        .join_from(_HISTORY, _INTERVIEWS, _INTERVIEWS.c.id == _HISTORY.c.interview)
        .where(_HISTORY.c.take_over.is_(None)),
        bank,
    ).subquery()
    first = select(visits).where(visits.c.place == 1, visits.c.seconds.is_not(None))
    for row in connection.execute(first):
        found[row.interview][row.question] = row.seconds
    return found


def _problems(connection: Connection, bank: str) -> defaultdict[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    query = select(_PROBLEMS).join_from(_PROBLEMS, _INTERVIEWS, _INTERVIEWS.c.id == _PROBLEMS.c.interview)
    for row in connection.execute(_of_bank(query, bank)):
        found[row.interview].append(Told(row.question, ProblemKind(row.kind), row.remark))
    return found


def _of_bank(query: Select[Any], bank: str) -> Select[Any]:
    """The rows of a query on interviews that belong to a bank."""
    return query.join(_RELEASES, _RELEASES.c.id == _INTERVIEWS.c.release).where(_RELEASES.c.bank == bank)


def _names(connection: Connection) -> frozenset[str]:
    """Names of suppliers, their addresses line by line, OS IDs, and whoever works here."""
    names: set[str] = set()
    for row in connection.execute(select(SUPPLIERS.c.name, SUPPLIERS.c.address, SUPPLIERS.c.os_id)):
        names |= {row.name, row.os_id or "", *row.address.replace(",", "\n").splitlines()}
    people = union(select(_INTERVIEWS.c.by), select(_HISTORY.c.by), select(_PROBLEMS.c.by))
    names |= {name.removesuffix(READ) for name in connection.execute(people).scalars()} - {"unknown"}
    return frozenset(name.strip() for name in names)
