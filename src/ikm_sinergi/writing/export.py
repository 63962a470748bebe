"""`Records` -> files that `read` reads back as they were: JSON, JSONL, a folder of CSV.

Only tables that were given are written, and only what is stated. Owners are left out unless they
are asked for. A file is put in its place once it is whole.
"""

import csv
import datetime as dt
import json
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from ikm_sinergi.errors import WriteError
from ikm_sinergi.model import Entity
from ikm_sinergi.reading.delimited import FORMULA
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.records import Records
from ikm_sinergi.tables import TABLES, Column, Table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["given_tables", "joined", "value_of", "write"]


def write(records: Records, path: str | os.PathLike[str], *, owners: bool = False) -> None:
    """Write records to a `.json` or `.jsonl` file, or as CSV into a folder.

    A path without a suffix is a folder and is made if it is not there. In CSV a text that a
    spreadsheet would take for a formula gets an apostrophe before it, which `read` takes away
    again. `owners` also writes the personal data of owners. Raises `WriteError` for a path that
    cannot be written, and for a path or a value that the form cannot take.
    """
    from pathlib import Path  # noqa: PLC0415  # 5 ms that an import need not pay

    target = Path(path)
    try:
        _write(records, target, owners=owners)
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}"
        raise WriteError(target.as_posix(), problem) from None


def _write(records: Records, target: "Path", *, owners: bool) -> None:
    suffix = target.suffix.casefold()
    if suffix in {".json", ".jsonl"} and not target.is_dir():
        lines = _as_json if suffix == ".json" else _as_jsonl
        with _whole(target) as file:
            file.writelines(lines(records, owners=owners))
    elif target.is_dir() or not suffix:
        _write_folder(records, target, owners=owners)
    else:
        raise WriteError(target.as_posix(), "is neither a folder nor a .json or .jsonl file")


def given_tables(records: Records) -> Iterator[tuple[Table, tuple[Entity, ...]]]:
    """Yield the tables that were given, with their rows."""
    for name, table in TABLES.items():
        entities = records.table(name)
        if entities or name in records.given:
            yield table, entities


@contextmanager
def _whole(target: "Path") -> Generator[TextIO]:
    """Open a file that takes its place only when all of it is written."""
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


# --- JSON ----------------------------------------------------------------------------------


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


def value_of(entity: Entity, field: str) -> Any:
    """Return a field of an entity, "owner.nik" being that of its owner."""
    outer, _, inner = field.partition(".")
    value = getattr(entity, outer)
    return getattr(value, inner, None) if inner else value


# --- CSV -----------------------------------------------------------------------------------


def _write_folder(records: Records, folder: "Path", *, owners: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    given = {f"{table.name}.csv": (table, entities) for table, entities in given_tables(records)}
    for name in TABLES:
        if f"{name}.csv" not in given and (folder / f"{name}.csv").exists():
            raise WriteError(folder.as_posix(), f"holds {name}.csv, which these records do not")
    for name, (table, entities) in given.items():
        columns = [column for column in table.columns if owners or not column.personal]
        with _whole(folder / name) as file:
            rows = csv.writer(file)
            rows.writerow([column.header for column in columns])
            for entity in entities:
                rows.writerow([_cell(entity, column) for column in columns])


def _cell(entity: Entity, column: Column) -> str:
    value = value_of(entity, column.field)
    if value is None:
        return ""
    if column.holds.many:
        value = joined(value, entity, column)
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def joined(items: tuple[str, ...], entity: Entity, column: Column) -> str:
    """Return a list as one cell; a list without items is ";", since an empty cell states none."""
    for item in items:
        if ";" in item:
            text = f"{item!r} holds a semicolon, which separates items in a cell: write JSON"
            raise WriteError(f"{type(entity).__name__} {column.header}", text)
    return ";".join(items) or ";"
