"""Names as people write them: how two are compared, and which may be one, mistyped.

`fold` is the one way in which two spellings are compared. What differs in one letter, or in the
order of its words, is worth a look and is shown as evidence; it decides nothing.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from ikm_sinergi.domain.fields import LONGEST_ID
from ikm_sinergi.words.language import Text

UNSEEN: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
"""What nobody sees: soft hyphens, blanks without width, marks of direction and of style."""

# Dots, hyphens and quotes as people and word processors type them, and what nobody sees.
_NOISE: Final = MappingProxyType(
    dict.fromkeys(
        map(
            ord,
            ".-'`\"\u00ab\u00bb\u00b4\u02b9\u02bb\u02bc\u2010\u2011\u2012\u2013\u2014\u2015"
            "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
            f"\u2032\u2033\u2212\u200c\u200d{UNSEEN}",
        )
    )
)

_PLAIN_NOISE: Final = str.maketrans(
    "", "", ".-'`\"" + "".join(filter(str.isspace, map(chr, range(128))))
)
"""The same for ASCII, blanks included: one pass instead of three."""


def fold(text: str) -> str:
    """Return a name as it is compared: without case, blanks, dots, hyphens and quotes.

    >>> fold("Pare-Pare") == fold("PAREPARE")
    True
    >>> fold("Kab. Tana\u00a0Toraja")
    'kabtanatoraja'
    """
    if text.isascii():
        return text.lower().translate(_PLAIN_NOISE)
    plain = unicodedata.normalize("NFKC", text.translate(_NOISE)).casefold()
    return unicodedata.normalize("NFKC", "".join(plain.split()).translate(_NOISE))


_APART: Final = "\0"


def folded(names: Sequence[str]) -> Sequence[str]:
    """Return each of many names as it is compared, which is quicker than one by one.

    >>> folded(["Pare-Pare", "Kab. Tana Toraja"])
    ['parepare', 'kabtanatoraja']
    """
    joined = _APART.join(names)
    if joined.isascii() and joined.count(_APART) == len(names) - 1:
        return fold(joined).split(_APART)
    return list(map(fold, names))


def near(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the up to three words that look most like this one: hints, never answers.

    >>> near("luwutmur", ["luwu", "luwutimur", "luwuutara"])
    ('luwutimur',)
    """
    import difflib  # noqa: PLC0415  # wanted only once something is not known

    # A longer text is no name, and comparing it would take long.
    known = words if len(word) <= LONGEST_ID else ()
    return tuple(difflib.get_close_matches(word, known, cutoff=0.75))


def terms_like(vocabulary: type[StrEnum], text: str) -> tuple[str, ...]:
    """Return the terms that a text names in either language, or else looks like: hints.

    >>> from ikm_sinergi.domain.terms import ProgramKind
    >>> terms_like(ProgramKind, "Pendampingan"), terms_like(ProgramKind, "trainning")
    (('mentoring',), ('training',))
    """
    return _terms_like(vocabulary, text) if len(text) <= LONGEST_ID else ()


@lru_cache(maxsize=1000)  # a column that is written wrongly is so in every row
def _terms_like(vocabulary: type[StrEnum], text: str) -> tuple[str, ...]:
    words = {
        fold(word): term.value
        for term in vocabulary
        for word in (term.value, *Text.of(f"terms.{term}").every)
    }
    folded = fold(text)
    found = (folded,) if folded in words else near(folded, words)
    return tuple(dict.fromkeys(words[word] for word in found))


def no_term(vocabulary: type[StrEnum], value: object) -> str:
    """Return why a value is no term of a vocabulary, with those that were perhaps meant."""
    like = terms_like(vocabulary, value) if isinstance(value, str) else ()
    rest = f"did you mean {' or '.join(map(repr, like))}?" if like else ", ".join(vocabulary)
    return f"{value!r:.{LONGEST_ID}} {Text.of('not_choice').en}: {rest}"


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
    """Pairs of an id and a name, kept so that names like another one are found at once."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
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
