"""Tables inside real sheets: what stands around them, and what their columns mean."""

import datetime as dt

import pytest

from ikm_sinergi.checking.run import check
from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.terms import Outcome, ParticipationStatus, ProgramKind
from ikm_sinergi.reading.grid import Merged
from ikm_sinergi.reading.headings import headings_of
from ikm_sinergi.reading.made import participant_id, program_id
from ikm_sinergi.reading.sheets import blocks_of
from ikm_sinergi.records.faults import Location
from ikm_sinergi.words.phrases import Phrase
from office_sheets import places, read, sheet, told

TITLE = "DAFTAR PESERTA PENDAMPINGAN TENUN TA 2021 KAB. WAJO"
WAJO = program_id("mentoring", 2021, ["73.13"], "PENDAMPINGAN TENUN TA 2021 KAB. WAJO")
SUTERA = participant_id("Sutera Lestari", "73.13")
NIK = "7313000000000001"


def only(grid):
    """Return the one table of a sheet."""
    (block,) = blocks_of(grid)
    return block


def headers(block):
    """Return the headers of a table."""
    return [heading.text for heading in block.headings]


# --- where a table is ------------------------------------------------------------------------


def test_a_table_is_found_below_its_title_and_above_its_end():
    """Blank lines, column numbers, repeated headers, totals and signatures are no records."""
    block = only(
        sheet(
            TITLE,
            [],
            ["No", "Nama IKM", "Kab/Kota", "Tenaga Kerja"],
            [1, 2, 3, 4],
            [1, "A", "Wajo", 5],
            [],
            ["No", "Nama IKM", "Kab/Kota", "Tenaga Kerja"],
            [2, "B", "Wajo", 5],
            [3, None, None, None],
            ["Jumlah", None, None, "10 orang"],
            ["Catatan: data sementara"],
            [None, None, "Sengkang, 31 Desember 2021"],
            [None, None, "Kepala Dinas"],
            [None, None, "Fulan"],
        )
    )
    assert headers(block) == ["No", "Nama IKM", "Kab/Kota", "Tenaga Kerja"]
    assert (block.row, block.numbers, block.odd, block.bare) == (3, (5, 8), (), ())
    assert [line.cells for line in block.lines] == [((0, TITLE),)]


def test_a_table_may_begin_with_figures():
    """A year in front is no number of the row."""
    block = only(sheet(["Tahun", "Nama IKM", "Ket"], [2021, "A", None], [2022, "B", "x"]))
    assert block.numbers == (2, 3)


def test_an_ikm_called_total_is_an_ikm():
    """It is numbered, or says more than figures and a regency; in doubt the row is told."""
    block = only(
        sheet(
            ["No", "Nama IKM", "Kab/Kota", "Komoditi", "Tenaga Kerja"],
            [1, "Total", None, None, 5],
            [None, "Total", "Wajo", "tenun", 5],
            [None, "Total", "Wajo", None, 5],
            [None, "Total", 73.1, None, 5],
            [None, "Jumlah", None, None, None],
        )
    )
    assert (block.numbers, block.odd, block.unsure) == ((2, 3), (4, 5, 6), (3,))


def test_rows_go_on_after_a_subtotal_or_a_note():
    """A numbered row; without a number it is told, and no record at all below a signature."""
    block = only(
        sheet(
            ["No", "Nama IKM", "Kab/Kota", "Komoditi"],
            [1, "A", "Wajo", "tenun"],
            ["Sub Total", 1],
            [None, "Ketua Tim", None, "Penyusun"],
            [None, "X", None, None],
            [2, "B", None, None],
            [],
            [None, "C", "Wajo", None],
            ["*) sementara", None, None, None],
            ["Sumber: Dinas", "2021"],
        )
    )
    assert (block.numbers, block.odd) == ((2, 6), (4, 5, 8, 10))


