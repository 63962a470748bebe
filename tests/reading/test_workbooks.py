import datetime as dt
import io
import json
import runpy
import subprocess
import sys
import types
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikm_sinergi.errors import IkmSinergiError, MissingExtraError, ReadError
from ikm_sinergi.office import UNSAVED
from ikm_sinergi.reading import extents, packages, sandbox, workbooks
from ikm_sinergi.reading.extents import Noted
from ikm_sinergi.reading.grid import Merged, day_since_1904
from ikm_sinergi.reading.workbooks import read_grids
from office_files import (
    MAIN,
    number_cell,
    ods,
    ods_row,
    ole,
    record,
    sheet_xml,
    text_cell,
    xls,
    xlsx,
    xlsx_parts,
    zipped,
)
from office_sheets import read, sheet, told

CELLS = (
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2"><v>2021</v></c>'
    '<c r="D2" s="1"><v>44331</v></c><c r="E2" t="b"><v>1</v></c></row>'
    '<row r="3"><c r="B3"><v>1.5</v></c><c r="C3" s="2"><v>0.5</v></c>'
    '<c r="D3" s="3"><v>1.5</v></c><c r="E3" s="1"><v>44331.25</v></c></row>'
    '<row r="4"><c r="B4"><v>7306000000000001</v></c><c r="C4"><v>1e999</v></c></row>'
)
SIX_O_CLOCK = dt.datetime(2021, 5, 15, 6)  # noqa: DTZ001  # cells know no time zone
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def grids(data):
    """The sheets of a file."""
    return read_grids(io.BytesIO(data), "kantor.xlsx")


def refused(data):
    """The one line that a file is refused with, without its name."""
    with pytest.raises(ReadError) as caught:
        grids(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("kantor.xlsx: ")
    return str(caught.value).removeprefix("kantor.xlsx: ")


# --- what is read --------------------------------------------------------------------------


def test_cells_are_read_as_what_they_are():
    """Whole numbers that a spreadsheet holds exactly are ints; sixteen digits are not exact."""
    (grid,) = grids(xlsx(CELLS, strings=["Nama &amp; IKM"]))
    assert (grid.first_row, grid.first_column, grid.sheet, grid.hidden) == (2, 1, "Sheet1", False)
    assert grid.rows == (
        ("Nama & IKM", 2021, dt.date(2021, 5, 15), True),
        (1.5, "12:00:00", "36:00:00", SIX_O_CLOCK),
        (7306000000000001.0, "inf", None, None),
    )
    assert [type(cell) for cell in grid.rows[0]] == [str, int, dt.date, bool]
    assert type(grid.rows[2][0]) is float


def test_sheets_come_in_their_order_hidden_and_empty_ones_too():
    """Whoever reads them decides; merged ranges are told by rows as Excel shows them."""
    merged = sheet_xml(CELLS, after='<mergeCells><mergeCell ref="B2:C3"/></mergeCells>')
    one, two = grids(
        xlsx(merged, "", strings=["x"], names=["Satu", "Dua"], states=["", ' state="hidden"'])
    )
    assert (one.sheet, one.hidden, one.merged) == ("Satu", False, (Merged(2, 1, 3, 2),))
    assert (two.sheet, two.hidden, two.rows) == ("Dua", True, ())


def test_chart_sheet_is_an_empty_one():
    """It holds no cells, and the sheets after it keep their error values."""
    parts = xlsx_parts("<chartsheet/>", '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace("/worksheet", "/chartsheet", 1)
    chart, sheet = grids(zipped(parts))
    assert (chart.rows, sheet.rows) == ((), (("#N/A",),))


def test_error_value_is_a_text_not_an_empty_cell():
    """What was there and cannot be known is not the same as what was never stated."""
    cells = '<row r="3"><c r="C3"><v>1</v></c><c r="D3" t="e"><f>A1</f><v>#REF!</v></c></row>'
    (grid,) = grids(xlsx(cells))
    assert grid.rows == ((1, "#REF!"),)


def test_error_value_beyond_the_cells_is_left_out():
    """Should the two readers of a sheet disagree where its cells are."""
    sheet = {"name": "a", "hidden": False, "row": 1, "column": 1, "rows": [(1, 2)], "merged": []}
    errors = {(0, 1): "#N/A", (1, 0): "#N/A", (1, 3): "#N/A", (2, 1): "#N/A", (1, 2): "#REF!"}
    (grid,) = workbooks._grids([sheet], "a.xlsx", (Noted(errors, {(0, 1): "%Y", (9, 9): "%Y"}),))
    assert grid.rows == ((1, "#REF!"),)


MONTHS = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-421]mmmm\\ yyyy;@"/>'
    "<numFmt formatCode='yyyy' numFmtId='165'/><numFmt numFmtId=\"166\" formatCode=\"mm:ss\"/>"
    '<numFmt numFmtId="167" formatCode="&quot;d&quot; mmm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="17"/></cellStyleXfs><cellXfs><xf numFmtId="14"/>'
    '<xf numFmtId="17"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>'
    '<xf numFmtId="167"/><xf/></cellXfs></styleSheet>'
)


