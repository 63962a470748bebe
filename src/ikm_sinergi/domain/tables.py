"""What a table is: the entity of its rows, its key and its columns, which are its fields."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from attrs import NOTHING, evolve, fields, frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.entities import (
    Agency,
    Dispensation,
    Entity,
    Grant,
    Owner,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.domain.fields import LONGEST_ID
from ikm_sinergi.words.language import Text


def _columns(cls: type[Entity | Owner], prefix: str = "") -> Iterator[Column]:
    for one in fields(cls):
        if isinstance(one.validator, Column):
            name, required = f"{prefix}{one.name}", one.default is NOTHING
            yield evolve(one.validator, field=name, required=required)
        else:  # the owner, whose fields are columns of the same table
            yield from _columns(Owner, f"{one.name}.")


@frozen
class Table:
    """One table: its name in files and JSON, the class of its rows, and the columns of its key."""

    name: str
    entity: type[Entity]
    key: tuple[str, ...]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The fields of the entity, in their order."""
        return tuple(_columns(self.entity))

    @property
    def label(self) -> Text:
        """What people call the table."""
        return Text.of(f"tables.{self.name}")

    @property
    def headers(self) -> tuple[str, ...]:
        """The header line of the table in CSV and Excel."""
        return tuple(column.header for column in self.columns)

    @cached_property
    def naming(self) -> Mapping[str, bool]:
        """The fields that name a record, a regency or a year; True for lists."""
        return {
            column.field: column.holds.many
            for column in self.columns
            if column.refers
            or column.field in {"id", "year"}
            or column.holds in {Holds.CODE, Holds.CODES}
        }

    def column(self, field: str) -> Column | None:
        """Return the column of this field or header, None if there is none."""
        return next((c for c in self.columns if field in {c.field, c.header}), None)


_TABLES: Final = (
    Table("programs", Program, ("id",)),
    Table("participants", Participant, ("id",)),
    Table("participations", Participation, ("participant", "program")),
    Table("grants", Grant, ("id",)),
    Table("sales", Sale, ("program", "retailer")),
    Table("results", Result, ("participant", "year", "measure")),
    Table("dispensations", Dispensation, ("id",)),
    Table("agencies", Agency, ("id",)),
)

TABLES: Final = MappingProxyType({table.name: table for table in _TABLES})
"""Every table by its name, in the order in which files and reports show them."""

_BY_ENTITY: Final = MappingProxyType({table.entity: table for table in _TABLES})


def table_of(entity: Entity) -> Table:
    """Return the table whose row this entity is."""
    return _BY_ENTITY[type(entity)]


def key_of(entity: Entity) -> dict[str, Any]:
    """Return the key fields of an entity by name, such as `{"id": "P-001"}`."""
    return {field: getattr(entity, field) for field in table_of(entity).key}


LAST_NUMBER: Final = 10**LONGEST_ID


def ids_in(table: Table, cells: Mapping[Any, Any], *, textual: bool) -> dict[str, tuple[str, ...]]:
    """Return whatever ids, regencies and year can be read in a row, by field."""
    ids: dict[str, tuple[str, ...]] = {}
    for field, many in table.naming.items():
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
    for field, many in table.naming.items():
        value: Any = getattr(entity, field)
        if value:
            ids[field] = value if many else (str(value),)
    return ids


def _id_in(item: Any) -> str:
    """Return the id that a cell holds, whatever blanks are around it; empty if it holds none."""
    if type(item) is int and 0 <= item < LAST_NUMBER:
        return str(item)
    text = item.strip() if type(item) is str else ""
    return text if len(text) <= LONGEST_ID else ""
