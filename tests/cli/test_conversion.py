"""The commands about files: an empty workbook, the canonical form, the workbook given back."""

import json

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.cli import main
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.reading import grids_of

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
    """What is written reads back as the same participants, of whose NIK one was malformed."""
    target = tmp_path / "out" / name
    target.parent.mkdir()
    assert main(["convert", str(office), "--to", str(target), "--exit-zero"]) == 0
    first, again = ikm.read(office), ikm.read(target)
    assert [one.name for one in again.participants] == [one.name for one in first.participants]
    assert again.participations == first.participations
    assert [one.owner for one in again.participants] == [ikm.Owner(nik="(malformed)"), None]


def test_convert_writes_owners_if_asked_to(office, tmp_path):
    """Only then is the NIK in the file."""
    target = tmp_path / "records.json"
    main(["convert", str(office), "--to", str(target), "--owners"])
    assert "7306000000000001" in target.read_text("utf-8")


# --- what convert loses --------------------------------------------------------------------

NO_LONGER = (
    "ikm-sinergi: what was written does not show it; `ikm-sinergi check` on the files that were"
    " read does, with its place"
)


def converted(tmp_path, capsys, *sources):
    """Convert sources: the exit code, and the lines on standard error."""
    code = main(["convert", *map(str, sources), "--to", str(tmp_path / "to.json"), "--force"])
    printed = capsys.readouterr()
    assert printed.out == ""
    return code, printed.err.splitlines()


def test_what_could_not_be_read_is_not_lost(office, tmp_path, capsys):
    """A check of what was written says it again."""
    code, lines = converted(tmp_path, capsys, office)
    told = "ikm-sinergi: 1 value could not be read, nor can be in what was written"
    assert (code, lines) == (0, [told])
    assert main(["check", str(tmp_path / "to.json"), "--select", "IKM0"]) == 1


def test_convert_counts_values_rows_and_columns(tmp_path, capsys):
    """A row that is left out counts once; one that can be written as it stood is not."""
    rows = [
        {"id": "p1", "year": "2021", "kind": "training"},
        {"id": "p2", "year": 2021, "kind": "training", "title": "A", "starts": "x", "ends": 1},
        {"id": "p3", "year": 2021, "kind": "training", "title": "A", "colour": "red"},
    ]
    path = tmp_path / "records.json"
    path.write_text(json.dumps({"programs": [*rows, 5]}), "utf-8")
    code, lines = converted(tmp_path, capsys, path)
    assert (code, lines) == (
        2,
        [
            "ikm-sinergi: 2 values and 1 row could not be read, nor can be in what was written",
            "ikm-sinergi: 1 row was left out; 1 column or other part was not read",
            NO_LONGER,
        ],
    )


def test_a_column_that_is_not_understood_is_lost(tmp_path, capsys):
    """And one that may be several columns."""
    path = tmp_path / "daftar.csv"
    path.write_text("Nama IKM;Kab/Kota;Warna\nIKM Contoh;Kab. Wajo;biru\n", "utf-8")
    code, lines = converted(tmp_path, capsys, path)
    told = "ikm-sinergi: 1 column or other part was not read"
    assert (code, lines) == (2, [told, NO_LONGER])
    path.write_text("Nama IKM;Kab/Kota;Kab/Kota\nIKM Contoh;Kab. Wajo;Kab. Bone\n", "utf-8")
    assert converted(tmp_path, capsys, path) == (
        2,
        ["ikm-sinergi: 2 columns or other parts were not read", NO_LONGER],
    )


