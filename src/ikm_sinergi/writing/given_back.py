"""The workbook given back: findings, counts, and the submitted sheets with each fault marked.

Cells of owners are masked: those below a header that says so, but no headers, rows of column
numbers, titles, totals and signatures; what looks like a NIK is masked anywhere.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ikm_sinergi.checking.report import Finding, Report, named
from ikm_sinergi.domain.identifiers import hidden, masked
from ikm_sinergi.domain.terms import Outcome
from ikm_sinergi.office.headers import Header, match
from ikm_sinergi.reading.grid import FINDINGS, SUMMARY, Cell, Grid, Merged, Row
from ikm_sinergi.reading.sheets import Block, blocks_of
from ikm_sinergi.records.faults import Location, letter_of
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase
from ikm_sinergi.writing.report_text import closing, opening, to_do, waived_by
from ikm_sinergi.writing.workbook import (
    Formats,
    Workbook,
    Worksheet,
    cell_formats,
    clipped,
    for_paper,
    height,
    merge,
    open_workbook,
    put_cell,
    widths,
)

if TYPE_CHECKING:
    from ikm_sinergi.judgement import Rule


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


COLUMNS: Final = MappingProxyType(
    {
        "code": 9,
        "weight": 15,
        "year": 7,
        "file": 22,
        "sheet": 14,
        "cell": 10,
        "what": 50,
        "remedy": 40,
        "about": 30,
        "evidence": 34,
        "count": 10,
    }
)
"""The columns of the findings, and how wide they are."""

WIDTHS: Final = tuple(COLUMNS.values())

TALLIES: Final = ("code", "name", "headline", "applicable")
"""The first columns of the summary; behind them a rule is counted by outcome."""

COUNTED: Final = (Outcome.PASSED, Outcome.VIOLATED, Outcome.WAIVED, Outcome.UNDECIDED)

TALLY_WIDTHS: Final = (9, 32, 74, 12, 12, 12, 12, 14)
"""How wide the columns of the summary are."""

_RANKS: Final = tuple(COLOURS)

_LONGEST_NAME: Final = 31

_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

_LINKS: Final = 60_000  # XlsxWriter writes no more of them on one sheet

_GREY: Final = "#BFBFBF"

Targets = dict[tuple[str | None, str | None], str]  # sheets of ours by file and sheet


def write_checked(
    report: Report,
    grids: Iterable[Grid],
    path: str | os.PathLike[str],
    lang: Lang = "en",
    *,
    owners: bool = False,
    unread: int = 0,
) -> None:
    """Write a report as a workbook, with the sheets that were submitted, if any.

    Sheets that hold nothing are left out. `owners` also gives back the personal data of owners:
    the columns whose header says so, and whatever looks like a NIK. What is given back masked
    reads back as not stated, so give it with owners to those who are to correct it and send it
    again, and to nobody else. `unread` is how many files could not be read.
    """
    kept = [grid for grid in grids if grid.rows]
    names = _names(kept, lang)
    targets: Targets = {
        (grid.file, grid.sheet): name for grid, name in zip(kept, names, strict=True)
    }
    with open_workbook(path, Text.of("workbook.title").say(lang)) as workbook:
        _add_findings(workbook, report, targets, lang)
        _add_summary(workbook, report, lang, unread)
        formats = looks(workbook)
        for grid, name in zip(kept, names, strict=True):
            add_submitted(workbook, name, grid, report.findings, formats, lang, owners=owners)


def _add_findings(workbook: Workbook, report: Report, targets: Targets, lang: Lang) -> None:
    """Add a sheet with a row for each finding, the worst first, linked to the cell it is about."""
    sheet = workbook.add_worksheet(Text.of(FINDINGS).say(lang))
    lined = {"valign": "top", "bottom": 1, "bottom_color": _GREY}
    wrapped = cell_formats(workbook, text_wrap=True, **lined)
    centred = cell_formats(workbook, align="center", **lined)
    link = workbook.add_format({"font_color": "#0563C1", "underline": 1, **lined})
    coloured = {
        kind: workbook.add_format({"bg_color": colour, "text_wrap": True, **lined})
        for kind, colour in COLOURS.items()
    }
    _head(workbook, sheet, 0, [_column(key).say(lang) for key in COLUMNS], WIDTHS)
    sheet.freeze_panes(1, 0)
    for_paper(sheet, 0)
    sheet.autofilter(0, 0, len(report.findings), len(COLUMNS) - 1)
    findings = sorted(report.findings, key=lambda finding: _RANKS.index(kind_of(finding)))
    for number, finding in enumerate(findings, 1):
        location = finding.location
        told = _row(finding, lang)
        sheet.set_row(number, height(zip(told, WIDTHS, strict=True)))
        for place, value in enumerate(told):
            put_cell(sheet, number, place, value, centred if type(value) is int else wrapped)
        sheet.write_string(number, 1, str(told[1]), coloured[kind_of(finding)])
        target = targets.get((location.file, location.sheet))
        if target is not None and location.row is not None and number <= _LINKS:
            quoted = target.replace("'", "''")
            cell = f"{location.letter or 'A'}{location.row}"
            sheet.write_url(number, 5, f"internal:'{quoted}'!{cell}", link, str(told[5]))


def _row(finding: Finding, lang: Lang) -> tuple[Cell, ...]:
    """Return what the sheet of findings says of one."""
    location = finding.location
    subjects = (finding.subject,) if finding.subjects is None else finding.subjects
    evidence = [_evidence(one.say(lang), one.key) for one in finding.evidence]
    if finding.waived_by is not None:
        evidence.append(waived_by(finding.waived_by, lang))
    return (
        finding.code,
        label_of(finding).say(lang),
        finding.year,
        location.file,
        location.sheet,
        _place(location, lang),
        finding.say(lang),
        finding.remedy(lang),
        "\n".join(named(subject) for subject in subjects if subject is not None),
        "\n".join(evidence) or None,
        finding.count,
    )


def _evidence(says: str, key: Mapping[str, Any]) -> str:
    return f"{says} ({named(key)})" if key else says


def _place(location: Location, lang: Lang) -> str | None:
    """Return a place in a sheet as a person says it: "C12", or "row 12"."""
    if location.row is None:
        return location.pointer
    if location.letter is None:
        return Phrase("workbook.row", {"row": str(location.row)}).say(lang)
    return f"{location.letter}{location.row}"


def _add_summary(workbook: Workbook, report: Report, lang: Lang, unread: int) -> None:
    """Add a sheet that says what was judged and what each rule came to."""
    sheet = workbook.add_worksheet(Text.of(SUMMARY).say(lang))
    lines = [*opening(report, lang), closing(report, lang, unread)]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, clipped(line))
    row = len(lines) + 1
    heads = [*map(_column, TALLIES), *(outcome.label for outcome in COUNTED)]
    _head(workbook, sheet, row, [one.say(lang) for one in heads], TALLY_WIDTHS)
    sheet.freeze_panes(row + 1, 0)
    for_paper(sheet, row)
    wrapped = cell_formats(workbook, text_wrap=True, valign="top")
    rules: Mapping[str, Rule] = {rule.code: rule for rule in report.asked["rules"]}
    for tally in report.rules.values():
        row += 1
        counts = (tally.applicable, tally.passed, tally.violated, tally.waived, tally.undecided)
        told = (tally.code, tally.name, rules[tally.code].headline(lang) or None, *counts)
        sheet.set_row(row, height(zip(told, TALLY_WIDTHS, strict=True)))
        for place, value in enumerate(told):
            put_cell(sheet, row, place, value, wrapped)


def _column(key: str) -> Text:
    return Text.of(f"workbook.column.{key}")


def _head(
    workbook: Workbook, sheet: Worksheet, row: int, words: Sequence[str], widths: Sequence[int]
) -> None:
    """Write the header of a table, and make its columns as wide as they are to be."""
    bold = workbook.add_format(
        {"bold": True, "border": 1, "bg_color": "#D9D9D9", "text_wrap": True, "valign": "top"}
    )
    sheet.set_row(row, height(zip(words, widths, strict=True)))
    for place, (word, width) in enumerate(zip(words, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(row, place, word, bold)


def _names(grids: Iterable[Grid], lang: Lang) -> list[str]:
    """Return a name for each sheet that a workbook may have, no two alike."""
    taken = {
        Text.of(FINDINGS).say(lang).casefold(),
        Text.of(SUMMARY).say(lang).casefold(),
        "history",
    }
    names: list[str] = []
    for grid in grids:
        plain = grid.file.rpartition("/")[2] if grid.sheet is None else grid.sheet
        plain = _NOT_IN_NAMES.sub("_", plain).strip("' ") or "_"
        name, number = plain[:_LONGEST_NAME], 1
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = f"{plain[: _LONGEST_NAME - len(end)]}{end}"
        taken.add(name.casefold())
        names.append(name)
    return names
