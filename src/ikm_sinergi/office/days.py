"""Days as offices write them: Indonesian, day first, ranges, numbers of a spreadsheet.

What the language settles is repaired ("06/09/2022" is 6 September); what it does not, such as a
year of two digits, is refused with the days it could be. Nothing is filled up from another day.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ikm_sinergi.domain.fields import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, why_not_day
from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.domain.names import near
from ikm_sinergi.office.texts import plain
from ikm_sinergi.records.cells import Read, Unreadable, as_shown

__all__ = ["EPOCH", "MONTHS", "Span", "is_month_first", "reader", "span"]

_MONTH_NAMES: Final = (
    "januari jan january",
    "februari feb pebruari peb february",
    "maret mar march",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agu agt ags agust agst agts agus aug august",
    "september sep sept",
    "oktober okt october oct",
    "november nov nopember nop",
    "desember des december dec",
)
MONTHS: Final = MappingProxyType(
    {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
)
"""The number of each month by its names, Indonesian and English, long and short."""

_WEEK: Final = (
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat friday",
    "sabtu saturday",
    "minggu ahad sunday",
)
_WEEKDAYS: Final = MappingProxyType(
    {name: number for number, names in enumerate(_WEEK) for name in names.split()}
)

EPOCH: Final = dt.date(1899, 12, 30)
"""Day 0 of a spreadsheet's numbers; Excel's 29 February 1900 lies before any day we read."""

_FIRST_NUMBER: Final = (FIRST_DAY - EPOCH).days
_LAST_NUMBER: Final = (LAST_DAY - EPOCH).days
_LONGEST: Final = 100
_DIGITS_OF_A_DAY: Final = 8

_SERIAL: Final = re.compile(r"[0-9]{1,8}|[0-9]{5}\.[0-9]{1,15}", re.ASCII)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_APOSTROPHES: Final = re.compile(r"['`\u00b4\u2018\u2019\u02bc]")
_LABEL: Final = re.compile(r"^(?:tanggal|tgl)\b[ .:]*")
_CLOCK: Final = r"[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?"
_UNTIL: Final = rf"(?: ?(?:-|s ?[./]? ?d\b\.?|sampai|hingga) ?(?:{_CLOCK}|selesai))?"
_ZONE: Final = r"(?:wita|wib|wit)"
# A time behind a day is nothing to us; with dots alone it may be something else.
_TIME: Final = re.compile(
    rf"(?<=[0-9])(?:,? |t)(?:(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?{_UNTIL}(?: ?[ap]m)?"
    rf"|(?:pukul|pkl|jam)\b\.? ?{_CLOCK}{_UNTIL})(?: ?{_ZONE})?|{_CLOCK}{_UNTIL} ?{_ZONE})$"
)
_HALF_DAY: Final = re.compile(r"[0-9] ?[ap]m$")  # as in America, where the month is first
_BEHIND: Final = re.compile(r" ?\((?:(?P<days>[0-9]{1,2}) ?hari|(?:hari )?(?P<weekday>[a-z]+))\)$")

_TO: Final = (
    r" ?(?:\b(?:s ?[./]? ?d(?![a-z])\.?|sampai dengan\b|sampai\b|hingga\b|dan\b|to\b)|[-&]) ?"
)
_BETWEEN: Final = re.compile(_TO)
_NAMES: Final = "|".join(_WEEKDAYS)
_WEEKDAY: Final = re.compile(rf"(?:hari )?({_NAMES})\b(?:{_TO}({_NAMES})\b)?[ ,./]*")

_GAP: Final = r"[ .,/-]*"
_MARK: Final = r"( ?[/.-] ?| )"
_SMALL: Final = r"([0-9]{1,2})"
_YEAR: Final = r"([0-9]{4}|[0-9]{2})"
# Each form names where its day, month and year stand.
_FORMS: Final = (
    (re.compile(rf"{_SMALL}{_MARK}{_SMALL}\2{_YEAR}", re.ASCII), (1, 3, 4)),
    (re.compile(rf"([0-9]{{4}}){_MARK}{_SMALL}\2{_SMALL}", re.ASCII), (4, 3, 1)),
    (re.compile(rf"{_SMALL}{_GAP}([a-z]+){_GAP}{_YEAR}", re.ASCII), (1, 2, 3)),
    (re.compile(rf"([a-z]+){_GAP}{_SMALL}[ .,/-]+{_YEAR}", re.ASCII), (2, 1, 3)),
)
_NUMERIC: Final = re.compile(
    r"(?<![0-9])([0-9]{1,2})( ?[/.-] ?)([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])"
)
_MONTHS_IN_YEAR: Final = 12
_SINGLE_DAYS: Final = re.compile(r"[0-9]{1,2}(?: ?, ?[0-9]{1,2})+", re.ASCII)
_BEGINNING: Final = re.compile(rf"{_SMALL}(?:{_GAP}([a-z]+)\.?|[/.-]{_SMALL})?", re.ASCII)
_INSIDE: Final = re.compile(
    rf"(?<![0-9])(?:[0-9]{{1,2}}{_GAP}[a-z]{{3,9}}{_GAP}[0-9]{{4}}"
    r"|[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])",
    re.ASCII,
)
_WORDS: Final = re.compile(r"[a-z]+|[0-9]+", re.ASCII)


class Span(NamedTuple):
    """The first and the last day of what a cell names: the same day, if it names one."""

    first: dt.date
    last: dt.date


def reader(field: str, *, month_first: bool = False) -> Read:
    """Return the function that reads the days of a field.

    Of a range, `starts` takes the first day and every other field the last; only the day on which
    something was decided cannot be a range. A day cell is read as it is. `month_first` says that
    some days of the column have their month first, so that none in figures is sure.

    >>> reader("ends")(dt.datetime(2021, 2, 15))
    datetime.date(2021, 2, 15)
    """

    def read(value: Any) -> dt.date:
        if month_first:
            _settled_order(value)
        return _of_text(value, field) if type(value) is str else _of_cell(value)

    return read


def is_month_first(value: Any) -> bool:
    """Whether a cell holds a day in figures that can only have its month first.

    >>> is_month_first("2/15/2021"), is_month_first("15/2/2021"), is_month_first("3/5/2021")
    (True, False, False)
    """
    if type(value) is not str or len(value) > _LONGEST:
        return False
    return any(
        int(first) <= _MONTHS_IN_YEAR < int(second)
        for first, _, second, _ in _NUMERIC.findall(value)
    )


def _settled_order(value: Any) -> None:
    """Refuse a day whose day and month could change places; a spreadsheet may have done so."""
    found: list[dt.date] = []
    if isinstance(value, dt.date):
        found = [dt.date(value.year, value.month, value.day)]
    elif type(value) is str and not _ISO.fullmatch(value):
        numbers = _NUMERIC.findall(_plain(value))
        days = [_day(day, month, year) for day, _, month, year in numbers if len(year) > len("21")]
        found = [day for day in days if day is not None]
    for day in found:
        if day.day <= _MONTHS_IN_YEAR and day.day != day.month:
            other = dt.date(day.year, day.day, day.month)
            raise Unreadable("month_first", readings=_readings((day, other)))


def _of_cell(value: Any) -> dt.date:
    if type(value) is dt.date:
        return _bounded(value)
    if type(value) is dt.datetime:
        day = _bounded(value.date())
        if value.time() != dt.time.min:
            raise Unreadable("day_with_time", repaired=day)
        return day
    if type(value) is int or type(value) is float:
        raise _kept_as_number(value)
    raise Unreadable("no_day")


def _of_text(text: str, field: str) -> dt.date:
    if _ISO.fullmatch(text):
        return _bounded(_whole_day(text[8:], text[5:7], text[:4]))
    if _SERIAL.fullmatch(text):
        raise _kept_as_number(float(text))
    found = span(text)
    if _HALF_DAY.search(text.casefold()):
        _settled_order(text)
    if found.first == found.last:
        raise Unreadable("day_written", repaired=_bounded(found.first))
    if field == "decided_on":
        raise Unreadable("several_days", readings=_readings(found))
    day = found.first if field == "starts" else found.last
    raise Unreadable("day_range", repaired=_bounded(day))


def span(text: str) -> Span:
    """Return the first and the last day that a text names, or raise `Unreadable`.

    >>> str(span("Senin, 15 Februari 2021").first)
    '2021-02-15'
    >>> [str(day) for day in span("28 Februari - 2 Maret 2021")]
    ['2021-02-28', '2021-03-02']
    """
    if len(text) > _LONGEST:
        raise Unreadable("no_day")
    words = _plain(text)
    behind = _BEHIND.search(words)
    if behind is not None and not (behind["days"] or behind["weekday"] in _WEEKDAYS):
        raise _refused(words)
    weekdays, rest = _weekdays(words if behind is None else words[: behind.start()])
    day = _one(rest)
    spans = set(_ranges(rest)) if day is None else {Span(day, day)}
    if len(spans) != 1:
        raise _refused(words)
    (found,) = spans
    _agree(weekdays, found if len(weekdays) > 1 else (found.first,))
    if behind is not None and behind["days"]:
        if int(behind["days"]) > (found.last - found.first).days + 1:
            raise Unreadable("several_days", readings=_readings(found))
    elif behind is not None:
        _agree((_WEEKDAYS[behind["weekday"]],), (found.first,))
    return found


def _bounded(day: dt.date) -> dt.date:
    reason = why_not_day(day)
    if reason is not None:
        raise Unreadable(reason)
    return day


def _readings(days: Iterable[dt.date]) -> tuple[str, ...]:
    """Return the days that could be meant, each once, in ISO form."""
    return tuple(dict.fromkeys(str(day) for day in days if why_not_day(day) is None))


def _kept_as_number(value: float) -> Unreadable:
    """Return what becomes of a bare number: the day a spreadsheet shows for it, or no day."""
    number = as_shown(value)
    if _FIRST_NUMBER <= number < _LAST_NUMBER + 1:
        return Unreadable("day_serial", repaired=EPOCH + dt.timedelta(int(number)))
    if FIRST_YEAR <= number <= LAST_YEAR:
        return Unreadable("incomplete_day")
    digits = f"{number:.0f}"
    if len(digits) != _DIGITS_OF_A_DAY:
        return Unreadable("no_day")
    days = _day(digits[6:], digits[4:6], digits[:4]), _day(digits[:2], digits[2:4], digits[4:])
    return Unreadable("no_day", readings=_readings(filter(None, days)))


# --- written days --------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Return a text in small letters, with one kind of dash, and without labels and times."""
    words = _APOSTROPHES.sub("", _DASHES.sub("-", plain(text))).strip(" ,.;:")
    return _TIME.sub("", _LABEL.sub("", words)).strip(" ,.;:")


