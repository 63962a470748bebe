"""`Report` -> workbook: its findings, a summary, and the submitted sheets with their faults marked.

The sheets hold what was submitted, cell by cell in its place; only data of an owner are masked,
unless they are asked for.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from ikm_sinergi.checking.report import Finding, Report
from ikm_sinergi.domain.terms import Outcome
from ikm_sinergi.judgement import Rule
from ikm_sinergi.reading.grid import FINDINGS, SUMMARY, Cell, Grid
from ikm_sinergi.records.faults import Location
from ikm_sinergi.rules.headlines import HEADLINES
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase
from ikm_sinergi.writing.submitted import COLOURS, add_submitted, kind_of, label_of, looks
from ikm_sinergi.writing.text import closing, named, opening, waived_by
from ikm_sinergi.writing.workbook import (
    Workbook,
    Worksheet,
    cell_formats,
    clipped,
    for_paper,
    height,
    open_workbook,
    put_cell,
)

__all__ = ["write_checked"]

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


# --- the report ----------------------------------------------------------------------------


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
        told = (tally.code, tally.name, _headline(rules[tally.code], lang), *counts)
        sheet.set_row(row, height(zip(told, TALLY_WIDTHS, strict=True)))
        for place, value in enumerate(told):
            put_cell(sheet, row, place, value, wrapped)


def _headline(rule: Rule, lang: Lang) -> str | None:
    """Return what a rule finds, None if nobody said so in this language."""
    return (HEADLINES.get(rule.code) if lang == "id" else rule.headline) or None


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


# --- the names of sheets ------------------------------------------------------------------


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
