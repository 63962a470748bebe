"""Who may be mentored or apprenticed in a year, and why (S14)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.domain.arguments import day, fiscal_year
from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Eligibility, Family, ProgramKind
from ikm_sinergi.errors import uncovered
from ikm_sinergi.pathway import later_kinds, look_back, years_before
from ikm_sinergi.planning.figures import Sheet, sheet
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy, policies_given
from ikm_sinergi.verdicts import RULE_OF, eligibility
from ikm_sinergi.words.phrases import Phrase

COACHING: Final = tuple(kind for kind in ProgramKind if kind.family is Family.COACHING)

People = Mapping[ProgramKind, frozenset[str]]
"""Participant ids by a kind of program."""


@frozen(kw_only=True)
class Candidate:
    """One IKM that may come next, or of which that is not known.

    `kinds` are the kinds of program that it may join, or that are open if `outcome` is
    undecided. `programs` are the trainings it rests on and `commodities` what they were in, as
    they state it; `joined` says what it takes part in already. `dispensation` is the id of the
    one that admits it, `cause` why it is not known.
    """

    participant: str
    name: str | None
    regency: str | None
    outcome: Eligibility
    kinds: tuple[ProgramKind, ...]
    programs: tuple[str, ...] = ()
    commodities: tuple[str, ...] = ()
    joined: tuple[ProgramKind, ...] = ()
    dispensation: str | None = None
    cause: Phrase | None = None

    def __repr__(self) -> str:
        return f"<Candidate {self.participant} {self.outcome}: {', '.join(self.kinds)}>"


SHOWN: Final = (
    "regency",
    "participant",
    "name",
    "outcome",
    "kinds",
    "commodities",
    "programs",
    "joined",
    "dispensation",
    "cause",
)
"""What the sheet of candidates shows of each."""


@frozen(kw_only=True)
class Candidates:
    """The candidates for one year: first those that may come, then the undecided."""

    year: int
    policy: str
    rows: tuple[Candidate, ...]

    @property
    def eligible(self) -> tuple[Candidate, ...]:
        """Those that may come, for certain."""
        return tuple(row for row in self.rows if row.outcome is Eligibility.ELIGIBLE)

    @property
    def undecided(self) -> tuple[Candidate, ...]:
        """Those of which it is not known, each with its cause."""
        return tuple(row for row in self.rows if row.outcome is Eligibility.UNDECIDED)

    def __repr__(self) -> str:
        sure, open_ones = len(self.eligible), len(self.undecided)
        return f"<Candidates {self.year}: eligible={sure}, undecided={open_ones}>"

    def sheet(self) -> Sheet:
        """Return one row a candidate."""
        return sheet(
            "candidates",
            SHOWN,
            ([getattr(row, name) for name in SHOWN] for row in self.rows),
            year=self.year,
        )


def candidates(
    records: Records,
    *,
    year: int,
    policies: Policy | Iterable[Policy] | None = None,
    as_of: dt.date | None = None,
) -> Candidates:
    """Return who may be mentored or apprenticed in a fiscal year, by the records of those before.

    An IKM with the step that the policy asks for is eligible, so is one that a dispensation in
    force names. One with a step in doubt is undecided. Who has no step at all is no candidate.
    Raises `PolicyError` if no policy covers the year, `InvalidTypeError` or `InvalidValueError`
    for arguments that cannot be.
    """
    records, year, as_of = records_given(records), fiscal_year("year", year), day("as_of", as_of)
    every = policies_given(policies)
    covering = {policy.province: policy for policy in every if policy.covers(year)}
    if not covering:
        raise uncovered(year)
    rows: list[Candidate] = []
    for province, policy in sorted(covering.items()):
        found = _under(records, policy, every, year, as_of)
        rows += [row for row in found if _province(records, row.participant, covering) == province]
    rows.sort(key=_order)
    names = ", ".join(policy.id for _, policy in sorted(covering.items()))
    return Candidates(year=year, policy=names, rows=tuple(rows))


def _province(records: Records, participant: str, covering: Iterable[str]) -> str | None:
    """Return the province whose policy judges an IKM, None if none at hand does."""
    known = {code[:2] for code in gaps_of(records).homes(participant) if code is not None}
    mine = known.intersection(covering) if known else {*covering}
    return min(mine) if len(mine) == 1 or known & mine else None


def _under(
    records: Records, policy: Policy, every: Iterable[Policy], year: int, as_of: dt.date | None
) -> Iterator[Candidate]:
    """Yield the candidates by one policy."""
    asking = [kind for kind in NEXT_STEPS if policy.prerequisite(kind) is not None]
    passed = {kind: _passed(records, policy, year, kind) for kind in asking}
    joining = {kind: records.taking_part(year, kind) for kind in NEXT_STEPS}
    yield from _qualified(records, policy, year, passed, joining)
    yield from _open(records, policy, year, passed, joining, as_of)
    yield from _dispensed(records, every, year, passed, joining, as_of)


def _order(row: Candidate) -> tuple[bool, str, str, tuple[str, ...]]:
    undecided = row.outcome is not Eligibility.ELIGIBLE
    return undecided, row.regency or "", row.participant, row.kinds


def _passed(records: Records, policy: Policy, year: int, kind: ProgramKind) -> frozenset[str]:
    """Return who has the step that a kind of program asks for."""
    prerequisite = policy.prerequisites[kind]
    years = years_before(year, prerequisite)
    return frozenset[str]().union(*(records.completed(one, *prerequisite.kinds) for one in years))


def _candidate(
    records: Records,
    participant: str,
    joining: People,
    outcome: Eligibility,
    kinds: tuple[ProgramKind, ...],
    **more: Any,
) -> Candidate:
    known = records.participant(participant)
    return Candidate(
        participant=participant,
        name=None if known is None else known.name,
        regency=None if known is None else known.regency,
        outcome=outcome,
        kinds=kinds,
        joined=tuple([kind for kind in joining if participant in joining[kind]]),
        **more,
    )


def _qualified(
    records: Records, policy: Policy, year: int, passed: People, joining: People
) -> Iterator[Candidate]:
    """Yield those that completed the step before, with the trainings they completed."""
    trainings: dict[str, tuple[Program, ...]] = {}
    told: dict[int, dict[str, Any]] = {}  # whole lists share one training
    steps = {
        (one, before): None
        for prerequisite in (policy.prerequisites[kind] for kind in passed)
        for before in years_before(year, prerequisite)
        for one in prerequisite.kinds
    }
    for kind, before in steps:
        for roster in records.rosters_of(before, kind):
            alone = (roster.program,)
            for participant in roster.completed:
                earlier = trainings.setdefault(participant, alone)
                if earlier is not alone:
                    trainings[participant] = (*earlier, roster.program)
    for participant in frozenset[str]().union(*passed.values()):
        programs = trainings[participant]
        if id(programs) not in told:
            told[id(programs)] = _told(programs)
        yield _candidate(
            records,
            participant,
            joining,
            Eligibility.ELIGIBLE,
            tuple([kind for kind in passed if participant in passed[kind]]),
            **told[id(programs)],
        )


def _told(programs: Iterable[Program]) -> dict[str, Any]:
    """Return what a candidate tells of its trainings: their ids, and what they were in."""
    ordered = sorted(programs, key=lambda program: program.id)
    stated = (program.commodity for program in ordered)
    return {
        "programs": tuple(program.id for program in ordered),
        "commodities": tuple(dict.fromkeys(one for one in stated if one is not None)),
    }


def _open(
    records: Records,
    policy: Policy,
    year: int,
    passed: People,
    joining: People,
    as_of: dt.date | None,
) -> Iterator[Candidate]:
    """Yield those whose step is in doubt, one row for each cause."""
    for participant in sorted(_doubtful(records, policy, year, passed, as_of)):
        causes: dict[str, tuple[Phrase, list[ProgramKind]]] = {}
        for kind in passed:
            ruling = look_back(records, participant, kind, year, policy, as_of=as_of)
            if ruling.why is not None and ruling.why.cause not in NO_STEP:
                cause = Phrase(ruling.why.cause, ruling.why.values)
                causes.setdefault(cause.key, (cause, []))[1].append(kind)
        for cause, kinds in causes.values():
            outcome = Eligibility.UNDECIDED
            yield _candidate(records, participant, joining, outcome, tuple(kinds), cause=cause)


NO_STEP: Final = frozenset({"history_not_held", "list_not_given", "regency_not_known"})
"""The causes of doubt that speak of no step at all: they make nobody a candidate."""


def _doubtful(
    records: Records, policy: Policy, year: int, passed: People, as_of: dt.date | None
) -> set[str]:
    """Return everybody whose step may be in doubt; the look-back tells whether it is."""
    gaps = gaps_of(records, as_of)
    pool = set[str]()
    for kind in passed:
        prerequisite = policy.prerequisites[kind]
        years, later = years_before(year, prerequisite), later_kinds(policy, prerequisite)
        pool |= gaps.may_have_stepped(years, prerequisite.kinds, later=later)
    return pool.difference(pool.intersection(*passed.values()) if passed else ())


def _dispensed(
    records: Records,
    policies: Iterable[Policy],
    year: int,
    passed: People,
    joining: People,
    as_of: dt.date | None,
) -> Iterator[Candidate]:
    """Yield those that only a dispensation admits, one row for each dispensation."""
    every = tuple(policies)
    named = {
        (one.participant, kind)
        for one in records.dispensations
        for kind in passed
        if one.year == year and one.rule == RULE_OF[kind] and one.participant is not None
    }
    for participant, kind in sorted(named):
        if participant not in records.by_id("participants"):
            continue
        verdict = eligibility(records, participant, kind, year=year, policies=every, as_of=as_of)
        if verdict.waived_by is not None:
            outcome, by = Eligibility.ELIGIBLE, verdict.waived_by.id
            yield _candidate(records, participant, joining, outcome, (kind,), dispensation=by)
