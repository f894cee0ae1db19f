"""From version 1 of the tables to version 2: how an answer came, and what is done after the call."""

from sqlalchemy import Connection

_ADDED = {
    "answer": {"source": "VARCHAR", "since": "VARCHAR"},
    "history": {"cleaned_at": "MOMENT", "cleaned_by": "VARCHAR"},
}
_MADE = {
    "follow_up": """
        supplier VARCHAR NOT NULL, round VARCHAR NOT NULL, interview VARCHAR, finding VARCHAR, question VARCHAR,
        severity VARCHAR, what TEXT NOT NULL, owner VARCHAR NOT NULL, owner_name VARCHAR NOT NULL, due VARCHAR,
        agreed BOOLEAN NOT NULL, state VARCHAR NOT NULL, added_at MOMENT NOT NULL, changed_at MOMENT NOT NULL,
        "by" VARCHAR NOT NULL""",
    "follow_up_event": """
        follow_up VARCHAR NOT NULL, at MOMENT NOT NULL, "by" VARCHAR NOT NULL, state VARCHAR NOT NULL,
        remark TEXT NOT NULL""",
    "finding_set_aside": """
        round VARCHAR NOT NULL, interview VARCHAR, finding VARCHAR NOT NULL, reason TEXT NOT NULL, at MOMENT NOT NULL,
        "by" VARCHAR NOT NULL, ended_at MOMENT""",
    "export": """
        at MOMENT NOT NULL, "by" VARCHAR NOT NULL, supplier VARCHAR NOT NULL, interview VARCHAR, what VARCHAR NOT NULL,
        audience VARCHAR NOT NULL, language VARCHAR NOT NULL, file VARCHAR NOT NULL, digest VARCHAR NOT NULL""",
    "conflict": """
        interview VARCHAR NOT NULL, question VARCHAR NOT NULL, theirs TEXT NOT NULL, digest VARCHAR NOT NULL,
        origin VARCHAR NOT NULL, at MOMENT NOT NULL, "by" VARCHAR NOT NULL, settled VARCHAR, settled_at MOMENT,
        settled_by VARCHAR, CONSTRAINT uq_conflict_interview_question_digest UNIQUE (interview, question, digest)""",
}
_REFERS = {
    "follow_up": ("supplier", "round", "interview"),
    "follow_up_event": ("follow_up",),
    "finding_set_aside": ("round", "interview"),
    "export": ("supplier", "interview"),
    "conflict": ("interview",),
}
_INDEXED = (
    ("follow_up", "supplier"),
    ("follow_up_event", "follow_up"),
    ("finding_set_aside", "round"),
    ("export", "supplier"),
)


def to_version_2(connection: Connection) -> None:
    """Add columns to `answer` and `history`, and the tables of follow-ups, exports and conflicts."""
    moment = "TEXT" if connection.dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    statements = [
        f"ALTER TABLE {table} ADD COLUMN {name} {kind}"
        for table, columns in _ADDED.items()
        for name, kind in columns.items()
    ]
    for table, columns in _MADE.items():
        refers = "".join(
            f", CONSTRAINT fk_{table}_{name} FOREIGN KEY({name}) REFERENCES {name} (id)"
            for name in _REFERS[table]
        )
        statements.append(
            f"CREATE TABLE {table} (id VARCHAR NOT NULL, {columns}, CONSTRAINT pk_{table} PRIMARY KEY (id){refers})"
        )
    statements += [f"CREATE INDEX ix_{table}_{column} ON {table} ({column})" for table, column in _INDEXED]
    for statement in statements:
        connection.exec_driver_sql(statement.replace("MOMENT", moment))
