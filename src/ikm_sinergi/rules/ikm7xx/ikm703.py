"""IKM703 unknown-rule."""

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm7xx.dispensed import is_known, over_dispensations
from ikm_sinergi.rules.subjects import counted
from ikm_sinergi.words.language import Text


@rule(
    "IKM703",
    Severity.ERROR,
    unit="dispensation",
    sources=("form",),
    since="0.1.0",
    by_policy=True,
    last=True,
    message=Text(
        "{dispensation} is for the rule {rule}, which is not in the catalogue",
        "{dispensation} menyebutkan aturan {rule}, yang tidak ada dalam katalog",
    ),
    remedy=Text(
        "Name the rule by the code that its findings show.",
        "Sebutkan aturan dengan kode yang tertera pada temuannya.",
    ),
)
def unknown_rule(records: Records, context: Context) -> Judgement:
    return counted(
        over_dispensations(
            records, context, lambda one: None if is_known(one, context) else _unknown(one)
        )
    )


def _unknown(one: Dispensation) -> Violation:
    values = {"dispensation": one.id, "rule": one.rule}
    return Violation(Subject(one, field="rule"), one.year, values)
