"""Lists in one cell: "Wajo, Soppeng dan Bone"; the canonical form has ";" alone between items.

A piece that is an item as a whole is never divided, so that "Pangkajene dan Kepulauan" stays one
regency.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ikm_sinergi.cells import Read, Unreadable

__all__ = ["Several", "at_semicolons", "reader", "with_words"]


class Several(tuple[Any, ...]):
    """What one item of a list stands for, if it is a name for several: an area's regencies."""

    __slots__ = ()


Divide = Callable[[str, Callable[[str], bool]], Iterator[str]]
"""Yields the items in a text, asking whether a piece of it is known as a whole."""

_SEMICOLONS: Final = re.compile(r"[;\n\r]+")
_MARKS: Final = re.compile(r"[;,\n\r]+")
_WORDS: Final = re.compile(r"\s*(?:&|(?<!\bd)/(?!h\b)|\bdan\b|\bserta\b)\s*", re.IGNORECASE)
_LONGEST: Final = 2000


def at_semicolons(text: str, _known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the items between semicolons and line breaks: an id may hold anything else.

    >>> list(at_semicolons("P-1; P-2,3", bool))
    ['P-1', 'P-2,3']
    """
    yield from filter(None, map(str.strip, _SEMICOLONS.split(text)))


def with_words(text: str, known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the items between marks, "dan", "serta", "&" and "/"; the longest known one first.

    >>> names = {"Pangkajene dan Kepulauan", "Wajo", "Bone"}
    >>> list(with_words("Wajo, Bone dan Pangkajene dan Kepulauan", names.__contains__))
    ['Wajo', 'Bone', 'Pangkajene dan Kepulauan']
    """
    for piece in _MARKS.split(text):
        end = len(piece)
        breaks = [(0, 0), *(found.span() for found in _WORDS.finditer(piece)), (end, end)]
        start = 0
        while start < len(breaks) - 1:
            begin = breaks[start][1]
            ends = range(len(breaks) - 1, start, -1)
            stop = next((n for n in ends if known(piece[begin : breaks[n][0]])), start + 1)
            if item := piece[
                begin : breaks[stop][0]
            ].strip():  # nothing stands before a first "dan"
                yield item
            start = stop


def reader(read_item: Read, divide: Divide) -> Read:
    """Return the function that reads a list, each item of which `read_item` reads.

    >>> from ikm_sinergi.office.texts import read_identifier
    >>> reader(read_identifier, at_semicolons)("P-1;P-2")
    ('P-1', 'P-2')
    """

    def known(text: str) -> bool:
        try:
            read_item(text)
        except Unreadable as error:
            return error.repaired is not None
        return True

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not str:
            return _read_items([value], read_item, None)
        if value == ";":
            return ()
        canonical = value.split(";")
        if not (all(canonical) and all(map(known, canonical))):
            canonical = []
        items = canonical or list(divide(value[:_LONGEST], known))
        if not items or len(value) > _LONGEST:
            raise Unreadable("not_list")
        return _read_items(items, read_item, None if items == canonical else "list_written")

    return read


def _read_items(items: Iterable[Any], read_item: Read, repair: str | None) -> tuple[Any, ...]:
    """Return the values of the items; `repair` is why the list as a whole needs one, if it does."""
    values: list[Any] = []
    single: list[Any] = []
    for item in items:
        found: tuple[Any, ...]
        try:
            found = (read_item(item),)
        except Unreadable as error:
            if error.repaired is None:
                raise
            repair, meant = error.reason, error.repaired
            found = meant if isinstance(meant, Several) else (meant,)
        values += found
        if len(found) == 1:
            single += found
    if len(set(single)) != len(single):
        raise Unreadable("repeated")
    if repair is None:
        return tuple(values)
    raise Unreadable(repair, repaired=tuple(dict.fromkeys(values)))
