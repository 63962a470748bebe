"""IKM301 outside-mandate."""

from collections.abc import Sequence

from ikm_sinergi.domain.entities import Agency, Program
from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.gap import covers
from ikm_sinergi.rules.ikm3xx.guides import guide
from ikm_sinergi.rules.subjects import Found, counted, over_programs, unreadable
from ikm_sinergi.words.language import Text


@rule(
    "IKM301",
    Severity.ERROR,
    unit="program",
    sources=("S8",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{program} ({kind}) is led by {agency}, whose mandate holds only {leads}",
        "{program} ({kind}) dilaksanakan oleh {agency}, padahal tugasnya hanya {leads}",
    ),
    remedy=Text(
        "Let the agency lead it that has the mandate, or correct the lead or the kind.",
        "Serahkan program itu kepada instansi yang bertugas melaksanakannya, atau perbaiki"
        " pelaksana atau jenis kegiatannya.",
    ),
)
def outside_mandate(records: Records, context: Context) -> Judgement:
    agencies = context.agencies

    def mandates(program: Program) -> Sequence[Agency]:
        """Return the agency that leads as it counts, and as it is named."""
        agency = guide(records, context, program)
        if not isinstance(agency, Agency):
            return ()
        return agency, agencies.get(str(program.lead)) or agency

    def concerns(program: Program) -> bool:
        several = mandates(program)
        if not several:
            return guide(records, context, program) is not None
        return bool(several[0].leads) or _unread(records, several)

    def outside(program: Program) -> Found:
        kind, year, several = program.kind, program.year, mandates(program)
        why = guide(records, context, program)
        if isinstance(why, Why):
            return Doubt(why, program, year)
        if _unread(records, several):
            return Doubt(unreadable("leads"), program, year)
        held = tuple(dict.fromkeys(kind for agency in several for kind in agency.leads))
        if any(covers(one, kind) for one in held):
            return None
        clinic = kind is ProgramKind.DEVELOPMENT and ProgramKind.COACHING_CLINIC in held
        if clinic or any(covers(kind, one) for one in held):
            return Doubt(Why("kind_not_settled"), program, year)
        name = several[-1].short_name
        values = {"program": program.id, "kind": kind, "agency": name, "leads": held}
        return Violation(Subject(program, field="lead"), year, values)

    return counted(over_programs(records, context, concerns, outside))


def _unread(records: Records, several: Sequence[Agency]) -> bool:
    return any(records.unreadable(agency, "leads") for agency in several)
