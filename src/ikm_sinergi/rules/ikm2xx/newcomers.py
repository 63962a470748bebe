"""Who follows whom: IKM201 and IKM202 judge by the one definition in `pathway`."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from attrs import evolve

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import Outcome, ProgramKind
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation
from ikm_sinergi.pathway import PathwayEvidence, look_back, needed, years_before
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    WITHDRAWN,
    Found,
    contested,
    counted,
    duplicate,
    is_live,
    may_have_left,
    rejected_rosters,
    unless_cancelled,
    weighed,
)


def newcomers(records: Records, context: Context, kind: ProgramKind) -> Judgement:
    """Judge every participation of this kind by the one definition in `pathway`."""
    judged = 0
    for year, policy in context.policies.items():
        prerequisite = policy.prerequisite(kind)
        if prerequisite is None:
            continue
        before = frozenset[str]().union(
            *(
                records.completed(earlier, *prerequisite.kinds)
                for earlier in years_before(year, prerequisite)
            )
        )
        for roster in context.rosters_of(records, year, kind):
            judged += len(roster.rows)
            if roster.participants <= before:
                continue
            for row in roster.rows:
                if row.participant not in before:
                    found = _newcomer(records, context, row, roster.program)
                    if found is not None:
                        yield found
        judged += yield from counted(_contested(records, context, kind, year))
        judged += yield from counted(_rejected(records, context, kind, year, before))
    return judged


def _newcomer(records: Records, context: Context, row: Participation, program: Program) -> Found:
    year, policy = program.year, context.policies[program.year]
    prerequisite = policy.prerequisites[program.kind]
    years = years_before(year, prerequisite)
    ruling = look_back(
        records,
        row.participant,
        program.kind,
        year,
        policy,
        as_of=context.as_of,
        name_of=context.name_of,
    )
    if ruling.outcome is Outcome.PASSED:
        return None
    why = ruling.why or may_have_left(records, row)
    ruling = evolve(ruling, outcome=Outcome.UNDECIDED) if why else ruling
    evidence = PathwayEvidence(row.participant, ruling, prerequisite, years)
    if why is not None:
        return Doubt(why, row, year, evidence)
    values = {**key_of(row), "year": year, **needed(prerequisite, years)}
    return unless_cancelled(records, program, Violation(row, year, values, evidence))


def _contested(records: Records, context: Context, kind: ProgramKind, year: int) -> Iterator[Found]:
    """Judge those who take part in programs of contested ids, by each of the contents."""
    for versions in contested(records, context, year):
        live = [one for one in versions if is_live(one, year) and one.kind is kind]
        for row in records.rosters.get(versions[0].id, ()) if live else ():
            if row.status is not WITHDRAWN:
                found = [
                    _newcomer(records, context, row, one) if one in live else None
                    for one in versions
                ]
                yield weighed(found, duplicate("programs"), row, year)


def _rejected(
    records: Records, context: Context, kind: ProgramKind, year: int, before: AbstractSet[str]
) -> Iterator[Found]:
    """Judge those who take part in programs of which only a rejected row stands on record."""
    for why, rows in rejected_rosters(records, context, year, kind):
        for row in rows:
            yield None if row.participant in before else Doubt(why, row, year)
