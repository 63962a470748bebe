"""Office files as files: what is read of them, the examples, and our own form.

`python tests/test_office_files.py` writes examples/output/office-files.txt anew.
"""

import contextlib
import datetime as dt
import importlib.util
import io
import os
from pathlib import Path
from unittest import mock

import pytest
import xlsxwriter

import ikm_sinergi as ikm
from console_examples import PLAIN
from ikm_sinergi.cli import main
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading import grids_of, read
from ikm_sinergi.reading.made import participant_id
from ikm_sinergi.reading.workbooks import read_grids
from ikm_sinergi.writing.export import write_workbook
from ikm_sinergi.writing.template import write_template

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "examples" / "office-files"
SHOWN = ROOT / "examples" / "output" / "office-files.txt"
COMMAND = ("check", "examples/office-files", "--select", "IKM0,IKM1", "--as-of", "2022-12-31")
LIST = "Daftar Peserta Pelatihan TA 2021\n\nNo;Nama IKM;Kab/Kota\n1;Sutera Lestari;73.13\n"
SUTERA = participant_id("Sutera Lestari", "73.13")


def written(path, content):
    """Write a file and return its path."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reported():
    """What the command line says of the examples, and its exit code."""
    screen = io.BytesIO()
    stream = io.TextIOWrapper(screen, encoding="utf-8", newline="", write_through=True)
    with (
        contextlib.chdir(ROOT),
        contextlib.redirect_stdout(stream),
        contextlib.redirect_stderr(stream),
        mock.patch.dict(os.environ, PLAIN),
    ):
        code = main(COMMAND)
    return f"{screen.getvalue().decode()}\nexit code {code}\n"


# --- the examples ----------------------------------------------------------------------------


def test_the_report_of_the_examples_is_what_is_shown():
    """Every trap is told of, and the file that is none does not stop the others."""
    assert reported() == SHOWN.read_text(encoding="utf-8")


def test_the_examples_are_those_that_the_tool_makes(tmp_path):
    """Sheet for sheet and cell for cell; a README names each of them."""
    path = ROOT / "tools" / "make_office_files.py"
    spec = importlib.util.spec_from_file_location("make_office_files", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.main(tmp_path)
    readme = (FILES / "README.md").read_text(encoding="utf-8")
    made = sorted(tmp_path.iterdir())
    kept = sorted(place for place in FILES.iterdir() if place.suffix != ".md")
    assert [place.name for place in made] == [place.name for place in kept]
    assert len(kept) >= 8
    for new, old in zip(made, kept, strict=True):
        assert old.name in readme
        if old.suffix == ".xlsx":
            with new.open("rb") as one, old.open("rb") as other:
                assert read_grids(one, "x") == read_grids(other, "x")
        else:
            assert new.read_bytes() == old.read_bytes()


def test_two_years_of_the_examples_meet():
    """One IKM comes as a newcomer; two were trained the year before."""
    records = ikm.read(sorted(FILES.glob("0[12]*.xlsx")))
    report = ikm.check(records, year=2021, scope=["Wajo"], select=["IKM201"])
    tally = report.rules["IKM201"]
    assert (tally.applicable, tally.passed) == (3, 2)
    (finding,) = report.findings
    assert finding.subject["participant"] == participant_id("Sarung Baru", "73.13")
    # "UD. Benang Emas" and "UD Benang Emas" are one name once they are folded.
    assert len(records.participants) == 4


def test_a_filled_form_needs_no_repair():
    """The workbook with our own headers has nothing to tell."""
    assert ikm.read(FILES / "08 isian baku.xlsx").faults == ()


# --- which way a file is read ----------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "tsv", "CSV"])
def test_a_table_of_text_is_read_as_an_office_keeps_it(tmp_path, suffix):
    """Whatever stands between its cells."""
    records = read(written(tmp_path / f"daftar.{suffix}", LIST))
    assert [one.id for one in records.participants] == [SUTERA]


def test_a_csv_with_the_name_and_columns_of_a_table_is_read_strictly(tmp_path):
    """A name is no code there; beside another header the file is an office's."""
    strict = read(written(tmp_path / "participants.csv", "id,name,regency\nP-1,A,Kab. Wajo\n"))
    assert [fault.code for fault in strict.faults] == ["IKM002"]
    text = "id;Nama IKM;regency\nP-1;A;Kab. Wajo\n"
    office = read(written(tmp_path / "participants.csv", text.encode("utf-16")))
    assert [fault.code for fault in office.faults] == ["IKM005"]
    assert office.participants[0].regency == "73.13"
    assert office.locate(office.participants[0], "regency").letter == "C"
    bare = read(written(tmp_path / "participants.csv", "id,name\rP-1,A\r"))
    assert len(bare.participants) == 1


def test_a_csv_that_no_way_understands_is_told_by_the_strict_one(tmp_path):
    """It names the columns that are missing, or what breaks the file."""
    with pytest.raises(ReadError, match="needs the columns id, name"):
        read(written(tmp_path / "participants.csv", "a,b\n1,2\n"))
    with pytest.raises(ReadError, match="needs the column name"):
        read(written(tmp_path / "participants.csv", 'id,b\n1,"2\n'))


class Unseekable(io.BytesIO):
    """A stream that can be read once only."""

    name = "participants.csv"

    def seekable(self):
        """Say so."""
        return False


