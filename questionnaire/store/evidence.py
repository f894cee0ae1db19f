"""The pieces of evidence of a whole database: those kept with answers now, and every file that any answer named."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, Evidence
from questionnaire.store.answers import answer_of
from questionnaire.store.database import Database
from questionnaire.store.tables import TABLES
from questionnaire.store.values import NamedFile, OfferedPiece

_SUPPLIERS = TABLES["supplier"]
_ROUNDS = TABLES["round"]
_INTERVIEWS = TABLES["interview"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_TAKE_OVERS = TABLES["take_over"]
_SET_ASIDE = TABLES["set_aside"]
_CONFLICTS = TABLES["conflict"]
_NAMES_A_FILE = '%"file":"%'

_decode = msgspec.json.Decoder(Answer).decode


class EvidenceStore:
    """What is asked of the evidence in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def offered(self, supplier: str | None = None, interview: str | None = None) -> list[OfferedPiece]:
        """The pieces kept with answers now, of all or of those with a key: by supplier, the newest interview first."""
        with self._database.reading() as connection:
            return list(_offered(connection, supplier, interview))

    def named_files(self) -> list[NamedFile]:
        """Every file that an answer names or once named, each once for a question, what is named now first."""
        with self._database.reading() as connection:
            found = {
                (one.interview, one.question, one.piece.file): one
                for one in reversed([*_named_now(connection), *_named_once(connection)])
            }
        return list(reversed(found.values()))


def _offered(connection: Connection, supplier: str | None, interview: str | None) -> Iterator[OfferedPiece]:
    query = _with_place(
        select(
            _ANSWERS,
            _INTERVIEWS.c.respondent,
            _ROUNDS.c.name.label("round_name"),
            _SUPPLIERS.c.id.label("supplier"),
            _SUPPLIERS.c.name.label("supplier_name"),
        ),
        _ANSWERS,
    ).where(_ANSWERS.c.evidence != "[]")
    if supplier is not None:
        query = query.where(_SUPPLIERS.c.id == supplier)
    if interview is not None:
        query = query.where(_INTERVIEWS.c.id == interview)
    order = (_SUPPLIERS.c.name, _SUPPLIERS.c.id, _INTERVIEWS.c.started_at.desc(), _INTERVIEWS.c.id.desc())
    for row in connection.execute(query.order_by(*order, _ANSWERS.c.id)):
        for number, piece in enumerate(answer_of(row).evidence, 1):
            yield OfferedPiece(
                row.supplier,
                row.supplier_name,
                row.round_name,
                row.interview,
                Respondent(row.respondent),
                row.question,
                number,
                piece,
            )


def _named_now(connection: Connection) -> Iterator[NamedFile]:
    query = _with_place(select(_ANSWERS, _SUPPLIERS.c.name.label("supplier_name")), _ANSWERS)
    query = query.where(_ANSWERS.c.evidence.like(_NAMES_A_FILE)).order_by(_SUPPLIERS.c.name, _ANSWERS.c.id)
    for row in connection.execute(query):
        yield from _files_in(answer_of(row).evidence, row.supplier_name, row.interview, row.question, True)


def _named_once(connection: Connection) -> Iterator[NamedFile]:
    name = _SUPPLIERS.c.name.label("supplier_name")
    columns = (_HISTORY.c.interview, _HISTORY.c.question, name)
    for text in (_HISTORY.c.after, _HISTORY.c.before):
        query = _with_place(select(*columns, text.label("text")), _HISTORY)
        yield from _texts(connection, query.where(text.like(_NAMES_A_FILE)).order_by(_HISTORY.c.id.desc()))
    aside: Select[Any] = select(
        _TAKE_OVERS.c.interview, _SET_ASIDE.c.question, name, _SET_ASIDE.c.answer.label("text")
    )
    aside = _with_place(
        aside.select_from(_SET_ASIDE).join(_TAKE_OVERS, _TAKE_OVERS.c.id == _SET_ASIDE.c.take_over),
        _TAKE_OVERS,
    )
    yield from _texts(connection, aside.where(_SET_ASIDE.c.answer.like(_NAMES_A_FILE)))
    theirs: Select[Any] = select(
        _CONFLICTS.c.interview, _CONFLICTS.c.question, name, _CONFLICTS.c.theirs.label("text")
    )
    theirs = _with_place(theirs, _CONFLICTS)
    yield from _texts(connection, theirs.where(_CONFLICTS.c.theirs.like(_NAMES_A_FILE)))


def _texts(connection: Connection, query: Select[Any]) -> Iterator[NamedFile]:
    for row in connection.execute(query):
        pieces = _decode(row.text).evidence
        yield from _files_in(pieces, row.supplier_name, row.interview, row.question, False)


def _files_in(
    pieces: tuple[Evidence, ...], supplier: str, interview: str, question: str, is_current: bool
) -> Iterator[NamedFile]:
    for piece in pieces:
        if piece.file:
            yield NamedFile(supplier, interview, question, piece, is_current)


def _with_place(query: Select[Any], table: Any) -> Select[Any]:  # noqa: ANN401 - a table, or what stands for one
    """The query with the interview, round and supplier of each row."""
    return (
        query.join(_INTERVIEWS, _INTERVIEWS.c.id == table.c.interview)
        .join(_ROUNDS, _ROUNDS.c.id == _INTERVIEWS.c.round)
        .join(_SUPPLIERS, _SUPPLIERS.c.id == _ROUNDS.c.supplier)
    )
