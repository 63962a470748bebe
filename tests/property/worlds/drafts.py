"""A completion while it is drawn."""

from collections.abc import Iterable
from random import Random
from typing import Any

import attrs

from .draws import BOTH, REGENCIES
from .record_sets import NAMES_PARTICIPANT, RecordSet, Row


@attrs.define
class Draft:
    """The rows so far, the originals, and what cannot be compared about them.

    Additions should most often concern the ids in `focus` and the rule `aim`.
    """

    random: Random
    given: RecordSet
    original: RecordSet
    focus: frozenset[str] = frozenset()
    aim: str | None = None
    ids: dict[str, str] = attrs.Factory(dict[str, str])
    without: set[str] = attrs.Factory(set[str])
    aside: set[tuple[str, str]] = attrs.Factory(set[tuple[str, str]])
    only: frozenset[str] | None = None
    made: int = 0

    def state(self) -> object:
        """Return what tells whether a stage did anything."""
        return self.given.policy, [(row.table, dict(row.values)) for row in self.given.rows]

    def fresh(self, start: str) -> str:
        """Return a name that nothing bears."""
        self.made += 1
        return f"{start}new{self.made}"

    def pick(self, names: Iterable[str]) -> str:
        """Choose a name, most often one in focus."""
        known = sorted(set(names))
        near = [one for one in known if one in self.focus]
        return self.random.choice(near if near and self.random.random() < 0.7 else known)

    def people(self) -> set[str]:
        """Return every participant id that anything bears."""
        found = {row.values["id"] for row in self.given.of("participants") if row.get("id")}
        for table, name in NAMES_PARTICIPANT.items():
            found |= {row.values[name] for row in self.given.of(table) if row.get(name)}
        return found

    def places(self, who: str) -> frozenset[str]:
        """Return where an IKM may be: its regency, else those of its programs, else anywhere."""
        stated = {
            row.get("regency") for row in self.given.of("participants") if row.get("id") == who
        } - {None}
        if stated:
            return frozenset(stated)
        programs = self.programs()
        found: set[str] = set()
        for row in self.given.of("participations"):
            if row.get("participant") == who and row.get("program") in programs:
                found |= set(programs[row.values["program"]].get("regencies") or ())
        return frozenset(found or REGENCIES)

    def person(self) -> str:
        """Choose a participant: one on record, or a new one."""
        known = self.people()
        if not known or self.random.random() < 0.15:
            return self.fresh("P-")
        return self.pick(known)

    def programs(self) -> dict[str, Row]:
        """Return the programs by id."""
        return {row.values["id"]: row for row in self.given.of("programs") if row.get("id")}

    def program_id(self) -> str:
        """Choose a program on record, or name a new one."""
        known = self.programs()
        return self.pick(known) if known else self.fresh("2020-")

    def dangling(self, table: str) -> list[str]:
        """Return the ids that are named and not on record."""
        if table == "programs":
            named = {
                row.values["program"] for row in self.given.rows if row.get("program")
            } - self.programs().keys()
        elif table == "participants":
            named = self.people() - {
                row.values["id"] for row in self.given.of("participants") if row.get("id")
            }
        else:
            return []
        return sorted(named)

    def complete_everywhere(self) -> bool:
        """Whether the caller vouches for every year that is looked at."""
        return self.original.complete >= {2019, 2020, 2021}

    def add(self, table: str, values: dict[str, Any]) -> Row:
        """Put a row on record."""
        row = Row(table, values)
        self.given.rows.append(row)
        return row

    def add_program(
        self, year: int, kind: str, regencies: list[str] | None, *, name: str | None = None
    ) -> str:
        """Put a program on record, most often a completed one, and return its id."""
        name = name or self.fresh(f"{year}-")
        lead = (
            "disperin-sulsel" if "market" not in kind and "clinic" not in kind else "disdag-sulsel"
        )
        values = {"id": name, "year": year, "kind": kind, "title": name, "lead": lead}
        values |= {"partners": list(BOTH)}
        values["status"] = self.random.choice(("completed", "completed", "running"))
        if regencies is not None:
            values["regencies"] = regencies
        if self.random.random() < 0.6:
            values["commodity"] = self.random.choice(("yarn", "passion fruit", "bamboo craft"))
        self.add("programs", values)
        return name

    def enroll(self, participant: str, program: str, status: str = "completed") -> bool:
        """Put a participation on record unless it is there."""
        if any(
            row.get("participant") == participant and row.get("program") == program
            for row in (*self.given.of("participations"), *self.original.of("participations"))
        ):
            return False
        values = {"participant": participant, "program": program, "status": status}
        self.add("participations", values)
        return True
