"""Rules about low-price markets and what was sold at them (IKM601, IKM602)."""

from typing import Final

from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import (
    contested,
    duplicate,
    judged_year,
    not_given,
    rejected,
    unless_cancelled,
    unreadable,
)
from ikm_sinergi.vocabulary import Family, ProgramKind, ProgramStatus, Severity, Text

__all__ = ["RULES"]

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
    """A discount market is completed, and no sales are on record.

    **What it finds.** A completed discount market without a single row of sales. A market of the
    subsidised model, or whose model is not stated, is not judged.

    **Why it matters.** A discount market lives by its retailers; at the first one in 2020 a
    single retailer reached up to Rp 70 million (S11). What they sold is its result.

    **How to fix it.** Record the sales, one row for each retailer.
    """
    judged = 0
    sold = {sale.program for sale in records.sales}
    for year in context.policies:
        for program in records.programs_of(year, DISCOUNT):
            unread = records.unreadable(program, "status")
            if program.status is not COMPLETED and not unread:
                continue
            judged += 1
            if program.id in sold:
                continue
            if unread:
                yield Doubt(*unreadable("status"), program, year)
            elif "sales" not in records.given:
                yield Doubt(*not_given(records, "sales"), program, year)
            elif program.id in records.rejected("sales", "program"):
                yield Doubt(*rejected("sales"), program, year)
            else:
                yield Violation(program, year, {"program": program.id})
        for versions in contested(records, year):
            if any(one.kind is DISCOUNT and one.status is COMPLETED for one in versions):
                judged += 1
                yield Doubt(*duplicate("programs"), versions[0], year)
    return judged


@rule(
    "IKM602",
    Severity.WARNING,
    unit="sale",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "sales are recorded for {program}, whose kind is {kind} and no market",
        "penjualan dicatat untuk {program}, padahal jenis kegiatannya {kind}, bukan pasar murah",
    ),
    remedy=Text(
        "Correct the program of the sales, or the kind of the program.",
        "Perbaiki program pada data penjualan atau jenis kegiatannya.",
    ),
)
def sale_outside_market(records: Records, context: Context) -> Judgement:
    """Sales are recorded for a program that is no market.

    **What it finds.** A row of sales whose program is a coaching program or a clinic. Any kind of
    market is fine. An activity that both coaches and sells is two programs.

    **Why it matters.** Sales are the result of markets; those of a training add up to nothing.

    **How to fix it.** Name the market the sales belong to, or correct the kind of the program.
    """
    judged = 0
    for sale in records.sales:
        year = judged_year(records, context, sale.program)
        if year is None:
            continue
        judged += 1
        program = records.program(sale.program)
        if program is None:
            yield Doubt(*duplicate("programs"), sale, year)
        elif program.kind.family is not Family.MARKET:
            values = {"program": program.id, "kind": program.kind}
            violation = Violation(sale, year, values, field="program")
            yield unless_cancelled(records, program, violation)
    return judged


RULES: Final = (discount_without_retailers, sale_outside_market)
