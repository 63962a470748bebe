"""The frozen container of all records, with the indexes that rules look things up in.

Indexes are made when first asked for and kept. They never decide between two contents of one id:
such an id is in `ambiguous`, not in `by_id`, and rules that look it up are undecided.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from os import PathLike
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.arguments import Hints, single
from ikm_sinergi.holdings import Holdings
from ikm_sinergi.indexes import (
    Roster,
    by_id,
    by_participant,
    by_program,
    marks_of,
    roster_of,
    twins_among,
)
from ikm_sinergi.likeness import Namesakes
from ikm_sinergi.model import (
    Participant,
    Participation,
    Program,
)
from ikm_sinergi.values import fold
from ikm_sinergi.vocabulary import ProgramKind, ProgramStatus

__all__ = ["Records"]


@frozen(init=False, repr=False)
class Records(Holdings):
    """All records that are judged together.

    `Records(programs=[...], participants=[...])` builds it from entities; `from_rows` from dicts,
    `ikm_sinergi.read` from files. A table never given (None) and one given empty differ: rules
    that need a table never given are undecided. A table of which a file could not be read does
    not count as `given` either. `complete` names the fiscal years whose records are all there, by
    the caller's word. Compares by value and cannot be hashed.
    """

    __hash__ = None  # a container of a million records is no key

    def by_id(self, table: str) -> Mapping[str, Any]:
        """Return the records of a table by id, without ids that bear two contents."""
        return self._ids(table)[0]

    def ambiguous(self, table: str) -> Mapping[str, Sequence[Any]]:
        """Return the ids of a table that bear two or more contents, with each of them."""
        return self._ids(table)[1]

    def _ids(self, table: str) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        return self._remember(("ids", table), lambda: by_id(self.table(table)))

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
        """Return every id that the rejected rows of a table hold in these fields."""
        return self._remember(
            ("rejected", table, fields),
            lambda: frozenset(
                identifier
                for reject in self.rejects
                if reject.table == table
                for field in fields
                for identifier in reject.ids.get(field, ())
            ),
        )

    @cached_property
    def rosters(self) -> Mapping[str, Sequence[Participation]]:
        """The participations of every program id that one names, withdrawn ones too."""
        return by_program(self.participations)

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
        return self._remember(
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
        return self._remember(
            ("rosters", year, kinds),
            lambda: tuple(self._rosters[one.id] for one in self.programs_of(year, *kinds)),
        )

    def completed(self, year: int, *kinds: ProgramKind) -> frozenset[str]:
        """Return the ids of the participants who completed a program of these kinds in a year."""
        return self._remember(
            ("completed", year, kinds),
            lambda: frozenset[str]().union(
                *(
                    roster.completed
                    for roster in self.rosters_of(year, *kinds)
                    if not self.unreadable(roster.program, "status")
                )
            ),
        )

    @cached_property
    def histories(self) -> Mapping[str, Sequence[Participation]]:
        """The participations of every participant id, in the order of the records."""
        return by_participant(self.participations)

    def taking_part(self, year: int, *kinds: ProgramKind) -> frozenset[str]:
        """Return the ids of all who take part in programs of these kinds in a year."""
        return self._remember(
            ("taking part", year, kinds),
            lambda: frozenset[str]().union(
                *[roster.participants for roster in self.rosters_of(year, *kinds)]
            ),
        )

    def regencies_with(self, year: int, *kinds: ProgramKind) -> frozenset[str]:
        """Return the regencies whose own IKM are on a list of these kinds in a year.

        A program that states its regencies vouches for those only: a guest from elsewhere does
        not make the history of their regency held.
        """
        return self._remember(
            ("held", year, kinds),
            lambda: frozenset[str]().union(
                *(self._vouched(roster) for roster in self.rosters_of(year, *kinds))
            ),
        )

    def _vouched(self, roster: Roster) -> frozenset[str]:
        program = roster.program
        doubtful = self.unreadable(program, "status") or self.unreadable(program, "regencies")
        if doubtful or program.id in self._cut_short:
            return frozenset()
        left = [row.participant for row in roster.withdrawn]
        if program.regencies is None:
            known = map(self.regency_of.get, (*roster.participants, *left))
            return frozenset(code for code in known if code is not None)
        own = {code: self.residents.get(code, frozenset[str]()) for code in program.regencies}
        return frozenset(
            code
            for code, ids in own.items()
            if not (ids.isdisjoint(roster.participants) and ids.isdisjoint(left))
        )

    @cached_property
    def _cut_short(self) -> frozenset[str]:
        """The ids of programs of which a rejected participation may be anybody's."""
        return frozenset(
            identifier
            for reject in self.rejects
            if reject.table == "participations" and "participant" not in reject.ids
            for identifier in reject.ids.get("program", ())
        )

    def not_from(self, regencies: Iterable[str], roster: Roster) -> frozenset[str]:
        """Return who on a roster is not known to be from one of these regencies."""
        residents = self.residents
        return roster.participants.difference(*[residents.get(code, ()) for code in regencies])

    @cached_property
    def regency_of(self) -> Mapping[str, str]:
        """The regency of every participant that states one, by participant id."""
        return {
            identifier: participant.regency
            for identifier, participant in self._participants.items()
            if participant.regency is not None
        }

    @cached_property
    def residents(self) -> Mapping[str, AbstractSet[str]]:
        """The ids of the participants of every regency that one states."""
        residents: defaultdict[str, set[str]] = defaultdict(set)
        for identifier, regency in self.regency_of.items():
            residents[regency].add(identifier)
        return dict(residents)

    @cached_property
    def twins(self) -> Mapping[tuple[str, str], AbstractSet[str]]:
        """The ids that share a mark of identity: ("nib", ...), ("nik", ...), ("name", ...).

        The name is folded and counts within one regency only.
        """
        return twins_among(self.participants)

    @cached_property
    def unplaced(self) -> Mapping[str, AbstractSet[str]]:
        """The ids of the participants that state no regency, by their folded name."""
        unplaced: defaultdict[str, set[str]] = defaultdict(set)
        for participant in self._participants.values():
            if participant.regency is None:
                unplaced[fold(participant.name)].add(participant.id)
        return dict(unplaced)

    def same_as(self, participant: Participant) -> Iterator[tuple[str, AbstractSet[str]]]:
        """Yield the other ids that may be the same IKM, with what they share.

        That is "nib", "nik" or "name", or "bare": the name alone, where no regency is stated.
        """
        for mark in marks_of(participant):
            if mark in self.twins:
                yield mark[0], self.twins[mark] - {participant.id}
        if participant.regency is not None and self.unplaced:
            ids = self.unplaced.get(fold(participant.name))
            if ids is not None:
                yield "bare", ids

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
        names = self._remember(
            ("alike", regency, those.__name__, arguments),
            lambda: Namesakes(
                (one, self._participants[one].name)
                for one in those(*arguments) & self.residents.get(regency, frozenset())
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
