"""Rupiah and counts as offices write them: "Rp 70 juta", "Rp1.000.000.000,00", "12 orang".

The marks are Indonesian: a dot groups thousands and is never a decimal, a comma is the decimal,
and M is miliar (10^9), never a million. What is written as in English is refused with the numbers
it could be. The unit of a header, such as "(Rp.000)", is the `factor` of its column.
"""

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from ikm_sinergi.domain.column import Column
from ikm_sinergi.office.numerals import spelt
from ikm_sinergi.office.texts import plain
from ikm_sinergi.records.cells import Read, Unreadable, as_shown

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
            (9, "miliar milyar miliyar milliar miliaran milyaran m"),
            (12, "triliun trilyun t"),
        )
        for name in names.split()
    }
)
"""What a number is multiplied by when the word stands behind it."""

_UNITS: Final = MappingProxyType(
    {
        what: frozenset(words.split())
        for what, words in (
            (Measured.RUPIAH, ""),
            (Measured.PEOPLE, "orang org jiwa pekerja karyawan"),
            (Measured.THINGS, "unit buah bh set pcs paket pkt lembar lbr pasang psg rol"),
            (Measured.ANYTHING, "orang org jiwa unit buah bh produk"),
        )
    }
)
_LONGEST: Final = 120
_EXACT: Final = 2**53  # from here on, a float no longer holds every whole number
_MOST: Final = 10**15
_MILLION: Final = 10**6  # what M is in English
_NOT_STATED: Final = re.compile(r"(?:rp|idr)[ .]*-+", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,30}", re.ASCII)
_OF_PROGRAM: Final = re.compile(r"([0-9]{1,30})\.0", re.ASCII)
_SPELT: Final = re.compile(r" ?\(([a-z ]+)\)")
_SPACED: Final = re.compile(r"[1-9][0-9]{0,2}(?:\. ?[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3}){2,}")
_WRITTEN: Final = re.compile(
    r"(?P<prefix>(?:rp|idr)[ .:]*)?(?P<number>.+?)(?P<whole> ?[.,] ?-+)?"
    r"(?:(?P<gap> ?)(?P<word>(?!rupiah)[a-z]+)\.?)?(?P<suffix> ?rupiah)?(?P<end> ?,-+)?"
)
_PART: Final = re.compile(r"([0-9]{1,3}) ?([a-z]+)")
_INDONESIAN: Final = re.compile(
    r"(?P<whole>[0-9]{1,30}|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]{1,12}))?", re.ASCII
)
_ENGLISH: Final = re.compile(
    r"(?P<whole>[0-9]{1,30}|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]{1,12}))?", re.ASCII
)
_TWO_WAYS: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3}|(?:\.[0-9]{3})+,000)", re.ASCII
)  # "1,500" has three decimals, or one group of thousands
_LIKE_DIGITS: Final = MappingProxyType(str.maketrans("osil", "0511"))
_MISTYPED: Final = re.compile(r"(?=.*[0-9])(?=.*[osil])[0-9osil.,]+", re.ASCII)


def measured(column: Column) -> Measured:
    """Return what a column of whole numbers counts: its label names rupiah, its field the rest.

    >>> from ikm_sinergi.domain.tables import TABLES
    >>> [measured(TABLES["grants"].column(field)).value for field in ("quantity", "value")]
    ['things', 'rupiah']
    """
    if "(Rp)" in column.label.en:
        return Measured.RUPIAH
    known = {"workers": Measured.PEOPLE, "quantity": Measured.THINGS}
    return known.get(column.field, Measured.ANYTHING)


def reader(what: Measured, factor: int = 1) -> Read:
    """Return the function that reads whole numbers; `factor` is the unit of the column's header.

    >>> reader(Measured.RUPIAH)(70_000_000.0)
    70000000
    """

    def read(value: Any) -> int | None:
        if factor == 1 and type(value) is float and 0 <= value < _EXACT and value.is_integer():
            return _credible(int(value))
        if type(value) is float or type(value) is int:
            return _of_number(value, factor)
        if type(value) is not str:
            raise Unreadable("not_whole")
        if factor == 1 and _DIGITS.fullmatch(value):
            return _credible(int(value))
        text = plain(value) if len(value) <= _LONGEST else ""
        if what.in_rupiah and _NOT_STATED.fullmatch(text):
            return None
        raise _of_words(text, what, factor)

    return read


def _of_number(value: float, factor: int) -> int:
    if not math.isfinite(value):
        raise Unreadable("not_whole")
    if type(value) is float and value >= _EXACT:
        raise Unreadable("number_lost_digits")
    shown = as_shown(value) if type(value) is float else value
    number = _whole(Decimal(repr(shown)) * factor)
    if number is None:
        raise Unreadable("not_whole")
    _credible(number)
    if number != value:
        reason = "nearly_whole" if number == shown else "other_unit"
        raise Unreadable(reason, repaired=number)
    return number


def _credible(number: int) -> int:
    """Return a number, but refuse one of as many digits as a NIK: no office counts so far."""
    if number > _MOST:
        raise Unreadable("like_nik")
    return number


