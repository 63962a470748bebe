"""One cell -> one value of exactly the right type, or the reason why not.

Types are exact: true is no number, "2021" no year in JSON; in CSV (`textual`) every cell is text.
Only what a person could not misread is repaired, and every repair is told.
"""

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.fields import (
    WhyNot,
    why_not_choice,
    why_not_code,
    why_not_day,
    why_not_identifier,
    why_not_province,
    why_not_text,
    why_not_whole,
    why_not_year,
)
from ikm_sinergi.domain.identifiers import NIB_DIGITS, is_masked
from ikm_sinergi.domain.names import terms_like
from ikm_sinergi.records.faults import DAMAGED, MISSING, REPAIRED, UNREADABLE

MARKS: Final = MappingProxyType({UNREADABLE: "(unreadable)", DAMAGED: "(damaged)"})
"""What we write for a cell that could not be read, if not as it stood, by its fault's code."""

_MARKED: Final = MappingProxyType({mark: code for code, mark in MARKS.items()})

EXACT_DIGITS: Final = 15
"""As many digits of a number as a spreadsheet keeps."""


class Unreadable(Exception):  # noqa: N818  # a signal between readers, never seen outside
    """A cell cannot be read: why, under which code, and what it could be.

    Under the code of a repair but without one, it states nothing.
    """

    def __init__(
        self,
        reason: str,
        code: str = UNREADABLE,
        *,
        readings: tuple[str, ...] = (),
        repaired: Any = None,
    ) -> None:
        """Keep the reason, the code of its rule, and what the cell could have meant."""
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.readings = readings
        self.repaired = repaired


def unread_before(value: object) -> Unreadable | None:
    """Return what is wrong with a cell that we wrote in the place of one that nobody could read.

    >>> print(unread_before("(unreadable)"), unread_before("soon"))
    unread_before None
    """
    code = _MARKED.get(value) if type(value) is str else None
    return None if code is None else Unreadable("unread_before", code)


def as_shown(number: float) -> float:
    """Return a number as a spreadsheet shows it: what it computes is right to 15 digits only.

    >>> as_shown(4.35 * 100)
    435.0
    """
    return float(f"{number:.{EXACT_DIGITS}g}")


Read = Callable[[Any], Any]

_WHOLE: Final = re.compile(r"[0-9]{1,30}", re.ASCII)

_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

_YEAR_FIRST: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", re.ASCII)

_SHORT_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]", re.ASCII)


def _checked(why_not: WhyNot) -> Read:
    def read(value: Any) -> Any:
        reason = why_not(value)
        if reason is not None:
            raise Unreadable(reason, MISSING if reason == "empty" else UNREADABLE)
        return value

    return read


def _number(pattern: re.Pattern[str], why_not: WhyNot, *, textual: bool) -> Read:
    checked = _checked(why_not)

    def read(text: str) -> int:
        return checked(int(text) if pattern.fullmatch(text) else None)  # type: ignore[no-any-return]

    return read if textual else checked


def _day_readings(text: str) -> tuple[str, ...]:
    """Return the days a text could mean, day first and month first, in ISO form.

    A reading counts only if nothing in it is filled up from another day, so two different
    defaults must agree. What has its year first has its month next.
    """
    if _YEAR_FIRST.fullmatch(text):
        try:
            return (dt.date(*map(int, text.split("-"))).isoformat(),)
        except ValueError:
            return ()
    from dateutil import parser  # noqa: PLC0415  # only a refused date needs it

    readings: list[str] = []
    for day_first in (True, False):
        try:
            one, other = (
                parser.parse(text, dayfirst=day_first, default=default, ignoretz=True).date()
                for default in (dt.datetime(2001, 1, 1), dt.datetime(2004, 2, 2))  # noqa: DTZ001
            )
        except (ValueError, ArithmeticError, TypeError):  # whatever dateutil meets in a text
            continue
        if one == other and one.isoformat() not in readings:
            readings.append(one.isoformat())
    return tuple(readings)


def _read_day(value: Any) -> dt.date:
    if type(value) is str:
        if not _DAY.fullmatch(value):
            raise Unreadable("not_day", readings=_day_readings(value[:40]))
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            raise Unreadable("not_in_calendar") from None
    return _CHECKED_DAY(value)  # type: ignore[no-any-return]


def _read_code(value: Any) -> str:
    if type(value) is float or (type(value) is str and _SHORT_CODE.fullmatch(value)):
        text = str(value)
        if _SHORT_CODE.fullmatch(text):
            raise Unreadable("lost_zero", DAMAGED, readings=(f"{text}0",))
        if why_not_code(text) is None:
            raise Unreadable("code_was_number", repaired=text)
    return _CHECKED_CODE(value)  # type: ignore[no-any-return]


