"""Which rows of a sheet may be headers, and which columns make a table of their own."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from ikm_sinergi.domain.fields import why_not_year
from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.domain.names import fold
from ikm_sinergi.office.headers import Header, match
from ikm_sinergi.reading.grid import Cell, Grid, Row

__all__ = ["Columns", "columns_of", "is_head", "is_year", "meaning_of_header", "names_records"]

_SURE: Final = 3  # so many understood headers may stand beside a year
_NAMES: Final = frozenset({("participants", "name"), ("programs", "title")})


class Columns(NamedTuple):
    """Some columns that stand together, and which rows may be headers there: all places in rows."""

    left: int
    right: int
    heads: list[int]


@lru_cache(maxsize=4096)
def meaning_of_header(text: str) -> Header | None:
    """Return what a header means, None if it is not understood."""
    return match(text)


def names_records(header: Header) -> bool:
    """Whether a header may stand over the names of what a list is about."""
    return not _NAMES.isdisjoint(header.columns)


def is_year(cell: Cell) -> bool:
    """Whether a cell is a year, the one number that may stand in a header."""
    if type(cell) is str:
        return len(cell) == len("2021") and all_digits(cell) and why_not_year(int(cell)) is None
    return type(cell) is int and why_not_year(cell) is None


def is_head(cells: Sequence[Cell]) -> bool:
    """Whether cells are headers: texts or years, of which enough are understood.

    A numbering column beside a column of names is enough.
    """
    told = [cell for cell in cells if cell is not None]
    if len(told) < 2:  # noqa: PLR2004  # a table has columns
        return False
    for cell in told:
        if (type(cell) is not str or all_digits(cell)) and not is_year(cell):
            return False
    texts = dict.fromkeys(cell for cell in told if type(cell) is str)
    found = [header for text in texts if (header := meaning_of_header(text)) is not None]
    if any(one.numbering for one in found) and any(map(names_records, found)):
        return True
    real = sum(not header.numbering for header in found)
    if real < _SURE and not all(type(cell) is str for cell in told):
        return False
    share = len(told) / len(found) if found else 99
    return share <= (0, 1, 2, 3, 5)[min(real, 4)]


def columns_of(grid: Grid) -> list[Columns]:
    """Return the columns that belong together.

    A blank column parts two tables only if what follows begins anew: with headers in another
    row, a numbering column, or a header that was there before. A second numbering column beside
    names of its own begins a table in any case.
    """
    used = [any(row[place] is not None for row in grid.rows) for place in range(grid.width)]
    starts = [
        place for place in range(grid.width) if used[place] and not (place and used[place - 1])
    ]
    if len(starts) < 2:  # noqa: PLR2004  # one run of columns
        return _parted(grid, _columns(grid, 0, grid.width))
    groups: list[Columns] = []
    for left, right in pairwise((*starts, grid.width)):
        group = _columns(grid, left, right)
        if groups and not _begins_anew(grid, groups[-1], group):
            group = _columns(grid, groups.pop().left, right)  # the two are one
        groups.append(group)
    return [part for group in groups for part in _parted(grid, group)]


def _columns(grid: Grid, left: int, right: int) -> Columns:
    heads = [place for place, row in enumerate(grid.rows) if is_head(row[left:right])]
    return Columns(left, right, heads)


def _parted(grid: Grid, group: Columns) -> list[Columns]:
    """Return the tables that stand side by side without a blank column between them."""
    for head in group.heads:
        row = grid.rows[head]
        means = {
            place: header
            for place in range(group.left, group.right)
            if (header := meaning_of_header(str(row[place] or ""))) is not None
        }
        starts = [place for place, header in means.items() if header.numbering]
        parts = list(pairwise((group.left, *starts[1:], group.right)))
        if len(parts) > 1 and all(
            any(left <= place < right and names_records(one) for place, one in means.items())
            for left, right in parts
        ):
            return [_columns(grid, left, right) for left, right in parts]
    return [group]


def _begins_anew(grid: Grid, one: Columns, other: Columns) -> bool:
    if not one.heads or not other.heads:
        return False
    row = _shared(grid, one, other)
    if row is None:
        return True
    before, after = row[one.left : one.right], row[other.left : other.right]
    folded = {fold(cell) for cell in before if type(cell) is str}
    texts = [cell for cell in after if type(cell) is str]
    opening = meaning_of_header(texts[0])
    return (opening is not None and opening.numbering) or any(fold(one) in folded for one in texts)


def _shared(grid: Grid, one: Columns, other: Columns) -> Row | None:
    """Return the row that is a header here and there; groups may stand in the row above it."""
    for head in other.heads:
        if head in one.heads:
            return grid.rows[head]
        if head - 1 in one.heads:
            upper, lower = grid.rows[head - 1], grid.rows[head]
            grouped = any(cell is not None for cell in upper[other.left : other.right])
            beside = lower[one.left : one.right]
            if grouped and all(
                cell is None or (type(cell) is str and not all_digits(cell.strip()))
                for cell in beside
            ):
                return (*upper[: one.right], *lower[one.right :])
    return None
