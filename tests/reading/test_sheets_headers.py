"""Headers of tables: groups over columns, units that stand alone, and rows that are one."""

import datetime as dt

import pytest

from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading import read as read_files
from ikm_sinergi.reading.grid import Line, Merged
from ikm_sinergi.reading.heads import is_head
from ikm_sinergi.reading.misses import nearest
from ikm_sinergi.reading.sheets import blocks_of
from ikm_sinergi.reading.units import has_unit, is_unit, unit_above
from office_sheets import read, sheet, told

TITLE = "DAFTAR PESERTA PELATIHAN TENUN KABUPATEN WAJO TAHUN 2020"


def grouped(group, names, cells, *, merged=True):
    """Return the records of a list with one IKM and a group of columns."""
    more = [None] * (len(names) - 1)
    return read(
        sheet(
            TITLE,
            ["No", "Nama IKM", group, *more, "Kab/Kota"],
            [None, None, *names, None],
            [1, "A", *cells, "73.13"],
            merged=(Merged(2, 2, 2, 1 + len(names)),) if merged else (),
        )
    )


# --- groups ----------------------------------------------------------------------------------


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("Tenaga Kerja", ["L", "P"]),
        ("Nilai Investasi (Rp)", ["Mesin", "Bangunan"]),
        ("Investasi", [2020, 2021]),
        ("Status Peserta", ["Lulus", "Tidak Lulus"]),
        ("Rencana", ["Mulai", "Selesai"]),
    ],
)
def test_a_group_says_nothing_of_its_first_column_alone(group, names, merged):
    """Its columns are told with its name, and none of them is read."""
    records = grouped(group, names, [2, 3], merged=merged)
    (one,), (share,), (program,) = records.participants, records.participations, records.programs
    assert (one.name, one.workers, one.investment, share.status) == ("A", None, None, None)
    assert (program.starts, program.ends) == (None, None)
    assert [fault[1] for fault in told(records, "IKM003")] == [f"{group} {name}" for name in names]


@pytest.mark.parametrize("merged", [True, False])
def test_groups_and_names_mean_something_together(merged):
    """A sum among them, the start and the end of an activity, and columns of an address."""
    records = grouped("Tenaga Kerja", ["L", "P", "Jumlah"], [2, 3, 5], merged=merged)
    assert records.participants[0].workers == 5
    days = [dt.date(2020, 3, 2), dt.date(2020, 3, 4)]
    for group in ("Waktu Pelaksanaan", "Tanggal Pelaksanaan"):
        program = grouped(group, ["Mulai", "Selesai"], days, merged=merged).programs[0]
        assert [program.starts, program.ends] == days
    nib = "8120000000001"
    records = grouped("Legalitas", ["NIB", "PIRT"], [nib, "x"], merged=merged)
    assert records.participants[0].nib == nib


def test_a_header_may_have_three_rows():
    """Groups in groups; what adds nothing does not matter."""
    for first in (
        ["No", "Data IKM", None, None, None],
        ["No", "Nama IKM", "Profil IKM", None, None],
    ):
        name = "Nama" if first[1] == "Data IKM" else None
        start = 1 if name else 2
        records = read(
            sheet(
                TITLE,
                first,
                [None, name, "Alamat", None, "Tenaga Kerja"],
                [None, None, "Desa", "Kab/Kota", None],
                [1, "A", "x", "73.13", 5],
                merged=(Merged(2, start, 2, 3 if start == 1 else 4), Merged(3, 2, 3, 3)),
            )
        )
        (one,) = records.participants
        assert (one.name, one.regency) == ("A", "73.13")


@pytest.mark.parametrize("cells", [(2, 3), (2, None)])
def test_a_merged_header_over_cells_of_its_own(cells):
    """With cells in all of its columns it says nothing of the first; merged for looks, it does."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Tenaga Kerja", None, "Kab/Kota"],
            [1, "A", *cells, "73.13"],
            merged=(Merged(2, 2, 2, 3),),
        )
    )
    refused = cells[1] is not None
    assert records.participants[0].workers == (None if refused else 2)
    expected = [("IKM002", "Tenaga Kerja", "over_columns", ())] if refused else []
    assert told(records, "IKM002", "IKM003") == expected


def test_a_group_without_a_name_below_it_is_none():
    """Its first column is not understood."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Tenaga Kerja", None, "Kab/Kota"],
            [None, None, None, "P", None],
            [1, "A", 2, 3, "73.13"],
            merged=(Merged(2, 2, 2, 3),),
        )
    )
    assert records.participants[0].workers is None
    assert [fault[1:3] for fault in told(records, "IKM002", "IKM003")] == [
        ("Tenaga Kerja", "over_columns"),
        ("Tenaga Kerja P", "unknown_field"),
    ]