def test_what_two_lists_say_differently_loses_nothing_that_a_file_with_ids_states(tmp_path, capsys):
    """What it says is written."""
    names = ("id,name,regency,workers\nX,IKM Contoh,73.13,5\n", "nama ikm;kab/kota;tenaga kerja\n")
    ids = ikm.read(office_list(tmp_path, "a.csv", f"{names[1]}IKM Contoh;Kab. Wajo;6\n"))
    identifier = ids.participants[0].id
    one = office_list(tmp_path, "participants.csv", names[0].replace("X", identifier))
    other = office_list(tmp_path, "b.csv", f"{names[1]}IKM Contoh;Kab. Wajo;7\n")
    code, lines = converted(tmp_path, capsys, one, tmp_path / "a.csv", other)
    assert (code, lines) == (0, [])


def office_list(folder, name, text):
    """Write a list and return its path."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_what_two_deliveries_say_of_one_step_is_told_to_stand_there_twice(tmp_path, capsys):
    """Whose word it was is not written: read again it is one office that says both."""
    paths = []
    for office, status in (("a", "completed"), ("b", "withdrawn")):
        (folder := tmp_path / office).mkdir()
        row = f"participant,program,status\nP,T,{status}\n"
        office_list(folder, "participations.csv", row)
        paths.append(folder)
    code, lines = converted(tmp_path, capsys, *paths)
    assert code == 2
    assert "1 participation of which two deliveries tell stands there twice now" in lines[0]


def test_repairs_lose_nothing(tmp_path, capsys):
    """What was read is written, however it stood."""
    path = office_list(tmp_path, "daftar.csv", "Nama IKM;Kab/Kota\nIKM Contoh;Kab. Wajo\n")
    assert ikm.read(path).faults
    assert converted(tmp_path, capsys, path) == (0, [])


@pytest.mark.parametrize("name", ["out.csv", "out.ods", "v1.2"])
def test_convert_names_the_forms_that_there_are(tmp_path, capsys, name):
    """Before it reads anything."""
    code = main(["convert", "nowhere", "--to", str(tmp_path / name)])
    words = capsys.readouterr().err
    assert (code, words.count("\n")) == (2, 1)
    assert words.endswith("name a folder, or a .json, .jsonl or .xlsx file\n")
    (tmp_path / name).mkdir()
    tables = office_list(tmp_path, "programs.csv", "id,year,kind,title\n")
    assert main(["convert", str(tables), "--to", str(tmp_path / name)]) == 0


@pytest.mark.parametrize("name", ["x", "x.json", "x.xlsx", "x/y/z"])
def test_a_place_that_cannot_be_written_is_one_line(office, tmp_path, capsys, name):
    """A file in the place of a folder."""
    (tmp_path / "README.md").write_text("#", "utf-8")
    code = main(["convert", str(office), "--to", str(tmp_path / "README.md" / name)])
    words = capsys.readouterr().err
    assert (code, words.count("\n")) == (2, 1)
    assert "cannot be written" in words
    assert (tmp_path / "README.md").read_text("utf-8") == "#"


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
    assert main([*asked, "--force"]) == 0
    assert len(grids_of(target)) == 2 + len(TABLES)


def test_template_refuses_a_table_that_is_not_there(tmp_path, capsys):
    """One clear line and exit 2."""
    assert main(["template", str(tmp_path / "x.xlsx"), "--table", "peserta"]) == 2
    assert "peserta" in capsys.readouterr().err


def test_template_writes_workbooks_only(tmp_path, capsys):
    """Under another name a spreadsheet program would take it for what it is not."""
    assert main(["template", str(tmp_path / "t.ods")]) == 2
    assert "t.ods: is no .xlsx file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_check_gives_the_workbook_back(office, tmp_path, capsys):
    """The sheets come back with the findings; without a file to write to it is refused."""
    target = tmp_path / "checked.xlsx"
    asked = ["check", str(office), "--year", "2021", "--as-of", "2021-12-31", "--format", "xlsx"]
    assert main([*asked, "--output", str(target)]) == 1
    assert target.read_bytes()[:2] == b"PK"
    for wrong in ([], ["--output", "checked.ods"]):
        assert main([*asked, *wrong]) == 2
        assert "needs --output FILE.xlsx" in capsys.readouterr().err


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
