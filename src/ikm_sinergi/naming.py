"""Which ids, regencies and year a row or an entity names: whom a fault in it concerns."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from ikm_sinergi.model import Entity
from ikm_sinergi.tables import TABLES, Holds, Table
from ikm_sinergi.values import LONGEST_ID

__all__ = ["ids_in", "ids_of"]

LAST_NUMBER: Final = 10**LONGEST_ID


def ids_in(table: Table, cells: Mapping[Any, Any], *, textual: bool) -> dict[str, tuple[str, ...]]:
    """Return whatever ids, regencies and year can be read in a row, by field."""
    ids: dict[str, tuple[str, ...]] = {}
    for field, many in _naming(table.name).items():
        value = cells.get(field)
        if many and textual and type(value) is str:
            value = value.split(";")
        items: list[Any] = value if type(value) in {list, tuple} else [value]  # type: ignore[assignment]
        texts = tuple(text for text in map(_id_in, items) if text)
        if texts:
            ids[field] = texts
    return ids


def ids_of(table: Table, entity: Entity) -> dict[str, tuple[str, ...]]:
    """Return the ids, regencies and year of an entity by field, as `ids_in` reads them in a row."""
    ids: dict[str, tuple[str, ...]] = {}
    for field, many in _naming(table.name).items():
        value: Any = getattr(entity, field)
        if value:
            ids[field] = value if many else (str(value),)
    return ids


@cache
def _naming(name: str) -> Mapping[str, bool]:
    """Return the fields of a table that name a record, a regency or a year; True for lists."""
    return {
        column.field: column.holds.many
        for column in TABLES[name].columns
        if column.refers
        or column.field in {"id", "year"}
        or column.holds in {Holds.CODE, Holds.CODES}
    }


def _id_in(item: Any) -> str:
    """Return the id that a cell holds, whatever blanks are around it; empty if it holds none."""
    if type(item) is int and 0 <= item < LAST_NUMBER:
        return str(item)
    text = item.strip() if type(item) is str else ""
    return text if len(text) <= LONGEST_ID else ""
