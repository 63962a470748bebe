"""Workbooks that we write: records, and what was submitted with its findings."""

import csv
import datetime as dt
import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.errors import MissingExtraError, WriteError
from ikm_sinergi.faults import Source
from ikm_sinergi.intake import Intake
from ikm_sinergi.model import Dispensation, Owner, Participant, Program
from ikm_sinergi.reading.grid import FINDINGS, SUMMARY, Grid
from ikm_sinergi.reading.workbooks import read_grids
from ikm_sinergi.records import Records
from ikm_sinergi.vocabulary import Outcome, ProgramKind
from ikm_sinergi.writing.checked import write_checked
from ikm_sinergi.writing.template import write_template
from ikm_sinergi.writing.workbook import (
    LONGEST_CELL,
    cell_formats,
    open_workbook,
    put_cell,
    write_workbook,
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
        Participant(id="P-1", name="IKM Contoh", owner=Owner(nik="7306000000000001")),
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
    assert "7306000000000001" in grids_of(tmp_path / "a.xlsx")["participants"].rows[1]


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
    monkeypatch.setattr("ikm_sinergi.writing.workbook.MOST_ROWS", 2)
    write_workbook(PEOPLE, tmp_path / "a.xlsx")
    two = Records(participants=[Participant(id=f"P-{n}", name="x") for n in range(2)])
    with pytest.raises(WriteError, match="more than 1 rows"):
        write_workbook(two, tmp_path / "a.xlsx")


# --- what was submitted --------------------------------------------------------------------

HEADERS = ("id", "name", "regency", "nib", "workers", "owner_name", "owner_nik")
ROWS = (
    ("P-1", "IKM Contoh", "73.13", "0000000000001", 3, "Nama Contoh", "7306000000000001"),
    ("P-2", "=IKM", "73.1", None, -4, "Nama Lain", 7306000000000002),
    ("P-3", "nik 7306000000000003", "73.13", "0000000000001", 3.0, None, None),
    ("P-1", "IKM Lain", "73.13", None, None, dt.date(2021, 1, 2), None),
)
GRID = Grid(file="kirim/kantor.xlsx", sheet="Peserta", rows=(HEADERS, *ROWS), first_row=3)
HIDDEN = Grid(file="kirim/kantor.xlsx", sheet="Lama", rows=(("x",),), hidden=True)
CSV = Grid(file="kirim/peserta.csv", sheet=None, rows=(("FINDINGS",),))


@pytest.fixture
def report():
    """The report about these rows, as a reader of the sheet would have handed them on."""
    intake = Intake()
    source = Source(
        table="participants", file=GRID.file, sheet=GRID.sheet, lines=True, headers=HEADERS
    )
    add = intake.open(source)
    for number, row in enumerate(ROWS, 4):
        named = {
            header: cell for header, cell in zip(HEADERS, row, strict=True) if cell is not None
        }
        named["owner"] = {
            header[6:]: named.pop(header) for header in HEADERS[5:] if header in named
        }
        add(number, named)
    return ikm.check(Records.from_intake(intake))


def marks(path, number):
    """The comments of a sheet by cell."""
    xml = part(path, f"xl/comments{number}.xml")
    return {
        cell: "".join(re.findall(r"<t[^>]*>([^<]*)</t>", text))
        for cell, text in re.findall(r'<comment ref="(\w+)"(.*?)</comment>', xml, re.DOTALL)
    }


@pytest.mark.parametrize("lang", ["en", "id"])
def test_submitted_cells_come_back_with_what_was_found(report, lang, tmp_path):
    """Each in its place, coloured, and commented in the language of the report."""
    path = tmp_path / "a.xlsx"
    write_checked(report, [GRID, HIDDEN, CSV], path, lang)
    grids = grids_of(path)
    assert list(grids) == [FINDINGS.say(lang), SUMMARY.say(lang), "Peserta", "Lama", "peserta.csv"]
    back = grids["Peserta"]
    assert back.first_row == 3
    assert back.cell(5, 1) == "=IKM"
    assert (back.cell(5, 4), back.cell(6, 4)) == (-4, 3)
    assert (grids["Lama"].hidden, back.hidden) == (True, False)
    comments = marks(path, 1)
    found = {f"{one.location.letter or 'A'}{one.location.row}" for one in report.findings}
    assert set(comments) == found
    workers = next(one for one in report.findings if one.location.letter == "E")
    assert comments["E5"].startswith(f"{workers.code} ({workers.severity.label.say(lang)}): ")
    assert workers.remedy(lang)[:20] in comments["E5"]


def test_data_of_owners_are_masked_unless_asked_for(report, tmp_path):
    """By their headers, and whatever looks like a NIK."""
    write_checked(report, [GRID], tmp_path / "a.xlsx")
    back = grids_of(tmp_path / "a.xlsx")["Peserta"]
    assert [row[5:] for row in back.rows] == [
        ("owner_name", "owner_nik"),
        ("***", "7306********0001"),
        ("***", "7306********0002"),
        (None, None),
        ("***", None),
    ]
    assert back.cell(6, 1) == "nik 7306********0003"
    write_checked(report, [GRID], tmp_path / "a.xlsx", owners=True)
    back = grids_of(tmp_path / "a.xlsx")["Peserta"]
    assert back.cell(4, 5) == "Nama Contoh"
    assert back.cell(5, 6) == "7306000000000002"


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        (("Nama", "Komoditi"), ("Contoh", "kain")),
        (("Nama", "Nama IKM"), ("***", "kain")),
        (("NIK Pemilik", "No"), ("***", "kain")),
    ],
)
def test_header_that_may_mean_the_owner_does_so_beside_the_ikm(headers, shown, tmp_path):
    """Alone it is the name of the IKM."""
    grid = Grid(file="a.xlsx", sheet="a", rows=(headers, ("Contoh", "kain")))
    write_checked(ikm.check(Records()), [grid], tmp_path / "a.xlsx")
    assert grids_of(tmp_path / "a.xlsx")["a"].rows == (headers, shown)


