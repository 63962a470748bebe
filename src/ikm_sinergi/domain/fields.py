"""What a field may hold: one function per type of value, which returns why one is refused.

Entities and readers ask the same functions, so that a value is refused for the same reason
wherever it comes from.
"""

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, cast

from ikm_sinergi.domain.identifiers import is_masked

FIRST_YEAR: Final = 1945

LAST_YEAR: Final = 2100

FIRST_DAY: Final = dt.date(1945, 8, 17)

LAST_DAY: Final = dt.date(2100, 12, 31)

LONGEST_ID: Final = 64

TOO_LARGE: Final = 10**18
"""No sum of rupiah, and more than a database or a data frame can hold."""

_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]{2}", re.ASCII)

_PROVINCE: Final = re.compile(r"[0-9]{2}", re.ASCII)

_NO_TEXT: Final = re.compile("[\\0\ud800-\udfff]")

WhyNot = Callable[[object], str | None]
"""Returns the key of the reason why a value is refused, or None if it is fine."""


def why_not_identifier(value: object) -> str | None:
    """Require an id: 1-64 printable characters without blanks at the ends."""
    if type(value) is not str:
        return "not_text"
    if not value or value.isspace():
        return "empty"
    if len(value) > LONGEST_ID:
        return "too_long"
    if value[0].isspace() or value[-1].isspace():
        return "blank_ends"
    return None if value.isprintable() else "unprintable"


def why_not_text(value: object) -> str | None:
    """Require a free text that says something."""
    if type(value) is not str:
        return "not_text"
    if not value or value.isspace():
        return "empty"
    return None if value.isprintable() or not _NO_TEXT.search(value) else "unprintable"


def why_not_personal(value: object) -> str | None:
    """Require a free text that was not masked before."""
    reason = why_not_text(value)
    return "masked" if reason is None and is_masked(str(value)) else reason


def why_not_year(value: object) -> str | None:
    """Require a fiscal year from 1945 to 2100."""
    return None if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR else "not_year"


def why_not_day(value: object) -> str | None:
    """Require a day from 1945-08-17 to 2100-12-31, not a moment."""
    if type(value) is not dt.date:
        return "not_day"
    return None if FIRST_DAY <= value <= LAST_DAY else "day_bounds"


def why_not_whole(value: object) -> str | None:
    """Require a whole number of zero or more: rupiah, workers, pieces."""
    if type(value) is not int or value < 0:
        return "not_whole"
    return None if value < TOO_LARGE else "too_large"


def why_not_code(value: object) -> str | None:
    """Require the form of a Kemendagri code of a regency; whether it exists is for IKM104."""
    return None if type(value) is str and _CODE.fullmatch(value) else "not_code"


def why_not_province(value: object) -> str | None:
    """Require the form of a Kemendagri code of a province."""
    return None if type(value) is str and _PROVINCE.fullmatch(value) else "not_province"


def why_not_choice(vocabulary: type[StrEnum]) -> WhyNot:
    """Require a member of the vocabulary."""

    def why_not(value: object) -> str | None:
        return None if type(value) is vocabulary else "not_choice"

    return why_not


def why_not_list(why_not_item: WhyNot) -> WhyNot:
    """Require a tuple of such items, none twice."""

    def why_not(value: object) -> str | None:
        if type(value) is not tuple:
            return "not_list"
        items = cast("tuple[object, ...]", value)
        for item in items:
            reason = why_not_item(item)
            if reason is not None:
                return reason
        return None if len(set(items)) == len(items) else "repeated"

    return why_not
