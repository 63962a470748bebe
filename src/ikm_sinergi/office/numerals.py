"""Numbers that are spelt out: "dua puluh lima juta", as it stands in brackets behind a figure."""

from types import MappingProxyType
from typing import Final

__all__ = ["spelt"]

_NAMES: Final = (
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"  # from 0 on
)
_ONES: Final = MappingProxyType({word: n for n, word in enumerate(_NAMES.split())})
_SCALES: Final = MappingProxyType(
    {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
)
_TEN: Final = 10


def spelt(text: str) -> int | None:
    """Return the number that words spell, None if they spell none.

    >>> spelt("dua puluh lima juta"), spelt("seratus lima belas"), spelt("seribu dua")
    (25000000, 115, 1002)
    >>> spelt("lima orang") is None
    True
    """
    words = text.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split()
    total = part = 0  # `part` is what comes before the next scale, below a thousand
    last = 0
    for word in words:
        alone = 1 < last < _TEN and last == part % 100  # a digit that belas or puluh may follow
        if word in _ONES and part % (100 if _ONES[word] >= _TEN else 10) == last == 0:
            last = _ONES[word]
            part += last
        elif word == "belas" and alone:
            part, last = part + 10, 0
        elif word == "puluh" and alone:
            part, last = part + 9 * last, 0
        elif word == "ratus" and 0 < last == part < _TEN:
            part, last = 100 * last, 0
        elif word in _SCALES and part and total % (1000 * _SCALES[word]) == 0:
            total, part, last = total + part * _SCALES[word], 0, 0
        else:
            return None
    return total + part if words and (total or part or words == ["nol"]) else None
