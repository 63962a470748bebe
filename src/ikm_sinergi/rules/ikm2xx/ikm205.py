"""IKM205 left-behind."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Judgement,
    Subject,
    Violation,
    evidence_of,
    rule,
    why_of,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy
from ikm_sinergi.rules.subjects import ikm
from ikm_sinergi.words.language import Text


@rule(
    "IKM205",
    Severity.NOTE,
    unit="participant and year",
    sources=("S14",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{participant} completed {kinds} in {before}, but is neither mentored nor apprenticed in"
        " {year}",
        "{participant} menyelesaikan {kinds} pada tahun {before}, tetapi tidak mengikuti"
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
        trained = records.completed(before, *qualifying) if qualifying else frozenset[str]()
        gaps = gaps_of(records, context.as_of)
        held, sure = gaps.listed(year, NEXT_STEPS), gaps.surely_listed(year, NEXT_STEPS)
        if not qualifying or not held:
            continue
        everybody = trained
        trained -= _not_from(records, held, trained, records.rosters_of(before, *qualifying))
        joining = records.taking_part(year, *NEXT_STEPS)
        unsure = dict[str, Gap]()
        if gaps.reading("programs", "participations", "participants") is None:
            trained_on, trained = trained & joining, trained - joining
        else:
            trained_on = frozenset[str]()
            everybody |= gaps.steps((before,), qualifying).done  # in each content of an id
            trained |= {one for one in everybody if records.regency_of.get(one) in held}
            unsure |= gaps.own_doubts((before,), qualifying)
            unsure |= _maybe_from(records, held, everybody)
        trained |= {one for one in unsure if _may_be_from(records, one, held)}
        trained -= context.strangers
        judged += len(trained_on - context.strangers) + len(trained)
        if not trained:
            continue
        joined = gaps.steps((year,), NEXT_STEPS, completed=False, withdrawn=True).done
        for participant in trained - joined:
            gap = unsure.get(participant) or gaps.step(
                participant,
                (year,),
                NEXT_STEPS,
                completed=False,
                withdrawn=True,
                held=(NEXT_STEPS,),
            )
            if gap is None and gaps.homes(participant).isdisjoint(sure):
                gap = Gap("other_id", {"table": "participants"})
            if gap is None:
                kinds = tuple(
                    one for one in qualifying if participant in gaps.steps((before,), (one,)).done
                )
                values = {
                    "participant": participant,
                    "kinds": kinds or qualifying,
                    "year": year,
                    "before": before,
                }
                yield Violation(ikm(records, participant), year, values)
            else:
                told = {"year": year, "before": year, "kinds": NEXT_STEPS}
                subject = Subject("participants", {"id": participant})
                yield Doubt(why_of(gap, context.name_of, **told), subject, year, evidence_of(gap))
    return judged


def _maybe_from(
    records: Records, held: AbstractSet[str], trained: AbstractSet[str]
) -> Mapping[str, Gap]:
    """Return who of the trained is from such a regency by one of its contents, but not by all."""
    gap = Gap("duplicate_id", {"table": "participants"})
    contested = records.ambiguous("participants").keys() & trained
    found = {one: gap for one in contested if not gaps_of(records).homes(one) <= held}
    for one in records.with_unreadable("participants", "regency"):
        if isinstance(one, Participant) and one.id in trained:
            found.setdefault(one.id, Gap("unreadable_field", {"field": "regency"}, one))
    return found


def _may_be_from(records: Records, participant: str, held: AbstractSet[str]) -> bool:
    known = records.participant(participant)
    unread = known is not None and records.unreadable(known, "regency")
    return unread or not held.isdisjoint(gaps_of(records).homes(participant))


def _not_from(
    records: Records, held: AbstractSet[str], trained: frozenset[str], rosters: Iterable[Roster]
) -> AbstractSet[str]:
    """Return those of the trained that are not known to be from a regency whose lists are held."""
    # Most are from the regency that their training served: few have to be looked up.
    guests = frozenset[str]().union(
        *(
            records.not_from(held & {*(roster.program.regencies or ())}, roster)
            for roster in rosters
        )
    )
    return {one for one in guests & trained if records.regency_of.get(one) not in held}


def _qualifying(policy: Policy) -> tuple[ProgramKind, ...]:
    """Return the kinds that any next step asks for."""
    found = [policy.prerequisite(kind) for kind in NEXT_STEPS]
    return tuple(dict.fromkeys(kind for one in found if one is not None for kind in one.kinds))
