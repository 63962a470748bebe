"""IKM005 repaired-value."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import REPAIRED
from ikm_sinergi.rules.ikm0xx.misreadings import faults
from ikm_sinergi.words.language import Text


@rule(
    REPAIRED,
    Severity.NOTE,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: {problem}; read as {readings}", "{record}: {problem}; dibaca sebagai {readings}"
    ),
    remedy=Text(
        "Write it as it was read, or correct it if something else was meant.",
        "Tulis sebagaimana dibaca atau perbaiki jika maksudnya lain.",
    ),
)
def repaired_value(records: Records, context: Context) -> Judgement:
    return faults(records, context, REPAIRED)
