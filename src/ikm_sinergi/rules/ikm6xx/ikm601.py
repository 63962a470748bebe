"""IKM601 discount-without-retailers."""

from typing import Final

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import Found, counted, not_given, over_programs, rejected, unread
from ikm_sinergi.words.language import Text

DISCOUNT: Final = ProgramKind.DISCOUNT_MARKET

COMPLETED: Final = ProgramStatus.COMPLETED


@rule(
    "IKM601",
    Severity.WARNING,
    unit="program",
    sources=("S11",),
    since="0.1.0",
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

    def held(program: Program) -> bool:
        return program.kind is DISCOUNT and program.status is COMPLETED

    def concerns(program: Program) -> bool:
        completed = program.status is COMPLETED or records.unreadable(program, "status")
        return program.kind is DISCOUNT and completed

    def selling(program: Program) -> Found:
        if program.id in sold:
            return None
        why = unread(records, program, "status")
        if why is None and "sales" not in records.given:
            why = not_given(records, "sales")
        if why is None and program.id in records.rejected("sales", "program"):
            why = rejected("sales")
        if why is not None:
            return Doubt(why, program, program.year)
        return Violation(program, program.year, {"program": program.id})

    return counted(over_programs(records, context, concerns, selling, held))
