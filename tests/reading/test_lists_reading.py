"""The wide lists of offices: who is who, and what the lines above a table say."""

import datetime as dt

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.checking.run import check
from ikm_sinergi.domain.entities import Grant, Owner, Participant, Participation, Program
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind
from ikm_sinergi.reading.activities import kind_in
from ikm_sinergi.reading.made import grant_id, participant_id, program_id
from ikm_sinergi.reading.sheets import blocks_of
from ikm_sinergi.reading.titles import said_above
from ikm_sinergi.rules import ALL
from office_sheets import places, read, sheet, told

TITLE = "DAFTAR PESERTA PENDAMPINGAN TENUN TA 2021 KAB. WAJO"
WAJO = program_id("mentoring", 2021, ["73.13"], "PENDAMPINGAN TENUN TA 2021 KAB. WAJO")
SUTERA = participant_id("Sutera Lestari", "73.13")
NIK = "7313000000000001"


def only(grid):
    """Return the one table of a sheet."""
    (block,) = blocks_of(grid)
    return block


# --- the wide list ---------------------------------------------------------------------------

WIDE = [
    "No", "Nama IKM", "Nama Pemilik", "NIK", "NIB", "Kab/Kota", "Komoditi", "Tenaga Kerja",
    "Nilai Investasi (Rp.000)", "Tgl Selesai", "Status", "Bantuan Alat", "Jumlah Alat",
]  # fmt: skip


def test_a_wide_list_becomes_records():
    """An IKM, its program, that it took part, and what it was given."""
    records = read(
        sheet(
            TITLE,
            WIDE,
            [
                1,
                "Sutera Lestari",
                "Fulan",
                NIK,
                "8120000000001",
                "73.13",
                "tenun",
                5,
                70_000,
                dt.date(2021, 11, 13),
                "completed",
                "Alat tenun",
                2,
            ],
            [2, "Batik Indah", None, None, None, None, None, None, None, None, None, "Tidak", 0],
        )
    )  # fmt: skip
    batik = participant_id("Batik Indah", "73.13")
    assert records.participants == (
        Participant(
            id=SUTERA,
            name="Sutera Lestari",
            regency="73.13",
            commodity="tenun",
            nib="8120000000001",
            workers=5,
            investment=70_000_000,
            owner=Owner(name="Fulan", nik=NIK),
        ),
        Participant(id=batik, name="Batik Indah", regency="73.13"),
    )
    assert records.programs == (
        Program(
            id=WAJO,
            year=2021,
            kind=ProgramKind.MENTORING,
            title="PENDAMPINGAN TENUN TA 2021 KAB. WAJO",
            regencies=("73.13",),
        ),
    )
    assert records.participations == (
        Participation(
            participant=SUTERA,
            program=WAJO,
            status=ParticipationStatus.COMPLETED,
            completed_on=dt.date(2021, 11, 13),
        ),
        Participation(participant=batik, program=WAJO),
    )
    grant = grant_id(WAJO, SUTERA, "Alat tenun")
    assert records.grants == (
        Grant(id=grant, program=WAJO, recipient=SUTERA, item="Alat tenun", quantity=2),
    )
    above = [fault for fault in records.faults if fault.reason == "said_above"]
    assert {fault.field for fault in above} == {"kind", "regencies", "title", "year"}
    assert {fault.location.row for fault in above} == {1}


