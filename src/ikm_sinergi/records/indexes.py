"""Indexes over tables: rosters, and the marks by which one IKM may bear two ids.

They never tell who is the same IKM; they only
say where a rule has to look.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.entities import Participant, Participation, Program
from ikm_sinergi.domain.identifiers import NIB, NIK
from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.terms import ParticipationStatus

__all__ = [
    "Roster",
    "by_participant",
    "by_program",
    "marks_of",
    "owner_groups",
    "roster_of",
    "twins_among",
]


@frozen(eq=False)
class Roster:
    """The participations of one program.

    `rows` are those that owe something; `withdrawn` are the others. The sets of ids let a rule
    look at a whole roster at once, and at single rows only where something is amiss.
    """

    program: Program
    rows: Sequence[Participation]
    withdrawn: Sequence[Participation] = ()

    def __repr__(self) -> str:
        return f"<Roster {self.program.id}: rows={len(self.rows)}, withdrawn={len(self.withdrawn)}>"

    @cached_property
    def participants(self) -> frozenset[str]:
        """The ids of those who take part; fewer than the rows if somebody enrolled twice."""
        return frozenset([row.participant for row in self.rows])

    @cached_property
    def completed(self) -> frozenset[str]:
        """The ids of those who completed the program."""
        completed = ParticipationStatus.COMPLETED
        named = [row.participant for row in self.rows if row.status is completed]
        return self.participants if len(named) == len(self.rows) else frozenset(named)


def roster_of(program: Program, rows: Sequence[Participation]) -> Roster:
    """Return the roster of a program, those who withdrew set apart."""
    left = ParticipationStatus.WITHDRAWN
    if left not in [row.status for row in rows]:
        return Roster(program, rows)
    return Roster(
        program,
        [row for row in rows if row.status is not left],
        [row for row in rows if row.status is left],
    )


def by_program(rows: Iterable[Participation]) -> Mapping[str, Sequence[Participation]]:
    """Return participations by program id; lists come program by program, so take them in runs."""
    groups: dict[str, list[Participation]] = {}
    for program, run in groupby(rows, attrgetter("program")):
        known = groups.get(program)
        if known is None:
            groups[program] = list(run)
        else:
            known.extend(run)
    return groups


def by_participant(rows: Iterable[Participation]) -> Mapping[str, Sequence[Participation]]:
    """Return participations by participant id, in their order."""
    groups: defaultdict[str, list[Participation]] = defaultdict(list)
    for row in rows:
        groups[row.participant].append(row)
    return dict(groups)


def twins_among(participants: Sequence[Participant]) -> Mapping[tuple[str, str], AbstractSet[str]]:
    """Return the marks that several participant ids share, with those ids."""
    twins: dict[tuple[str, str], set[str]] = {}
    for kind, read in _MARKS.items():
        first: dict[str, str] = {}
        for participant in participants:
            value = read(participant)
            if value is not None:
                other = first.setdefault(value, participant.id)
                if other != participant.id:
                    twins.setdefault((kind, value), {other}).add(participant.id)
    return twins


def owner_groups(
    participants: Iterable[Participant], told: Iterable[tuple[str, str]]
) -> Mapping[str, AbstractSet[str]]:
    """Return the participant ids of one owner, by each of them: those that share a NIK.

    `told` are pairs of ids of which that is known although the NIK is not.
    """
    groups: dict[str, set[str]] = {}

    def join(one: str, other: str) -> None:
        both = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(both, both))

    first: dict[str, str] = {}
    for participant in participants:
        nik = _nik(participant)
        if nik is not None and (other := first.setdefault(nik, participant.id)) != participant.id:
            join(other, participant.id)
    for one, other in told:
        if one != other:
            join(one, other)
    return groups


def _nib(participant: Participant) -> str | None:
    nib = participant.nib
    return nib if nib is not None and NIB.fullmatch(nib) else None


def _nik(participant: Participant) -> str | None:
    nik = None if participant.owner is None else participant.owner.nik
    return nik if nik is not None and NIK.fullmatch(nik) else None


def _name(participant: Participant) -> str | None:
    regency = participant.regency
    return None if regency is None else f"{regency} {fold(participant.name)}"


_MARKS: Final = MappingProxyType({"nib": _nib, "nik": _nik, "name": _name})
"""The marks of identity. A NIB or NIK that is not of its form tells nothing: "belum ada" would
make one of many; a name counts within its regency only."""


def marks_of(participant: Participant) -> tuple[tuple[str, str], ...]:
    """Return the marks by which the same IKM may be known under another id."""
    found = ((kind, read(participant)) for kind, read in _MARKS.items())
    return tuple((kind, value) for kind, value in found if value is not None)
