"""IKM208 no-result."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import NEXT_STEPS
from ikm_sinergi.rules.subjects import ikm, not_given, rejected
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
    judged = 0
    measured = {(result.participant, result.year) for result in records.results}
    lost = records.rejected("results", "participant")
    for year in context.policies:
        joined = records.taking_part(year, *NEXT_STEPS)
        judged += len(joined)
        for participant in joined:
            if (participant, year) in measured or (participant, year + 1) in measured:
                continue
            if participant not in lost and "results" in records.given:
                found = {"participant": participant, "year": year, "next": year + 1}
                yield Violation(ikm(records, participant), year, found)
                continue
            why = rejected("results") if participant in lost else not_given(records, "results")
            yield Doubt(why, Subject("participants", {"id": participant}), year)
    return judged
