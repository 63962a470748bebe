"""Who follows whom: IKM201 and IKM202 judge by the one definition in `pathway`."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation
from ikm_sinergi.pathway import look_back, years_before, years_told
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Prerequisite
from ikm_sinergi.rules.subjects import contested, unless_cancelled, unreadable

__all__ = ["newcomers"]


def newcomers(records: Records, context: Context, kind: ProgramKind) -> Judgement:
    """Judge every participation of this kind by the one definition in `pathway`."""
    judged = 0
    for year, policy in context.policies.items():
        prerequisite = policy.prerequisite(kind)
        if prerequisite is None:
            continue
        years = years_before(year, prerequisite)
        before = frozenset[str]().union(
            *(records.completed(earlier, *prerequisite.kinds) for earlier in years)
        )
        for roster in records.rosters_of(year, kind):
            judged += len(roster.rows)
            if roster.participants <= before:
                continue
            for row in roster.rows:
                if row.participant not in before:
                    yield _newcomer(records, context, row, roster.program, prerequisite)
        for row in _unsettled(records, kind, year):
            judged += 1
            yield Doubt("duplicate_id", {"table": "programs"}, row, year)
    return judged


def _newcomer(
    records: Records,
    context: Context,
    row: Participation,
    program: Program,
    prerequisite: Prerequisite,
) -> Violation | Doubt:
    """Return what the look-back finds about a participant without the completed step."""
    year = program.year
    policy = context.policies[year]
    ruling = look_back(records, row.participant, program.kind, year, policy, context.name_of)
    years = years_before(year, prerequisite)
    told = tuple(Evidence(step.record, step.describe(prerequisite, years)) for step in ruling.steps)
    evidence = told + ruling.evidence
    if ruling.cause is not None:
        return Doubt(ruling.cause, ruling.values, row, year, evidence)
    if records.unreadable(row, "status"):
        return Doubt(*unreadable("status"), row, year, evidence)
    values = {
        "participant": row.participant,
        "program": row.program,
        "year": year,
        "before": years_told(years),
        "kinds": prerequisite.kinds,
    }
    return unless_cancelled(records, program, Violation(row, year, values, evidence))


def _unsettled(records: Records, kind: ProgramKind, year: int) -> Iterator[Participation]:
    """Yield the participations in programs whose id bears two contents, one of them this."""
    for versions in contested(records, year):
        if any(version.kind is kind for version in versions):
            for row in records.rosters.get(versions[0].id, ()):
                if row.status is not ParticipationStatus.WITHDRAWN:
                    yield row
