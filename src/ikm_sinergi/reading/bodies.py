"""The rows below a header: which are records, what ends them, and what is neither.

A number in front makes a row a record. Where rows are numbered, one without a number below the
last of them is a record only if its cells attest it, and then it is told; where none is, a row is
one until something ends the table. What names something and is no record is told in any case.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple

from ikm_sinergi.domain.names import fold
from ikm_sinergi.office import UNSAVED
from ikm_sinergi.reading.endings import (
    is_counting,
    is_figure,
    is_nip,
    is_note,
    is_place,
    is_recap,
    is_signature,
    is_total,
)
from ikm_sinergi.reading.evidence import Evidence, is_numbering, number_of
from ikm_sinergi.reading.grid import Cell, Grid, Line, Row
from ikm_sinergi.reading.headings import Head
from ikm_sinergi.reading.heads import is_head
from ikm_sinergi.reading.titles import said_above

__all__ = ["Body", "Section", "line_of"]


class Section(NamedTuple):
    """A heading among the rows: its row, column and text, and what numbers it ("I", "A", "")."""

    row: int
    column: int
    text: str
    mark: str


class _What(Enum):
    """What a row below a header is."""

    RECORD = "record"
    HEAD = "head"  # of the next table
    TOTAL = "total"
    NOTE = "note"
    SIGNED = "signed"
    ODD = "odd"  # may say something, but is no record
    SECTION = "section"  # as odd, and stands over the rows below
    LOOSE = "loose"  # a heading if a record follows, else part of a note or a signature
    PENDING = "pending"  # a record if a numbered one follows
    ATTESTED = "attested"  # as pending, and a record that is told if none follows
    NOTHING = "nothing"


class _Bare(NamedTuple):
    """A row without a number: its cells, the first that is filled, how many are, has it a name."""

    cells: Row
    lead: Cell
    filled: int
    named: bool


_ENDS: Final = frozenset({_What.TOTAL, _What.NOTE, _What.SIGNED})
_FEW: Final = 3
_FEW_SIGNED: Final = 4
_MARK: Final = re.compile(r"([ivx]{1,6}|[a-z])[ .)]*", re.IGNORECASE)
_MARKED: Final = re.compile(r"([ivx]{1,6}|[a-z])[.)]\s*(?=\S)", re.IGNORECASE)


def line_of(grid: Grid, place: int, columns: range) -> Line | None:
    """Return what some columns of a row say, None if they say nothing."""
    row, first = grid.rows[place], grid.first_column
    cells = tuple((at + first, str(row[at]).strip()) for at in columns if row[at] is not None)
    return Line(place + grid.first_row, cells) if cells else None


class Body:
    """The rows below a header, up to the next one; all places are those in the grid's rows."""

    def __init__(self, grid: Grid, head: Head, columns: range, lines: tuple[Line, ...]) -> None:
        self.grid: Grid = grid
        self.head: Head = head
        self.columns: range = columns
        self.lines: tuple[Line, ...] = lines
        self.left: int = columns.start
        self.right: int = columns.stop
        self.evidence: Evidence = Evidence(head.headings, grid.first_column + self.left)
        rows = grid.rows[head.first : head.last + 1]
        self.heads: set[tuple[Cell, ...]] = {_folded(self.part(row)) for row in rows}
        self._leads = {cell for row in self.heads for cell in row if cell is not None}
        self.numbered: bool = self._is_numbered()
        self.numbers: list[int] = []
        self.rows: list[Row] = []
        self.continued: list[int] = []
        self.odd: list[int] = []
        self.unsure: list[int] = []  # records without a number below the last numbered one
        self.sections: list[Section] = []
        # What stands from `closed` on may be the title of the next table.
        self.closed: int = head.last + 1
        self._pending: list[tuple[int, Row, bool]] = []
        self._loose: list[tuple[int, Row]] = []  # headings, if a record follows
        self._top = 0  # the highest number of a record
        self._gap = self._noting = self._signed = self._headed = False
        self._widest = 0  # the most cells that a record fills
        self._end: _What | None = None

    def part(self, row: Row) -> Row:
        """Return the cells of a row that belong to the table."""
        return row if len(row) == len(self.columns) else row[self.left : self.right]

    def _is_numbered(self) -> bool:
        """Whether a row below has a number, before a header comes again."""
        rows, place = self.grid.rows, self.evidence.numbering
        if place is None:
            return False
        for index in range(self.head.last + 1, len(rows)):
            row = rows[index]
            if number_of(row[self.left + place]) is not None:
                return True
            if is_numbering(row[self.left + place]) and not self._repeats(self.part(row)):
                return False
        return False

    # --- one row after the other -----------------------------------------------------------

    def read(self) -> int:
        """Sort the rows, and return where the next header is, or the end."""
        rows, deep = self.grid.rows, self.grid.deep
        for index in range(self.head.last + 1, len(rows)):
            row = rows[index]
            raw = self.part(row)
            if index in deep and any(cell is not None for cell in raw):
                row = self._filled(index, row)
            what = self._what(index, raw, raw if row is rows[index] else self.part(row))
            if what is _What.HEAD:
                self._settle()
                self.odd = [one for one in self.odd if one < self.closed]
                return index
            self._take(what, index, row, raw)
        self._settle()
        return len(rows)

    def _take(self, what: _What, index: int, row: Row, raw: Row) -> None:
        if what is _What.RECORD:
            self._record(index, row, raw)
            return
        self._gap = self._gap or what is not _What.SECTION
        self._headed = self._headed or what is _What.SECTION
        if what in _ENDS:
            self._end = what
            self._signed = self._signed or what is _What.SIGNED
            self._unsign(index, raw)
            self.closed = index + 1
            if what is not _What.TOTAL and self.evidence.named(raw) and _filled(raw) > 1:
                self.odd.append(index)
        elif what is _What.SECTION:
            self._head(index, raw)
        elif what is _What.ODD:
            self.odd.append(index)
        elif what is _What.LOOSE:
            self._loose.append((index, raw))
        elif what in {_What.PENDING, _What.ATTESTED}:
            self._pending.append((index, row, what is _What.ATTESTED))
            self.closed = index + 1

    def _record(self, index: int, row: Row, raw: Row) -> None:
        """Keep a record, and what waited for one: rows without a number, and headings."""
        for earlier, cells, _ in self._pending:
            self._keep(earlier, cells)
        for earlier, cells in self._loose:
            self._head(earlier, cells)
        self._pending.clear()
        self._loose.clear()
        self._keep(index, row)
        self._widest = max(self._widest, _filled(raw))
        self._gap, self._end, self._headed = False, None, False

    def _unsign(self, index: int, raw: Row) -> None:
        """Take who stands right above "NIP. ..." for somebody who signs, and no IKM."""
        if (
            self._pending
            and self._pending[-1][0] == index - 1
            and any(_is(is_nip, cell) for cell in raw)
        ):
            earlier, row, _ = self._pending.pop()
            self._pending.append((earlier, row, False))

    def _head(self, index: int, raw: Row) -> None:
        self.odd.append(index)
        self.sections.append(self._section(index, raw))

    def _keep(self, index: int, row: Row) -> None:
        self.numbers.append(index + self.grid.first_row)
        self.rows.append(row)
        self.closed = index + 1

    def _settle(self) -> None:
        """Keep what is attested of the rows that waited for a numbered one; the others are odd."""
        for index, row, attested in self._pending:
            if attested:
                self._keep(index, row)
                self.unsure.append(index)
            else:
                self.odd.append(index)
        self.closed = max([self.closed, *(index + 1 for index, _, _ in self._pending)])
        self._pending.clear()
        self.odd.sort()

    def _filled(self, index: int, row: Row) -> Row:
        """Return a row with what merged cells that begin above it say."""
        told = {
            place: cell
            for top, place, cell in self.grid.deep[index]
            if top > self.head.last and self.left <= place < self.right
        }
        if not told:
            return row
        self.continued.append(index + self.grid.first_row)
        return tuple(told.get(place, cell) for place, cell in enumerate(row))

    # --- what a row is ---------------------------------------------------------------------

    def _what(self, index: int, raw: Row, cells: Row) -> _What:
        """Return what a row is by its own cells; `cells` has what merged ones add."""
        filled = _filled(raw)
        if not filled or is_counting(raw, len(self.head.headings)):
            return _What.NOTHING
        place = self.evidence.numbering
        number = None if place is None else number_of(raw[place])
        if number is not None:
            return self._of_numbered(raw, filled, number)
        if self._repeats(raw):
            return _What.HEAD if self._begins_anew(index) else _What.NOTHING
        if (self._gap or (place is not None and is_numbering(raw[place]))) and is_head(raw):
            return _What.HEAD
        row = _Bare(
            raw, next(cell for cell in raw if cell is not None), filled, self.evidence.named(raw)
        )
        found = self._of_total(row)
        if found is None and raw is not cells and self._goes_on(row, cells):
            found = _What.RECORD
        return found or self._of_signature(row) or self._of_other(row)

    def _goes_on(self, row: _Bare, cells: Row) -> bool:
        """Whether a row belongs to the one above by merged cells: by its number, or its name."""
        place = self.evidence.numbering
        numbered = place is not None and number_of(cells[place]) is not None
        return numbered or (not row.named and self.evidence.named(cells))

    def _of_numbered(self, raw: Row, filled: int, number: int) -> _What:
        if filled == 1 and UNSAVED in raw:
            return _What.LOOSE
        if filled == 1 or self.evidence.is_blank_form(raw):
            return _What.NOTHING
        alone = 2  # the number and a text
        if filled == alone and any(_is(is_place, cell) for cell in raw):
            return _What.SECTION
        bare = self._gap and not self._headed and self._widest > alone
        ended = self._signed or self._end is not None or bare
        if ended and filled == alone and (self._noting or number <= self._top):
            self._noting = True
            return _What.ODD
        self._noting = False
        self._top = max(self._top, number)
        return _What.RECORD

    def _of_total(self, row: _Bare) -> _What | None:
        """Return what a row with the label of a total in front is, None if an IKM is called so."""
        raw, lead = row.cells, row.lead
        if type(lead) is not str or not is_total(lead):
            return None
        others = [cell for cell in raw if cell is not None][1:]
        if not others:
            return _What.NOTE if is_recap(lead) else _What.ODD
        attested = self.evidence.attests(raw)
        # A code of a regency that became a number is no sum.
        codes = any(type(raw[place]) is float for place, _ in self.evidence.claiming)
        if all(map(is_figure, others)) and not attested:
            return _What.ODD if codes else _What.TOTAL
        claiming = {place for place, _ in self.evidence.claiming}
        told = [place for place, cell in enumerate(raw) if cell is not None]
        beside = [at for at in told if at not in claiming and not is_figure(raw[at])]
        more = len(beside) > 1 or len(claiming.intersection(told)) > 1
        return None if attested and more else _What.ODD

    def _of_signature(self, row: _Bare) -> _What | None:
        """Return what a row is that has part of a signature in it, None if it has none."""
        raw = row.cells
        few = row.filled <= _FEW_SIGNED
        signed = [place for place, cell in enumerate(raw) if few and _is(is_signature, cell)]
        if not signed:
            return None
        if not row.named or self.evidence.name in signed:
            return _What.SIGNED
        above = self.part(self.rows[-1]) if self.rows else ()
        usual = above and any(_is(is_signature, above[place]) for place in signed)
        return None if usual or self.evidence.attests(raw) else _What.ODD

    def _of_other(self, row: _Bare) -> _What:
        """Return what a row is that has no number and does not look like an end."""
        note, ended = _is(is_note, row.lead), self._gap or self._end is not None
        several = row.filled > 1
        if self._signed:
            return _What.ODD if row.named and several else _What.LOOSE
        plain = row.named and several and not (self.numbered or ended or note)
        if plain or self.evidence.attests(row.cells):
            return _What.ATTESTED if self.numbered else _What.RECORD
        if note and (ended or not several):
            return _What.NOTE
        if not several:
            return _What.LOOSE if self._end is _What.NOTE else _What.SECTION
        return self._among_numbered(row) if self.numbered else self._among_unnumbered(row)

    def _among_numbered(self, row: _Bare) -> _What:
        mark = self._mark(row.cells)
        texts = [cell for cell in row.cells if type(cell) is str and not is_figure(cell)]
        beside = 2  # a heading may have a sum beside it
        if len(texts) == 1 + (mark != "") and (mark or row.filled <= beside):
            return _What.SECTION
        waits = row.named and row.filled >= _FEW and self._end is None
        return _What.PENDING if waits else _What.ODD

    def _among_unnumbered(self, row: _Bare) -> _What:
        raw, named = row.cells, row.named
        if self._end is not None:
            above = self.part(self.rows[-1]) if self.rows else ()
            alike = [cell is None for cell in raw] == [cell is None for cell in above]
            if self._end is _What.TOTAL and named and alike:
                return _What.RECORD
            return _What.ODD if named or row.filled > _FEW else _What.NOTHING
        figures = all(is_figure(cell) for cell in raw if cell is not None)
        return _What.ODD if figures and self.evidence.listing and not named else _What.RECORD

    # --- headings and headers among the rows -----------------------------------------------

    def _mark(self, raw: Row) -> str:
        """Return the letter or Roman numeral in front of a heading, empty if there is none."""
        place = self.evidence.numbering
        cell = None if place is None else raw[place]
        found = _MARK.fullmatch(cell.strip()) if type(cell) is str else None
        return "" if found is None else found[1].casefold()

    def _section(self, index: int, raw: Row) -> Section:
        mark = self._mark(raw)
        texts = [(place, str(cell)) for place, cell in enumerate(raw) if cell is not None]
        if len(texts) > 1 and texts[0][0] == self.evidence.numbering:
            texts = texts[1:]
        place, text = texts[0]
        marked = _MARKED.match(text.strip())
        if not mark and marked is not None:
            mark = marked[1].casefold()
        grid = self.grid
        return Section(
            index + grid.first_row, place + self.left + grid.first_column, text.strip(), mark
        )

    def _repeats(self, raw: Row) -> bool:
        """Whether a row is one of the header, in whatever case it is written."""
        lead = next(cell for cell in raw if cell is not None)
        return type(lead) is str and fold(lead) in self._leads and _folded(raw) in self.heads

    def _begins_anew(self, index: int) -> bool:
        """Whether the lines above a repeated header say that it begins another table.

        A regency alone is a heading among the rows; what was said before is a header of a page.
        """
        between = [line_of(self.grid, place, self.columns) for place in range(self.closed, index)]
        now = said_above([one for one in between if one is not None], None)
        said = {name: one.value for name, one in now.said.items()}
        before = {name: one.value for name, one in said_above(self.lines, None).said.items()}
        if said.keys() == {"regencies"} and "regencies" not in before:
            return False
        return any(before.get(name) != value for name, value in said.items())


def _filled(cells: Row) -> int:
    return len(cells) - cells.count(None)


def _folded(cells: Row) -> tuple[Cell, ...]:
    return tuple(fold(cell) if type(cell) is str else cell for cell in cells)


def _is(test: Callable[[str], bool], cell: Cell) -> bool:
    return type(cell) is str and test(cell)
