"""Texts, ids and the digits of NIB and NIK as offices write them.

A name loses blanks that nobody meant, and a number in a column of texts becomes the text it
shows; a note keeps its lines. Values of persons never get readings, so that none can leak.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

from ikm_sinergi.cells import NIB_DIGITS, Unreadable
from ikm_sinergi.faults import DAMAGED
from ikm_sinergi.values import WhyNot, why_not_identifier, why_not_text

__all__ = ["read_identifier", "read_name", "read_nib", "read_nik", "read_note", "tidy"]

_EXACT: Final = 10**15  # a spreadsheet keeps 15 digits
_UNSEEN: Final = MappingProxyType(dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff")))
_BETWEEN_DIGITS: Final = re.compile(r"[\s.'`\u2018\u2019-]")
_WAS_NUMBER: Final = re.compile(r"([0-9]+)[.,]0|[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+", re.IGNORECASE)


def tidy(text: str) -> str:
    r"""Return a text with single blanks between its words, and without what nobody sees.

    >>> tidy(" Batik\u00a0\n Wajo\u200b ")
    'Batik Wajo'
    """
    return " ".join(text.translate(_UNSEEN).split())


def read_name(value: Any) -> str:
    """Return the text of a cell that holds a name, a title or a product.

    >>> read_name("Batik Wajo")
    'Batik Wajo'
    """
    return _read(value, tidy, why_not_text)


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


def read_nib(value: Any) -> str:
    """Return the digits of a NIB; whether they are a NIB is for IKM112.

    >>> read_nib("8120000000001")
    '8120000000001'
    """
    return _read_digits(value, NIB_DIGITS)


def read_nik(value: Any) -> str:
    """Return the digits of a NIK, which no number of a spreadsheet can hold (IKM004).

    >>> read_nik("7306000000000001")
    '7306000000000001'
    """
    return _read_digits(value, None)


def _read_digits(value: Any, kept: int | None) -> str:
    """Return digits; a number is sure to have kept them only if `kept` says how many it has."""
    if type(value) is str and value.isascii() and value.isdigit():
        return value
    number = ""
    if type(value) is float or type(value) is int:
        number = f"{value:.0f}" if value == value // 1 else "0"
    elif type(value) is str:
        tidied = unicodedata.normalize("NFKC", tidy(value))
        digits = _BETWEEN_DIGITS.sub("", tidied)
        shown = _WAS_NUMBER.fullmatch(tidied)
        if shown is None:
            if digits.isascii() and digits.isdigit():
                raise Unreadable("marked_digits", repaired=digits)
            return read_identifier(value)
        number = shown[1] or "0"
    else:
        raise Unreadable("not_text")
    if len(number) == kept:
        raise Unreadable("nib_was_number", repaired=number)
    raise Unreadable("number_lost_digits", DAMAGED)
