"""IKM602 sale-outside-market."""

from ikm_sinergi.domain.entities import Sale
from ikm_sinergi.domain.terms import Family, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    Found,
    counted,
    duplicate,
    judged_year,
    unless_cancelled,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM602",
    Severity.WARNING,
    unit="sale",
    sources=("form",),
    since="0.1.0",
    by_policy=True,
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
    return counted(
        _outside(records, sale, year)
        for sale in records.sales
        if (year := judged_year(records, context, sale.program)) is not None
    )


def _outside(records: Records, sale: Sale, year: int) -> Found:
    program = records.program(sale.program)
    if program is None:
        return Doubt(duplicate("programs"), sale, year)
    if program.kind.family is Family.MARKET:
        return None
    values = {"program": program.id, "kind": program.kind}
    found = Violation(Subject(sale, field="program"), year, values)
    return unless_cancelled(records, program, found)
