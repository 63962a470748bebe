"""Rupiah and counts as offices write them: "Rp 70 juta", "Rp1.000.000.000,00", "12 orang".

The marks are Indonesian: a dot groups thousands and is never a decimal, a comma is the decimal,
and M is miliar (10^9), never a million. What is written as in English is refused with the numbers
it could be. The unit of a header, such as "(Rp.000)", is the `factor` of its column.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from ikm_sinergi.cells import Read, Unreadable
from ikm_sinergi.tables import Column

__all__ = ["SCALES", "Measured", "measured", "reader"]


class Measured(Enum):
    """What the whole numbers of a column count."""

    RUPIAH = "rupiah"
    PEOPLE = "people"
    THINGS = "things"
    ANYTHING = "anything"

    @property
    def in_rupiah(self) -> bool:
        """Whether the numbers may be amounts of money."""
        return self in {Measured.RUPIAH, Measured.ANYTHING}


SCALES: Final = MappingProxyType(
    {
        name: 10**power
        for power, names in (
            (3, "ribu ribuan rb"),
            (6, "juta jutaan jt"),
            (9, "miliar milyar miliaran milyaran m"),
            (12, "triliun trilyun t"),
        )
        for name in names.split()
    }
)
"""What a number is multiplied by when the word stands behind it."""

_UNITS: Final = MappingProxyType(
    {
        Measured.RUPIAH: (),
        Measured.PEOPLE: ("orang", "org", "jiwa"),
        Measured.THINGS: ("unit", "buah", "bh", "set", "pcs", "paket", "lembar"),
        Measured.ANYTHING: ("orang", "org", "jiwa", "unit", "buah", "bh", "produk"),
    }
)
_LONGEST: Final = 60
_DIGITS: Final = re.compile(r"[0-9]{1,30}", re.ASCII)
_EXACT: Final = 2**53  # from here on, a float no longer holds every whole number
_WRITTEN: Final = re.compile(
    r"(?P<rupiah>(?:rp|idr)\b ?\.? ?|rp(?=[0-9]) ?)?(?P<number>.+?)(?: ?[.,] ?-+)?"
    r"(?: ?(?P<word>[a-z]+)\.?)?(?P<said> ?rupiah)?(?:,-)?"
)
_NUMBER: Final = re.compile(
    r"(?P<whole>[0-9]{1,30}|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?:,(?P<part>[0-9]{1,12}))?",
    re.ASCII,
)
_ENGLISH: Final = re.compile(
    r"(?P<whole>[0-9]{1,30}|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]{1,12}))?", re.ASCII
)
_TWO_WAYS: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)
_LETTERS: Final = MappingProxyType(str.maketrans("osil", "0511"))


def measured(column: Column) -> Measured:
    """Return what a column of whole numbers counts, by its field and label."""
    if "(Rp)" in column.label.en:
        return Measured.RUPIAH
    known = {"workers": Measured.PEOPLE, "quantity": Measured.THINGS}
    return known.get(column.field, Measured.ANYTHING)


def reader(what: Measured, factor: int = 1) -> Read:
    """Return the function that reads whole numbers; `factor` is the unit of the column's header.

    >>> reader(Measured.RUPIAH)(70_000_000.0)
    70000000
    """

    def read(value: Any) -> int:
        kind = type(value)
        if kind is float or kind is int:
            return _of_number(value, factor)
        if kind is not str:
            raise Unreadable("not_whole")
        if factor == 1 and _DIGITS.fullmatch(value):
            return int(value)
        raise _of_text(value, what, factor)

    return read


def _of_number(value: float, factor: int) -> int:
    if value != value or abs(value) >= _EXACT and type(value) is float:  # noqa: PLR0124  # not NaN
        raise Unreadable("number_lost_digits" if abs(value) >= _EXACT else "not_whole")
    number = _whole(Decimal(repr(value)) * factor)
    if number is None:
        raise Unreadable("not_whole")
    if factor != 1:
        raise Unreadable("other_unit", repaired=number)
    return number


def _whole(number: Decimal) -> int | None:
    """Return a number of rupiah or pieces, None for a fraction or a debt."""
    return int(number) if number >= 0 and number == number.to_integral_value() else None


def _of_text(text: str, what: Measured, factor: int) -> Unreadable:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    found = _WRITTEN.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        return Unreadable("not_whole")
    word, money = found["word"], bool(found["rupiah"] or found["said"])
    scale = SCALES.get(word or "") if what.in_rupiah else None
    known = word is None or scale is not None or (word in _UNITS[what] and not money)
    if not known or (money and not what.in_rupiah):
        return _letters(plain, what, factor)
    number = found["number"].strip()
    if scale is not None:
        return _read(number, (scale,), "number_written")
    if money and factor != 1:
        return _read(number, (1, factor), "number_written")
    return _read(number, (factor,), "number_written" if factor == 1 else "other_unit")
