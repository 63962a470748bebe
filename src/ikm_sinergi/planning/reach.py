"""Where the year's plan reaches: per regency and kind of program, and who is left out (S3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.checking.run import scope_of
from ikm_sinergi.domain.arguments import fiscal_year, single
from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import Outcome, ProgramKind
from ikm_sinergi.errors import PolicyError
from ikm_sinergi.judgement import Context, Violation
from ikm_sinergi.planning.figures import Sheet, sheet
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import Places, regencies
from ikm_sinergi.reference.policy import Policy, policies_given, policy_by_year
from ikm_sinergi.rules.ikm4xx.ikm401 import untouched_regency

__all__ = ["Coverage", "Reach", "coverage"]


@frozen(kw_only=True)
class Reach:
    """What the plan holds for one regency.

    `touched` is passed, violated or undecided, as IKM401 says. `programs` counts the programs
    that serve it and `participants` its own IKM that take part, each by kind; a program for
    three regencies counts in each. `people` counts every IKM once. `potentials` are what the
    policy says it is good at (None: it says nothing), `met` those that a coaching program takes
    up.
    """

    regency: str
    name: str
    touched: Outcome
    programs: Mapping[ProgramKind, int]
    participants: Mapping[ProgramKind, int]
    people: int
    grants: int
    potentials: tuple[str, ...] | None
    met: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Reach {self.regency} {self.name}: {self.touched}>"


@frozen(kw_only=True)
class Coverage:
    """The reach of one year's plan.

    `rows` has a regency each, in code order. `programs`, `participants` and `grants` are the
    totals of the year, each thing once; `unplaced_participants` and `unplaced_grants` belong to
    no regency that is known. Without a table of participations (`listed`) or grants (`granted`)
    their counts are no figures, and the sheets leave them out.
    """

    year: int
    policy: str
    rows: tuple[Reach, ...]
    programs: int
    participants: int
    grants: int
    unplaced_participants: int
    unplaced_grants: int
    listed: bool
    granted: bool

    @property
    def untouched(self) -> tuple[str, ...]:
        """The codes of the regencies that no coaching program serves."""
        return tuple(row.regency for row in self.rows if row.touched is Outcome.VIOLATED)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The codes of the regencies of which it is not known."""
        return tuple(row.regency for row in self.rows if row.touched is Outcome.UNDECIDED)

    def __repr__(self) -> str:
        return f"<Coverage {self.year}: regencies={len(self.rows)}, programs={self.programs}>"

    def sheet(self) -> Sheet:
        """Return one row a regency."""
        return sheet(
            "coverage",
            (
                "regency",
                "name",
                "touched",
                "programs",
                "participants",
                "grants",
                "potentials",
                "met",
            ),
            (
                (
                    row.regency,
                    row.name,
                    TOUCHED[row.touched],
                    sum(row.programs.values()),
                    row.people if self.listed else None,
                    row.grants if self.granted else None,
                    row.potentials,
                    row.met,
                )
                for row in self.rows
            ),
            year=self.year,
        )

    def by_kind(self) -> Sheet:
        """Return one row a regency and kind of program, where there is any."""
        return sheet(
            "coverage_by_kind",
            ("regency", "name", "kind", "programs", "participants"),
            (
                (
                    row.regency,
                    row.name,
                    kind,
                    row.programs[kind],
                    row.participants.get(kind, 0) if self.listed else None,
                )
                for row in self.rows
                for kind in ProgramKind
                if row.programs.get(kind)
            ),
            year=self.year,
        )


TOUCHED: Final = MappingProxyType(
    {Outcome.PASSED: True, Outcome.VIOLATED: False, Outcome.WAIVED: False, Outcome.UNDECIDED: None}
)


