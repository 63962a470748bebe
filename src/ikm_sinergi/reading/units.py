"""Units that stand alone: in a row of their own below the headers, or in a line above the table."""

import re
from collections.abc import Iterable
from typing import Final

from ikm_sinergi.office.headers import match
from ikm_sinergi.reading.grid import Line

__all__ = ["has_unit", "is_unit", "unit_above"]

_LONGEST: Final = 60
_LIKE: Final = re.compile(r"\([^()0-9]{1,20}\)")
_PROBES: Final = ("nilai investasi", "tenaga kerja", "jumlah unit")
_ABOVE: Final = re.compile(
    r"(?:(?:catatan|keterangan|satuan|angka|nilai|jumlah|dinyatakan)\b[ :]*){0,3}"
    r"(?P<unit>(?:(?:dalam|dlm|x|rp|rupiah|idr|rb|ribu|ribuan|jt|juta|jutaan|mil[iy]ar|mil[iy]aran)"
    r"(?![^\W\d_])|[0. ,/()-])+)",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(r"\b(?:rp|rupiah|idr)(?![^\W\d_])", re.IGNORECASE)
_SCALE: Final = re.compile(
    r"000|\b(?:rb|ribu|ribuan|jt|juta|jutaan|m|mil[iy]ar|mil[iy]aran|triliun)\b", re.IGNORECASE
)


def is_unit(text: str) -> bool:
    """Whether a text below a header is its unit.

    >>> [is_unit(text) for text in ("(orang)", "(Rp.000)", "(m2)", "Rp", "(1)", "L")]
    [True, True, False, True, False, False]
    """
    if len(text) > _LONGEST:
        return False
    known = any(match(f"{probe} {text}") is not None for probe in _PROBES)
    return known or _LIKE.fullmatch(text.strip()) is not None


def has_unit(header: str) -> bool | None:
    """Whether a header of money names its unit; None if it says rupiah, but not how many.

    >>> has_unit("Nilai (Rp.000)"), has_unit("Nilai Investasi"), has_unit("Nilai (Rp)")
    (True, False, None)
    """
    if _SCALE.search(header):
        return True
    return None if _MONEY.search(header) else False


def unit_above(lines: Iterable[Line]) -> int | None:
    """Return what the money below some lines is multiplied by, None if that is not sure.

    >>> unit_above([Line(1, ((5, "(dalam ribuan rupiah)"),))])
    1000
    """
    found: set[int | None] = set()
    for line in lines:
        for text in (*(text for _, text in line.cells), " ".join(text for _, text in line.cells)):
            like = _ABOVE.fullmatch(text.strip(" ()[]*.")) if len(text) <= _LONGEST else None
            if like is not None and (_SCALE.search(text) or _MONEY.search(text)):
                means = match(f"nilai investasi ({like['unit'].strip(' ()')})")
                found.add(None if means is None else means.factor)
    if not found:
        return 1
    return found.pop() if len(found) == 1 else None
