"""What ends a table, told by its texts: labels of totals, notes, signatures, and figures.

A name may look like any of them ("Total Karya", "Mengetahui Jaya"), so each is a hint for whoever
sees the whole row. Texts that are too long for a label are none.
"""

import re
from typing import Final

from ikm_sinergi.office import UNSAVED
from ikm_sinergi.office.days import MONTHS
from ikm_sinergi.office.names import is_regency
from ikm_sinergi.reading.grid import Cell

__all__ = [
    "is_counting",
    "is_figure",
    "is_nip",
    "is_note",
    "is_place",
    "is_recap",
    "is_signature",
    "is_total",
]

_LONGEST: Final = 200
_LONGEST_FIGURE: Final = 60
_FEWEST_LETTERS: Final = 3  # of a word in spaced letters
_FEWEST_COUNTED: Final = 3

# --- totals --------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[^\W_]+")
_BEFORE: Final = frozenset({"sub", "grand"})
_RECAP: Final = frozenset({"rekap", "rekapitulasi"})
_TOTALS: Final = _RECAP | {
    "jumlah", "jml", "jlh", "total", "subtotal", "subjumlah", "grandtotal", "rerata", "rata",
}  # fmt: skip
_INITIALS: Final = frozenset("JTSGRjtsgr")
_OF_TOTALS: Final = _TOTALS | {
    "ikm", "peserta", "semua", "keseluruhan", "seluruhnya", "seluruh", "umum", "akhir", "halaman",
    "ini", "nilai", "investasi", "biaya", "anggaran", "bantuan", "alat", "tenaga", "kerja", "tk",
    "kegiatan", "orang", "unit", "rp", "laki", "pria", "perempuan", "wanita", "l", "p", "dan",
    "usaha",
}  # fmt: skip
_PLACES: Final = frozenset(
    {
        "per", "kecamatan", "kec", "kelurahan", "kel", "desa", "kabupaten", "kab", "kota",
        "provinsi", "prov", "wilayah", "tahun",
    }
)  # fmt: skip
_COUNT: Final = re.compile("[ivx]{1,5}|[0-9]{1,4}|[a-e]")


def is_total(text: str) -> bool:
    """Whether a text is the label of a total.

    >>> [is_total(one) for one in ("T O T A L", "Sub Total Kec. Tempe", "Jumlah (1+2)")]
    [True, True, True]
    >>> is_total("Total Karya")
    False
    """
    words = _words(text) if text.lstrip()[:1] in _INITIALS else []
    while words and words[0] in _BEFORE:
        words = words[1:]
    if not words or words[0] not in _TOTALS:
        return False
    for word in words[1:]:
        if word in _PLACES:
            return True
        if word not in _OF_TOTALS and not _COUNT.fullmatch(word):
            return False
    return True


def is_recap(text: str) -> bool:
    """Whether a text begins a recapitulation, of which the rows below are no records."""
    return is_total(text) and _words(text)[0] in _RECAP


def _words(text: str) -> list[str]:
    words: list[str] = [] if len(text) > _LONGEST else _WORD.findall(text.casefold())
    spaced = len(words) >= _FEWEST_LETTERS and all(len(word) == 1 for word in words)
    return ["".join(words)] if spaced else words


_FIGURE: Final = re.compile(
    r"(?:rp|idr)?[ .]*[0-9][0-9.,]*[ ,-]*(?:orang|org|jiwa|unit|buah|ikm|peserta|%)?|[-\s.]*"
    r"|orang|org|jiwa|unit|buah|ikm|peserta",
    re.IGNORECASE,
)


def is_figure(cell: Cell) -> bool:
    """Whether a cell may be a sum, or the word for what is summed up.

    >>> [is_figure(cell) for cell in (3.5, "Rp 70.000", "12 orang", "IKM", "Batik")]
    [True, True, True, True, False]
    """
    if type(cell) is str:
        return cell == UNSAVED or (
            len(cell) <= _LONGEST_FIGURE and _FIGURE.fullmatch(cell.strip()) is not None
        )
    return type(cell) is int or type(cell) is float


# --- notes and signatures ------------------------------------------------------------------

