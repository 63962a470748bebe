"""What the lines above a table say of all its rows: kind, year, regency and title.

Only what is said in one way is taken. The head of a letter ("Pemerintah ...", "Dinas ...") and a
place of venue ("di Kota ...", "Tempat : ...") say nothing of whom a program served.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from ikm_sinergi.errors import UnknownRegencyError
from ikm_sinergi.office.headers import match
from ikm_sinergi.office.names import is_regency
from ikm_sinergi.office.terms import mentioned
from ikm_sinergi.places import regencies
from ikm_sinergi.reading.grid import Cell, Line
from ikm_sinergi.values import why_not_year
from ikm_sinergi.vocabulary import ProgramKind

__all__ = ["Said", "kind_in", "regency_in", "said_above"]


class Said(NamedTuple):
    """A value from above a table: its cell, what stands there, and the value as cells hold it."""

    row: int | None
    column: int | None
    shown: str
    value: Cell


_OFFICE: Final = re.compile(
    r"(?:pemerintah|dinas|badan|bidang|seksi|kepala|jalan|jl\b|alamat|telp|telepon|kode pos)",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"([^:]{2,40}?)\s*:\s*(.+)", re.DOTALL)
_YEAR: Final = re.compile(
    r"\b(?:t\.? ?a\.?|tahun(?: anggaran)?|thn\.?(?: anggaran)?)[ .:]*([0-9]{4})(?![0-9/-])",
    re.IGNORECASE,
)
_BARE_YEAR: Final = re.compile(r"(?<![0-9/.-])((?:19|20)[0-9]{2})(?![0-9/.-])")
_PLACE: Final = re.compile(
    r"(?<!\bdi )\b(?:kab\.?|kabupaten|kota|kep\.?|kepulauan) +(?=((?:[\w'-]+ ?){1,4}))",
    re.IGNORECASE,
)
_LIST: Final = re.compile(
    r"(?:daftar|data|rekap(?:itulasi)?)(?: (?:hadir|nama|nama-nama))*(?: (?:calon )?peserta)?"
    r"(?: (?:kegiatan|ikm))?[ :]*",
    re.IGNORECASE,
)
_GENERAL: Final = frozenset({ProgramKind.DEVELOPMENT, ProgramKind.MARKET})
_FIELDS: Final = ("title", "kind", "year", "lead", "regencies", "starts", "ends")


def said_above(lines: Iterable[Line], sheet: str | None) -> dict[str, Said]:
    """Return the fields of a program that the lines above a table say, and the name of its sheet.

    A line "Kegiatan : ..." says a field by its label. In the others kind, year and regency are
    looked for; the line that names the kind is the title.
    """
    found: dict[str, Said] = {}
    free: list[tuple[int | None, int | None, str]] = []
    for line in lines:
        pair = _pair(line)
        if pair is None:
            free += [(line.row, column, text) for column, text in line.cells]
            continue
        header = match(pair[0])
        fields = () if header is None else header.fields("programs")
        first = next((field for field in _FIELDS if field in fields), None)
        for field in fields if header is not None and header.together else (first,):
            if field is not None:
                found.setdefault(field, Said(line.row, *pair[1:], pair[2]))
    if "title" in found and (kind := kind_in(found["title"].shown)) is not None:
        found.setdefault("kind", found["title"]._replace(value=str(kind)))
    free = [one for one in free if not _OFFICE.match(one[2])]
    named = [] if sheet is None else [(None, None, sheet)]
    for lines_of in (free, named):
        for field, said in _in_texts(lines_of):
            found.setdefault(field, said)
    if "title" not in found and "kind" in found:
        said = found["kind"]
        title = _LIST.sub("", said.shown, count=1).strip() if said.row is not None else ""
        if title:
            found["title"] = said._replace(value=title)
    return found


def _pair(line: Line) -> tuple[str, int, str] | None:
    """Return the label and the value of a line such as "Tahun : 2021", in one cell or several."""
    texts = [text for _, text in line.cells]
    whole = " ".join(texts)
    pair = _PAIR.fullmatch(whole)
    if pair is None or not pair[2].strip():
        return None
    column = line.cells[-1][0]
    return pair[1], column, pair[2].strip()


def _in_texts(
    texts: Iterable[tuple[int | None, int | None, str]],
) -> Iterator[tuple[str, Said]]:
    """Yield what free lines say, as far as all of them agree."""
    kept = tuple(texts)
    kinds = {kind: text for text in reversed(kept) for kind in mentioned(ProgramKind, text[2])}
    settled = kinds.keys() - _GENERAL or kinds.keys()
    if len(settled) == 1:
        (kind,) = settled
        yield "kind", Said(*kinds[kind], str(kind))
    for pattern in (_YEAR, _BARE_YEAR):
        years = {int(year): text for text in kept for year in pattern.findall(text[2])}
        if len(years) == 1:
            ((year, place),) = years.items()
            if why_not_year(year) is None:
                yield "year", Said(*place, year)
        if years:
            break
    places = {code: text for text in kept for code in _regencies_in(text[2])}
    if len(places) == 1:
        ((code, place),) = places.items()
        yield "regencies", Said(*place, code)


def kind_in(text: str) -> ProgramKind | None:
    """Return the one kind that a text mentions; a general one only if it is the only one.

    >>> str(kind_in("Pelatihan tenun dalam rangka pembinaan IKM"))
    'training'
    >>> kind_in("Pelatihan dan pendampingan") is None
    True
    """
    found = set(mentioned(ProgramKind, text))
    settled = found - _GENERAL or found
    return settled.pop() if len(settled) == 1 else None


def regency_in(text: str) -> str | None:
    """Return the code of the one regency that a text is, or that it names with what it is.

    >>> regency_in("WAJO"), regency_in("Peserta dari Kab. Wajo"), regency_in("Peserta Wajo")
    ('73.13', '73.13', None)
    """
    codes = set(_regencies_in(text))
    with suppress(UnknownRegencyError):
        codes |= {regencies().find(text).code} if is_regency(text) else set()
    return codes.pop() if len(codes) == 1 else None


def _regencies_in(text: str) -> Iterator[str]:
    """Yield the regencies that a text names with what they are: "Kab. Wajo"."""
    for found in _PLACE.finditer(text):
        words = found[1].split()
        for length in range(len(words), 0, -1):
            try:
                yield regencies().find(f"{found[0]}{' '.join(words[:length])}").code
            except UnknownRegencyError:
                continue
            break