def test_a_lone_cell_among_the_rows_is_told():
    """Once for each table, with the rows."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Komoditi"],
            ["Kelompok pertama"],
            [1, "A", "tenun"],
            ["akhir daftar"],
        )
    )
    assert told(records, "IKM003") == [("IKM003", None, "odd_rows", ("3, 5",))]
    assert places(records, "IKM003") == ["3"]


def test_tables_stand_one_below_the_other():
    """The title of the second is its own, and no odd row of the first."""
    blocks = list(
        blocks_of(
            sheet(
                "DAFTAR IKM",
                ["No", "Nama IKM", "Kab/Kota"],
                [1, "A", "Wajo"],
                [],
                "DAFTAR KEGIATAN",
                ["Kode", "Nama Kegiatan", "Tahun"],
                ["K-1", "Bimtek", 2021],
            )
        )
    )
    assert [block.numbers for block in blocks] == [(3,), (7,)]
    assert [block.odd for block in blocks] == [(), ()]
    assert [line.row for line in blocks[1].lines] == [5]


@pytest.mark.parametrize(
    "right",
    [
        [["No", "Nama IKM", "Kab/Kota"], [1, "B", "Bone"]],
        [["Nama IKM", "Kab/Kota", "Komoditi"], ["B", "Bone", "batik"]],
        [[None, None, None], ["Nama Kegiatan", "Tahun", "Jenis"], ["B", 2021, "Bimtek"]],
    ],
    ids=["numbered", "named again", "lower"],
)
def test_tables_stand_side_by_side(right):
    """A blank column parts them where the second begins anew."""
    rows = [["No", "Nama IKM", "Kab/Kota"], [1, "A", "Wajo"], [2, "C", "Wajo"]]
    joined = [[*left, None, *other] for left, other in zip(rows, [*right, []], strict=False)]
    blocks = list(blocks_of(sheet("DATA IKM", *joined)))
    assert len(blocks) == 2
    assert [heading.column for heading in blocks[1].headings] == [4, 5, 6]
    assert [line.cells for line in blocks[1].lines] == [((0, "DATA IKM"),)]


def test_titles_side_by_side_are_each_of_its_own_table():
    """What stands above one table says nothing of the other."""
    records = read(
        sheet(
            "TAHUN ANGGARAN 2020",
            ["Pelatihan Tenun", None, None, "Magang Tenun", None],
            ["No", "Nama IKM", None, "No", "Nama IKM"],
            [1, "A", None, 1, "B"],
        )
    )
    assert [(str(one.kind), one.year) for one in records.programs] == [
        ("training", 2020),
        ("apprenticeship", 2020),
    ]


def test_a_blank_column_inside_a_table_is_nothing():
    """What follows it is the same table; a title may stand in a column of its own."""
    block = only(
        sheet(
            ["Judul"],
            [None, None, "No", "Nama IKM", None, "Kab/Kota", "Komoditi", None, "Catatan"],
            [None, None, 1, "A", None, "Wajo", "tenun", None, "x"],
        )
    )
    assert headers(block) == ["No", "Nama IKM", "Kab/Kota", "Komoditi", "Catatan"]


def test_places_are_those_of_the_sheet():
    """A sheet may begin anywhere."""
    records = read(
        sheet(
            ["No", "Nama IKM", "Tenaga Kerja"],
            [1, "A", "banyak"],
            first_row=4,
            first_column=2,
        )
    )
    (fault,) = records.faults
    assert fault.location == Location(
        file="daftar.xlsx", sheet="Sheet1", row=5, column="Tenaga Kerja", letter="E"
    )
    assert records.locate(records.participants[0]).row == 5


def test_merged_cells_speak_for_the_rows_below():
    """An IKM with two machines takes part once and is given two."""
    grid = sheet(
        TITLE,
        ["No", "Nama IKM", "NIB", "Bantuan Alat"],
        [1, "A", "8120000000001", "Alat tenun"],
        [None, None, None, "Mesin jahit"],
        [2, "B", "8120000000002", "Oven"],
        [None, None, None, "Kompor"],
        [],
        [],
        merged=(
            Merged(1, 0, 1, 3),
            Merged(3, 0, 4, 0),
            Merged(3, 1, 4, 1),
            Merged(3, 2, 4, 2),
            Merged(5, 1, 6, 1),
            Merged(6, 3, 8, 3),
        ),
    )
    records = read(grid)
    assert [one.name for one in records.participants] == ["A", "B"]
    assert len(records.participations) == 2
    assert [one.item for one in records.grants] == ["Alat tenun", "Mesin jahit", "Oven", "Kompor"]


# --- headers of two rows ---------------------------------------------------------------------


@pytest.mark.parametrize("merged", [(), (Merged(1, 2, 1, 3), Merged(1, 0, 2, 0))])
def test_a_header_of_two_rows_is_joined(merged):
    """Groups above, names below; what stands only above is a name itself."""
    block = only(
        sheet(
            ["No", "Nama IKM", "Tanggal", None, "Ket"],
            [None, None, "Mulai", "Selesai", None],
            [1, "A", "1/2/2021", "3/2/2021", "x"],
            merged=merged,
        )
    )
    assert headers(block) == ["No", "Nama IKM", "Tanggal Mulai", "Tanggal Selesai", "Ket"]
    assert block.numbers == (3,)


def test_groups_above_a_full_header_say_which_names_they_are():
    """Whose name and whose number it is."""
    block = only(
        sheet(
            TITLE,
            ["No", "IKM", None, "Pemilik", None, "Data Bantuan", None],
            [None, "Nama", "NIB", "Nama", "NIK", "Alat", "Nilai"],
            [1, "A", "8120000000001", "Fulan", NIK, "Oven", 5],
        )
    )
    fields = [heading.means.columns for heading in block.headings]
    assert fields[1] == (("participants", "name"),)
    assert fields[3] == (("participants", "owner.name"),)
    assert fields[6] == (("grants", "value"),)
    assert [line.row for line in block.lines] == [1]


def test_a_group_that_says_more_is_not_ignored():
    """What is planned is another thing than what was done."""
    block = only(
        sheet(
            ["Nama IKM", "Kab/Kota", "Rencana", None, "Keterangan lain"],
            [None, None, "Mulai", "Selesai", None],
            ["A", "Wajo", "1/2/2021", "3/2/2021", None],
            merged=(Merged(1, 2, 1, 3),),
        )
    )
    assert headers(block)[2:4] == ["Rencana Mulai", "Rencana Selesai"]
    assert [heading.means for heading in block.headings[2:4]] == [None, None]


def test_a_line_of_title_right_above_is_no_group():
    """A label with its value, a title in the middle, a year."""
    for above in (["Tahun", "2021"], [None, "Daftar IKM"], ["DAFTAR"], [None, None, 2021]):
        block = only(sheet(above, ["No", "Nama IKM", "Kab/Kota"], [1, "A", "Wajo"]))
        assert headers(block) == ["No", "Nama IKM", "Kab/Kota"]
        assert block.row == 2


def test_a_group_ends_where_its_names_stand_alone():
    """Without merged cells nothing else says so."""
    block = only(
        sheet(
            ["", "", "Tanggal", None, None, None],
            ["No", "Nama IKM", "Mulai", "Selesai", "Komoditi", "Merek"],
            [1, "A", "1/2/2021", "3/2/2021", "tenun", "x"],
        )
    )
    assert headers(block)[2:] == ["Tanggal Mulai", "Tanggal Selesai", "Komoditi", "Merek"]


def test_rows_below_a_header_are_records():
    """Whatever words are in them."""
    for row in ([None, "Mulai", None], ["Selesai", "Selesai", "Selesai"]):
        block = only(sheet(["Kode", "Nama IKM", "Status"], row))
        assert headers(block) == ["Kode", "Nama IKM", "Status"]
    head = headings_of(sheet(["Nama IKM", "Tahun"]), 0, 0, 2, 0)
    assert (head.first, head.last) == (0, 0)


# --- what its columns mean -------------------------------------------------------------------


def test_a_table_of_ours_is_read_whatever_its_headers_are():
    """Ids as they stand, and nothing made."""
    records = read(
        sheet(
            ["Kode", "Nama Kegiatan", "Tahun", "Jenis Kegiatan", "Waktu Pelaksanaan", "x_ruang"],
            ["K-1", "Bimtek Tenun", 2021, "training", "11 s.d. 13 November 2021", 5],
        ),
        sheet(["participant", "program", "status"], ["P-1", "K-1", "completed"], name="a"),
        sheet(["program", "amount"], ["K-1", 5], name="b"),
    )
    assert records.programs == (
        Program(
            id="K-1",
            year=2021,
            kind=ProgramKind.TRAINING,
            title="Bimtek Tenun",
            starts=dt.date(2021, 11, 11),
            ends=dt.date(2021, 11, 13),
        ),
    )
    assert records.participations == (
        Participation(participant="P-1", program="K-1", status=ParticipationStatus.COMPLETED),
    )
    assert len(records.sales) == 1
    assert {fault.reason for fault in records.faults} == {"day_range"}
    assert places(records) == ["E2", "E2"]


def test_the_name_of_a_sheet_decides_between_two_tables():
    """Only a name does; without one the table is not guessed."""
    rows = (["id", "name", "short_name", "sides"], ["a-1", "Dinas A", "A", "partner"])
    assert len(read(sheet(*rows)).agencies) == 1
    both = (["Kode", "Program", "Nilai", "Bantuan"], ["x", "y", 5, "z"])
    assert [one.id for one in read(sheet(*both)).grants] == ["x"]


def test_a_table_of_activities_gets_its_ids():
    """Whom it served is the regency in its rows."""
    records = read(
        sheet(
            "RENCANA KEGIATAN TAHUN 2022",
            ["No", "Nama Kegiatan", "Kab/Kota", "Pelaksana", "Status"],
            [1, "Pelatihan Batik", "73.13", "disperin-sulsel", "planned"],
            [2, "Lomba Batik", "73.13", None, None],
            [3, "-", "-", None, None],
        )
    )
    (program,) = records.programs
    assert program.id == program_id("training", 2022, ["73.13"], "Pelatihan Batik")
    assert (program.regencies, program.lead) == (("73.13",), "disperin-sulsel")
    assert told(records) == [
        ("IKM005", "kind", "in_title", ('"training"',)),
        ("IKM001", "kind", "empty", ()),
        ("IKM005", "year", "said_above", ("2022",)),
    ]


def test_a_column_that_is_not_understood_is_told_once():
    """With its place; its cells are not read, and not shown."""
    records = read(
        sheet(
            ["No", "Nama IKM", "Kab/Kota", "Alamat", None],
            [1, "A", "73.13", "Jl. Mawar", "x"],
            [2, "B", "73.13", "Jl. Melati", None],
        )
    )
    assert told(records) == [
        ("IKM003", "Alamat", "unknown_field", ()),
        ("IKM003", "E", "no_header", ()),
    ]
    assert places(records) == ["D1", "E1"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["Komoditi", "Produk"], [("IKM002", "column_twice")] * 2),
        (["Komoditas", "Produk"], [("IKM002", "column_twice")]),
        (["Tanggal", "Merek"], [("IKM002", "several_columns"), ("IKM003", "unknown_field")]),
        (["Jumlah", "Jumlah"], [("IKM002", "column_twice")] * 2),
        (["Kegiatan", "Nama Kegiatan"], []),
        (["Waktu Pelaksanaan", "Tanggal Mulai"], []),
        (["Asal Daerah", "Kab/Kota"], [("IKM002", "column_twice")] * 2),
        (["Kode", "Kode Peserta"], [("IKM002", "column_twice")] * 2),
    ],
)
def test_a_column_that_may_be_several_is_not_read(more, expected):
    """Nor one that is there twice; the very name of a field goes before a word for it."""
    records = read(sheet(TITLE, ["No", "Nama IKM", *more, "Ket"], [1, "A", "x", "x", "y"]))
    found = [(f.code, f.reason) for f in records.faults if f.location.row == 2]
    assert sorted(found) == sorted(expected)


def test_a_date_of_end_is_that_of_the_program_beside_a_start():
    """Otherwise it is the day on which somebody completed it."""
    day = dt.date(2021, 3, 3)
    alone = read(sheet(TITLE, ["No", "Nama IKM", "Tgl Selesai"], [1, "A", day]))
    assert alone.participations[0].completed_on == day
    both = read(sheet(TITLE, ["No", "Nama IKM", "Tgl Mulai", "Tgl Selesai"], [1, "A", day, day]))
    assert (both.programs[0].starts, both.programs[0].ends) == (day, day)
    assert both.participations[0].completed_on is None


@pytest.mark.parametrize(
    ("header", "doubtful"),
    [(["Nama Peserta", "Ket"], True), (["Nama Peserta", "Nama Pemilik"], False)],
)
def test_a_header_that_may_be_of_owners_is_told(header, doubtful):
    """A name without any other is taken for that of the IKM."""
    records = read(sheet(TITLE, ["No", *header], [1, "A", "B"]))
    assert records.participants[0].name == "A"
    assert any(fault.reason == "name_of_ikm" for fault in records.faults) is doubtful


# --- what is not read ------------------------------------------------------------------------


def test_a_sheet_without_a_table_is_told():
    """A cover, say; an empty sheet and one of ours beside the tables are nothing."""
    records = read(
        sheet("LAPORAN", name="Sampul"),
        sheet(name="x"),
        sheet("Petunjuk", name="Petunjuk pengisian"),
    )
    assert [(fault.table, fault.reason) for fault in records.faults] == [("Sampul", "no_table")]
    assert str(records.faults[0].location) == "daftar.xlsx:Sampul"


def test_a_table_that_is_none_of_ours_is_told():
    """What it may hold does not count as given."""
    records = read(
        sheet(["Kode", "Tahun"], ["a", 2021], name="s"),
        sheet(["participant", "program"], ["P-1", "K-1"], name="t"),
    )
    assert [fault.reason for fault in records.faults] == ["no_such_table"]
    assert records.given == {"participations"}


PROGRAMS = sheet(
    ["id", "year", "kind", "title", "lead", "status"],
    ["K", 2021, "training", "T", "disperin-sulsel", "completed"],
    ["M", 2021, "discount_market", "T", "disdag-sulsel", "completed"],
    name="programs",
)
GRANTS = ["id", "program", "item"]
NUMBERED = ["No", "Nama IKM", "Kab/Kota"]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (GRANTS, []),
        (GRANTS, [[" ", " ", None]]),
        (GRANTS, [["-", "-", None], ["-", "...", "-"]]),
        (NUMBERED, []),
        (NUMBERED, [[1, None, None], [2, "-", "-"]]),
    ],
)
def test_a_table_that_is_not_filled_in_says_nothing(head, rows):
    """Nobody becomes unlawful for a sheet that was left empty."""
    sales = sheet(["program", "retailer", "amount"], name="sales")
    records = read(PROGRAMS, sheet(head, *rows, name="kosong"), sales)
    assert (records.given, records.faults) == ({"programs"}, ())
    report = check(records, year=2021, select=["IKM501", "IKM601"])
    assert [one.outcome for one in report.findings] == [Outcome.UNDECIDED] * 2


def test_a_table_that_one_file_leaves_empty_may_be_given_by_another():
    """Whichever comes first; an unknown one that is empty takes nothing away either."""
    empty = sheet(GRANTS, name="kosong")
    unknown = sheet(["Kode", "Tahun"], name="x")
    full = sheet(GRANTS, ["G-1", "K", "Oven"], name="isi")
    for grids in ([empty, unknown, full], [full, unknown, empty]):
        records = read(*grids)
        assert (records.given, len(records.grants)) == ({"grants"}, 1)


def test_a_row_that_is_wrong_is_not_an_empty_table():
    """It states something, though it becomes no record."""
    records = read(sheet(GRANTS, ["G-1", "K", None]))
    assert (records.given, records.grants) == ({"grants"}, ())
    assert [fault.code for fault in records.faults] == ["IKM001"]


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ([["participant", "program"], ["P-1", "K-1"]], {"participations"}),
        ([["No", "Nama IKM", "Tahun"], [1, "A", 2020]], {"participants", "programs", "grants"}),
        ([["participant", "program"]], set()),
        (["nothing"], set()),
    ],
)
def test_a_hidden_sheet_is_told_and_not_read(rows, lost):
    """What it would say does not make anybody unlawful."""
    records = read(
        sheet(*rows, name="lama", hidden=True),
        *(
            sheet(["id", "year", "kind", "title"], ["K", 2020, "training", "T"], name="p"),
            sheet(["participant", "program"], ["P-2", "K"], name="q"),
        ),
    )
    assert [(fault.table, fault.reason) for fault in records.faults] == [("lama", "hidden_sheet")]
    assert len(records.participations) == 1
    assert records.given == {"programs", "participations"} - lost - (
        {"participations"} if "grants" in lost else set()
    )


def test_what_was_assumed_of_a_file_is_told_once():
    """As a note at its first table."""
    grid = sheet(
        ["participant", "program"],
        ["P-1", "K-1"],
        [],
        ["Kode", "Nama Kegiatan", "Tahun", "Jenis"],
        name=None,
        file="a/daftar.csv",
        notices=(Phrase("read_as_cp1252"),),
    )
    assert told(read(grid), "IKM005") == [("IKM005", None, "not_utf_8", ("Windows-1252",))]