def test_a_title_merged_over_some_columns_is_no_group():
    """It would take the numbers and the names away."""
    grid = sheet(
        ["DAFTAR PESERTA"],
        ["No", "Nama IKM", "Kab/Kota", "Komoditas", "NIB"],
        [1, "A", "Wajo", "x", None],
        merged=(Merged(1, 0, 1, 2),),
    )
    (block,) = blocks_of(grid)
    assert tuple(one.text for one in block.headings) == grid.rows[1]
    assert block.lines[0].row == 1
    repeated = sheet(["No", "Nama IKM", "Tanggal", None], ["No", "Nama IKM", "Mulai", "Selesai"])
    (block,) = blocks_of(repeated)
    assert [one.text for one in block.headings] == [
        "No No", "Nama IKM Nama IKM", "Tanggal Mulai", "Tanggal Selesai",
    ]  # fmt: skip
    assert all(one.means is not None for one in block.headings)
    text = sheet(["Nama IKM", "Tahun"], [dt.date(2020, 1, 1), None])
    assert [block.row for block in blocks_of(text)] == [1]


# --- units -----------------------------------------------------------------------------------


def test_a_row_of_units_belongs_to_the_header():
    """It is no IKM."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Kab/Kota", "Tenaga Kerja", "Nilai Investasi"],
            [None, None, None, "(orang)", "(Rp.000)"],
            [1, "A", "73.13", 2, 70000],
        )
    )
    (one,) = records.participants
    assert (one.workers, one.investment) == (2, 70_000_000)


@pytest.mark.parametrize(
    ("line", "header", "expected"),
    [
        ("(dalam ribuan rupiah)", "Nilai Investasi", 70_000_000),
        ("Dalam Rp.000", "Nilai Investasi", 70_000_000),
        ("Satuan: Juta Rupiah", "Nilai Investasi", 70_000_000_000),
        ("(dalam ribuan rupiah)", "Nilai Investasi (Rp.000)", 70_000_000),
        ("(dalam rupiah)", "Nilai Investasi (Rp)", 70_000),
        ("Dalam rangka pembinaan", "Nilai Investasi", 70_000),
        ("(dalam ribuan rupiah)", "Nilai Investasi (Rp)", None),
        ("(dalam jutaan Rp ribu)", "Nilai Investasi", None),
    ],
)
def test_a_unit_above_the_table_is_that_of_its_money(line, header, expected):
    """Unless a column has its own; what is doubtful is refused."""
    records = read(
        sheet(TITLE, [None, line], ["No", "Nama IKM", "Tenaga Kerja", header], [1, "A", 5, 70000])
    )
    (one,) = records.participants
    assert (one.workers, one.investment) == (5, expected)
    refused = [fault[2] for fault in told(records, "IKM002")]
    assert refused == (["doubtful_unit"] if expected is None else [])


def test_units_are_told_from_other_words():
    """A unit that is too long is none; two that differ are doubtful."""
    assert not is_unit("(" + "x" * 80)
    assert [has_unit("Nilai juta"), has_unit("Nilai"), has_unit("Nilai Rp")] == [True, False, None]
    lines = [Line(1, ((0, "dalam ribuan rupiah"),)), Line(2, ((0, "dalam juta rupiah"),))]
    assert unit_above(lines) is None
    assert unit_above([Line(1, ((0, "x" * 80),))]) == 1


# --- which rows are headers ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["No", "Nama IKM", "Alamat", "No. HP", "Tanda Tangan"], True),
        (["Nama IKM", "Kab/Kota", "NIB", "Status", "Komoditas", *"abcdefghijklmno"], True),
        (["No", "Nama IKM", 2019, 2020], True),
        (["Nama IKM", "Kab/Kota", "NIB", "2019"], True),
        (["Nama IKM", "Kab/Kota", 2019], False),
        (["Tahun", 2021], False),
        (["No", "Nama IKM", 5], False),
        (["No", "Nama IKM", "5"], False),
        (["Nama IKM", *"abcdefgh"], False),
        (["No", "Nama IKM", "11\u00b21"], True),
        (["No", "Nama IKM", "\u2460\u2461\u2462\u2463"], True),
        (["No", "Nama IKM", "\u0662\u0660\u0662\u0661"], True),
    ],
)
def test_a_header_may_have_much_that_is_not_understood(header, expected):
    """If it numbers and names, or enough of it is understood; years are its only numbers.

    Raised and circled digits, and those of other scripts, are words like any other.
    """
    assert is_head(header) is expected


def test_tables_stand_side_by_side_with_a_word_between():
    """A second numbering with names of its own begins a table."""
    header = ["No", "Nama IKM", "Kab/Kota"]
    rows = [[*header, None, *header], [1, "A", "Wajo", "dan", 1, "B", "Bone"]]
    records = read(sheet(TITLE, *rows))
    assert [(one.name, one.regency) for one in records.participants] == [
        ("A", "73.13"),
        ("B", "73.08"),
    ]
    (block,) = blocks_of(sheet(["No", "Nama IKM", "No", "Kab/Kota"], [1, "A", 2, "Wajo"]))
    assert len(block.headings) == 4


def test_a_group_beside_a_blank_column_is_of_the_same_table():
    """Its names stand one row lower."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Kab/Kota", None, "Bantuan", None],
            [None, None, None, None, "Nama Alat", "Jumlah Unit"],
            [1, "A", "Wajo", None, "Oven", 2],
            merged=(Merged(2, 4, 2, 5),),
        )
    )
    assert [(one.item, one.quantity) for one in records.grants] == [("Oven", 2)]
    apart = sheet(
        ["No", "Nama IKM", "Kab/Kota", None, "KEGIATAN", None],
        [1, "A", "Wajo", None, "Nama Kegiatan", "Tahun"],
        [2, "B", "Wajo", None, "Bimtek", 2021],
    )
    assert len(list(blocks_of(apart))) == 2
    below = sheet(*([*row[:4], None, None] for row in apart.rows[:2]), apart.rows[1], apart.rows[2])
    assert len(list(blocks_of(below))) == 2
    other = sheet(apart.rows[0], ["2", "C", "Wajo", None, "Nama Kegiatan", "Tahun"], [2, "B", 5.5])
    assert len(list(blocks_of(other))) == 2
    figures = sheet(
        ["Nama IKM", "Kab/Kota", None, "KEGIATAN"],
        [5, "Wajo", None, "Nama Kegiatan", "Tahun"],
    )
    assert len(list(blocks_of(figures))) == 2


