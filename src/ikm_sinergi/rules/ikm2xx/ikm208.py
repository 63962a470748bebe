"""IKM208 no-result."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import NEXT_STEPS
from ikm_sinergi.rules.subjects import not_given, rejected
from ikm_sinergi.words.language import Text


@rule(
    "IKM208",
    Severity.NOTE,
    unit="participant and year",
    sources=("S12", "S14"),
    since="0.1.0",
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
    """An IKM is mentored or apprenticed, and no result of it is on record.

    **What it finds.** A participant in a mentoring or apprenticeship of the year without a single
    result for that year or the next. Any measure will do. The rule is off until it is selected:
    results are recorded long after the plan.

    **Why it matters.** The work is continuous so that its results can be seen (S14), and what
    matters most is that the programs are of use (S12).

    **How to fix it.** Ask the IKM for one figure a year and record it.
    """
    judged = 0
    measured = {(result.participant, result.year) for result in records.results}
    lost = records.rejected("results", "participant")
    for year in context.policies:
        joined = records.taking_part(year, *NEXT_STEPS)
        judged += len(joined)
        for participant in joined:
            about = {"id": participant}
            if (participant, year) in measured or (participant, year + 1) in measured:
                continue
            if participant in lost:
                yield Doubt(*rejected("results"), year=year, table="participants", about=about)
            elif "results" not in records.given:
                why = not_given(records, "results")
                yield Doubt(*why, year=year, table="participants", about=about)
            else:
                found = {"participant": participant, "year": year, "next": year + 1}
                known = records.participant(participant)
                yield Violation(known, year, found, table="participants", about=about)
    return judged
