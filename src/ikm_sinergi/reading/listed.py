"""The wide list that offices keep, one row an IKM in an activity -> what each row states.

A row states an IKM, a program, a participation and, where a column says so, a grant of equipment.
What the rows do not state, the lines above them may; whatever is taken from there is told of once.
"""

from collections.abc import Container, Iterable, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.office import stated
from ikm_sinergi.office.items import is_none, is_unnamed
from ikm_sinergi.office.terms import mentioned
from ikm_sinergi.reading import made
from ikm_sinergi.reading.activities import activity_in, kind_in
from ikm_sinergi.reading.columns import (
    Columns,
    Mended,
    beside_each,
    entities_of,
    holds_days,
    office_of,
    row_of,
    values_of,
)
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.sections import (
    denied_among,
    field_of,
    filled,
    said_among,
    separate,
    told_among,
    told_apart,
)
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.reading.statements import Listed, Referring, Statement
from ikm_sinergi.reading.telling import Teller, quoted
from ikm_sinergi.reading.titles import Above
from ikm_sinergi.records.beside import CLEAN
from ikm_sinergi.records.faults import REPAIRED, UNKNOWN, UNREADABLE, Fault, Source
from ikm_sinergi.records.intake import Intake

__all__ = ["read_list"]

_COUNTED: Final = frozenset({"quantity", "value"})
_GENERAL: Final = frozenset({ProgramKind.DEVELOPMENT})
_NAME: Final = MappingProxyType({"participants": "name", "programs": "title"})


def read_list(block: Block, meaning: Meaning, above: Above, intake: Intake) -> Listed:
    """Return what a list states; what is wrong in its rows is reported to `intake`."""
    one = _List(_without_blanks(block, meaning), meaning, above, intake)
    programs = one.programs() if one.active else None
    people = one.people(programs) if meaning.table == "participants" else None
    one.teller.tell(one.used)
    intake.faults += told_among(one.block, one.meaning, one.among)
    for heading in dict.fromkeys(heading for heading in one.out if heading is not None):
        place = block.grid.location(heading.row, heading.column)
        one.teller.report(UNKNOWN, "participations", None, "denied", heading.text, (), place)
    sources = one.sources
    return Listed(
        people=None if people is None else (sources["participants"], people),
        programs=None if programs is None else (sources["programs"], programs),
        referring=() if people is None or programs is None else one.referring(people, programs),
    )


def _without_blanks(block: Block, meaning: Meaning) -> Block:
    """Return a list without the rows that state nothing: dashes, or a number in front."""
    names = block.cells(meaning.of(meaning.table)[_NAME[meaning.table]].column)
    others = [block.cells(heading.column) for heading in meaning.fields.values()]
    blank = {
        place
        for place, cell in enumerate(names)
        if not stated(cell) and not any(stated(cells[place]) for cells in others)
    }
    kept = [place for place in range(len(names)) if place not in blank]
    if not blank:
        return block
    return evolve(
        block,
        numbers=tuple(block.numbers[place] for place in kept),
        rows=tuple(block.rows[place] for place in kept),
    )


