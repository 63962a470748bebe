"""A sheet as it stands in an office file: rows of raw cells, each where Excel shows it.

Nothing is understood here: which row is the header and what a cell means is for the readers of
sheets to find out.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.domain.names import fold
from ikm_sinergi.errors import ReadError
from ikm_sinergi.records.faults import Location, letter_of
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

__all__ = [
    "CHOICES",
    "FINDINGS",
    "GUIDE",
    "LARGEST_RECTANGLE",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "SUMMARY",
    "Cell",
    "Grid",
    "Line",
    "Merged",
    "Row",
    "day_since_1904",
    "is_aside",
    "padded",
    "refuse_extent",
]

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None
"""A raw cell: None is an empty one, an int a whole number that a spreadsheet holds exactly."""

Row: TypeAlias = tuple[Cell, ...]

MOST_ROWS: Final = 200_000
"""The last row of a sheet that is read."""

MOST_COLUMNS: Final = 256
"""How many columns of a sheet are read: up to IV."""

LARGEST_RECTANGLE: Final = 26 * MOST_ROWS
"""The most cells, empty ones too, between the outermost cells of the sheets of one workbook."""

GUIDE: Final = "form.guide"
CHOICES: Final = "form.choices"
FINDINGS: Final = "workbook.findings"
SUMMARY: Final = "workbook.summary"
ASIDE: Final = (GUIDE, CHOICES, FINDINGS, SUMMARY)
"""The sheets that we put beside the tables, by the keys of their names."""


_MOST_DAYS: Final = 100_000


class Merged(NamedTuple):
    """A range of merged cells, by its rows as Excel shows them and its columns counted from 0.

    Only the first cell of the range holds anything.
    """

    top: int
    left: int
    bottom: int
    right: int


class Line(NamedTuple):
    """What stands in one row above a table: its cells as texts, by their columns from 0."""

    row: int
    cells: tuple[tuple[int, str], ...]


@frozen(kw_only=True)
class Grid:
    """The cells of one sheet, or of a CSV file, whose `sheet` is None.

    `rows` are as long as each other; the first of them is the row that Excel shows as
    `first_row`, and their first cell stands in the column `first_column`, counted from 0.
    `notices` say what had to be assumed to read the file; `since_1904`, that numbers count days
    from 1904, as some programs did.
    """

    file: str
    sheet: str | None
    rows: tuple[Row, ...]
    first_row: int = 1
    first_column: int = 0
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    notices: tuple[Phrase, ...] = ()
    since_1904: bool = False

    @property
    def width(self) -> int:
        """How many columns the rows have."""
        return len(self.rows[0]) if self.rows else 0

    @cached_property
    def wide(self) -> Mapping[int, Sequence[Merged]]:
        """The merged cells that are wider than one column, by their first row."""
        found: dict[int, list[Merged]] = {}
        for one in self.merged:
            if one.right > one.left:
                found.setdefault(one.top, []).append(one)
        return found

    @cached_property
    def deep(self) -> Mapping[int, Sequence[tuple[int, int, Cell]]]:
        """What merged cells say in their lower rows, by row: the first row, the column, the cell.

        Rows and columns are places in `rows`.
        """
        found: dict[int, list[tuple[int, int, Cell]]] = {}
        for top, left, bottom, _ in self.merged:
            cell = self.cell(top, left) if bottom > top else None
            for row in range(top + 1, bottom + 1) if cell is not None else ():
                place = (top - self.first_row, left - self.first_column, cell)
                found.setdefault(row - self.first_row, []).append(place)
        return found

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell in a row as Excel shows it and a column counted from 0.

        A cell beyond those that are used is empty.
        """
        down, right = row - self.first_row, column - self.first_column
        inside = 0 <= down < len(self.rows) and 0 <= right < self.width
        return self.rows[down][right] if inside else None

    def location(
        self, row: int | None = None, column: int | None = None, header: str | None = None
    ) -> Location:
        """Return the place of a cell, a row or the sheet; `header` is the name of the column."""
        letter = None if column is None else letter_of(column)
        return Location(file=self.file, sheet=self.sheet, row=row, column=header, letter=letter)


def day_since_1904(cell: Cell) -> Cell:
    """Return the day that a number means in a workbook that counts from 1904.

    >>> day_since_1904(42780)
    datetime.date(2021, 2, 15)
    """
    if type(cell) is int and 0 <= cell < _MOST_DAYS:
        return dt.date(1904, 1, 1) + dt.timedelta(days=cell)
    if type(cell) is str and all_digits(cell.strip()) and int(cell.strip()[:9]) < _MOST_DAYS:
        return day_since_1904(int(cell.strip()))
    # A fraction of a day is refused with the number as it stands: whose clock it is, nobody knows.
    return f"{cell!r} (1904)" if type(cell) is float or type(cell) is int else cell


def is_aside(sheet: str) -> bool:
    """Whether a sheet of this name is one that we put beside the tables, and holds no records.

    >>> is_aside("Daftar pilihan"), is_aside("Daftar peserta")
    (True, False)
    """
    return fold(sheet) in {fold(name) for key in ASIDE for name in Text.of(key).every}


def refuse_extent(path: str, sheet: str | None, last_row: int, last_column: int) -> None:
    """Raise `ReadError` if a sheet reaches further than is read; columns count from 0."""
    whole = "it" if sheet is None else f"the sheet {sheet[:60]!r}"
    cell = f"{letter_of(last_column)}{last_row}"
    if last_row > MOST_ROWS or last_column >= MOST_COLUMNS:
        limit = f"row {MOST_ROWS:,} or column {letter_of(MOST_COLUMNS - 1)}"
        text = f"{whole} reaches to {cell}, but no cell beyond {limit} is read"
        raise ReadError(path, f"{text}: delete what stands there by mistake, or split the sheet")


def padded(rows: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    """Return rows of any length as rows that are as long as the longest."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *(None,) * (width - len(row))) for row in rows)
