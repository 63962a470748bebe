"""Rows from any number of sources, gathered into tables, faults and rejects.

Readers open a source and add its rows; `Records` takes over what came of them. Identical rows
are one record, except a participation twice in one file, which is a fault of its own (IKM108).
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from attrs import define, evolve, field, frozen

from ikm_sinergi.domain.arguments import Hints, wrong_type
from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.names import near
from ikm_sinergi.domain.tables import TABLES, ids_in
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.records.beside import CLEAN, Beside, is_own
from ikm_sinergi.records.builder import Build, Memo, Row, builder, is_row, named
from ikm_sinergi.records.cells import EXACT, Way
from ikm_sinergi.records.faults import (
    DAMAGED,
    MISSING,
    UNKNOWN,
    UNREADABLE,
    Fault,
    Location,
    Reject,
    Source,
)

Add = Callable[[int, Any], None]
"""Adds a row to its source, under its number there."""

Lost = tuple[str, str]
"""A delivery, and a table of which it holds more than could be read."""

Keep = Callable[[int, Entity, Beside], None]
"""Keeps an entity under the number of its row, with what stands beside it."""

_ONCE: Final = frozenset({"unknown_field", "masked"})
"""What is told once of each column."""

_SETTING_ASIDE: Final = frozenset({MISSING, UNREADABLE, DAMAGED})
"""The codes of faults for which a row may be rejected."""


@frozen(eq=False)
class Segment:
    """The rows that one source gave to a table: their numbers in the source, in order.

    `delivery` is what they came with: a folder, a workbook, a JSON file, or "" for what was handed
    over loose in one call.
    """

    source: Source
    numbers: "array[int]"
    delivery: str = ""


@define(eq=False)
class Intake:
    """What has been read so far. Not thread-safe; one intake makes one `Records`.

    `deliveries` are what each file came with, a loose one being left out; `lost` are the tables of
    which a part could not be read, each with its delivery, None for some table.
    """

    tables: dict[str, list[Entity]] = field(factory=dict[str, list[Entity]])
    segments: dict[str, list[Segment]] = field(factory=dict[str, list[Segment]])
    faults: list[Fault] = field(factory=list[Fault])
    rejects: list[Reject] = field(factory=list[Reject])
    deliveries: dict[str | None, str] = field(factory=dict[str | None, str])
    lost: set[tuple[str, str | None]] = field(factory=set[tuple[str, str | None]])
    _marks: dict[int, tuple[Entity, Beside]] = field(
        factory=dict[int, tuple[Entity, Beside]]
    )  # by id() of the entity, which is held here, so that no other one gets its id()
    _also: defaultdict[str, set[int]] = field(
        factory=lambda: defaultdict(set[int])
    )  # by delivery, the id() of entities which it repeats
    _seen: dict[str, dict[Any, Entity]] = field(factory=dict[str, dict[Any, Entity]])
    _held: Counter[Any] = field(factory=Counter[Any])  # participations, each as often as it is held
    _reported: set[tuple[Source, str]] = field(factory=set[tuple[Source, str]])
    _memo: Memo = field(factory=Memo)
    _builders: dict[tuple[str, Way], Build] = field(factory=dict[tuple[str, Way], Build])

    def open(self, source: Source, way: Way = EXACT) -> Add:
        """Begin a source and return what adds its rows, which are read in this way.

        Its table counts as given, even if no row follows.
        """
        build = self._builder(source.table, way)
        keep = self.place(source)

        def add(number: int, row: Any) -> None:
            built = build(row)
            if type(built) is not Row:
                keep(number, built, CLEAN)
            elif (entity := self._tell(source, number, built)) is not None:
                keep(number, entity, built.beside)

        return add

    def _builder(self, table: str, way: Way) -> Build:
        build = self._builders.get((table, way))
        if build is None:
            build = builder(TABLES[table], way, self._memo)
            self._builders[table, way] = build
        return build

    def place(self, source: Source) -> Keep:
        """Begin a source and return what keeps the entities that were read from it."""
        segment = Segment(source, array("q"), self.delivery_of(source.file))
        self.segments.setdefault(source.table, []).append(segment)
        keep, note = self.tables.setdefault(source.table, []).append, segment.numbers.append
        known = self._known(source.table)
        opened = {one.delivery for several in self.segments.values() for one in several}
        again = self._also[segment.delivery] if len(opened) > 1 else None

        def keep_one(number: int, entity: Entity, beside: Beside) -> None:
            kept = entity if known is None else known(entity)
            if kept is entity:
                keep(entity)
                note(number)
            elif again is not None:
                again.add(id(kept))
            if beside is not CLEAN:
                self.mark(kept, beside)

        return keep_one

    def delivery_of(self, file: str | None) -> str:
        """Return what a file came with, "" if it was handed over loose."""
        return self.deliveries.get(file, "")

    def lose(self, file: str | None, tables: Iterable[str] | None) -> None:
        """Say that a file holds rows of these tables that are not read, None if of some table."""
        delivery = self.delivery_of(file)
        self.lost.update((delivery, table) for table in ([None] if tables is None else tables))

    def losses(self) -> Iterator[Lost]:
        """Yield what was lost: of rows of some table, each table that their delivery lacks."""
        for delivery, table in self.lost:
            if table is not None:
                yield delivery, table
                continue
            for name in TABLES:
                if all(one.delivery != delivery for one in self.segments.get(name, ())):
                    yield delivery, name

    def marked(self, entity: Entity) -> Beside:
        """Return what stands beside an entity."""
        mark = self._marks.get(id(entity))
        return CLEAN if mark is None else mark[1]

    def mark(self, entity: Entity, beside: Beside) -> None:
        """Say what stands beside an entity, besides what is known."""
        before = self.marked(entity)
        self._marks[id(entity)] = entity, beside if before is CLEAN else before.joined(beside)

    def beside(self) -> dict[str, dict[int, Beside]]:
        """Return what stands beside the entities, by table and place in the table."""
        if not self._marks:
            return {}
        return {
            name: {
                place: self.marked(entity)
                for place, entity in enumerate(entities)
                if id(entity) in self._marks
            }
            for name, entities in self.tables.items()
        }

    def also(self, table: str) -> dict[int, frozenset[str]]:
        """Return the further deliveries in which a row stands, by its place in a table."""
        return {
            place: frozenset(again)
            for place, entity in enumerate(self.tables.get(table, ()) if self._also else ())
            if (again := [key for key, repeated in self._also.items() if id(entity) in repeated])
        }

    def mend(self, source: Source, number: int, row: Any, way: Way) -> tuple[Entity | None, Beside]:
        """Read one row; return what it became and what stands beside it.

        Its faults are reported, and it is rejected if no entity is left of it.
        """
        built = self._builder(source.table, way)(row)
        if type(built) is not Row:
            return built, CLEAN
        return self._tell(source, number, built), built.beside

    def _tell(self, source: Source, number: int, read: Row) -> Entity | None:
        """Report the faults of a row that is not clean, and reject it if no entity is left."""
        for fault in read.faults:
            if fault.reason not in _ONCE or self._is_new(source, str(fault.field)):
                aside = read.entity is None and fault.code in _SETTING_ASIDE
                location = source.locate(number, fault.field)
                self.faults.append(evolve(fault, location=location, sets_aside=aside))
        if read.entity is None and read.faults:
            location = source.locate(number)
            self.rejects.append(
                Reject(
                    table=source.table,
                    ids=read.ids,
                    read=read.read,
                    location=location,
                    delivery=self.delivery_of(source.file),
                    owned=read.owned or None,
                    origin=(source, number),
                    unread=read.beside.unread,
                    own=read.beside.own,
                )
            )
        return read.entity

    def _is_new(self, source: Source, field: str) -> bool:
        """Whether an unknown or masked field is met for the first time in its source."""
        new = (source, field) not in self._reported
        self._reported.add((source, field))
        return new

    def _known(self, name: str) -> Callable[[Any], Entity] | None:
        """Return the function from an entity to the equal one that was there before, or itself.

        A participation is compared with those of earlier sources only: of equal ones, there are
        as many as stand in the source that has the most, whichever comes first.
        """
        before: Iterable[Entity] = self.tables.get(name, ())
        seen = self._seen.setdefault(name, {})
        if name == "participations":
            held = self._held
            for entity in islice(before, held.total(), None):
                held[seen.setdefault(entity, entity)] += 1
            if not held:
                return None
            met: Counter[Any] = Counter()

            def met_before(entity: Any) -> Entity:
                times = held.get(entity)
                if times is None:
                    return entity  # type: ignore[no-any-return]  # what it was given
                met[entity] += 1
                return seen[entity] if met[entity] <= times else entity

            return met_before

        def known(entity: Any) -> Entity:
            first = seen.setdefault(getattr(entity, "id", entity), entity)
            if first is entity or first == entity:
                return first
            return seen.setdefault(entity, entity)  # the third of one id may equal the second

        if not seen:
            for entity in before:
                known(entity)
        return known

    def reject(self, source: Source, number: int, row: Mapping[str, Any], reason: str) -> None:
        """Reject a row of texts that is wrong as a whole."""
        table, location = source.table, source.locate(number)
        ids = ids_in(TABLES[table], row, textual=True)
        self.faults.append(
            Fault(
                code=UNREADABLE,
                table=table,
                field=None,
                reason=reason,
                ids=ids,
                location=location,
                sets_aside=True,
            )
        )
        delivery = self.delivery_of(source.file)
        self.rejects.append(Reject(table=table, ids=ids, location=location, delivery=delivery))

    def unknown_field(self, source: Source, number: int, name: str) -> None:
        """Report a column that its table does not have (IKM003)."""
        self.faults.append(
            Fault(
                code=UNKNOWN,
                table=source.table,
                field=named(name),
                reason="unknown_field",
                location=source.locate(number, name),
            )
        )

    def unknown_table(self, source: Source, location: Location) -> None:
        """Report a table that does not exist (IKM002): its rows may be of any that is missing."""
        self.lose(source.file, None)
        self.faults.append(
            Fault(
                code=UNREADABLE,
                table=named(source.table),
                field=None,
                reason="unknown_table",
                readings=near(source.table, TABLES),
                location=location,
                sets_aside=True,
            )
        )

    def unknown_line(self, path: str, number: int) -> None:
        """Report a line that may be a record of any table: none is given in full."""
        self.lose(path, TABLES)
        self.faults.append(
            Fault(
                code=UNREADABLE,
                table=named(path.rpartition("/")[2]),
                field=None,
                reason="no_record",
                location=Location(file=path, row=number),
                sets_aside=True,
            )
        )

    @contextmanager
    def all_or_nothing(self) -> Generator[None]:
        """Undo what was added inside if an exception leaves the block."""
        before = {name: (len(rows), len(self.segments[name])) for name, rows in self.tables.items()}
        faults, rejects, lost = len(self.faults), len(self.rejects), set(self.lost)
        marks, reported = dict(self._marks), set(self._reported)
        also = {delivery: set(repeated) for delivery, repeated in self._also.items()}
        try:
            yield
        except BaseException:
            for name in tuple(self.tables):
                if name in before:
                    rows, segments = before[name]
                    del self.tables[name][rows:], self.segments[name][segments:]
                else:
                    del self.tables[name], self.segments[name]
            del self.faults[faults:], self.rejects[rejects:]
            self._marks, self._reported, self.lost = marks, reported, lost
            self._seen, self._held = {}, Counter()
            self._also = defaultdict(set, also)
            raise


TABLES_HINTS: Final[Hints] = MappingProxyType({object: 'name the tables: {"programs": rows}'})

ROWS_HINTS: Final[Hints] = MappingProxyType({Mapping: "a table of one row is [row]"})

FRAME_HINTS: Final[Hints] = MappingProxyType({object: 'give its .to_dict("records")'})


def gather(tables: Mapping[str, Iterable[Any] | None]) -> Intake:
    """Gather whole tables of rows: mappings under the names of their tables; None is not given.

    Raises `InvalidTypeError` for what is no mapping of tables, for a table that is no iterable of
    rows, and for rows as `builder` does; `InvalidValueError` for a table that does not exist,
    unless its name begins with x_: that is the user's own, and left out.
    """
    intake = Intake()
    for name, rows in _tables(tables).items():
        if name in TABLES:
            if rows is not None:
                _refuse_no_rows(name, rows)
                add_table(intake, name, rows)
        elif not is_own(name):
            likely = f"; did you mean {', '.join(near(str(name), TABLES))}?"
            text = f"{name!r} is no table{likely if near(str(name), TABLES) else ''}"
            raise InvalidValueError("tables", "unknown_table", text)
    return intake


def _tables(given: Any) -> Mapping[str, Any]:
    if not is_row(given):
        raise wrong_type("tables", "a mapping of tables", given, TABLES_HINTS)
    return given


def _refuse_no_rows(name: str, rows: object) -> None:
    is_frame = hasattr(rows, "to_dict")  # it would hand out its columns
    if is_frame or isinstance(rows, str | bytes) or is_row(rows) or not isinstance(rows, Iterable):
        hints = FRAME_HINTS if is_frame else ROWS_HINTS
        raise wrong_type(name, "an iterable of mappings such as dicts", rows, hints)


def add_table(intake: Intake, name: str, rows: Iterable[Any], *, file: str | None = None) -> None:
    """Add one table of dicts."""
    add = intake.open(Source(table=name, file=file))
    for number, row in enumerate(rows):
        add(number, row)