def test_day_of_which_only_the_month_is_shown_is_no_day():
    """Whoever typed "Maret 2021" sees that, though 1 March is kept; a number stays one."""
    row = "".join(
        f'<c r="{letter}1" s="{n}"><v>44256</v></c>' for n, letter in enumerate("ABCDEFG")
    )
    parts = xlsx_parts(f'<row r="1">{row}<c r="H1" s="2" t="str"><v>Maret</v></c></row>')
    (grid,) = grids(zipped(parts | {"xl/styles.xml": MONTHS}))
    day = dt.date(2021, 3, 1)
    time, plain = grid.rows[0][4], grid.rows[0][6]
    assert grid.rows == ((day, "03/2021", "03/2021", "2021", time, "03/2021", plain, "Maret"),)
    assert not isinstance(time, str)
    assert plain == 44256


def test_styles_that_no_cell_has_change_nothing():
    """A sheet is then not read twice."""
    parts = xlsx_parts('<row r="1"><c r="A1" s="0"><v>44256</v></c></row>')
    (grid,) = grids(zipped(parts | {"xl/styles.xml": MONTHS}))
    assert grid.rows == ((dt.date(2021, 3, 1),),)


def test_formula_is_read_as_its_last_value_and_never_computed():
    """One that was saved without a value is no empty cell; one of an empty text is."""
    cells = '<row r="1"><c r="A1"><f>1/0</f><v>7</v></c><c r="B1"><f>NOW()</f></c></row>'
    (grid,) = grids(xlsx(cells))
    assert grid.rows == ((7, UNSAVED),)
    saved = (
        '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:B1">1</f><v>7</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>8</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>IF(A1,"")</f><v></v></c></row>'
    )
    (grid,) = grids(xlsx(saved))
    assert grid.rows[0] == (7, 8)


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", "<v> </v>"])
def test_formulas_without_values_are_found_beyond_the_other_cells(value):
    """As far as they reach, also where nothing else stands."""
    unsaved = f"<f>A1</f>{value}</c>"
    cells = (
        f'<row r="2"><c r="B2">{unsaved}</row><row r="3"><c r="C3"><v>1</v></c></row>'
        f'<row r="5"><c r="D5">{unsaved}</row>'
    )
    (grid,) = grids(xlsx(cells))
    assert (grid.first_row, grid.first_column) == (2, 1)
    assert (grid.cell(2, 1), grid.cell(3, 2), grid.cell(5, 3)) == (UNSAVED, 1, UNSAVED)
    alone, inside = grids(xlsx(f'<row r="2"><c r="B2">{unsaved}</row>', CELLS, strings=["x"]))
    assert (alone.rows, alone.first_row, alone.first_column) == (((UNSAVED,),), 2, 1)
    assert inside.first_row == 2
    within = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1">{unsaved}<c r="C1"><v>3</v></c></row>'
    (grid,) = grids(xlsx(within))
    assert grid.rows == ((1, UNSAVED, 3),)


