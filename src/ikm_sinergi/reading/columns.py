"""Whole columns of cells -> entities, for the rows in which nothing is wrong or only repaired.

A column repeats few texts (statuses, regencies, ids of programs), so each text is read once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.entities import Entity, Owner
from ikm_sinergi.domain.tables import TABLES, Table, ids_of
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.office import Office
from ikm_sinergi.office.days import is_month_first
from ikm_sinergi.reading.grid import Cell
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.records.beside import CLEAN, Beside, is_own, own_fields
from ikm_sinergi.records.builder import repair_of
from ikm_sinergi.records.cells import Read, Unreadable
from ikm_sinergi.records.cells import reader as strict_reader
from ikm_sinergi.records.faults import Fault, Source
from ikm_sinergi.records.intake import Intake

__all__ = [
    "Columns",
    "Mended",
    "beside_each",
    "entities_of",
    "holds_days",
    "office_of",
    "read_columns",
    "row_of",
    "values_of",
]

Columns = Mapping[str, Sequence[Any]]
"""The cells of a table by field, each as many as there are rows; the user's own columns too."""

_REFUSED: Final = object()


@frozen(eq=False)
class _Repair:
    """What a cell, or an owner, was understood as, and what is told of it in each such row."""

    value: Any
    faults: tuple[Fault, ...]


@frozen(eq=False)
class Mended:
    """The entity of a row in which nothing but repairs was needed, and what is told of them."""

    entity: Entity
    faults: tuple[Fault, ...]

    def tell(self, intake: Intake, source: Source, number: int) -> None:
        """Report the repairs of the row."""
        ids = ids_of(TABLES[source.table], self.entity)
        for fault in self.faults:
            intake.faults.append(
                Fault(
                    code=fault.code,
                    table=fault.table,
                    field=fault.field,
                    reason=fault.reason,
                    shown=fault.shown,
                    readings=fault.readings,
                    ids=ids,
                    location=source.locate(number, fault.field),
                )
            )


def read_columns(
    intake: Intake, source: Source, office: Office, numbers: Sequence[int], columns: Columns
) -> None:
    """Read a table whose rows stand under these numbers in the sheet."""
    keep, beside_of = intake.place(source), beside_each(columns)
    for place, entity in enumerate(entities_of(source.table, office, columns)):
        if isinstance(entity, Mended):
            entity.tell(intake, source, numbers[place])
            keep(numbers[place], entity.entity, beside_of(place))
        elif entity is not None:
            keep(numbers[place], entity, beside_of(place))
        else:
            row = row_of(columns, [cells[place] for cells in columns.values()])
            mended, beside = intake.mend(source, numbers[place], row, office.way)
            if mended is not None:
                keep(numbers[place], mended, beside)


def beside_each(columns: Columns) -> Callable[[int], Beside]:
    """Return what gives what stands beside a clean row: the cells of the user's own columns."""
    own = {name: cells for name, cells in columns.items() if is_own(name)}

    def beside(place: int) -> Beside:
        stated = own_fields({name: cells[place] for name, cells in own.items()}) if own else None
        return Beside(own=stated) if stated else CLEAN

    return beside


def office_of(block: Block, meaning: Meaning, table: str) -> Office:
    """Return how the cells of a table are read: what its headers and whole columns say of them."""
    month_first = frozenset(
        field
        for field, heading in meaning.of(table).items()
        if (column := TABLES[table].column(field)) is not None
        and column.holds is Holds.DAY
        and any(map(is_month_first, set(block.cells(heading.column))))
    )
    return Office(meaning.factors(table), month_first)


def holds_days(table: str, field: str) -> bool:
    """Whether a column holds days."""
    column = TABLES[table].column(field)
    return column is not None and column.holds is Holds.DAY


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


def entities_of(name: str, office: Office, columns: Columns) -> list[Entity | Mended | None]:
    """Return the entity of each row, None where a cell needs a closer look or one is missing."""
    table = TABLES[name]
    values: dict[str, Iterable[Any]] = {}
    owner: dict[str, Iterable[Any]] = {}
    for column in table.columns:
        if column.field in columns:
            read = _column(table, column, office, columns[column.field])
            if column.personal:
                owner[column.field.partition(".")[2]] = read
            else:
                values[column.field] = read
    if owner:
        values["owner"] = [_owner(owner, cells) for cells in zip(*owner.values(), strict=True)]
    repaired = {
        place
        for cells in values.values()
        for place, one in enumerate(cells)
        if type(one) is _Repair
    }
    entity: Callable[..., Entity] = table.entity
    names = tuple(values)
    return [
        _mended(entity, names, cells) if place in repaired else _entity(entity, names, cells)
        for place, cells in enumerate(zip(*values.values(), strict=True))
    ]


def _column(table: Table, column: Column, office: Office, cells: Iterable[Cell]) -> list[Any]:
    """Return what each cell holds: a value, a repair, or that it is refused."""
    read, exact = office.reader(column), strict_reader(column, textual=False)

    def value_of(cell: Cell) -> Any:
        try:
            return read(cell)
        except Unreadable as error:
            if error.repaired is None:
                return _REFUSED
            fault = repair_of(table, column.field, cell, error)
            return _Repair(exact(error.repaired), (fault,))

    known: dict[str, Any] = {}
    values: list[Any] = []
    for cell in cells:
        if cell is None:
            values.append(None)
        elif type(cell) is not str:
            values.append(value_of(cell))
        elif cell in known:
            values.append(known[cell])
        else:
            known[cell] = value = value_of(cell)
            values.append(value)
    return values


def _owner(parts: Iterable[str], cells: tuple[Any, ...]) -> Any:
    if _REFUSED in cells:
        return _REFUSED
    values, faults = _unwrapped(cells)
    stated = {part: value for part, value in zip(parts, values, strict=True) if value is not None}
    owner = Owner(**stated) if stated else None
    return _Repair(owner, faults) if faults else owner


def _unwrapped(cells: Iterable[Any]) -> tuple[list[Any], tuple[Fault, ...]]:
    """Return what cells hold, and what is told of those that were repaired."""
    repairs = [cell for cell in cells if type(cell) is _Repair]
    faults = tuple([fault for repair in repairs for fault in repair.faults])
    return [cell.value if type(cell) is _Repair else cell for cell in cells], faults


def _entity(
    entity: Callable[..., Entity], names: tuple[str, ...], cells: Sequence[Any]
) -> Entity | None:
    if _REFUSED in cells:
        return None
    try:
        return entity(**dict(zip(names, cells, strict=True)))
    except (InvalidValueError, TypeError):  # a required field is not stated
        return None


def _mended(
    entity: Callable[..., Entity], names: tuple[str, ...], cells: Sequence[Any]
) -> Mended | None:
    values, faults = _unwrapped(cells)
    made = _entity(entity, names, values)
    return None if made is None else Mended(made, faults)


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