def _weekdays(text: str) -> tuple[tuple[int, ...], str]:
    """Return the one or two weekdays that stand in front, and the rest."""
    found = _WEEKDAY.match(text)
    if found is None:
        return (), text
    return tuple(_WEEKDAYS[name] for name in found.groups() if name), text[found.end() :]


def _agree(weekdays: Iterable[int], days: Iterable[dt.date]) -> None:
    """Refuse days that do not fall on the weekdays named with them."""
    kept = tuple(days)
    if any(day.weekday() != weekday for weekday, day in zip(weekdays, kept, strict=False)):
        raise Unreadable("wrong_weekday", readings=_readings(kept))


def _one(text: str) -> dt.date | None:
    """Return the one day that a text is, None if it has the form of none."""
    for form, places in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            day, month, year = (found[place] for place in places)
            if all_digits(month) or month in MONTHS:
                return _whole_day(day, month, year)
    return None


def _whole_day(day: str, month: str, year: str) -> dt.date:
    """Return a day, or refuse it with the days that it could be."""
    short = len(year) == len("21")
    found = None if short else _day(day, month, year)
    if found is not None:
        return found
    years = (f"19{year}", f"20{year}") if short else (year,)
    days = [_day(day, month, year) for year in years]
    if all_digits(month) and not any(days):
        days = [_day(month, day, year) for year in years]
    reason = "short_year" if short else "no_such_day"
    raise Unreadable(reason, readings=_readings(filter(None, days)))


