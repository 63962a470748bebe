"""The lists of all files -> records: what they state is kept until every file is read.

Two lists may speak of one IKM, so only then are its facts and its id settled; participations and
grants refer to it by that id.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import define, evolve, field

from ikm_sinergi.reading import made
from ikm_sinergi.reading.columns import read_columns
from ikm_sinergi.reading.listed import read_list
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.reading.statements import (
    Listed,
    Part,
    Referring,
    Statement,
    apart,
    filled,
    merged,
)
from ikm_sinergi.reading.titles import Above
from ikm_sinergi.records.beside import CLEAN, Beside
from ikm_sinergi.records.faults import REPAIRED, Fault, Source
from ikm_sinergi.records.intake import Intake

__all__ = ["Lists"]

_Row: TypeAlias = tuple[str | None, str | None, int | None]
"""The file, the sheet and the number of a row."""


@define(eq=False)
class Lists:
    """What the lists of all files state; `finish` makes records of it."""

    intake: Intake
    _listed: list[Listed] = field(factory=list[Listed])
    _faulty: dict[_Row, list[int]] = field(factory=dict[_Row, list[int]], init=False)

    def read(self, block: Block, meaning: Meaning, above: Above) -> None:
        """Take the rows of one list, above which this is said."""
        self._listed.append(read_list(block, meaning, above, self.intake))

    def finish(self) -> None:
        """Make records of all that was stated, the participants first."""
        self._settle("participants", [one.people for one in self._listed])
        self._settle("programs", [one.programs for one in self._listed])
        for listed in self._listed:
            for rows in listed.referring:
                self._refer(rows)

    def _refer(self, rows: Referring) -> None:
        who, programs = [one.id for one in rows.who], [one.id for one in rows.programs]
        refers = {"participant": who, "program": programs}
        if rows.source.table == "grants":
            items = [str(item or "") for item in rows.columns["item"]]
            ids = list(map(made.grant_id, programs, who, items))
            refers = {"id": ids, "program": programs, "recipient": who}
        columns = {**rows.columns, **refers}
        read_columns(self.intake, rows.source, rows.office, rows.numbers, columns)

    def _settle(self, table: str, lists: list[tuple[Source, list[Statement]] | None]) -> None:
        """Make one record of all that is stated under an id, in the place of its first row."""
        stated: dict[str, list[Statement]] = {}
        for one in lists:
            for statement in dict.fromkeys(one[1]) if one is not None else ():
                if statement.entity is not None:
                    stated.setdefault(statement.id, []).append(statement)
        kept = self._records(table, stated)
        for one in lists:
            if one is not None:
                keep = self.intake.place(one[0])
                for statement, entity, beside in kept.get(id(one[0]), ()):
                    keep(statement.number, entity, beside)

    def _records(
        self, table: str, stated: dict[str, list[Statement]]
    ) -> dict[int, list[tuple[Statement, Any, Beside]]]:
        """Return the records by `id()` of the source of their first row: two may be equal."""
        faults, tables = self.intake.faults, self.intake.tables
        before: list[Any] = tables.get(table, []) if stated else []
        known = {entity.id: place for place, entity in enumerate(before)}
        marked = {one.nib: one.id for one in before if one.nib} if table == "participants" else {}
        kept: dict[int, list[tuple[Statement, Any, Beside]]] = {}
        for base, statements in stated.items():
            own = before[known[base]] if base in known else None
            for part in _parts(base, statements, own, marked):
                rows = [one for one in part.rows if own is None or one.entity is not own]
                if not rows:
                    continue
                if part.id != base:
                    self._rename(base, part)
                if part.id in known and (part.id != base or len(rows) < len(part.rows)):
                    self._fill(before, known[part.id], rows)
                    continue
                entity, beside, found = merged(part.id, rows)
                faults += found
                kept.setdefault(id(rows[0].source), []).append((rows[0], entity, beside))
        return kept

    def _fill(self, entities: list[Any], place: int, statements: list[Statement]) -> None:
        """Put what lists state into a record that a file with ids gave."""
        old = entities[place]
        entities[place], unread, faults = filled(old, statements)
        self.intake.faults += faults
        beside = self.intake.marked(old).joined(Beside(unread))
        if beside != CLEAN:
            self.intake.mark(entities[place], beside)

    def _rename(self, base: str, part: Part) -> None:
        """Give rows that are kept apart their own id, in their faults too, and tell of it."""
        faults, identifier = self.intake.faults, part.id
        self._faulty = self._faulty or _by_row(faults)
        first = part.rows[0]
        for one in part.rows:
            one.id = identifier
            for place in self._faulty.get((one.source.file, one.source.sheet, one.number), ()):
                if faults[place].ids.get("id") == (base,):
                    ids = {**faults[place].ids, "id": (identifier,)}
                    faults[place] = evolve(faults[place], ids=ids)
        faults.append(
            Fault(
                code=REPAIRED,
                table="participants",
                field="id",
                reason="same_name" if part.lasting else "same_name_here",
                shown=json.dumps(base),
                readings=(json.dumps(identifier),),
                ids={"id": (identifier,)},
                location=first.source.locate(first.number),
            )
        )


def _by_row(faults: Iterable[Fault]) -> dict[_Row, list[int]]:
    """Return where the faults of each row stand that name an IKM by its id."""
    found: dict[_Row, list[int]] = {}
    for place, fault in enumerate(faults):
        if fault.table == "participants" and "id" in fault.ids:
            at = fault.location
            found.setdefault((at.file, at.sheet, at.row), []).append(place)
    return found


def _parts(
    base: str, statements: list[Statement], own: Any, marked: Mapping[str, str]
) -> Iterator[Part]:
    """Part what is stated under an id; `own` is what a file with ids holds under it.

    `marked` are the ids that such files give, by NIB: a row whose id would be such a one, had it
    been kept apart, is about that IKM.
    """
    source = statements[0].source
    rest: list[Statement] = []
    homes: dict[str, list[Statement]] = {}
    for one in statements:
        home = marked.get(one.entity.nib) if marked else None
        if home is not None and home != base and not one.settled and home == _marked(one.entity):
            homes.setdefault(home, []).append(one)
        else:
            rest.append(one)
    if own is not None:
        rest.insert(0, Statement(base, own, CLEAN, source, 0, settled=True))
    if source.table == "participants" and len(rest) > 1:
        yield from apart(base, rest)
    elif rest:
        yield Part(base, rest)
    yield from (Part(home, rows) for home, rows in homes.items())


def _marked(entity: Any) -> str:
    return made.participant_id(entity.name, entity.regency, entity.nib)
