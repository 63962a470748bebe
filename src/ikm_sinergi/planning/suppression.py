"""Which figures must be withheld so that no small group can be worked out from the others.

A number from 1 to 4 is withheld. So is whatever would give one away by adding and subtracting:
the figures stand in sums, and a withheld one must not follow from those that are shown. That is
linear algebra, done exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any, Final

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
    values: Mapping[Cell, int], shown: AbstractSet[Cell], sums: Iterable[Sum]
) -> AbstractSet[Cell]:
    """Return the shown figures that must not be shown.

    `values` are all numbers that are known, also those that nobody shows but anybody can work out.
    """
    small = {cell for cell, number in values.items() if is_small(number)}
    hidden = small & shown
    rows = [one for one in sums if any(one.values())]
    while True:
        used = _leak(values, small, shown - hidden, rows)
        given = {cell for cell in used if cell in shown and cell not in hidden and values[cell]}
        if not given:
            return hidden
        hidden = hidden | {min(given, key=lambda cell: (values[cell], repr(cell)))}


def _leak(
    values: Mapping[Cell, int],
    small: AbstractSet[Cell],
    shown: AbstractSet[Cell],
    sums: Sequence[Sum],
) -> Iterable[Cell]:
    """Return the figures from which a small one follows, or the sum of several that is small."""
    for one in sums:
        row = {cell: n for cell, n in one.items() if cell not in shown}
        alike = len(set(row.values())) == 1 and row.keys() <= values.keys()
        if alike and is_small(sum(values[cell] for cell in row)):
            return one
    for cell, made in _determined(sums, shown):
        if cell in small:
            used: defaultdict[Cell, Fraction] = defaultdict(Fraction)
            for key, times in made.items():
                if isinstance(key, int):
                    for part, n in sums[key].items():
                        used[part] += times * n
            return [part for part, n in used.items() if n]
    return ()


Row = dict[Cell | int, Fraction]
"""A sum of unknown figures; under its number each sum that it was made of, and how often."""


def _determined(sums: Sequence[Sum], shown: AbstractSet[Cell]) -> Iterator[tuple[Cell, Row]]:
    """Yield the unknown figures that have one value only (the sums as reduced rows)."""
    reduced: dict[Cell, Row] = {}
    for number, one in enumerate(sums):
        left: Row = {cell: Fraction(n) for cell, n in one.items() if cell not in shown}
        left[number] = Fraction(1)
        for cell in [key for key in left if not isinstance(key, int) and key in reduced]:
            _subtract(left, reduced[cell], left[cell])
        pivot = next((key for key in left if not isinstance(key, int)), None)
        if pivot is None:
            continue
        scale = left[pivot]
        left = {key: n / scale for key, n in left.items()}
        for other in reduced.values():
            if pivot in other:
                _subtract(other, left, other[pivot])
        reduced[pivot] = left
    for cell, row in reduced.items():
        if sum(not isinstance(key, int) for key in row) == 1:
            yield cell, row


def _subtract(row: Row, other: Row, times: Fraction) -> None:
    for key, n in other.items():
        rest = row.get(key, Fraction()) - times * n
        if rest:
            row[key] = rest
        else:
            row.pop(key, None)
