"""What our forms offer to choose from: a key, a dash, and what the key means.

73.13, a dash and "Kabupaten Wajo" are the key 73.13, without a repair as long as the two agree.
"""

import re
from typing import Any, Final

from ikm_sinergi.office.lists import Several
from ikm_sinergi.office.texts import tidy
from ikm_sinergi.records.cells import Read, Unreadable

__all__ = ["choice", "meaning", "reader"]

_DASH: Final = re.compile(" [-\u2010-\u2015\u2212] ")


def choice(key: str, label: str) -> str:
    """Return a key with what it means, as a form shows it.

    >>> choice("73.13", "Kabupaten Wajo")
    '73.13 \u2013 Kabupaten Wajo'
    """
    return f"{key} \u2013 {label}"


def meaning(text: str) -> str:
    """Return what stands behind the key of a choice, or the whole text if it is none.

    >>> meaning("73.13 \u2013 Kabupaten Wajo"), meaning("Wajo")
    ('Kabupaten Wajo', 'Wajo')
    """
    return _DASH.split(tidy(text), maxsplit=1)[-1]


def reader(read: Read, several: str) -> Read:
    """Return the function that reads a choice by its key, and any other cell by `read`.

    What stands behind the dash must mean the same to `read`, in whatever language. If it means
    something else, the cell is refused for the reason `several`, with both. What nobody sees in
    the cell is told as a repair.

    >>> from ikm_sinergi.office.names import read_code
    >>> read_choice = reader(read_code, "several_regencies")
    >>> read_choice("73.13 \u2013 Kabupaten Wajo"), read_choice("73.13")
    ('73.13', '73.13')
    """

    def read_choice(value: Any) -> Any:
        parts = _DASH.split(tidy(value), maxsplit=1) if type(value) is str else [""]
        key = _exactly(read, parts[0]) if len(parts) > 1 else None
        meant = () if key is None else _understood(read, parts[-1])
        if not meant:
            return read(value)
        if meant != (key,):
            raise Unreadable(several, readings=(str(key), *map(str, meant)))
        if tidy(value) != " ".join(value.split()):
            raise Unreadable("stray_blanks", repaired=key)
        return key

    return read_choice


def _exactly(read: Read, text: str) -> Any:
    """Return what a text is read as without a repair, None if it needs one."""
    try:
        return read(text)
    except Unreadable:
        return None


def _understood(read: Read, text: str) -> tuple[Any, ...]:
    """Return what a text is read as, repaired or not; nothing if it cannot be read."""
    try:
        return (read(text),)
    except Unreadable as error:
        if error.repaired is None:
            return ()
        return error.repaired if isinstance(error.repaired, Several) else (error.repaired,)
