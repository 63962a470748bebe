"""The lines above a table, piece by piece, and the fields that a label in them says.

"Tahun : 2021" may stand in one cell or in several, and one row or one cell may hold several such.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import reader
from ikm_sinergi.office.headers import match
from ikm_sinergi.reading.activities import kind_in
from ikm_sinergi.reading.grid import Cell, Line
from ikm_sinergi.records.cells import Read, Unreadable

__all__ = ["LIST", "Piece", "fields_of", "pieces_of", "rank", "read_field"]


class Piece(NamedTuple):
    """One line of one cell above a table; the name of the sheet has no place."""

    row: int | None
    column: int | None
    text: str


LIST: Final = re.compile(
    r"(?:daftar|data|rekap(?:itulasi)?)(?: (?:hadir|nama|nama-nama))*(?: peserta)?"
    r"(?: (?:kegiatan|ikm))?[ :]*",
    re.IGNORECASE,
)
"""What a title begins with before it says what it is about."""

_FIELDS: Final = ("title", "kind", "year", "lead", "regencies", "starts", "ends")
_SUB: Final = re.compile(r"^sub[ -]*", re.IGNORECASE)
_LABEL: Final = range(2, 41)  # how long one may be


def pieces_of(line: Line) -> Iterator[tuple[str | None, Piece]]:
    """Yield the texts of a row, line by line of its cells; a value after a label with the label."""
    cells = [(column, text.splitlines()) for column, text in line.cells]
    for place in range(max(len(texts) for _, texts in cells)):
        yield from _paired(
            [
                Piece(line.row, column, texts[place].strip())
                for column, texts in cells
                if place < len(texts) and texts[place].strip()
            ]
        )


def _paired(pieces: list[Piece]) -> Iterator[tuple[str | None, Piece]]:
    """Yield pieces, each with its label: "Tahun : 2021" in one of them or in several."""
    left = pieces[::-1]
    while left:
        piece = left.pop()
        label, colon, value = piece.text.partition(":")
        if not colon and left and left[-1].text.startswith(":"):
            piece = left.pop()
            colon, value = ":", piece.text[1:]
        label, value = label.strip(), value.strip()
        if not colon or len(label) not in _LABEL:
            yield None, piece
            continue
        values = [piece._replace(text=value)] if value else []
        fields = fields_of(label)
        while left and (fields or not values) and ":" not in left[-1].text:
            if len(left) > 1 and left[-2].text.startswith(":"):
                break
            values.append(left.pop())
        if not fields and begins_title(label):
            yield None, piece
        elif values:
            yield label, values[0]._replace(text=" ".join(one.text for one in values))


def begins_title(label: str) -> bool:
    """Whether what stands before a colon is part of a title: "Daftar peserta pelatihan : ..."."""
    return LIST.match(label) is not None or kind_in(label.split(maxsplit=1)[0]) is not None


def fields_of(label: str) -> tuple[str, ...]:
    """Return the fields of a program that a label says; a bare "Tanggal" may be a letter's."""
    header = match(_SUB.sub("", label))
    if header is None or header.personal:
        return ()
    fields = header.fields("programs")
    if header.together or "ends" not in fields:
        return fields if header.together else tuple(one for one in _FIELDS if one in fields)[:1]
    return fields if len(fields) == 1 else ()


def rank(label: str) -> int:
    """Return where a label stands among those of a title, the most special first."""
    folded = fold(label)
    if "pelatihan" in folded or "judul" in folded:
        return 0
    return 3 if "program" in folded else 1 if folded.startswith("sub") else 2


def read_field(name: str, text: str) -> Cell:
    """Return a value as an exact cell holds it; raise `Unreadable` if it cannot be read."""
    try:
        value: Any = _readers()[name](text)
    except Unreadable as error:
        if error.repaired is None:
            raise
        value = error.repaired
    if name == "regencies" and value is not None:
        return ";".join(sorted(value))
    return str(value) if isinstance(value, str) else value


@cache
def _readers() -> Mapping[str, Read]:
    columns = {column.field: column for column in TABLES["programs"].columns}
    return MappingProxyType({name: reader(columns[name]) for name in _FIELDS})
