"""CSV -> rows: UTF-8, comma, the first row names the columns.

Rows count as a spreadsheet shows them: the header is row 1, and a cell with line breaks is still
one row. A file that is broken is told by its lines, as an editor shows them.

A text that would be taken for a formula is written with an apostrophe before it ("'=1+1"), which
is no part of the text: `write` puts it there and `read` takes it away.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from ikm_sinergi.domain.tables import TABLES, Table
from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading.lines import lines
from ikm_sinergi.records.beside import is_own
from ikm_sinergi.records.cells import AS_WRITTEN
from ikm_sinergi.records.faults import Source
from ikm_sinergi.records.intake import Intake

__all__ = ["FORMULA", "is_canonical", "read_csv"]

FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""What a text begins with that gets an apostrophe put before it."""

HEADER: Final = 1


class _Lines:
    """Hands on the lines of a file and keeps the last one, to show where it broke."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        self.last = ""
        self._lines = lines(file, path)

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.last = line
            yield line


def read_csv(file: BinaryIO, path: str, name: str, intake: Intake) -> None:
    """Read the rows of one table."""
    text = _Lines(file, path)
    rows = csv.reader(text, strict=True)
    line = 0  # the last line of the row before
    try:
        first: Sequence[str] = next(rows, ())
        line = rows.line_num
        headers = _headers(first, path, TABLES[name])
        fields = _fields(headers, TABLES[name])
        width = len(fields)
        source = Source(table=name, file=path, lines=True, headers=headers)
        add = intake.open(source, AS_WRITTEN)
        for number, cells in enumerate(rows, HEADER + 1):
            line = rows.line_num
            row = {
                field: cell if cell[0] != "'" else _plain(cell)
                for field, cell in zip(fields, cells, strict=False)
                if cell and field
            }
            if len(cells) > width and any(cells[width:]):
                intake.reject(source, number, row, "too_many_cells")
            elif row:
                add(number, _nested(row) if name == "participants" else row)
    except csv.Error as error:
        raise _broken(str(error), path, line + 1, rows.line_num, text.last) from None
    for header, field in zip(headers, fields, strict=True):
        if field is None and header:
            intake.unknown_field(source, HEADER, header)


def is_canonical(line: bytes, table: Table) -> bool:
    """Whether the first line of a file has every column that a table needs, by its field names."""
    header = line.decode("utf-8-sig", "replace").rstrip("\n").removesuffix("\r")
    if "\r" in header:
        return False
    cells = next(csv.reader([header]), ())
    return all(column.header in cells for column in table.columns if column.required)


def _headers(cells: Sequence[str], path: str, table: Table) -> tuple[str, ...]:
    """Return the names of the columns, or refuse a table that could hold no record."""
    if not any(cells):
        raise ReadError(path, "is empty: the first row must name the columns", line=1)
    for header in cells:
        if header and cells.count(header) > 1:
            raise ReadError(path, f"the column {_short(header)} is there twice", line=1)
    needed = [column.header for column in table.columns if column.required]
    missing = [header for header in needed if header not in cells]
    if missing:
        text = f"{table.name} needs the column{'s' * (len(missing) > 1)} {', '.join(missing)}"
        if len(cells) == 1:
            text += "; are its columns separated by commas?"
        else:
            text += f"; it has {', '.join(map(_short, filter(None, cells[:20])))}"
        raise ReadError(path, text, line=1)
    return tuple(cells)


def _short(header: str) -> str:
    return repr(header[:60])


def _fields(headers: Sequence[str], table: Table) -> list[str | None]:
    """Return the field of each column, None for one that is not read."""
    known = {column.header: column.field for column in table.columns}
    return [known.get(header, header if is_own(header) else None) for header in headers]


def _plain(cell: str) -> str:
    return cell[1:] if FORMULA.match(cell) else cell


def _nested(row: dict[str, str]) -> dict[str, object]:
    """Return a row of participants with the fields of the owner in an object of their own."""
    owner = {field[6:]: row.pop(field) for field in ("owner.name", "owner.nik") if field in row}
    return {**row, "owner": owner} if owner else {**row}


# --- what breaks a file --------------------------------------------------------------------

_CLOSED_EARLY: Final = re.compile(r'(?:^|,)"(?:[^"]|"")*"(?=[^,"\r\n])')


def _broken(problem: str, path: str, first: int, last: int, text: str) -> ReadError:
    """Return what the csv module found wrong in the row from line `first` to line `last`."""
    if "field limit" in problem:
        text = f"a cell is longer than {csv.field_size_limit():,} characters; is a quotation mark"
        return ReadError(path, f"{text} not closed?", line=first)
    if "end of data" in problem:
        return ReadError(path, "a quotation mark is not closed", line=first)
    if "new-line" in problem:
        text = "a line ends in a carriage return alone: save the file with the usual line ends"
        return ReadError(path, text, line=last, column=1)
    found = _CLOSED_EARLY.search(text if first == last else f'"{text}')
    column = None if found is None else found.end() + (1 if first == last else 0)
    return ReadError(
        path, "a quotation mark inside a cell must be doubled", line=last, column=column
    )
