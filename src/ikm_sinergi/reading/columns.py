"""Whole columns of cells -> entities, for the rows in which nothing is wrong.

A column repeats few texts (statuses, regencies, ids of programs), so each text is read once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from ikm_sinergi.cells import Read, Unreadable
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.faults import Source
from ikm_sinergi.intake import Intake
from ikm_sinergi.model import Entity, Owner
from ikm_sinergi.office import Office
from ikm_sinergi.reading.grid import Cell
from ikm_sinergi.tables import TABLES

__all__ = ["Columns", "entities_of", "read_columns", "row_of", "values_of"]

Columns = Mapping[str, Sequence[Any]]
"""The cells of a table by field, each as many as there are rows."""

_REFUSED: Final = object()


def read_columns(
    intake: Intake, source: Source, office: Office, numbers: Sequence[int], columns: Columns
) -> None:
    """Read a table whose rows stand under these numbers in the sheet."""
    keep = intake.place(source)
    nothing = frozenset[str]()
    for place, entity in enumerate(entities_of(source.table, office, columns)):
        if entity is not None:
            keep(numbers[place], entity, nothing)
            continue
        row = row_of(columns, [cells[place] for cells in columns.values()])
        mended, unreadable = intake.mend(source, numbers[place], row, office=office)
        if mended is not None:
            keep(numbers[place], mended, unreadable)


def values_of(read: Read, cells: Iterable[Any]) -> list[Any]:
    """Return what each cell holds, repaired or not; None if it cannot be read or states nothing.

    >>> from ikm_sinergi.office.names import read_code
    >>> values_of(read_code, ["73.13", "Kab. Wajo", "Toraja"])
    ['73.13', '73.13', None]
    """
    known: dict[Any, Any] = {(type(None), None): None}
    values: list[Any] = []
    for cell in cells:
        key: Any = cell if type(cell) is str else (type(cell), cell)
        if key not in known:
            try:
                known[key] = read(cell)
            except Unreadable as error:
                known[key] = error.repaired
        values.append(known[key])
    return values


def entities_of(name: str, office: Office, columns: Columns) -> list[Entity | None]:
    """Return the entity of each row, None where a cell needs a closer look or one is missing."""
    table = TABLES[name]
    values: dict[str, Iterable[Any]] = {}
    owner: dict[str, Iterable[Any]] = {}
    for column in table.columns:
        if column.field in columns:
            read = _column(office.reader(column), columns[column.field])
            if column.personal:
                owner[column.field.partition(".")[2]] = read
            else:
                values[column.field] = read
    if owner:
        values["owner"] = [_owner(owner, cells) for cells in zip(*owner.values(), strict=True)]
    entity: Callable[..., Entity] = table.entity
    names = tuple(values)
    return [_entity(entity, names, cells) for cells in zip(*values.values(), strict=True)]


def _column(read: Read, cells: Iterable[Cell]) -> list[Any]:
    """Return what each cell holds."""
    known: dict[str, Any] = {}
    values: list[Any] = []
    for cell in cells:
        if cell is None:
            values.append(None)
        elif type(cell) is not str:
            values.append(_value(read, cell))
        elif cell in known:
            values.append(known[cell])
        else:
            known[cell] = value = _value(read, cell)
            values.append(value)
    return values


def _value(read: Read, cell: Cell) -> Any:
    try:
        return read(cell)
    except Unreadable:
        return _REFUSED


def _owner(parts: Iterable[str], cells: tuple[Any, ...]) -> Any:
    if _REFUSED in cells:
        return _REFUSED
    stated = {part: cell for part, cell in zip(parts, cells, strict=True) if cell is not None}
    return Owner(**stated) if stated else None


def _entity(
    entity: Callable[..., Entity], names: tuple[str, ...], cells: tuple[Any, ...]
) -> Entity | None:
    if _REFUSED in cells:
        return None
    try:
        return entity(**dict(zip(names, cells, strict=True)))
    except (InvalidValueError, TypeError):  # a required field is not stated
        return None


def row_of(fields: Iterable[str], cells: Iterable[Cell]) -> dict[str, Any]:
    """Return a row as a dict, with the fields of an owner in an object of their own."""
    row: dict[str, Any] = {}
    owner: dict[str, Cell] = {}
    for field, cell in zip(fields, cells, strict=True):
        if field.startswith("owner."):
            owner[field.partition(".")[2]] = cell
        else:
            row[field] = cell
    return {**row, "owner": owner} if owner else row
