"""Taking what was said of a question out of an interview: out of its answer, its whole history and every copy of both.

That it was done stays, as an entry of the history. Nothing else of the store ever takes anything out of a history.
"""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, insert, select, update

from questionnaire.interviews.answers import OPEN, Answer
from questionnaire.interviews.cleaning import TAKEN_OUT, copied, without_copies
from questionnaire.interviews.walk import Context
from questionnaire.store.answers import answer_of
from questionnaire.store.cleaning_values import Cleaned, Cleaning
from questionnaire.store.database import Database
from questionnaire.store.exports import exports_of
from questionnaire.store.keys import new_key
from questionnaire.store.tables import TABLES
from questionnaire.store.values import Export, OutdatedError

_INTERVIEWS = TABLES["interview"]
_ROUNDS = TABLES["round"]
_ANSWERS = TABLES["answer"]
_HISTORY = TABLES["history"]
_FINDINGS = TABLES["finding"]
_TAKE_OVERS = TABLES["take_over"]
_SET_ASIDE = TABLES["set_aside"]
_CONFLICTS = TABLES["conflict"]
_FOLLOW_UPS = TABLES["follow_up"]
_EVENTS = TABLES["follow_up_event"]
_FINDINGS_ASIDE = TABLES["finding_set_aside"]


