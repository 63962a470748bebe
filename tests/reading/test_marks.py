"""Merged cells and cells in error, as .ods and .xls files hold them."""

import io
import struct
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.errors import MissingExtraError, ReadError
from ikm_sinergi.reading import marks, workbooks
from ikm_sinergi.reading.grid import Merged
from ikm_sinergi.reading.marks import EndlessError, Marks, marks_of_document, marks_of_old
from ikm_sinergi.reading.workbooks import read_grids
from office_files import number_cell, ods, ole, record, text_cell, xls

SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "calcext")
)


def grids(data):
    """The sheets of a file."""
    return read_grids(io.BytesIO(data), "kantor.xlsx")


def cell(text="", more=""):
    """A cell of an .ods file."""
    return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"


def document(*tables):
    """The content of an .ods file, its tables by the XML of their rows."""
    inside = "".join(f"<table:table>{rows}</table:table>" for rows in tables)
    return f"<office:spreadsheet{SPACES}>{inside}</office:spreadsheet>".encode()


def row(*cells, more=""):
    """A row of an .ods file."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


DOWN = ' table:number-rows-spanned="2"'
RIGHT = ' table:number-columns-spanned="3"'
THRICE = ' table:number-columns-repeated="3"'
FOURFOLD = ' table:number-rows-repeated="4"'
ERROR = ' calcext:value-type="error"'


# --- .ods ------------------------------------------------------------------------------------


def test_repeated_rows_and_cells_count():
    """What stands behind them is that much farther on."""
    rows = row(cell(), more=FOURFOLD) + row(cell("", THRICE), cell("x", DOWN + RIGHT))
    (marks,) = marks_of_document(document(rows))
    assert marks == Marks(merged=[(4, 3, 5, 5)])


def test_cells_in_error_are_found_by_what_they_show():
    """In their sheet; a repeated one covers an area."""
    rows = row("<table:covered-table-cell/>", cell("#REF!", ERROR + THRICE), more=FOURFOLD)
    found = marks_of_document(document(row(cell("#N/A")), rows + row(cell("Err:502", ERROR))))
    assert found == [
        Marks(),
        Marks(errors=[((0, 1, 3, 3), "#REF!"), ((4, 0, 4, 0), "Err:502")]),
    ]


def test_tables_inside_cells_are_no_sheets():
    """They stand in the text of a cell."""
    inner = f"<table:table>{row(cell('#N/A', ERROR + DOWN))}</table:table>"
    rows = row(f"<table:table-cell>{inner}</table:table-cell>", cell("a", RIGHT))
    assert marks_of_document(document(rows)) == [Marks(merged=[(0, 1, 0, 3)])]


def test_counts_that_are_none_count_once():
    """Nothing is taken from a number of a thousand digits."""
    odd = f' table:number-columns-repeated="{"9" * 1000}" table:number-rows-spanned="-2"'
    assert marks_of_document(document(row(cell("", odd), cell("x", DOWN)))) == [
        Marks(merged=[(0, 1, 1, 1)])
    ]


def test_document_without_marks_is_not_looked_through():
    """And one that is no XML has none; python-calamine has read it before."""
    assert marks_of_document(document(row(cell("x")))) == []
    assert marks_of_document(document(row(cell("x", DOWN)))[:-5]) == []


def test_open_document_gives_its_merged_cells_and_errors():
    """As far as the sheet reaches."""
    rows = (
        row(cell("Nama IKM", ' office:value-type="string"'))
        + row(cell("A", ' office:value-type="string"' + DOWN), cell("#N/A", ERROR))
        + row("<table:covered-table-cell/>", cell("x", ' office:value-type="string"'))
    )
    (grid,) = grids(ods(rows))
    assert grid.merged == (Merged(2, 0, 3, 0),)
    assert grid.rows == (("Nama IKM", None), ("A", "#N/A"), (None, "x"))


# --- .xls ------------------------------------------------------------------------------------


def formula(place, result):
    """A formula in an .xls file, with its last result."""
    return record(0x0006, struct.pack("<HHH", *place, 0) + result + bytes(8))


def error_cell(place, code, *, error=1):
    """An error, or a truth value, in an .xls file."""
    return record(0x0205, struct.pack("<HHHBB", *place, 0, code, error))


def test_old_workbook_gives_its_errors():
    """Of formulas and constants; results that are numbers and truth values are none."""
    cells = (
        text_cell(0, 0, "Nama IKM")
        + formula((1, 0), b"\x02\x00\x2a\x00\x00\x00\xff\xff")
        + formula((1, 1), struct.pack("<d", 7.0))
        + formula((1, 2), b"\x01\x00\x2a\x00\x00\x00\xff\xff")
        + error_cell((2, 0), 0x17)
        + error_cell((2, 1), 1, error=0)
        + number_cell(3, 2, 1.0)
    )
    (grid,) = grids(xls(cells))
    assert [line[0] for line in grid.rows] == ["Nama IKM", "#N/A", "#REF!", None]
    assert grid.rows[1][1:] == (7, True)
    assert grid.rows[2][1:] == (True, None)


def test_an_error_that_is_not_known_is_one():
    """It has no name, but the cell is not empty."""
    assert marks_of_old(xls(error_cell((4, 2), 0x99))) == [Marks(errors=[((4, 2, 4, 2), "#?")])]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ole({"Other": b"x"}),
        ole({"Workbook": b"\x01"}).replace(b"\x01" + bytes(4095), b"\xff" * 4096),
    ],
)
def test_old_workbook_that_cannot_be_followed_has_no_marks(data):
    """python-calamine has read it before, or refused it."""
    assert marks_of_old(data) == []


@given(st.binary(max_size=200), st.integers(0, 600))
def test_old_workbook_changed_at_random_has_marks_or_none(noise, place):
    """Nothing is raised, whatever the file says of itself."""
    data = bytearray(xls(error_cell((0, 0), 0x17)))
    data[place : place + len(noise)] = noise
    assert isinstance(marks_of_old(bytes(data)), list)


def test_an_old_workbook_that_would_take_any_time_is_damaged(monkeypatch):
    """Sheets that are one and the same part, or more records than any program writes."""
    for data in (xls(text_cell(0, 0, "a"), sheets=2), xls(text_cell(0, 0, "a") * 9)):
        monkeypatch.setattr(marks, "MOST_RECORDS", 9)
        with pytest.raises(EndlessError):
            marks_of_old(data)
        with pytest.raises(ReadError, match="is damaged"):
            grids(data)
    assert marks_of_old(xls(b"")) == [Marks()]


def test_without_the_extra_an_old_workbook_says_how_to_get_it(monkeypatch):
    """Before anything of it is read."""
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(MissingExtraError, match=r"ikm-sinergi\[excel\]"):
        marks_of_old(b"")


# --- what a sheet may say of merged cells ----------------------------------------------------


def a_sheet(*merged):
    """A sheet of two rows and columns."""
    return {
        "name": "a",
        "hidden": False,
        "row": 1,
        "column": 1,
        "rows": [(1, 2), (3, 4)],
        "merged": [list(area) for area in merged],
    }


def test_merged_cells_end_where_the_sheet_does():
    """A file may say anything of them."""
    (grid,) = workbooks._grids([a_sheet((1, 1, 10**6, 10**4), (9, 1, 9, 2), (1, 9, 2, 9))], "a")
    assert grid.merged == (Merged(2, 1, 3, 2),)
    (empty,) = workbooks._grids([{**a_sheet((0, 0, 1, 1)), "rows": []}], "a")
    assert empty.merged == ()


def test_merged_cells_that_lie_upon_each_other_are_refused(monkeypatch):
    """No program writes them; together they would take any time."""
    monkeypatch.setattr(workbooks, "LARGEST_RECTANGLE", 3)
    with pytest.raises(ReadError, match="split the workbook"):
        workbooks._grids([a_sheet(*[(1, 1, 2, 1)] * 4)], "a")


def test_marks_of_other_sheets_are_left_out():
    """Should the two readers see other sheets."""
    sheets = [a_sheet()]
    assert workbooks._marked(sheets, [Marks(), Marks(errors=[((1, 1, 1, 1), "#N/A")])]) == sheets
    assert sheets[0]["rows"] == [(1, 2), (3, 4)]
