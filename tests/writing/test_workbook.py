"""Workbooks that we write: records, and what was submitted with its findings."""

import csv
import datetime as dt
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.domain.entities import Owner, Participant, Program
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.errors import MissingExtraError, WriteError
from ikm_sinergi.reading.workbooks import read_grids
from ikm_sinergi.records.container import Records
from ikm_sinergi.writing.export import write_workbook
from ikm_sinergi.writing.template import write_template
from ikm_sinergi.writing.workbook import (
    LONGEST_CELL,
    _Buffer,
    cell_formats,
    open_workbook,
    put_cell,
)


def grids_of(path):
    """The sheets of a workbook by name."""
    with Path(path).open("rb") as file:
        return {grid.sheet: grid for grid in read_grids(file, "a.xlsx")}


def part(path, name):
    """The text of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


# --- cells ---------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=12)
MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1))  # noqa: DTZ001
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(-(10**6), 10**6, places=4, allow_nan=False).map(float),
    st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 30)),
    MOMENTS.map(lambda moment: moment.replace(microsecond=0, second=1)),
    TEXTS.filter(bool),
    st.sampled_from(["=1+1", "+62", "-", "@x", "'x", "http://a", "_x0041_", " a ", "1", "TRUE"]),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder for files that are written again and again."""
    return tmp_path_factory.mktemp("workbooks")


@pytest.mark.parametrize("lean", [True, False])
@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_cells_read_back_as_they_were(folder, lean, rows):
    """Dates, numbers, texts of every kind; nothing becomes a formula, a link or a number."""
    path = folder / "cells.xlsx"
    with open_workbook(path, "cells", lean=lean) as workbook:
        sheet = workbook.add_worksheet("a")
        formats = cell_formats(workbook)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                put_cell(sheet, row, column, cell, formats)
    xml = part(path, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    grid = grids_of(path)["a"]
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            found = grid.cell(row, column)
            assert (found, type(found) is bool) == (cell, type(cell) is bool)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7306000000000001, "7306000000000001"),
        (7306000000000001.0, 7306000000000001.0),
        (float("nan"), "nan"),
        (dt.date(1899, 12, 31), "1899-12-31"),
        ("\ud800", "\\ud800"),
        ("x" * LONGEST_CELL, "x" * LONGEST_CELL),
        ("x" * (LONGEST_CELL + 1), "x" * (LONGEST_CELL - 1) + "…"),
        ("😀" * LONGEST_CELL, "😀" * (LONGEST_CELL // 2) + "…"),
    ],
)
def test_value_that_a_spreadsheet_would_change_is_a_text(value, shown, tmp_path):
    """Long numbers, days before its calendar; what is too long is cut where one can see it."""
    with open_workbook(tmp_path / "a.xlsx", "a") as workbook:
        put_cell(workbook.add_worksheet("a"), 0, 0, value, cell_formats(workbook))
    assert grids_of(tmp_path / "a.xlsx")["a"].rows == ((shown,),)


