"""IKM401 untouched-regency."""

from collections.abc import Mapping, Sequence

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Evidence,
    Judgement,
    Subject,
    Violation,
    Why,
    rule,
    said,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.subjects import contested, duplicate, not_known, rejected, unread
from ikm_sinergi.words.language import Text


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
            subject, doubt = Subject("regencies", {"regency": code}), unsure.get(code)
            doubt = doubt or unsure.get(None)
            if doubt is None:
                yield Violation(subject, year, {"place": context.name_of(code), "year": year})
            else:
                yield Doubt(doubt[0], subject, year, doubt[1])
    return judged


Unsure = Mapping[str | None, tuple[Why, Sequence[Evidence]]]
"""Which regencies may be served, and why that is not known; the key None stands for all."""


def _touched(records: Records, policy: Policy, year: int) -> tuple[frozenset[str], Unsure]:
    """Return the regencies that coaching of a year serves, and those it may serve."""
    touched: set[str] = set()
    unsure: dict[str | None, tuple[Why, Sequence[Evidence]]] = {
        code: (rejected("programs"), ()) for code in records.rejected("programs", "regencies")
    }

    def doubt(program: Program, why: Why) -> None:
        told = why, [Evidence(program, said("may_serve"))]
        for code in (None,) if program.regencies is None else program.regencies:
            unsure.setdefault(code, told)

    for versions in contested(records, year):
        for version in versions:
            if version.kind in policy.touch:
                doubt(version, duplicate("programs"))
    coaching = records.programs_of(year, *policy.touch)
    for program in sorted(coaching, key=lambda program: program.id):
        why = unread(records, program, "status")
        if why is None and program.regencies is None:
            why = not_known(records, program, "regencies")
        if why is not None:
            doubt(program, why)
        else:
            touched.update(program.regencies or ())
    return frozenset(touched), unsure
