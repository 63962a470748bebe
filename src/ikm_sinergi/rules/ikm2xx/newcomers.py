"""Who follows whom: IKM201 and IKM202 judge by the one definition in `pathway`."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation
from ikm_sinergi.pathway import PathwayEvidence, look_back, needed, years_before
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Prerequisite
from ikm_sinergi.rules.subjects import (
    WITHDRAWN,
    contested,
    counted,
    duplicate,
    unless_cancelled,
    unread,
)

__all__ = ["newcomers"]


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
        for roster in records.rosters_of(year, kind):
            judged += len(roster.rows)
            if roster.participants <= before:
                continue
            for row in roster.rows:
                if row.participant not in before:
                    yield _newcomer(records, context, row, roster.program, prerequisite)
        judged += yield from counted(_disputed(records, kind, year))
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
    years = years_before(year, prerequisite)
    asked = row.participant, program.kind, year, context.policies[year]
    ruling = look_back(records, *asked, context.name_of)
    evidence = PathwayEvidence(row.participant, ruling, prerequisite, years)
    why = ruling.why or unread(records, row, "status")
    if why is not None:
        return Doubt(why, row, year, evidence)
    values = {**key_of(row), "year": year, **needed(prerequisite, years)}
    return unless_cancelled(records, program, Violation(row, year, values, evidence))


def _disputed(records: Records, kind: ProgramKind, year: int) -> Iterator[Doubt]:
    """Yield the participations in programs whose id bears two contents, one of them this."""
    for versions in contested(records, year):
        if any(version.kind is kind for version in versions):
            for row in records.rosters.get(versions[0].id, ()):
                if row.status is not WITHDRAWN:
                    yield Doubt(duplicate("programs"), row, year)
