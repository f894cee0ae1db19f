"""Suppliers, kept and read."""

from msgspec.structs import asdict
from sqlalchemy import Connection, RowMapping, insert, select

from questionnaire.store.tables import TABLES
from questionnaire.store.values import Supplier

SUPPLIERS = TABLES["supplier"]


def all_suppliers(connection: Connection) -> list[Supplier]:
    """Every supplier, by name, without regard to case."""
    found = [supplier_of(row._mapping) for row in connection.execute(select(SUPPLIERS))]
    return sorted(found, key=lambda supplier: (supplier.name.casefold(), supplier.id))


def keep_supplier(connection: Connection, supplier: Supplier) -> None:
    """Keep a new supplier."""
    connection.execute(insert(SUPPLIERS), asdict(supplier))


def supplier_of(row: RowMapping) -> Supplier:
    """A row of the table as a supplier."""
    return Supplier(**{name: row[name] for name in Supplier.__struct_fields__})
