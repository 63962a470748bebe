"""The header of a table in a sheet: one row, or up to three of which the upper group columns."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import evolve, frozen

from ikm_sinergi.domain.names import fold
from ikm_sinergi.office.headers import Header, match
from ikm_sinergi.reading.grid import Cell, Grid
from ikm_sinergi.reading.heads import is_year, names_records
from ikm_sinergi.reading.units import is_unit

__all__ = ["Head", "Heading", "headings_of"]


@frozen(kw_only=True)
class Heading:
    """What stands over a column, counted from 0, and what it means: None if not understood.

    A merged header reaches to the column `until`; a `group` stands over several columns, so that
    it says nothing of the first of them alone.
    """

    column: int
    text: str
    means: Header | None
    until: int = -1
    group: bool = False


class Head(NamedTuple):
    """A header: the first and last of its rows in the grid, and what stands over each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]


_MOST_ROWS: Final = 3
_LONGEST_GROUP: Final = 60
_WIDE: Final = 0.7
_LABEL: Final = re.compile(r"^(?:data|identitas|profil|informasi|rincian|uraian)\b *")
# Which columns a group of columns is about; a group that is not here says more than its columns.
_GROUPS: Final = MappingProxyType(
    {
        **dict.fromkeys(
            ("", "alamat", "alamatikm", "alamatusaha", "legalitas", "legalitasusaha", "perizinan"),
            ("",),
        ),
        **dict.fromkeys(
            (
                *("waktu", "waktupelaksanaan", "waktukegiatan", "tanggalpelaksanaan"),
                *("tglpelaksanaan", "tanggalkegiatan", "tglkegiatan"),
                *("jadwal", "jadwalpelaksanaan", "jadwalkegiatan"),
            ),
            ("programs.starts", "programs.ends"),
        ),
        **dict.fromkeys(("ikm", "usaha", "perusahaan", "umkm"), ("participants.",)),
        "peserta": ("participants.", "participations."),
        **dict.fromkeys(("pemilik", "pengusaha", "pimpinan"), ("participants.owner.",)),
        **dict.fromkeys(
            ("kegiatan", "program", "pelaksanaan", "pelaksanaankegiatan", "pembinaan"),
            ("programs.", "participations.status", "participations.completed_on"),
        ),
        **dict.fromkeys(("bantuan", "bantuanalat", "alat", "bantuanperalatan"), ("grants.",)),
    }
)


def headings_of(grid: Grid, place: int, left: int, right: int, begin: int) -> Head:
    """Return the header that has the row `place` of the grid in it; none goes above `begin`."""
    first = last = place
    while last - first < _MOST_ROWS - 1 and _hangs_below(grid, (first, last), left, right):
        last += 1
    hanging = place
    headings = _headings(grid, (first, last), left, right, hanging)
    while last - first < _MOST_ROWS - 1 and first > begin:
        more = _headings(grid, (first - 1, last), left, right, hanging)
        if not _groups(grid, first - 1, left, right) or not _better(
            grid, first - 1, (left, right), headings, more
        ):
            break
        first, headings = first - 1, more
    return Head(first, last, headings)


def _plain(cell: Cell) -> str:
    return " ".join(str(cell).split())


# --- which rows ----------------------------------------------------------------------------


def _spans(grid: Grid, place: int, left: int, right: int) -> dict[int, int]:
    """Return the columns of merged cells that begin in a row, each with their first column."""
    spans: dict[int, int] = {}
    for _, first, _, last in grid.wide.get(place + grid.first_row, ()):
        start = first - grid.first_column
        columns = range(start, last - grid.first_column + 1)
        if left <= start and len(columns) < _WIDE * (right - left):
            spans |= dict.fromkeys(columns, start)
    return spans


def _hangs_below(grid: Grid, rows: tuple[int, int], left: int, right: int) -> bool:
    """Whether the row below a header goes on with it: it has names in groups, or units."""
    last = rows[1]
    if last + 1 >= len(grid.rows):
        return False
    lower = grid.rows[last + 1]
    spans = _spans(grid, last, left, right)
    above = {at: _above(grid, rows, at) for at in range(left, right)}
    told = [at for at in range(left, right) if lower[at] is not None]
    new = False
    for at in told:
        cell = lower[at]
        if type(cell) is not str and not is_year(cell):
            return False
        grouped = at in spans or (
            (at - 1 in told or at - 1 in spans)
            if above[at] is None
            else at + 1 in told and above.get(at + 1) is None
        )
        new = new or grouped or is_unit(str(cell))
        if not (grouped or is_unit(str(cell)) or fold(str(cell)) == fold(str(above[at]))):
            return False
    return new


def _above(grid: Grid, rows: tuple[int, int], at: int) -> Cell:
    """Return the lowest cell of a column in some rows."""
    first, last = rows
    for place in range(last, first - 1, -1):
        if grid.rows[place][at] is not None:
            return grid.rows[place][at]
    return None


