"""What is known of a whole column: counts that are no names, months first, years of other kinds."""

import datetime as dt

import pytest

from ikm_sinergi.reading.made import grant_id, participant_id, program_id
from office_sheets import read, sheet, told

TITLE = "DAFTAR PESERTA PENDAMPINGAN TENUN TA 2021 KAB. WAJO"
REFUSED = ("IKM002", "IKM003")


def listed(header, *rows, title=TITLE):
    """Return the records of a list with this header."""
    return read(sheet(title, ["No", *header], *[[n, *row] for n, row in enumerate(rows, 1)]))


# --- days ------------------------------------------------------------------------------------


def test_days_of_a_column_with_the_month_first_are_not_sure():
    """Where one can only have its month first, all that could have it either way are refused."""
    days = ["2/15/2021", "3/5/2021", "11/30/2021", "4/1/2021", dt.date(2021, 4, 1), "5/5/2021"]
    rows = [["Tenun", "training", 2021, day] for day in days]
    records = read(sheet(["Nama Kegiatan", "Jenis Kegiatan", "Tahun", "Tanggal Mulai"], *rows))
    assert [one.starts for one in records.programs] == [dt.date(2021, 5, 5)]
    readings = [(fault.reason, *fault.readings) for fault in records.faults][:-1]
    assert readings == [
        ("stated_twice", '"2021-05-05"') if reason is None else (reason, *days)
        for reason, *days in (
            ("no_such_day", "2021-02-15"),
            ("month_first", "2021-05-03", "2021-03-05"),
            ("no_such_day", "2021-11-30"),
            ("month_first", "2021-01-04", "2021-04-01"),
            ("month_first", "2021-04-01", "2021-01-04"),
        )
    ]


def test_days_of_other_columns_are_day_first():
    """The order of one column says nothing of another, in a table of ours neither."""
    records = read(
        sheet(
            ["id", "Tahun", "Jenis Kegiatan", "Nama Kegiatan", "Tanggal Mulai", "Tanggal Akhir"],
            ["P-1", 2021, "training", "Tenun", "2/15/2021", "3/4/2021"],
            ["P-2", 2021, "training", "Batik", "3/5/2021", "3/6/2021"],
            name="programs",
        )
    )
    found = [(one.starts, one.ends) for one in records.programs]
    assert found == [(None, dt.date(2021, 4, 3)), (None, dt.date(2021, 6, 3))]


# --- names -----------------------------------------------------------------------------------


def test_usaha_alone_may_be_a_name_or_a_product():
    """Whatever stands beside it."""
    doubt = [("IKM002", "Usaha", "several_columns", ("name", "commodity"))]
    records = listed(["Nama", "Usaha", "Kab/Kota"], ["Fulan", "Tenun", "73.13"])
    assert (records.participants[0].commodity, told(records, *REFUSED)) == (None, doubt)
    records = listed(["Nama IKM", "Usaha", "Status"], ["Tenun Mawar", "Tenun", "completed"])
    assert (records.participants[0].commodity, told(records, *REFUSED)) == (None, doubt)


@pytest.mark.parametrize("header", ["Unit Usaha", "IKM", "Peserta", "UMKM"])
def test_numbers_under_a_header_of_names_are_counts(header):
    """No participant is called 125, nor "30 orang"."""
    rows = [["Pelatihan Tenun", "73.13", 125], ["Pelatihan Batik", "73.12", "30 orang"]]
    records = listed(["Kegiatan", "Kab/Kota", header], *rows, title="RENCANA TAHUN 2021")
    assert records.participants == ()
    assert [one.title for one in records.programs] == ["Pelatihan Tenun", "Pelatihan Batik"]
    assert told(records, *REFUSED) == [("IKM002", header, "counts_not_names", ())]


def test_counts_beside_names_are_told_and_names_with_figures_kept():
    """One name is enough to make it a column of names."""
    records = listed(["Nama IKM", "Peserta", "Status"], ["Tenun 1", 30, "completed"])
    assert [one.name for one in records.participants] == ["Tenun 1"]
    assert told(records, *REFUSED) == [("IKM002", "Peserta", "counts_not_names", ())]
    records = listed(["IKM", "Kab/Kota"], ["Tenun Mawar", "73.13"], [234, "73.13"])
    assert [one.name for one in records.participants] == ["Tenun Mawar", "234"]
    records = listed(["IKM", "Kab/Kota"], ["Tenun Mawar", "73.13"], ["30 orang", "73.13"])
    assert told(records, "IKM002") == [("IKM002", "name", "count_no_name", ())]
    records = listed(["IKM", "Kab/Kota"], ["-", "73.13"])
    assert told(records, *REFUSED) == []


@pytest.mark.parametrize("header", ["Nama Penerima", "Penerima", "Penerima Bantuan"])
def test_a_list_of_equipment_is_a_list_of_who_received_it(header):
    """The recipients are the IKM."""
    records = listed([header, "Kab/Kota", "Jenis Alat"], ["Tenun Mawar", "73.13", "Mesin jahit"])
    (grant,) = records.grants
    (one,) = records.participants
    assert (one.name, grant.recipient, grant.item) == ("Tenun Mawar", one.id, "Mesin jahit")
    assert told(records, *REFUSED) == []
    assert "name_of_ikm" in {fault.reason for fault in records.faults}


