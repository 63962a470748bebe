"""IKM107 outside-fiscal-year."""

from types import EllipsisType

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.program_days import ends_early
from ikm_sinergi.rules.subjects import (
    CANCELLED,
    Found,
    counted,
    over_ids,
    states,
    unless_cancelled,
    unread,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM107",
    Severity.WARNING,
    unit="program",
    sources=("UU 17/2003",),
    since="0.1.0",
    message=Text(
        "{program} belongs to the fiscal year {year}, but its days say {days}",
        "{program} tercatat pada tahun anggaran {year}, tetapi tanggalnya ({days}) di luar tahun"
        " itu",
    ),
    remedy=Text(
        "Correct the day, or record what runs over as a program of the next year.",
        "Perbaiki tanggalnya atau catat kelanjutannya sebagai program tahun berikutnya.",
    ),
)
def outside_fiscal_year(records: Records, context: Context) -> Judgement:
    def days(program: Program) -> Found | EllipsisType:
        stated = any(states(records, program, field) for field in ("starts", "ends"))
        judged = stated and program.status is not CANCELLED and not ends_early(program)
        return _days(records, program) if judged else ...

    return counted(over_ids(records, "programs", days))


def _days(records: Records, program: Program) -> Found:
    days = {field: getattr(program, field) for field in ("starts", "ends")}
    why = unread(records, program, "starts", "ends")
    outside = {field: day for field, day in days.items() if day and day.year != program.year}
    if outside and why is None:  # with the other day it may end before it starts
        told = tuple(outside.values())
        values = {"program": program.id, "year": program.year, "days": told}
        subject = Subject(program, field=next(iter(outside)))
        return unless_cancelled(records, program, Violation(subject, program.year, values))
    return None if why is None else Doubt(why, program, program.year)
