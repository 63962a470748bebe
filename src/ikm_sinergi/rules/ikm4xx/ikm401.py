"""IKM401 untouched-regency."""

from collections.abc import Mapping

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.subjects import Why, contested, duplicate, not_known, rejected, unreadable
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase


@rule(
    "IKM401",
    Severity.WARNING,
    unit="regency and year",
    sources=("S3",),
    since="0.1.0",
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
    """A regency that no coaching program of the year serves.

    **What it finds.** Each regency of the policy's province, or of the scope that was asked for,
    which no program of the year serves with a kind that counts as a touch: training, mentoring,
    apprenticeship or coaching whose method is not stated. Clinics, markets and cancelled programs
    do not count. While a coaching program of the year does not state its regencies, it is
    undecided.

    **Why it matters.** Every kabupaten/kota is to be touched (S3).

    **How to fix it.** Plan coaching there, or add the program that is missing from the records.
    An office that keeps the records of some regencies only asks for those (`scope`).
    """
    judged = 0
    for year, policy in context.policies.items():
        if "programs" not in records.given or not policy.touch:
            continue
        touched, unsure = _touched(records, policy, year)
        codes = context.regencies_of(policy)
        judged += len(codes)
        for code in codes:
            if code in touched:
                continue
            about, table = {"regency": code}, "regencies"
            doubt = unsure.get(code) or unsure.get(None)
            if doubt is None:
                values = {"place": context.name_of(code), "year": year}
                yield Violation(year=year, values=values, about=about, table=table)
            else:
                why, evidence = doubt
                yield Doubt(*why, year=year, evidence=evidence, about=about, table=table)
    return judged


Unsure = Mapping[str | None, tuple[Why, tuple[Evidence, ...]]]
"""Which regencies may be served, and why that is not known; the key None stands for all."""


def _touched(records: Records, policy: Policy, year: int) -> tuple[frozenset[str], Unsure]:
    """Return the regencies that coaching of a year serves, and those it may serve."""
    touched: set[str] = set()
    unsure: dict[str | None, tuple[Why, tuple[Evidence, ...]]] = {
        code: (rejected("programs"), ()) for code in records.rejected("programs", "regencies")
    }

    def doubt(program: Program, why: Why) -> None:
        evidence = (Evidence(program, Phrase("may_serve")),)
        codes = (None,) if program.regencies is None else program.regencies
        for code in codes:
            unsure.setdefault(code, (why, evidence))

    for versions in contested(records, year):
        for version in versions:
            if version.kind in policy.touch:
                doubt(version, duplicate("programs"))
    coaching = records.programs_of(year, *policy.touch)
    for program in sorted(coaching, key=lambda program: program.id):
        if records.unreadable(program, "status"):
            doubt(program, unreadable("status"))
        elif program.regencies is None:
            doubt(program, not_known(records, program, "regencies"))
        else:
            touched.update(program.regencies)
    return frozenset(touched), unsure