def test_headers_of_many_merged_cells_are_read_in_time():
    """The merged cells of a sheet are looked through once."""
    rows = [["No", "Nama IKM"], [1, "A"], [], ["PELATIHAN TAHUN 2020"]] * 200
    merged = tuple(Merged(row, 1, row + 1, 2) for row in range(2000, 60_000))
    assert len(list(blocks_of(sheet(*rows, merged=merged)))) == 2


# --- what is not understood ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "Daftar;x\nTahun;Kab/Kota;Foo\n2020;Wajo;z\n",
            'row 2 .*"Tahun", "Kab/Kota" is.*Nama IKM',
        ),
        (
            "Nama IKM;Foo;Bar;Baz\nA;b;c;d\n",
            'row 1 .*"Nama IKM" is .*, but no other',
        ),
        ("x;y\n1;2\n", "understood: give the columns"),
    ],
)
def test_a_file_that_is_not_understood_is_told_what_is_near(tmp_path, text, hint):
    """Which row looks like a header, what of it is understood, and what is missing."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=hint):
        read_files(path)


def test_the_hint_names_the_sheet():
    """A workbook has several."""
    assert nearest([sheet(["Tahun"], name="s")]).startswith('row 1 of "s" looks most like')


def test_a_recap_does_not_count_as_lost_records():
    """Only a table that could hold records does."""
    share = sheet(["participant", "program"], ["P-1", "K-1"], name="t")
    recap = sheet(["No", "Kab/Kota", "Jumlah IKM", "Jumlah Tenaga Kerja"], [1, "Wajo", 3, 5])
    records = read(share, recap)
    assert [fault.reason for fault in records.faults] == ["no_such_table"]
    assert records.given == {"participations"}
    names = sheet(["Nama", "Nama", "Kab/Kota"], ["A", "B", "Wajo"])
    assert read(share, names).given == frozenset()


def test_a_sheet_called_like_one_of_ours_may_hold_a_table():
    """It is passed over only if it does not."""
    rows = (TITLE, ["No", "Nama IKM"], [1, "A"])
    assert len(read(sheet(*rows, name="Daftar Pilihan")).participants) == 1
    assert read(sheet(["Kode", "Tahun"], ["a", 1], name="Daftar pilihan")).faults == ()