def test_what_the_rows_state_goes_before_the_title():
    """Kind, year and name of each activity; a kind may stand in its name only."""
    records = read(
        sheet(
            "DAFTAR PESERTA PELATIHAN TAHUN 2019",
            ["No", "Nama IKM", "Kegiatan", "Jenis Kegiatan", "Tahun", "Kab/Kota Sasaran"],
            [1, "A", "Tenun Lanjutan", "mentoring", 2021, "73.13"],
            [2, "B", "Magang Tenun", None, 2020, None],
            [3, "C", "Tenun Dasar", None, None, None],
            [4, "C", None, None, None, None],
        )
    )
    found = [(one.title, str(one.kind), one.year, one.regencies) for one in records.programs]
    assert found == [
        ("Tenun Lanjutan", "mentoring", 2021, ("73.13",)),
        ("Magang Tenun", "apprenticeship", 2020, None),
        ("Tenun Dasar", "training", 2019, None),
        ("PELATIHAN TAHUN 2019", "training", 2019, None),
    ]
    assert [one.program for one in records.participations] == [one.id for one in records.programs]


def test_a_list_of_ikm_alone_makes_no_programs():
    """Nothing in it says that anybody took part in anything."""
    records = read(
        sheet(
            "DATA IKM KABUPATEN WAJO",
            ["No", "Nama IKM", "Komoditi"],
            [1, "A", "tenun"],
            [2, "-", "-"],
        )
    )
    assert records.given == {"participants"}
    assert records.participants[0].regency == "73.13"
    assert told(records) == [("IKM005", "regency", "said_above", ('"73.13"',))]


def test_a_row_that_cannot_be_read_leaves_its_program_in_doubt():
    """Whoever it was took part: the roster of the program is not whole."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Komoditi", "Bantuan Alat"],
            [1, "#REF!", "tenun", "Ada"],
            [2, None, "batik", None],
        )
    )
    assert records.participants == ()
    assert [one.program for one in records.participations] == [WAJO, WAJO]
    assert len({one.participant for one in records.participations}) == 2
    assert told(records, "IKM001", "IKM002") == [
        ("IKM002", "name", "error_cell", ()),
        ("IKM001", "name", "empty", ()),
        ("IKM001", "item", "empty", ()),
    ]
    assert check(records, rules=ALL, year=2021).rules["IKM102"].undecided == 2


def test_equipment_without_a_name_is_missing_and_none_is_none():
    """A yes says that there was some, as a figure alone does; a dash and 0 say nothing."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Bantuan Alat", "Nilai Bantuan"],
            [1, "A", "Ada", None],
            [2, "B", None, 5_000_000],
            [3, "C", "-", "-"],
            [4, "D", None, 0],
        )
    )
    assert told(records, "IKM001") == [("IKM001", "item", "empty", ())] * 2
    assert len(records.participations) == 4
    values = read(sheet(TITLE, ["No", "Nama IKM", "Nilai Bantuan"], [1, "A", 5]))
    assert told(values, "IKM001") == [("IKM001", "item", "empty", ())]


@pytest.mark.parametrize(
    ("cell", "given"), [(None, False), ("-", False), (0, False), ("Tidak", True), ("Oven", True)]
)
def test_equipment_that_nobody_speaks_of_is_no_table_without_grants(cell, given):
    """Only a word can say that there was none."""
    headers = ["No", "Nama IKM", "Bantuan Alat" if isinstance(cell, str) else "Jumlah Alat"]
    records = read(sheet(TITLE, headers, [1, "A", cell], [2, "B", cell]))
    assert ("grants" in records.given, len(records.participations)) == (given, 2)


# --- who is who ------------------------------------------------------------------------------


def year_list(year, *rows, columns=("Nama IKM", "NIB", "NIK", "Tenaga Kerja", "Komoditi")):
    """Return the list of a year in Wajo."""
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    title = f"DAFTAR PESERTA PELATIHAN TA {year} KAB. WAJO"
    return sheet(title, ["No", *columns], *numbered, name=str(year), file=f"{year}.xlsx")


