"""What every form of records is written from."""

from collections.abc import Iterator
from typing import Any

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import TABLES, Column, Table
from ikm_sinergi.errors import WriteError
from ikm_sinergi.records.container import Records

__all__ = ["given_tables", "joined", "value_of"]


def given_tables(records: Records) -> Iterator[tuple[Table, tuple[Entity, ...]]]:
    """Yield the tables that were given, with their rows."""
    for name, table in TABLES.items():
        entities = records.table(name)
        if entities or name in records.given:
            yield table, entities


def value_of(entity: Entity, field: str) -> Any:
    """Return a field of an entity, "owner.nik" being that of its owner."""
    outer, _, inner = field.partition(".")
    value = getattr(entity, outer)
    return getattr(value, inner, None) if inner else value


def joined(items: tuple[str, ...], entity: Entity, column: Column) -> str:
    """Return a list as one cell; a list without items is ";", since an empty cell states none."""
    for item in items:
        if ";" in item:
            text = f"{item!r} holds a semicolon, which separates items in a cell: write JSON"
            raise WriteError(f"{type(entity).__name__} {column.header}", text)
    return ";".join(items) or ";"
