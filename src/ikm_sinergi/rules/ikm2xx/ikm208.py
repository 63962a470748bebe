"""IKM208 no-result."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.policy import NEXT_STEPS
from ikm_sinergi.rules.subjects import ikm
from ikm_sinergi.words.language import Text


@rule(
    "IKM208",
    Severity.NOTE,
    unit="participant and year",
    sources=("S12", "S14"),
    since="0.1.0",
    by_policy=True,
    off=True,
    message=Text(
        "{participant} takes part in mentoring or apprenticeship in {year}, but no result is"
        " recorded for {year} or {next}",
        "{participant} mengikuti pendampingan atau magang pada tahun {year},"
        " tetapi tidak ada hasil yang tercatat untuk tahun {year} atau {next}",
    ),
    remedy=Text(
        "Record a result: production or sales value, workers, products or certificates.",
        "Catat hasilnya: nilai produksi atau penjualan, tenaga kerja, jenis"
        " produk, atau sertifikat.",
    ),
)
def no_result(records: Records, context: Context) -> Judgement:
    judged = 0
    measured = {(result.participant, result.year) for result in records.results}
    gaps = gaps_of(records, context.as_of)
    for year in context.policies:
        years = (year, year + 1)
        steps = gaps.steps((year,), NEXT_STEPS, completed=False)
        joined = records.taking_part(year, *NEXT_STEPS) | steps.done
        own = gaps.own_doubts((year,), NEXT_STEPS, completed=False)
        joined |= own.keys()
        for participant in joined - context.strangers:
            judged += 1
            if any((participant, one) in measured for one in years):
                continue
            gap = None if participant in steps.done else steps.maybe.get(participant)
            gap = own.get(participant) or gap or gaps.result(participant, years, measured)
            if gap is None:
                found = {"participant": participant, "year": year, "next": year + 1}
                yield Violation(ikm(records, participant), year, found)
            else:
                why = why_of(gap, year=year)
                yield Doubt(why, Subject("participants", {"id": participant}), year)
    return judged
