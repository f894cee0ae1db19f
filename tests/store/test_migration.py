"""Databases of earlier programs: brought to the tables of today, with everything in them."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Engine

from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.store.migrations import newest
from questionnaire.store.schema_2 import _ADDED, _MADE
from questionnaire.workspace import open_workspace

VERSION_1 = Path(__file__).parents[1] / "data" / "version-1.sql"


def shape(engine: Engine) -> dict[str, Any]:
    """Tables, columns, keys and indexes, as the database tells of them."""
    inspector = inspect(engine)
    return {
        table: (
            sorted(
                (column["name"], str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            ),
            inspector.get_pk_constraint(table),
            sorted(map(str, inspector.get_foreign_keys(table))),
            sorted(map(str, inspector.get_unique_constraints(table))),
            sorted(map(str, inspector.get_indexes(table))),
        )
        for table in inspector.get_table_names()
    }


def test_a_database_of_version_1_keeps_all_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    connection = sqlite3.connect(file)
    connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    connection.close()
    with open_workspace(str(file)) as workspace:
        assert workspace.info().schema == newest()
        interview = workspace.open_interview("Voorbeeld Knit")
        promised = Evidence(EvidenceState.PROMISED, "list of meetings")
        assert interview.answers == {
            "union-present": Answer("yes", note="says the manager", evidence=(promised,)),
            "workers-total": Answer(1200),
        }
        assert len(interview.history()) == 2
        assert not interview.rebuild()
        interview.reopen()
        interview.record("workers-total", Answer(1300))
    assert (tmp_path / f"old.before-v{newest()}.db").is_file()


def test_brought_up_to_date_and_new_are_the_same(place: str) -> None:
    open_workspace(place).close()
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    try:
        new = shape(engine)
        with engine.begin() as connection:
            for table in reversed(_MADE):
                connection.execute(
                    text(f"DROP TABLE IF EXISTS {table}" + ("" if engine.name == "sqlite" else " CASCADE"))
                )
            for table, columns in _ADDED.items():
                for column in columns:
                    connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
            connection.execute(text("UPDATE schema_version SET version = 1"))
        assert shape(engine) != new
        open_workspace(place).close()
        engine.dispose()
        assert shape(engine) == new
    finally:
        engine.dispose()
