"""What public functions are given: looked at once, where it comes in.

A record that cannot be is a fault and raises nothing. An argument that cannot be is refused, with
what was given, what is expected, and what to do instead where that is known. One thing is taken
for a list of one.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from operator import index
from types import MappingProxyType
from typing import Any, Final, SupportsIndex, TypeGuard, TypeVar, cast

from ikm_sinergi.domain.fields import FIRST_DAY, LAST_DAY, why_not_code, why_not_year
from ikm_sinergi.errors import InvalidTypeError, InvalidValueError
from ikm_sinergi.words.language import Text

_T = TypeVar("_T")

Hints = Mapping[Any, str]
"""What to do instead, by the type of what was given."""

NO_HINTS: Final[Hints] = MappingProxyType({})

DAY_HINTS: Final[Hints] = MappingProxyType(
    {
        dt.datetime: "give its date(), a fiscal year knows no hours",
        str: "datetime.date.fromisoformat makes a day of it",
    }
)

SHOWN: Final = 60


def wrong_type(
    argument: str, expected: str, given: object, hints: Hints = NO_HINTS
) -> InvalidTypeError:
    """Return the error that says what was given, what is expected, and what to do instead."""
    told = "None" if given is None else type(given).__name__
    if isinstance(given, str | int | float):
        told += f" {given!r:.{SHOWN}}"
    hint = next((f"; {words}" for kind, words in hints.items() if isinstance(given, kind)), "")
    return InvalidTypeError(argument, f"expected {expected}, not {told}{hint}")


def single(argument: str, given: object, kind: type[_T], hints: Hints = NO_HINTS) -> _T:
    """Return what was given if it is of this kind; raises `InvalidTypeError` if it is not."""
    if not isinstance(given, kind):
        raise wrong_type(argument, kind.__name__, given, hints)
    return given


def several(
    argument: str, given: object, kind: type[_T], hints: Hints = NO_HINTS
) -> tuple[_T, ...]:
    """Return the things of one kind that were given, one alone as well.

    Raises `InvalidTypeError` for anything else, and for a list that holds anything else.
    """
    if isinstance(given, kind):
        return (given,)
    expected = f"{kind.__name__} or a list of them"
    items = _items(given)
    if items is None:
        raise wrong_type(argument, expected, given, hints)
    if set(map(type, items)) != {kind}:  # a million things have few types
        for item in items:
            if not isinstance(item, kind):
                raise wrong_type(argument, expected, item, hints)
    return cast("tuple[_T, ...]", items)


def _items(given: object) -> tuple[object, ...] | None:
    """Return what a list or another iterable holds, None for a text, a mapping and what is none."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        return None
    return tuple(cast("Iterable[object]", given))


def fiscal_year(argument: str, given: object) -> int:
    """Return a fiscal year, whatever kind of whole number it was given as.

    Raises `InvalidTypeError` for what is no whole number, `InvalidValueError` for one that cannot
    be a year.
    """
    year = given
    if type(year) is not int:
        if isinstance(given, bool) or not isinstance(given, SupportsIndex):
            raise wrong_type(argument, "a fiscal year such as 2021", given)
        year = index(given)
    reason = why_not_year(year)
    if reason is not None:
        raise InvalidValueError(argument, reason, f"{year} {Text.of(reason).en}")
    return year


def fiscal_years(argument: str, given: object) -> frozenset[int]:
    """Return the fiscal years that were given, one alone as well; raises as `fiscal_year`."""
    years = _items(given)
    return frozenset(fiscal_year(argument, year) for year in ((given,) if years is None else years))


def completeness(argument: str, given: object) -> frozenset[int | tuple[int, str]]:
    """Return fiscal years, and pairs of a year and a regency's code, one alone as well.

    Raises as `fiscal_year`, `InvalidValueError` also for a code that no regency can have.
    """
    items = None if _is_pair(given) else _items(given)
    return frozenset(_whole(argument, item) for item in ((given,) if items is None else items))


def _is_pair(given: object) -> TypeGuard[tuple[object, str]]:
    pair = cast("tuple[object, ...]", given) if type(given) is tuple else ()
    return len(pair) == 2 and type(pair[1]) is str  # noqa: PLR2004


def _whole(argument: str, given: object) -> int | tuple[int, str]:
    if not _is_pair(given):
        return fiscal_year(argument, given)
    year, code = given
    reason = why_not_code(code)
    if reason is not None:
        raise InvalidValueError(argument, reason, f"{code!r:.{SHOWN}} {Text.of(reason).en}")
    return fiscal_year(argument, year), code


def day(argument: str, given: object) -> dt.date | None:
    """Return a day, None for none.

    Raises `InvalidTypeError` for a moment, a text and whatever else is no day, `InvalidValueError`
    for a day out of bounds.
    """
    if given is None:
        return None
    if not isinstance(given, dt.date) or isinstance(given, dt.datetime):
        raise wrong_type(argument, "datetime.date", given, DAY_HINTS)
    if not FIRST_DAY <= given <= LAST_DAY:
        raise InvalidValueError(argument, "day_bounds", f"{given} {Text.of('day_bounds').en}")
    return given