def test_the_lists_of_two_years_meet():
    """One IKM, what is stated going before what is not; the later year speaks where they differ."""
    records = read(
        year_list(2020, ["Sutera Lestari", "8120000000001", None, 5, None]),
        year_list(2021, ["SUTERA  LESTARI", None, NIK, 6, "Tenun"]),
        year_list(2022, ["Sutera Lestari", None, NIK, 6, "tenun"]),
    )
    (one,) = records.participants
    assert (one.id, one.name, one.nib) == (SUTERA, "Sutera Lestari", "8120000000001")
    assert (one.workers, one.commodity, one.owner) == (6, "Tenun", Owner(nik=NIK))
    assert len(records.histories[SUTERA]) == 3
    contradicting = [fault for fault in records.faults if fault.reason == "stated_later"]
    assert [(f.shown, f.readings, f.location.file) for f in contradicting] == [
        ("5", ("6",), "2020.xlsx")
    ]
    assert records.locate(one).file == "2020.xlsx"


def test_what_nobody_can_know_is_not_kept():
    """Two figures of one year, or a later one that could not be read, which is only not stated."""
    records = read(
        year_list(2020, ["A", None, None, 5, None], ["A", None, None, 6, None]),
        year_list(2021, ["B", None, None, "banyak", None]),
        year_list(2022, ["B", None, None, None, None]),
    )
    a, b = records.participants
    assert (a.workers, b.workers) == (None, None)
    assert records.unreadable(a, "workers")
    assert records.unreadable(b, "workers")
    assert told(records, "IKM002") == [
        ("IKM002", "workers", "not_whole", ()),
        ("IKM002", "workers", "stated_twice", ("5", "6")),
    ]


def test_rows_that_say_the_same_are_told_of_once():
    """Not once for each row that repeats it."""
    records = read(year_list(2021, *[["A", None, None, "banyak", None]] * 3))
    assert told(records, "IKM002") == [("IKM002", "workers", "not_whole", ())]
    assert records.unreadable(records.participants[0], "workers")
    assert len(records.participations) == 3  # IKM108 tells of that


def test_owners_stay_masked_where_they_differ():
    """Neither name is shown."""
    columns = ("Nama IKM", "Nama Pemilik")
    records = read(
        year_list(2020, ["A", "Fulan Lama"], columns=columns),
        year_list(2021, ["A", "Fulan Baru"], columns=columns),
    )
    assert records.participants[0].owner == Owner(name="Fulan Baru")
    (fault,) = [fault for fault in records.faults if fault.reason == "stated_later"]
    assert (fault.shown, fault.readings) == ("***", ("***",))


def test_masked_owners_are_told_once_and_not_kept():
    """A list that was given back masked says of its owners nothing; another list may."""
    headers = ["No", "Nama IKM", "Nama Pemilik", "NIK"]
    masked = sheet(
        TITLE, headers, [1, "A", "***", "7313********0001"], [2, "B", "***", "7313********0002"]
    )
    records = read(masked)
    assert [one.owner for one in records.participants] == [None, None]
    told_once = [("IKM005", "owner.name", "masked", ()), ("IKM005", "owner.nik", "masked", ())]
    assert [one for one in told(records, "IKM005") if one[2] == "masked"] == told_once
    assert [one for one in places(records, "IKM005") if one[:1] in {"C", "D"}] == ["C3", "D3"]
    both = read(masked, sheet(TITLE, headers, [1, "A", "Fulan", NIK], name="asli"))
    assert both.participants[0].owner == Owner(name="Fulan", nik=NIK)


def test_one_name_with_two_numbers_is_two_ikm():
    """Kept apart by NIB, told, and whoever has none keeps the id."""
    rows = [
        ["A", "8120000000001", None, "banyak", None],
        ["A", "8120000000002", NIK, 6, None],
        ["A", None, NIK, None, "tenun"],
        ["A", None, None, 9, None],
    ]
    base = participant_id("A", "73.13")
    for order in (rows, rows[::-1]):
        records = read(year_list(2021, *order))
        found = {one.id: (one.nib, one.workers, one.commodity) for one in records.participants}
        assert found == {
            base: (None, 9, None),
            participant_id("A", "73.13", "8120000000001"): ("8120000000001", None, None),
            participant_id("A", "73.13", "8120000000002"): ("8120000000002", 6, "tenun"),
        }
        assert {one.participant for one in records.participations} == set(found)
        apart = [fault for fault in records.faults if fault.reason == "same_name"]
        assert len(apart) == 2
        assert {fault.ids["id"][0] for fault in records.faults if fault.ids} <= set(found) | {
            one.id for one in records.programs
        }


