"""Indexes over participations: by program and participant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from attrs import frozen

from ikm_sinergi.domain.entities import Participant, Participation, Program
from ikm_sinergi.domain.identifiers import is_nik
from ikm_sinergi.domain.terms import ParticipationStatus


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
        nik = None if participant.owner is None else participant.owner.nik
        if nik is None or not is_nik(nik):
            continue
        if (other := first.setdefault(nik, participant.id)) != participant.id:
            join(other, participant.id)
    for one, other in told:
        join(one, other)
    return groups
