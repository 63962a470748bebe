"""IKM602 sale-outside-market."""

from typing import TYPE_CHECKING

from ikm_sinergi.domain.entities import Program, Sale
from ikm_sinergi.domain.terms import Family, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    Found,
    counted,
    duplicate,
    is_live,
    judged_year,
    rejected,
    unless_cancelled,
    weighed,
)
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    if program is not None:
        return _on(records, sale, program)
    contents: Sequence[Program] = records.ambiguous("programs").get(sale.program, ())
    if not contents:
        return Doubt(rejected("programs"), sale, year)
    found = [
        _on(records, sale, one) if is_live(one, year) else None
        for one in sorted(contents, key=repr)
    ]
    return weighed(found, duplicate("programs"), sale, year)


def _on(records: Records, sale: Sale, program: Program) -> Found:
    if program.kind.family is Family.MARKET:
        return None
    values = {"program": program.id, "kind": program.kind}
    found = Violation(Subject(sale, field="program"), program.year, values)
    return unless_cancelled(records, program, found)
