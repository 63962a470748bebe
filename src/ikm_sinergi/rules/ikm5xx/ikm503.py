"""IKM503 grant-outside-year."""

from ikm_sinergi.domain.entities import Grant, Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm5xx.grants import over_grants
from ikm_sinergi.rules.subjects import Found, counted
from ikm_sinergi.words.language import Text


@rule(
    "IKM503",
    Severity.WARNING,
    unit="grant",
    sources=("UU 17/2003",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{grant} of {program} was handed over on {day}, outside the fiscal year {year}",
        "{grant} untuk {program} diserahterimakan pada tanggal {day}, di luar"
        " tahun anggaran {year}",
    ),
    remedy=Text(
        "Check the day, and the year of the program.",
        "Periksa tanggal serah terima dan tahun programnya.",
    ),
)
def grant_outside_year(records: Records, context: Context) -> Judgement:
    grants = records.by_id("grants").values()
    return counted(over_grants(records, context, "handed_over", grants, _outside))


def _outside(grant: Grant, program: Program) -> Found:
    day, year = grant.handed_over, program.year
    if day is None or day.year == year:
        return None
    values = {"grant": grant.id, "program": program.id, "day": day, "year": year}
    return Violation(Subject(grant, field="handed_over"), year, values)
