"""Lists in one cell: "Wajo, Soppeng dan Bone"; the canonical form has ";" alone between items.

A piece that is an item as a whole is never divided, so that "Pangkajene dan Kepulauan" stays one
regency. Items may be numbered: "1. Wajo 2. Bone".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ikm_sinergi.records.cells import Read, Unreadable

__all__ = ["Several", "at_semicolons", "reader", "unnumbered", "with_words"]


class Several(tuple[Any, ...]):
    """What one item of a list stands for, if it is a name for several: an area's regencies."""

    __slots__ = ()


Divide = Callable[[str], Iterator[str]]
"""Yields the items in a text."""

_SEMICOLONS: Final = re.compile(r"[;\n\r]+")
_MARKS: Final = re.compile(r"[;,\n\r]+")
_WORDS: Final = re.compile(r"\s*(?:&|(?<!\bd)/(?!h\b)|\bdan\b|\bserta\b)\s*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:^|(?<=[\s;,]))\(?[0-9]{1,2}[.)]\s*(?=[^\W\d_])")
_LONGEST: Final = 10_000
_MOST_JOINED: Final = 3  # no name of an item has more than two of the words in it


def unnumbered(text: str) -> str:
    """Return a text without the number of a list in front of it.

    >>> unnumbered("1. Wajo"), unnumbered("73.13")
    ('Wajo', '73.13')
    """
    number = None if text[:1].isalpha() else _NUMBER.match(text)
    return text if number is None else text[number.end() :]


def at_semicolons(text: str) -> Iterator[str]:
    """Yield the items between semicolons and line breaks: an id may hold anything else.

    >>> list(at_semicolons("P-1; P-2,3"))
    ['P-1', 'P-2,3']
    """
    yield from filter(None, map(str.strip, _SEMICOLONS.split(text)))


def with_words(known: Callable[[str], bool]) -> Divide:
    """Return what yields the items between marks, "dan", "serta", "&" and "/".

    Where several pieces in a row are `known` as one item, they are.

    >>> names = {"Pangkajene dan Kepulauan", "Wajo", "Bone"}
    >>> list(with_words(names.__contains__)("Wajo, Bone dan Pangkajene dan Kepulauan"))
    ['Wajo', 'Bone', 'Pangkajene dan Kepulauan']
    """

    def divide(text: str) -> Iterator[str]:
        for piece in _MARKS.split(_NUMBER.sub(";", text)):
            end = len(piece)
            breaks = [(0, 0), *(found.span() for found in _WORDS.finditer(piece)), (end, end)]
            start = 0
            while start < len(breaks) - 1:
                begin = breaks[start][1]
                ends = range(min(len(breaks) - 1, start + _MOST_JOINED), start + 1, -1)
                stop = next((n for n in ends if known(piece[begin : breaks[n][0]])), start + 1)
                if item := piece[begin : breaks[stop][0]].strip():  # nothing before a first "dan"
                    yield item
                start = stop

    return divide


def reader(read_item: Read, divide: Divide, read_piece: Read | None = None) -> Read:
    """Return the function that reads a list, each item of which `read_item` reads.

    `read_piece` reads what a text is divided into at other marks than ";", where the pieces of
    one name might be taken for items.

    >>> from ikm_sinergi.office.texts import read_identifier
    >>> reader(read_identifier, at_semicolons)("P-1;P-2")
    ('P-1', 'P-2')
    """

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not str:
            return _read_items([value], read_item, None)
        if value == ";":
            return ()
        if len(value) > _LONGEST:
            raise Unreadable("not_list")
        try:
            return _read_items(value.split(";"), read_item, None)
        except Unreadable as error:
            if error.repaired is not None or error.reason == "repeated":
                raise
        return _read_items(divide(value), read_piece or read_item, "list_written")

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
    raise Unreadable(
        repair if values else "not_list", repaired=tuple(dict.fromkeys(values)) or None
    )
