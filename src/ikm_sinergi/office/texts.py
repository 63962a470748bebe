"""Texts, ids and the digits of NIB and NIK as offices write them.

A name loses blanks that nobody meant, and a number in a column of texts becomes the text it
shows; a note keeps its lines. Readings of a NIK are masked.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ikm_sinergi.domain.fields import WhyNot, why_not_identifier, why_not_text
from ikm_sinergi.domain.identifiers import NIB_DIGITS, NIK_DIGITS, all_digits, masked
from ikm_sinergi.domain.names import UNSEEN
from ikm_sinergi.records.cells import Unreadable
from ikm_sinergi.records.faults import DAMAGED

__all__ = [
    "has_small_digits",
    "is_count",
    "plain",
    "read_identifier",
    "read_ikm",
    "read_name",
    "read_nib",
    "read_nik",
    "read_note",
    "tidy",
    "without_small_digits",
]

_EXACT: Final = 10**15  # a spreadsheet keeps 15 digits
_UNSEEN: Final = MappingProxyType(dict.fromkeys(map(ord, UNSEEN)))
# They join and part letters of other scripts than the Latin one, where they mean nothing.
_JOINERS: Final = re.compile(
    "(?:^|(?<=[\0-\u024f]))[\u200c\u200d]+|[\u200c\u200d]+(?=[\0-\u024f]|$)"
)
_COUNT: Final = re.compile(
    r"[0-9][0-9.,]* ?(?:orang|org|jiwa|unit|peserta|ikm|ukm|umkm|kelompok|usaha)\.?", re.IGNORECASE
)


def tidy(text: str) -> str:
    r"""Return a text with single blanks between its words, and without what nobody sees.

    >>> tidy(" Batik\u00a0\n Wajo\u200b ")
    'Batik Wajo'
    """
    once = " ".join(text.translate(_UNSEEN).split())
    return once if once.isascii() else " ".join(_JOINERS.sub("", once).split())


def plain(text: str) -> str:
    """Return a tidy text in small letters, with one form of each letter and digit.

    >>> plain("Rp\u00a01.500")
    'rp 1.500'
    """
    return tidy(unicodedata.normalize("NFKC", text)).casefold()


def has_small_digits(text: str) -> bool:
    """Whether a text holds a raised, lowered or circled digit, or a fraction in one character.

    >>> has_small_digits("5\u00b2"), has_small_digits("52")
    (True, False)
    """
    return not text.isascii() and any(unicodedata.category(one) == "No" for one in text)


def without_small_digits(text: str) -> str:
    """Return a text without the digits that may be footnotes."""
    return "".join(one for one in text if unicodedata.category(one) != "No")


# --- texts ---------------------------------------------------------------------------------


def read_name(value: Any) -> str:
    """Return the text of a cell that holds a name, a title or a product.

    >>> read_name("Batik Wajo")
    'Batik Wajo'
    """
    return _read(value, tidy, why_not_text)


def read_ikm(value: Any) -> str:
    """Return the name of an IKM, which is not how many there are.

    >>> read_ikm("Batik Wajo")
    'Batik Wajo'
    """
    if type(value) is str and all_digits(value[:1]) and _COUNT.fullmatch(tidy(value)):
        raise Unreadable("count_no_name")
    return read_name(value)


def is_count(value: Any) -> bool:
    """Whether a cell holds a number and at most what it counts.

    >>> is_count(125.0), is_count("30 orang"), is_count("30"), is_count("Batik 30")
    (True, True, True, False)
    """
    if type(value) is not str:
        return type(value) is int or type(value) is float
    text = tidy(value)
    return all_digits(text.replace(".", "")) or _COUNT.fullmatch(text) is not None


def read_note(value: Any) -> str:
    r"""Return the text of a cell that holds free words, whose lines and blanks are kept.

    >>> read_note("Dua hari.\nDi Sengkang.")
    'Dua hari.\nDi Sengkang.'
    """
    return _read(value, str.strip, why_not_text)


def read_identifier(value: Any) -> str:
    """Return the id that a cell holds.

    >>> read_identifier("P-001")
    'P-001'
    """
    return _read(value, tidy, why_not_identifier)


def _read(value: Any, tidied: Callable[[str], str], why_not: WhyNot) -> str:
    if type(value) is not str:
        raise _no_text(value)
    # The one blank that can be printed is the space, so this is tidy already.
    neat = value.isprintable() and "  " not in value and value[:1] != " " != value[-1:]
    text = value if neat else tidied(value)
    reason = why_not(text)
    if reason is not None:
        raise Unreadable(reason)
    if text != value:
        raise Unreadable("stray_blanks", repaired=text)
    return value


def _no_text(value: Any) -> Unreadable:
    """Return what becomes of a cell that is no text: only a whole number is sure to be one."""
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is int:
        if abs(value) < _EXACT:
            return Unreadable("text_was_number", repaired=str(value))
        return Unreadable("number_lost_digits", DAMAGED)
    # A spreadsheet makes a day of "5-10", and drops the last zero of "1.10".
    return Unreadable("day_not_text" if isinstance(value, dt.date) else "not_text")


# --- NIB and NIK ---------------------------------------------------------------------------


class _Number(NamedTuple):
    """A kind of number: its length, whether a spreadsheet keeps it, its label, how it is shown."""

    size: int
    kept: bool
    label: "re.Pattern[str]"
    shown: Callable[[str], str]


_NIB: Final = _Number(
    NIB_DIGITS,
    kept=True,
    label=re.compile(r"(?:no(?:mor)?\.? ?)?(?:nib|induk berusaha)\b[ .:=]*"),
    shown=str,
)
_NIK: Final = _Number(
    NIK_DIGITS,
    kept=False,
    label=re.compile(
        r"(?:no(?:mor)?\.? ?)?(?:nik|e?-?ktp|induk kependudukan)\b"
        r"(?: ?/ ?(?:nik|e?-?ktp)\b)?[ .:=]*"
    ),
    shown=masked,
)
_BETWEEN_DIGITS: Final = re.compile(r"[\s.'`\u2018\u2019-]")
_WAS_NUMBER: Final = re.compile(r"([0-9]+)[.,]0|[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+")
_DENIED: Final = re.compile(
    r"(?:tidak|tdk|tak|belum|blm)"
    r"(?: (?:ada|punya|memiliki|mempunyai|terbit|dibuat|terdaftar))?(?: (?:nib|nik|e?-?ktp))?\.?"
)


def read_nib(value: Any) -> str | None:
    """Return the digits of a NIB, None if a cell says that there is none.

    Whether they are a NIB is for IKM112.

    >>> read_nib("8120000000001"), read_nib("belum ada NIB")
    ('8120000000001', None)
    """
    return _read_digits(value, _NIB)


def read_nik(value: Any) -> str | None:
    """Return the digits of a NIK, which no number of a spreadsheet can hold (IKM004).

    >>> read_nik("7306000000000001")
    '7306000000000001'
    """
    return _read_digits(value, _NIK)


def _read_digits(value: Any, what: _Number) -> str | None:
    if type(value) is str and all_digits(value):
        return _stated(value)
    if type(value) is float or type(value) is int:
        if value == 0:
            return None
        whole = value == value // 1
        raise _was_number(f"{value:.0f}" if whole else "0", what)
    if type(value) is not str:
        raise Unreadable("not_text")
    text = plain(value)
    if _DENIED.fullmatch(text):
        return None
    if shown := _WAS_NUMBER.fullmatch(text):
        raise _was_number(shown[1] or "0", what)
    return _of_words(text, what)


def _of_words(text: str, what: _Number) -> str | None:
    """Return None if the number in a text is all zeros; else raise what the text comes to."""
    bare = what.label.sub("", text, count=1) if what.label.match(text) else text
    digits = _BETWEEN_DIGITS.sub("", bare)
    if not all_digits(digits):
        raise _no_number(text, what)
    if _stated(digits) is None:
        return None
    if len(digits) == what.size and bare != text:
        raise Unreadable("labelled", repaired=digits)
    if len(digits) <= what.size and bare == text:
        raise Unreadable("marked_digits", repaired=digits)
    raise _no_number(text, what)


def _stated(digits: str) -> str | None:
    """Return digits, None if they are zeros, which people put where they have no number."""
    return digits if digits.strip("0") else None


def _was_number(digits: str, what: _Number) -> Unreadable:
    """Return what becomes of a number that a spreadsheet kept: it may have lost digits."""
    if what.kept and len(digits) == what.size:
        return Unreadable("nib_was_number", repaired=digits)
    return Unreadable("number_lost_digits", DAMAGED)


def _no_number(text: str, what: _Number) -> Unreadable:
    """Return that a text is not one number, with those of the right length that are in it."""
    groups = rf"(?<![0-9])[0-9](?:[ .'-]?[0-9]){{{what.size - 1}}}(?![0-9])"
    found = [_BETWEEN_DIGITS.sub("", one) for one in re.findall(groups, text, re.ASCII)]
    readings = tuple(what.shown(one) for one in dict.fromkeys(found))
    return Unreadable("several_numbers" if len(readings) > 1 else "no_number", readings=readings)
