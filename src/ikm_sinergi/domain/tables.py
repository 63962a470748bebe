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
    """One column: its field, what it holds, and its label.

    `field` is the name in the entity and in JSON, "owner.nik" for a field of the owner; `header`
    is the name in CSV and Excel. `vocabulary` is the closed list of a TERM or TERMS column,
    `refers` the table whose id the column names, `personal` marks data of a person, and a fault
    in a column that `decides` rejects the row although the cell may be empty: without it the row
    would say something else.
    """

    field: str
    holds: Holds
    label: Text
    required: bool = False
    vocabulary: type[ProgramKind | ProgramStatus | ParticipationStatus | Measure | Side] | None = (
        None
    )
    refers: str | None = None
    personal: bool = False
    decides: bool = False

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
    label: Text
    columns: tuple[Column, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The header line of the table in CSV and Excel."""
        return tuple(column.header for column in self.columns)

    def column(self, field: str) -> Column | None:
        """Return the column of this field or header, None if there is none."""
        return next((c for c in self.columns if field in {c.field, c.header}), None)


_ID: Final = Column("id", Holds.IDENTIFIER, Text("id", "id"), required=True)

_NOTE: Final = Column("note", Holds.TEXT, Text("note", "keterangan"))

_PARTICIPANT: Final = Column(
    "participant",
    Holds.IDENTIFIER,
    Text("participant", "peserta"),
    required=True,
    refers="participants",
)

_PROGRAM: Final = Column(
    "program", Holds.IDENTIFIER, Text("program", "program"), required=True, refers="programs"
)

_TABLES: Final = (
    Table(
        "programs",
        Program,
        ("id",),
        Text("programs", "program"),
        (
            _ID,
            Column("year", Holds.YEAR, Text("fiscal year", "tahun anggaran"), required=True),
            Column(
                "kind",
                Holds.TERM,
                Text("kind of program", "jenis kegiatan"),
                required=True,
                vocabulary=ProgramKind,
            ),
            Column("title", Holds.TEXT, Text("title", "nama kegiatan"), required=True),
            Column(
                "lead", Holds.IDENTIFIER, Text("leading agency", "pelaksana"), refers="agencies"
            ),
            Column("partners", Holds.IDENTIFIERS, Text("partners", "mitra"), refers="agencies"),
            Column(
                "regencies", Holds.CODES, Text("regencies served", "kabupaten/kota yang dilayani")
            ),
            Column("commodity", Holds.TEXT, Text("commodity", "komoditas")),
            Column("starts", Holds.DAY, Text("starts", "tanggal mulai")),
            Column("ends", Holds.DAY, Text("ends", "tanggal selesai")),
            Column("status", Holds.TERM, Text("status", "status"), vocabulary=ProgramStatus),
            Column(
                "continues",
                Holds.IDENTIFIER,
                Text("continues the program", "lanjutan dari program"),
                refers="programs",
            ),
            _NOTE,
        ),
    ),
    Table(
        "participants",
        Participant,
        ("id",),
        Text("participants", "peserta"),
        (
            _ID,
            Column("name", Holds.TEXT, Text("name of the IKM", "nama IKM"), required=True),
            Column("regency", Holds.CODE, Text("regency", "kabupaten/kota")),
            Column("commodity", Holds.TEXT, Text("commodity", "komoditas")),
            Column("nib", Holds.DIGITS, Text("business number (NIB)", "NIB")),
            Column("workers", Holds.WHOLE, Text("workers", "tenaga kerja")),
            Column("investment", Holds.WHOLE, Text("investment (Rp)", "nilai investasi (Rp)")),
            Column("owner.name", Holds.TEXT, Text("owner", "nama pemilik"), personal=True),
            Column("owner.nik", Holds.DIGITS, Text("owner's NIK", "NIK pemilik"), personal=True),
            _NOTE,
        ),
    ),
    Table(
        "participations",
        Participation,
        ("participant", "program"),
        Text("participations", "keikutsertaan"),
        (
            _PARTICIPANT,
            _PROGRAM,
            Column("status", Holds.TERM, Text("status", "status"), vocabulary=ParticipationStatus),
            Column("completed_on", Holds.DAY, Text("completed on", "tanggal selesai")),
            _NOTE,
        ),
    ),
    Table(
        "grants",
        Grant,
        ("id",),
        Text("equipment grants", "bantuan alat"),
        (
            _ID,
            _PROGRAM,
            Column("item", Holds.TEXT, Text("item", "jenis alat"), required=True),
            Column("quantity", Holds.WHOLE, Text("quantity", "jumlah")),
            Column("value", Holds.WHOLE, Text("value (Rp)", "nilai (Rp)")),
            Column(
                "recipient", Holds.IDENTIFIER, Text("recipient", "penerima"), refers="participants"
            ),
            Column("handed_over", Holds.DAY, Text("handed over on", "tanggal serah terima")),
            _NOTE,
        ),
    ),
    Table(
        "sales",
        Sale,
        ("program", "retailer"),
        Text("sales", "penjualan"),
        (
            _PROGRAM,
            Column("retailer", Holds.TEXT, Text("retailer", "peritel")),
            Column("amount", Holds.WHOLE, Text("amount (Rp)", "nilai penjualan (Rp)")),
            _NOTE,
        ),
    ),
    Table(
        "results",
        Result,
        ("participant", "year", "measure"),
        Text("results", "hasil"),
        (
            _PARTICIPANT,
            Column("year", Holds.YEAR, Text("fiscal year", "tahun anggaran"), required=True),
            Column(
                "measure",
                Holds.TERM,
                Text("measure", "ukuran"),
                required=True,
                vocabulary=Measure,
            ),
            Column("value", Holds.WHOLE, Text("value", "nilai"), required=True),
        ),
    ),
    Table(
        "dispensations",
        Dispensation,
        ("id",),
        Text("dispensations", "dispensasi"),
        (
            _ID,
            Column("rule", Holds.IDENTIFIER, Text("rule", "aturan"), required=True),
            Column("year", Holds.YEAR, Text("fiscal year", "tahun anggaran"), required=True),
            Column(
                "participant",
                Holds.IDENTIFIER,
                Text("participant", "peserta"),
                refers="participants",
                decides=True,
            ),
            Column(
                "program",
                Holds.IDENTIFIER,
                Text("program", "program"),
                refers="programs",
                decides=True,
            ),
            Column("regency", Holds.CODE, Text("regency", "kabupaten/kota"), decides=True),
            Column("reason", Holds.TEXT, Text("reason", "alasan"), required=True),
            Column(
                "requested_by",
                Holds.IDENTIFIER,
                Text("requested by", "diajukan oleh"),
                refers="agencies",
            ),
            Column(
                "approved_by",
                Holds.IDENTIFIER,
                Text("approved by", "disetujui oleh"),
                required=True,
                refers="agencies",
            ),
            Column("decided_on", Holds.DAY, Text("decided on", "tanggal penetapan"), required=True),
            Column("expires", Holds.DAY, Text("expires", "berlaku sampai dengan"), required=True),
        ),
    ),
    Table(
        "agencies",
        Agency,
        ("id",),
        Text("agencies", "instansi"),
        (
            _ID,
            Column("name", Holds.TEXT, Text("name", "nama instansi"), required=True),
            Column("short_name", Holds.TEXT, Text("short name", "nama singkat"), required=True),
            Column(
                "sides", Holds.TERMS, Text("sides", "hulu/hilir"), required=True, vocabulary=Side
            ),
            Column("leads", Holds.TERMS, Text("leads", "tugas"), vocabulary=ProgramKind),
            Column(
                "branch_of",
                Holds.IDENTIFIER,
                Text("branch of", "instansi induk"),
                refers="agencies",
            ),
            Column("formerly", Holds.IDENTIFIERS, Text("formerly", "id terdahulu")),
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
