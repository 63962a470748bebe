"""Headings among the rows of a list: what they say holds for the rows below, and for no others."""

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.office import UNSAVED
from office_sheets import places, read, sheet, told

TRAINING = "DAFTAR PESERTA PELATIHAN BATIK TAHUN 2021"
MENTORING = "DAFTAR PESERTA PENDAMPINGAN TAHUN 2022"
BARE = ["No", "Nama IKM"]
PLACED = ["No", "Nama IKM", "Kabupaten"]


def served(records):
    """The IKM with their regencies."""
    return [(one.name, one.regency) for one in records.participants]


def newcomers(*grids):
    """What IKM201 says of each mentored IKM of 2022."""
    report = ikm.check(read(*grids), year=2022, select="IKM201")
    return [(str(one.outcome), one.count) for one in report.findings]


@pytest.mark.parametrize("end", ["Mengetahui,", "Catatan: data sementara", "Kepala Dinas"])
def test_a_heading_below_a_signature_or_note_is_one_if_rows_follow(end):
    """Its rows are not those of the heading above it."""
    header = ["No", "Nama IKM", "Nama Pemilik"]
    records = read(
        sheet(
            *(MENTORING, header, "I. KABUPATEN WAJO", [1, "Maju", "Ani"], end),
            *("II. KABUPATEN BONE", [1, "Sutra", "Budi"]),
        )
    )
    assert served(records) == [("Maju", "73.13"), ("Sutra", "73.08")]


def test_a_heading_that_was_not_saved_ends_the_one_above():
    """Nobody knows what it says; the IKM below it is in doubt, never a newcomer for sure."""
    lists = (
        sheet(TRAINING, PLACED, [1, "Maju", "Bone"], [2, "Sutra", "Wajo"], file="a.xlsx"),
        sheet(MENTORING, BARE, "I. KABUPATEN WAJO", [1, "Sutra"], UNSAVED, [1, "Maju"]),
    )
    records = read(*lists)
    assert served(records)[2:] == [("Maju", None)]
    assert places(records, "IKM003") == ["5"]
    assert newcomers(*lists) == [("undecided", 1), ("undecided", 1)]
    kinds = read(
        sheet("TAHUN 2021", BARE, "A. PELATIHAN", [1, "Maju"], [None, UNSAVED], [2, "Sutra"])
    )
    assert [one.kind.value for one in kinds.programs] == ["training"]
    assert len({one.program for one in kinds.participations}) == 2


def test_headings_have_levels_by_the_mark_in_front_of_them():
    """In the same cell as in one of its own; one without a mark is the lowest."""
    records = read(
        sheet(
            *("DAFTAR IKM TAHUN 2021", BARE, "I. KABUPATEN WAJO", "A. PELATIHAN", [1, "Maju"]),
            *("B. PENDAMPINGAN", [1, "Sutra"], "Kecamatan Tempe", [2, "Tiga"]),
            *("II. KABUPATEN BONE", "A. PELATIHAN", [1, "Empat"]),
        )
    )
    assert [code for _, code in served(records)] == ["73.13", "73.13", "73.13", "73.08"]
    kinds = {one.id: one.kind.value for one in records.programs}
    assert [kinds[one.program] for one in records.participations] == [
        *("training", "mentoring", "mentoring", "training"),
    ]


def test_a_heading_that_denies_makes_nobody_below_it_a_participant():
    """Nor does one of those who teach; the IKM are read, and it is told once for each heading."""
    records = read(
        sheet(
            *(TRAINING, [*PLACED, "Bantuan Alat"], "A. PESERTA", [1, "Maju", "Wajo", "Mesin"]),
            *("B. DIBATALKAN", [2, "Sutra", "Wajo", "Mesin"], "C. CALON PESERTA PELATIHAN"),
            *([3, "Tiga", "Wajo"], "D. INSTRUKTUR", [4, "CV Guru", "Wajo"]),
        )
    )
    assert [one.participant.partition("-")[0] for one in records.participations] == ["maju"]
    assert len(records.grants) == 1
    assert [fault[2] for fault in told(records, "IKM003")].count("denied") == 3


def test_a_numbered_regency_is_a_heading_and_no_ikm():
    """No IKM is called "KABUPATEN WAJO"; "Kota Kreatif" may be one."""
    records = read(
        sheet(
            *(TRAINING, BARE, [1, "KABUPATEN WAJO"], [1, "Maju"], [2, "Kota Kreatif"]),
            *([2, "KABUPATEN BONE"], [1, "Sutra"]),
        )
    )
    assert served(records) == [("Maju", "73.13"), ("Kota Kreatif", "73.13"), ("Sutra", "73.08")]


def test_numbers_that_begin_again_below_a_gap_are_those_of_notes():
    """Where records fill more than a name; below a heading they are records."""
    records = read(
        sheet(TRAINING, PLACED, [1, "Maju", "Wajo"], [], ["1.", "Hadir"], ["2.", "Membawa KTP"])
    )
    assert (served(records), places(records, "IKM003")) == ([("Maju", "73.13")], ["5"])
    again = read(sheet(TRAINING, PLACED, [1, "Maju", "Wajo"], [], "Kelompok B", [1, "Sutra"]))
    assert served(again) == [("Maju", "73.13"), ("Sutra", None)]


def test_who_stands_above_a_number_of_civil_servants_is_no_ikm():
    """Though a place stands in the column of regencies; others without a number are read."""
    nip = [None, "NIP. 197001011990031001"]
    records = read(
        sheet(TRAINING, PLACED, [1, "Maju", "Wajo"], [], [None, "Drs. Rekaan", "Wajo"], nip)
    )
    assert (served(records), places(records, "IKM003")) == ([("Maju", "73.13")], ["5"])
    apart = read(
        sheet(TRAINING, PLACED, [1, "Maju", "Wajo"], [None, "Sutra", "Wajo"], [], [None, "A"], nip)
    )
    assert [name for name, _ in served(apart)] == ["Maju", "Sutra"]


def test_a_heading_of_another_kind_is_the_title_of_its_program():
    """A mentoring is not called after the training in the title of the list."""
    records = read(
        sheet(
            *("DAFTAR PESERTA PELATIHAN TAHUN 2021", ["No", "Nama IKM", "Pemilik"]),
            *("A. PELATIHAN", [1, "Maju", "Ani"], "B. PENDAMPINGAN", [1, "Sutra", "Budi"]),
        )
    )
    assert [(one.kind.value, one.title) for one in records.programs] == [
        ("training", "PELATIHAN TAHUN 2021"),
        ("mentoring", "B. PENDAMPINGAN"),
    ]


def test_a_title_that_was_not_saved_is_refused():
    """It is told that the activity could not be read, and where."""
    records = read(sheet(UNSAVED, PLACED, [1, "Maju", "Wajo"]))
    assert told(records, "IKM002") == [("IKM002", "title", "unsaved_formula", ())]
    assert records.participations == ()


def test_ids_in_the_list_of_one_year_leave_a_doubt():
    """The same name and regency under a made id may well be the same IKM."""
    given = sheet(TRAINING, ["No", "ID", *PLACED[1:]], [1, "P-1", "Maju", "Wajo"], file="a.xlsx")
    assert newcomers(given, sheet(MENTORING, PLACED, [1, "Maju", "Wajo"])) == [("undecided", 1)]
