"""A table of figures, ready to be shown: every planning function can give its result as one."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

__all__ = ["Heading", "Sheet"]


@frozen
class Heading:
    """One column of a sheet: its key in JSON and CSV, and its label for people."""

    key: str
    label: Text


@frozen
class Sheet:
    """Rows under headings; the cells are texts, numbers, terms, tuples of them, or None.

    None says that something is not known, which is neither zero nor no.
    """

    name: str
    title: Text | Phrase
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns, in order."""
        return tuple(heading.key for heading in self.headings)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dicts by key."""
        return [dict(zip(self.keys, row, strict=True)) for row in self.rows]


def sheet(name: str, keys: Iterable[str], rows: Iterable[Sequence[Any]], **values: object) -> Sheet:
    """Return a sheet of these columns, under a title that speaks of these values."""
    label = f"sheets.{name}"
    headings = tuple(Heading(key, Text.of(f"{label}.{key}")) for key in keys)
    return Sheet(name, Phrase(label, values), headings, tuple(tuple(row) for row in rows))
