"""IKM602 sale-outside-market."""

from ikm_sinergi.domain.terms import Family, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import duplicate, judged_year, unless_cancelled
from ikm_sinergi.words.language import Text


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
