"""`Sheet` and `Verdict` -> text, JSON and CSV.

Keys, codes, terms and figures are the same in every language; labels and reasons are in words.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import JSONEncoder
from types import SimpleNamespace
from typing import Any, Final, cast

from ikm_sinergi.checking.report import SCHEMA_VERSION
from ikm_sinergi.judgement import Evidence
from ikm_sinergi.planning.figures import Sheet, sheet
from ikm_sinergi.reading.delimited import FORMULA
from ikm_sinergi.verdicts import Verdict
from ikm_sinergi.words.language import Lang, Text, to_lang
from ikm_sinergi.words.phrases import Phrase, plain, printable, spoken

NOT_KNOWN: Final = "-"


def sheet_as_text(sheet: Sheet, lang: Lang = "en") -> Iterator[str]:
    """Yield a sheet as lines of aligned columns under its title, and below them why not more.

    A figure that is not known is "?" and the number of its cause.
    """
    yield f"{sheet.title.say(lang)}\n\n"
    if not sheet.rows:
        yield f"  {Text.of('sheets.no_rows').say(lang)}\n"
        return
    causes = sheet.causes()
    said = dict.fromkeys(why.say(lang) for row in causes for why in row.values())
    marks = {cause: f"?{number}" for number, cause in enumerate(said, 1)}
    head = [heading.label.say(lang) for heading in sheet.headings]
    rows = [
        [
            marks[why[key].say(lang)] if key in why else _words(cell, lang)
            for key, cell in zip(sheet.keys, row, strict=True)
        ]
        for row, why in zip(sheet.rows, causes, strict=True)
    ]
    columns = range(len(head))
    widths = [max(len(row[column]) for row in (head, *rows)) for column in columns]
    figures = {key for row in causes for key in row}
    right = [
        _is_numeric([row[column] for row in sheet.rows], unknown=sheet.keys[column] in figures)
        for column in columns
    ]
    for row in (head, *rows):
        cells = (
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(row, widths, right, strict=True)
        )
        yield f"  {'  '.join(cells).rstrip()}\n"
    notes = [note.say(lang) for note in sheet.notes]
    notes += [f"{mark}  {cause}" for cause, mark in marks.items()]
    if notes:
        yield "\n"
    for note in notes:
        yield f"  {printable(note)}\n"


def _words(cell: object, lang: Lang) -> str:
    if cell is None or cell == ():
        return NOT_KNOWN
    if isinstance(cell, bool):
        return Text.of("sheets.yes" if cell else "sheets.no").say(lang)
    if isinstance(cell, float):
        return f"{cell:g}" if abs(cell) < 1e6 else f"{cell:.1f}".removesuffix(".0")  # noqa: PLR2004  # rupiah
    return printable(spoken(cell, lang))


def _is_numeric(cells: Iterable[object], *, unknown: bool) -> bool:
    """Whether a column holds numbers only, or some that are not known: they stand to the right."""
    types = {type(cell) for cell in cells} - {type(None)}
    return (bool(types) or unknown) and types <= {int, float}


def sheet_as_csv(sheet: Sheet, lang: Lang = "en") -> Iterator[str]:
    """Yield a sheet as CSV: keys in the header, lists separated by ";", nothing a formula."""
    echo: Any = SimpleNamespace(write=str)  # a writer returns what writing a line did
    line = csv.writer(echo, lineterminator="\n").writerow
    yield line(sheet.keys)
    for row in sheet.rows:
        yield line([_cell(cell, lang) for cell in row])


def _cell(cell: object, lang: Lang) -> object:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return cell
    text = ";".join(str(_key(one, lang)) for one in _items(cell))
    return f"'{text}" if FORMULA.match(text) else text


def _items(cell: object) -> Sequence[object]:
    return cast("tuple[object, ...]", cell) if isinstance(cell, tuple) else (cell,)


def _key(cell: object, lang: Lang) -> object:
    """Return what a cell is in CSV and JSON: reasons in words, all else as it is."""
    return cell.say(lang) if isinstance(cell, Phrase | Text) else cell


def sheets_as_json(sheets: Iterable[Sheet], lang: Lang = "en", **facts: object) -> Iterator[str]:
    """Return sheets as one JSON object, each a list of rows under its name, after some facts."""
    rows = {sheet.name: _rows(sheet, lang) for sheet in sheets}
    return as_object({**_head(lang), **facts, **rows})


def _rows(sheet: Sheet, lang: Lang) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet; `unknown` says why figures of a row are null, where any are."""
    for row, why in zip(sheet.records(), sheet.causes(), strict=True):
        cells = {key: _plain(cell, lang) for key, cell in row.items()}
        unknown = {key: cause.say(lang) for key, cause in why.items()}
        yield {**cells, "unknown": unknown} if unknown else cells


