"""IKM504 second-grant."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from ikm_sinergi.domain.entities import Grant
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import duplicate, ikm, judged_year, rejected, unread
from ikm_sinergi.words.language import Text


@rule(
    "IKM504",
    Severity.NOTE,
    unit="participant and year",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    off=True,
    message=Text(
        "{participant} received equipment more than once in {year} ({grants})",
        "{participant} menerima bantuan alat lebih dari satu kali pada tahun {year} ({grants})",
    ),
    remedy=Text(
        "Check whether the second grant is meant; many offices refuse one.",
        "Pastikan bahwa bantuan alat yang kedua memang dimaksudkan; banyak instansi menolaknya.",
    ),
)
def second_grant(records: Records, context: Context) -> Judgement:
    received, unsure = _received(records, context)
    for (recipient, year), grants in received.items():
        days: dict[str, set[object]] = {}
        for grant in grants:
            days.setdefault(grant.program, set()).add(grant.handed_over)
        if sum(max(1, len(one - {None})) for one in days.values()) > 1:
            ids = tuple(sorted(grant.id for grant in grants))
            values = {"participant": recipient, "year": year, "grants": ids}
            yield Violation(ikm(records, recipient), year, values)
            continue
        why = unsure.get((recipient, year))
        if why is None and recipient in gaps_of(records).rejected("grants", "recipient"):
            why = rejected("grants")
        if why is not None:
            yield Doubt(why, Subject("participants", {"id": recipient}), year)
    return len(received)


def _received(
    records: Records, context: Context
) -> tuple[Mapping[tuple[str, int], list[Grant]], Mapping[tuple[str, int], Why]]:
    """Return the grants of each recipient and year, and where there may be another."""
    received: defaultdict[tuple[str, int], list[Grant]] = defaultdict(list)
    unsure: dict[tuple[str, int], Why] = {}
    single: Mapping[str, Grant] = records.by_id("grants")
    several: Mapping[str, Sequence[Grant]] = records.ambiguous("grants")
    for grant in (*single.values(), *chain.from_iterable(several.values())):
        year = judged_year(records, context, grant.program)
        if grant.recipient is None or year is None or grant.recipient in context.strangers:
            continue
        grants = received[grant.recipient, year]
        why = _unsure(records, grant)
        if why is None:
            grants.append(grant)
        else:
            unsure.setdefault((grant.recipient, year), why)
    return received, unsure


def _unsure(records: Records, grant: Grant) -> Why | None:
    """Return why a grant may be none of its recipient and year."""
    if grant.id in records.ambiguous("grants"):
        return duplicate("grants")
    gap = gaps_of(records).named("programs", grant.program)
    if gap is not None:
        return why_of(gap)
    program = records.program(grant.program)
    return None if program is None else unread(records, program, "status")
