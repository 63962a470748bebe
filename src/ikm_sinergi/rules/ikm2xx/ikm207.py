"""IKM207 trained-again."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from types import EllipsisType
from typing import Final

from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Judgement,
    Subject,
    Violation,
    Why,
    evidence_of,
    rule,
    why_of,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy
from ikm_sinergi.rules.ikm2xx.commodities import Training, may_be_one, term_of, trainings
from ikm_sinergi.rules.subjects import Found, ikm
from ikm_sinergi.words.language import Text

TRAINING: Final = ProgramKind.TRAINING


@rule(
    "IKM207",
    Severity.NOTE,
    unit="participant and year",
    sources=("S14",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{participant} completed training in {commodity} in {before} and again in {year}, without"
        " mentoring or apprenticeship",
        "{participant} menyelesaikan pelatihan {commodity} pada tahun {before}"
        " dan sekali lagi pada tahun {year} tanpa pendampingan atau magang",
    ),
    remedy=Text(
        "Mentor or apprentice it next instead of training it once more.",
        "Ikutsertakan IKM tersebut dalam pendampingan atau magang, alih-alih dilatih sekali lagi.",
    ),
)
def trained_again(records: Records, context: Context) -> Judgement:
    judged = 0
    gaps = gaps_of(records, context.as_of)
    for year, policy in context.policies.items():
        again = records.completed(year - 1, TRAINING) & records.completed(year, TRAINING)
        again = (again | gaps.touched) - context.strangers
        if not again:
            continue
        joined = gaps.steps((year,), NEXT_STEPS, completed=False).done
        earlier = _commodities(records, policy, year - 1)
        now = _commodities(records, policy, year)
        for participant in again:
            if participant not in gaps.touched:
                first, second = earlier.get(participant), now.get(participant)
                if not first or not second:
                    continue
                if participant in joined or not _may_meet(first, second):
                    judged += 1
                    continue
            found = _found(records, context, policy, participant, year, joined)
            if found is not ...:
                judged += 1
                yield from () if found is None else (found,)
    return judged


def _commodities(records: Records, policy: Policy, year: int) -> Mapping[str, set[str]]:
    """Return the commodities in which each participant completed a training in a year."""
    found: dict[str, set[str]] = {}
    for roster in records.rosters_of(year, TRAINING):
        if roster.program.commodity is not None and records.is_settled(roster.program):
            term = term_of(policy, roster.program.commodity)
            for participant in roster.completed:
                found.setdefault(participant, set()).add(term)
    return found


def _may_meet(first: Iterable[str | None], second: Iterable[str | None]) -> bool:
    """Whether some commodity may be among both."""
    return any(may_be_one(one, other) for one, other in product(first, second))


def _found(
    records: Records,
    context: Context,
    policy: Policy,
    participant: str,
    year: int,
    joined: AbstractSet[str],
) -> Found | EllipsisType:
    """Judge one by its own trainings, if there are some in both years that state a commodity."""
    gaps = gaps_of(records, context.as_of)
    first, second = (
        [one for one in trainings(gaps, policy, participant, (on,), (TRAINING,)) if one.is_told]
        for on in (year - 1, year)
    )
    if not first or not second:
        return ...
    both = [pair for pair in product(first, second) if _may_meet(*(one.terms for one in pair))]
    if participant in joined or not both:
        return None
    subject = Subject("participants", {"id": participant})
    same = {one.term for one, other in both if one.term is not None and one.term == other.term}
    if not same:
        return Doubt(_why_unsure(both[0]), subject, year)
    gap = gaps.step(participant, (year,), NEXT_STEPS, completed=False)
    if gap is not None:
        told = {"year": year, "before": year, "kinds": NEXT_STEPS}
        return Doubt(why_of(gap, context.name_of, **told), subject, year, evidence_of(gap))
    values = {
        "participant": participant,
        "commodity": tuple(term.removeprefix("?") for term in sorted(same)),
        "before": year - 1,
        "year": year,
    }
    return Violation(ikm(records, participant), year, values)


def _why_unsure(both: Sequence[Training]) -> Why:
    """Return why it is not known that two trainings were completed, and in one commodity."""
    for one in both:
        if one.term is None:
            return why_of(one.gap or one.unread)
    terms = ", ".join(sorted(str(one.term).removeprefix("?") for one in both))
    return Why("unknown_commodity", {"commodity": terms})
