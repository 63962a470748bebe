"""An empty workbook to fill in: a sheet for each table, with lists to choose from and a guide.

It follows the definitions of the tables; filled in as it says, it reads back without a repair. In
English its headers are the names of the fields, in Indonesian their labels.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.fields import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from ikm_sinergi.domain.names import near
from ikm_sinergi.domain.tables import TABLES, Table
from ikm_sinergi.errors import WriteError
from ikm_sinergi.office.choices import choice
from ikm_sinergi.reading.grid import CHOICES, GUIDE, MOST_ROWS
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.records.faults import letter_of
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy import Policy, policies_given
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase
from ikm_sinergi.writing.workbook import DAY, Workbook, Worksheet, for_paper, height, open_workbook

INTRODUCTION: Final = ("sheets", "columns", "ids", "choices", "empty", "owners")
"""The paragraphs above the guide, in order."""

HEADINGS: Final = ("sheet", "column", "meaning", "required", "how")
WIDTHS: Final = (18, 30, 26, 10, 80)
"""How wide the columns of the guide are."""

_OPTIONAL, _NEEDED = "#DDEBF7", "#F8CBAD"
_WIDE, _NARROW = 26, 14
_FORMATS: Final = MappingProxyType({Holds.DAY: DAY, Holds.YEAR: "0", Holds.WHOLE: "0"})


@frozen
class _Choices:
    """A list to choose from: what it is about, and what a cell may be."""

    title: str
    items: tuple[str, ...]


def write_template(
    path: str | os.PathLike[str],
    tables: Iterable[str] | None = None,
    lang: Lang = "en",
    policies: Policy | Iterable[Policy] | None = None,
) -> None:
    """Write an empty workbook for these tables (default: all), in English or Indonesian ("id").

    The regencies to choose from are those of the provinces that the policies are for (default:
    the bundled ones). Raises `WriteError` for a name that no table has.
    """
    wanted = [_table(name) for name in (TABLES if tables is None else tables)]
    known = policies_given(policies)
    lists: dict[str, _Choices] = {}
    for table in wanted:
        for column in table.columns:
            choices = _choices(table, column, known, lang)
            if choices is not None:
                lists.setdefault(_key(column), choices)
    with open_workbook(path, Text.of("form.title").say(lang)) as workbook:
        _add_guide(workbook, wanted, lang)
        for table in wanted:
            _add_table(workbook, table, lists, lang)
        _add_choices(workbook, lists.values(), lang)


def _table(name: str) -> Table:
    if name not in TABLES:
        raise WriteError(name, f"is no table; there are {', '.join(near(name, TABLES) or TABLES)}")
    return TABLES[name]


def _sheet_of(table: Table, lang: Lang) -> str:
    """Return what the sheet of a table is called."""
    return table.name if lang == "en" else table.label.say(lang)


def _header_of(column: Column, lang: Lang) -> str:
    return column.header if lang == "en" else column.label.say(lang)


# --- what may be chosen --------------------------------------------------------------------


def _key(column: Column) -> str:
    """Return what all columns share that choose from one list, empty for a free one."""
    if column.holds is Holds.PROVINCE:
        return "provinces"
    if column.vocabulary is not None:
        return column.vocabulary.__name__
    if column.refers is not None:
        return column.refers
    return "regencies" if column.holds in {Holds.CODE, Holds.CODES} else ""


def _choices(
    table: Table, column: Column, policies: Collection[Policy], lang: Lang
) -> _Choices | None:
    """Return the list that a column of a table chooses from, None if it is free."""
    if column.vocabulary is not None:
        terms: Iterable[Any] = column.vocabulary
        items = [choice(term.value, term.label.say(lang)) for term in terms]
        return _Choices(f"{column.label.say(lang)} ({_sheet_of(table, lang)})", tuple(items))
    offered = _OFFERED.get(_key(column))
    if offered is None:
        return None
    title, items_of = offered
    return _Choices(Text.of(title).say(lang), tuple(items_of(policies)))


def _agencies(policies: Collection[Policy]) -> Iterator[str]:
    """Yield the agencies of the policies' provinces, and others that the policies name."""
    provinces = {policy.province for policy in policies}
    known = [agency for agency in agencies() if agency.province in provinces]
    named = {
        name
        for policy in policies
        for name in (*policy.partners, *policy.equipment_owed_by, *policy.approvers)
    }
    yield from (choice(agency.id, agency.name) for agency in known)
    yield from sorted(named - {agency.id for agency in known})


def _provinces(policies: Collection[Policy]) -> Iterator[str]:
    for code in sorted({policy.province for policy in policies}):
        yield choice(code, regencies().province(code).name)


def _regencies(policies: Collection[Policy]) -> Iterator[str]:
    for code in sorted({policy.province for policy in policies}):
        yield from (choice(place.code, place.name) for place in regencies().of_province(code))


_OFFERED: Final = MappingProxyType(
    {
        "agencies": ("tables.agencies", _agencies),
        "provinces": ("columns.province", _provinces),
        "regencies": ("columns.regency", _regencies),
    }
)
"""What each list that is no vocabulary is called, and what policies let it offer."""


