"""What LibreOffice makes of our files reads the same as ours: `make check-office`.

It needs Debian's libreoffice-calc (the command soffice), so no other target runs it.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.reading import grids_of
from ikm_sinergi.writing.export import write_workbook
from ikm_sinergi.writing.given_back import write_checked
from ikm_sinergi.writing.template import write_template

pytestmark = pytest.mark.office

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "examples" / "office-files").glob("*.xlsx"))
SETS = (ROOT / "examples" / "sulsel-2021", ROOT / "examples" / "wajo-continuity")
BOOKS = ("xlsx", "xls", "ods")
# Comma, double quotes, UTF-8, from the first line, cells as shown, every sheet a file of its own.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Converts files with LibreOffice; returns what it made of them, by name."""
    command = shutil.which("soffice")
    assert command, "make check-office needs soffice: apt-get install libreoffice-calc"
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(kind, *files):
        folder = tmp_path_factory.mktemp(kind[:3])
        subprocess.run(
            [
                *(command, f"-env:UserInstallation={profile}", "--headless"),
                *("--convert-to", kind, "--outdir", folder, *files),
            ],
            check=True,
            capture_output=True,
            timeout=300,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        return sorted(folder.iterdir())

    return convert


@pytest.fixture(scope="session", params=BOOKS)
def books(request, office):
    """Our workbooks as LibreOffice saves them in one form, by name."""
    return {path.stem: path for path in office(request.param, *FILES)}


def tables_of(records):
    """Every record by its table, in no order."""
    return {name: sorted(map(repr, records.table(name))) for name in TABLES}


def faults_of(records):
    """Every fault with its cell, whatever the file is called."""
    return sorted(
        (
            *(one.code, one.table, one.field or "", one.reason, one.shown or ""),
            *(one.readings, one.location.row or 0, one.location.letter or ""),
        )
        for one in records.faults
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_workbook_saved_again_reads_the_same(path, books):
    """The same records, and the same faults in the same cells."""
    ours, theirs = ikm.read(path), ikm.read(books[path.stem])
    assert tables_of(theirs) == tables_of(ours)
    assert faults_of(theirs) == faults_of(ours)


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("folder", SETS, ids=lambda path: path.name)
def test_records_written_as_a_workbook_survive_being_saved(folder, kind, office, tmp_path):
    """Without a repair."""
    records = ikm.read(folder)
    write_workbook(records, tmp_path / "data.xlsx")
    (saved,) = office(kind, tmp_path / "data.xlsx")
    again = ikm.read(saved)
    assert tables_of(again) == tables_of(records)
    assert again.faults == ()


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("lang", ["en", "id"])
def test_our_form_survives_being_saved(lang, kind, office, tmp_path):
    """It says nothing until it is filled in, and its headers are still understood."""
    write_template(tmp_path / "form.xlsx", lang=lang)
    (saved,) = office(kind, tmp_path / "form.xlsx")
    records = ikm.read(saved)
    assert (records.given, records.faults) == (frozenset(), ())
    ours, theirs = grids_of(tmp_path / "form.xlsx"), grids_of(saved)
    assert [(grid.sheet, grid.rows) for grid in theirs] == [(one.sheet, one.rows) for one in ours]


@pytest.mark.parametrize("kind", BOOKS)
def test_a_workbook_given_back_survives_being_saved(kind, office, tmp_path):
    """With its owners it loses nothing, whatever is marked and merged in it."""
    for path in FILES:
        records = ikm.read(path)
        checked = tmp_path / path.name
        write_checked(ikm.check(records), grids_of(path), checked, "id", owners=True)
    for path, saved in zip(FILES, office(kind, *sorted(tmp_path.iterdir())), strict=True):
        assert tables_of(ikm.read(saved)) == tables_of(ikm.read(path))
        assert faults_of(ikm.read(saved)) == faults_of(ikm.read(path))


@pytest.mark.parametrize("kind", BOOKS)
def test_errors_and_merged_cells_come_through(kind, office, tmp_path):
    """A cell in error is never taken for an empty one; python-calamine shows it as one."""
    with xlsxwriter.Workbook(tmp_path / "galat.xlsx") as workbook:
        sheet = workbook.add_worksheet("Data")
        sheet.write_row(3, 1, ["Nama IKM", "Tenaga Kerja"])
        sheet.merge_range(4, 1, 5, 1, "Tenun Contoh")
        sheet.write_formula(4, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 2, "=NA()", None, "#N/A")
        workbook.add_worksheet("Kosong")
    (saved,) = office(kind, tmp_path / "galat.xlsx")
    grid = grids_of(saved)[0]
    assert (grid.first_row, grid.first_column) == (4, 1)
    assert grid.rows[1:] == (("Tenun Contoh", "#DIV/0!"), (None, "#N/A"))
    assert grid.merged == ((5, 1, 6, 1),)


def test_csv_of_a_workbook_reads_the_same_or_is_refused(office):
    """A day that was shown in the American way is refused, with what it is in the workbook."""
    path = next(path for path in FILES if path.stem.startswith("02"))
    ours, theirs = ikm.read(path), ikm.read(office(CSV, path))
    (refused,) = (fault for fault in theirs.faults if fault.code == "IKM002")
    changed = set(ours.participations) - set(theirs.participations)
    assert [(str(one.completed_on),) for one in changed] == [refused.readings]
    unstated = {evolve(one, completed_on=None) for one in changed}
    assert set(theirs.participations) - set(ours.participations) == unstated
    assert tables_of(theirs)["participants"] == tables_of(ours)["participants"]
    assert tables_of(theirs)["programs"] == tables_of(ours)["programs"]


def test_csv_of_another_reads_the_same(office):
    """Titles, two header rows, totals and signatures stand in a CSV as in the sheet."""
    path = next(path for path in FILES if path.stem.startswith("01"))
    assert tables_of(ikm.read(office(CSV, path))) == tables_of(ikm.read(path))


@pytest.mark.parametrize("kind", [*BOOKS, CSV], ids=lambda kind: kind[:4])
@pytest.mark.parametrize("folder", SETS, ids=lambda path: path.name)
def test_our_csv_opened_and_saved_loses_nothing_silently(folder, kind, office):
    """A code such as 73.10 becomes the number 73.1 there: told, never read as another regency."""
    ours = ikm.read(folder)
    theirs = ikm.read(office(kind, *sorted(folder.glob("*.csv"))))
    told = {(fault.table, *fault.ids.get("id", ())) for fault in theirs.faults}
    for name, rows in tables_of(ours).items():
        left = set(rows) - set(tables_of(theirs)[name])
        assert all(any(key[0] == name for key in told) for _ in left)
        assert len(theirs.table(name)) == len(rows)
    codes = {"IKM002", "IKM004", "IKM005"}
    assert {fault.code for fault in theirs.faults} <= codes
