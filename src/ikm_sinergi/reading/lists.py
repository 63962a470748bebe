"""The lists of all files -> records: what they state is kept until every file is read.

Two lists may speak of one IKM, so only then are its facts and its id settled; participations and
grants refer to it by that id.
"""

import json
from collections.abc import Iterable
from typing import Any

from attrs import define, evolve, field

from ikm_sinergi.faults import REPAIRED, Fault, Source
from ikm_sinergi.intake import Intake
from ikm_sinergi.reading import made
from ikm_sinergi.reading.columns import read_columns
from ikm_sinergi.reading.listed import read_list
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.reading.statements import Listed, Referring, Statement, apart, filled, merged

__all__ = ["Lists"]


@define(eq=False)
class Lists:
    """What the lists of all files state; `finish` makes records of it."""

    intake: Intake
    _listed: list[Listed] = field(factory=list[Listed])

    def read(self, block: Block, meaning: Meaning) -> None:
        """Take the rows of one list."""
        self._listed.append(read_list(block, meaning, self.intake))

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
                for statement, entity, unreadable in kept.get(id(one[0]), ()):
                    keep(statement.number, entity, unreadable)

    def _records(
        self, table: str, stated: dict[str, list[Statement]]
    ) -> dict[int, list[tuple[Statement, Any, frozenset[str]]]]:
        """Return the records by `id()` of the source of their first row: two may be equal."""
        faults, tables = self.intake.faults, self.intake.tables
        before: list[Any] = tables.get(table, []) if stated else []
        known = {entity.id: place for place, entity in enumerate(before)}
        kept: dict[int, list[tuple[Statement, Any, frozenset[str]]]] = {}
        for base, statements in stated.items():
            parts = [(base, statements)]
            if table == "participants" and len(statements) > 1:
                parts = list(apart(base, statements))
            for identifier, part in parts:
                if identifier != base:
                    self._rename(base, identifier, part)
                if identifier in known:
                    self._fill(before, known[identifier], part)
                    continue
                entity, unreadable, found = merged(identifier, part)
                faults += found
                kept.setdefault(id(part[0].source), []).append((part[0], entity, unreadable))
        return kept

    def _fill(self, entities: list[Any], place: int, statements: list[Statement]) -> None:
        """Put what lists state into a record that a file with ids gave."""
        old = entities[place]
        entities[place], unreadable, faults = filled(old, statements)
        self.intake.faults += faults
        lost = self.intake.unreadable.get(id(old), frozenset()) | unreadable
        if lost:
            self.intake.unreadable[id(entities[place])] = lost

    def _rename(self, base: str, identifier: str, statements: Iterable[Statement]) -> None:
        """Give rows that are kept apart their own id, in their faults too, and tell of it."""
        faults = self.intake.faults
        rows = {one.source.locate(one.number): one for one in statements}
        for place, fault in enumerate(faults):
            row = evolve(fault.location, column=None, letter=None)
            if fault.ids.get("id") == (base,) and row in rows:
                faults[place] = evolve(fault, ids={**fault.ids, "id": (identifier,)})
        for one in rows.values():
            one.id = identifier
        faults.append(
            Fault(
                code=REPAIRED,
                table="participants",
                field="id",
                reason="same_name",
                shown=json.dumps(base),
                readings=(json.dumps(identifier),),
                ids={"id": (identifier,)},
                location=next(iter(rows)),
            )
        )
