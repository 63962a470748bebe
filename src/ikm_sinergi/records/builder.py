"""One row of a table -> one entity, and every fault found on the way.

A row is a plain dict: exact types from JSON or a database, texts from CSV (`textual`), where an
empty cell is a field not stated, or whatever people write in an office (`office`). A fault in an
optional field keeps the row and leaves the field None; a fault in a required one rejects the row.
Personal values are masked from here on.

Clean rows are built directly (`builder`); any other row goes the slow way (`structure`), which
asks cattrs for every fault at once.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from math import isnan
from types import MappingProxyType
from typing import Any, Final, TypeGuard

from attrs import field as attribute
from attrs import frozen

from ikm_sinergi.domain.arguments import Hints, wrong_type
from ikm_sinergi.domain.entities import Entity, Owner, Participant
from ikm_sinergi.domain.identifiers import hidden, masked
from ikm_sinergi.domain.tables import TABLES, Column, Table, ids_in
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.office import Office
from ikm_sinergi.records.cells import Read, Unreadable, converts, reader
from ikm_sinergi.records.faults import MISSING, REPAIRED, UNKNOWN, UNREADABLE, Fault, encodable

__all__ = ["Row", "builder", "is_object", "is_row", "named", "repair_of", "structure"]

SHOWN: Final = 60


@frozen
class Row:
    """What became of one row: the entity (None if rejected), its faults, its unreadable fields."""

    entity: Entity | None
    faults: tuple[Fault, ...] = ()
    unreadable: frozenset[str] = frozenset()
    ids: Mapping[str, tuple[str, ...]] = attribute(factory=dict[str, tuple[str, ...]])


def is_object(value: Any) -> TypeGuard[dict[Any, Any]]:
    """Whether a value is a plain dict, which is what JSON has and what owners are."""
    return type(value) is dict


def is_row(value: Any) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value can be a row: a dict, or any other mapping that a database hands out."""
    return isinstance(value, Mapping)


Build = Callable[[Any], Entity | None]


@cache
def builder(name: str, *, textual: bool = False, office: Office | None = None) -> Build:
    """Return the function that builds the entity of a clean row, and None of any other row."""
    table = TABLES[name]
    entity: Callable[..., Entity] = table.entity
    steps = [
        (column.field, reader(column, textual=textual))
        for column in table.columns
        if converts(column, textual=textual)
    ]
    if office is not None:
        steps = list(_office_readers(name, office))
    if table.entity is Participant:
        of_owner = {field[6:]: read for field, read in steps if field.startswith("owner.")}
        steps = [(field, read) for field, read in steps if not field.startswith("owner.")]
        steps.append(("owner", lambda value: _build_owner(value, of_owner)))

    def build(row: Any) -> Entity | None:
        if not is_object(row) and not is_row(row):
            return None
        cells: dict[str, Any] = {
            key: value
            for key, value in row.items()
            if value is not None and (type(value) is not str or value)
        }
        try:
            for key, read in steps:
                if key in cells:
                    cells[key] = read(cells[key])
            return entity(**cells)
        except (Unreadable, InvalidValueError, TypeError):  # a fault, an unknown or a missing field
            return None

    return build


def _build_owner(value: Any, readers: Mapping[str, Read]) -> Owner | None:
    if not is_object(value):
        raise Unreadable("not_object")
    stated = _stated(value)
    if readers:
        stated = _stated({part: readers[part](cell) for part, cell in stated.items()})
    return Owner(**stated) if stated else None


@cache
def _office_readers(name: str, office: Office) -> tuple[tuple[str, Read], ...]:
    """Return the fields of a table, those of an owner too, with what reads an office's cells."""
    return tuple((column.field, office.reader(column)) for column in TABLES[name].columns)


def _hook(column: Column, *, textual: bool) -> Callable[[Any, Any], Any]:
    """Return the cattrs hook of a column."""
    read = reader(column, textual=textual)
    return lambda value, _type: read(value)


