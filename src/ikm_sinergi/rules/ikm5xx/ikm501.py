"""IKM501 no-equipment."""

from typing import Final

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Family, ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import (
    Found,
    counted,
    over_programs,
    short_name,
    unread,
    whose,
)
from ikm_sinergi.words.language import Text

COMPLETED: Final = ProgramStatus.COMPLETED


@rule(
    "IKM501",
    Severity.ERROR,
    unit="program",
    sources=("S7",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{program} was completed by {agency} without a handover of equipment",
        "{program} telah diselesaikan oleh {agency} tanpa serah terima bantuan alat",
    ),
    remedy=Text(
        "Hand over the equipment, or add the grant if it is missing from the records.",
        "Serahkan bantuan alatnya, atau catat jika sudah diserahkan.",
    ),
)
def no_equipment(records: Records, context: Context) -> Judgement:
    granted = {grant.program for grant in records.by_id("grants").values()}
    for contents in records.ambiguous("grants").values():
        named = {grant.program for grant in contents}
        granted |= named if len(named) == 1 else set()

    def owing(program: Program) -> bool:
        status = program.status is COMPLETED or records.unreadable(program, "status")
        return status and _owes(records, context, program) is not False

    def equipped(program: Program) -> Found:
        if program.id in granted:
            return None
        owes, year = _owes(records, context, program), program.year
        why = owes if isinstance(owes, Why) else unread(records, program, "status")
        if why is None:
            gap = gaps_of(records, context.as_of).further("grants", program, coming=False)
            why = None if gap is None else why_of(gap)
        if why is not None:
            return Doubt(why, program, year)
        name = short_name(context.agencies, str(program.lead))
        return Violation(program, year, {"program": program.id, "agency": name})

    return counted(over_programs(records, context, owing, equipped))


def _owes(records: Records, context: Context, program: Program) -> bool | Why:
    """Return whether coaching owes equipment by its lead, or why that is not known."""
    owed_by, known = context.policies[program.year].equipment_owed_by, context.agencies
    if program.kind.family is not Family.COACHING:
        return False
    if program.lead is None:
        return unread(records, program, "lead") or False
    agency = whose(records, known, program.lead)
    if program.lead in owed_by or isinstance(agency, Why):
        return agency if isinstance(agency, Why) else True
    owing = [known.get(key) for key in owed_by]
    return not {agency, known.get(program.lead)}.isdisjoint(owing)
