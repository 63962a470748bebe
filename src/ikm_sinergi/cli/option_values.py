"""The values that options take: years, days, names."""

import argparse
import datetime as dt
from types import MappingProxyType
from typing import Final

from ikm_sinergi.domain.fields import why_not_code, why_not_day, why_not_year
from ikm_sinergi.domain.identifiers import all_digits


def names(text: str) -> list[str]:
    """Return the names in "a, b"; there must be one."""
    found = [name for name in map(str.strip, text.split(",")) if name]
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} names nothing")
    return found


LEVELS: Final = MappingProxyType(
    {
        "error": ("error",),
        "warning": ("error", "warning"),
        "note": ("error", "warning", "note"),
        "undecided": ("error", "undecided"),
    }
)
"""What each level of `--fail-on` counts, by the keys of a summary: errors always."""


def levels(text: str) -> list[str]:
    """Return the levels in "warning,undecided"."""
    found = names(text)
    for name in found:
        if name not in LEVELS:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(LEVELS)}")
    return found


def place(text: str) -> str:
    """Return the name of a file or folder; an empty one would mean the folder one is in."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a place is empty")
    return text


def years(text: str) -> list[int]:
    """Return the years in "2021", "2020,2021" or "2019-2021"."""
    found: list[int] = []
    for part in names(text):
        first, _, last = part.partition("-")
        span = range(year(first), year(last or first) + 1)
        if not span:
            raise argparse.ArgumentTypeError(f"{part!r} ends before it begins")
        found += span
    return found


def complete(text: str) -> list[int | tuple[int, str]]:
    """Return the years in "2020" or "2018-2020", and the year and regency in "2020:73.13"."""
    found: list[int | tuple[int, str]] = []
    for part in names(text):
        span, colon, code = part.partition(":")
        if colon and why_not_code(code) is not None:
            raise argparse.ArgumentTypeError(f"{code!r} is no code of a regency such as 73.13")
        found += [(one, code) for one in years(span)] if colon else years(span)
    return found


def year(text: str) -> int:
    """Return a fiscal year."""
    number = int(text) if all_digits(text) else 0
    if why_not_year(number) is not None:
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return number


def day(text: str) -> dt.date:
    """Return a day written as 2021-12-31."""
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        found = dt.date.max
    if why_not_day(found) is not None:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2021-12-31")
    return found