def _plain(cell: object, lang: Lang) -> object:
    if isinstance(cell, tuple):
        return [_plain(one, lang) for one in cast("tuple[object, ...]", cell)]
    return plain(_key(cell, lang))


def _head(lang: Lang) -> dict[str, object]:
    return {"schema_version": SCHEMA_VERSION, "lang": to_lang(lang)}


def as_object(value: Mapping[str, object], *, only_ascii: bool = False) -> Iterator[str]:
    """Yield an object piece by piece, each item of an iterator in it on a line of its own.

    `only_ascii` writes all other characters as escapes, for an output that is not in UTF-8.
    """
    encode = JSONEncoder(ensure_ascii=only_ascii).encode
    before = "{\n"
    for key, part in value.items():
        if isinstance(part, Iterator):
            yield f'{before}"{key}": ['
            between = "\n"
            for item in cast("Iterator[object]", part):
                yield f"{between}{encode(item)}"
                between = ",\n"
            yield "]" if between == "\n" else "\n]"
        else:
            yield f'{before}"{key}": {encode(part)}'
        before = ",\n"
    yield "\n}\n"


def verdict_as_text(verdict: Verdict, lang: Lang = "en") -> Iterator[str]:
    """Yield a verdict as lines: what it is, what was asked and found, what would change it."""
    who = "" if verdict.participant is None else f"{verdict.participant}: "
    yield f"{printable(f'{who}{verdict.say(lang)}')}\n"
    for condition in verdict.conditions:
        yield _line("verdict.expected", condition.expected.say(lang), lang, f"{condition.code} ")
        if not verdict.evidence:
            yield _line("verdict.found", condition.found.say(lang), lang)
    for told in verdict.evidence:
        yield _line("verdict.found", _told(told, lang), lang)
    if verdict.missing is not None:
        yield _line("verdict.missing", verdict.missing.say(lang), lang)
    for remedy in verdict.remedies:
        yield _line("verdict.remedy", remedy.say(lang), lang)
    for one in verdict.refused:
        yield _line("verdict.refused", one.phrase.say(lang), lang, id=one.dispensation.id)
    if not verdict.reviewed:
        yield f"  {Phrase('report.unreviewed', {'years': (verdict.year,)}).say(lang)}\n"


def _line(key: str, it: str, lang: Lang, before: str = "", **values: str) -> str:
    return f"  {before}{printable(Phrase(key, {'it': it, **values}).say(lang))}\n"


def _told(told: Evidence, lang: Lang) -> str:
    key = " ".join(str(value) for name, value in told.key.items() if name != "table")
    return f"{key}: {told.say(lang)}" if key else told.say(lang)


def verdicts_as_json(verdicts: Iterable[Verdict], lang: Lang = "en") -> Iterator[str]:
    """Return verdicts as one JSON object, each on a line of its own."""
    return as_object({**_head(lang), "verdicts": (one.to_dict(lang) for one in verdicts)})


def verdicts_as_sheet(verdicts: Iterable[Verdict]) -> Sheet:
    """Return verdicts as a sheet, one row each."""
    return sheet(
        "verdicts",
        ("participant", "kind", "year", "outcome", "evidence", "missing", "waived_by"),
        (
            (
                verdict.participant,
                verdict.kind,
                verdict.year,
                verdict.outcome,
                tuple(told.phrase for told in verdict.evidence),
                verdict.missing,
                None if verdict.waived_by is None else verdict.waived_by.id,
            )
            for verdict in verdicts
        ),
    )
