"""The sheets that were submitted, given back with each faulty cell marked.

A faulty cell has the colour of its worst finding, and a comment that says what is wrong and what
to do; a finding about a whole row marks the row. Merged cells are merged again; what was found
inside them is marked at their first cell, the only one that is seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.checking.report import Finding
from ikm_sinergi.domain.terms import Outcome
from ikm_sinergi.reading.grid import Cell, Grid, Merged
from ikm_sinergi.reading.sheets import blocks_of
from ikm_sinergi.records.faults import letter_of
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.writing.personal import impersonal, personal_cells
from ikm_sinergi.writing.text import to_do
from ikm_sinergi.writing.workbook import (
    Formats,
    Workbook,
    Worksheet,
    cell_formats,
    clipped,
    for_paper,
    merge,
    put_cell,
    widths,
)

__all__ = ["COLOURS", "add_submitted", "kind_of", "label_of", "looks"]

COLOURS: Final = MappingProxyType(
    {
        "error": "#FFC7CE",
        "warning": "#FFEB9C",
        "undecided": "#E4DFEC",
        "note": "#DDEBF7",
        "waived": "#E2EFDA",
    }
)
"""The colour of what was found, by its kind, the worst first."""

Looks = Mapping[tuple[str, bool], Formats]
"""The formats of a cell, by the kind of what was found there (or "") and whether it is a header."""

Marks = Mapping[tuple[int, int | None], list[Finding]]
"""What was found, by row as Excel shows it and column counted from 0; None is the whole row."""


def kind_of(finding: Finding) -> str:
    """Return what a finding is coloured by."""
    return str(finding.severity if finding.outcome is Outcome.VIOLATED else finding.outcome)


def label_of(finding: Finding) -> Text:
    """Return that in words."""
    decided = finding.outcome is Outcome.VIOLATED
    return finding.severity.label if decided else finding.outcome.label


def looks(workbook: Workbook) -> Looks:
    """Return the formats that the sheets share."""
    fills = {"": dict[str, str](), **{kind: {"bg_color": COLOURS[kind]} for kind in COLOURS}}
    plain = {(kind, False): cell_formats(workbook, **fill) for kind, fill in fills.items()}
    bold = {"bold": True, "valign": "vcenter"}
    heads = {(kind, True): cell_formats(workbook, **bold, **fill) for kind, fill in fills.items()}
    return plain | heads


Areas = Mapping[int, list[Merged]]
"""The merged cells by each row that they reach over."""


@frozen(eq=False)
class _Sheet:
    """A submitted sheet: what was found in it, its headers, and the cells that are masked."""

    grid: Grid
    areas: Areas
    marks: Marks
    heads: AbstractSet[tuple[int, int]]
    hidden: Mapping[int, AbstractSet[int]] | None

    def shown(self, row: int, column: int) -> Cell:
        """Return a cell as it is given back."""
        value = self.grid.cell(row, column)
        if self.hidden is None:
            return value
        return impersonal(value, personal=row in self.hidden.get(column, ()))

    def look(self, row: int, column: int, last: int | None = None) -> tuple[str, bool]:
        """Return how a cell looks; merged ones have their first row and the `last`."""
        places = [(row, column), *((one, None) for one in range(row, (last or row) + 1))]
        kinds = {kind_of(one) for place in places for one in self.marks.get(place, ())}
        worst = next((kind for kind in COLOURS if kind in kinds), "") if kinds else ""
        return worst, (row, column) in self.heads


def add_submitted(
    workbook: Workbook,
    name: str,
    grid: Grid,
    findings: Iterable[Finding],
    formats: Looks,
    lang: Lang,
    *,
    owners: bool,
) -> None:
    """Add a sheet as it was submitted; data of owners are masked unless `owners` asks for them."""
    sheet = workbook.add_worksheet(name)
    blocks = tuple(blocks_of(grid))
    areas = _areas(grid)
    submitted = _Sheet(
        grid=grid,
        areas=areas,
        marks=_marks(findings, grid, areas),
        heads={
            (row, one.column)
            for block in blocks
            for row in range(block.top, block.row + 1)
            for one in block.headings
        },
        hidden=None if owners else personal_cells(grid, blocks),
    )
    _fill(sheet, submitted, formats)
    _comment(sheet, submitted, lang)
    if grid.hidden and not submitted.marks:
        sheet.hide()


def _fill(sheet: Worksheet, submitted: _Sheet, formats: Looks) -> None:
    """Write the cells, those with findings in colour, and merge them as they were."""
    grid = submitted.grid
    widths(sheet, _measured(grid))
    for_paper(sheet)
    for number, row in enumerate(grid.rows, grid.first_row):
        for column, value in enumerate(row, grid.first_column):
            look = submitted.look(number, column)
            if value is not None or look[0]:
                put_cell(sheet, number - 1, column, submitted.shown(number, column), formats[look])
    for area in grid.merged:
        if _holds_one(grid, area):
            merged = formats[submitted.look(area.top, area.left, area.bottom)]
            if merge(sheet, area, merged):
                shown = submitted.shown(area.top, area.left)
                put_cell(sheet, area.top - 1, area.left, shown, merged)


def _holds_one(grid: Grid, area: Merged) -> bool:
    """Whether merged cells are several and hold nothing but what stands in the first."""
    cells = [
        grid.cell(row, column)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]
    return len(cells) > 1 and all(cell is None for cell in cells[1:])


def _measured(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows that columns are to be wide enough for: a title may reach over the next."""
    spread = {(area.top, area.left) for area in grid.merged if area.right > area.left}
    for number, row in enumerate(grid.rows, grid.first_row):
        if len(row) - row.count(None) > 1 or len(row) == 1:
            cells = enumerate(row, grid.first_column)
            kept = [None if (number, column) in spread else cell for column, cell in cells]
            yield (*(None,) * grid.first_column, *kept)


