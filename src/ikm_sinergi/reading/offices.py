"""Office files -> records: every table in every sheet, and every column that is not read.

A table of ours is read as it stands; a list is taken by `lists`, which makes the ids. What holds
no table, what is hidden and what is not understood is told of, so that nothing is lost silently.
"""

import json
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import BinaryIO, Final

from attrs import evolve

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import stated
from ikm_sinergi.reading.columns import holds_days, office_of, read_columns
from ikm_sinergi.reading.dittos import filled_in
from ikm_sinergi.reading.grid import Grid, is_aside
from ikm_sinergi.reading.lists import Lists
from ikm_sinergi.reading.meanings import Meaning, meaning_of
from ikm_sinergi.reading.misses import nearest
from ikm_sinergi.reading.sections import said_among
from ikm_sinergi.reading.sheets import Block, blocks_of
from ikm_sinergi.reading.titles import Above, following, said_above
from ikm_sinergi.reading.workbooks import read_grids
from ikm_sinergi.records.builder import named
from ikm_sinergi.records.faults import REPAIRED, UNKNOWN, UNREADABLE, Fault, Location, Source
from ikm_sinergi.records.intake import Intake

__all__ = ["Offices"]

_SHOWN: Final = 6  # runs of rows that are told
_OF_LISTS: Final = ("participants", "programs", "participations", "grants")
# What is told of an assumption, by its notice: why, and what was assumed.
_ASSUMED: Final = MappingProxyType({"read_as_cp1252": ("not_utf_8", "Windows-1252")})


_SAYING: Final = ("title", "kind", "regencies")


