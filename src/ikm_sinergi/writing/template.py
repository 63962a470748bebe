"""An empty workbook to fill in: a sheet for each table, with lists to choose from and a guide.

It follows the definitions of the tables; filled in as it says, it reads back without a repair.
Keys and headers are the canonical ones; what they mean stands beside them in both languages.
"""

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.agencies import agencies
from ikm_sinergi.errors import WriteError
from ikm_sinergi.faults import letter_of
from ikm_sinergi.places import regencies
from ikm_sinergi.policy import policies
from ikm_sinergi.reading.grid import CHOICES, GUIDE, MOST_ROWS
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.tables import TABLES, Column, Holds, Table
from ikm_sinergi.values import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, near
from ikm_sinergi.vocabulary import Text
from ikm_sinergi.writing.workbook import DAY, Workbook, Worksheet, for_paper, height, open_workbook

__all__ = ["write_template"]

TITLE: Final = Text(
    "Records of IKM coaching: form to fill in", "Data pembinaan IKM: formulir isian"
)
VERSION: Final = Text("version of the form", "versi formulir")
INTRODUCTION: Final = (
    Text(
        "One sheet for each table, one row for each record. Leave the first row as it is.",
        "Satu lembar untuk setiap tabel, satu baris untuk setiap data. Jangan"
        " mengubah baris pertama.",
    ),
    Text(
        "Fill in the columns that are required. Leave empty what is not known: empty is not zero.",
        "Isi kolom yang wajib. Kosongkan yang belum diketahui: kosong tidak sama dengan nol.",
    ),
    Text(
        "An id is a short name that you give to a record. Other sheets refer to the record by it.",
        "Id adalah kode pendek buatan sendiri untuk satu data. Lembar lain"
        " merujuk data itu melalui id-nya.",
    ),
    Text(
        "A sheet that is not needed may stay empty. Columns whose name begins with x_ are yours.",
        "Lembar yang tidak diperlukan boleh dikosongkan. Kolom yang namanya"
        " berawalan x_ boleh digunakan untuk keperluan sendiri.",
    ),
    Text(
        "Data of an owner are personal: fill them in only where they are needed.",
        "Data pemilik adalah data pribadi: isi hanya jika diperlukan.",
    ),
)
HEADINGS: Final = (
    "lembar / sheet",
    "kolom / column",
    "arti",
    "meaning",
    "wajib / required",
    "cara mengisi",
    "how to fill it in",
)
WIDTHS: Final = (16, 16, 28, 28, 16, 46, 46)
"""How wide the columns of the guide are."""

REQUIRED: Final = Text("required", "wajib")
YES: Final = Text("yes", "ya")
SEVERAL: Final = Text(
    "several are separated by ;", "jika lebih dari satu, pisahkan dengan titik koma (;)"
)
REFERS: Final = Text("an id of the sheet {table}", "id pada lembar {table}")
HOW: Final = MappingProxyType(
    {
        Holds.IDENTIFIER: Text("up to 64 characters", "paling banyak 64 karakter"),
        Holds.TEXT: Text("text", "teks"),
        Holds.YEAR: Text("a year of four digits", "tahun yang terdiri atas empat angka"),
        Holds.DAY: Text("a date", "tanggal"),
        Holds.WHOLE: Text("a whole number without a unit", "bilangan bulat tanpa satuan"),
        Holds.CODE: Text("a code of the list of choices", "kode dari daftar pilihan"),
        Holds.DIGITS: Text("digits, kept as text", "angka yang disimpan sebagai teks"),
        Holds.TERM: Text("a term of the list of choices", "istilah dari daftar pilihan"),
        Holds.IDENTIFIERS: Text("up to 64 characters", "paling banyak 64 karakter"),
        Holds.CODES: Text("codes of the list of choices", "kode dari daftar pilihan"),
        Holds.TERMS: Text("terms of the list of choices", "istilah dari daftar pilihan"),
    }
)

_TITLES = 2  # rows above the choices
_BESIDE = 4  # columns of one list: the keys, what they mean in both languages, and a free one
_OPTIONAL, _NEEDED = "#DDEBF7", "#F8CBAD"


@frozen
class _Choices:
    """A list to choose from: what it is about, and its keys with what each means."""

    title: Text
    keys: tuple[tuple[str, Text], ...]


def write_template(path: str | os.PathLike[str], tables: Iterable[str] | None = None) -> None:
    """Write an empty workbook for these tables (default: all).

    The regencies to choose from are those of the provinces that the bundled policies are for.
    Raises `WriteError` for a name that no table has.
    """
    wanted = [_table(name) for name in (TABLES if tables is None else tables)]
    lists: dict[str, _Choices] = {}
    for table in wanted:
        for column in table.columns:
            choices = _choices(column)
            if choices is not None:
                lists.setdefault(_key(column), choices)
    with open_workbook(path, TITLE.id) as workbook:
        _add_guide(workbook, wanted)
        for table in wanted:
            _add_table(workbook, table, lists)
        _add_choices(workbook, lists.values())


def _table(name: str) -> Table:
    if name not in TABLES:
        raise WriteError(name, f"is no table; there are {', '.join(near(name, TABLES) or TABLES)}")
    return TABLES[name]


# --- what may be chosen --------------------------------------------------------------------


def _key(column: Column) -> str:
    """Return what all columns share that choose from one list."""
    if column.vocabulary is not None:
        return column.vocabulary.__name__
    return column.refers or "regencies"