def test_a_formula_without_its_value_is_refused_in_its_column():
    """Missing would be another answer; totals and numbers of rows that are such are nothing."""
    records = read(
        sheet(
            "PELATIHAN TAHUN 2020",
            ["No", "Nama IKM", "Tenaga Kerja"],
            [UNSAVED, "A", UNSAVED],
            [UNSAVED, None, None],
            ["Jumlah", None, UNSAVED],
        )
    )
    assert [one.name for one in records.participants] == ["A"]
    assert [one[:3] for one in told(records, "IKM002", "IKM003")] == [
        ("IKM002", "workers", "unsaved_formula")
    ]


@pytest.mark.parametrize("text", ["4278\u00b2", "\u0664\u0662\u0667\u0668\u0660"])
def test_digits_of_another_kind_are_no_day_since_1904(text):
    """A raised digit may be a footnote, and no office here writes Arabic ones: both stay texts."""
    assert day_since_1904("42780") == dt.date(2021, 2, 15)
    assert day_since_1904(text) == text


def test_a_workbook_that_counts_from_1904_says_so():
    """Days that are formatted are right already; numbers in columns of days are read by it."""
    parts = xlsx_parts(
        '<row r="1"><c r="A1" s="1"><v>42780</v></c><c r="B1"><v>42780</v></c></row>'
    )
    book = parts["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    (grid,) = grids(zipped({**parts, "xl/workbook.xml": book}))
    assert (grid.since_1904, grid.rows) == (True, ((dt.date(2021, 2, 15), 42780),))
    (old,) = grids(xls(text_cell(0, 0, "a"), before=record(0x0022, b"\1\0")))
    assert old.since_1904
    assert not any(one.since_1904 for one in grids(xls(text_cell(0, 0, "a"))))
    rows = (
        "PELATIHAN TAHUN 2021",
        ["Nama IKM", "Tgl Lulus", "Tenaga Kerja"],
        ["A", 42780, 5],
        ["B", 42780.5, 5],
        ["C", "2021-02-15", 42780],
        ["D", " 42780", 5],
    )
    records = read(sheet(*rows, since_1904=True))
    days = [one.completed_on for one in records.participations]
    assert days == [dt.date(2021, 2, 15), None, dt.date(2021, 2, 15), dt.date(2021, 2, 15)]
    assert [one.workers for one in records.participants] == [5, 5, 42780, 5]
    assert [one[:2] for one in told(records, "IKM002")] == [("IKM002", "completed_on")]
    table = sheet(["participant", "program", "completed_on"], ["A", "P", 42780], since_1904=True)
    assert read(table).participations[0].completed_on == dt.date(2021, 2, 15)


@pytest.mark.parametrize(
    "sheet",
    [
        sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"),
        sheet_xml(
            "<row r='1'><c s='0' r='A1'><v>1</v></c><c r = 'b1'><v>2</v></c></row>"
            "<row><c r='A2'><v>3</v></c></row>"
        ),
        (
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
            '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row>'
            '<x:row><x:c r="A2"><x:v>3</x:v></x:c></x:row>'
            "</x:sheetData></x:worksheet>"
        ),
        sheet_xml(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>AB1</t></is></c><c r="B1"><v>2</v></c></row>'
            '<!-- <c r="XFD9"> --><row r="2"><c r="A2"><v>3</v></c></row>'
        ),
    ],
)
def test_sheet_may_be_written_otherwise_than_by_excel(sheet):
    """Places left out, other quotes, prefixes, comments, texts that look like places."""
    (grid,) = grids(xlsx(sheet))
    assert grid.rows[0][0] in {1, "AB1"}
    assert grid.rows[0][1:] + grid.rows[1] == (2, 3, None)


@pytest.mark.parametrize("cells", ["<sheetData/>", "<sheetData></sheetData>"])
def test_sheet_without_any_cell_is_an_empty_one(cells):
    """LibreOffice saves such a sheet in a workbook with others."""
    (grid,) = grids(xlsx(f'<worksheet xmlns="{MAIN}">{cells}</worksheet>'))
    assert grid.rows == ()


def test_cells_that_are_only_styled_do_not_count():
    """Many a sheet is formatted down to its last row."""
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    (grid,) = grids(xlsx(cells))
    assert grid.rows == ((1,),)


def test_row_beyond_a_hundred_thousand_is_read():
    """Up to the limit, whether the quick look or the slow one finds it."""
    for row in (100_000, 200_000):
        (grid,) = grids(xlsx(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>'))
        assert (grid.first_row, grid.rows) == (row, ((1,),))


def test_what_no_cell_needs_is_not_unpacked():
    """Macros, pictures and embedded files are passed over, whatever is in them."""
    parts = xlsx_parts(CELLS, strings=["x"])
    parts |= {"xl/vbaProject.bin": b"\0" * 10, "xl/media/a.zip": zipped({"../../a": "b"})}
    parts["/etc/passwd"] = "absolute"
    assert grids(zipped(parts, zipfile.ZIP_STORED))[0].rows[0][0] == "x"


def test_part_names_may_have_backslashes():
    """Some programs write them."""
    data = xlsx(CELLS, strings=["x"]).replace(b"xl/", b"xl\\")
    assert data.count(b"xl\\worksheets/sheet1.xml") == 2
    assert grids(data)[0].rows[0][0] == "x"


def test_open_document_is_read():
    """With its sheets in order."""
    one, two = grids(ods(ods_row("Nama IKM", "x"), names=("Satu", "Dua")))
    assert (one.sheet, one.rows, two.sheet) == ("Satu", (("Nama IKM", "x"),), "Dua")


def test_old_workbook_is_read():
    """By a process of its own; days and moments come through it as they are."""
    (grid,) = grids(xls(text_cell(1, 1, "Nama IKM") + number_cell(2, 3, 7.0)))
    assert (grid.sheet, grid.first_row, grid.first_column) == ("Peserta", 2, 1)
    assert grid.rows == (("Nama IKM", None, None), (None, None, 7))


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"<html><table>", "is a web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "is a web page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "is an XML spreadsheet of 2003",
        ),
        (b"%PDF-1.4", "is a PDF document"),
        (b"\x09\x04\x06\x00\x00\x00", "is a workbook of Excel 4 or older"),
        (zipped({"word/document.xml": ""}), "is a text document"),
        (zipped({"ppt/presentation.xml": ""}), "is a presentation"),
        (zipped({"xl/workbook.bin": ""}), "is a binary workbook (.xlsb)"),
        (zipped({"a.txt": ""}), "is a zip file, but no workbook is in it"),
        (ole({"WordDocument": b""}), "is damaged, or an Office file of before 2007 without"),
        (ole({"EncryptedPackage": b""}), "is protected with a password"),
        (xls(b"", encryption=record(0x2F, bytes(54))), "is protected with a password"),
        (
            ods("", manifest="<manifest:manifest><manifest:encryption-data/></manifest:manifest>"),
            "is protected with a password",
        ),
        (xlsx(CELLS)[:400], "is damaged"),
        (xlsx(CELLS)[:-30], "is damaged"),
        (xls(b"")[:700], "is damaged"),
        (xls(b"")[:1700], "is damaged"),
        (zipped(xlsx_parts(CELLS), zipfile.ZIP_BZIP2), "is damaged"),
        (zipped(xlsx_parts("") | {"xl/other/workbook.xml": ""}), "holds several workbooks"),
        (xlsx("<row><c><v>1</c></row>"), "'Sheet1' in it is no XML: mismatched tag"),
        (xlsx("<row><c><v>1</v></c></row></row>"), "'Sheet1' in it is no XML"),
        (xlsx('<row><c r="AAAA1"/></row>'), "stands at 'AAAA1', which is no place"),
        (xlsx('<row r="0"><c/></row>'), "stands at '0', which is no place"),
        (xlsx("", "", targets=["a.xml", "/xl/./A.xml"]), "one and the same part"),
        (xlsx(f"<!DOCTYPE a>{sheet_xml('')}"), "holds a DOCTYPE"),
        (xlsx(sheet_xml("<!ENTITY>")), "holds a DOCTYPE"),
        (xlsx(sheet_xml("\0")), "holds a NUL byte"),
        (xlsx(CELLS), "is damaged"),  # a text that is not there
    ],
)
def test_file_that_is_no_workbook_is_refused_by_what_it_is(data, says):
    """Whatever its name: one clear line each."""
    assert says in refused(data)


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (FAR, "'Sheet1' reaches to XFD1048576"),
        (FAR.replace('"', "'"), "'Sheet1' reaches to XFD1048576"),
        (FAR.replace("XFD", "xfd").replace(' r="', ' r\n = "'), "reaches to XFD1048576"),
        (FAR.replace("<c ", '<c x="" '), "reaches to XFD1048576"),
        ('<row r="1"><c r="IW1"><v>1</v></c></row>', "reaches to IW1"),
        ('<row r="200001"><c r="A200001"><v>1</v></c></row>', "reaches to A200001"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="IV200000"><v>1</v></c></row>',
            "in an area of more than 5,200,000",
        ),
        ("<row>" + "<c/>" * 256 + "<c><v>1</v></c></row>", "reaches to IW1"),
    ],
)
def test_sheet_that_reaches_too_far_is_refused_before_it_takes_memory(sheet, says):
    """A file of a few kilobytes would otherwise end the process."""
    data = xlsx(sheet)
    assert len(data) < 5_000
    assert says in refused(data)