class _List:
    """One list while it is read."""

    def __init__(self, block: Block, meaning: Meaning, above: Above, intake: Intake) -> None:
        self.block, self.meaning, self.intake = block, meaning, intake
        self.offices = {name: office_of(block, meaning, name) for name in TABLES}
        self.sources = {name: self.source(name) for name in TABLES}
        self.used: set[str] = set()
        self.among = said_among(block, meaning)
        self.out = denied_among(block, meaning)
        self.denied: set[str] = set()  # the ids of what rows say was not held or not attended
        self.values: dict[str, Any] = {name: one.value for name, one in above.said.items()}
        self.active = False
        self.meaning = meaning = self.without_other_year()
        columns = {*meaning.of("programs"), *self.values, *map(field_of, self.among)}
        self.active = (above.unknown is None or above.unknown.reason != "denied") and (
            not columns.isdisjoint({"title", "kind"})
            or bool(meaning.of("participations") or meaning.of("grants"))
        )
        self.teller = Teller(block, meaning, above, intake, self.active)

    def source(self, table: str) -> Source:
        grid = self.block.grid
        columns = tuple(
            (name, one.text, one.column) for name, one in self.meaning.of(table).items()
        )
        return Source(table=table, file=grid.file, sheet=grid.sheet, lines=True, columns=columns)

    def without_other_year(self) -> Meaning:
        """Return what the columns mean, but none that says when there was another kind of program.

        "Tahun Pelatihan" in a list of a mentoring is not the year of the mentoring.
        """
        fields = dict(self.meaning.fields)
        heading = fields.get("programs.year")
        if heading is None or not (named := {*mentioned(ProgramKind, heading.text)} - _GENERAL):
            return self.meaning
        columns = self.cells("programs")
        kinds = {
            self.values.get("kind"),
            *self.values_of("programs", "kind", columns.get("kind", ())),
        }
        titles = set(self.values_of("programs", "title", columns.get("title", ())))
        kinds |= {kind_in(title) for title in titles if title is not None}
        if not kinds - named - {None}:
            return self.meaning
        del fields["programs.year"]
        place = self.block.grid.location(self.block.row, heading.column, heading.text)
        self.intake.faults.append(
            Fault(
                code=UNREADABLE,
                table="programs",
                field=heading.text,
                reason="other_year",
                location=place,
            )
        )
        return evolve(self.meaning, fields=fields)

    def cells(self, table: str) -> dict[str, list[Any]]:
        """Return the cells of a table by field."""
        columns = self.meaning.of(table)
        found = {
            name: self.block.cells(heading.column, days=holds_days(table, name))
            for name, heading in columns.items()
        }
        kind = self.values.get("kind")
        kinds = tuple(ProgramKind) if kind is None else (kind,)
        titled = kinds if "title" in self.values else ()
        return {**filled(table, found, self.among, titled=titled), **self.own_cells(table)}

    def own_cells(self, table: str) -> dict[str, list[Any]]:
        """Return the user's own columns if they belong to this table.

        That is the participations where the rows state some, else what each row is about.
        """
        taking_part = self.active and self.meaning.table == "participants"
        if table != ("participations" if taking_part else self.meaning.table):
            return {}
        return {name: self.block.cells(one.column) for name, one in self.meaning.own.items()}

    def values_of(self, table: str, name: str, cells: Iterable[Any]) -> list[Any]:
        column = next(one for one in TABLES[table].columns if one.field == name)
        return values_of(self.offices[table].reader(column), cells)

    def fill(self, columns: dict[str, list[Any]], field: str, name: str, count: int) -> None:
        """Put what is said above as `name` into the cells of a field that state nothing."""
        value = self.values[name]
        cells = columns.get(field) or [None] * count
        columns[field] = [cell if stated(cell) else value for cell in cells]
        if any(not stated(cell) for cell in cells):
            self.used.add(name)

    # --- programs and people ---------------------------------------------------------------

    def programs(self) -> list[Statement]:
        """Return what each row states of a program; rows that state the same are one."""
        columns = self.cells("programs")
        rows = list(zip(*columns.values(), strict=True)) or [()] * len(self.block.rows)
        keys = [(row, tuple(map(type, row))) for row in rows]
        first = {key: place for place, key in reversed(list(enumerate(keys)))}
        places = sorted(first.values())
        once = {name: [cells[place] for place in places] for name, cells in columns.items()}
        found = dict(zip(places, self.distinct(places, once), strict=True))
        return [found[first[key]] for key in keys]

    def distinct(self, places: list[int], columns: dict[str, list[Any]]) -> list[Statement]:
        """Return what rows that all differ state of programs."""
        count = len(places)
        told: list[tuple[int, str, str]] = []
        denied: list[tuple[int, str]] = []
        titles = self.values_of("programs", "title", columns.get("title", [None] * count))
        kinds: list[Any] = list(columns.get("kind") or [None] * count)
        for place, title in enumerate(titles):
            if title is not None:
                kind, reason, _ = activity_in(title)
                if reason == "denied" and self.meaning.table == "participants":
                    denied.append((place, title))
                elif kind is not None and not stated(kinds[place]):
                    kinds[place] = str(kind)
                    told.append((place, title, str(kind)))
        columns["kind"] = kinds
        for name in self.values:
            self.fill(columns, name, name, count)
        parts = [
            self.values_of("programs", name, columns.get(name, [None] * count))
            for name in ("kind", "year", "regencies", "title")
        ]
        columns["id"] = [
            made.program_id(kind or "", year, codes or (), title or "")
            for kind, year, codes, title in zip(*parts, strict=True)
        ]
        for place, title, named in told:
            number = self.block.numbers[places[place]]
            at = self.sources["programs"].locate(number, "title")
            readings, identifier = (quoted(named),), columns["id"][place]
            self.teller.report(
                REPAIRED, "programs", "kind", "in_title", title, readings, at, identifier
            )
        numbers = [self.block.numbers[place] for place in places]
        found = self.statements("programs", numbers, columns, parts[1], {one for one, _ in denied})
        for place, title in denied:
            self.denied.add(columns["id"][place])
            at = self.sources["programs"].locate(numbers[place], "title")
            self.teller.report(UNKNOWN, "participations", None, "denied", title, (), at)
        return found

    def people(self, programs: Sequence[Statement] | None) -> list[Statement]:
        """Return what each row states of an IKM."""
        columns = self.cells("participants")
        count = len(self.block.rows)
        if ";" not in self.values.get("regencies", ";"):
            self.fill(columns, "regency", "regencies", count)
        names = self.values_of("participants", "name", columns["name"])
        codes = self.values_of("participants", "regency", columns.get("regency", [None] * count))
        cells = columns.get("id", [None] * count)
        own = self.values_of("participants", "id", cells)
        apart = [
            lone and identifier is None
            for lone, identifier in zip(separate(names, codes), own, strict=True)
        ]
        ids = [
            made.participant_id(name or "", regency, *((str(number),) if lone or not name else ()))
            for name, regency, number, lone in zip(
                names, codes, self.block.numbers, apart, strict=True
            )
        ]
        columns["id"] = [
            cell if stated(cell) else one for cell, one in zip(cells, ids, strict=True)
        ]
        self.intake.faults += told_apart(self.sources["participants"], self.block, columns, apart)
        years = [None] * count if programs is None else [one.year for one in programs]
        found = self.statements("participants", self.block.numbers, columns, years)
        for place, identifier in enumerate(own):
            if identifier is not None:
                found[place].id, found[place].settled = identifier, True
        return found

    def statements(
        self,
        table: str,
        numbers: Sequence[int],
        columns: dict[str, list[Any]],
        years: Sequence[int | None],
        none: Container[int] = (),
    ) -> list[Statement]:
        """Read rows but those at `none`; what two rows state alike is told of once."""
        office, source = self.offices[table], self.sources[table]
        entities = entities_of(table, office, columns)
        found: list[Statement] = []
        known: dict[Any, Statement] = {}
        beside_of = beside_each(columns)
        for place, entity in enumerate(entities):
            number, year, identifier = numbers[place], years[place], columns["id"][place]
            if place in none:
                found.append(Statement(identifier, None, CLEAN, source, number, year))
                continue
            if entity is not None and not isinstance(entity, Mended):
                one = Statement(identifier, entity, beside_of(place), source, number, year)
                found.append(one)
                continue
            cells = [column[place] for column in columns.values()]
            key = (*cells, *map(type, cells), year)
            if key not in known:
                if entity is None:
                    row = row_of(columns, cells)
                    mended = self.intake.mend(source, number, row, office.way)
                else:
                    entity.tell(self.intake, source, number)
                    mended = entity.entity, beside_of(place)
                known[key] = Statement(identifier, *mended, source, number, year)
            found.append(known[key])
        return found

    # --- what refers to them ---------------------------------------------------------------

    def referring(self, who: list[Statement], programs: list[Statement]) -> tuple[Referring, ...]:
        """Return the rows as participations, and as grants where they name equipment."""
        shares, gifts = self.cells("participations"), self.cells("grants")
        taking = self.once(who, programs, shares)
        found = [self.rows("participations", taking, who, programs, shares)]
        if gifts:
            granted = self.granted(gifts)
            granted = [place for place in granted if self.takes_part(place, programs)]
            if granted or any(map(is_none, gifts["item"])):  # a column left empty says nothing
                found.append(self.rows("grants", granted, who, programs, gifts))
        return tuple(found)

    def takes_part(self, place: int, programs: Sequence[Statement]) -> bool:
        """Whether nothing says of a row that it was not held or not attended."""
        return self.out[place] is None and programs[place].id not in self.denied

    def granted(self, gifts: dict[str, list[Any]]) -> list[int]:
        """Return the places of the rows that grant equipment, or say of some that they do not.

        A row that denies it, but counts pieces or money, contradicts itself: its item is missing.
        """
        items = gifts.setdefault("item", [None] * len(self.block.rows))
        counted = {
            name: self.values_of("grants", name, cells)
            for name, cells in gifts.items()
            if name in _COUNTED
        }
        days = gifts.get("handed_over", [None] * len(items))
        once = set(items)  # a column repeats few items
        none, unnamed = set(filter(is_none, once)), set(filter(is_unnamed, once))
        places: list[int] = []
        for place, item in enumerate(items):
            counts = any(
                stated(gifts[name][place]) and values[place] != 0
                for name, values in counted.items()
            )
            given = stated(item) or stated(days[place])
            if counts or (given and item not in none):
                places.append(place)
        gifts["item"] = [None if item in unnamed else item for item in items]
        return places

    def once(self, who: list[Statement], programs: list[Statement], columns: Columns) -> list[int]:
        """Return the places of all rows but those that only go on with the row above."""
        places = [place for place in range(len(programs)) if self.takes_part(place, programs)]
        if not self.block.continued:
            return places
        alike = [(person.id, program.id) for person, program in zip(who, programs, strict=True)]
        return [
            place
            for place in places
            if not (
                place
                and self.block.numbers[place] in self.block.continued
                and alike[place] == alike[place - 1]
                and all(cells[place] == cells[place - 1] for cells in columns.values())
            )
        ]

    def rows(
        self,
        table: str,
        places: list[int],
        who: list[Statement],
        programs: list[Statement],
        columns: Columns,
    ) -> Referring:
        def part(cells: Sequence[Any]) -> Sequence[Any]:
            return cells if len(places) == len(who) else [cells[one] for one in places]

        return Referring(
            self.sources[table],
            self.offices[table],
            part(self.block.numbers),
            part(who),
            part(programs),
            {name: part(cells) for name, cells in columns.items()},
        )
