"""What was handed out: kept with every file that is written, and read. Never removed."""

from msgspec.structs import asdict
from sqlalchemy import Connection, insert, select

from questionnaire.store.suppliers import SUPPLIERS
from questionnaire.store.tables import TABLES
from questionnaire.store.values import Export

_EXPORTS = TABLES["export"]


def keep_export(connection: Connection, export: Export) -> None:
    """Keep that something was handed out."""
    row = asdict(export)
    del row["supplier_name"]
    connection.execute(insert(_EXPORTS), row)


def exports_of(connection: Connection, supplier: str | None = None) -> list[Export]:
    """What was handed out, of the supplier with a key or of all, newest first."""
    query = (
        select(_EXPORTS, SUPPLIERS.c.name.label("supplier_name"))
        .join(SUPPLIERS, SUPPLIERS.c.id == _EXPORTS.c.supplier)
        .order_by(_EXPORTS.c.at.desc(), _EXPORTS.c.id.desc())
    )
    if supplier is not None:
        query = query.where(_EXPORTS.c.supplier == supplier)
    return [
        Export(**{name: row._mapping[name] for name in Export.__struct_fields__})
        for row in connection.execute(query)
    ]