def _day(day: str, month: str, year: str) -> dt.date | None:
    number = int(month) if all_digits(month) else MONTHS[month]
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None


def _ranges(text: str) -> Iterator[Span]:
    """Yield every range that a text can be: its end is a whole day, its beginning may lean on it.

    A bare day leans on the month of the end, a day and month on its year.
    """
    for between in _BETWEEN.finditer(text):
        weekdays, rest = _weekdays(text[between.end() :])
        last = _one(rest)
        if last is None:
            continue
        _agree(weekdays, (last,))
        beginning = text[: between.start()].strip(" ,.")
        if _SINGLE_DAYS.fullmatch(beginning):
            numbers = [int(number) for number in beginning.split(",")]
            if all(low < high for low, high in pairwise((*numbers, last.day))):
                yield Span(last.replace(day=numbers[0]), last)
            continue
        first = _one(beginning)
        if first is None and (part := _BEGINNING.fullmatch(beginning)):
            month = part[2] or part[3] or str(last.month)
            if all_digits(month) or month in MONTHS:
                first = _whole_day(part[1], month, f"{last.year:04}")
        if first is not None and first <= last:
            yield Span(first, last)


def _refused(text: str) -> Unreadable:
    """Return why a text is no day, with the days that stand in it or that it resembles."""
    readings = tuple(
        dict.fromkeys(reading for found in _INSIDE.finditer(text) for reading in _like(found[0]))
    )
    if not readings:
        words = _WORDS.findall(text)
        years = any(len(word) == len("2021") and all_digits(word) for word in words)
        if years or not MONTHS.keys().isdisjoint(words):
            return Unreadable("incomplete_day")
    return Unreadable("several_days" if len(readings) > 1 else "no_day", readings=readings)


def _like(text: str) -> tuple[str, ...]:
    """Return the days that a piece of text is, or would be if its month were spelt rightly."""
    word = "".join(re.findall("[a-z]", text))
    spelt = [word] if word in MONTHS or not word else near(word, MONTHS)
    days: list[dt.date] = []
    for month in spelt:
        try:
            day = _one(text.replace(word, month) if word else text)
        except Unreadable as error:
            return error.readings
        days += [day] if day is not None else []
    return _readings(days)
