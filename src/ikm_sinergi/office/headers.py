"""The headers that offices write over their columns, and which columns of which tables they mean.

A header is folded and looked up exactly; what it says beyond the name of a column is understood
if it is a unit ("(Rp.000)") or a word for whoever fills in the form ("(wajib)"), and otherwise
the header is not understood at all: "Tanggal Selesai (rencana)" is another thing than its name.
A place of venue ("Lokasi", "Tempat") is never taken for the regencies that are served.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.office.amounts import SCALES, Measured, measured
from ikm_sinergi.tables import TABLES, Holds
from ikm_sinergi.values import LONGEST_ID, fold

__all__ = ["Header", "match"]


@frozen(kw_only=True)
class Header:
    """What a header may mean: the columns as (table, field), none for a numbering column.

    `factor` is what its unit multiplies the numbers by. `together` says that one cell fills all
    the fields of a table, as "Waktu Pelaksanaan" does; otherwise they are alternatives.
    """

    columns: tuple[tuple[str, str], ...]
    factor: int = 1
    together: bool = False

    @property
    def numbering(self) -> bool:
        """Whether the column only numbers the rows, and is not to be read."""
        return not self.columns

    @property
    def personal(self) -> bool:
        """Whether the column may hold data of a person, so that its cells are to be masked."""
        return any(field.startswith("owner.") for _, field in self.columns)

    def fields(self, table: str) -> tuple[str, ...]:
        """Return the fields that the header may mean in a table."""
        return tuple(field for name, field in self.columns if name == table)

    def ambiguous(self, table: str) -> bool:
        """Whether the header may mean one or another field of a table."""
        return len(self.fields(table)) > 1 and not self.together


def match(header: str) -> Header | None:
    """Return what a header means, None if it is not understood.

    >>> match("Nilai Investasi (Rp.000)")
    Header(columns=(('participants', 'investment'),), factor=1000, together=False)
    >>> match("Tgl. Selesai").columns
    (('programs', 'ends'), ('participations', 'completed_on'))
    >>> match("Waktu Pelaksanaan").fields("programs")
    ('starts', 'ends')
    >>> match("No.").numbering, match("Lokasi")
    (True, None)
    """
    plain = " ".join(unicodedata.normalize("NFKC", header).casefold().split()).strip(" :*")
    if len(plain) > LONGEST_ID:
        return None
    known = _known()
    found = known.get(_folded(plain))
    if found is not None:
        return found
    bare = _FOR_THE_WRITER.sub("", plain).strip(" :*")
    unit = _UNIT.search(bare)
    if unit is None:
        return known.get(_folded(bare))
    found = known.get(_folded(bare[: unit.start()]))
    return None if found is None else _with_unit(found, unit)


def _folded(text: str) -> str:
    return fold(text.replace("_", " ").replace("/", " ").strip(" :*(,"))


# --- units ---------------------------------------------------------------------------------

_SCALE: Final = "|".join(sorted(SCALES, key=len, reverse=True))
_UNIT: Final = re.compile(
    rf"[ ,([]+(?:dalam |dlm |x )?(?:(?P<money>rp|rupiah|idr)(?:[ .]*(?:x ?)?"
    rf"(?P<zeros>1?(?:\.?000)+)(?:,-)?|[ .]+(?P<after>{_SCALE}))?\.?"
    rf"|(?P<scale>{_SCALE})(?: rupiah)?|(?P<bare>(?:x ?)?1?(?:\.?000)+)"
    r"|(?P<people>orang|org|jiwa)|(?P<things>unit|buah|bh))[)\] ]*$"
)
_FOR_THE_WRITER: Final = re.compile(
    r"[ ]*[(\[](?:wajib|wajib diisi|opsional|jika ada|bila ada|kalau ada|1[36] (?:digit|angka)"
    r"|(?:dd|hh|tgl)[/.-](?:mm|bb|bln)[/.-](?:yyyy|tttt|thn))[)\]]"
)


def _with_unit(found: Header, unit: "re.Match[str]") -> Header | None:
    """Return a header with the factor of its unit, and only the columns that can have the unit."""
    if unit["people"] or unit["things"]:
        factor = 1
        fits = {Measured.PEOPLE if unit["people"] else Measured.THINGS, Measured.ANYTHING}
    else:
        zeros = (unit["zeros"] or unit["bare"] or "").count("0")
        factor = SCALES.get(unit["scale"] or unit["after"] or "", 10**zeros)
        fits = {Measured.RUPIAH, Measured.ANYTHING}
    columns = tuple(
        (table, field)
        for table, field in found.columns
        if (column := TABLES[table].column(field)) is not None
        and column.holds is Holds.WHOLE
        and measured(column) in fits
    )
    return Header(columns=columns, factor=factor) if columns else None


# --- synonyms ------------------------------------------------------------------------------

_NUMBERING: Final = "no, nomor, no urut, nomor urut, nr, #, number"
_TOGETHER: Final = MappingProxyType(
    {
        "programs.starts programs.ends": "tanggal pelaksanaan, tgl pelaksanaan, waktu pelaksanaan,"
        " waktu, waktu kegiatan, tanggal kegiatan, tgl kegiatan, hari/tanggal,"
        " tanggal pelaksanaan kegiatan, waktu pelaksanaan kegiatan",
    }
)
# What a header may mean, in the order in which the columns are tried.
_SYNONYMS: Final = MappingProxyType(
    {
        "programs.id participants.id grants.id dispensations.id agencies.id": "kode, id",
        "programs.id participations.program grants.program sales.program dispensations.program": (
            "id program, kode program, id kegiatan, kode kegiatan, program id"
        ),
        "programs.title participations.program grants.program sales.program"
        " dispensations.program": "program",
        "participants.id participations.participant results.participant"
        " dispensations.participant": (
            "id peserta, kode peserta, no peserta, nomor peserta, id ikm, kode ikm, participant id"
        ),
        "participants.name participations.participant results.participant"
        " dispensations.participant": "peserta, participant",
        "grants.id": "id bantuan, kode bantuan, grant id",
        "dispensations.id": "id dispensasi, kode dispensasi, nomor dispensasi, no dispensasi",
        "agencies.id": "id instansi, kode instansi, agency id",
        "programs.year results.year dispensations.year": (
            "tahun, thn, th, tahun anggaran, thn anggaran, ta, year"
        ),
        "programs.year": "tahun pelaksanaan, tahun kegiatan",
        "programs.kind": (
            "jenis program, jenis pembinaan, bentuk kegiatan, bentuk pembinaan, type of program"
        ),
        "programs.title programs.kind": "kegiatan, activity",
        "programs.title": (
            "judul, judul kegiatan, judul program, nama program, nama pelatihan, uraian kegiatan,"
            " program title, name of program"
        ),
        "programs.lead": (
            "penyelenggara, instansi pelaksana, dinas pelaksana, opd, skpd, opd pelaksana,"
            " perangkat daerah, perangkat daerah pelaksana, lead agency"
        ),
        "programs.lead agencies.name": "instansi, dinas, agency",
        "programs.partners": "mitra kerja, instansi mitra, mitra kegiatan, partner",
        "programs.regencies": (
            "wilayah sasaran, daerah sasaran, kabupaten/kota sasaran, kab/kota sasaran,"
            " kab/kota yang dilayani, regencies"
        ),
        "programs.regencies participants.regency dispensations.regency": (
            "kabupaten/kota, kab/kota, kabupaten kota, kabupaten, kab, daerah, regency"
        ),
        "participants.regency": (
            "asal, asal daerah, asal peserta, asal ikm, asal kabupaten/kota, asal kab/kota,"
            " kabupaten/kota asal, kab/kota asal, kabupaten asal, regency of the ikm"
        ),
        "programs.commodity participants.commodity": (
            "komoditi, jenis komoditas, jenis komoditi, produk, jenis produk, produk unggulan,"
            " product"
        ),
        "programs.starts": (
            "mulai, tgl mulai, tanggal awal, tgl awal, waktu mulai, start, start date, starts on"
        ),
        "programs.ends participations.completed_on": (
            "selesai, tanggal selesai, tgl selesai, waktu selesai"
        ),
        "programs.ends": (
            "tanggal akhir, tgl akhir, tanggal berakhir, tgl berakhir, end, end date, ends on"
        ),
        "participations.completed_on": "tanggal lulus, tgl lulus, completion date",
        "programs.starts programs.ends participations.completed_on grants.handed_over"
        " dispensations.decided_on": "tanggal, tgl, hari tanggal, date",
        "programs.status": "status kegiatan, status program",
        "participations.status": "status peserta, status kepesertaan, status keikutsertaan",
        "programs.continues": "lanjutan dari, melanjutkan, lanjutan kegiatan",
        "programs.note participants.note participations.note grants.note sales.note": (
            "ket, catatan, notes, remarks"
        ),
        "participants.name": (
            "nama usaha, nama perusahaan, nama industri, nama umkm, ikm, usaha, perusahaan,"
            " unit usaha, nama unit usaha, nama ikm/usaha, nama usaha/ikm, company"
        ),
        "participants.name participants.owner.name": "nama peserta",
        "programs.title participants.name participants.owner.name agencies.name": "nama, name",
        "participants.nib": "no nib, nomor nib, nomor induk berusaha, business number",
        "participants.workers": (
            "tk, jumlah tenaga kerja, jml tenaga kerja, jumlah tk, jml tk, pekerja,"
            " jumlah pekerja, karyawan, jumlah karyawan, employees"
        ),
        "participants.investment": "investasi, jumlah investasi",
        "participants.owner.name": (
            "pemilik, pemilik usaha, pemilik ikm, pengusaha, nama pengusaha, nama pemilik usaha,"
            " nama pimpinan, pimpinan, nama pemilik/pimpinan, penanggung jawab, owner name"
        ),
        "participants.owner.nik": (
            "nik, no nik, nomor nik, ktp, no ktp, nomor ktp, nik/ktp, no ktp/nik, nik/no ktp,"
            " nomor induk kependudukan, ktp pemilik, no ktp pemilik"
        ),
        "grants.item": (
            "alat, nama alat, bantuan, bantuan alat, jenis bantuan, nama barang, barang,"
            " peralatan, bantuan peralatan, bantuan mesin dan peralatan, mesin/peralatan,"
            " mesin dan peralatan, equipment"
        ),
        "grants.quantity": "jumlah alat, jumlah unit, jumlah barang, banyaknya, volume, qty",
        "grants.quantity grants.value sales.amount": "jumlah, jml, total",
        "grants.value": "nilai bantuan, nilai alat, nilai barang",
        "grants.value sales.amount results.value": "nilai, value",
        "grants.recipient": "penerima bantuan, ikm penerima, nama penerima",
        "grants.handed_over": (
            "tgl serah terima, serah terima, tanggal penyerahan, tgl penyerahan,"
            " tanggal penerimaan, hand-over date"
        ),
        "sales.retailer": "ritel, nama ritel, retail, nama peritel, toko, nama toko",
        "sales.amount": "penjualan, jumlah penjualan, total penjualan, omzet, omset, sales",
        "results.measure": "indikator, indicator",
        "results.value": "capaian, realisasi",
        "dispensations.rule": "kode aturan, aturan yang dikecualikan, rule code",
        "dispensations.reason": "alasan dispensasi",
        "dispensations.requested_by": "pemohon, instansi pemohon",
        "dispensations.approved_by": "penyetuju, instansi penyetuju",
        "dispensations.decided_on": "tgl penetapan, tanggal keputusan, tgl keputusan",
        "dispensations.expires": "berlaku sampai, berlaku hingga, berlaku s.d., masa berlaku",
        "agencies.short_name": "singkatan, akronim",
        "agencies.sides": "sisi",
        "agencies.leads": "tugas memimpin",
        "agencies.branch_of": "induk, cabang dari",
    }
)


@cache
def _known() -> Mapping[str, Header]:
    """Return what every folded header means: the names and labels of the columns and synonyms."""
    meant: dict[str, list[tuple[str, str]]] = {}
    for names, words in (*_SYNONYMS.items(), *_named()):
        columns = [_split(name) for name in names.split()]
        for word in words.split(","):
            meant.setdefault(_folded(word), []).extend(columns)
    order = [(table.name, column.field) for table in TABLES.values() for column in table.columns]
    known = {
        word: Header(columns=tuple(column for column in order if column in columns))
        for word, columns in meant.items()
    }
    for names, words in _TOGETHER.items():
        header = Header(columns=tuple(map(_split, names.split())), together=True)
        known |= dict.fromkeys(map(_folded, words.split(",")), header)
    known |= dict.fromkeys(map(_folded, _NUMBERING.split(",")), Header(columns=()))
    return MappingProxyType(known)


def _named() -> Iterator[tuple[str, str]]:
    """Yield every column with the names it has in files and for people, units left out."""
    for table in TABLES.values():
        for column in table.columns:
            labels = (column.label.en, column.label.id)
            words = [label.removesuffix(" (Rp)") for label in labels]
            words = [column.header, column.field, *labels, *words]
            yield f"{table.name}.{column.field}", ",".join(words)


def _split(name: str) -> tuple[str, str]:
    table, _, field = name.partition(".")
    return table, field