def test_one_name_with_two_owners_is_two_ikm():
    """Their ids do not tell the NIK."""
    other = "7313000000000002"
    columns = ("Nama IKM", "NIB", "NIK")
    rows = [["A", None, other], ["A", None, NIK], ["A", "8120000000001", NIK], ["A", None, None]]
    records = read(year_list(2021, *rows, columns=columns))
    found = {one.owner and one.owner.nik: one.id for one in records.participants}
    assert found.keys() == {None, NIK, other}
    assert found[None] == participant_id("A", "73.13")
    assert len(set(found.values())) == 3
    assert not any(nik in one for one in found.values() for nik in (NIK, other))
    shared = [["A", "8120000000001", NIK], ["A", "8120000000002", NIK], ["A", None, NIK]]
    records = read(year_list(2021, *shared, columns=columns))
    assert sorted(str(one.nib) for one in records.participants) == [
        "8120000000001",
        "8120000000002",
        "None",
    ]


def test_a_file_with_ids_goes_before_the_lists():
    """What it does not state is filled in; what they say otherwise is told."""
    known = sheet(
        ["id", "name", "regency", "workers", "investment", "owner_name"],
        [SUTERA, "Sutera Lestari", "73.13", 5, "banyak", "Fulan"],
        [participant_id("B", "73.13"), "B", "73.13", 5, None, None],
        name="participants",
    )
    lists = (
        year_list(2020, ["Sutera Lestari", "8120000000001", NIK, 6, None]),
        year_list(2021, ["B", None, None, 5, "tenun"], ["B", None, None, None, "batik"]),
    )
    records = read(known, *lists)
    one, other = records.participants
    assert (one.workers, one.nib, one.owner) == (5, "8120000000001", Owner(name="Fulan", nik=NIK))
    assert records.unreadable(one, "investment")
    assert other.commodity is None
    assert records.unreadable(other, "commodity")
    reasons = [fault.reason for fault in records.faults if fault.reason.startswith("stated")]
    assert sorted(reasons) == ["stated_elsewhere", "stated_twice"]
    same = read(known, year_list(2020, ["B", None, None, 5, None]))
    assert len(same.participants) == 2


