"""IKM702 idle-dispensation."""

from typing import TYPE_CHECKING

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.ikm7xx.dispensed import approved, unsettled
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@rule(
    "IKM702",
    Severity.NOTE,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    last=True,
    message=Text(
        "{dispensation} covers nothing: {rule} finds nothing in {year} that it would waive",
        "{dispensation} tidak mencakup temuan apa pun: tidak ada temuan {rule}"
        " tahun {year} yang dapat diberi dispensasi",
    ),
    remedy=Text(
        "Check its rule, year and subject, or take it off the records.",
        "Periksa aturan, tahun, dan subjeknya, atau hapus dispensasi itu dari data.",
    ),
)
def idle_dispensation(records: Records, context: Context) -> Judgement:
    judged, waiving = 0, context.waiving
    for one in approved(records, context):
        if one.id in waiving.covering:
            judged += 1
        elif (
            one.id not in waiving.lapsed.keys() | waiving.doubted.keys()
            and (one.rule, one.year) in waiving.ran
            and gaps_of(records, context.as_of).to_come(one.year) is None
            and _is_judged(records, context, one)
        ):
            judged += 1
            why = unsettled(records, context, one)
            timeless = one.rule in waiving.timeless
            yield _idle(one, timeless=timeless) if why is None else Doubt(why, one, one.year)
    return judged


def _idle(one: Dispensation, *, timeless: bool) -> Violation:
    values = {"dispensation": one.id, "rule": one.rule, "year": one.year}
    return Violation(one, one.year, values, remedy=Text.of("of_no_year") if timeless else None)


def _is_judged(records: Records, context: Context, dispensation: Dispensation) -> bool:
    """Whether the subject of a dispensation is known and within the scope."""
    codes: Sequence[str | None]
    if dispensation.program is not None:
        program = records.program(dispensation.program)
        known = program is not None
        codes = () if program is None else program.regencies or ()
    elif dispensation.participant is not None:
        participant = records.participant(dispensation.participant)
        known = participant is not None
        codes = () if participant is None else [participant.regency]
    else:
        known = dispensation.regency in context.places
        codes = [dispensation.regency]
    return known and (context.scope is None or not set(context.scope).isdisjoint(codes))
