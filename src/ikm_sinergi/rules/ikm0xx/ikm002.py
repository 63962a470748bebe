"""IKM002 unreadable-value."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import UNREADABLE
from ikm_sinergi.rules.ikm0xx.misreadings import faults
from ikm_sinergi.words.language import Text


@rule(
    UNREADABLE,
    Severity.ERROR,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text("unreadable in {record}: {problem}", "tidak terbaca pada {record}: {problem}"),
    remedy=Text(
        "Correct the value at its source; only an optional field may be left empty.",
        "Perbaiki nilai itu pada sumbernya; hanya kolom yang tidak wajib boleh dikosongkan.",
    ),
)
def unreadable_value(records: Records, context: Context) -> Judgement:
    return faults(records, context, UNREADABLE)
