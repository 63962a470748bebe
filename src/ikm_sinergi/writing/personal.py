"""Which cells of a submitted sheet hold data of owners, and how they are given back masked.

They are the cells of its tables below a header that says so. Headers, rows of column numbers,
titles, totals and signatures are none of them; but what looks like a NIK is masked anywhere.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from ikm_sinergi.domain.identifiers import hidden, masked
from ikm_sinergi.office.headers import Header, match
from ikm_sinergi.reading.grid import Cell, Grid, Row
from ikm_sinergi.reading.sheets import Block

__all__ = ["impersonal", "personal_cells"]


def impersonal(value: Cell, *, personal: bool) -> Cell:
    """Return a cell without data of a person: `personal` says that all of it is.

    >>> impersonal("Fulan", personal=True), impersonal("NIK 7306000000000001", personal=False)
    ('***', 'NIK 7306********0001')
    """
    if value is None or (not personal and not isinstance(value, str | int | float)):
        return value
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    if personal:
        return masked(text)
    shown = hidden(text)
    return value if shown == text else shown


def personal_cells(grid: Grid, blocks: Sequence[Block]) -> Mapping[int, AbstractSet[int]]:
    """Return the rows of personal cells, as Excel shows them, by column counted from 0.

    `blocks` are the tables of the sheet. Where a header of owners stands in none of them, all that
    is below it counts, down to the next table: better too much than too little.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    tables: defaultdict[int, list[range]] = defaultdict(list)
    for block in blocks:
        body = {*block.numbers, *block.odd}
        whole = range(block.top, max(body, default=block.row) + 1)
        beside_ikm = any(_names_ikm(one.means) for one in block.headings)
        for one in block.headings:
            tables[one.column].append(whole)
            if one.means is not None and _is_personal(one.means, beside_ikm=beside_ikm):
                found[one.column] |= body
    below: set[int] = set()  # the columns in which a header of owners stands above
    for number, row in enumerate(grid.rows, grid.first_row):
        for column, value in enumerate(row, grid.first_column):
            if any(number in rows for rows in tables[column]):
                below.discard(column)
            elif type(value) is str and (means := _match(value)) is not None:
                if _is_personal(means, beside_ikm=False) and not _is_label(row):
                    below.add(column)
            elif column in below:
                found[column].add(number)
    return found


@lru_cache(maxsize=4096)
def _match(text: str) -> Header | None:
    return match(text)


def _names_ikm(means: Header | None) -> bool:
    """Whether a header names the IKM, and not perhaps its owner."""
    return means is not None and not means.personal and ("participants", "name") in means.columns


def _is_personal(means: Header, *, beside_ikm: bool) -> bool:
    """Whether a header is about the owner; one such as "Nama" is if another names the IKM."""
    alone = all(field.startswith("owner.") for _, field in means.columns)
    return means.personal and (alone or beside_ikm)


def _is_label(row: Row) -> bool:
    """Whether a row is a label with its value: "Penanggung jawab", ": Fulan"."""
    return any(
        type(cell) is str and (cell.startswith(":") or cell.rstrip().endswith(":")) for cell in row
    )
