"""What speaks for a row being a record: a name, and beside it a value that only a record has.

A regency, a NIB, a NIK, a kind or a status stands in no total, note or signature.
"""

import re
from collections.abc import Sequence
from math import isfinite
from typing import Final

from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import UNSAVED, reader
from ikm_sinergi.office.headers import Header
from ikm_sinergi.reading.endings import is_figure
from ikm_sinergi.reading.grid import Cell, Row
from ikm_sinergi.reading.headings import Heading
from ikm_sinergi.reading.heads import meaning_of_header, names_records
from ikm_sinergi.records.cells import Read, Unreadable

__all__ = ["Evidence", "is_numbering", "number_of"]

_TELLING: Final = frozenset({Holds.CODE, Holds.CODES, Holds.DIGITS, Holds.TERM, Holds.TERMS})
_OF_IKM: Final = ("participants", "name")
_OF_FORMS: Final = frozenset({("participants", "regency"), ("programs", "regencies")})


class Evidence:
    """What the columns of a table tell about its rows; cells are counted from `first`.

    `name` is the column that names a record; a `listing` has names of IKM or of activities there.
    """

    def __init__(self, headings: Sequence[Heading], first: int) -> None:
        known = [(one.column - first, one.means) for one in headings if one.means is not None]
        numbering = [place for place, means in known if means.numbering]
        names = [place for place, means in known if _OF_IKM in means.columns]
        names += [place for place, means in known if names_records(means)]
        others = [one.column - first for one in headings if one.column - first not in numbering]
        self.numbering: int | None = numbering[0] if numbering else None
        self.listing: bool = bool(names)
        self.name: int | None = next(iter((*names, *others)), None)
        forms = {place for place, means in known if not _OF_FORMS.isdisjoint(means.columns)}
        self.forms: set[int] = forms
        claiming = [(place, reads) for place, means in known if (reads := _telling(means))]
        self.claiming: list[tuple[int, list[Read]]] = claiming

    def named(self, cells: Row) -> bool:
        """Whether a row has something in the column of names."""
        return self.name is not None and cells[self.name] is not None

    def attests(self, cells: Row) -> bool:
        """Whether a row has a name, and beside it a value that only a record has."""
        name = None if self.name is None else cells[self.name]
        if type(name) is not str or is_figure(name):
            return False
        return any(
            cells[place] is not None and any(_reads(read, cells[place]) for read in reads)
            for place, reads in self.claiming
        )

    def is_blank_form(self, cells: Row) -> bool:
        """Whether a numbered row is a form that was not filled in: its regency is all it says."""
        if not self.listing or self.named(cells):
            return False
        allowed = {self.numbering, *self.forms}
        return all(cell is None or place in allowed for place, cell in enumerate(cells))


def _telling(means: Header) -> list[Read]:
    """Return what reads the cells of a column, none if other things may stand there too."""
    columns = [TABLES[table].column(field) for table, field in means.columns]
    reads = [reader(one) for one in columns if one is not None and one.holds in _TELLING]
    return reads if len(reads) == len(columns) else []


def _reads(read: Read, cell: Cell) -> bool:
    try:
        return read(cell) is not None
    except Unreadable as error:
        return error.repaired is not None


# --- numbers of rows --------------------------------------------------------------------

_LONGEST_NUMBERING: Final = 20
_NUMBER: Final = re.compile(r"[ (]*([0-9]{1,9})[a-z]?[ .)]*", re.IGNORECASE)


def number_of(cell: Cell) -> int | None:
    """Return the number of a row, None if a cell is none; 0 for one that was not saved."""
    if cell == UNSAVED:
        return 0
    if type(cell) is str:
        found = _NUMBER.fullmatch(cell)
        return None if found is None else int(found[1])
    return int(cell) if type(cell) is int or (type(cell) is float and isfinite(cell)) else None


def is_numbering(cell: Cell) -> bool:
    """Whether a cell is the header of a column of numbers."""
    if type(cell) is not str or len(cell) > _LONGEST_NUMBERING:
        return False
    header = meaning_of_header(cell)
    return header is not None and header.numbering
