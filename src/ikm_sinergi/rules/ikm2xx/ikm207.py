"""IKM207 trained-again."""

from collections.abc import Mapping
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
from ikm_sinergi.rules.ikm2xx.commodities import term_of
from ikm_sinergi.rules.subjects import ikm
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
    for year, policy in context.policies.items():
        before = year - 1
        again = records.completed(before, TRAINING) & records.completed(year, TRAINING)
        again -= context.strangers
        if not again:
            continue
        gaps = gaps_of(records, context.as_of)
        joined = gaps.steps((year,), NEXT_STEPS, completed=False).done
        earlier = _commodities(records, policy, before)
        now = _commodities(records, policy, year)
        for participant in again:
            first, second = earlier.get(participant), now.get(participant)
            if not first or not second:
                continue
            judged += 1
            if participant in joined:
                continue
            subject = Subject("participants", {"id": participant})
            same = sorted(first & second)
            gap = gaps.step(participant, (year,), NEXT_STEPS, completed=False) if same else None
            if gap is not None:
                told = {"year": year, "before": year, "kinds": NEXT_STEPS}
                yield Doubt(why_of(gap, context.name_of, **told), subject, year, evidence_of(gap))
            elif same:
                values = {
                    "participant": participant,
                    "commodity": tuple(term.removeprefix("?") for term in same),
                    "before": before,
                    "year": year,
                }
                yield Violation(ikm(records, participant), year, values)
            elif any(term.startswith("?") for term in first | second):
                terms = ", ".join(sorted(first | second)).replace("?", "")
                yield Doubt(Why("unknown_commodity", {"commodity": terms}), subject, year)
    return judged


def _commodities(records: Records, policy: Policy, year: int) -> Mapping[str, set[str]]:
    """Return the commodities in which each participant completed a training in a year."""
    found: dict[str, set[str]] = {}
    for roster in records.rosters_of(year, TRAINING):
        if roster.program.commodity is not None:
            term = term_of(policy, roster.program.commodity)
            for participant in roster.completed:
                found.setdefault(participant, set()).add(term)
    return found
