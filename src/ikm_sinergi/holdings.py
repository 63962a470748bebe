"""The tables as they are held: what reading found, and where each record came from.

`Records` is what others use; it adds the indexes to what stands here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Self, TypeVar, cast

from attrs import evolve, field, frozen

from ikm_sinergi.arguments import Hints, fiscal_years, several
from ikm_sinergi.faults import Fault, Location, Reject, Source
from ikm_sinergi.intake import Intake, Segment, gather
from ikm_sinergi.model import (
    Agency,
    Dispensation,
    Entity,
    Grant,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.tables import TABLES, table_of

__all__ = ["Holdings"]

TABLE_HINTS: Final[Hints] = MappingProxyType(
    {Mapping: "Records.from_rows takes dicts", str: "Records.from_rows takes tables of dicts"}
)

_T = TypeVar("_T")


@frozen(init=False, repr=False)
class Holdings:
    """The tables with their origin; `Records` adds the indexes."""

    programs: tuple[Program, ...]
    participants: tuple[Participant, ...]
    participations: tuple[Participation, ...]
    grants: tuple[Grant, ...]
    sales: tuple[Sale, ...]
    results: tuple[Result, ...]
    dispensations: tuple[Dispensation, ...]
    agencies: tuple[Agency, ...]
    given: frozenset[str]
    complete: frozenset[int]
    faults: tuple[Fault, ...]
    rejects: tuple[Reject, ...]
    _segments: Mapping[str, Sequence[Segment]] = field(eq=False)
    _unreadable: Mapping[int, frozenset[str]] = field(eq=False)
    _memo: dict[Any, Any] = field(eq=False)

    __hash__ = None  # type: ignore[assignment]  # a container of a million records is no key

    def __init__(
        self,
        *,
        programs: Iterable[Program] | None = None,
        participants: Iterable[Participant] | None = None,
        participations: Iterable[Participation] | None = None,
        grants: Iterable[Grant] | None = None,
        sales: Iterable[Sale] | None = None,
        results: Iterable[Result] | None = None,
        dispensations: Iterable[Dispensation] | None = None,
        agencies: Iterable[Agency] | None = None,
        complete: int | Iterable[int] = (),
    ) -> None:
        """Take the tables as they are; nothing is judged here.

        Raises `InvalidTypeError` for a table that is no list of its entities, and for years that
        are none.
        """
        tables: dict[str, Iterable[Entity] | None] = {
            "programs": programs,
            "participants": participants,
            "participations": participations,
            "grants": grants,
            "sales": sales,
            "results": results,
            "dispensations": dispensations,
            "agencies": agencies,
        }
        intake = Intake()
        for name, entities in tables.items():
            if entities is not None:
                intake.take(name, several(name, entities, TABLES[name].entity, TABLE_HINTS))
        self._fill(intake, complete)

    def _fill(self, intake: Intake, complete: int | Iterable[int]) -> None:
        fill = cast("Callable[..., None]", getattr(self, "__attrs_init__"))  # noqa: B009  # attrs makes it
        fill(
            **{name: tuple(intake.tables.get(name, ())) for name in TABLES},
            given=frozenset(intake.tables) - intake.lost,
            complete=fiscal_years("complete", complete),
            faults=tuple(intake.faults),
            rejects=tuple(intake.rejects),
            segments=intake.segments,
            unreadable=intake.unreadable,
            memo={},
        )

    @classmethod
    def from_intake(cls, intake: Intake, *, complete: int | Iterable[int] = ()) -> Self:
        """Take over what a reader gathered."""
        records = cls.__new__(cls)
        records._fill(intake, complete)  # noqa: SLF001  # of its own class
        return records

    @classmethod
    def from_rows(
        cls,
        tables: Mapping[str, Iterable[Mapping[str, Any]] | None],
        *,
        complete: int | Iterable[int] = (),
    ) -> Self:
        """Build records from plain dicts, `{"programs": [{"id": ..., ...}], ...}`.

        A row may be any mapping. None, an empty text and what pandas writes for a missing value
        (NaN, NaT, NA) all mean not stated. A table that is None was not given.

        Never raises for what is in the rows: faults are kept in `faults`, rows that cannot become
        entities in `rejects`. Raises `InvalidTypeError` for what is no mapping of tables to lists
        of mappings, such as a data frame: give its `to_dict("records")`.
        """
        return cls.from_intake(gather(tables), complete=complete)

    def __repr__(self) -> str:
        """Say how much it holds; the records themselves may be millions."""
        sizes = [
            f"{name}={len(self.table(name))}{'' if name in self.given else ' (in part)'}"
            for name in TABLES
            if name in self.given or self.table(name)
        ]
        found = [f"faults={len(self.faults)}"] if self.faults else []
        return f"<Records {', '.join([*(sizes or ['empty']), *found])}>"

    # --- tables and places -----------------------------------------------------------------

    def table(self, name: str) -> tuple[Entity, ...]:
        """Return one table by its name."""
        entities: tuple[Entity, ...] = getattr(self, name)
        return entities

    def unreadable(self, record: Entity, field: str) -> bool:
        """Whether this optional field of the record was stated but could not be read."""
        fields = self._unreadable.get(id(record))
        return fields is not None and field in fields

    @property
    def emptied(self) -> int:
        """How many fields were stated but could not be read, and so hold nothing."""
        marks = self._unreadable
        if not marks:
            return 0
        return sum(len(marks.get(id(one), ())) for name in TABLES for one in self.table(name))

    def with_unreadable(self, table: str, field: str) -> tuple[Entity, ...]:
        """Return the records of a table in which this field could not be read."""
        return self._remember(("unreadable", table, field), lambda: self._scan(table, field))

    def _scan(self, table: str, field: str) -> tuple[Entity, ...]:
        marked = {key for key, fields in self._unreadable.items() if field in fields}
        if not marked:
            return ()
        return tuple(entity for entity in self.table(table) if id(entity) in marked)

    def origins(self, entities: Iterable[Entity]) -> dict[int, tuple[Source, int]]:
        """Return the source and row of records, by `id()` of the record, in one pass.

        Records that were built from objects have no origin and are left out.
        """
        wanted: dict[str, set[int]] = defaultdict(set)
        for entity in entities:
            wanted[table_of(entity).name].add(id(entity))
        found: dict[int, tuple[Source, int]] = {}
        for table, keys in wanted.items():
            rows = iter(self.table(table))
            for segment in self._segments.get(table, ()):
                for number, entity in zip(segment.numbers, rows, strict=False):
                    if id(entity) in keys:
                        found[id(entity)] = (segment.source, number)
        return found

    def locate(self, entity: Entity, field: str | None = None) -> Location:
        """Return where a record, or one field of it, stood."""
        origin = self.origins((entity,)).get(id(entity))
        return Location() if origin is None else origin[0].locate(origin[1], field)

    def _remember(self, key: Any, make: Callable[[], _T]) -> _T:
        memo = self._memo
        if key not in memo:
            memo[key] = make()
        return cast("_T", memo[key])

    # --- versions of the records -----------------------------------------------------------

    def without_owners(self) -> Self:
        """Return the same records without any personal data of owners."""
        owned = [one for one in self.participants if one.owner is not None]
        nameless = {id(one): evolve(one, owner=None) for one in owned}
        faults = [_impersonal(fault) for fault in self.faults]
        return self._changed(nameless, (), faults, self.complete)

    def changed(
        self,
        *,
        add: Iterable[Entity] = (),
        replace: Iterable[tuple[Entity, Entity]] = (),
        complete: int | Iterable[int] | None = None,
    ) -> Self:
        """Return the records with some added and some replaced, for a what-if.

        `replace` holds pairs of a record of these and the one to stand in its place; the new one
        keeps its place in the file. A table that something is added to counts as given.
        `complete` replaces the years whose records are all there.
        """
        years = self.complete if complete is None else complete
        return self._changed({id(old): new for old, new in replace}, add, self.faults, years)

    def _changed(
        self,
        instead: Mapping[int, Entity],
        add: Iterable[Entity],
        faults: Iterable[Fault],
        complete: int | Iterable[int],
    ) -> Self:
        intake = Intake(
            tables={
                name: [instead.get(id(one), one) for one in self.table(name)]
                for name in TABLES
                if name in self.given or self.table(name)
            },
            lost={name for name in TABLES if name not in self.given and self.table(name)},
            segments={name: list(parts) for name, parts in self._segments.items()},
            faults=list(faults),
            rejects=list(self.rejects),
            unreadable={
                id(instead[key]) if key in instead else key: fields
                for key, fields in self._unreadable.items()
            },
        )
        for entity in add:
            intake.tables.setdefault(table_of(entity).name, []).append(entity)
        return type(self).from_intake(intake, complete=complete)


def _impersonal(fault: Fault) -> Fault:
    personal = fault.field is not None and fault.field.partition(".")[0] == "owner"
    return evolve(fault, shown=None, readings=()) if personal else fault
