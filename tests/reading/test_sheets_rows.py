"""Rows below a header: what a person takes for a record, and what is told or nothing."""

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.reading.endings import is_counting, is_figure, is_note, is_signature, is_total
from ikm_sinergi.reading.grid import Merged
from office_sheets import read, sheet, told

TITLE = "DAFTAR PESERTA PELATIHAN TENUN KABUPATEN WAJO TAHUN 2020"
HEADER = ["No", "Nama IKM", "Kab/Kota", "Komoditas", "Tenaga Kerja"]


def names(records):
    """Return the names of the IKM."""
    return [one.name for one in records.participants]


def listed(*rows, header=HEADER, **more):
    """Return the records of a list with this header."""
    return read(sheet(TITLE, [], header, *rows, **more))


def rows_told(records):
    """Return which rows are told of as no records: by their numbers, or the row of one."""
    return [
        readings[0] if readings else row
        for (_, _, reason, readings), row in zip(
            told(records, "IKM003"),
            [fault.location.row for fault in records.faults if fault.code == "IKM003"],
            strict=True,
        )
        if reason in {"odd_row", "odd_rows"}
    ]


# --- totals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "total",
    [
        [None, "Jumlah Kecamatan Tempe", None, None, 3],
        [None, "Jumlah", 2, "IKM"],
        *(
            [label, None, None, None, 3]
            for label in (
                *("Jumlah Total", "Total Jumlah", "Jumlah Kab. Wajo", "Sub Total Kec. Tempe"),
                *("TOTAL (Rp)", "Jumlah Laki-laki", "JUMLAH I", "T O T A L", "Jml Total"),
                *("Jumlah (1+2)", "Grand Total", "Rekapitulasi"),
            )
        ),
        ["Rata-rata", None, None, None, 3.5],
        ["Total", None, None, None, "12 orang"],
    ],
)
def test_a_total_is_nothing(total):
    """Whatever it is the total of, and whatever its sum looks like."""
    records = listed([1, "A", "Wajo", "x", 1], total, [2, "B", "Wajo", "x", 2])
    assert (names(records), rows_told(records)) == (["A", "B"], [])


def test_sums_without_a_label_are_told():
    """They are no nameless IKM."""
    records = listed([1, "A", "Wajo", "x", 1], [None, None, None, None, 3])
    assert (names(records), rows_told(records)) == (["A"], [5])
    bare = listed(["A", "Wajo", "x", 1], [None, None, None, 3], header=HEADER[1:])
    assert (names(bare), rows_told(bare)) == (["A"], [5])
    assert not told(bare, "IKM001")


def test_a_subtotal_below_merged_cells_is_no_ikm():
    """What merged cells say of it is not its own."""
    records = listed(
        [1, "A", "Wajo", "x", 1],
        [2, "B", None, "x", 1],
        [None, "Jumlah", None, None, 2],
        merged=(Merged(4, 2, 6, 2),),
    )
    assert (names(records), rows_told(records)) == (["A", "B"], [])
    assert records.participants[1].regency == "73.13"


def test_a_header_merged_into_the_rows_says_nothing_of_them():
    """Its text is no cell of theirs."""
    records = listed([1, "A", "Wajo", "x", None], merged=(Merged(3, 4, 4, 4),))
    assert (names(records), records.participants[0].workers) == (["A"], None)


def test_a_row_without_a_number_is_told_so():
    """In words of its own: another reason speaks of a number that is no NIB."""
    records = listed(
        [1, "A", "Wajo", "x", 1],
        ["Jumlah", None, None, None, 1],
        [None, "B", "Wajo", "x", 2],
    )
    said = [(one.say("en"), one.say("id")) for one in ikm.check(records, select="IKM005")]
    english, indonesian = next(pair for pair in said if "number" in pair[0])
    assert "6 has no number, unlike the rows above" in english
    assert "6 tidak bernomor, berbeda dengan baris-baris di atasnya" in indonesian


def test_rows_after_a_subtotal_are_records_or_told():
    """What their cells attest, or what is like the rows above, is a record; the rest is told."""
    numbered = listed(
        [1, "A", "Wajo", "x", 1],
        ["Jumlah", None, None, None, 1],
        [None, "B", "Wajo", "x", 2],
        [None, "C", "di sana", "x", 2],
    )
    assert (names(numbered), rows_told(numbered)) == (["A", "B"], [7])
    assert ("IKM005", None, "unnumbered_row", ("participants",)) in told(numbered)
    header = ["Nama IKM", "Komoditas", "Tenaga Kerja"]
    bare = listed(
        ["A", "x", 1], ["Jumlah", None, 1], ["B", "x", 2], ["Jumlah", 2], ["C", "x"],
        [None, "x", 2], header=header,
    )  # fmt: skip
    assert (names(bare), rows_told(bare)) == (["A", "B"], [8])


