"""The headers that offices write over their columns, and which columns of which tables they mean.

A header is folded and looked up exactly; what it says beyond the name of a column is understood
if it is a unit ("(Rp.000)") or a word for whoever fills in the form ("(wajib)"), and otherwise
the header is not understood at all: "Tanggal Selesai (rencana)" is another thing than its name.
A place of venue ("Lokasi", "Tempat") is never taken for the regencies that are served.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.fields import LONGEST_ID
from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office.amounts import SCALES, Measured, measured
from ikm_sinergi.office.texts import plain

__all__ = ["Header", "is_countable", "is_personal", "match"]


@frozen(kw_only=True)
class Header:
    """What a header may mean: the columns as (table, field), none for a numbering column.

    `factor` is what its unit multiplies the numbers by. `together` says that one cell fills all
    the fields of a table, as "Waktu Pelaksanaan" does; otherwise they are alternatives, and
    `either` says that nothing tells which: not even that another column has one of them.
    """

    columns: tuple[tuple[str, str], ...]
    factor: int = 1
    together: bool = False
    either: bool = False

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
    Header(columns=(('participants', 'investment'),), factor=1000, together=False, either=False)
    >>> match("Tgl. Selesai").columns
    (('programs', 'ends'), ('participations', 'completed_on'))
    >>> match("Waktu Pelaksanaan").fields("programs")
    ('starts', 'ends')
    >>> match("No.").numbering, match("Lokasi")
    (True, None)
    """
    text = plain(_FOOTNOTE.sub("", header)).strip(" :*")
    if len(text) > LONGEST_ID:
        return None
    known = _known()
    found = known.get(_folded(text))
    if found is not None:
        return found
    bare = _FOR_THE_WRITER.sub("", text).strip(" :*")
    unit = _UNIT.search(bare)
    if unit is None:
        return known.get(_folded(bare))
    found = known.get(_folded(bare[: unit.start()]))
    return None if found is None else _with_unit(found, unit)


def is_personal(header: str) -> bool:
    """Whether a column surely holds data of a person, so that its cells are to be masked.

    It need not be one that is read: no table has a column for a telephone.

    >>> is_personal("No. HP"), is_personal("Nama Pemilik"), is_personal("Nama IKM")
    (True, True, False)
    """
    found = match(header)
    if found is not None and found.columns:
        return all(field.startswith("owner.") for _, field in found.columns)
    bare = _FOR_THE_WRITER.sub("", plain(header)).strip(" :*")
    return any(_folded(part) in _personal() for part in (bare, *re.split("[/,&(]", bare)))


def is_countable(header: str) -> bool:
    """Whether a header may stand over names of IKM or over how many of them there are.

    >>> is_countable("Unit Usaha"), is_countable("Nama Usaha")
    (True, False)
    """
    return _folded(plain(header)) in _countable()


def _folded(text: str) -> str:
    return fold(text.translate(_PARTS).strip(" :*("))


_PARTS: Final = MappingProxyType(str.maketrans("_/,", "   "))
_FOOTNOTE: Final = re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\\)?\\s*$")


# --- units ---------------------------------------------------------------------------------

