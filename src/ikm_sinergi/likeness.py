"""Names that may be one name, mistyped.

They differ in one letter (more, less, other or out of place), or in the order of their words. That
is worth a look and is shown as evidence; it decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ikm_sinergi.values import fold

__all__ = ["Namesakes", "alike"]

SHORTEST: Final = 6
"""Fewer letters tell too little: one of them may well make another name."""

_ROMAN: Final = frozenset("ivx")
_FIGURES: Final = frozenset("0123456789")


class _Name(NamedTuple):
    """A name as it is compared: its letters, its words in order, and what numbers it."""

    letters: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]


def _name(text: str) -> _Name:
    parts = text.casefold().replace(".", "").replace(",", " ").split()
    words = [part for part in parts if not _is_number(part)]
    numbers = tuple([part for part in parts if _is_number(part)])
    return _Name(fold("".join(words)), tuple(sorted(words)), numbers)


def _is_number(word: str) -> bool:
    """Whether a word tells groups of one name apart: 2, B, III."""
    return len(word) == 1 or _ROMAN.issuperset(word) or not _FIGURES.isdisjoint(word)


def alike(one: str, other: str) -> bool:
    """Whether two names may be one name, mistyped.

    >>> alike("Cahaya Bone", "Cahya Bone"), alike("KUB Sipakatau", "Sipakatau, KUB")
    (True, True)
    >>> alike("Tenun A", "Tenun B"), alike("Kelompok 1", "Kelompok 2")
    (False, False)
    """
    return _alike(_name(one), _name(other))


def _alike(one: _Name, other: _Name) -> bool:
    if one.numbers != other.numbers or min(len(one.letters), len(other.letters)) < SHORTEST:
        return False
    return one.words == other.words or _one_off(one.letters, other.letters)


def _one_off(one: str, other: str) -> bool:
    """Whether one letter was added, lost, changed or put behind the next."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    begin = next((at for at, letter in enumerate(one) if other[at] != letter), len(one))
    if len(one) < len(other):
        return one[begin:] == other[begin + 1 :]
    swapped = other[begin + 1 : begin + 2] + other[begin : begin + 1] + other[begin + 2 :]
    return one[begin + 1 :] == other[begin + 1 :] or one[begin:] == swapped


class Namesakes:
    """Some names, kept so that those which are like another one are found at once."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """Take pairs of an id and a name."""
        self._groups: defaultdict[object, list[tuple[str, _Name]]] = defaultdict(list)
        for identifier, text in named:
            name = _name(text)
            for key in _keys(name):
                self._groups[key].append((identifier, name))

    def of(self, text: str) -> list[str]:
        """Return, in order, the ids whose name may be this one, mistyped."""
        name = _name(text)
        groups = [self._groups.get(key, ()) for key in _keys(name)]
        return sorted({one for group in groups for one, other in group if _alike(name, other)})


def _keys(name: _Name) -> Iterator[object]:
    """Yield what a name shares with one that is like it: its words, or one half of its letters.

    A letter more or less moves the middle, so each half stands for the two lengths it may have.
    """
    letters, numbers = name.letters, name.numbers
    size = len(letters)
    if size < SHORTEST:
        return
    yield name.words, numbers
    for whole in (size, size + 1):
        half = whole // 2
        yield "first", whole, letters[:half], numbers
        yield "last", whole, letters[size - (whole - half - 1) :], numbers
