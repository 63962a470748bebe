"""In which line of a TOML file a value stands, which its parser does not tell.

A file that is TOML falls into statements, each of which is TOML by itself: a header, or a key with
its value over one line or several. So each is found as the fewest lines that can be parsed, and the
parser says what it states.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

_LONGEST: Final = 100
"""More lines than anybody writes one value over; where one has more, the rest is not looked at."""

Place = tuple[str | int, ...]
"""Keys, and items of lists counted from 1."""


def lines_of(text: str) -> Mapping[Place, int]:
    r"""Return the line in which each table and value of a TOML file begins, by its place.

    >>> lines_of("a = 1\n[[b]]\nc.d = 2")
    {('a',): 1, ('b', 1): 2, ('b', 1, 'c'): 3, ('b', 1, 'c', 'd'): 3}
    """
    found: dict[Place, int] = {}
    sizes: dict[Place, int] = {}
    table: Place = ()
    for line, statement, stated in _statements(text):
        if statement.lstrip().startswith("["):
            table = _table(stated, sizes)
            found.setdefault(table, line)
        else:
            for place in _places(stated, table):
                found.setdefault(place, line)
    return found


def line_of(place: Place, lines: Mapping[Place, int]) -> int | None:
    """Return the line of a place, or of the nearest table or value that it would stand in."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield the line of each statement, the statement, and what it states."""
    import tomllib  # noqa: PLC0415  # only files need it

    lines = text.replace("\r\n", "\n").split("\n")
    first = 0
    while first < len(lines):
        for end in range(first + 1, min(first + _LONGEST, len(lines)) + 1):
            statement = "\n".join(lines[first:end])
            try:
                stated = tomllib.loads(statement)
            except ValueError:
                continue
            yield first + 1, statement, stated
            first = end
            break
        else:
            return


def _table(stated: Mapping[str, Any], sizes: dict[Place, int]) -> Place:
    """Return the table that a header opens; `sizes` holds how many each list has, by its place."""
    steps: list[str | int] = []
    inner: object = stated
    while inner:
        ((key, inner),) = cast("dict[str, object]", inner).items()
        steps.append(key)
        if isinstance(inner, list):
            sizes[*steps] = sizes.get((*steps,), 0) + 1
            (inner,) = cast("list[object]", inner)
        if (*steps,) in sizes:
            steps.append(sizes[*steps])
    return tuple(steps)


def _places(value: object, place: Place) -> Iterator[Place]:
    """Yield the place of every value within one."""
    items: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        items = iter(cast("dict[str | int, object]", value).items())
    elif isinstance(value, list):
        items = iter(enumerate(cast("list[object]", value), 1))
    for key, item in items:
        yield (*place, key)
        yield from _places(item, (*place, key))
