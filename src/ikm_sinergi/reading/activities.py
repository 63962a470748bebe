"""Which kind of activity a text is about, if it is about one that was held and attended.

"Pelatihan tenun" is a training. "Rapat persiapan pelatihan" is a meeting, "Balai Diklat" a house,
and "belum mengikuti pelatihan" says that there was none: of these no kind is taken.
"""

import re
from typing import Final, NamedTuple

from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.office.terms import mentioned

__all__ = ["GENERAL", "Activity", "activity_in", "denies", "kind_in"]


class Activity(NamedTuple):
    """The one kind in a text, or why there is none though it has words for kinds: a phrase's key.

    `readings` are the kinds that it mentions.
    """

    kind: ProgramKind | None
    reason: str | None = None
    readings: tuple[str, ...] = ()


GENERAL: Final = frozenset({ProgramKind.DEVELOPMENT, ProgramKind.MARKET})
"""Kinds that say less than others, and go with any of them."""

# What says that nobody took part, wherever it stands; ATBM is a loom, "alat tenun bukan mesin".
_DENIED: Final = re.compile(
    r"\b(?:tidak|tdk|belum|blm|bukan(?!\s+mesin)|tanpa|batal|(?:di|mem|pem)batal(?:kan|an)|gagal"
    r"|ditunda|penundaan|ditolak|mundur|mengundurkan|diusulkan|usulan|diundang"
    r"|calon\s+(?:peserta|penerima)|peserta\s+cadangan|(?:daftar|data)\s+(?:tunggu|undangan|calon)"
    r"|(?:yang|yg)\s+akan|menunggu)\b",
    re.IGNORECASE,
)
# What makes a plan or a wish of the activity that is named behind it.
_WISHED: Final = re.compile(
    r"\b(?:calon|bakal|akan|rencana|direncanakan|usul\w*|pengusulan|pendaftar\w*|peminat|minat"
    r"|cadangan|undangan|selain|kecuali)\b",
    re.IGNORECASE,
)
# What makes another thing of the activity that is named behind it.
_ABOUT: Final = re.compile(
    r"\b(?:stud[iy]\s+(?:tiru|banding)|kunjungan|monitoring|monev|evaluasi|rapat|persiapan|pra"
    r"|pasca|pengadaan|pembelian|seleksi|pameran|sosialisasi|verifikasi|surve[iy]|identifikasi"
    r"|pendataan|penyusunan|perencanaan|koordinasi|pembukaan|penutupan|lomba|festival|peluncuran"
    r"|launching|promosi|publikasi|temu|kebutuhan|biaya|belanja|honor\w*|narasumber|instruktur"
    r"|fasilitator|panitia|petugas|penyelenggara|pengelola|pelaksana|kurikulum|modul|silabus"
    r"|materi|jadwal|tindak\s+lanjut)\b",
    re.IGNORECASE,
)
# A house or an office with words for a kind in its name.
_INSTITUTE: Final = re.compile(
    r"\b(?:balai|pusat|lembaga|uptd?|blk|lpk|loka|bidang|seksi|sub ?bagian|direktorat|gedung"
    r"|ruang(?:an)?|aula|sekolah)(?: +\w+){1,2}",
    re.IGNORECASE,
)


def activity_in(text: str) -> Activity:
    """Return what activity a text is about.

    >>> activity_in("Pelatihan dan pendampingan").readings
    ('training', 'mentoring')
    >>> activity_in("Rapat persiapan pelatihan").reason
    'no_activity'
    """
    plain = _INSTITUTE.sub(";", text)
    kinds = mentioned(ProgramKind, plain)
    readings = tuple(map(str, kinds))
    if not kinds:
        return Activity(None)
    if _DENIED.search(plain):
        return Activity(None, "denied", readings)
    for reason, words in (("no_activity", _ABOUT), ("denied", _WISHED)):
        if (found := words.search(plain)) is not None:
            kinds = mentioned(ProgramKind, plain[: found.start()])
            if not kinds:
                return Activity(None, reason, readings)
    settled = set(kinds) - GENERAL or set(kinds)
    if len(settled) == 1:
        return Activity(settled.pop(), None, readings)
    return Activity(None, "no_activity", readings)


def denies(text: str) -> bool:
    """Whether a text, such as the name of a sheet, says that nobody took part, or not yet."""
    return any(words.search(text) is not None for words in (_DENIED, _WISHED))


def kind_in(text: str) -> ProgramKind | None:
    """Return the one kind that a text is about; a general one only if it is the only one.

    >>> str(kind_in("Pelatihan tenun dalam rangka pembinaan IKM"))
    'training'
    >>> kind_in("Pelatihan dan pendampingan"), kind_in("Belum mengikuti pelatihan")
    (None, None)
    """
    return activity_in(text).kind
