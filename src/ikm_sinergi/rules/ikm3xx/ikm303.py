"""IKM303 own-partner."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.rules.subjects import contested, duplicate, states, unless_cancelled, unreadable
from ikm_sinergi.words.language import Text


@rule(
    "IKM303",
    Severity.WARNING,
    unit="program",
    sources=("form",),
    since="0.1.0",
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
    """A program names its lead among its partners.

    **What it finds.** One agency as lead and as partner of one program, under its present id or
    an earlier one. A branch is a partner of its own, and so are two agencies that became one
    later.

    **Why it matters.** A lead that is its own partner hides that nobody joined it.

    **How to fix it.** Take the lead off the partners, or correct the lead.
    """
    judged = 0
    for year in context.policies:
        for program in records.programs_of(year):
            if not (states(records, program, "lead") and states(records, program, "partners")):
                continue
            judged += 1
            if program.lead is None or program.partners is None:
                yield Doubt(*unreadable("partners" if program.lead else "lead"), program, year)
                continue
            lead, known = program.lead, context.agencies
            if any(_same(known, lead, partner) for partner in program.partners):
                agency = known.get(lead)
                name = lead if agency is None else agency.short_name
                values = {"program": program.id, "agency": name}
                violation = Violation(program, year, values, field="partners")
                yield unless_cancelled(records, program, violation)
        for versions in contested(records, year):
            if any(one.lead and one.partners for one in versions):
                judged += 1
                yield Doubt(*duplicate("programs"), versions[0], year)
    return judged


def _same(known: Agencies, lead: str, partner: str) -> bool:
    """Whether two ids are one agency; two earlier ids of it may have been two agencies."""
    agency = known.get(lead)
    return lead == partner or (
        agency is not None and agency is known.get(partner) and agency.id in {lead, partner}
    )
