"""IKM601 discount-without-retailers."""

from typing import Final

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import Found, counted, over_programs, unread
from ikm_sinergi.words.language import Text

DISCOUNT: Final = ProgramKind.DISCOUNT_MARKET

COMPLETED: Final = ProgramStatus.COMPLETED


@rule(
    "IKM601",
    Severity.WARNING,
    unit="program",
    sources=("S11",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "the discount market {program} is completed without any sales on record",
        "pasar murah diskon {program} telah selesai tanpa data penjualan",
    ),
    remedy=Text(
        "Record what each retailer sold, or correct the status of the program.",
        "Catat penjualan setiap peritel atau perbaiki status programnya.",
    ),
)
def discount_without_retailers(records: Records, context: Context) -> Judgement:
    sold = {sale.program for sale in records.sales}

    def concerns(program: Program) -> bool:
        completed = program.status is COMPLETED or records.unreadable(program, "status")
        return program.kind is DISCOUNT and completed

    def selling(program: Program) -> Found:
        if program.id in sold:
            return None
        why = unread(records, program, "status")
        if why is None:
            gap = gaps_of(records, context.as_of).further("sales", program, coming=False)
            why = None if gap is None else why_of(gap)
        if why is not None:
            return Doubt(why, program, program.year)
        return Violation(program, program.year, {"program": program.id})

    return counted(over_programs(records, context, concerns, selling))
