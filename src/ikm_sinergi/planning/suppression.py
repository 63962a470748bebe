"""Which figures must be withheld so that no small group can be worked out from the others.

A number from 1 to 4 is withheld. So is whatever would give one away by adding and subtracting:
the figures stand in sums, and a withheld one must not follow from those that are shown. That is
linear algebra, done exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any, Final

__all__ = ["SMALLEST", "Cell", "Sum", "is_small", "withheld"]

SMALLEST: Final = 5
"""Groups smaller than this are not published: a figure of few is a figure about somebody."""

Cell = tuple[Any, ...]
"""The name of a figure, shown or not."""

Sum = Mapping[Cell, int]
"""Figures that come to nothing, each taken so many times: {total: -1, part: 1, part: 1}."""


def is_small(number: float | None) -> bool:
    """Whether a number is one of few."""
    return number is not None and 0 < number < SMALLEST


def withheld(
    values: Mapping[Cell, int], shown: AbstractSet[Cell], sums: Sequence[Sum]
) -> AbstractSet[Cell]:
    """Return the shown figures that must not be shown.

    `values` are all numbers that are known, also those that nobody shows but anybody can work out.
    """
    small = {cell for cell, number in values.items() if is_small(number)}
    hidden = small & shown
    sums = [one for one in sums if any(one.values())]
    while True:
        open_to_all = shown - hidden
        leak = _leak(values, small, open_to_all, sums)
        if leak is None:
            return hidden
        more = _beside(leak, values, open_to_all, sums)
        if more is None:
            return hidden
        hidden = hidden | {more}


def _leak(
    values: Mapping[Cell, int],
    small: AbstractSet[Cell],
    open_to_all: AbstractSet[Cell],
    sums: Sequence[Sum],
) -> Cell | None:
    """Return a small figure that follows from the open ones, or one of few that add up to few."""
    rows = [{cell: n for cell, n in one.items() if cell not in open_to_all} for one in sums]
    for row in rows:
        if len(set(row.values())) == 1 and row.keys() <= values.keys():
            together = sum(values[cell] for cell in row)
            if is_small(together):
                return min(row, key=_order)
    found = _determined(rows) & small
    return min(found, key=_order) if found else None


def _determined(rows: Iterable[Mapping[Cell, int]]) -> AbstractSet[Cell]:
    """Return the cells that have one value only, whatever the others have (reduced rows)."""
    reduced: dict[Cell, dict[Cell, Fraction]] = {}
    for row in rows:
        left = {cell: Fraction(n) for cell, n in row.items()}
        for cell in [one for one in left if one in reduced]:
            _subtract(left, reduced[cell], left[cell])
        if not left:
            continue
        pivot = next(iter(left))
        scale = left[pivot]
        left = {cell: n / scale for cell, n in left.items()}
        for other in reduced.values():
            if pivot in other:
                _subtract(other, left, other[pivot])
        reduced[pivot] = left
    return {cell for cell, row in reduced.items() if len(row) == 1}


def _subtract(row: dict[Cell, Fraction], other: Mapping[Cell, Fraction], times: Fraction) -> None:
    for cell, n in other.items():
        rest = row.get(cell, Fraction()) - times * n
        if rest:
            row[cell] = rest
        else:
            row.pop(cell, None)


def _beside(
    leak: Cell, values: Mapping[Cell, int], open_to_all: AbstractSet[Cell], sums: Sequence[Sum]
) -> Cell | None:
    """Return the smallest open figure in a sum with the leak, or in one that leads to it."""
    reached = {leak}
    while True:
        touching = [one for one in sums if not reached.isdisjoint(one)]
        cells = {cell for one in touching for cell in one}
        candidates = [cell for cell in cells & open_to_all if values[cell]]
        if candidates:
            return min(candidates, key=lambda cell: (values[cell], _order(cell)))
        if cells <= reached:
            return None
        reached |= cells


def _order(cell: Cell) -> str:
    return repr(cell)
