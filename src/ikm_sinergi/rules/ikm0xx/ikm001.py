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
    """A field that every record of its table must have is empty.

    **What it finds.** A row without a value in a required field. The row cannot become a record,
    so the rules that would need it are undecided about whom it names.

    **Why it matters.** A program without a year, or a participation without its participant,
    says nothing that could be judged.

    **How to fix it.** Fill in the field; the message names it.
    """
    return faults(records, MISSING)
