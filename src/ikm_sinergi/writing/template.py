"""An empty workbook to fill in: a sheet for each table, with lists to choose from and a guide.

What it holds follows the definitions of the tables; filled in as it says, it reads back without a
repair. Keys and headers are the canonical ones, explanations stand beside them in both languages.
"""

import os
from collections.abc import Iterable, Iterator
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.agencies import agencies
from ikm_sinergi.errors import WriteError
from ikm_sinergi.places import regencies
from ikm_sinergi.policy import policies
from ikm_sinergi.reading.grid import CHOICES, GUIDE, MOST_ROWS
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.tables import TABLES, Column, Holds, Table
from ikm_sinergi.values import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, near
from ikm_sinergi.vocabulary import Text
from ikm_sinergi.writing.workbook import DAY, Workbook, Worksheet, open_workbook

__all__ = ["write_template"]

TITLE: Final = Text("Records of IKM coaching: template", "Data pembinaan IKM: format isian")
INTRODUCTION: Final = (
    Text(
        "One sheet for each table, one row for each record. Leave the first row as it is.",
        "Satu lembar untuk tiap tabel, satu baris untuk tiap data. Jangan mengubah baris pertama.",
    ),
    Text(
        "Fill in the columns marked as required. Leave empty what is not known: empty is not zero.",
        "Isi kolom yang wajib. Kosongkan yang belum diketahui: kosong tidak sama dengan nol.",
    ),
    Text(
        "An id is a short name of your own for a record. Other sheets refer to the record by it.",
        "Id adalah kode buatan sendiri untuk satu data. Lembar lain merujuk data itu dengan id-nya.",
    ),
    Text(
        "A sheet that is not needed may stay empty. Columns whose name begins with x_ are yours.",
        "Lembar yang tidak diperlukan boleh kosong. Kolom berawalan x_ bebas digunakan.",
    ),
    Text(
        "Data of the owner are personal: fill them in only if they are needed.",
        "Data pemilik adalah data pribadi: isi hanya bila diperlukan.",
    ),
)
HEADINGS: Final = (
    Text("sheet", "lembar"),
    Text("column", "kolom"),
    Text("meaning", "arti"),
    Text("required", "wajib"),
    Text("how to fill it in", "cara mengisi"),
)
REQUIRED: Final = Text("required", "wajib")
VERSION: Final = Text("Version of this form", "Versi format")
CHOOSE: Final = Text("Choose from the list", "Pilih dari daftar")
SEVERAL: Final = Text("several are separated by ;", "lebih dari satu dipisahkan dengan ;")
REFERS: Final = Text("an id of the sheet {table}", "id dari lembar {table}")
HOW: Final = MappingProxyType(
    {
        Holds.IDENTIFIER: Text("an id of up to 64 characters", "id, paling panjang 64 karakter"),
        Holds.TEXT: Text("text", "teks"),
        Holds.YEAR: Text("a year in four digits", "tahun dengan empat angka"),
        Holds.DAY: Text("a date", "tanggal"),
        Holds.WHOLE: Text(
            "a whole number, without a unit; money in rupiah",
            "bilangan bulat tanpa satuan; uang dalam rupiah",
        ),
        Holds.CODE: Text("a Kemendagri code", "kode Kemendagri"),
        Holds.DIGITS: Text("digits, kept as text", "angka, disimpan sebagai teks"),
        Holds.TERM: Text("a term of the list", "istilah dari daftar"),
        Holds.IDENTIFIERS: Text("ids", "id"),
        Holds.CODES: Text("Kemendagri codes", "kode Kemendagri"),
        Holds.TERMS: Text("terms of the list", "istilah dari daftar"),
    }
)
_TEXTUAL: Final = frozenset(Holds) - {Holds.YEAR, Holds.WHOLE, Holds.DAY}
_CHOICES_FROM: Final = 2  # rows of titles above the choices


@frozen
class _Choices:
    """A list to choose from: its title, and its keys with what they mean."""

    title: Text
    keys: tuple[tuple[str, Text], ...]


def write_template(
    path: str | os.PathLike[str], tables: Iterable[str] | None = None
) -> None:
    """Write an empty workbook for these tables (default: all).

    The regencies to choose from are those of the provinces that the bundled policies are for.
    Raises `WriteError` for a name that no table has.
    """
    wanted = [_table(name) for name in (TABLES if tables is None else tables)]
    with open_workbook(path, TITLE.id) as workbook:
        choices = {
            key: found
            for table in wanted
            for column in table.columns
            if (found := _choices(column)) and (key := _key(column))
        }
        _add_guide(workbook, wanted)
        for table in wanted:
            _add_table(workbook, table, list(choices))
        _add_choices(workbook, choices)


def _table(name: str) -> Table:
    if name not in TABLES:
        hints = near(name, TABLES) or tuple(TABLES)
        raise WriteError(name, f"is no table; did you mean {', '.join(hints)}?")
    return TABLES[name]


# --- what may be chosen --------------------------------------------------------------------


def _key(column: Column) -> str:
    """Return what columns share that choose from one list."""
    if column.vocabulary is not None:
        return column.vocabulary.__name__
    return column.refers or column.holds.value.removesuffix("s")


