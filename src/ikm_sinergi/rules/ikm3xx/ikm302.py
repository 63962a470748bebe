"""IKM302 without-partner."""

from ikm_sinergi.domain.entities import Agency, Program
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
from ikm_sinergi.rules.ikm3xx.guides import guide
from ikm_sinergi.rules.subjects import (
    Found,
    counted,
    not_known,
    over_programs,
    short_name,
    whose,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM302",
    Severity.WARNING,
    unit="program",
    sources=("S1", "S2"),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{program} is led by {agency} without {missing}",
        "{program} dilaksanakan oleh {agency} tanpa mitra {missing}",
    ),
    remedy=Text(
        "Join the program with the partner that is missing, or add it to the record.",
        "Libatkan mitra yang belum ada atau tambahkan mitra itu pada data program.",
    ),
)
def without_partner(records: Records, context: Context) -> Judgement:
    known = context.agencies

    def concerns(program: Program) -> bool:
        required = context.policies[program.year].partners
        return bool(required) and guide(records, context, program) is not None

    def alone(program: Program) -> Found:
        agency, year = guide(records, context, program), program.year
        joined = {program.lead, *(program.partners or ())}
        if joined.issuperset(context.policies[year].partners):
            return None
        if not isinstance(agency, Agency):
            return None if agency is None else Doubt(agency, program, year)
        joined.add(agency.id)
        unsure: list[tuple[str, Why]] = []
        for key in program.partners or ():
            partner = whose(records, known, key)
            if isinstance(partner, Agency):
                joined.add(partner.id)
            else:
                unsure.append((key, partner))
        missing = tuple(
            short_name(known, key)
            for key in context.policies[year].partners
            if joined.isdisjoint((key, known.parent_of(key)))
        )
        if not missing:
            return None
        if program.partners is None:
            return Doubt(not_known(records, program, "partners"), program, year)
        for key, why in unsure:
            evidence = Evidence(program, said("partner_in_doubt", agency=key))
            return Doubt(why, program, year, [evidence])
        values = {"program": program.id, "agency": agency.short_name, "missing": missing}
        return Violation(Subject(program, field="partners"), year, values)

    return counted(over_programs(records, context, concerns, alone))
