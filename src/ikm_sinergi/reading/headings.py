"""The header of a table in a sheet: one row, or two of which the upper one groups columns."""

import re
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import evolve, frozen

from ikm_sinergi.office.headers import Header, match
from ikm_sinergi.reading.grid import Cell, Grid, Row
from ikm_sinergi.values import fold

__all__ = ["Head", "Heading", "headings_of"]


@frozen(kw_only=True)
class Heading:
    """What stands over a column, counted from 0, and what it means: None if not understood."""

    column: int
    text: str
    means: Header | None


class Head(NamedTuple):
    """A header: the first and last of its rows in the grid, and what stands over each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]


_LONGEST_GROUP: Final = 60
_WIDE: Final = 0.7
_LABEL: Final = re.compile(r"^(?:data|identitas|profil|informasi|rincian|uraian)\b *")
# Which columns a group of columns is about; a group that is not here says more than its columns.
_GROUPS: Final = MappingProxyType(
    {
        "": ("",),
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
    rows = grid.rows
    alone = _one_row(grid, place, left, right)
    known = _known(alone)
    if place + 1 < len(rows):
        two = _two_rows(grid, place, left, right)
        if two is not None and _hangs_below(grid, place, left, right) and _known(two) >= known:
            return Head(place, place + 1, two)
    if place > begin and _groups_below(grid, place - 1, left, right):
        two = _two_rows(grid, place - 1, left, right)
        joined = two is not None and _known(two) >= known and _any_joined(two, rows[place - 1 :])
        if two is not None and (joined or _spans(grid, place - 1, left, right)):
            return Head(place - 1, place, two)
    return Head(place, place, alone)


def _known(headings: tuple[Heading, ...]) -> int:
    return sum(one.means is not None for one in headings)


def _any_joined(headings: tuple[Heading, ...], rows: Sequence[Row]) -> bool:
    """Whether a group and a name mean something together."""
    alone = {_plain(cell) for row in rows[:2] for cell in row}
    return any(one.means is not None and one.text not in alone for one in headings)


def _one_row(grid: Grid, place: int, left: int, right: int) -> tuple[Heading, ...]:
    row = grid.rows[place]
    return tuple(
        Heading(column=at + grid.first_column, text=_plain(cell), means=match(str(cell)))
        for at in range(left, right)
        if (cell := row[at]) is not None
    )


def _plain(cell: Cell) -> str:
    return " ".join(str(cell).split())


# --- two rows ------------------------------------------------------------------------------


def _spans(grid: Grid, place: int, left: int, right: int) -> dict[int, int]:
    """Return the columns of merged cells that begin in a row, each with their first column."""
    spans: dict[int, int] = {}
    for top, first, _, last in grid.merged:
        if top - grid.first_row == place and last > first:
            start = first - grid.first_column
            columns = range(start, last - grid.first_column + 1)
            if left <= start and len(columns) < _WIDE * (right - left):
                spans |= dict.fromkeys(columns, start)
    return spans


def _hangs_below(grid: Grid, place: int, left: int, right: int) -> bool:
    """Whether the row below a header is its second one: all it says stands below groups."""
    upper, lower = grid.rows[place], grid.rows[place + 1]
    spans = _spans(grid, place, left, right)
    told = [at for at in range(left, right) if lower[at] is not None]
    if not told or any(type(lower[at]) is not str for at in told):
        return False
    grouped = [at for at in told if at in spans or upper[at] is None]
    starts = [at for at in told if at not in grouped and at + 1 in told and upper[at + 1] is None]
    return bool(grouped) and len(grouped) + len(starts) == len(told)


def _groups_below(grid: Grid, place: int, left: int, right: int) -> bool:
    """Whether the row above a header may group its columns, and is no line of a title."""
    told = [cell for cell in grid.rows[place][left:right] if cell is not None]
    return bool(told) and all(type(one) is str and len(one) <= _LONGEST_GROUP for one in told)


def _two_rows(grid: Grid, place: int, left: int, right: int) -> tuple[Heading, ...] | None:
    """Return what two rows say over each column, None if they do not make one header."""
    upper, lower = grid.rows[place], grid.rows[place + 1]
    group_of = _grouping(grid, place, left, right)
    headings: list[Heading] = []
    for at in range(left, right):
        name, group = lower[at], group_of(at)
        column = at + grid.first_column
        if name is None and upper[at] is not None:
            cell = upper[at]
            headings.append(Heading(column=column, text=_plain(cell), means=match(str(cell))))
        elif name is not None and group is None:
            headings.append(Heading(column=column, text=_plain(name), means=match(str(name))))
        elif name is not None:
            text = f"{_plain(group)} {_plain(name)}"
            headings.append(
                Heading(column=column, text=text, means=_joined(_plain(group), _plain(name)))
            )
    return tuple(headings) or None


def _grouping(grid: Grid, place: int, left: int, right: int) -> Callable[[int], Cell]:
    """Return what gives the group of a column: by merged cells, or else by what follows it."""
    upper, lower = grid.rows[place], grid.rows[place + 1]
    spans = _spans(grid, place, left, right)
    groups: dict[int, Cell] = {}
    group: Cell = None
    for at in range(left, right):
        if upper[at] is not None:
            group = upper[at]
        elif lower[at] is None or spans:
            group = None
        if at in spans:
            groups[at] = upper[spans[at]]
        elif group is not None and lower[at] is not None:
            if not spans and upper[at] is None and _stray(upper, at, group, lower[at]):
                group = None
                continue
            groups[at] = group
    return groups.get


def _stray(upper: Row, at: int, group: Cell, name: Cell) -> bool:
    """Whether a column stands beside a group and not in it: its own name is all it has.

    Without merged cells, where a group ends can only be told by what its columns mean.
    """
    first = max(place for place in range(at) if upper[place] is not None)
    begins = upper[first] == group and first < at
    return begins and _joined(_plain(group), _plain(name)) is None and match(str(name)) is not None


def _joined(group: str, name: str) -> Header | None:
    """Return what a name in a group means: both together, or the name if the group adds nothing.

    >>> _joined("Tanggal", "Mulai").columns, _joined("Pemilik", "Nama").columns
    ((('programs', 'starts'),), (('participants', 'owner.name'),))
    >>> _joined("Rencana", "Mulai") is None
    True
    """
    found = match(name)
    for text in (f"{group} {name}", f"{name} {group}"):
        if (both := match(text)) is not None:
            return both
    about = _GROUPS.get(fold(_LABEL.sub("", group.casefold().strip())))
    if found is None or about is None:
        return None
    columns = tuple(one for one in found.columns if ".".join(one).startswith(about))
    return evolve(found, columns=columns) if columns or found.numbering else None
