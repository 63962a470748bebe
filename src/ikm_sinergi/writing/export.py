"""`Records` -> files that `read` reads back as they were: JSON, JSONL, a workbook, a folder of CSV.

Only tables that were given are written, and only what is stated. Owners are left out unless they
are asked for. A file is put in its place once it is whole.
"""

import csv
import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ikm_sinergi.checking.report import Report
from ikm_sinergi.domain.arguments import Hints, single
from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import TABLES, Table
from ikm_sinergi.errors import WriteError
from ikm_sinergi.reading.delimited import FORMULA
from ikm_sinergi.reading.grid import MOST_ROWS, Cell
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.records.container import Records
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

__all__ = ["given_tables", "joined", "value_of", "write", "write_workbook"]


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
        _write(records, target, owners=owners)


def _write(records: Records, target: "Path", *, owners: bool) -> None:
    suffix = target.suffix.casefold()
    if suffix in {".json", ".jsonl"} and not target.is_dir():
        lines = _as_json if suffix == ".json" else _as_jsonl
        with whole_text(target) as file:
            file.writelines(lines(records, owners=owners))
    elif suffix == ".xlsx" and not target.is_dir():
        write_workbook(records, target, owners=owners)
    elif target.is_dir() or not suffix:
        _write_folder(records, target, owners=owners)
    else:
        raise WriteError(target.as_posix(), "is neither a folder nor a .json, .jsonl or .xlsx file")


def _as_json(records: Records, *, owners: bool) -> Iterator[str]:
    yield f'{{\n"schema_version": {SCHEMA_VERSION}'
    for table, entities in given_tables(records):
        yield f',\n"{table.name}": ['
        between = "\n"
        for row in _rows(table, entities, owners=owners):
            yield f"{between}{_dumped(row)}"
            between = ",\n"
        yield "\n]" if entities else "]"
    yield "\n}\n"


def _as_jsonl(records: Records, *, owners: bool) -> Iterator[str]:
    for table, entities in given_tables(records):
        for row in _rows(table, entities, owners=owners):
            yield f"{_dumped({'table': table.name, **row})}\n"


def _dumped(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=dt.date.isoformat)


def _rows(table: Table, entities: Iterable[Entity], *, owners: bool) -> Iterator[dict[str, Any]]:
    """Yield what is stated in each entity, with the owner as an object of its own."""
    plain = [column.field for column in table.columns if not column.personal]
    personal = [column.field for column in table.columns if column.personal and owners]
    for entity in entities:
        row = {field: value for field in plain if (value := getattr(entity, field)) is not None}
        owner = {
            field.partition(".")[2]: value
            for field in personal
            if (value := value_of(entity, field)) is not None
        }
        yield {**row, "owner": owner} if owner else row


def _write_folder(records: Records, target: "Path", *, owners: bool) -> None:
    """Write all tables before any of them takes its place."""
    given = {f"{table.name}.csv": (table, entities) for table, entities in given_tables(records)}
    for name in TABLES:
        if f"{name}.csv" not in given and (target / f"{name}.csv").exists():
            raise WriteError(target.as_posix(), f"holds {name}.csv, which these records do not")
    with folder(target), ExitStack() as files:
        for name, (table, entities) in given.items():
            columns = [column for column in table.columns if owners or not column.personal]
            file = files.enter_context(whole_text(target / name))
            rows = csv.writer(file)
            rows.writerow([column.header for column in columns])
            for entity in entities:
                rows.writerow([_cell(entity, column) for column in columns])
            file.flush()


def _cell(entity: Entity, column: Column) -> str:
    value = value_of(entity, column.field)
    if value is None:
        return ""
    if column.holds.many:
        value = joined(value, entity, column)
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def write_workbook(records: Records, path: str | os.PathLike[str], *, owners: bool = False) -> None:
    """Write records as a workbook with a sheet for each table that was given.

    The headers are the fields; ids and codes are texts, days are days. `owners` also writes the
    personal data of owners. A table without records reads back as one that was not given: only
    `write` keeps that there were none. Raises `WriteError` for what a cell cannot hold.
    """
    with open_workbook(path, "ikm-sinergi", lean=True) as workbook:
        header = workbook.add_format({"bold": True})
        formats = cell_formats(workbook)
        for table, entities in given_tables(records):
            if len(entities) >= MOST_ROWS:
                problem = f"{table.name} has more than {MOST_ROWS - 1:,} rows: write JSON instead"
                raise WriteError(os.fspath(path), problem)
            columns = [column for column in table.columns if owners or not column.personal]
            sheet = workbook.add_worksheet(table.name)
            widths(sheet, [[column.header for column in columns]])
            sheet.freeze_panes(1, 0)
            for_paper(sheet, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.header, header)
            for number, entity in enumerate(entities, 1):
                for place, column in enumerate(columns):
                    value = value_of(entity, column.field)
                    if value is not None:
                        name = f"{table.name} {column.header}"
                        cell = _workbook_cell(value, column, name, entity)
                        put_cell(sheet, number, place, cell, formats)


def _workbook_cell(value: Any, column: Column, name: str, entity: Any) -> Cell:
    if column.holds.many:
        value = joined(value, entity, column)
    if column.holds in {Holds.YEAR, Holds.WHOLE, Holds.DAY}:
        return value  # type: ignore[no-any-return]  # an int or a date, by its column
    text = str(value)
    if length(text) > LONGEST_CELL:
        problem = f"a text is longer than the {LONGEST_CELL:,} characters of a cell: write JSON"
        raise WriteError(name, problem)
    if not NOT_HELD.isdisjoint(text):
        raise WriteError(name, "a text holds a character that a workbook cannot: write JSON")
    return text
