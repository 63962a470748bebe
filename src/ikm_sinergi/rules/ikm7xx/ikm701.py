"""IKM701 expired-dispensation."""

from typing import TYPE_CHECKING

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.ikm7xx.dispensed import approved, is_approved
from ikm_sinergi.rules.subjects import duplicate
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ikm_sinergi.domain.entities import Dispensation


@rule(
    "IKM701",
    Severity.WARNING,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    last=True,
    message=Text(
        "{dispensation} would cover a finding of {rule}, but holds from {decided_on} to {expires}"
        " and on no day from {first} to {last}",
        "{dispensation} sesuai dengan temuan {rule}, tetapi berlaku dari tanggal {decided_on}"
        " sampai dengan tanggal {expires}, sehingga tidak berlaku pada tanggal {first}"
        " sampai dengan {last}",
    ),
    remedy=Text(
        "Renew it, or settle the finding.",
        "Perpanjang dispensasi itu atau selesaikan temuannya.",
    ),
)
def expired_dispensation(records: Records, context: Context) -> Judgement:
    judged = 0
    # What could not be read may be what it covers.
    anything = gaps_of(records, context.as_of).reading("programs", "participations")
    for one in approved(records, context):
        if (one.rule, one.year) not in context.waiving.ran:
            continue
        judged += 1
        days = context.waiving.lapsed.get(one.id)
        if days is not None and anything is not None:
            yield Doubt(why_of(anything), one, one.year)
        elif days is not None:
            values = {
                "dispensation": one.id,
                "rule": one.rule,
                "decided_on": one.decided_on,
                "expires": one.expires,
                "first": days[0],
                "last": days[1],
            }
            yield Violation(Subject(one, field="expires"), one.year, values)
    several: Sequence[Sequence[Dispensation]] = [*records.ambiguous("dispensations").values()]
    for versions in several:
        ran = [
            one
            for one in versions
            if one.id not in context.outlying
            and (one.rule, one.year) in context.waiving.ran
            and is_approved(one, context)
        ]
        if ran:
            judged += 1
            yield Doubt(duplicate("dispensations"), versions[0], min(one.year for one in ran))
    return judged
