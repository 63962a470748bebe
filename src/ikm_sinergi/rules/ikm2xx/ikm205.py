"""IKM205 left-behind."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy
from ikm_sinergi.rules.subjects import ikm, not_followed
from ikm_sinergi.words.language import Text


@rule(
    "IKM205",
    Severity.NOTE,
    unit="participant and year",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} was trained in {before}, but is neither mentored nor apprenticed in {year}",
        "{participant} dilatih pada tahun {before}, tetapi tidak mengikuti"
        " pendampingan ataupun magang pada tahun {year}",
    ),
    remedy=Text(
        "Invite it to a mentoring or apprenticeship of {year}, or note why not.",
        "Undang IKM tersebut untuk mengikuti pendampingan atau magang tahun"
        " {year}, atau catat alasannya.",
    ),
)
def left_behind(records: Records, context: Context) -> Judgement:
    judged = 0
    for year, policy in context.policies.items():
        before = year - 1
        qualifying = _qualifying(policy)
        trained = records.completed(before, *qualifying)
        held = records.regencies_with(year, *NEXT_STEPS)
        if not trained or not held:
            continue
        trained -= _not_from(records, held, trained, records.rosters_of(before, *qualifying))
        judged += len(trained)
        missing = set(trained - records.taking_part(year, *NEXT_STEPS))
        for roster in records.rosters_of(year, *NEXT_STEPS):
            missing.difference_update([row.participant for row in roster.withdrawn])
        for participant in missing:
            why = not_followed(records, participant, year)
            values = {"participant": participant, "year": year, "before": before}
            if why is None:
                yield Violation(ikm(records, participant), year, values)
            else:
                yield Doubt(why, Subject("participants", {"id": participant}), year)
    return judged


def _not_from(
    records: Records, held: frozenset[str], trained: frozenset[str], rosters: Iterable[Roster]
) -> AbstractSet[str]:
    """Return those of the trained that are not known to be from a regency whose lists are held."""
    # Most are from the regency that their training served: few have to be looked up.
    guests = frozenset[str]().union(
        *(
            records.not_from(held.intersection(roster.program.regencies or ()), roster)
            for roster in rosters
        )
    )
    return {one for one in guests & trained if records.regency_of.get(one) not in held}


def _qualifying(policy: Policy) -> tuple[ProgramKind, ...]:
    """Return the kinds that any next step asks for."""
    found = [policy.prerequisite(kind) for kind in NEXT_STEPS]
    return tuple(dict.fromkeys(kind for one in found if one is not None for kind in one.kinds))
