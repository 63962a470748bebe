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
    """An identifier was kept as a number and lost digits.

    **What it finds.** A NIK that is a number, a NIB that is a number of fewer than 13 digits, and
    the code of a regency that lost its last zero (73.1 for 73.10).

    **Why it matters.** A spreadsheet keeps 15 digits of a number and drops zeros at both ends. The
    16th digit of a NIK is gone for good, and another person's may be what is left.

    **How to fix it.** Format the column as text, then type or paste the value from its source.
    """
    return faults(records, DAMAGED)