def _choices(column: Column) -> _Choices | None:
    """Return the list that a column chooses from, None if it is free."""
    if column.vocabulary is not None:
        return _Choices(column.label, _terms(column.vocabulary))
    if column.refers == "agencies":
        named = tuple((one.id, Text(one.name, one.name)) for one in agencies())
        return _Choices(TABLES["agencies"].label, named)
    if column.holds in {Holds.CODE, Holds.CODES}:
        provinces = sorted({policy.province for policy in policies()})
        places = [place for code in provinces for place in regencies().of_province(code)]
        named = tuple((place.code, Text(place.name, place.name)) for place in places)
        return _Choices(Text("regencies", "kabupaten/kota"), named)
    return None


def _terms(vocabulary: Iterable[Any]) -> tuple[tuple[str, Text], ...]:
    return tuple((term.value, term.label) for term in vocabulary)


def _add_choices(workbook: Workbook, lists: Iterable[_Choices]) -> None:
    """Add the lists side by side."""
    sheet = workbook.add_worksheet(CHOICES.id)
    bold = workbook.add_format({"bold": True})
    text = workbook.add_format({"num_format": "@"})
    for_paper(sheet)
    for number, choices in enumerate(lists):
        left = _BESIDE * number
        sheet.write_string(0, left, f"{choices.title.id} / {choices.title.en}", bold)
        sheet.write_string(1, left + 1, "Indonesia", bold)
        sheet.write_string(1, left + 2, "English", bold)
        for row, (key, label) in enumerate(choices.keys, _TITLES):
            sheet.write_string(row, left, key, text)
            sheet.write_string(row, left + 1, label.id)
            sheet.write_string(row, left + 2, label.en)
        sheet.set_column(left, left, 22)
        sheet.set_column(left + 1, left + 2, 30)


# --- the tables ----------------------------------------------------------------------------


def _add_table(workbook: Workbook, table: Table, lists: Mapping[str, _Choices]) -> None:
    """Add the sheet of a table: its header with comments, and what each column may hold."""
    sheet = workbook.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for_paper(sheet, 0)
    heads = [
        workbook.add_format({"bold": True, "border": 1, "bg_color": colour})
        for colour in (_OPTIONAL, _NEEDED)
    ]
    formats = {Holds.DAY: DAY, Holds.YEAR: "0", Holds.WHOLE: "0"}
    for place, column in enumerate(table.columns):
        width = 34 if column.holds is Holds.TEXT else 18
        cells = workbook.add_format({"num_format": formats.get(column.holds, "@")})
        sheet.set_column(place, place, width, cells)
        sheet.write_string(0, place, column.header, heads[column.required])
        note = "\n".join(_explained(column))
        height = 30 + 20 * (note.count("\n") + 1)
        sheet.write_comment(0, place, note, {"author": "", "width": 340, "height": height})
        _restrict(sheet, place, column, lists)


def _restrict(sheet: Worksheet, place: int, column: Column, lists: Mapping[str, _Choices]) -> None:
    """Let a spreadsheet program say at once what a column cannot hold."""
    rule: dict[str, Any]
    if _key(column) in lists and _choices(column) is not None:
        letter = letter_of(_BESIDE * list(lists).index(_key(column)))
        first, last = _TITLES + 1, _TITLES + len(lists[_key(column)].keys)
        source = f"='{CHOICES.id}'!${letter}${first}:${letter}${last}"
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
    rule["error_title"] = column.header
    rule["error_message"] = f"{_how(column).id} / {_how(column).en}"
    sheet.data_validation(1, place, MOST_ROWS - 1, place, rule)


def _between(kind: str, first: object, last: object) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": first, "maximum": last}


def _explained(column: Column) -> list[str]:
    """Return the lines that explain a column, Indonesian first."""
    lines: list[str] = []
    for lang in ("id", "en"):
        needed = f" ({REQUIRED.say(lang)})" if column.required else ""
        lines.append(f"{column.label.say(lang)}{needed}: {_how(column).say(lang)}")
    if column.vocabulary is not None:
        lines += [f"{key} = {label.id}" for key, label in _terms(column.vocabulary)]
    return lines


def _how(column: Column) -> Text:
    """Return how to fill in a column."""
    how = HOW[column.holds]
    if column.refers is not None:
        how = Text(*(REFERS.say(lang).format(table=column.refers) for lang in ("en", "id")))
    if column.holds.many:
        how = Text(f"{how.en}; {SEVERAL.en}", f"{how.id}; {SEVERAL.id}")
    return how


# --- the guide -----------------------------------------------------------------------------


def _add_guide(workbook: Workbook, tables: Iterable[Table]) -> None:
    """Add the first sheet: what the workbook is, and every column of every sheet."""
    sheet = workbook.add_worksheet(GUIDE.id)
    sheet.hide_gridlines(2)
    bold = workbook.add_format({"bold": True})
    head = workbook.add_format({"bold": True, "border": 1, "bg_color": _OPTIONAL})
    cell = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    lines = [TITLE, *INTRODUCTION]
    for row, line in enumerate([line.id for line in lines] + [line.en for line in lines]):
        sheet.write_string(row, 0, line, bold if row in {0, len(lines)} else None)
    row = 2 * len(lines)
    sheet.write_string(row, 0, f"{VERSION.id} / {VERSION.en} (schema_version): {SCHEMA_VERSION}")
    row += 2
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(row, place, heading, head)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    for_paper(sheet, row)
    for table in tables:
        for column in table.columns:
            row += 1
            how = _how(column)
            needed = f"{YES.id} / {YES.en}" if column.required else ""
            label = column.label
            told = (table.name, column.header, label.id, label.en, needed, how.id, how.en)
            sheet.set_row(row, height(zip(told, WIDTHS, strict=True)))
            for place, text in enumerate(told):
                sheet.write_string(row, place, text, cell)