def test_findings_are_listed_with_links_to_their_cells(report, tmp_path):
    """One row each, in the order of the report."""
    write_checked(report, [GRID], tmp_path / "a.xlsx")
    rows = grids_of(tmp_path / "a.xlsx")[FINDINGS.en].rows
    assert rows[0][:6] == ("code", "weight", "year", "file", "sheet", "cell")
    assert [row[0] for row in rows[1:]] == [one.code for one in report.findings]
    assert [row[6] for row in rows[1:]] == [one.say() for one in report.findings]
    assert {row[5] for row in rows[1:]} >= {"E5", "row 4"}
    links = part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml")
    assert links.count("<hyperlink ") == len(report.findings)
    assert "location=\"'Peserta'!E5\"" in links


def test_report_alone_is_a_workbook_too(tmp_path):
    """Waived and undecided findings are shown as such; nothing was submitted to give back."""
    program = Program(
        id="2021-x", year=2021, kind=ProgramKind.TRAINING, title="x", lead="disdag-sulsel"
    )
    waiver = Dispensation(
        id="D-1",
        rule="IKM301",
        year=2021,
        program="2021-x",
        reason="contoh",
        approved_by="disperin-sulsel",
        decided_on=dt.date(2021, 1, 2),
        expires=dt.date(2021, 12, 31),
    )
    report = ikm.check(Records(programs=[program], dispensations=[waiver]), year=2021)
    write_checked(report, (), tmp_path / "a.xlsx", "id", unread=2)
    grids = grids_of(tmp_path / "a.xlsx")
    assert list(grids) == [FINDINGS.id, SUMMARY.id]
    assert len(grids[FINDINGS.id].rows) == len(report.findings) + 1
    outcomes = {row[1] for row in grids[FINDINGS.id].rows}
    assert {Outcome.UNDECIDED.label.id, Outcome.WAIVED.label.id} <= outcomes
    summary = grids[SUMMARY.id].rows
    tallies = [row for row in summary if str(row[0]).startswith("IKM")]
    assert [row[0] for row in tallies] == list(report.rules)
    assert any("2 berkas tidak terbaca" in str(row[0]) for row in summary)


def test_sheets_of_one_name_are_told_apart(report, tmp_path):
    """Also those that a workbook cannot have, and our own."""
    sheets = ["Peserta", "peserta", "a/b:[c]", "'", "History", FINDINGS.en, "x" * 31, "x" * 31]
    many = [evolve(GRID, sheet=sheet, file=f"{n}.xlsx") for n, sheet in enumerate(sheets)]
    write_checked(report, [*many, evolve(GRID, rows=())], tmp_path / "a.xlsx")
    assert list(grids_of(tmp_path / "a.xlsx"))[2:] == [
        "Peserta",
        "peserta (2)",
        "a_b__c_",
        "_",
        "History (2)",
        f"{FINDINGS.en} (2)",
        "x" * 31,
        f"{'x' * 27} (2)",
    ]