def test_an_unnumbered_row_between_numbered_ones_is_a_record():
    """If it says as much as they do; and no error if it has no name."""
    records = listed(
        [1, "A", "di sana", "x", 1],
        [None, "B", "di sana", "x", 2],
        [None, None, "di sana", "x", 2],
        [2, "C", "di sana", "x", 3],
        [None, "D", "di sana", "x", 2],
    )
    assert (names(records), rows_told(records)) == (["A", "B", "C"], ["6, 8"])


def test_a_list_whose_numbering_is_left_empty_is_read():
    """As one without numbers; the numbers of the next table are not its own."""
    rows = [[None, "A", "x"], [None, "B", "y"]]
    other = [[], ["No", "Nama IKM", "Kab/Kota", "NIB"], [1, "C", "Wajo", None]]
    assert names(listed(*rows, header=["No", "Nama IKM", "Komoditas"])) == ["A", "B"]
    assert names(listed(*rows, *other, header=["No", "Nama IKM", "Komoditas"])) == ["A", "B", "C"]


# --- what looks like an end ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Sumber", "NB", "Ket", "*Bintang", "UD Karya, Mode 2000", "Mengetahui Jaya", "Sumber: Rejeki",
     "TTD Craft", "A.N. Mebel", "Total"],
)  # fmt: skip
def test_an_ikm_may_be_called_like_an_end(name):
    """If its regency and its product stand beside the name."""
    header = ["Nama IKM", "Kab/Kota", "Komoditas"]
    records = listed(["A", "Wajo", "x"], [], [name, "Wajo", "Batik"], header=header)
    assert (names(records), rows_told(records)) == (["A", name], [])


def test_a_place_and_a_day_in_a_column_are_no_signature():
    """Where a regency attests the row, or the row above has the like; else the row is told."""
    header = ["Nama IKM", "Tempat, Tanggal Lahir", "Kab/Kota"]
    born = "Sengkang, 2 Juni 1981"
    records = listed(["A", "x", "Wajo"], [], ["B", born, "Wajo"], header=header)
    assert names(records) == ["A", "B"]
    records = listed(["A", "x"], ["B", born], ["C", born, "Wajo"], ["D", born], header=header)
    assert (names(records), rows_told(records)) == (["A", "C", "D"], [5])
    assert names(listed(["A", born], header=header)) == []


def test_what_ends_a_table_and_names_something_is_told():
    """A note of one cell is nothing; one beside the names may be an IKM."""
    header = ["Nama IKM", "Komoditas", "Tenaga Kerja", "Ket", "Foto", "Telepon"]
    records = listed(
        ["A", "x", 1, "y", "z", "0"], [], ["Sumber", "Dinas"], ["B", "y"], [None, "p", "q"],
        [None, "p", "q", "r", "s"], ["lepas"], header=header,
    )  # fmt: skip
    assert (names(records), rows_told(records)) == (["A"], ["6-7, 9"])


@pytest.mark.parametrize(
    "rows",
    [
        [["Mengetahui,", "Sengkang, 3 Mei 2020"], ["Kepala Dinas", "Ketua"], ["Fulan", "Fulana"],
         ["NIP 1", "NIP 2"], ["Fulan"]],
        [["Keterangan:"], ["L", "Laki-laki"], ["P", "Perempuan"]],
        [["Rekap per kecamatan"], ["Kecamatan", "Jumlah"], ["Tempe", 1]],
        [["pada tanggal", "10 Maret 2020"], ["KETUA", "SEKRETARIS"], ["Fulan", "Fulana"]],
    ],
    ids=["signature", "legend", "recap", "day"],
)  # fmt: skip
@pytest.mark.parametrize("header", [["No", "Nama IKM"], ["Nama IKM", "Kab/Kota"]])
def test_signatures_legends_and_recaps_are_no_ikm(rows, header):
    """In a table of two columns, and without a blank row before them."""
    first = [1, "A"] if header[0] == "No" else ["A", "Wajo"]
    assert names(listed(first, *rows, header=header)) == ["A"]


