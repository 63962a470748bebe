"""IKM301 outside-mandate."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Agency, Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm3xx.guides import led_programs
from ikm_sinergi.rules.subjects import (
    covers,
    unless_cancelled,
    unreadable,
)
from ikm_sinergi.words.language import Text


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
        for led in led_programs(records, context, year):
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