def test_sheets_that_are_too_large_together_are_refused(monkeypatch):
    """Each alone is small enough."""
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9"><v>1</v></c></row>'
    monkeypatch.setattr(workbooks, "_LIMITS", (200_000, 256, 30))
    assert len(grids(xlsx(sheet))) == 1
    assert "area" in refused(xlsx(sheet, sheet))


@pytest.mark.parametrize(
    "cell", ['<c r="A{0}" t="s"><v>1</v></c>', '<c r="A{0}" t="s"><v>0&#49;</v></c>']
)
def test_one_text_in_many_cells_is_counted_in_each(cell, monkeypatch):
    """Each cell would get a copy of its own."""
    monkeypatch.setattr(extents, "LARGEST_TEXT", 10_000)
    strings = ["x", "y" * 1000]
    rows = [f'<row r="{row}">{cell.format(row)}</row>' for row in range(1, 20)]
    assert "more than 10,000 bytes of text" in refused(xlsx("".join(rows), strings=strings))
    assert grids(xlsx("".join(rows[:5]), strings=strings))


def test_short_texts_do_not_count_as_the_longest_one(monkeypatch):
    """The quick bound is too high for them, the count is not."""
    monkeypatch.setattr(extents, "LARGEST_TEXT", 10_000)
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 50))
    (grid,) = grids(xlsx(rows, strings=["x", "y" * 1000]))
    assert set(grid.rows) == {("x",)}


