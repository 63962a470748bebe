"""IKM501 no-equipment."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Agency, Program
from ikm_sinergi.domain.terms import Family, ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    duplicate,
    not_given,
    rejected,
    unreadable,
    whose,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM501",
    Severity.ERROR,
    unit="program",
    sources=("S7",),
    since="0.1.0",
    message=Text(
        "{program} was completed by {agency} without a handover of equipment",
        "{program} telah diselesaikan oleh {agency} tanpa serah terima bantuan alat",
    ),
    remedy=Text(
        "Hand over the equipment, or add the grant if it is missing from the records.",
        "Serahkan bantuan alat itu atau lengkapi datanya jika sudah diserahkan.",
    ),
)
def no_equipment(records: Records, context: Context) -> Judgement:
    """A coaching program is completed, and no equipment was handed over.

    **What it finds.** A completed coaching program that is led by an agency which owes equipment
    by the policy, or by a branch of it, and for which no grant is on record. One grant is enough,
    whoever received it.

    **Why it matters.** All programs of the industry agency also come with a handover of equipment
    aid (S7).

    **How to fix it.** Record the grant, or hand the equipment over. If the program is not
    completed yet, correct its status.
    """
    judged = 0
    granted = {grant.program for grant in records.by_id("grants").values()}
    disputed = {one.program for both in records.ambiguous("grants").values() for one in both}
    for year, policy in context.policies.items():
        for program, doubt in _owing(records, context, policy, year):
            judged += 1
            if program.id in granted:
                continue
            why = doubt
            if why is None and program.id in disputed:
                why = duplicate("grants")
            why = why or _grants_unknown(records, program)
            if why is None:
                agency = context.agencies.get(str(program.lead))
                name = program.lead if agency is None else agency.short_name
                yield Violation(program, year, {"program": program.id, "agency": name})
            else:
                yield Doubt(*why, program, year)
    return judged


def _grants_unknown(records: Records, program: Program) -> Why | None:
    if "grants" not in records.given:
        return not_given(records, "grants")
    broken = program.id in records.rejected("grants", "program")
    return rejected("grants") if broken else None


def _owing(
    records: Records, context: Context, policy: Policy, year: int
) -> Iterator[tuple[Program, Why | None]]:
    """Yield the completed coaching programs that owe equipment, or may owe it, with the doubt."""
    for program in records.programs_of(year):
        completed = program.status is ProgramStatus.COMPLETED
        if program.kind.family is not Family.COACHING or not (
            completed or records.unreadable(program, "status")
        ):
            continue
        if program.lead is not None:
            owes = _owes(records, context, policy, program.lead)
            if owes is True:
                yield program, None if completed else unreadable("status")
            elif owes is not False:
                yield program, owes
        elif records.unreadable(program, "lead"):
            yield program, unreadable("lead")
    for versions in contested(records, year):
        if any(
            version.kind.family is Family.COACHING
            and version.status is ProgramStatus.COMPLETED
            and version.lead is not None
            and _owes(records, context, policy, version.lead)
            for version in versions
        ):
            yield versions[0], duplicate("programs")


def _owes(records: Records, context: Context, policy: Policy, lead: str) -> bool | Why:
    """Return whether an agency owes equipment with its programs, or why that is not known."""
    if lead in policy.equipment_owed_by:
        return True
    known = context.agencies
    agency = whose(records, known, lead)
    if agency is None or isinstance(agency, Agency):
        owing = [known.get(key) for key in policy.equipment_owed_by]
        return agency is not None and (agency in owing or known.get(lead) in owing)
    return agency