def test_a_stream_is_read_either_way():
    """Even one that cannot be read twice; a workbook is known by how it begins."""
    assert len(read(Unseekable(b"id,name\nP-1,A\n")).participants) == 1
    assert len(read(Unseekable(b"Kode;Nama IKM\nP-1;A\n")).participants) == 1
    form = io.BytesIO((FILES / "08 isian baku.xlsx").read_bytes())
    assert len(read(form).programs) == 1
    form.seek(0)
    assert len(read(form, format="xlsx").programs) == 1


def test_a_folder_without_tables_of_ours_holds_office_files(tmp_path):
    """All of them, and no file of another kind; one of ours makes it a folder of ours."""
    written(tmp_path / "a.csv", LIST)
    written(tmp_path / "b.tsv", LIST.replace("2021", "2022").replace(";", "\t"))
    written(tmp_path / "README.md", "# Daftar\n")
    assert len(read(tmp_path).participations) == 2
    written(tmp_path / "programs.csv", "id,year,kind,title\n")
    assert read(tmp_path).given == {"programs"}


def test_identical_rows_of_several_files_are_one_record(tmp_path):
    """In any mix of forms."""
    one = written(tmp_path / "a.csv", LIST)
    other = written(tmp_path / "b.csv", LIST)
    records = read([one, other])
    json = tmp_path / "c.json"
    ikm.write(records, json)
    for found in (records, read([json, one, other])):
        assert (len(found.participants), len(found.programs), len(found.participations)) == (
            1,
            1,
            1,
        )


def test_a_bad_office_file_never_stops_the_others(tmp_path):
    """What it may have held does not count as given."""
    bad = written(tmp_path / "a.xlsx", b"PK\3\4 cut short")
    none = written(tmp_path / "b.csv", "x;y\n1;2\n")
    good = written(tmp_path / "c.csv", LIST)
    errors = []
    records = read([bad, none, good], on_error=errors.append)
    assert [Path(error.path).name for error in errors] == ["a.xlsx", "b.csv"]
    assert len(records.participations) == 1
    assert records.given == frozenset()


def test_a_file_that_is_given_twice_is_read_once(tmp_path):
    """Under whatever name, and inside its folder too: what is told of it is told once."""
    path = written(tmp_path / "a.csv", LIST.replace("73.13", "Toraja"))
    once = read(path)
    other = tmp_path / "b.csv"
    other.symlink_to(path)
    again = read([path, str(path), tmp_path, other, io.BytesIO(b"{}")])
    assert len(once.faults) > 1
    assert again.faults == once.faults
    assert again == once


def test_sheets_are_given_back_as_they_stand(tmp_path):
    """For the workbook of findings: those of office files only."""
    good = written(tmp_path / "a.csv", LIST)
    bad = written(tmp_path / "b.xlsx", b"PK\3\4")
    other = written(tmp_path / "c.json", "{}")
    grids = grids_of([good, bad, other, tmp_path / "nowhere", io.BytesIO(b"{}")])
    assert [grid.file for grid in grids] == [good.as_posix()]
    assert grids[0].cell(4, 1) == "Sutera Lestari"
    assert len(grids_of(FILES)) > 8


# --- our own form ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "id"])
def test_an_empty_form_gives_no_table(tmp_path, lang):
    """Its guide and its lists are no tables, and a sheet that is not filled in says nothing."""
    write_template(tmp_path / "form.xlsx", lang=lang)
    records = read(tmp_path / "form.xlsx")
    assert (records.faults, records.given) == ((), frozenset())


def test_only_a_canonical_file_says_that_there_were_none(tmp_path):
    """A workbook of the same records does not, nor does an office's file."""
    written(tmp_path / "grants.csv", ",".join(TABLES["grants"].headers))
    written(tmp_path / "none.json", '{"grants": []}')
    for name in ("grants.csv", "none.json"):
        records = read(tmp_path / name)
        assert (records.given, records.grants) == ({"grants"}, ())
    write_workbook(records, tmp_path / "none.xlsx")
    written(tmp_path / "sub.csv", "id;program;item\n")
    for name in ("none.xlsx", "sub.csv"):
        assert read(tmp_path / name).given == frozenset()


@pytest.mark.parametrize("name", ["sulsel-2021", "wajo-continuity"])
def test_what_is_written_as_a_workbook_reads_back(tmp_path, name):
    """Without a repair, and with the same tables given."""
    records = ikm.read(ROOT / "examples" / name)
    write_workbook(records, tmp_path / "records.xlsx", owners=True)
    again = read(tmp_path / "records.xlsx")
    assert (again, again.given, again.faults) == (records, records.given, ())


def test_days_and_numbers_of_a_workbook_are_what_they_show(tmp_path):
    """A day is a day, a whole number no fraction."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Peserta")
        sheet.write_row(0, 0, ["Pelatihan Tahun 2021"])
        sheet.write_row(1, 0, ["No", "Nama IKM", "Tenaga Kerja", "Tgl Lulus"])
        sheet.write_row(2, 0, [1, "A", 5])
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(2, 3, dt.date(2021, 11, 13), day)
    records = read(path)
    assert records.participants[0].workers == 5
    assert records.participations[0].completed_on == dt.date(2021, 11, 13)
    location = records.locate(records.participations[0], "completed_on")
    assert (location.sheet, location.row, location.letter) == ("Peserta", 3, "D")


if __name__ == "__main__":
    SHOWN.write_text(reported(), encoding="utf-8")
