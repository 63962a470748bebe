"""What came together: which tables a delivery gives, which it lost, and what its rows name.

A delivery is a folder, a workbook or a JSON file; what was handed over loose in one call is one
delivery. An office that gave no grants is not accused because another office gave some.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from attrs import frozen

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import TABLES, table_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Reject


@frozen
class Lost:
    """A table of which a delivery holds more rows, with the years and regencies that it names.

    Naming none it may be of any.
    """

    years: frozenset[int]
    places: frozenset[str]

    def reaches(self, years: Iterable[int], codes: Iterable[str] | None) -> bool:
        """Whether it may hold rows of one of these years and regencies (None: not known)."""
        if self.years and self.years.isdisjoint(years):
            return False
        return not self.places or codes is None or not self.places.isdisjoint(codes)


class Deliveries:
    """The deliveries of some records."""

    def __init__(self, records: Records) -> None:
        """Take the records; nothing is looked at yet."""
        self._records = records
        self._beside: dict[tuple[str, object, str], frozenset[Any]] = {}

    def lost(self, table: str) -> Sequence[Lost]:
        """Return what was lost of a table."""
        return self._lost.get(table, ())

    @cached_property
    def _lost(self) -> Mapping[str, Sequence[Lost]]:
        found: dict[str, list[Lost]] = {}
        for delivery, table in sorted(self._records.lost):
            years, places = self._named(delivery)
            found.setdefault(table, []).append(Lost(frozenset(years), frozenset(places)))
        return found

    def _named(self, delivery: str) -> tuple[set[Any], set[Any]]:
        """Return the years and regencies of what the rows of a delivery are and name."""
        rows: list[Any] = [row for name in TABLES for row in self._rows(name, delivery)]
        rows += [
            SimpleNamespace(**one.read) for one in self._records.rejects if one.delivery == delivery
        ]
        ids = {getattr(row, name, None) for row in rows for name in ("program", "continues")}
        people = {getattr(row, name, None) for row in rows for name in ("participant", "recipient")}
        rows += [one for one in self._records.programs if one.id in ids]
        rows += [one for one in self._records.participants if one.id in people]
        years = {getattr(row, "year", None) for row in rows} - {None}
        places = {getattr(row, "regency", None) for row in rows} - {None}
        return years, places.union(*(getattr(row, "regencies", None) or () for row in rows))

    def _rows(self, table: str, delivery: str) -> Iterator[Entity]:
        rows = iter(self._records.table(table))
        for segment in self._records.origin(table).segments:
            for _, row in zip(segment.numbers, rows, strict=False):
                if segment.delivery == delivery:
                    yield row

    def gives(self, record: Entity, table: str) -> bool:
        """Whether the delivery of a record, or each of them, gives all of a table."""
        lost = self._records.lost
        return self.gave(record, table) and not (
            lost and any((delivery, table) in lost for delivery in self._of(record))
        )

    def gave(self, record: Entity, table: str) -> bool:
        """Whether the delivery of a record, or each of them, gives a table, if only a part."""
        given = table in self._records.given
        if not self._records.lost and len(self._all) < 2:  # noqa: PLR2004  # one delivery
            return given
        deliveries = self._of(record)
        return all(table in self._given.get(one, ()) for one in deliveries) if deliveries else given

    @cached_property
    def _all(self) -> AbstractSet[str]:
        return self._given.keys()

    @cached_property
    def _given(self) -> Mapping[str, AbstractSet[str]]:
        found: dict[str, set[str]] = {}
        for name in TABLES:
            for segment in self._records.origin(name).segments:
                found.setdefault(segment.delivery, set()).add(name)
        return found

    def _of(self, record: Entity) -> AbstractSet[str]:
        """Return the deliveries in which a record stands, none of one that was made up."""
        table = table_of(record).name
        if table not in self._places:
            self._places[table] = self._standing(table)
        rows = self._records.rows_of(record)
        return {one for row in rows for one in self._places[table].get(id(row), ())}

    def _standing(self, table: str) -> Mapping[int, Sequence[str]]:
        """Return the deliveries in which each row of a table stands, by its `id()`."""
        found = {id(one): [key] for key in self._all for one in self._rows(table, key)}
        origin = self._records.origin(table)
        for place, also in origin.also.items():
            found[id(origin.rows[place])] += also
        for twin, reject in self._records.twins:
            found[id(twin)] = [reject.delivery]
        return found

    @cached_property
    def _places(self) -> dict[str, Mapping[int, Sequence[str]]]:
        return {}

    def beside(self, table: str, reject: Reject, field: str) -> frozenset[Any]:
        """Return what the rows that stand in a file beside a rejected one name in a field."""
        place = reject.location.file, reject.location.sheet
        key = table, place, field
        if key not in self._beside:
            found: set[Any] = set()
            rows = iter(self._records.table(table))
            for segment in self._records.origin(table).segments:
                here = (segment.source.file, segment.source.sheet) == place
                for _, row in zip(segment.numbers, rows, strict=False):
                    value: Any = getattr(row, field) if here else None
                    found.update(_each(value))
            found.discard(None)
            self._beside[key] = frozenset(found)
        return self._beside[key]


def _each(value: Any) -> Sequence[Any]:
    return value if type(value) is tuple else (value,)  # pyright: ignore[reportUnknownVariableType]  # of whatever
