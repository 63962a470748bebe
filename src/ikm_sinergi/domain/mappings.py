"""Mappings: one that nobody can change, and values grouped by a key."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class ReadOnly(Mapping[K, V_co]):
    """A copy of a mapping for a frozen class; equal to any mapping of the same items.

    It can be copied, pickled, compared and hashed.

    >>> ReadOnly({"a": 1}) == {"a": 1}
    True
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V_co]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return ReadOnly, (self._items,)


def grouped(pairs: Iterable[tuple[K, V_co]]) -> dict[K, tuple[V_co, ...]]:
    """Return the values of each key, in their order.

    >>> grouped([("a", 1), ("b", 2), ("a", 3)])
    {'a': (1, 3), 'b': (2,)}
    """
    found: dict[K, tuple[V_co, ...]] = {}
    for key, value in pairs:
        found[key] = (*found.get(key, ()), value)
    return found
