"""Our classes for cattrs: plain values of JSON -> entities, records and policies, and back.

Values are of exactly the right type, days are ISO texts and terms their keys. Whatever is wrong is
in one cattrs error, each problem with its path (`cattrs.transform_error` lists them). Personal data
of owners is written as it is: `records.without_owners()` has none.
"""

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import evolve, fields, frozen, has

from ikm_sinergi.checking.report import Finding, Report
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
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.records.beside import CLEAN, Beside, Raw, own_fields
from ikm_sinergi.records.container import Origin, Records
from ikm_sinergi.records.faults import UNREADABLE, Fault, Reject, Source
from ikm_sinergi.records.intake import Segment
from ikm_sinergi.reference.policy import (
    Announcement,
    Policy,
    Potential,
    Prerequisite,
    SizeThresholds,
)
from ikm_sinergi.reference.policy_file import exact_converter
from ikm_sinergi.verdicts import Verdict

if TYPE_CHECKING:
    from cattrs import Converter

_ENTITIES: Final = (*(table.entity for table in TABLES.values()), Owner)
_POLICIES: Final = (Policy, Prerequisite, SizeThresholds, Potential, Announcement)


def converter() -> "Converter":
    """Return a new cattrs converter that knows the classes of this library.

    >>> plain = converter().unstructure(Participation(participant="P-1", program="2021-wajo"))
    >>> plain
    {'participant': 'P-1', 'program': '2021-wajo'}
    >>> converter().structure(plain, Participation).program
    '2021-wajo'
    """
    from cattrs import Converter  # noqa: PLC0415  # 20 ms that an import need not pay

    made = Converter()
    register(made)
    return made


def register(converter: "Converter") -> None:
    """Teach a cattrs converter the classes of this library; what it knows else stays as it is.

    Entities, `Records` and policies go both ways; where records stood is not kept. A `Verdict`,
    `Report` or `Finding` is only unstructured, to what its `to_dict` returns.
    """
    exact = exact_converter(json=True, own=_ENTITIES)
    for cls in (*_ENTITIES, *_POLICIES):
        converter.register_structure_hook(cls, exact.structure)
        converter.register_unstructure_hook(cls, _plain)
    converter.register_structure_hook(Records, partial(_records, exact))
    converter.register_unstructure_hook(Records, _plain_records)
    converter.register_unstructure_hook(Verdict, Verdict.to_dict)
    converter.register_unstructure_hook(Report, Report.to_dict)
    converter.register_unstructure_hook(Finding, Finding.to_dict)


def _plain(value: object) -> Any:
    """Return a value as JSON holds it; what is not stated is left out."""
    kind = type(value)
    if has(kind):
        stated = ((one.name, getattr(value, one.name)) for one in fields(kind) if one.init)
        return {name: _plain(part) for name, part in stated if part is not None}
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return {str(key): _plain(item) for key, item in items.items()}
    if isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
        return [_plain(part) for part in parts]
    return str(value) if isinstance(value, Enum | dt.date) else value


# --- records -------------------------------------------------------------------------------


@frozen(kw_only=True)
class _Unreadable:
    """The fields of one row that could not be read; rows count from 0."""

    table: str
    row: int
    fields: tuple[str, ...]


@frozen(kw_only=True)
class _Own:
    """The user's own fields of one row; rows count from 0."""

    table: str
    row: int
    fields: dict[str, Any]


@frozen(kw_only=True)
class _Document:
    """Records as one object: the tables as in the canonical JSON, and what is beside them."""

    schema_version: int = SCHEMA_VERSION
    programs: tuple[Program, ...] | None = None
    participants: tuple[Participant, ...] | None = None
    participations: tuple[Participation, ...] | None = None
    grants: tuple[Grant, ...] | None = None
    sales: tuple[Sale, ...] | None = None
    results: tuple[Result, ...] | None = None
    dispensations: tuple[Dispensation, ...] | None = None
    agencies: tuple[Agency, ...] | None = None
    in_part: tuple[str, ...] | None = None
    complete: tuple[Any, ...] | None = None  # years, or pairs of one and a regency; as Records says
    faults: tuple[Fault, ...] | None = None
    rejects: tuple[Reject, ...] | None = None
    unreadable: tuple[_Unreadable, ...] | None = None
    own: tuple[_Own, ...] | None = None


def _plain_records(records: Records) -> Any:
    held = {name: records.table(name) for name in TABLES}
    tables: dict[str, Any] = {
        name: rows for name, rows in held.items() if rows or name in records.given
    }
    unreadable = tuple(
        _Unreadable(table=name, row=row, fields=tuple(sorted(names)))
        for name in TABLES
        for row, names in records.origin(name).unreadable.items()
    )
    own = tuple(
        _Own(table=name, row=row, fields=dict(beside.own))
        for name in TABLES
        for row, beside in records.origin(name).beside.items()
        if beside.own
    )
    return _plain(
        _Document(
            **tables,
            in_part=tuple(name for name in tables if name not in records.given) or None,
            complete=tuple(sorted(records.complete, key=str)) or None,
            faults=records.faults or None,
            rejects=tuple(evolve(one, origin=None) for one in records.rejects) or None,
            unreadable=unreadable or None,
            own=own or None,
        )
    )


def _as_given(table: str, rows: Sequence[Entity]) -> Segment:
    """Return where rows that were handed over stand: what else their table gave, rules ask."""
    return Segment(Source(table=table), array("q", range(len(rows))))


def _year_or_pair(given: Any) -> Any:
    return tuple(cast("tuple[Any, ...]", given)) if type(given) is list else given


def _records(exact: "Converter", value: Any, _: Any) -> Records:
    found = exact.structure(value, _Document)
    if found.schema_version != SCHEMA_VERSION:
        raise ValueError(f"schema_version is not {SCHEMA_VERSION}, the only one that is read")
    tables: dict[str, Any] = {name: getattr(found, name) for name in TABLES}
    marks: dict[str, dict[int, Beside]] = {name: {} for name in TABLES}
    for key, stand in (("unreadable", found.unreadable or ()), ("own", found.own or ())):
        for mark in stand:
            if not 0 <= mark.row < len(tables.get(mark.table) or ()):
                raise ValueError(f"{key}: {mark.table} has no row {mark.row}")
            if isinstance(mark, _Own):
                beside = Beside(own=own_fields(mark.fields))
            else:
                beside = Beside(dict.fromkeys(mark.fields, Raw(UNREADABLE)))
            before = marks[mark.table].get(mark.row, CLEAN)
            marks[mark.table][mark.row] = before.joined(beside)
    return Records(
        **tables,
        complete=[_year_or_pair(one) for one in found.complete or ()],
        given=[name for name in TABLES if name not in (found.in_part or ())],
        faults=found.faults or (),
        rejects=found.rejects or (),
        origins={
            name: Origin(rows=rows, segments=(_as_given(name, rows),), beside=marks[name])
            for name, rows in tables.items()
            if rows is not None
        },
    )
