"""What a column of equipment says: the name of an item, only that there is one, or that none is.

Crosses may mean yes or no, and a number is no name, so both are refused.
"""

import re
from typing import Any, Final

from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.domain.names import fold
from ikm_sinergi.office.amounts import Measured
from ikm_sinergi.office.amounts import reader as amount_reader
from ikm_sinergi.office.texts import plain, read_name
from ikm_sinergi.records.cells import Unreadable

__all__ = ["is_none", "is_unnamed", "read_item"]

_NONE: Final = frozenset({"t", "no", "not", "none", "nihil", "kosong", "n/a", "0"})
_DENIED: Final = re.compile(r"(?:tidak|tdk|tak|belum|blm|bukan|tanpa)\b")
_UNKNOWN: Final = re.compile(r"(?:tidak|tdk|tak|belum|blm)\b ?(?:di)?(?:ke)?(?:tahu|jelas|pasti)")
_UNNAMED: Final = frozenset(
    {"y", "ya", "iya", "yes", "v", "1", "ada", "dapat", "menerima", "diterima", "diserahkan"}
    | {"sudah", "sudahada", "sudahdapat", "sudahmenerima", "sudahditerima", "sudahdiserahkan"}
    | {"telahmenerima", "telahditerima", "telahdiserahkan"}
    | set("\u221a\u2713\u2714\u2611\u2705")
)
_CROSSES: Final = frozenset("x\u00d7\u2610\u2612\u25a1\u2715\u2716\u2717\u2718\u274c")
_AMOUNT: Final = amount_reader(Measured.ANYTHING)
_PIECES: Final = amount_reader(Measured.THINGS)


def is_none(value: Any) -> bool:
    """Whether a cell says in so many words that there is no equipment.

    >>> is_none("Tidak dapat"), is_none("Mesin jahit"), is_none("x"), is_none(0.0)
    (True, False, False, True)
    """
    if type(value) is not str:
        return value is not None and value == 0
    text = plain(value)
    return fold(text) in _NONE or bool(_DENIED.match(text) and not _UNKNOWN.match(text))


def is_unnamed(value: Any) -> bool:
    """Whether a cell says that there is equipment, but not which.

    >>> is_unnamed("\u2713"), is_unnamed("Sudah diterima"), is_unnamed("Mesin jahit")
    (True, True, False)
    """
    if type(value) is not str:
        return type(value) is not bool and value == 1
    return fold(plain(value)) in _UNNAMED


def read_item(value: Any) -> str | None:
    """Return the name of the equipment in a cell, None if it has none or only says "yes".

    >>> read_item("Mesin jahit"), read_item("\u2713"), read_item("Tidak dapat")
    ('Mesin jahit', None, None)
    """
    if is_none(value) or is_unnamed(value):
        return None
    if _is_number(value):
        raise Unreadable("number_no_item")
    if type(value) is str:
        text = plain(value)
        if fold(text) in _CROSSES or _UNKNOWN.match(text):
            raise Unreadable("mark_doubtful")
    return read_name(value)


def _is_number(value: Any) -> bool:
    """Whether a cell is an amount of money or a number of pieces."""
    if type(value) is not str:
        return type(value) is int or type(value) is float
    if not any(map(all_digits, plain(value))):
        return False
    for read in (_AMOUNT, _PIECES):
        try:
            read(value)
        except Unreadable as error:
            if error.repaired is None and not error.readings:
                continue
        return True
    return False
