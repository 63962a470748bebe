"""The commands about files: an empty workbook, the canonical form, the workbook given back."""

import json

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.cli import main
from ikm_sinergi.reading import grids_of
from ikm_sinergi.tables import TABLES

PEOPLE = (
    "Daftar Peserta Pelatihan TA 2020 Kab. Wajo\n"
    "\n"
    "No;Nama IKM;Kab/Kota;NIK;Status\n"
    "1;IKM Contoh Satu;Kab. Wajo;7306000000000001;Selesai\n"
    "2;IKM Contoh Dua;Kab. Wajoo;;Selesai\n"
)


@pytest.fixture
def office(tmp_path):
    """An office's list, in which one regency is misspelt."""
    path = tmp_path / "daftar.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


@pytest.mark.parametrize("name", ["records.json", "records.jsonl", "records.xlsx", "folder"])
def test_convert_writes_the_canonical_form_without_owners(office, tmp_path, name):
    """What is written reads back as the same participants, and nobody's NIK is in it."""
    target = tmp_path / "out" / name
    target.parent.mkdir()
    assert main(["convert", str(office), "--to", str(target)]) == 0
    first, again = ikm.read(office), ikm.read(target)
    assert [one.name for one in again.participants] == [one.name for one in first.participants]
    assert again.participations == first.participations
    assert all(one.owner is None for one in again.participants)


def test_convert_writes_owners_if_asked_to(office, tmp_path):
    """Only then is the NIK in the file."""
    target = tmp_path / "records.json"
    assert main(["convert", str(office), "--to", str(target), "--owners"]) == 0
    assert "7306000000000001" in target.read_text("utf-8")


def test_convert_ends_with_2_where_a_file_cannot_be_read(office, tmp_path, capsys):
    """The others are written all the same; with none there is nothing to write."""
    target = tmp_path / "records.json"
    assert main(["convert", str(office), "nowhere", "--to", str(target)]) == 2
    assert json.loads(target.read_text("utf-8"))["participants"]
    assert main(["convert", "nowhere", "--to", str(tmp_path / "none.json")]) == 2
    assert not (tmp_path / "none.json").exists()
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "sheets"), [("en", ["programs", "participants"]), ("id", ["program", "peserta"])]
)
def test_template_holds_the_tables_that_were_asked_for(tmp_path, lang, sheets):
    """In the language that was asked for; as long as it is empty it says nothing."""
    target = tmp_path / "kosong.xlsx"
    asked = ["template", str(target), "--lang", lang]
    assert main([*asked, "--table", "programs,participants"]) == 0
    assert [grid.sheet for grid in grids_of(target)][1:-1] == sheets
    records = ikm.read(target)
    assert (records.given, records.faults) == (frozenset(), ())
    assert main(asked) == 0
    assert len(grids_of(target)) == 2 + len(TABLES)


def test_template_refuses_a_table_that_is_not_there(tmp_path, capsys):
    """One clear line and exit 2."""
    assert main(["template", str(tmp_path / "x.xlsx"), "--table", "peserta"]) == 2
    assert "peserta" in capsys.readouterr().err


def test_check_gives_the_workbook_back(office, tmp_path, capsys):
    """The sheets come back with the findings; without a file to write to it is refused."""
    target = tmp_path / "checked.xlsx"
    asked = ["check", str(office), "--year", "2021", "--as-of", "2021-12-31", "--format", "xlsx"]
    assert main([*asked, "--output", str(target)]) == 1
    assert target.read_bytes()[:2] == b"PK"
    assert main(asked) == 2
    assert "needs --output" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "shown", "read"),
    [([], "7306********0001", None), (["--owners"], "7306000000000001", "7306000000000001")],
)
def test_workbook_given_back_may_be_corrected_and_sent_in_again(
    office, tmp_path, more, shown, read
):
    """With owners it loses nothing; masked it says nothing of them, and no mask becomes data."""
    target, kept = tmp_path / "checked.xlsx", tmp_path / "records.json"
    asked = ["check", str(office), "--format", "xlsx", "--lang", "id", "--exit-zero"]
    assert main([*asked, *more, "--output", str(target)]) == 0
    cells = [cell for grid in grids_of(target) for row in grid.rows for cell in row]
    assert shown in cells
    again = ikm.read(target)
    assert [one.owner and one.owner.nik for one in again.participants] == [read, None]
    assert again.participations == ikm.read(office).participations
    assert main(["convert", str(target), "--to", str(kept), "--owners"]) == 0
    assert "*" not in kept.read_text("utf-8")