@cache
def _structurer(name: str, *, textual: bool) -> Callable[[Any, Any], Any]:
    """Return the function that builds the entity of a table, naming every faulty field at once."""
    from cattrs import Converter  # noqa: PLC0415  # 20 ms that an import need not pay
    from cattrs.gen import make_dict_structure_fn, override  # noqa: PLC0415

    converter = Converter(detailed_validation=True)
    hooks: dict[str, Any] = {}
    of_owner: dict[str, Any] = {}
    for column in TABLES[name].columns:
        outer, _, part = column.field.partition(".")
        hook = override(struct_hook=_hook(column, textual=textual))
        if part:
            of_owner[part] = hook
        else:
            hooks[outer] = hook
    if of_owner:
        build = make_dict_structure_fn(Owner, converter, **of_owner)

        def owner(value: Any, _type: Any) -> Owner:
            if not is_object(value):
                raise Unreadable("not_object")
            return build(value, Owner)

        hooks["owner"] = override(struct_hook=owner)
    return make_dict_structure_fn(TABLES[name].entity, converter, **hooks)


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(column.field.partition(".")[0] for column in TABLES[name].columns)


_OWNER_FIELDS: Final = frozenset({"name", "nik"})


def structure(
    table: Table, row: Any, *, textual: bool = False, office: Office | None = None
) -> Row:
    """Read one row, a mapping from field to value, into the entity of its table.

    `textual` says that all values are texts, as in CSV; `office`, that they are what people
    write. What cannot be read is in the faults, and a row without a required field has no entity.
    Raises `InvalidTypeError` for a row that is neither a mapping nor anything that JSON holds.
    """
    if not is_row(row):
        if row is not None and not isinstance(row, str | int | float | list):
            raise wrong_type(table.name, "rows that are mappings", row, ROW_HINTS)
        fault = Fault(
            code=UNREADABLE, table=table.name, field=None, reason="not_object", shown=_shown(row)
        )
        return Row(None, (fault,))
    cells = _stated(row)
    unknown = _set_aside_unknown(table, cells)
    errors = [] if office is None else _understand(table, cells, office)
    if (textual or office is not None) and not cells and not unknown:  # an empty line
        return Row(None)
    return _mended(table, cells, unknown, errors, textual=textual)


ROW_HINTS: Final[Hints] = MappingProxyType(
    {
        tuple: "dict(zip(columns, row)) makes a mapping of a row of a database",
        Entity: "Records(programs=[...], ...) takes entities",
        object: "dict(row) makes a mapping of many",
    }
)


def _mended(
    table: Table,
    cells: dict[str, Any],
    unknown: list[str],
    errors: list[tuple[str, Unreadable]],
    *,
    textual: bool,
) -> Row:
    """Build the entity of the cells, telling of `unknown` fields, `errors` and whatever follows."""
    repaired = {field: error.repaired for field, error in errors if error.repaired is not None}
    ids = ids_in(table, cells | repaired, textual=textual)
    faults = [
        Fault(code=UNKNOWN, table=table.name, field=name, reason="unknown_field", ids=ids)
        for name in unknown
    ]
    unreadable: set[str] = set()
    lost: set[str] = set()  # fields without which there is no entity

    def tell(errors: list[tuple[str, Unreadable]]) -> None:
        for field, error in errors:
            if field in lost:  # told of already
                continue
            faults.append(_fault(table, cells, field, error, ids))
            column = table.column(field)
            holder, key = _place(cells, field)
            if error.repaired is not None:
                holder[key] = error.repaired
            elif field != "owner" and (column is None or column.required or column.decides):
                lost.add(field)
            else:
                holder.pop(key, None)
                if error.code != REPAIRED:
                    unreadable.add(field)
                elif not holder:  # an owner of whom all is masked is not stated
                    del cells["owner"]

    tell(errors)
    entity = builder(table.name, textual=textual)(cells)
    told = False
    while entity is None and not (told and lost):  # again without what is faulty, until it is one
        told = True
        try:
            entity = _structurer(table.name, textual=textual)(cells, table.entity)
        except ExceptionGroup as group:
            tell(_errors(group))
    return Row(None if lost else entity, tuple(faults), frozenset(unreadable), ids)


def _understand(
    table: Table, cells: dict[str, Any], office: Office
) -> list[tuple[str, Unreadable]]:
    """Put exact values in the place of cells; return the errors of those that stay as they are."""
    errors: list[tuple[str, Unreadable]] = []
    for field, read in _office_readers(table.name, office):
        holder, key = _place(cells, field)
        if key not in holder:
            continue
        try:
            holder[key] = read(holder[key])
        except Unreadable as error:
            errors.append((field, error))
        else:
            if holder[key] is None:
                del holder[key]
    if cells.get("owner") == {}:
        del cells["owner"]
    return errors