def test_a_recipient_beside_the_name_of_an_ikm_is_not_its_owner():
    """It may be the IKM once more, so it is not read."""
    header = ["Nama Usaha", "Penerima", "Bantuan Alat"]
    records = listed(header, ["Tenun Mawar", "Fulan", "Mesin jahit"])
    assert [(one.name, one.owner) for one in records.participants] == [("Tenun Mawar", None)]
    assert told(records, *REFUSED) == [("IKM002", "Penerima", "column_twice", ("name",))]
    assert "Fulan" not in repr(records.faults)


@pytest.mark.parametrize("header", ["Nilai", "Volume"])
def test_figures_without_equipment_are_no_grant(header):
    """The grades of participants are none."""
    records = listed(["Nama IKM", header, "Status"], ["Tenun Mawar", 80, "completed"])
    assert not records.grants
    assert told(records, "IKM001", *REFUSED) == [("IKM003", header, "unknown_field", ())]


def test_figures_beside_equipment_are_its_own():
    """Or where their header names it."""
    header = ["Nama IKM", "Bantuan Alat", "Volume", "Nilai"]
    (grant,) = listed(header, ["Tenun Mawar", "Mesin jahit", 2, 5_000_000]).grants
    assert (grant.quantity, grant.value) == (2, 5_000_000)
    records = listed(["Nama IKM", "Nilai Bantuan"], ["Tenun Mawar", 5_000_000])
    assert told(records, "IKM001") == [("IKM001", "item", "empty", ())]


# --- years -----------------------------------------------------------------------------------


def test_the_year_of_a_training_is_not_that_of_a_mentoring():
    """It is the year of another program than the one that the list is of."""
    records = listed(["Nama IKM", "Tahun Pelatihan"], ["Tenun Mawar", 2020])
    assert [one.year for one in records.programs] == [2021]
    assert told(records, *REFUSED) == [("IKM002", "Tahun Pelatihan", "other_year", ())]


@pytest.mark.parametrize(
    ("title", "header", "row", "year"),
    [
        ("DAFTAR PESERTA PELATIHAN TENUN", "Tahun Pelatihan", [2020], 2020),
        ("DAFTAR PESERTA PENDAMPINGAN TENUN", "Tahun Pembinaan", [2020], 2020),
        ("DAFTAR IKM", "Tahun Pelatihan", [2020, "Pelatihan Tenun", "training"], 2020),
        ("DAFTAR IKM", "Tahun Pelatihan", [2020, "Magang Tenun", None], None),
        ("DAFTAR IKM", "Tahun Pelatihan", [2020, "Tenun", "mentoring"], None),
    ],
)
def test_the_year_of_a_kind_is_read_where_no_other_kind_is_named(title, header, row, year):
    """Above the list, in a column of kinds, or in a title."""
    columns = ["Nama IKM", header, *["Nama Kegiatan", "Jenis Kegiatan"][: len(row) - 1]]
    records = listed(columns, ["Tenun Mawar", *row], title=title)
    assert [one.year for one in records.programs] == ([] if year is None else [year])
    assert (told(records, "IKM002") == []) is (year is not None)


# --- ids and numbers -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["UD Sumber Rejeki", "U.D. Sumber Rejeki", "u.d. SUMBER-REJEKI"])
def test_dots_and_hyphens_do_not_count(name):
    """In no part of an id."""
    assert participant_id(name, "73.13") == participant_id("UD Sumber Rejeki", "73.13")
    titles = (name, "UD Sumber Rejeki")
    assert len({program_id("training", 2021, ["73.13"], title) for title in titles}) == 1
    assert len({grant_id("P-1", "A", item) for item in titles}) == 1


def test_one_ikm_whose_name_is_written_in_two_ways_is_one():
    """With dots in one list and marks that nobody sees in the other."""
    header = ["Nama IKM", "Komoditas"]
    one = listed(header, ["C.V. Tenun Mawar", "tenun"])
    other = listed(header, ["CV Tenun Mawar\u200e", "tenun"])
    assert one.participants[0].id == other.participants[0].id


def test_only_whole_numbers_tell_ikm_apart():
    """A number that is too short does not make another IKM of it."""
    rows = [["A", "8120000000001"], ["A", "812000000001"], ["A", "proses"], ["A", "0"]]
    records = listed(["Nama IKM", "NIB"], *rows)
    (one,) = records.participants
    assert one.nib is None
    assert told(records, "IKM002") == [
        ("IKM002", "nib", "no_number", ()),
        ("IKM002", "nib", "stated_twice", ('"8120000000001"', '"812000000001"')),
    ]


def test_a_nik_in_a_wrong_column_is_shown_nowhere():
    """Whatever column it is in, and however it is written; nor can it be read in an id."""
    nik = "7306010101900001"
    header = ["Nama IKM", "Tenaga Kerja", "Kab/Kota", "NIB", "Nilai Investasi", "Status"]
    records = listed(
        header,
        ["A", f"NIK {nik}", f"Budi Karangan ({nik})", "7306 0101 0190 0001", nik, nik],
        ["A", None, None, None, None, "7306.0101.0190.0001"],
        [
            f"Budi {nik}",
            int(nik),
            f"{nik}{nik} 7306-0101-0190-0001",
            float(nik),
            f"Rp {nik}",
            "selesai",
        ],
    )
    shown = [fault.shown for fault in records.faults if fault.shown is not None]
    told_of = "".join([*shown, *[text for fault in records.faults for text in fault.readings]])
    assert nik not in told_of.replace(" ", "").replace(".", "").replace("-", "")
    assert '"Budi Karangan (7306********0001)"' in shown
    assert not any(nik in one.id for one in records.participants)
    assert all(one.workers is None and one.investment is None for one in records.participants)
