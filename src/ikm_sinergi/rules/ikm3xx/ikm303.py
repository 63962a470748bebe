"""IKM303 own-partner."""

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.rules.subjects import Found, counted, over_programs, short_name, states, unreadable
from ikm_sinergi.words.language import Text


@rule(
    "IKM303",
    Severity.WARNING,
    unit="program",
    sources=("form",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{program} names its lead {agency} among its partners",
        "{program} menyebutkan pelaksananya, {agency}, sebagai mitra",
    ),
    remedy=Text(
        "Take the lead off the list of partners, or correct the lead.",
        "Hapus pelaksana dari daftar mitra atau perbaiki pelaksananya.",
    ),
)
def own_partner(records: Records, context: Context) -> Judgement:
    known = context.agencies

    def both(program: Program) -> bool:
        return states(records, program, "lead", "partners")

    def own(program: Program) -> Found:
        lead, year = program.lead, program.year
        if lead is None or program.partners is None:
            return Doubt(unreadable("partners" if lead else "lead"), program, year)
        if not any(_same(known, lead, partner) for partner in program.partners):
            return None
        values = {"program": program.id, "agency": short_name(known, lead)}
        return Violation(Subject(program, field="partners"), year, values)

    return counted(over_programs(records, context, both, own))


def _same(known: Agencies, lead: str, partner: str) -> bool:
    """Whether two ids are one agency; two earlier ids of it may have been two agencies."""
    agency = known.get(lead)
    return lead == partner or (
        agency is not None and agency is known.get(partner) and agency.id in {lead, partner}
    )