def test_below_a_signature_only_numbered_rows_are_records():
    """A page may go on after it."""
    records = listed(
        [1, "A", "Wajo", "x", 1], [None, "Kepala Dinas"], [None, "B", "Wajo", "x", 1],
        [2, "C", "Wajo", "x", 1], [None, None, "Wajo"],
    )  # fmt: skip
    assert (names(records), rows_told(records)) == (["A", "C"], [6])


def test_numbered_notes_are_no_participants():
    """They restart the numbering below an end, and say one thing each."""
    records = listed(
        [1, "A", "Wajo", "x", 1], [2, "B", "Wajo", "x", 1], [], ["Catatan:"],
        [1, "Peserta wajib membawa KTP"], [2, "Hadir tepat waktu"], [3, "Bersepatu"],
    )  # fmt: skip
    assert (names(records), rows_told(records)) == (["A", "B"], ["8-10"])


def test_numbering_may_go_on_below_a_subtotal():
    """With the next number, or more in the row."""
    records = listed([1, "A"], ["Jumlah", 1], [2, "B"], ["Jumlah", 1], [1, "C", "Wajo"])
    assert names(records) == ["A", "B", "C"]


def test_no_text_is_looked_at_for_long():
    """A cell may hold as much as a spreadsheet allows."""
    for text in ("1" + "," * 16_000 + "x", "Jumlah " * 4000, "Mengetahui, " * 2000, " " * 30_000):
        records = listed(
            [1, "A", "Wajo", "x", 1], ["Jumlah", None, None, text, 1], [text, text], [text]
        )
        assert names(records) == ["A"]


@pytest.mark.parametrize(
    ("test", "text", "more"),
    [
        (is_figure, "1", "1"),
        (is_note, "Catatan: ", "x"),
        (is_signature, "NIP. 1970", "1"),
        (is_total, "Jumlah", " ikm"),
    ],
)
def test_a_text_of_any_length_is_neither_a_figure_nor_an_ending(test, text, more):
    """What no person writes in one cell is not tried, so it can take no time."""
    assert test(text + more)
    assert not test(text + more * 1000)


# --- blank lines -----------------------------------------------------------------------------


def test_headers_and_numbers_of_columns_come_again():
    """In another case, below each other or after a blank row."""
    records = listed(
        [1, "A", "Wajo", "x", 1],
        [cell.upper() for cell in HEADER],
        [1, 2, 3, 4, "5=3+4"],
        [2, "B", "Wajo", "x", 1],
        [],
        ["a", "b", "c", "d", "e"],
        ["No", "lain", None, None, None],
        [3, "C", "Wajo", "x", 1],
    )
    assert names(records) == ["A", "B", "C"]
    assert not is_counting((1, "A", "Wajo"), 3)
    assert not is_counting((1, 2), 3)


def test_forms_that_were_not_filled_in_are_nothing():
    """A number, and the regency that was filled in before."""
    records = listed([1, "A", "Wajo", "x", 1], [2, None, "Wajo"], [3], [4, None, "Wajo", "x"])
    assert names(records) == ["A"]
    assert len(told(records, "IKM001")) == 1
    ours = read(sheet(["No", "participant", "program"], [1, "P-1", "K-1"], [2, None, "K-1"]))
    assert len(told(ours, "IKM001")) == 1


def test_sections_are_told_once_for_a_table():
    """With the first of them, and how many there are."""
    rows = [row for n in range(1, 61) for row in ([f"Kelurahan {n}"], [n, f"A{n}", "Wajo"])]
    assert rows_told(listed(*rows)) == ["4, 6, 8, 10, 12, 14, ... (60)"]


# --- tables below each other -----------------------------------------------------------------


def test_a_header_below_another_title_begins_another_table():
    """The same header below the same title is that of another page."""
    header = ["No", "Nama IKM"]
    other = "DAFTAR PESERTA PENDAMPINGAN TENUN KABUPATEN SOPPENG TAHUN 2021"
    rows = [[1, "A"], ["Jumlah", 7], [], [TITLE], [], ["NO", "NAMA IKM"], [2, "B"]]
    one = listed(*rows, header=header)
    assert (len(one.programs), names(one)) == (1, ["A", "B"])
    two = listed(*rows, [], [other], [], header, [1, "C"], header=header)
    assert [(str(one.kind), one.year) for one in two.programs] == [
        ("training", 2020),
        ("mentoring", 2021),
    ]
    assert [one.regency for one in two.participants] == ["73.13", "73.13", "73.12"]


