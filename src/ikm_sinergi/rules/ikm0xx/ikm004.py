"""IKM004 damaged-number."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import DAMAGED
from ikm_sinergi.rules.ikm0xx.misreadings import faults
from ikm_sinergi.words.language import Text


@rule(
    DAMAGED,
    Severity.ERROR,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text("damaged in {record}: {problem}", "rusak pada {record}: {problem}"),
    remedy=Text(
        "Format the column as text and enter the value again from its source.",
        "Ubah format kolom menjadi teks, lalu masukkan kembali nilai itu dari sumbernya.",
    ),
)
def damaged_number(records: Records, context: Context) -> Judgement:
    return faults(records, context, DAMAGED)