def coverage(
    records: Records,
    *,
    year: int,
    scope: str | Iterable[str] | None = None,
    policies: Policy | Iterable[Policy] | None = None,
    places: Places | None = None,
) -> Coverage:
    """Return where the plan of a fiscal year reaches, for the regencies and areas in scope.

    Cancelled programs and withdrawn participants do not count. A participant counts in its own
    regency; one whose regency is not known counts in the program's, if that serves only one, and
    so does a grant without recipient. Raises `PolicyError` if no policy covers the year,
    `UnknownRegencyError` for a scope that is no regency, `ScopeError` for one that the policy is
    not for, `InvalidTypeError` or `InvalidValueError` for arguments that cannot be.
    """
    records, year = records_given(records), fiscal_year("year", year)
    every = policies_given(policies)
    policy = policy_by_year(every, [year]).get(year)
    if policy is None:
        raise PolicyError(str(year), ("no policy covers this fiscal year",))
    where = regencies() if places is None else single("places", places, Places)
    context = Context(
        policies={year: policy},
        all_policies=every,
        places=where,
        agencies=agencies().merged(records.agencies),
        scope=scope_of(scope, where, [policy]),
    )
    programs = records.programs_of(year)
    counts: Counter[tuple[str, ProgramKind]] = Counter(
        (code, program.kind) for program in programs for code in program.regencies or ()
    )
    counted, people, everybody = _participants(records, year)
    handed, unplaced_grants = _grants(records, programs)
    touched = _touched(records, context)
    return Coverage(
        year=year,
        policy=policy.id,
        rows=tuple(
            Reach(
                regency=code,
                name=context.name_of(code),
                touched=touched.get(code, Outcome.PASSED),
                programs=_of(counts, code),
                participants=_of(counted, code),
                people=people[code],
                grants=handed[code],
                potentials=_potentials(policy, code),
                met=_met(policy, programs, code),
            )
            for code in context.regencies_of(policy)
        ),
        programs=len(programs),
        participants=everybody,
        grants=sum(handed.values()) + unplaced_grants,
        unplaced_participants=everybody - sum(people.values()),
        unplaced_grants=unplaced_grants,
        listed="participations" in records.given,
        granted="grants" in records.given,
    )


def _touched(records: Records, context: Context) -> Mapping[str, Outcome]:
    """Return the outcome of IKM401 for each regency that it finds or cannot decide."""
    if "programs" not in records.given:
        codes = [code for one in context.policies.values() for code in context.regencies_of(one)]
        return dict.fromkeys(codes, Outcome.UNDECIDED)
    return {
        found.subject.keys["regency"]: Outcome.VIOLATED
        if isinstance(found, Violation)
        else Outcome.UNDECIDED
        for found in untouched_regency.judge(records, context)
        if found.subject is not None
    }


def _participants(
    records: Records, year: int
) -> tuple[Counter[tuple[str, ProgramKind]], Counter[str], int]:
    """Count participants by regency and kind, by regency each once, and everybody."""
    placed: dict[tuple[str, ProgramKind], set[str]] = {}
    home: dict[str, str] = {}
    for roster in records.rosters_of(year):
        served = roster.program.regencies or ()
        only = served[0] if len(served) == 1 else None
        for one in sorted(roster.participants):
            code = records.regency_of.get(one, only)
            if code is not None:
                placed.setdefault((code, roster.program.kind), set()).add(one)
                home.setdefault(one, code)
    counts = Counter({key: len(ids) for key, ids in placed.items()})
    return counts, Counter(home.values()), len(records.taking_part(year))


def _grants(records: Records, programs: Iterable[Program]) -> tuple[Counter[str], int]:
    """Count the grants of these programs by regency, and those of no known regency."""
    by_id = {program.id: program for program in programs}
    handed: Counter[str] = Counter()
    unplaced = 0
    for grant in records.by_id("grants").values():
        program = by_id.get(grant.program)
        if program is None:
            continue
        served = program.regencies or ()
        only = served[0] if len(served) == 1 else None
        code = records.regency_of.get(grant.recipient, only)
        if code is None:
            unplaced += 1
        else:
            handed[code] += 1
    return handed, unplaced


def _of(counts: Mapping[tuple[str, ProgramKind], int], regency: str) -> Mapping[ProgramKind, int]:
    """Return the counts of one regency by kind, without zeros."""
    found = {kind: counts.get((regency, kind), 0) for kind in ProgramKind}
    return ReadOnly({kind: count for kind, count in found.items() if count})


def _potentials(policy: Policy, regency: str) -> tuple[str, ...] | None:
    """Return what the policy says a regency is good at, None if it says nothing."""
    potential = policy.potential(regency)
    return None if potential is None else potential.commodities


def _met(policy: Policy, programs: Iterable[Program], regency: str) -> tuple[str, ...]:
    """Return the potentials of a regency that a coaching program for it takes up."""
    taken = {
        policy.commodity(program.commodity)
        for program in programs
        if program.kind in policy.touch
        and program.commodity is not None
        and regency in (program.regencies or ())
    }
    return tuple(term for term in _potentials(policy, regency) or () if term in taken)
