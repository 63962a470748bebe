"""IKM401 untouched-regency."""

from ikm_sinergi.domain.terms import Severity
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
from ikm_sinergi.words.language import Text


@rule(
    "IKM401",
    Severity.WARNING,
    unit="regency and year",
    sources=("S3",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "no coaching program of {year} serves {place}",
        "tidak ada program pembinaan tahun {year} yang melayani {place}",
    ),
    remedy=Text(
        "Plan coaching for {place}, add the program if it is missing, or check one scope only.",
        "Rencanakan pembinaan untuk {place}; jika sudah direncanakan, lengkapi"
        " data programnya; atau batasi cakupan pemeriksaan.",
    ),
)
def untouched_regency(records: Records, context: Context) -> Judgement:
    judged = 0
    for year, policy in context.policies.items():
        if not context.is_planned(records, year) or not policy.touch:
            continue
        reach = gaps_of(records, context.as_of).reach((year,), policy.touch)
        codes = context.regencies_of(policy)
        judged += len(codes)
        for code in codes:
            if code in reach.sure:
                continue
            subject, gap = Subject("regencies", {"regency": code}), reach.why(code)
            if gap is None:
                yield Violation(subject, year, {"place": context.name_of(code), "year": year})
            else:
                yield Doubt(why_of(gap), subject, year, evidence_of(gap))
    return judged
