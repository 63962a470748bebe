"""Rules about who leads a program and who joins it (IKM301-IKM303)."""

from collections.abc import Iterator
from typing import Final

from ikm_sinergi.agencies import Agencies
from ikm_sinergi.model import Agency, Program
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.policy import Policy
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    covers,
    duplicate,
    not_known,
    states,
    unless_cancelled,
    unreadable,
    whose,
)
from ikm_sinergi.vocabulary import Severity, Side, Text

__all__ = ["RULES"]

GUIDING: Final = frozenset({Side.UPSTREAM, Side.DOWNSTREAM})


def _led(records: Records, context: Context, year: int) -> Iterator[tuple[Program, Agency] | Doubt]:
    """Yield the programs that an upstream or downstream agency leads, each with that agency."""
    for program in records.programs_of(year):
        if records.unreadable(program, "lead"):
            yield Doubt(*unreadable("lead"), program, year)
            continue
        agency = _guide(records, context, program)
        if isinstance(agency, Agency):
            yield program, agency
        elif agency is not None:
            yield Doubt(*agency, program, year)
    for versions in contested(records, year):
        if any(_guide(records, context, version) for version in versions):
            yield Doubt(*duplicate("programs"), versions[0], year)


def _guide(records: Records, context: Context, program: Program) -> Agency | Why | None:
    """Return the upstream or downstream agency that leads, or why that is not known."""
    if program.lead is None:
        return None
    agency = whose(records, context.agencies, program.lead)
    guides = not isinstance(agency, Agency) or GUIDING.intersection(agency.sides)
    return agency if guides else None


@rule(
    "IKM301",
    Severity.ERROR,
    unit="program",
    sources=("S8",),
    since="0.1.0",
    message=Text(
        "{program} ({kind}) is led by {agency}, whose mandate holds only {leads}",
        "{program} ({kind}) dilaksanakan oleh {agency}, padahal tugasnya hanya {leads}",
    ),
    remedy=Text(
        "Let the agency lead it that has the mandate, or correct the lead or the kind.",
        "Serahkan kepada instansi yang memiliki tugas itu, atau perbaiki"
        " pelaksana atau jenis kegiatannya.",
    ),
)
def outside_mandate(records: Records, context: Context) -> Judgement:
    """An agency leads a kind of program that its mandate does not hold.

    **What it finds.** A program led by an upstream or downstream agency whose mandate names other
    kinds only. A branch has the mandate of its parent besides its own, `development` in a mandate
    stands for any coaching and `market` for any market. An agency whose mandate is not stated,
    such as a partner, is not judged.

    **Why it matters.** The industry agency works upstream and raises quality, the trade agency
    works downstream and coaches marketing (S8); together they reach the whole way, each on its
    own side.

    **How to fix it.** Correct the lead or the kind of the program, or hand the program over. If
    the agency does have the mandate, state it in the table of agencies.
    """
    judged = 0
    for year in context.policies:
        for led in _led(records, context, year):
            if isinstance(led, Doubt):
                judged += 1
                yield led
                continue
            program, agency = led
            own = context.agencies.get(str(program.lead)) or agency
            if any(records.unreadable(one, "leads") for one in (agency, own)):
                judged += 1
                yield Doubt(*unreadable("leads"), program, year)
            elif agency.leads:
                judged += 1
                yield from _outside(records, program, agency, own)
    return judged


def _outside(
    records: Records, program: Program, agency: Agency, own: Agency
) -> Iterator[Violation | Doubt]:
    held = tuple(dict.fromkeys((*agency.leads, *own.leads)))
    kind, year = program.kind, program.year
    if any(covers(one, kind) for one in held):
        return
    if any(covers(kind, one) for one in held):
        yield Doubt("kind_not_settled", {}, program, year)
        return
    values = {
        "program": program.id,
        "kind": kind,
        "agency": own.short_name,
        "leads": held,
    }
    violation = Violation(program, year, values, field="lead")
    yield unless_cancelled(records, program, violation)


@rule(
    "IKM302",
    Severity.WARNING,
    unit="program",
    sources=("S1", "S2"),
    since="0.1.0",
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
    """A program of one of the two agencies is not joined with a partner it needs.

    **What it finds.** A program led by an upstream or downstream agency where a partner that the
    policy requires is neither among its partners nor leads it. A branch of the partner counts.
    Partners that are not stated leave it undecided; an empty list says that there are none.

    **Why it matters.** The agencies join all their programs with Dekranasda and TP PKK (S1, S2).

    **How to fix it.** Add the partner to the program, or to its record if it did take part.
    """
    judged = 0
    for year, policy in context.policies.items():
        if not policy.partners:
            continue
        for led in _led(records, context, year):
            judged += 1
            if isinstance(led, Doubt):
                yield led
            else:
                yield from _alone(records, context, policy, *led)
    return judged


def _alone(
    records: Records, context: Context, policy: Policy, program: Program, agency: Agency
) -> Iterator[Violation | Doubt]:
    known, year = context.agencies, program.year
    joined = {agency.id}
    unsure: list[tuple[str, Why]] = []
    for key in program.partners or ():
        joined.add(key)
        partner = whose(records, known, key)
        if isinstance(partner, Agency):
            joined.add(partner.id)
        else:
            unsure.append((key, partner or ("unknown_agency", {})))
    required = [(key, known.get(key)) for key in policy.partners]
    missing = tuple(
        key if one is None else one.short_name
        for key, one in required
        if joined.isdisjoint((key, known.parent_of(key)))
    )
    if not missing:
        return
    if program.partners is None:
        yield Doubt(*not_known(records, program, "partners"), program, year)
    elif unsure:
        key, why = unsure[0]
        evidence = Evidence(program, Phrase("partner_in_doubt", {"agency": key}))
        yield Doubt(*why, program, year, (evidence,))
    else:
        values = {"program": program.id, "agency": agency.short_name, "missing": missing}
        violation = Violation(program, year, values, field="partners")
        yield unless_cancelled(records, program, violation)


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


RULES: Final = (outside_mandate, without_partner, own_partner)
