"""The tables inside a sheet: where each begins and ends, and which rows are records.

Around a table stand lines of title, totals, notes and signatures; inside it blank lines, headers
that are repeated on each page, and rows of column numbers. Nothing is thrown away that could be a
record: a row that is none, but is no total or note either, is kept apart to be told of.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple, TypeGuard

from attrs import frozen

from ikm_sinergi.office import UNSAVED
from ikm_sinergi.office.headers import Header, match
from ikm_sinergi.reading.grid import Cell, Grid, Row, day_since_1904
from ikm_sinergi.reading.headings import Heading, headings_of
from ikm_sinergi.values import fold

__all__ = ["Block", "Line", "blocks_of"]


class Line(NamedTuple):
    """What stands in one row above a table: its cells as texts, by their columns from 0."""

    row: int
    cells: tuple[tuple[int, str], ...]


@frozen(kw_only=True)
class Block:
    """One table of a sheet.

    `top` and `row` are the first and last row of its header, as Excel shows them, and `numbers`
    those of its records, whose cells are in `rows`. `continued` are the rows that lean on cells
    merged with the row above, `odd` those that are no record; `bare` are columns with cells but
    without a header.
    """

    grid: Grid
    top: int
    row: int
    headings: tuple[Heading, ...]
    bare: tuple[int, ...]
    lines: tuple[Line, ...]
    numbers: tuple[int, ...]
    rows: tuple[Row, ...]
    continued: frozenset[int]
    odd: tuple[int, ...]

    def cells(self, column: int, *, days: bool = False) -> list[Cell]:
        """Return the cells of the records in a column, counted from 0, which may hold days."""
        place = column - self.grid.first_column
        if days and self.grid.since_1904:
            return [day_since_1904(row[place]) for row in self.rows]
        return [row[place] for row in self.rows]


def blocks_of(grid: Grid) -> Iterator[Block]:
    """Yield the tables of a sheet, those that stand side by side from the left to the right."""
    groups = _groups(grid)
    first = min((heads[0] for _, _, heads in groups if heads), default=0)
    for left, right, heads in groups:
        if heads:
            yield from _Search(grid, left, right, first).blocks()


# --- side by side --------------------------------------------------------------------------


def _groups(grid: Grid) -> list[tuple[int, int, list[int]]]:
    """Return the columns that belong together, and which rows may be headers there.

    A blank column parts two tables only if what follows begins anew: with headers in another
    row, a numbering column, or a header that was there before.
    """
    used = [any(row[place] is not None for row in grid.rows) for place in range(grid.width)]
    starts = [
        place for place in range(grid.width) if used[place] and not (place and used[place - 1])
    ]
    if len(starts) < 2:  # noqa: PLR2004  # one run of columns
        return [(0, grid.width, _heads(grid, 0, grid.width))]
    groups: list[tuple[int, int, list[int]]] = []
    for left, right in pairwise((*starts, grid.width)):
        heads = _heads(grid, left, right)
        if groups and not _begins_anew(grid, groups[-1], (left, right, heads)):
            left = groups.pop()[0]  # noqa: PLW2901  # the two are one
            heads = _heads(grid, left, right)
        groups.append((left, right, heads))
    return groups


def _begins_anew(
    grid: Grid, one: tuple[int, int, list[int]], other: tuple[int, int, list[int]]
) -> bool:
    if not one[2] or not other[2]:
        return False
    shared = sorted(set(one[2]).intersection(other[2]))
    if not shared:
        return True
    row = grid.rows[shared[0]]
    before, after = row[one[0] : one[1]], row[other[0] : other[1]]
    folded = {fold(cell) for cell in before if isinstance(cell, str)}
    texts = [cell for cell in after if isinstance(cell, str)]
    opening = _meaning(texts[0])
    return (opening is not None and opening.numbering) or any(fold(one) in folded for one in texts)


def _heads(grid: Grid, left: int, right: int) -> list[int]:
    return [place for place, row in enumerate(grid.rows) if is_head(row[left:right])]


@lru_cache(maxsize=4096)
def _meaning(text: str) -> Header | None:
    return match(text)


def is_head(cells: Sequence[Cell]) -> bool:
    """Whether cells are headers: all of them texts, and enough of them understood."""
    texts = [cell for cell in cells if cell is not None]
    if len(texts) < 2 or not _all_texts(texts):  # noqa: PLR2004  # a table has columns
        return False
    found = [header for text in dict.fromkeys(texts) if (header := _meaning(text)) is not None]
    real = sum(not header.numbering for header in found)
    share = len(texts) / len(found) if found else 99
    return (real >= 3 and share <= 3) or (real == 2 and share <= 2) or (real == 1 and share == 1)  # noqa: PLR2004


def _all_texts(cells: Sequence[Cell]) -> TypeGuard[list[str]]:
    return all(type(cell) is str for cell in cells)


# --- one below the other -------------------------------------------------------------------

_TOTAL: Final = re.compile(
    r"(?:(?:sub|grand)[ -]*)?(?:jumlah|jml|total|rekap(?:itulasi)?)"
    r"(?: (?:ikm|peserta|semua|keseluruhan|seluruhnya|umum|akhir|halaman|ini|nilai|investasi|biaya|"
    r"anggaran|bantuan|alat|tenaga kerja|kegiatan))*[ .:=]*",
    re.IGNORECASE,
)
# What a total may have beside it as text: no code of a regency and no NIB, which are figures too.
_FIGURE: Final = re.compile(
    r"(?![0-9]{2}\.[0-9]{1,2}$|[0-9]{13})(?:rp|idr)?[ .]*[0-9][0-9.,]*[ ,-]*"
    r"(?:orang|org|unit|buah|ikm|peserta|%)?|[-\s.]*",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"(?:catatan|keterangan|ket|nb|n\.b|sumber|notes?)\.?(?: *:.*)?|\*.*", re.IGNORECASE | re.DOTALL
)
_SIGNED: Final = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|(?:dibuat|disusun|diperiksa) oleh|pembuat daftar|"
    r"kepala (?:dinas|bidang|seksi|balai)|ketua (?:tim|panitia)|a\.n\.|plt\.|nip\b|ttd\b).*"
    r"|[a-z .'-]+, *(?:tanggal *)?(?:[0-9]{1,2}|\.+)? *[a-z]+ *[0-9]{4}",
    re.IGNORECASE | re.DOTALL,
)
_FEW: Final = 3


class _Search:
    """Looks for the tables in some columns of a sheet, from the top down."""

    def __init__(self, grid: Grid, left: int, right: int, first: int) -> None:
        self.grid, self.left, self.right, self.first = grid, left, right, first
        self.whole = left == 0 and right == grid.width
        self.width = right - left
        # What merged cells say in their lower rows: by row, the range's first row, column, cell.
        self.merged: dict[int, list[tuple[int, int, Cell]]] = {}
        for top, place, bottom, _ in grid.merged:
            cell = grid.cell(top, place)
            inside = left <= place - grid.first_column < right
            for row in range(top + 1, bottom + 1) if cell is not None and inside else ():
                self.merged.setdefault(row - grid.first_row, []).append(
                    (top - grid.first_row, place - grid.first_column, cell)
                )

    def part(self, row: Row) -> Row:
        return row if self.whole else row[self.left : self.right]

    def blocks(self) -> Iterator[Block]:
        rows = self.grid.rows
        begin = place = 0
        while place < len(rows):
            if not is_head(self.part(rows[place])):
                place += 1
                continue
            head = headings_of(self.grid, place, self.left, self.right, begin)
            lines = tuple(self.lines(begin, head.first))
            body = _Body(self, head.first, head.last, head.headings)
            begin = place = body.read()
            begin = body.closed
            yield body.block(lines)

    def lines(self, begin: int, end: int) -> Iterator[Line]:
        """Yield what stands above a table; above the first one, what stands beside it too.

        A row that says something above this table and above another is parted between them.
        """
        for place in range(begin, end):
            row, first = self.grid.rows[place], self.grid.first_column
            told = [column for column in range(self.grid.width) if row[column] is not None]
            own = [column for column in told if self.left <= column < self.right]
            kept = told if place < self.first and not own else own
            if kept:
                cells = tuple((column + first, str(row[column]).strip()) for column in kept)
                yield Line(place + self.grid.first_row, cells)


class _What(Enum):
    """What a row below a header is."""

    RECORD = "record"
    HEAD = "head"  # of the next table
    END = "end"  # a total, a note, a signature
    ODD = "odd"  # may say something, but is no record
    BLANK = "blank"
    EMPTY_LINE = "empty line"  # numbered, and not filled in


class _Body:
    """The rows below a header, up to the next one."""

    def __init__(
        self, search: _Search, first: int, last: int, headings: tuple[Heading, ...]
    ) -> None:
        self.search, self.first, self.last, self.headings = search, first, last, headings
        rows = search.grid.rows
        self.heads = {search.part(row) for row in rows[first : last + 1]}
        numbering = (
            one.column - search.grid.first_column - search.left
            for one in headings
            if one.means is not None and one.means.numbering
        )
        self.numbering = next(numbering, None)
        self.numbers: list[int] = []
        self.rows: list[Row] = []
        self.continued: list[int] = []
        self.odd: list[int] = []
        self.closed = last + 1  # what stands from here on may be the title of the next table

    def read(self) -> int:
        """Sort the rows, and return where the next header is, or the end."""
        search = self.search
        rows, width = search.grid.rows, search.width
        place = self.last + 1
        if place < len(rows) and _counts(search.part(rows[place])):
            place += 1
        gap = closing = False
        for index in range(place, len(rows)):
            row = self.filled(index, rows[index]) if index in search.merged else rows[index]
            cells = search.part(row)
            filled = width - cells.count(None)
            what = self.what(cells, filled, gap=gap, closing=closing)
            if what is _What.HEAD:
                self.odd = [one for one in self.odd if one < self.closed]
                return index
            if what is _What.RECORD:
                gap = closing = False
                self.closed = index + 1
                self.numbers.append(index + search.grid.first_row)
                self.rows.append(row)
                continue
            gap = gap or what is not _What.EMPTY_LINE
            if what is _What.END:
                closing = True
                self.closed = index + 1
            elif what is _What.ODD:
                self.odd.append(index)
        return len(rows)

    def what(self, cells: Row, filled: int, *, gap: bool, closing: bool) -> "_What":
        """Return what a row is; `gap` and `closing` say what stood above it."""
        if not filled or cells in self.heads:
            return _What.BLANK
        if self.numbering is not None and _is_number(cells[self.numbering]):
            return _What.EMPTY_LINE if filled == 1 else _What.RECORD
        if self.ends(cells, filled, gap=gap):
            return _What.END
        if gap and is_head(cells):
            return _What.HEAD
        if filled == 1:
            return _What.BLANK if closing else _What.ODD
        few = filled <= _FEW and 2 * filled < len(self.headings)
        return _What.BLANK if closing and few else _What.RECORD

    def filled(self, index: int, row: Row) -> Row:
        """Return a row that says something with what merged cells that begin above it say."""
        told = {place: cell for top, place, cell in self.search.merged[index] if top > self.last}
        if not told or not any(cell is not None for cell in self.search.part(row)):
            return row
        self.continued.append(index + self.search.grid.first_row)
        return tuple(told.get(place, cell) for place, cell in enumerate(row))

    def ends(self, cells: Row, filled: int, *, gap: bool) -> bool:
        """Whether a row is a total, a note or part of a signature."""
        lead = next(cell for cell in cells if cell is not None)
        if type(lead) is not str:
            return False
        if _TOTAL.fullmatch(lead.strip()):
            rest = [cell for cell in cells if cell is not None and cell is not lead]
            return filled > 1 and all(map(_is_figure, rest))
        if _NOTE.fullmatch(lead.strip()):
            return filled == 1 or (gap and filled <= _FEW)
        return (
            gap
            and filled <= _FEW
            and any(type(cell) is str and _SIGNED.fullmatch(cell.strip()) for cell in cells)
        )

    def block(self, lines: tuple[Line, ...]) -> Block:
        search, grid = self.search, self.search.grid
        headed = {one.column for one in self.headings}
        bare = [
            column
            for column in range(grid.first_column + search.left, grid.first_column + search.right)
            if column not in headed
            and any(row[column - grid.first_column] is not None for row in self.rows)
        ]
        return Block(
            grid=grid,
            top=self.first + grid.first_row,
            row=self.last + grid.first_row,
            headings=self.headings,
            bare=tuple(bare),
            lines=lines,
            numbers=tuple(self.numbers),
            rows=tuple(self.rows),
            continued=frozenset(self.continued),
            odd=tuple(index + grid.first_row for index in self.odd),
        )


def _is_figure(cell: Cell) -> bool:
    """Whether a cell may be a sum: a code of a regency that became a number is none."""
    if type(cell) is str:
        return cell == UNSAVED or _FIGURE.fullmatch(cell.strip()) is not None
    return type(cell) is int or (type(cell) is float and cell.is_integer())


def _is_number(cell: Cell) -> bool:
    if type(cell) is str:
        return cell == UNSAVED or cell.strip(" .)").isdigit()
    return type(cell) is int or type(cell) is float


def _counts(cells: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    found = [str(cell).strip(" ()") for cell in cells if cell is not None]
    return len(found) >= _FEW and found == [str(one) for one in range(1, len(found) + 1)]
