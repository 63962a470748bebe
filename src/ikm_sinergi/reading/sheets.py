"""The tables inside a sheet: where each begins and ends, and which rows are records.

Around a table stand lines of title, totals, notes and signatures; inside it blank lines, headers
that are repeated on each page, and rows of column numbers. Nothing is thrown away that could be a
record: a row that is none, but is no total or note either, is kept apart to be told of.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from ikm_sinergi.reading.bodies import Body, Section, line_of
from ikm_sinergi.reading.grid import Cell, Grid, Line, Row, day_since_1904
from ikm_sinergi.reading.headings import Head, Heading, headings_of
from ikm_sinergi.reading.heads import columns_of, is_head

__all__ = ["Block", "blocks_of"]


@frozen(kw_only=True)
class Block:
    """One table of a sheet.

    `top` and `row` are the first and last row of its header, as Excel shows them, and `numbers`
    those of its records, whose cells are in `rows`. `continued` are the rows that lean on cells
    merged with the row above, `odd` those that are no record, `unsure` records without the number
    that the others have; `sections` are headings among the rows, `bare` columns with cells but
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
    unsure: tuple[int, ...]
    sections: tuple[Section, ...]

    def cells(self, column: int, *, days: bool = False) -> list[Cell]:
        """Return the cells of the records in a column, counted from 0, which may hold days."""
        place = column - self.grid.first_column
        if days and self.grid.since_1904:
            return [day_since_1904(row[place]) for row in self.rows]
        return [row[place] for row in self.rows]


def blocks_of(grid: Grid) -> Iterator[Block]:
    """Yield the tables of a sheet, those that stand side by side from the left to the right."""
    groups = columns_of(grid)
    first = min((group.heads[0] for group in groups if group.heads), default=0)
    for group in groups:
        if group.heads:
            yield from _below_each_other(grid, range(group.left, group.right), first)


def _below_each_other(grid: Grid, columns: range, first: int) -> Iterator[Block]:
    """Yield the tables in some columns, from the top down; `first` is the first header of all."""
    rows = grid.rows
    begin = place = 0
    while place < len(rows):
        if not is_head(rows[place][columns.start : columns.stop]):
            place += 1
            continue
        head = headings_of(grid, place, columns.start, columns.stop, begin)
        lines = tuple(_lines(grid, range(begin, head.first), columns, first))
        body = Body(grid, head, columns, lines)
        place = body.read()
        begin = body.closed
        yield _block(grid, head, body, lines)


def _lines(grid: Grid, places: range, columns: range, first: int) -> Iterator[Line]:
    """Yield what stands above a table; above the first one, what stands beside it too.

    A row that says something above this table and above another is parted between them.
    """
    for place in places:
        own = line_of(grid, place, columns)
        line = line_of(grid, place, range(grid.width)) if place < first and own is None else own
        if line is not None:
            yield line


def _block(grid: Grid, head: Head, body: Body, lines: tuple[Line, ...]) -> Block:
    first = grid.first_column
    headed = {one.column for one in head.headings}
    bare = [
        place + first
        for place in body.columns
        if place + first not in headed and any(row[place] is not None for row in body.rows)
    ]
    # A merged header with cells below all of its columns says nothing of the first alone.
    over = {at: one for one in head.headings for at in range(one.column + 1, one.until + 1)}
    groups = {over[at].column for at in bare if at in over}
    return Block(
        grid=grid,
        top=head.first + grid.first_row,
        row=head.last + grid.first_row,
        headings=tuple(
            evolve(one, means=None, group=True) if one.column in groups else one
            for one in head.headings
        ),
        bare=tuple(at for at in bare if at not in over),
        lines=lines,
        numbers=tuple(body.numbers),
        rows=tuple(body.rows),
        continued=frozenset(body.continued),
        odd=tuple(index + grid.first_row for index in body.odd),
        unsure=tuple(index + grid.first_row for index in body.unsure),
        sections=tuple(body.sections),
    )