_NOTE: Final = re.compile(
    r"(?:catatan|keterangan|ket|nb|n\.b|sumber|notes?)\.?(?: *:.*)?|\*.*", re.IGNORECASE | re.DOTALL
)
_ROLES: Final = (
    r"kepala (?:dinas|bidang|seksi|balai|badan|kantor|upt|sub|desa)\b.*"
    r"|(?:ketua|sekretaris|bendahara)(?: (?:tim|panitia|kelompok|dinas|daerah|pelaksana)\b.*)?"
    r"|(?:bupati|wali ?kota|camat|lurah|gubernur)\b.*|pejabat\b.*|penyusun|pembuat daftar.*"
    r"|(?:tim|panitia|petugas|penanggung jawab|pelaksana)(?: (?:kegiatan|pelaksana|program)\b.*)?"
)
_SIGNED: Final = re.compile(
    rf"(?:(?:yang )?(?:mengetahui|menyetujui|mengesahkan)[ ,:./]*)+(?:{_ROLES}|a\.? ?n\b.*)?"
    r"|(?:dibuat|disusun|diperiksa|disetujui|diketahui|ditetapkan|dikeluarkan) (?:oleh|di)\b.*"
    rf"|pada tanggal\b.*|(?:(?:a\.? ?n|plt|plh)\.? ?)?(?:{_ROLES})|hormat kami.*"
    r"|nip\b[ .:]*[0-9. ]*|(?:ttd|dto|tanda tangan)[ .,:]*",
    re.IGNORECASE | re.DOTALL,
)
_DATED: Final = re.compile(
    rf"[a-z .'-]{{2,40}}, *(?:tanggal *)?(?:[0-9]{{1,2}}|[._]{{1,20}})? *(?:{'|'.join(MONTHS)})"
    r" *(?:[0-9]{4}|[._]{1,20})",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Whether a text may be a note, or begin several.

    >>> [is_note(text) for text in ("Catatan: sementara", "*) data awal", "Sumber Rejeki")]
    [True, True, False]
    """
    return len(text) <= _LONGEST and _NOTE.fullmatch(text.strip()) is not None


def is_signature(text: str) -> bool:
    """Whether a text belongs to a signature: who signs, as what, where and when.

    >>> texts = ("Mengetahui,", "Sengkang, 2 Juni 2021", "NIP. 1970", "UD Karya, Mode 2000")
    >>> [is_signature(text) for text in texts]
    [True, True, True, False]
    """
    plain = text.strip()
    if len(plain) > _LONGEST:
        return False
    return _SIGNED.fullmatch(plain) is not None or _DATED.fullmatch(plain) is not None


def is_nip(text: str) -> bool:
    """Whether a text is the number of a civil servant, which stands below who signs."""
    return text.strip()[:3].casefold() == "nip"


# --- headings among the rows ---------------------------------------------------------------

_PLACE: Final = re.compile(r"(?:kab(?:upaten)?|kota)\b", re.IGNORECASE)


def is_place(text: str) -> bool:
    """Whether a text is the name of a regency with what it is, which no IKM is called.

    >>> [is_place(text) for text in ("KABUPATEN WAJO", "Wajo", "Kota Kreatif")]
    [True, False, False]
    """
    return _PLACE.match(text.strip()) is not None and is_regency(text)


# --- numbers of columns --------------------------------------------------------------------


def is_counting(cells: tuple[Cell, ...], columns: int) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3) = 1 + 2, or a, b, c.

    >>> is_counting(("1", "2", None, "3=1+2"), 4), is_counting(("a", "b", "c"), 3)
    (True, True)
    """
    first = next((cell for cell in cells if cell is not None), None)
    if first != 1 and not (type(first) is str and first.strip(" ().") in _FIRST):
        return False
    told = [cell for cell in cells if cell is not None]
    if len(told) < min(_FEWEST_COUNTED, columns):
        return False
    found = [str(cell).partition("=")[0].strip(" ().").casefold() for cell in told]
    numbers = [str(number) for number in range(1, len(told) + 1)]
    return found in (numbers, list("abcdefghijklmnopqrstuvwxyz")[: len(told)])


_FIRST: Final = frozenset({"1", "a", "A"})
