"""`Report` -> workbook: its findings, and the submitted sheets with each faulty cell marked.

The sheets hold what was submitted, cell by cell in its place; only data of an owner are masked,
unless they are asked for. A faulty cell has the colour of its worst finding, and a comment that
says what is wrong and what to do; a finding about a whole row marks the row.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from ikm_sinergi.dispensing import waiver
from ikm_sinergi.faults import Location, letter_of
from ikm_sinergi.model import masked
from ikm_sinergi.office.headers import match
from ikm_sinergi.phrases import put
from ikm_sinergi.reading.grid import FINDINGS, SUMMARY, Cell, Grid
from ikm_sinergi.report import Finding, Report
from ikm_sinergi.vocabulary import Lang, Outcome, Text
from ikm_sinergi.writing.text import DISPENSATION, REMEDY, closing, named, opening
from ikm_sinergi.writing.workbook import (
    Formats,
    Workbook,
    Worksheet,
    cell_formats,
    clipped,
    for_paper,
    height,
    open_workbook,
    put_cell,
    widths,
)

__all__ = ["write_checked"]

TITLE: Final = Text("Check of IKM coaching records", "Pemeriksaan data pembinaan IKM")
COLUMNS: Final = (
    Text("code", "kode"),
    Text("weight", "tingkat"),
    Text("year", "tahun"),
    Text("file", "berkas"),
    Text("sheet", "lembar"),
    Text("cell", "sel"),
    Text("what", "temuan"),
    Text("what to do", "saran perbaikan"),
    Text("about", "mengenai"),
    Text("evidence", "bukti"),
    Text("how many", "jumlah"),
)
WIDTHS: Final = (9, 22, 7, 24, 18, 9, 60, 50, 34, 50, 9)
"""How wide the columns of the findings are."""

TALLIES: Final = (
    Text("code", "kode"),
    Text("name", "nama"),
    Text("applicable", "dinilai"),
    Outcome.PASSED.label,
    Outcome.VIOLATED.label,
    Outcome.WAIVED.label,
    Outcome.UNDECIDED.label,
)
ROW: Final = Text("row {row}", "baris {row}")

COLOURS: Final = MappingProxyType(
    {
        "error": "#FFC7CE",
        "warning": "#FFEB9C",
        "note": "#DDEBF7",
        "undecided": "#E4DFEC",
        "waived": "#E2EFDA",
    }
)
"""The colour of a cell by what was found, the worst first."""

_NIK: Final = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])", re.ASCII)
_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LINKS: Final = 60_000  # XlsxWriter writes no more of them on one sheet

Targets = dict[tuple[str | None, str | None], str]  # sheets of ours by file and sheet
Marks = dict[tuple[int, int | None], list[Finding]]  # by row as Excel shows it, and column


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
    the columns whose header says so, and whatever looks like a NIK. `unread` is how many files
    could not be read.
    """
    kept = [grid for grid in grids if grid.rows]
    names = _names(kept, lang)
    targets: Targets = {
        (grid.file, grid.sheet): name for grid, name in zip(kept, names, strict=True)
    }
    with open_workbook(path, TITLE.say(lang)) as workbook:
        _add_findings(workbook, report, targets, lang)
        _add_summary(workbook, report, lang, unread)
        formats = {kind: cell_formats(workbook, bg_color=COLOURS[kind]) for kind in COLOURS}
        formats[""] = cell_formats(workbook)
        for grid, name in zip(kept, names, strict=True):
            sheet = workbook.add_worksheet(name)
            marks = _marks(report.findings, grid)
            _fill(sheet, grid, None if owners else _personal(grid), marks, formats)
            _comment(sheet, grid, marks, lang)
            if grid.hidden and not marks:
                sheet.hide()


# --- the report ----------------------------------------------------------------------------


def _add_findings(
    workbook: Workbook,
    report: Report,
    targets: Targets,
    lang: Lang,
) -> None:
    """Add a sheet with a row for each finding, linked to the cell it is about."""
    sheet = workbook.add_worksheet(FINDINGS.say(lang))
    wrapped = cell_formats(workbook, text_wrap=True, valign="top")
    link = workbook.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1})
    coloured = {
        kind: workbook.add_format({"bg_color": colour, "valign": "top"})
        for kind, colour in COLOURS.items()
    }
    _head(workbook, sheet, 0, [column.say(lang) for column in COLUMNS])
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    for_paper(sheet, 0)
    sheet.autofilter(0, 0, len(report.findings), len(COLUMNS) - 1)
    for number, finding in enumerate(report.findings, 1):
        location = finding.location
        told = _row(finding, lang)
        sheet.set_row(number, height(zip(told, WIDTHS, strict=True)))
        for place, value in enumerate(told):
            put_cell(sheet, number, place, value, wrapped)
        sheet.write_string(number, 1, str(told[1]), coloured[_kind(finding)])
        target = targets.get((location.file, location.sheet))
        if target is not None and location.row is not None and number <= _LINKS:
            quoted = target.replace("'", "''")
            cell = f"{location.letter or 'A'}{location.row}"
            sheet.write_url(number, 5, f"internal:'{quoted}'!{cell}", link, str(told[5]))