_SCALE: Final = "|".join(sorted(SCALES, key=len, reverse=True))
_UNIT: Final = re.compile(
    rf"[ ,([]+(?:dalam |dlm |x )?(?:(?P<money>rp|rupiah|idr)(?:[ .]*(?:x ?)?"
    rf"(?P<zeros>1?(?:\.?000)+)(?:,-)?|[ .]+(?P<after>{_SCALE}))?\.?"
    rf"|(?P<scale>{_SCALE})(?:[ .]+(?:rupiah|rp))?\.?|(?P<bare>(?:x ?)?1?(?:\.?000)+)"
    r"|(?P<people>orang|org|jiwa)|(?P<things>unit|buah|bh))[)\] ]*$"
)
_FOR_THE_WRITER: Final = re.compile(
    r"[ ]*[(\[](?:wajib|wajib diisi|opsional|jika ada|bila ada|kalau ada|1[36] (?:digit|angka)"
    r"|(?:sesuai |sesuai dengan )?(?:e-?)?(?:ktp|nib)|lengkap|nama lengkap"
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
        " waktu, waktu kegiatan, tanggal kegiatan, tgl kegiatan, hari/tanggal, jadwal,"
        " jadwal pelaksanaan, jadwal kegiatan,"
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
        "programs.year": (
            "tahun pelaksanaan, tahun kegiatan, tahun pelatihan, tahun pendampingan, tahun magang,"
            " tahun pembinaan"
        ),
        "programs.kind": (
            "jenis program, jenis pembinaan, bentuk kegiatan, bentuk pembinaan, type of program"
        ),
        "programs.title programs.kind": ("kegiatan, program/kegiatan, jenis pelatihan, activity"),
        "programs.title": (
            "judul, judul kegiatan, judul program, nama program, nama pelatihan, uraian kegiatan,"
            " program title, name of program"
        ),
        "programs.lead": (
            "penyelenggara, instansi penyelenggara, instansi pelaksana, dinas pelaksana, opd, skpd,"
            " opd pelaksana, perangkat daerah, perangkat daerah pelaksana, lead agency"
        ),
        "programs.lead agencies.name": "instansi, dinas, agency",
        "programs.partners": "mitra kerja, instansi mitra, mitra kegiatan, partner",
        "programs.regencies": (
            "wilayah sasaran, daerah sasaran, kabupaten/kota sasaran, kab/kota sasaran,"
            " kab/kota yang dilayani, regencies"
        ),
        "programs.regencies participants.regency dispensations.regency": (
            "kabupaten/kota, kab/kota, kabupaten kota, kabupaten, kab, kota, daerah, regency"
        ),
        "participants.regency": (
            "asal, asal daerah, daerah asal, asal peserta, asal ikm, asal kabupaten/kota,"
            " asal kab/kota, kabupaten/kota asal, kab/kota asal, kabupaten asal, regency of the ikm"
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
            "nama usaha, nama perusahaan, nama industri, nama umkm, nama ukm, nama ikm/umkm, ikm,"
            " ukm, umkm, perusahaan, unit usaha, nama unit usaha, nama ikm/usaha, nama usaha/ikm,"
            " nama kelompok, nama kub, kelompok, kub, company"
        ),
        "participants.name participants.owner.name": (
            "nama peserta, nama lengkap, nama pengrajin, nama perajin, nama pelaku usaha,"
            " pelaku usaha"
        ),
        "programs.title participants.name participants.owner.name agencies.name": "nama, name",
        "participants.nib": "no nib, nomor nib, nomor induk berusaha, business number",
        "participants.workers": (
            "tk, jumlah tenaga kerja, jml tenaga kerja, jumlah tk, jml tk, pekerja,"
            " jumlah pekerja, karyawan, jumlah karyawan, employees"
        ),
        "participants.investment": "investasi, jumlah investasi",
        "participants.owner.name": (
            "pemilik, pemilik usaha, pemilik ikm, pengusaha, nama pengusaha, nama pemilik usaha,"
            " nama pimpinan, pimpinan, nama pemilik/pimpinan, pemilik/pimpinan, nama pemilik ikm,"
            " penanggung jawab, nama penanggung jawab, pemilik/penanggung jawab,"
            " nama pemilik/penanggung jawab, ketua kelompok, nama ketua kelompok, ketua kub,"
            " nama ketua kub, nama ketua, owner name"
        ),
        "participants.owner.nik": (
            "nik, no nik, nomor nik, ktp, no ktp, nomor ktp, nik/ktp, no ktp/nik, nik/no ktp,"
            " no nik/ktp,"
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
        "participants.name participants.owner.name grants.recipient": (
            "penerima, penerima bantuan, nama penerima, nama penerima bantuan"
        ),
        "participants.name grants.recipient": "ikm penerima, nama ikm penerima",
        "grants.handed_over": (
            "tgl serah terima, serah terima, tanggal penyerahan, tgl penyerahan,"
            " tanggal penerimaan, tanggal bast, tgl bast, hand-over date"
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

_EITHER: Final = MappingProxyType(
    {
        "participants.name participants.commodity": "usaha",
        "participants.name participants.owner.name": "nama usaha/pemilik, nama"
        " ikm/pemilik, nama perusahaan/pemilik, nama usaha dan pemilik",
    }
)
_COUNTABLE: Final = (
    "ikm, ukm, umkm, peserta, usaha, unit usaha, perusahaan, kelompok, kub, penerima"
)
# Columns of persons that no table has.
_PERSONAL: Final = (
    "no hp, nomor hp, hp, no hp/wa, no wa, nomor wa, wa, whatsapp, no whatsapp, no telp, no tlp,"
    " no telepon, nomor telepon, telepon, telp, tlp, no kontak, kontak, kontak person,"
    " contact person, email, e-mail, surel, alamat rumah, alamat pemilik, alamat peserta,"
    " tempat lahir, tanggal lahir, tgl lahir, tempat tanggal lahir, tempat tgl lahir, ttl, umur,"
    " usia, jenis kelamin, jk, l/p, agama, pendidikan, pendidikan terakhir, npwp, no npwp,"
    " no kk, nomor kk, no rekening, nomor rekening, direktur, nama direktur, tanda tangan, ttd"
)


@cache
def _personal() -> frozenset[str]:
    return frozenset(map(_folded, _PERSONAL.split(",")))


@cache
def _countable() -> frozenset[str]:
    return frozenset(map(_folded, _COUNTABLE.split(",")))


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
    for names, words in _EITHER.items():
        header = Header(columns=tuple(map(_split, names.split())), either=True)
        known |= dict.fromkeys(map(_folded, words.split(",")), header)
    known |= dict.fromkeys(map(_folded, _NUMBERING.split(",")), Header(columns=()))
    return MappingProxyType(known)


def _named() -> Iterator[tuple[str, str]]:
    """Yield every column with the names it has in files and for people, units left out."""
    for table in TABLES.values():
        for column in table.columns:
            labels = column.label.every
            words = [label.removesuffix(" (Rp)") for label in labels]
            words = [column.header, column.field, *labels, *words]
            yield f"{table.name}.{column.field}", ",".join(words)


def _split(name: str) -> tuple[str, str]:
    table, _, field = name.partition(".")
    return table, field
