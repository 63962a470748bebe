"""`Records` -> files that `read` reads back as they were: JSON, JSONL, a workbook, a folder of CSV.

Only tables that were given are written, and only what is stated. Owners are left out unless they
are asked for: what their data proved is written without them (`Records.without_owners`). JSON and
JSONL say, too, which tables are there in part. A file is put in its place once it is whole.
"""

import csv
import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from ikm_sinergi.checking.report import Report
from ikm_sinergi.domain.arguments import Hints, single
from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.identifiers import hidden
from ikm_sinergi.domain.tables import TABLES, Table
from ikm_sinergi.errors import WriteError
from ikm_sinergi.office import Office
from ikm_sinergi.reading.delimited import FORMULA
from ikm_sinergi.reading.grid import MOST_ROWS, Cell
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.records.beside import OWNER_SAME_AS, Beside, Raw
from ikm_sinergi.records.cells import MARKS, Read, Unreadable, reader
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import UNREADABLE, Reject, encodable
from ikm_sinergi.writing.destinations import folder, told, whole_text
from ikm_sinergi.writing.workbook import (
    LONGEST_CELL,
    NOT_HELD,
    cell_formats,
    for_paper,
    length,
    open_workbook,
    put_cell,
    widths,
)

if TYPE_CHECKING:
    from pathlib import Path


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


def joined(items: tuple[str, ...], table: Table, column: Column) -> str:
    """Return a list as one cell; a list without items is ";", since an empty cell states none."""
    return _listed(items, f"{table.name} {column.header}") or ";"


def _listed(items: tuple[str, ...], where: str) -> str:
    for item in items:
        if ";" in item:
            text = f"{item!r} holds a semicolon, which separates items in a cell: write JSON"
            raise WriteError(where, text)
    return ";".join(items)


REPORT_HINTS: Final[Hints] = MappingProxyType({Report: "write_report writes a report"})


def write(records: Records, path: str | os.PathLike[str], *, owners: bool = False) -> None:
    """Write records to a `.json`, `.jsonl` or `.xlsx` file, or as CSV into a folder.

    A path without a suffix is a folder and is made if it is not there. In CSV a text that a
    spreadsheet would take for a formula gets an apostrophe before it, which `read` takes away
    again. A workbook has a sheet for each table, and needs the extra `excel`. `owners` also
    writes the personal data of owners. Raises `WriteError` for a path that cannot be written,
    and for a path or a value that the form cannot take, `MissingExtraError` without the extra,
    `InvalidTypeError` for what is no `Records`.
    """
    from pathlib import Path  # noqa: PLC0415  # 5 ms that an import need not pay

    single("records", records, Records, REPORT_HINTS)
    target = Path(path)
    with told(target):
        _write(records if owners else records.without_owners(), target, owners=owners)


def _write(records: Records, target: "Path", *, owners: bool) -> None:
    suffix = target.suffix.casefold()
    if suffix in {".json", ".jsonl"} and not target.is_dir():
        lines = _as_json if suffix == ".json" else _as_jsonl
        with whole_text(target) as file:
            file.writelines(lines(records, owners=owners))
    elif suffix == ".xlsx" and not target.is_dir():
        _write_workbook(records, target, owners=owners)
    elif target.is_dir() or not suffix:
        _write_folder(records, target, owners=owners)
    else:
        raise WriteError(target.as_posix(), "is neither a folder nor a .json, .jsonl or .xlsx file")


def _in_part(records: Records) -> list[str]:
    """Return the tables of which more was sent than could be read."""
    lost = {table for _, table in records.lost}
    return [
        name
        for name in TABLES
        if name in lost or (records.table(name) and name not in records.given)
    ]


def _as_json(records: Records, *, owners: bool) -> Iterator[str]:
    yield f'{{\n"schema_version": {SCHEMA_VERSION}'
    if in_part := _in_part(records):
        yield f',\n"in_part": {_dumped(in_part)}'
    for table, _ in given_tables(records):
        yield f',\n"{table.name}": ['
        between, end = "\n", ""
        for row in _rows(records, table, owners=owners):
            yield f"{between}{_dumped(_nested(row, table))}"
            between, end = ",\n", "\n"
        yield f"{end}]"
    yield "\n}\n"


def _as_jsonl(records: Records, *, owners: bool) -> Iterator[str]:
    for name in _in_part(records):
        yield f"{_dumped({'table': name, 'in_part': True})}\n"
    for table, _ in given_tables(records):
        empty = True
        for row in _rows(records, table, owners=owners):
            yield f"{_dumped({'table': table.name, **_nested(row, table)})}\n"
            empty = False
        if empty:
            yield f"{_dumped({'table': table.name})}\n"


