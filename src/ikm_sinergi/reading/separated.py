"""Tables of text as offices keep them (.csv, .tsv, text under any name) -> grids of texts.

The delimiter is the one that most rows have, and have as often; where the rows disagree, the file
is refused, since to guess would be to invent. The encoding is UTF-8, UTF-16 with its mark, or else
Windows-1252, and then the grid says so. A file takes about twenty times its size in memory while
it is read, within the limits of `grid`.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading.delimited import FORMULA
from ikm_sinergi.reading.grid import LARGEST_RECTANGLE, Grid, padded, refuse_extent
from ikm_sinergi.words.phrases import Phrase

__all__ = ["DELIMITERS", "grid_of_text"]

DELIMITERS: Final = MappingProxyType(
    {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
)
"""What may stand between two cells."""

VOTERS: Final = 200
"""How many rows of a file decide on its delimiter."""

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAYS: Final = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)", re.IGNORECASE)


def grid_of_text(data: bytes, path: str) -> Grid:
    """Return the rows of a text as a grid whose cells are texts, or raise `ReadError`.

    Rows count as a spreadsheet shows them: a cell with line breaks is still one row, and a first
    line such as "sep=;" is none. An apostrophe that `write` put before a text that looks like a
    formula is taken away.
    """
    text, notices = _decoded(data, path)
    said = _SAYS.match(text)
    if said is not None:
        delimiter, text, skipped = said[1], text[said.end() :], 1
    else:
        delimiter, skipped = _delimiter(text, path), 0
    rows: list[tuple[str | None, ...]] = []
    width = 0
    for number, cells in enumerate(_rows(text, delimiter, path, skipped), 1):
        row = tuple([_plain(cell) if cell else None for cell in _used(cells)])
        refuse_extent(path, None, number, len(row) - 1)
        rows.append(row)
        width = max(width, len(row))
        if width * number > LARGEST_RECTANGLE:
            raise ReadError(path, f"has more than {LARGEST_RECTANGLE:,} cells: split the file")
    while rows and not rows[-1]:
        rows.pop()
    return Grid(file=path, sheet=None, rows=padded(rows), notices=notices)


def _used(cells: list[str]) -> list[str]:
    """Return the cells of a row up to the last that holds something."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _plain(cell: str) -> str:
    return cell[1:] if cell[0] == "'" and FORMULA.match(cell) else cell


def _decoded(data: bytes, path: str) -> tuple[str, tuple[Phrase, ...]]:
    """Return the text of a file, and what had to be assumed to read it."""
    if data.startswith(_UTF_16):
        try:
            return data.decode("utf-16").removeprefix("\ufeff"), ()
        except UnicodeDecodeError:
            raise ReadError(path, "begins as UTF-16, but goes on as something else") from None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise ReadError(path, "holds a NUL byte: it is neither text nor a workbook", line=line)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), (Phrase("read_as_cp1252"),)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = "is neither in UTF-8 nor in Windows-1252: save it as UTF-8"
        raise ReadError(path, text, line=line) from None


def _rows(text: str, delimiter: str, path: str, skipped: int) -> Iterator[list[str]]:
    """Yield the cells of each row, whatever the line ends are."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + skipped  # the first line of the row
    try:
        for cells in rows:
            yield cells
            line = rows.line_num + 1 + skipped
    except csv.Error as error:
        problem = "a quotation mark inside a cell must be doubled"
        if "end of data" in str(error) or "field limit" in str(error):
            problem = "a quotation mark is not closed in the row that begins here"
        raise ReadError(path, problem, line=line) from None


class _Vote(NamedTuple):
    """What the first rows say of a delimiter: how many have it, have one width, and the width."""

    having: int
    alike: int
    width: int

    def beats(self, other: "_Vote") -> bool:
        """Whether this is the better one in every respect, or the other one is rare."""
        if 2 * other.having < self.having:
            return True
        agreed = 2 * self.alike > self.having
        return agreed and all(map(int.__ge__, self, other)) and self != other


def _delimiter(text: str, path: str) -> str:
    """Return the delimiter that beats all others."""
    votes = {delimiter: _vote(text, delimiter) for delimiter in DELIMITERS}
    likely = [delimiter for delimiter, vote in votes.items() if vote.having]
    for one in likely:
        if all(votes[one].beats(votes[other]) for other in likely if other != one):
            return one
    if not likely:
        return ","  # a single column
    best = max(votes[one].having for one in likely)
    names = " or ".join(DELIMITERS[one] for one in likely if 2 * votes[one].having >= best)
    problem = f'its columns may be separated by {names}: write a first line such as "sep=;"'
    raise ReadError(path, problem, line=1)


def _vote(text: str, delimiter: str) -> _Vote:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    # A row that is too long for the module ends the count: what was counted until then must do.
    with suppress(csv.Error):
        widths.update(len(_used(cells)) for cells in islice(rows, VOTERS))
    del widths[0], widths[1]
    width, alike = max(widths.items(), key=itemgetter(1), default=(0, 0))
    return _Vote(widths.total(), alike, width)
