"""IKM202 newcomer-in-apprenticeship."""

from typing import Final

from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm2xx.newcomers import newcomers
from ikm_sinergi.words.language import Text

APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP


@rule(
    "IKM202",
    Severity.ERROR,
    unit="participation",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} is apprenticed in {year} without a completed {kinds} in {before}",
        "{participant} mengikuti magang pada tahun {year} tanpa menyelesaikan"
        " {kinds} pada tahun {before}",
    ),
    remedy=Text(
        "Apprentice an IKM that completed {kinds} in {before}, add the missing record, or record"
        " a dispensation.",
        "Magangkan IKM yang telah menyelesaikan {kinds} pada tahun {before},"
        " lengkapi data yang belum ada, atau catat dispensasi.",
    ),
)
def newcomer_in_apprenticeship(records: Records, context: Context) -> Judgement:
    """An IKM is apprenticed that did not complete a training the year before.

    **What it finds.** A participation in an apprenticeship program whose participant has no
    completed training in the fiscal year before. A mentoring in between is not asked for.

    **Why it matters.** The IKM trained last year can be mentored, up to apprenticeship, this year
    (S13, S14); the place of a newcomer is taken from one of them.

    **How to fix it.** Add the training record if it is missing. Otherwise offer the IKM a training
    this year and the apprenticeship the next, or record a dispensation.
    """
    return newcomers(records, context, APPRENTICESHIP)
