"""Rows from any number of sources, gathered into tables, faults and rejects.

Readers open a source and add its rows; `Records` takes over what came of them. Identical rows
are one record, except a participation twice in one file, which is a fault of its own (IKM108).
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, evolve, field, frozen

from ikm_sinergi.faults import UNKNOWN, Fault, Location, Reject, Source
from ikm_sinergi.model import Entity, Participation, Sale
from ikm_sinergi.rows import structure
from ikm_sinergi.tables import TABLES

__all__ = ["Intake", "Segment", "add_table", "gather"]


@frozen(eq=False)
class Segment:
    """The rows that one source gave to a table: their numbers in the source, in order."""

    source: Source
    numbers: "array[int]"


@define(eq=False)
class Intake:
    """What has been read so far. Not thread-safe; one intake makes one `Records`."""

    tables: dict[str, list[Entity]] = field(factory=dict)
    segments: dict[str, list[Segment]] = field(factory=dict)
    faults: list[Fault] = field(factory=list)
    rejects: list[Reject] = field(factory=list)
    unreadable: dict[int, frozenset[str]] = field(factory=dict)
    _seen: dict[str, dict[Any, Entity]] = field(factory=dict)
    _reported: set[tuple[Source, str]] = field(factory=set)

    def open(self, source: Source) -> None:
        """Begin a source: its table counts as given, even if no row follows."""
        entities = self.tables.setdefault(source.table, [])
        self.segments.setdefault(source.table, []).append(Segment(source, array("q")))
        if source.table == "participations" and entities:
            self._seen["participations"] = {entity: entity for entity in entities}

    def take(self, table: str, entities: Iterable[Entity]) -> None:
        """Take entities that the caller built, which have no place."""
        kept = self.tables.setdefault(table, [])
        kept += [entity for entity in entities if self._known(table, entity) is entity]

    def add_all(self, source: Source, rows: Iterable[Any]) -> None:
        """Add rows that count from 0, such as a list of dicts."""
        self.open(source)
        for number, row in enumerate(rows):
            self.add(number, row, source.table)

    def add(self, number: int, row: Any, table: str, *, textual: bool = False) -> None:
        """Add row `number` of the source of this table that was opened last."""
        segment = self.segments[table][-1]
        read = structure(TABLES[table], row, textual=textual)
        if read.faults:
            self._report(segment.source, number, read.faults)
        if read.entity is None:
            location = segment.source.locate(number)
            self.rejects.append(Reject(table=table, ids=read.ids, location=location))
            return
        kept = self._known(table, read.entity)
        if kept is read.entity:
            self.tables[table].append(kept)
            segment.numbers.append(number)
        if read.unreadable:
            known = self.unreadable.get(id(kept), frozenset())
            self.unreadable[id(kept)] = known | read.unreadable

    def unknown_table(self, name: str, source: Source) -> None:
        """Report a table that does not exist, once (IKM003)."""
        location = Location(file=source.file, sheet=source.sheet, pointer=f"/{name}")
        self.faults.append(
            Fault(code=UNKNOWN, table=name, field=None, reason="unknown_table", location=location)
        )

    def _known(self, table: str, entity: Entity) -> Entity:
        """Return the equal entity that was there before, or this one."""
        if isinstance(entity, Participation):
            return self._seen[table].get(entity, entity) if table in self._seen else entity
        seen = self._seen.setdefault(table, {})
        if isinstance(entity, Sale):
            return seen.setdefault(entity, entity)
        before = seen.setdefault(entity.id, entity)
        if before is entity or before == entity:
            return before
        return seen.setdefault(entity, entity)  # the third row of one id may equal the second

    def _report(self, source: Source, number: int, faults: tuple[Fault, ...]) -> None:
        for fault in faults:
            if fault.code == UNKNOWN:
                if (source, str(fault.field)) in self._reported:
                    continue
                self._reported.add((source, str(fault.field)))
            location = source.locate(number, fault.field)
            self.faults.append(evolve(fault, location=location))


def gather(tables: Mapping[str, Iterable[Any]], *, file: str | None = None) -> Intake:
    """Gather whole tables of rows: dicts under the names of their tables."""
    intake = Intake()
    for name, rows in tables.items():
        add_table(intake, name, rows, file=file)
    return intake


def add_table(intake: Intake, name: str, rows: Iterable[Any], *, file: str | None = None) -> None:
    """Add one table of dicts; a name no table has is reported, one that begins with x_ is not."""
    source = Source(table=name, file=file)
    if name in TABLES:
        intake.add_all(source, rows)
    elif not name.startswith("x_"):
        intake.unknown_table(name, source)
