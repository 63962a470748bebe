"""What the lines above a table say of its rows, and what they do not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi.reading.activities import activity_in, denies
from ikm_sinergi.reading.grid import Grid, Line
from ikm_sinergi.reading.made import participant_id
from ikm_sinergi.reading.mentions import regencies_in, years_in
from ikm_sinergi.reading.sheets import blocks_of
from ikm_sinergi.reading.titles import said_above
from office_sheets import read, sheet, told

T = "DAFTAR PESERTA PELATIHAN TENUN KABUPATEN WAJO TAHUN 2020"
HEADER = ["No", "Nama IKM", "Komoditi"]
ROW = [1, "A", "tenun"]


def above(*lines, name=None):
    """Return what lines say above a table."""
    (block,) = blocks_of(sheet(*lines, HEADER, name=name))
    return said_above(block.lines, name)


def said(*lines, name=None):
    """Return the fields that are said above a table, the title left out."""
    found = above(*lines, name=name).said
    return {field: one.value for field, one in found.items() if field != "title"}


def refused(*lines):
    """Return the fields that are said in no or in several ways."""
    return {name: (one.reason, one.readings) for name, one in above(*lines).refused.items()}


def listed(*lines, header=HEADER, rows=(ROW,), name="Sheet1"):
    """Return the records of one list."""
    return read(sheet(*lines, header, *rows, name=name))


# --- the activity ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "DAFTAR IKM YANG BELUM MENGIKUTI PELATIHAN TAHUN 2020",
        "DAFTAR IKM TIDAK LULUS PELATIHAN TAHUN 2020",
        "DAFTAR IKM YANG DIUSULKAN PELATIHAN TAHUN 2020",
        "DAFTAR CALON PESERTA PELATIHAN TAHUN 2020",
        "RENCANA PELATIHAN TAHUN 2020",
        "PELATIHAN TAHUN 2020 DIBATALKAN",
        "DAFTAR PESERTA PELATIHAN\nYANG MENGUNDURKAN DIRI",
        "Kegiatan : Pelatihan yang ditunda",
    ],
)
def test_a_title_that_denies_makes_nobody_a_participant(line):
    """Whoever is listed took no part; that is told, and what the list says else is read."""
    records = listed(line)
    assert [one.name for one in records.participants] == ["A"]
    assert (records.programs, records.participations) == ((), ())
    assert ("IKM003", None, "denied") in [one[:3] for one in told(records)]
    assert "participants" in records.given


def test_the_name_of_a_sheet_may_deny_too():
    """The title of the whole book goes on in it."""
    assert listed(T, name="Tidak lulus").participations == ()
    assert len(listed(T, name="Lulus").participations) == 1
    assert denies("Calon")
    assert not denies("Lulus")


def test_a_row_that_denies_makes_nobody_a_participant():
    """Its activity was not held, or not for this IKM; the other rows stand."""
    header = ["No", "Nama IKM", "Nama Kegiatan", "Tahun", "Bantuan Alat"]
    denied = ["Belum mengikuti pelatihan", "Batal pelatihan tenun", "Pelatihan dibatalkan"]
    names = [*denied, denied[0], "Pelatihan tenun ATBM (alat tenun bukan mesin)"]
    rows = [[n, f"IKM {n}", name, 2020, "Mesin"] for n, name in enumerate(names, 1)]
    records = read(sheet(header, *rows))
    assert len(records.participants) == 5
    assert [one.title for one in records.programs] == [names[-1]]
    assert len(records.participations) == len(records.grants) == 1
    assert told(records, "IKM001", "IKM003") == [("IKM003", None, "denied", ())] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Studi tiru pelatihan tenun ke Jepara",
        "Monitoring dan Evaluasi Pelatihan",
        "Rapat Persiapan Pelatihan",
        "Pengadaan alat pelatihan",
        "Kunjungan magang",
        "Seleksi peserta magang",
        "Pameran pengembangan produk",
        "Pelatihan dan pendampingan",
    ],
)
def test_an_activity_about_an_activity_is_of_no_kind(text):
    """Nor is one of two kinds: above a table it is told with what would help, in a row as empty."""
    assert activity_in(text).kind is None
    records = listed(f"DAFTAR {text}")
    assert (records.programs, records.participations) == ((), ())
    assert [one[:3] for one in told(records, "IKM003")] == [("IKM003", None, "no_activity")]
    assert "participations" not in records.given
    rows = [[1, "A", text, 2020]]
    records = read(sheet(["No", "Nama IKM", "Nama Kegiatan", "Tahun"], *rows))
    assert [one[:3] for one in told(records, "IKM001")] == [("IKM001", "kind", "empty")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pelatihan tenun dan evaluasi", "training"),
        ("Pelatihan calon wirausaha", "training"),
        ("Pembinaan IKM melalui magang", "apprenticeship"),
        ("Pelatihan di Balai Diklat Industri", "training"),
        ("Balai Diklat Industri", "None"),
        ("UPTD Balai Pelatihan Industri", "None"),
    ],
)
def test_what_stands_behind_a_kind_does_not_change_it(text, kind):
    """And the name of an institute is no activity."""
    assert str(activity_in(text).kind) == kind


@pytest.mark.parametrize(
    "head",
    [
        "BALAI DIKLAT INDUSTRI MAKASSAR",
        "UPTD BALAI PELATIHAN INDUSTRI",
        "UPT BALAI PELATIHAN KERJA",
    ],
)
def test_institutes_train_nobody_by_their_name(head):
    """A register of IKM below a letterhead is one, and nothing is amiss."""
    records = listed(head, "DATA IKM BINAAN TAHUN 2021")
    assert records.given == {"participants"}
    assert told(records) == []


def test_kinds_that_differ_are_not_settled():
    """Of label, title and lines; a general one goes with any."""
    assert above("Kegiatan : Pelatihan", "DAFTAR PESERTA MAGANG").refused["kind"].readings
    assert above("Jenis Kegiatan : Pelatihan", "PESERTA MAGANG").unknown.reason == "no_activity"
    assert said("Jenis Kegiatan : Pembinaan", "PESERTA MAGANG")["kind"] == "apprenticeship"
    assert said("Jenis Kegiatan : Pelatihan", "RAPAT PERSIAPAN MAGANG")["kind"] == "training"
    assert "kind" not in said("Kegiatan : Rapat pelatihan", "DAFTAR PESERTA PELATIHAN")
    assert refused("Jenis Kegiatan : Studi tiru", "PELATIHAN")["kind"][0] == "visit"
    assert above("DAFTAR IKM", name="Rapat pelatihan").unknown.reason == "no_activity"


# --- the regency -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "DEWAN KERAJINAN NASIONAL DAERAH KABUPATEN GOWA",
        "SEKRETARIAT DAERAH KABUPATEN GOWA",
        "TIM PENGGERAK PKK KABUPATEN GOWA",
        "Hotel Claro Kota Makassar, 3-5 Maret 2021",
        "Kota Makassar, 3-5 Maret 2021",
        "Aula Dekranasda Kab. Gowa",
        "Bertempat di Hotel Contoh Jaya, Kota Makassar",
        "Dilaksanakan di Aula Kantor Bupati Kab. Gowa",
        "PEMERINTAH KABUPATEN BONE",
        "DI KABUPATEN BONE TAHUN 2022",
        "Tempat : Hotel di Kota Palopo",
    ],
)
def test_a_letterhead_and_a_venue_serve_nobody(line):
    """What stands there alone is told, with what would help."""
    records = listed(line, "DAFTAR PESERTA PELATIHAN TENUN TAHUN 2021")
    assert [one.regencies for one in records.programs if one] in ([None], [])
    (fault,) = [fault for fault in records.faults if fault.reason == "regency_aside"]
    assert (fault.code, fault.location.row) == ("IKM003", 1)
    served = listed(line, "PELATIHAN TENUN KAB. WAJO TAHUN 2021")
    assert not [fault for fault in served.faults if fault.reason == "regency_aside"]
    column = read(sheet(line, "PELATIHAN TA 2021", ["Nama IKM", "Kab/Kota"], ["A", "73.13"]))
    assert not [fault for fault in column.faults if fault.reason == "regency_aside"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("KABUPATEN WAJO DAN SOPPENG", "73.12;73.13"),
        ("KAB. WAJO, SOPPENG DAN BONE", "73.08;73.12;73.13"),
        ("Kab. Wajo & Kota Parepare", "73.13;73.72"),
        ("KAB.WAJO", "73.13"),
        ("Kabupaten Wajo, Provinsi Sulawesi Selatan", "73.13"),
        ("Kab. Pangkajene dan Kepulauan", "73.10"),
        ("Pelatihan di Makassar bagi IKM Kab. Wajo", "73.13"),
        ("Kepulauan Selayar", "73.01"),
        ("Kab. Wajo dan Wajo", "73.13"),
    ],
)
def test_regencies_that_are_joined_are_all_served(text, codes):
    """Then no row is of one of them alone."""
    assert said(text)["regencies"] == codes
    records = listed(f"PELATIHAN TAHUN 2020 {text}")
    assert records.programs[0].regencies == tuple(codes.split(";"))
    one = codes if ";" not in codes else None
    assert records.participants[0].regency == one


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("KAB. WAJO DAN TORAJA", "Kabupaten Wajo"),
        ("KAB. WAJO DAN SEKITARNYA", "Kabupaten Wajo"),
        ("KABUPATEN TORAJA", "Kabupaten Tana Toraja"),
        ("Kab. Sopeng", "Kabupaten Soppeng"),
    ],
)
def test_regencies_that_nobody_can_know_are_refused(text, reading):
    """With what they could be."""
    reason, readings = refused(text)["regencies"]
    assert (reason, reading in readings) == ("several_regencies", True)
    assert said(text) == {}


def test_regencies_of_two_lines_contradict():
    """And so do a label and a line; a third one does not bring the first back."""
    assert refused("Kab. Wajo", "Kab. Bone", "Kab. Wajo")["regencies"][1] == (
        "Kabupaten Wajo",
        "Kabupaten Bone",
    )
    assert "regencies" in refused("Kabupaten : Wajo", "IKM KAB. BONE")
    assert said("Daftar", name="Kab. Wajo") == {"regencies": "73.13"}


def test_names_that_are_none_are_left():
    """A word behind "Kota" or "Kab." is often no name."""
    for text in ("kota", "Kab.", "Kota Tua", "Kabupaten yang maju", "KABUPATEN/KOTA", "Kab. !"):
        assert list(regencies_in(text)) == []


# --- the year --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Keputusan Kepala Dinas Nomor 12 Tahun 2019", None),
        ("Peraturan Menteri Perindustrian Nomor 64 Tahun 2016", None),
        ("Nomor 64/M-IND/PER/7/2016", None),
        ("Berdasarkan DPA Tahun 2019", None),
        ("SK Nomor 12 Tahun 2019, T.A. 2021", 2021),
        ("Sengkang, 12 Januari 2022", None),
        ("Dicetak 5 Januari 2022", None),
        ("Januari 2022", None),
        ("Pelatihan bulan Maret 2021", 2021),
        ("Pelatihan 3-5 Maret 2021", 2021),
        ("Pelatihan 30 Maret s.d. 2 April 2021", 2021),
        ("TAHUN 2020/2021", None),
        ("Th. 2021", 2021),
        ("TAHUN 1066", None),
    ],
)
def test_other_years_are_no_fiscal_years(text, year):
    """Those of regulations, signatures and prints; that of a range of days may be one."""
    assert said(text).get("year") == year
    assert said("DAFTAR", name=text).get("year") == year


def test_the_name_of_a_sheet_says_when_it_was_revised():
    """Not for which year."""
    assert said("DAFTAR", name="Revisi 5 Jan 2022") == {}


@pytest.mark.parametrize(
    "lines",
    [
        ["Tahun : 2020", "Tahun Anggaran : 2021"],
        ["Tahun : 2020", "DAFTAR IKM TAHUN 2021"],
        ["DAFTAR IKM TAHUN 2020", "TA 2021"],
        ["2020 - 2021"],
        ["TAHUN 2020 - 2021"],
        ["28 Desember 2020 s.d. 3 Januari 2021"],
    ],
)
def test_years_that_contradict_are_not_taken(lines):
    """They are told."""
    assert refused(*lines)["year"] == ("several_years", ("2020", "2021"))
    assert "year" not in said(*lines)
    faults = listed(*lines).faults
    assert ("IKM002", "year") in {(fault.code, fault.field) for fault in faults}


# --- lines with a label ----------------------------------------------------------------------


def test_an_activity_goes_before_its_program():
    """However they follow each other, and the most special name counts."""
    lines = ["Program : Pengembangan Industri Kecil", "Kegiatan : Pelatihan Tenun"]
    for order in (lines, lines[::-1]):
        assert above(*order).said["title"].value == "Pelatihan Tenun"
        assert said(*order) == {"kind": "training"}
    lines = ["Kegiatan : Pembinaan", "Sub Kegiatan : Magang", "Nama Pelatihan : Pelatihan Batik"]
    assert above(*lines[:2]).said["title"].value == "Magang"
    assert above(*lines).said["title"].value == "Pelatihan Batik"


def test_labels_are_paired_by_cell_and_line():
    """Several in one row, in one cell, or label and value in cells of their own."""
    for cells in (
        ["Kegiatan : Pelatihan X", "Tahun : 2020"],
        ["Kegiatan : Pelatihan X\nTahun : 2020"],
        ["Kegiatan :", "Pelatihan X", "Tahun", ": 2020"],
        ["Kegiatan\nTahun", ": Pelatihan X\n: 2020"],
        ["Kegiatan", ":", "Pelatihan", "X", "Tahun", ":", "2020"],
    ):
        found = said_above([Line(1, tuple(enumerate(cells)))], None).said
        assert {name: one.value for name, one in found.items()} == {
            "title": "Pelatihan X",
            "kind": "training",
            "year": 2020,
        }


def test_year_and_regency_are_looked_for_in_a_labelled_title():
    """It says of the rows what a free one says."""
    assert said("Kegiatan : Pelatihan Tenun IKM Kabupaten Wajo Tahun 2020") == {
        "kind": "training",
        "year": 2020,
        "regencies": "73.13",
    }


@pytest.mark.parametrize(
    "lines",
    [
        ["Lampiran Surat", "Nomor : 005/123/2021", "Tanggal : 12 Januari 2021"],
        ["Nama : Contoh Orang"],
        ["Waktu : -"],
        ["x : y"],
        [" : y"],
        ["Kabupaten :"],
    ],
)
def test_labels_that_say_nothing_of_a_program_are_left(lines):
    """The day of a letter is no start, the name of a person no title."""
    assert said(*lines) == {}
    assert above(*lines).said == {}


@pytest.mark.parametrize(
    ("line", "field", "reason", "reading"),
    [
        ("Kabupaten : Toraja", "regencies", "several_regencies", "Kabupaten Tana Toraja"),
        ("Penyelenggara : Disperindag Kab. Wajo", "lead", "no_agency", None),
        ("Tanggal Mulai : 7/9/22", "starts", "short_year", "2022-09-07"),
        ("Tahun : 2020/2021", "year", "several_years", "2021"),
        ("Tanggal Pelaksanaan : kemarin", "starts", "no_day", None),
    ],
)
def test_a_label_whose_value_cannot_be_read_is_told(line, field, reason, reading):
    """At its place, with its readings, like the cell of a column."""
    records = listed(line, "DAFTAR PESERTA PELATIHAN")
    (fault,) = [fault for fault in records.faults if fault.code == "IKM002"]
    assert (fault.field, fault.reason, fault.location.row) == (field, reason, 1)
    assert reading is None or reading in fault.readings
    if field == "regencies":
        plain = listed(line, "DATA IKM")
        assert told(plain)[0][:2] == ("IKM002", "regency")


def test_a_colon_inside_a_title_is_no_label():
    """The title is read as it stands."""
    title = "DAFTAR PESERTA PELATIHAN TENUN : KABUPATEN WAJO TAHUN 2020"
    records = listed(title)
    (program,) = records.programs
    assert (str(program.kind), program.year, program.regencies) == ("training", 2020, ("73.13",))
    assert len(records.participations) == 1
    assert len(listed("PELATIHAN TENUN : TAHUN 2020").participations) == 1


def test_a_list_of_those_who_got_something_says_that_its_activity_is_missing():
    """Once, and where; with a column for it nothing is missing."""
    line = "DAFTAR IKM PENERIMA BANTUAN ALAT"
    assert told(listed(line)) == [("IKM003", None, "no_activity", ())]
    named = read(sheet(line, ["Nama IKM", "Nama Kegiatan", "Tahun"], ["A", "Pelatihan", 2020]))
    assert len(named.participations) == 1
    assert told(named, "IKM003") == []


# --- a second table --------------------------------------------------------------------------


def two(*between, second=("No", "Nama IKM", "Produk")):
    """Return the records of two tables with lines between them."""
    return read(sheet(T, HEADER, ROW, [], *between, list(second), [1, "B", "batik"]))


def test_a_subtitle_keeps_the_title_of_the_whole():
    """What it says itself goes before."""
    records = two("Kecamatan Pammana")
    assert len({one.program for one in records.participations}) == 1
    assert len(records.participations) == 2
    assert len(two("Kabupaten Soppeng").programs) == 2
    other = two("Kecamatan Pammana Kabupaten Soppeng")
    assert sorted(one.regencies or () for one in other.programs) == [(), ("73.13",)]


def test_a_second_table_with_another_title_does_not_inherit():
    """A register below a list of participants is told to say of no activity."""
    records = two("DATA IKM BINAAN")
    assert len(records.participations) == 1
    assert told(records, "IKM003") == [("IKM003", None, "no_activity", ())]
    assert len(two("DAFTAR PESERTA MAGANG TAHUN 2021").programs) == 2
    plain = read(sheet("DATA IKM", HEADER, ROW, [], "DATA LAIN", HEADER[:2], [1, "B"]))
    assert told(plain, "IKM003") == []


# --- a title above a table with ids ----------------------------------------------------------


def test_ids_of_a_list_are_used():
    """With a title above, or with columns of an activity."""
    header = ["No", "ID IKM", "Nama IKM", "Kab/Kota"]
    titled = read(sheet(T, header, [1, "P-1", "A", "73.13"], [2, None, "B", "73.13"]))
    made = participant_id("B", "73.13")
    assert [one.id for one in titled.participants] == ["P-1", made]
    assert [one.participant for one in titled.participations] == ["P-1", made]
    rows = [[1, 7, "A", "73.13", "Pelatihan", 2020], [2, 7, "A", "73.13", "Magang", 2021]]
    columns = read(sheet([*header, "Kegiatan", "Tahun"], *rows))
    assert [one.id for one in columns.participants] == ["7"]
    assert [one.participant for one in columns.participations] == ["7", "7"]
    register = read(sheet("DATA IKM", header, [1, "P-1", "A", "73.13"]))
    assert [one.id for one in register.participants] == ["P-1"]


def test_an_id_of_two_names_stays_with_both():
    """IKM101 tells of that; nobody is renamed."""
    header = ["No", "ID IKM", "Nama IKM"]
    records = read(sheet(T, header, [1, "P-1", "A"], [2, "P-1", "B"], [3, "x" * 65, "C"]))
    assert [(one.id, one.name) for one in records.participants] == [("P-1", "A"), ("P-1", "B")]
    assert told(records, "IKM002")[0][:3] == ("IKM002", "id", "too_long")


# --- whatever stands there -------------------------------------------------------------------


def test_long_lines_are_no_titles_and_take_no_time():
    """Nor do many of them."""
    assert said("kab " * 8000) == {}
    assert said(*[f"Kab. Abcd{number} Efgh Ijkl Mnop" for number in range(1000)]) == {}
    assert list(regencies_in("kab " * 2000)) == []
    short, long = (f"PELATIHAN TA 2021 {'x' * many}" for many in (200, 300))
    assert said(short).keys() == {"kind", "year"}
    assert said(long) == {}


WORDS = st.sampled_from(
    [
        *T.split(),
        "Kab.",
        "dan",
        ",",
        ":",
        "belum",
        "Nomor",
        "12",
        "Mei",
        "2021",
        "Aula",
        "\n",
        "Toraja",
    ]
)


@given(st.lists(st.lists(WORDS | st.text(max_size=9), min_size=1, max_size=9), max_size=4))
def test_any_lines_say_something_or_nothing(lines):
    """Nothing is raised, and what is refused is not said."""
    cells = [
        Line(row, ((0, text),)) for row, words in enumerate(lines, 1) if (text := " ".join(words))
    ]
    found = said_above(cells, None)
    assert found.said.keys().isdisjoint(found.refused)
    assert found.unknown is None or "title" not in found.said or found.unknown.reason != "denied"
    for words in lines:
        years_in(" ".join(words))


def test_a_grid_without_lines_says_nothing():
    """Neither does a sheet without a name."""
    assert said_above((), None).said == {}
    assert isinstance(sheet(HEADER), Grid)


@pytest.mark.parametrize(
    ("lines", "remedy"),
    [
        (["IKM YANG BELUM MENGIKUTI PELATIHAN TAHUN 2021"], "If they did take part"),
        (["DAFTAR PESERTA"], 'Write "Kegiatan : ..." and "Tahun : ..."'),
        (["PEMERINTAH KABUPATEN BONE", "PELATIHAN TENUN TA 2021"], 'Write "Kabupaten : ..."'),
    ],
)
def test_what_was_not_taken_from_above_says_what_to_write(lines, remedy):
    """Renaming a column would help nobody there."""
    records = read(sheet(*lines, "", ["No", "Nama IKM"], [1, "Tenun Contoh"]))
    (finding,) = ikm.check(records, select="IKM003").findings
    assert finding.remedy().startswith(remedy)
    assert finding.remedy("id") != finding.remedy()
