"""What a table is: the entity of its rows, its key, and its columns with their labels.

Reading, writing, templates and schemas all follow these definitions; nothing else knows which
columns there are. A test holds them equal to the fields of the entities.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.domain.entities import (
    Agency,
    Dispensation,
    Entity,
    Grant,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.domain.fields import LONGEST_ID
from ikm_sinergi.domain.terms import Measure, ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.words.language import Text

__all__ = ["TABLES", "Column", "Holds", "Table", "ids_in", "ids_of", "key_of", "table_of"]


class Holds(Enum):
    """What the cells of a column hold."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    YEAR = "year"
    DAY = "day"
    WHOLE = "whole"
    CODE = "code"
    PROVINCE = "province"
    DIGITS = "digits"
    TERM = "term"
    IDENTIFIERS = "identifiers"
    CODES = "codes"
    TERMS = "terms"

    @property
    def many(self) -> bool:
        """Whether a cell is a list; in CSV and Excel its items are separated by ";"."""
        return self is Holds.IDENTIFIERS or self is Holds.CODES or self is Holds.TERMS


@frozen
class Column:
    """One column: its field, and what it holds.

    `field` is the name in the entity and in JSON, "owner.nik" for a field of the owner; `header`
    is the name in CSV and Excel. `vocabulary` is the closed list of a TERM or TERMS column,
    `refers` the table whose id the column names, `personal` marks data of a person, and a fault
    in a column that `decides` rejects the row although the cell may be empty: without it the row
    would say something else. `labelled` is the key of its label, if that is not the field.
    """

    field: str
    holds: Holds
    required: bool = False
    vocabulary: type[ProgramKind | ProgramStatus | ParticipationStatus | Measure | Side] | None = (
        None
    )
    refers: str | None = None
    personal: bool = False
    decides: bool = False
    labelled: str | None = None

    @property
    def label(self) -> Text:
        """What people call the column."""
        return Text.of(f"columns.{self.labelled or self.field}")

    @property
    def header(self) -> str:
        """The name of the column in CSV and Excel."""
        return self.field.replace(".", "_")


@frozen
class Table:
    """One table: its name in files and JSON, the class of its rows, and the columns of its key."""

    name: str
    entity: type[Entity]
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def label(self) -> Text:
        """What people call the table."""
        return Text.of(f"tables.{self.name}")

    @property
    def headers(self) -> tuple[str, ...]:
        """The header line of the table in CSV and Excel."""
        return tuple(column.header for column in self.columns)

    def column(self, field: str) -> Column | None:
        """Return the column of this field or header, None if there is none."""
        return next((c for c in self.columns if field in {c.field, c.header}), None)


_ID: Final = Column("id", Holds.IDENTIFIER, required=True)

_NOTE: Final = Column("note", Holds.TEXT)

_PARTICIPANT: Final = Column(
    "participant",
    Holds.IDENTIFIER,
    required=True,
    refers="participants",
)

_PROGRAM: Final = Column("program", Holds.IDENTIFIER, required=True, refers="programs")

_TABLES: Final = (
    Table(
        "programs",
        Program,
        ("id",),
        (
            _ID,
            Column("year", Holds.YEAR, required=True),
            Column(
                "kind",
                Holds.TERM,
                required=True,
                vocabulary=ProgramKind,
            ),
            Column("title", Holds.TEXT, required=True),
            Column("lead", Holds.IDENTIFIER, refers="agencies"),
            Column("partners", Holds.IDENTIFIERS, refers="agencies"),
            Column("regencies", Holds.CODES),
            Column("commodity", Holds.TEXT),
            Column("starts", Holds.DAY),
            Column("ends", Holds.DAY),
            Column("status", Holds.TERM, vocabulary=ProgramStatus),
            Column(
                "continues",
                Holds.IDENTIFIER,
                refers="programs",
            ),
            _NOTE,
        ),
    ),
    Table(
        "participants",
        Participant,
        ("id",),
        (
            _ID,
            Column("name", Holds.TEXT, required=True, labelled="ikm_name"),
            Column("regency", Holds.CODE),
            Column("commodity", Holds.TEXT),
            Column("nib", Holds.DIGITS),
            Column("workers", Holds.WHOLE),
            Column("investment", Holds.WHOLE),
            Column("owner.name", Holds.TEXT, personal=True),
            Column("owner.nik", Holds.DIGITS, personal=True),
            _NOTE,
        ),
    ),
    Table(
        "participations",
        Participation,
        ("participant", "program"),
        (
            _PARTICIPANT,
            _PROGRAM,
            Column("status", Holds.TERM, vocabulary=ParticipationStatus),
            Column("completed_on", Holds.DAY),
            _NOTE,
        ),
    ),
    Table(
        "grants",
        Grant,
        ("id",),
        (
            _ID,
            _PROGRAM,
            Column("item", Holds.TEXT, required=True),
            Column("quantity", Holds.WHOLE),
            Column("value", Holds.WHOLE, labelled="grant_value"),
            Column("recipient", Holds.IDENTIFIER, refers="participants"),
            Column("handed_over", Holds.DAY),
            _NOTE,
        ),
    ),
    Table(
        "sales",
        Sale,
        ("program", "retailer"),
        (
            _PROGRAM,
            Column("retailer", Holds.TEXT),
            Column("amount", Holds.WHOLE),
            _NOTE,
        ),
    ),
    Table(
        "results",
        Result,
        ("participant", "year", "measure"),
        (
            _PARTICIPANT,
            Column("year", Holds.YEAR, required=True),
            Column(
                "measure",
                Holds.TERM,
                required=True,
                vocabulary=Measure,
            ),
            Column("value", Holds.WHOLE, required=True),
        ),
    ),
    Table(
        "dispensations",
        Dispensation,
        ("id",),
        (
            _ID,
            Column("rule", Holds.IDENTIFIER, required=True),
            Column("year", Holds.YEAR, required=True),
            Column(
                "participant",
                Holds.IDENTIFIER,
                refers="participants",
                decides=True,
            ),
            Column(
                "program",
                Holds.IDENTIFIER,
                refers="programs",
                decides=True,
            ),
            Column("regency", Holds.CODE, decides=True),
            Column("reason", Holds.TEXT, required=True),
            Column(
                "requested_by",
                Holds.IDENTIFIER,
                refers="agencies",
            ),
            Column(
                "approved_by",
                Holds.IDENTIFIER,
                required=True,
                refers="agencies",
            ),
            Column("decided_on", Holds.DAY, required=True),
            Column("expires", Holds.DAY, required=True),
        ),
    ),
    Table(
        "agencies",
        Agency,
        ("id",),
        (
            _ID,
            Column("name", Holds.TEXT, required=True),
            Column("short_name", Holds.TEXT, required=True),
            Column("sides", Holds.TERMS, required=True, vocabulary=Side),
            Column("leads", Holds.TERMS, vocabulary=ProgramKind),
            Column(
                "branch_of",
                Holds.IDENTIFIER,
                refers="agencies",
            ),
            Column("formerly", Holds.IDENTIFIERS),
            Column("province", Holds.PROVINCE),
        ),
    ),
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
