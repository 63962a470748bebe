"""Rules about the equipment that is handed over with a program (IKM501-IKM504)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from ikm_sinergi.model import Agency, Grant, Program
from ikm_sinergi.policy import Policy
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    duplicate,
    judged_year,
    not_given,
    rejected,
    states,
    unreadable,
    whose,
)
from ikm_sinergi.vocabulary import Family, ProgramStatus, Severity, Text

__all__ = ["RULES"]


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


# --- grants ------------------------------------------------------------------------------


def _settled(records: Records, context: Context) -> Mapping[str, Program]:
    """Return the programs of the judged years, by id, of which nothing is in doubt."""
    return {
        program.id: program
        for year in context.policies
        for program in records.programs_of(year)
        if not records.unreadable(program, "status")
    }


def _stating(
    records: Records, context: Context, field: str, grants: Iterable[Grant]
) -> Iterator[tuple[Grant, Program] | Doubt]:
    """Yield those grants of the judged years that state a field, each with its program.

    Grants of one id with two contents are a doubt.
    """
    settled, read = _settled(records, context), attrgetter(field)
    for grant in grants:
        program = settled.get(grant.program)
        if program is None or read(grant) is None:
            yield from _doubtful(records, context, [grant], field)
        else:
            yield grant, program
    for versions in records.ambiguous("grants").values():
        yield from _doubtful(records, context, versions, field)


def _doubtful(
    records: Records, context: Context, versions: Sequence[Grant], field: str
) -> Iterator[Doubt]:
    """Yield the doubt about the grants of one id, if they may state a field in a judged year."""
    years = [
        (year, grant)
        for grant in versions
        if states(records, grant, field)
        for year in [judged_year(records, context, grant.program)]
        if year is not None
    ]
    if not years:
        return
    year, grant = min(years, key=lambda pair: pair[0])
    if len(versions) > 1:
        yield Doubt(*duplicate("grants"), grant, year)
    elif records.unreadable(grant, field):
        yield Doubt(*unreadable(field), grant, year)
    elif records.program(grant.program) is None:
        yield Doubt(*duplicate("programs"), grant, year)
    else:
        yield Doubt(*unreadable("status"), grant, year)


@rule(
    "IKM502",
    Severity.ERROR,
    unit="grant",
    sources=("S7",),
    since="0.1.0",
    message=Text(
        "{grant} went to {participant}, which does not take part in {program}",
        "{grant} diberikan kepada {participant}, yang bukan peserta {program}",
    ),
    remedy=Text(
        "Correct the recipient or the program, or add the participation.",
        "Perbaiki penerima atau programnya, atau lengkapi data keikutsertaannya.",
    ),
)
def grant_to_outsider(records: Records, context: Context) -> Judgement:
    """Equipment went to an IKM that does not take part in the program.

    **What it finds.** A grant whose recipient is not among the participants of its program. Who
    withdrew did take part. A grant without a recipient is for the group, and one to an IKM that
    is not in the records is reported by IKM102. While no participation in the program is on
    record it is undecided.

    **Why it matters.** The equipment comes with the program (S7): it is for those it coached.

    **How to fix it.** Correct the recipient or the program, or add the missing participation.
    """
    grants: Mapping[str, Grant] = records.by_id("grants")
    enrolled = {
        identifier: records.roster(program).participants
        for identifier, program in _settled(records, context).items()
    }
    nobody = frozenset[str]()
    others = [
        grant
        for grant in grants.values()
        if grant.recipient not in enrolled.get(grant.program, nobody)
    ]
    judged = len(grants) - len(others)
    for stated in _stating(records, context, "recipient", others):
        if isinstance(stated, Doubt):
            judged += 1
            yield stated
            continue
        grant, program = stated
        recipient = str(grant.recipient)
        takes_part = _takes_part(records, recipient, program)
        if not takes_part and _unknown(records, recipient):
            continue
        judged += 1
        if not takes_part:
            why = _may_take_part(records, recipient, program)
            values = {"grant": grant.id, "participant": recipient, "program": program.id}
            yield (
                Violation(grant, program.year, values, field="recipient")
                if why is None
                else Doubt(*why, grant, program.year)
            )
    return judged


def _takes_part(records: Records, participant: str, program: Program) -> bool:
    roster = records.roster(program)
    return participant in roster.participants or any(
        row.participant == participant for row in roster.withdrawn
    )


def _unknown(records: Records, participant: str) -> bool:
    """Whether the records know nothing of a participant, though they hold the table."""
    return (
        "participants" in records.given
        and participant not in records.by_id("participants")
        and participant not in records.ambiguous("participants")
        and participant not in records.rejected("participants", "id")
    )


def _may_take_part(records: Records, participant: str, program: Program) -> Why | None:
    """Return why it is not known whether a participant takes part, None if it does not."""
    if "participations" not in records.given:
        return not_given(records, "participations")
    if program.id in records.rejected("participations", "program") or (
        participant in records.rejected("participations", "participant")
    ):
        return rejected("participations")
    if program.id not in records.rosters:
        return "no_participations", {}
    return _may_be_another(records, participant, program)


def _may_be_another(records: Records, participant: str, program: Program) -> Why | None:
    """Return the doubt that a participant takes part under another id."""
    if participant in records.ambiguous("participants"):
        return duplicate("participants")
    if participant in records.rejected("participants", "id"):
        return rejected("participants")
    known = records.participant(participant)
    for _, ids in () if known is None else records.same_as(known):
        for other in ids:
            if _takes_part(records, other, program):
                return "other_id_joined", {"year": program.year}
    return None


@rule(
    "IKM503",
    Severity.WARNING,
    unit="grant",
    sources=("UU 17/2003",),
    since="0.1.0",
    message=Text(
        "{grant} of {program} was handed over on {day}, outside the fiscal year {year}",
        "{grant} untuk {program} diserahterimakan pada tanggal {day}, di luar"
        " tahun anggaran {year}",
    ),
    remedy=Text(
        "Check the day, and the year of the program.",
        "Periksa tanggal serah terima dan tahun programnya.",
    ),
)
def grant_outside_year(records: Records, context: Context) -> Judgement:
    """Equipment was handed over outside the fiscal year of its program.

    **What it finds.** A grant with a day of handover that does not lie in the fiscal year of its
    program, 1 January to 31 December.

    **Why it matters.** The budget of a fiscal year pays for what is done in it (UU 17/2003
    Art. 4). Mostly the day or the year was mistyped.

    **How to fix it.** Correct the day, the program of the grant, or the year of the program.
    """
    judged = 0
    for stated in _stating(records, context, "handed_over", records.by_id("grants").values()):
        judged += 1
        if isinstance(stated, Doubt):
            yield stated
            continue
        grant, program = stated
        day = grant.handed_over
        if day is not None and day.year != program.year:
            values = {"grant": grant.id, "program": program.id, "day": day, "year": program.year}
            yield Violation(grant, program.year, values, field="handed_over")
    return judged


@rule(
    "IKM504",
    Severity.NOTE,
    unit="participant and year",
    sources=("practice",),
    since="0.1.0",
    off=True,
    message=Text(
        "{participant} received equipment more than once in {year} ({grants})",
        "{participant} menerima bantuan alat lebih dari satu kali pada tahun {year} ({grants})",
    ),
    remedy=Text(
        "Check whether the second grant is meant; many offices refuse one.",
        "Pastikan bahwa bantuan alat yang kedua memang dimaksudkan; banyak instansi menolaknya.",
    ),
)
def second_grant(records: Records, context: Context) -> Judgement:
    """An IKM received equipment more than once in one fiscal year.

    **What it finds.** A participant that is the recipient of grants of two programs of one fiscal
    year, or of one program on two days. Several items of one handover are one grant here.

    **Why it matters.** Some offices refuse a second aid in one year, so that more IKM get one.
    That is practice and no law: the rule is off unless it is asked for by its code or a policy
    gives it a severity.

    **How to fix it.** Check whether the second grant is meant, or names the wrong recipient.
    """
    received, unsure = _received(records, context)
    for (recipient, year), grants in received.items():
        about, table = {"id": recipient}, "participants"
        days: dict[str, set[object]] = {}
        for grant in grants:
            days.setdefault(grant.program, set()).add(grant.handed_over)
        if sum(max(1, len(one - {None})) for one in days.values()) > 1:
            ids = tuple(sorted(grant.id for grant in grants))
            values = {"participant": recipient, "year": year, "grants": ids}
            known = records.participant(recipient)
            yield Violation(known, year, values, about=about, table=table)
        elif (recipient, year) in unsure:
            yield Doubt(*unsure[recipient, year], year=year, about=about, table=table)
        elif recipient in records.rejected("grants", "recipient"):
            yield Doubt(*rejected("grants"), year=year, about=about, table=table)
    return len(received)


def _received(
    records: Records, context: Context
) -> tuple[Mapping[tuple[str, int], list[Grant]], Mapping[tuple[str, int], Why]]:
    """Return the grants of each recipient and year, and where there may be another."""
    received: defaultdict[tuple[str, int], list[Grant]] = defaultdict(list)
    unsure: dict[tuple[str, int], Why] = {}
    for grant in records.grants:
        year = judged_year(records, context, grant.program)
        if grant.recipient is None or year is None:
            continue
        program = records.program(grant.program)
        if grant.id in records.ambiguous("grants"):
            unsure[grant.recipient, year] = duplicate("grants")
        elif program is None:
            unsure.setdefault((grant.recipient, year), duplicate("programs"))
        elif records.unreadable(program, "status"):
            unsure.setdefault((grant.recipient, year), unreadable("status"))
        else:
            received[grant.recipient, year].append(grant)
    return received, unsure


RULES: Final = (no_equipment, grant_to_outsider, grant_outside_year, second_grant)