def test_number_of_texts_must_be_likely():
    """The reader takes memory for as many as the file says."""
    parts = xlsx_parts(CELLS, strings=["x"])
    whole = parts["xl/sharedStrings.xml"]
    likely, unlikely = (
        zipped(parts | {"xl/sharedStrings.xml": whole.replace("<sst", f'<sst uniqueCount="{n}"')})
        for n in ("0001", "99999999999999")
    )
    assert grids(likely)[0].rows[0][0] == "x"
    assert "holds 99999999999999 texts" in refused(unlikely)


def test_zip_bomb_is_refused():
    """What it says of its sizes is not believed: it is unpacked until it is too much."""
    bomb = zipped(xlsx_parts("") | {"xl/a.xml": b" " * (packages.SMALL + 1)})
    assert len(bomb) < 50_000
    assert "unpacked it is larger than 100,000,000 bytes, or 200 times" in refused(bomb)


def test_zip_of_very_many_files_is_refused(monkeypatch):
    """Before their names fill the memory."""
    monkeypatch.setattr(packages, "MOST_PARTS", 10)
    many = {f"xl/{number}.xml": "" for number in range(30)}
    assert "more than 10 files" in refused(zipped(xlsx_parts("") | many))
    few = dict(list(many.items())[:8])
    assert "more than 10 files" in refused(zipped(xlsx_parts("") | few))


def test_encrypted_part_is_refused():
    """A zip file can be protected by itself."""
    data = bytearray(xlsx(CELLS))
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    assert refused(bytes(data)) == "is protected with a password: save it without one"


def test_too_large_a_file_is_refused(monkeypatch):
    """Before it is looked at."""
    monkeypatch.setattr(workbooks, "LARGEST_WORKBOOK", 1_000)
    assert refused(bytes(2_000)) == "is larger than 1,000 bytes"


