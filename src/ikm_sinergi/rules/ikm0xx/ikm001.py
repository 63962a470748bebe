"""IKM001 missing-value."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import MISSING
from ikm_sinergi.rules.ikm0xx.misreadings import faults
from ikm_sinergi.words.language import Text


@rule(
    MISSING,
    Severity.ERROR,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text("{record}: the field {problem}", "{record}: kolom {problem}"),
    remedy=Text("Fill in the field.", "Isi kolom tersebut."),
)
def missing_value(records: Records, context: Context) -> Judgement:
    return faults(records, context, MISSING)
