"""Numbers that identify: NIB and NIK, and how those of a person are masked."""

import re
from typing import Final

NIB: Final = re.compile(r"(?!([0-9])\1{12})[0-9]{13}", re.ASCII)
NIK: Final = re.compile(r"(?!([0-9])\1{15})[0-9]{16}", re.ASCII)
_MASK: Final = re.compile(r"\*{3}|[0-9]{4}\*{4,}[0-9]{4}", re.ASCII)


def all_digits(text: str) -> bool:
    """Whether a text is digits from 0 to 9 alone: those of other scripts, or raised, are not.

    >>> all_digits("2021"), all_digits("11\u00b21"), all_digits("")
    (True, False, False)
    """
    return text.isascii() and text.isdigit()


def is_nib(text: str | None) -> bool:
    """Whether a text is of the form of a NIB: 13 digits, not all the same."""
    return text is not None and NIB.fullmatch(text) is not None


def is_nik(text: str | None) -> bool:
    """Whether a text is of the form of a NIK: 16 digits, not all the same."""
    return text is not None and NIK.fullmatch(text) is not None


_BORN: Final = re.compile(r"[0-9]{6}([0-9]{2})([0-9]{2})[0-9]{2}([0-9]{4})", re.ASCII)

MALFORMED: Final = "(malformed)"
"""What stands for a NIK that was left out and could be nobody's: it is of no form either."""


def is_nik_of_a_person(text: str) -> bool:
    """Whether a NIK is of its form, holds a day and month of birth, and does not end in 0000.

    The day of women is 40 more.

    >>> is_nik_of_a_person("7306000101800001"), is_nik_of_a_person("7306000000000001")
    (True, False)
    """
    parts = _BORN.fullmatch(text) if is_nik(text) else None
    if parts is None:
        return False
    day, month, serial = map(int, parts.groups())
    return (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12 and serial > 0  # noqa: PLR2004  # the form of a NIK, not a policy


def is_masked(text: str) -> bool:
    """Whether a text is what we show instead of a person's data, which says nothing.

    >>> is_masked("***"), is_masked("7306********0001"), is_masked("7306000000000001")
    (True, True, False)
    """
    return _MASK.fullmatch(text.strip()) is not None


# Sixteen digits in groups, or as many and more in one; what begins as a day in figures is a range
# of days.
_BETWEEN: Final = re.compile("[ .'\u00a0\u200b\u2010-\u2015-]")

_LIKE_NIK: Final = re.compile(
    r"(?<![0-9])(?:[0-9]{16,}|(?![0-3][0-9][.-][01][0-9][.-][0-9]{4}\b)"
    rf"[0-9](?:{_BETWEEN.pattern}?[0-9]){{15}}(?![0-9]))",
    re.ASCII,
)

FEW_DIGITS: Final = 11
"""So few digits would show it all."""


def masked(value: str) -> str:
    """Return personal text fit to be shown: "7306********0001" for a NIK, "***" otherwise.

    >>> masked("7306000000000001")
    '7306********0001'
    """
    if all_digits(value) and len(value) > FEW_DIGITS:
        return f"{value[:4]}{'*' * (len(value) - 8)}{value[-4:]}"
    return "***"


def hidden(text: str) -> str:
    """Return a text in which whatever looks like a NIK is masked, wherever it stands.

    >>> hidden("Budi (7306 0000 0000 0001)")
    'Budi (7306********0001)'
    """
    return _LIKE_NIK.sub(lambda found: masked(_BETWEEN.sub("", found[0])), text)


def masked_repr(value: str | None) -> str:
    """Return how a personal value is shown in the repr of its entity."""
    return "None" if value is None else repr(masked(value))


NIB_DIGITS: Final = 13

NIK_DIGITS: Final = 16