# --- what was found ------------------------------------------------------------------------


def _areas(grid: Grid) -> Areas:
    areas: defaultdict[int, list[Merged]] = defaultdict(list)
    for area in grid.merged:
        for row in range(area.top, area.bottom + 1):
            areas[row].append(area)
    return areas


def _seen(areas: Areas, row: int, column: int) -> tuple[int, int]:
    """Return the cell that is seen in the place of another: the first one of merged cells."""
    merged = (area for area in areas.get(row, ()) if area.left <= column <= area.right)
    area = next(merged, None)
    return (row, column) if area is None else (area.top, area.left)


def _marks(findings: Iterable[Finding], grid: Grid, areas: Areas) -> Marks:
    """Return the findings about the cells that are seen, and about rows."""
    letters = {
        letter_of(column): column
        for column in range(grid.first_column, grid.first_column + grid.width)
    }
    marks: dict[tuple[int, int | None], list[Finding]] = {}
    for finding in findings:
        location = finding.location
        if (location.file, location.sheet) == (grid.file, grid.sheet) and location.row is not None:
            row, column = location.row, letters.get(location.letter or "")
            place = (row, None) if column is None else _seen(areas, row, column)
            marks.setdefault(place, []).append(finding)
    return marks


def _comment(sheet: Worksheet, submitted: _Sheet, lang: Lang) -> None:
    """Say at each place what was found there; about a row at its first cell that is seen."""
    at: dict[tuple[int, int], list[Finding]] = {}
    for (row, column), findings in submitted.marks.items():
        place = row, submitted.grid.first_column if column is None else column
        at.setdefault(_seen(submitted.areas, *place), []).extend(findings)
    for (row, column), findings in at.items():
        text = clipped("\n\n".join(_told(finding, lang) for finding in findings))
        height = 40 + 18 * (text.count("\n") + len(text) // 45)
        size = {"author": "", "width": 340, "height": min(height, 500)}
        sheet.write_comment(row - 1, column, text, size)


def _told(finding: Finding, lang: Lang) -> str:
    told = f"{finding.code} ({label_of(finding).say(lang)}): {finding.say(lang)}"
    remedy = finding.remedy(lang)
    return f"{told}\n{to_do(remedy, lang)}" if remedy else told