def _read_nib(value: Any) -> str:
    if type(value) in {int, float}:
        if 10 ** (NIB_DIGITS - 1) <= value < 10**EXACT_DIGITS and value == int(value):
            raise Unreadable("nib_was_number", repaired=str(int(value)))
        raise Unreadable("number_lost_digits", DAMAGED)
    return _CHECKED_TEXT(value)  # type: ignore[no-any-return]


def _read_nik(value: Any) -> str:
    if type(value) in {int, float}:
        raise Unreadable("number_lost_digits", DAMAGED)
    return _CHECKED_TEXT(value)  # type: ignore[no-any-return]


def _read_term(vocabulary: type[StrEnum]) -> Read:
    checked = _checked(why_not_choice(vocabulary))
    members = {member.value: member for member in vocabulary}

    def read(value: Any) -> Any:
        if type(value) is not str:
            return checked(value)
        if value not in members:
            raise Unreadable("not_choice", readings=terms_like(vocabulary, value))
        return members[value]

    return read


def _read_list(read_item: Read, *, textual: bool) -> Read:
    def read(value: Any) -> tuple[Any, ...]:
        if textual:
            value = _parts(value)
        elif type(value) not in {list, tuple}:
            raise Unreadable("not_list")
        items: list[Any] = []
        repair: str | None = None
        for item in value:
            try:
                items.append(read_item(item))
            except Unreadable as error:
                if error.repaired is None:
                    code = UNREADABLE if error.code == MISSING else error.code
                    raise Unreadable(error.reason, code, readings=error.readings) from None
                items.append(error.repaired)
                repair = error.reason
        if repair is not None:
            raise Unreadable(repair, repaired=items)
        if len(set(items)) != len(items):
            raise Unreadable("repeated")
        return tuple(items)

    return read


def _parts(text: str) -> list[str]:
    """Return the items of a list in one cell; ";" alone is the list without items."""
    if text == ";":
        return []
    parts = text.split(";")
    stripped = [part.strip() for part in parts]
    if parts != stripped:
        raise Unreadable("blanks_in_list", repaired=";".join(stripped))
    return parts


def _unmarked(read: Read) -> Read:
    """Return the function that reads a text by `read`, but none that we wrote for an unread one."""

    def read_text(value: Any) -> Any:
        text = read(value)
        if text in _MARKED:
            raise Unreadable("unread_before", _MARKED[text])
        return text

    return read_text


_CHECKED_TEXT: Final = _unmarked(_checked(why_not_text))

_CHECKED_IDENTIFIER: Final = _unmarked(_checked(why_not_identifier))

_CHECKED_CODE: Final = _checked(why_not_code)

_CHECKED_DAY: Final = _checked(why_not_day)


@cache
def reader(column: Column, *, textual: bool) -> Read:
    """Return the function that reads a stated cell of this column."""
    read = _reader(column, textual=textual)
    return unmasked(read) if column.personal else read


def unmasked(read: Read) -> Read:
    """Return the function that reads data of a person by `read`, and takes a mask for none.

    >>> try:
    ...     unmasked(str)("7306********0001")
    ... except Unreadable as error:
    ...     print(error.reason, error.code)
    masked IKM005
    """

    def read_personal(value: Any) -> Any:
        if type(value) is str and is_masked(value):
            raise Unreadable("masked", REPAIRED)
        return read(value)

    return read_personal


def _reader(column: Column, *, textual: bool) -> Read:
    holds = column.holds
    if holds is Holds.DIGITS:
        return _read_nib if column.field == "nib" else _read_nik
    if column.vocabulary is not None:
        term = _read_term(column.vocabulary)
        return _read_list(term, textual=textual) if holds.many else term
    readers: dict[Holds, Read] = {
        Holds.IDENTIFIER: _CHECKED_IDENTIFIER,
        Holds.TEXT: _CHECKED_TEXT,
        Holds.YEAR: _number(_YEAR, why_not_year, textual=textual),
        Holds.WHOLE: _number(_WHOLE, why_not_whole, textual=textual),
        Holds.DAY: _read_day,
        Holds.CODE: _read_code,
        Holds.PROVINCE: _checked(why_not_province),
        Holds.IDENTIFIERS: _read_list(_CHECKED_IDENTIFIER, textual=textual),
        Holds.CODES: _read_list(_read_code, textual=textual),
    }
    return readers[holds]


@frozen(eq=False)
class Way:
    """A way of reading rows: what reads the cells of each column.

    In `textual` rows every cell is a text, as in CSV. One that `understands` reads what people
    write, and what it makes of a cell is read once more, exactly. In both a row that states
    nothing is an empty line; in exact ones it is a record that says nothing.
    """

    reader: Callable[[Column], Read]
    textual: bool = False
    understands: bool = False

    def exact(self, column: Column) -> Read:
        """Return the function that reads what was understood or repaired."""
        return reader(column, textual=self.textual)


EXACT: Final = Way(partial(reader, textual=False))
"""JSON and databases: values of exactly the right type."""

AS_WRITTEN: Final = Way(partial(reader, textual=True), textual=True)
"""CSV: every cell a text."""
