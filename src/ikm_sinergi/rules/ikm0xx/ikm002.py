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
    """A value is no date, number, kind, status or region of its kind.

    **What it finds.** A value that its field cannot hold, and one that could be read in more than
    one way: then the message lists the readings. A dispensation for nobody, or for two subjects,
    is found too. Without an optional value the row is kept, and what needs it is undecided.

    **Why it matters.** A guess would become a fact in every count and every verdict.

    **How to fix it.** Write the value as its column asks for: days as YYYY-MM-DD, whole numbers
    without marks, regencies by their code, kinds and statuses by their key.
    """
    return faults(records, UNREADABLE)
