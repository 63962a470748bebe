"""`Records`: the tables, what reading found in them, where each record stood, and the indexes."""

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from operator import attrgetter
from os import PathLike
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self, TypeAlias, TypeVar, cast

from attrs import evolve, field, frozen

from ikm_sinergi.domain.arguments import Hints, completeness, several, single
from ikm_sinergi.domain.entities import (
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
from ikm_sinergi.domain.names import Namesakes
from ikm_sinergi.domain.tables import TABLES, table_of
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus
from ikm_sinergi.records.beside import CLEAN, NO_FIELDS, OWNER_SAME_AS, Beside
from ikm_sinergi.records.contents import Contents, contents_of, enrolled, twins_of
from ikm_sinergi.records.faults import Fault, Location, Reject, Source
from ikm_sinergi.records.indexes import (
    Roster,
    by_participant,
    by_program,
    owner_groups,
    roster_of,
)
from ikm_sinergi.records.intake import Intake, Lost, Segment, gather
from ikm_sinergi.records.nameless import impersonal, left_of_owners

TABLE_HINTS: Final[Hints] = MappingProxyType(
    {Mapping: "Records.from_rows takes dicts", str: "Records.from_rows takes tables of dicts"}
)

Complete: TypeAlias = int | tuple[int, str] | Iterable[int | tuple[int, str]]
"""Fiscal years whose records are all there, or pairs of a year and a regency's code."""

_T = TypeVar("_T")


def _distinct(name: str, rows: Iterable[Entity] | None) -> tuple[Entity, ...]:
    """Return the entities of a table, equal ones once, except participations (IKM108)."""
    entities: Sequence[Any] = (
        () if rows is None else several(name, rows, TABLES[name].entity, TABLE_HINTS)
    )
    return tuple(entities if name == "participations" else dict.fromkeys(entities))


@frozen(kw_only=True)
class Origin:
    """Where the rows of one table stood, and what stands beside them.

    Both are by the place in `rows`, and so hold for these rows only; `segments` are what each
    source gave to the table, in order, and `also` the further deliveries in which a row stands.
    """

    rows: tuple[Entity, ...] = field(eq=False)
    segments: tuple[Segment, ...] = field(default=(), eq=False)
    beside: Mapping[int, Beside] = field(factory=dict[int, Beside])
    also: Mapping[int, AbstractSet[str]] = field(factory=dict[int, AbstractSet[str]], eq=False)

    @cached_property
    def unreadable(self) -> Mapping[int, AbstractSet[str]]:
        """The fields that were stated but could not be read, where there are any."""
        return {place: one.unread.keys() for place, one in self.beside.items() if one.unread}


NO_ORIGINS: Final[Mapping[str, Origin]] = MappingProxyType({})


@frozen(init=False, repr=False)
class Records:
    """All records that are judged together.

    `Records(programs=[...], participants=[...])` builds it from entities; `from_rows` from dicts,
    `ikm_sinergi.read` from files. A table never given (None) and one given empty differ: rules
    that need a table never given are undecided. A table of which a file could not be read does
    not count as `given` either. `complete` names the fiscal years whose records are all there, or
    pairs of a year and a regency's code, by the caller's word. Compares by value and cannot be
    hashed; says the same after a copy or a pickle. The look-ups below the tables are for rules.
    """

    programs: tuple[Program, ...]
    participants: tuple[Participant, ...]
    participations: tuple[Participation, ...]
    grants: tuple[Grant, ...]
    sales: tuple[Sale, ...]
    results: tuple[Result, ...]
    dispensations: tuple[Dispensation, ...]
    agencies: tuple[Agency, ...]
    given: frozenset[str]
    complete: frozenset[int | tuple[int, str]]
    faults: tuple[Fault, ...]
    rejects: tuple[Reject, ...]
    lost: frozenset[Lost]
    _origins: Mapping[str, Origin]

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # a container of a million records is no key

    def __init__(  # noqa: PLR0913  # the tables, and what was read beside them
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
        complete: Complete = (),
        given: Iterable[str] | None = None,
        faults: Iterable[Fault] = (),
        rejects: Iterable[Reject] = (),
        lost: Iterable[Lost] = (),
        origins: Mapping[str, Any] = NO_ORIGINS,
    ) -> None:
        """Take the tables as they are; nothing is judged here.

        What was read beside them (from `given` on) is for `attrs.evolve`: a table that is
        replaced counts as given, and its rows stood nowhere. Raises `InvalidTypeError` for a
        table that is no list of its entities, and for years that are none.
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
        found: dict[str, Origin] = {}
        new: set[str] = set()
        for name, rows in tables.items():
            origin = origins.get(name)
            if origin is None or origin.rows is not rows:
                origin = Origin(rows=_distinct(name, rows))
                if rows is not None:
                    new.add(name)
            found[name] = origin
        held = frozenset(name for name, rows in tables.items() if rows is not None)
        fill = cast("Callable[..., None]", getattr(self, "__attrs_init__"))  # noqa: B009  # attrs makes it
        fill(
            **{name: origin.rows for name, origin in found.items()},
            given=held if given is None else held & (new | set(given)),
            complete=completeness("complete", complete),
            faults=tuple(faults),
            rejects=tuple(rejects),
            lost=frozenset(lost),
            origins=found,
        )

    @classmethod
    def from_intake(cls, intake: Intake, *, complete: Complete = ()) -> Self:
        """Take over what a reader gathered."""
        beside = intake.beside()
        origins = {
            name: Origin(
                rows=tuple(intake.tables.get(name, ())),
                segments=tuple(intake.segments.get(name, ())),
                beside=beside.get(name, {}),
                also=intake.also(name),
            )
            for name in TABLES
        }
        tables: dict[str, Any] = {name: origin.rows for name, origin in origins.items()}
        lost = frozenset(intake.losses())
        return cls(
            **tables,
            complete=complete,
            given=intake.tables.keys() - {table for _, table in lost},
            faults=intake.faults,
            rejects=intake.rejects,
            lost=lost,
            origins=origins,
        )

    @classmethod
    def from_rows(
        cls,
        tables: Mapping[str, Iterable[Mapping[str, Any]] | None],
        *,
        complete: Complete = (),
    ) -> Self:
        """Build records from plain dicts, `{"programs": [{"id": ..., ...}], ...}`.

        A row may be any mapping. None, an empty text and what pandas writes for a missing value
        (NaN, NaT, NA) all mean not stated. A table that is None was not given.

        Never raises for what is in the rows: faults are kept in `faults`, rows that cannot become
        entities in `rejects`. Raises `InvalidTypeError` for what is no mapping of tables to lists
        of mappings, such as a data frame: give its `to_dict("records")`; `InvalidValueError` for a
        table that does not exist, unless its name begins with x_.
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

    def origin(self, table: str) -> Origin:
        """Return where the rows of a table stood and what of them could not be read."""
        return self._origins[table]

    def unreadable(self, record: Entity, field: str) -> bool:
        """Whether this optional field of the record was stated but could not be read."""
        marks = self._marks
        if not marks:
            return False
        if field in marks.get(id(record), ()):
            return True
        if getattr(record, field.partition(".")[0]) is not None:
            return False
        # What could not be read in one content may fill the blank of another.
        together = self._together.get(id(record))
        if together is None:
            return any(field in marks.get(id(row), ()) for row in self.rows_of(record))
        unread = self.remember(
            ("unread", id(together)),
            lambda: frozenset[str]().union(*(marks.get(id(row), ()) for row in together)),
        )
        return field in unread

    def rows_of(self, record: Entity) -> Sequence[Entity]:
        """Return the rows that a record was merged from: itself, if it stands there as it is."""
        merged = self._merged
        return merged.get(id(record), (record,)) if merged else (record,)

    @cached_property
    def _merged(self) -> dict[int, Sequence[Entity]]:
        """The rows of each record that was merged so far, by its `id()`."""
        return {}

    @cached_property
    def _together(self) -> dict[int, Sequence[Entity]]:
        """All rows under the id of each content that another contradicts, by its `id()`."""
        return {}

    @cached_property
    def _marks(self) -> Mapping[int, AbstractSet[str]]:
        """The unreadable fields by `id()` of the record, which these records hold."""
        found: dict[int, AbstractSet[str]] = {
            id(origin.rows[place]): fields
            for origin in self._origins.values()
            for place, fields in origin.unreadable.items()
        }
        return found | {
            id(twin): {name for name in reject.unread if getattr(twin, name, "") is None}
            for twin, reject in self.twins
        }

    @cached_property
    def twins(self) -> Sequence[tuple[Entity, Reject]]:
        """What rejected rows under an id on record state, each with its row."""
        return twins_of(self.rejects, self.table)

    def is_twin(self, reject: Reject) -> bool:
        """Whether a rejected row is a further content of an id on record."""
        return id(reject) in self._restating

    @cached_property
    def _restating(self) -> AbstractSet[int]:
        return {id(reject) for _, reject in self.twins}

    def standing(self, table: str) -> Sequence[Any]:
        """Return the rows of a table, what those state that were set aside under its ids too."""
        twins = [one for one, reject in self.twins if reject.table == table]
        return (*self.table(table), *twins) if twins else self.table(table)

    def extra(self, record: Entity) -> Mapping[str, Any]:
        """Return the user's own fields of a record, by name: those that begin with `x_`.

        As they stood: texts from CSV, whatever JSON or a cell held. Empty if there are none. Of
        equal rows, which are one record, the first that states a field is believed. The ids of
        `owner_same_as` are among them.
        """
        extras = self._extras
        if not extras:
            return NO_FIELDS
        found = [extras[id(row)] for row in self.rows_of(record) if id(row) in extras]
        return found[0] if len(found) == 1 else dict(ChainMap(*map(dict, found)))

    @cached_property
    def _extras(self) -> Mapping[int, Mapping[str, Any]]:
        """The user's own fields by `id()` of the record, which these records hold."""
        return {
            id(origin.rows[place]): beside.own
            for origin in self._origins.values()
            for place, beside in origin.beside.items()
            if beside.own
        }

    @property
    def emptied(self) -> int:
        """How many fields were stated but could not be read, and so hold nothing."""
        return sum(
            len(fields)
            for origin in self._origins.values()
            for fields in origin.unreadable.values()
        )

    def with_unreadable(self, table: str, field: str) -> tuple[Entity, ...]:
        """Return the records of a table in which this field could not be read."""
        origin = self._origins[table]
        found = [origin.rows[place] for place, names in origin.unreadable.items() if field in names]
        twins = [one for one, reject in self.twins if reject.table == table]
        return (*found, *(one for one in twins if field in self._marks[id(one)]))

    def origins(self, entities: Iterable[Entity]) -> dict[int, tuple[Source, int]]:
        """Return the source and row of records, by `id()` of the record, in one pass.

        Records that were built from objects have no origin and are left out.
        """
        wanted: dict[str, set[int]] = defaultdict(set)
        made: dict[int, int] = {}
        for entity in entities:
            row = self.rows_of(entity)[0]
            wanted[table_of(entity).name].add(id(row))
            if row is not entity:
                made[id(entity)] = id(row)
        found: dict[int, tuple[Source, int]] = {}
        for table, keys in wanted.items():
            rows = iter(self.table(table))
            for segment in self._origins[table].segments:
                for number, entity in zip(segment.numbers, rows, strict=False):
                    if id(entity) in keys:
                        found[id(entity)] = (segment.source, number)
        for twin, reject in self.twins:
            if reject.origin is not None:
                found[id(twin)] = reject.origin
        return found | {one: found[row] for one, row in made.items() if row in found}

    def locate(self, entity: Entity, field: str | None = None) -> Location:
        """Return where a record, or one field of it, stood."""
        origin = self.origins((entity,)).get(id(entity))
        return Location() if origin is None else origin[0].locate(origin[1], field)

    @cached_property
    def _memo(self) -> dict[Any, Any]:
        return {}

    def remember(self, key: Any, make: Callable[[], _T]) -> _T:
        """Return what was made under a key before, or make it: an index over these records."""
        memo = self._memo
        try:
            return cast("_T", memo[key])
        except KeyError:
            made = memo[key] = make()
            return made

    # --- versions of the records -----------------------------------------------------------

    def without_owners(self) -> Self:
        """Return the same records without any personal data of owners.

        What the data proved is still known: which participants share a NIK (`same_owner`), that a
        NIK could be nobody's (it is "(malformed)"), and that an id has owners who contradict
        (named "(owner 1)", "(owner 2)"). Done twice it changes nothing more.
        """
        left = left_of_owners(self.participants, self.ambiguous("participants").keys())
        nameless = {
            id(one): evolve(one, owner=left.get(id(one)))
            for one in self.participants
            if one.owner is not None
        }
        faults = [impersonal(fault) for fault in self.faults]
        known = self._sharing_owners()
        return known._changed(nameless, (), faults, self.complete)  # noqa: SLF001  # its own class

    def _sharing_owners(self) -> Self:
        """Return the records with what is known of shared NIK beside each participant."""
        groups = self.same_owner
        if not groups:
            return self
        origin = self._origins["participants"]
        beside = dict(origin.beside)
        for place, one in enumerate(self.participants):
            others = groups.get(one.id, {one.id}) - {one.id}
            if others:
                told = Beside(own={OWNER_SAME_AS: (min(others),)})
                beside[place] = beside.get(place, CLEAN).joined(told)
        return evolve(
            self, origins={**self._origins, "participants": evolve(origin, beside=beside)}
        )

    @cached_property
    def same_owner(self) -> Mapping[str, AbstractSet[str]]:
        """The ids of the participants that have one owner's NIK, by each of them.

        It is known, too, where owners were left out afterwards (`without_owners`), and from files
        that say so (`owner_same_as`).
        """
        told = [
            (self.participants[place].id, other)
            for place, beside in self._origins["participants"].beside.items()
            for other in beside.same_owner
        ]
        return owner_groups(self.participants, told)

    def changed(
        self,
        *,
        add: Iterable[Entity] = (),
        replace: Iterable[tuple[Entity, Entity]] = (),
        complete: Complete | None = None,
    ) -> Self:
        """Return the records with some added and some replaced, for a what-if.

        `replace` holds pairs of a record of these and the one to stand in its place; the new one
        keeps its place in the file. A table that something is added to counts as given.
        `complete` replaces what is said to be all there.
        """
        years = self.complete if complete is None else complete
        return self._changed({id(old): new for old, new in replace}, add, self.faults, years)

    def _changed(
        self,
        instead: Mapping[int, Entity],
        add: Iterable[Entity],
        faults: Iterable[Fault],
        complete: Complete,
    ) -> Self:
        more: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in add:
            more[table_of(entity).name].append(entity)
        origins = {
            name: evolve(
                origin, rows=(*(instead.get(id(one), one) for one in origin.rows), *more[name])
            )
            for name, origin in self._origins.items()
        }
        tables: dict[str, Any] = {name: origin.rows for name, origin in origins.items()}
        begun = {name for name, rows in more.items() if rows and not self.table(name)}
        return type(self)(
            **tables,
            complete=complete,
            given=self.given | begun,
            faults=faults,
            rejects=self.rejects,
            lost=self.lost,
            origins=origins,
        )

    # --- look-ups, for rules ---------------------------------------------------------------

    def by_id(self, table: str) -> Mapping[str, Any]:
        """Return the records of a table by id, without ids whose contents contradict.

        Contents that agree are one record, in which the blanks of each are filled.
        """
        return self._ids(table)[0]

    def ambiguous(self, table: str) -> Mapping[str, Sequence[Any]]:
        """Return the ids of a table whose contents contradict, with each content."""
        return self._ids(table)[1]

    def _ids(self, table: str) -> Contents:
        return self.remember(("ids", table), lambda: self._contents(table))

    def _contents(self, table: str) -> Contents:
        contents = contents_of(self.standing(table), attrgetter("id"))
        self._merged.update(contents.merged)
        self._together.update(contents.together)
        return contents

    def program(self, identifier: str) -> Program | None:
        """Return the program of this id, None if there is none or the id is ambiguous."""
        return self._programs.get(identifier)

    def participant(self, identifier: str) -> Participant | None:
        """Return the participant of this id, None if there is none or the id is ambiguous."""
        return self._participants.get(identifier)

    @cached_property
    def _programs(self) -> Mapping[str, Program]:
        return self.by_id("programs")

    @cached_property
    def _participants(self) -> Mapping[str, Participant]:
        return self.by_id("participants")

    def rejected(self, table: str, *fields: str) -> frozenset[str]:
        """Return every id that the rejected rows of a table hold in these fields.

        Rows under an id on record are none of them: they are a content of it.
        """
        return self.remember(
            ("rejected", table, fields),
            lambda: frozenset(
                identifier
                for reject in self.rejects
                if reject.table == table and not self.is_twin(reject)
                for field in fields
                for identifier in reject.ids.get(field, ())
            ),
        )

    @cached_property
    def rosters(self) -> Mapping[str, Sequence[Participation]]:
        """The participations of every program id that one names, withdrawn ones too."""
        return by_program(self.enrolments)

    @property
    def enrolments(self) -> Sequence[Participation]:
        """The participations, those of one participant and program in two deliveries as one."""
        return self._enrolled[0]

    @property
    def disputed(self) -> Mapping[tuple[str, str], Sequence[Participation]]:
        """The participations of which two deliveries say different things, by their key."""
        return self._enrolled[1].several

    @cached_property
    def _enrolled(self) -> tuple[Sequence[Participation], Contents]:
        rows = self.participations
        segments = self._origins["participations"].segments
        if len({segment.delivery for segment in segments}) < 2:  # noqa: PLR2004  # one delivery
            return rows, Contents({}, {}, {}, {})
        deliveries = [one.delivery for one in segments for _ in one.numbers]
        found = enrolled(rows, [*deliveries, *[""] * (len(rows) - len(deliveries))])
        self._merged.update(found[1].merged)
        self._together.update(found[1].together)
        return found

    def roster(self, program: Program) -> Roster:
        """Return who takes part in a program, without those who withdrew."""
        roster = self._rosters.get(program.id)
        return roster or roster_of(program, self.rosters.get(program.id, ()))

    @cached_property
    def _rosters(self) -> Mapping[str, Roster]:
        rosters = self.rosters
        return {
            identifier: roster_of(program, rosters.get(identifier, ()))
            for identifier, program in self._programs.items()
        }

    def programs_of(self, year: int, *kinds: ProgramKind) -> Sequence[Program]:
        """Return the programs of a year (and these kinds), without cancelled and ambiguous ones."""
        return self.remember(
            ("programs", year, kinds),
            lambda: tuple(
                program
                for program in self._live_by_year.get(year, ())
                if not kinds or program.kind in kinds
            ),
        )

    @cached_property
    def _live_by_year(self) -> Mapping[int, Sequence[Program]]:
        years: defaultdict[int, list[Program]] = defaultdict(list)
        for program in self._programs.values():
            if program.status is not ProgramStatus.CANCELLED:
                years[program.year].append(program)
        return years

    def rosters_of(self, year: int, *kinds: ProgramKind) -> Sequence[Roster]:
        """Return the rosters of `programs_of(year, *kinds)`, empty ones too."""
        return self.remember(
            ("rosters", year, kinds),
            lambda: tuple(self._rosters[one.id] for one in self.programs_of(year, *kinds)),
        )

    def completed(self, year: int, *kinds: ProgramKind) -> frozenset[str]:
        """Return the ids of who surely completed a program of these kinds in a year."""
        return self.remember(
            ("completed", year, kinds),
            lambda: (
                frozenset[str]().union(
                    *(
                        roster.completed
                        for roster in self.rosters_of(year, *kinds)
                        if self.is_settled(roster.program)
                    )
                )
                - {participant for participant, _ in self.disputed}
            ),
        )

    def is_settled(self, program: Program) -> bool:
        """Whether a program was held, as far as the records go."""
        return not (
            program.status is ProgramStatus.PLANNED
            or self.unreadable(program, "status")
            or program.id in self.rejected("programs", "id")
        )

    @cached_property
    def histories(self) -> Mapping[str, Sequence[Participation]]:
        """The participations of every participant id, in the order of the records."""
        return by_participant(self.enrolments)

    def taking_part(self, year: int, *kinds: ProgramKind) -> frozenset[str]:
        """Return the ids of all who take part in programs of these kinds in a year."""
        return self.remember(
            ("taking part", year, kinds),
            lambda: frozenset[str]().union(
                *[roster.participants for roster in self.rosters_of(year, *kinds)]
            ),
        )

    def is_complete(self, year: int, regency: str | None = None) -> bool:
        """Whether the records of a year, or of a year and a regency, are said to be all there."""
        return year in self.complete or (year, regency) in self.complete

    def not_from(self, regencies: Iterable[str], roster: Roster) -> frozenset[str]:
        """Return who on a roster is not known to be from one of these regencies."""
        residents = self.residents
        return roster.participants.difference(*[residents.get(code, ()) for code in regencies])

    @cached_property
    def regency_of(self) -> Mapping[str, str]:
        """The regency of every participant that states one in all its contents, by its id."""
        found = {
            identifier: participant.regency
            for identifier, participant in self._participants.items()
            if participant.regency is not None
        }
        for identifier, contents in self.ambiguous("participants").items():
            regencies = {one.regency for one in contents}
            if len(regencies) == 1 and None not in regencies:
                found[identifier] = regencies.pop()
        return found

    @cached_property
    def residents(self) -> Mapping[str, AbstractSet[str]]:
        """The ids of the participants of every regency that one states."""
        residents: defaultdict[str, set[str]] = defaultdict(set)
        for identifier, regency in self.regency_of.items():
            residents[regency].add(identifier)
        return dict(residents)

    def alike(
        self,
        participant: Participant,
        those: Callable[..., AbstractSet[str]],
        *arguments: Any,
    ) -> Sequence[str]:
        """Return, in order, those of its regency whose name may be its own, mistyped.

        `those` is a method of these records that returns ids, such as `completed`.
        """
        regency = participant.regency
        if regency is None:
            return ()
        names = self.remember(
            ("alike", regency, those.__name__, arguments),
            lambda: Namesakes(
                (one, self._participants[one].name)
                for one in those(*arguments) & self.residents.get(regency, frozenset())
                if one in self._participants  # an id that is contested has several names
            ),
        )
        return [one for one in names.of(participant.name) if one != participant.id]


RECORDS_HINTS: Final[Hints] = MappingProxyType(
    {
        str | PathLike: "read it first: records = read(path)",
        Mapping: "Records.from_rows makes records of tables of dicts",
    }
)


def records_given(given: Records) -> Records:
    """Return the records that a function was given; raises `InvalidTypeError` for anything else."""
    return single("records", given, Records, RECORDS_HINTS)