def test_without_the_extra_a_workbook_says_how_to_get_it(monkeypatch):
    """Text needs no extra."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError, match=r'pip install "ikm-sinergi\[excel\]"') as caught:
        grids(xlsx(CELLS, strings=["x"]))
    assert (caught.value.extra, caught.value.task) == ("excel", "reading a workbook")
    assert "broken" not in str(caught.value)
    assert grids(b"a,b\n1,2\n")


@pytest.mark.parametrize("data", [xlsx(CELLS, strings=["x"]), xls(b""), ods(ods_row("a"))])
@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("raise ImportError('undefined symbol: PyNo')", "undefined symbol: PyNo"),
        ("from python_calamine._none import x", "No module named 'python_calamine._none'"),
    ],
)
def test_a_broken_reader_is_no_damaged_file(tmp_path, monkeypatch, data, source, why):
    """As one for another Python, or in a zip file, where no compiled module can be loaded."""
    (tmp_path / "python_calamine").mkdir()
    (tmp_path / "python_calamine" / "__init__.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "python_calamine", raising=False)
    with pytest.raises(MissingExtraError) as caught:
        grids(data)
    assert f"(what is installed is broken: {why}): pip install" in str(caught.value)


def test_no_second_process_starts_from_a_zip_file(monkeypatch):
    """There is no file that it could run."""
    monkeypatch.setattr(sandbox, "__file__", "app.pyz/ikm_sinergi/reading/sandbox.py")
    words = "needs a second process of Python, which cannot start from a zip file"
    assert refused(xls(b"")) == words


# --- the other process ---------------------------------------------------------------------

OLD = xls(number_cell(0, 0, 1.0))


def test_old_workbook_that_takes_too_much_memory_ends_another_process():
    """Two cells at the ends of a sheet of 65,536 columns."""
    data = xls(number_cell(0, 0, 1.0) + number_cell(65_535, 65_535, 1.0))
    assert "takes more than 2,000,000,000 bytes of memory" in refused(data)


def test_open_document_of_repeated_cells_is_refused():
    """A few bytes say that a cell is there billions of times."""
    more = ' table:number-columns-repeated="16384"'
    assert "reaches to XFD1" in refused(ods(ods_row("a", more=more)))
    repeated = ' table:number-rows-repeated="1048576"'
    assert "damaged" in refused(ods(ods_row("a", more=more, repeated=repeated)))


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError, "which cannot start"),
        (subprocess.TimeoutExpired("python", 1), "takes longer than 120 seconds"),
    ],
)
def test_process_that_does_not_answer_is_told(error, says, monkeypatch):
    """It may be forbidden, or take too long."""

    def run(*_arguments, **_options):
        raise error

    monkeypatch.setattr(subprocess, "run", run)
    assert says in refused(OLD)


@pytest.mark.parametrize("resource", ["there", "missing"])
def test_process_limits_its_memory_and_answers(resource, monkeypatch):
    """Where the system knows such limits."""
    limits = []
    fake = types.SimpleNamespace(
        RLIMIT_AS="memory", RLIMIT_CORE="core", setrlimit=lambda *limit: limits.append(limit)
    )
    monkeypatch.setitem(sys.modules, "resource", fake if resource == "there" else None)
    answer = io.StringIO()
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(OLD)))
    monkeypatch.setattr(sys, "stdout", answer)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", ["sandbox.py", "folder", "1000", "10", "10", "10"])
    runpy.run_path(sandbox.__file__, run_name="__main__")
    assert sandbox.decoded(answer.getvalue().encode())[0]["rows"] == [(1,)]
    wanted = [("memory", (1000, 1000)), ("core", (0, 0))]
    assert limits == (wanted if resource == "there" else [])


@pytest.mark.parametrize(
    ("limits", "far"), [(("10", "10", "0"), ["", 0, 0]), (("0", "10", "9"), ["Peserta", 1, 0])]
)
def test_process_tells_what_is_too_far(limits, far, monkeypatch):
    """As the reader inside this process would."""
    answer = io.StringIO()
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(OLD)))
    monkeypatch.setattr(sys, "stdout", answer)
    monkeypatch.setattr(sys, "path", list(sys.path))
    sandbox.main(["folder", "1000", *limits])
    assert json.loads(answer.getvalue()) == {"far": far}
    with pytest.raises(sandbox.TooFarError):
        sandbox.decoded(answer.getvalue().encode())


def test_days_and_moments_come_through():
    """JSON has no such values."""
    row = (dt.date(2021, 5, 15), SIX_O_CLOCK, "x", 1.5, None, True)
    sheet = {"name": "a", "hidden": False, "row": 0, "column": 0, "rows": [row], "merged": []}
    (back,) = sandbox.decoded(sandbox.encoded([sheet]).encode())
    assert back["rows"] == [row]
    assert [type(cell) for cell in back["rows"][0]] == [type(cell) for cell in row]


# --- whatever comes ------------------------------------------------------------------------


class PanicException(BaseException):  # the name that PyO3 gives it
    """What a panic in Rust looks like."""


def test_panic_of_the_reader_is_a_damaged_file(monkeypatch):
    """It is no Exception, but nothing that should end the program."""

    def panic(*_limits):
        raise PanicException

    monkeypatch.setattr(sandbox, "sheets_of", panic)
    assert "is damaged" in refused(xlsx(CELLS, strings=["x"]))


def test_interruption_is_not_taken_for_a_panic(monkeypatch):
    """Whoever stops the program stops it."""

    def interrupt(*_limits):
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox, "sheets_of", interrupt)
    with pytest.raises(KeyboardInterrupt):
        grids(xlsx(CELLS, strings=["x"]))


def outcome(data):
    """Read a file; nothing but our own errors may come out of it."""
    try:
        found = grids(data)
    except IkmSinergiError:
        return
    for grid in found:
        assert len(set(map(len, grid.rows))) <= 1


PARTS = xlsx_parts(
    sheet_xml(
        CELLS, '<dimension ref="B2:E4"/>', '<mergeCells><mergeCell ref="B2:C2"/></mergeCells>'
    ),
    '<row r="1"><c r="A1" t="str"><f>1/0</f><v>a&amp;b</v></c><c r="B1" t="inlineStr"><is><t>x</t>'
    '</is></c><c r="C1" t="d"><v>2021-01-02T10:00:00</v></c><c r="D1" t="e"><v>#N/A</v></c></row>',
    strings=["Nama IKM", "b"],
)
TOKENS = (
    *("9", "-", '"', "'", "<", ">", "&", "A", "ZZZ", "99999999", "18446744073709551615", "/", ":"),
    *("e", "s", "<c>", "</c>", "<row>", "<v>", "t=", "r=", "1e400", "NaN", "<is>", "&#49;"),
    *("<!--", "-->", "<![CDATA["),
)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(PARTS)),
            st.integers(0, 2_000),
            st.sampled_from([0, 0, 1, 3, 30]),
            st.sampled_from(TOKENS) | st.text(max_size=4),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_parts_changed_at_random_are_read_or_refused(changes):
    """A program with an error may have written them, or a person with intent."""
    parts = dict(PARTS)
    for name, place, cut, text in changes:
        part, start = parts[name], place % (len(parts[name]) + 1)
        parts[name] = part[:start] + text + part[start + cut :]
    outcome(zipped({name: part.encode() for name, part in parts.items()}))


@settings(max_examples=200)
@given(
    st.sampled_from([xlsx(CELLS, strings=["x"]), ods(ods_row("x"))[:200]]),
    st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=4),
    st.integers(0, 3_000),
)
def test_bytes_changed_at_random_are_read_or_refused(data, changes, end):
    """So may a broken disk or a cut connection."""
    changed = bytearray(data)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    outcome(bytes(changed[: end or None]))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1_500, 2_200), st.integers(0, 255)), min_size=1, max_size=4))
@example([(1_536, 0)])
def test_old_workbook_changed_at_random_is_read_or_refused(changes):
    """Few examples, since each takes a process."""
    changed = bytearray(xls(text_cell(1, 1, "Nama IKM") + number_cell(2, 3, 7.0)))
    for place, byte in changes:
        changed[place % len(changed)] = byte
    outcome(bytes(changed))
