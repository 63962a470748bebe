"""IKM302 without-partner."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Agency, Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.ikm3xx.guides import led_programs
from ikm_sinergi.rules.subjects import (
    Why,
    not_known,
    unless_cancelled,
    whose,
)
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase


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
        for led in led_programs(records, context, year):
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