class Offices:
    """Reads office files into one intake; the records of lists are made at the end."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._lists = Lists(intake)
        self.hint: str = ""  # what a file without a table that is understood comes nearest to

    def read(self, file: BinaryIO, path: str) -> int:
        """Read a workbook or a table of text; return how many of its tables were understood."""
        grids = read_grids(file, path)
        taken = self.take(grids)
        self.hint = "" if taken else nearest(grids)
        return taken

    def take(self, grids: Iterable[Grid]) -> int:
        """Read the tables in some sheets; return how many were understood."""
        return sum(_take(grid, self._intake, self._lists) for grid in grids if grid.rows)

    def finish(self) -> None:
        """Make records of what all lists state."""
        self._lists.finish()


def _take(grid: Grid, intake: Intake, lists: Lists) -> int:
    stem = grid.file.rpartition("/")[2].rpartition(".")[0]
    found = [(one, meaning_of(one, (grid.sheet or "", stem))) for one in blocks_of(grid)]
    if is_aside(grid.sheet or "") and not any(
        meaning is not None and meaning.made and block.rows for block, meaning in found
    ):
        return 0  # ours, unless it holds a list
    if grid.hidden:
        lost = {table for block, meaning in found for table in _tables_of(block, meaning)}
        _tell_sheet(grid, "hidden_sheet", grid.location(), intake, lost)
        return 0
    if not found:
        _tell_sheet(grid, "no_table", grid.location(), intake, set())
    taken = 0
    above: Above | None = None
    for block, meant in found:
        said = said_above(block.lines, grid.sheet)
        above = said if above is None else following(said, above)
        meaning = _as_list(meant, above)
        if meaning is None:
            lost = set(_tables_of(block, meaning))
            _tell_sheet(grid, "no_such_table", grid.location(block.row), intake, lost)
            continue
        _tell_columns(block, meaning, intake)
        whole = filled_in(block, meaning, intake)
        if not taken:
            _tell_notices(grid, meaning, intake)
        taken += 1
        if not _says_something(block, meaning):
            continue  # it was not filled in: that there were none, only a canonical file can say
        if meaning.made:
            lists.read(whole, meaning, above)
        else:
            _read_table(whole, meaning, intake)
    return taken


def _says_something(block: Block, meaning: Meaning) -> bool:
    """Whether any cell that is read states anything."""
    columns = {heading.column for heading in meaning.fields.values()}
    return any(stated(cell) for column in columns for cell in block.cells(column))


def _as_list(meaning: Meaning | None, above: Above) -> Meaning | None:
    """Return a table of participants as a list, if what stands above says more of its rows."""
    if meaning is None or meaning.made or meaning.table != "participants":
        return meaning
    says = above.unknown is not None or not above.said.keys().isdisjoint(_SAYING)
    return evolve(meaning, made=True) if says else meaning


def _read_table(block: Block, meaning: Meaning, intake: Intake) -> None:
    """Read the rows of a table of ours."""
    grid, name = block.grid, meaning.table
    columns = meaning.of(name)
    places = tuple((field, one.text, one.column) for field, one in columns.items())
    source = Source(table=name, file=grid.file, sheet=grid.sheet, lines=True, columns=places)
    office = office_of(block, meaning, name)
    cells = {
        field: block.cells(one.column, days=holds_days(name, field))
        for field, one in columns.items()
    }
    own = {field: block.cells(one.column) for field, one in meaning.own.items()}
    read_columns(intake, source, office, block.numbers, {**cells, **own})


# --- what is not read ----------------------------------------------------------------------


def _tables_of(block: Block, meaning: Meaning | None) -> Sequence[str]:
    """Return the tables that rows which are not read may belong to, none if there are no rows."""
    if not block.rows:
        return ()
    if meaning is not None and meaning.made:
        return _OF_LISTS
    if meaning is not None:
        return (meaning.table,)
    headers = [one.means for one in block.headings if one.means is not None]
    columns = {column for header in headers for column in header.columns}
    if columns & {("participants", "name"), ("programs", "title")}:
        return _OF_LISTS
    return [table for table, field in columns if _identifies(table, field)]


def _identifies(table: str, field: str) -> bool:
    """Whether a column says which record a row is, so that the row may be one of its table."""
    column = TABLES[table].column(field)
    return field == "id" or (column is not None and column.required and column.refers is not None)


def _tell_sheet(
    grid: Grid, reason: str, location: Location, intake: Intake, lost: AbstractSet[str]
) -> None:
    """Tell of a sheet or table that is not read, and what it may have held a part of."""
    intake.lose(grid.file, lost)
    name = grid.file.rpartition("/")[2] if grid.sheet is None else grid.sheet
    intake.faults.append(
        Fault(
            code=UNKNOWN,
            table=named(name),
            field=None,
            reason=reason,
            location=location,
            sets_aside=bool(lost),
        )
    )


def _tell_columns(block: Block, meaning: Meaning, intake: Intake) -> None:
    """Tell of columns that are not read, and of rows that are no record."""
    grid, name = block.grid, meaning.table
    for one in meaning.unread:
        place = grid.location(block.row, one.heading.column, one.heading.text)
        code = UNKNOWN if one.reason == "unknown_field" else UNREADABLE
        intake.faults.append(
            Fault(
                code=code,
                table=name,
                field=named(one.heading.text),
                reason=one.reason,
                readings=one.readings,
                location=place,
            )
        )
    for column in block.bare:
        place = grid.location(block.row, column)
        intake.faults.append(
            Fault(
                code=UNKNOWN,
                table=name,
                field=str(place.letter),
                reason="no_header",
                location=place,
            )
        )
    said = {
        one.row for rows in said_among(block, meaning).values() for one in rows if one is not None
    }
    odd = [row for row in block.odd if row not in said]
    if odd:
        single = len(odd) == 1
        intake.faults.append(
            Fault(
                code=UNKNOWN,
                table=name,
                field=None,
                reason="odd_row" if single else "odd_rows",
                readings=() if single else (_rows(odd),),
                location=grid.location(odd[0]),
            )
        )
    if block.unsure:
        intake.faults.append(
            Fault(
                code=REPAIRED,
                table=name,
                field=None,
                reason="unnumbered_row",
                shown=_rows(block.unsure),
                readings=(name,),
                location=grid.location(block.unsure[0]),
            )
        )


def _rows(rows: Sequence[int]) -> str:
    """Return the numbers of some rows, the first of them if they are many.

    >>> _rows([3, 5, 6, 7]), _rows(range(1, 40, 2))
    ('3, 5-7', '1, 3, 5, 7, 9, 11, ... (20)')
    """
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    shown = ["-".join(map(str, run)) for run in runs[:_SHOWN]]
    return ", ".join(shown if len(runs) <= _SHOWN else [*shown, f"... ({len(rows)})"])


def _tell_notices(grid: Grid, meaning: Meaning, intake: Intake) -> None:
    """Tell what had to be assumed to read the file, as of the first table in it."""
    for reason, meant in (_ASSUMED[notice.key] for notice in grid.notices):
        intake.faults.append(
            Fault(
                code=REPAIRED,
                table=meaning.table,
                field=None,
                reason=reason,
                shown=json.dumps(grid.file.rpartition("/")[2], ensure_ascii=False),
                readings=(meant,),
                location=grid.location(),
            )
        )