def _row(finding: Finding, lang: Lang) -> tuple[Cell, ...]:
    """Return what the sheet of findings says of one."""
    location = finding.location
    decided = finding.outcome is Outcome.VIOLATED
    subjects = (finding.subject,) if finding.subjects is None else finding.subjects
    evidence = [_evidence(one.say(lang), one.key) for one in finding.evidence]
    if finding.waived_by is not None:
        evidence.append(put(DISPENSATION, waiver(finding.waived_by), lang))
    return (
        finding.code,
        (finding.severity.label if decided else finding.outcome.label).say(lang),
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
        return put(ROW, {"row": str(location.row)}, lang)
    return f"{location.letter}{location.row}"


def _add_summary(workbook: Workbook, report: Report, lang: Lang, unread: int) -> None:
    """Add a sheet that says what was judged and what each rule came to."""
    sheet = workbook.add_worksheet(SUMMARY.say(lang))
    lines = [*opening(report, lang), closing(report, lang, unread)]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, clipped(line))
    row = len(lines) + 1
    _head(workbook, sheet, row, [heading.say(lang) for heading in TALLIES])
    for tally in report.rules.values():
        row += 1
        sheet.write_string(row, 0, tally.code)
        sheet.write_string(row, 1, tally.name)
        counts = (tally.applicable, tally.passed, tally.violated, tally.waived, tally.undecided)
        for place, count in enumerate(counts, 2):
            sheet.write_number(row, place, count)
    for_paper(sheet)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, len(TALLIES) - 1, 22)


def _head(workbook: Workbook, sheet: Worksheet, row: int, words: Sequence[str]) -> None:
    bold = workbook.add_format({"bold": True, "border": 1, "bg_color": "#D9D9D9"})
    for place, word in enumerate(words):
        sheet.write_string(row, place, word, bold)


# --- the submitted sheets ------------------------------------------------------------------


def _kind(finding: Finding) -> str:
    """Return what a finding is coloured by."""
    return str(finding.severity if finding.outcome is Outcome.VIOLATED else finding.outcome)


def _worst(findings: Iterable[Finding]) -> str:
    kinds = {_kind(finding) for finding in findings}
    return next((kind for kind in COLOURS if kind in kinds), "")


def _marks(findings: Iterable[Finding], grid: Grid) -> Marks:
    """Return the findings about cells and rows of a sheet."""
    letters = {
        letter_of(column): column
        for column in range(grid.first_column, grid.first_column + grid.width)
    }
    marks: Marks = {}
    for finding in findings:
        location = finding.location
        if (location.file, location.sheet) == (grid.file, grid.sheet) and location.row is not None:
            place = location.row, letters.get(location.letter or "")
            marks.setdefault(place, []).append(finding)
    return marks


def _fill(
    sheet: Worksheet,
    grid: Grid,
    personal: frozenset[int] | None,
    marks: Marks,
    formats: Mapping[str, Formats],
) -> None:
    """Write the cells of a sheet, those with findings in colour."""
    widths(sheet, [(None,) * grid.first_column + row for row in grid.rows[:200]])
    for_paper(sheet)
    for number, row in enumerate(grid.rows, grid.first_row):
        whole = marks.get((number, None), [])
        for column, value in enumerate(row, grid.first_column):
            kind = _worst([*whole, *marks.get((number, column), [])])
            if value is not None or kind:
                shown = value if personal is None else _shown(value, hide=column in personal)
                put_cell(sheet, number - 1, column, shown, formats[kind])


def _comment(sheet: Worksheet, grid: Grid, marks: Marks, lang: Lang) -> None:
    """Say at each place what was found there; about a row at its first cell."""
    at: dict[tuple[int, int], list[Finding]] = {}
    for (row, column), findings in marks.items():
        place = row - 1, grid.first_column if column is None else column
        at.setdefault(place, []).extend(findings)
    for (row, column), findings in at.items():
        text = clipped("\n\n".join(_told(finding, lang) for finding in findings))
        height = 40 + 18 * (text.count("\n") + len(text) // 45)
        size = {"author": "", "width": 340, "height": min(height, 500)}
        sheet.write_comment(row, column, text, size)


def _told(finding: Finding, lang: Lang) -> str:
    decided = finding.outcome is Outcome.VIOLATED
    label = finding.severity.label if decided else finding.outcome.label
    remedy = finding.remedy(lang)
    told = f"{finding.code} ({label.say(lang)}): {finding.say(lang)}"
    return f"{told}\n{put(REMEDY, {'remedy': remedy}, lang)}" if remedy else told


def _personal(grid: Grid) -> frozenset[int]:
    """Return the columns that a header says hold data of an owner.

    A header such as "Nama", which may mean the IKM or its owner, means the owner where another
    column names the IKM.
    """
    meanings: dict[str, str] = {}
    columns: dict[str, set[int]] = {}
    for row in grid.rows:
        for column, value in enumerate(row, grid.first_column):
            if isinstance(value, str):
                if value not in meanings:
                    meanings[value] = _meaning(value)
                columns.setdefault(meanings[value], set()).add(column)
    found = columns.get("owner", set[int]())
    return frozenset(found | columns.get("either", set()) if "name" in columns else found)


def _meaning(text: str) -> str:
    """Return whom a header is about: "owner", "either", "name" of the IKM, or nobody."""
    header = match(text)
    if header is None:
        return ""
    if header.personal:
        alone = all(field.startswith("owner.") for _, field in header.columns)
        return "owner" if alone else "either"
    return "name" if ("participants", "name") in header.columns else ""


def _shown(value: Cell, *, hide: bool) -> Cell:
    """Return a cell as it is given back: personal data masked, but not the header above them."""
    if value is None or (not hide and not isinstance(value, str | int | float)):
        return value
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    if hide:
        return value if match(text) else masked(text)
    return _NIK.sub(lambda nik: masked(nik[0]), text) if _NIK.search(text) else value


def _names(grids: Iterable[Grid], lang: Lang) -> list[str]:
    """Return a name for each sheet that a workbook may have, no two alike."""
    taken = {FINDINGS.say(lang).casefold(), SUMMARY.say(lang).casefold(), "history"}
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