def _stated(row: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return the cells that hold something; a cell of blanks is as empty as an empty one.

    NaN, NaT and NA are what a data frame has where nothing is stated.
    """
    return {
        key: value
        for key, value in row.items()
        if (value.strip() if type(value) is str else not _is_missing(value))
    }


def _is_missing(value: Any) -> bool:
    if isinstance(value, float):
        return isnan(value)
    return value is None or type(value).__name__ in _MISSING


_MISSING: Final = frozenset({"NaTType", "NAType"})  # of pandas, which need not be there


def _set_aside_unknown(table: Table, cells: dict[Any, Any]) -> list[str]:
    """Drop the keys no table has, and return the names of those that are not the user's own."""
    unknown = [(cells, name, named(name)) for name in cells if name not in _known(table.name)]
    owner = cells.get("owner")
    if table.entity is Participant and is_object(owner):
        stated = _stated(owner)
        unknown += [
            (stated, name, f"owner.{named(name)}") for name in stated if name not in _OWNER_FIELDS
        ]
        cells["owner"] = stated
    for mapping, key, _ in unknown:
        del mapping[key]
    if cells.get("owner") == {}:
        del cells["owner"]
    return [shown for _, _, shown in unknown if not shown.startswith(("x_", "owner.x_"))]


def _errors(group: BaseException, prefix: str = "") -> list[tuple[str, Unreadable]]:
    """Return every faulty field with its error; cattrs names the field in a note."""
    found: list[tuple[str, Unreadable]] = []
    for error in getattr(group, "exceptions", ()):
        notes = getattr(error, "__notes__", ())
        field = prefix + next((note.name for note in notes if hasattr(note, "name")), "")
        if hasattr(error, "exceptions"):
            found += _errors(error, f"{field}.")
        elif isinstance(error, Unreadable):
            found.append((field, error))
        elif isinstance(error, KeyError):
            found.append((field, Unreadable("empty", MISSING)))
        elif isinstance(error, InvalidValueError):
            found.append((error.field, Unreadable(error.reason)))
        else:
            raise error
    return found


def _place(cells: dict[str, Any], field: str) -> tuple[dict[str, Any], str]:
    """Return the dict that holds a field, and its key there: those of an owner are inside."""
    name, _, part = field.partition(".")
    inside = cells.get(name)
    return (inside, part) if part and is_object(inside) else (cells, name)


def _fault(
    table: Table,
    cells: dict[str, Any],
    field: str,
    error: Unreadable,
    ids: Mapping[str, tuple[str, ...]],
) -> Fault:
    if error.reason == "masked":  # as the whole column is, of which it is told once
        return Fault(code=error.code, table=table.name, field=field, reason=error.reason)
    holder, key = _place(cells, field)
    value = holder.get(key)
    personal = field.partition(".")[0] == "owner"
    readings = tuple(map(hidden, error.readings))
    if error.repaired is not None:
        readings = (_shown(error.repaired, personal=personal),)
    return Fault(
        code=REPAIRED if error.repaired is not None else error.code,
        table=table.name,
        field=field,
        reason=error.reason,
        shown=None if value is None else _shown(value, personal=personal),
        readings=readings,
        ids=ids,
    )


def repair_of(table: Table, field: str, value: Any, error: Unreadable) -> Fault:
    """Return what is to be told of a value that was repaired, wherever it stands."""
    outer, _, part = field.partition(".")
    return _fault(table, {outer: {part: value} if part else value}, field, error, {})


def _shown(value: Any, *, personal: bool = False) -> str:
    """Return a value as a person may see it: masked if personal, never long, always printable."""
    try:
        text = (
            masked(str(value)) if personal else json.dumps(value, ensure_ascii=False, default=str)
        )
    except (TypeError, ValueError, RecursionError):  # nested in itself, or a number without end
        text = masked("") if personal else f"({type(value).__name__})"
    text = hidden(text)
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    return encodable(text)


def named(key: Any) -> str:
    """Return a key that no table has as a person may see it."""
    if type(key) is not str:
        return _shown(key)
    return encodable(key if len(key) <= SHOWN else f"{key[:SHOWN]}...")