def _choices(column: Column) -> _Choices | None:
    """Return the list that a column chooses from, None if it is free."""
    if column.vocabulary is not None:
        terms: Iterable[Any] = column.vocabulary
        return _Choices(column.label, tuple((term.value, term.label) for term in terms))
    if column.refers == "agencies":
        names = [(one.id, Text(one.name, one.name)) for one in agencies()]
        return _Choices(TABLES["agencies"].label, tuple(names))
    if column.holds in {Holds.CODE, Holds.CODES}:
        provinces = sorted({policy.province for policy in policies()})
        places = [place for code in provinces for place in regencies().of_province(code)]
        names = [(place.code, Text(place.name, place.name)) for place in places]
        return _Choices(Text("regencies", "kabupaten/kota"), tuple(names))
    return None


def _add_choices(workbook: Workbook, choices: dict[str, _Choices]) -> None:
    """Add the lists side by side: the keys, and what each means in both languages."""
    sheet = workbook.add_worksheet(CHOICES.id)
    bold = workbook.add_format({"bold": True})
    text = workbook.add_format({"num_format": "@"})
    for number, one in enumerate(choices.values()):
        left = 4 * number  # the key, two labels, and a column between the lists
        sheet.write_string(0, left, f"{one.title.id} / {one.title.en}", bold)
        sheet.write_string(1, left + 1, "Indonesia", bold)
        sheet.write_string(1, left + 2, "English", bold)
        for row, (key, label) in enumerate(one.keys, _CHOICES_FROM):
            sheet.write_string(row, left, key, text)
            sheet.write_string(row, left + 1, label.id)
            sheet.write_string(row, left + 2, label.en)
        sheet.set_column(left, left, 20)
        sheet.set_column(left + 1, left + 2, 34)


# --- the tables ----------------------------------------------------------------------------


def _add_table(workbook: Workbook, table: Table, lists: list[str]) -> None:
    sheet = workbook.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    head = {"bold": True, "border": 1, "valign": "top"}
    needed = workbook.add_format({**head, "bg_color": "#F8CBAD"})
    optional = workbook.add_format({**head, "bg_color": "#DDEBF7"})
    text = workbook.add_format({"num_format": "@"})
    day = workbook.add_format({"num_format": DAY})
    whole = workbook.add_format({"num_format": "0"})
    for place, column in enumerate(table.columns):
        formats = text if column.holds in _TEXTUAL else day if column.holds is Holds.DAY else whole
        width = max(len(column.header) + 4, 34 if column.holds is Holds.TEXT else 16)
        sheet.set_column(place, place, width, formats)
        sheet.write_string(0, place, column.header, needed if column.required else optional)
        note = "\n".join(_explained(column))
        size = {"x_scale": 2.2, "y_scale": 0.5 + 0.25 * note.count("\n"), "author": "ikm-sinergi"}
        sheet.write_comment(0, place, note, size)
        _restrict(sheet, place, column, lists)


def _restrict(sheet: Worksheet, place: int, column: Column, lists: list[str]) -> None:
    """Let a spreadsheet program say at once what a column cannot hold."""
    rule: dict[str, Any] | None = None
    choices = _choices(column)
    if choices is not None:
        letter = _letter(4 * lists.index(_key(column)))
        first, last = _CHOICES_FROM + 1, _CHOICES_FROM + len(choices.keys)
        source = f"='{CHOICES.id}'!${letter}${first}:${letter}${last}"
        free = column.holds.many or column.refers is not None  # several, or an agency of their own
        rule = {"validate": "list", "source": source, "show_error": not free}
    elif column.holds is Holds.YEAR:
        rule = {"validate": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    elif column.holds is Holds.WHOLE:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    elif column.holds is Holds.DAY:
        rule = {"validate": "date", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    if rule is not None:
        how = "\n".join(_how(column))
        told = {"error_title": column.header, "error_message": how[:255]}
        sheet.data_validation(1, place, MOST_ROWS - 1, place, {"criteria": "between", **rule, **told})


def _explained(column: Column) -> Iterator[str]:
    """Yield the lines that explain a column: its name, whether it is needed, how to fill it in."""
    for label, required, how in zip(
        (column.label.id, column.label.en), (REQUIRED.id, REQUIRED.en), _how(column), strict=True
    ):
        yield f"{label} ({required}): {how}" if column.required else f"{label}: {how}"
    if column.vocabulary is not None:
        terms: Iterable[Any] = column.vocabulary
        yield from (f"{term.value} = {term.label.id}" for term in terms)


def _how(column: Column) -> tuple[str, str]:
    """Return how to fill in a column, in Indonesian and in English."""
    said: list[str] = []
    for lang in ("id", "en"):
        how = HOW[column.holds].say(lang)
        if column.refers is not None:
            how = REFERS.say(lang).format(table=column.refers)
        if column.holds.many:
            how = f"{how}; {SEVERAL.say(lang)}"
        said.append(how)
    return said[0], said[1]


# --- the guide -----------------------------------------------------------------------------


def _add_guide(workbook: Workbook, tables: Iterable[Table]) -> None:
    sheet = workbook.add_worksheet(GUIDE.id)
    title = workbook.add_format({"bold": True, "font_size": 14})
    bold = workbook.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, TITLE.id, title)
    sheet.write_string(1, 0, TITLE.en)
    sheet.write_string(2, 0, f"{VERSION.id} / {VERSION.en} (schema_version): {SCHEMA_VERSION}")
    row = 4
    for told in INTRODUCTION:
        sheet.merge_range(row, 0, row, 3, told.id, wrapped)
        sheet.merge_range(row, 4, row, 6, told.en, wrapped)
        sheet.set_row(row, 32)
        row += 1
    row += 1
    headings = [f"{one.id} / {one.en}" for one in HEADINGS[:2]]
    headings += [word for one in HEADINGS[2:] for word in (one.id, one.en)][:2]