def test_rows_that_differ_about_one_program_are_one_program():
    """Where they contradict, the field is not kept."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Tgl Mulai", "Pelaksana"],
            [1, "A", dt.date(2021, 3, 1), None],
            [2, "B", dt.date(2021, 3, 2), "disperin-sulsel"],
            [3, "C", None, "disperin-sulsel"],
        )
    )
    (program,) = records.programs
    assert (program.starts, program.lead) == (None, "disperin-sulsel")
    assert records.unreadable(program, "starts")
    assert told(records, "IKM002") == [
        ("IKM002", "starts", "stated_twice", ('"2021-03-01"', '"2021-03-02"'))
    ]


def test_ids_are_made_the_same_way_each_time():
    """They are short, and what can be read of them is for people."""
    assert SUTERA == "suteralestari-wajo-021039ef"
    assert participant_id("A", "99.99").startswith("a-99-99-")
    assert participant_id("\u5de5\u623f", None).count("-") == 0
    long = program_id("training", 2021, ["73.13", "73.12"], "Pelatihan " * 20)
    assert len(long) <= 64
    assert long == program_id("training", 2021, ["73.12", "73.13"], "PELATIHAN " * 20)


# --- what stands above -----------------------------------------------------------------------


def said(*lines, name=None):
    """Return what lines above a table say."""
    grid = sheet(*lines, ["Nama IKM", "Tahun", "Komoditi"], name=name)
    return {field: one.value for field, one in said_above(only(grid).lines, name).said.items()}


def test_lines_with_a_label_say_one_field():
    """In one cell or in several; a venue is nobody's regency."""
    assert said(
        "PEMERINTAH KABUPATEN BONE",
        ["Kegiatan", ":", "Bimtek Kemasan"],
        "Tahun Anggaran : 2020",
        ["Kabupaten :", "Wajo"],
        "Tempat : Hotel di Kota Palopo",
        "Tanggal Pelaksanaan : 11 s.d. 13 November 2020",
        "Mitra : ",
    ) == {
        "title": "Bimtek Kemasan",
        "kind": "training",
        "year": 2020,
        "regencies": "73.13",
        "starts": dt.date(2020, 11, 11),
        "ends": dt.date(2020, 11, 13),
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DAFTAR PESERTA PELATIHAN DAN PENDAMPINGAN"], {}),
        (["Pelatihan IKM", "Kab. Wajo", "Kab. Soppeng"], {"kind": "training"}),
        (["Bimtek 2021 di Kota Makassar"], {"kind": "training", "year": 2021}),
        (["Bimtek Tahun 2021", "Data 2019"], {"kind": "training", "year": 2021}),
        (["Bimtek 2019 dan 2021"], {"kind": "training"}),
        (["Tahun 1066"], {}),
        (["IKM Kota Nowhere"], {}),
        (["Kabupaten Luwu Utara Sulawesi Selatan"], {"regencies": "73.22"}),
    ],
)
def test_what_is_said_in_more_than_one_way_is_not_taken(lines, expected):
    """A person could not know either."""
    found = said(*lines)
    found.pop("title", None)
    assert found == expected


def test_the_name_of_a_sheet_says_what_the_title_does_not():
    """But it is no title."""
    assert said("Daftar Peserta", name="Pelatihan 2021") == {"kind": "training", "year": 2021}
    assert said("Daftar Peserta") == {}
    assert said("Magang TA 2022", name="2021")["year"] == 2022


def test_what_is_said_above_but_cannot_be_read_is_left_out():
    """The rows then lack it, and that is told."""
    records = read(
        sheet(
            ["Tahun :", "dua ribu"],
            ["Kabupaten :", "Wajo dan Soppeng"],
            ["Kegiatan :", "Bimtek"],
            ["No", "Nama IKM", "Komoditi"],
            [1, "A", "tenun"],
        )
    )
    assert told(records, "IKM001") == [("IKM001", "year", "empty", ())]
    assert records.participants[0].regency is None


def test_a_kind_is_taken_only_if_it_is_the_only_one():
    """A general word goes with a special one."""
    assert kind_in("Pasar murah dan pasar murah diskon") is ProgramKind.DISCOUNT_MARKET
    assert kind_in("Rapat") is None


def test_a_list_of_persons_is_not_read_as_one_of_ikm(tmp_path):
    """Their names would stand unmasked in ids; with the name of the IKM they are its owners."""
    rows = [["No", "Nama", "NIK", "Kab/Kota"], [1, "Orang Rekaan", NIK, "Wajo"]]
    records = read(sheet("DAFTAR PESERTA PELATIHAN TA 2020", *rows))
    assert (records.participants, records.programs) == ((), ())
    assert told(records) == [("IKM003", None, "no_such_table", ())]
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    with pytest.raises(ikm.ReadError, match='head those of IKM "Nama IKM"') as caught:
        ikm.read(path)
    assert "Rekaan" not in str(caught.value)
    named = [[*rows[0], "Nama IKM"], [*rows[1], "Tenun Contoh"]]
    (one,) = read(sheet("DAFTAR PESERTA PELATIHAN TA 2020", *named)).participants
    assert (one.name, one.owner.name, one.owner.nik) == ("Tenun Contoh", "Orang Rekaan", NIK)
