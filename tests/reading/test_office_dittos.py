"""Cells that only repeat the one above, and cells that are not filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import is_ditto, stated
from office_cells import outcome, read_of
from office_sheets import places, read, sheet, told

DITTOS = ['"', '""', "''", ' -"- ', "\u3003", "\u201d", "\u2033", "sda", "S.D.A.", "s d a"]
DITTOS += ["idem", "Idem.", "ditto", "sama dengan di atas"]
FILLERS = ["N/A", "n/a", "(kosong)", "belum ada", "blm ada", "tidak diketahui", "Tidak diisi"]
FILLERS += ["None", "nan", "NaN", "NULL", "<NA>", "\u200b", " \u200e- "]
MAYBE_ZERO = ["nihil", "NIHIL", "-nihil-", "Tidak ada", "tdk ada", "tak ada"]
ALL = [(table, column.field) for table in TABLES for column in TABLES[table].columns]
TITLE = "DAFTAR PESERTA PELATIHAN TENUN TA 2021 KAB. WAJO"


@pytest.mark.parametrize("cell", FILLERS, ids=ascii)
def test_a_filler_states_nothing_anywhere(cell):
    """It is neither a product nor a number."""
    assert not stated(cell)
    for name in ALL:
        assert outcome(read_of(".".join(name)), cell) == ("read", None)


@pytest.mark.parametrize("cell", MAYBE_ZERO)
def test_a_word_for_nothing_may_be_zero_where_numbers_stand(cell):
    """There it is refused; elsewhere nothing is stated."""
    assert not stated(cell)
    for table, field in ALL:
        became = outcome(read_of(f"{table}.{field}"), cell)
        whole = TABLES[table].column(field).holds.value == "whole"
        assert became == (("refused", "not_whole", ()) if whole else ("read", None))


@pytest.mark.parametrize("cell", ["Nan", "NA", "Kosong Jaya", "Tidak ada duanya", "Belum", "Sdap"])
def test_a_name_that_looks_like_a_filler_is_a_name(cell):
    """Only the very words are none."""
    assert outcome(read_of("participants.commodity"), cell) == ("read", cell)


@pytest.mark.parametrize("cell", DITTOS, ids=ascii)
def test_a_ditto_is_never_a_value(cell):
    """Where it is not replaced, it is refused."""
    assert is_ditto(cell)
    assert stated(cell)
    for name in ALL:
        assert outcome(read_of(".".join(name)), cell) == ("refused", "ditto", ())


@pytest.mark.parametrize("cell", ["'", "Sida", "-", "", "Ideman", '"Tenun"', "sda " * 20])
def test_what_is_no_ditto(cell):
    """A dash, a quotation, a name."""
    assert not is_ditto(cell)


def test_a_ditto_takes_the_value_above_and_is_told():
    """From row to row, as long as no row is between them."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "Komoditas", "Kab/Kota", "Tenaga Kerja"],
            [1, "A", "tenun", "73.13", 5],
            [2, "B", "sda", '"', "idem"],
            [3, "C", "idem", ' -"- ', 6],
            [],
            [4, "D", "sda", "73.12", 7],
        )
    )
    found = [(one.name, one.commodity, one.regency, one.workers) for one in records.participants]
    assert found == [
        ("A", "tenun", "73.13", 5),
        ("B", "tenun", "73.13", 5),
        ("C", "tenun", "73.13", 6),
        ("D", None, "73.12", 7),
    ]
    dittos = [fault for fault in records.faults if fault.reason == "ditto"]
    assert [(f.code, f.field, f.shown, f.readings) for f in dittos] == [
        ("IKM005", "commodity", '"sda"', ('"tenun"',)),
        ("IKM005", "commodity", '"idem"', ('"tenun"',)),
        ("IKM005", "regency", '"\\""', ('"73.13"',)),
        ("IKM005", "regency", '" -\\"- "', ('"73.13"',)),
        ("IKM005", "workers", '"idem"', ("5",)),
        ("IKM002", "commodity", '"sda"', ()),
    ]
    assert [f"{f.location.letter}{f.location.row}" for f in dittos[:2]] == ["C4", "C5"]
    assert dittos[0].location.column == "Komoditas"


def test_nobody_has_the_name_or_the_number_of_another():
    """Not even by a ditto; nor is there anything above the first row, or above a blank one."""
    records = read(
        sheet(
            TITLE,
            ["No", "Nama IKM", "NIB", "Nama Pemilik", "Komoditas"],
            [1, "A", "8120000000001", "Fulan", "sda"],
            [2, "sda", "8120000000002", "Fulanah", "tenun"],
            [3, "C", "sda", "sda", "-"],
            [4, "D", "8120000000003", None, "sda"],
        )
    )
    assert [(one.name, one.commodity) for one in records.participants] == [
        ("A", None),
        ("C", None),
        ("D", None),
    ]
    assert told(records, "IKM002") == [
        ("IKM002", "commodity", "ditto", ()),
        ("IKM002", "name", "ditto", ()),
        ("IKM002", "nib", "ditto", ()),
        ("IKM002", "owner.name", "ditto", ()),
        ("IKM002", "commodity", "ditto", ()),
    ]
    assert [fault.shown for fault in records.faults if fault.field == "owner.name"] == ["***"]


def test_a_ditto_of_a_table_of_ours_is_replaced_too():
    """And of a column that fills two fields, for both."""
    records = read(
        sheet(
            ["id", "Tahun", "Jenis Kegiatan", "Nama Kegiatan", "Waktu Pelaksanaan"],
            ["P-1", 2021, "training", "Tenun", "2021-03-05"],
            ["P-2", "sda", "sda", "Batik", "sda"],
            name="programs",
        )
    )
    assert [(one.year, str(one.kind), str(one.starts)) for one in records.programs] == [
        (2021, "training", "2021-03-05")
    ] * 2
    assert [f.field for f in records.faults] == ["year", "kind", "starts", "ends"]
    assert places(records) == ["B3", "C3", "E3", "E3"]


def test_a_row_that_says_nihil_is_no_participant():
    """Numbered or not."""
    records = read(
        sheet(TITLE, ["No", "Nama IKM", "Komoditas"], [1, "A", "tenun"], [2, "NIHIL", None])
    )
    assert [one.name for one in records.participants] == ["A"]
    assert told(records, "IKM001", "IKM002") == []


@given(st.text(max_size=30))
def test_what_states_nothing_is_no_ditto(text):
    """One or the other, or a value."""
    assert stated(text) or not is_ditto(text)