def _add_choices(workbook: Workbook, lists: Iterable[_Choices], lang: Lang) -> None:
    """Add the lists side by side."""
    sheet = workbook.add_worksheet(Text.of(CHOICES).say(lang))
    head = workbook.add_format({"bold": True, "border": 1, "bg_color": _OPTIONAL})
    text = workbook.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for_paper(sheet, 0)
    for place, choices in enumerate(lists):
        sheet.write_string(0, place, choices.title, head)
        for row, item in enumerate(choices.items, 1):
            sheet.write_string(row, place, item, text)
        sheet.set_column(place, place, 2 + max(map(len, (choices.title, *choices.items))))


# --- the tables ----------------------------------------------------------------------------


def _add_table(workbook: Workbook, table: Table, lists: Mapping[str, _Choices], lang: Lang) -> None:
    """Add the sheet of a table: its header with comments, and what each column may hold."""
    sheet = workbook.add_worksheet(_sheet_of(table, lang))
    sheet.freeze_panes(1, 0)
    for_paper(sheet, 0)
    heads = [
        workbook.add_format({"bold": True, "border": 1, "bg_color": colour})
        for colour in (_OPTIONAL, _NEEDED)
    ]
    for place, column in enumerate(table.columns):
        header = _header_of(column, lang)
        wide = column.holds is Holds.TEXT or _key(column) in lists
        form = {"num_format": _FORMATS.get(column.holds, "@"), "text_wrap": wide, "valign": "top"}
        width = max(_WIDE if wide else _NARROW, len(header) + 4)
        sheet.set_column(place, place, width, workbook.add_format(form))
        sheet.write_string(0, place, header, heads[column.required])
        needed = f" ({Text.of('form.required').say(lang)})" if column.required else ""
        note = f"{column.label.say(lang)}{needed}: {_how(column, lang)}"
        size = {"author": "", "width": 240, "height": 40 + 18 * (len(note) // 32)}
        sheet.write_comment(0, place, note, size)
        _restrict(sheet, place, column, lists, lang)


def _restrict(
    sheet: Worksheet, place: int, column: Column, lists: Mapping[str, _Choices], lang: Lang
) -> None:
    """Let a spreadsheet program say at once what a column cannot hold."""
    rule: dict[str, Any]
    if _key(column) in lists:
        letter = letter_of(list(lists).index(_key(column)))
        last = 1 + len(lists[_key(column)].items)
        source = f"='{Text.of(CHOICES).say(lang)}'!${letter}$2:${letter}${last}"
        # Several of them, another agency or a regency elsewhere may be typed in.
        closed = column.holds is Holds.TERM
        rule = {"validate": "list", "source": source, "show_error": closed}
    elif column.holds is Holds.YEAR:
        rule = _between("integer", FIRST_YEAR, LAST_YEAR)
    elif column.holds is Holds.WHOLE:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    elif column.holds is Holds.DAY:
        rule = _between("date", FIRST_DAY, LAST_DAY)
    else:
        return
    rule["error_title"] = _header_of(column, lang)
    rule["error_message"] = _how(column, lang)
    sheet.data_validation(1, place, MOST_ROWS - 1, place, rule)


def _between(kind: str, first: object, last: object) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": first, "maximum": last}


def _how(column: Column, lang: Lang) -> str:
    """Return how to fill in a column."""
    what = "rule" if column.field == "rule" else column.holds.value
    how = Text.of(f"form.holds.{what}").say(lang)
    if column.refers is not None:
        table = _sheet_of(TABLES[column.refers], lang)
        how = Phrase("form.refers", {"table": table}).say(lang)
    if column.refers == "agencies":
        how = Phrase("form.choose_or", {"it": how}).say(lang)
    return f"{how}; {Text.of('form.several').say(lang)}" if column.holds.many else how


# --- the guide -----------------------------------------------------------------------------


def _add_guide(workbook: Workbook, tables: Iterable[Table], lang: Lang) -> None:
    """Add the first sheet: what the workbook is, and every column of every sheet."""
    sheet = workbook.add_worksheet(Text.of(GUIDE).say(lang))
    sheet.hide_gridlines(2)
    bold = workbook.add_format({"bold": True, "font_size": 14})
    line = workbook.add_format({"text_wrap": True, "valign": "top"})
    head = workbook.add_format({"bold": True, "border": 1, "bg_color": _OPTIONAL})
    cell = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, Text.of("form.title").say(lang), bold)
    version = f"{Text.of('form.version').say(lang)} (schema_version): {SCHEMA_VERSION}"
    introduction = [Text.of(f"form.introduction.{key}").say(lang) for key in INTRODUCTION]
    row = 0
    for text in (*introduction, version):
        row += 1
        sheet.set_row(row, height([(text, sum(WIDTHS))]))
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, text, line)
    row += 2
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(row, place, Text.of(f"form.column.{heading}").say(lang), head)
    for_paper(sheet, row)
    for table in tables:
        for column in table.columns:
            row += 1
            other = column.label.say(lang) if lang == "en" else column.header
            told = (
                _sheet_of(table, lang),
                _header_of(column, lang),
                other,
                Text.of("sheets.yes").say(lang) if column.required else "",
                _how(column, lang),
            )
            sheet.set_row(row, height(zip(told, WIDTHS, strict=True)))
            for place, text in enumerate(told):
                sheet.write_string(row, place, text, cell)
