"""IKM601 discount-without-retailers."""

from typing import Final

from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    contested,
    duplicate,
    not_given,
    rejected,
    unreadable,
)
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
