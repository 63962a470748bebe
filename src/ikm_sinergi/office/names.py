"""Regencies and agencies by their names: found exactly after folding, or refused with hints."""

import datetime as dt
import re
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Final

from ikm_sinergi.domain.fields import why_not_code, why_not_province
from ikm_sinergi.domain.names import fold
from ikm_sinergi.errors import (
    AmbiguousAgencyError,
    AmbiguousRegencyError,
    UnknownAgencyError,
    UnknownAreaError,
    UnknownProvinceError,
    UnknownRegencyError,
)
from ikm_sinergi.office.lists import Several, unnumbered
from ikm_sinergi.office.texts import read_identifier, tidy
from ikm_sinergi.records.cells import Unreadable
from ikm_sinergi.records.faults import DAMAGED
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import Province, regencies

__all__ = [
    "is_agency",
    "is_regency",
    "read_agency",
    "read_agency_surely",
    "read_code",
    "read_code_or_area",
    "read_province",
]

_SHORT_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]", re.ASCII)
_APOSTROPHE: Final = re.compile(r"['`\u2018\u2019](?=[0-9])")
_EITHER_KIND: Final = re.compile(r"(?:kab|kabupaten)\.? ?/ ?(?:kota|kodya)\b[ .:]*", re.IGNORECASE)
_KIND: Final = re.compile(r"(kab|kabupaten|kota|kotamadya|kodya)\b\.? ?: ?", re.IGNORECASE)
_TWICE: Final = re.compile(r"(?P<name>[^()]+?) ?\((?!\s*d/h)(?P<other>[^()]+)\)", re.IGNORECASE)
_IN_PROVINCE: Final = re.compile(r"(?P<name>[^,]+?) ?, ?(?P<province>[^,]+)")
_CODE_AND_NAME: Final = re.compile(r"([0-9]{2}\.[0-9]{2})[ .:()\u2013-]+(\D+)", re.ASCII)
_LONGEST: Final = 200
_ONE_WORD: Final = re.compile(r"[\w.:-]+")
_LIKE_AN_ID: Final = re.compile(r"[a-z0-9]+(?:[-_.:][a-z0-9]+)+", re.ASCII)
_OTHERS: Final = frozenset(
    ["dll", "dsb", "dst", "dkk", "lainnya", "lainlain", "danlainlain", "etc"]
)


def read_code(value: Any) -> str:
    """Return the code of the one regency that a cell names.

    A code stays as it is, whether or not there is such a regency: that is for IKM104. So does a
    code with the full name behind it.

    >>> read_code("73.13"), read_code("73.13 Kabupaten Wajo")
    ('73.13', '73.13')
    """
    if why_not_code(value) is None:
        return value  # type: ignore[no-any-return]  # a text, or it had no code in it
    if type(value) is float or type(value) is int:
        value = f"{value:.0f}" if value == value // 1 else repr(value)
        if why_not_code(value) is None:
            raise Unreadable("code_was_number", repaired=value)
    if type(value) is not str:
        raise Unreadable("day_not_text" if isinstance(value, dt.date) else "not_code")
    text = _APOSTROPHE.sub("", tidy(value), count=1)
    if _SHORT_CODE.fullmatch(text):
        raise Unreadable("lost_zero", DAMAGED, readings=(f"{text}0",))
    if why_not_code(text) is None:
        raise Unreadable("stray_blanks", repaired=text)
    if both := _CODE_AND_NAME.fullmatch(text):
        return _agreeing(both[1], both[2].rstrip(" )"), " ".join(value.split()))
    raise Unreadable("regency_name", repaired=_find(text))


def _find(text: str) -> str:
    if len(text) > _LONGEST:
        raise Unreadable("no_regency")
    code, reason, hints = _understood(text)
    if code is None:
        raise Unreadable(reason, readings=hints)
    return code


_Found = tuple[str | None, str, tuple[str, ...]]
"""A code; or none, and why, and what is like it."""


@lru_cache(maxsize=1000)  # a column repeats few names, and hints take long
def _understood(text: str) -> _Found:
    """Return the regency of a text as people write it: with a number, its kind, its province."""
    bare = _KIND.sub(r"\1 ", _EITHER_KIND.sub("", unnumbered(text), count=1), count=1)
    found = _looked_up(bare)
    if found[0] is not None:
        return found
    if twice := _TWICE.fullmatch(bare):
        return _same(_looked_up(twice["name"]), _looked_up(twice["other"]))
    if inside := _IN_PROVINCE.fullmatch(bare):
        code = _looked_up(inside["name"])[0]
        province = fold(inside["province"])  # "Bengkulu" is one, and a city too
        of_code = frozenset[str]() if code is None else _province_of(code).spellings()
        if code is not None and province in of_code - _spellings():
            return code, "", ()
    return found


