"""IKM201 newcomer-in-mentoring."""

from typing import Final

from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm2xx.newcomers import newcomers
from ikm_sinergi.words.language import Text

MENTORING: Final = ProgramKind.MENTORING


@rule(
    "IKM201",
    Severity.ERROR,
    unit="participation",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} is mentored in {year} without a completed {kinds} in {before}",
        "{participant} mengikuti pendampingan pada tahun {year} tanpa"
        " menyelesaikan {kinds} pada tahun {before}",
    ),
    remedy=Text(
        "Mentor an IKM that completed {kinds} in {before}, add the missing record, or record a"
        " dispensation.",
        "Dampingi IKM yang telah menyelesaikan {kinds} pada tahun {before},"
        " lengkapi data yang belum ada, atau catat dispensasi.",
    ),
)
def newcomer_in_mentoring(records: Records, context: Context) -> Judgement:
    """An IKM is mentored that did not complete a training the year before.

    **What it finds.** A participation in a mentoring program whose participant has no completed
    training in the fiscal year before. An older training does not count, nor one that was left
    or cancelled; who held the training does not matter (S13).

    **Why it matters.** The IKM trained last year are the ones mentored this year, so that the
    work is continuous and its results can be seen (S14).

    **How to fix it.** Add the training record if it is missing. Otherwise offer the IKM a training
    this year and mentor it the next, or record a dispensation with reason, approver and expiry.
    """
    return newcomers(records, context, MENTORING)