def test_same_content_gives_the_same_bytes(tmp_path):
    """Nothing in it tells when it was made."""
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_workbook_that_fails_leaves_the_old_one(tmp_path):
    """And nothing beside it."""
    (tmp_path / "a.xlsx").write_text("old")

    def fail():
        with open_workbook(tmp_path / "a.xlsx", "a", lean=True) as workbook:
            workbook.add_worksheet("a").write_string(0, 0, "half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_text() == "old"


def test_place_that_cannot_be_written_is_told(tmp_path):
    """In one line."""
    with pytest.raises(WriteError, match=r"no/a\.xlsx: cannot be written"):
        write_template(tmp_path / "no" / "a.xlsx")


def test_without_the_extra_writing_says_how_to_get_it(tmp_path, monkeypatch):
    """Before anything is written."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match="writing a workbook needs the extra excel"):
        write_template(tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_what_a_workbook_grows_in_stays_open():
    """The collector may end it before the zip file of a workbook that failed, which writes on."""
    buffer = _Buffer()
    archive = zipfile.ZipFile(buffer, "w")
    archive.writestr("a", "b")
    buffer.close()
    archive.close()
    assert zipfile.is_zipfile(buffer)


def test_a_broken_extra_is_told_from_a_missing_one(tmp_path, monkeypatch):
    """Installing it once more helps; that it is there already is said."""
    monkeypatch.setitem(sys.modules, "xlsxwriter.exceptions", None)
    with pytest.raises(
        MissingExtraError, match=r"extra excel \(what is installed is broken: .+\): "
    ):
        write_template(tmp_path / "a.xlsx")


# --- records -------------------------------------------------------------------------------


def as_folder(path, folder):
    """Write the sheets of a workbook as CSV, which is how they would be read."""
    folder.mkdir()
    for name, grid in grids_of(path).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerows([["" if cell is None else cell for cell in row] for row in grid.rows])
    return folder


@settings(max_examples=40)
@given(records=strategies.records())
def test_records_read_back_as_they_were(folder, records):
    """Cell by cell: ids and codes as texts, days as days, numbers as numbers."""
    shutil.rmtree(folder / "csv", ignore_errors=True)
    stated = text_of(records, folder)
    try:
        write_workbook(records, folder / "records.xlsx", owners=True)
    except WriteError:
        assert not {";", "\ufffe", "\uffff"}.isdisjoint(stated)
        return
    if records.given:
        again = ikm.read(as_folder(folder / "records.xlsx", folder / "csv"))
        assert text_of(again, folder) == stated


def text_of(records, folder):
    """All that records state, as JSON."""
    ikm.write(records, folder / "records.json", owners=True)
    return (folder / "records.json").read_text("utf-8")


PEOPLE = Records(
    programs=[
        Program(
            id="2021-wajo",
            year=2021,
            kind=ProgramKind.MENTORING,
            title="=Pendampingan",
            partners=(),
            regencies=("73.13", "73.12"),
            starts=dt.date(2021, 3, 1),
        )
    ],
    participants=[
        Participant(id="P-1", name="IKM Contoh", owner=Owner(nik="7306010101800001")),
    ],
)


def test_records_are_one_sheet_a_table_without_owners(tmp_path):
    """Unless they are asked for."""
    write_workbook(PEOPLE, tmp_path / "a.xlsx")
    grids = grids_of(tmp_path / "a.xlsx")
    assert list(grids) == ["programs", "participants"]
    program = dict(zip(*grids["programs"].rows, strict=True))
    assert {field: value for field, value in program.items() if value is not None} == {
        "id": "2021-wajo",
        "year": 2021,
        "kind": "mentoring",
        "title": "=Pendampingan",
        "partners": ";",
        "regencies": "73.13;73.12",
        "starts": dt.date(2021, 3, 1),
    }
    assert "owner_nik" not in grids["participants"].rows[0]
    write_workbook(PEOPLE, tmp_path / "a.xlsx", owners=True)
    assert "7306010101800001" in grids_of(tmp_path / "a.xlsx")["participants"].rows[1]


@pytest.mark.parametrize(
    ("name", "says"),
    [("x" * (LONGEST_CELL + 1), "longer than the 32,767 characters"), ("\uffff", "a character")],
)
def test_text_that_no_cell_holds_is_refused(name, says, tmp_path):
    """It would be cut or changed."""
    records = Records(participants=[Participant(id="P-1", name=name)])
    with pytest.raises(WriteError, match=f"participants name: .*{says}"):
        write_workbook(records, tmp_path / "a.xlsx")


def test_more_rows_than_are_read_are_refused(tmp_path, monkeypatch):
    """What we write, we must be able to read."""
    monkeypatch.setattr("ikm_sinergi.writing.export.MOST_ROWS", 2)
    write_workbook(PEOPLE, tmp_path / "a.xlsx")
    two = Records(participants=[Participant(id=f"P-{n}", name="x") for n in range(2)])
    with pytest.raises(WriteError, match="more than 1 rows"):
        write_workbook(two, tmp_path / "a.xlsx")