def _groups(grid: Grid, place: int, left: int, right: int) -> bool:
    """Whether the row above a header may group its columns, and is no line of a title."""
    told = [cell for cell in grid.rows[place][left:right] if cell is not None]
    return bool(told) and all(type(one) is str and len(one) <= _LONGEST_GROUP for one in told)


def _better(
    grid: Grid,
    place: int,
    columns: tuple[int, int],
    alone: tuple[Heading, ...],
    joined: tuple[Heading, ...],
) -> bool:
    """Whether a header says more with the row above it, and loses no name and no numbering."""
    means = {one.column: one.means for one in joined}
    kept = [
        one.column
        for one in alone
        if one.means is not None and (one.means.numbering or names_records(one.means))
    ]
    if any(means[column] is None for column in kept):
        return False
    if _spans(grid, place, *columns):
        return True
    texts = {_plain(cell) for cell in grid.rows[place]} | {one.text for one in alone}
    both = any(one.means is not None and one.text not in texts for one in joined)
    return both and _known(joined) >= _known(alone)


def _known(headings: tuple[Heading, ...]) -> int:
    return sum(one.means is not None for one in headings)


# --- what they say -------------------------------------------------------------------------


def _headings(
    grid: Grid, rows: tuple[int, int], left: int, right: int, hanging: int
) -> tuple[Heading, ...]:
    """Return what some rows say over each column; from the row `hanging` on, groups are sure."""
    first, last = rows
    names = {
        at: place
        for at in range(left, right)
        for place in range(first, last + 1)
        if grid.rows[place][at] is not None
    }  # the lowest row that says something
    groups = {
        place: _grouping(grid, place, (left, right), names, sure=place >= hanging)
        for place in range(first, last)
    }
    headings: list[Heading] = []
    for at, place in names.items():
        name = grid.rows[place][at]
        over = [
            group
            for row in range(first, place)
            if at in groups[row] and (group := grid.rows[row][groups[row][at]]) is not None
        ]
        spans = _spans(grid, place, left, right)
        until = max((column for column in spans if spans[column] == at), default=at)
        below = groups.get(place, {})
        group = any(
            start == at and names.get(column, -1) > place for column, start in below.items()
        )
        headings.append(
            Heading(
                column=at + grid.first_column,
                text=" ".join(map(_plain, (*over, name))),
                means=None if group else _meaning([_plain(one) for one in over], _plain(name)),
                until=until + grid.first_column,
                group=group,
            )
        )
    return tuple(headings)


def _grouping(
    grid: Grid, place: int, columns: tuple[int, int], names: Mapping[int, int], *, sure: bool
) -> dict[int, int]:
    """Return the column of the group of each column: by merged cells, or else by what follows it.

    Without merged cells, where a group ends can only be told by what its columns mean; a row that
    says nothing but the names in groups leaves no doubt (`sure`).
    """
    upper = grid.rows[place]
    spans = _spans(grid, place, *columns)
    found: dict[int, int] = {}
    start: int | None = None
    for at in range(*columns):
        if upper[at] is not None:
            start = at
        elif (
            spans
            or names.get(at, place) <= place
            or not (start is None or sure or not _stray(grid, (place, names[at]), start, at))
        ):
            start = None
        if at in spans:
            found[at] = spans[at]
        elif start is not None:
            found[at] = start
    return found


def _stray(grid: Grid, rows: tuple[int, int], start: int, at: int) -> bool:
    """Whether a column stands beside a group and not in it: its own name is all it has."""
    upper, lower = rows
    name = _plain(grid.rows[lower][at])
    return _joined(_plain(grid.rows[upper][start]), name) is None and match(name) is not None


def _meaning(groups: Sequence[str], name: str) -> Header | None:
    """Return what a name means below its groups, from the lowest of them up."""
    means, text = match(name), name
    for group in reversed(groups):
        if fold(group) == fold(text):
            continue
        means = _with_group(group, text, means)
        text = f"{group} {text}"
    return means


def _joined(group: str, name: str) -> Header | None:
    """Return what a name in a group means: both together, or the name if the group adds nothing.

    >>> _joined("Tanggal", "Mulai").columns, _joined("Pemilik", "Nama").columns
    ((('programs', 'starts'),), (('participants', 'owner.name'),))
    >>> _joined("Rencana", "Mulai") is None
    True
    """
    return _with_group(group, name, match(name))


def _with_group(group: str, name: str, found: Header | None) -> Header | None:
    for text in (f"{group} {name}", f"{name} {group}"):
        if (both := match(text)) is not None:
            return both
    about = _GROUPS.get(fold(_LABEL.sub("", group.casefold().strip())))
    if found is None or about is None:
        return None
    columns = tuple(one for one in found.columns if ".".join(one).startswith(about))
    return evolve(found, columns=columns) if columns or found.numbering else None