def test_a_regency_above_a_repeated_header_is_a_section():
    """Where the title says none."""
    records = read(
        sheet(
            "PELATIHAN TENUN 2020", ["No", "Nama IKM"], [1, "A"], ["II", "KABUPATEN SOPPENG"],
            ["No", "Nama IKM"], [1, "A"],
        )
    )  # fmt: skip
    assert [one.regency for one in records.participants] == [None, "73.12"]
    assert len(records.programs) == 1


# --- sections and groups ---------------------------------------------------------------------


def test_sections_say_the_regency_and_the_kind_of_their_rows():
    """Until the next one of their level; namesakes in two of them are two IKM."""
    rows = [
        ["I", "KABUPATEN WAJO"], ["A", "PELATIHAN"], [1, "X", "x"], ["B", "PENDAMPINGAN"],
        [1, "Y", "x"], ["II", "KABUPATEN SOPPENG"], [1, "X", "x"], ["a.", "Kelompok"],
        [2, "Y", "x"], ["III", "LAIN-LAIN"], [1, "X", "x"],
    ]  # fmt: skip
    records = read(sheet("DAFTAR PESERTA TAHUN 2020", ["No", "Nama IKM", "Komoditas"], *rows))
    assert [(one.name, one.regency) for one in records.participants] == [
        ("X", "73.13"),
        ("Y", "73.13"),
        ("X", "73.12"),
        ("Y", "73.12"),
        ("X", None),
    ]
    assert [str(one.kind) for one in records.programs] == ["training", "mentoring"]
    assert {fault.reason for fault in records.faults if fault.code == "IKM005"} == {
        "said_above",
        "said_in_section",
    }
    assert rows_told(records) == ["10, 12"]
    titled = read(sheet("BINA IKM TAHUN 2020", ["Kegiatan: Bina IKM"], HEADER[:2], *rows[1:3]))
    assert [one.title for one in titled.programs] == ["Bina IKM"]


def test_a_section_beside_a_column_is_only_told():
    """The column says it better."""
    records = listed(["KABUPATEN SOPPENG"], [1, "A", "Wajo", "x", 1])
    assert (records.participants[0].regency, rows_told(records)) == ("73.13", [4])


@pytest.mark.parametrize(
    "numbers", [[1, 2, 1, 2], [1, None, 2, None]], ids=["numbered anew", "groups numbered"]
)
def test_a_regency_in_the_first_row_of_a_group_is_carried_down(numbers):
    """If the numbers of the rows leave no doubt of it."""
    places = ["Wajo", None, "Soppeng", None]
    rows = [
        [number, place, name, "x", 5]
        for number, place, name in zip(numbers, places, "ABAB", strict=True)
    ]
    rows.append([1 if numbers[1] else 3, "Bone", "C", "x", 5])
    header = ["No", "Kab/Kota", "Nama IKM", "Komoditas", "Tenaga Kerja"]
    records = read(sheet("DAFTAR PELATIHAN 2020", header, *rows))
    assert [one.regency for one in records.participants] == [
        "73.13", "73.13", "73.12", "73.12", "73.08",
    ]  # fmt: skip
    assert len([one for one in records.faults if one.reason == "carried_down"]) == 2


@pytest.mark.parametrize("numbers", [[1, 2, 3, 4], None])
def test_namesakes_in_two_groups_are_not_merged(numbers):
    """If nobody can know their regency; it is told."""
    places = ["Wajo", None, "Soppeng", None]
    rows = [[place, name, "x"] for place, name in zip(places, "ABAB", strict=True)]
    header = ["Kab/Kota", "Nama IKM", "Komoditas"]
    if numbers:
        rows = [[number, *row] for number, row in zip(numbers, rows, strict=True)]
        header = ["No", *header]
    records = read(sheet("DAFTAR PELATIHAN 2020", header, *rows))
    assert [one.regency for one in records.participants] == ["73.13", None, "73.12", None]
    assert [fault.reason for fault in records.faults].count("same_name") == 1


def test_the_name_of_a_sheet_may_be_a_regency():
    """Two sheets of one workbook then have two IKM of one name."""
    rows = ("DAFTAR PELATIHAN 2020", ["No", "Nama IKM"], [1, "A"])
    records = read(*(sheet(*rows, name=name) for name in ("Wajo", "Soppeng", "Toraja")))
    assert [one.regency for one in records.participants] == ["73.13", "73.12", None]