def _nested(row: dict[str, Any], table: Table) -> dict[str, Any]:
    """Return a row as JSON has it: the owner an object of its own, unread cells as they stood."""
    for field, value in row.items():
        if isinstance(value, Raw):
            row[field] = _unread(value, table.column(field), partial(reader, textual=False))
    owner = {field: row.pop(field) for field in _OWNER if field in row}
    if owner:
        row["owner"] = {field.partition(".")[2]: value for field, value in owner.items()}
    return row


_OWNER: Final = tuple(column.field for column in TABLES["participants"].columns if column.personal)


def _dumped(row: dict[str, Any] | list[str]) -> str:
    """Return a row as JSON; what a surrogate of the user's own would break is escaped."""
    return encodable(json.dumps(row, ensure_ascii=False, default=_plain))


def _plain(value: object) -> str:
    """Return as a text what JSON does not know: a day, or a value of a user's own field."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _columns(records: Records, table: Table, *, owners: bool) -> list[Column]:
    """Return the columns to write: personal ones also where one is known or unread."""
    unread = {field for one in _beside(records, table) for field in one.unread}
    known = any(getattr(one, "owner", None) is not None for one in records.table(table.name))
    personal = owners or known or not unread.isdisjoint({"owner", *_OWNER})
    return [column for column in table.columns if personal or not column.personal]


def _beside(records: Records, table: Table) -> Iterator[Beside]:
    """Yield what stands beside the records of a table, and beside its rejected rows."""
    yield from records.origin(table.name).beside.values()
    yield from (_beside_reject(one) for one in records.rejects if one.table == table.name)


def _unread(raw: Raw, column: Column | None, read_by: Callable[[Column], Read]) -> Any:
    """Return a cell that will be unreadable again: as it stood, or else a mark."""
    mark = MARKS.get(raw.code, MARKS[UNREADABLE])
    if raw.cell is None or column is None:
        return mark
    try:
        text = json.dumps(raw.cell, ensure_ascii=False, allow_nan=False, default=_plain)
    except (TypeError, ValueError, RecursionError):  # no JSON
        return mark
    if hidden(text) != text:
        return mark
    try:
        read_by(column)(raw.cell)
    except Unreadable as error:
        return raw.cell if error.repaired is None and error.code == raw.code else mark
    return mark


def _rows(
    records: Records, table: Table, *, owners: bool, in_workbook: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield what is stated in each record, by field, and the user's own fields after that."""
    plain = [column.field for column in table.columns if not column.personal]
    personal = [column.field for column in table.columns if column.personal]
    origin = records.origin(table.name)
    for place, entity in enumerate(origin.rows):
        row = {field: value for field in plain if (value := getattr(entity, field)) is not None}
        for field in personal:
            if (value := value_of(entity, field)) is not None:
                row[field] = value
        if place in origin.beside:
            row |= _stood(origin.beside[place], owners=owners)
        yield row
    for reject in records.rejects:
        if reject.table == table.name and is_writable(reject, in_workbook=in_workbook):
            row = {field: value for field, value in reject.read.items() if value is not None}
            yield row | _stood(_beside_reject(reject), owners=owners)


def _beside_reject(reject: Reject) -> Beside:
    """Return what stands beside a rejected row; cells that went through JSON are not known."""
    unread = {field: raw for field, raw in reject.unread.items() if isinstance(raw, Raw)}
    return Beside(unread, reject.own)


def is_writable(reject: Reject, *, in_workbook: bool = False) -> bool:
    """Whether a rejected row can be written so that it is rejected again.

    In a workbook a row of one cell would be taken for a note.
    """
    return len(reject.read) + len(_beside_reject(reject).unread) > int(in_workbook)


def _stood(beside: Beside, *, owners: bool) -> dict[str, Any]:
    own = {
        name: value if name == OWNER_SAME_AS else _own(name, value, owners=owners)
        for name, value in beside.own.items()
    }
    return {**beside.unread, **own}


def _own_names(records: Records, table: Table) -> list[str]:
    """Return the names of the user's own fields of a table, in the order of their first use."""
    return list(dict.fromkeys(name for one in _beside(records, table) for name in one.own))


def _own(name: str, value: Any, *, owners: bool) -> Any:
    """Return a value of the user's own: without `owners`, what looks like a NIK is masked in it."""
    try:
        text = json.dumps(value, allow_nan=False, default=_plain)
    except (TypeError, ValueError, RecursionError):
        raise WriteError(name, "holds a value that cannot be written") from None
    if owners or hidden(text) == text:
        return value
    return hidden(value if isinstance(value, str) else json.dumps(value, default=_plain))


def _write_folder(records: Records, target: "Path", *, owners: bool) -> None:
    """Write all tables before any of them takes its place."""
    given = {f"{table.name}.csv": table for table, _ in given_tables(records)}
    for name in TABLES:
        if f"{name}.csv" not in given and (target / f"{name}.csv").exists():
            raise WriteError(target.as_posix(), f"holds {name}.csv, which these records do not")
    with folder(target), ExitStack() as files:
        for name, table in given.items():
            columns = _columns(records, table, owners=owners)
            own = _own_names(records, table)
            file = files.enter_context(whole_text(target / name))
            lines = csv.writer(file)
            lines.writerow([column.header for column in columns] + list(map(encodable, own)))
            for row in _rows(records, table, owners=owners):
                _spread_owner(row)
                cells = [_cell(row.get(column.field), table, column) for column in columns]
                lines.writerow(cells + [_own_cell(row.get(name), name) for name in own])
            file.flush()