def _province_of(code: str) -> Province:
    places = regencies()
    return places.province(places[code].province)


def _same(one: _Found, other: _Found) -> _Found:
    """Return the regency that a text names twice, as "Sidrap (Sidenreng Rappang)" does."""
    if one[0] is not None and one[0] == other[0]:
        return one
    names = [regencies()[code].name for code, _, _ in (one, other) if code is not None]
    return None, "several_regencies" if len(names) > 1 else "no_regency", tuple(names)


def _looked_up(text: str) -> _Found:
    try:
        return regencies().find(text).code, "", ()
    except AmbiguousRegencyError as error:
        return None, "several_regencies", error.hints
    except UnknownRegencyError as error:
        return None, "no_regency", error.hints


def _agreeing(code: str, name: str, text: str) -> str:
    """Return the code that stands before a name, if the two are of one regency."""
    if (found := _find(name)) != code:
        raise Unreadable("several_regencies", readings=(code, found))
    if text == f"{code} {regencies()[code].name}":
        return code
    raise Unreadable("regency_name", repaired=code)


def read_code_or_area(value: Any) -> str:
    """Return the code of a regency in a list, where an area stands for its regencies.

    An area that bears the name of one of its regencies may be either: "Toraja".

    >>> read_code_or_area("73.13")
    '73.13'
    """
    try:
        return read_code(value)
    except Unreadable as error:
        doubtful = type(value) is str and error.reason == "several_regencies"
        members = _members(value) if doubtful else ()
        if not members:
            raise
    raise Unreadable("area_name", repaired=Several(members))


def _members(name: str) -> tuple[str, ...]:
    """Return the codes of an area, none if the name is not surely an area's."""
    places = regencies()
    try:
        codes = places.area(tidy(name)).members
    except UnknownAreaError:
        return ()
    folded = fold(name)
    return () if any(folded in places[code].spellings() for code in codes) else codes


def read_province(value: Any) -> str:
    """Return the code of the province that a cell names.

    >>> read_province("73")
    '73'
    >>> try:
    ...     read_province("Prov. Jawa Barat")
    ... except Unreadable as error:
    ...     print(error.reason, error.repaired)
    province_name 32
    """
    if type(value) is float and value == value // 1:
        value = int(value)
    text = tidy(str(value))
    if why_not_province(text) is None:
        if type(value) is not str:
            raise Unreadable("code_was_number", repaired=text)
        if text != value:
            raise Unreadable("stray_blanks", repaired=text)
        return text
    try:
        found = regencies().find_province(text)
    except UnknownProvinceError as error:
        raise Unreadable("no_province", readings=error.hints) from None
    raise Unreadable("province_name", repaired=found.code)


@cache
def _spellings() -> frozenset[str]:
    return frozenset(chain.from_iterable(regency.spellings() for regency in regencies()))


def is_regency(text: str) -> bool:
    """Whether a text as a whole is a name of a regency, which may hold the word "dan".

    >>> is_regency("Kab. Pangkajene dan Kepulauan"), is_regency("Wajo dan Bone")
    (True, False)
    """
    return fold(text) in _spellings()


def is_agency(text: str) -> bool:
    """Whether a text as a whole is a name of an agency.

    >>> is_agency("TP PKK"), is_agency("Dekranasda dan TP PKK")
    (True, False)
    """
    try:
        agencies().find(text)
    except UnknownAgencyError:
        return False
    return True


def read_agency(value: Any) -> str:
    """Return the id of the agency that a cell names.

    An id stays as it is. One word that no agency is known by may be the id of an agency in a
    table of its own: whether it is known is for IKM105.

    >>> read_agency("disperin-sulsel"), read_agency("disdag-wajo")
    ('disperin-sulsel', 'disdag-wajo')
    """
    if value in agencies() or type(value) is not str:
        return read_identifier(value)
    text = unnumbered(tidy(value))
    if fold(text) in _OTHERS:
        raise Unreadable("no_agency")
    try:
        found = agencies().find(text)
    except AmbiguousAgencyError as error:
        raise Unreadable("several_agencies", readings=error.hints) from None
    except UnknownAgencyError as error:
        if _ONE_WORD.fullmatch(text):
            return read_identifier(value)
        raise Unreadable("no_agency", readings=error.hints) from None
    raise Unreadable("agency_name", repaired=found.id)


def read_agency_surely(value: str) -> str:
    """Return the id of the agency that a piece of a longer text names.

    One word is not enough here to be an id: "Dinas Perindustrian dan Perdagangan" is one office.

    >>> read_agency_surely("disdag-wajo")
    'disdag-wajo'
    """
    if is_agency(value) or _LIKE_AN_ID.fullmatch(value):
        return read_agency(value)
    raise Unreadable("no_agency")
