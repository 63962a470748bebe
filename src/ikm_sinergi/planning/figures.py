"""A table of figures, ready to be shown: every planning function can give its result as one.

A figure is a number only if it is surely known, that is, the same however the gaps of the records
are filled. Otherwise it is None, and `unknown` says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.judgement import Why, why_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

NOTHING_UNKNOWN: Final[Mapping[str, Why]] = MappingProxyType({})


def known(figures: Mapping[str, float | Gap | None]) -> tuple[dict[str, Any], dict[str, Why]]:
    """Take figures apart: the numbers, None where one is not known, and why it is not."""
    unknown = {
        name: why_of(figure, _name) for name, figure in figures.items() if isinstance(figure, Gap)
    }
    return {name: None if name in unknown else it for name, it in figures.items()}, unknown


def _name(code: str) -> str:
    regency = regencies().get(code)
    return code if regency is None else regency.name


@frozen
class Heading:
    """One column of a sheet: its key in JSON and CSV, and its label for people."""

    key: str
    label: Text


@frozen
class Sheet:
    """Rows under headings; the cells are texts, numbers, terms, tuples of them, or None.

    None says that there is nothing to tell, or that it is not known: `unknown` says of each row
    which cells are not known, and why. `notes` are said below the rows.
    """

    name: str
    title: Text | Phrase
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Any, ...], ...]
    unknown: tuple[Mapping[str, Why], ...] = ()
    notes: tuple[Text | Phrase, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns, in order."""
        return tuple(heading.key for heading in self.headings)

    def __repr__(self) -> str:
        return f"<Sheet {self.name}: columns={len(self.headings)}, rows={len(self.rows)}>"

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dicts by key."""
        return [dict(zip(self.keys, row, strict=True)) for row in self.rows]

    def causes(self) -> list[Mapping[str, Why]]:
        """Return for each row why cells of it are not known, by key."""
        return [*self.unknown] or [NOTHING_UNKNOWN] * len(self.rows)


def sheet(  # what a sheet is made of
    name: str,
    keys: Iterable[str],
    rows: Iterable[Sequence[Any]],
    *,
    unknown: Iterable[Mapping[str, Why]] = (),
    notes: Iterable[Text | Phrase] = (),
    **values: object,
) -> Sheet:
    """Return a sheet of these columns, under a title that speaks of these values."""
    label = f"sheets.{name}"
    headings = tuple(Heading(key, Text.of(f"{label}.{key}")) for key in keys)
    cells = tuple(tuple(row) for row in rows)
    return Sheet(name, Phrase(label, values), headings, cells, tuple(unknown), tuple(notes))
