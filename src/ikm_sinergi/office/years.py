"""Fiscal years as offices write them: "TA 2021", "Tahun Anggaran 2021", 2021.0."""

import datetime as dt
import re
from typing import Any, Final

from ikm_sinergi.domain.fields import why_not_year
from ikm_sinergi.office.days import EPOCH
from ikm_sinergi.office.texts import plain
from ikm_sinergi.records.cells import Unreadable, as_shown

__all__ = ["read_year"]

_CANONICAL: Final = re.compile(r"[0-9]{4}", re.ASCII)
_LABEL: Final = r"(?:(?:tahun|thn|th|anggaran|t ?[./]? ?a|apb[dn])[ .:]*)*"
_WRITTEN: Final = re.compile(rf"{_LABEL}([0-9]{{4}})(?:\.0?| ?\(apb[dn]\))?", re.ASCII)
_INSIDE: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])", re.ASCII)


def read_year(value: Any) -> int:
    """Return the fiscal year that a cell states.

    >>> read_year(2021.0)
    2021
    """
    if type(value) is float and (shown := as_shown(value)).is_integer():
        year = _bounded(int(shown))
        if shown != value:
            raise Unreadable("nearly_whole", repaired=year)
        return year
    if type(value) is str and not _CANONICAL.fullmatch(value):
        text = plain(value)
        if found := _WRITTEN.fullmatch(text):
            raise Unreadable("year_written", repaired=_bounded(int(found[1])))
        raise _refused(list(map(int, _INSIDE.findall(text))))
    if isinstance(value, dt.date):  # a day; or a year that a spreadsheet shows as a day of 1905
        day = value.date() if isinstance(value, dt.datetime) else value
        raise _refused([day.year, (day - EPOCH).days])
    return _bounded(int(value) if type(value) is str else value)


def _bounded(value: Any) -> int:
    reason = why_not_year(value)
    if reason is not None:
        raise Unreadable(reason)
    return value  # type: ignore[no-any-return]  # an int, or the check had refused it


def _refused(years: list[int]) -> Unreadable:
    readings = tuple(dict.fromkeys(str(year) for year in years if why_not_year(year) is None))
    return Unreadable("several_years" if len(readings) > 1 else "not_year", readings=readings)