def _spread_owner(row: dict[str, Any]) -> None:
    """Say in a column that an owner is unread as a whole."""
    if "owner" in row:
        row["owner.name"] = row.pop("owner")


def _cell(value: Any, table: Table, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, Raw):
        text = value if type(value.cell) is str else Raw(value.code)
        return _unlike_formula(_unread(text, column, partial(reader, textual=True)))
    if column.holds.many:
        value = joined(value, table, column)
    return _unlike_formula(str(value))


def _own_cell(value: Any, name: str) -> str:
    """Return a value of the user's own as a text: a list or a number as in JSON."""
    if value is None:
        return ""
    return _unlike_formula(encodable(_own_text(value, name)))


def _own_text(value: Any, name: str) -> str:
    if name == OWNER_SAME_AS and type(value) is tuple:
        return _listed(cast("tuple[str, ...]", value), name)
    if isinstance(value, bool | int | float | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return _plain(value)


def _unlike_formula(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def write_workbook(records: Records, path: str | os.PathLike[str], *, owners: bool = False) -> None:
    """Write records as a workbook with a sheet for each table that was given.

    The headers are the fields; ids and codes are texts, days are days. `owners` also writes the
    personal data of owners. A table without records reads back as one that was not given: only
    `write` keeps that there were none. Raises `WriteError` for what a cell cannot hold.
    """
    _write_workbook(records if owners else records.without_owners(), path, owners=owners)


def _write_workbook(records: Records, path: str | os.PathLike[str], *, owners: bool) -> None:
    with open_workbook(path, "ikm-sinergi", lean=True) as workbook:
        header = workbook.add_format({"bold": True})
        formats = cell_formats(workbook)
        for table, entities in given_tables(records):
            if len(entities) >= MOST_ROWS:
                problem = f"{table.name} has more than {MOST_ROWS - 1:,} rows: write JSON instead"
                raise WriteError(os.fspath(path), problem)
            columns = _columns(records, table, owners=owners)
            own = _own_names(records, table)
            headers = [column.header for column in columns] + list(map(encodable, own))
            sheet = workbook.add_worksheet(table.name)
            widths(sheet, [headers])
            sheet.freeze_panes(1, 0)
            for_paper(sheet, 0)
            for place, name in enumerate(headers):
                sheet.write_string(0, place, name, header)
            rows = _rows(records, table, owners=owners, in_workbook=True)
            for number, row in enumerate(rows, 1):
                _spread_owner(row)
                cells = [_workbook_cell(row.get(one.field), table, one) for one in columns]
                cells += [_own_in_workbook(row.get(name), table, name) for name in own]
                for place, cell in enumerate(cells):
                    if cell is not None:
                        put_cell(sheet, number, place, cell, formats)


def _workbook_cell(value: Any, table: Table, column: Column) -> Cell:
    if isinstance(value, Raw):
        cell = _unread(value, column, _in_office)
        return cell if _fits(cell) else MARKS[UNREADABLE]
    if value is None or column.holds in {Holds.YEAR, Holds.WHOLE, Holds.DAY}:
        return value  # type: ignore[no-any-return]  # an int or a date, by its column
    if column.holds.many:
        value = joined(value, table, column)
    return _fitting(str(value), f"{table.name} {column.header}")


def _in_office(column: Column) -> Read:
    """Return the function that reads a cell of a workbook of ours."""
    read, exact = Office().reader(column), reader(column, textual=False)

    def read_cell(cell: Any) -> Any:
        value = read(cell)
        return None if value is None else exact(value)

    return read_cell


def _fits(cell: Any) -> bool:
    if isinstance(cell, str):
        return length(cell) <= LONGEST_CELL and NOT_HELD.isdisjoint(cell)
    return isinstance(cell, bool | int | float) or type(cell) is dt.date


def _own_in_workbook(value: Any, table: Table, name: str) -> Cell:
    if value is None or isinstance(value, bool | int | float) or type(value) is dt.date:
        return value
    return _fitting(encodable(_own_text(value, name)), f"{table.name} {name}")


def _fitting(text: str, name: str) -> str:
    """Return a text that a cell can hold."""
    if length(text) > LONGEST_CELL:
        problem = f"a text is longer than the {LONGEST_CELL:,} characters of a cell: write JSON"
        raise WriteError(name, problem)
    if not NOT_HELD.isdisjoint(text):
        raise WriteError(name, "a text holds a character that a workbook cannot: write JSON")
    return text