class CleaningStore:
    """Cleans interviews in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def clean(self, cleaning: Cleaning) -> Cleaned:
        """Take the texts out, all in one transaction, and then what is left of them in the file.

        Raises OutdatedError where the interview has moved on since `cleaning.revision`, StoreError where this fails.
        """
        with self._database.writing() as connection:
            work = _Work(connection, cleaning)
            work.do()
            exports = work.exports_since()
        file = self._database.file
        return Cleaned(
            entries=work.entries,
            evidence_files=work.evidence_files,
            elsewhere=tuple(work.elsewhere),
            exports=exports,
            backups=tuple(sorted(file.parent.glob(f"{file.stem}.before-v*{file.suffix}"))) if file else (),
            file=file,
            is_gone=self._database.scrub(),
        )


class _Work:
    """One cleaning, in the transaction of a connection."""

    def __init__(self, connection: Connection, cleaning: Cleaning) -> None:
        self.connection = connection
        self.cleaning = cleaning
        self.entries = 0
        self.evidence_files = 0
        self.elsewhere: list[str] = []
        self._said: dict[str, None] = {}
        self._since = cleaning.at
        of_interview = select(_ROUNDS.c.supplier, _ROUNDS.c.id).join(
            _INTERVIEWS, _INTERVIEWS.c.round == _ROUNDS.c.id
        )
        self._supplier, self._round = connection.execute(
            of_interview.where(_INTERVIEWS.c.id == cleaning.interview)
        ).one()

    def do(self) -> None:
        """Write it all."""
        self._move_on()
        left = self._clean_answer()
        self._clean_history(left)
        self._clean_answers_in(_SET_ASIDE, "answer", self._is_set_aside())
        self._clean_answers_in(_CONFLICTS, "theirs", _CONFLICTS.c.interview == self.cleaning.interview)
        self._clean_copies()
        self._look_elsewhere()

    def exports_since(self) -> tuple[Export, ...]:
        """What was handed out of the supplier since the first of the texts was kept.

        Of another interview that is what was made for our own use: it has the answers of others where they differ.
        """
        exports = exports_of(self.connection, self._supplier)
        own = (None, self.cleaning.interview)
        return tuple(
            one
            for one in exports
            if one.at >= self._since and (one.interview in own or one.audience == "internal")
        )

    def _move_on(self) -> None:
        work = self.cleaning
        values = {
            "changed_at": work.at, "revision": work.revision + 1, "asked": work.asked, "answered": work.answered,
            "high": work.high, "medium": work.medium, "low": work.low,
            "context": msgspec.json.encode(work.context).decode(),
        }  # fmt: skip
        is_this = _INTERVIEWS.c.id == work.interview
        before = self.connection.execute(select(_INTERVIEWS.c.context).where(is_this)).scalar_one()
        moved = update(_INTERVIEWS).where(is_this, _INTERVIEWS.c.revision == work.revision).values(values)
        if self.connection.execute(moved).rowcount != 1:
            raise OutdatedError
        self._remember(*_earlier_texts(before, work))
        self.connection.execute(delete(_FINDINGS).where(_FINDINGS.c.interview == work.interview))
        for finding in work.findings:
            row = {
                "interview": work.interview, "key": finding.key, "kind": str(finding.kind),
                "severity": str(finding.severity), "question": finding.question, "check_id": finding.check,
            }  # fmt: skip
            self.connection.execute(insert(_FINDINGS), row)

    def _clean_answer(self) -> Answer:
        """Clean what stands now, and give what is left of it."""
        work, left = self.cleaning, OPEN
        here = (_ANSWERS.c.interview == work.interview, _ANSWERS.c.question.in_(work.ids))
        for row in self.connection.execute(select(_ANSWERS).where(*here)).all():
            answer = answer_of(row)
            left = self._stripped(answer)
            self.evidence_files += sum(bool(piece.file) for piece in left.evidence)
            values = {
                "value": None if left.value is None else msgspec.json.encode(left.value).decode(),
                "reason": None if left.reason is None else str(left.reason),
                "note": left.note,
                "evidence": msgspec.json.encode(left.evidence).decode(),
                "source": None if left.source is None else str(left.source),
                "since": left.since or None,
                "revision": row.revision + 1,
            }
            self.connection.execute(update(_ANSWERS).where(_ANSWERS.c.id == row.id).values(values))
        return left

    def _clean_history(self, left: Answer) -> None:
        """Clean every entry, and add the one that says so."""
        work = self.cleaning
        here = (_HISTORY.c.interview == work.interview, _HISTORY.c.question.in_(work.ids))
        for row in self.connection.execute(select(_HISTORY).where(*here)).all():
            before, after = _decode(row.before), _decode(row.after)
            cleaned = {"before": _encode(self._stripped(before)), "after": _encode(self._stripped(after))}
            if work.texts(before) or work.texts(after):
                self.entries += 1
                self._since = min(self._since, row.at)
                values = {**cleaned, "cleaned_at": work.at, "cleaned_by": work.by}
                self.connection.execute(update(_HISTORY).where(_HISTORY.c.id == row.id).values(values))
        trace = {
            "id": new_key(), "interview": work.interview, "question": work.question, "at": work.at, "by": work.by,
            "before": _encode(left), "after": _encode(left), "cleaned_at": work.at, "cleaned_by": work.by,
        }  # fmt: skip
        self.connection.execute(insert(_HISTORY), trace)

    def _is_set_aside(self) -> object:
        own = select(_TAKE_OVERS.c.id).where(_TAKE_OVERS.c.interview == self.cleaning.interview)
        return _SET_ASIDE.c.take_over.in_(own)

    def _clean_answers_in(self, table: Table, column: str, here: object) -> None:
        """Clean the answers to the question that stand as JSON in a column."""
        query = select(table.c.id, table.c[column]).where(here, table.c.question.in_(self.cleaning.ids))  # type: ignore[arg-type]
        for key, text in self.connection.execute(query).all():
            values = {column: _encode(self._stripped(_decode(text)))}
            self.connection.execute(update(table).where(table.c.id == key).values(values))

    def _clean_copies(self) -> None:
        """Take the texts out of what was made of them: follow-ups, their remarks, why a finding was set aside."""
        if not self._texts():
            return
        of_supplier = _FOLLOW_UPS.c.supplier == self._supplier
        self._replace_in(_FOLLOW_UPS, ("what", "finding"), of_supplier)
        own = select(_FOLLOW_UPS.c.id).where(of_supplier)
        self._replace_in(_EVENTS, ("remark",), _EVENTS.c.follow_up.in_(own))
        self._replace_in(_FINDINGS_ASIDE, ("finding", "reason"), _FINDINGS_ASIDE.c.round == self._round)

    def _replace_in(self, table: Table, columns: Sequence[str], here: object) -> None:
        query = select(table.c.id, *(table.c[name] for name in columns)).where(here)  # type: ignore[arg-type]
        for row in self.connection.execute(query).all():
            # A finding goes by what its evidence is called, and that is empty once it is cleaned.
            values = {
                name: self._taken_out(row._mapping[name], "" if name == "finding" else TAKEN_OUT)
                for name in columns
            }
            if any(values[name] != row._mapping[name] for name in columns):
                self.connection.execute(update(table).where(table.c.id == row.id).values(values))

    def _look_elsewhere(self) -> None:
        """Take the texts out of what later interviews were given of this one, and see which hold them themselves."""
        work, texts = self.cleaning, set(self._texts())
        query = (
            select(_INTERVIEWS.c.id, _INTERVIEWS.c.context)
            .join(_ROUNDS, _ROUNDS.c.id == _INTERVIEWS.c.round)
            .where(_ROUNDS.c.supplier == self._supplier, _INTERVIEWS.c.id != work.interview)
        )
        for key, text in self.connection.execute(query.order_by(_INTERVIEWS.c.id)).all():
            context = msgspec.json.decode(text, type=Context)
            left = {
                name: one
                for name, one in context.previous.items()
                if one.value not in texts and not (name in work.ids and one.value in self._said)
            }
            if len(left) != len(context.previous):
                values = {"context": _encode_context(replace(context, previous=left))}
                self.connection.execute(update(_INTERVIEWS).where(_INTERVIEWS.c.id == key).values(values))
            rows = self.connection.execute(select(_ANSWERS).where(_ANSWERS.c.interview == key)).all()
            if any(texts.intersection(_all_texts(answer)) for answer in map(answer_of, rows)):
                self.elsewhere.append(key)

    def _stripped(self, answer: Answer) -> Answer:
        self._remember(*self.cleaning.texts(answer))
        return self.cleaning.strip(answer)

    def _remember(self, *texts: str) -> None:
        self._said.update(dict.fromkeys(texts))

    def _texts(self) -> list[str]:
        return copied(self._said)

    def _taken_out(self, text: str | None, instead: str) -> str | None:
        return text and without_copies(text, self._texts(), instead)


def _earlier_texts(context: str, work: Cleaning) -> tuple[str, ...]:
    """What the interview was given of the round before, and is given no longer."""
    previous = msgspec.json.decode(context, type=Context).previous
    gone = (answer for name, answer in previous.items() if name not in work.context.previous)
    return tuple(answer.value for answer in gone if isinstance(answer.value, str))


def _all_texts(answer: Answer) -> tuple[str, ...]:
    about = (text for piece in answer.evidence for text in (piece.what, piece.remark))
    return (answer.value if isinstance(answer.value, str) else "", answer.note, *about)


def _encode_context(context: Context) -> str:
    return msgspec.json.encode(context).decode()


def _encode(answer: Answer) -> str:
    return msgspec.json.encode(answer).decode()


def _decode(text: str) -> Answer:
    return msgspec.json.decode(text, type=Answer)
