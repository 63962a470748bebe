"""IKM504 second-grant."""

from collections import defaultdict
from collections.abc import Mapping

from ikm_sinergi.domain.entities import Grant
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import duplicate, ikm, judged_year, rejected, unreadable
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
        if why is None and recipient in records.rejected("grants", "recipient"):
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
    for grant in records.grants:
        year = judged_year(records, context, grant.program)
        if grant.recipient is None or year is None or grant.recipient in context.strangers:
            continue
        program = records.program(grant.program)
        if grant.id in records.ambiguous("grants"):
            unsure[grant.recipient, year] = duplicate("grants")
        elif program is None:
            unsure.setdefault((grant.recipient, year), duplicate("programs"))
        elif records.unreadable(program, "status"):
            unsure.setdefault((grant.recipient, year), unreadable("status"))
        else:
            received[grant.recipient, year].append(grant)
    return received, unsure
