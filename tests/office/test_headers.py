"""The headers that offices write over their columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office.headers import Header, is_countable, is_personal, match

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]


@pytest.mark.parametrize(
    ("table", "column"), COLUMNS, ids=[f"{table.name}.{column.field}" for table, column in COLUMNS]
)
def test_every_column_is_known_by_its_names(table, column):
    """The names in files and the labels in both languages, in any case."""
    for name in (column.header, column.field, column.label.en, column.label.id):
        for header in (name, name.upper(), f" {name.title()} *"):
            assert column.field in match(header).fields(table.name)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Nama IKM", "participants.name"),
        ("Nama Usaha", "participants.name"),
        ("NAMA PERUSAHAAN", "participants.name"),
        ("Kab/Kota", "programs.regencies participants.regency dispensations.regency"),
        ("Kab./Kota", "programs.regencies participants.regency dispensations.regency"),
        ("Kabupaten/Kota", "programs.regencies participants.regency dispensations.regency"),
        ("Asal", "participants.regency"),
        ("Tahun", "programs.year results.year dispensations.year"),
        ("Tahun Anggaran", "programs.year results.year dispensations.year"),
        ("T.A.", "programs.year results.year dispensations.year"),
        ("Komoditi", "programs.commodity participants.commodity"),
        ("Jenis Produk", "programs.commodity participants.commodity"),
        ("Jenis Kegiatan", "programs.kind"),
        ("Nama Kegiatan", "programs.title"),
        ("Tgl. Mulai", "programs.starts"),
        ("Tgl Selesai", "programs.ends participations.completed_on"),
        ("Tenaga Kerja", "participants.workers"),
        ("TK", "participants.workers"),
        ("NIB", "participants.nib"),
        ("NIK", "participants.owner.nik"),
        ("No. KTP", "participants.owner.nik"),
        ("Nama Pemilik", "participants.owner.name"),
        ("Pemilik", "participants.owner.name"),
        ("Status", "programs.status participations.status"),
        ("Pelaksana", "programs.lead"),
        ("Mitra", "programs.partners"),
        ("Bantuan Alat", "grants.item"),
        ("Nama UKM", "participants.name"),
        ("UMKM", "participants.name"),
        ("Nama Kelompok", "participants.name"),
        ("Nama KUB", "participants.name"),
        ("Daerah Asal", "participants.regency"),
        ("Kota", "programs.regencies participants.regency dispensations.regency"),
        ("Tahun Pelatihan", "programs.year"),
        ("Instansi Penyelenggara", "programs.lead"),
        ("Tanggal BAST", "grants.handed_over"),
        ("Tgl. BAST", "grants.handed_over"),
        ("Tenaga Kerja\u00b9)", "participants.workers"),
        ("Nama Pemilik IKM", "participants.owner.name"),
        ("Nama Pemilik (sesuai KTP)", "participants.owner.name"),
        ("Nama Pemilik / Penanggung Jawab", "participants.owner.name"),
        ("Nama Penanggung Jawab", "participants.owner.name"),
        ("Pemilik / Pimpinan", "participants.owner.name"),
        ("Nama Ketua Kelompok", "participants.owner.name"),
        ("NIK (KTP)", "participants.owner.nik"),
        ("Nilai\nInvestasi", "participants.investment"),
        ("NIB (13 digit)", "participants.nib"),
        ("Tanggal Mulai (hh/bb/tttt)", "programs.starts"),
        ("Nama IKM (wajib diisi)", "participants.name"),
    ],
)
def test_synonyms(header, columns):
    """What a header of an office may mean."""
    found = match(header)
    assert [".".join(column) for column in found.columns] == columns.split()
    assert (found.factor, found.numbering) == (1, False)
    assert not any(map(found.ambiguous, TABLES))


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Nilai Investasi (Rp)", 1),
        ("Nilai Investasi (Rp.)", 1),
        ("Nilai Investasi Rp", 1),
        ("Investasi, Rp", 1),
        ("Nilai Investasi (rupiah)", 1),
        ("Nilai Investasi (Rp.000)", 1000),
        ("Nilai Investasi (Rp. 000,-)", 1000),
        ("Nilai Investasi (Rp 1.000)", 1000),
        ("Nilai Investasi (x 1.000)", 1000),
        ("Nilai Investasi (000)", 1000),
        ("Nilai Investasi (ribu rupiah)", 1000),
        ("Nilai Investasi (dalam ribuan)", 1000),
        ("Investasi dalam ribuan rupiah", 1000),
        ("Nilai Investasi [Rp juta]", 10**6),
        ("Nilai Investasi (juta rupiah)", 10**6),
        ("Nilai Investasi (Rp.000.000)", 10**6),
        ("Nilai Investasi (M)", 10**9),
        ("Nilai Investasi (Juta Rp)", 10**6),
        ("Nilai Investasi (Ribu Rp.)", 1000),
        ("Nilai Investasi (Rp miliar)", 10**9),
    ],
)
def test_unit_of_money_is_a_factor(header, factor):
    """In brackets or behind a blank."""
    assert match(header) == Header(columns=(("participants", "investment"),), factor=factor)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Jumlah", [("grants", "quantity"), ("grants", "value"), ("sales", "amount")]),
        ("Jumlah (Rp)", [("grants", "value"), ("sales", "amount")]),
        ("Jumlah (unit)", [("grants", "quantity")]),
        ("Nilai (orang)", [("results", "value")]),
        ("Tenaga Kerja (orang)", [("participants", "workers")]),
    ],
)
def test_unit_tells_columns_apart(header, columns):
    """Money is not counted in pieces, nor people in rupiah."""
    assert list(match(header).columns) == columns


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Lokasi",
        "Tempat Pelaksanaan",
        "No. HP",
        "Alamat",
        "Tanggal Selesai (rencana)",
        "Tanggal Mulai (mm/dd/yyyy)",
        "Tenaga Kerja (ribu)",
        "Tenaga Kerja (unit)",
        "NIB (Rp)",
        "Nilai Investasi (US$)",
        "Omzet (Rp/bulan)",
        "Harga Satuan",
        "Lokasi (Rp)",
        "x_catatan",
        "Nama " * 30,
    ],
)
def test_what_is_not_surely_meant_is_not_understood(header):
    """A venue is no regency served, a plan no date, a dollar no rupiah."""
    assert match(header) is None


@pytest.mark.parametrize("header", ["No", "No.", "NOMOR", "No. Urut", "#"])
def test_numbering_is_known_and_not_read(header):
    """It holds nothing of a record."""
    found = match(header)
    assert found.numbering
    assert not found.personal
    assert found.fields("participants") == ()


@pytest.mark.parametrize(
    "header", ["Waktu Pelaksanaan", "Hari, Tanggal", "Hari/Tanggal", "Jadwal Pelaksanaan"]
)
def test_one_cell_may_fill_two_fields(header):
    """A range in one column is the first and the last day."""
    found = match(header)
    assert found.fields("programs") == ("starts", "ends")
    assert not found.ambiguous("programs")


@pytest.mark.parametrize(
    ("header", "table", "fields"),
    [
        ("Kegiatan", "programs", ("kind", "title")),
        ("Nama", "participants", ("name", "owner.name")),
        ("Nama Peserta", "participants", ("name", "owner.name")),
        ("Nama Lengkap", "participants", ("name", "owner.name")),
        ("Nama Pengrajin", "participants", ("name", "owner.name")),
        ("Nama Pelaku Usaha", "participants", ("name", "owner.name")),
        ("Nama Usaha/Pemilik", "participants", ("name", "owner.name")),
        ("Usaha", "participants", ("name", "commodity")),
        ("Program/Kegiatan", "programs", ("kind", "title")),
        ("Jenis Pelatihan", "programs", ("kind", "title")),
        ("Tanggal", "programs", ("starts", "ends")),
    ],
)
def test_header_may_be_ambiguous_in_a_table(header, table, fields):
    """And clear in another one."""
    found = match(header)
    assert found.fields(table) == fields
    assert found.ambiguous(table)
    assert not found.ambiguous("grants")


@pytest.mark.parametrize("header", ["NIK", "Pemilik", "Nama", "owner_name"])
def test_columns_of_persons_are_recognised(header):
    """Even where the header may mean something else, its cells are to be masked."""
    assert match(header).personal


def test_other_columns_are_not_personal():
    """An enterprise is no person."""
    assert not match("Nama IKM").personal


@pytest.mark.parametrize(
    "header",
    [
        "No. HP",
        "No. HP/WA",
        "Telepon",
        "Alamat Rumah",
        "Direktur",
        "Nama Direktur",
        "Tempat, Tanggal Lahir",
        "L/P",
        "NPWP",
        "Nama Pemilik",
        "NIK (KTP)",
        "Tanda Tangan (wajib)",
    ],
)
def test_columns_of_persons_are_known_even_if_they_are_not_read(header):
    """So that whoever gives the sheet back can mask them."""
    assert is_personal(header)


@pytest.mark.parametrize(
    "header", ["Nama IKM", "Nama", "Nama Peserta", "Alamat", "Tanggal", "No", "", "HPP", "Kelas"]
)
def test_columns_that_may_be_about_an_ikm_are_not_surely_personal(header):
    """What may be either is for the other columns to tell."""
    assert not is_personal(header)


@pytest.mark.parametrize(
    ("header", "countable"),
    [("Unit Usaha", True), ("IKM", True), ("Peserta", True), ("Nama IKM", False), ("NIB", False)],
)
def test_headers_of_names_that_may_count(header, countable):
    """A column of numbers under them says how many there are."""
    assert is_countable(header) is countable


@given(st.text())
def test_nothing_raises(header):
    """Whatever stands over a column, it names known columns or none."""
    found = match(header)
    assert found is None or all(TABLES[table].column(field) for table, field in found.columns)
    assert is_personal(header) in {True, False}
