"""IKM701 expired-dispensation."""

import datetime as dt

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule, said
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.approval import Days
from ikm_sinergi.rules.ikm7xx.dispensed import approved, unclear, unsettled
from ikm_sinergi.rules.subjects import duplicate
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase


@rule(
    "IKM701",
    Severity.WARNING,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    last=True,
    message=Text(
        "{dispensation} would cover a finding of {rule}, but holds {held}, not {act}",
        "{dispensation} sesuai dengan temuan {rule}, tetapi berlaku {held}, bukan {act}",
    ),
    remedy=Text(
        "Add its renewal if that was decided by {last}; otherwise settle the finding.",
        "Tambahkan perpanjangannya jika ditetapkan paling lambat tanggal {last};"
        " jika tidak, selesaikan temuannya.",
    ),
)
def expired_dispensation(records: Records, context: Context) -> Judgement:
    judged, waiving = 0, context.waiving
    for one in approved(records, context):
        if (one.rule, one.year) not in waiving.ran:
            continue
        judged += 1
        days = waiving.lapsed.get(one.id)
        if days is not None:
            why = waiving.doubted.get(one.id) or unsettled(records, context, one)
            yield _lapsed(one, days) if why is None else Doubt(why, one, one.year)
    for contents in unclear(records, context):
        ran = [one for one in contents if (one.rule, one.year) in waiving.ran]
        if ran:
            judged += 1
            yield Doubt(duplicate("dispensations"), ran[0], min(one.year for one in ran))
    return judged


def _lapsed(one: Dispensation, days: Days) -> Violation:
    values = {
        "dispensation": one.id,
        "rule": one.rule,
        "decided_on": one.decided_on,
        "expires": one.expires,
        "first": days[0],
        "last": days[1],
        "held": _span(one.decided_on, one.expires),
        "act": _span(*days),
    }
    late = Text.of("too_late") if one.decided_on > days[1] else None
    return Violation(Subject(one, field="expires"), one.year, values, remedy=late)


def _span(first: dt.date, last: dt.date) -> Phrase:
    return said("on_day" if first == last else "on_days", first=first, last=last)
