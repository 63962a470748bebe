"""Which years and regencies a line above a table mentions, and what they are there for.

The year of a regulation, of a signature or of a print is no fiscal year; the regency of an office
or of a venue is not the one that was served.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from ikm_sinergi.domain.fields import why_not_year
from ikm_sinergi.domain.names import fold
from ikm_sinergi.errors import UnknownRegencyError
from ikm_sinergi.office.days import MONTHS
from ikm_sinergi.office.names import is_regency, read_code
from ikm_sinergi.records.cells import Unreadable
from ikm_sinergi.reference.places import regencies

__all__ = ["Named", "Years", "regencies_in", "regency_in", "years_in"]


# --- years ---------------------------------------------------------------------------------


class Years(NamedTuple):
    """The years in a text: those that it calls years, and those that merely stand there."""

    called: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()


_MONTH: Final = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
_TO: Final = r"(?:[-\u2013&]|\bs ?[./]? ?d\b\.?|\bhingga\b|\bsampai(?: dengan)?\b|\bdan\b)"
_DATE: Final = re.compile(
    rf"(?:(?P<range>[0-9]{{1,2}}(?:[ ./-]+{_MONTH})?(?:[ .,/-]+[0-9]{{4}})?\s*{_TO}\s*)?"
    rf"[0-9]{{1,2}}[ ./-]*|(?<!bulan ))\b{_MONTH}[ .,/-]*[0-9]{{4}}(?![0-9])",
    re.IGNORECASE,
)
_REGULATION: Final = re.compile(
    r"\b(?:nomor|nomer|no)\b[ .:]*[\w./-]+,? *(?:tahun|thn|th)\.? *[0-9]{4}", re.IGNORECASE
)
# On such a line only the fiscal year is one, by its full name.
_OTHER_YEARS: Final = re.compile(
    r"\b(?:keputusan|peraturan|berdasarkan|sesuai|undang-undang|uu|perda|pergub|perbup|perwali"
    r"|perpres|permen\w*|kepmen\w*|sk|surat|instruksi|lampiran|di ?cetak|cetak|print\w*|revisi|rev"
    r"|update\w*|di ?perba(?:r|har)ui|di ?unduh)\b",
    re.IGNORECASE,
)
_NO_SPAN: Final = rf"(?![0-9/.-]*[0-9])(?! *{_TO} *[0-9])"
_FISCAL: Final = re.compile(
    rf"\b(?:t\.? ?a\.?|(?:tahun|thn|th)\.? anggaran)[ .:]*([0-9]{{4}}){_NO_SPAN}", re.IGNORECASE
)
_CALLED: Final = re.compile(
    rf"\b(?:t\.? ?a\.?|(?:tahun|thn|th)\.?(?: anggaran)?)[ .:]*([0-9]{{4}}){_NO_SPAN}",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"(?<![0-9/.-])((?:19|20)[0-9]{2})(?![0-9/.-])")
_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def years_in(text: str) -> Years:
    """Return the years in a text that may be fiscal years.

    >>> years_in("Pelatihan TA 2021, Keputusan Nomor 12 Tahun 2019")
    Years(called=(2021,), bare=())
    >>> years_in("Sengkang, 12 Januari 2022"), years_in("Bimtek, 3-5 Maret 2021").bare
    (Years(called=(), bare=()), (2021,))
    """
    plain = _DATE.sub(_years_of_range, _REGULATION.sub(" ", text))
    if _OTHER_YEARS.search(text):
        return Years(_found(_FISCAL, plain))
    return Years(_found(_CALLED, plain), _found(_BARE, plain))


def _years_of_range(found: "re.Match[str]") -> str:
    """Return what stays of a date: an activity goes on for days, a signature does not."""
    return f" {' , '.join(_YEAR.findall(found[0]))} " if found["range"] else " "


def _found(pattern: "re.Pattern[str]", text: str) -> tuple[int, ...]:
    years = map(int, pattern.findall(text))
    return tuple(dict.fromkeys(year for year in years if why_not_year(year) is None))


# --- regencies -----------------------------------------------------------------------------


class Named(NamedTuple):
    """Regencies that a text names together; without codes it is doubtful which, see `readings`.

    `served` is false for those of an office or a venue.
    """

    codes: tuple[str, ...]
    served: bool
    readings: tuple[str, ...] = ()


_KIND: Final = re.compile(
    r"\b(?:kab\. *|kabupaten +|kab +|kota +|kep\. *|kepulauan +)", re.IGNORECASE
)
_WORDS: Final = re.compile(r"[\w'\u2019-]+(?: +[\w'\u2019-]+){0,3}")
_AND: Final = re.compile(
    r"\s*(?P<mark>,\s*(?:dan\b|serta\b)?|&|/|\bdan\b|\bserta\b)\s*", re.IGNORECASE
)
# What comes behind the last of some regencies and is none itself.
_OTHER: Final = re.compile(
    r"(?:[^\w]|[0-9]|prov|sulawesi|sulsel|tahun\b|thn\b|th\b|t\.? ?a\b|tanggal\b|tgl\b|bulan\b"
    r"|kegiatan\b|program\b|angkatan\b|kec|di\b|yang\b|untuk\b|dalam\b|$)",
    re.IGNORECASE,
)
_ELSEWHERE: Final = (
    r"hotel|aula|gedung|ruang(?:an)?|balai|wisma|baruga|asrama|rumah|restoran|kafe|cafe|bertempat"
    r"|tempat|lokasi|dilaksanakan|di|kantor|bupati|walikota|dinas|disperin\w*|disdag\w*|diskop\w*"
    r"|badan|uptd?|dewan|dekranas\w*|pkk|pemerintah|pemkab|pemkot|pemda|sekretariat"
)
_MARKS: Final = re.compile(
    rf"\b(?:(?P<elsewhere>{_ELSEWHERE})|bagi|untuk|ikm|peserta|asal|dari)\b", re.IGNORECASE
)
_DAY_BEHIND: Final = re.compile(
    rf" *, *(?:tanggal +|tgl\.? +)?[0-9]{{1,2}}\b[^,]*{_MONTH}", re.IGNORECASE
)


def regencies_in(text: str) -> Iterator[Named]:
    """Yield the regencies that a text names with what they are, those joined by "dan" together.

    >>> list(regencies_in("IKM Kab. Wajo dan Soppeng"))
    [Named(codes=('73.13', '73.12'), served=True, readings=())]
    >>> [one.served for one in regencies_in("Hotel Claro Kota Makassar")]
    [False]
    """
    place = 0
    while (kind := _KIND.search(text, place)) is not None:
        place = kind.end()
        found = _regency_at(text, place, kind[0])
        if found is None:
            yield from _doubtful(text, kind)
            continue
        codes, sure = [found[0]], True
        place = found[1]
        while sure and (joined := _AND.match(text, place)) is not None:
            more = _next_regency(text, joined.end(), kind[0])
            if more is not None:
                codes.append(more[0])
                place = more[1]
            else:
                sure = _OTHER.match(text, joined.end()) is not None
                break
        served = _is_served(text, kind.start(), place)
        names = tuple(regencies()[code].name for code in codes)
        once = tuple(dict.fromkeys(codes))
        yield Named(once, served) if sure else Named((), served, names)


def regency_in(text: str) -> str | None:
    """Return the code of the one regency that a text is, or that it says was served.

    >>> regency_in("WAJO"), regency_in("Peserta dari Kab. Wajo"), regency_in("Peserta Wajo")
    ('73.13', '73.13', None)
    """
    codes = {code for named in regencies_in(text) if named.served for code in named.codes}
    with suppress(UnknownRegencyError):
        codes |= {regencies().find(text).code} if is_regency(text) else set()
    return codes.pop() if len(codes) == 1 else None


def _next_regency(text: str, place: int, kind: str) -> tuple[str, int] | None:
    own = _KIND.match(text, place)
    if own is not None:
        return _regency_at(text, own.end(), own[0])
    return _regency_at(text, place, kind) or _regency_at(text, place, "")


def _regency_at(text: str, place: int, kind: str) -> tuple[str, int] | None:
    """Return the code of the regency whose name stands at a place, and where the name ends."""
    words = _WORDS.match(text, place)
    ends = [one.end() for one in re.finditer(r"[^ ]+", words[0])] if words is not None else []
    for end in reversed(ends):
        name = f"{kind}{text[place : place + end]}"
        if is_regency(name):
            try:
                return regencies().find(name).code, place + end
            except UnknownRegencyError:  # two bear the name
                return None
    return None


def _doubtful(text: str, kind: "re.Match[str]") -> Iterator[Named]:
    """Yield what a "Kab." with another name behind it may mean, if it may be some regency."""
    word = re.compile(r"\w+").match(text, kind.end())
    if word is None or not fold(kind[0]).startswith("kab") or _OTHER.match(word[0]):
        return
    try:
        read_code(f"Kab {word[0]}")
    except Unreadable as error:
        likely = tuple(one for one in error.readings if one.startswith("Kabupaten"))
        if likely:
            yield Named((), _is_served(text, kind.start(), word.end()), likely)


def _is_served(text: str, start: int, end: int) -> bool:
    """Whether regencies are those served: no venue or office stands last before them."""
    marks = [found["elsewhere"] for found in _MARKS.finditer(text, 0, start)]
    return (not marks or marks[-1] is None) and not _DAY_BEHIND.match(text, end)