def _whole(number: Decimal) -> int | None:
    """Return a number of rupiah or pieces, None for a fraction or a debt."""
    return int(number) if number >= 0 and number == number.to_integral_value() else None


def _of_words(text: str, what: Measured, factor: int) -> Unreadable:
    """Return what a text comes to; what stands in brackets may spell the number once more."""
    found = _SPELT.search(text)
    if found is None:
        return _of_text(text, what, factor)
    units = {"rupiah"} if what.in_rupiah else _UNITS[what]
    number = spelt(" ".join(word for word in found[1].split() if word not in units))
    if number is None:
        return Unreadable("not_whole")
    error = _of_text(f"{text[: found.start()]}{text[found.end() :]}", what, factor)
    if str(number) in error.readings and "rupiah" in found[1]:
        return Unreadable("number_written", repaired=number)
    if error.repaired is None or error.repaired == number:
        return error
    return Unreadable("several_numbers", readings=(str(error.repaired), str(number)))


def _of_text(text: str, what: Measured, factor: int) -> Unreadable:
    """Return what a written number comes to: the number it is, or why it is none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return Unreadable("not_whole")
    number, word = found["number"], found["word"]
    in_rupiah = any(found[part] for part in ("prefix", "suffix", "whole", "end"))
    scale = SCALES.get(word or "") if what.in_rupiah else None
    if in_rupiah and not what.in_rupiah:
        return Unreadable("not_whole")
    if what.in_rupiah and word is not None and (total := _of_parts(f"{number} {word}")) is not None:
        return Unreadable("number_written", repaired=total)
    if scale is None and word is not None and (in_rupiah or word not in _UNITS[what]):
        return _mistyped(f"{number}{found['gap']}{word}", factor)
    if scale is None and in_rupiah and factor != 1:  # "Rp" says that these are whole rupiah
        return _of_figures(number, (1, factor), word, "other_unit")
    repair = "number_written" if factor == 1 or scale else "other_unit"
    return _of_figures(number, (scale or factor,), word, repair)


def _of_figures(number: str, factors: tuple[int, ...], word: str | None, repair: str) -> Unreadable:
    """Return what figures come to, whatever their marks are."""
    if _SPACED.fullmatch(number):
        number = re.sub(r"\.? ", ".", number)
    if word not in SCALES and (shown := _OF_PROGRAM.fullmatch(number)):
        number = shown[1]  # "5.0", as a program writes it
    elif _ENGLISH.fullmatch(number) and not _INDONESIAN.fullmatch(number):
        factors = (*factors, _MILLION) if word == "m" else factors
        readings = _readings([_decimal(number, ",", ".")], factors)
        return Unreadable("english_number", readings=readings)
    if not _INDONESIAN.fullmatch(number):
        return _mistyped(number, factors[0])
    return _settled(number, factors, repair)


def _of_parts(text: str) -> int | None:
    """Return the sum of a number in parts, each of a smaller scale: "7 juta 500 ribu"."""
    found = [_PART.fullmatch(part) for part in re.findall(r"[0-9]+ ?[a-z]+|[^ ]+", text)]
    parts: list[tuple[int, int]] = [
        (int(part[1]), SCALES.get(part[2], 0)) for part in found if part is not None
    ]
    if len(parts) < 2 or len(parts) != len(found):  # noqa: PLR2004  # one number alone
        return None
    if not all(0 < low < high for (_, high), (_, low) in pairwise(parts)):
        return None
    return sum(number * scale for number, scale in parts)


def _settled(number: str, factors: tuple[int, ...], repair: str) -> Unreadable:
    """Return the one number that a number with Indonesian marks is, or the several it may be."""
    numbers = [_decimal(number, ".", ",")]
    two_ways = bool(_TWO_WAYS.fullmatch(number))
    if two_ways:
        numbers.append(Decimal(re.sub("[.,]", "", number)))
    if numbers[0] > _MOST:
        return Unreadable("like_nik")
    readings = _readings(numbers, factors)
    if len(readings) == 1 and not two_ways:
        return Unreadable(repair, repaired=int(readings[0]))
    return Unreadable("several_numbers" if readings else "not_whole", readings=readings)


def _decimal(number: str, group: str, point: str) -> Decimal:
    return Decimal(number.replace(group, "").replace(point, "."))


def _readings(numbers: Iterable[Decimal], factors: Iterable[int]) -> tuple[str, ...]:
    """Return the whole numbers that could be meant, each once."""
    scales = tuple(factors)
    found = [_whole(number * scale) for number in numbers for scale in scales]
    return tuple(dict.fromkeys(str(number) for number in found if number is not None))


def _mistyped(number: str, factor: int) -> Unreadable:
    """Return that a number has letters for digits, if that is all; never repair it."""
    digits = number.translate(_LIKE_DIGITS)
    if not (_MISTYPED.fullmatch(number) and _INDONESIAN.fullmatch(digits)):
        return Unreadable("not_whole")
    readings = _readings([_decimal(digits, ".", ",")], (factor,))
    return Unreadable("letter_for_digit", readings=readings)
