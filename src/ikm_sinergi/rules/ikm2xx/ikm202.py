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
    by_policy=True,
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
    return newcomers(records, context, APPRENTICESHIP)
